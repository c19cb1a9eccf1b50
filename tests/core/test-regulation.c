/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A broken profile is refused with the file, the member and the clause named. */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/osr-production-calendar.h"
#include "core/osr-regulation.h"

#define TEXT "{\"ru\":\"Т\",\"en\":\"T\"}"
#define HEAD                                                                                       \
  "{\"id\":\"x\",\"version\":1,\"title\":" TEXT                                                    \
  ",\"zone\":\"Z\",\"region\":\"R\",\"networks\":[\"vk\"],\"steps\":{},\"roles\":[{\"id\":"        \
  "\"curator\","                                                                                   \
  "\"name\":" TEXT                                                                                 \
  ",\"clause\":\"5\",\"reach\":\"office\"}],\"draft_kinds\":[\"final\"],\"timers\":["
#define GOOD                                                                                       \
  "{\"id\":\"a\",\"name\":" TEXT ",\"text\":" TEXT                                                 \
  ",\"clause\":\"1\",\"unit\":\"working-minutes\",\"amount\":5,\"office\":\"body\","               \
  "\"subject\":\"case\",\"starts\":[\"detected\"]}"

static void
assert_refused (const char *json, const char *what)
{
  g_autoptr (JsonObject) object = osr_json_read_object (json, -1, 0, "x.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (object);
  g_assert_null (osr_regulation_new_from_json (object, "x.json", &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "x.json"));
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_good (void)
{
  g_autoptr (JsonObject) object = osr_json_read_object (HEAD GOOD "]}", -1, 0, "x.json", NULL);
  g_autoptr (OsrRegulation) regulation = osr_regulation_new_from_json (object, "x.json", NULL);

  g_assert_nonnull (regulation);
  g_assert_cmpint (osr_regulation_find_timer (regulation, "a")->amount, ==, 5);
  g_assert_false (osr_regulation_permits (regulation, "curator", "routed", NULL));
  g_assert_false (osr_regulation_allows_kind (regulation, "interim"));
}

static void
test_head (void)
{
  assert_refused ("{}", "\"id\"");
  assert_refused ("{\"id\":\"x\",\"title\":" TEXT ",\"zone\":\"Z\",\"region\":\"R\"}",
                  "\"version\"");
  assert_refused (HEAD "]}", "\"timers\"");
}

static void
test_timer (void)
{
  assert_refused (HEAD "{\"id\":\"a\"}]}", "clause");
  assert_refused (HEAD "{\"id\":\"a\",\"clause\":\"8\",\"unit\":\"weeks\"}]}",
                  "timer \"a\" (clause 8), member \"unit\"");
  assert_refused (HEAD
                  "{\"id\":\"a\",\"clause\":\"8\",\"unit\":\"working-minutes\",\"amount\":0}]}",
                  "\"amount\"");
  assert_refused (HEAD "{\"id\":\"a\",\"clause\":\"8\",\"unit\":\"at-once\",\"amount\":3}]}",
                  "\"amount\"");
  assert_refused (HEAD GOOD "," GOOD "]}", "twice");
  assert_refused (HEAD "5]}", "timers");
}

static void
test_references (void)
{
  assert_refused (HEAD "{\"id\":\"b\",\"name\":" TEXT ",\"text\":" TEXT
                       ",\"clause\":\"2\",\"unit\":\"working-minutes\",\"amount\":5,"
                       "\"office\":\"body\",\"subject\":\"case\",\"before\":\"a\","
                       "\"starts\":[\"routed\"]}," GOOD "]}",
                  "\"before\"");
  assert_refused (HEAD GOOD ",{\"id\":\"b\",\"name\":" TEXT ",\"text\":" TEXT
                            ",\"clause\":\"2\",\"unit\":\"working-days\",\"amount\":5,"
                            "\"office\":\"body\",\"subject\":\"case\",\"reserve\":[\"a\"],"
                            "\"starts\":[\"routed\"]}]}",
                  "\"reserve\"");
}

static void
assert_calendar_refused (const char *json, const char *what)
{
  g_autoptr (JsonObject) object = osr_json_read_object (json, -1, 0, "calendar", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_production_calendar_new_from_json (object, NULL, FALSE, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_calendar (void)
{
  assert_calendar_refused ("{}", "years");
  assert_calendar_refused ("{\"years\":[{\"year\":2025},{\"year\":2027}]}", "follow each other");
  assert_calendar_refused ("{\"years\":[{\"year\":2025,\"holidays\":[\"2026-01-01\"]}]}",
                           "2026-01-01");
  assert_calendar_refused ("{\"years\":[{\"year\":2025,\"holidays\":5}]}", "holidays");
}

/* Reading 5: the decree switch. */
static void
test_decrees (void)
{
  static const char json[] =
      "{\"years\":[{\"year\":2020,\"decree_off\":[\"2020-05-07\",\"2020-05-08\"],"
      "\"shortened_cancelled_by_decree\":[\"2020-05-08\"]}]}";
  g_autoptr (JsonObject) object = osr_json_read_object (json, -1, 0, "calendar", NULL);
  g_autoptr (OsrProductionCalendar) off =
      osr_production_calendar_new_from_json (object, NULL, FALSE, NULL);
  g_autoptr (OsrProductionCalendar) on =
      osr_production_calendar_new_from_json (object, NULL, TRUE, NULL);
  OsrDay day = osr_day_from_ymd (2020, 5, 8);

  g_assert_cmpint (osr_production_calendar_get_kind (off, day), ==, OSR_DAY_SHORTENED);
  g_assert_cmpint (osr_production_calendar_get_kind (off, day - 1), ==, OSR_DAY_ORDINARY);
  g_assert_cmpint (osr_production_calendar_get_kind (on, day), ==, OSR_DAY_DECREE_OFF);
  g_assert_cmpint (osr_production_calendar_get_kind (on, day + 1000), ==, OSR_DAY_NOT_COVERED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/regulation/good", test_good);
  g_test_add_func ("/core/regulation/head", test_head);
  g_test_add_func ("/core/regulation/timer", test_timer);
  g_test_add_func ("/core/regulation/references", test_references);
  g_test_add_func ("/core/production-calendar/refused", test_calendar);
  g_test_add_func ("/core/production-calendar/decrees", test_decrees);
  return g_test_run ();
}
