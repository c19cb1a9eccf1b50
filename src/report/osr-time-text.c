/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times in words. The words are the program's own and not the C library's, since the language of the
 * program and that of LC_TIME may differ; amounts are rounded down, so that nothing is promised
 * that is no longer there. How it looks is left to the widgets. */
#include "report/osr-time-text.h"

#include <glib/gi18n.h>

#include "core/duties/osr-warning.h"
#include "report/osr-language.h"

/* Below this, seconds are shown. */
#define SECONDS_BELOW (10 * OSR_MINUTE)
/* Above this the moment says more than the hours: a working day. */
#define MOMENT_ABOVE (8 * OSR_HOUR)

static const char *const weekdays[] = {
  N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
  N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday"),
};

static const char *const short_weekdays[] = {
  N_ ("Mon"), N_ ("Tue"), N_ ("Wed"), N_ ("Thu"), N_ ("Fri"), N_ ("Sat"), N_ ("Sun"),
};

static const char *
weekday_name (OsrDay day)
{
  return _ (weekdays[osr_day_weekday (day) - 1]);
}

static const char *
short_weekday_name (OsrDay day)
{
  return _ (short_weekdays[osr_day_weekday (day) - 1]);
}

/* The month as it stands after a day's number. */
static const char *
month_name (int month)
{
  /* Translators: in the form that follows the number of the day: "6 March" */
  static const char *const months[] = {
    NC_ ("after a day", "January"),   NC_ ("after a day", "February"),
    NC_ ("after a day", "March"),     NC_ ("after a day", "April"),
    NC_ ("after a day", "May"),       NC_ ("after a day", "June"),
    NC_ ("after a day", "July"),      NC_ ("after a day", "August"),
    NC_ ("after a day", "September"), NC_ ("after a day", "October"),
    NC_ ("after a day", "November"),  NC_ ("after a day", "December"),
  };

  return g_dpgettext2 (NULL, "after a day", months[CLAMP (month, 1, 12) - 1]);
}

static OsrZone *
get_zone (const OsrDeadline *deadline, OsrRegistry *registry)
{
  OsrWorkTime *work_time = osr_deadline_get_work_time (deadline, registry);

  return work_time != NULL ? osr_work_time_get_zone (work_time) : NULL;
}

static OsrDay
day_at (OsrInstant instant, OsrZone *zone, gint32 *seconds)
{
  gint64 whole = instant / OSR_SECOND;
  gint64 day;

  if (zone != NULL)
    return osr_zone_day_at (zone, instant, seconds);
  day = whole / 86400 - (whole % 86400 < 0 ? 1 : 0);
  *seconds = (gint32) (whole - day * 86400);
  return (OsrDay) day;
}

char *
osr_time_text_clock (OsrInstant instant, OsrZone *zone)
{
  gint32 seconds = 0;

  day_at (instant, zone, &seconds);
  return g_strdup_printf ("%d:%02d", seconds / 3600, seconds / 60 % 60);
}

char *
osr_time_text_clock_seconds (OsrInstant instant, OsrZone *zone)
{
  gint32 seconds = 0;

  day_at (instant, zone, &seconds);
  return g_strdup_printf ("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

char *
osr_time_text_day (OsrDay day)
{
  int year, month, day_of_month;

  osr_day_to_ymd (day, &year, &month, &day_of_month);
  /* Translators: weekday, day of the month, month, year: "Friday, 6 March 2026" */
  return g_strdup_printf (_ ("%1$s, %2$d %3$s %4$d"), weekday_name (day), day_of_month,
                          month_name (month), year);
}

char *
osr_time_text_date (OsrDay day)
{
  int year, month, day_of_month;

  osr_day_to_ymd (day, &year, &month, &day_of_month);
  /* Translators: weekday, day of the month, month: "Friday, 6 March" */
  return g_strdup_printf (_ ("%1$s, %2$d %3$s"), weekday_name (day), day_of_month,
                          month_name (month));
}

char *
osr_time_text_day_of_month (OsrDay day)
{
  int year, month, day_of_month;

  osr_day_to_ymd (day, &year, &month, &day_of_month);
  /* Translators: day of the month, month: "6 March" */
  return g_strdup_printf (_ ("%1$d %2$s"), day_of_month, month_name (month));
}

char *
osr_time_text_full (OsrInstant instant, OsrZone *zone)
{
  gint32 seconds = 0;
  g_autofree char *day = osr_time_text_day (day_at (instant, zone, &seconds));
  g_autofree char *clock = osr_time_text_clock (instant, zone);

  /* Translators: a day and a time: "Friday, 6 March 2026, 10:12" */
  return g_strdup_printf (_ ("%1$s, %2$s"), day, clock);
}

static char *
far_moment (OsrDay day, OsrDay today, const char *clock)
{
  int year, month, day_of_month, this_year, unused;

  osr_day_to_ymd (day, &year, &month, &day_of_month);
  osr_day_to_ymd (today, &this_year, &unused, &unused);
  if (year != this_year)
    /* Translators: day of the month, month, year, time: "6 March 2025 11:20" */
    return g_strdup_printf (_ ("%1$d %2$s %3$d %4$s"), day_of_month, month_name (month), year,
                            clock);
  /* Translators: short weekday, day of the month, month, time: "Tue 10 March 11:20" */
  return g_strdup_printf (_ ("%1$s %2$d %3$s %4$s"), short_weekday_name (day), day_of_month,
                          month_name (month), clock);
}

char *
osr_time_text_moment (OsrInstant instant, OsrInstant now, OsrZone *zone)
{
  gint32 seconds = 0;
  OsrDay day, today;
  g_autofree char *clock = NULL;

  if (instant == OSR_INSTANT_UNKNOWN)
    return g_strdup (_ ("at an unknown time"));

  day = day_at (instant, zone, &seconds);
  today = day_at (now, zone, &seconds);
  clock = osr_time_text_clock (instant, zone);
  if (day == today)
    return g_strdup_printf (_ ("today %s"), clock);
  if (day == today + 1)
    return g_strdup_printf (_ ("tomorrow %s"), clock);
  if (day == today - 1)
    return g_strdup_printf (_ ("yesterday %s"), clock);
  return far_moment (day, today, clock);
}

char *
osr_time_text_amount (gint64 microseconds)
{
  const gint64 amount = ABS (microseconds);
  const int hours = (int) (amount / OSR_HOUR);
  const int minutes = (int) (amount / OSR_MINUTE % 60);
  const int seconds = (int) (amount / OSR_SECOND % 60);

  if (hours > 0 && minutes == 0)
    return g_strdup_printf (_ ("%d h"), hours);
  if (hours > 0)
    return g_strdup_printf (_ ("%1$d h %2$d min"), hours, minutes);
  if (amount >= SECONDS_BELOW || (minutes > 0 && seconds == 0))
    return g_strdup_printf (_ ("%d min"), minutes);
  if (minutes > 0)
    return g_strdup_printf (_ ("%1$d min %2$d s"), minutes, seconds);
  return g_strdup_printf (_ ("%d s"), seconds);
}

/* Hours and minutes "3:12", or minutes and seconds with primes, which no one takes for hours. */
static char *
countdown (gint64 amount)
{
  if (amount < SECONDS_BELOW)
    return g_strdup_printf ("%d′%02d″", (int) (amount / OSR_MINUTE),
                            (int) (amount / OSR_SECOND % 60));
  return g_strdup_printf ("%d:%02d", (int) (amount / OSR_HOUR), (int) (amount / OSR_MINUTE % 60));
}

static char *
short_moment (OsrInstant instant, OsrInstant now, OsrZone *zone)
{
  gint32 seconds = 0;
  const OsrDay day = day_at (instant, zone, &seconds);
  const OsrDay today = day_at (now, zone, &seconds);
  g_autofree char *clock = osr_time_text_clock (instant, zone);
  int year, month, day_of_month;

  if (day == today)
    return g_strdup_printf (_ ("today %s"), clock);
  /* Translators: short weekday and time: "Tue 11:20" */
  if (day > today && day < today + 7)
    return g_strdup_printf (_ ("%1$s %2$s"), short_weekday_name (day), clock);
  osr_day_to_ymd (day, &year, &month, &day_of_month);
  /* Translators: day of the month and month: "10 March" */
  return g_strdup_printf (_ ("%1$d %2$s"), day_of_month, month_name (month));
}

/* Overdue by more than a working day, hours say nothing any more: since when it is. */
static char *
late_since (OsrInstant due, OsrInstant now, OsrZone *zone)
{
  gint32 seconds = 0;
  const OsrDay day = day_at (due, zone, &seconds);
  const OsrDay today = day_at (now, zone, &seconds);
  int year, month, day_of_month;

  if (today - day < 7)
    /* Translators: a short weekday: "late since Fri" */
    return g_strdup_printf (_ ("late since %s"), short_weekday_name (day));
  osr_day_to_ymd (day, &year, &month, &day_of_month);
  /* Translators: day of the month and month: "late since 10 March" */
  return g_strdup_printf (_ ("late since %1$d %2$s"), day_of_month, month_name (month));
}

char *
osr_time_text_pill (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now)
{
  const gint64 remaining = osr_deadline_remaining (deadline, registry, now);
  g_autofree char *text = NULL;

  if (deadline->spec->unit == OSR_UNIT_AT_ONCE)
    return g_strdup (_ ("at once"));
  if (remaining == OSR_INSTANT_UNKNOWN)
    return g_strdup (_ ("unknown"));
  if (remaining > MOMENT_ABOVE)
    return short_moment (deadline->due, now, get_zone (deadline, registry));
  if (osr_deadline_is_late (deadline, now) && -remaining > MOMENT_ABOVE)
    return late_since (deadline->due, now, get_zone (deadline, registry));
  text = countdown (ABS (remaining));
  if (osr_deadline_is_late (deadline, now))
    return g_strdup_printf (_ ("late %s"), text);
  return g_steal_pointer (&text);
}

const char *
osr_time_text_timer (const OsrTimerSpec *spec)
{
  return osr_language_text (&spec->name);
}

const char *
osr_time_text_timer_long (const OsrTimerSpec *spec)
{
  const char *until = osr_language_text (&spec->until);

  return until != NULL ? until : _ ("until the limit");
}

const char *
osr_time_text_class (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now,
                     gboolean mine)
{
  const gint64 remaining = osr_deadline_remaining (deadline, registry, now);

  if (!mine || deadline->state != OSR_DEADLINE_OPEN)
    return "elsewhere";
  if (deadline->spec->unit == OSR_UNIT_AT_ONCE)
    return "urgent";
  if (remaining == OSR_INSTANT_UNKNOWN)
    return "elsewhere";
  if (osr_deadline_is_late (deadline, now))
    return deadline->spec->optional ? "elsewhere" : "late";
  if (remaining > MOMENT_ABOVE)
    return "elsewhere";
  switch (osr_warning_nearness (deadline, registry, now)) {
  case OSR_NEARNESS_URGENT:
    return "urgent";
  case OSR_NEARNESS_SOON:
    return "soon";
  default:
    return "calm";
  }
}

OsrInstant
osr_time_text_next_change (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now)
{
  const gint64 remaining = osr_deadline_remaining (deadline, registry, now);
  OsrWorkTime *work_time = osr_deadline_get_work_time (deadline, registry);
  gint64 step;

  if (deadline->state != OSR_DEADLINE_OPEN || remaining == OSR_INSTANT_UNKNOWN)
    return OSR_INSTANT_UNKNOWN;
  if (deadline->spec->unit != OSR_UNIT_CLOCK_MINUTES && work_time != NULL &&
      !osr_work_time_is_working (work_time, now))
    return osr_work_time_next (work_time, now);

  step = ABS (remaining) < SECONDS_BELOW ? OSR_SECOND : OSR_MINUTE;
  if (remaining < 0)
    return now + step - (-remaining % step);
  return now + remaining % step + 1;
}
