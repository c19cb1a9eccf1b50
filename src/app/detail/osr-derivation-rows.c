/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for the intervals of a derivation. What is counted was decided in core. */
#include "app/detail/osr-derivation-rows.h"

#include <glib/gi18n.h>

#include "app/shared/osr-time-text.h"

static void
row_free (gpointer data)
{
  OsrDerivationRow *row = data;

  g_free (row->when);
  g_free (row->what);
  g_free (row->amount);
  g_free (row);
}

char *
osr_derivation_amount (gint64 microseconds)
{
  gint64 seconds = microseconds / OSR_SECOND;
  GString *text = g_string_new (NULL);

  if (seconds >= 3600)
    g_string_append_printf (text, _ ("%d h"), (int) (seconds / 3600));
  if (seconds / 60 % 60 != 0) {
    if (text->len > 0)
      g_string_append_c (text, ' ');
    g_string_append_printf (text, _ ("%d min"), (int) (seconds / 60 % 60));
  }
  if (seconds % 60 != 0 || text->len == 0) {
    if (text->len > 0)
      g_string_append_c (text, ' ');
    g_string_append_printf (text, _ ("%d s"), (int) (seconds % 60));
  }
  return g_string_free (text, FALSE);
}

char *
osr_derivation_clock (OsrInstant instant, OsrZone *zone)
{
  gint32 seconds;

  osr_zone_day_at (zone, instant, &seconds);
  return seconds % 60 == 0 ? osr_time_text_clock (instant, zone)
                           : osr_time_text_clock_seconds (instant, zone);
}

/* "Fri 6 March": the weekday cut from the long form is not translatable, so dates are short. */
static char *
short_day (OsrDay day)
{
  static const char *const weekdays[] = { N_ ("Mon"), N_ ("Tue"), N_ ("Wed"), N_ ("Thu"),
                                          N_ ("Fri"), N_ ("Sat"), N_ ("Sun") };
  int year, month, of_month;

  osr_day_to_ymd (day, &year, &month, &of_month);
  /* Translators: weekday, day and month, e.g. "Fri 06.03". */
  return g_strdup_printf (_ ("%s %02d.%02d"), _ (weekdays[osr_day_weekday (day) - 1]), of_month,
                          month);
}

char *
osr_derivation_moment (OsrInstant instant, OsrZone *zone)
{
  g_autofree char *day = short_day (osr_zone_day_at (zone, instant, NULL));
  g_autofree char *clock = osr_derivation_clock (instant, zone);

  return g_strdup_printf ("%s %s", day, clock);
}

static char *
span_when (const OsrSpan *span, OsrZone *zone)
{
  g_autofree char *first = short_day (span->first_day);
  g_autofree char *last = short_day (span->last_day);
  g_autofree char *from = osr_derivation_clock (span->start, zone);
  g_autofree char *to = osr_derivation_clock (span->end, zone);
  OsrDay end_day = osr_zone_day_at (zone, span->end - OSR_SECOND, NULL);

  if (span->kind == OSR_SPAN_WEEKEND || span->kind == OSR_SPAN_HOLIDAY ||
      span->kind == OSR_SPAN_OFFICE_OFF)
    return span->first_day == span->last_day ? g_steal_pointer (&first)
                                             : g_strdup_printf ("%s – %s", first, last);
  if (end_day != osr_zone_day_at (zone, span->start, NULL)) {
    g_autofree char *end = osr_derivation_moment (span->end, zone);

    return g_strdup_printf ("%s %s – %s", first, from, end);
  }
  if (osr_zone_day_at (zone, span->end, NULL) != end_day)
    return g_strdup_printf ("%s %s–24:00", first, from);
  return g_strdup_printf ("%s %s–%s", first, from, to);
}

static char *
span_what (const OsrSpan *span, OsrProductionCalendar *calendar)
{
  const char *name = NULL;

  switch (span->kind) {
  case OSR_SPAN_WORKING:
    return g_strdup (_ ("working time"));
  case OSR_SPAN_BREAK:
    return g_strdup (_ ("lunch"));
  case OSR_SPAN_NIGHT:
    return g_strdup (_ ("outside working hours"));
  case OSR_SPAN_WEEKEND:
    return g_strdup (span->first_day == span->last_day ? _ ("day off") : _ ("days off"));
  case OSR_SPAN_CLOCK:
    return g_strdup (_ ("clock time"));
  case OSR_SPAN_OFFICE_OFF:
    return g_strdup (_ ("day off of this office"));
  case OSR_SPAN_UNKNOWN:
    return g_strdup (_ ("not covered by the production calendar"));
  case OSR_SPAN_HOLIDAY:
  default:
    break;
  }
  for (OsrDay day = span->first_day; name == NULL && day <= span->last_day; day++)
    name = osr_production_calendar_get_name (calendar, day);
  if (name == NULL)
    return g_strdup (_ ("day off by the production calendar"));
  return g_strdup_printf (_ ("day off: %s"), name);
}

static OsrDerivationRow *
row_new (const OsrSpan *span, OsrWorkTime *work_time)
{
  OsrDerivationRow *row = g_new0 (OsrDerivationRow, 1);

  row->when = span_when (span, osr_work_time_get_zone (work_time));
  row->what = span_what (span, osr_work_time_get_calendar (work_time));
  row->counted = span->kind == OSR_SPAN_WORKING || span->kind == OSR_SPAN_CLOCK;
  if (row->counted)
    row->amount = osr_derivation_amount (span->end - span->start);
  return row;
}

/* For limits in days: one row a day, the first not counted. */
static void
add_days (GPtrArray *rows, const OsrDerivation *derivation, OsrWorkTime *work_time)
{
  OsrZone *zone = osr_work_time_get_zone (work_time);
  OsrDay start_day = osr_zone_day_at (zone, derivation->from, NULL);
  OsrDay seen = G_MININT32;
  int counted = 0;

  for (guint i = 0; i < derivation->spans->len; i++) {
    const OsrSpan *span = &g_array_index (derivation->spans, OsrSpan, i);
    OsrDerivationRow *row;

    if (span->kind == OSR_SPAN_BREAK || span->kind == OSR_SPAN_NIGHT ||
        (span->kind == OSR_SPAN_WORKING && span->first_day == seen))
      continue;
    row = row_new (span, work_time);
    if (span->kind == OSR_SPAN_WORKING) {
      seen = span->first_day;
      g_clear_pointer (&row->amount, g_free);
      g_free (row->when);
      row->when = short_day (seen);
      row->counted = seen != start_day;
      g_free (row->what);
      row->what = row->counted ? g_strdup_printf (_ ("working day %d"), ++counted)
                               : g_strdup (_ ("the day it starts, not counted"));
    }
    g_ptr_array_add (rows, row);
  }
}

GPtrArray *
osr_derivation_rows_new (const OsrDerivation *derivation, OsrWorkTime *work_time)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  if (derivation->deadline->spec->unit == OSR_UNIT_WORKING_DAYS) {
    add_days (rows, derivation, work_time);
    return rows;
  }
  for (guint i = 0; i < derivation->spans->len; i++)
    g_ptr_array_add (rows, row_new (&g_array_index (derivation->spans, OsrSpan, i), work_time));
  return rows;
}

char *
osr_derivation_sum (const OsrDerivation *derivation)
{
  g_autofree char *amount = NULL;

  if (derivation->deadline->spec->unit == OSR_UNIT_WORKING_DAYS)
    return g_strdup_printf (ngettext ("%d working day, the whole limit",
                                      "%d working days, the whole limit", derivation->days),
                            derivation->days);
  amount = osr_derivation_amount (derivation->counted);
  if (derivation->deadline->spec->unit == OSR_UNIT_CLOCK_MINUTES)
    return g_strdup_printf (_ ("%s, the whole limit"), amount);
  return g_strdup_printf (_ ("%s of working time, the whole limit"), amount);
}
