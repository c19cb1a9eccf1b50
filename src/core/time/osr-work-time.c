/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arithmetic over the working intervals of all covered years, which stand in one array, each with
 * the working time before it; a table says where in the array to begin. Laying the intervals out is
 * osr-work-layout.c's, spans for people are in osr-work-spans.c. */
#include "core/time/osr-work-time.h"

#include "core/time/osr-work-time-private.h"

#define WIDE 8 /* intervals in one slot above which they are halved and not walked */

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
  g_free (work_time->intervals);
  g_free (work_time->by_instant.first);
  g_free (work_time->by_elapsed.first);
  g_free (work_time->kinds);
  g_free (work_time->first_of_day);
  g_free (work_time->working_before);
  g_free (work_time->working_days);
  g_free (work_time);
}

OsrWorkTime *
osr_work_time_new_from_json (JsonObject *document, OsrZone *zone, OsrProductionCalendar *calendar,
                             GError **error)
{
  g_autoptr (OsrSchedule) schedule = osr_schedule_new_from_json (document, error);
  g_autoptr (OsrWorkTime) self = NULL;

  if (schedule == NULL)
    return NULL;
  self = g_new0 (OsrWorkTime, 1);
  g_atomic_ref_count_init (&self->refs);
  self->zone = osr_zone_ref (zone);
  self->calendar = osr_production_calendar_ref (calendar);
  return osr_work_time_lay_out (self, schedule, error) ? g_steal_pointer (&self) : NULL;
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

OsrDayKind
osr_work_time_get_day_kind (OsrWorkTime *self, OsrDay day)
{
  gint64 index = (gint64) day - self->first_day;

  return index >= 0 && index < self->n_days ? (OsrDayKind) self->kinds[index] : OSR_DAY_NOT_COVERED;
}

static gboolean
is_covered (OsrWorkTime *self, OsrInstant instant)
{
  return instant >= self->covered_from && instant < self->covered_to;
}

/* The end of the covered years is a moment one may count up to, though not one to start from. */
static gboolean
is_within (OsrWorkTime *self, OsrInstant instant)
{
  return instant >= self->covered_from && instant <= self->covered_to;
}

/* A slot mostly holds two edges at most: adding what the comparison gives spares the processor a
 * guess that would be wrong every other time. */
guint
osr_work_time_find (OsrWorkTime *self, OsrInstant instant)
{
  const OsrWorkInterval *intervals = self->intervals;
  const guint32 *slot;
  guint low, high;

  if (instant < self->covered_from)
    return 0;
  if (instant >= self->covered_to)
    return self->n;
  slot = &self->by_instant.first[(instant - self->covered_from) >> self->by_instant.shift];
  low = slot[0];
  high = slot[1];
  while (high - low > WIDE) {
    guint middle = low + (high - low) / 2;

    if (intervals[middle].end <= instant)
      low = middle + 1;
    else
      high = middle;
  }
  low += intervals[low].end <= instant;
  low += intervals[low].end <= instant;
  while (intervals[low].end <= instant)
    low++;
  return low;
}

/* The interval in which the working time reaches @elapsed; at an edge the one that ends there. */
static const OsrWorkInterval *
find_reaching (OsrWorkTime *self, gint64 elapsed)
{
  const OsrWorkInterval *intervals = self->intervals;
  const guint32 *slot = &self->by_elapsed.first[elapsed >> self->by_elapsed.shift];
  guint low = slot[0], high = slot[1];

  while (high - low > WIDE) {
    guint middle = low + (high - low) / 2;

    if (intervals[middle].after < elapsed)
      low = middle + 1;
    else
      high = middle;
  }
  low += intervals[low].after < elapsed;
  low += intervals[low].after < elapsed;
  while (intervals[low].after < elapsed)
    low++;
  return &intervals[low];
}

/* Working µs from the beginning of the covered years to @instant, which lies before the end of the
 * interval @index. */
static gint64
elapsed_before (OsrWorkTime *self, guint index, OsrInstant instant)
{
  const OsrWorkInterval *interval;

  if (index == self->n)
    return self->total;
  interval = &self->intervals[index];
  return interval->before + MAX (0, instant - interval->start);
}

static gint64
elapsed_at (OsrWorkTime *self, OsrInstant instant)
{
  return elapsed_before (self, osr_work_time_find (self, instant), instant);
}

gboolean
osr_work_time_is_working (OsrWorkTime *self, OsrInstant instant)
{
  guint index = osr_work_time_find (self, instant);

  return index < self->n && self->intervals[index].start <= instant;
}

OsrInstant
osr_work_time_next (OsrWorkTime *self, OsrInstant instant)
{
  guint index;

  if (!is_covered (self, instant))
    return OSR_INSTANT_UNKNOWN;
  index = osr_work_time_find (self, instant);
  return index < self->n ? MAX (instant, self->intervals[index].start) : OSR_INSTANT_UNKNOWN;
}

OsrInstant
osr_work_time_edge_forward (OsrWorkTime *self, OsrInstant instant)
{
  return osr_work_time_next (self, instant);
}

OsrInstant
osr_work_time_edge_back (OsrWorkTime *self, OsrInstant instant)
{
  guint index;

  if (!is_within (self, instant))
    return OSR_INSTANT_UNKNOWN;
  index = osr_work_time_find (self, instant);
  if (index < self->n && self->intervals[index].start < instant)
    return instant;
  return index > 0 ? self->intervals[index - 1].end : OSR_INSTANT_UNKNOWN;
}

OsrInstant
osr_work_time_add (OsrWorkTime *self, OsrInstant from, gint64 amount)
{
  const OsrWorkInterval *interval;
  gint64 elapsed;

  if (!is_covered (self, from) || amount < 0)
    return OSR_INSTANT_UNKNOWN;
  if (amount == 0)
    return osr_work_time_next (self, from);
  elapsed = elapsed_at (self, from);
  if (amount > self->total - elapsed)
    return OSR_INSTANT_UNKNOWN;
  elapsed += amount;
  interval = find_reaching (self, elapsed);
  return interval->start + (elapsed - interval->before);
}

OsrInstant
osr_work_time_subtract (OsrWorkTime *self, OsrInstant limit, gint64 amount)
{
  const OsrWorkInterval *interval;
  gint64 elapsed;

  if (!is_within (self, limit) || amount < 0)
    return OSR_INSTANT_UNKNOWN;
  if (amount == 0)
    return limit;
  elapsed = elapsed_at (self, limit);
  if (amount > elapsed)
    return OSR_INSTANT_UNKNOWN;
  elapsed -= amount;
  interval = find_reaching (self, elapsed);
  interval += interval->after == elapsed; /* of two moments as far, the later */
  return interval->start + (elapsed - interval->before);
}

gint64
osr_work_time_between (OsrWorkTime *self, OsrInstant from, OsrInstant to)
{
  if (!is_within (self, from) || !is_within (self, to))
    return OSR_INSTANT_UNKNOWN;
  return elapsed_at (self, to) - elapsed_at (self, from);
}

OsrInstant
osr_work_time_end_of_day (OsrWorkTime *self, OsrInstant from, int days)
{
  gint64 index, target;

  if (days == 0 || !is_within (self, from))
    return OSR_INSTANT_UNKNOWN;
  index = (gint64) osr_zone_day_at (self->zone, from, NULL) - self->first_day;
  if (index < 0 || index + (days > 0) > self->n_days)
    return OSR_INSTANT_UNKNOWN;
  target = days > 0 ? self->working_before[index + 1] + (gint64) days - 1
                    : self->working_before[index] + (gint64) days;
  if (target < 0 || target >= self->n_working_days)
    return OSR_INSTANT_UNKNOWN;
  return self->intervals[self->first_of_day[self->working_days[target] + 1] - 1].end;
}
