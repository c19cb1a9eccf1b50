/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a deadline falls where it falls: the interval between its start and its due moment, told span
 * by span. The counted spans add up to the limit to the second. */
#include "core/derivation/osr-derivation.h"

static gint64
sum_counted (GArray *spans)
{
  gint64 sum = 0;

  for (guint i = 0; i < spans->len; i++) {
    const OsrSpan *span = &g_array_index (spans, OsrSpan, i);

    if (span->kind == OSR_SPAN_WORKING || span->kind == OSR_SPAN_CLOCK)
      sum += span->end - span->start;
  }
  return sum;
}

static int
count_working_days (OsrWorkTime *work_time, OsrInstant from, OsrInstant to)
{
  OsrZone *zone = osr_work_time_get_zone (work_time);
  OsrDay last = osr_zone_day_at (zone, to, NULL);
  int days = 0;

  for (OsrDay day = osr_zone_day_at (zone, from, NULL) + 1; day <= last; day++)
    days += osr_work_time_between (work_time, osr_zone_instant_at (zone, day, 0),
                                   osr_zone_instant_at (zone, day + 1, 0)) > 0;
  return days;
}

static GArray *
clock_span (OsrZone *zone, OsrInstant from, OsrInstant to)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (OsrSpan));
  OsrSpan span = { from, to, OSR_SPAN_CLOCK, osr_zone_day_at (zone, from, NULL),
                   osr_zone_day_at (zone, to, NULL) };

  g_array_append_val (spans, span);
  return spans;
}

static void
fill_spans (OsrDerivation *derivation, OsrWorkTime *work_time, OsrUnit unit)
{
  OsrInstant from = derivation->backwards ? derivation->due : derivation->start;
  OsrInstant to = derivation->backwards ? derivation->from : derivation->due;

  if (unit == OSR_UNIT_CLOCK_MINUTES)
    derivation->spans = clock_span (osr_work_time_get_zone (work_time), from, to);
  else
    derivation->spans = osr_work_time_spans (work_time, from, to);
  derivation->counted = sum_counted (derivation->spans);
  if (unit == OSR_UNIT_WORKING_DAYS)
    derivation->days =
        count_working_days (work_time, derivation->backwards ? from : derivation->from, to);
}

/* (nullable): the deadline that this one was counted back from. */
static const OsrDeadline *
counted_back_of (const OsrDeadline *deadline, GPtrArray *deadlines)
{
  const char *id = deadline->spec->before;

  if (id == NULL && deadline->shortened)
    id = deadline->spec->within;
  return osr_deadlines_find (deadlines, id, deadline->body);
}

/* Whether counting begins with the first working moment, and not with the start itself. */
static gboolean
starts_with_work (const OsrTimerSpec *spec)
{
  return spec->unit == OSR_UNIT_WORKING_MINUTES ||
         (spec->unit == OSR_UNIT_WORKING_DAYS && spec->day_start == OSR_DAY_START_WORKING);
}

OsrDerivation *
osr_deadline_explain (const OsrDeadline *deadline, GPtrArray *deadlines, OsrRegistry *registry)
{
  OsrWorkTime *work_time = osr_deadline_get_work_time (deadline, registry);
  OsrDerivation *derivation;

  if (deadline->due == OSR_INSTANT_UNKNOWN || work_time == NULL)
    return NULL;
  derivation = g_new0 (OsrDerivation, 1);
  derivation->deadline = deadline;
  derivation->work_time = osr_work_time_ref (work_time);
  derivation->start = deadline->start;
  derivation->due = deadline->due;
  derivation->parent = (OsrDeadline *) counted_back_of (deadline, deadlines);
  derivation->backwards = derivation->parent != NULL;
  if (derivation->backwards)
    derivation->from = deadline->limit;
  else if (!starts_with_work (deadline->spec))
    derivation->from = deadline->start;
  else
    derivation->from = osr_work_time_next (work_time, deadline->start);
  fill_spans (derivation, work_time, deadline->spec->unit);
  return derivation;
}

void
osr_derivation_free (OsrDerivation *derivation)
{
  if (derivation == NULL)
    return;
  g_clear_pointer (&derivation->spans, g_array_unref);
  g_clear_pointer (&derivation->work_time, osr_work_time_unref);
  g_free (derivation);
}
