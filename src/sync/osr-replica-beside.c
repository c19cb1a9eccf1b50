/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside the cases on a workstation: accounts and reports, confirmed and pending, and the
 * steps on them. They have no rows in the queue. */
#include "core/osr-error.h"
#include "core/osr-rules.h"
#include "core/record/osr-form.h"
#include "core/record/osr-stream.h"
#include "sync/osr-replica-private.h"

/* (transfer full): streams that are held, and those that only a pending command begins */
static GPtrArray *
list_streams (OsrReplica *self)
{
  GPtrArray *ids = osr_cache_list_beside (self->cache, NULL);
  g_autoptr (GPtrArray) commands = osr_outbox_list (self->outbox, NULL, OSR_OUTBOX_SHOWN, NULL);

  if (ids == NULL)
    ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; commands != NULL && i < commands->len; i++) {
    const OsrOutboxCommand *command = commands->pdata[i];

    if (osr_stream_is_record (command->case_id) &&
        !g_ptr_array_find_with_equal_func (ids, command->case_id, g_str_equal, NULL))
      g_ptr_array_add (ids, g_strdup (command->case_id));
  }
  return ids;
}

static gboolean
is_confirmed (GPtrArray *events, guint n, const OsrOutboxCommand *command)
{
  gint64 seq = n > 0 ? ((OsrEvent *) events->pdata[n - 1])->seq : 0;

  if (command->state == OSR_OUTBOX_SETTLED && command->seq <= seq)
    return TRUE;
  for (guint i = n; i > 0; i--) {
    if (g_strcmp0 (osr_event_get_string (events->pdata[i - 1], "command"), command->uuid) == 0)
      return TRUE;
  }
  return FALSE;
}

/* (transfer full): the stream's confirmed events, then the pending ones */
static GPtrArray *
load_events (OsrReplica *self, const char *stream)
{
  GPtrArray *events = osr_cache_load_events (self->cache, stream, NULL);
  g_autoptr (GPtrArray) commands = osr_outbox_list (self->outbox, stream, OSR_OUTBOX_SHOWN, NULL);
  guint n;

  if (events == NULL)
    events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  n = events->len;
  for (guint i = 0; commands != NULL && i < commands->len; i++) {
    const OsrOutboxCommand *command = commands->pdata[i];
    OsrEvent *event =
        is_confirmed (events, n, command) ? NULL : osr_replica_pending_event (self, command);

    if (event != NULL)
      g_ptr_array_add (events, event);
  }
  return events;
}

GPtrArray *
osr_replica_load_beside (OsrReplica *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  g_autoptr (GPtrArray) ids = NULL;

  g_return_val_if_fail (OSR_IS_REPLICA (self), all);
  ids = list_streams (self);
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (GPtrArray) events = load_events (self, ids->pdata[i]);

    for (guint j = 0; j < events->len; j++)
      g_ptr_array_add (all, osr_event_ref (events->pdata[j]));
  }
  return all;
}

static OsrReportTrack *
load_report (OsrReplica *self, const char *stream)
{
  g_autoptr (GPtrArray) events = load_events (self, stream);
  OsrReportTrack *report = osr_report_track_new_from_events (stream, events);

  report->read_only = report->read_only || osr_cache_is_damaged (self->cache, stream);
  return report;
}

GPtrArray *
osr_replica_list_reports (OsrReplica *self)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_report_track_free);
  g_autoptr (GPtrArray) ids = NULL;

  g_return_val_if_fail (OSR_IS_REPLICA (self), reports);
  ids = list_streams (self);
  for (guint i = 0; i < ids->len; i++) {
    if (osr_stream_get_kind (ids->pdata[i]) == OSR_STREAM_OF_REPORT)
      g_ptr_array_add (reports, load_report (self, ids->pdata[i]));
  }
  return reports;
}

static gboolean
check_account (OsrReplica *self, const char *stream, OsrEvent *event, GError **error)
{
  g_autoptr (OsrAccountTrack) track = osr_account_track_new (osr_stream_get_account (stream));
  g_autoptr (GPtrArray) events = load_events (self, stream);

  for (guint i = 0; i < events->len; i++)
    osr_account_track_apply (track, events->pdata[i]);
  return osr_rules_check_account (track, self->registry, self->person, event, error);
}

static gboolean
check_rules (OsrReplica *self, const OsrWireCommand *command, GError **error)
{
  g_autoptr (OsrReportTrack) report = NULL;
  g_autoptr (OsrEvent) event =
      osr_event_new (command->type, command->claimed_at, command->members, command->payload);

  g_free (event->by);
  event->by = g_strdup (self->person);
  event->on_behalf = g_strdup (command->on_behalf);
  if (osr_stream_get_kind (command->case_id) == OSR_STREAM_OF_ACCOUNT)
    return check_account (self, command->case_id, event, error);
  report = load_report (self, command->case_id);
  return osr_rules_check_report (report, self->registry, self->person, event, error);
}

/* A decision is on what was seen; a post or a look is true whatever else was told. */
static gboolean
set_precondition (OsrReplica *self, OsrWireCommand *command, char **after, GError **error)
{
  g_autoptr (GPtrArray) pending = NULL;

  if (osr_stream_get_kind (command->case_id) == OSR_STREAM_OF_ACCOUNT)
    return TRUE;
  pending = osr_outbox_list (self->outbox, command->case_id, OSR_OUTBOX_UNSENT, error);
  if (pending == NULL)
    return FALSE;
  if (pending->len > 0) {
    *after = g_strdup (((OsrOutboxCommand *) pending->pdata[pending->len - 1])->uuid);
    command->after_command = *after;
  } else {
    command->after_version = osr_cache_get_version (self->cache, command->case_id);
  }
  return TRUE;
}

char *
osr_replica_act_beside (OsrReplica *self, const char *stream, const char *type, JsonObject *members,
                        JsonObject *payload, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *after = NULL;
  OsrWireCommand command = { .case_id = stream, .type = type, .device = self->device };

  if (self->person == NULL) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED, "Nobody is signed in");
    return NULL;
  }
  command.members = members;
  command.payload = payload;
  command.claimed_at = osr_clock_now (self->clock);
  command.on_behalf = osr_replica_get_acting_for (self);
  if (!check_rules (self, &command, error) ||
      !osr_form_check (stream, type, members, payload, error) ||
      !set_precondition (self, &command, &after, error) ||
      !osr_replica_write_down (self, &command, uuid, error))
    return NULL;
  osr_replica_notify_counts (self);
  osr_replica_case_changed (self, stream);
  osr_replica_push_kick (self);
  return g_steal_pointer (&uuid);
}
