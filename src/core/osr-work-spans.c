/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time between two moments told to a person: what was worked, and what was not and why. */
#include "core/osr-work-time-private.h"

typedef struct {
  OsrWorkTime *work_time;
  GArray *spans;
} Teller;

static gboolean
is_day_off (OsrSpanKind kind)
{
  return kind == OSR_SPAN_WEEKEND || kind == OSR_SPAN_HOLIDAY;
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
  OsrDayKind kind = osr_production_calendar_get_kind (self->calendar, day);

  return kind == OSR_DAY_ORDINARY || kind == OSR_DAY_SHORTENED ? OSR_SPAN_WEEKEND
                                                               : OSR_SPAN_HOLIDAY;
}

/* The idle time of one civil day between two of its moments. */
static void
tell_idle_day (Teller *teller, OsrDay day, OsrInstant from, OsrInstant to)
{
  OsrWorkTime *self = teller->work_time;
  OsrInstant midnight = osr_zone_instant_at (self->zone, day, 0);
  OsrInstant next = osr_zone_instant_at (self->zone, day + 1, 0);
  guint first = osr_work_time_find (self, midnight);
  guint after = osr_work_time_find (self, next);
  OsrInstant opens, closes;

  if (first == after) {
    tell (teller, from, to, kind_of_day_off (self, day));
    return;
  }
  opens = g_array_index (self->intervals, OsrWorkInterval, first).start;
  closes = g_array_index (self->intervals, OsrWorkInterval, after - 1).end;
  tell (teller, from, to, from >= opens && to <= closes ? OSR_SPAN_BREAK : OSR_SPAN_NIGHT);
}

static void
tell_idle (Teller *teller, OsrInstant from, OsrInstant to)
{
  OsrZone *zone = teller->work_time->zone;

  while (from < to) {
    OsrDay day = osr_zone_day_at (zone, from, NULL);
    OsrInstant end = MIN (to, osr_zone_instant_at (zone, day + 1, 0));

    tell_idle_day (teller, day, from, end);
    from = end;
  }
}

GArray *
osr_work_time_spans (OsrWorkTime *self, OsrInstant from, OsrInstant to)
{
  Teller teller = { self, g_array_new (FALSE, FALSE, sizeof (OsrSpan)) };
  guint index = osr_work_time_find (self, from);

  for (; index < self->intervals->len && from < to; index++) {
    const OsrWorkInterval *interval = &g_array_index (self->intervals, OsrWorkInterval, index);

    tell_idle (&teller, from, MIN (interval->start, to));
    from = MAX (from, interval->start);
    tell (&teller, from, MIN (interval->end, to), OSR_SPAN_WORKING);
    from = MAX (from, MIN (interval->end, to));
  }
  tell_idle (&teller, from, to);
  return teller.spans;
}
