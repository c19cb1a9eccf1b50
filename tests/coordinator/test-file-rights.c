/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A digest is no key: who names a file on a case brought its bytes, or may read it already. Otherwise
 * naming it on a case of one's own would show what came with a case of others. */
#include <glib/gstdio.h>
#include <string.h>

#include "coordinator-bench.h"
#include "core/media/osr-media.h"
#include "core/osr-chain.h"
#include "osr-media-fixture.h"
#include "store/files/osr-log-files.h"
#include "store/files/osr-log-handed.h"

#define TEXT  "It is mended."
#define WORDS "{\"text\":\"look\"}"

static GBytes *
make_photo (void)
{
  static guint size = 32;
  g_autoptr (GBytes) photo = osr_media_fixture_jpeg (size++, 1);

  return osr_media_clean (photo, NULL);
}

/* (transfer full): a case that waits for the reply of @body */
static char *
route (Bench *bench, const char *body)
{
  static guint native = 51;
  g_autofree char *number = g_strdup_printf ("%u", native++);
  g_autofree char *members = g_strdup_printf ("{\"body\":\"%s\"}", body);
  char *id = office_bench_find (&bench->office, number, "A pit");

  office_bench_append (&bench->office, id, "detected", "kurator", NULL, NULL);
  office_bench_append (&bench->office, id, "triaged", "kurator",
                       "{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}", NULL);
  office_bench_append (&bench->office, id, "routed", "kurator", members, NULL);
  return id;
}

static guint
get (Bench *bench, const char *token, const char *digest)
{
  g_autofree char *path = g_strconcat ("/v1/attachments/", digest, NULL);
  g_autoptr (Answer) answer = bench_send (bench, "GET", path, token, NULL);

  return answer->status;
}

/* A file that came with a message of @id. (transfer full): its digest */
static char *
come_with (Bench *bench, const char *id)
{
  g_autoptr (GBytes) bytes = make_photo ();
  char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *path = osr_log_dup_file_path (bench_log (bench), digest);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *payload = g_strdup_printf ("{\"media\":[{\"digest\":\"%s\"}]}", digest);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  office_bench_append (&bench->office, id, "media-kept", "monitor", NULL, payload);
  return digest;
}

/* A note is the least of steps. */
static Answer *
note (Bench *bench, const char *token, const char *id, const char *members, const char *payload,
      guint status)
{
  g_autofree char *body = bench_body (id, "noted", -1, members, payload);

  return bench_command (bench, token, NULL, body, status);
}

static void
refuse_all_ways (Bench *bench, const char *token, const char *id, const char *digest)
{
  g_autofree char *list = g_strdup_printf ("{\"attachments\":[\"%s\"]}", digest);
  g_autofree char *media = g_strdup_printf ("{\"text\":\"look\",\"media\":[\"%s\"]}", digest);
  g_autofree char *flat = g_strdup_printf ("{\"media\":[\"%s\"]}", digest);
  g_autofree char *proof = g_strdup_printf ("{\"proof\":\"%s\"}", digest);
  const char *members[] = { list, flat, proof, NULL, NULL };
  g_autofree char *words_and_list =
      g_strdup_printf ("{\"text\":\"look\",\"attachments\":[\"%s\"]}", digest);
  const char *payloads[] = { WORDS, WORDS, WORDS, words_and_list, media };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autoptr (Answer) answer = note (bench, token, id, members[i], payloads[i], 400);

    g_assert_cmpstr (answer_code (answer), ==, "malformed");
    g_assert_nonnull (strstr (answer->body, OSR_LOG_FILE_ABSENT));
  }
}

/* Neither a file that is there nor one that is not: the answers are the same. */
static void
test_known_digest (Bench *bench, gconstpointer data)
{
  g_autofree char *stranger = bench_sign_in (bench, "health");
  g_autofree char *theirs = route (bench, "gkh");
  g_autofree char *own = route (bench, "health");
  g_autofree char *photo = come_with (bench, theirs);
  g_autofree char *never = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "never", -1);

  g_assert_cmpuint (get (bench, stranger, photo), ==, 404);
  refuse_all_ways (bench, stranger, own, photo);
  refuse_all_ways (bench, stranger, own, never);
  g_assert_cmpuint (get (bench, stranger, photo), ==, 404);
}

/* Handed in by somebody, named by nobody yet: no more is it the stranger's. */
static void
test_known_digest_of_a_photo_handed_in (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *stranger = bench_sign_in (bench, "health");
  g_autofree char *own = route (bench, "health");
  g_autofree char *photo = bench_put_file (bench, executor, make_photo ());

  refuse_all_ways (bench, stranger, own, photo);
  g_assert_cmpuint (get (bench, stranger, photo), ==, 404);
}

/* A message registered by hand begins a case of one's own. */
static void
test_known_digest_in_a_new_case (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *photo = bench_put_file (bench, executor, make_photo ());
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *payload = g_strdup_printf (
      "{\"text\":\"A pit\",\"author_name\":\"Olga M.\",\"media\":[\"%s\"]}", photo);
  g_autofree char *body = bench_body (id, "found", -1,
                                      "{\"network\":\"vk\",\"by_hand\":true,"
                                      "\"permalink\":\"https://vk.com/wall-200000001_1?reply=71\"}",
                                      payload);
  g_autoptr (Answer) refused = bench_command (bench, curator, NULL, body, 400);
  g_autoptr (Answer) taken = NULL;

  g_assert_nonnull (strstr (refused->body, OSR_LOG_FILE_ABSENT));
  g_assert_cmpuint (get (bench, curator, photo), ==, 404);
  g_assert_true (osr_log_hand_in_file (bench_log (bench), photo, "kurator", NULL));
  taken = bench_command (bench, curator, NULL, body, 200);
  g_assert_cmpuint (get (bench, curator, photo), ==, 200);
}

static void
name (Bench *bench, const char *token, const char *id, const char *digest, guint status)
{
  g_autofree char *list = g_strdup_printf ("{\"attachments\":[\"%s\"]}", digest);
  g_autoptr (Answer) answer = note (bench, token, id, list, WORDS, status);

  g_assert_cmpuint (answer->status, ==, status);
}

/* Who has the bytes has the file, whoever brought it first. */
static void
test_bytes_give_the_right (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *other = bench_sign_in (bench, "health");
  g_autofree char *own = route (bench, "health");
  g_autoptr (GBytes) bytes = make_photo ();
  g_autofree char *photo = bench_put_file (bench, executor, g_bytes_ref (bytes));
  g_autofree char *same = NULL;

  name (bench, other, own, photo, 400);
  same = bench_put_file (bench, other, g_bytes_ref (bytes));
  g_assert_cmpstr (same, ==, photo);
  name (bench, other, own, photo, 200);
  g_assert_cmpuint (get (bench, other, photo), ==, 200);
}

/* The coordinator may end between the file and its command, and its lists be lost. */
static void
test_right_outlives_a_start (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *id = route (bench, "gkh");
  g_autofree char *photo = bench_put_file (bench, executor, make_photo ());
  g_autofree char *index = g_build_filename (bench->office.directory, OSR_OFFICE_INDEX, NULL);

  bench_restart (bench);
  name (bench, executor, id, photo, 200);
  g_unlink (index);
  bench_restart (bench);
  name (bench, executor, id, photo, 200);
}

/* What the case shows, everybody who works on it may use in it, and in another case of theirs. */
static void
test_file_of_a_case_seen (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = route (bench, "gkh");
  g_autofree char *other = route (bench, "gkh");
  g_autofree char *came = come_with (bench, id);
  g_autofree char *brought = bench_put_file (bench, executor, make_photo ());

  name (bench, executor, id, came, 200);
  name (bench, executor, other, came, 200);
  name (bench, curator, id, brought, 400);
  name (bench, executor, id, brought, 200);
  name (bench, curator, id, brought, 200);
  name (bench, curator, other, brought, 200);
}

/* (transfer full): the text with a photo as a step of @type */
static char *
write_text (Bench *bench, const char *id, const char *type, const char *photo)
{
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, id);
  g_autofree char *digest = osr_text_digest ("final", TEXT, "vk-gkh", one->native_id, photo);
  g_autofree char *members =
      g_strdup_printf ("{\"body\":\"gkh\",\"kind\":\"final\",\"account\":\"vk-gkh\","
                       "\"digest\":\"%s\",\"attachments\":[\"%s\"]}",
                       digest, photo);

  return bench_body (id, type, one->version, members, "{\"text\":\"" TEXT "\"}");
}

/* Written with a photo, and handed in from where its bytes never were. */
static void
test_draft_of_another (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *id = route (bench, "gkh");
  g_autofree char *photo = bench_put_file (bench, executor, make_photo ());
  g_autofree char *draft = write_text (bench, id, "drafted", photo);
  g_autoptr (Answer) drafted = bench_command (bench, executor, NULL, draft, 200);
  g_autofree char *submission = write_text (bench, id, "submitted", photo);
  g_autofree char *path = osr_log_dup_file_path (bench_log (bench), photo);
  g_autofree char *list = g_strconcat (path, ".by", NULL);
  g_autoptr (Answer) submitted = NULL;

  /* As of a case that was there before who brought what was told. */
  g_assert_cmpint (g_unlink (list), ==, 0);
  submitted = bench_command (bench, executor, NULL, submission, 200);
  g_assert_cmpuint (office_bench_count (&bench->office, id, "submitted"), ==, 1);
}

/* The list of those who brought a file goes with the file. */
static void
test_removed_with_the_file (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *photo = bench_put_file (bench, executor, make_photo ());
  g_autofree char *path = osr_log_dup_file_path (bench_log (bench), photo);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_true (osr_log_was_handed_in (bench_log (bench), photo, "gkh"));
  g_assert_false (osr_log_was_handed_in (bench_log (bench), photo, "gk"));
  g_assert_false (osr_log_was_handed_in (bench_log (bench), photo, ""));
  g_assert_true (osr_log_remove_file (bench_log (bench), photo));
  g_assert_false (osr_log_was_handed_in (bench_log (bench), photo, "gkh"));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/coordinator/file-rights/" name, Bench, NULL, bench_set_up, function,               \
              bench_tear_down)
  ADD ("known-digest-opens-nothing", test_known_digest);
  ADD ("known-digest-of-a-photo-handed-in", test_known_digest_of_a_photo_handed_in);
  ADD ("known-digest-in-a-new-case", test_known_digest_in_a_new_case);
  ADD ("bytes-give-the-right", test_bytes_give_the_right);
  ADD ("right-outlives-a-start", test_right_outlives_a_start);
  ADD ("file-of-a-case-seen", test_file_of_a_case_seen);
  ADD ("draft-of-another-workstation", test_draft_of_another);
  ADD ("removed-with-the-file", test_removed_with_the_file);
  return g_test_run ();
}
