/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator may change over HTTP, which sentence refuses the rest, and that a substitution
 * begins and ends by the clock with nobody acting. */
#include "coordinator-bench.h"
#include "core/office/osr-substitution.h"
#include "core/osr-json.h"

#define MINUTES(n) ((n) *OSR_MINUTE)

static OsrRegistry *
registry_of (Bench *bench)
{
  return osr_log_get_registry (bench_log (bench));
}

/* Sends a change of the office as the administrator; returns the answer, whose status is @status. */
static Answer *
change (Bench *bench, const char *type, const char *members, guint status)
{
  g_autofree char *token = bench_sign_in (bench, "admin");
  g_autofree char *body = bench_body ("office", type, -1, members, NULL);
  Answer *answer = bench_command (bench, token, NULL, body, status);

  return answer;
}

static void
accept_change (Bench *bench, const char *type, const char *members)
{
  g_autoptr (Answer) answer = change (bench, type, members, 200);
}

static void
refuse_change (Bench *bench, const char *type, const char *members, guint status, const char *code)
{
  g_autoptr (Answer) answer = change (bench, type, members, status);

  g_test_message ("%s", answer->body);
  g_assert_cmpstr (answer_code (answer), ==, code);
}

/* A substitution from @from to @to, in minutes from now. */
static char *
substitution (Bench *bench, const char *id, const char *absent, const char *by, int from, int to)
{
  OsrInstant now = osr_clock_now (bench->office.clock);

  return g_strdup_printf (
      "{\"id\":\"%s\",\"absent\":\"%s\",\"substitute\":\"%s\",\"from\":%" G_GINT64_FORMAT
      ",\"to\":%" G_GINT64_FORMAT ",\"ground\":\"leave\"}",
      id, absent, by, now + MINUTES (from), now + MINUTES (to));
}

static void
enter (Bench *bench, const char *id, const char *absent, const char *by, int from, int to)
{
  g_autofree char *members = substitution (bench, id, absent, by, from, to);

  accept_change (bench, "substitution-set", members);
}

static void
refuse_entry (Bench *bench, const char *absent, const char *by, int from, int to, const char *code)
{
  g_autofree char *members = substitution (bench, "new", absent, by, from, to);

  refuse_change (bench, "substitution-set", members, g_str_equal (code, "malformed") ? 400 : 422,
                 code);
}

/* (transfer full): a case routed to @body and assigned to @executor (nullable) */
static char *
routed (Bench *bench, const char *native_id, const char *body, const char *executor)
{
  char *id = office_bench_find (&bench->office, native_id, "text");
  g_autofree char *members = g_strdup_printf ("{\"body\":\"%s\"}", body);
  g_autofree char *named =
      g_strdup_printf ("{\"body\":\"%s\",\"executor\":\"%s\"}", body, executor);

  office_bench_append (&bench->office, id, "detected", "kurator", NULL, NULL);
  office_bench_append (&bench->office, id, "triaged", "kurator",
                       "{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}", NULL);
  office_bench_append (&bench->office, id, "routed", "kurator", members, NULL);
  if (executor != NULL)
    office_bench_append (&bench->office, id, "assigned", executor, named, NULL);
  return id;
}

/* Whether @login is shown case @id now. */
static gboolean
is_shown (Bench *bench, const char *token, const char *id)
{
  g_autoptr (Answer) answer = bench_send (bench, "GET", "/v1/changes", token, NULL);
  JsonArray *entries = osr_json_get_array (answer->object, "entries");
  gboolean shown = FALSE;

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++) {
    JsonObject *entry = osr_json_array_get_object (entries, i);

    if (g_strcmp0 (osr_json_get_string (entry, "case"), id) == 0)
      shown = g_strcmp0 (osr_json_get_string (entry, "kind"), "forget") != 0;
  }
  return shown;
}

static void
test_only_admin (Bench *bench, gconstpointer data)
{
  g_autofree char *token = bench_sign_in (bench, "kurator");
  g_autofree char *body =
      bench_body ("office", "topic-set", -1, "{\"topic\":\"x\",\"name\":\"X\"}", NULL);
  g_autoptr (Answer) answer = bench_command (bench, token, NULL, body, 403);

  g_assert_cmpstr (answer_code (answer), ==, "not-allowed");
  refuse_change (bench, "substitution-begun", "{\"id\":\"x\"}", 403, "not-allowed");
}

static void
test_people (Bench *bench, gconstpointer data)
{
  accept_change (bench, "person-set",
                 "{\"person\":\"new\",\"login\":\"new\",\"name\":\"New\",\"post\":\"Clerk\","
                 "\"mail\":\"new@example.org\"}");
  g_assert_cmpstr (osr_registry_find_person (registry_of (bench), "new")->mail, ==,
                   "new@example.org");
  refuse_change (bench, "person-set", "{\"person\":\"p\",\"login\":\"gkh\",\"name\":\"P\"}", 422,
                 "taken");
  refuse_change (bench, "person-set", "{\"person\":\"p q\",\"login\":\"p\",\"name\":\"P\"}", 400,
                 "malformed");
  refuse_change (bench, "person-set", "{\"person\":\"p\",\"login\":\"p\",\"name\":\" \"}", 400,
                 "malformed");
  refuse_change (bench, "person-set",
                 "{\"person\":\"p\",\"login\":\"p\",\"name\":\"P\",\"mail\":\"a@b\\nRCPT\"}", 400,
                 "malformed");
}

static void
test_roles (Bench *bench, gconstpointer data)
{
  refuse_change (bench, "role-granted", "{\"person\":\"nobody\",\"role\":\"curator\"}", 422,
                 "unknown-person");
  refuse_change (bench, "role-granted", "{\"person\":\"gkh\",\"role\":\"tsar\"}", 422,
                 "unknown-role");
  refuse_change (bench, "role-granted", "{\"person\":\"gkh\",\"role\":\"executor\"}", 422,
                 "unknown-role");
  refuse_change (bench, "role-granted",
                 "{\"person\":\"gkh\",\"role\":\"executor\",\"body\":\"nowhere\"}", 422,
                 "unknown-body");
  refuse_change (bench, "role-revoked", "{\"person\":\"gkh\",\"role\":\"curator\"}", 422,
                 "unknown-role");
  accept_change (bench, "role-granted",
                 "{\"person\":\"gkh\",\"role\":\"executor\",\"body\":\"health\"}");
}

static void
test_last_admin (Bench *bench, gconstpointer data)
{
  refuse_change (bench, "role-revoked", "{\"person\":\"admin\",\"role\":\"admin\"}", 422,
                 "last-admin");
  refuse_change (bench, "person-set",
                 "{\"person\":\"admin\",\"login\":\"admin\",\"name\":\"A\",\"disabled\":true}", 422,
                 "last-admin");
  accept_change (bench, "role-granted", "{\"person\":\"kurator\",\"role\":\"admin\"}");
  accept_change (bench, "role-revoked", "{\"person\":\"admin\",\"role\":\"admin\"}");
}

static void
test_bodies (Bench *bench, gconstpointer data)
{
  accept_change (bench, "body-set",
                 "{\"body\":\"roads\",\"name\":\"Roads\",\"parent\":\"transport\"}");
  refuse_change (bench, "body-set", "{\"body\":\"transport\",\"name\":\"T\",\"parent\":\"roads\"}",
                 422, "loop");
  refuse_change (bench, "body-set", "{\"body\":\"b\",\"name\":\"B\",\"parent\":\"nowhere\"}", 422,
                 "unknown-body");
  refuse_change (bench, "body-set",
                 "{\"body\":\"b\",\"name\":\"B\",\"valid_from\":20,\"valid_to\":10}", 400,
                 "malformed");
  refuse_change (bench, "body-set", "{\"body\":\"b\",\"name\":\"B\",\"topics\":[\"none\"]}", 400,
                 "malformed");
}

/* A reform: a body ends, and another does its work from then on. */
static void
test_successor (Bench *bench, gconstpointer data)
{
  refuse_change (bench, "body-set", "{\"body\":\"health\",\"name\":\"H\",\"successor\":\"gkh\"}",
                 400, "malformed");
  refuse_change (bench, "body-set",
                 "{\"body\":\"health\",\"name\":\"H\",\"valid_to\":9000000000000000,"
                 "\"successor\":\"health\"}",
                 422, "loop");
  refuse_change (bench, "body-set",
                 "{\"body\":\"health\",\"name\":\"H\",\"valid_to\":9000000000000000,"
                 "\"successor\":\"nowhere\"}",
                 422, "unknown-body");
  accept_change (bench, "body-set",
                 "{\"body\":\"health\",\"name\":\"H\",\"valid_to\":9000000000000000,"
                 "\"successor\":\"gkh\"}");
  g_assert_cmpstr (osr_registry_find_body (registry_of (bench), "health")->successor, ==, "gkh");
}

static void
test_body_with_open_cases (Bench *bench, gconstpointer data)
{
  static const char end[] = "{\"body\":\"gkh\",\"name\":\"GKH\",\"valid_to\":1}";
  g_autofree char *id = routed (bench, "1", "gkh", NULL);
  g_autoptr (Answer) refused = change (bench, "body-set", end, 422);

  g_assert_cmpstr (answer_code (refused), ==, "open-work");
  g_assert_nonnull (strstr (refused->body, "2026-000001"));
  office_bench_append (&bench->office, id, "returned", "gkh", "{\"body\":\"gkh\"}",
                       "{\"reason\":\"r\"}");
  accept_change (bench, "body-set", end);
}

static void
test_hand_over (Bench *bench, gconstpointer data)
{
  static const char set[] = "\"person\":\"gkh\",\"login\":\"gkh\",\"name\":\"G\",\"disabled\":true";
  g_autofree char *plain = g_strdup_printf ("{%s}", set);
  g_autofree char *stranger = g_strdup_printf ("{%s,\"hand_over_to\":\"health\"}", set);
  g_autofree char *right = g_strdup_printf ("{%s,\"hand_over_to\":\"transport\"}", set);
  g_autofree char *id = routed (bench, "1", "gkh", "gkh");
  g_autofree char *token = bench_sign_in (bench, "gkh");
  g_autoptr (Answer) refused = change (bench, "person-set", plain, 422);
  g_autoptr (Answer) out = NULL;
  g_autoptr (OsrCase) after = NULL;

  g_assert_cmpstr (answer_code (refused), ==, "open-work");
  g_assert_nonnull (strstr (refused->body, "2026-000001"));
  refuse_change (bench, "person-set", stranger, 422, "open-work");
  accept_change (bench, "role-granted",
                 "{\"person\":\"transport\",\"role\":\"executor\",\"body\":\"gkh\"}");
  accept_change (bench, "person-set", right);
  after = office_bench_load (&bench->office, id);
  g_assert_cmpstr (((OsrCaseBody *) after->bodies->pdata[0])->executor, ==, "transport");
  out = bench_send (bench, "GET", "/v1/changes", token, NULL);
  g_assert_cmpuint (out->status, ==, 401);
}

/* Nothing is assigned, but nobody else of the body could take it. */
static void
test_last_writer (Bench *bench, gconstpointer data)
{
  g_autofree char *id = routed (bench, "1", "gkh", NULL);

  refuse_change (bench, "person-set",
                 "{\"person\":\"gkh\",\"login\":\"gkh\",\"name\":\"G\",\"disabled\":true}", 422,
                 "open-work");
  refuse_change (bench, "role-revoked",
                 "{\"person\":\"gkh\",\"role\":\"executor\",\"body\":\"gkh\"}", 422, "open-work");
}

static void
test_entries (Bench *bench, gconstpointer data)
{
  enter (bench, "s", "gkh", "health", 60, 120);
  refuse_entry (bench, "nobody", "health", 60, 120, "unknown-person");
  refuse_entry (bench, "gkh", "gkh", 200, 300, "loop");
  refuse_entry (bench, "gkh", "social", 119, 300, "overlap");
  refuse_entry (bench, "health", "gkh", 90, 300, "loop");
  refuse_entry (bench, "social", "health", 90, 60, "malformed");
  refuse_entry (bench, "social", "health", -90, -60, "wrong-state");
  /* Neither overlaps: the days only touch. */
  enter (bench, "t", "gkh", "social", 120, 300);
  enter (bench, "u", "health", "gkh", 120, 300);
  refuse_change (bench, "substitution-set",
                 "{\"id\":\"v\",\"absent\":\"gkh\",\"substitute\":\"health\",\"from\":1,"
                 "\"to\":9000000000000000,\"ground\":\"whim\"}",
                 422, "not-foreseen");
}

/* A → B → C, and then C → A closes the ring only where all three are away at a time. */
static void
test_long_loop (Bench *bench, gconstpointer data)
{
  enter (bench, "ab", "gkh", "health", 60, 120);
  enter (bench, "bc", "health", "social", 100, 200);
  refuse_entry (bench, "social", "gkh", 110, 130, "loop");
  enter (bench, "ca", "social", "gkh", 120, 150);
}

static void
test_begins_and_ends (Bench *bench, gconstpointer data)
{
  g_autofree char *token = bench_sign_in (bench, "health");
  g_autofree char *id = routed (bench, "1", "gkh", NULL);

  enter (bench, "s", "gkh", "health", 60, 120);
  office_bench_pass (&bench->office, 59);
  g_assert_false (is_shown (bench, token, id));
  office_bench_pass (&bench->office, 1);
  g_assert_true (is_shown (bench, token, id));
  office_bench_pass (&bench->office, 59);
  g_assert_true (is_shown (bench, token, id));
  office_bench_pass (&bench->office, 1);
  g_assert_false (is_shown (bench, token, id));
  refuse_change (bench, "substitution-ended", "{\"id\":\"s\"}", 409, "stale");
}

/* A workstation that waits is told when the clock comes there, nobody asking. */
static void
test_waiting (Bench *bench, gconstpointer data)
{
  g_autofree char *token = bench_sign_in (bench, "health");
  g_autofree char *id = routed (bench, "1", "gkh", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Answer) answer = NULL;
  Call *call;

  /* No accounts are watched: nothing else appends. */
  accept_change (bench, "account-set",
                 "{\"account\":\"vk-office\",\"network\":\"vk\",\"owner\":\"200000001\","
                 "\"name\":\"n\",\"watched\":false}");
  accept_change (bench, "account-set",
                 "{\"account\":\"vk-transport\",\"network\":\"vk\",\"owner\":\"200000003\","
                 "\"name\":\"n\",\"watched\":false}");
  enter (bench, "s", "gkh", "health", 60, 120);
  cursor = osr_log_dup_cursor (bench_log (bench), osr_log_get_head (bench_log (bench)));
  path = g_strconcat ("/v1/changes?wait=20&since=", cursor, NULL);
  osr_coordinator_start (bench->coordinator);
  call = bench_begin (bench, path, token);
  office_bench_pass (&bench->office, 60);
  answer = bench_finish (call);
  osr_coordinator_stop (bench->coordinator);
  g_assert_nonnull (strstr (answer->body, "substitution-begun"));
  g_assert_nonnull (strstr (answer->body, id));
}

static void
test_acting (Bench *bench, gconstpointer data)
{
  g_autofree char *token = bench_sign_in (bench, "health");
  g_autofree char *id = routed (bench, "1", "gkh", NULL);
  g_autofree char *body = g_strdup_printf (
      "{\"case\":\"%s\",\"type\":\"noted\",\"claimed_at\":1,\"device\":\"t\",\"for\":\"gkh\","
      "\"members\":{},\"payload\":{\"text\":\"x\"}}",
      id);
  g_autoptr (Answer) early = NULL, accepted = NULL, late = NULL;
  g_autoptr (OsrCase) after = NULL;
  OsrEvent *last;

  enter (bench, "s", "gkh", "health", 60, 120);
  early = bench_command (bench, token, NULL, body, 403);
  office_bench_pass (&bench->office, 60);
  accepted = bench_command (bench, token, NULL, body, 200);
  after = office_bench_load (&bench->office, id);
  last = after->events->pdata[after->events->len - 1];
  g_assert_cmpstr (last->by, ==, "health");
  g_assert_cmpstr (last->on_behalf, ==, "gkh");
  office_bench_pass (&bench->office, 60);
  late = bench_command (bench, token, NULL, body, 403);
}

/* Who sees the case by a role of their own still acts for nobody. */
static void
test_acting_without_substitution (Bench *bench, gconstpointer data)
{
  g_autofree char *token = bench_sign_in (bench, "kurator");
  g_autofree char *id = routed (bench, "1", "gkh", NULL);
  g_autofree char *body = g_strdup_printf (
      "{\"case\":\"%s\",\"type\":\"noted\",\"claimed_at\":1,\"device\":\"t\",\"for\":\"gkh\","
      "\"members\":{},\"payload\":{\"text\":\"x\"}}",
      id);
  g_autoptr (Answer) answer = bench_command (bench, token, NULL, body, 403);

  g_assert_cmpstr (answer_code (answer), ==, "not-substitute");
}

static void
test_disabled_signs_in_no_more (Bench *bench, gconstpointer data)
{
  g_autoptr (Answer) answer = NULL;

  accept_change (bench, "person-set",
                 "{\"person\":\"nadzor\",\"login\":\"nadzor\",\"name\":\"N\",\"disabled\":true}");
  answer = bench_send (bench, "POST", "/v1/session", NULL,
                       "{\"login\":\"nadzor\",\"password\":\"demo-nadzor\",\"device\":\"t\"}");
  g_assert_cmpuint (answer->status, ==, 401);
  enter (bench, "s", "gkh", "health", 60, 120);
  refuse_change (bench, "person-set",
                 "{\"person\":\"health\",\"login\":\"health\",\"name\":\"H\",\"disabled\":true}",
                 422, "open-work");
}

static void
add (const char *name, void (*test) (Bench *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/coordinator/directory/", name, NULL);

  g_test_add (path, Bench, NULL, bench_set_up, test, bench_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("only-admin", test_only_admin);
  add ("people", test_people);
  add ("roles", test_roles);
  add ("last-admin", test_last_admin);
  add ("bodies", test_bodies);
  add ("body-with-open-cases", test_body_with_open_cases);
  add ("successor", test_successor);
  add ("hand-over", test_hand_over);
  add ("last-writer", test_last_writer);
  add ("entries", test_entries);
  add ("long-loop", test_long_loop);
  add ("begins-and-ends", test_begins_and_ends);
  add ("waiting", test_waiting);
  add ("acting", test_acting);
  add ("acting-without-substitution", test_acting_without_substitution);
  add ("disabled-signs-in-no-more", test_disabled_signs_in_no_more);
  return g_test_run ();
}
