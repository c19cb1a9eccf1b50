/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When somebody is told that a limit runs out. */
#include <locale.h>

#include "core/duties/osr-warning.h"
#include "core/osr-json.h"

typedef struct {
  OsrRegistry *registry;
  OsrZone *zone;
  OsrTimerSpec spec;
  OsrDeadline deadline;
} Desk;

static JsonObject *
load (const char *name)
{
  g_autofree char *path = g_build_filename (OSR_TEST_DATA, name, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  JsonObject *object;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  object = osr_json_read_object (bytes, (gssize) length, 0, name, &error);
  g_assert_no_error (error);
  return object;
}

/* A zone that had @before hours till 29 March 2026, 01:00 UTC, and @after since. */
static void
open_desk (Desk *desk, int before, int after)
{
  const OsrZoneTransition steps[] = {
    { 0, before * 3600 }, { osr_instant_parse ("2026-03-29T01:00:00Z"), after * 3600 }
  };
  static const int shares[] = { 500, 200 };
  g_autoptr (JsonObject) calendar = load ("calendars/ru.json");
  g_autoptr (JsonObject) profile = load ("regulations/buryatia.json");
  g_autoptr (OsrRegulation) regulation = NULL;
  g_autoptr (GPtrArray) zones = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  regulation = osr_regulation_new_from_json (profile, "test", &error);
  g_assert_no_error (error);
  desk->registry = osr_registry_new ();
  desk->zone = osr_zone_new (osr_regulation_get_zone (regulation), steps, 2);
  g_ptr_array_add (zones, desk->zone);
  osr_registry_apply_regulation (desk->registry, regulation);
  osr_registry_apply_calendar (desk->registry, calendar, zones, NULL, FALSE, &error);
  g_assert_no_error (error);
  desk->spec = (OsrTimerSpec){ .id = "answer", .office = OSR_OFFICE_BODY };
  desk->spec.warn = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_vals (desk->spec.warn, shares, G_N_ELEMENTS (shares));
  desk->deadline = (OsrDeadline){ .spec = &desk->spec };
}

static void
close_desk (Desk *desk)
{
  g_array_unref (desk->spec.warn);
  osr_zone_unref (desk->zone);
  osr_registry_unref (desk->registry);
}

static void
run_clock (Desk *desk, const char *start, int hours)
{
  desk->spec.unit = OSR_UNIT_CLOCK_MINUTES;
  desk->deadline.start = osr_instant_parse (start);
  desk->deadline.due = desk->deadline.start + hours * OSR_HOUR;
}

static void
run_working (Desk *desk, const char *start, int hours)
{
  OsrWorkTime *work_time = osr_registry_get_work_time (desk->registry, NULL);

  desk->spec.unit = OSR_UNIT_WORKING_MINUTES;
  desk->deadline.start = osr_instant_parse (start);
  desk->deadline.due = osr_work_time_add (work_time, desk->deadline.start, hours * OSR_HOUR);
}

/* "15:00/500 17:30/200*" in the zone; a star marks what is told at closing time. */
static char *
warnings_of (Desk *desk)
{
  OsrWorkTime *work_time = osr_registry_get_work_time (desk->registry, NULL);
  g_autoptr (GArray) warnings = osr_warnings_compute (&desk->deadline, desk->registry);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < warnings->len; i++) {
    const OsrWarning *warning = &g_array_index (warnings, OsrWarning, i);
    g_autofree char *moment = osr_instant_format (warning->at, desk->zone);

    g_assert_true (osr_work_time_is_working (work_time, warning->at));
    g_assert_cmpint (warning->at, >=, desk->deadline.start);
    g_assert_cmpint (warning->at, <, desk->deadline.due);
    g_string_append_printf (text, "%s%.2s %.5s/%d%s", i > 0 ? " " : "", moment + 8, moment + 11,
                            warning->share, warning->closing ? "*" : "");
  }
  return g_strdup (text->str);
}

#define assert_warnings(desk, expected)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *warnings_ = warnings_of (desk);                                               \
    g_assert_cmpstr (warnings_, ==, (expected));                                                   \
  }                                                                                                \
  G_STMT_END

static void
test_shares (void)
{
  Desk desk;

  open_desk (&desk, 8, 8);
  run_working (&desk, "2026-03-10T09:00:00+08:00", 8);
  assert_warnings (&desk, "10 14:00/500 10 16:24/200");
  run_working (&desk, "2026-03-10T17:00:00+08:00", 4);
  assert_warnings (&desk, "11 10:00/500 11 11:12/200");
  close_desk (&desk);
}

/* Friday before the long weekend of 8 March 2026, whose Monday is off. */
static void
test_holidays (void)
{
  Desk desk;

  open_desk (&desk, 8, 8);
  run_working (&desk, "2026-03-06T17:00:00+08:00", 2);
  assert_warnings (&desk, "10 09:00/500 10 09:36/200");
  run_clock (&desk, "2026-03-06T16:00:00+08:00", 8);
  assert_warnings (&desk, "06 17:30/200*");
  close_desk (&desk);
}

static void
test_timer_without_shares (void)
{
  Desk desk;

  open_desk (&desk, 8, 8);
  g_array_set_size (desk.spec.warn, 0);
  run_working (&desk, "2026-03-10T09:00:00+08:00", 8);
  assert_warnings (&desk, "");
  run_clock (&desk, "2026-03-10T09:00:00+08:00", 8);
  assert_warnings (&desk, "");
  run_clock (&desk, "2026-03-10T12:00:00+08:00", 8); /* 20:00 */
  assert_warnings (&desk, "10 17:30/312*");
  close_desk (&desk);
}

/* Eight hours by the clock from 14:00 end at 22:00: half and a fifth lie in the evening. */
static void
test_night (void)
{
  Desk desk;

  open_desk (&desk, 8, 8);
  run_clock (&desk, "2026-03-10T14:00:00+08:00", 8);
  assert_warnings (&desk, "10 17:30/200*");
  run_clock (&desk, "2026-03-10T11:00:00+08:00", 8); /* 19:00 */
  assert_warnings (&desk, "10 15:00/500 10 17:24/200 10 17:30/187*");
  run_clock (&desk, "2026-03-10T09:30:00+08:00", 8); /* 17:30; half is in the lunch break */
  assert_warnings (&desk, "10 12:30/500 10 15:54/200");
  close_desk (&desk);
}

static void
test_night_late_start (void)
{
  Desk desk;

  open_desk (&desk, 8, 8);
  run_clock (&desk, "2026-03-10T17:50:00+08:00", 8); /* told at once */
  assert_warnings (&desk, "10 17:50/200*");
  run_clock (&desk, "2026-03-10T20:00:00+08:00", 8); /* nobody is there between */
  assert_warnings (&desk, "");
  run_clock (&desk, "2026-03-11T04:00:00+08:00", 8); /* before hours: 12:00 */
  assert_warnings (&desk, "11 10:24/200");
  close_desk (&desk);
}

/* An office whose clock goes forward on Sunday, 29 March 2026: working hours are the same either
 * side, and eight hours by the clock are eight hours. */
static void
test_summer_time (void)
{
  Desk desk;

  open_desk (&desk, 1, 2);
  run_working (&desk, "2026-03-27T17:00:00+01:00", 2);
  assert_warnings (&desk, "30 09:00/500 30 09:36/200");
  run_clock (&desk, "2026-03-27T17:00:00+01:00", 64); /* Monday 10:00 of summer time */
  assert_warnings (&desk, "27 17:30/200");
  close_desk (&desk);
}

/* The limit is the case's and counts in the hours of its body, which opens at noon: that is when it is
 * warned of, and not in the hours of the curators. */
static void
test_own_hours (void)
{
  g_autoptr (JsonObject) hours = osr_json_read_object (
      "{\"body\":\"night\",\"schedule\":{\"week\":{\"tue\":[\"12:00-20:00\"]}}}", -1, 0, "hours",
      NULL);
  g_autoptr (OsrEvent) event = osr_event_new ("schedule-set", 0, hours, NULL);
  g_autoptr (GArray) warnings = NULL;
  Desk desk;

  open_desk (&desk, 8, 8);
  osr_registry_apply (desk.registry, event);
  run_working (&desk, "2026-03-10T09:00:00+08:00", 8);
  desk.deadline.due = osr_instant_parse ("2026-03-10T20:00:00+08:00");
  desk.deadline.office = (char *) "night";
  warnings = osr_warnings_compute (&desk.deadline, desk.registry);
  g_assert_cmpuint (warnings->len, ==, 2);
  g_assert_cmpint (g_array_index (warnings, OsrWarning, 0).at, ==,
                   osr_instant_parse ("2026-03-10T16:00:00+08:00"));
  g_assert_cmpint (g_array_index (warnings, OsrWarning, 1).at, ==,
                   osr_instant_parse ("2026-03-10T18:24:00+08:00"));
  close_desk (&desk);
}

static void
test_nearness (void)
{
  Desk desk;

  open_desk (&desk, 8, 8);
  run_working (&desk, "2026-03-10T09:00:00+08:00", 8);
  g_assert_cmpint (osr_warning_nearness (&desk.deadline, desk.registry,
                                         osr_instant_parse ("2026-03-10T12:59:00+08:00")),
                   ==, OSR_NEARNESS_FAR);
  g_assert_cmpint (osr_warning_nearness (&desk.deadline, desk.registry,
                                         osr_instant_parse ("2026-03-10T14:00:00+08:00")),
                   ==, OSR_NEARNESS_SOON);
  g_assert_cmpint (osr_warning_nearness (&desk.deadline, desk.registry,
                                         osr_instant_parse ("2026-03-10T16:24:00+08:00")),
                   ==, OSR_NEARNESS_URGENT);
  close_desk (&desk);
}

static void
test_nothing_to_warn_of (void)
{
  Desk desk;

  open_desk (&desk, 8, 8);
  desk.spec.unit = OSR_UNIT_AT_ONCE;
  desk.deadline.start = osr_instant_parse ("2026-03-10T09:00:00+08:00");
  desk.deadline.due = OSR_INSTANT_UNKNOWN;
  assert_warnings (&desk, "");
  desk.spec.unit = OSR_UNIT_WORKING_MINUTES; /* past on receipt */
  desk.deadline.due = desk.deadline.start - OSR_HOUR;
  assert_warnings (&desk, "");
  close_desk (&desk);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/warnings/shares", test_shares);
  g_test_add_func ("/core/warnings/holidays", test_holidays);
  g_test_add_func ("/core/warnings/timer-without-shares", test_timer_without_shares);
  g_test_add_func ("/core/warnings/summer-time", test_summer_time);
  g_test_add_func ("/core/warnings/nearness", test_nearness);
  g_test_add_func ("/core/warnings/own-hours", test_own_hours);
  g_test_add_func ("/core/warnings/nothing-to-warn-of", test_nothing_to_warn_of);
  g_test_add_func ("/clauses/buryatia/8/warned-before-closing", test_night);
  g_test_add_func ("/clauses/buryatia/8/warned-after-a-late-start", test_night_late_start);
  return g_test_run ();
}
