/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was saved at one workstation is taken in at the next: all of it or nothing, once, by its writer
 * and in its office only. */
#include <string.h>

#include <glib/gstdio.h>

#include "core/media/osr-media-list.h"
#include "core/osr-json.h"
#include "replica-bench.h"
#include "sync/files/osr-replica-files.h"
#include "sync/osr-replica-private.h"
#include "sync/outbox/osr-replica-import.h"

/* (transfer full): what the person did without a connection, saved to a file; the folder is empty after
 * that, as on another machine */
static char *
leave_with_file (Bench *bench)
{
  g_autofree char *take = NULL;
  g_autofree char *note = NULL;
  char *path = g_strconcat (bench->folder, ".ndjson", NULL);
  g_autoptr (GError) error = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  take = bench_take (bench, CASE_A);
  note = bench_note (bench, CASE_A, "моё");
  osr_replica_write (bench->replica, CASE_A, "final", "черновик");
  g_assert_true (osr_replica_export_outbox (bench->replica, path, &error));
  g_assert_no_error (error);
  fake_coordinator_set_online (bench->fake, TRUE);
  bench_pause (bench);
  bench_empty (bench);
  bench_resume (bench);
  bench_sign_in (bench);
  g_assert_cmpuint (bench_waiting (bench), ==, 0);
  return path;
}

static OsrOutboxImport *
import (Bench *bench, const char *path)
{
  g_autoptr (GError) error = NULL;
  OsrOutboxImport *one = osr_replica_import_outbox (bench->replica, path, &error);

  g_assert_no_error (error);
  return one;
}

static void
test_taken (Bench *bench, gconstpointer data)
{
  g_autofree char *path = leave_with_file (bench);
  g_autoptr (OsrOutboxImport) first = import (bench, path);
  g_autoptr (OsrOutboxImport) again = NULL;
  g_autofree char *writing = bench_writing (bench, CASE_A);

  g_assert_cmpint (first->outcome, ==, OSR_IMPORT_TAKEN);
  g_assert_cmpuint (first->steps, ==, 2);
  g_assert_cmpuint (first->texts, ==, 1);
  g_assert_cmpuint (first->known, ==, 0);
  g_assert_cmpstr (writing, ==, "черновик");
  BENCH_UNTIL (bench_waiting (bench) == 0 && bench_version (bench, CASE_A) == 3);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  again = import (bench, path);
  g_assert_cmpuint (again->steps + again->texts, ==, 0);
  g_assert_cmpuint (again->known, ==, 3);
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 3);
  g_remove (path);
}

static void
on_draft_arrived (OsrReplica *replica, const char *case_id, gpointer arrived)
{
  *(gboolean *) arrived = g_str_equal (case_id, CASE_A);
}

/* What is being written here stays; the other text goes below it. */
static void
test_text_below (Bench *bench, gconstpointer data)
{
  g_autofree char *path = leave_with_file (bench);
  g_autoptr (OsrOutboxImport) taken = NULL;
  g_autofree char *writing = NULL;
  gboolean arrived = FALSE;

  osr_replica_write (bench->replica, CASE_A, "interim", "здесь");
  g_signal_connect (bench->replica, "draft-arrived", G_CALLBACK (on_draft_arrived), &arrived);
  taken = import (bench, path);
  writing = bench_writing (bench, CASE_A);
  g_assert_cmpstr (writing, ==, "здесь\n\nчерновик");
  g_assert_true (arrived); /* an open composer shows it at once */
  g_remove (path);
}

/* Writes @path anew with @from replaced by @to. */
static void
bend (const char *path, const char *from, const char *to)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *bent = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, from));
  parts = g_strsplit (text, from, 2);
  bent = g_strjoinv (to, parts);
  g_assert_true (g_file_set_contents (path, bent, -1, NULL));
}

static void
assert_refused (Bench *bench, const char *path, OsrImportOutcome outcome)
{
  g_autoptr (OsrOutboxImport) refused = import (bench, path);

  g_assert_cmpint (refused->outcome, ==, outcome);
  g_assert_cmpuint (refused->steps + refused->texts + refused->known, ==, 0);
  g_assert_cmpuint (bench_waiting (bench), ==, 0);
}

static void
test_other_person (Bench *bench, gconstpointer data)
{
  g_autofree char *path = leave_with_file (bench);
  g_autofree char *own = g_strdup_printf ("\"login\":\"%s\"", bench->replica->login);

  bend (path, own, "\"login\":\"somebody\"");
  assert_refused (bench, path, OSR_IMPORT_OTHER_PERSON);
  g_remove (path);
}

static void
test_other_office (Bench *bench, gconstpointer data)
{
  g_autofree char *path = leave_with_file (bench);
  g_autofree char *office = osr_replica_dup_office_name (bench->replica);

  g_assert_nonnull (office);
  bend (path, office, "0123");
  assert_refused (bench, path, OSR_IMPORT_OTHER_OFFICE);
  g_remove (path);
}

static void
test_no_outbox (Bench *bench, gconstpointer data)
{
  static const char *const files[] = {
    "",           "\n\n",
    "%PDF-1.7\n", "{\"format\":\"other\"}\n",
    "[[[[[[[[",   "{\"format\":\"open-sources-outbox\",\"v\":9}"
  };
  g_autofree char *path = g_strconcat (bench->folder, ".ndjson", NULL);
  g_autoptr (GError) error = NULL;

  bench_sign_in (bench);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_assert_true (g_file_set_contents (path, files[i], -1, NULL));
    assert_refused (bench, path, OSR_IMPORT_NO_OUTBOX);
  }
  g_remove (path);
  g_assert_null (osr_replica_import_outbox (bench->replica, path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* One bad line is told by its number and takes nothing else along; so does a case that is not seen. */
static void
test_bad_lines (Bench *bench, gconstpointer data)
{
  g_autofree char *path = leave_with_file (bench);
  g_autofree char *text = NULL;
  g_autofree char *longer = NULL;
  g_autoptr (OsrOutboxImport) taken = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  longer = g_strconcat (text,
                        "{\"kind\":\"command\"}\n"
                        "{\"kind\":\"text\",\"case\":\"" CASE_B "\",\"id\":\"" CASE_B
                        "\",\"draft\":\"final\",\"text\":\"чужое\"}\n",
                        NULL);
  g_assert_true (g_file_set_contents (path, longer, -1, NULL));
  taken = import (bench, path);
  g_assert_cmpuint (taken->steps, ==, 2);
  g_assert_cmpuint (taken->texts, ==, 1);
  g_assert_cmpuint (taken->caseless, ==, 1);
  g_assert_cmpuint (taken->unread->len, ==, 1);
  g_assert_cmpuint (g_array_index (taken->unread, guint, 0), ==, 5);
  g_remove (path);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer digest)
{
  *(char **) digest = osr_replica_keep_file_finish (OSR_REPLICA (source), result, NULL);
}

/* (transfer full): digest of a file of @size bytes that is kept at the workstation */
static char *
keep (Bench *bench, gsize size)
{
  g_autofree char *bytes = g_malloc (size);
  g_autoptr (GBytes) file = NULL;
  char *digest = NULL;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i * 31 + size);
  file = g_bytes_new (bytes, size);
  osr_replica_keep_file_async (bench->replica, file, NULL, on_kept, &digest);
  BENCH_UNTIL (digest != NULL);
  return digest;
}

static gboolean
is_here (Bench *bench, const char *digest)
{
  g_autofree char *path = g_build_filename (bench->folder, OSR_REPLICA_FILES, digest, NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *counted = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, NULL))
    return FALSE;
  counted = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
  return g_str_equal (counted, digest);
}

/* A step that names a photo, and a text that another is to go along with; saved, and away from here. */
static char *
leave_with_photos (Bench *bench, char **named, char **chosen)
{
  char *path = g_strconcat (bench->folder, ".ndjson", NULL);
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *step = NULL;
  OsrUndelivered counts;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  *named = keep (bench, 1000 * 1000); /* of three parts */
  *chosen = keep (bench, 5);
  osr_media_list_set (members, *named);
  json_object_set_string_member (payload, "text", "смотри");
  step = osr_replica_act (bench->replica, CASE_A, "noted", members, payload, &error);
  g_assert_no_error (error);
  osr_replica_write (bench->replica, CASE_A, "final", "черновик");
  osr_replica_set_files (bench->replica, CASE_A, *chosen);
  osr_replica_flush (bench->replica);
  osr_replica_count_undelivered (bench->replica, &counts);
  g_assert_cmpuint (counts.files, ==, 2);
  g_assert_true (osr_replica_export_outbox (bench->replica, path, &error));
  g_assert_no_error (error);
  fake_coordinator_set_online (bench->fake, TRUE);
  bench_pause (bench);
  bench_empty (bench);
  bench_resume (bench);
  bench_sign_in (bench);
  g_assert_false (is_here (bench, *named));
  return path;
}

/* Photos come along: none has to be attached again. */
static void
test_photos (Bench *bench, gconstpointer data)
{
  g_autofree char *named = NULL;
  g_autofree char *chosen = NULL;
  g_autofree char *path = leave_with_photos (bench, &named, &chosen);
  g_autoptr (OsrOutboxImport) taken = NULL;
  g_autofree char *along = NULL;

  fake_coordinator_set_online (bench->fake, FALSE);
  taken = import (bench, path);
  along = osr_replica_dup_files (bench->replica, CASE_A);
  g_assert_cmpuint (taken->unread->len, ==, 0);
  g_assert_cmpuint (taken->files, ==, 2);
  g_assert_cmpuint (taken->bare, ==, 0);
  g_assert_cmpuint (taken->steps, ==, 1);
  g_assert_true (is_here (bench, named));
  g_assert_true (is_here (bench, chosen));
  g_assert_cmpstr (along, ==, chosen);
  g_remove (path);
}

/* Bytes that are not those of the digest are nobody's photo; the step is taken, and told to be bare. */
static void
test_spoilt_photo (Bench *bench, gconstpointer data)
{
  g_autofree char *named = NULL;
  g_autofree char *chosen = NULL;
  g_autofree char *path = leave_with_photos (bench, &named, &chosen);
  g_autofree char *first = g_strdup_printf ("\"digest\":\"%s\",\"part\":1,", named);
  g_autofree char *other = g_strdup_printf ("\"digest\":\"%s\",\"part\":2,", named);
  g_autoptr (OsrOutboxImport) taken = NULL;

  bend (path, first, other);
  fake_coordinator_set_online (bench->fake, FALSE);
  taken = import (bench, path);
  g_assert_cmpuint (taken->files, ==, 1);
  g_assert_cmpuint (taken->bare, ==, 1);
  g_assert_cmpuint (taken->steps, ==, 1);
  g_assert_cmpuint (taken->unread->len, ==, 2);
  g_assert_false (is_here (bench, named));
  g_assert_true (is_here (bench, chosen));
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                            \
  g_test_add ("/sync/import/" name, Bench, NULL, bench_open, test, bench_close)
  ADD ("taken-in-once", test_taken);
  ADD ("text-below-what-is-written", test_text_below);
  ADD ("of-another-person", test_other_person);
  ADD ("of-another-office", test_other_office);
  ADD ("no-outbox", test_no_outbox);
  ADD ("bad-lines-left-out", test_bad_lines);
  ADD ("photos-come-along", test_photos);
  ADD ("spoilt-photo-left-out", test_spoilt_photo);
#undef ADD
  return g_test_run ();
}
