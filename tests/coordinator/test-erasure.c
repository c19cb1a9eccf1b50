/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words destroyed through the coordinator: who may, what of the act is needed, what everybody reads
 * afterwards, and that the files of the office do not hold the words. */
#include <string.h>

#include "coordinator-bench.h"
#include "coordinator/files/osr-upload.h"
#include "core/osr-json.h"
#include "store/audit/osr-erasure-list.h"
#include "store/audit/osr-log-audit.h"

#define WORDS    "жирафлян щелкунчиков"
#define PICTURE  "picture"
#define STRANGER "health" /* of another body */
#define ACT      "{\"act\":\"12-P\",\"act_date\":\"2026-03-06\",\"reason\":\"the citizen asked\"}"

static gboolean
is_in_folder (const char *folder, const char *word)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  g_assert_nonnull (dir);

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length;

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      found = found || is_in_folder (path, word);
    else if (g_file_get_contents (path, &bytes, &length, NULL))
      found = found || memmem (bytes, length, word, strlen (word)) != NULL;
  }
  return found;
}

static gboolean
is_in_office (Bench *bench, const char *word)
{
  return is_in_folder (bench->settings->directory, word);
}

/* Files go on other threads, which wake nobody here. */
static void
look_again (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (1000);
}

/* The log is cut with the answer, the lists of cases when nobody else wants the program. */
static void
wait_until_gone (Bench *bench)
{
  g_autofree char *log = g_build_filename (bench->settings->directory, OSR_OFFICE_LOG, NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (log, &bytes, &length, NULL));
  g_assert_null (memmem (bytes, length, WORDS, strlen (WORDS)));
  while (is_in_office (bench, WORDS))
    look_again ();
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    n += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
  }
  return n;
}

static void
assert_whole (Bench *bench)
{
  g_autoptr (OsrAudit) audit = osr_log_audit (bench_log (bench));

  for (guint i = 0; i < audit->faults->len; i++)
    g_test_message ("%s", ((OsrAuditFault *) audit->faults->pdata[i])->message);
  g_assert_cmpuint (audit->faults->len, ==, 0);
}

static void
test_administrator (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *admin = bench_sign_in (bench, "admin");
  g_autofree char *id = office_bench_find (&bench->office, "1", WORDS);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *note = bench_body (id, "noted", -1, NULL, "{\"text\":\"" WORDS "\"}");
  g_autofree char *body = bench_body (id, "payload-erased", -1, ACT, NULL);
  g_autofree char *bare = bench_body (id, "payload-erased", -1, "{\"act\":\"1\"}", NULL);
  g_autofree char *nowhere =
      bench_body ("00000000-0000-4000-8000-000000000009", "payload-erased", -1, ACT, NULL);
  g_autoptr (Answer) noted = bench_command (bench, curator, uuid, note, 200);
  g_autoptr (Answer) refused = bench_command (bench, curator, NULL, body, 403);
  g_autoptr (Answer) without_act = bench_command (bench, admin, NULL, bare, 400);
  g_autoptr (Answer) no_case = bench_command (bench, admin, NULL, nowhere, 404);
  g_autoptr (Answer) done = NULL;
  g_autoptr (Answer) again = NULL;
  g_autoptr (Answer) asked = NULL;
  g_autoptr (OsrCase) the_case = NULL;

  g_assert_true (is_in_office (bench, WORDS));
  g_assert_nonnull (strstr (noted->body, WORDS));
  done = bench_command (bench, admin, NULL, body, 200);
  wait_until_gone (bench);
  the_case = office_bench_load (&bench->office, id);
  g_assert_null (the_case->text);
  g_assert_cmpint (the_case->version, ==, 3);
  /* Who asks again for the answer to the old command gets it without the words. */
  asked = bench_command (bench, curator, uuid, note, 200);
  g_assert_null (strstr (asked->body, WORDS));
  g_assert_cmpint (osr_json_get_int (asked->object, "version", 0), ==, 2);
  again = bench_command (bench, admin, NULL, body, 404);
  assert_whole (bench);
}

static void
test_not_found_anew (Bench *bench, gconstpointer data)
{
  g_autofree char *admin = bench_sign_in (bench, "admin");
  g_autofree char *id = office_bench_find (&bench->office, "77", WORDS);
  g_autofree char *body = bench_body (id, "payload-erased", -1, ACT, NULL);
  g_autoptr (Answer) done = bench_command (bench, admin, NULL, body, 200);
  g_autofree char *known = osr_log_find_message (bench_log (bench), "vk", BENCH_WALL, "77");

  g_assert_cmpstr (known, ==, id);
  wait_until_gone (bench);
}

/* A picture that was kept is read by whoever sees the case, and by nobody once it is destroyed. */
static void
test_kept_picture (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *admin = bench_sign_in (bench, "admin");
  g_autofree char *stranger = bench_sign_in (bench, STRANGER);
  g_autofree char *id = office_bench_find (&bench->office, "78", WORDS);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, PICTURE, -1);
  g_autofree char *folder =
      g_build_filename (bench->settings->directory, OSR_OFFICE_ATTACHMENTS, NULL);
  g_autofree char *file = osr_upload_dup_path (folder, digest);
  g_autofree char *beside = g_path_get_dirname (file);
  g_autofree char *address = g_strconcat ("/v1/attachments/", digest, NULL);
  g_autofree char *payload =
      g_strdup_printf ("{\"media\":[{\"digest\":\"%s\",\"kind\":\"photo\",\"size\":7,"
                       "\"media_type\":\"image/png\"}]}",
                       digest);
  g_autofree char *body = bench_body (id, "payload-erased", -1, ACT, NULL);
  g_autoptr (Answer) read = NULL;
  g_autoptr (Answer) hidden = NULL;
  g_autoptr (Answer) gone = NULL;
  g_autoptr (Answer) done = NULL;

  g_assert_cmpint (g_mkdir_with_parents (beside, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, PICTURE, -1, NULL));
  office_bench_append (&bench->office, id, "media-kept", "monitor", "{\"missing\":[]}", payload);
  read = bench_send (bench, "GET", address, curator, NULL);
  g_assert_cmpuint (read->status, ==, 200);
  g_assert_cmpstr (read->body, ==, PICTURE);
  hidden = bench_send (bench, "GET", address, stranger, NULL);
  g_assert_cmpuint (hidden->status, ==, 404);
  done = bench_command (bench, admin, NULL, body, 200);
  while (g_file_test (file, G_FILE_TEST_EXISTS))
    look_again ();
  gone = bench_send (bench, "GET", address, curator, NULL);
  g_assert_cmpuint (gone->status, ==, 404);
  assert_whole (bench);
}

/* What the coordinator did by itself meanwhile makes no step of a person's late. */
static void
test_keeping_is_no_step (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = office_bench_find (&bench->office, "79", WORDS);
  g_autofree char *taken = bench_body (id, "detected", 1, NULL, NULL);
  g_autofree char *own = bench_body (id, "media-kept", -1, "{\"missing\":[]}", NULL);
  g_autoptr (Answer) refused = NULL;
  g_autoptr (Answer) done = NULL;

  office_bench_append (&bench->office, id, "media-kept", "monitor", "{\"missing\":[]}", NULL);
  done = bench_command (bench, curator, NULL, taken, 200);
  refused =
      bench_send (bench, "PUT", "/v1/commands/00000000-0000-4000-8000-00000000000a", curator, own);
  g_assert_cmpuint (refused->status, >=, 400); /* nobody but the monitoring says so */
}

/* The stream of checkpoints is the log's own. */
static void
test_checkpoints_are_ours (Bench *bench, gconstpointer data)
{
  g_autofree char *admin = bench_sign_in (bench, "admin");
  g_autofree char *body = bench_body ("checkpoint", "checkpoint", -1,
                                      "{\"from_seq\":1,\"to_seq\":1,\"count\":1}", NULL);
  g_autoptr (Answer) refused = bench_command (bench, admin, NULL, body, 400);

  assert_whole (bench);
}

/* A snapshot is packed: that it is not there is all that can be looked for. */
static void
test_beside_the_log (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *admin = bench_sign_in (bench, "admin");
  g_autofree char *id = office_bench_find (&bench->office, "1", WORDS);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "a photo", -1);
  g_autofree char *kept = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "an order", -1);
  g_autofree char *photo = g_strconcat ("/v1/attachments/", digest, NULL);
  g_autofree char *order = g_strconcat ("/v1/attachments/", kept, NULL);
  g_autofree char *payload =
      g_strdup_printf ("{\"text\":\"%s\",\"media\":[\"%s\"]}", WORDS, digest);
  g_autofree char *members = g_strdup_printf ("{\"attachments\":[\"%s\"]}", kept);
  g_autofree char *note = bench_body (id, "noted", -1, members, payload);
  g_autofree char *erasure = bench_body (id, "payload-erased", -1, ACT, NULL);
  g_autofree char *spool = g_build_filename (bench->settings->directory, OSR_OFFICE_SPOOL, NULL);
  g_autofree char *files =
      g_build_filename (bench->settings->directory, OSR_OFFICE_ATTACHMENTS, NULL);
  g_autoptr (Answer) put = bench_send (bench, "PUT", photo, curator, "a photo");
  g_autoptr (Answer) put_order = bench_send (bench, "PUT", order, curator, "an order");
  g_autoptr (Answer) noted = bench_command (bench, curator, NULL, note, 200);
  g_autoptr (Answer) listed = bench_send (bench, "GET", "/v1/cases?view=all", curator, NULL);
  g_autoptr (Answer) snapshot = bench_send (bench, "GET", "/v1/snapshot/region", curator, NULL);
  g_autoptr (Answer) seen = bench_send (bench, "GET", photo, curator, NULL);
  g_autoptr (Answer) done = NULL, gone = NULL, there = NULL;

  g_assert_cmpuint (put->status, ==, 204);
  g_assert_cmpuint (listed->status, ==, 200);
  g_assert_cmpuint (snapshot->status, ==, 200);
  g_assert_cmpuint (seen->status, ==, 200);
  g_assert_cmpuint (count_files (spool), ==, 1);
  g_assert_cmpuint (count_files (files), ==, 4); /* each with the list of who brought it */
  done = bench_command (bench, admin, NULL, erasure, 200);
  while (count_files (spool) > 0 || count_files (files) > 2 || is_in_office (bench, WORDS))
    look_again ();
  gone = bench_send (bench, "GET", photo, curator, NULL);
  there = bench_send (bench, "GET", order, curator, NULL);
  g_assert_cmpuint (gone->status, ==, 404);
  g_assert_cmpuint (there->status, ==, 200);
}

/* A workstation that was away offers the step again after a restoration that lost it. */
static void
test_not_offered_again (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = office_bench_find (&bench->office, "1", "Яма");
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *note = bench_body (id, "noted", -1, NULL, "{\"text\":\"" WORDS "\"}");
  g_autofree char *line = g_strdup_printf (
      "{\"case\":\"%s\",\"digest\":\"d\",\"command\":\"%s\",\"act\":\"1\",\"act_date\":"
      "\"2026-03-06\",\"reason\":\"r\",\"by\":\"admin\"}\n",
      id, uuid);
  g_autofree char *path = g_build_filename (bench->settings->directory, OSR_ERASURE_LIST, NULL);
  g_autoptr (Answer) refused = NULL;
  g_autoptr (Answer) other = NULL;

  g_assert_true (g_file_set_contents (path, line, -1, NULL));
  osr_log_reload_erasures (bench_log (bench), NULL);
  refused = bench_command (bench, curator, uuid, note, 422);
  g_assert_cmpstr (answer_code (refused), ==, "erased");
  g_assert_false (is_in_office (bench, WORDS));
  other = bench_command (bench, curator, NULL, note, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/coordinator/erasure/" name, Bench, NULL, bench_set_up, function, bench_tear_down)
  ADD ("administrator", test_administrator);
  ADD ("not-found-anew", test_not_found_anew);
  ADD ("beside-the-log", test_beside_the_log);
  ADD ("not-offered-again", test_not_offered_again);
  ADD ("a-kept-picture-goes-with-the-words", test_kept_picture);
  ADD ("keeping-is-no-step", test_keeping_is_no_step);
  ADD ("checkpoints-are-ours", test_checkpoints_are_ours);
#undef ADD
  return g_test_run ();
}
