/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that were fetched to be looked at leave the disk with the words they belong to, and with the
 * right to see them; what is still to go out stays. */
#include <string.h>

#include "core/osr-json.h"
#include "replica-bench.h"
#include "sync/files/osr-replica-files.h"

static void
on_kept (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(char **) slot = osr_replica_keep_file_finish (OSR_REPLICA (source), result, NULL);
  g_assert_nonnull (*(char **) slot);
}

/* (transfer full): digest of a picture that lies here, as if it had been looked at */
static char *
lie_here (Bench *bench, const char *picture)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (picture, strlen (picture));
  char *digest = NULL;

  osr_replica_keep_file_async (bench->replica, bytes, NULL, on_kept, &digest);
  BENCH_UNTIL (digest != NULL);
  return digest;
}

static gboolean
is_here (Bench *bench, const char *digest)
{
  g_autofree char *path = g_build_filename (bench->replica->folder, "files", digest, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static JsonObject *
json (const char *text)
{
  return osr_json_read_object (text, -1, 0, "test", NULL);
}

/* The case names a picture of its message. */
static void
name_picture (Bench *bench, const char *id, const char *digest)
{
  g_autofree char *text = g_strdup_printf ("{\"media\":[{\"digest\":\"%s\"}]}", digest);

  bench_find (bench, id, "x");
  fake_coordinator_append (bench->fake, id, "media-kept", "monitor", json ("{}"), json (text));
}

/* Pictures of either case, and one more of the first that goes out with a text that is being written. */
typedef struct {
  char *first;
  char *second;
  char *unsent;
} Pictures;

static void
set_out (Bench *bench, Pictures *pictures)
{
  g_autofree char *own = NULL;

  bench_sign_in (bench);
  pictures->first = lie_here (bench, "first");
  pictures->second = lie_here (bench, "second");
  pictures->unsent = lie_here (bench, "unsent");
  name_picture (bench, CASE_A, pictures->first);
  own = g_strdup_printf ("{\"attachments\":[\"%s\"]}", pictures->unsent);
  fake_coordinator_append (bench->fake, CASE_A, "noted", "person-b", json (own), bench_text ("y"));
  name_picture (bench, CASE_B, pictures->second);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 3 && bench_version (bench, CASE_B) == 2);
  osr_replica_write (bench->replica, CASE_B, "final", "Вот снимок");
  osr_replica_set_files (bench->replica, CASE_B, pictures->unsent);
  osr_replica_flush (bench->replica);
}

static void
pictures_clear (Pictures *pictures)
{
  g_free (pictures->first);
  g_free (pictures->second);
  g_free (pictures->unsent);
}

static void
test_erased (Bench *bench, gconstpointer data)
{
  Pictures pictures;

  set_out (bench, &pictures);
  fake_coordinator_append (bench->fake, CASE_A, "payload-erased", "admin",
                           json ("{\"versions\":[1,2,3],\"act\":\"1\",\"act_date\":\"2026-03-06\","
                                 "\"reason\":\"r\"}"),
                           NULL);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 4 && !is_here (bench, pictures.first));
  g_assert_true (is_here (bench, pictures.unsent));
  pictures_clear (&pictures);
}

static void
test_out_of_sight (Bench *bench, gconstpointer data)
{
  Pictures pictures;

  set_out (bench, &pictures);
  fake_coordinator_forget (bench->fake, CASE_A);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 0 && !is_here (bench, pictures.first));
  g_assert_true (is_here (bench, pictures.unsent));
  pictures_clear (&pictures);
}

/* It stayed for a text; the case is out of sight, and the text goes without it, or not at all. */
static void
test_unchosen_out_of_sight (Bench *bench, gconstpointer data)
{
  Pictures pictures;

  set_out (bench, &pictures);
  fake_coordinator_forget (bench->fake, CASE_B);
  BENCH_UNTIL (bench_version (bench, CASE_B) == 0 && !is_here (bench, pictures.second));
  g_assert_true (is_here (bench, pictures.unsent));
  osr_replica_set_files (bench->replica, CASE_B, NULL);
  BENCH_UNTIL (!is_here (bench, pictures.unsent));
  pictures_clear (&pictures);
}

/* Of a case that is not held nobody can tell any more which pictures were its own. */
static void
test_not_held (Bench *bench, gconstpointer data)
{
  Pictures pictures;
  g_autofree char *seen = NULL;

  set_out (bench, &pictures);
  seen = lie_here (bench, "of an old case");
  fake_coordinator_append (bench->fake, "c0000000-0000-4000-8000-00000000000c", "payload-erased",
                           "admin",
                           json ("{\"versions\":[1],\"act\":\"1\",\"act_date\":\"2026-03-06\","
                                 "\"reason\":\"r\"}"),
                           NULL);
  BENCH_UNTIL (!is_here (bench, seen));
  g_assert_true (is_here (bench, pictures.unsent));
  pictures_clear (&pictures);
}

/* Between the page and the files, which wait a moment, the person signs in anew. */
static void
test_signed_in_meanwhile (Bench *bench, gconstpointer data)
{
  Pictures pictures;

  set_out (bench, &pictures);
  fake_coordinator_append (bench->fake, CASE_A, "payload-erased", "admin",
                           json ("{\"versions\":[1,2,3],\"act\":\"1\",\"act_date\":\"2026-03-06\","
                                 "\"reason\":\"r\"}"),
                           NULL);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 4);
  g_assert_true (is_here (bench, pictures.first));
  bench_sign_in (bench);
  BENCH_UNTIL (!is_here (bench, pictures.first));
  g_assert_true (is_here (bench, pictures.unsent));
  pictures_clear (&pictures);
}

/* Another log stands behind the coordinator: who may see what, it says anew. */
static void
test_another_log (Bench *bench, gconstpointer data)
{
  Pictures pictures;

  set_out (bench, &pictures);
  fake_coordinator_restore (bench->fake);
  BENCH_UNTIL (!is_here (bench, pictures.first) && !is_here (bench, pictures.second));
  g_assert_true (is_here (bench, pictures.unsent));
  pictures_clear (&pictures);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                            \
  g_test_add ("/sync/seen-files/" name, Bench, NULL, bench_open, test, bench_close)
  ADD ("gone-with-the-words", test_erased);
  ADD ("gone-with-the-right", test_out_of_sight);
  ADD ("chosen-and-put-back-out-of-sight", test_unchosen_out_of_sight);
  ADD ("of-a-case-not-held", test_not_held);
  ADD ("gone-after-signing-in-anew", test_signed_in_meanwhile);
  ADD ("of-another-log", test_another_log);
#undef ADD
  return g_test_run ();
}
