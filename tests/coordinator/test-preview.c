/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator learns before changing the office over HTTP: limits that would move, work that
 * must be handed over; and that adopting then does just that. */
#include "coordinator-bench.h"
#include "core/osr-json.h"

#define HANDED "{\"person\":\"gkh\",\"login\":\"gkh\",\"name\":\"G\",\"disabled\":true%s}"

static Answer *
preview (Bench *bench, const char *login, const char *type, const char *members, guint status)
{
  g_autofree char *token = bench_sign_in (bench, login);
  g_autofree char *body = g_strdup_printf ("{\"type\":\"%s\",\"members\":%s}", type, members);
  Answer *answer = bench_send (bench, "POST", "/v1/office/preview", token, body);

  g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  return answer;
}

static Answer *
change (Bench *bench, const char *type, const char *members, guint status)
{
  g_autofree char *token = bench_sign_in (bench, "admin");
  g_autofree char *body = bench_body ("office", type, -1, members, NULL);

  return bench_command (bench, token, NULL, body, status);
}

/* Hours of the office from nine to @end, every day of the week. */
static char *
hours_to (const char *end)
{
  GString *text = g_string_new ("{\"schedule\":{\"week\":{");
  const char *days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    g_string_append_printf (text, "%s\"%s\":[\"09:00-%s\"]", i > 0 ? "," : "", days[i], end);
  g_string_append (text, "}}}");
  return g_string_free (text, FALSE);
}

/* (transfer full): a case taken and routed to the ministry of housing */
static char *
routed (Bench *bench)
{
  char *id = office_bench_find (&bench->office, "1", "text");

  office_bench_append (&bench->office, id, "detected", "kurator", NULL, NULL);
  office_bench_append (&bench->office, id, "triaged", "kurator",
                       "{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}", NULL);
  office_bench_append (&bench->office, id, "routed", "kurator", "{\"body\":\"gkh\"}", NULL);
  return id;
}

static JsonArray *
list_of (Answer *answer, const char *member)
{
  JsonArray *array = osr_json_get_array (answer->object, member);

  g_assert_nonnull (array);
  return array;
}

/* What was said to move is what moved, and asking changed nothing. */
static void
test_hours (Bench *bench, gconstpointer data)
{
  g_autofree char *id = routed (bench);
  g_autofree char *members = hours_to ("11:00");
  gint64 head = osr_log_get_head (bench_log (bench));
  g_autoptr (Answer) said = preview (bench, "admin", "schedule-set", members, 200);
  g_autoptr (Answer) done = NULL;
  g_autoptr (Answer) again = NULL;
  JsonObject *move;

  g_assert_cmpint (osr_log_get_head (bench_log (bench)), ==, head);
  g_assert_cmpuint (json_array_get_length (list_of (said, "moves")), >, 0);
  g_assert_cmpuint (json_array_get_length (list_of (said, "reach")), ==, 0);
  g_assert_cmpuint (json_array_get_length (list_of (said, "work")), ==, 0);
  move = json_array_get_object_element (list_of (said, "moves"), 0);
  g_assert_cmpstr (osr_json_get_string (move, "case"), ==, id);
  g_assert_cmpint (osr_json_get_int (move, "after", 0), !=, osr_json_get_int (move, "before", 0));
  done = change (bench, "schedule-set", members, 200);
  again = preview (bench, "admin", "schedule-set", members, 200);
  g_assert_cmpuint (json_array_get_length (list_of (again, "moves")), ==, 0);
}

/* The zone of a body comes from the coordinator's own tz database, and is not sent twice. */
static void
test_zone (Bench *bench, gconstpointer data)
{
  static const char members[] = "{\"body\":\"gkh\",\"zone\":\"Asia/"
                                "Omsk\",\"schedule\":{\"week\":{\"mon\":[\"09:00-18:00\"]}}}";
  static const char nowhere[] = "{\"body\":\"gkh\",\"zone\":\"Asia/"
                                "Atlantis\",\"schedule\":{\"week\":{\"mon\":[\"09:00-18:00\"]}}}";
  g_autoptr (Answer) said = preview (bench, "admin", "schedule-set", members, 200);
  g_autoptr (Answer) done = change (bench, "schedule-set", members, 200);
  g_autofree char *token = bench_sign_in (bench, "admin");
  g_autofree char *body = g_strdup_printf ("{\"type\":\"schedule-set\",\"members\":%s}", nowhere);
  g_autoptr (Answer) refused = bench_send (bench, "POST", "/v1/office/preview", token, body);
  OsrRegistry *registry = osr_log_get_registry (bench_log (bench));

  g_assert_nonnull (osr_registry_find_zone (registry, "Asia/Omsk"));
  g_assert_cmpstr (osr_registry_get_zone_of (registry, "gkh"), ==, "Asia/Omsk");
  g_assert_cmpuint (refused->status, >=, 400);
}

/* A reading of the regulation is chosen over HTTP; its digest is the coordinator's. */
static void
test_reading (Bench *bench, gconstpointer data)
{
  OsrRegistry *registry = osr_log_get_registry (bench_log (bench));
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  g_autofree char *document = osr_json_write_object (osr_regulation_get_source (regulation));
  g_autofree char *members = g_strdup_printf (
      "{\"document\":%s,\"readings\":{\"late-return\":\"duty\"},\"digest\":\"x\"}", document);
  g_autofree char *wrong =
      g_strdup_printf ("{\"document\":%s,\"readings\":{\"late-return\":\"perhaps\"}}", document);
  g_autoptr (Answer) said = preview (bench, "admin", "regulation-adopted", members, 200);
  g_autoptr (Answer) refused = preview (bench, "admin", "regulation-adopted", wrong, 400);
  g_autoptr (Answer) done = change (bench, "regulation-adopted", members, 200);
  const OsrReading *reading;

  reading = osr_regulation_find_reading (
      osr_registry_get_regulation (osr_log_get_registry (bench_log (bench))), "late-return");
  g_assert_cmpstr (osr_reading_get_chosen (reading)->id, ==, "duty");
  g_assert_null (strstr (done->body, "\\\"digest\\\":\\\"x\\\""));
}

/* What somebody has open is named, and each message can go to another. */
static void
test_hand_over (Bench *bench, gconstpointer data)
{
  g_autofree char *id = routed (bench);
  g_autofree char *bare = g_strdup_printf (HANDED, "");
  g_autofree char *each = g_strdup_printf (",\"hand_over\":{\"%s\":\"transport\"}", id);
  g_autofree char *whole = g_strdup_printf (HANDED, each);
  g_autofree char *itself = g_strdup_printf (HANDED, ",\"hand_over\":{\"x\":\"gkh\"}");
  g_autoptr (Answer) granted =
      change (bench, "role-granted",
              "{\"person\":\"transport\",\"role\":\"executor\",\"body\":\"gkh\"}", 200);
  g_autoptr (Answer) said = NULL;
  g_autoptr (Answer) refused = NULL;
  g_autoptr (Answer) self_taken = NULL;
  g_autoptr (Answer) done = NULL;
  g_autoptr (OsrCase) after = NULL;

  office_bench_append (&bench->office, id, "assigned", "gkh",
                       "{\"body\":\"gkh\",\"executor\":\"gkh\"}", NULL);
  said = preview (bench, "admin", "person-set", bare, 200);
  g_assert_cmpuint (json_array_get_length (list_of (said, "work")), ==, 1);
  g_assert_cmpstr (osr_json_get_string (json_array_get_object_element (list_of (said, "work"), 0),
                                        "case"),
                   ==, id);
  refused = change (bench, "person-set", bare, 422);
  self_taken = change (bench, "person-set", itself, 400);
  done = change (bench, "person-set", whole, 200);
  after = office_bench_load (&bench->office, id);
  g_assert_cmpstr (((OsrCaseBody *) after->bodies->pdata[0])->executor, ==, "transport");
}

static void
test_only_admin (Bench *bench, gconstpointer data)
{
  g_autofree char *members = hours_to ("11:00");
  g_autoptr (Answer) refused = preview (bench, "kurator", "schedule-set", members, 403);
  g_autoptr (Answer) stranger =
      bench_send (bench, "POST", "/v1/office/preview", NULL, "{\"type\":\"x\",\"members\":{}}");
  g_autoptr (Answer) nonsense = preview (bench, "admin", "never-heard-of", "{}", 400);

  g_assert_cmpuint (stranger->status, ==, 401);
}

int
main (int argc, char **argv)
{
#define add(name, test)                                                                            \
  g_test_add ("/coordinator/preview/" name, Bench, NULL, bench_set_up, test, bench_tear_down)
  g_test_init (&argc, &argv, NULL);
  add ("hours", test_hours);
  add ("zone", test_zone);
  add ("reading", test_reading);
  add ("hand-over", test_hand_over);
  add ("only-admin", test_only_admin);
  return g_test_run ();
}
