/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures are those of the page and of the files: counted in core, named in osr-rating-text.c. */
#include "report/rating/osr-report-text.h"

#include <glib/gi18n.h>

#include "report/osr-time-text.h"
#include "report/rating/osr-rating-text.h"

const char *
osr_report_text_sort (OsrReportSort sort)
{
  switch (sort) {
  case OSR_REPORT_RATING:
    return _ ("Rating");
  case OSR_REPORT_SUMMARY:
    return _ ("Summary");
  case OSR_REPORT_REPORT:
  default:
    return C_ ("sort of report", "Report");
  }
}

char *
osr_report_text_period (const char *period, OsrRegistry *registry)
{
  OsrZone *zone = osr_rating_zone (registry);
  OsrPeriod read;

  if (zone == NULL || !osr_period_parse (period, zone, &read, NULL))
    return g_strdup (period != NULL ? period : "");
  return osr_rating_text_period (&read);
}

static const char *
name_of (OsrRegistry *registry, const char *id)
{
  const OsrPerson *person = osr_registry_find_person (registry, id);

  return person != NULL ? person->name : id != NULL ? id : "";
}

/* @format: with a moment and a person */
static char *
say (const char *format, OsrInstant at, const char *by, OsrRegistry *registry, OsrInstant now)
{
  g_autofree char *moment = osr_time_text_moment (at, now, osr_rating_zone (registry));
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "%1$s", moment, 1);
  g_string_replace (text, "%2$s", name_of (registry, by), 1);
  return g_strdup (text->str);
}

static const char *
format_of (OsrReportSort sort, OsrReportState state)
{
  switch (state) {
  case OSR_REPORT_OFFERED:
    /* Translators: a moment and a person */
    return _ ("Offered for agreement %1$s, %2$s");
  case OSR_REPORT_AGREED:
    /* Translators: a moment and a person */
    return _ ("Agreed %1$s, %2$s");
  case OSR_REPORT_DECLINED:
    /* Translators: a moment and a person */
    return _ ("Declined %1$s, %2$s");
  case OSR_REPORT_SENT:
    /* Translators: a moment and a person */
    return sort == OSR_REPORT_SUMMARY ? _ ("Made %1$s, %2$s") : _ ("Sent %1$s, %2$s");
  case OSR_REPORT_NEW:
  default:
    return _ ("Not yet made");
  }
}

char *
osr_report_text_state (const OsrReportTrack *report, OsrRegistry *registry, OsrInstant now)
{
  const OsrEvent *last =
      report->events->len > 0 ? report->events->pdata[report->events->len - 1] : NULL;

  if (last == NULL)
    return g_strdup (_ ("Not yet made"));
  return say (format_of (report->sort, report->state), last->at, last->by, registry, now);
}

static void
add_words (GString *line, OsrEvent *event, const char *member, const char *format)
{
  const char *words = osr_event_get_payload_string (event, member);

  if (words != NULL && *words != '\0')
    g_string_append_printf (line, "\n%s %s", format, words);
}

GPtrArray *
osr_report_text_history (const OsrReportTrack *report, OsrRegistry *registry, OsrInstant now)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < report->events->len; i++) {
    OsrEvent *event = report->events->pdata[i];
    OsrReportSort sort;
    OsrReportState state;
    g_autofree char *said = NULL;
    g_autoptr (GString) line = NULL;

    if (!osr_report_step_parse (event->type, &sort, &state))
      continue;
    said = say (format_of (sort, state), event->at, event->by, registry, now);
    line = g_string_new (said);
    add_words (line, event, "reason", _ ("Reason:"));
    add_words (line, event, "proposals", _ ("Proposed changes:"));
    g_ptr_array_add (lines, g_strdup (line->str));
  }
  return lines;
}

/* --- the text that is begun with --- */

static void
add_lines (GString *text, const OsrSummary *summary, OsrSummaryBy by)
{
  if (summary->lines[by]->len == 0)
    return;
  g_string_append_printf (text, "\n%s\n", osr_rating_text_by (by));
  for (guint i = 0; i < summary->lines[by]->len; i++) {
    const OsrSummaryLine *line = summary->lines[by]->pdata[i];

    /* Translators: a topic, how many messages, and how many in the period before */
    g_string_append_printf (text, _ ("– %1$s: %2$u (before: %3$d)\n"),
                            osr_rating_text_line (summary->registry, by, line->id),
                            line->cases->len, (int) line->before);
  }
}

static void
add_row (GString *text, const OsrSummary *summary, const OsrRatingRow *row)
{
  g_autofree char *total = osr_rating_text_points (row->total);

  g_string_append_printf (text, "– %s: %s",
                          row->body != NULL ? osr_rating_text_body (summary->registry, row->body)
                                            : _ ("All together"),
                          total);
  for (int i = 0; i < OSR_N_METRICS; i++) {
    g_autofree char *figure = osr_rating_text_figure (&row->figures[i], i);

    g_string_append_printf (text, "; %s %s", osr_rating_text_metric (i), figure);
  }
  g_string_append_c (text, '\n');
}

static void
add_rating (GString *text, const OsrSummary *summary)
{
  const OsrRating *rating = summary->rating;
  g_autofree char *formula = osr_rating_text_formula (rating->formula);

  g_string_append_printf (text, "\n%s\n", formula);
  for (guint i = 0; i < rating->rows->len; i++)
    add_row (text, summary, rating->rows->pdata[i]);
  add_row (text, summary, rating->office);
}

char *
osr_report_text_draft (OsrReportSort sort, const OsrSummary *summary)
{
  g_autofree char *period = osr_rating_text_period (&summary->rating->period);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: "Report, quarter 4 of 2025" */
  g_string_append_printf (text, _ ("%1$s, %2$s\n"), osr_report_text_sort (sort), period);
  /* Translators: messages in a period and in the one before */
  g_string_append_printf (text, _ ("Messages from open sources: %1$u (before: %2$d)\n"),
                          summary->cases->len, (int) summary->cases_before);
  if (sort != OSR_REPORT_RATING) {
    add_lines (text, summary, OSR_SUMMARY_TOPICS);
    add_lines (text, summary, OSR_SUMMARY_IMPORTANCE);
    add_lines (text, summary, OSR_SUMMARY_NETWORKS);
  }
  if (sort != OSR_REPORT_REPORT)
    add_rating (text, summary);
  return g_strdup (text->str);
}
