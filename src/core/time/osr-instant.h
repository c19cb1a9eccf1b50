/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments and civil days as plain numbers. An instant is microseconds since 1970-01-01T00:00Z; a day
 * is the number of a civil day since 1970-01-01. Zones come in only when a day is laid out. */
#pragma once

#include <glib.h>

#include "core/time/osr-zone.h"

G_BEGIN_DECLS

#define OSR_INSTANT_UNKNOWN G_MININT64
#define OSR_SECOND          ((gint64) G_USEC_PER_SEC)
#define OSR_MINUTE          (60 * OSR_SECOND)
#define OSR_HOUR            (60 * OSR_MINUTE)

/**
 * osr_instant_parse:
 * @text: (nullable): ISO 8601 with an offset or Z, e.g. "2026-03-06T10:12:00+09:00"
 *
 * Returns: the instant, %OSR_INSTANT_UNKNOWN when @text is not one
 */
OsrInstant osr_instant_parse (const char *text);

/**
 * osr_instant_format:
 * @instant: a moment
 * @zone: (nullable): the zone to write it in; %NULL for UTC
 *
 * Returns: (transfer full): ISO 8601 with the offset, whole seconds (fraction only if there is one)
 */
char *osr_instant_format (OsrInstant instant, OsrZone *zone);

/**
 * osr_duration_parse:
 * @text: (nullable): ISO 8601 in hours, minutes and seconds: "PT8H", "PT1H30M", "-PT45S"
 * @amount: (out): µs
 *
 * Days, weeks and months are refused: how long they are is not for a duration to say.
 *
 * Returns: whether @text is such a duration, and shorter than a hundred years
 */
gboolean osr_duration_parse (const char *text, gint64 *amount);

/* (transfer full): the inverse: "PT8H30M", "PT0S", "-PT1.5S" */
char *osr_duration_format (gint64 amount);

/**
 * osr_day_from_ymd:
 * @year: 1970–9999
 * @month: 1–12
 * @day: 1–31
 *
 * Returns: the day's number
 */
OsrDay osr_day_from_ymd (int year, int month, int day);

/**
 * osr_day_parse:
 * @text: (nullable): "YYYY-MM-DD"
 * @day: (out): the day
 *
 * Returns: whether @text is a day of the calendar
 */
gboolean osr_day_parse (const char *text, OsrDay *day);

/* Year, month and day of month of @day. */
void osr_day_to_ymd (OsrDay day, int *year, int *month, int *day_of_month);

/* 1 Monday … 7 Sunday. */
int osr_day_weekday (OsrDay day);

G_END_DECLS
