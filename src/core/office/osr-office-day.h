/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as people write them, in the office's zone: an absence "to 10 April" lasts to the end of it. */
#pragma once

#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef enum { OSR_DAY_BEGINS, OSR_DAY_ENDS } OsrDayEdge;

/**
 * osr_office_parse_moment:
 * @text: "2026-04-10", or an ISO moment with its offset
 * @edge: which edge of the day is meant
 *
 * Returns: the moment, %OSR_INSTANT_UNKNOWN when @text is neither, or the office has no zone
 */
OsrInstant osr_office_parse_moment (OsrRegistry *registry, const char *text, OsrDayEdge edge);

/* (transfer full): the inverse: the day when the moment is that edge of one, else the ISO moment; ""
 * for an unknown one. */
char *osr_office_format_moment (OsrRegistry *registry, OsrInstant moment, OsrDayEdge edge);

G_END_DECLS
