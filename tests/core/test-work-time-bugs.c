/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mistakes that other counters of working time make, each as a test of its own; and the calendars
 * and schedules that an administrator may hand in wrong. */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/time/osr-schedule.h"
#include "core/time/osr-work-time.h"
#include "osr-office-fixture.h"

#define YEARS_2026                                                                                 \
  "{\"years\":[{\"year\":2026,\"holidays\":[\"2026-03-08\",\"2026-05-01\",\"2026-05-09\"],"        \
  "\"moved_off\":[\"2026-03-09\"],\"shortened\":[\"2026-04-30\",\"2026-05-02\"],"                  \
  "\"working_weekends\":[\"2026-05-02\"]}],\"regions\":{\"RU-XX\":{\"name\":\"Day of the "         \
  "region\","                                                                                      \
  "\"days\":[{\"off\":\"2026-04-21\",\"shortened\":\"2026-04-20\",\"status\":\"verified\"},"       \
  "{\"off\":\"2026-04-22\",\"shortened\":\"2026-05-09\",\"status\":\"computed\"},"                 \
  "{\"off\":\"2026-04-23\",\"status\":\"unverified\"}]}}}"
#define ALL_DAY "[\"00:00-24:00\"]"
#define ROUND_THE_CLOCK                                                                            \
  "{\"week\":{\"mon\":" ALL_DAY ",\"tue\":" ALL_DAY ",\"wed\":" ALL_DAY ",\"thu\":" ALL_DAY        \
  ",\"fri\":" ALL_DAY ",\"sat\":" ALL_DAY ",\"sun\":" ALL_DAY "},\"calendar\":\"none\"}"

static OsrInstant
at (const char *text)
{
  OsrInstant instant = osr_instant_parse (text);

  g_assert_cmpint (instant, !=, OSR_INSTANT_UNKNOWN);
  return instant;
}

static JsonObject *
json_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = osr_json_read_object (text, -1, 0, "test", &error);

  g_assert_no_error (error);
  return object;
}

static OsrZone *
zone_of (const char *id, const char *first, gint32 before, gint32 after)
{
  const OsrZoneTransition moves[] = { { G_MININT64 + 1, before }, { at (first), after } };

  return osr_zone_new (id, moves, 2);
}

static OsrZone *
steady_zone (gint32 hours)
{
  const OsrZoneTransition one = { 0, hours * 3600 };

  return osr_zone_new ("A/B", &one, 1);
}

static OsrWorkTime *
work_time_in (OsrZone *zone, const char *years, const char *region, const char *schedule)
{
  g_autoptr (JsonObject) days = json_of (years);
  g_autoptr (JsonObject) hours =
      schedule != NULL ? json_of (schedule) : osr_schedule_new_default ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrProductionCalendar) calendar =
      osr_production_calendar_new_from_json (days, region, FALSE, &error);
  OsrWorkTime *time;

  g_assert_no_error (error);
  time = osr_work_time_new_from_json (hours, zone, calendar, &error);
  g_assert_no_error (error);
  return time;
}

/* An office nine hours east of Greenwich in 2026. */
static OsrWorkTime *
work_time (const char *schedule)
{
  g_autoptr (OsrZone) zone = steady_zone (9);

  return work_time_in (zone, YEARS_2026, NULL, schedule);
}

static void
assert_moment (OsrInstant got, const char *expected)
{
  g_autofree char *text = osr_instant_format (got, NULL);

  if (got != at (expected))
    g_test_message ("expected %s, got %s", expected, text);
  g_assert_cmpint (got, ==, at (expected));
}

static void
test_friday_evening (void)
{
  g_autoptr (OsrWorkTime) time = work_time (NULL);

  assert_moment (osr_work_time_add (time, at ("2026-03-13T16:30:00+09:00"), OSR_HOUR),
                 "2026-03-13T17:30:00+09:00");
  assert_moment (osr_work_time_add (time, at ("2026-03-13T17:30:00+09:00"), OSR_HOUR),
                 "2026-03-16T09:30:00+09:00");
}

static void
test_start_outside_hours (void)
{
  g_autoptr (OsrWorkTime) time = work_time (NULL);
  static const char *const starts[][2] = {
    { "2026-03-10T06:00:00+09:00", "2026-03-10T10:00:00+09:00" },
    { "2026-03-10T13:20:00+09:00", "2026-03-10T15:00:00+09:00" },
    { "2026-03-10T18:00:00+09:00", "2026-03-11T10:00:00+09:00" },
    { "2026-03-07T12:00:00+09:00", "2026-03-10T10:00:00+09:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    assert_moment (osr_work_time_add (time, at (starts[i][0]), OSR_HOUR), starts[i][1]);
}

static void
test_ends_on_an_edge (void)
{
  g_autoptr (OsrWorkTime) time = work_time (NULL);

  assert_moment (osr_work_time_add (time, at ("2026-03-10T09:00:00+09:00"), 4 * OSR_HOUR),
                 "2026-03-10T13:00:00+09:00");
  assert_moment (osr_work_time_add (time, at ("2026-03-10T09:00:00+09:00"), 8 * OSR_HOUR),
                 "2026-03-10T18:00:00+09:00");
  assert_moment (osr_work_time_subtract (time, at ("2026-03-10T18:00:00+09:00"), 4 * OSR_HOUR),
                 "2026-03-10T14:00:00+09:00");
  assert_moment (osr_work_time_subtract (time, at ("2026-03-10T18:00:00+09:00"), 8 * OSR_HOUR),
                 "2026-03-10T09:00:00+09:00");
  assert_moment (osr_work_time_subtract (time, at ("2026-03-11T09:00:00+09:00"), OSR_HOUR),
                 "2026-03-10T17:00:00+09:00");
}

/* Thursday 30 April ends at 17:00, Friday is a holiday, Saturday works and is shortened too. */
static void
test_shortened_and_working_saturday (void)
{
  g_autoptr (OsrWorkTime) time = work_time (NULL);

  assert_moment (osr_work_time_add (time, at ("2026-04-30T16:00:00+09:00"), 2 * OSR_HOUR),
                 "2026-05-02T10:00:00+09:00");
  assert_moment (osr_work_time_add (time, at ("2026-05-02T16:30:00+09:00"), OSR_HOUR),
                 "2026-05-04T09:30:00+09:00");
  g_assert_cmpint (osr_work_time_between (time, at ("2026-04-27T00:00:00+09:00"),
                                          at ("2026-05-04T00:00:00+09:00")),
                   ==, (3 * 8 + 7 + 7) * OSR_HOUR);
  assert_moment (osr_work_time_end_of_day (time, at ("2026-04-29T10:00:00+09:00"), 1),
                 "2026-04-30T17:00:00+09:00");
  assert_moment (osr_work_time_end_of_day (time, at ("2026-05-04T10:00:00+09:00"), -1),
                 "2026-05-02T17:00:00+09:00");
}

#define FOUR_DAYS                                                                                  \
  "{\"week\":{\"tue\":[\"10:00-14:00\"],\"wed\":[\"08:00-12:00\"],\"thu\":[\"09:00-11:00\"],"      \
  "\"fri\":[\"09:00-16:00\"]}}"

static gint64
saturday_of (const char *years)
{
  g_autoptr (OsrZone) zone = steady_zone (9);
  g_autoptr (OsrWorkTime) time = work_time_in (zone, years, NULL, FOUR_DAYS);

  return osr_work_time_between (time, at ("2026-05-02T00:00:00+09:00"),
                                at ("2026-05-03T00:00:00+09:00"));
}

/* A working Saturday has the hours of the day that is off instead of it. Where that is not said, or
 * the office would not have worked on it, it has those of its first day of the week: Tuesday here,
 * since Mondays are free. */
static void
test_working_saturday_hours (void)
{
#define SATURDAY(moved)                                                                            \
  "{\"years\":[{\"year\":2026,\"holidays\":[],\"working_weekends\":[\"2026-05-02\"]" moved "}]}"

  g_assert_cmpint (saturday_of (SATURDAY ("")), ==, 4 * OSR_HOUR);
  g_assert_cmpint (saturday_of (SATURDAY (",\"moved\":{\"2026-05-02\":\"2026-04-30\"}")), ==,
                   2 * OSR_HOUR);
  g_assert_cmpint (saturday_of (SATURDAY (",\"moved\":{\"2026-05-02\":\"2026-05-08\"}")), ==,
                   7 * OSR_HOUR);
  g_assert_cmpint (saturday_of (SATURDAY (",\"moved\":{\"2026-05-02\":\"2027-01-04\"}")), ==,
                   4 * OSR_HOUR);
#undef SATURDAY
}

/* The shipped calendar: 2 November 2024 was worked for Tuesday 30 April, an hour less. */
static void
test_second_of_november_2024 (void)
{
  g_autoptr (JsonObject) document = office_load ("calendars/ru.json");
  g_autofree char *years = osr_json_write_object (document);
  g_autoptr (OsrZone) zone = steady_zone (3);
  g_autoptr (OsrWorkTime) time = work_time_in (zone, years, NULL, FOUR_DAYS);

  g_assert_cmpint (osr_work_time_between (time, at ("2024-11-02T00:00:00+03:00"),
                                          at ("2024-11-03T00:00:00+03:00")),
                   ==, 3 * OSR_HOUR);
  g_assert_true (osr_work_time_is_working (time, at ("2024-11-02T10:00:00+03:00")));
}

static void
test_misspelt_moves (void)
{
  static const char *const wrong[] = { "[]", "{\"2026-05-02\":\"2026-02-30\"}",
                                       "{\"02.05.2026\":\"2026-05-04\"}", "{\"2026-05-02\":4}" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *text =
        g_strdup_printf ("{\"years\":[{\"year\":2026,\"moved\":%s}]}", wrong[i]);
    g_autoptr (JsonObject) document = json_of (text);
    g_autoptr (GError) error = NULL;

    g_assert_null (osr_production_calendar_new_from_json (document, NULL, FALSE, &error));
    g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, "moved"));
  }
}

static void
test_monday_evening_four_hours (void)
{
  g_autoptr (OsrWorkTime) time = work_time (NULL);

  assert_moment (osr_work_time_add (time, at ("2026-03-16T17:00:00+09:00"), 4 * OSR_HOUR),
                 "2026-03-17T12:00:00+09:00");
}

static void
test_round_the_clock (void)
{
  g_autoptr (OsrWorkTime) time = work_time (ROUND_THE_CLOCK);

  assert_moment (osr_work_time_add (time, at ("2026-03-07T22:00:00+09:00"), 4 * OSR_HOUR),
                 "2026-03-08T02:00:00+09:00");
  assert_moment (osr_work_time_subtract (time, at ("2026-03-08T02:00:00+09:00"), 4 * OSR_HOUR),
                 "2026-03-07T22:00:00+09:00");
  assert_moment (osr_work_time_add (time, at ("2026-03-07T20:00:00+09:00"), 4 * OSR_HOUR),
                 "2026-03-08T00:00:00+09:00");
  assert_moment (osr_work_time_edge_forward (time, at ("2026-03-08T00:00:00+09:00")),
                 "2026-03-08T00:00:00+09:00");
  g_assert_cmpint (osr_work_time_between (time, at ("2026-01-01T00:00:00+09:00"),
                                          at ("2027-01-01T00:00:00+09:00")),
                   ==, 365 * 24 * OSR_HOUR);
}

static void
assert_night (const char *schedule)
{
  g_autoptr (OsrWorkTime) time = work_time (schedule);

  assert_moment (osr_work_time_add (time, at ("2026-03-16T23:00:00+09:00"), 2 * OSR_HOUR),
                 "2026-03-17T01:00:00+09:00");
  assert_moment (osr_work_time_add (time, at ("2026-03-17T05:00:00+09:00"), 2 * OSR_HOUR),
                 "2026-03-17T23:00:00+09:00");
  assert_moment (osr_work_time_subtract (time, at ("2026-03-17T01:00:00+09:00"), 4 * OSR_HOUR),
                 "2026-03-16T05:00:00+09:00");
  g_assert_true (osr_work_time_is_working (time, at ("2026-03-17T05:59:59+09:00")));
  g_assert_false (osr_work_time_is_working (time, at ("2026-03-17T06:00:00+09:00")));
}

#define NIGHT "[\"22:00-06:00\"]"
#define PARTS "[\"00:00-06:00\",\"22:00-24:00\"]"
#define WEEK_OF(day)                                                                               \
  "{\"week\":{\"mon\":" day ",\"tue\":" day ",\"wed\":" day ",\"thu\":" day ",\"fri\":" day        \
  ",\"sat\":" day ",\"sun\":" day "}}"

/* A night shift written as one interval or as two gives the same working time. */
static void
test_over_midnight (void)
{
  assert_night (WEEK_OF (NIGHT));
  assert_night (WEEK_OF (PARTS));
}

/* A shift belongs to the day on which it begins: Saturday morning is Friday's, though Saturday and
 * the holiday after it are days off. */
static void
test_night_before_a_day_off (void)
{
  g_autoptr (OsrWorkTime) time =
      work_time ("{\"week\":{\"thu\":[\"22:00-06:00\"],\"fri\":[\"22:00-06:00\"]}}");

  g_assert_true (osr_work_time_is_working (time, at ("2026-03-07T03:00:00+09:00")));
  g_assert_true (osr_work_time_is_working (time, at ("2026-05-01T03:00:00+09:00")));
  g_assert_false (osr_work_time_is_working (time, at ("2026-05-01T23:00:00+09:00")));
  assert_moment (osr_work_time_end_of_day (time, at ("2026-03-12T10:00:00+09:00"), 1),
                 "2026-03-14T06:00:00+09:00");
}

static void
test_one_working_day_a_week (void)
{
  g_autoptr (OsrWorkTime) time = work_time ("{\"week\":{\"wed\":[\"10:00-12:00\"]}}");

  assert_moment (osr_work_time_add (time, at ("2026-03-05T09:00:00+09:00"), 5 * OSR_HOUR),
                 "2026-03-25T11:00:00+09:00");
  assert_moment (osr_work_time_end_of_day (time, at ("2026-03-04T09:00:00+09:00"), 3),
                 "2026-03-25T12:00:00+09:00");
  g_assert_cmpint (osr_work_time_add (time, at ("2026-12-30T11:30:00+09:00"), OSR_HOUR), ==,
                   OSR_INSTANT_UNKNOWN);
}

static void
assert_refused (const char *years, const char *schedule, const char *what)
{
  g_autoptr (JsonObject) days = json_of (years);
  g_autoptr (JsonObject) hours = json_of (schedule);
  g_autoptr (OsrZone) zone = steady_zone (3);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrProductionCalendar) calendar =
      osr_production_calendar_new_from_json (days, NULL, FALSE, &error);

  if (calendar != NULL)
    g_assert_null (osr_work_time_new_from_json (hours, zone, calendar, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  if (strstr (error->message, what) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, what));
}

/* An error with a sentence, and no loop. */
static void
test_empty_calendar (void)
{
  assert_refused ("{}", "{\"week\":{\"mon\":[\"09:00-18:00\"]}}", "years");
  assert_refused ("{\"years\":[]}", "{\"week\":{\"mon\":[\"09:00-18:00\"]}}", "years");
  assert_refused (YEARS_2026, "{\"week\":{}}", "no working hours at all");
  assert_refused (YEARS_2026, "{\"week\":{\"mon\":[],\"tue\":[]}}", "no working hours at all");
  assert_refused (YEARS_2026, "{}", "no working hours at all");
  assert_refused (YEARS_2026, "{\"week\":{\"mon\":[\"09:00-10:00\"]},\"shortened_minutes\":-1}",
                  "shortened_minutes");
}

/* A year of which every day is a holiday has working hours in its week and none in its days. */
static void
test_no_working_day (void)
{
  g_autoptr (GString) years = g_string_new ("{\"years\":[{\"year\":2026,\"holidays\":[");

  for (OsrDay day = osr_day_from_ymd (2026, 1, 1); day < osr_day_from_ymd (2027, 1, 1); day++) {
    int y, m, d;

    osr_day_to_ymd (day, &y, &m, &d);
    g_string_append_printf (years, "%s\"%d-%02d-%02d\"", m + d == 2 ? "" : ",", y, m, d);
  }
  g_string_append (years, "]}]}");
  assert_refused (years->str, "{\"week\":{\"mon\":[\"09:00-18:00\"]}}", "no day of the covered");
}

static void
test_misspelt_schedules (void)
{
  static const char *const wrong[][2] = {
    { "{\"week\":{\"monday\":[\"09:00-18:00\"]}}", "monday" },
    { "{\"week\":{\"mon\":\"09:00-18:00\"}}", "mon" },
    { "{\"week\":{\"mon\":[\" 9:00-18:00\"]}}", " 9:00" },
    { "{\"week\":{\"mon\":[\"09:00-18:60\"]}}", "18:60" },
    { "{\"week\":{\"mon\":[\"24:00-06:00\"]}}", "24:00" },
    { "{\"week\":{\"mon\":[\"22:00-06:00\",\"07:00-09:00\"]}}", "07:00" },
    { "{\"week\":{\"mon\":[\"22:00-06:00\"],\"tue\":[\"05:00-09:00\"]}}", "over midnight" },
    { "{\"week\":{\"mon\":[\"09:00-18:00\"]},\"days\":{\"2026-5-4\":\"off\"}}", "2026-5-4" },
    { "{\"week\":{\"mon\":[\"09:00-18:00\"]},\"days\":{\"2026-05-04\":\"maybe\"}}", "2026-05-04" },
    { "{\"week\":{\"mon\":[\"09:00-18:00\"]},\"days\":{\"2026-05-04\":[\"09:00\"]}}", "09:00" },
    { "{\"week\":{\"mon\":[\"09:00-18:00\"]},\"days\":[]}", "days" },
    { "{\"week\":{\"mon\":[\"09:00-18:00\"]},\"calendar\":\"lunar\"}", "calendar" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (YEARS_2026, wrong[i][0], wrong[i][1]);
}

/* Two officers in two zones look at one instant; each office counts in its own hours. */
static void
test_two_zones (void)
{
  g_autoptr (OsrZone) west = steady_zone (3);
  g_autoptr (OsrZone) east = steady_zone (9);
  g_autoptr (OsrWorkTime) here = work_time_in (west, YEARS_2026, NULL, NULL);
  g_autoptr (OsrWorkTime) there = work_time_in (east, YEARS_2026, NULL, NULL);
  OsrInstant start = at ("2026-03-10T09:00:00+03:00");
  OsrInstant due = osr_work_time_add (here, start, OSR_HOUR);
  g_autofree char *seen_west = osr_instant_format (due, west);
  g_autofree char *seen_east = osr_instant_format (due, east);

  g_assert_cmpstr (seen_west, ==, "2026-03-10T10:00:00+03:00");
  g_assert_cmpstr (seen_east, ==, "2026-03-10T16:00:00+09:00");
  g_assert_cmpint (osr_instant_parse (seen_west), ==, osr_instant_parse (seen_east));
  assert_moment (osr_work_time_add (there, start, 4 * OSR_HOUR), "2026-03-11T10:00:00+09:00");
}

/* Off though a Monday, on though a holiday, hours of that day alone; the night before stays. */
static void
test_days_one_by_one (void)
{
  g_autoptr (OsrWorkTime) time =
      work_time ("{\"week\":{\"mon\":[\"09:00-13:00\",\"14:00-18:00\"],\"tue\":[\"09:00-18:00\"]},"
                 "\"days\":{\"2026-05-04\":\"off\",\"2026-05-09\":\"on\",\"2026-05-05\":"
                 "[\"10:00-11:00\"],\"2026-05-11\":[],\"2026-05-12\":\"on\"}}");
  OsrInstant sunday = at ("2026-05-03T00:00:00+09:00");

  assert_moment (osr_work_time_next (time, sunday), "2026-05-05T10:00:00+09:00");
  assert_moment (osr_work_time_add (time, sunday, 2 * OSR_HOUR), "2026-05-09T10:00:00+09:00");
  assert_moment (osr_work_time_add (time, sunday, 10 * OSR_HOUR), "2026-05-12T10:00:00+09:00");
  g_assert_cmpint (osr_work_time_get_day_kind (time, osr_day_from_ymd (2026, 5, 4)), ==,
                   OSR_DAY_OFFICE_OFF);
  g_assert_cmpint (osr_work_time_get_day_kind (time, osr_day_from_ymd (2026, 5, 9)), ==,
                   OSR_DAY_OFFICE_ON);
  g_assert_cmpint (osr_work_time_get_day_kind (time, osr_day_from_ymd (2026, 5, 12)), ==,
                   OSR_DAY_ORDINARY);
}

/* The reason is told: set by the office, or not known at all. */
static void
test_reasons (void)
{
  g_autoptr (OsrWorkTime) time =
      work_time ("{\"week\":{\"mon\":[\"09:00-18:00\"]},\"days\":{\"2026-12-28\":\"off\"}}");
  g_autoptr (GArray) spans = osr_work_time_spans (time, at ("2026-12-28T00:00:00+09:00"),
                                                  at ("2027-01-03T00:00:00+09:00"));
  static const OsrSpanKind kinds[] = { OSR_SPAN_OFFICE_OFF, OSR_SPAN_WEEKEND, OSR_SPAN_UNKNOWN };

  g_assert_cmpuint (spans->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < spans->len; i++)
    g_assert_cmpint (g_array_index (spans, OsrSpan, i).kind, ==, kinds[i]);
}

static void
test_regional_days (void)
{
  g_autoptr (OsrZone) zone = steady_zone (9);
  g_autoptr (OsrWorkTime) time = work_time_in (zone, YEARS_2026, "RU-XX", NULL);
  g_autoptr (OsrWorkTime) federal = work_time (NULL);

  assert_moment (osr_work_time_add (time, at ("2026-04-20T16:30:00+09:00"), OSR_HOUR),
                 "2026-04-23T09:30:00+09:00");
  assert_moment (osr_work_time_add (federal, at ("2026-04-20T16:30:00+09:00"), OSR_HOUR),
                 "2026-04-20T17:30:00+09:00");
  g_assert_false (osr_work_time_is_working (time, at ("2026-05-09T10:00:00+09:00")));
}

/* What is not covered is unknown for every question, and the last covered moment is known. */
static void
test_not_covered (void)
{
  g_autoptr (OsrWorkTime) time = work_time (NULL);
  OsrInstant before = at ("2025-12-31T23:59:59+09:00");
  OsrInstant after = at ("2027-01-01T00:00:00+09:00");
  OsrInstant inside = at ("2026-12-31T10:00:00+09:00");

  g_assert_cmpint (osr_work_time_next (time, before), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_next (time, after), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_between (time, before, inside), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_between (time, inside, after + 1), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_between (time, inside, after), ==, 7 * OSR_HOUR);
  g_assert_cmpint (osr_work_time_subtract (time, after + 1, OSR_HOUR), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_subtract (time, inside, G_MAXINT64), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_add (time, inside, G_MAXINT64), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_add (time, OSR_INSTANT_UNKNOWN, 1), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_end_of_day (time, inside, G_MAXINT), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_end_of_day (time, inside, G_MININT), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_end_of_day (time, before, 1), ==, OSR_INSTANT_UNKNOWN);
}

/* One night with a change of the clocks: how long it lasts, and that an hour is an hour. */
static void
assert_change (OsrZone *zone, int year, const char *from, const char *to, int hours)
{
  g_autofree char *years = g_strdup_printf ("{\"years\":[{\"year\":%d}]}", year);
  g_autoptr (OsrWorkTime) time = work_time_in (zone, years, NULL, ROUND_THE_CLOCK);
  g_autoptr (OsrWorkTime) nights = work_time_in (zone, years, NULL, WEEK_OF (NIGHT));

  g_assert_cmpint (osr_work_time_between (time, at (from), at (to)), ==, hours * OSR_HOUR);
  assert_moment (osr_work_time_add (time, at (from), hours * OSR_HOUR), to);
  assert_moment (osr_work_time_subtract (time, at (to), hours * OSR_HOUR), from);
  assert_moment (osr_work_time_add (nights, at (from), hours * OSR_HOUR), to);
  assert_moment (osr_work_time_subtract (nights, at (to) - 1, hours * OSR_HOUR - 1), from);
}

static void
test_saratov_2016 (void)
{
  g_autoptr (OsrZone) zone = zone_of ("Europe/Saratov", "2016-12-03T23:00:00Z", 10800, 14400);

  assert_change (zone, 2016, "2016-12-03T22:00:00+03:00", "2016-12-04T06:00:00+04:00", 7);
}

static void
test_barnaul_2016 (void)
{
  g_autoptr (OsrZone) zone = zone_of ("Asia/Barnaul", "2016-03-26T20:00:00Z", 21600, 25200);

  assert_change (zone, 2016, "2016-03-26T22:00:00+06:00", "2016-03-27T06:00:00+07:00", 7);
}

static void
test_berlin_spring (void)
{
  g_autoptr (OsrZone) zone = zone_of ("Europe/Berlin", "2026-03-29T01:00:00Z", 3600, 7200);

  assert_change (zone, 2026, "2026-03-28T22:00:00+01:00", "2026-03-29T06:00:00+02:00", 7);
}

static void
test_berlin_autumn (void)
{
  g_autoptr (OsrZone) zone = zone_of ("Europe/Berlin", "2026-10-25T01:00:00Z", 7200, 3600);

  assert_change (zone, 2026, "2026-10-24T22:00:00+02:00", "2026-10-25T06:00:00+01:00", 9);
}

/* Clocks that go back over midnight: the second evening belongs to a day whose end is past. */
static void
test_back_over_midnight (void)
{
  g_autoptr (OsrZone) zone = zone_of ("A/B", "2026-10-25T00:30:00Z", 0, -3600);
  g_autoptr (OsrWorkTime) time = work_time_in (zone, YEARS_2026, NULL, NULL);
  g_autoptr (GArray) spans =
      osr_work_time_spans (time, at ("2026-10-24T00:00:00Z"), at ("2026-10-27T00:00:00Z"));
  OsrInstant reached = at ("2026-10-24T00:00:00Z");

  for (guint i = 0; i < spans->len; i++) {
    g_assert_cmpint (g_array_index (spans, OsrSpan, i).start, ==, reached);
    reached = g_array_index (spans, OsrSpan, i).end;
  }
  g_assert_cmpint (reached, ==, at ("2026-10-27T00:00:00Z"));
}

/* Under a limit of one hour "four hours before it" would lie before the message was found: the draft
 * is due when what follows it still fits, here before the body has even received it. */
static void
test_shortened_limit_already_past (void)
{
  Office office = { NULL };

  office_open (&office, "amur");
  detect (&office, "2026-03-12T10:00:00+09:00");
  triage (&office, "2026-03-12T10:10:00+09:00", 60);
  route (&office, "2026-03-12T11:00:00+09:00", "zhkh");
  g_assert_cmpstr (due_of (&office, "answer"), ==, "2026-03-12T11:00:00+09:00");
  g_assert_cmpstr (due_of (&office, "submit"), ==, "2026-03-12T10:00:00+09:00");
  office_close (&office);
}

/* The reply's limit goes on through a return: the next body's draft may be past when it gets it. */
static void
test_return_leaves_submit_past (void)
{
  Office office = { NULL };

  office_open (&office, "amur");
  detect (&office, "2026-03-12T10:00:00+09:00");
  route (&office, "2026-03-12T10:10:00+09:00", "transport");
  happen (&office, "returned", "2026-03-12T17:00:00+09:00", "boris",
          members_of ("body", "transport", "reason", "not ours", NULL), NULL);
  route (&office, "2026-03-12T17:30:00+09:00", "zhkh");
  g_assert_cmpstr (due_of (&office, "submit"), ==, "2026-03-12T15:00:00+09:00");
  g_assert_cmpstr (due_of (&office, "return"), ==, "2026-03-13T10:30:00+09:00");
  office_close (&office);
}

#define ADD(name, test) g_test_add_func ("/core/work-time-bugs/" name, test)

static void
add_schedule_tests (void)
{
  ADD ("friday-evening", test_friday_evening);
  ADD ("start-outside-hours", test_start_outside_hours);
  ADD ("ends-on-an-edge", test_ends_on_an_edge);
  ADD ("shortened-and-working-saturday", test_shortened_and_working_saturday);
  ADD ("working-saturday-hours", test_working_saturday_hours);
  ADD ("2024-11-02", test_second_of_november_2024);
  ADD ("misspelt-moves", test_misspelt_moves);
  ADD ("monday-evening-four-hours", test_monday_evening_four_hours);
  ADD ("round-the-clock", test_round_the_clock);
  ADD ("over-midnight", test_over_midnight);
  ADD ("night-before-a-day-off", test_night_before_a_day_off);
  ADD ("one-working-day-a-week", test_one_working_day_a_week);
  ADD ("empty-calendar", test_empty_calendar);
  ADD ("no-working-day", test_no_working_day);
  ADD ("misspelt-schedules", test_misspelt_schedules);
  ADD ("two-zones", test_two_zones);
  ADD ("days-one-by-one", test_days_one_by_one);
  ADD ("reasons", test_reasons);
  ADD ("not-covered", test_not_covered);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_schedule_tests ();
  ADD ("shortened-limit-already-past", test_shortened_limit_already_past);
  ADD ("return-leaves-submit-past", test_return_leaves_submit_past);
  ADD ("regional-days", test_regional_days);
  ADD ("saratov-2016", test_saratov_2016);
  ADD ("barnaul-2016", test_barnaul_2016);
  ADD ("berlin-spring", test_berlin_spring);
  ADD ("berlin-autumn", test_berlin_autumn);
  ADD ("back-over-midnight", test_back_over_midnight);
  return g_test_run ();
}
