/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telling a case in one line; see the header. What there is to see of it is in osr-probe.c. */
#include "osr-timeline.h"

#include <stdio.h>
#include <string.h>

#define THIS_YEAR 2026

/* "2026-03-11 10:00", "03-11 10:00" or "10:00" of @day; moves @word on to what follows. */
static OsrInstant
read_moment (Timeline *timeline, char ***word, OsrDay *day)
{
  int year = THIS_YEAR, month, day_of_month, hour, minute, second = 0;

  if (strchr (**word, '-') != NULL) {
    if (sscanf (**word, "%4d-%2d-%2d", &year, &month, &day_of_month) != 3) {
      year = THIS_YEAR;
      g_assert_cmpint (sscanf (**word, "%2d-%2d", &month, &day_of_month), ==, 2);
    }
    *day = osr_day_from_ymd (year, month, day_of_month);
    (*word)++;
  }
  g_assert_nonnull (**word);
  g_assert_cmpint (sscanf (**word, "%2d:%2d:%2d", &hour, &minute, &second), >=, 2);
  (*word)++;
  return osr_zone_instant_at (timeline->office.zone, *day, hour * 3600 + minute * 60 + second);
}

static void
set_member (JsonObject *members, const char *word)
{
  g_auto (GStrv) pair = g_strsplit (word, "=", 2);
  const char *name = pair[0], *value = pair[1];

  if (value == NULL)
    json_object_set_string_member (members, "body", name);
  else if (g_str_equal (value, "true") || g_str_equal (value, "false"))
    json_object_set_boolean_member (members, name, g_str_equal (value, "true"));
  else if (*value != '\0' && strspn (value, "0123456789") == strlen (value))
    json_object_set_int_member (members, name, g_ascii_strtoll (value, NULL, 10));
  else
    json_object_set_string_member (members, name, value);
}

/* Monday to Friday alike, and days that are shortened stay an hour shorter. */
static void
set_hours (Timeline *timeline, OsrInstant at, JsonObject *members)
{
  static const char *const days[] = { "mon", "tue", "wed", "thu", "fri" };
  g_auto (GStrv) intervals = g_strsplit (json_object_get_string_member (members, "week"), ",", -1);
  JsonObject *schedule = json_object_new ();
  JsonObject *week = json_object_new ();
  g_autoptr (OsrEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    JsonArray *hours = json_array_new ();

    for (guint j = 0; intervals[j] != NULL; j++)
      json_array_add_string_element (hours, intervals[j]);
    json_object_set_array_member (week, days[i], hours);
  }
  json_object_set_object_member (schedule, "week", week);
  json_object_set_int_member (schedule, "shortened_minutes", 60);
  json_object_set_object_member (members, "schedule", schedule);
  event = osr_event_new ("schedule-set", at, members, NULL);
  event->version = osr_registry_get_version (timeline->office.registry) + 1;
  g_assert_true (osr_registry_try (timeline->office.registry, event, &error));
  g_assert_no_error (error);
  osr_registry_apply (timeline->office.registry, event);
}

static void
take_step (Timeline *timeline, char *step, OsrDay *day)
{
  g_auto (GStrv) words = g_strsplit (g_strstrip (step), " ", -1);
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (OsrEvent) event = NULL;
  char **word = words + 1;
  OsrInstant at;

  if (words[0] == NULL || *words[0] == '\0')
    return;
  at = read_moment (timeline, &word, day);
  timeline->now = at;
  if (timeline->from == OSR_INSTANT_UNKNOWN)
    timeline->from = at;
  for (; *word != NULL; word++)
    set_member (members, *word);
  if (g_str_equal (words[0], "now"))
    return;
  if (g_str_equal (words[0], "hours")) {
    if (timeline->own_hours)
      set_hours (timeline, at, members);
    return;
  }
  event = osr_event_new (words[0], at, members, NULL);
  event->version = timeline->office.the_case->version + 1;
  g_ptr_array_add (timeline->events, osr_event_ref (event));
  osr_case_apply (timeline->office.the_case, event);
}

/* The office reads its regulation otherwise. */
static void
choose (Office *office, const char *text)
{
  g_auto (GStrv) pairs = g_strsplit (text, " ", -1);
  g_autoptr (JsonObject) choices = json_object_new ();
  g_autoptr (GError) error = NULL;
  OsrRegulation *usual = osr_registry_get_regulation (office->registry);
  g_autoptr (OsrRegulation) regulation = NULL;

  for (guint i = 0; pairs[i] != NULL; i++)
    set_member (choices, pairs[i]);
  regulation =
      osr_regulation_new_with_readings (osr_regulation_get_source (usual), choices, text, &error);
  g_assert_no_error (error);
  osr_registry_apply_regulation (office->registry, regulation);
}

void
timeline_open (Timeline *timeline, const char *id, const char *choices, const char *text)
{
  g_auto (GStrv) steps = g_strsplit (text, ";", -1);
  OsrDay day = osr_day_from_ymd (THIS_YEAR, 1, 1);

  office_open (&timeline->office, id);
  timeline->own_hours = choices == NULL || strstr (choices, "office-hours=usual") == NULL;
  if (choices != NULL)
    choose (&timeline->office, choices);
  timeline->events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  timeline->from = timeline->now = OSR_INSTANT_UNKNOWN;
  for (guint i = 0; steps[i] != NULL; i++)
    take_step (timeline, steps[i], &day);
}

void
timeline_close (Timeline *timeline)
{
  g_clear_pointer (&timeline->events, g_ptr_array_unref);
  office_close (&timeline->office);
}

char *
timeline_moment (Timeline *timeline, OsrInstant instant)
{
  int year, month, day_of_month;
  gint32 seconds = 0;
  GString *text = g_string_new (NULL);

  osr_day_to_ymd (osr_zone_day_at (timeline->office.zone, instant, &seconds), &year, &month,
                  &day_of_month);
  if (year != THIS_YEAR)
    g_string_append_printf (text, "%04d-", year);
  g_string_append_printf (text, "%02d-%02d %02d:%02d", month, day_of_month, seconds / 3600,
                          seconds / 60 % 60);
  if (seconds % 60 != 0)
    g_string_append_printf (text, ":%02d", seconds % 60);
  return g_string_free (text, FALSE);
}
