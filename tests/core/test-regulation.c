/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A broken profile is refused with the file, the member and the clause named. */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/regulation/osr-trigger.h"
#include "core/regulation/osr-merge-patch.h"
#include "core/time/osr-production-calendar.h"
#include "core/regulation/osr-regulation.h"

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

/* A draft that went back inside the body is what a trigger means only when it says so. */
static void
test_inside (void)
{
  static const char *const whole = "{\"starts\":[\"reworked\"]}";
  static const char *const named =
      "{\"starts\":[{\"event\":\"reworked\",\"member\":\"internal\",\"value\":true}]}";
  g_autoptr (JsonObject) members = osr_json_read_object ("{\"internal\":true}", -1, 0, "m", NULL);
  g_autoptr (OsrEvent) inside = osr_event_new ("reworked", 1, members, NULL);
  g_autoptr (OsrEvent) back = osr_event_new ("reworked", 1, NULL, NULL);

  for (guint i = 0; i < 2; i++) {
    g_autoptr (JsonObject) object = osr_json_read_object (i == 0 ? whole : named, -1, 0, "t", NULL);
    g_autoptr (GArray) triggers = g_array_new (FALSE, FALSE, sizeof (OsrTrigger));

    g_assert_cmpint (osr_triggers_read (object, "starts", triggers), ==, -1);
    g_assert_cmpint (osr_triggers_match (triggers, inside), ==, i == 1);
    g_assert_cmpint (osr_triggers_match (triggers, back), ==, i == 0);
  }
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

#define TIMER(more)                                                                                \
  "{\"id\":\"a\",\"name\":" TEXT ",\"text\":" TEXT                                                 \
  ",\"clause\":\"8\",\"unit\":\"working-minutes\","                                                \
  "\"amount\":5,\"office\":\"body\",\"subject\":\"case\",\"starts\":[\"detected\"]" more "}"
#define READING(settings)                                                                          \
  "\"readings\":[{\"id\":\"r\",\"clauses\":\"9\",\"question\":" TEXT ",\"settings\":[" settings    \
  "]}]"
#define SETTING(id, more) "{\"id\":\"" id "\",\"text\":" TEXT more "}"

/* The member at fault is named with its place and its clause. */
static void
test_timer_members (void)
{
  static const char *const faults[][2] = {
    { TIMER (",\"until\":\"soon\""), "member \"until\" (/timers/0/until)" },
    { TIMER (",\"edge\":\"blunt\""), "expected one of nearest, working" },
    { TIMER (",\"day_start\":\"dawn\""), "expected one of calendar, working" },
    { TIMER (",\"shortened\":{\"by\":\"minutes\",\"taken\":\"second\"}"), "latest, first" },
    { TIMER (",\"shortened\":{\"by\":\"mark\",\"amount\":9}"), "below the standard one" },
    { TIMER (",\"warn\":[200,500]"), "the largest first" },
    { TIMER (",\"warn\":[0]"), "thousandths from 1" },
    { TIMER (",\"met_by\":[{\"event\":\"triaged\",\"member\":\"x\"}]"), "the element 0 is none" },
    { TIMER (",\"met_by\":\"published\""), "expected a list of events" },
    { TIMER (",\"readings\":[\"nothing\"]"), "expected readings of this profile" },
    { TIMER (",\"reserve\":[5]"), "expected ids" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *json = g_strconcat (HEAD, faults[i][0], "]}", NULL);

    assert_refused (json, faults[i][1]);
    assert_refused (json, "(clause 8)");
  }
}

static void
test_readings (void)
{
  static const char *const faults[][2] = {
    { READING (SETTING ("one", "")), "at least two ways" },
    { READING (SETTING ("one", "") "," SETTING ("one", "")), "an \"id\" of its own" },
    { READING (SETTING ("one", ",\"patch\":{}") "," SETTING ("two", "")), "as it stands" },
    { READING (SETTING ("one", "") "," SETTING ("two", ",\"patch\":{\"zone\":\"Z\"}")),
      "does not change \"zone\"" },
    { READING (SETTING ("one", "") "," SETTING ("two", ",\"patch\":5")), "expected an object" },
    { "\"readings\":5", "expected a list" },
    { "\"ends\":5", "\"ends\"" },
    { "\"rules\":{\"repeat\":{\"timers\":[\"b\"]}}", "expected timers of this profile" },
    { "\"warnings\":{\"shares\":[1000]}", "thousandths" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *json = g_strconcat (HEAD, GOOD, "],", faults[i][0], "}", NULL);

    assert_refused (json, faults[i][1]);
  }
}

/* A patch that names what is not there is told when it is chosen, and before by the check. */
static void
test_patch_unknown (void)
{
  static const char json[] = HEAD GOOD "]," READING (
      SETTING ("one", "") "," SETTING ("two", ",\"patch\":{\"timers\":{\"b\":null}}")) "}";
  g_autoptr (JsonObject) object = osr_json_read_object (json, -1, 0, "x.json", NULL);
  g_autoptr (OsrRegulation) regulation = osr_regulation_new_from_json (object, "x.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (regulation);
  g_assert_false (osr_regulation_check_settings (object, "x.json", &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "\"timers\" has no \"b\""));
}

static void
test_roles (void)
{
  assert_refused ("{\"id\":\"x\",\"version\":1,\"title\":" TEXT ",\"zone\":\"Z\",\"region\":\"R\","
                  "\"networks\":[],\"draft_kinds\":[],\"roles\":[{\"id\":\"admin\",\"name\":" TEXT
                  ",\"clause\":\"1\",\"reach\":\"all\"}]}",
                  "the administrator");
  assert_refused ("{\"id\":\"x\",\"version\":1,\"title\":" TEXT ",\"zone\":\"Z\",\"region\":\"R\","
                  "\"networks\":[],\"draft_kinds\":[],\"roles\":[{\"id\":\"scribe\",\"name\":" TEXT
                  ",\"clause\":\"1\",\"reach\":\"far\"}]}",
                  "role \"scribe\" (clause 1), member \"reach\" (/roles/0/reach)");
  assert_refused (
      "{\"id\":\"x\",\"version\":1,\"title\":" TEXT ",\"zone\":\"Z\",\"region\":\"R\","
      "\"networks\":[],\"draft_kinds\":[],\"roles\":[{\"id\":\"scribe\",\"name\":" TEXT
      ",\"clause\":\"1\",\"reach\":\"body\"}],\"steps\":{\"routed\":{\"roles\":[\"monk\"],"
      "\"clause\":\"2\"}}}",
      "steps/routed");
}

/* RFC 7396, appendix A, and lists by id. */
static void
test_merge_patch (void)
{
  static const char *const cases[][3] = {
    { "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
    { "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}" },
    { "{\"a\":\"b\"}", "{\"a\":null}", "{}" },
    { "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
    { "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}" },
    { "{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}" },
    { "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}" },
    { "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) target = osr_json_read (cases[i][0], -1, 0, "target", NULL);
    g_autoptr (JsonNode) patch = osr_json_read (cases[i][1], -1, 0, "patch", NULL);
    g_autoptr (JsonNode) merged = osr_merge_patch (target, patch);
    g_autofree char *text = osr_json_write (merged);
    g_autofree char *before = osr_json_write (target);

    g_assert_cmpstr (text, ==, cases[i][2]);
    g_assert_cmpstr (before, ==, cases[i][0]);
  }
}

static void
test_merge_patch_list (void)
{
  g_autoptr (JsonNode) list =
      osr_json_read ("[{\"id\":\"a\",\"n\":1},{\"id\":\"b\",\"n\":2}]", -1, 0, "list", NULL);
  g_autoptr (JsonObject) patch =
      osr_json_read_object ("{\"a\":null,\"*\":{\"u\":3},\"b\":{\"n\":4}}", -1, 0, "patch", NULL);
  const char *unknown = "unset";
  g_autoptr (JsonArray) merged = osr_merge_patch_list (json_node_get_array (list), patch, &unknown);

  g_assert_null (unknown);
  g_assert_cmpuint (json_array_get_length (merged), ==, 1);
  g_assert_cmpint (osr_json_get_int (osr_json_array_get_object (merged, 0), "n", 0), ==, 4);
  g_assert_cmpint (osr_json_get_int (osr_json_array_get_object (merged, 0), "u", 0), ==, 3);
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
  g_test_add_func ("/core/regulation/timer-members", test_timer_members);
  g_test_add_func ("/core/regulation/readings", test_readings);
  g_test_add_func ("/core/regulation/patch-unknown", test_patch_unknown);
  g_test_add_func ("/core/regulation/roles", test_roles);
  g_test_add_func ("/core/merge-patch/rfc-7396", test_merge_patch);
  g_test_add_func ("/core/merge-patch/list", test_merge_patch_list);
  g_test_add_func ("/core/production-calendar/refused", test_calendar);
  g_test_add_func ("/core/production-calendar/decrees", test_decrees);
  g_test_add_func ("/core/regulation/sent-back-inside", test_inside);
  return g_test_run ();
}
