/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The replica as a clerk meets it: starting without the coordinator, keeping in step, acting offline
 * and online, being refused. */
#include <string.h>

#include "core/osr-error.h"
#include "replica-bench.h"

static void
test_sign_in (Bench *bench, gconstpointer data)
{
  bench_find (bench, CASE_A, "Яма на дороге");
  g_assert_null (osr_replica_get_person (bench->replica));
  bench_sign_in (bench);
  g_assert_cmpint (osr_replica_get_connection (bench->replica), ==, OSR_CONNECTION_ONLINE);
  g_assert_cmpstr (osr_replica_get_person (bench->replica), ==, FAKE_PERSON);
  g_assert_cmpint (osr_replica_get_synced_at (bench->replica), ==, FAKE_NOW);
  g_assert_nonnull (osr_registry_get_regulation (osr_replica_get_registry (bench->replica)));
  g_assert_cmpint (bench_state (bench, CASE_A), ==, OSR_CASE_FOUND);
  g_assert_true (bench_heard (bench, "case-changed " CASE_A));
  g_assert_true (bench_heard (bench, "registry-changed"));
  g_assert_true (bench_heard (bench, "queue-changed"));
}

static void
test_wrong_password (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (bench_try_sign_in (bench, "wrong", &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
  g_assert_cmpint (osr_replica_get_connection (bench->replica), ==, OSR_CONNECTION_SIGNED_OUT);
  bench_sign_in (bench);
  g_assert_cmpint (osr_replica_get_connection (bench->replica), ==, OSR_CONNECTION_ONLINE);
}

static void
test_no_token (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (bench_try_sign_in (bench, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
}

/* The password given while the coordinator was away is enough once it is back. */
static void
test_sign_in_later (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_coordinator_set_online (bench->fake, FALSE);
  g_assert_false (bench_try_sign_in (bench, FAKE_PASSWORD, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE);
  g_assert_cmpint (osr_replica_get_connection (bench->replica), ==, OSR_CONNECTION_OFFLINE);
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (osr_replica_get_connection (bench->replica) == OSR_CONNECTION_ONLINE);
}

/* A message of a megabyte in one line, of characters that JSON writes longest, comes as it is; its last
 * word is found, and what comes after it comes, too. */
static void
test_megabyte (Bench *bench, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Начало ");
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (OsrCase) c = NULL;

  while (text->len < 1024 * 1024)
    g_string_append (text, text->len % 2 == 0 ? "\"" : "\\");
  g_string_append (text, " шлагбаум");
  bench_find (bench, CASE_A, text->str);
  bench_find (bench, CASE_B, "Следующее");
  bench_sign_in (bench);
  BENCH_UNTIL (bench_state (bench, CASE_B) == OSR_CASE_FOUND);
  c = osr_replica_get_case (bench->replica, CASE_A);
  g_assert_true (g_str_equal (c->text, text->str));
  found = osr_replica_list (bench->replica, OSR_QUEUE_ALL, "шлагбаум");
  g_assert_cmpuint (found->len, ==, 1);
}

static void
test_offline_start (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (OsrCase) c = NULL;

  bench_find (bench, CASE_A, "Яма на дороге");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  bench_reopen (bench);
  g_assert_cmpstr (osr_replica_get_person (bench->replica), ==, FAKE_PERSON);
  ids = osr_replica_list (bench->replica, OSR_QUEUE_ACT, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  c = osr_replica_get_case (bench->replica, CASE_A);
  g_assert_cmpstr (c->text, ==, "Яма на дороге");
  g_assert_false (bench_try_sign_in (bench, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE);
  g_assert_cmpint (osr_replica_get_connection (bench->replica), ==, OSR_CONNECTION_OFFLINE);
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (osr_replica_get_connection (bench->replica) == OSR_CONNECTION_ONLINE);
}

static void
test_offline_work (Bench *bench, gconstpointer data)
{
  g_autofree char *take = NULL;
  g_autofree char *note = NULL;
  g_autofree char *accepted = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (OsrOutboxCommand) command = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  take = bench_take (bench, CASE_A);
  note = bench_note (bench, CASE_A, "Звонил в ДЭУ");
  g_assert_cmpint (bench_state (bench, CASE_A), ==, OSR_CASE_DETECTED);
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 3);
  g_assert_true (osr_replica_is_pending (bench->replica, CASE_A));
  g_assert_cmpuint (bench_waiting (bench), ==, 2);
  bench_reopen (bench);
  g_assert_cmpuint (bench_waiting (bench), ==, 2);
  g_assert_cmpint (bench_state (bench, CASE_A), ==, OSR_CASE_DETECTED);
  command = osr_outbox_find (bench->replica->outbox, take, NULL);
  bytes = g_bytes_ref (command->raw);
  fake_coordinator_set_online (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 3);
  g_assert_true (g_bytes_equal (fake_coordinator_get_command (bench->fake, take), bytes));
  accepted = g_strconcat ("accepted ", note, NULL);
  BENCH_UNTIL (bench_heard (bench, accepted));
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 3);
  g_assert_false (osr_replica_is_pending (bench->replica, CASE_A));
}

/* My second command stands on my first, which has no version yet. */
static void
test_chain_of_commands (Bench *bench, gconstpointer data)
{
  g_autofree char *take = NULL;
  g_autofree char *triage = NULL;
  g_autoptr (JsonObject) members =
      osr_json_read_object ("{\"topics\":[\"roads\"],\"importance\":\"normal\"}", -1, 0, "t", NULL);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  take = bench_take (bench, CASE_A);
  triage = osr_replica_act (bench->replica, CASE_A, "triaged", members, NULL, &error);
  g_assert_no_error (error);
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  bytes = fake_coordinator_get_command (bench->fake, triage);
  body = osr_json_read_object (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), 0,
                               "command", NULL);
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (body, "after"), "command"), ==, take);
  g_assert_cmpstr (fake_coordinator_get_type (bench->fake, CASE_A, 3), ==, "triaged");
}

/* The answer is lost after the command took effect: it is sent again, and counts once. */
static void
test_lost_answer (Bench *bench, gconstpointer data)
{
  g_autofree char *take = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_lose_answer (bench->fake, "PUT /v1/commands/", 3);
  take = bench_take (bench, CASE_A);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 2);
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 2);
  g_assert_false (fake_coordinator_saw_other_bytes (bench->fake));
}

/* The event comes with a page while its command still waits for an answer: it is shown once. */
static void
test_event_before_answer (Bench *bench, gconstpointer data)
{
  g_autofree char *take = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_lose_answer (bench->fake, "PUT /v1/commands/", 1000);
  take = bench_take (bench, CASE_A);
  BENCH_UNTIL (fake_coordinator_get_version (bench->fake, CASE_A) == 2);
  bench_find (bench, CASE_B, "y");
  BENCH_UNTIL (bench_version (bench, CASE_B) == 1);
  g_assert_cmpuint (bench_waiting (bench), ==, 1);
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 2);
}

static void
test_rule_refuses_here (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) members = json_object_new ();

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  json_object_set_string_member (members, "body", "zhkh");
  g_assert_null (osr_replica_act (bench->replica, CASE_A, "routed", members, NULL, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_WRONG_STATE);
  g_clear_error (&error);
  g_assert_null (osr_replica_act (bench->replica, CASE_B, "detected", NULL, NULL, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED);
  g_assert_cmpuint (bench_waiting (bench), ==, 0);
}

/* What could never be accepted is said at once, and not in "needs attention" after the network was back. */
static void
test_misshapen (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) words = bench_text ("words that have no place there");

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  g_assert_null (osr_replica_act (bench->replica, CASE_A, "detected", NULL, words, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (osr_replica_act (bench->replica, CASE_A, "noted", NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (bench_waiting (bench), ==, 0);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
}

static void
test_refused (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = NULL;
  g_autoptr (GPtrArray) attention = NULL;
  OsrAttention *one;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_answer (bench->fake, "PUT /v1/commands/", 1, 422, "message-gone", NULL);
  uuid = bench_note (bench, CASE_A, "мои слова");
  BENCH_UNTIL (bench_attention (bench) == 1);
  g_assert_error (bench->refused, OSR_CORE_ERROR, OSR_CORE_ERROR_MESSAGE_GONE);
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 1);
  bench_reopen (bench);
  attention = osr_replica_get_attention (bench->replica);
  g_assert_cmpuint (attention->len, ==, 1);
  one = g_ptr_array_index (attention, 0);
  g_assert_cmpstr (one->uuid, ==, uuid);
  g_assert_cmpstr (one->case_id, ==, CASE_A);
  g_assert_cmpstr (one->type, ==, "noted");
  g_assert_cmpstr (one->text, ==, "мои слова");
  g_assert_cmpint (one->code, ==, OSR_CORE_ERROR_MESSAGE_GONE);
  osr_replica_dismiss_attention (bench->replica, uuid);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
}

/* Somebody was faster: what they did is shown, what I did waits for my attention. */
static void
test_stale (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = NULL;
  g_autoptr (GPtrArray) attention = NULL;
  OsrAttention *one;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  uuid = bench_take (bench, CASE_A);
  fake_coordinator_append (bench->fake, CASE_A, "dismissed", "person-b", NULL, bench_text ("спам"));
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (bench_attention (bench) == 1 && bench_version (bench, CASE_A) == 2);
  g_assert_cmpint (bench_state (bench, CASE_A), ==, OSR_CASE_DISMISSED);
  attention = osr_replica_get_attention (bench->replica);
  one = g_ptr_array_index (attention, 0);
  g_assert_cmpint (one->code, ==, OSR_CORE_ERROR_STALE);
  g_assert_cmpstr (one->uuid, ==, uuid);
  g_assert_error (bench->refused, OSR_CORE_ERROR, OSR_CORE_ERROR_STALE);
}

static void
test_note_is_never_stale (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  uuid = bench_note (bench, CASE_A, "заметка");
  fake_coordinator_append (bench->fake, CASE_A, "detected", "person-b", NULL, NULL);
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (bench_waiting (bench) == 0 && bench_version (bench, CASE_A) == 3);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
}

/* By which text of a changed message the reply goes is sent as a note, and is a decision all the same. */
static void
test_decision_is_stale (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = NULL;
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = bench_text ("по первому");
  g_autoptr (GError) error = NULL;

  bench_find (bench, CASE_A, "x");
  fake_coordinator_append (bench->fake, CASE_A, "message-changed", "monitor", NULL,
                           bench_text ("y"));
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  json_object_set_string_member (members, "goes_by", "first");
  uuid = osr_replica_act (bench->replica, CASE_A, "noted", members, payload, &error);
  g_assert_no_error (error);
  fake_coordinator_append (bench->fake, CASE_A, "detected", "person-b", NULL, NULL);
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (bench_attention (bench) == 1);
  g_assert_error (bench->refused, OSR_CORE_ERROR, OSR_CORE_ERROR_STALE);
  g_assert_cmpuint (bench_waiting (bench), ==, 0);
}

/* Events that come with a refusal may be what an accepted step waits for: no page tells of them again. */
static void
test_refusal_tells_of_accepted (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;
  g_autofree char *take = NULL;
  g_autofree char *path = NULL;
  g_autofree char *answer = NULL;
  JsonObject *members = json_object_new ();
  gint64 seq;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  note = bench_note (bench, CASE_A, "заметка");
  take = bench_take (bench, CASE_A);
  fake_coordinator_append (bench->fake, CASE_A, "dismissed", "person-b", NULL, bench_text ("спам"));
  json_object_set_string_member (members, "command", note);
  seq = fake_coordinator_append (bench->fake, CASE_A, "noted", FAKE_PERSON, members,
                                 bench_text ("заметка"));
  path = g_strconcat ("PUT /v1/commands/", note, NULL);
  answer = g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT ",\"version\":3,\"events\":[]}", seq);
  fake_coordinator_answer (bench->fake, path, 1, 200, NULL, answer);
  fake_coordinator_answer (bench->fake, "GET /v1/changes", 1000, 503, "busy", NULL);
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (bench_attention (bench) == 1);
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 3);
  g_assert_cmpuint (osr_outbox_count (bench->replica->outbox, OSR_OUTBOX_SHOWN), ==, 0);
}

/* Trouble with one case's command does not hold back another's; a proxy's page refuses nothing. */
static void
test_trouble_of_one_case (Bench *bench, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *path = NULL;
  g_autofree char *done = NULL;

  bench_find (bench, CASE_A, "x");
  bench_find (bench, CASE_B, "y");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  first = bench_note (bench, CASE_A, "1");
  second = bench_note (bench, CASE_B, "2");
  path = g_strconcat ("PUT /v1/commands/", first, NULL);
  done = g_strconcat ("accepted ", second, NULL);
  fake_coordinator_answer (bench->fake, path, 2, 403, NULL, "<html>Forbidden</html>");
  fake_coordinator_answer (bench->fake, path, 2, 500, "temporary", NULL);
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (bench_heard (bench, done));
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 1);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 2);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
}

static void
test_token_expires (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_expire_tokens (bench->fake);
  BENCH_UNTIL (osr_replica_get_connection (bench->replica) == OSR_CONNECTION_SIGNED_OUT);
  uuid = bench_note (bench, CASE_A, "ждёт");
  g_assert_cmpuint (bench_waiting (bench), ==, 1);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 2);
}

static void
on_sign_in_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object (&((Bench *) data)->result, result);
}

/* The token kept is of no use any more, and a step learns it before the first page does: whoever waits
 * for the sign-in is told. */
static void
test_sign_in_ends (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  bench_reopen (bench);
  fake_coordinator_hold (bench->fake, "GET /v1/changes", 1);
  fake_coordinator_answer (bench->fake, "PUT /v1/commands/", 1, 401, "auth", NULL);
  osr_replica_sign_in_async (bench->replica, NULL, NULL, on_sign_in_ended, bench);
  BENCH_UNTIL (osr_replica_get_connection (bench->replica) == OSR_CONNECTION_CONNECTING);
  uuid = bench_note (bench, CASE_A, "ждёт");
  BENCH_UNTIL (bench->result != NULL);
  result = g_steal_pointer (&bench->result);
  g_assert_false (osr_replica_sign_in_finish (bench->replica, result, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
  g_assert_cmpint (osr_replica_get_connection (bench->replica), ==, OSR_CONNECTION_SIGNED_OUT);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_waiting (bench) == 0);
}

static void
add (const char *name, void (*test) (Bench *, gconstpointer))
{
  g_test_add (name, Bench, NULL, bench_open, test, bench_close);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/sync/replica/sign-in", test_sign_in);
  add ("/sync/replica/wrong-password", test_wrong_password);
  add ("/sync/replica/no-token", test_no_token);
  add ("/sync/replica/sign-in-later", test_sign_in_later);
  add ("/sync/replica/a-megabyte-in-one-line", test_megabyte);
  add ("/sync/replica/offline-start", test_offline_start);
  add ("/sync/replica/token-expires", test_token_expires);
  add ("/sync/replica/sign-in-ends", test_sign_in_ends);
  add ("/sync/act/offline", test_offline_work);
  add ("/sync/act/chain", test_chain_of_commands);
  add ("/sync/act/lost-answer", test_lost_answer);
  add ("/sync/act/event-before-answer", test_event_before_answer);
  add ("/sync/act/rule-refuses-here", test_rule_refuses_here);
  add ("/sync/act/misshapen", test_misshapen);
  add ("/sync/act/refused", test_refused);
  add ("/sync/act/stale", test_stale);
  add ("/sync/act/note-is-never-stale", test_note_is_never_stale);
  add ("/sync/act/decision-is-stale", test_decision_is_stale);
  add ("/sync/act/refusal-tells-of-accepted", test_refusal_tells_of_accepted);
  add ("/sync/act/trouble-of-one-case", test_trouble_of_one_case);
  return g_test_run ();
}
