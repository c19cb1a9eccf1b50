/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratings and summaries in words: periods, formulas, figures and what needs attention. What is counted
 * is in core. Strings are (transfer full) unless they are const. */
#pragma once

#include "core/rating/osr-summary.h"

G_BEGIN_DECLS

/* "quarter 3 of 2026", "March 2026". */
char *osr_rating_text_period (const OsrPeriod *period);

/* "total = 0.25 × quality of replies + …", or that the text asks for no rating. */
char *osr_rating_text_formula (const OsrRatingFormula *formula);

/* (element-type utf8): one sentence a metric of @formula: its name and how it is counted. */
GPtrArray *osr_rating_text_metrics (const OsrRatingFormula *formula);

/* Short, for the head of a column: "In time", "Quality", "Activity", "Mean time". */
const char *osr_rating_text_metric (OsrMetric metric);

/* What a mean time is counted in: "working hours" or "clock hours". */
const char *osr_rating_text_hours (const OsrRatingFormula *formula);

/* "82.5" of 100, of thousandths; "—" for what could not be counted. */
char *osr_rating_text_points (int points);

/* "91 %", "84.0" (quality out of 100), "96 %", "5:06"; "—". */
char *osr_rating_text_figure (const OsrFigure *figure, OsrMetric metric);

/* What the figure is made of: "212 of 225 in time", "mean mark 4.2 of 18 evaluations". */
char *osr_rating_text_made_of (const OsrFigure *figure, OsrMetric metric);

/* The change against the period before: "+2.0", "−0:18", "0"; "" when either is unknown. */
char *osr_rating_text_change (const OsrFigure *figure, const OsrFigure *before, OsrMetric metric);

/* The change of a total in points, or of a count in per cent: "+4 %", "new", "". */
char *osr_rating_text_total_change (int total, int before);
char *osr_rating_text_count_change (gint64 count, gint64 before);

/* Whether the change is to the better: 1, to the worse: −1, neither: 0. */
int osr_rating_text_trend (const OsrFigure *figure, const OsrFigure *before, OsrMetric metric);

/* Why messages were left out: "not yet due". */
const char *osr_rating_text_left_out (OsrLeftOut why);

/* What a body, a topic, a network or an importance is called; for "" that there is none. */
const char *osr_rating_text_body (OsrRegistry *registry, const char *body);
const char *osr_rating_text_line (OsrRegistry *registry, OsrSummaryBy by, const char *id);

/* What messages are divided by: "Topic", "Network", "Body", "Importance". */
const char *osr_rating_text_by (OsrSummaryBy by);

/* A plain sentence on what needs attention, and the cases that it speaks of. */
typedef struct {
  char *sentence;
  GPtrArray *cases; /* (element-type utf8) */
} OsrRatingNotice;

/* (element-type OsrRatingNotice): the worst first; empty when nothing does */
GPtrArray *osr_rating_text_notices (const OsrSummary *summary);

G_END_DECLS
