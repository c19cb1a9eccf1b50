/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fold of a report's stream. Who takes which step stands in core/rules/osr-rules-record.c. */
#include "core/record/osr-report-track.h"

#include "core/osr-json.h"

#define MAX_FIGURES 64

static const char *const nicks[OSR_N_REPORT_SORTS] = { "rating", "report", "summary" };

static const struct {
  const char *type;
  OsrReportSort sort;
  OsrReportState state;
} steps[] = {
  { "rating-offered", OSR_REPORT_RATING, OSR_REPORT_OFFERED },
  { "rating-agreed", OSR_REPORT_RATING, OSR_REPORT_AGREED },
  { "rating-declined", OSR_REPORT_RATING, OSR_REPORT_DECLINED },
  { "rating-sent", OSR_REPORT_RATING, OSR_REPORT_SENT },
  { "report-offered", OSR_REPORT_REPORT, OSR_REPORT_OFFERED },
  { "report-agreed", OSR_REPORT_REPORT, OSR_REPORT_AGREED },
  { "report-declined", OSR_REPORT_REPORT, OSR_REPORT_DECLINED },
  { "report-sent", OSR_REPORT_REPORT, OSR_REPORT_SENT },
  { "summary-made", OSR_REPORT_SUMMARY, OSR_REPORT_SENT },
};

static void
figure_free (OsrReportFigure *figure)
{
  g_free (figure->channel);
  g_free (figure);
}

OsrReportTrack *
osr_report_track_new (const char *id)
{
  OsrReportTrack *self = g_new0 (OsrReportTrack, 1);

  self->id = g_strdup (id);
  self->count = -1;
  self->offered_at = self->decided_at = self->sent_at = OSR_INSTANT_UNKNOWN;
  self->figures = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  return self;
}

OsrReportTrack *
osr_report_track_new_from_events (const char *id, GPtrArray *events)
{
  OsrReportTrack *self = osr_report_track_new (id);

  for (guint i = 0; i < events->len; i++)
    osr_report_track_apply (self, events->pdata[i]);
  return self;
}

void
osr_report_track_free (OsrReportTrack *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->period);
  g_free (self->body);
  g_free (self->text);
  g_free (self->offered_by);
  g_free (self->offered_for);
  g_free (self->decided_by);
  g_free (self->reason);
  g_free (self->proposals);
  g_free (self->sent_by);
  g_free (self->sent_to);
  g_ptr_array_unref (self->figures);
  g_ptr_array_unref (self->events);
  g_free (self);
}

static void
set_text (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

/* Channels and their counts stand in two lists side by side: an event's members are flat. */
static gboolean
take_figures (OsrReportTrack *self, OsrEvent *event)
{
  JsonArray *channels = osr_json_get_array (event->members, "channels");
  JsonArray *counts = osr_json_get_array (event->members, "counts");
  guint n = channels != NULL ? json_array_get_length (channels) : 0;

  g_ptr_array_set_size (self->figures, 0);
  if (n != (counts != NULL ? json_array_get_length (counts) : 0) || n > MAX_FIGURES)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    JsonNode *count = json_array_get_element (counts, i);
    OsrReportFigure *figure;

    if (osr_json_array_get_string (channels, i) == NULL || !JSON_NODE_HOLDS_VALUE (count) ||
        json_node_get_value_type (count) != G_TYPE_INT64)
      return FALSE;
    figure = g_new0 (OsrReportFigure, 1);
    figure->channel = g_strdup (osr_json_array_get_string (channels, i));
    figure->count = json_node_get_int (count);
    g_ptr_array_add (self->figures, figure);
  }
  return TRUE;
}

/* A text: what is offered, and what is sent or made where nobody agrees. */
static gboolean
take_text (OsrReportTrack *self, OsrEvent *event)
{
  self->offer = event->version > 0 ? event->version : self->version + 1;
  self->offers++;
  self->count = osr_event_get_int (event, "messages", -1);
  set_text (&self->text, osr_event_get_payload_string (event, "text"));
  set_text (&self->offered_by, event->by);
  set_text (&self->offered_for, event->on_behalf);
  self->offered_at = event->at;
  set_text (&self->decided_by, NULL);
  set_text (&self->reason, NULL);
  set_text (&self->proposals, NULL);
  self->decided_at = OSR_INSTANT_UNKNOWN;
  return take_figures (self, event);
}

static gboolean
fold_decided (OsrReportTrack *self, OsrEvent *event)
{
  set_text (&self->decided_by, event->by);
  set_text (&self->reason, osr_event_get_payload_string (event, "reason"));
  set_text (&self->proposals, osr_event_get_payload_string (event, "proposals"));
  self->decided_at = event->at;
  return osr_event_get_int (event, "offer", self->offer) == self->offer && self->offer > 0;
}

static gboolean
fold_sent (OsrReportTrack *self, OsrEvent *event)
{
  gboolean known = TRUE;

  if (self->offer == 0)
    known = take_text (self, event);
  set_text (&self->sent_by, event->by);
  set_text (&self->sent_to, osr_event_get_string (event, "to"));
  self->sent_at = event->at;
  return known;
}

static gboolean
fold (OsrReportTrack *self, OsrEvent *event, OsrReportSort sort, OsrReportState state)
{
  const char *period = osr_event_get_string (event, "period");
  gboolean fits = self->version == 0 || self->sort == sort;

  if (self->version == 0)
    set_text (&self->body, osr_event_get_string (event, "body"));
  self->sort = sort;
  if (self->period == NULL)
    self->period = g_strdup (period);
  fits = fits && (period == NULL || g_strcmp0 (period, self->period) == 0);
  self->state = state;
  if (state == OSR_REPORT_OFFERED)
    return take_text (self, event) && fits;
  return (state == OSR_REPORT_SENT ? fold_sent (self, event) : fold_decided (self, event)) && fits;
}

void
osr_report_track_apply (OsrReportTrack *self, OsrEvent *event)
{
  OsrReportSort sort;
  OsrReportState state;

  if (event->v > OSR_EVENT_VERSION || !osr_report_step_parse (event->type, &sort, &state))
    self->read_only = self->read_only || !osr_event_is (event, "payload-erased");
  else if (!fold (self, event, sort, state))
    self->anomalies++;
  g_ptr_array_add (self->events, osr_event_ref (event));
  self->version = event->version > 0 ? event->version : self->version + 1;
  self->seq = MAX (self->seq, event->seq);
}

gboolean
osr_report_track_is_over (OsrReportTrack *self)
{
  return self->state == OSR_REPORT_SENT;
}

OsrReportTrack *
osr_report_find (GPtrArray *reports, OsrReportSort sort, const char *period, const char *body)
{
  OsrReportTrack *newest = NULL;

  for (guint i = 0; i < reports->len; i++) {
    OsrReportTrack *one = reports->pdata[i];

    if (one->sort == sort && one->state != OSR_REPORT_NEW && g_strcmp0 (one->period, period) == 0 &&
        g_strcmp0 (one->body, body) == 0 && (newest == NULL || one->seq >= newest->seq))
      newest = one;
  }
  return newest;
}

const char *
osr_report_sort_nick (OsrReportSort sort)
{
  return (guint) sort < OSR_N_REPORT_SORTS ? nicks[sort] : nicks[OSR_REPORT_REPORT];
}

gboolean
osr_report_sort_from_nick (const char *nick, OsrReportSort *sort)
{
  for (guint i = 0; i < OSR_N_REPORT_SORTS; i++) {
    if (g_strcmp0 (nicks[i], nick) == 0) {
      *sort = (OsrReportSort) i;
      return TRUE;
    }
  }
  return FALSE;
}

const char *
osr_report_step (OsrReportSort sort, OsrReportState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (steps[i].sort == sort && steps[i].state == state)
      return g_intern_static_string (steps[i].type);
  }
  return NULL;
}

gboolean
osr_report_step_parse (const char *type, OsrReportSort *sort, OsrReportState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (g_strcmp0 (steps[i].type, type) == 0) {
      *sort = steps[i].sort;
      *state = steps[i].state;
      return TRUE;
    }
  }
  return FALSE;
}

const char *
osr_report_state_nick (OsrReportState state)
{
  static const char *const names[] = { "new", "offered", "agreed", "declined", "sent" };

  return (guint) state < G_N_ELEMENTS (names) ? names[state] : names[0];
}
