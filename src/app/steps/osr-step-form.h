/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of any step: what comes of it, what it stands on, and a question for each field. Stands in
 * the dialog and in the side pane alike. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"
#include "app/steps/osr-step.h"

G_BEGIN_DECLS

#define OSR_TYPE_STEP_FORM (osr_step_form_get_type ())
G_DECLARE_FINAL_TYPE (OsrStepForm, osr_step_form, OSR, STEP_FORM, AdwBin)

/* Signals: "changed" (): what is filled in, or what can be; "activated" (): Enter in a line. */

GtkWidget *osr_step_form_new (void);

/**
 * osr_step_form_show:
 * @step: (nullable): %NULL for none
 *
 * Shows @step on the open case. What was filled in stays while step and case are the same.
 */
void osr_step_form_show (OsrStepForm *self, OsrWorkplace *workplace, const OsrStepKind *step);

/* (nullable): the step shown. */
const OsrStepKind *osr_step_form_get_step (OsrStepForm *self);

/* Fills a field in, as by hand; for what is suggested, and for tests. */
void osr_step_form_set (OsrStepForm *self, const char *member, const char *value);

/* (transfer full) (nullable): what must still be filled in, a few words. */
char *osr_step_form_dup_fault (OsrStepForm *self);

/* (transfer full) (nullable): who has it then. */
char *osr_step_form_dup_goes_to (OsrStepForm *self);

/* (transfer full): member → text. */
GHashTable *osr_step_form_dup_values (OsrStepForm *self);

/* Writes the commands to the outbox; whether all of them were. */
gboolean osr_step_form_submit (OsrStepForm *self);

G_END_DECLS
