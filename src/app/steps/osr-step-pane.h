/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right pane when what is owed has no pane of its own: information for a joint reply, a report, a
 * receipt, a decision. */
#pragma once

#include "app/shared/osr-pane.h"
#include "app/steps/osr-step-form.h"

G_BEGIN_DECLS

#define OSR_TYPE_STEP_PANE (osr_step_pane_get_type ())
G_DECLARE_FINAL_TYPE (OsrStepPane, osr_step_pane, OSR, STEP_PANE, OsrPane)

/* Actions: "step.do"; "step.other": what may be done instead, in a dialog. */

GtkWidget *osr_step_pane_new (void);
OsrStepForm *osr_step_pane_get_form (OsrStepPane *self);

G_END_DECLS
