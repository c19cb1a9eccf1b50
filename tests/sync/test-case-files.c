/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of messages that were fetched to be looked at do not outlive the right to see them. */
#include <glib/gstdio.h>
#include <string.h>

#include "replica-bench.h"
#include "sync/files/osr-replica-files.h"

#define PICTURE "a picture"

static void
on_result (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object ((GAsyncResult **) data, result);
}

/* (transfer full): the digest of @words, which lie here as a file */
static char *
keep (Bench *bench, const char *words)
{
  g_autoptr (GBytes) bytes = g_bytes_new (words, strlen (words));
  g_autoptr (GAsyncResult) result = NULL;
  char *digest;

  osr_replica_keep_file_async (bench->replica, bytes, NULL, on_result, &result);
  BENCH_UNTIL (result != NULL);
  digest = osr_replica_keep_file_finish (bench->replica, result, NULL);
  g_assert_nonnull (digest);
  return digest;
}

static gboolean
is_here (Bench *bench, const char *digest, const char *end)
{
  g_autofree char *name = g_strconcat (digest, end, NULL);
  g_autofree char *path = g_build_filename (bench->replica->folder, "files", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A download of it that was broken off. */
static void
leave_part (Bench *bench, const char *digest)
{
  g_autofree char *path = g_strdup_printf ("%s/files/%s.part", bench->replica->folder, digest);

  g_assert_true (g_file_set_contents (path, "a pic", -1, NULL));
}

/* The coordinator kept the picture of @digest with @case_id: version 2. */
static void
name_picture (Bench *bench, const char *case_id, const char *digest)
{
  g_autofree char *text = g_strdup_printf ("{\"media\":[{\"digest\":\"%s\",\"kind\":\"photo\","
                                           "\"size\":9,\"media_type\":\"image/png\"}]}",
                                           digest);

  bench_find (bench, case_id, "x");
  fake_coordinator_append (bench->fake, case_id, "media-kept", "monitor",
                           osr_json_read_object ("{\"missing\":[]}", -1, 0, "m", NULL),
                           osr_json_read_object (text, -1, 0, "p", NULL));
}

static void
erase (Bench *bench, const char *case_id)
{
  fake_coordinator_append (
      bench->fake, case_id, "payload-erased", "admin",
      osr_json_read_object ("{\"versions\":[1,2],\"act\":\"1\",\"act_date\":\"2026-03-06\","
                            "\"reason\":\"r\"}",
                            -1, 0, "m", NULL),
      NULL);
}

static void
test_out_of_sight (Bench *bench, gconstpointer data)
{
  g_autofree char *one = keep (bench, PICTURE);
  g_autofree char *other = keep (bench, "of another case");

  leave_part (bench, one);
  name_picture (bench, CASE_A, one);
  name_picture (bench, CASE_B, other);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_B) == 2);
  g_assert_true (is_here (bench, one, ""));
  fake_coordinator_forget (bench->fake, CASE_A);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 0);
  g_assert_false (is_here (bench, one, ""));
  g_assert_false (is_here (bench, one, ".part"));
  g_assert_true (is_here (bench, other, ""));
}

static void
test_erased (Bench *bench, gconstpointer data)
{
  g_autofree char *one = keep (bench, PICTURE);
  g_autofree char *other = keep (bench, "of another case");

  name_picture (bench, CASE_A, one);
  name_picture (bench, CASE_B, other);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_B) == 2);
  erase (bench, CASE_A);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 3);
  g_assert_false (is_here (bench, one, ""));
  g_assert_true (is_here (bench, other, ""));
}

/* What is being written names the same file: that goes out still. */
static void
test_own_file_stays (Bench *bench, gconstpointer data)
{
  g_autofree char *one = keep (bench, PICTURE);

  name_picture (bench, CASE_A, one);
  bench_find (bench, CASE_B, "y");
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 2 && bench_version (bench, CASE_B) == 1);
  osr_replica_write (bench->replica, CASE_B, "final", "С фотографией");
  osr_replica_set_files (bench->replica, CASE_B, one);
  erase (bench, CASE_A);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 3);
  g_assert_true (is_here (bench, one, ""));
}

/* Another log stands behind the server: which cases are still to be seen is not known. */
static void
test_another_log (Bench *bench, gconstpointer data)
{
  g_autofree char *one = keep (bench, PICTURE);

  name_picture (bench, CASE_A, one);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 2);
  fake_coordinator_restore (bench->fake);
  BENCH_UNTIL (!is_here (bench, one, ""));
}

static void
close_bench (Bench *bench, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (bench->replica->folder, "files", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  bench_close (bench, data);
}

static void
add (const char *name, void (*test) (Bench *, gconstpointer))
{
  g_test_add (name, Bench, NULL, bench_open, test, close_bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/sync/case-files/go-out-of-sight-with-the-case", test_out_of_sight);
  add ("/sync/case-files/go-with-the-words", test_erased);
  add ("/sync/case-files/own-file-stays", test_own_file_stays);
  add ("/sync/case-files/go-with-the-log", test_another_log);
  return g_test_run ();
}
