/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workstation that is left: signing out takes what was held for reading and keeps what was written;
 * a week without the coordinator locks it; a text follows its writer to the next one. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/osr-error.h"
#include "replica-bench.h"
#include "store/outbox/osr-outbox-file.h"

#define SECRET "Тайнопись-семь"
#define WEEK   (7 * 24 * OSR_HOUR)

/* Whether @words stand in a file of the folder whose name begins with @prefix. */
static void
test_sign_out (Bench *bench, gconstpointer data)
{
  g_autofree char *note = NULL;

  bench_find (bench, CASE_A, SECRET);
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  note = bench_note (bench, CASE_A, "моё");
  g_assert_true (bench_is_in_files (bench, "cache.db", SECRET));
  osr_replica_sign_out (bench->replica);
  bench_pause (bench);
  g_assert_false (bench_is_in_files (bench, "cache.db", SECRET));
  g_assert_false (bench_is_in_files (bench, "snapshot", ""));
  fake_coordinator_set_online (bench->fake, TRUE);
  bench_resume (bench);
  g_assert_cmpuint (bench_waiting (bench), ==, 1);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 2);
}

/* The program ended between the mark and the removal: the next start makes up for it. */
static void
test_sign_out_interrupted (Bench *bench, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = NULL;

  bench_find (bench, CASE_A, SECRET);
  bench_sign_in (bench);
  osr_replica_leave_mark (bench->replica);
  bench->replica->left = FALSE;
  bench_pause (bench);
  g_assert_true (bench_is_in_files (bench, "cache.db", SECRET));
  bench_resume (bench);
  ids = osr_replica_list (bench->replica, OSR_QUEUE_ALL, NULL);
  g_assert_cmpuint (ids->len, ==, 0);
  g_assert_false (bench_is_in_files (bench, "cache.db", SECRET));
}

/* What a saved outbox holds is what would have been sent, byte for byte. */
static void
test_export (Bench *bench, gconstpointer data)
{
  g_autofree char *path = g_build_filename (bench->folder, "saved.ndjson", NULL);
  g_autofree char *take = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (OsrOutboxCommand) command = NULL;
  g_autoptr (OsrOutboxFileCommand) saved = NULL;
  g_autoptr (OsrOutboxFileCommand) none = NULL;
  g_autoptr (GError) error = NULL;
  OsrUndelivered counts;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  take = bench_take (bench, CASE_A);
  osr_replica_write (bench->replica, CASE_A, "final", "черновик");
  g_assert_true (osr_replica_export_outbox (bench->replica, path, &error));
  g_assert_no_error (error);
  osr_replica_count_undelivered (bench->replica, &counts);
  g_assert_cmpuint (counts.waiting, ==, 1);
  g_assert_cmpuint (counts.refused, ==, 0);
  g_assert_cmpuint (counts.texts, ==, 1);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (osr_outbox_file_command_read (lines[0], &none, NULL));
  g_assert_null (none);
  g_assert_true (osr_outbox_file_command_read (lines[1], &saved, NULL));
  command = osr_outbox_find (bench->replica->outbox, take, NULL);
  g_assert_cmpstr (saved->uuid, ==, take);
  g_assert_true (g_bytes_equal (saved->raw, command->raw));
  g_assert_nonnull (strstr (lines[2], "черновик"));
  g_assert_false (osr_outbox_file_command_read ("{\"kind\":\"command\"}", &none, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
}

static void
test_lock (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  note = bench_note (bench, CASE_A, "ждёт");
  bench->now += WEEK - OSR_HOUR;
  bench_reopen (bench);
  g_assert_false (osr_replica_is_locked (bench->replica));
  g_assert_cmpuint (osr_replica_count (bench->replica, OSR_QUEUE_ALL), ==, 1);
  bench->now += 2 * OSR_HOUR;
  bench_reopen (bench);
  g_assert_true (osr_replica_is_locked (bench->replica));
  g_assert_cmpuint (osr_replica_count (bench->replica, OSR_QUEUE_ALL), ==, 0);
  g_assert_null (osr_replica_get_case (bench->replica, CASE_A));
  g_assert_cmpuint (bench_waiting (bench), ==, 1);
  /* neither the token nor a password that nobody checks opens it */
  g_assert_false (bench_try_sign_in (bench, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
  g_clear_error (&error);
  g_assert_false (bench_try_sign_in (bench, FAKE_PASSWORD, &error));
  g_assert_true (osr_replica_is_locked (bench->replica));
  fake_coordinator_set_now (bench->fake, bench->now);
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (!osr_replica_is_locked (bench->replica));
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 2);
}

/* A machine whose clock is months away from the coordinator's is not locked for that. */
static void
test_lock_clocks_apart (Bench *bench, gconstpointer data)
{
  fake_coordinator_set_now (bench->fake, bench->now + 30 * WEEK);
  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  bench_reopen (bench);
  g_assert_false (osr_replica_is_locked (bench->replica));
  fake_coordinator_set_online (bench->fake, TRUE);
  fake_coordinator_set_now (bench->fake, bench->now - 30 * WEEK);
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  bench_reopen (bench);
  g_assert_false (osr_replica_is_locked (bench->replica));
}

/* A clock that is set back between two starts postpones nothing: hours that passed stay passed. */
static void
test_lock_set_back (Bench *bench, gconstpointer data)
{
  OsrInstant start = bench->now;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  bench->now = start + 3 * OSR_HOUR;
  bench_reopen (bench);
  g_assert_false (osr_replica_is_locked (bench->replica));
  bench->now = start + 150 * OSR_MINUTE; /* a correction */
  bench_reopen (bench);
  g_assert_false (osr_replica_is_locked (bench->replica));
  bench->now = start;
  bench_reopen (bench);
  g_assert_true (osr_replica_is_locked (bench->replica));
  fake_coordinator_set_online (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (!osr_replica_is_locked (bench->replica));
  fake_coordinator_set_online (bench->fake, FALSE);
  bench_reopen (bench);
  g_assert_false (osr_replica_is_locked (bench->replica));
}

/* Nor do many steps back of less than is told for one. */
static void
test_lock_set_back_often (Bench *bench, gconstpointer data)
{
  OsrInstant start = bench->now + WEEK - 5 * OSR_HOUR;
  guint turns = 0;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  for (; turns < 20 && !osr_replica_is_locked (bench->replica); turns++) {
    bench->now = start;
    bench_reopen (bench);
    bench->now = start + 50 * OSR_MINUTE;
    bench_reopen (bench);
  }
  g_assert_true (osr_replica_is_locked (bench->replica));
  g_assert_cmpuint (turns, ==, 6); /* of fifty minutes each */
}

/* It locks while it stands open, too. */
static void
test_lock_while_open (Bench *bench, gconstpointer data)
{
  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  BENCH_UNTIL (osr_replica_get_connection (bench->replica) == OSR_CONNECTION_OFFLINE);
  bench->now += WEEK + OSR_HOUR;
  BENCH_UNTIL (osr_replica_is_locked (bench->replica));
  g_assert_cmpint (osr_replica_get_connection (bench->replica), ==, OSR_CONNECTION_SIGNED_OUT);
  g_assert_null (osr_replica_get_case (bench->replica, CASE_A));
}

static void
on_arrived (OsrReplica *replica, const char *case_id, gpointer data)
{
  (*(guint *) data)++;
}

static void
follow (Bench *bench)
{
  guint arrived = 0;
  gulong handler =
      g_signal_connect (bench->replica, "draft-arrived", G_CALLBACK (on_arrived), &arrived);

  osr_replica_follow_drafts (bench->replica, CASE_A);
  BENCH_UNTIL (arrived == 1);
  g_signal_handler_disconnect (bench->replica, handler);
}

/* A text that was put at the coordinator from here. */
static void
write_and_send (Bench *bench, const char *text)
{
  gint64 revision = 0, before = 0;

  fake_coordinator_get_draft (bench->fake, CASE_A, &before);
  osr_replica_write (bench->replica, CASE_A, "final", text);
  osr_replica_flush (bench->replica);
  do {
    g_main_context_iteration (NULL, TRUE);
    fake_coordinator_get_draft (bench->fake, CASE_A, &revision);
  } while (revision == before);
  for (;;) {
    g_autoptr (OsrOutboxWriting) mine =
        osr_outbox_get_writing (bench->replica->outbox, CASE_A, NULL);

    if (!mine->dirty)
      break;
    g_main_context_iteration (NULL, TRUE);
  }
}

/* What was not touched here gives way to what is newer. */
static void
test_draft_follows (Bench *bench, gconstpointer data)
{
  g_autofree char *text = NULL;
  OsrWriting *writing;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  write_and_send (bench, "здесь");
  fake_coordinator_write_draft (bench->fake, CASE_A, "там, позже");
  follow (bench);
  text = bench_writing (bench, CASE_A);
  g_assert_cmpstr (text, ==, "там, позже");
  writing = osr_replica_get_writing (bench->replica, CASE_A);
  g_assert_null (writing->other);
  osr_writing_free (writing);
}

/* A workstation that has nothing of the case gets the whole text. */
static void
test_draft_follows_to_new (Bench *bench, gconstpointer data)
{
  g_autofree char *text = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  write_and_send (bench, "начато здесь");
  g_assert_true (osr_outbox_remove_writing (bench->replica->outbox, CASE_A, NULL));
  follow (bench);
  text = bench_writing (bench, CASE_A);
  g_assert_cmpstr (text, ==, "начато здесь");
}

/* Both were written: nothing is overwritten, the other stands beside. */
static void
test_draft_beside (Bench *bench, gconstpointer data)
{
  OsrWriting *writing;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  write_and_send (bench, "здесь");
  fake_coordinator_write_draft (bench->fake, CASE_A, "там");
  osr_replica_write (bench->replica, CASE_A, "final", "здесь и дальше");
  osr_replica_follow_drafts (bench->replica, CASE_A);
  for (;;) {
    writing = osr_replica_get_writing (bench->replica, CASE_A);
    if (writing->other != NULL)
      break;
    osr_writing_free (writing);
    g_main_context_iteration (NULL, TRUE);
  }
  g_assert_cmpstr (writing->text, ==, "здесь и дальше");
  g_assert_cmpstr (writing->other, ==, "там");
  osr_writing_free (writing);
}

/* Nothing of a case that is not the person's any more: not in the rows, the index, the files. */
static void
test_forget (Bench *bench, gconstpointer data)
{
  bench_find (bench, CASE_A, SECRET " у школы");
  bench_find (bench, CASE_B, "другое");
  bench_sign_in (bench);
  g_assert_true (bench_is_in_files (bench, "cache.db", SECRET));
  fake_coordinator_forget (bench->fake, CASE_A);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 0);
  BENCH_UNTIL (bench->replica->purge_source == 0);
  bench_pause (bench);
  g_assert_false (bench_is_in_files (bench, "", SECRET));
  g_assert_false (bench_is_in_files (bench, "", "тайнопись"));
  bench_resume (bench);
  g_assert_cmpint (bench_version (bench, CASE_B), ==, 1);
}

/* Closed longer ago than 400 days: not here any more, unless something happens to it. */
static void
test_old (Bench *bench, gconstpointer data)
{
  bench_find (bench, CASE_A, SECRET);
  fake_coordinator_append (bench->fake, CASE_A, "dismissed", "person-b", NULL, bench_text ("спам"));
  bench_find (bench, CASE_B, "открытое");
  bench_sign_in (bench);
  bench->now += 399 * 24 * OSR_HOUR;
  fake_coordinator_set_now (bench->fake, bench->now);
  bench_reopen (bench);
  bench_sign_in (bench);
  g_assert_cmpint (osr_cache_get_version (bench->replica->cache, CASE_A), ==, 2);
  bench->now += 2 * 24 * OSR_HOUR;
  fake_coordinator_set_now (bench->fake, bench->now);
  bench_reopen (bench);
  g_assert_cmpint (osr_cache_get_version (bench->replica->cache, CASE_A), ==, 0);
  g_assert_cmpint (osr_cache_get_version (bench->replica->cache, CASE_B), ==, 1);
  BENCH_UNTIL (bench->replica->purge_source == 0);
  bench_pause (bench);
  g_assert_false (bench_is_in_files (bench, "cache.db", SECRET));
  bench_resume (bench);
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
  add ("/sync/leaving/sign-out", test_sign_out);
  add ("/sync/leaving/sign-out-interrupted", test_sign_out_interrupted);
  add ("/sync/leaving/export", test_export);
  add ("/sync/leaving/lock", test_lock);
  add ("/sync/leaving/lock-clock-set-back", test_lock_set_back);
  add ("/sync/leaving/lock-clock-set-back-often", test_lock_set_back_often);
  add ("/sync/leaving/lock-clocks-apart", test_lock_clocks_apart);
  add ("/sync/leaving/lock-while-open", test_lock_while_open);
  add ("/sync/leaving/draft-follows", test_draft_follows);
  add ("/sync/leaving/draft-follows-to-new", test_draft_follows_to_new);
  add ("/sync/leaving/draft-beside", test_draft_beside);
  add ("/sync/leaving/forget", test_forget);
  add ("/sync/leaving/old", test_old);
  return g_test_run ();
}
