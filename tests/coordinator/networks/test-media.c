/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A citizen writes with a picture: it lies in the office as the network gave it out, under its digest,
 * with nothing that opens the account again. */
#include "networks-bench.h"

#include <string.h>

#include "coordinator/files/osr-upload.h"
#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-pictures.h"

static OsrSandboxFile *
say_with_picture (NetworksBench *bench, const char *text, guint pictures)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (bench->sandbox);
  OsrSandboxComment *comment = networks_bench_say (bench, NULL, text);
  OsrSandboxFile *first = NULL;

  for (guint i = 0; i < pictures; i++) {
    OsrSandboxFile *file = osr_sandbox_picture_add (wall, networks_bench_post (bench), comment);

    first = first != NULL ? first : file;
  }
  return first;
}

static void
assert_kept (NetworksBench *bench, const char *id, const OsrSandboxFile *file)
{
  g_autofree char *folder = osr_coordinator_dup_attachments (bench->coordinator);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->bytes);
  g_autofree char *path = osr_upload_dup_path (folder, digest);
  g_autofree char *bytes = NULL;
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, id);
  gsize length;

  g_assert_cmpuint (one->media->len, ==, 1);
  g_assert_cmpstr (((OsrCaseMedia *) one->media->pdata[0])->digest, ==, digest);
  g_assert_cmpstr (((OsrCaseMedia *) one->media->pdata[0])->media_type, ==, "image/png");
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpmem (bytes, length, g_bytes_get_data (file->bytes, NULL),
                   g_bytes_get_size (file->bytes));
}

/* Neither what was kept of the message nor what is missing of it holds a token. */
static void
assert_no_token (NetworksBench *bench, const char *id)
{
  const char *tokens[] = { bench->kind->read_token, bench->kind->write_token,
                           bench->kind->secret_token };
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, id);

  for (guint i = 0; i < one->events->len; i++) {
    OsrEvent *event = one->events->pdata[i];
    g_autofree char *members = osr_json_write_object (event->members);
    g_autofree char *payload =
        event->payload != NULL ? osr_json_write_object (event->payload) : g_strdup ("");

    for (guint j = 0; j < G_N_ELEMENTS (tokens); j++) {
      g_assert_true (tokens[j] == NULL || strstr (members, tokens[j]) == NULL);
      g_assert_true (tokens[j] == NULL || strstr (payload, tokens[j]) == NULL);
    }
  }
}

static void
test_picture_is_kept (NetworksBench *bench, gconstpointer data)
{
  OsrSandboxFile *file = say_with_picture (bench, "Вот эта яма", 1);
  g_autofree char *id = networks_bench_await_case (bench, "Вот эта яма");

  networks_bench_await (bench, id, "media-kept", 1);
  assert_kept (bench, id, file);
  assert_no_token (bench, id);
}

/* What the network takes back before it was fetched is said to be missing, and the case goes on. */
static void
test_picture_taken_back (NetworksBench *bench, gconstpointer data)
{
  OsrSandboxFile *file = say_with_picture (bench, "И эта", 1);
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;

  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_free (file->name);
  file->name = g_strdup ("gone.png");
  id = networks_bench_await_case (bench, "И эта");
  networks_bench_await (bench, id, "media-kept", 1);
  one = office_bench_load (&bench->office, id);
  g_assert_cmpuint (one->media->len, ==, 0);
  g_assert_true (one->media_looked_for);
  assert_no_token (bench, id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  networks_bench_add ("picture-is-kept", 4, test_picture_is_kept);
  networks_bench_add ("picture-taken-back", 4, test_picture_taken_back);
  return g_test_run ();
}
