/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of OsrWorkTime share: laying the intervals out (osr-work-layout.c), arithmetic
 * (osr-work-time.c) and spans for people (osr-work-spans.c). */
#pragma once

#include "core/time/osr-schedule.h"
#include "core/time/osr-work-time.h"

typedef struct {
  OsrInstant start;
  OsrInstant end;
  gint64 before; /* working µs before `start`, from the beginning of the covered years */
  gint64 after;  /* and before `end` */
} OsrWorkInterval;

/* Where to begin to look: slots of 2^shift µs, each with the index of the first interval that is not
 * over before the slot begins; two slots more than the key needs. */
typedef struct {
  guint32 *first;
  guint shift;
} OsrWorkIndex;

struct _OsrWorkTime {
  gatomicrefcount refs;
  OsrZone *zone;
  OsrProductionCalendar *calendar;
  OsrWorkInterval *intervals; /* ascending; never none, and one at the end that is never over */
  guint n;
  gint64 total;            /* working µs of all intervals */
  OsrWorkIndex by_instant; /* key: µs since covered_from */
  OsrWorkIndex by_elapsed; /* key: working µs */
  OsrInstant covered_from;
  OsrInstant covered_to;
  OsrDay first_day;
  guint n_days;
  guint8 *kinds;           /* OsrDayKind of each covered day at this office */
  guint32 *first_of_day;   /* n_days + 1: index of the first interval that begins on that day */
  guint32 *working_before; /* n_days + 1: working days before that day */
  guint32 *working_days;   /* the days that have an interval, ascending */
  guint n_working_days;
};

/* Fills @self, whose zone and calendar are set, with the hours of @schedule; FALSE with @error when
 * there would be no working time at all. */
gboolean osr_work_time_lay_out (OsrWorkTime *self, OsrSchedule *schedule, GError **error);

/* Index of the first interval that ends after @instant; their number when none does. */
guint osr_work_time_find (OsrWorkTime *self, OsrInstant instant);
