/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time between two moments told to a person: what was worked, and what was not and why. */
#include "core/time/osr-work-time-private.h"

#define DAY (24 * OSR_HOUR)

typedef struct {
  OsrWorkTime *work_time;
  GArray *spans;
} Teller;

static gboolean
is_day_off (OsrSpanKind kind)
{
  return kind == OSR_SPAN_WEEKEND || kind == OSR_SPAN_HOLIDAY || kind == OSR_SPAN_OFFICE_OFF ||
         kind == OSR_SPAN_UNKNOWN;
}

static OsrSpan *
last_span (GArray *spans)
{
  return spans->len > 0 ? &g_array_index (spans, OsrSpan, spans->len - 1) : NULL;
}

/* Consecutive days off of one kind are told as one span; so are the two halves of a night. */
static void
tell (Teller *teller, OsrInstant start, OsrInstant end, OsrSpanKind kind)
{
  OsrSpan *last = last_span (teller->spans);
  OsrZone *zone = teller->work_time->zone;
  OsrSpan span = { start, end, kind, 0, 0 };

  if (end <= start)
    return;
  span.first_day = osr_zone_day_at (zone, start, NULL);
  span.last_day = osr_zone_day_at (zone, end - 1, NULL);
  if (last != NULL && last->kind == kind && (is_day_off (kind) || kind == OSR_SPAN_NIGHT)) {
    last->end = end;
    last->last_day = span.last_day;
    return;
  }
  g_array_append_val (teller->spans, span);
}

static OsrSpanKind
kind_of_day_off (OsrWorkTime *self, OsrDay day)
{
  switch (osr_work_time_get_day_kind (self, day)) {
  case OSR_DAY_HOLIDAY:
  case OSR_DAY_MOVED_OFF:
  case OSR_DAY_REGIONAL_OFF:
  case OSR_DAY_DECREE_OFF:
    return OSR_SPAN_HOLIDAY;
  case OSR_DAY_OFFICE_OFF:
    return OSR_SPAN_OFFICE_OFF;
  case OSR_DAY_NOT_COVERED:
    return OSR_SPAN_UNKNOWN;
  default:
    return OSR_SPAN_WEEKEND;
  }
}

/* The idle time of one civil day between two of its moments. */
static void
tell_idle_day (Teller *teller, OsrDay day, OsrInstant from, OsrInstant to)
{
  OsrWorkTime *self = teller->work_time;
  gint64 index = (gint64) day - self->first_day;
  guint first = 0, after = 0;
  OsrInstant opens, closes;

  if (index >= 0 && index < self->n_days) {
    first = self->first_of_day[index];
    after = self->first_of_day[index + 1];
  }
  if (first == after) {
    tell (teller, from, to, kind_of_day_off (self, day));
    return;
  }
  opens = self->intervals[first].start;
  closes = self->intervals[after - 1].end;
  tell (teller, from, to, from >= opens && to <= closes ? OSR_SPAN_BREAK : OSR_SPAN_NIGHT);
}

/* Where clocks go back over midnight, a moment may lie on a day whose first end is already past. */
static void
tell_idle (Teller *teller, OsrInstant from, OsrInstant to)
{
  OsrZone *zone = teller->work_time->zone;

  while (from < to) {
    OsrDay day = osr_zone_day_at (zone, from, NULL);
    OsrInstant midnight = osr_zone_instant_at (zone, day + 1, 0);
    OsrInstant end = MIN (to, midnight > from ? midnight : from + DAY);

    tell_idle_day (teller, day, from, end);
    from = end;
  }
}

GArray *
osr_work_time_spans (OsrWorkTime *self, OsrInstant from, OsrInstant to)
{
  Teller teller = { self, g_array_new (FALSE, FALSE, sizeof (OsrSpan)) };
  guint index = osr_work_time_find (self, from);

  for (; index < self->n && from < to; index++) {
    const OsrWorkInterval *interval = &self->intervals[index];

    tell_idle (&teller, from, MIN (interval->start, to));
    from = MAX (from, interval->start);
    tell (&teller, from, MIN (interval->end, to), OSR_SPAN_WORKING);
    from = MAX (from, MIN (interval->end, to));
  }
  tell_idle (&teller, from, to);
  return teller.spans;
}
