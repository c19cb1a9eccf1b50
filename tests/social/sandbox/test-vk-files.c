/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies with files against the sandbox's VK, which checks every upload for its place, its part of the
 * form and its hash: photos by both tokens, a video, a file that it refuses, and an answer that is
 * lost. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/media/osr-media.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/osr-sandbox.h"
#include "net/osr-await.h"
#include "osr-media-fixture.h"
#include "social/osr-network.h"

#define NOW       G_GINT64_CONSTANT (1772766720000000) /* 2026-03-06T03:12:00Z */
#define COMMUNITY 200000001
#define MANAGER   300000001

typedef struct {
  OsrSandbox *sandbox;
  OsrHttpSession *session;
  OsrNetwork *network;
  OsrNetworkAccount *account;
  OsrSandboxOptions options;
  gint64 now;
  char *folder;
} Fixture;

static gint64
read_clock (gpointer data)
{
  return *(gint64 *) data;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *url;

  f->now = NOW;
  f->options.now = read_clock;
  f->options.now_data = &f->now;
  f->options.silent = TRUE;
  f->sandbox = osr_sandbox_new (&f->options, &error);
  g_assert_no_error (error);
  url = osr_sandbox_get_url (f->sandbox);
  f->session = osr_http_session_new ();
  f->network = osr_network_new ("vk", f->session);
  f->account = osr_network_account_new ("vk", "vk-government", "200000001");
  osr_network_account_set_hosts (f->account, url, url, NULL);
  osr_network_account_set_tokens (f->account, "demo-service-token", "demo-group-token-200000001");
  f->folder = g_dir_make_tmp ("osr-vk-files-XXXXXX", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (f->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (f->folder);
  g_free (f->folder);
  g_object_unref (f->network);
  g_object_unref (f->session);
  osr_network_account_unref (f->account);
  osr_sandbox_free (f->sandbox);
}

static OsrSandboxWall *
wall_of (Fixture *f)
{
  return osr_sandbox_get_wall (f->sandbox);
}

static void
give_user_token (Fixture *f)
{
  osr_sandbox_wall_community (wall_of (f), COMMUNITY)->manager = MANAGER;
  osr_sandbox_wall_add_token (wall_of (f), "user-token", OSR_SANDBOX_TOKEN_USER, MANAGER);
  osr_network_account_set_edit_token (f->account, "user-token");
}

static OsrNetworkSending *
new_sending (Fixture *f, const char *text)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new ("-200000001", "1", NULL, NULL);

  return osr_network_sending_new (f->account, target, text, "guid-0001", NOW);
}

/* Takes @bytes. */
static void
attach (Fixture *f, OsrNetworkSending *sending, const char *name, const char *type, GBytes *bytes)
{
  g_autoptr (GBytes) owned = bytes;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (OsrNetworkFile) file = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  file = osr_network_file_new (digest, path, name, type, size);
  osr_network_sending_add_file (sending, file);
}

static OsrNetworkReply *
publish (Fixture *f, OsrNetworkSending *sending, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_network_publish_async (f->network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_publish_finish (f->network, result, error);
}

static OsrNetworkReply *
look (Fixture *f, OsrNetworkSending *sending)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  OsrNetworkReply *reply = NULL;

  osr_network_find_reply_async (f->network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  osr_network_find_reply_finish (f->network, result, &reply, &error);
  g_assert_no_error (error);
  return reply;
}

static GPtrArray *
comments_of (Fixture *f)
{
  return osr_sandbox_wall_post (wall_of (f), -COMMUNITY, 1)->comments;
}

/* Our own comments, with files or without. */
static guint
count_ours (Fixture *f)
{
  GPtrArray *comments = comments_of (f);
  guint count = 0;

  for (guint i = 0; i < comments->len; i++)
    count += ((OsrSandboxComment *) comments->pdata[i])->from_id == -COMMUNITY;
  return count;
}

static GPtrArray *
files_of_last (Fixture *f)
{
  GPtrArray *comments = comments_of (f);

  return ((OsrSandboxComment *) comments->pdata[comments->len - 1])->files;
}

static void
test_two_photos (Fixture *f, gconstpointer user)
{
  g_autoptr (OsrNetworkSending) sending = new_sending (f, "Вот дорога до и после");
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (OsrNetworkReply) found = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *files;

  if (user != NULL)
    give_user_token (f);
  attach (f, sending, "photo-1.jpg", "image/jpeg", osr_media_fixture_jpeg (64, 1));
  attach (f, sending, "photo-2.png", "image/png", osr_media_fixture_png (64));
  reply = publish (f, sending, &error);
  g_assert_no_error (error);
  files = files_of_last (f);
  g_assert_nonnull (files);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpstr (((OsrSandboxFile *) files->pdata[0])->name, ==, "photo-1.jpg");
  g_assert_cmpstr (((OsrSandboxFile *) files->pdata[1])->name, ==, "photo-2.png");
  g_assert_true (((OsrSandboxFile *) files->pdata[0])->saved);
  found = look (f, sending);
  g_assert_cmpstr (found->native_id, ==, reply->native_id);
}

static void
test_video (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = new_sending (f, "Вот съёмка");
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refusal = NULL;
  GPtrArray *files;

  attach (f, sending, "video-1.mp4", "video/mp4", osr_media_fixture_video (FALSE));
  attach (f, sending, "photo-2.jpg", "image/jpeg", osr_media_fixture_jpeg (64, 1));
  g_assert_null (publish (f, sending, &refusal)); /* by the community's token alone */
  g_assert_error (refusal, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpuint (count_ours (f), ==, 0);
  give_user_token (f);
  reply = publish (f, sending, &error);
  g_assert_no_error (error);
  files = files_of_last (f);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpstr (((OsrSandboxFile *) files->pdata[0])->kind, ==, "video");
  g_assert_cmpstr (((OsrSandboxFile *) files->pdata[1])->kind, ==, "photo");
}

/* VK answers a photo that it does not take with an empty list: the text stays at home, too. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = new_sending (f, "С картинкой");
  g_autoptr (GError) error = NULL;

  attach (f, sending, "photo-1.jpg", "image/jpeg", g_bytes_new_static ("no picture", 10));
  g_assert_null (publish (f, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_nonnull (strstr (error->message, "does not take this photo"));
  g_assert_cmpuint (count_ours (f), ==, 0);
}

/* Approved was something else than what lies there now, or nothing lies there any more. */
static void
test_not_the_approved_one (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = new_sending (f, "С картинкой");
  g_autofree char *path = g_build_filename (f->folder, "photo-1.jpg", NULL);
  g_autoptr (GError) changed = NULL;
  g_autoptr (GError) gone = NULL;

  attach (f, sending, "photo-1.jpg", "image/jpeg", osr_media_fixture_jpeg (64, 1));
  g_assert_true (g_file_set_contents (path, "other", -1, NULL));
  g_assert_null (publish (f, sending, &changed));
  g_assert_error (changed, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_unlink (path);
  g_assert_null (publish (f, sending, &gone));
  g_assert_error (gone, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpuint (count_ours (f), ==, 0);
}

static void
order_fault (Fixture *f, const char *method, const char *kind)
{
  g_autofree char *uri = g_strconcat (osr_sandbox_get_url (f->sandbox), "/_sandbox/faults", NULL);
  g_autofree char *json =
      g_strdup_printf ("{\"method\":\"%s\",\"kind\":\"%s\",\"times\":1}", method, kind);
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("POST", uri);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrHttpAnswer) answer = NULL;
  GAsyncResult *slot = NULL;

  osr_http_request_set_body (request, "application/json", body);
  osr_http_session_send_async (f->session, request, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  answer = osr_http_session_send_finish (f->session, result, NULL);
  g_assert_cmpuint (osr_http_answer_get_status (answer), ==, 200);
}

/* The comment is there with its files: found, and nothing is sent again. The same words without them are
 * somebody else's. */
static void
test_answer_lost (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) bare = new_sending (f, "Вот дорога");
  g_autoptr (OsrNetworkSending) sending = new_sending (f, "Вот дорога");
  g_autoptr (OsrNetworkReply) without = NULL;
  g_autoptr (OsrNetworkReply) absent = NULL;
  g_autoptr (OsrNetworkReply) found = NULL;
  g_autoptr (GError) error = NULL;

  attach (f, sending, "photo-1.jpg", "image/jpeg", osr_media_fixture_jpeg (64, 1));
  without = publish (f, bare, &error);
  g_assert_no_error (error);
  absent = look (f, sending);
  g_assert_null (absent);
  order_fault (f, "wall.createComment", "drop-after");
  g_assert_null (publish (f, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
  found = look (f, sending);
  g_assert_nonnull (found);
  g_assert_cmpstr (found->native_id, !=, without->native_id);
  g_assert_cmpuint (count_ours (f), ==, 2);
}

/* Whatever goes wrong on the way of a file, no text went out: it is said so, and tried again. */
static void
test_upload_lost (Fixture *f, gconstpointer data)
{
  static const char *const methods[] = { "photos.getMessagesUploadServer", "vk-upload",
                                         "photos.saveMessagesPhoto" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    g_autoptr (OsrNetworkSending) sending = new_sending (f, "Вот дорога");
    g_autoptr (OsrNetworkReply) reply = NULL;
    g_autoptr (GError) error = NULL;

    attach (f, sending, "photo-1.jpg", "image/jpeg", osr_media_fixture_jpeg (64, 1));
    order_fault (f, methods[i], "drop-after");
    reply = publish (f, sending, &error);
    if (reply == NULL) {
      g_assert_true (error->domain == OSR_NET_ERROR);
      g_assert_cmpint (error->code, !=, OSR_NET_ERROR_UNCERTAIN);
      g_assert_cmpint (error->code, !=, OSR_NET_ERROR_REJECTED);
      g_clear_error (&error);
      reply = publish (f, sending, &error);
    }
    g_assert_no_error (error);
    g_assert_cmpuint (count_ours (f), ==, i + 1);
    g_assert_cmpuint (files_of_last (f)->len, ==, 1);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, function)                                                                  \
  g_test_add ("/social/vk-files/" name, Fixture, data, set_up, function, tear_down)
  ADD ("photos-by-the-community", NULL, test_two_photos);
  ADD ("photos-by-a-user", "user", test_two_photos);
  ADD ("video-by-a-user-alone", NULL, test_video);
  ADD ("refused-before-the-text", NULL, test_refused);
  ADD ("only-what-was-approved", NULL, test_not_the_approved_one);
  ADD ("answer-lost-found-with-its-files", NULL, test_answer_lost);
  ADD ("upload-lost-tried-again", NULL, test_upload_lost);
  return g_test_run ();
}
