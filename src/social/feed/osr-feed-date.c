/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Mon, 09 Apr 2018 18:55:38 +0000", word by word. */
#include "social/feed/osr-feed-date.h"

#include <string.h>

static const struct {
  const char *name;
  int minutes;
} zones[] = {
  { "GMT", 0 },    { "UTC", 0 },    { "UT", 0 },     { "Z", 0 },      { "EST", -300 },
  { "EDT", -240 }, { "CST", -360 }, { "CDT", -300 }, { "MST", -420 }, { "MDT", -360 },
  { "PST", -480 }, { "PDT", -420 }, { "CET", 60 },   { "CEST", 120 }, { "EET", 120 },
  { "EEST", 180 }, { "MSK", 180 },
};

static gboolean
is_number (const char *word, gsize least, gsize most)
{
  gsize length = strlen (word);

  return length >= least && length <= most && strspn (word, "0123456789") == length;
}

static int
month_of (const char *word)
{
  static const char *const names[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                       "jul", "aug", "sep", "oct", "nov", "dec" };

  for (int i = 0; i < 12; i++) {
    if (g_ascii_strncasecmp (word, names[i], 3) == 0)
      return i + 1;
  }
  return 0;
}

static gboolean
read_day (char **words, OsrDay *day)
{
  g_autofree char *text = NULL;
  int year, month = month_of (words[1]);

  if (!is_number (words[0], 1, 2) || month == 0 || !is_number (words[2], 2, 4))
    return FALSE;
  year = (int) g_ascii_strtoll (words[2], NULL, 10);
  if (year < 100)
    year += year < 70 ? 2000 : 1900;
  text =
      g_strdup_printf ("%04d-%02d-%02d", year, month, (int) g_ascii_strtoll (words[0], NULL, 10));
  return osr_day_parse (text, day);
}

static gboolean
read_time (const char *word, gint64 *seconds)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 4);
  guint n = g_strv_length (parts);
  gint64 values[3] = { 0, 0, 0 };

  if (n < 2 || n > 3)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    if (!is_number (parts[i], 1, 2))
      return FALSE;
    values[i] = g_ascii_strtoll (parts[i], NULL, 10);
  }
  *seconds = values[0] * 3600 + values[1] * 60 + values[2];
  return values[0] < 24 && values[1] < 60 && values[2] <= 60;
}

/* "+0300", "-03:00", or a name */
static gboolean
read_zone (const char *word, gint64 *minutes)
{
  g_autofree char *digits = NULL;
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++) {
    if (g_ascii_strcasecmp (word, zones[i].name) == 0) {
      *minutes = zones[i].minutes;
      return TRUE;
    }
  }
  if (*word != '+' && *word != '-')
    return FALSE;
  parts = g_strsplit (word + 1, ":", 2);
  digits = g_strjoinv ("", parts);
  if (!is_number (digits, 4, 4))
    return FALSE;
  *minutes = g_ascii_strtoll (digits, NULL, 10);
  *minutes = (*minutes / 100 * 60 + *minutes % 100) * (*word == '-' ? -1 : 1);
  return ABS (*minutes) < 24 * 60;
}

/* (transfer full): the words of @text, those of the weekday left out */
static GPtrArray *
split (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) all = g_strsplit_set (text, " \t\r\n,", 16);

  for (char **one = all; *one != NULL; one++) {
    if (**one == '\0' || (words->len == 0 && g_ascii_isalpha (**one)))
      continue;
    g_ptr_array_add (words, g_strdup (*one));
  }
  return words;
}

OsrInstant
osr_feed_date (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autoptr (GPtrArray) words = NULL;
  OsrInstant instant = osr_instant_parse (trimmed);
  gint64 seconds, minutes;
  OsrDay day;

  if (instant != OSR_INSTANT_UNKNOWN || strlen (trimmed) > 100)
    return instant;
  words = split (trimmed);
  if (words->len < 5 || !read_day ((char **) words->pdata, &day) ||
      !read_time (words->pdata[3], &seconds) || !read_zone (words->pdata[4], &minutes))
    return OSR_INSTANT_UNKNOWN;
  return ((gint64) day * 86400 + seconds - minutes * 60) * OSR_SECOND;
}
