/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working intervals of all covered years in one array, each with the working time before it. Spans
 * for people are in osr-work-spans.c. */
#include "core/osr-work-time.h"

#include "core/osr-work-time-private.h"

#include <stdio.h>
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"

#define MAX_INTERVALS_A_DAY 4

typedef struct {
  guint n;
  gint32 start[MAX_INTERVALS_A_DAY]; /* seconds since midnight */
  gint32 end[MAX_INTERVALS_A_DAY];
} DayHours;

typedef struct {
  DayHours week[8]; /* by weekday, 1 Monday … 7 Sunday */
  gint32 shortened; /* seconds less on a shortened day */
} Schedule;

static const char *const weekday_names[] = {
  NULL, "mon", "tue", "wed", "thu", "fri", "sat", "sun"
};

OsrWorkTime *
osr_work_time_ref (OsrWorkTime *work_time)
{
  g_atomic_ref_count_inc (&work_time->refs);
  return work_time;
}

void
osr_work_time_unref (OsrWorkTime *work_time)
{
  if (work_time == NULL || !g_atomic_ref_count_dec (&work_time->refs))
    return;
  g_clear_pointer (&work_time->zone, osr_zone_unref);
  g_clear_pointer (&work_time->calendar, osr_production_calendar_unref);
  g_clear_pointer (&work_time->intervals, g_array_unref);
  g_free (work_time);
}

OsrZone *
osr_work_time_get_zone (OsrWorkTime *work_time)
{
  return work_time->zone;
}

OsrProductionCalendar *
osr_work_time_get_calendar (OsrWorkTime *work_time)
{
  return work_time->calendar;
}

static gboolean
read_interval (const char *text, gint32 after, gint32 *start, gint32 *end)
{
  int h1, m1, h2, m2, length = 0;

  if (text == NULL || sscanf (text, "%2d:%2d-%2d:%2d%n", &h1, &m1, &h2, &m2, &length) != 4 ||
      length != 11 || text[11] != '\0')
    return FALSE;
  if (h1 < 0 || m1 < 0 || m1 > 59 || h2 < 0 || m2 < 0 || m2 > 59)
    return FALSE;
  *start = h1 * 3600 + m1 * 60;
  *end = h2 * 3600 + m2 * 60;
  return *start >= after && *end > *start && *end <= 24 * 3600;
}

static gboolean
read_day (JsonArray *array, DayHours *hours, const char *name, GError **error)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;
  gint32 after = 0;

  for (guint i = 0; i < n; i++) {
    const char *text = osr_json_array_get_string (array, i);

    if (i >= MAX_INTERVALS_A_DAY ||
        !read_interval (text, after, &hours->start[i], &hours->end[i])) {
      g_set_error (
          error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
          "schedule, %s: “%s” is not an interval like \"09:00-13:00\" after the one before", name,
          text != NULL ? text : "?");
      return FALSE;
    }
    after = hours->end[i];
    hours->n = i + 1;
  }
  return TRUE;
}

static gboolean
read_schedule (JsonObject *object, Schedule *schedule, GError **error)
{
  JsonObject *week = osr_json_get_object (object, "week");
  gint64 shortened = osr_json_get_int (object, "shortened_minutes", 60);
  guint working = 0;

  memset (schedule, 0, sizeof *schedule);
  for (int day = 1; day <= 7; day++) {
    if (!read_day (osr_json_get_array (week, weekday_names[day]), &schedule->week[day],
                   weekday_names[day], error))
      return FALSE;
    working += schedule->week[day].n;
  }
  if (working == 0 || shortened < 0 || shortened > 12 * 60) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "schedule: expected \"week\" with working hours and \"shortened_minutes\" 0–720");
    return FALSE;
  }
  schedule->shortened = (gint32) shortened * 60;
  return TRUE;
}

/* A working weekend works like a Monday. */
static const DayHours *
hours_of_day (const Schedule *schedule, OsrDay day, OsrDayKind kind)
{
  switch (kind) {
  case OSR_DAY_ORDINARY:
  case OSR_DAY_SHORTENED:
    return &schedule->week[osr_day_weekday (day)];
  case OSR_DAY_WORKING_WEEKEND:
  case OSR_DAY_WORKING_WEEKEND_SHORTENED:
    return &schedule->week[1];
  default:
    return NULL;
  }
}

static void
append_interval (OsrWorkTime *self, OsrDay day, gint32 start, gint32 end)
{
  OsrWorkInterval interval;
  guint n = self->intervals->len;

  interval.start = osr_zone_instant_at (self->zone, day, start);
  interval.end = osr_zone_instant_at (self->zone, day, end);
  interval.before = 0;
  if (n > 0) {
    const OsrWorkInterval *last = &g_array_index (self->intervals, OsrWorkInterval, n - 1);

    interval.before = last->before + (last->end - last->start);
  }
  if (interval.end > interval.start)
    g_array_append_val (self->intervals, interval);
}

/* A shortened day ends earlier: the hour is taken from its end, whatever interval stands there. */
static void
lay_out_day (OsrWorkTime *self, const Schedule *schedule, OsrDay day)
{
  OsrDayKind kind = osr_production_calendar_get_kind (self->calendar, day);
  const DayHours *hours = hours_of_day (schedule, day, kind);
  gint32 last;

  if (hours == NULL || hours->n == 0)
    return;
  last = hours->end[hours->n - 1];
  if (kind == OSR_DAY_SHORTENED || kind == OSR_DAY_WORKING_WEEKEND_SHORTENED)
    last -= schedule->shortened;
  for (guint i = 0; i < hours->n; i++)
    append_interval (self, day, hours->start[i], MIN (hours->end[i], last));
}

OsrWorkTime *
osr_work_time_new_from_json (JsonObject *object, OsrZone *zone, OsrProductionCalendar *calendar,
                             GError **error)
{
  OsrWorkTime *self;
  Schedule schedule;

  if (!read_schedule (object, &schedule, error))
    return NULL;
  self = g_new0 (OsrWorkTime, 1);
  g_atomic_ref_count_init (&self->refs);
  self->zone = osr_zone_ref (zone);
  self->calendar = osr_production_calendar_ref (calendar);
  self->intervals = g_array_new (FALSE, FALSE, sizeof (OsrWorkInterval));
  for (OsrDay day = osr_production_calendar_get_first (calendar);
       day <= osr_production_calendar_get_last (calendar); day++)
    lay_out_day (self, &schedule, day);
  self->covered_from = osr_zone_instant_at (zone, osr_production_calendar_get_first (calendar), 0);
  self->covered_to = osr_zone_instant_at (zone, osr_production_calendar_get_last (calendar) + 1, 0);
  return self;
}

guint
osr_work_time_find (OsrWorkTime *self, OsrInstant instant)
{
  guint low = 0, high = self->intervals->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (self->intervals, OsrWorkInterval, middle).end <= instant)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static gboolean
is_covered (OsrWorkTime *self, OsrInstant instant)
{
  return instant >= self->covered_from && instant < self->covered_to;
}

static const OsrWorkInterval *
interval_at (OsrWorkTime *self, guint index)
{
  return &g_array_index (self->intervals, OsrWorkInterval, index);
}

/* Working µs from the beginning of the covered years to @instant. */
static gint64
elapsed_at (OsrWorkTime *self, OsrInstant instant)
{
  guint index = osr_work_time_find (self, instant);
  const OsrWorkInterval *interval;

  if (index == self->intervals->len) {
    interval = interval_at (self, index - 1);
    return interval->before + (interval->end - interval->start);
  }
  interval = interval_at (self, index);
  return interval->before + MAX (0, instant - interval->start);
}

gboolean
osr_work_time_is_working (OsrWorkTime *self, OsrInstant instant)
{
  guint index = osr_work_time_find (self, instant);

  return index < self->intervals->len && interval_at (self, index)->start <= instant;
}

OsrInstant
osr_work_time_next (OsrWorkTime *self, OsrInstant instant)
{
  guint index = osr_work_time_find (self, instant);

  if (!is_covered (self, instant) || index == self->intervals->len)
    return OSR_INSTANT_UNKNOWN;
  return MAX (instant, interval_at (self, index)->start);
}

OsrInstant
osr_work_time_edge_forward (OsrWorkTime *self, OsrInstant instant)
{
  return instant == OSR_INSTANT_UNKNOWN ? OSR_INSTANT_UNKNOWN : osr_work_time_next (self, instant);
}

OsrInstant
osr_work_time_edge_back (OsrWorkTime *self, OsrInstant instant)
{
  guint index = osr_work_time_find (self, instant);

  if (instant < self->covered_from || instant > self->covered_to)
    return OSR_INSTANT_UNKNOWN;
  if (index < self->intervals->len && interval_at (self, index)->start < instant)
    return instant;
  return index > 0 ? interval_at (self, index - 1)->end : OSR_INSTANT_UNKNOWN;
}

/* The interval in which the working time reaches @elapsed; @at_end: an interval's end rather than
 * the next one's start when both are the same working time. */
static guint
find_elapsed (OsrWorkTime *self, gint64 elapsed, gboolean at_end)
{
  guint low = 0, high = self->intervals->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;
    const OsrWorkInterval *interval = interval_at (self, middle);
    gint64 to = interval->before + (interval->end - interval->start);

    if (at_end ? to < elapsed : to <= elapsed)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

OsrInstant
osr_work_time_add (OsrWorkTime *self, OsrInstant from, gint64 amount)
{
  gint64 elapsed;
  guint index;
  const OsrWorkInterval *interval;

  if (!is_covered (self, from) || amount < 0)
    return OSR_INSTANT_UNKNOWN;
  if (amount == 0)
    return osr_work_time_next (self, from);
  elapsed = elapsed_at (self, from) + amount;
  index = find_elapsed (self, elapsed, TRUE);
  if (index == self->intervals->len)
    return OSR_INSTANT_UNKNOWN;
  interval = interval_at (self, index);
  return interval->start + (elapsed - interval->before);
}

OsrInstant
osr_work_time_subtract (OsrWorkTime *self, OsrInstant limit, gint64 amount)
{
  gint64 elapsed;
  guint index;
  const OsrWorkInterval *interval;

  if (!is_covered (self, limit) || amount < 0)
    return OSR_INSTANT_UNKNOWN;
  if (amount == 0)
    return limit;
  elapsed = elapsed_at (self, limit) - amount;
  if (elapsed < 0)
    return OSR_INSTANT_UNKNOWN;
  index = find_elapsed (self, elapsed, FALSE);
  if (index == self->intervals->len)
    return OSR_INSTANT_UNKNOWN;
  interval = interval_at (self, index);
  return interval->start + (elapsed - interval->before);
}

gint64
osr_work_time_between (OsrWorkTime *self, OsrInstant from, OsrInstant to)
{
  return elapsed_at (self, to) - elapsed_at (self, from);
}

/* End of the last interval of @day, or OSR_INSTANT_UNKNOWN when it is a day off. */
static OsrInstant
end_of_working_day (OsrWorkTime *self, OsrDay day)
{
  OsrInstant midnight = osr_zone_instant_at (self->zone, day, 0);
  OsrInstant next = osr_zone_instant_at (self->zone, day + 1, 0);
  guint index = osr_work_time_find (self, next);

  if (index == 0 || interval_at (self, index - 1)->start < midnight)
    return OSR_INSTANT_UNKNOWN;
  return interval_at (self, index - 1)->end;
}

OsrInstant
osr_work_time_end_of_day (OsrWorkTime *self, OsrInstant from, int days)
{
  OsrDay day = osr_zone_day_at (self->zone, from, NULL);
  OsrDay first = osr_production_calendar_get_first (self->calendar);
  OsrDay last = osr_production_calendar_get_last (self->calendar);
  int step = days < 0 ? -1 : 1;
  OsrInstant end = OSR_INSTANT_UNKNOWN;

  for (int left = ABS (days); left > 0;) {
    day += step;
    if (day < first || day > last)
      return OSR_INSTANT_UNKNOWN;
    end = end_of_working_day (self, day);
    left -= end != OSR_INSTANT_UNKNOWN;
  }
  return end;
}
