/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days, zones and working time: edges, coverage, and agreement with a slow walk minute by minute. */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "osr-office-fixture.h"

static OsrInstant
at (const char *text)
{
  OsrInstant instant = osr_instant_parse (text);

  g_assert_cmpint (instant, !=, OSR_INSTANT_UNKNOWN);
  return instant;
}

static OsrWorkTime *
work_time_of (Office *office)
{
  return osr_registry_get_work_time (office->registry, NULL);
}

static void
open_office (Office *office, gconstpointer data)
{
  office_open (office, "amur");
}

static void
close_office (Office *office, gconstpointer data)
{
  office_close (office);
}

static void
test_days (void)
{
  OsrDay day;
  int y, m, d;

  g_assert_cmpint (osr_day_from_ymd (1970, 1, 1), ==, 0);
  g_assert_cmpint (osr_day_weekday (0), ==, 4);
  for (OsrDay i = -1000; i < 60000; i += 7) {
    osr_day_to_ymd (i, &y, &m, &d);
    g_assert_cmpint (osr_day_from_ymd (y, m, d), ==, i);
  }
  g_assert_true (osr_day_parse ("2024-02-29", &day));
  g_assert_cmpint (osr_day_weekday (day), ==, 4);
  g_assert_false (osr_day_parse ("2026-02-29", &day));
  g_assert_false (osr_day_parse ("2026-2-9", &day));
  g_assert_false (osr_day_parse ("2026-02-09x", &day));
  g_assert_false (osr_day_parse (NULL, &day));
}

static void
test_instants (void)
{
  g_autofree char *text = osr_instant_format (at ("2026-03-06T10:12:04.500+09:00"), NULL);

  g_assert_cmpstr (text, ==, "2026-03-06T01:12:04.500000Z");
  g_assert_cmpint (osr_instant_parse ("2026-03-06 10:12"), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_instant_parse ("2026-03-06T10:12:00"), ==, OSR_INSTANT_UNKNOWN);
}

/* Saratov moved an hour east on 4 December 2016 at 02:00: that hour does not exist. */
static void
test_zone_moved (void)
{
  const OsrZoneTransition moves[] = { { at ("2014-10-25T22:00:00Z"), 10800 },
                                      { at ("2016-12-03T23:00:00Z"), 14400 } };
  g_autoptr (OsrZone) zone = osr_zone_new ("Europe/Saratov", moves, 2);
  OsrDay day = osr_day_from_ymd (2016, 12, 4);

  g_assert_cmpint (osr_zone_instant_at (zone, day, 3600), ==, at ("2016-12-04T01:00:00+03:00"));
  g_assert_cmpint (osr_zone_instant_at (zone, day, 2 * 3600), ==, at ("2016-12-04T03:00:00+04:00"));
  g_assert_cmpint (osr_zone_instant_at (zone, day, 4 * 3600), ==, at ("2016-12-04T04:00:00+04:00"));
  g_assert_cmpint (osr_zone_day_at (zone, at ("2016-12-04T23:59:59+04:00"), NULL), ==, day);
}

/* Moscow went back an hour on 26 October 2014 at 02:00: of two equal moments the earlier. */
static void
test_zone_back (void)
{
  const OsrZoneTransition moves[] = { { at ("2011-03-26T23:00:00Z"), 14400 },
                                      { at ("2014-10-25T22:00:00Z"), 10800 } };
  g_autoptr (OsrZone) zone = osr_zone_new ("Europe/Moscow", moves, 2);

  g_assert_cmpint (osr_zone_instant_at (zone, osr_day_from_ymd (2014, 10, 26), 3600 + 1800), ==,
                   at ("2014-10-26T01:30:00+04:00"));
  g_assert_cmpint (osr_zone_instant_at (zone, osr_day_from_ymd (2014, 10, 26), 2 * 3600), ==,
                   at ("2014-10-26T02:00:00+03:00"));
}

static void
test_zone_json (void)
{
  const OsrZoneTransition moves[] = { { 5, 10800 }, { 9, 14400 } };
  g_autoptr (OsrZone) zone = osr_zone_new ("A/B", moves, 2);
  g_autoptr (JsonObject) json = osr_zone_to_json (zone);
  g_autoptr (OsrZone) back = osr_zone_new_from_json (json, NULL);
  g_autoptr (JsonObject) bad = osr_json_read_object (
      "{\"id\":\"A/B\",\"transitions\":[{\"from\":9,\"offset\":0},{\"from\":9,\"offset\":1}]}", -1,
      0, "zone", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (osr_zone_get_offset (back, 8), ==, 10800);
  g_assert_cmpint (osr_zone_get_offset (back, 9), ==, 14400);
  g_assert_null (osr_zone_new_from_json (bad, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
}

/* Reading 3: forward the earliest moment, back the latest. */
static void
test_edges (Office *office, gconstpointer data)
{
  OsrWorkTime *time = work_time_of (office);

  g_assert_cmpint (osr_work_time_add (time, at ("2026-03-06T09:00:00+09:00"), 4 * OSR_HOUR), ==,
                   at ("2026-03-06T13:00:00+09:00"));
  g_assert_cmpint (osr_work_time_subtract (time, at ("2026-03-06T18:00:00+09:00"), 4 * OSR_HOUR),
                   ==, at ("2026-03-06T14:00:00+09:00"));
  g_assert_cmpint (osr_work_time_subtract (time, at ("2026-03-06T10:00:00+09:00"), OSR_HOUR), ==,
                   at ("2026-03-06T09:00:00+09:00"));
  g_assert_cmpint (osr_work_time_subtract (time, at ("2026-03-06T18:00:00+09:00"), 0), ==,
                   at ("2026-03-06T18:00:00+09:00"));
  g_assert_cmpint (osr_work_time_add (time, at ("2026-03-06T13:30:00+09:00"), 0), ==,
                   at ("2026-03-06T14:00:00+09:00"));
}

/* The edge "working": where work begins again, or where it last ended. */
static void
test_edges_of_work (Office *office, gconstpointer data)
{
  OsrWorkTime *time = work_time_of (office);
  static const char *const forward[][2] = {
    { "2026-03-06T13:00:00+09:00", "2026-03-06T14:00:00+09:00" },
    { "2026-03-06T18:00:00+09:00", "2026-03-10T09:00:00+09:00" },
    { "2026-03-06T12:59:59+09:00", "2026-03-06T12:59:59+09:00" },
    { "2026-03-06T09:00:00+09:00", "2026-03-06T09:00:00+09:00" },
  };
  static const char *const back[][2] = {
    { "2026-03-06T14:00:00+09:00", "2026-03-06T13:00:00+09:00" },
    { "2026-03-10T09:00:00+09:00", "2026-03-06T18:00:00+09:00" },
    { "2026-03-06T14:00:01+09:00", "2026-03-06T14:00:01+09:00" },
    { "2026-03-06T18:00:00+09:00", "2026-03-06T18:00:00+09:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forward); i++) {
    g_assert_cmpint (osr_work_time_edge_forward (time, at (forward[i][0])), ==, at (forward[i][1]));
    g_assert_cmpint (osr_work_time_edge_back (time, at (back[i][0])), ==, at (back[i][1]));
  }
  g_assert_cmpint (osr_work_time_edge_forward (time, OSR_INSTANT_UNKNOWN), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_edge_back (time, OSR_INSTANT_UNKNOWN), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_edge_back (time, at ("2019-01-01T10:00:00+09:00")), ==,
                   OSR_INSTANT_UNKNOWN);
}

static void
test_shortened_and_weekend (Office *office, gconstpointer data)
{
  OsrWorkTime *time = work_time_of (office);

  g_assert_false (osr_work_time_is_working (time, at ("2026-04-30T17:00:00+09:00")));
  g_assert_true (osr_work_time_is_working (time, at ("2026-04-30T16:59:59+09:00")));
  g_assert_true (osr_work_time_is_working (time, at ("2025-11-01T16:59:00+09:00")));
  g_assert_false (osr_work_time_is_working (time, at ("2025-11-01T17:00:00+09:00")));
  g_assert_false (osr_work_time_is_working (time, at ("2026-01-09T10:00:00+09:00")));
}

static void
test_not_covered (Office *office, gconstpointer data)
{
  OsrWorkTime *time = work_time_of (office);

  g_assert_cmpint (osr_work_time_add (time, at ("2018-12-31T10:00:00+09:00"), OSR_HOUR), ==,
                   OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_add (time, at ("2027-12-30T17:59:00+09:00"), 50 * OSR_HOUR), ==,
                   OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_work_time_end_of_day (time, at ("2027-12-30T10:00:00+09:00"), 7), ==,
                   OSR_INSTANT_UNKNOWN);
}

/* Property: add and between agree, and both agree with counting minute by minute. */
static void
test_agrees_with_a_walk (Office *office, gconstpointer data)
{
  OsrWorkTime *time = work_time_of (office);
  g_autoptr (GRand) random = g_rand_new_with_seed (111);

  for (guint i = 0; i < 60; i++) {
    OsrInstant from =
        at ("2021-12-20T00:00:00+09:00") + g_rand_int_range (random, 0, 60000) * OSR_MINUTE;
    gint64 amount = g_rand_int_range (random, 1, 900);
    OsrInstant due = osr_work_time_add (time, from, amount * OSR_MINUTE);
    gint64 walked = 0;

    for (OsrInstant t = from; t < due; t += OSR_MINUTE)
      walked += osr_work_time_is_working (time, t);
    g_assert_cmpint (walked, ==, amount);
    g_assert_true (osr_work_time_is_working (time, due - OSR_MINUTE));
    g_assert_cmpint (osr_work_time_between (time, from, due), ==, amount * OSR_MINUTE);
    g_assert_cmpint (osr_work_time_between (time, due, from), ==, -amount * OSR_MINUTE);
  }
}

/* Spans leave no gap and their working part is what between() says. */
static void
test_spans (Office *office, gconstpointer data)
{
  OsrWorkTime *time = work_time_of (office);
  OsrInstant from = at ("2026-03-06T08:30:00+09:00");
  OsrInstant to = at ("2026-03-10T11:00:00+09:00");
  g_autoptr (GArray) spans = osr_work_time_spans (time, from, to);
  static const OsrSpanKind kinds[] = { OSR_SPAN_NIGHT,   OSR_SPAN_WORKING, OSR_SPAN_BREAK,
                                       OSR_SPAN_WORKING, OSR_SPAN_NIGHT,   OSR_SPAN_WEEKEND,
                                       OSR_SPAN_HOLIDAY, OSR_SPAN_NIGHT,   OSR_SPAN_WORKING };
  gint64 worked = 0;

  g_assert_cmpuint (spans->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < spans->len; i++) {
    const OsrSpan *span = &g_array_index (spans, OsrSpan, i);

    g_assert_cmpint (span->kind, ==, kinds[i]);
    g_assert_cmpint (span->start, ==, i == 0 ? from : g_array_index (spans, OsrSpan, i - 1).end);
    worked += span->kind == OSR_SPAN_WORKING ? span->end - span->start : 0;
  }
  g_assert_cmpint (worked, ==, osr_work_time_between (time, from, to));
}

static void
assert_schedule_refused (Office *office, const char *week, const char *what)
{
  g_autofree char *text = g_strdup_printf ("{\"week\":%s}", week);
  g_autoptr (JsonObject) object = osr_json_read_object (text, -1, 0, "schedule", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_work_time_new_from_json (
      object, office->zone, osr_work_time_get_calendar (work_time_of (office)), &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_bad_schedules (Office *office, gconstpointer data)
{
  assert_schedule_refused (office, "{}", "week");
  assert_schedule_refused (office, "{\"tue\":[\"9:00-13:00\"]}", "tue");
  assert_schedule_refused (office, "{\"tue\":[\"13:00-13:00\"]}", "13:00-13:00");
  assert_schedule_refused (office, "{\"mon\":[\"09:00-13:00\",\"12:00-18:00\"]}", "12:00-18:00");
  assert_schedule_refused (office, "{\"mon\":[\"09:00-25:00\"]}", "25:00");
}

#define TEST(name, test)                                                                           \
  g_test_add ("/core/work-time/" name, Office, NULL, open_office, test, close_office)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/instant/days", test_days);
  g_test_add_func ("/core/instant/text", test_instants);
  g_test_add_func ("/core/zone/moved", test_zone_moved);
  g_test_add_func ("/core/zone/back", test_zone_back);
  g_test_add_func ("/core/zone/json", test_zone_json);
  TEST ("edges", test_edges);
  TEST ("edges-of-work", test_edges_of_work);
  TEST ("shortened-and-weekend", test_shortened_and_weekend);
  TEST ("not-covered", test_not_covered);
  TEST ("agrees-with-a-walk", test_agrees_with_a_walk);
  TEST ("spans", test_spans);
  TEST ("bad-schedules", test_bad_schedules);
  return g_test_run ();
}
