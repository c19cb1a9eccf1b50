/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long to wait before the next attempt. Pure: the caller counts the attempts and keeps the
 * timer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_backoff_delay:
 * @attempt: attempts that have failed so far, 1 after the first
 * @seed: anything that differs between programs and requests, so that they do not return together
 *
 * Doubles from half a second to a minute; the last half of each step is jitter.
 *
 * Returns: milliseconds, the same for the same arguments; 250–500 for the first, at most 60000
 */
guint osr_backoff_delay (guint attempt, guint32 seed);

G_END_DECLS
