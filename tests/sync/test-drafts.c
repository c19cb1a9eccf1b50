/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts being written: from the keyboard to the disk, from the disk to the coordinator, beside a
 * foreign revision, and gone when let go. */
#include "core/osr-error.h"
#include "replica-bench.h"

static gboolean
is_there (Bench *bench, const char *text, gint64 revision)
{
  gint64 at_coordinator;
  const char *there = fake_coordinator_get_draft (bench->fake, CASE_A, &at_coordinator);

  return g_strcmp0 (there, text) == 0 && at_coordinator == revision;
}

static void
write_text (Bench *bench, const char *text)
{
  osr_replica_write (bench->replica, CASE_A, "final", text);
}

static void
start (Bench *bench)
{
  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
}

static void
test_times (void)
{
  g_autoptr (OsrReplica) replica = g_object_new (OSR_TYPE_REPLICA, NULL);

  g_assert_cmpuint (replica->times.save, <, 2000);
  g_assert_cmpuint (replica->times.rest, ==, 5000);
  g_assert_cmpuint (replica->times.poll_seconds, <=, OSR_PROTOCOL_MAX_WAIT_SECONDS);
}

/* The disk first, by its own timer, without a coordinator. */
static void
test_saved (Bench *bench, gconstpointer data)
{
  g_autofree char *text = NULL;

  write_text (bench, "Добрый");
  write_text (bench, "Добрый день");
  text = bench_writing (bench, CASE_A);
  g_assert_cmpstr (text, ==, "Добрый день");
  BENCH_UNTIL (bench_heard (bench, "draft-saved " CASE_A));
  bench_reopen (bench);
  g_free (text);
  text = bench_writing (bench, CASE_A);
  g_assert_cmpstr (text, ==, "Добрый день");
}

/* Keys that keep coming do not put the saving off. */
static void
test_saved_while_typing (Bench *bench, gconstpointer data)
{
  guint keys = 0;

  while (!bench_heard (bench, "draft-saved " CASE_A)) {
    g_autofree char *text = g_strnfill (++keys, 'a');

    write_text (bench, text);
    g_main_context_iteration (NULL, TRUE);
  }
  g_assert_cmpuint (keys, >, 0);
  bench_deafen (bench);
  while (!bench_heard (bench, "draft-saved " CASE_A)) {
    g_autofree char *text = g_strnfill (++keys, 'a');

    write_text (bench, text);
    g_main_context_iteration (NULL, TRUE);
  }
}

static void
test_close_saves (Bench *bench, gconstpointer data)
{
  g_autofree char *text = NULL;

  write_text (bench, "не успел");
  bench_reopen (bench);
  text = bench_writing (bench, CASE_A);
  g_assert_cmpstr (text, ==, "не успел");
}

static void
test_sent_after_rest (Bench *bench, gconstpointer data)
{
  start (bench);
  write_text (bench, "раз");
  BENCH_UNTIL (is_there (bench, "раз", 1));
  write_text (bench, "раз два");
  BENCH_UNTIL (is_there (bench, "раз два", 2));
  g_assert_cmpuint (fake_coordinator_count (bench->fake, "PUT /v1/drafts/"), ==, 2);
}

static void
test_flush_sends (Bench *bench, gconstpointer data)
{
  start (bench);
  bench->replica->times.rest = G_MAXUINT / 2;
  write_text (bench, "ухожу");
  osr_replica_flush (bench->replica);
  g_assert_true (bench_heard (bench, "draft-saved " CASE_A));
  BENCH_UNTIL (is_there (bench, "ухожу", 1));
}

static void
test_sent_when_back (Bench *bench, gconstpointer data)
{
  start (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  write_text (bench, "без связи");
  osr_replica_flush (bench->replica);
  bench_reopen (bench);
  fake_coordinator_set_online (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (is_there (bench, "без связи", 1));
}

/* Another desk saved in between: its text stays as a second copy, and mine goes on top. */
static void
test_foreign_revision (Bench *bench, gconstpointer data)
{
  OsrWriting *writing;

  start (bench);
  write_text (bench, "мой");
  BENCH_UNTIL (is_there (bench, "мой", 1));
  fake_coordinator_write_draft (bench->fake, CASE_A, "с другого места");
  bench_deafen (bench);
  write_text (bench, "мой, дальше");
  BENCH_UNTIL (is_there (bench, "мой, дальше", 3));
  g_assert_true (bench_heard (bench, "case-changed " CASE_A));
  writing = osr_replica_get_writing (bench->replica, CASE_A);
  g_assert_cmpstr (writing->text, ==, "мой, дальше");
  g_assert_cmpstr (writing->other, ==, "с другого места");
  g_assert_cmpstr (writing->kind, ==, "final");
  osr_writing_free (writing);
}

/* The answer was lost: what stands there is mine, and no second copy is made of it. */
static void
test_lost_answer (Bench *bench, gconstpointer data)
{
  OsrWriting *writing;

  start (bench);
  fake_coordinator_lose_answer (bench->fake, "PUT /v1/drafts/", 2);
  write_text (bench, "один раз");
  BENCH_UNTIL (fake_coordinator_count (bench->fake, "PUT /v1/drafts/") >= 3);
  write_text (bench, "и ещё");
  BENCH_UNTIL (is_there (bench, "и ещё", 2));
  writing = osr_replica_get_writing (bench->replica, CASE_A);
  g_assert_null (writing->other);
  osr_writing_free (writing);
}

static void
test_let_go (Bench *bench, gconstpointer data)
{
  g_autofree char *text = NULL;

  start (bench);
  write_text (bench, "лишнее");
  BENCH_UNTIL (is_there (bench, "лишнее", 1));
  write_text (bench, "");
  g_assert_null (osr_replica_get_writing (bench->replica, CASE_A));
  BENCH_UNTIL (fake_coordinator_get_draft (bench->fake, CASE_A, NULL) == NULL);
  write_text (bench, "снова");
  BENCH_UNTIL (is_there (bench, "снова", 1));
}

/* Let go without the coordinator, and after another start: it learns of it all the same. */
static void
test_let_go_offline (Bench *bench, gconstpointer data)
{
  start (bench);
  write_text (bench, "лишнее");
  BENCH_UNTIL (is_there (bench, "лишнее", 1));
  fake_coordinator_set_online (bench->fake, FALSE);
  write_text (bench, "");
  osr_replica_flush (bench->replica);
  bench_reopen (bench);
  g_assert_null (osr_replica_get_writing (bench->replica, CASE_A));
  fake_coordinator_set_online (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (fake_coordinator_get_draft (bench->fake, CASE_A, NULL) == NULL);
}

/* A draft that the coordinator will not have stays here, and does not hold back the others. */
static void
test_refused (Bench *bench, gconstpointer data)
{
  g_autofree char *text = NULL;

  start (bench);
  bench_find (bench, CASE_B, "y");
  fake_coordinator_answer (bench->fake, "PUT /v1/drafts/", 1, 403, "not-allowed", NULL);
  write_text (bench, "чужое дело");
  osr_replica_flush (bench->replica);
  BENCH_UNTIL (fake_coordinator_count (bench->fake, "PUT /v1/drafts/") == 1);
  osr_replica_write (bench->replica, CASE_B, "final", "другое");
  BENCH_UNTIL (g_strcmp0 (fake_coordinator_get_draft (bench->fake, CASE_B, NULL), "другое") == 0);
  g_assert_cmpuint (fake_coordinator_count (bench->fake, "PUT /v1/drafts/"), ==, 2);
  text = bench_writing (bench, CASE_A);
  g_assert_cmpstr (text, ==, "чужое дело");
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
  g_test_add_func ("/sync/drafts/times", test_times);
  add ("/sync/drafts/saved", test_saved);
  add ("/sync/drafts/saved-while-typing", test_saved_while_typing);
  add ("/sync/drafts/close-saves", test_close_saves);
  add ("/sync/drafts/sent-after-rest", test_sent_after_rest);
  add ("/sync/drafts/flush-sends", test_flush_sends);
  add ("/sync/drafts/sent-when-back", test_sent_when_back);
  add ("/sync/drafts/foreign-revision", test_foreign_revision);
  add ("/sync/drafts/lost-answer", test_lost_answer);
  add ("/sync/drafts/let-go", test_let_go);
  add ("/sync/drafts/let-go-offline", test_let_go_offline);
  add ("/sync/drafts/refused", test_refused);
  return g_test_run ();
}
