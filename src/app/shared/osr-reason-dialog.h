/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the reason of a step, in words. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OSR_TYPE_REASON_DIALOG (osr_reason_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrReasonDialog, osr_reason_dialog, OSR, REASON_DIALOG, AdwMessageDialog)

/* Signal "given" (const char *words): the person went on; white space at the ends is cut. */

/**
 * osr_reason_dialog_new:
 * @over: widget of the window that it stands over
 * @heading: the question
 * @body: what happens then
 * @go_on: label of the button
 * @needed: whether words are needed to go on
 *
 * Returns: (transfer none): to be presented; it closes itself
 */
OsrReasonDialog *osr_reason_dialog_new (GtkWidget *over, const char *heading, const char *body,
                                        const char *go_on, gboolean needed);

G_END_DECLS
