/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer that was written before a page and comes after it: it brings nothing back that the page
 * took away, and nothing of another log. */
#include "replica-bench.h"
#include "sync/centre/osr-replica-centre.h"

#define WORDS "Кто-то написал особенное"

/* Once nothing is left to be cleaned. */
static void
assert_clean (Bench *bench, const char *words)
{
  BENCH_UNTIL (bench->replica->awaited->len == 0);
  BENCH_UNTIL (bench->replica->purge_source == 0);
  g_assert_false (bench_is_in_files (bench, "cache.db", words));
  g_assert_false (bench_is_in_files (bench, "outbox.db", words));
}

static void
assert_nowhere (Bench *bench, const char *id, const char *words)
{
  assert_clean (bench, words);
  g_assert_null (osr_replica_get_case (bench->replica, id));
  g_assert_cmpint (osr_cache_get_version (bench->replica->cache, id), ==, 0);
}

/* The page with it is there once one about another case is. */
static void
forget (Bench *bench, const char *id)
{
  fake_coordinator_forget (bench->fake, id);
  bench_find (bench, CASE_B, "y");
  BENCH_UNTIL (bench_version (bench, CASE_B) > 0);
}

static void
keep_answer (Bench *bench, const char *uuid)
{
  g_autofree char *path = g_strconcat ("PUT /v1/commands/", uuid, NULL);

  fake_coordinator_keep_answer (bench->fake, path, 1);
}

static void
until_kept (Bench *bench)
{
  BENCH_UNTIL (fake_coordinator_count_kept (bench->fake) == 1);
}

/* A refusal that carries the whole history: the step stands upon one that was not accepted. */
static void
test_refusal (Bench *bench, gconstpointer data)
{
  g_autofree char *take = NULL;
  g_autofree char *triage = NULL;
  g_autoptr (JsonObject) members =
      osr_json_read_object ("{\"topics\":[\"roads\"],\"importance\":\"normal\"}", -1, 0, "t", NULL);

  bench_find (bench, CASE_A, WORDS);
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  take = bench_take (bench, CASE_A);
  triage = osr_replica_act (bench->replica, CASE_A, "triaged", members, NULL, NULL);
  g_assert_nonnull (triage);
  fake_coordinator_append (bench->fake, CASE_A, "dismissed", "person-b", NULL, bench_text ("спам"));
  keep_answer (bench, triage);
  fake_coordinator_set_online (bench->fake, TRUE);
  until_kept (bench);
  forget (bench, CASE_A);
  fake_coordinator_let_out (bench->fake);
  BENCH_UNTIL (bench_attention (bench) == 2);
  assert_nowhere (bench, CASE_A, WORDS);
  g_assert_cmpuint (osr_replica_count (bench->replica, OSR_QUEUE_ALL), ==, 1);
}

/* What was sent of a case that is out of sight is not kept for a restored backup: nobody would tell
 * this workstation of an erasure. */
static void
test_acceptance (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  note = bench_note (bench, CASE_A, WORDS);
  keep_answer (bench, note);
  fake_coordinator_set_online (bench->fake, TRUE);
  until_kept (bench);
  forget (bench, CASE_A);
  fake_coordinator_let_out (bench->fake);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  assert_nowhere (bench, CASE_A, WORDS);
  g_assert_cmpuint (osr_outbox_count_acknowledged (bench->replica->outbox), ==, 0);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
}

/* An act destroyed the step's words before it was known to be taken. */
static void
test_destroyed (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;
  JsonObject *members = osr_json_read_object (
      "{\"versions\":[2],\"act\":\"1\",\"act_date\":\"2026-03-06\",\"reason\":\"r\"}", -1, 0, "m",
      NULL);

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  note = bench_note (bench, CASE_A, WORDS);
  keep_answer (bench, note);
  fake_coordinator_set_online (bench->fake, TRUE);
  until_kept (bench);
  fake_coordinator_append (bench->fake, CASE_A, "payload-erased", "admin", members, NULL);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 3);
  fake_coordinator_let_out (bench->fake);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  assert_clean (bench, WORDS);
  g_assert_cmpint (osr_cache_get_version (bench->replica->cache, CASE_A), ==, 3);
  g_assert_false (osr_replica_is_damaged (bench->replica, CASE_A));
  g_assert_cmpuint (osr_outbox_count_acknowledged (bench->replica->outbox), ==, 0);
}

/* Another case's page overtakes nothing. */
static void
test_another_case (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;

  bench_find (bench, CASE_A, "x");
  bench_find (bench, CASE_B, "z");
  bench_sign_in (bench);
  fake_coordinator_answer (bench->fake, "GET /v1/changes", 1000, 503, "busy", NULL);
  BENCH_UNTIL (bench_version (bench, CASE_B) == 1);
  note = bench_note (bench, CASE_A, WORDS);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpint (osr_cache_get_version (bench->replica->cache, CASE_A), ==, 2);
  g_assert_cmpuint (osr_outbox_count_acknowledged (bench->replica->outbox), ==, 1);
}

/* A case that ended long ago and was let go, and to which something happened after all. */
static void
begin_old (Bench *bench)
{
  JsonObject *members = json_object_new ();

  bench_find (bench, CASE_A, WORDS);
  json_object_set_string_member (members, "reason", "spam");
  fake_coordinator_append (bench->fake, CASE_A, "dismissed", FAKE_PERSON, members, NULL);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 2);
  bench->now += 401 * 24 * OSR_HOUR;
  fake_coordinator_set_now (bench->fake, bench->now);
  BENCH_UNTIL (!osr_replica_holds (bench->replica, CASE_A));
}

static void
test_fetched (Bench *bench, gconstpointer data)
{
  begin_old (bench);
  fake_coordinator_append (bench->fake, CASE_A, "noted", "person-b", NULL, bench_text ("ещё"));
  BENCH_UNTIL (bench_version (bench, CASE_A) == 3);
  g_assert_cmpuint (bench->replica->awaited->len, ==, 0);
}

static void
test_fetched_and_forgotten (Bench *bench, gconstpointer data)
{
  begin_old (bench);
  fake_coordinator_keep_answer (bench->fake, "GET /v1/cases/" CASE_A, 1);
  fake_coordinator_append (bench->fake, CASE_A, "noted", "person-b", NULL, bench_text ("ещё"));
  until_kept (bench);
  forget (bench, CASE_A);
  fake_coordinator_let_out (bench->fake);
  assert_nowhere (bench, CASE_A, WORDS);
}

static gboolean
has_epoch (Bench *bench, const char *epoch)
{
  return g_strcmp0 (osr_cache_get_epoch (bench->replica->cache), epoch) == 0;
}

/* Takes a note in while its answer is kept back, and puts a backup in place that has not got it. */
static char *
lose_with_backup (Bench *bench)
{
  g_autofree char *epoch = NULL;
  char *note;
  gint64 backup;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  backup = fake_coordinator_append (bench->fake, CASE_B, "found", "monitor", NULL, NULL);
  BENCH_UNTIL (bench_version (bench, CASE_B) == 1);
  epoch = g_strdup (osr_cache_get_epoch (bench->replica->cache));
  fake_coordinator_keep_answer (bench->fake, "PUT /v1/commands/", 1);
  note = bench_note (bench, CASE_A, WORDS);
  until_kept (bench);
  fake_coordinator_restore_to (bench->fake, backup);
  BENCH_UNTIL (osr_cache_get_epoch (bench->replica->cache) != NULL && !has_epoch (bench, epoch));
  return note;
}

/* The log that took it in is no more: it is not done before the new one has it. */
static void
test_other_log (Bench *bench, gconstpointer data)
{
  g_autofree char *note = lose_with_backup (bench);

  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 1);
  fake_coordinator_let_out (bench->fake);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 2);
  BENCH_UNTIL (osr_cache_get_version (bench->replica->cache, CASE_A) == 2);
  g_assert_false (osr_replica_is_damaged (bench->replica, CASE_A));
  g_assert_false (fake_coordinator_saw_other_bytes (bench->fake));
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  g_assert_cmpuint (osr_outbox_count_acknowledged (bench->replica->outbox), ==, 1);
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
  add ("/sync/overtaken/refusal", test_refusal);
  add ("/sync/overtaken/acceptance", test_acceptance);
  add ("/sync/overtaken/destroyed", test_destroyed);
  add ("/sync/overtaken/another-case", test_another_case);
  add ("/sync/overtaken/fetched", test_fetched);
  add ("/sync/overtaken/fetched-and-forgotten", test_fetched_and_forgotten);
  add ("/sync/overtaken/other-log", test_other_log);
  return g_test_run ();
}
