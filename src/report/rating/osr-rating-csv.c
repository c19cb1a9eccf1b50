/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table a file, so that every program can read it. Heads of columns are words of the interface
 * with other programs and are not translated. */
#include "report/document/osr-csv.h"
#include "report/rating/osr-rating-report.h"
#include "report/rating/osr-rating-text.h"

static void
add_row (OsrCsv *csv, const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    osr_csv_add_text (csv, cells[i]);
  osr_csv_end_row (csv);
}

static void
add_known (OsrCsv *csv, gint64 value, int digits)
{
  if (value >= 0)
    osr_csv_add_number (csv, value, digits);
  else
    osr_csv_add_text (csv, NULL);
}

static void
add_figure (OsrCsv *csv, const OsrFigure *figure, OsrMetric metric)
{
  gint64 mean = osr_figure_mean (figure, metric);

  add_known (csv, figure->points, 1);
  if (metric == OSR_METRIC_MEAN_TIME)
    add_known (csv, mean >= 0 ? (mean + OSR_SECOND / 2) / OSR_SECOND : -1, 0);
  else if (metric == OSR_METRIC_QUALITY)
    add_known (csv, mean, 3);
  else
    osr_csv_add_number (csv, figure->part, 0);
  osr_csv_add_number (csv, figure->whole, 0);
}

static void
add_rating_row (OsrCsv *csv, const OsrSummary *summary, const OsrRating *rating,
                const OsrRatingRow *row)
{
  osr_csv_add_text (csv, rating->period.id);
  osr_csv_add_text (csv, row->body);
  osr_csv_add_text (csv,
                    row->body != NULL ? osr_rating_text_body (summary->registry, row->body) : NULL);
  add_known (csv, row->place > 0 ? row->place : -1, 0);
  add_known (csv, row->total, 1);
  osr_csv_add_number (csv, row->known_weight, 0);
  for (int i = 0; i < OSR_N_METRICS; i++)
    add_figure (csv, &row->figures[i], i);
  osr_csv_add_number (csv, osr_rating_row_left_out (row), 0);
  osr_csv_end_row (csv);
}

char *
osr_rating_to_csv (const OsrSummary *summary, gboolean bom)
{
  static const char *const heads[] = {
    "period",          "body",           "name",           "place",
    "total",           "known_weight",   "in_time_points", "in_time",
    "decided",         "quality_points", "mean_mark",      "marks",
    "activity_points", "steps_in_time",  "steps",          "mean_time_points",
    "mean_seconds",    "replies",        "left_out",       NULL
  };
  const OsrRating *ratings[] = { summary->rating, summary->before };
  OsrCsv *csv = osr_csv_new (bom);

  add_row (csv, heads);
  for (guint i = 0; i < G_N_ELEMENTS (ratings); i++) {
    for (guint j = 0; j < ratings[i]->rows->len; j++)
      add_rating_row (csv, summary, ratings[i], ratings[i]->rows->pdata[j]);
    add_rating_row (csv, summary, ratings[i], ratings[i]->office);
  }
  return osr_csv_free_to_text (csv);
}

static void
add_count (OsrCsv *csv, const OsrSummary *summary, const char *section, const char *id,
           const char *name)
{
  osr_csv_add_text (csv, summary->rating->period.id);
  osr_csv_add_text (csv, section);
  osr_csv_add_text (csv, id);
  osr_csv_add_text (csv, name);
}

static void
end_count (OsrCsv *csv, gint64 count, gint64 before)
{
  osr_csv_add_number (csv, count, 0);
  add_known (csv, before, 0);
  osr_csv_end_row (csv);
}

static void
add_lines (OsrCsv *csv, const OsrSummary *summary, OsrSummaryBy by)
{
  for (guint i = 0; i < summary->lines[by]->len; i++) {
    const OsrSummaryLine *line = summary->lines[by]->pdata[i];

    add_count (csv, summary, osr_summary_by_nick (by), line->id,
               osr_rating_text_line (summary->registry, by, line->id));
    end_count (csv, line->cases->len, line->before);
  }
}

static void
add_timeliness (OsrCsv *csv, const OsrSummary *summary, const OsrRatingRow *row)
{
  const OsrRatingRow *before = osr_rating_find (summary->before, row->body);
  const OsrFigure *figure = &row->figures[OSR_METRIC_TIMELINESS];
  const OsrFigure *earlier = before != NULL ? &before->figures[OSR_METRIC_TIMELINESS] : NULL;
  const char *name = row->body != NULL ? osr_rating_text_body (summary->registry, row->body) : NULL;

  add_count (csv, summary, "decided", row->body, name);
  end_count (csv, figure->whole, earlier != NULL ? earlier->whole : 0);
  add_count (csv, summary, "in-time", row->body, name);
  end_count (csv, figure->part, earlier != NULL ? earlier->part : 0);
}

char *
osr_summary_to_csv (const OsrSummary *summary, gboolean bom)
{
  static const char *const heads[] = { "period", "section", "id", "name", "count", "before", NULL };
  OsrCsv *csv = osr_csv_new (bom);

  add_row (csv, heads);
  add_count (csv, summary, "messages", NULL, NULL);
  end_count (csv, summary->cases->len, summary->cases_before);
  for (int i = 0; i < OSR_N_SUMMARY_BY; i++)
    add_lines (csv, summary, i);
  add_timeliness (csv, summary, summary->rating->office);
  for (guint i = 0; i < summary->rating->rows->len; i++)
    add_timeliness (csv, summary, summary->rating->rows->pdata[i]);
  add_count (csv, summary, "late-now", NULL, NULL);
  end_count (csv, summary->late->len, -1);
  return osr_csv_free_to_text (csv);
}
