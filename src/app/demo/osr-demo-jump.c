/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the moments at which limits visibly pause and go on. Moving the clock is the office's. */
#include "app/demo/osr-demo-jump.h"

/* Longer than any row of days off. */
#define LOOK_AHEAD (16 * 24 * OSR_HOUR)

static OsrInstant
find_end_of_break (OsrWorkTime *work_time, OsrInstant now)
{
  g_autoptr (GArray) spans = osr_work_time_spans (work_time, now, now + LOOK_AHEAD);

  for (guint i = 0; i < spans->len; i++) {
    const OsrSpan *span = &g_array_index (spans, OsrSpan, i);

    if (span->kind == OSR_SPAN_BREAK && span->end > now)
      return span->end;
  }
  return OSR_INSTANT_UNKNOWN;
}

static OsrInstant
find_morning (OsrWorkTime *work_time, OsrInstant now)
{
  OsrZone *zone = osr_work_time_get_zone (work_time);
  const OsrDay tomorrow = osr_zone_day_at (zone, now, NULL) + 1;

  return osr_work_time_next (work_time, osr_zone_instant_at (zone, tomorrow, 0));
}

OsrInstant
osr_demo_jump_target (OsrWorkTime *work_time, OsrInstant now, const char *jump)
{
  if (g_str_equal (jump, "later"))
    return now + 30 * OSR_MINUTE;
  if (g_str_equal (jump, "lunch"))
    return find_end_of_break (work_time, now);
  if (g_str_equal (jump, "morning"))
    return find_morning (work_time, now);
  return OSR_INSTANT_UNKNOWN;
}
