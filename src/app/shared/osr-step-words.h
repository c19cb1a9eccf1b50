/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a primary button says under its label: how much time is left, and who has how long then. */
#pragma once

#include "core/osr-deadline.h"

G_BEGIN_DECLS

/**
 * osr_step_words_amount:
 * @c: (nullable): the case, whose regulation is meant; the newest without one
 * @from: the event that starts the time for a step: "submitted"
 * @to: the event that is the step: "approved"
 *
 * What a profile calls the timer of a step is its own.
 *
 * Returns: (transfer full) (nullable): "30 min" or "7 working days"; %NULL when the regulation has
 *   no such timer or names no amount for it
 */
char *osr_step_words_amount (OsrRegistry *registry, OsrCase *c, const char *from, const char *to);

/**
 * osr_step_words_left:
 * @deadline: (nullable)
 *
 * Returns: (transfer full) (nullable): "18 min of 30 min left", "12 min overdue"; %NULL when there
 *   is no moment to count to
 */
char *osr_step_words_left (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now);

G_END_DECLS
