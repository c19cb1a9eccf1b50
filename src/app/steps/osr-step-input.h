/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question of a form: its label and whatever it is answered with. */
#pragma once

#include <adwaita.h>

#include "app/steps/osr-step.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_STEP_INPUT (osr_step_input_get_type ())
G_DECLARE_FINAL_TYPE (OsrStepInput, osr_step_input, OSR, STEP_INPUT, AdwBin)

/* Signals: "changed" (); "activated" (): Enter in a line. */

/**
 * osr_step_input_new:
 * @orders: whether it can be said that bodies come one after another
 */
GtkWidget *osr_step_input_new (const OsrStepField *field, gboolean orders);
const OsrStepField *osr_step_input_get_field (OsrStepInput *self);

/* @choices: as osr_step_dup_choices() gives them; where there is but one, a quiet
 * field is not shown. */
void osr_step_input_set_choices (OsrStepInput *self, const char *const *choices);

/* Where pictures are kept that a proof shows, and of which case it is. */
void osr_step_input_set_place (OsrStepInput *self, OsrReplica *replica, const char *case_id);

/* (transfer full): as it stands there; several ids are lines. */
char *osr_step_input_dup (OsrStepInput *self);
void osr_step_input_set (OsrStepInput *self, const char *value);
gboolean osr_step_input_is_ordered (OsrStepInput *self);

G_END_DECLS
