/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and kind of a limit's mark. Where it stands is left to the axis. */
#include "app/detail/osr-time-mark.h"

#include <glib/gi18n.h>

#include "report/osr-time-text.h"

static void
mark_free (gpointer data)
{
  OsrTimeMark *mark = data;

  g_free (mark->text);
  g_free (mark);
}

OsrMarkKind
osr_time_mark_kind (const OsrDeadline *deadline, const OsrDeadline *pressing, OsrInstant now)
{
  gboolean late = osr_deadline_is_late (deadline, now);

  if (deadline->state == OSR_DEADLINE_MET)
    return late ? OSR_MARK_MET_LATE : OSR_MARK_MET;
  if (late)
    return OSR_MARK_OVERDUE;
  return deadline == pressing ? OSR_MARK_PRESSING : OSR_MARK_AHEAD;
}

/* "14:24" on the day of @now, "Tue 9:24" on another. */
static char *
short_moment (OsrInstant instant, OsrInstant now, OsrZone *zone)
{
  static const char *const weekdays[] = { N_ ("Mon"), N_ ("Tue"), N_ ("Wed"), N_ ("Thu"),
                                          N_ ("Fri"), N_ ("Sat"), N_ ("Sun") };
  OsrDay day = osr_zone_day_at (zone, instant, NULL);
  OsrDay today = osr_zone_day_at (zone, now, NULL);
  g_autofree char *clock = osr_time_text_clock (instant, zone);
  int year, month, day_of_month;

  if (day == today)
    return g_steal_pointer (&clock);
  if (ABS (day - today) < 7)
    return g_strdup_printf ("%s %s", _ (weekdays[osr_day_weekday (day) - 1]), clock);
  osr_day_to_ymd (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%02d.%02d %s", day_of_month, month, clock);
}

static char *
mark_text (const OsrDeadline *deadline, OsrMarkKind kind, OsrInstant at, OsrInstant now,
           OsrZone *zone)
{
  g_autofree char *moment = short_moment (at, now, zone);
  const char *timer = osr_time_text_timer (deadline->spec);

  switch (kind) {
  case OSR_MARK_MET:
    /* Translators: a limit that was kept: its name and the moment, e.g. "✓ routing 9:45". */
    return g_strdup_printf (_ ("✓ %s %s"), timer, moment);
  case OSR_MARK_MET_LATE:
    /* Translators: a limit met too late, e.g. "✗ routing 10:15, late". */
    return g_strdup_printf (_ ("✗ %s %s, late"), timer, moment);
  case OSR_MARK_OVERDUE:
    /* Translators: a limit that has passed, e.g. "! draft was due 14:24". */
    return g_strdup_printf (_ ("! %s was due %s"), timer, moment);
  case OSR_MARK_AHEAD:
  case OSR_MARK_PRESSING:
  default:
    /* Translators: a limit ahead, e.g. "draft by 14:24". */
    return g_strdup_printf (_ ("%s by %s"), timer, moment);
  }
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const OsrTimeMark *first = *(OsrTimeMark *const *) a;
  const OsrTimeMark *second = *(OsrTimeMark *const *) b;

  return (first->at > second->at) - (first->at < second->at);
}

GPtrArray *
osr_time_marks_new (GPtrArray *deadlines, const OsrDeadline *pressing, OsrInstant now,
                    OsrZone *zone)
{
  GPtrArray *marks = g_ptr_array_new_with_free_func (mark_free);

  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];
    OsrMarkKind kind = osr_time_mark_kind (deadline, pressing, now);
    OsrInstant at = deadline->state == OSR_DEADLINE_MET ? deadline->met_at : deadline->due;
    OsrTimeMark *mark;

    /* A right that was not used up, or has passed, says nothing once it no longer runs. */
    if (deadline->spec->optional && kind != OSR_MARK_AHEAD && kind != OSR_MARK_PRESSING)
      continue;
    if (deadline->state == OSR_DEADLINE_REMOVED || at == OSR_INSTANT_UNKNOWN)
      continue;
    mark = g_new0 (OsrTimeMark, 1);
    mark->kind = kind;
    mark->at = at;
    mark->text = mark_text (deadline, kind, at, now, zone);
    g_ptr_array_add (marks, mark);
  }
  g_ptr_array_sort (marks, compare_marks);
  return marks;
}
