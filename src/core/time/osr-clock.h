/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The single source of the time of day in every program. Whoever starts the program decides what it
 * reads: the machine's clock, the coordinator's (with an offset), or a demonstration's. */
#pragma once

#include <glib.h>

#include "core/time/osr-zone.h"

G_BEGIN_DECLS

typedef struct _OsrClock OsrClock;
typedef OsrInstant (*OsrClockFunc) (gpointer data);

/**
 * osr_clock_new:
 * @func: (nullable): reads the time; %NULL for the machine's clock
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data
 */
OsrClock *osr_clock_new (OsrClockFunc func, gpointer data, GDestroyNotify destroy);
OsrClock *osr_clock_ref (OsrClock *clock);
void osr_clock_unref (OsrClock *clock);
OsrInstant osr_clock_now (OsrClock *clock);

/**
 * osr_clock_set_offset:
 * @offset: µs to add to what @func reads: the coordinator's time minus this machine's
 */
void osr_clock_set_offset (OsrClock *clock, gint64 offset);

/* What osr_clock_set_offset() set last; 0 before. */
gint64 osr_clock_get_offset (OsrClock *clock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrClock, osr_clock_unref)

G_END_DECLS
