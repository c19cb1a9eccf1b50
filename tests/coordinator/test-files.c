/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files on their way with a draft: they are there before the draft is, tell nothing of who made them, are
 * bound by the digest that is approved, and are shown to who sees the case. */
#include <string.h>

#include "coordinator-bench.h"
#include "core/media/osr-media-list.h"
#include "core/media/osr-media.h"
#include "core/osr-chain.h"
#include "osr-media-fixture.h"
#include "store/files/osr-log-files.h"

#define TEXT "It is mended: see the photo."

static GBytes *
clean_of (GBytes *dirty)
{
  g_autoptr (GBytes) owned = dirty;

  return osr_media_clean (dirty, NULL);
}

/* (transfer full): a case that waits for its reply */
static char *
route (Bench *bench)
{
  static guint native = 31;
  g_autofree char *number = g_strdup_printf ("%u", native++);
  char *id = office_bench_find (&bench->office, number, "A pit");

  office_bench_append (&bench->office, id, "detected", "kurator", NULL, NULL);
  office_bench_append (&bench->office, id, "triaged", "kurator",
                       "{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}", NULL);
  office_bench_append (&bench->office, id, "routed", "kurator", "{\"body\":\"gkh\"}", NULL);
  return id;
}

/* @bound: (nullable): the files that the digest is of */
static Answer *
submit (Bench *bench, const char *id, const char *files, const char *bound, guint status)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, id);
  g_autofree char *digest = osr_text_digest ("final", TEXT, "vk-gkh", one->native_id, bound);
  g_auto (GStrv) parts = g_strsplit (files, ",", -1);
  g_autofree char *list = g_strjoinv ("\",\"", parts);
  g_autofree char *members =
      g_strdup_printf ("{\"body\":\"gkh\",\"kind\":\"final\",\"account\":\"vk-gkh\","
                       "\"digest\":\"%s\",\"attachments\":[\"%s\"]}",
                       digest, list);
  g_autofree char *body = bench_body (id, "submitted", 4, members, "{\"text\":\"" TEXT "\"}");

  return bench_command (bench, executor, NULL, body, status);
}

static void
test_accepted (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = route (bench);
  g_autofree char *photo =
      bench_put_file (bench, executor, clean_of (osr_media_fixture_jpeg (64, 1)));
  g_autofree char *video =
      bench_put_file (bench, executor, clean_of (osr_media_fixture_video (FALSE)));
  g_autofree char *both = g_strjoin (",", photo, video, NULL);
  g_autofree char *path = g_strconcat ("/v1/attachments/", photo, NULL);
  g_autoptr (Answer) before = bench_send (bench, "GET", path, curator, NULL);
  g_autoptr (Answer) taken = submit (bench, id, both, both, 200);
  g_autoptr (Answer) after = bench_send (bench, "GET", path, curator, NULL);
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, id);

  g_assert_cmpuint (before->status, ==, 404); /* nobody names it yet */
  g_assert_cmpuint (after->status, ==, 200);
  g_assert_cmpstr (osr_case_get_draft (one)->files, ==, both);
}

static void
refuse (Bench *bench, const char *files, const char *bound, const char *code)
{
  g_autofree char *id = route (bench);
  g_autoptr (Answer) answer =
      submit (bench, id, files, bound, g_str_equal (code, "malformed") ? 400 : 422);

  g_assert_cmpstr (answer_code (answer), ==, code);
}

static void
test_not_there (Bench *bench, gconstpointer data)
{
  g_autofree char *never = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "never sent", -1);

  refuse (bench, never, never, "malformed");
}

static void
test_dirty (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *photo = bench_put_file (bench, executor, osr_media_fixture_jpeg (64, 1));

  refuse (bench, photo, photo, "malformed");
}

static void
test_no_media (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *paper =
      bench_put_file (bench, executor, g_bytes_new_static ("%PDF-1.7 a letter ...", 21));
  g_autofree char *webp = bench_put_file (bench, executor, clean_of (osr_media_fixture_webp (64)));

  refuse (bench, paper, paper, "malformed");
  refuse (bench, webp, webp, "malformed"); /* VK's photos are others */
}

static void
test_unbound (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *photo =
      bench_put_file (bench, executor, clean_of (osr_media_fixture_jpeg (64, 1)));
  g_autofree char *twice = g_strjoin (",", photo, photo, NULL);

  refuse (bench, photo, NULL, "text-changed");
  refuse (bench, twice, twice, "malformed");
  refuse (bench, "../../log.db", "../../log.db", "malformed");
}

/* (transfer full): the command that says where @id's reply was placed, by a picture */
static Answer *
place (Bench *bench, const char *id, const char *picture, guint status)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, id);
  const OsrCaseDraft *draft = osr_case_get_draft (one);
  g_autofree char *members =
      g_strdup_printf ("{\"draft\":%d,\"digest\":\"%s\",\"kind\":\"final\",\"url\":"
                       "\"https://vk.com/wall-9_2?reply=3\",\"proof\":\"%s\"}",
                       (int) draft->version, draft->digest, picture);
  g_autofree char *payload = g_strdup_printf ("{\"attachments\":[\"%s\"]}", picture);
  g_autofree char *body = bench_body (id, "published-by-hand", one->version, members, payload);

  return bench_command (bench, executor, NULL, body, status);
}

/* A screenshot is there before the step that it proves, is seen by who sees the case, and goes with the
 * citizen's words, which it shows. */
static void
test_screenshot (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *admin = bench_sign_in (bench, "admin");
  g_autofree char *id = office_bench_find (&bench->office, "77", "A pit");
  g_autofree char *never = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "never sent", -1);
  g_autofree char *dirty = bench_put_file (bench, executor, osr_media_fixture_png (32));
  g_autofree char *shot = bench_put_file (bench, executor, clean_of (osr_media_fixture_png (32)));
  g_autofree char *path = g_strconcat ("/v1/attachments/", shot, NULL);
  g_autofree char *erasure =
      bench_body (id, "payload-erased", -1,
                  "{\"act\":\"1\",\"act_date\":\"2026-03-06\",\"reason\":\"asked\"}", NULL);
  g_autofree char *file = osr_log_dup_file_path (bench_log (bench), shot);
  g_autoptr (Answer) absent = NULL, telling = NULL, taken = NULL, seen = NULL, erased = NULL,
                     gone = NULL;

  office_bench_approve (&bench->office, id, "by-hand", TEXT);
  absent = place (bench, id, never, 400);
  telling = place (bench, id, dirty, 400);
  taken = place (bench, id, shot, 200);
  seen = bench_send (bench, "GET", path, curator, NULL);
  g_assert_cmpuint (seen->status, ==, 200);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  erased = bench_command (bench, admin, NULL, erasure, 200);
  while (g_file_test (file, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, TRUE);
  gone = bench_send (bench, "GET", path, curator, NULL);
  g_assert_cmpuint (gone->status, ==, 404);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/coordinator/files/" name, Bench, NULL, bench_set_up, function, bench_tear_down)
  ADD ("bound-and-shown", test_accepted);
  ADD ("not-there-refused", test_not_there);
  ADD ("telling-of-its-maker-refused", test_dirty);
  ADD ("no-photo-refused", test_no_media);
  ADD ("not-of-the-digest-refused", test_unbound);
  ADD ("screenshot-of-a-reply-by-hand", test_screenshot);
  return g_test_run ();
}
