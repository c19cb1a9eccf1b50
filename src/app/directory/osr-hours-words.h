/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours of an office as words, and as an administrator types them. A view-model: no widgets. */
#pragma once

#include "core/osr-registry.h"

G_BEGIN_DECLS

#define OSR_HOURS_DAYS 7 /* Monday first */

/* Name of a weekday, translated; 0 is Monday. */
const char *osr_hours_day_name (guint day);

/* (transfer full): what is typed for @day: "9:00–13:00, 14:00–18:00"; "" for a day off. */
char *osr_hours_format_day (JsonObject *schedule, guint day);

/**
 * osr_hours_build:
 * @before: (nullable): the hours as they are; what is not typed (single days, shortened days) stays
 * @days: seven texts as of osr_hours_format_day(); "9-18" is understood, too
 * @fault: (out) (transfer full): a sentence naming the day that cannot be read
 *
 * Returns: (transfer full) (nullable): a schedule document
 */
JsonObject *osr_hours_build (JsonObject *before, const char *const *days, char **fault);

/* (transfer full): the whole week in one line, days of the same hours together. */
char *osr_hours_describe (JsonObject *schedule);

/* (transfer full): "Asia/Yakutsk, UTC+9", as it is at @at. */
char *osr_hours_describe_zone (const char *zone, OsrInstant at);

G_END_DECLS
