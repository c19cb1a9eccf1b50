/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time of a derivation cut into intervals that a person can add up: for a limit in hours what was
 * worked and what was not, for a limit in days one working day after the other. */
#include "core/derivation/osr-derivation.h"

typedef struct {
  const OsrDerivation *derivation;
  GArray *intervals; /* OsrInterval */
  gint64 counted;    /* µs so far */
  int days;          /* so far */
} Cutter;

static OsrIntervalReason
reason_of (OsrSpanKind kind)
{
  switch (kind) {
  case OSR_SPAN_WORKING:
    return OSR_REASON_WORKING_TIME;
  case OSR_SPAN_CLOCK:
    return OSR_REASON_CLOCK_TIME;
  case OSR_SPAN_BREAK:
    return OSR_REASON_BREAK;
  case OSR_SPAN_NIGHT:
    return OSR_REASON_OUTSIDE_HOURS;
  case OSR_SPAN_WEEKEND:
    return OSR_REASON_DAY_OFF;
  case OSR_SPAN_OFFICE_OFF:
    return OSR_REASON_OFFICE_OFF;
  case OSR_SPAN_UNKNOWN:
    return OSR_REASON_NOT_COVERED;
  case OSR_SPAN_HOLIDAY:
  default:
    return OSR_REASON_HOLIDAY;
  }
}

static const char *
name_of (OsrWorkTime *work_time, OsrDay first, OsrDay last)
{
  OsrProductionCalendar *calendar = osr_work_time_get_calendar (work_time);
  const char *name = NULL;

  for (OsrDay day = first; name == NULL && day <= last; day++)
    name = osr_production_calendar_get_name (calendar, day);
  return name;
}

/* Whole seconds of this one, such that the seconds of all are those of the sum. */
static gint64
take_seconds (Cutter *cutter, gint64 amount)
{
  gint64 before = cutter->counted / OSR_SECOND;

  cutter->counted += amount;
  return cutter->counted / OSR_SECOND - before;
}

static void
cut_span (Cutter *cutter, const OsrSpan *span)
{
  OsrInterval interval = { .from = span->start,
                           .to = span->end,
                           .reason = reason_of (span->kind),
                           .first_day = span->first_day,
                           .last_day = span->last_day };

  interval.counted = span->kind == OSR_SPAN_WORKING || span->kind == OSR_SPAN_CLOCK;
  if (interval.counted)
    interval.seconds = take_seconds (cutter, span->end - span->start);
  if (span->kind == OSR_SPAN_HOLIDAY)
    interval.name = name_of (cutter->derivation->work_time, span->first_day, span->last_day);
  g_array_append_val (cutter->intervals, interval);
}

static OsrIntervalReason
reason_of_day (OsrWorkTime *work_time, OsrDay day)
{
  OsrZone *zone = osr_work_time_get_zone (work_time);
  OsrDayKind kind = osr_work_time_get_day_kind (work_time, day);

  if (osr_work_time_between (work_time, osr_zone_instant_at (zone, day, 0),
                             osr_zone_instant_at (zone, day + 1, 0)) > 0)
    return OSR_REASON_WORKING_DAY;
  if (kind == OSR_DAY_OFFICE_OFF)
    return OSR_REASON_OFFICE_OFF;
  return kind == OSR_DAY_ORDINARY || kind == OSR_DAY_SHORTENED ? OSR_REASON_DAY_OFF
                                                               : OSR_REASON_HOLIDAY;
}

static void
join_or_append (Cutter *cutter, const OsrInterval *interval)
{
  GArray *intervals = cutter->intervals;
  OsrInterval *last =
      intervals->len > 0 ? &g_array_index (intervals, OsrInterval, intervals->len - 1) : NULL;

  if (last != NULL && !interval->counted && last->reason == interval->reason &&
      g_strcmp0 (last->name, interval->name) == 0) {
    last->to = interval->to;
    last->last_day = interval->last_day;
    return;
  }
  g_array_append_val (intervals, *interval);
}

/* The civil day on which a limit in days begins is day 0, whether it is worked or not. */
static OsrDay
day_zero (const OsrDerivation *derivation, OsrZone *zone)
{
  OsrInstant lowest = derivation->backwards ? derivation->due : derivation->from;

  return osr_zone_day_at (zone, lowest, NULL);
}

static void
cut_day (Cutter *cutter, OsrDay day, OsrInstant from, OsrInstant to)
{
  OsrWorkTime *work_time = cutter->derivation->work_time;
  OsrDay zero = day_zero (cutter->derivation, osr_work_time_get_zone (work_time));
  OsrInterval interval = { .from = from, .to = to, .first_day = day, .last_day = day };

  interval.reason = day == zero ? OSR_REASON_START_DAY : reason_of_day (work_time, day);
  if (interval.reason == OSR_REASON_WORKING_DAY && day < zero)
    interval.reason = OSR_REASON_OUTSIDE_HOURS;
  interval.counted = interval.reason == OSR_REASON_WORKING_DAY;
  if (interval.counted)
    interval.day = ++cutter->days;
  if (interval.reason == OSR_REASON_HOLIDAY)
    interval.name = name_of (work_time, day, day);
  join_or_append (cutter, &interval);
}

static void
cut_days (Cutter *cutter, OsrInstant from, OsrInstant to)
{
  OsrZone *zone = osr_work_time_get_zone (cutter->derivation->work_time);

  while (from < to) {
    OsrDay day = osr_zone_day_at (zone, from, NULL);
    OsrInstant end = MIN (to, osr_zone_instant_at (zone, day + 1, 0));

    cut_day (cutter, day, from, end);
    from = end;
  }
}

GArray *
osr_derivation_dup_intervals (const OsrDerivation *derivation)
{
  Cutter cutter = { derivation, g_array_new (FALSE, FALSE, sizeof (OsrInterval)), 0, 0 };

  if (derivation->deadline->spec->unit == OSR_UNIT_WORKING_DAYS) {
    if (derivation->backwards)
      cut_days (&cutter, derivation->due, derivation->from);
    else
      cut_days (&cutter, derivation->start, derivation->due);
    return cutter.intervals;
  }
  for (guint i = 0; i < derivation->spans->len; i++)
    cut_span (&cutter, &g_array_index (derivation->spans, OsrSpan, i));
  return cutter.intervals;
}

const char *
osr_interval_reason_nick (OsrIntervalReason reason)
{
  static const char *const nicks[] = {
    [OSR_REASON_WORKING_TIME] = "working-time",
    [OSR_REASON_CLOCK_TIME] = "clock-time",
    [OSR_REASON_WORKING_DAY] = "working-day",
    [OSR_REASON_BREAK] = "break",
    [OSR_REASON_OUTSIDE_HOURS] = "outside-hours",
    [OSR_REASON_DAY_OFF] = "day-off",
    [OSR_REASON_HOLIDAY] = "holiday",
    [OSR_REASON_OFFICE_OFF] = "office-off",
    [OSR_REASON_NOT_COVERED] = "not-covered",
    [OSR_REASON_START_DAY] = "start-day",
  };

  return nicks[reason];
}
