/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An approved reply with files going out to the sandbox network: as it was approved and with everything
 * in its place, or not at all; once, whatever answer is lost. */
#include <glib/gstdio.h>

#include "core/media/osr-media.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "osr-media-fixture.h"
#include "publisher-bench.h"
#include "store/files/osr-log-files.h"

#define REPLY "Здравствуйте! Яму засыпали, вот снимок."

/* (transfer full): the digest of @bytes, which lie beside the log from now on; takes @bytes */
static char *
put_file (PublisherBench *bench, GBytes *bytes)
{
  g_autoptr (GBytes) owned = bytes;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *path = osr_log_dup_file_path (bench->office.log, digest);
  g_autofree char *folder = g_path_get_dirname (path);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  return g_steal_pointer (&digest);
}

static GBytes *
clean_photo (void)
{
  g_autoptr (GBytes) photo = osr_media_fixture_jpeg (64, 1);

  return osr_media_clean (photo, NULL);
}

static void
publish (PublisherBench *bench, const char *files)
{
  gint64 draft = office_bench_approve_files (&bench->office, bench->case_id, "final", BENCH_ACCOUNT,
                                             REPLY, files);

  publisher_bench_settle (bench, office_bench_intend (&bench->office, bench->case_id, BENCH_ACCOUNT,
                                                      draft));
}

static guint
count (PublisherBench *bench, const char *type)
{
  return office_bench_count (&bench->office, bench->case_id, type);
}

static OsrSandboxFile *
only_file (PublisherBench *bench)
{
  g_autoptr (GPtrArray) replies = publisher_bench_replies (bench, BENCH_COMMUNITY);
  OsrSandboxComment *reply;

  g_assert_cmpuint (replies->len, ==, 1);
  reply = replies->pdata[0];
  g_assert_nonnull (reply->files);
  g_assert_cmpuint (reply->files->len, ==, 1);
  return reply->files->pdata[0];
}

static void
test_goes_along (PublisherBench *bench, gconstpointer data)
{
  g_autofree char *photo = put_file (bench, clean_photo ());
  OsrSandboxFile *file;

  publish (bench, photo);
  g_assert_cmpuint (count (bench, "published"), ==, 1);
  file = only_file (bench);
  g_assert_cmpstr (file->name, ==, "photo-1.jpg");
  g_assert_true (osr_media_is_clean (file->bytes));
  g_assert_false (osr_media_fixture_tells (file->bytes));
}

/* Accepted, and the answer lost: the reply is found with its file, and there is one of it. */
static void
test_answer_lost (PublisherBench *bench, gconstpointer data)
{
  g_autofree char *photo = put_file (bench, clean_photo ());

  publisher_bench_order (bench, "wall.createComment", "drop-after", 1, 0);
  publish (bench, photo);
  g_assert_cmpuint (count (bench, "published"), ==, 1);
  only_file (bench);
}

static void
assert_refused (PublisherBench *bench, const char *words)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, bench->case_id);
  g_autoptr (GPtrArray) replies = publisher_bench_replies (bench, BENCH_COMMUNITY);

  g_assert_cmpuint (count (bench, "published"), ==, 0);
  g_assert_cmpuint (replies->len, ==, 0);
  g_assert_nonnull (the_case->refusal);
  g_assert_nonnull (strstr (the_case->refusal, words));
}

/* What the network does not take is said before the text goes out. */
static void
test_refused (PublisherBench *bench, gconstpointer data)
{
  g_autoptr (GBytes) film = osr_media_fixture_video (FALSE);
  g_autofree char *video = put_file (bench, osr_media_clean (film, NULL));

  publish (bench, video);
  assert_refused (bench, "needs a user's token");
}

static void
test_gone (PublisherBench *bench, gconstpointer data)
{
  g_autofree char *photo = put_file (bench, clean_photo ());
  g_autofree char *path = osr_log_dup_file_path (bench->office.log, photo);

  g_unlink (path);
  publish (bench, photo);
  assert_refused (bench, "cannot be read");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/publish/files/" name, PublisherBench, NULL, publisher_bench_set_up, function,      \
              publisher_bench_tear_down)
  ADD ("goes-along", test_goes_along);
  ADD ("answer-lost-not-doubled", test_answer_lost);
  ADD ("refused-before-the-text", test_refused);
  ADD ("gone-nothing-is-sent", test_gone);
  return g_test_run ();
}
