/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a promised day. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

/**
 * osr_promise_text_day:
 * @date: (nullable): as `promised` has it, "2026-04-01"
 *
 * Returns: (transfer full): "1 April"; @date itself where it is no day
 */
char *osr_promise_text_day (const char *date);

/**
 * osr_promise_text_state:
 *
 * Returns: (transfer full) (nullable): "promised until 1 April", "the promised day is over: 1 April";
 *   %NULL where nothing is still to be kept
 */
char *osr_promise_text_state (OsrCase *c, OsrRegistry *registry, OsrInstant now);

/* Whether the promised day has ended. */
gboolean osr_promise_is_over (OsrCase *c, OsrRegistry *registry, OsrInstant now);

G_END_DECLS
