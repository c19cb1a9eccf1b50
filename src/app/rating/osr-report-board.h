/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary of a period as a page: messages by topic, network, body and importance, and what is late
 * now. Every line opens its messages. */
#pragma once

#include <adwaita.h>

#include "core/rating/osr-summary.h"

G_BEGIN_DECLS

#define OSR_TYPE_REPORT_BOARD (osr_report_board_get_type ())
G_DECLARE_FINAL_TYPE (OsrReportBoard, osr_report_board, OSR, REPORT_BOARD, AdwBin)

/* @summary: (nullable): copied from */
void osr_report_board_set_summary (OsrReportBoard *self, const OsrSummary *summary);

G_END_DECLS
