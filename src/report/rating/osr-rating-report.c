/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratings and summaries as reports: the same figures in the same words as in the window. */
#include "report/rating/osr-rating-report.h"

#include <glib/gi18n.h>

#include "report/osr-checkpoint-text.h"
#include "report/osr-language.h"
#include "report/osr-time-text.h"
#include "report/rating/osr-rating-text.h"

static char **
cells_of (const char *first, ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  va_list list;

  va_start (list, first);
  for (const char *cell = first; cell != NULL; cell = va_arg (list, const char *))
    g_strv_builder_add (builder, cell);
  va_end (list);
  return g_strv_builder_end (builder);
}

/* The period and what it is compared with: no figure stands without them. */
static char *
both_periods (const OsrSummary *summary)
{
  g_autofree char *period = osr_rating_text_period (&summary->rating->period);
  g_autofree char *before = osr_rating_text_period (&summary->before->period);

  /* Translators: a period, and the one before it */
  return g_strdup_printf (_ ("%1$s; compared with %2$s"), period, before);
}

static void
add_counted_until (OsrReport *report, const OsrSummary *summary)
{
  OsrZone *zone = osr_rating_zone (summary->registry);
  g_autofree char *moment = NULL;
  g_autofree char *sentence = NULL;

  if (summary->rating->until >= summary->rating->period.end)
    return;
  moment = osr_time_text_full (summary->rating->until, zone);
  /* Translators: a moment */
  sentence = g_strdup_printf (_ ("The period has not ended: counted until %s."), moment);
  osr_report_add_paragraph (report, sentence);
}

static void
add_formula (OsrReport *report, const OsrRatingFormula *formula)
{
  g_autofree char *text = osr_rating_text_formula (formula);
  g_autoptr (GPtrArray) metrics = osr_rating_text_metrics (formula);
  g_autofree char *clause = NULL;

  osr_report_add_paragraph (report, text);
  for (guint i = 0; i < metrics->len; i++)
    osr_report_add_paragraph (report, metrics->pdata[i]);
  if (formula->clause == NULL)
    return;
  /* Translators: title of a regulation, and a clause of it */
  clause = g_strdup_printf (_ ("%1$s, clause %2$s"),
                            osr_regulation_get_title (formula->regulation, osr_language ()),
                            formula->clause);
  osr_report_add_paragraph (report, clause);
}

/* What somebody who holds the paper can hold against the log, whatever is done to it later. */
static void
add_checkpoint (OsrReport *report, const OsrSummary *summary)
{
  g_autofree char *sentence = NULL;

  if (summary->checkpoint == NULL)
    return;
  sentence = osr_checkpoint_text (summary->checkpoint, osr_rating_zone (summary->registry));
  osr_report_add_paragraph (report, sentence);
  if (summary->contradicted)
    osr_report_add_paragraph (report, osr_checkpoint_text_contradicted ());
}

/* --- how the bodies answered --- */

static void
add_body_row (OsrReportTable *table, const OsrSummary *summary, const OsrRatingRow *row)
{
  const OsrRatingRow *before = osr_rating_find (summary->before, row->body);
  g_autofree char *place = row->place > 0 ? g_strdup_printf ("%d", row->place) : g_strdup ("");
  g_autofree char *total = osr_rating_text_points (row->total);
  g_autofree char *change =
      osr_rating_text_total_change (row->total, before != NULL ? before->total : -1);
  g_autofree char *count = g_strdup_printf ("%u", row->cases->len);
  g_autofree char *out = g_strdup_printf ("%u", osr_rating_row_left_out (row));
  char *figures[OSR_N_METRICS];

  for (int i = 0; i < OSR_N_METRICS; i++)
    figures[i] = osr_rating_text_figure (&row->figures[i], i);
  osr_report_table_take_row (
      table,
      cells_of (row->body != NULL ? osr_rating_text_body (summary->registry, row->body)
                                  : _ ("All together"),
                place, total, change, figures[OSR_METRIC_TIMELINESS], figures[OSR_METRIC_QUALITY],
                figures[OSR_METRIC_ACTIVITY], figures[OSR_METRIC_MEAN_TIME], count, out, NULL));
  for (int i = 0; i < OSR_N_METRICS; i++)
    g_free (figures[i]);
}

static void
add_bodies (OsrReport *report, const OsrSummary *summary)
{
  g_autofree char *periods = both_periods (summary);
  g_autofree char *note =
      /* Translators: the periods, and working or clock hours */
      g_strdup_printf (_ ("%1$s; points of 100, quality too; mean time in %2$s; the change is "
                          "that of the total"),
                       periods, osr_rating_text_hours (summary->rating->formula));
  OsrReportTable *table = osr_report_add_table (report, _ ("Rating of bodies"), note, 1);

  osr_report_table_take_row (
      table, cells_of (_ ("Body"), _ ("Place"), _ ("Total"), _ ("Change"),
                       osr_rating_text_metric (OSR_METRIC_TIMELINESS),
                       osr_rating_text_metric (OSR_METRIC_QUALITY),
                       osr_rating_text_metric (OSR_METRIC_ACTIVITY),
                       osr_rating_text_metric (OSR_METRIC_MEAN_TIME), _ ("Cases"),
                       /* Translators: head of a column: how many cases were left out */
                       _ ("Left out"), NULL));
  for (guint i = 0; i < summary->rating->rows->len; i++)
    add_body_row (table, summary, summary->rating->rows->pdata[i]);
  add_body_row (table, summary, summary->rating->office);
}

static void
add_left_out (OsrReport *report, const OsrSummary *summary)
{
  const OsrRatingRow *office = summary->rating->office;
  g_autofree char *period = osr_rating_text_period (&summary->rating->period);
  OsrReportTable *table;

  if (osr_rating_row_left_out (office) == 0)
    return;
  table = osr_report_add_table (report, _ ("Left out of the rating"), period, 1);
  osr_report_table_take_row (table, cells_of (_ ("Why"), _ ("Messages"), NULL));
  for (int i = 0; i < OSR_N_LEFT_OUT; i++) {
    g_autofree char *count = g_strdup_printf ("%u", office->left_out[i]->len);

    if (office->left_out[i]->len > 0)
      osr_report_table_take_row (table, cells_of (osr_rating_text_left_out (i), count, NULL));
  }
}

OsrReport *
osr_rating_to_report (const OsrSummary *summary)
{
  g_autofree char *period = osr_rating_text_period (&summary->rating->period);
  OsrReport *report = osr_report_new (_ ("Rating of bodies"), period);

  add_counted_until (report, summary);
  add_formula (report, summary->rating->formula);
  add_bodies (report, summary);
  add_left_out (report, summary);
  add_checkpoint (report, summary);
  return report;
}

/* --- how many messages --- */

static void
add_lines (OsrReport *report, const OsrSummary *summary, OsrSummaryBy by)
{
  g_autofree char *periods = both_periods (summary);
  OsrReportTable *table = osr_report_add_table (report, osr_rating_text_by (by), periods, 1);

  osr_report_table_take_row (table, cells_of (osr_rating_text_by (by), _ ("Messages"),
                                              /* Translators: head of a column: in the period
                                                 before */
                                              _ ("Before"), _ ("Change"), NULL));
  for (guint i = 0; i < summary->lines[by]->len; i++) {
    const OsrSummaryLine *line = summary->lines[by]->pdata[i];
    g_autofree char *count = g_strdup_printf ("%u", line->cases->len);
    g_autofree char *before = g_strdup_printf ("%" G_GINT64_FORMAT, line->before);
    g_autofree char *change = osr_rating_text_count_change (line->cases->len, line->before);

    osr_report_table_take_row (table,
                               cells_of (osr_rating_text_line (summary->registry, by, line->id),
                                         count, before, change, NULL));
  }
}

static void
add_late (OsrReport *report, const OsrSummary *summary)
{
  OsrZone *zone = osr_rating_zone (summary->registry);
  g_autofree char *now = osr_time_text_full (summary->now, zone);
  OsrReportTable *table;

  if (summary->late->len == 0)
    return;
  table = osr_report_add_table (report, _ ("Late now"), now, 3);
  osr_report_table_take_row (table, cells_of (_ ("Message"), _ ("Who owes it"), _ ("What"),
                                              _ ("Was due"), NULL));
  for (guint i = 0; i < summary->late->len; i++) {
    const OsrLateNow *late = summary->late->pdata[i];
    g_autofree char *due = osr_time_text_moment (late->due, summary->now, zone);

    osr_report_table_take_row (
        table, cells_of (late->number != NULL ? late->number : late->id,
                         late->body != NULL ? osr_rating_text_body (summary->registry, late->body)
                                            : _ ("the curator"),
                         osr_time_text_timer (late->spec), due, NULL));
  }
}

static void
add_messages (OsrReport *report, const OsrSummary *summary)
{
  g_autofree char *change =
      osr_rating_text_count_change (summary->cases->len, summary->cases_before);
  g_autofree char *periods = both_periods (summary);
  /* Translators: periods, messages, those of the period before, and the change: "+4 %" */
  g_autofree char *sentence =
      g_strdup_printf (_ ("%1$s: %2$u messages taken, %3$d in the period before (%4$s)"), periods,
                       summary->cases->len, (int) summary->cases_before,
                       *change != '\0' ? change : "0");

  osr_report_add_paragraph (report, sentence);
}

OsrReport *
osr_summary_to_report (const OsrSummary *summary)
{
  g_autofree char *period = osr_rating_text_period (&summary->rating->period);
  OsrReport *report = osr_report_new (_ ("Summary of messages from open sources"), period);
  g_autoptr (GPtrArray) notices = osr_rating_text_notices (summary);

  add_counted_until (report, summary);
  add_messages (report, summary);
  for (guint i = 0; i < notices->len; i++)
    osr_report_add_paragraph (report, ((const OsrRatingNotice *) notices->pdata[i])->sentence);
  for (int i = 0; i < OSR_N_SUMMARY_BY; i++)
    add_lines (report, summary, i);
  add_bodies (report, summary);
  add_left_out (report, summary);
  add_late (report, summary);
  add_checkpoint (report, summary);
  return report;
}
