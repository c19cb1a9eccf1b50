/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any step on the open case, in a window of its own. */
#pragma once

#include <adwaita.h>

#include "app/steps/osr-step-form.h"

G_BEGIN_DECLS

#define OSR_TYPE_STEP_DIALOG (osr_step_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrStepDialog, osr_step_dialog, OSR, STEP_DIALOG, AdwWindow)

/* Action: "step.do": takes the step and closes. */

/**
 * osr_step_dialog_new:
 * @over: widget of the window that it stands over
 *
 * Returns: (transfer none): to be presented; it closes itself, also when another case is opened
 */
GtkWidget *osr_step_dialog_new (GtkWidget *over, OsrWorkplace *workplace, const OsrStepKind *step);

OsrStepForm *osr_step_dialog_get_form (OsrStepDialog *self);

G_END_DECLS
