/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes as they come in: pages and cursor, cases that appear and disappear, another log behind the
 * server, a history that does not hold together; and the queue that follows from them. */
#include "core/osr-error.h"
#include "replica-bench.h"

static guint
count (Bench *bench, OsrQueueFilter filter)
{
  g_autoptr (GPtrArray) ids = osr_replica_list (bench->replica, filter, NULL);

  g_assert_cmpuint (ids->len, ==, osr_replica_count (bench->replica, filter));
  return ids->len;
}

static void
test_small_pages (Bench *bench, gconstpointer data)
{
  fake_coordinator_set_page_size (bench->fake, 2);
  bench_find (bench, CASE_A, "x");
  fake_coordinator_append (bench->fake, CASE_A, "detected", "b", NULL, NULL);
  bench_find (bench, CASE_B, "y");
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_B) == 1);
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 2);
  bench_find (bench, "c0000000-0000-4000-8000-00000000000c", "z");
  BENCH_UNTIL (bench_version (bench, "c0000000-0000-4000-8000-00000000000c") == 1);
}

/* After any end the next poll goes on where the last page stopped. */
static void
test_cursor_survives (Bench *bench, gconstpointer data)
{
  g_autofree char *prefix = NULL;
  g_autofree char *cursor = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  cursor = g_strdup (osr_cache_get_cursor (bench->replica->cache));
  g_assert_nonnull (cursor);
  bench_reopen (bench);
  g_assert_cmpstr (osr_cache_get_cursor (bench->replica->cache), ==, cursor);
  fake_coordinator_append (bench->fake, CASE_A, "detected", "b", NULL, NULL);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 2);
  prefix = g_strdup_printf ("GET /v1/changes?since=%s&", cursor);
  g_assert_cmpuint (fake_coordinator_count (bench->fake, prefix), >, 0);
}

/* A page that cannot be read changes nothing, and is asked for again. */
static void
test_bad_page (Bench *bench, gconstpointer data)
{
  static const char bad[] = "{\"epoch\":\"e\",\"next\":\"99\",\"more\":false,\"entries\":"
                            "[{\"kind\":\"event\",\"case\":\"x\",\"meta\":\"{}\",\"hash\":\"h\"}]}";

  bench_sign_in (bench);
  fake_coordinator_answer (bench->fake, "GET /v1/changes", 2, 200, NULL, bad);
  bench_find (bench, CASE_A, "x");
  bench_find (bench, CASE_B, "x");
  BENCH_UNTIL (bench_version (bench, CASE_B) == 1);
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 1);
}

static void
test_forget_and_show (Bench *bench, gconstpointer data)
{
  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  bench_deafen (bench);
  fake_coordinator_forget (bench->fake, CASE_A);
  BENCH_UNTIL (bench_heard (bench, "case-removed " CASE_A));
  g_assert_null (osr_replica_get_case (bench->replica, CASE_A));
  g_assert_cmpuint (count (bench, OSR_QUEUE_ALL), ==, 0);
  fake_coordinator_append (bench->fake, CASE_A, "detected", "b", NULL, NULL);
  fake_coordinator_show (bench->fake, CASE_A);
  BENCH_UNTIL (bench_heard (bench, "case-changed " CASE_A));
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 2);
  g_assert_false (osr_replica_is_damaged (bench->replica, CASE_A));
  g_assert_cmpuint (count (bench, OSR_QUEUE_ALL), ==, 1);
}

/* A step on a case that is taken away before it was sent makes no case of its own. */
static void
test_forget_with_pending (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_answer (bench->fake, "PUT /v1/commands/", 1000, 503, NULL, NULL);
  note = bench_note (bench, CASE_A, "мои слова");
  bench_deafen (bench);
  fake_coordinator_forget (bench->fake, CASE_A);
  BENCH_UNTIL (bench_heard (bench, "case-removed " CASE_A));
  g_assert_true (osr_replica_is_pending (bench->replica, CASE_A));
  g_assert_null (osr_replica_get_case (bench->replica, CASE_A));
  g_assert_cmpuint (count (bench, OSR_QUEUE_ALL), ==, 0);
}

/* A step was acknowledged, and its event had not come when an old copy of the log was put back, whose
 * numbers are smaller: it neither stays for ever nor goes unsaid. */
static void
test_acknowledged_by_other_log (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_answer (bench->fake, "PUT /v1/commands/", 1, 200, NULL,
                           "{\"seq\":5000,\"version\":2,\"events\":[]}");
  note = bench_note (bench, CASE_A, "мои слова");
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_null (fake_coordinator_get_command (bench->fake, note));
  fake_coordinator_restore (bench->fake);
  BENCH_UNTIL (fake_coordinator_get_command (bench->fake, note) != NULL);
  BENCH_UNTIL (osr_outbox_count (bench->replica->outbox, OSR_OUTBOX_SHOWN) == 0);
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 2);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
}

/* A restored backup: what was held goes, what was written stays. */
static void
test_other_log (Bench *bench, gconstpointer data)
{
  g_autofree char *epoch = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  epoch = g_strdup (osr_cache_get_epoch (bench->replica->cache));
  osr_replica_write (bench->replica, CASE_A, "final", "слова");
  osr_replica_flush (bench->replica);
  bench_deafen (bench);
  fake_coordinator_restore (bench->fake);
  BENCH_UNTIL (bench_heard (bench, "case-removed " CASE_A));
  BENCH_UNTIL (bench_version (bench, CASE_A) == 1);
  g_assert_cmpstr (osr_cache_get_epoch (bench->replica->cache), !=, epoch);
  g_assert_cmpint (bench_state (bench, CASE_A), ==, OSR_CASE_FOUND);
  g_assert_cmpuint (count (bench, OSR_QUEUE_ACT), ==, 1);
  g_free (epoch);
  epoch = bench_writing (bench, CASE_A);
  g_assert_cmpstr (epoch, ==, "слова");
}

static void
test_broken_chain (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCase) c = NULL;
  g_autoptr (JsonObject) payload = bench_text ("note");

  bench_find (bench, CASE_A, "x");
  bench_find (bench, CASE_B, "y");
  bench_sign_in (bench);
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*does not hold together*");
  fake_coordinator_set_hidden (bench->fake, CASE_A, TRUE);
  fake_coordinator_append (bench->fake, CASE_A, "detected", "b", NULL, NULL);
  fake_coordinator_tamper (bench->fake, CASE_A);
  fake_coordinator_show (bench->fake, CASE_A);
  BENCH_UNTIL (osr_replica_is_damaged (bench->replica, CASE_A));
  g_test_assert_expected_messages ();
  c = osr_replica_get_case (bench->replica, CASE_A);
  g_assert_true (c->read_only);
  g_assert_null (osr_replica_act (bench->replica, CASE_A, "noted", NULL, payload, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  g_assert_false (osr_replica_is_damaged (bench->replica, CASE_B));
}

static void
test_newer_program (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) payload = bench_text ("note");

  bench_find (bench, CASE_A, "x");
  fake_coordinator_append (bench->fake, CASE_A, "teleported", "b", NULL, NULL);
  bench_sign_in (bench);
  g_assert_null (osr_replica_act (bench->replica, CASE_A, "noted", NULL, payload, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_UNSUPPORTED);
}

static void
test_search (Bench *bench, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) none = NULL;

  bench_find (bench, CASE_A, "Глубокая яма на Ленина");
  bench_find (bench, CASE_B, "Нет отопления");
  bench_sign_in (bench);
  found = osr_replica_list (bench->replica, OSR_QUEUE_ALL, "яма");
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (found, 0), ==, CASE_A);
  none = osr_replica_list (bench->replica, OSR_QUEUE_ALL, "\"'); OR NOT ( *");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_queue_follows_rights (Bench *bench, gconstpointer data)
{
  g_autoptr (JsonObject) members = json_object_new ();

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  g_assert_cmpuint (count (bench, OSR_QUEUE_ACT), ==, 1);
  json_object_set_string_member (members, "person", FAKE_PERSON);
  json_object_set_string_member (members, "role", "curator");
  bench_deafen (bench);
  fake_coordinator_append (bench->fake, OFFICE, "role-revoked", "office",
                           g_steal_pointer (&members), NULL);
  BENCH_UNTIL (bench_heard (bench, "registry-changed"));
  g_assert_cmpuint (count (bench, OSR_QUEUE_ACT), ==, 0);
  g_assert_cmpuint (count (bench, OSR_QUEUE_ALL), ==, 1);
}

static void
test_pending_in_queue (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  g_assert_cmpuint (count (bench, OSR_QUEUE_MINE), ==, 0);
  fake_coordinator_set_online (bench->fake, FALSE);
  uuid = bench_take (bench, CASE_A);
  g_assert_cmpuint (count (bench, OSR_QUEUE_MINE), ==, 1);
}

/* The limit for routing runs out while nothing comes in: the queue says so by itself. */
static void
test_overdue (Bench *bench, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autoptr (OsrCase) c = NULL;
  const OsrDeadline *route;

  bench_find (bench, CASE_A, "x");
  fake_coordinator_append (bench->fake, CASE_A, "detected", FAKE_PERSON, NULL, NULL);
  bench_sign_in (bench);
  c = osr_replica_get_case (bench->replica, CASE_A);
  deadlines = osr_replica_get_deadlines (bench->replica, c);
  route = osr_deadlines_find (deadlines, "route", NULL);
  g_assert_cmpint (route->due, ==, FAKE_NOW + 30 * OSR_MINUTE);
  g_assert_cmpuint (osr_replica_count (bench->replica, OSR_QUEUE_OVERDUE), ==, 0);
  bench_deafen (bench);
  bench->now = route->due + OSR_SECOND;
  BENCH_UNTIL (bench_heard (bench, "queue-changed"));
  g_assert_cmpuint (osr_replica_count (bench->replica, OSR_QUEUE_OVERDUE), ==, 1);
}

/* The rows were not written before the program ended: they are made up for at the next start. */
static void
test_rows_made_up (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  osr_cache_remove_row (bench->replica->cache, CASE_A, &error);
  g_assert_no_error (error);
  osr_outbox_set (bench->replica->outbox, "rows", "e 1 0", &error);
  g_assert_no_error (error);
  bench_reopen (bench);
  g_assert_cmpuint (count (bench, OSR_QUEUE_ALL), ==, 1);
}

/* The program ended between a command and the row that follows from it. */
static void
test_row_of_command_made_up (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = NULL;
  g_autoptr (GError) error = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  uuid = bench_take (bench, CASE_A);
  osr_cache_remove_row (bench->replica->cache, CASE_A, &error);
  g_assert_no_error (error);
  bench_reopen (bench);
  g_assert_cmpuint (count (bench, OSR_QUEUE_MINE), ==, 1);
}

/* The cache may be thrown away at any time; what the clerk wrote is not in it. */
static void
test_cache_dropped (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = NULL;
  g_autofree char *path = g_build_filename (bench->folder, "cache.db", NULL);

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  uuid = bench_note (bench, CASE_A, "заметка");
  bench_reopen (bench);
  osr_cache_reset (bench->replica->cache, NULL, NULL);
  bench_reopen (bench);
  g_assert_cmpuint (count (bench, OSR_QUEUE_ALL), ==, 0);
  g_assert_cmpuint (bench_waiting (bench), ==, 1);
  fake_coordinator_set_online (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_waiting (bench) == 0 && bench_version (bench, CASE_A) == 2);
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
  add ("/sync/changes/small-pages", test_small_pages);
  add ("/sync/changes/cursor-survives", test_cursor_survives);
  add ("/sync/changes/bad-page", test_bad_page);
  add ("/sync/changes/forget-and-show", test_forget_and_show);
  add ("/sync/changes/acknowledged-by-other-log", test_acknowledged_by_other_log);
  add ("/sync/changes/forget-with-pending", test_forget_with_pending);
  add ("/sync/changes/other-log", test_other_log);
  add ("/sync/changes/broken-chain", test_broken_chain);
  add ("/sync/changes/newer-program", test_newer_program);
  add ("/sync/changes/cache-dropped", test_cache_dropped);
  add ("/sync/queue/search", test_search);
  add ("/sync/queue/follows-rights", test_queue_follows_rights);
  add ("/sync/queue/pending", test_pending_in_queue);
  add ("/sync/queue/overdue", test_overdue);
  add ("/sync/queue/rows-made-up", test_rows_made_up);
  add ("/sync/queue/row-of-command-made-up", test_row_of_command_made_up);
  return g_test_run ();
}
