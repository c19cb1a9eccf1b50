/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Months and quarters as spans of an office's days. */
#include "core/rating/osr-period.h"

#include <string.h>

#include "core/osr-error.h"

#define FIRST_YEAR 1971
#define LAST_YEAR  9998

static OsrDay
first_of_month (int year, int months)
{
  int count = year * 12 + months;

  return osr_day_from_ymd (count / 12, count % 12 + 1, 1);
}

static OsrPeriod
period_new (int year, int number, gboolean quarter, OsrZone *zone)
{
  int length = quarter ? 3 : 1;
  OsrPeriod period = { .quarter = quarter, .year = year, .number = number };

  period.first = first_of_month (year, (number - 1) * length);
  period.next = first_of_month (year, number * length);
  period.start = osr_zone_instant_at (zone, period.first, 0);
  period.end = osr_zone_instant_at (zone, period.next, 0);
  g_snprintf (period.id, sizeof period.id, quarter ? "%04d-Q%d" : "%04d-%02d", year, number);
  return period;
}

static int
read_digits (const char *text, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++) {
    if (!g_ascii_isdigit (text[i]))
      return -1;
    value = value * 10 + text[i] - '0';
  }
  return value;
}

gboolean
osr_period_parse (const char *text, OsrZone *zone, OsrPeriod *period, GError **error)
{
  gboolean quarter, shaped = text != NULL && strlen (text) == 7 && text[4] == '-';
  int year = shaped ? read_digits (text, 4) : -1;
  int number;

  quarter = shaped && text[5] == 'Q';
  number = !shaped ? -1 : quarter ? read_digits (text + 6, 1) : read_digits (text + 5, 2);
  if (year < FIRST_YEAR || year > LAST_YEAR || number < 1 || number > (quarter ? 4 : 12)) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "\"%s\" is no period: a quarter is written 2026-Q3, a month 2026-03",
                 text != NULL ? text : "");
    return FALSE;
  }
  *period = period_new (year, number, quarter, zone);
  return TRUE;
}

OsrPeriod
osr_period_at (OsrInstant instant, gboolean quarter, OsrZone *zone)
{
  int year, month, day;

  osr_day_to_ymd (osr_zone_day_at (zone, instant, NULL), &year, &month, &day);
  return period_new (year, quarter ? (month - 1) / 3 + 1 : month, quarter, zone);
}

OsrPeriod
osr_period_before (const OsrPeriod *period, OsrZone *zone)
{
  int last = period->quarter ? 4 : 12;

  return period->number > 1 ? period_new (period->year, period->number - 1, period->quarter, zone)
                            : period_new (period->year - 1, last, period->quarter, zone);
}

OsrPeriod
osr_period_after (const OsrPeriod *period, OsrZone *zone)
{
  int last = period->quarter ? 4 : 12;

  return period->number < last
             ? period_new (period->year, period->number + 1, period->quarter, zone)
             : period_new (period->year + 1, 1, period->quarter, zone);
}
