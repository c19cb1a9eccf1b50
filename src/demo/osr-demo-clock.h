/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of the demonstration: one small memory-mapped file that the window, the coordinator and
 * the sandbox read, so that "half an hour later" is half an hour later for all of them at once. What
 * is worth jumping to is decided by whoever advances it. */
#pragma once

#include <glib.h>

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

/* The fastest clock accepted; 0 stands still between two advances. */
#define OSR_DEMO_CLOCK_MAX_SPEED 100000.0

typedef struct _OsrDemoClock OsrDemoClock;

/**
 * osr_demo_clock_create:
 * @path: the file to write; one that exists is replaced
 * @start: the moment to show now, µs since the epoch, not negative
 * @speed: shown seconds in a real one, 0 to %OSR_DEMO_CLOCK_MAX_SPEED, kept to a thousandth
 * @error: %OSR_CORE_ERROR_INVALID for a start or speed out of range, #GFileError for the file
 *
 * Returns: (transfer full): the clock, or %NULL
 */
OsrDemoClock *osr_demo_clock_create (const char *path, OsrInstant start, double speed,
                                     GError **error);

/**
 * osr_demo_clock_open:
 * @path: a file that osr_demo_clock_create() wrote, here or in another process
 * @error: %OSR_CORE_ERROR_INVALID when it is not such a file, #GFileError when it cannot be read
 *
 * Returns: (transfer full): the clock, or %NULL
 */
OsrDemoClock *osr_demo_clock_open (const char *path, GError **error);

/**
 * osr_demo_clock_now:
 * @clock: a clock
 *
 * Safe from any thread. The same at the same moment in every process that opened the file.
 *
 * Returns: the moment shown, µs since the epoch
 */
OsrInstant osr_demo_clock_now (OsrDemoClock *clock);

/**
 * osr_demo_clock_advance_to:
 * @clock: a clock
 * @instant: the moment to show from now on; one already past changes nothing
 */
void osr_demo_clock_advance_to (OsrDemoClock *clock, OsrInstant instant);

/**
 * osr_demo_clock_get_speed:
 * @clock: a clock
 *
 * Returns: shown seconds in a real one
 */
double osr_demo_clock_get_speed (OsrDemoClock *clock);

/**
 * osr_demo_clock_free:
 * @clock: (nullable): a clock; its file stays
 */
void osr_demo_clock_free (OsrDemoClock *clock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrDemoClock, osr_demo_clock_free)

G_END_DECLS
