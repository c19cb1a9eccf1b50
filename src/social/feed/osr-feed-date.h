/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times as feeds write them. */
#pragma once

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

/**
 * osr_feed_date:
 * @text: (nullable): RFC 3339, or RFC 822 with the faults that are met: no weekday, two digits of a
 *   year, no seconds, zones by name
 *
 * Returns: the instant; %OSR_INSTANT_UNKNOWN when it is none, or has no zone
 */
OsrInstant osr_feed_date (const char *text);

G_END_DECLS
