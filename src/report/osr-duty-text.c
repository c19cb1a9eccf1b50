/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for duties. Where a text names no date nothing is counted down: it is only said whether the
 * thing was made. */
#include "report/osr-duty-text.h"

#include <glib/gi18n.h>

#include "report/osr-language.h"
#include "report/osr-time-text.h"

const char *
osr_duty_text_month (int month)
{
  /* Translators: a month by itself: "March 2026" */
  static const char *const months[] = {
    NC_ ("month", "January"), NC_ ("month", "February"), NC_ ("month", "March"),
    NC_ ("month", "April"),   NC_ ("month", "May"),      NC_ ("month", "June"),
    NC_ ("month", "July"),    NC_ ("month", "August"),   NC_ ("month", "September"),
    NC_ ("month", "October"), NC_ ("month", "November"), NC_ ("month", "December"),
  };

  return g_dpgettext2 (NULL, "month", months[CLAMP (month, 1, 12) - 1]);
}

char *
osr_duty_text_period (const OsrDuty *duty)
{
  OsrDay first, last;
  int year, month, day;

  if (duty->period == NULL || duty->zone == NULL)
    return g_strdup ("");
  first = osr_zone_day_at (duty->zone, duty->period_start, NULL);
  last = osr_zone_day_at (duty->zone, duty->period_end, NULL) - 1;
  osr_day_to_ymd (first, &year, &month, &day);
  if (duty->spec->every == OSR_EVERY_QUARTER)
    /* Translators: number of the quarter, and the year */
    return g_strdup_printf (_ ("quarter %1$d of %2$d"), (month - 1) / 3 + 1, year);
  if (duty->spec->every == OSR_EVERY_WEEK) {
    g_autofree char *from = osr_time_text_date (first);
    g_autofree char *to = osr_time_text_date (last);

    /* Translators: first and last day of a week */
    return g_strdup_printf (_ ("%1$s – %2$s"), from, to);
  }
  /* Translators: month and year */
  return g_strdup_printf (_ ("%1$s %2$d"), osr_duty_text_month (month), year);
}

/* A limit that ends with a day is of that day and not of the next one's midnight. */
static char *
moment (const OsrDuty *duty, OsrInstant instant, OsrInstant now)
{
  gint32 seconds = 1;

  if (duty->zone != NULL)
    osr_zone_day_at (duty->zone, instant, &seconds);
  if (seconds == 0)
    instant -= OSR_SECOND;
  return osr_time_text_moment (instant, now, duty->zone);
}

char *
osr_duty_text_due (const OsrDuty *duty, OsrInstant now)
{
  g_autofree char *text = NULL;

  if (osr_duty_is_at_once (duty))
    return g_strdup (_ ("at once"));
  if (duty->uncovered)
    return g_strdup (_ ("unknown: the calendar does not cover it"));
  if (duty->due == OSR_INSTANT_UNKNOWN)
    return g_strdup (_ ("no date is named"));
  text = moment (duty, duty->due, now);
  return g_strdup_printf (_ ("due %s"), text);
}

static char *
done_state (const OsrDuty *duty, OsrInstant now)
{
  g_autofree char *text = osr_time_text_moment (duty->done_at, now, duty->zone);

  if (duty->state == OSR_DUTY_LATE)
    /* Translators: when a duty was done after its limit */
    return g_strdup_printf (_ ("done late, %s"), text);
  /* Translators: when a duty was done */
  return g_strdup_printf (_ ("done %s"), text);
}

char *
osr_duty_text_state (const OsrDuty *duty, OsrInstant now)
{
  gint64 elapsed = osr_duty_elapsed (duty, now);

  if (duty->done_at != OSR_INSTANT_UNKNOWN)
    return done_state (duty, now);
  if (osr_duty_is_at_once (duty) && elapsed != OSR_INSTANT_UNKNOWN) {
    g_autofree char *amount = osr_time_text_amount (elapsed);

    /* Translators: how long something that is due at once has not been done: "not yet, for 25 min" */
    return g_strdup_printf (_ ("not yet, for %s"), amount);
  }
  if (duty->needed > 1)
    /* Translators: how often something was done, of how often it must be */
    return g_strdup_printf (duty->state == OSR_DUTY_LATE ? _ ("missed: %1$d of %2$d")
                                                         : _ ("%1$d of %2$d"),
                            (int) duty->count, (int) duty->needed);
  if (duty->state == OSR_DUTY_LATE)
    return g_strdup (_ ("missed, not yet made"));
  return g_strdup (_ ("not yet made"));
}

const char *
osr_duty_text_name (const OsrDuty *duty)
{
  return osr_language_text (&duty->spec->name);
}
