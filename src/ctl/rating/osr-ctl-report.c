/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `report`: where ratings, reports and summaries stand, and the steps on them as one of the office's
 * persons. Whose step it is, the coordinator judges. */
#include <errno.h>
#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "core/record/osr-stream.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-source.h"
#include "ctl/regulation/osr-ctl-timeline.h"
#include "report/rating/osr-report-text.h"

typedef struct {
  /* options */
  OsrCtlSourceOptions where;
  char *kind;
  char *period;
  char *body;
  char *text_file;
  char *reason;
  char *proposals;
  char *to;
  char **channels;
  char *language;
  gboolean json;

  /* what they name */
  OsrCtlSource *source;
  GPtrArray *reports; /* OsrReportTrack */
  OsrReportSort sort;
  OsrReportTrack *report; /* borrowed, nullable: the one of kind and period */
} Report;

static void
report_clear (Report *self)
{
  osr_ctl_source_options_clear (&self->where);
  g_free (self->kind);
  g_free (self->period);
  g_free (self->body);
  g_free (self->text_file);
  g_free (self->reason);
  g_free (self->proposals);
  g_free (self->to);
  g_strfreev (self->channels);
  g_free (self->language);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_clear_pointer (&self->source, osr_ctl_source_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Report, report_clear)

static gboolean
open_reports (Report *self, GError **error)
{
  self->source = osr_ctl_source_open (&self->where, error);
  if (self->source != NULL)
    self->reports = osr_ctl_source_load_reports (self->source, error);
  return self->reports != NULL;
}

/* --- list --- */

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static JsonArray *
figures_to_json (const OsrReportTrack *report)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < report->figures->len; i++) {
    const OsrReportFigure *figure = report->figures->pdata[i];
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "channel", figure->channel);
    json_object_set_int_member (object, "count", figure->count);
    json_array_add_object_element (array, object);
  }
  return array;
}

static JsonObject *
report_to_json (const OsrReportTrack *report)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", report->id);
  json_object_set_string_member (object, "kind", osr_report_sort_nick (report->sort));
  set_text (object, "period", report->period);
  set_text (object, "body", report->body);
  json_object_set_string_member (object, "state", osr_report_state_nick (report->state));
  json_object_set_int_member (object, "offers", report->offers);
  json_object_set_int_member (object, "messages", report->count);
  json_object_set_array_member (object, "channels", figures_to_json (report));
  set_text (object, "text", report->text);
  set_text (object, "reason", report->reason);
  set_text (object, "proposals", report->proposals);
  return object;
}

static void
print_json (const Report *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  for (guint i = 0; i < self->reports->len; i++)
    json_array_add_object_element (array, report_to_json (self->reports->pdata[i]));
  osr_ctl_print_json (node);
}

static void
print_reports (const Report *self)
{
  OsrRegistry *registry = osr_ctl_source_get_registry (self->source);

  for (guint i = 0; i < self->reports->len; i++) {
    const OsrReportTrack *report = self->reports->pdata[i];
    g_autofree char *period = osr_report_text_period (report->period, registry);
    g_autoptr (GPtrArray) history =
        osr_report_text_history (report, registry, osr_ctl_source_get_now (self->source));

    g_print ("%s, %s\n", osr_report_text_sort (report->sort), period);
    for (guint j = 0; j < history->len; j++)
      g_print ("  %s\n", (const char *) history->pdata[j]);
  }
}

static int
report_list (int argc, char **argv)
{
  g_auto (Report) self = { 0 };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    OSR_CTL_SOURCE_ENTRIES (&self.where),
    { "lang", 0, 0, G_OPTION_ARG_STRING, &self.language, N_ ("Language of the answer"), "ru|en" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self.json, N_ ("Print JSON instead of text"), NULL },
    { NULL },
  };

  if (!osr_ctl_parse (
          "report list --office DIR",
          _ ("Lists ratings, reports and summaries with what happened to each.\nJSON: "
             "[{id, kind, period, body, state, offers, messages, channels: [{channel, "
             "count}], text,\nreason, proposals}]; state is offered, agreed, declined or "
             "sent; messages -1: not told."),
          entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (!osr_ctl_use_language (self.language, &error) || !open_reports (&self, &error))
    return osr_ctl_fail (error);
  if (self.json)
    print_json (&self);
  else
    print_reports (&self);
  return OSR_CTL_OK;
}

/* --- steps --- */

static gboolean
fail_usage (GError **error, const char *what)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, what);
  return FALSE;
}

static gboolean
check_options (Report *self, GError **error)
{
  if (!osr_report_sort_from_nick (self->kind, &self->sort))
    return fail_usage (error, _ ("which kind? --kind rating, report or summary"));
  if (self->period == NULL)
    return fail_usage (error, _ ("which period? --period 2026-Q3 or 2026-03"));
  return self->where.server != NULL ||
         fail_usage (error, _ ("a step is sent to a coordinator: --server URL --login LOGIN"));
}

/* "Name=12" */
static gboolean
add_channels (Report *self, JsonObject *members, GError **error)
{
  g_autoptr (JsonArray) channels = json_array_new ();
  g_autoptr (JsonArray) counts = json_array_new ();

  for (guint i = 0; self->channels != NULL && self->channels[i] != NULL; i++) {
    const char *equals = strrchr (self->channels[i], '=');
    g_autofree char *name =
        equals != NULL ? g_strndup (self->channels[i], (gsize) (equals - self->channels[i])) : NULL;
    guint64 count = 0;

    if (name == NULL || !g_ascii_string_to_unsigned (equals + 1, 10, 0, G_MAXINT32, &count, NULL))
      return fail_usage (error, _ ("a channel is written NAME=NUMBER"));
    json_array_add_string_element (channels, name);
    json_array_add_int_element (counts, (gint64) count);
  }
  if (json_array_get_length (channels) == 0)
    return TRUE;
  json_object_set_array_member (members, "channels", g_steal_pointer (&channels));
  json_object_set_array_member (members, "counts", g_steal_pointer (&counts));
  return TRUE;
}

/* What the figures of the period say, counted from the cases that this person sees. */
static char *
draft (Report *self, gint64 *messages, GError **error)
{
  g_autoptr (GPtrArray) cases = osr_ctl_source_load_cases (self->source, error);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (OsrSummary) summary = NULL;
  OsrRatingQuestion question = { .cases = cases, .events = none };
  OsrZone *zone = osr_rating_zone (osr_ctl_source_get_registry (self->source));
  OsrPeriod period;

  if (cases == NULL || zone == NULL || !osr_period_parse (self->period, zone, &period, error))
    return NULL;
  question.registry = osr_ctl_source_get_registry (self->source);
  question.now = osr_ctl_source_get_now (self->source);
  summary = osr_summary_compute (&question, &period, error);
  if (summary == NULL)
    return NULL;
  *messages = summary->cases->len;
  return osr_report_text_draft (self->sort, summary);
}

static gboolean
add_text (Report *self, JsonObject *members, JsonObject *payload, GError **error)
{
  g_autofree char *text = NULL;
  gint64 messages = 0;
  g_autofree char *counted = draft (self, &messages, error);

  if (counted == NULL)
    return FALSE;
  if (self->text_file != NULL && !g_file_get_contents (self->text_file, &text, NULL, error))
    return FALSE;
  if (self->body != NULL && self->report == NULL)
    json_object_set_string_member (members, "body", self->body);
  json_object_set_int_member (members, "messages", messages);
  json_object_set_string_member (payload, "text", text != NULL ? text : counted);
  return add_channels (self, members, error);
}

static gboolean
fill (Report *self, OsrReportState state, JsonObject *members, JsonObject *payload, GError **error)
{
  json_object_set_string_member (members, "period", self->period);
  if (self->to != NULL && state == OSR_REPORT_SENT)
    json_object_set_string_member (members, "to", self->to);
  if (state == OSR_REPORT_OFFERED || (state == OSR_REPORT_SENT && self->report == NULL))
    return add_text (self, members, payload, error);
  json_object_set_int_member (members, "offer", self->report != NULL ? self->report->offer : 0);
  if (self->reason != NULL)
    json_object_set_string_member (payload, "reason", self->reason);
  if (self->proposals != NULL)
    json_object_set_string_member (payload, "proposals", self->proposals);
  return TRUE;
}

static gboolean
act (Report *self, OsrReportState state, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autofree char *fresh = osr_stream_new_for_report ();
  const char *step = osr_report_step (self->sort, state);
  OsrCtlAct command = { fresh, step, members, NULL };

  if (step == NULL)
    return fail_usage (error, _ ("a summary is made and not agreed to: report send"));
  if (!check_options (self, error) || !open_reports (self, error))
    return FALSE;
  self->report = osr_report_find (self->reports, self->sort, self->period, self->body);
  if (!fill (self, state, members, payload, error))
    return FALSE;
  if (self->report != NULL)
    command.case_id = self->report->id;
  if (json_object_get_size (payload) > 0)
    command.payload = payload;
  return osr_ctl_reader_act (osr_ctl_source_get_reader (self->source), &command, error);
}

static int
run_step (OsrReportState state, const char *usage, const char *about, int argc, char **argv)
{
  g_auto (Report) self = { 0 };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    OSR_CTL_SOURCE_ENTRIES (&self.where),
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &self.kind, N_ ("What it is"), "rating|report|summary" },
    { "period", 'p', 0, G_OPTION_ARG_STRING, &self.period, N_ ("Quarter or month"),
      "2026-Q3|2026-03" },
    { "body", 'b', 0, G_OPTION_ARG_STRING, &self.body, N_ ("Whose it is, where a body makes it"),
      N_ ("ID") },
    { "text", 0, 0, G_OPTION_ARG_FILENAME, &self.text_file,
      N_ ("Its text; without, the figures of the period"), N_ ("FILE") },
    { "channel", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self.channels,
      N_ ("How many messages came outside the program; may be given more than once"),
      "NAME=NUMBER" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &self.reason, N_ ("Why it is declined"), N_ ("WORDS") },
    { "proposals", 0, 0, G_OPTION_ARG_STRING, &self.proposals, N_ ("What is to be changed"),
      N_ ("WORDS") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &self.to, N_ ("To whom it went"), N_ ("WORDS") },
    { NULL },
  };

  if (!osr_ctl_parse (usage, about, entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (!osr_report_sort_from_nick (self.kind, &self.sort)) {
    g_printerr ("open-sources-ctl: %s\n", _ ("which kind? --kind rating, report or summary"));
    return OSR_CTL_USAGE;
  }
  return act (&self, state, &error) ? OSR_CTL_OK : osr_ctl_fail (error);
}

static int
report_offer (int argc, char **argv)
{
  return run_step (OSR_REPORT_OFFERED,
                   "report offer --server URL --login LOGIN --kind KIND --period PERIOD",
                   _ ("Offers a text for agreement, or offers it anew after it was declined."),
                   argc, argv);
}

static int
report_agree (int argc, char **argv)
{
  return run_step (OSR_REPORT_AGREED,
                   "report agree --server URL --login LOGIN --kind KIND --period PERIOD",
                   _ ("Agrees to the text that was offered last."), argc, argv);
}

static int
report_decline (int argc, char **argv)
{
  return run_step (
      OSR_REPORT_DECLINED,
      "report decline --server URL --login LOGIN --kind KIND --period PERIOD --reason WORDS",
      _ ("Declines the text that was offered last, with reasons and proposed changes."), argc,
      argv);
}

static int
report_send (int argc, char **argv)
{
  return run_step (OSR_REPORT_SENT,
                   "report send --server URL --login LOGIN --kind KIND --period PERIOD",
                   _ ("Records that it was sent; a summary, that it was made."), argc, argv);
}

int
osr_ctl_report (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "list", N_ ("where each stands, and what happened to it"), report_list },
    { "offer", N_ ("offer a text for agreement"), report_offer },
    { "agree", N_ ("agree to the text"), report_agree },
    { "decline", N_ ("decline the text with reasons and proposed changes"), report_decline },
    { "send", N_ ("record that it was sent, or that a summary was made"), report_send },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl report", commands, argc, argv);
}
