/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours of one office as a value: its week, how much shorter a shortened day is, and the single
 * days that an administrator set otherwise. It knows no zone; laying it out over a calendar is
 * osr-work-time.h. */
#pragma once

#include "core/time/osr-production-calendar.h"

G_BEGIN_DECLS

#define OSR_SCHEDULE_INTERVALS_A_DAY 12

typedef struct {
  guint n;
  gint32 start[OSR_SCHEDULE_INTERVALS_A_DAY]; /* seconds since midnight, ascending */
  gint32 end[OSR_SCHEDULE_INTERVALS_A_DAY];   /* the last may lie past 24:00: the next morning */
} OsrDayHours;

typedef struct _OsrSchedule OsrSchedule;

/* (transfer full): the document of an office that has not set its own hours */
JsonObject *osr_schedule_new_default (void);

/**
 * osr_schedule_new_from_json:
 * @document: {"week": {"mon": ["09:00-13:00", "14:00-18:00"], …}, "shortened_minutes": 60,
 *   "days": {"2026-05-04": "off" | "on" | ["09:00-13:00"], …}, "calendar": "production" | "none"}
 * @error: %OSR_CORE_ERROR_INVALID naming the day and the interval
 *
 * "22:00-06:00" runs over midnight and belongs whole to the day on which it begins; the same hours
 * may be written as "22:00-24:00" and the next day's "00:00-06:00". With "calendar": "none" the week
 * holds on holidays too (a round-the-clock duty); days set one by one still count.
 */
OsrSchedule *osr_schedule_new_from_json (JsonObject *document, GError **error);
void osr_schedule_free (OsrSchedule *schedule);

/**
 * osr_schedule_get_hours:
 * @day: a civil day
 * @calendar: says of a working weekend where its day off was moved
 * @kind: (out): what @day is at this office
 * @hours: (out caller-allocates): its hours; none on a day off
 */
void osr_schedule_get_hours (OsrSchedule *schedule, OsrDay day, OsrProductionCalendar *calendar,
                             OsrDayKind *kind, OsrDayHours *hours);

/* The latest hour at which any day ends, in seconds since its midnight; over 86400 when some
 * interval runs over midnight. */
gint32 osr_schedule_get_latest_end (OsrSchedule *schedule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSchedule, osr_schedule_free)

G_END_DECLS
