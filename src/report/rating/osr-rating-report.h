/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratings and summaries as tables for spreadsheets and as reports for paper. */
#pragma once

#include "core/rating/osr-summary.h"
#include "report/document/osr-report.h"

G_BEGIN_DECLS

/* (transfer full): one row a body and period, the office's with an empty body; see
 * osr_csv_new() for @bom */
char *osr_rating_to_csv (const OsrSummary *summary, gboolean bom);

/* (transfer full): one row a figure: period, section, id, name, count, before */
char *osr_summary_to_csv (const OsrSummary *summary, gboolean bom);

/* (transfer full): the rating of the period, with its formula and what was left out */
OsrReport *osr_rating_to_report (const OsrSummary *summary);

/* (transfer full): messages by topic, network, body and importance, how the bodies answered, and
 * what is late */
OsrReport *osr_summary_to_report (const OsrSummary *summary);

G_END_DECLS
