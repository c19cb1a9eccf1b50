/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports on their way in words: what they are called, where they stand, what happened to them, and
 * the text that a report begins with, made of the figures of its period. Strings are (transfer full)
 * unless they are const. */
#pragma once

#include "core/rating/osr-summary.h"
#include "core/record/osr-report-track.h"

G_BEGIN_DECLS

/* "Rating", "Report", "Summary". */
const char *osr_report_text_sort (OsrReportSort sort);

/* "quarter 4 of 2025", of the report's period; the id when it is none. */
char *osr_report_text_period (const char *period, OsrRegistry *registry);

/* Where it stands, in a sentence: "Offered today 10:12 by Olga Somova". */
char *osr_report_text_state (const OsrReportTrack *report, OsrRegistry *registry, OsrInstant now);

/* (element-type utf8): what happened to it, a sentence an event, oldest first. */
GPtrArray *osr_report_text_history (const OsrReportTrack *report, OsrRegistry *registry,
                                    OsrInstant now);

/* Number and structure of messages, or the rating of the bodies: what a text begins with. */
char *osr_report_text_draft (OsrReportSort sort, const OsrSummary *summary);

G_END_DECLS
