/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checkpoint of the log is held against what the workstation holds; one that does not fit is
 * remembered until what is held was had anew. */
#include <string.h>

#include "core/audit/osr-checkpoint.h"
#include "replica-bench.h"
#include "sync/audit/osr-replica-audit.h"

/* A checkpoint of all that the log has, with a root of nothing in it. */
static void
append_checkpoint (Bench *bench, gint64 to_seq)
{
  g_autofree char *root = g_strnfill (64, 'a');

  fake_coordinator_append (bench->fake, "checkpoint", "checkpoint", "office",
                           osr_checkpoint_build (1, to_seq, root, NULL), NULL);
}

static void
expect_warning (void)
{
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*contradicts what is held here*");
}

static gint64
find_message (Bench *bench)
{
  return fake_coordinator_append (bench->fake, CASE_A, "found", "monitor", NULL, bench_text ("x"));
}

static gboolean
is_told (Bench *bench)
{
  gboolean contradicted;

  g_object_get (bench->replica, "contradicted", &contradicted, NULL);
  g_assert_cmpint (contradicted, ==, osr_replica_is_contradicted (bench->replica));
  return contradicted;
}

static void
count (gpointer n)
{
  (*(guint *) n)++;
}

static void
test_contradicted (Bench *bench, gconstpointer data)
{
  gint64 last = find_message (bench);
  guint told = 0;

  bench_sign_in (bench);
  g_assert_false (is_told (bench));
  g_signal_connect_swapped (bench->replica, "notify::contradicted", G_CALLBACK (count), &told);
  expect_warning ();
  append_checkpoint (bench, last);
  BENCH_UNTIL (is_told (bench));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (told, ==, 1);
  /* neither the next start nor a person without a connection forgets it */
  fake_coordinator_set_online (bench->fake, FALSE);
  expect_warning ();
  bench_reopen (bench);
  g_test_assert_expected_messages ();
  g_assert_true (is_told (bench));
}

/* Another log stands behind the server, or the same restored: what was held goes, and the doubt. */
static void
test_had_anew (Bench *bench, gconstpointer data)
{
  gint64 last = find_message (bench);

  bench_sign_in (bench);
  expect_warning ();
  append_checkpoint (bench, last);
  BENCH_UNTIL (is_told (bench));
  g_test_assert_expected_messages ();
  fake_coordinator_restore_to (bench->fake, last);
  BENCH_UNTIL (!is_told (bench));
  bench_reopen (bench);
  g_assert_false (is_told (bench));
}

/* Whoever holds a part of the events can say nothing of the root. */
static void
test_part (Bench *bench, gconstpointer data)
{
  gint64 last;

  fake_coordinator_set_hidden (bench->fake, CASE_B, TRUE);
  fake_coordinator_append (bench->fake, CASE_B, "found", "monitor", NULL, bench_text ("y"));
  last = find_message (bench);
  bench_sign_in (bench);
  append_checkpoint (bench, last);
  BENCH_UNTIL (osr_cache_get_version (bench->replica->cache, "checkpoint") == 1);
  g_assert_false (is_told (bench));
}

static void
add (const char *name, void (*test) (Bench *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/sync/audit/", name, NULL);

  g_test_add (path, Bench, NULL, bench_open, test, bench_close);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("contradicted", test_contradicted);
  add ("had-anew", test_had_anew);
  add ("part", test_part);
  return g_test_run ();
}
