/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays a week over the covered years: every working interval as two instants, what each day is, and
 * the tables by which the arithmetic finds an interval without searching. A change of the zone's
 * offset inside an interval makes it longer or shorter here, once, and nowhere else. */
#include "core/osr-error.h"
#include "core/time/osr-work-time-private.h"

#define SECONDS_A_DAY 86400

static void
append_interval (OsrWorkTime *self, GArray *intervals, OsrInstant start, OsrInstant end)
{
  OsrInstant free_from = self->covered_from;
  OsrWorkInterval interval;

  if (intervals->len > 0)
    free_from = g_array_index (intervals, OsrWorkInterval, intervals->len - 1).end;
  interval.start = MAX (start, free_from);
  interval.end = MIN (end, self->covered_to);
  interval.before = self->total;
  if (interval.end <= interval.start)
    return;
  self->total += interval.end - interval.start;
  interval.after = self->total;
  g_array_append_val (intervals, interval);
}

static void
lay_out_day (OsrWorkTime *self, OsrSchedule *schedule, guint index, GArray *intervals)
{
  OsrDay day = self->first_day + (OsrDay) index;
  OsrDayKind kind;
  OsrDayHours hours;

  osr_schedule_get_hours (schedule, day, self->calendar, &kind, &hours);
  self->kinds[index] = (guint8) kind;
  self->first_of_day[index] = intervals->len;
  self->working_before[index] = self->n_working_days;
  for (guint i = 0; i < hours.n; i++)
    append_interval (self, intervals, osr_zone_instant_at (self->zone, day, hours.start[i]),
                     osr_zone_instant_at (self->zone, day, hours.end[i]));
  if (intervals->len > self->first_of_day[index])
    self->working_days[self->n_working_days++] = index;
}

/* Slots about as many as intervals, so that one slot holds one or two of them. */
static void
start_index (OsrWorkIndex *index, gint64 range, guint n, guint *slots)
{
  index->shift = 0;
  while ((range >> index->shift) > (gint64) n * 2)
    index->shift++;
  *slots = (guint) (range >> index->shift) + 3;
  index->first = g_new (guint32, *slots);
}

static void
index_instants (OsrWorkTime *self)
{
  guint slots, interval = 0;

  start_index (&self->by_instant, self->covered_to - self->covered_from, self->n, &slots);
  for (guint i = 0; i < slots; i++) {
    OsrInstant begin = self->covered_from + ((gint64) i << self->by_instant.shift);

    while (self->intervals[interval].end <= begin)
      interval++;
    self->by_instant.first[i] = interval;
  }
}

static void
index_elapsed (OsrWorkTime *self)
{
  guint slots, interval = 0;

  start_index (&self->by_elapsed, self->total, self->n, &slots);
  for (guint i = 0; i < slots; i++) {
    gint64 begin = (gint64) i << self->by_elapsed.shift;

    while (self->intervals[interval].after < begin)
      interval++;
    self->by_elapsed.first[i] = interval;
  }
}

/* What a night shift of the day before the first covered one would have left over is unknown. */
static void
set_cover (OsrWorkTime *self, OsrSchedule *schedule)
{
  OsrDay last = osr_production_calendar_get_last (self->calendar);
  gint32 left_over = MAX (0, osr_schedule_get_latest_end (schedule) - SECONDS_A_DAY);

  self->first_day = osr_production_calendar_get_first (self->calendar);
  self->n_days = (guint) (last - self->first_day + 1);
  self->covered_from = osr_zone_instant_at (self->zone, self->first_day, left_over);
  self->covered_to = osr_zone_instant_at (self->zone, last + 1, 0);
}

gboolean
osr_work_time_lay_out (OsrWorkTime *self, OsrSchedule *schedule, GError **error)
{
  static const OsrWorkInterval end = { G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64 };
  GArray *intervals = g_array_new (FALSE, FALSE, sizeof (OsrWorkInterval));
  gsize n;

  set_cover (self, schedule);
  self->kinds = g_new (guint8, self->n_days);
  self->first_of_day = g_new (guint32, self->n_days + 1);
  self->working_before = g_new (guint32, self->n_days + 1);
  self->working_days = g_new (guint32, self->n_days);
  for (guint i = 0; i < self->n_days; i++)
    lay_out_day (self, schedule, i, intervals);
  g_array_append_val (intervals, end);
  self->first_of_day[self->n_days] = intervals->len - 1;
  self->working_before[self->n_days] = self->n_working_days;
  self->intervals = g_array_steal (intervals, &n);
  self->n = (guint) n - 1;
  g_array_unref (intervals);
  if (self->n == 0) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "schedule: no day of the covered years is a working day");
    return FALSE;
  }
  index_instants (self);
  index_elapsed (self);
  return TRUE;
}
