/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The listener against those who send too much, too slowly, too often, or no HTTP at all. */
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

#include "coordinator-bench.h"

/* A connection without an HTTP client behind it. */
typedef struct {
  GSocketConnection *stream;
  GString *read;
  char buffer[4096];
  gboolean ended;
} Raw;

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer data)
{
  Raw *raw = data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n <= 0) {
    raw->ended = TRUE;
    return;
  }
  g_string_append_len (raw->read, raw->buffer, n);
  g_input_stream_read_async (G_INPUT_STREAM (source), raw->buffer, sizeof raw->buffer, 0, NULL,
                             on_bytes, raw);
}

static Raw *
raw_open (Bench *bench, const char *text)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  Raw *raw = g_new0 (Raw, 1);

  raw->read = g_string_new (NULL);
  raw->stream = g_socket_client_connect_to_uri (client, bench->url, 80, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (raw->stream)), text,
                             strlen (text), NULL, NULL, NULL);
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (raw->stream)), raw->buffer,
                             sizeof raw->buffer, 0, NULL, on_bytes, raw);
  return raw;
}

static gboolean
has_ended (gpointer raw)
{
  return ((Raw *) raw)->ended;
}

static void
raw_free (Raw *raw)
{
  g_object_unref (raw->stream);
  g_string_free (raw->read, TRUE);
  g_free (raw);
}

static char *
long_body (gsize length)
{
  char *body = g_malloc (length + 1);

  memset (body, 'x', length);
  body[length] = '\0';
  return body;
}

static void
test_too_large (Bench *bench, gconstpointer data)
{
  g_autofree char *body = long_body (300 * 1024);
  g_autoptr (Answer) declared = bench_send (bench, "POST", "/v1/session", NULL, body);
  Raw *chunked = raw_open (bench, "POST /v1/session HTTP/1.1\r\nHost: x\r\n"
                                  "Transfer-Encoding: chunked\r\n\r\n20000\r\n");
  g_autofree char *chunk = long_body (0x20000);
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (chunked->stream));

  g_assert_cmpuint (declared->status, ==, 413);
  g_assert_cmpstr (answer_code (declared), ==, "too-large");
  g_socket_set_blocking (g_socket_connection_get_socket (chunked->stream), TRUE);
  g_output_stream_write_all (output, chunk, 0x20000, NULL, NULL, NULL);
  g_output_stream_write_all (output, "\r\n0\r\n\r\n", 7, NULL, NULL, NULL);
  bench_wait (has_ended, chunked);
  g_assert_true (g_str_has_prefix (chunked->read->str, "HTTP/1.1 413"));
  raw_free (chunked);
}

static void
test_just_fits (Bench *bench, gconstpointer data)
{
  g_autofree char *body = long_body (64 * 1024);
  g_autoptr (Answer) answer = bench_send (bench, "POST", "/v1/session", NULL, body);

  g_assert_cmpuint (answer->status, ==, 400); /* read, and no JSON */
}

/* Headers that never end, a body that never ends, nothing at all: the time is limited. */
static void
test_too_slow (Bench *bench, gconstpointer data)
{
  static const char *const starts[] = {
    "",
    "GET /v1/status HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    "POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc",
  };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    gint64 begun = g_get_monotonic_time ();
    Raw *raw = raw_open (bench, starts[i]);

    bench_wait (has_ended, raw);
    g_assert_false (g_str_has_prefix (raw->read->str, "HTTP/1.1 200"));
    g_assert_cmpint (g_get_monotonic_time () - begun, <, 5 * G_USEC_PER_SEC);
    raw_free (raw);
  }
}

static gboolean
is_full (gpointer bench)
{
  return osr_server_get_connections (((Bench *) bench)->server) == 8;
}

static gboolean
is_empty (gpointer bench)
{
  return osr_server_get_connections (((Bench *) bench)->server) == 0;
}

static void
test_too_many (Bench *bench, gconstpointer data)
{
  Raw *raws[8];
  Raw *extra;

  for (guint i = 0; i < G_N_ELEMENTS (raws); i++)
    raws[i] = raw_open (bench, "");
  bench_wait (is_full, bench);
  extra = raw_open (bench, "GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\n");
  bench_wait (has_ended, extra);
  g_assert_cmpuint (extra->read->len, ==, 0);
  raw_free (extra);
  for (guint i = 0; i < G_N_ELEMENTS (raws); i++) {
    bench_wait (has_ended, raws[i]);
    raw_free (raws[i]);
  }
  bench_wait (is_empty, bench);
}

static void
test_not_http (Bench *bench, gconstpointer data)
{
  static const char *const starts[] = {
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
    "GET\r\n\r\n",
    "GET /v1/status HTTP/1.1\r\n\r\n",
    "GET /v1/%00%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET http:///// HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
    "POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
  };
  /* libsoup warns of a negative length and goes on */
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_autoptr (Answer) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    Raw *raw = raw_open (bench, starts[i]);

    bench_wait (has_ended, raw);
    g_assert_false (g_str_has_prefix (raw->read->str, "HTTP/1.1 200"));
    raw_free (raw);
  }
  g_log_set_always_fatal (fatal);
  after = bench_send (bench, "GET", "/v1/status", NULL, NULL);
  g_assert_cmpuint (after->status, ==, 200);
}

static void
test_range_ignored (Bench *bench, gconstpointer data)
{
  Raw *raw = raw_open (bench, "GET /v1/status HTTP/1.1\r\nHost: x\r\nRange: bytes=0-3\r\n"
                              "Connection: close\r\n\r\n");

  bench_wait (has_ended, raw);
  g_assert_true (g_str_has_prefix (raw->read->str, "HTTP/1.1 200"));
  raw_free (raw);
}

static void
on_unix (GObject *source, GAsyncResult *result, gpointer data)
{
  GSocketConnection **place = data;

  *place = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, NULL);
}

static gboolean
is_set (gpointer place)
{
  return *(gpointer *) place != NULL;
}

/* A UNIX socket, for a proxy in front. */
static void
test_unix_socket (Bench *bench, gconstpointer data)
{
  g_autofree char *path = g_build_filename (bench->office.folder, "s", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  OsrServerLimits limits = { 1024, 4, 5 };
  g_autoptr (OsrServer) server =
      osr_server_new (bench->office.clock, &limits, osr_routes_handle, bench->routes);
  g_autoptr (GError) error = NULL;
  g_autofree char *url = osr_server_listen (server, address, &error);
  static const char request[] = "GET /v1/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  Raw raw = { NULL, g_string_new (NULL) };

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (url, "unix:"));
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), NULL, on_unix,
                                 &raw.stream);
  bench_wait (is_set, &raw.stream);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (raw.stream)), request,
                             strlen (request), NULL, NULL, NULL);
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (raw.stream)), raw.buffer,
                             sizeof raw.buffer, 0, NULL, on_bytes, &raw);
  bench_wait (has_ended, &raw);
  g_assert_true (g_str_has_prefix (raw.read->str, "HTTP/1.1 200"));
  g_object_unref (raw.stream);
  g_string_free (raw.read, TRUE);
  osr_server_stop (server);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
add (const char *name, void (*test) (Bench *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/coordinator/server/", name, NULL);

  g_test_add (path, Bench, NULL, bench_set_up, test, bench_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("too-large", test_too_large);
  add ("just-fits", test_just_fits);
  add ("too-slow", test_too_slow);
  add ("too-many", test_too_many);
  add ("not-http", test_not_http);
  add ("range-ignored", test_range_ignored);
  add ("unix-socket", test_unix_socket);
  return g_test_run ();
}
