/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and writing moments and days; arithmetic over working time is in osr-work-time.c. */
#include "core/time/osr-instant.h"

#include <stdio.h>

#define MAX_DURATION (100 * 366 * 24 * OSR_HOUR)

OsrInstant
osr_instant_parse (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  if (date == NULL)
    return OSR_INSTANT_UNKNOWN;
  return g_date_time_to_unix (date) * OSR_SECOND + g_date_time_get_microsecond (date);
}

static void
append_offset (GString *text, gint32 offset)
{
  int minutes = ABS (offset) / 60;

  g_string_append_printf (text, "%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

char *
osr_instant_format (OsrInstant instant, OsrZone *zone)
{
  static const OsrZoneTransition utc = { G_MININT64, 0 };
  g_autoptr (OsrZone) used = zone != NULL ? osr_zone_ref (zone) : osr_zone_new ("UTC", &utc, 1);
  GString *text = g_string_new (NULL);
  gint64 fraction = ((instant % OSR_SECOND) + OSR_SECOND) % OSR_SECOND;
  gint32 s;
  int year, month, day;

  osr_day_to_ymd (osr_zone_day_at (used, instant, &s), &year, &month, &day);
  g_string_printf (text, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, s / 3600, s / 60 % 60,
                   s % 60);
  if (fraction != 0)
    g_string_append_printf (text, ".%06" G_GINT64_FORMAT, fraction);
  if (zone == NULL)
    g_string_append_c (text, 'Z');
  else
    append_offset (text, osr_zone_get_offset (zone, instant));
  return g_string_free (text, FALSE);
}

/* One part, "30M": its unit must come after the one before it. */
static const char *
read_part (const char *text, guint *next_unit, gint64 *amount)
{
  static const char units[] = "HMS";
  static const gint64 sizes[] = { OSR_HOUR, OSR_MINUTE, OSR_SECOND };
  guint64 number;
  char *end;

  if (!g_ascii_isdigit (*text))
    return NULL;
  number = g_ascii_strtoull (text, &end, 10);
  while (*next_unit < G_N_ELEMENTS (sizes) && units[*next_unit] != *end)
    (*next_unit)++;
  if (*next_unit == G_N_ELEMENTS (sizes) || number > (guint64) (MAX_DURATION / sizes[*next_unit]))
    return NULL;
  *amount += (gint64) number * sizes[(*next_unit)++];
  return end + 1;
}

gboolean
osr_duration_parse (const char *text, gint64 *amount)
{
  guint next_unit = 0;
  gboolean negative = text != NULL && *text == '-';
  gint64 sum = 0;

  if (text == NULL || !g_str_has_prefix (text + negative, "PT"))
    return FALSE;
  text += negative + 2;
  do {
    text = read_part (text, &next_unit, &sum);
    if (text == NULL || sum > MAX_DURATION)
      return FALSE;
  } while (*text != '\0');
  *amount = negative ? -sum : sum;
  return TRUE;
}

char *
osr_duration_format (gint64 amount)
{
  guint64 left = amount < 0 ? -(guint64) amount : (guint64) amount;
  guint64 hours = left / OSR_HOUR, minutes = left / OSR_MINUTE % 60;
  guint64 seconds = left / OSR_SECOND % 60, fraction = left % OSR_SECOND;
  GString *text = g_string_new (amount < 0 ? "-PT" : "PT");

  if (hours > 0)
    g_string_append_printf (text, "%" G_GUINT64_FORMAT "H", hours);
  if (minutes > 0)
    g_string_append_printf (text, "%" G_GUINT64_FORMAT "M", minutes);
  if (fraction > 0) {
    g_string_append_printf (text, "%" G_GUINT64_FORMAT ".%06" G_GUINT64_FORMAT, seconds, fraction);
    while (text->str[text->len - 1] == '0')
      g_string_truncate (text, text->len - 1);
    g_string_append_c (text, 'S');
  } else if (seconds > 0 || left == 0) {
    g_string_append_printf (text, "%" G_GUINT64_FORMAT "S", seconds);
  }
  return g_string_free (text, FALSE);
}

/* Days of the proleptic Gregorian calendar, counted in 400-year eras that begin on 1 March, so that
 * the leap day is the last of its year. */
OsrDay
osr_day_from_ymd (int year, int month, int day)
{
  int y = year - (month <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

void
osr_day_to_ymd (OsrDay day, int *year, int *month, int *day_of_month)
{
  int z = day + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int of_era = z - era * 146097;
  int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int m = (5 * of_year + 2) / 153;

  *day_of_month = of_year - (153 * m + 2) / 5 + 1;
  *month = m < 10 ? m + 3 : m - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

gboolean
osr_day_parse (const char *text, OsrDay *day)
{
  int year, month, date, length = 0;

  if (text == NULL || sscanf (text, "%4d-%2d-%2d%n", &year, &month, &date, &length) != 3 ||
      length != 10 || text[10] != '\0')
    return FALSE;
  if (!g_date_valid_dmy ((GDateDay) date, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  *day = osr_day_from_ymd (year, month, date);
  return TRUE;
}

int
osr_day_weekday (OsrDay day)
{
  return (int) (((gint64) day + 3) % 7 + 7) % 7 + 1;
}
