/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown: the fold of a case's confirmed events and then of its pending commands, and the
 * registry. The rows of the queue that follow from both are in osr-replica-queue.c. */
#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "sync/osr-replica-private.h"

/* A screen of rows and the open case, several times over; the rest is folded anew when asked for. */
#define MOST_FOLDS 512

void
osr_replica_report (const char *what, const GError *error)
{
  g_warning ("%s: %s", what, error != NULL ? error->message : "no reason given");
}

/* The bytes of the request are all there is of a pending command, so they are what is folded. */
OsrEvent *
osr_replica_pending_event (OsrReplica *self, const OsrOutboxCommand *command)
{
  gsize length;
  const char *bytes = g_bytes_get_data (command->raw, &length);
  g_autoptr (JsonObject) object = osr_json_read_object (bytes, (gssize) length, 0, "outbox", NULL);
  OsrEvent *event;

  if (object == NULL)
    return NULL;
  event = osr_event_new (command->type, osr_json_get_int (object, "claimed_at", command->created),
                         osr_json_get_object (object, "members"),
                         osr_json_get_object (object, "payload"));
  event->claimed_at = event->at;
  g_free (event->on_behalf);
  event->on_behalf = g_strdup (osr_json_get_string (object, "for"));
  g_free (event->stream);
  event->stream = g_strdup (command->case_id);
  g_free (event->by);
  event->by = g_strdup (self->person);
  return event;
}

static gboolean
is_in_cache (const OsrOutboxCommand *command, gint64 confirmed_seq)
{
  return command->state == OSR_OUTBOX_SETTLED && command->seq <= confirmed_seq;
}

/* The answer may be lost and the event come with the next page: it names the command it came from. */
static gboolean
is_among (GPtrArray *events, guint n, const char *uuid)
{
  for (guint i = n; i > 0; i--) {
    if (g_strcmp0 (osr_event_get_string (g_ptr_array_index (events, i - 1), "command"), uuid) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
fold_pending (OsrReplica *self, OsrCase *c)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) commands = osr_outbox_list (self->outbox, c->id, OSR_OUTBOX_SHOWN, &error);
  gint64 confirmed = c->seq;
  guint n_confirmed = c->events->len;

  if (commands == NULL) {
    osr_replica_report ("The outbox could not be read", error);
    return;
  }
  for (guint i = 0; i < commands->len; i++) {
    OsrOutboxCommand *command = g_ptr_array_index (commands, i);
    g_autoptr (OsrEvent) event = NULL;

    if (is_in_cache (command, confirmed) || is_among (c->events, n_confirmed, command->uuid))
      continue;
    event = osr_replica_pending_event (self, command);
    if (event != NULL)
      osr_case_apply (c, event);
  }
}

/* (nullable): a case that this clerk registered, and the coordinator has not answered yet. Steps that
 * still wait on a case that was taken away make no case. */
static OsrCase *
load_new_case (OsrReplica *self, const char *id)
{
  g_autoptr (OsrCase) c = osr_case_new (id);

  fold_pending (self, c);
  if (c->events->len == 0 || !osr_event_is (g_ptr_array_index (c->events, 0), "found"))
    return NULL;
  return g_steal_pointer (&c);
}

static void
mark_damaged (OsrReplica *self, OsrCase *c)
{
  if (!osr_cache_is_damaged (self->cache, c->id))
    return;
  c->read_only = TRUE;
  c->anomalies++;
}

gboolean
osr_replica_complete_case (OsrReplica *self, OsrCase *c, gboolean pending)
{
  if (self->locked || osr_cache_get_version (self->cache, c->id) != c->version)
    return FALSE;
  if (pending)
    fold_pending (self, c);
  mark_damaged (self, c);
  return TRUE;
}

/* A case whose history does not hold together is shown, but nobody may build on it. */
static OsrCase *
load_case (OsrReplica *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  OsrCase *c;

  if (g_str_equal (id, OSR_STREAM_OFFICE) || osr_stream_is_record (id))
    return NULL;
  if (osr_cache_get_version (self->cache, id) == 0)
    return load_new_case (self, id);
  c = osr_cache_load_case (self->cache, id, &error);
  if (c == NULL) {
    osr_replica_report ("A case could not be read from the cache", error);
    return NULL;
  }
  fold_pending (self, c);
  mark_damaged (self, c);
  return c;
}

OsrCase *
osr_replica_get_case (OsrReplica *self, const char *id)
{
  OsrCase *c;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  if (self->locked)
    return NULL;
  c = g_hash_table_lookup (self->folds, id);
  if (c == NULL) {
    c = load_case (self, id);
    if (c == NULL)
      return osr_replica_ref_visited (self, id);
    if (g_hash_table_size (self->folds) >= MOST_FOLDS)
      g_hash_table_remove_all (self->folds);
    g_hash_table_insert (self->folds, g_strdup (id), c);
  }
  return osr_case_ref (c);
}

gboolean
osr_replica_is_damaged (OsrReplica *self, const char *id)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);

  return osr_cache_is_damaged (self->cache, id);
}

gint64
osr_replica_get_confirmed_seq (OsrReplica *self, const char *id)
{
  return osr_cache_get_seq (self->cache, id);
}

GPtrArray *
osr_replica_get_deadlines (OsrReplica *self, OsrCase *c)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (c != NULL, NULL);

  return osr_deadlines_compute (c->events, self->registry);
}

GPtrArray *
osr_replica_load_office (OsrReplica *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *events;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  events = osr_cache_load_events (self->cache, OSR_STREAM_OFFICE, &error);
  if (events == NULL) {
    osr_replica_report ("The office could not be read from the cache", error);
    events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  }
  return events;
}

void
osr_replica_cases_read_office (OsrReplica *self)
{
  g_autoptr (GError) error = NULL;
  gint64 version = osr_registry_get_version (self->registry);
  g_autoptr (GPtrArray) events =
      osr_cache_load_events_after (self->cache, OSR_STREAM_OFFICE, version, &error);

  if (events == NULL) {
    osr_replica_report ("The office could not be read from the cache", error);
    return;
  }
  for (guint i = 0; i < events->len; i++)
    osr_registry_apply (self->registry, g_ptr_array_index (events, i));
}

/* Every case's rights and limits come from the registry, so a change of it touches all of them. */
void
osr_replica_cases_changed (OsrReplica *self, GPtrArray *ids)
{
  gboolean office = g_ptr_array_find_with_equal_func (ids, OSR_STREAM_OFFICE, g_str_equal, NULL);
  gboolean beside = FALSE;

  if (office) {
    osr_replica_cases_read_office (self);
    g_hash_table_remove_all (self->folds);
    osr_replica_queue_update_all (self);
  } else {
    osr_replica_queue_update (self, ids);
  }
  osr_replica_queue_mark (self);
  osr_replica_queue_arm (self);
  if (office)
    osr_replica_emit_registry_changed (self);
  for (guint i = 0; i < ids->len; i++) {
    const char *id = g_ptr_array_index (ids, i);

    if (osr_stream_is_record (id))
      beside = TRUE;
    else if (!g_str_equal (id, OSR_STREAM_OFFICE))
      osr_replica_emit_case_changed (self, id);
  }
  if (beside)
    osr_replica_emit_beside_changed (self);
  if (ids->len > 0)
    osr_replica_emit_queue_changed (self);
}

void
osr_replica_case_changed (OsrReplica *self, const char *id)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_ptr_array_add (ids, (gpointer) id);
  osr_replica_cases_changed (self, ids);
}

void
osr_replica_cases_reset (OsrReplica *self)
{
  g_clear_pointer (&self->registry, osr_registry_unref);
  self->registry = osr_registry_new ();
  g_hash_table_remove_all (self->folds);
  osr_replica_forget_visited (self);
}
