/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands over HTTP: who may, once, after what, and what is refused with which words. */
#include "coordinator-bench.h"
#include "coordinator/osr-coordinator-error.h"
#include "core/osr-json.h"
#include "store/osr-log-publications.h"

static void
test_sign_in_needed (Bench *bench, gconstpointer data)
{
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *body = bench_body (id, "detected", 1, NULL, NULL);
  g_autoptr (Answer) without = bench_command (bench, NULL, NULL, body, 401);
  g_autoptr (Answer) wrong = bench_command (bench, "no-such-token", NULL, body, 401);

  g_assert_cmpstr (answer_code (without), ==, "auth");
  g_assert_cmpstr (answer_code (wrong), ==, "auth");
}

static void
test_accepted (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *body = bench_body (id, "detected", 1, NULL, NULL);
  g_autoptr (Answer) answer = bench_command (bench, curator, NULL, body, 200);
  g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, id);
  JsonArray *events = osr_json_get_array (answer->object, "events");

  g_assert_cmpint (osr_json_get_int (answer->object, "version", 0), ==, 2);
  g_assert_cmpuint (json_array_get_length (events), ==, 1);
  g_assert_nonnull (osr_json_get_string (osr_json_array_get_object (events, 0), "meta"));
  g_assert_cmpint (the_case->state, ==, OSR_CASE_DETECTED);
  g_assert_cmpstr (the_case->number, ==, "2026-000001");
  g_assert_nonnull (answer->now);
}

static void
test_once (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *other = bench_sign_in (bench, "kurator2");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *body = bench_body (id, "noted", -1, NULL, "{\"text\":\"note\"}");
  g_autofree char *changed = bench_body (id, "noted", -1, NULL, "{\"text\":\"another\"}");
  g_autoptr (Answer) first = bench_command (bench, curator, uuid, body, 200);
  g_autoptr (Answer) again = bench_command (bench, curator, uuid, body, 200);
  g_autoptr (Answer) reused = bench_command (bench, curator, uuid, changed, 422);
  g_autoptr (Answer) foreign = bench_command (bench, other, uuid, body, 403);

  g_assert_cmpstr (first->body, ==, again->body);
  g_assert_cmpstr (answer_code (reused), ==, "reused");
  g_assert_cmpstr (answer_code (foreign), ==, "not-allowed");
  g_assert_cmpuint (office_bench_count (&bench->office, id, "noted"), ==, 1);
}

/* Which text of a changed message is answered is decided by the curator, upon what they saw. */
static void
test_goes_by (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *early =
      bench_body (id, "noted", 1, "{\"goes_by\":\"first\"}", "{\"text\":\"The first\"}");
  g_autoptr (Answer) refused = bench_command (bench, curator, NULL, early, 422);
  g_autofree char *decided = NULL;
  g_autoptr (Answer) answer = NULL;
  gint64 version;

  g_assert_cmpstr (answer_code (refused), ==, "wrong-state");
  version = office_bench_append (&bench->office, id, "message-changed", "monitor", NULL,
                                 "{\"text\":\"other\"}");
  decided =
      bench_body (id, "noted", version, "{\"goes_by\":\"first\"}", "{\"text\":\"The first\"}");
  answer = bench_command (bench, curator, NULL, decided, 200);
  g_assert_cmpuint (office_bench_count (&bench->office, id, "noted"), ==, 1);
}

static void
test_stale (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *other = bench_sign_in (bench, "kurator2");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *body = bench_body (id, "detected", 1, NULL, NULL);
  g_autoptr (Answer) first = bench_command (bench, curator, NULL, body, 200);
  g_autoptr (Answer) late = bench_command (bench, other, NULL, body, 409);
  JsonArray *events = osr_json_get_array (late->object, "events");
  const char *meta = osr_json_get_string (osr_json_array_get_object (events, 0), "meta");

  g_assert_cmpstr (answer_code (late), ==, "claimed");
  g_assert_nonnull (strstr (late->body, "Taken already by "));
  g_assert_cmpuint (json_array_get_length (events), ==, 1);
  g_assert_nonnull (strstr (meta, "\"detected\""));
  g_assert_cmpuint (office_bench_count (&bench->office, id, "detected"), ==, 1);
}

static void
test_after_command (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *unknown = g_uuid_string_random ();
  g_autofree char *first = bench_body (id, "detected", 1, NULL, NULL);
  g_autofree char *second = g_strdup_printf (
      "{\"case\":\"%s\",\"type\":\"triaged\",\"after\":{\"command\":\"%s\"},\"claimed_at\":1,"
      "\"device\":\"t\",\"members\":{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}}",
      id, uuid);
  g_autofree char *third = g_strdup_printf (
      "{\"case\":\"%s\",\"type\":\"triaged\",\"after\":{\"command\":\"%s\"},\"claimed_at\":1,"
      "\"device\":\"t\",\"members\":{\"topics\":[\"zhkh\"],\"importance\":\"high\"}}",
      id, unknown);
  g_autoptr (Answer) one = bench_command (bench, curator, uuid, first, 200);
  g_autoptr (Answer) two = bench_command (bench, curator, NULL, second, 200);
  g_autoptr (Answer) late = bench_command (bench, curator, NULL, third, 409);

  g_assert_cmpint (osr_json_get_int (two->object, "version", 0), ==, 3);
  g_assert_cmpstr (answer_code (late), ==, "stale");
}

static void
test_not_theirs (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *supervisor = bench_sign_in (bench, "nadzor");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *unknown = g_uuid_string_random ();
  g_autofree char *body = bench_body (id, "detected", 1, NULL, NULL);
  g_autofree char *nothing = bench_body (unknown, "detected", 1, NULL, NULL);
  g_autoptr (Answer) hidden = bench_command (bench, executor, NULL, body, 404);
  g_autoptr (Answer) absent = bench_command (bench, executor, NULL, nothing, 404);
  g_autoptr (Answer) role = bench_command (bench, supervisor, NULL, body, 403);

  /* a case that is there and one that is not look the same */
  g_assert_cmpstr (hidden->body, ==, absent->body);
  g_assert_cmpstr (answer_code (role), ==, "not-allowed");
}

/* The body's executor gets to see the case after all. */
static void
route_to_gkh (Bench *bench, const char *id)
{
  office_bench_append (&bench->office, id, "detected", "kurator", NULL, NULL);
  office_bench_append (&bench->office, id, "triaged", "kurator",
                       "{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}", NULL);
  office_bench_append (&bench->office, id, "routed", "kurator", "{\"body\":\"gkh\"}", NULL);
}

/* Who heard that it was refused has acted upon that: a late copy must not come true. */
static void
test_refused_once (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *other = bench_sign_in (bench, "kurator");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *body = bench_body (id, "noted", -1, NULL, "{\"text\":\"note\"}");
  g_autofree char *changed = bench_body (id, "noted", -1, NULL, "{\"text\":\"another\"}");
  g_autoptr (Answer) first = bench_command (bench, executor, uuid, body, 404);
  g_autoptr (Answer) again = NULL, reused = NULL, foreign = NULL, fresh = NULL;

  route_to_gkh (bench, id);
  again = bench_command (bench, executor, uuid, body, 404);
  reused = bench_command (bench, executor, uuid, changed, 422);
  foreign = bench_command (bench, other, uuid, body, 403);
  g_assert_cmpstr (first->body, ==, again->body);
  g_assert_cmpstr (answer_code (reused), ==, "reused");
  g_assert_cmpuint (office_bench_count (&bench->office, id, "noted"), ==, 0);
  fresh = bench_command (bench, executor, NULL, body, 200);
  g_assert_cmpuint (office_bench_count (&bench->office, id, "noted"), ==, 1);
}

/* So with the rule's own code, and with a conflict, whose events are those that there are now. */
static void
test_refused_as_before (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *early = g_uuid_string_random ();
  g_autofree char *late = g_uuid_string_random ();
  g_autofree char *triage =
      bench_body (id, "noted", 1, "{\"goes_by\":\"first\"}", "{\"text\":\"The first\"}");
  g_autofree char *upon = bench_body (id, "detected", 0, NULL, NULL);
  g_autoptr (Answer) ruled = bench_command (bench, curator, early, triage, 422);
  g_autoptr (Answer) stale = bench_command (bench, curator, late, upon, 409);
  g_autoptr (Answer) ruled_again = NULL, stale_again = NULL;

  office_bench_append (&bench->office, id, "detected", "kurator", NULL, NULL);
  ruled_again = bench_command (bench, curator, early, triage, 422);
  stale_again = bench_command (bench, curator, late, upon, 409);
  g_assert_cmpstr (ruled->body, ==, ruled_again->body);
  g_assert_cmpstr (answer_code (stale_again), ==, answer_code (stale));
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (stale->object, "events")), ==, 1);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (stale_again->object, "events")), ==,
                    2);
}

static void
offer (Bench *bench, const char *uuid, const char *body, gboolean again, guint status)
{
  g_autoptr (GBytes) raw = g_bytes_new (body, strlen (body));
  g_autoptr (GError) error = NULL;
  OsrOffer offer = { "gkh", uuid, raw, again };
  g_autoptr (GBytes) answer = osr_coordinator_accept (bench->coordinator, &offer, NULL, &error);

  g_assert_cmpuint (answer != NULL ? 200 : osr_refusal_get_status (error), ==, status);
}

/* After a restored backup what a step stands upon may come later, from another workstation; until the
 * one that offers it gives up. */
static void
test_offered_again (Bench *bench, gconstpointer data)
{
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *given_up = g_uuid_string_random ();
  g_autofree char *ahead = g_uuid_string_random ();
  g_autofree char *body = bench_body (id, "noted", -1, NULL, "{\"text\":\"note\"}");
  g_autofree char *other = bench_body (id, "noted", 6, NULL, "{\"text\":\"other\"}");

  offer (bench, uuid, body, TRUE, 404);
  offer (bench, given_up, body, TRUE, 404);
  offer (bench, given_up, body, FALSE, 404);
  route_to_gkh (bench, id);
  offer (bench, uuid, body, TRUE, 200);
  offer (bench, given_up, body, TRUE, 404);
  offer (bench, ahead, other, TRUE, 409);
  office_bench_append (&bench->office, id, "noted", "kurator", NULL, "{\"text\":\"t\"}");
  offer (bench, ahead, other, TRUE, 200);
  g_assert_cmpuint (office_bench_count (&bench->office, id, "noted"), ==, 3);
}

static void
test_own_draft_and_digest (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *body = NULL;
  g_autoptr (Answer) answer = NULL;

  office_bench_append (&bench->office, id, "detected", "kurator", NULL, NULL);
  office_bench_append (&bench->office, id, "triaged", "kurator",
                       "{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}", NULL);
  office_bench_append (&bench->office, id, "routed", "kurator", "{\"body\":\"gkh\"}", NULL);
  body = bench_body (id, "submitted", 4,
                     "{\"body\":\"gkh\",\"kind\":\"final\",\"account\":\"vk-gkh\","
                     "\"digest\":\"00\"}",
                     "{\"text\":\"reply\"}");
  answer = bench_command (bench, executor, NULL, body, 422);
  g_assert_cmpstr (answer_code (answer), ==, "text-changed");
}

static void
test_intent_queues (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  gint64 draft = office_bench_approve (&bench->office, id, "vk-gkh", "reply");
  g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, id);
  g_autofree char *good = g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT
                                           ",\"digest\":\"%s\",\"guid\":\"0123456789ab\","
                                           "\"account\":\"vk-gkh\"}",
                                           draft, osr_case_get_draft (the_case)->digest);
  g_autofree char *bad =
      g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT ",\"digest\":\"%s\",\"guid\":\"a&b=c d e f\","
                       "\"account\":\"vk-gkh\"}",
                       draft, osr_case_get_draft (the_case)->digest);
  g_autofree char *refused = bench_body (id, "publish-intended", the_case->version, bad, NULL);
  g_autofree char *body = bench_body (id, "publish-intended", the_case->version, good, NULL);
  g_autoptr (Answer) first = bench_command (bench, executor, NULL, refused, 400);
  g_autoptr (Answer) second = bench_command (bench, executor, NULL, body, 200);
  g_autoptr (GPtrArray) queued = osr_log_list_publications (bench_log (bench), NULL);

  g_assert_cmpuint (queued->len, ==, 1);
  g_assert_cmpstr (((OsrPublication *) g_ptr_array_index (queued, 0))->guid, ==, "0123456789ab");
}

static void
test_office (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *admin = bench_sign_in (bench, "admin");
  g_autofree char *body =
      bench_body ("office", "topic-set", -1, "{\"topic\":\"rivers\",\"name\":\"Реки\"}", NULL);
  g_autoptr (Answer) refused = bench_command (bench, curator, NULL, body, 403);
  g_autoptr (Answer) accepted = bench_command (bench, admin, NULL, body, 200);

  g_assert_nonnull (osr_registry_find_topic (osr_log_get_registry (bench_log (bench)), "rivers"));
}

/* Hours that would leave a body without working time, and its cases without a due moment. */
static void
test_hours (Bench *bench, gconstpointer data)
{
  static const char *const wrong[] = {
    "{\"body\":\"gkh\",\"schedule\":{\"week\":{\"mon\":[\"9 to 5\"]}}}",
    "{\"body\":\"gkh\",\"schedule\":{\"week\":{\"mon\":[\"09:00-17:00\"]}},"
    "\"zone\":\"Mars/Crater\"}",
  };
  g_autofree char *admin = bench_sign_in (bench, "admin");
  g_autofree char *good =
      bench_body ("office", "schedule-set", -1,
                  "{\"body\":\"gkh\",\"schedule\":{\"week\":{\"mon\":[\"09:00-17:00\"]}}}", NULL);
  g_autoptr (Answer) accepted = NULL;
  OsrRegistry *registry = osr_log_get_registry (bench_log (bench));

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *body = bench_body ("office", "schedule-set", -1, wrong[i], NULL);
    g_autoptr (Answer) refused = bench_command (bench, admin, NULL, body, 400);
  }
  g_assert_true (osr_registry_get_work_time (registry, "gkh") ==
                 osr_registry_get_work_time (registry, NULL));
  accepted = bench_command (bench, admin, NULL, good, 200);
  g_assert_true (osr_registry_get_work_time (registry, "gkh") !=
                 osr_registry_get_work_time (registry, NULL));
}

/* What nobody may send, and what cannot be read. */
static const struct {
  const char *body; /* @ stands for the case */
  guint status;
} hostile[] = {
  { "", 400 },
  { "[]", 400 },
  { "null", 400 },
  { "{", 400 },
  { "{\"case\":\"@\",\"case\":\"@\",\"type\":\"noted\"}", 400 },
  { "{\"case\":\"@\"}", 400 },
  { "{\"case\":\"@\",\"type\":\"noted\",\"claimed_at\":1}", 400 },
  { "{\"case\":\"@\",\"type\":\"noted\",\"claimed_at\":-1,\"device\":\"d\"}", 400 },
  { "{\"case\":\"@\",\"type\":\"noted\",\"claimed_at\":9223372036854775808,\"device\":\"d\"}",
    400 },
  { "{\"case\":\"../etc\",\"type\":\"noted\",\"claimed_at\":1,\"device\":\"d\"}", 400 },
  { "{\"case\":\"@\",\"type\":\"noted\",\"claimed_at\":1,\"device\":\"d\",\"more\":1}", 400 },
  { "{\"case\":\"@\",\"type\":\"noted\",\"claimed_at\":1,\"device\":\"d\",\"members\":[]}", 400 },
  { "{\"case\":\"@\",\"type\":\"noted\",\"claimed_at\":1,\"device\":\"d\",\"payload\":{}}", 400 },
  { "{\"case\":\"@\",\"type\":\"noted\",\"claimed_at\":1,\"device\":\"d\","
    "\"payload\":{\"text\":7}}",
    400 },
  { "{\"case\":\"@\",\"type\":\"noted\",\"claimed_at\":1,\"device\":\"d\","
    "\"payload\":{\"text\":\"a\\u0000b\"}}",
    400 },
  { "{\"case\":\"@\",\"type\":\"noted\",\"claimed_at\":1,\"device\":\"d\","
    "\"members\":{\"by\":\"kurator2\"},\"payload\":{\"text\":\"t\"}}",
    400 },
  { "{\"case\":\"@\",\"type\":\"noted\",\"claimed_at\":1,\"device\":\"d\","
    "\"members\":{\"x\":{\"y\":1}},\"payload\":{\"text\":\"t\"}}",
    400 },
  { "{\"case\":\"@\",\"type\":\"noted\",\"after\":{},\"claimed_at\":1,\"device\":\"d\","
    "\"payload\":{\"text\":\"t\"}}",
    400 },
  { "{\"case\":\"@\",\"type\":\"detected\",\"claimed_at\":1,\"device\":\"d\","
    "\"payload\":{\"text\":\"t\"}}",
    400 },
  { "{\"case\":\"@\",\"type\":\"detected\",\"claimed_at\":1,\"device\":\"d\"}", 400 },
  { "{\"case\":\"@\",\"type\":\"published\",\"claimed_at\":1,\"device\":\"d\"}", 403 },
  { "{\"case\":\"@\",\"type\":\"found\",\"claimed_at\":1,\"device\":\"d\"}", 400 },
  { "{\"case\":\"@\",\"type\":\"topic-set\",\"claimed_at\":1,\"device\":\"d\"}", 403 },
  { "{\"case\":\"office\",\"type\":\"substitution-begun\",\"claimed_at\":1,\"device\":\"d\"}",
    403 },
  { "{\"case\":\"office\",\"type\":\"regulation-adopted\",\"claimed_at\":1,\"device\":\"d\"}",
    400 },
  { "{\"case\":\"office\",\"type\":\"regulation-adopted\",\"claimed_at\":1,\"device\":\"d\","
    "\"members\":{\"document\":{}}}",
    403 },
};

static char *
deep_body (void)
{
  GString *text = g_string_new ("{\"case\":");

  for (int i = 0; i < 20000; i++)
    g_string_append_c (text, '[');
  return g_string_free (text, FALSE);
}

static void
test_hostile (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *deep = deep_body ();
  g_autoptr (Answer) refused = bench_command (bench, curator, NULL, deep, 400);
  g_autoptr (Answer) no_uuid = bench_command (bench, curator, "ABC", "{}", 400);

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++) {
    g_auto (GStrv) parts = g_strsplit (hostile[i].body, "@", -1);
    g_autofree char *body = g_strjoinv (id, parts);
    g_autoptr (Answer) answer = NULL;

    g_test_message ("%s", body);
    answer = bench_command (bench, curator, NULL, body, hostile[i].status);
    g_assert_nonnull (answer_code (answer));
  }
  {
    g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, id);

    g_assert_cmpint (the_case->version, ==, 1);
  }
}

static void
add (const char *name, void (*test) (Bench *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/coordinator/commands/", name, NULL);

  g_test_add (path, Bench, NULL, bench_set_up, test, bench_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("sign-in-needed", test_sign_in_needed);
  add ("accepted", test_accepted);
  add ("once", test_once);
  add ("stale", test_stale);
  add ("goes-by", test_goes_by);
  add ("after-command", test_after_command);
  add ("not-theirs", test_not_theirs);
  add ("refused-once", test_refused_once);
  add ("refused-as-before", test_refused_as_before);
  add ("offered-again", test_offered_again);
  add ("digest", test_own_draft_and_digest);
  add ("intent-queues", test_intent_queues);
  add ("office", test_office);
  add ("hours", test_hours);
  add ("hostile", test_hostile);
  return g_test_run ();
}
