/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A film of 200 MB goes out whole, with its length said before, and is never in memory; the one that was
 * approved goes, or none. */
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <unistd.h>

#include "net/osr-await.h"
#include "net/osr-http-session.h"
#include "net/osr-net-error.h"
#include "social/call/osr-network-files.h"
#include "social/call/osr-network-form.h"

#define FILM_BYTES (200 * 1024 * 1024)
#define MOST_KB    (20 * 1024)

typedef struct {
  SoupServer *server;
  char *base;
  char *path;
  goffset received;
  goffset announced;
} Fixture;

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  ((Fixture *) data)->received += g_bytes_get_size (chunk);
}

static void
on_headers (SoupServerMessage *message, gpointer data)
{
  Fixture *f = data;

  f->announced =
      soup_message_headers_get_content_length (soup_server_message_get_request_headers (message));
}

/* Counts what comes and keeps nothing of it. */
static void
on_started (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_headers), data);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), data);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  soup_server_message_set_status (message, 200, NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GSList *uris;
  int fd;

  f->server = g_object_new (SOUP_TYPE_SERVER, NULL);
  g_signal_connect (f->server, "request-started", G_CALLBACK (on_started), f);
  soup_server_add_handler (f->server, NULL, on_request, f, NULL);
  g_assert_true (soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (f->server);
  f->base = g_strdup_printf ("http://127.0.0.1:%d/film", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fd = g_file_open_tmp (NULL, &f->path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, FILM_BYTES), ==, 0); /* takes no room on the disk */
  close (fd);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_unlink (f->path);
  g_free (f->path);
  g_free (f->base);
}

static char *
digest_of_zeros (guint mebibytes)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *zeros = g_malloc0 (1024 * 1024);

  for (guint i = 0; i < mebibytes; i++)
    g_checksum_update (sum, zeros, 1024 * 1024);
  return g_strdup (g_checksum_get_string (sum));
}

/* The most memory the program ever had, in kB. */
static guint64
read_peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10);
}

static GPtrArray *
open_files (OsrNetworkFile *file, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_ptr_array_add (files, file);
  osr_network_open_files_async (files, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_open_files_finish (result, error);
}

static OsrHttpAnswer *
send_film (Fixture *f, OsrHttpPieces *body, const char *type, GError **error)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("POST", f->base);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_http_request_set_pieces (request, type, body);
  osr_http_session_send_async (session, request, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_http_session_send_finish (session, result, error);
}

static OsrHttpPieces *
make_form (OsrNetworkFile *file, GPtrArray *contents, char **type)
{
  OsrNetworkForm *form = osr_network_form_new ();

  osr_network_form_add_file (form, "video", file, contents->pdata[0]);
  return osr_network_form_end (form, type);
}

static void
test_film (Fixture *f, gconstpointer data)
{
  g_autofree char *digest = digest_of_zeros (FILM_BYTES / (1024 * 1024));
  g_autoptr (OsrNetworkFile) file =
      osr_network_file_new (digest, f->path, "film.mp4", "video/mp4", FILM_BYTES);
  guint64 before = read_peak ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) contents = open_files (file, &error);
  g_autofree char *type = NULL;
  g_autoptr (OsrHttpPieces) body = NULL;
  g_autoptr (OsrHttpAnswer) answer = NULL;

  g_assert_no_error (error);
  body = make_form (file, contents, &type);
  answer = send_film (f, body, type, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (osr_http_answer_get_status (answer), ==, 200);
  g_assert_cmpint (osr_http_pieces_get_length (body), >, FILM_BYTES);
  g_assert_cmpint (f->announced, ==, osr_http_pieces_get_length (body));
  g_assert_cmpint (f->received, ==, f->announced);
  g_test_message ("the peak grew by %" G_GUINT64_FORMAT " kB", read_peak () - before);
  g_assert_cmpuint (read_peak () - before, <, MOST_KB);
}

static void
test_other_file (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkFile) file =
      osr_network_file_new ("00", f->path, "film.mp4", "video/mp4", FILM_BYTES);
  g_autoptr (OsrNetworkFile) none =
      osr_network_file_new ("00", "/nowhere/film.mp4", "film.mp4", "video/mp4", FILM_BYTES);
  g_autoptr (GError) error = NULL;

  g_assert_null (open_files (file, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_clear_error (&error);
  g_assert_null (open_files (none, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_null (strstr (error->message, "nowhere"));
}

/* Cut on the disk after it was looked at: the connection breaks, and no other file arrives. */
static void
test_shorter (Fixture *f, gconstpointer data)
{
  g_autofree char *digest = digest_of_zeros (8);
  g_autoptr (OsrNetworkFile) file =
      osr_network_file_new (digest, f->path, "film.mp4", "video/mp4", 8 * 1024 * 1024);
  g_autoptr (GPtrArray) contents = NULL;
  g_autofree char *type = NULL;
  g_autoptr (OsrHttpPieces) body = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (truncate (f->path, 8 * 1024 * 1024), ==, 0);
  contents = open_files (file, &error);
  g_assert_no_error (error);
  body = make_form (file, contents, &type);
  g_assert_cmpint (truncate (f->path, 1024 * 1024), ==, 0);
  g_assert_null (send_film (f, body, type, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY);
  g_assert_cmpint (f->received, <, f->announced);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/social/upload/a-film-takes-no-memory", Fixture, NULL, set_up, test_film, tear_down);
  g_test_add ("/social/upload/another-file-is-not-sent", Fixture, NULL, set_up, test_other_file,
              tear_down);
  g_test_add ("/social/upload/a-file-that-became-shorter", Fixture, NULL, set_up, test_shorter,
              tear_down);
  return g_test_run ();
}
