/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the clock of the demonstration is worth putting. Pure. */
#pragma once

#include "core/time/osr-work-time.h"

G_BEGIN_DECLS

/**
 * osr_demo_jump_target:
 * @jump: "later" (half an hour), "lunch" (the end of the next lunch break) or "morning" (the next
 *   morning on which the office works)
 *
 * Returns: the moment, or %OSR_INSTANT_UNKNOWN when @jump is none of these or the calendar ends
 */
OsrInstant osr_demo_jump_target (OsrWorkTime *work_time, OsrInstant now, const char *jump);

G_END_DECLS
