/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for the steps of a derivation. Dates are short where many stand below one another. */
#include "report/osr-derivation-text.h"

#include <glib/gi18n.h>

#include "report/osr-history-sentence.h"
#include "report/osr-language.h"
#include "report/osr-time-text.h"

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
osr_derivation_text_amount (gint64 seconds)
{
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

/* "9:58:12", seconds only when there are some. */
static char *
clock_of (OsrInstant instant, OsrZone *zone)
{
  gint32 seconds;

  osr_zone_day_at (zone, instant, &seconds);
  return seconds % 60 == 0 ? osr_time_text_clock (instant, zone)
                           : osr_time_text_clock_seconds (instant, zone);
}

/* "Friday, 6 March, 14:24". */
static char *
long_moment (OsrInstant instant, OsrZone *zone)
{
  g_autofree char *day = osr_time_text_date (osr_zone_day_at (zone, instant, NULL));
  g_autofree char *clock = clock_of (instant, zone);

  return g_strdup_printf (_ ("%1$s, %2$s"), day, clock);
}

/* "Fri 06.03": the weekday cut from the long form is not translatable. */
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

static char *
days_of (const OsrInterval *interval)
{
  g_autofree char *first = short_day (interval->first_day);
  g_autofree char *last = short_day (interval->last_day);

  if (interval->first_day == interval->last_day)
    return g_steal_pointer (&first);
  return g_strdup_printf ("%s – %s", first, last);
}

static gboolean
is_of_whole_days (const OsrInterval *interval)
{
  return interval->reason == OSR_REASON_DAY_OFF || interval->reason == OSR_REASON_HOLIDAY ||
         interval->reason == OSR_REASON_OFFICE_OFF || interval->reason == OSR_REASON_WORKING_DAY ||
         interval->reason == OSR_REASON_START_DAY;
}

static char *
when_of (const OsrInterval *interval, OsrZone *zone)
{
  OsrDay first = osr_zone_day_at (zone, interval->from, NULL);
  OsrDay last = osr_zone_day_at (zone, interval->to - OSR_SECOND, NULL);
  g_autofree char *day = short_day (first);
  g_autofree char *from = clock_of (interval->from, zone);
  g_autofree char *to = clock_of (interval->to, zone);

  if (is_of_whole_days (interval))
    return days_of (interval);
  if (last != first) {
    g_autofree char *last_day = short_day (osr_zone_day_at (zone, interval->to, NULL));

    return g_strdup_printf ("%s %s – %s %s", day, from, last_day, to);
  }
  if (osr_zone_day_at (zone, interval->to, NULL) != last)
    return g_strdup_printf ("%s %s–24:00", day, from);
  return g_strdup_printf ("%s %s–%s", day, from, to);
}

static char *
what_of (const OsrInterval *interval)
{
  switch (interval->reason) {
  case OSR_REASON_WORKING_TIME:
    return g_strdup (_ ("working time"));
  case OSR_REASON_CLOCK_TIME:
    return g_strdup (_ ("clock time"));
  case OSR_REASON_WORKING_DAY:
    return g_strdup_printf (_ ("working day %d"), interval->day);
  case OSR_REASON_BREAK:
    return g_strdup (_ ("lunch"));
  case OSR_REASON_OUTSIDE_HOURS:
    return g_strdup (_ ("outside working hours"));
  case OSR_REASON_DAY_OFF:
    return g_strdup (interval->first_day == interval->last_day ? _ ("day off") : _ ("days off"));
  case OSR_REASON_OFFICE_OFF:
    return g_strdup (_ ("day off of this office"));
  case OSR_REASON_NOT_COVERED:
    return g_strdup (_ ("not covered by the production calendar"));
  case OSR_REASON_START_DAY:
    return g_strdup (_ ("the day it starts, not counted"));
  case OSR_REASON_HOLIDAY:
  default:
    if (interval->name == NULL)
      return g_strdup (_ ("day off by the production calendar"));
    return g_strdup_printf (_ ("day off: %s"), interval->name);
  }
}

/* Of a day the number says it all; of the day it starts the words do. */
static char *
amount_of (const OsrInterval *interval)
{
  if (interval->reason == OSR_REASON_WORKING_DAY || interval->reason == OSR_REASON_START_DAY)
    return NULL;
  if (!interval->counted)
    return g_strdup (_ ("not counted"));
  return osr_derivation_text_amount (interval->seconds);
}

GPtrArray *
osr_derivation_text_rows (const OsrDerivation *derivation)
{
  g_autoptr (GArray) intervals = osr_derivation_dup_intervals (derivation);
  OsrZone *zone = osr_work_time_get_zone (derivation->work_time);
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  for (guint i = 0; i < intervals->len; i++) {
    const OsrInterval *interval = &g_array_index (intervals, OsrInterval, i);
    OsrDerivationRow *row = g_new0 (OsrDerivationRow, 1);

    row->when = when_of (interval, zone);
    row->what = what_of (interval);
    row->amount = amount_of (interval);
    row->counted = interval->counted;
    g_ptr_array_add (rows, row);
  }
  return rows;
}

char *
osr_derivation_text_sum (const OsrDerivation *derivation)
{
  g_autofree char *amount = NULL;

  if (derivation->deadline->spec->unit == OSR_UNIT_WORKING_DAYS)
    return g_strdup_printf (ngettext ("%d working day, the whole limit",
                                      "%d working days, the whole limit", derivation->days),
                            derivation->days);
  amount = osr_derivation_text_amount (derivation->counted / OSR_SECOND);
  if (derivation->deadline->spec->unit == OSR_UNIT_CLOCK_MINUTES)
    return g_strdup_printf (_ ("%s, the whole limit"), amount);
  return g_strdup_printf (_ ("%s of working time, the whole limit"), amount);
}

char *
osr_derivation_text_heading (const OsrDeadline *deadline)
{
  return g_strdup_printf (_ ("Limit: %s"), osr_time_text_timer (deadline->spec));
}

char *
osr_derivation_text_clause (const OsrDeadline *deadline)
{
  return g_strdup_printf (_ ("Clause %s"), deadline->spec->clause);
}

char *
osr_derivation_text_readings (const OsrDeadline *deadline)
{
  GPtrArray *ids = deadline->spec->readings;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++) {
    const OsrReading *reading = osr_regulation_find_reading (deadline->regulation, ids->pdata[i]);

    if (reading != NULL)
      g_string_append_printf (text, "\n%s %s", osr_language_text (&reading->question),
                              osr_language_text (&osr_reading_get_chosen (reading)->text));
  }
  if (text->len == 0)
    return NULL;
  /* Translators: how the program counts what the clause leaves open; lines with question and answer
   * follow */
  return g_strconcat (_ ("How it is counted:"), text->str, NULL);
}

char *
osr_derivation_text_start (const OsrDerivation *derivation, OsrCase *c, OsrRegistry *registry)
{
  OsrZone *zone = osr_work_time_get_zone (derivation->work_time);
  g_autoptr (OsrHistorySentence) sentence = NULL;
  g_autofree char *moment = NULL;

  if (derivation->backwards) {
    moment = long_moment (derivation->from, zone);
    return g_strdup_printf (_ ("Counted back from another limit: %s, %s"),
                            osr_time_text_timer (derivation->parent->spec), moment);
  }
  moment = long_moment (derivation->start, zone);
  if (derivation->deadline->start_index >= c->events->len)
    return g_steal_pointer (&moment);
  sentence = osr_history_sentence_new (c, derivation->deadline->start_index, NULL, registry);
  return g_strdup_printf (_ ("Counted from: %s%s, %s"), sentence->lead,
                          sentence->rest != NULL ? sentence->rest : "", moment);
}

char *
osr_derivation_text_result (const OsrDeadline *deadline, OsrRegistry *registry)
{
  OsrWorkTime *work_time = osr_deadline_get_work_time (deadline, registry);

  if (deadline->due != OSR_INSTANT_UNKNOWN && work_time != NULL)
    return long_moment (deadline->due, osr_work_time_get_zone (work_time));
  return g_strdup (deadline->spec->unit == OSR_UNIT_AT_ONCE
                       ? _ ("At once: the regulation names no amount of time")
                       : _ ("Not known: the production calendar does not cover these days"));
}
