/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first sync from snapshots: everything arrives, the window can be used meanwhile, an end in the
 * middle costs nothing, and a file that is not whole is not believed. */
#include <glib/gstdio.h>

#include "replica-bench.h"

#define N_CASES 400

static char *
id_of (guint number)
{
  return g_strdup_printf ("c0000000-0000-4000-8000-%012u", number);
}

static void
find_many (Bench *bench)
{
  for (guint i = 0; i < N_CASES; i++) {
    g_autofree char *id = id_of (i);

    bench_find (bench, id, "Яма на дороге");
  }
}

static guint
held (Bench *bench)
{
  g_autoptr (GPtrArray) streams = osr_cache_list_streams (bench->replica->cache, NULL);

  return streams->len;
}

static gboolean
is_first (Bench *bench)
{
  gboolean first;

  g_object_get (bench->replica, "first-sync", &first, NULL);
  return first;
}

static gboolean
has_files (Bench *bench)
{
  g_autoptr (GDir) folder = g_dir_open (bench->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    if (g_str_has_prefix (name, OSR_REPLICA_SNAPSHOT_PREFIX))
      return TRUE;
  }
  return FALSE;
}

static void
all_here (Bench *bench)
{
  BENCH_UNTIL (!is_first (bench) && held (bench) == N_CASES);
  BENCH_UNTIL (osr_replica_get_connection (bench->replica) == OSR_CONNECTION_ONLINE);
  g_assert_cmpuint (osr_replica_count (bench->replica, OSR_QUEUE_ALL), ==, N_CASES);
  g_assert_nonnull (osr_cache_get_cursor (bench->replica->cache));
  g_assert_false (has_files (bench));
}

static void
test_whole (Bench *bench, gconstpointer data)
{
  find_many (bench);
  fake_coordinator_set_snapshots (bench->fake, TRUE);
  bench_sign_in (bench);
  g_assert_nonnull (osr_registry_get_regulation (osr_replica_get_registry (bench->replica)));
  g_assert_true (is_first (bench));
  g_assert_null (osr_cache_get_cursor (bench->replica->cache));
  all_here (bench);
  g_assert_cmpuint (fake_coordinator_count (bench->fake, "GET /v1/snapshot/"), ==, 1);
}

/* What happens while the files are on their way comes after them. */
static void
test_meanwhile (Bench *bench, gconstpointer data)
{
  g_autofree char *id = id_of (3);
  g_autofree char *take = NULL;

  find_many (bench);
  fake_coordinator_set_snapshots (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (osr_cache_get_version (bench->replica->cache, id) == 1);
  g_assert_true (is_first (bench));
  take = bench_take (bench, id);
  fake_coordinator_append (bench->fake, CASE_A, "found", "monitor", NULL, bench_text ("новая"));
  BENCH_UNTIL (fake_coordinator_get_version (bench->fake, id) == 2);
  BENCH_UNTIL (!is_first (bench) && bench_version (bench, CASE_A) == 1);
  g_assert_cmpint (bench_version (bench, id), ==, 2);
  g_assert_cmpint (bench_state (bench, id), ==, OSR_CASE_DETECTED);
  g_assert_false (osr_replica_is_damaged (bench->replica, id));
  g_assert_cmpuint (held (bench), ==, N_CASES + 1);
}

static void
on_told (OsrReplica *replica, GParamSpec *pspec, gpointer data)
{
  OsrFirstSync *last = data;
  OsrFirstSync sync;

  if (!osr_replica_get_first_sync (replica, &sync))
    return;
  g_assert_cmpint (sync.done, <=, sync.total);
  if (!sync.downloading)
    *last = sync;
}

static void
test_progress (Bench *bench, gconstpointer data)
{
  OsrFirstSync last = { 0 };

  find_many (bench);
  fake_coordinator_set_snapshots (bench->fake, TRUE);
  g_signal_connect (bench->replica, "notify::first-sync", G_CALLBACK (on_told), &last);
  bench_sign_in (bench);
  all_here (bench);
  g_signal_handlers_disconnect_by_data (bench->replica, &last);
  g_assert_cmpint (last.total, ==, N_CASES);
  g_assert_cmpint (last.done, >, 0);
}

/* The program ends when a part was taken in: the file is there, the part is, too. */
static void
test_goes_on (Bench *bench, gconstpointer data)
{
  guint before;

  find_many (bench);
  fake_coordinator_set_snapshots (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (held (bench) >= N_CASES / 4);
  before = held (bench);
  g_assert_cmpuint (before, <, N_CASES);
  bench_reopen (bench);
  g_assert_cmpuint (held (bench), ==, before);
  g_assert_cmpuint (osr_replica_count (bench->replica, OSR_QUEUE_ALL), ==, before);
  g_assert_true (bench_try_sign_in (bench, NULL, NULL));
  all_here (bench);
  g_assert_cmpuint (fake_coordinator_count (bench->fake, "GET /v1/snapshot/"), ==, 1);
}

/* A token that was kept, and no coordinator: what is on the disk is shown, and nothing is pretended. */
static void
test_goes_on_offline (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  find_many (bench);
  fake_coordinator_set_snapshots (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (held (bench) >= N_CASES / 4);
  fake_coordinator_set_online (bench->fake, FALSE);
  bench_reopen (bench);
  g_assert_false (bench_try_sign_in (bench, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE);
  g_assert_cmpint (osr_replica_get_connection (bench->replica), ==, OSR_CONNECTION_OFFLINE);
  g_assert_cmpuint (held (bench), ==, N_CASES);
  fake_coordinator_set_online (bench->fake, TRUE);
  all_here (bench);
}

/* A file without its last line is fetched anew, and at last done without. */
static void
test_cut_off (Bench *bench, gconstpointer data)
{
  find_many (bench);
  fake_coordinator_set_snapshots (bench->fake, FALSE);
  bench_try_sign_in (bench, FAKE_PASSWORD, NULL);
  BENCH_UNTIL (osr_cache_get_cursor (bench->replica->cache) != NULL);
  BENCH_UNTIL (held (bench) == N_CASES);
  g_assert_cmpuint (fake_coordinator_count (bench->fake, "GET /v1/changes"), >=, 1);
}

static void
test_garbage (Bench *bench, gconstpointer data)
{
  g_autofree char *path = g_build_filename (bench->folder, "snapshot-office", NULL);

  find_many (bench);
  fake_coordinator_set_snapshots (bench->fake, TRUE);
  g_assert_true (g_file_set_contents (path, "no gzip file at all", -1, NULL));
  bench_try_sign_in (bench, FAKE_PASSWORD, NULL);
  all_here (bench);
}

/* A backup was restored while the files were on their way. */
static void
test_restored_meanwhile (Bench *bench, gconstpointer data)
{
  find_many (bench);
  fake_coordinator_set_snapshots (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (held (bench) >= N_CASES / 4);
  fake_coordinator_restore (bench->fake);
  bench_reopen (bench);
  bench_try_sign_in (bench, NULL, NULL);
  all_here (bench);
}

static guint
outbox_rows (Bench *bench)
{
  g_autoptr (GPtrArray) rows = osr_outbox_list (bench->replica->outbox, NULL, G_MAXUINT, NULL);

  return rows->len;
}

/* The program ended when a step was taken and its event not yet here, and the cache was lost: the event
 * comes with the snapshot, and the row that waited for it goes. */
static void
test_settled_goes (Bench *bench, gconstpointer data)
{
  g_autofree char *cache = g_build_filename (bench->folder, "cache.db", NULL);
  g_autofree char *uuid = NULL;
  gint64 seq;

  bench_find (bench, CASE_A, "Яма на дороге");
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 1);
  fake_coordinator_set_online (bench->fake, FALSE);
  uuid = bench_take (bench, CASE_A);
  seq = fake_coordinator_append (bench->fake, CASE_A, "detected", FAKE_PERSON, NULL, NULL);
  g_assert_true (osr_outbox_settle (bench->replica->outbox, uuid, seq, NULL));
  bench_pause (bench);
  g_assert_cmpint (g_remove (cache), ==, 0);
  fake_coordinator_set_online (bench->fake, TRUE);
  fake_coordinator_set_snapshots (bench->fake, TRUE);
  bench_resume (bench);
  g_assert_true (bench_try_sign_in (bench, NULL, NULL));
  BENCH_UNTIL (!is_first (bench) && held (bench) == 1);
  g_assert_cmpuint (outbox_rows (bench), ==, 0);
  g_assert_cmpint (bench_version (bench, CASE_A), ==, 2);
}

/* The file begins with what its reader has to do; so does what they see of it meanwhile. */
static void
test_first_are_shown_first (Bench *bench, gconstpointer data)
{
  g_autoptr (GPtrArray) shown = NULL;

  find_many (bench);
  fake_coordinator_set_snapshots (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (held (bench) >= N_CASES / 4);
  shown = osr_replica_list (bench->replica, OSR_QUEUE_ALL, NULL);
  g_assert_cmpuint (shown->len, ==, held (bench));
  g_assert_cmpuint (shown->len, <, N_CASES);
  for (guint i = 0; i < shown->len; i++) {
    g_autofree char *id = id_of (i);

    g_assert_true (g_ptr_array_find_with_equal_func (shown, id, g_str_equal, NULL));
  }
  all_here (bench);
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
  add ("/sync/first/whole", test_whole);
  add ("/sync/first/meanwhile", test_meanwhile);
  add ("/sync/first/progress", test_progress);
  add ("/sync/first/goes-on", test_goes_on);
  add ("/sync/first/goes-on-offline", test_goes_on_offline);
  add ("/sync/first/cut-off", test_cut_off);
  add ("/sync/first/garbage", test_garbage);
  add ("/sync/first/restored-meanwhile", test_restored_meanwhile);
  add ("/sync/first/settled-goes", test_settled_goes);
  add ("/sync/first/first-are-shown-first", test_first_are_shown_first);
  return g_test_run ();
}
