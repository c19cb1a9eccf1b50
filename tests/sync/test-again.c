/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A restored backup of the coordinator lacks what was accepted after it: the workstation that sent it
 * still has it, and offers it again. */
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "replica-bench.h"
#include "store/osr-outbox-private.h"

static guint
kept (Bench *bench)
{
  return osr_outbox_count_acknowledged (bench->replica->outbox);
}

static gboolean
has_epoch (Bench *bench, const char *epoch)
{
  return g_strcmp0 (osr_cache_get_epoch (bench->replica->cache), epoch) == 0;
}

static void
quiet (Bench *bench)
{
  BENCH_UNTIL (bench_waiting (bench) == 0);
}

static gboolean
is_in_outbox (Bench *bench, const char *words)
{
  return bench_is_in_files (bench, "outbox.db", words);
}

/* Once nothing is left to be cleaned. */
static gboolean
is_in_cache (Bench *bench, const char *words)
{
  BENCH_UNTIL (bench->replica->purge_source == 0);
  return bench_is_in_files (bench, "cache.db", words);
}

/* What was lost comes back, in its order and byte for byte. */
static void
test_repair (Bench *bench, gconstpointer data)
{
  g_autofree char *take = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gint64 backup;

  bench_find (bench, CASE_A, "x");
  bench_find (bench, CASE_B, "y");
  bench_sign_in (bench);
  backup = fake_coordinator_append (bench->fake, CASE_B, "detected", "person-b", NULL, NULL);
  take = bench_take (bench, CASE_A);
  note = bench_note (bench, CASE_A, "Звонил в ДЭУ");
  quiet (bench);
  g_assert_cmpuint (kept (bench), ==, 2);
  bytes = g_bytes_ref (fake_coordinator_get_command (bench->fake, take));
  fake_coordinator_restore_to (bench->fake, backup);
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 1);
  BENCH_UNTIL (fake_coordinator_get_version (bench->fake, CASE_A) == 3);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 3 && bench_version (bench, CASE_B) == 2);
  quiet (bench);
  g_assert_cmpstr (fake_coordinator_get_type (bench->fake, CASE_A, 2), ==, "detected");
  g_assert_cmpstr (fake_coordinator_get_type (bench->fake, CASE_A, 3), ==, "noted");
  g_assert_true (g_bytes_equal (fake_coordinator_get_command (bench->fake, take), bytes));
  g_assert_false (fake_coordinator_saw_other_bytes (bench->fake));
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  g_assert_cmpuint (kept (bench), ==, 2);
}

/* What the backup still knows counts once. */
static void
test_known (Bench *bench, gconstpointer data)
{
  g_autofree char *take = NULL;
  g_autofree char *path = NULL;
  g_autofree char *epoch = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  take = bench_take (bench, CASE_A);
  quiet (bench);
  epoch = g_strdup (osr_cache_get_epoch (bench->replica->cache));
  path = g_strconcat ("PUT /v1/commands/", take, NULL);
  g_assert_cmpuint (fake_coordinator_count (bench->fake, path), ==, 1);
  fake_coordinator_restore (bench->fake);
  BENCH_UNTIL (fake_coordinator_count (bench->fake, path) == 2);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 2 && !has_epoch (bench, epoch));
  quiet (bench);
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 2);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
}

/* What has not gone out yet stands upon what is offered again: it goes after it. */
static void
test_before_the_new (Bench *bench, gconstpointer data)
{
  g_autofree char *take = NULL;
  g_autofree char *note = NULL;
  gint64 backup;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  backup = fake_coordinator_append (bench->fake, CASE_B, "found", "monitor", NULL, NULL);
  take = bench_take (bench, CASE_A);
  quiet (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  note = bench_note (bench, CASE_A, "после");
  fake_coordinator_restore_to (bench->fake, backup);
  bench_reopen (bench);
  fake_coordinator_set_online (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (fake_coordinator_get_version (bench->fake, CASE_A) == 3);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  quiet (bench);
}

/* A step upon somebody else's that the backup lacks, too. */
static void
lose_both (Bench *bench)
{
  g_autofree char *take = NULL;
  gint64 backup;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  backup = fake_coordinator_append (bench->fake, CASE_B, "found", "monitor", NULL, NULL);
  fake_coordinator_append (bench->fake, CASE_A, "noted", "person-b", NULL, bench_text ("чужая"));
  BENCH_UNTIL (bench_version (bench, CASE_A) == 2);
  take = bench_take (bench, CASE_A);
  quiet (bench);
  fake_coordinator_restore_to (bench->fake, backup);
  BENCH_UNTIL (osr_cache_get_version (bench->replica->cache, CASE_A) == 1);
  g_assert_cmpuint (bench_waiting (bench), ==, 1);
}

/* It waits for the other workstation and goes in after it. */
static void
test_waits_for_others (Bench *bench, gconstpointer data)
{
  guint before;

  lose_both (bench);
  before = fake_coordinator_count (bench->fake, "PUT /v1/commands/");
  BENCH_UNTIL (fake_coordinator_count (bench->fake, "PUT /v1/commands/") > before + 1);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  fake_coordinator_append (bench->fake, CASE_A, "noted", "person-b", NULL, bench_text ("чужая"));
  BENCH_UNTIL (fake_coordinator_get_version (bench->fake, CASE_A) == 3);
  quiet (bench);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
}

/* But not for ever: then the clerk is told. */
static void
test_not_for_ever (Bench *bench, gconstpointer data)
{
  lose_both (bench);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  bench->now += OSR_HOUR;
  fake_coordinator_set_now (bench->fake, FAKE_NOW + OSR_HOUR);
  BENCH_UNTIL (bench_attention (bench) == 1);
  g_assert_cmpuint (kept (bench), ==, 0);
}

/* After 30 days no backup is expected to be that old. */
static void
test_let_go (Bench *bench, gconstpointer data)
{
  g_autofree char *take = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  take = bench_take (bench, CASE_A);
  quiet (bench);
  bench->now += 29 * 24 * OSR_HOUR;
  bench_reopen (bench);
  g_assert_cmpuint (kept (bench), ==, 1);
  bench->now += 2 * 24 * OSR_HOUR;
  bench_reopen (bench);
  g_assert_cmpuint (kept (bench), ==, 0);
}

/* Nothing that an act destroyed is kept to be offered again; what the coordinator says to be destroyed is
 * no refusal that the clerk would read, with its words, in "needs attention". */
static void
test_destroyed (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;
  g_autofree char *path = NULL;
  gint64 backup;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  backup = fake_coordinator_append (bench->fake, CASE_B, "found", "monitor", NULL, NULL);
  note = bench_note (bench, CASE_A, "жирафлян");
  quiet (bench);
  g_assert_cmpuint (kept (bench), ==, 1);
  path = g_strconcat ("PUT /v1/commands/", note, NULL);
  fake_coordinator_answer (bench->fake, path, 1, 422, "erased", NULL);
  fake_coordinator_restore_to (bench->fake, backup);
  BENCH_UNTIL (fake_coordinator_count (bench->fake, path) == 2);
  quiet (bench);
  g_assert_cmpuint (kept (bench), ==, 0);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  g_assert_null (osr_outbox_find (bench->replica->outbox, note, NULL));
  g_assert_false (is_in_outbox (bench, "жирафлян"));
}

/* Offered once more it is in the queue's row again, and the coordinator is slow to say that its words were
 * destroyed: they leave the cache's files, too, which were cleaned before. */
static void
test_destroyed_late (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;
  g_autofree char *path = NULL;
  gint64 backup;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  backup = fake_coordinator_append (bench->fake, CASE_B, "found", "monitor", NULL, NULL);
  note = bench_note (bench, CASE_A, "жирафлян");
  quiet (bench);
  path = g_strconcat ("PUT /v1/commands/", note, NULL);
  fake_coordinator_answer (bench->fake, path, 6, 500, "temporary", NULL);
  fake_coordinator_answer (bench->fake, path, 1, 422, "erased", NULL);
  fake_coordinator_restore_to (bench->fake, backup);
  BENCH_UNTIL (bench_waiting (bench) == 1 && bench_version (bench, CASE_B) == 1);
  g_assert_true (is_in_cache (bench, "жирафлян"));
  quiet (bench);
  g_assert_false (is_in_outbox (bench, "жирафлян"));
  g_assert_false (is_in_cache (bench, "жирафлян"));
}

/* The program ended before it could take them out. */
static void
test_destroyed_before_an_end (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  quiet (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  note = bench_note (bench, CASE_A, "жирафлян");
  g_assert_true (osr_outbox_refuse (bench->replica->outbox, note, "erased", "by an act", NULL));
  bench_reopen (bench);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  g_assert_false (is_in_outbox (bench, "жирафлян"));
}

/* The copy kept for a restored backup goes with the words, out of the file as well. */
static void
test_forgotten (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;
  JsonObject *members = osr_json_read_object (
      "{\"versions\":[2],\"act\":\"1\",\"act_date\":\"2026-03-06\",\"reason\":\"r\"}", -1, 0, "m",
      NULL);

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  note = bench_note (bench, CASE_A, "жирафлян");
  quiet (bench);
  g_assert_true (is_in_outbox (bench, "жирафлян"));
  fake_coordinator_append (bench->fake, CASE_A, "payload-erased", "admin", members, NULL);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 3);
  g_assert_cmpuint (kept (bench), ==, 0);
  g_assert_false (is_in_outbox (bench, "жирафлян"));
}

/* The disk had no room for it when the page came: the page waits, since nobody would tell of it again. */
static void
test_forgotten_late (Bench *bench, gconstpointer data)
{
  OsrDatabase *outbox;
  g_autofree char *note = NULL;
  JsonObject *members = osr_json_read_object (
      "{\"versions\":[2],\"act\":\"1\",\"act_date\":\"2026-03-06\",\"reason\":\"r\"}", -1, 0, "m",
      NULL);

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  note = bench_note (bench, CASE_A, "жирафлян");
  quiet (bench);
  outbox = bench->replica->outbox->database;
  g_assert_true (osr_database_exec (outbox,
                                    "CREATE TRIGGER no_room BEFORE DELETE ON acknowledged"
                                    " BEGIN SELECT RAISE (ABORT, 'no room'); END",
                                    NULL));
  fake_coordinator_append (bench->fake, CASE_A, "payload-erased", "admin", members, NULL);
  BENCH_UNTIL (bench->replica->pull_attempts > 1);
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 2);
  g_assert_true (osr_database_exec (outbox, "DROP TRIGGER no_room", NULL));
  BENCH_UNTIL (bench_version (bench, CASE_A) == 3);
  g_assert_cmpuint (kept (bench), ==, 0);
  g_assert_false (is_in_outbox (bench, "жирафлян"));
}

/* What waited here was the person's own to keep; once it is let go, the same words are not left over. */
static void
test_let_go_after_an_act (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;
  JsonObject *members = osr_json_read_object (
      "{\"versions\":[2],\"act\":\"1\",\"act_date\":\"2026-03-06\",\"reason\":\"r\"}", -1, 0, "m",
      NULL);

  bench_find (bench, CASE_A, "x");
  fake_coordinator_append (bench->fake, CASE_A, "noted", "person-b", NULL, bench_text ("жирафлян"));
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 2);
  fake_coordinator_answer (bench->fake, "PUT /v1/commands/", 1, 422, "invalid", NULL);
  note = bench_note (bench, CASE_A, "жирафлян");
  BENCH_UNTIL (bench_attention (bench) == 1);
  fake_coordinator_append (bench->fake, CASE_A, "payload-erased", "admin", members, NULL);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 3);
  g_assert_true (is_in_outbox (bench, "жирафлян"));
  osr_replica_dismiss_attention (bench->replica, note);
  g_assert_false (is_in_outbox (bench, "жирафлян"));
}

static guint
count_puts (Bench *bench, const char *uuid)
{
  g_autofree char *path = g_strconcat ("PUT /v1/commands/", uuid, NULL);

  return fake_coordinator_count (bench->fake, path);
}

/* Steps of a case that went out of sight are not kept, and so not offered; those of the others are. */
static void
test_out_of_sight (Bench *bench, gconstpointer data)
{
  g_autofree char *take = NULL;
  g_autofree char *other = NULL;
  gint64 backup;

  bench_find (bench, CASE_A, "x");
  backup = fake_coordinator_append (bench->fake, CASE_B, "found", "monitor", NULL, NULL);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_B) == 1);
  take = bench_take (bench, CASE_A);
  other = bench_note (bench, CASE_B, "y");
  quiet (bench);
  g_assert_cmpuint (kept (bench), ==, 2);
  fake_coordinator_forget (bench->fake, CASE_A);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 0);
  g_assert_cmpuint (kept (bench), ==, 1);
  fake_coordinator_restore_to (bench->fake, backup);
  BENCH_UNTIL (count_puts (bench, other) == 2);
  BENCH_UNTIL (bench_version (bench, CASE_B) == 2);
  quiet (bench);
  g_assert_cmpuint (count_puts (bench, take), ==, 1);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
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
  add ("/sync/again/repair", test_repair);
  add ("/sync/again/known", test_known);
  add ("/sync/again/before-the-new", test_before_the_new);
  add ("/sync/again/waits-for-others", test_waits_for_others);
  add ("/sync/again/not-for-ever", test_not_for_ever);
  add ("/sync/again/let-go", test_let_go);
  add ("/sync/again/destroyed", test_destroyed);
  add ("/sync/again/destroyed-late", test_destroyed_late);
  add ("/sync/again/destroyed-before-an-end", test_destroyed_before_an_end);
  add ("/sync/again/forgotten", test_forgotten);
  add ("/sync/again/forgotten-when-there-is-room", test_forgotten_late);
  add ("/sync/again/let-go-after-an-act", test_let_go_after_an_act);
  add ("/sync/again/out-of-sight", test_out_of_sight);
  return g_test_run ();
}
