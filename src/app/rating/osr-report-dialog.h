/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One rating, report or summary: its text and figures, what happened to it, and the person's step. */
#pragma once

#include <adwaita.h>

#include "app/rating/osr-report-rows.h"
#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_REPORT_DIALOG (osr_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrReportDialog, osr_report_dialog, OSR, REPORT_DIALOG, AdwWindow)

/**
 * osr_report_dialog_new:
 * @row: copied
 * @draft: what a new text begins with
 * @messages: how many messages the period had
 */
GtkWidget *osr_report_dialog_new (GtkWindow *parent, OsrWorkplace *workplace,
                                  const OsrReportRow *row, const char *draft, gint64 messages);

G_END_DECLS
