/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ratings, reports and summaries of a period, each with where it stands, its limit and the
 * person's next step. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"
#include "core/rating/osr-summary.h"

G_BEGIN_DECLS

#define OSR_TYPE_REPORT_WAYS (osr_report_ways_get_type ())
G_DECLARE_FINAL_TYPE (OsrReportWays, osr_report_ways, OSR, REPORT_WAYS, AdwBin)

/* @summary: (nullable): of the period; copied from, and read again for the words of a new text until
 * the next call */
void osr_report_ways_show (OsrReportWays *self, OsrWorkplace *workplace, const OsrSummary *summary);

G_END_DECLS
