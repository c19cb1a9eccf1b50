/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working time of one office: its schedule, in its zone, over its production calendar. All working
 * intervals of the covered years stand in one array with the working time before each, so that
 * adding hours is a look-up and not a walk. Moments outside the covered years are unknown and every
 * function says so. Immutable. */
#pragma once

#include "core/time/osr-production-calendar.h"

G_BEGIN_DECLS

typedef struct _OsrWorkTime OsrWorkTime;

/* Why an interval between two moments was counted or not. */
typedef enum {
  OSR_SPAN_WORKING,
  OSR_SPAN_BREAK,      /* lunch */
  OSR_SPAN_NIGHT,      /* before and after hours of a working day */
  OSR_SPAN_WEEKEND,    /* a day off of the week */
  OSR_SPAN_HOLIDAY,    /* public or regional holiday, moved or decreed day off */
  OSR_SPAN_CLOCK,      /* clock time, counted as it passes */
  OSR_SPAN_OFFICE_OFF, /* a day off set by the office's administrator */
  OSR_SPAN_UNKNOWN     /* outside the years that the calendar covers */
} OsrSpanKind;

typedef struct {
  OsrInstant start;
  OsrInstant end;
  OsrSpanKind kind;
  OsrDay first_day; /* of the zone */
  OsrDay last_day;
} OsrSpan;

/**
 * osr_work_time_new_from_json:
 * @schedule: the office's hours, as osr_schedule_new_from_json() reads them
 * @zone: where the hours are
 * @calendar: what the days are
 * @error: %OSR_CORE_ERROR_INVALID naming the day and the interval, or that no day is a working one
 */
OsrWorkTime *osr_work_time_new_from_json (JsonObject *schedule, OsrZone *zone,
                                          OsrProductionCalendar *calendar, GError **error);
OsrWorkTime *osr_work_time_ref (OsrWorkTime *work_time);
void osr_work_time_unref (OsrWorkTime *work_time);
OsrZone *osr_work_time_get_zone (OsrWorkTime *work_time);
OsrProductionCalendar *osr_work_time_get_calendar (OsrWorkTime *work_time);

/* What @day is at this office: the calendar's kind, or one that an administrator set. */
OsrDayKind osr_work_time_get_day_kind (OsrWorkTime *work_time, OsrDay day);

/* Whether work is under way at @instant. */
gboolean osr_work_time_is_working (OsrWorkTime *work_time, OsrInstant instant);

/* The first working moment at or after @instant, or %OSR_INSTANT_UNKNOWN. */
OsrInstant osr_work_time_next (OsrWorkTime *work_time, OsrInstant instant);

/**
 * osr_work_time_add:
 * @from: start; outside working time it counts from the next working moment
 * @amount: working µs, ≥ 0
 *
 * Returns: the earliest moment at which @amount has elapsed (reading 3: 13:00, not 14:00), or
 *   %OSR_INSTANT_UNKNOWN when the calendar does not cover it
 */
OsrInstant osr_work_time_add (OsrWorkTime *work_time, OsrInstant from, gint64 amount);

/**
 * osr_work_time_subtract:
 * @limit: the moment to count back from
 * @amount: working µs, ≥ 0
 *
 * Returns: the latest moment that still leaves @amount before @limit (reading 3: 14:00, not 13:00)
 */
OsrInstant osr_work_time_subtract (OsrWorkTime *work_time, OsrInstant limit, gint64 amount);

/**
 * osr_work_time_edge_forward:
 * @instant: a moment, or %OSR_INSTANT_UNKNOWN
 *
 * For a limit that must be met by somebody at work: a moment at which work just ends moves to where
 * the next work begins (13:00 to 14:00, 18:00 to 09:00 of the next working day).
 *
 * Returns: @instant if work goes on after it, else the start of the next work; or unknown
 */
OsrInstant osr_work_time_edge_forward (OsrWorkTime *work_time, OsrInstant instant);

/**
 * osr_work_time_edge_back:
 * @instant: a moment, or %OSR_INSTANT_UNKNOWN
 *
 * The other way round, for a limit counted back: 14:00 moves to 13:00, 09:00 to 18:00 of the working
 * day before.
 *
 * Returns: @instant if work goes on before it, else the end of the last work; or unknown
 */
OsrInstant osr_work_time_edge_back (OsrWorkTime *work_time, OsrInstant instant);

/* Working µs between two moments, negative when @to is before @from; %OSR_INSTANT_UNKNOWN when the
 * calendar does not cover both. */
gint64 osr_work_time_between (OsrWorkTime *work_time, OsrInstant from, OsrInstant to);

/**
 * osr_work_time_end_of_day:
 * @from: a moment; its civil day, working or not, is day 0 and is not counted (reading 4)
 * @days: working days to go: forward when positive, back when negative
 *
 * An hour past midnight that a night shift works is of the day on which the shift began.
 *
 * Returns: the end of the working day that many working days away; %OSR_INSTANT_UNKNOWN when the
 *   calendar does not cover it
 */
OsrInstant osr_work_time_end_of_day (OsrWorkTime *work_time, OsrInstant from, int days);

/**
 * osr_work_time_spans:
 * Returns: (element-type OsrSpan) (transfer full): the time between two moments without gaps:
 *   what was worked, and what was not and why; consecutive days off of one kind are one span
 */
GArray *osr_work_time_spans (OsrWorkTime *work_time, OsrInstant from, OsrInstant to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWorkTime, osr_work_time_unref)

G_END_DECLS
