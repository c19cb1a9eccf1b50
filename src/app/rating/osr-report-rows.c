/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the core say who may do what, the duties what presses. */
#include "app/rating/osr-report-rows.h"

#include <glib/gi18n.h>

#include "app/duties/osr-duty-list.h"
#include "core/osr-rules.h"
#include "core/record/osr-stream.h"
#include "report/osr-duty-text.h"

void
osr_report_row_free (OsrReportRow *row)
{
  g_clear_pointer (&row->track, osr_report_track_free);
  g_free (row->period);
  g_free (row->body);
  g_free (row->limit);
  g_free (row);
}

static gboolean
has_step (OsrReplica *replica, OsrReportSort sort, OsrReportState state)
{
  OsrRegulation *regulation = osr_registry_get_regulation (osr_replica_get_registry (replica));
  const char *step = osr_report_step (sort, state);

  return step != NULL && regulation != NULL && osr_regulation_has_step (regulation, step);
}

static gboolean
is_done_by (const OsrDutySpec *spec, const char *step)
{
  for (guint i = 0; step != NULL && i < spec->done_by->len; i++) {
    if (g_strcmp0 (g_array_index (spec->done_by, OsrTrigger, i).type, step) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Whether the regulation asks for it month by month or quarter by quarter; a text that names neither
 * is offered with the quarters. */
static gboolean
is_asked (OsrDutySpecs *specs, OsrReportSort sort, const OsrPeriod *period)
{
  const char *sent = osr_report_step (sort, OSR_REPORT_SENT);

  for (guint i = 0; i < specs->duties->len; i++) {
    const OsrDutySpec *spec = specs->duties->pdata[i];

    if (is_done_by (spec, sent) && spec->every != OSR_EVERY_ONCE)
      return period->quarter == (spec->every == OSR_EVERY_QUARTER);
  }
  return period->quarter;
}

/* --- what presses --- */

static const char *
next_step (OsrReplica *replica, const OsrReportRow *row)
{
  OsrReportState state = row->track->state;

  if ((state == OSR_REPORT_NEW || state == OSR_REPORT_DECLINED) &&
      has_step (replica, row->sort, OSR_REPORT_OFFERED))
    return osr_report_step (row->sort, OSR_REPORT_OFFERED);
  return osr_report_step (row->sort,
                          state == OSR_REPORT_OFFERED ? OSR_REPORT_AGREED : OSR_REPORT_SENT);
}

static const OsrDuty *
find_duty (GPtrArray *duties, const OsrReportRow *row, const char *step)
{
  for (guint i = duties->len; i > 0; i--) {
    const OsrDuty *duty = duties->pdata[i - 1];

    if (!is_done_by (duty->spec, step))
      continue;
    if (duty->period != NULL ? g_strcmp0 (duty->period, row->period) == 0
                             : g_strcmp0 (duty->subject, row->track->id) == 0)
      return duty;
  }
  return NULL;
}

static void
set_limit (OsrReportRow *row, OsrReplica *replica, GPtrArray *duties, OsrInstant now)
{
  const OsrDuty *duty = find_duty (duties, row, next_step (replica, row));
  gboolean over = osr_report_track_is_over (row->track);
  g_autofree char *due = NULL;
  g_autofree char *state = NULL;

  if (duty == NULL)
    duty = find_duty (duties, row, osr_report_step (row->sort, OSR_REPORT_SENT));
  if (duty == NULL)
    return;
  due = osr_duty_text_due (duty, now);
  state = osr_duty_text_state (duty, now);
  row->late = duty->state == OSR_DUTY_LATE;
  /* Translators: a duty, when it is due or was done */
  row->limit = g_strdup_printf (_ ("%1$s: %2$s"), osr_duty_text_name (duty),
                                over || row->late ? state : due);
}

/* --- what the person may do --- */

static gboolean
may (OsrReplica *replica, const OsrReportRow *row, OsrReportState state)
{
  const char *person = osr_replica_get_roles_of (replica);
  const char *step = osr_report_step (row->sort, state);

  return step != NULL && person != NULL &&
         osr_rules_explain_report (row->track, osr_replica_get_registry (replica), person, step,
                                   NULL);
}

/* (transfer full) (nullable): the body for which the person makes it; %NULL: for the office */
static char *
dup_body (OsrReplica *replica, OsrReportSort sort)
{
  OsrRegistry *registry = osr_replica_get_registry (replica);
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  const char *person = osr_replica_get_roles_of (replica);
  const char *step = osr_report_step (
      sort, has_step (replica, sort, OSR_REPORT_OFFERED) ? OSR_REPORT_OFFERED : OSR_REPORT_SENT);
  GPtrArray *grants = osr_registry_get_grants (registry);

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];

    if (grant->body != NULL && g_strcmp0 (grant->person, person) == 0 &&
        osr_regulation_permits (regulation, grant->role, step, NULL))
      return g_strdup (grant->body);
  }
  return NULL;
}

/* @track: (transfer full) */
static OsrReportRow *
row_new (OsrReplica *replica, OsrReportTrack *track, OsrReportSort sort, const char *period)
{
  OsrReportRow *row = g_new0 (OsrReportRow, 1);

  row->track = track;
  row->sort = sort;
  row->period = g_strdup (period);
  row->body = track->version > 0 ? g_strdup (track->body) : dup_body (replica, sort);
  row->offer = may (replica, row, OSR_REPORT_OFFERED);
  row->decide = may (replica, row, OSR_REPORT_AGREED);
  row->send = may (replica, row, OSR_REPORT_SENT);
  return row;
}

OsrReportRow *
osr_report_row_copy (OsrReplica *replica, const OsrReportRow *row)
{
  OsrReportRow *copy =
      row_new (replica, osr_report_track_new_from_events (row->track->id, row->track->events),
               row->sort, row->period);

  copy->limit = g_strdup (row->limit);
  copy->late = row->late;
  copy->early = row->early;
  return copy;
}

/* Those that there are; and one to be begun, unless the person's is among them. */
static void
add_rows (GPtrArray *rows, OsrReplica *replica, OsrReportSort sort, const char *period)
{
  g_autoptr (GPtrArray) reports = osr_replica_list_reports (replica);
  g_autofree char *own = dup_body (replica, sort);
  g_autofree char *id = NULL;

  for (guint i = 0; i < reports->len; i++) {
    const OsrReportTrack *one = reports->pdata[i];

    if (one->sort == sort && one->version > 0 && g_strcmp0 (one->period, period) == 0)
      g_ptr_array_add (rows,
                       row_new (replica, osr_report_track_new_from_events (one->id, one->events),
                                sort, period));
  }
  if (osr_report_find (reports, sort, period, own) != NULL)
    return;
  id = osr_stream_new_for_report ();
  g_ptr_array_add (rows, row_new (replica, osr_report_track_new (id), sort, period));
}

GPtrArray *
osr_report_rows_new (OsrReplica *replica, const OsrPeriod *period, OsrInstant now)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_report_row_free);
  g_autoptr (OsrDutySpecs) specs = osr_duty_list_read (replica);
  g_autoptr (GPtrArray) duties = NULL;

  for (int sort = 0; specs != NULL && sort < OSR_N_REPORT_SORTS; sort++) {
    if (has_step (replica, sort, OSR_REPORT_SENT) && is_asked (specs, sort, period))
      add_rows (rows, replica, sort, period->id);
  }
  if (rows->len == 0)
    return rows;
  duties = osr_duty_list_compute (replica, specs, now);
  for (guint i = 0; i < rows->len; i++) {
    OsrReportRow *row = rows->pdata[i];

    row->early = period->end > now && row->track->version == 0;
    set_limit (row, replica, duties, now);
  }
  return rows;
}

/* --- steps --- */

static void
add_figures (JsonObject *members, GPtrArray *figures)
{
  JsonArray *channels = json_array_new ();
  JsonArray *counts = json_array_new ();

  for (guint i = 0; i < figures->len; i++) {
    const OsrReportFigure *figure = figures->pdata[i];

    json_array_add_string_element (channels, figure->channel);
    json_array_add_int_element (counts, figure->count);
  }
  json_object_set_array_member (members, "channels", channels);
  json_object_set_array_member (members, "counts", counts);
}

static gboolean
act (const OsrReportRow *row, OsrReplica *replica, OsrReportState state, JsonObject *members,
     JsonObject *payload, GError **error)
{
  g_autofree char *uuid = NULL;

  json_object_set_string_member (members, "period", row->period);
  uuid = osr_replica_act (replica, row->track->id, osr_report_step (row->sort, state), members,
                          payload, error);
  return uuid != NULL;
}

static gboolean
put_text (const OsrReportRow *row, OsrReplica *replica, OsrReportState state,
          const OsrReportWords *words, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();

  if (row->body != NULL && row->track->version == 0)
    json_object_set_string_member (members, "body", row->body);
  if (words->messages >= 0)
    json_object_set_int_member (members, "messages", words->messages);
  if (words->figures != NULL && words->figures->len > 0)
    add_figures (members, words->figures);
  json_object_set_string_member (payload, "text", words->text != NULL ? words->text : "");
  return act (row, replica, state, members, payload, error);
}

gboolean
osr_report_row_offer (const OsrReportRow *row, OsrReplica *replica, const OsrReportWords *words,
                      GError **error)
{
  return put_text (row, replica, OSR_REPORT_OFFERED, words, error);
}

gboolean
osr_report_row_agree (const OsrReportRow *row, OsrReplica *replica, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();

  json_object_set_int_member (members, "offer", row->track->offer);
  return act (row, replica, OSR_REPORT_AGREED, members, NULL, error);
}

gboolean
osr_report_row_decline (const OsrReportRow *row, OsrReplica *replica, const char *reason,
                        const char *proposals, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();

  json_object_set_int_member (members, "offer", row->track->offer);
  json_object_set_string_member (payload, "reason", reason != NULL ? reason : "");
  if (proposals != NULL && *proposals != '\0')
    json_object_set_string_member (payload, "proposals", proposals);
  return act (row, replica, OSR_REPORT_DECLINED, members, payload, error);
}

gboolean
osr_report_row_send (const OsrReportRow *row, OsrReplica *replica, const OsrReportWords *words,
                     GError **error)
{
  g_autoptr (JsonObject) members = NULL;

  if (row->track->version == 0 && words != NULL)
    return put_text (row, replica, OSR_REPORT_SENT, words, error);
  members = json_object_new ();
  json_object_set_int_member (members, "offer", row->track->offer);
  return act (row, replica, OSR_REPORT_SENT, members, NULL, error);
}
