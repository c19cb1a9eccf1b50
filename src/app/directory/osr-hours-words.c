/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lenient in what it reads and strict in what it makes: the document is the core's, which judges it. */
#include "app/directory/osr-hours-words.h"

#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "core/time/osr-schedule.h"

static const char *const keys[OSR_HOURS_DAYS] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

const char *
osr_hours_day_name (guint day)
{
  static const char *const names[OSR_HOURS_DAYS] = {
    NC_ ("row", "Monday"),   NC_ ("row", "Tuesday"), NC_ ("row", "Wednesday"),
    NC_ ("row", "Thursday"), NC_ ("row", "Friday"),  NC_ ("row", "Saturday"),
    NC_ ("row", "Sunday"),
  };

  return g_dpgettext2 (NULL, "row", names[day]);
}

static const char *
short_day_name (guint day)
{
  static const char *const names[OSR_HOURS_DAYS] = {
    NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"), NC_ ("weekday", "Thu"),
    NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"), NC_ ("weekday", "Sun"),
  };

  return g_dpgettext2 (NULL, "weekday", names[day]);
}

/* "09:00-13:00" as it is read: "9:00–13:00" */
static void
append_interval (GString *text, const char *interval)
{
  const char *hyphen = strchr (interval, '-');

  if (text->len > 0)
    g_string_append (text, ", ");
  if (hyphen == NULL) {
    g_string_append (text, interval);
    return;
  }
  g_string_append_len (text, interval + (*interval == '0' ? 1 : 0),
                       hyphen - interval - (*interval == '0' ? 1 : 0));
  g_string_append (text, "–");
  g_string_append (text, hyphen + (hyphen[1] == '0' ? 2 : 1));
}

char *
osr_hours_format_day (JsonObject *schedule, guint day)
{
  JsonArray *array = osr_json_get_array (osr_json_get_object (schedule, "week"), keys[day]);
  GString *text = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    const char *interval = osr_json_array_get_string (array, i);

    if (interval != NULL)
      append_interval (text, interval);
  }
  return g_string_free (text, FALSE);
}

/* (transfer full) (nullable): "9", "9:00", "09.00" as "09:00" */
static char *
read_time (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ":.", 2);
  guint64 hours = 0, minutes = 0;

  if (parts[0] == NULL ||
      !g_ascii_string_to_unsigned (g_strstrip (parts[0]), 10, 0, 24, &hours, NULL))
    return NULL;
  if (parts[1] != NULL &&
      !g_ascii_string_to_unsigned (g_strstrip (parts[1]), 10, 0, 59, &minutes, NULL))
    return NULL;
  return g_strdup_printf ("%02u:%02u", (guint) hours, (guint) minutes);
}

/* (transfer full) (nullable) */
static char *
read_interval (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_auto (GStrv) ends = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  g_string_replace (plain, "–", "-", 0);
  g_string_replace (plain, "—", "-", 0);
  ends = g_strsplit (plain->str, "-", 2);
  if (ends[0] == NULL || ends[1] == NULL)
    return NULL;
  from = read_time (ends[0]);
  to = read_time (ends[1]);
  return from != NULL && to != NULL ? g_strconcat (from, "-", to, NULL) : NULL;
}

/* (transfer full) (nullable) */
static JsonArray *
read_day (const char *text)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_auto (GStrv) parts = g_strsplit_set (text, ",;", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    g_autofree char *interval = NULL;

    if (*g_strstrip (parts[i]) == '\0')
      continue;
    interval = read_interval (parts[i]);
    if (interval == NULL)
      return NULL;
    json_array_add_string_element (array, interval);
  }
  return g_steal_pointer (&array);
}

static JsonObject *
copy_object (JsonObject *before)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) names = before != NULL ? json_object_get_members (before) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (copy, l->data,
                            json_node_copy (json_object_get_member (before, l->data)));
  return copy;
}

static char *
fault_of_day (guint day)
{
  /* Translators: %s is a weekday; the times are an example */
  return g_strdup_printf (_ ("%s: write the hours like 9:00–13:00, 14:00–18:00."),
                          osr_hours_day_name (day));
}

/* Whether @text is hours that the core takes; nothing is a day off. */
static gboolean
add_day (JsonObject *schedule, JsonObject *week, guint day, const char *text)
{
  g_autoptr (JsonArray) array = read_day (text);
  g_autoptr (OsrSchedule) trial = NULL;

  if (array == NULL || json_array_get_length (array) == 0)
    return array != NULL;
  json_object_set_array_member (week, keys[day], g_steal_pointer (&array));
  trial = osr_schedule_new_from_json (schedule, NULL);
  return trial != NULL;
}

JsonObject *
osr_hours_build (JsonObject *before, const char *const *days, char **fault)
{
  g_autoptr (JsonObject) schedule = copy_object (before);
  JsonObject *week = json_object_new ();

  *fault = NULL;
  json_object_set_object_member (schedule, "week", week);
  for (guint i = 0; i < OSR_HOURS_DAYS; i++) {
    if (!add_day (schedule, week, i, days[i])) {
      *fault = fault_of_day (i);
      return NULL;
    }
  }
  if (json_object_get_size (week) > 0)
    return g_steal_pointer (&schedule);
  *fault = g_strdup (_ ("No day of the week has hours."));
  return NULL;
}

char *
osr_hours_describe (JsonObject *schedule)
{
  GString *text = g_string_new (NULL);

  for (guint first = 0, last; first < OSR_HOURS_DAYS; first = last + 1) {
    g_autofree char *hours = osr_hours_format_day (schedule, first);

    for (last = first; last + 1 < OSR_HOURS_DAYS; last++) {
      g_autofree char *next = osr_hours_format_day (schedule, last + 1);

      if (!g_str_equal (hours, next))
        break;
    }
    if (*hours == '\0')
      continue;
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", short_day_name (first));
    if (last > first)
      g_string_append_printf (text, "–%s", short_day_name (last));
    g_string_append_printf (text, " %s", hours);
  }
  return g_string_free (text, FALSE);
}

char *
osr_hours_describe_zone (const char *zone, OsrInstant at)
{
  g_autoptr (GTimeZone) known = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  int minutes;

  if (known == NULL)
    return g_strdup (zone != NULL ? zone : "");
  minutes = g_time_zone_get_offset (known, g_time_zone_find_interval (known, G_TIME_TYPE_UNIVERSAL,
                                                                      at / OSR_SECOND)) /
            60;
  if (minutes % 60 == 0)
    return g_strdup_printf ("%s, UTC%+d", zone, minutes / 60);
  return g_strdup_printf ("%s, UTC%+d:%02d", zone, minutes / 60, ABS (minutes) % 60);
}
