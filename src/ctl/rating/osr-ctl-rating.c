/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `rating` and `summary`: how the bodies of an office worked in a month or a quarter, counted from a
 * log with the same code as the window counts it. */
#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-source.h"
#include "ctl/regulation/osr-ctl-profile.h"
#include "ctl/regulation/osr-ctl-timeline.h"
#include "report/osr-checkpoint-text.h"
#include "report/rating/osr-rating-json.h"
#include "store/audit/osr-cache-erase.h"
#include "store/audit/osr-log-checkpoint.h"
#include "report/rating/osr-rating-report.h"
#include "report/rating/osr-rating-text.h"

typedef struct {
  /* options */
  OsrCtlSourceOptions where;
  char *period_text;
  char *regulation;
  char **readings;
  char *now_text;
  char *language;
  char *csv;
  char *pdf;
  gboolean bom;
  gboolean json;

  /* what they name */
  OsrCtlSource *source;
  OsrSummary *summary;
} Rating;

static void
rating_clear (Rating *self)
{
  osr_ctl_source_options_clear (&self->where);
  g_free (self->period_text);
  g_free (self->regulation);
  g_strfreev (self->readings);
  g_free (self->now_text);
  g_free (self->language);
  g_free (self->csv);
  g_free (self->pdf);
  g_clear_pointer (&self->summary, osr_summary_free);
  g_clear_pointer (&self->source, osr_ctl_source_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rating, rating_clear)

/* What a subcommand makes of what was counted. */
typedef struct {
  JsonObject *(*to_json) (const OsrSummary *summary);
  char *(*to_csv) (const OsrSummary *summary, gboolean bom);
  OsrReport *(*to_report) (const OsrSummary *summary);
  void (*print) (const Rating *self);
} Forms;

/* --- counting --- */

static gboolean
add_stream (OsrLog *log, const char *stream, GPtrArray *events, GError **error)
{
  g_autoptr (GPtrArray) more = osr_log_load_events (log, stream, 0, error);

  if (more == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (events, g_steal_pointer (&more));
  return TRUE;
}

/* (transfer full) (nullable): what stands in the office's own stream, and beside the cases */
static GPtrArray *
load_office (Rating *self, GError **error)
{
  OsrLog *log = osr_ctl_source_get_log (self->source);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  g_autoptr (GPtrArray) beside = NULL;

  if (log == NULL)
    return g_steal_pointer (&events);
  beside = osr_log_list_beside (log, error);
  if (beside == NULL || !add_stream (log, OSR_STREAM_OFFICE, events, error))
    return NULL;
  for (guint i = 0; i < beside->len; i++) {
    if (!add_stream (log, beside->pdata[i], events, error))
      return NULL;
  }
  return g_steal_pointer (&events);
}

static gboolean
read_formula (Rating *self, OsrRegulation **regulation, GError **error)
{
  g_autoptr (JsonObject) choices = NULL;

  if (self->regulation == NULL && self->readings == NULL)
    return TRUE;
  if (self->regulation == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("--reading says how a --regulation is read"));
    return FALSE;
  }
  if (!osr_ctl_read_choices (self->readings, &choices, error))
    return FALSE;
  *regulation = osr_ctl_read_profile (self->regulation, choices, error);
  return *regulation != NULL;
}

static gboolean
read_now (Rating *self, OsrInstant *now, GError **error)
{
  *now = osr_ctl_source_get_now (self->source);
  if (self->now_text == NULL)
    return TRUE;
  *now = osr_instant_parse (self->now_text);
  if (*now == OSR_INSTANT_UNKNOWN)
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 /* Translators: an option, and what was given with it */
                 _ ("%1$s: “%2$s” is not a moment with an offset from UTC"), "--now",
                 self->now_text);
  return *now != OSR_INSTANT_UNKNOWN;
}

/* What the newest checkpoint says, and whether it still says it of these events: of the office's log, or
 * of a workstation's part of it. */
static void
add_checkpoint (Rating *self)
{
  OsrLog *log = osr_ctl_source_get_log (self->source);
  OsrCache *cache = osr_ctl_source_get_cache (self->source);
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GError) error = NULL;

  if (log != NULL) {
    self->summary->checkpoint = osr_log_load_last_checkpoint (log, NULL);
    osr_log_verify_checkpoints (log, &error);
  } else if (cache != NULL) {
    held = osr_cache_load_checkpoints (cache, NULL);
    if (held != NULL && held->len > 0)
      self->summary->checkpoint = g_ptr_array_steal_index (held, held->len - 1);
    osr_cache_verify_checkpoints (cache, 0, NULL, &error);
  }
  self->summary->contradicted = g_error_matches (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT) ||
                                g_error_matches (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
}

static gboolean
compute (Rating *self, GError **error)
{
  g_autoptr (OsrRegulation) formula = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GPtrArray) events = NULL;
  OsrRatingQuestion question = { 0 };
  OsrPeriod period;
  OsrZone *zone;

  self->source = osr_ctl_source_open (&self->where, error);
  if (self->source == NULL || !read_formula (self, &formula, error) ||
      !read_now (self, &question.now, error))
    return FALSE;
  question.registry = osr_ctl_source_get_registry (self->source);
  question.regulation = formula;
  zone = osr_rating_zone (question.registry);
  if (zone == NULL) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                         _ ("this office has adopted no calendar"));
    return FALSE;
  }
  if (!osr_period_parse (self->period_text, zone, &period, error))
    return FALSE;
  cases = osr_ctl_source_load_cases (self->source, error);
  events = cases != NULL ? load_office (self, error) : NULL;
  if (events == NULL)
    return FALSE;
  question.cases = cases;
  question.events = events;
  self->summary = osr_summary_compute (&question, &period, error);
  if (self->summary != NULL)
    add_checkpoint (self);
  return self->summary != NULL;
}

/* --- printing --- */

static void
print_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  osr_ctl_print_json (node);
}

static void
print_head (const Rating *self)
{
  const OsrRating *rating = self->summary->rating;
  g_autofree char *period = osr_rating_text_period (&rating->period);
  g_autofree char *formula = osr_rating_text_formula (rating->formula);
  g_autoptr (GPtrArray) metrics = osr_rating_text_metrics (rating->formula);

  g_print ("%s\n%s\n", period, formula);
  for (guint i = 0; i < metrics->len; i++)
    g_print ("  %s\n", (const char *) metrics->pdata[i]);
}

static void
print_row (const Rating *self, const OsrRatingRow *row)
{
  const OsrRatingRow *before = osr_rating_find (self->summary->before, row->body);
  g_autofree char *total = osr_rating_text_points (row->total);
  g_autofree char *change =
      osr_rating_text_total_change (row->total, before != NULL ? before->total : -1);

  g_print ("%s: %s%s%s%s\n",
           row->body != NULL ? osr_rating_text_body (self->summary->registry, row->body)
                             : _ ("All together"),
           total, *change != '\0' ? " (" : "", change, *change != '\0' ? ")" : "");
  for (int i = 0; i < OSR_N_METRICS; i++) {
    g_autofree char *figure = osr_rating_text_figure (&row->figures[i], i);
    g_autofree char *made_of = osr_rating_text_made_of (&row->figures[i], i);

    g_print ("  %s %s — %s\n", osr_rating_text_metric (i), figure, made_of);
  }
  for (int i = 0; i < OSR_N_LEFT_OUT; i++) {
    if (row->left_out[i]->len > 0)
      /* Translators: how many messages were left out of a rating, and why */
      g_print (_ ("  left out: %1$u, %2$s\n"), row->left_out[i]->len, osr_rating_text_left_out (i));
  }
}

static void
print_rating (const Rating *self)
{
  const OsrRating *rating = self->summary->rating;

  print_head (self);
  for (guint i = 0; i < rating->rows->len; i++)
    print_row (self, rating->rows->pdata[i]);
  print_row (self, rating->office);
}

static void
print_lines (const OsrSummary *summary, OsrSummaryBy by)
{
  g_print ("%s\n", osr_rating_text_by (by));
  for (guint i = 0; i < summary->lines[by]->len; i++) {
    const OsrSummaryLine *line = summary->lines[by]->pdata[i];
    g_autofree char *change = osr_rating_text_count_change (line->cases->len, line->before);

    g_print ("  %s: %u  %s\n", osr_rating_text_line (summary->registry, by, line->id),
             line->cases->len, change);
  }
}

static void
print_summary (const Rating *self)
{
  const OsrSummary *summary = self->summary;
  g_autofree char *period = osr_rating_text_period (&summary->rating->period);

  /* Translators: a period, messages in it, and messages in the period before */
  g_print (_ ("%1$s: %2$u messages, %3$d in the period before\n"), period, summary->cases->len,
           (int) summary->cases_before);
  for (int i = 0; i < OSR_N_SUMMARY_BY; i++)
    print_lines (summary, i);
  g_print (_ ("Late now: %u\n"), summary->late->len);
  for (guint i = 0; i < summary->late->len; i++) {
    const OsrLateNow *late = summary->late->pdata[i];

    g_print ("  %s  %s\n", late->number != NULL ? late->number : late->id, late->spec->id);
  }
  print_row (self, summary->rating->office);
  if (summary->checkpoint != NULL) {
    g_autofree char *text =
        osr_checkpoint_text (summary->checkpoint, osr_rating_zone (summary->registry));

    g_print ("%s\n", text);
  }
  if (summary->contradicted)
    g_print ("%s\n", osr_checkpoint_text_contradicted ());
}

/* --- files --- */

/* @text: (transfer full) */
static gboolean
write_csv (const Rating *self, char *text, GError **error)
{
  g_autofree char *owned = text;

  if (!g_str_equal (self->csv, "-"))
    return g_file_set_contents (self->csv, owned, -1, error);
  g_print ("%s", owned);
  return TRUE;
}

/* @report: (transfer full) */
static gboolean
write_pdf (const Rating *self, OsrReport *report, GError **error)
{
  g_autoptr (OsrReport) owned = report;
  g_autoptr (GBytes) bytes = osr_report_to_pdf (owned, error);
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  return data != NULL && g_file_set_contents (self->pdf, data, (gssize) size, error);
}

/* What was asked for; the files that it was to be written to, else text. */
static int
give (const Rating *self, const Forms *forms)
{
  g_autoptr (GError) error = NULL;

  if ((self->csv != NULL && !write_csv (self, forms->to_csv (self->summary, self->bom), &error)) ||
      (self->pdf != NULL && !write_pdf (self, forms->to_report (self->summary), &error)))
    return osr_ctl_fail (error);
  if (self->json)
    print_object (forms->to_json (self->summary));
  else if (self->csv == NULL && self->pdf == NULL)
    forms->print (self);
  return OSR_CTL_OK;
}

/* --- options --- */

#define RATING_ENTRIES(self)                                                                       \
  OSR_CTL_SOURCE_ENTRIES (&(self)->where), { "period",                                             \
                                             'p',                                                  \
                                             0,                                                    \
                                             G_OPTION_ARG_STRING,                                  \
                                             &(self)->period_text,                                 \
                                             N_ ("Quarter or month"),                              \
                                             "2026-Q3|2026-03" },                                  \
      { "regulation",                                                                              \
        'r',                                                                                       \
        0,                                                                                         \
        G_OPTION_ARG_FILENAME,                                                                     \
        &(self)->regulation,                                                                       \
        N_ ("Total by the formula of this profile, not the office's"),                             \
        N_ ("ID_OR_FILE") },                                                                       \
      { "reading",                                                                                 \
        0,                                                                                         \
        0,                                                                                         \
        G_OPTION_ARG_STRING_ARRAY,                                                                 \
        &(self)->readings,                                                                         \
        N_ ("Read an open place of that profile so; may be given more than once"),                 \
        "ID=SETTING" },                                                                            \
      { "now",                                                                                     \
        0,                                                                                         \
        0,                                                                                         \
        G_OPTION_ARG_STRING,                                                                       \
        &(self)->now_text,                                                                         \
        N_ ("Count what had happened by then: 2026-03-06T10:12:00+09:00"),                         \
        N_ ("INSTANT") },                                                                          \
      { "lang", 0, 0, G_OPTION_ARG_STRING, &(self)->language, N_ ("Language"), "ru|en" },          \
      { "csv",                                                                                     \
        0,                                                                                         \
        0,                                                                                         \
        G_OPTION_ARG_FILENAME,                                                                     \
        &(self)->csv,                                                                              \
        N_ ("Write a table for spreadsheets; - for the standard output"),                          \
        N_ ("FILE") },                                                                             \
      { "bom",                                                                                     \
        0,                                                                                         \
        0,                                                                                         \
        G_OPTION_ARG_NONE,                                                                         \
        &(self)->bom,                                                                              \
        N_ ("Begin that table with a mark by which old spreadsheets know UTF-8"),                  \
        NULL },                                                                                    \
      { "pdf",      0, 0, G_OPTION_ARG_FILENAME, &(self)->pdf, N_ ("Write a report for paper"),    \
        N_ ("FILE") },                                                                             \
  {                                                                                                \
    "json", 0, 0, G_OPTION_ARG_NONE, &(self)->json, N_ ("Print JSON instead of text"), NULL        \
  }

#define ABOUT_FIGURES                                                                                \
  "A case counts in the period in which its limit was kept or passed; replies and evaluations "      \
  "in the\nperiod in which they were made; what happened after the period changes nothing of "       \
  "it.\n"                                                                                            \
  "\n"                                                                                               \
  "JSON: \"period\", \"period_before\": {id, says, start, end, counted_until}; \"formula\": "        \
  "{regulation,\nversion, rated, clause, says, leaves_out_repeats, metrics: [{id, name, name_en, "   \
  "weight, clause, text,\ntext_en, timers, duty}]}; \"office\" and \"bodies\": [{body, name, "       \
  "place, total, known_weight,\ntimeliness, quality, activity, mean-time, held_up, left_out, "       \
  "before}]. A figure is {points, mean or\nmean_seconds, part or sum_seconds, whole, cases, "        \
  "against}. Points, totals and means are thousandths:\npoints and totals of the best, a mean "      \
  "of 1 or of one mark. What could not be counted is null; then the\nother metrics share its "       \
  "weight, and known_weight is less than 100.\n"                                                     \
  "timeliness = kept / all; quality = sum of marks / (5 × number); activity = steps kept / all "    \
  "steps;\nmean-time = mean over replies of 1 − time used / limit, never below 0; total = sum of " \
  "weight × points\n/ known_weight.\n"                                                              \
  "CSV: one row a body or a count, with its period; points with one decimal, marks with three."

static gboolean
start (Rating *self, int *status)
{
  g_autoptr (GError) error = NULL;

  *status = OSR_CTL_USAGE;
  if (self->period_text == NULL) {
    g_printerr ("open-sources-ctl: %s\n", _ ("which period? --period 2026-Q3 or 2026-03"));
    return FALSE;
  }
  if (!osr_ctl_use_language (self->language, &error)) {
    g_printerr ("open-sources-ctl: %s\n", error->message);
    return FALSE;
  }
  *status = OSR_CTL_OK;
  if (!compute (self, &error))
    *status = osr_ctl_fail (error);
  return *status == OSR_CTL_OK;
}

int
osr_ctl_rating (int argc, char **argv)
{
  static const Forms forms = { osr_rating_to_json, osr_rating_to_csv, osr_rating_to_report,
                               print_rating };
  g_auto (Rating) self = { 0 };
  const GOptionEntry entries[] = { RATING_ENTRIES (&self), { NULL } };
  int status;

  if (!osr_ctl_parse ("rating --period PERIOD --office DIR",
                      "Rates the bodies of an office by the formula of its regulation, with the "
                      "period before beside it.\n" ABOUT_FIGURES,
                      entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (!start (&self, &status))
    return status;
  return give (&self, &forms);
}

int
osr_ctl_summary (int argc, char **argv)
{
  static const Forms forms = { osr_summary_to_json, osr_summary_to_csv, osr_summary_to_report,
                               print_summary };
  g_auto (Rating) self = { 0 };
  const GOptionEntry entries[] = { RATING_ENTRIES (&self), { NULL } };
  int status;

  if (!osr_ctl_parse ("summary --period PERIOD --office DIR",
                      "Counts the messages of a period by topic, network, body and importance, "
                      "and tells what is late.\nJSON: messages, topics, networks, bodies, "
                      "importance, now, late_now, promises_broken, and the rating of the "
                      "period.\n" ABOUT_FIGURES,
                      entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (!start (&self, &status))
    return status;
  return give (&self, &forms);
}
