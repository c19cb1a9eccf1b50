/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words destroyed through the coordinator: who may, what of the act is needed, what everybody reads
 * afterwards, and that the files of the office do not hold the words. */
#include <string.h>

#include "coordinator-bench.h"
#include "coordinator/files/osr-upload.h"
#include "core/osr-json.h"
#include "store/audit/osr-log-audit.h"

#define WORDS    "жирафлян щелкунчиков"
#define PICTURE  "picture"
#define STRANGER "health" /* of another body */
#define ACT      "{\"act\":\"12-P\",\"act_date\":\"2026-03-06\",\"reason\":\"the citizen asked\"}"

static gboolean
is_in_office (Bench *bench, const char *word)
{
  const char *folder = bench->settings->directory;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length;

    if (g_file_get_contents (path, &bytes, &length, NULL))
      found = found || memmem (bytes, length, word, strlen (word)) != NULL;
  }
  return found;
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
  g_assert_false (is_in_office (bench, WORDS));
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
  g_assert_false (is_in_office (bench, WORDS));
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
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/coordinator/erasure/" name, Bench, NULL, bench_set_up, function, bench_tear_down)
  ADD ("administrator", test_administrator);
  ADD ("not-found-anew", test_not_found_anew);
  ADD ("a-kept-picture-goes-with-the-words", test_kept_picture);
  ADD ("keeping-is-no-step", test_keeping_is_no_step);
  ADD ("checkpoints-are-ours", test_checkpoints_are_ours);
#undef ADD
  return g_test_run ();
}
