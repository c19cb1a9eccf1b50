/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a step of the table of rules is filled in from what its case has come to, for any regulation.
 * Whether the step may be taken like that is the engines' to say. */
#pragma once

#include "sim-desk.h"

G_BEGIN_DECLS

typedef struct {
  SimDesk *desk;
  OsrCase *c;
  const char *actor; /* whose roles count */
  const char *files; /* nullable: digests of what goes along with a text, comma-separated */
} SimStep;

/**
 * sim_step_fill:
 * @name: of the table of rules
 * @members: to be filled in, like @payload
 *
 * Returns: %FALSE where the case has nothing to fill it in from, or nobody takes it at a desk here
 */
gboolean sim_step_fill (const SimStep *step, const char *name, JsonObject *members,
                        JsonObject *payload);

/* Whether every rule of the table is either filled in here or left to others for a reason. */
gboolean sim_steps_are_complete (void);

/* Names of the rules that are filled in, by number; %NULL after the last. */
const char *sim_step_get_name (guint number);

G_END_DECLS
