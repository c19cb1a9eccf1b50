/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTTP session against servers on loopback: answers, limits, and above all what is said about a
 * request whose fate is not known. */
#include "net/osr-http-session.h"

#include <libsoup/soup.h>
#include <string.h>

#include "net/osr-await.h"
#include "net/osr-raw-server.h"

#define SECRET "s3cr3t-token-value"

typedef struct {
  SoupServer *server;
  char *base;
  guint requests;
  char *method;
  char *query;
  char *body;
  char *authorization;
  char *content_type;
  char *agent;
} Fixture;

static OsrHttpAnswer *
send (OsrHttpRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_http_session_send_async (session, request, cancellable, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_http_session_send_finish (session, result, error);
}

static char *
dup_header (SoupServerMessage *message, const char *name)
{
  return g_strdup (
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), name));
}

static void
set (char **member, char *value)
{
  g_free (*member);
  *member = value;
}

static void
answer_by_path (SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (g_str_equal (path, "/missing")) {
    soup_server_message_set_status (message, 404, NULL);
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "gone", 4);
  } else if (g_str_equal (path, "/moved")) {
    soup_server_message_set_redirect (message, 302, "http://127.0.0.1:1/elsewhere");
  } else if (g_str_equal (path, "/private")) {
    soup_message_headers_append (headers, "WWW-Authenticate", "Basic realm=\"x\"");
    soup_server_message_set_status (message, 401, NULL);
  } else if (g_str_equal (path, "/large")) {
    g_autofree char *large = g_strnfill (300 * 1024, 'x');

    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
    soup_server_message_set_status (message, 200, NULL);
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, large, 300 * 1024);
    soup_message_body_complete (soup_server_message_get_response_body (message));
  } else {
    soup_message_headers_append (headers, "OSR-Now", "42");
    soup_server_message_set_status (message, 200, NULL);
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "hello", 5);
  }
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

  fixture->requests++;
  set (&fixture->method, g_strdup (soup_server_message_get_method (message)));
  set (&fixture->query, g_strdup (g_uri_get_query (soup_server_message_get_uri (message))));
  set (&fixture->body,
       g_strndup (g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, NULL) : "",
                  g_bytes_get_size (bytes)));
  set (&fixture->authorization, dup_header (message, "Authorization"));
  set (&fixture->content_type, dup_header (message, "Content-Type"));
  set (&fixture->agent, dup_header (message, "User-Agent"));
  answer_by_path (message, path);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
  g_free (fixture->base);
  g_free (fixture->method);
  g_free (fixture->query);
  g_free (fixture->body);
  g_free (fixture->authorization);
  g_free (fixture->content_type);
  g_free (fixture->agent);
}

static OsrHttpRequest *
request_to (Fixture *fixture, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (fixture->base, path, NULL);

  return osr_http_request_new (method, uri);
}

static void
assert_body (OsrHttpAnswer *answer, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (osr_http_answer_get_body (answer), &size);

  g_assert_cmpmem (data, size, text, strlen (text));
}

static void
test_get (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpRequest) request = request_to (fixture, "GET", "/a");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrHttpAnswer) answer = NULL;

  osr_http_request_add_field (request, "q", "да");
  osr_http_request_set_bearer (request, SECRET);
  answer = send (request, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (osr_http_answer_get_status (answer), ==, 200);
  assert_body (answer, "hello");
  g_assert_cmpstr (osr_http_answer_get_header (answer, "Osr-Now"), ==, "42");
  g_assert_cmpstr (fixture->query, ==, "q=%D0%B4%D0%B0");
  g_assert_cmpstr (fixture->authorization, ==, "Bearer " SECRET);
  g_assert_true (g_str_has_prefix (fixture->agent, "OpenSources/"));
}

static void
test_post_form (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpRequest) request = request_to (fixture, "POST", "/a");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrHttpAnswer) answer = NULL;

  osr_http_request_add_field (request, "message", "a b");
  osr_http_request_set_never_resend (request, TRUE);
  answer = send (request, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fixture->method, ==, "POST");
  g_assert_cmpstr (fixture->body, ==, "message=a%20b");
  g_assert_cmpstr (fixture->content_type, ==, "application/x-www-form-urlencoded");
  g_assert_null (fixture->query);
}

/* The machine slept between the order and the first byte. */
static void
test_too_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpRequest) late = request_to (fixture, "POST", "/method");
  g_autoptr (OsrHttpRequest) early = request_to (fixture, "POST", "/method");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrHttpAnswer) answer = NULL;

  osr_http_request_set_never_resend (late, TRUE);
  osr_http_request_set_latest (late, 1);
  g_assert_null (send (late, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE);
  g_assert_cmpuint (fixture->requests, ==, 0);
  g_clear_error (&error);

  osr_http_request_set_latest (early, G_MAXINT64);
  answer = send (early, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->requests, ==, 1);
}

static void
test_put_body (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpRequest) request = request_to (fixture, "PUT", "/a");
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\":1}", 7);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrHttpAnswer) answer = NULL;

  osr_http_request_set_body (request, "application/json", body);
  answer = send (request, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fixture->body, ==, "{\"a\":1}");
  g_assert_cmpstr (fixture->content_type, ==, "application/json");
}

/* Any status is an answer; nothing is followed, and nobody is asked for a password. */
static void
test_other_statuses (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *path;
    guint status;
  } cases[] = { { "/missing", 404 }, { "/moved", 302 }, { "/private", 401 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (OsrHttpRequest) request = request_to (fixture, "GET", cases[i].path);
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrHttpAnswer) answer = send (request, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (osr_http_answer_get_status (answer), ==, cases[i].status);
    g_assert_false (osr_http_answer_is_success (answer));
    g_assert_cmpuint (fixture->requests, ==, i + 1);
  }
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpRequest) reading = request_to (fixture, "GET", "/large");
  g_autoptr (OsrHttpRequest) writing = request_to (fixture, "POST", "/large");
  g_autoptr (OsrHttpRequest) fitting = request_to (fixture, "GET", "/large");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrHttpAnswer) answer = NULL;

  osr_http_request_set_max_answer (reading, 300 * 1024 - 1);
  g_assert_null (send (reading, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
  g_clear_error (&error);

  osr_http_request_set_max_answer (writing, 1000);
  osr_http_request_set_never_resend (writing, TRUE);
  g_assert_null (send (writing, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
  g_clear_error (&error);

  osr_http_request_set_max_answer (fitting, 300 * 1024);
  answer = send (fitting, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (osr_http_answer_get_body (answer)), ==, 300 * 1024);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpRequest) request = request_to (fixture, "GET", "/a");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (send (request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->requests, ==, 0);
}

static gboolean
on_cancel (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled_while_waiting (void)
{
  g_autoptr (OsrRawServer) server = osr_raw_server_new (OSR_RAW_SILENCE, NULL, 0);
  g_autofree char *uri = osr_raw_server_uri (server, "/");
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("GET", uri);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_timeout_add (30, on_cancel, cancellable);
  g_assert_null (send (request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_not_an_address (void)
{
  static const char *const addresses[] = { "",        "vk.ru",    "ftp://h/",
                                           "http://", "http://[", "file:///etc/passwd" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (OsrHttpRequest) request = osr_http_request_new ("GET", addresses[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (send (request, NULL, &error));
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
  }
}

/* A POST that did not get a connection did not happen, promise or not. */
static void
test_nobody_listens (void)
{
  g_autofree char *uri = osr_raw_unused_uri ();
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("POST", uri);
  g_autoptr (GError) error = NULL;

  osr_http_request_add_field (request, "message", "words of a citizen");
  osr_http_request_set_bearer (request, SECRET);
  osr_http_request_set_never_resend (request, TRUE);
  g_assert_null (send (request, NULL, &error));

  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE);
  g_assert_null (strstr (error->message, SECRET));
  g_assert_null (strstr (error->message, "citizen"));
}

typedef struct {
  OsrRawMode mode;
  const char *answer;
  gssize length;
  OsrNetError reading; /* what a GET is told */
} Breakage;

static const char gzip_bomb_head[] = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
                                     "Content-Type: text/plain\r\nConnection: close\r\n\r\n";

static const Breakage breakages[] = {
  { OSR_RAW_CLOSE_AFTER_REQUEST, NULL, 0, OSR_NET_ERROR_TEMPORARY },
  { OSR_RAW_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", -1,
    OSR_NET_ERROR_TEMPORARY },
  { OSR_RAW_ANSWER, "HTTP/1.1 200 OK\r\nConte", -1, OSR_NET_ERROR_PROTOCOL },
  { OSR_RAW_ANSWER, "what do you want from me\r\n\r\n", -1, OSR_NET_ERROR_PROTOCOL },
};

static OsrHttpRequest *
post_to (OsrRawServer *server, gboolean never_resend)
{
  g_autofree char *uri = osr_raw_server_uri (server, "/method/wall.createComment");
  OsrHttpRequest *request = osr_http_request_new ("POST", uri);

  osr_http_request_add_field (request, "message", "words of a citizen");
  osr_http_request_set_bearer (request, SECRET);
  osr_http_request_set_never_resend (request, never_resend);
  return request;
}

/* The heart of it: whatever breaks after the request is out, a promise-keeping POST goes out once
 * and is uncertain, and its secrets stay out of the sentence. */
static void
test_broken_post_is_uncertain (gconstpointer data)
{
  const Breakage *breakage = data;
  g_autoptr (OsrRawServer) server =
      osr_raw_server_new (breakage->mode, breakage->answer, breakage->length);
  g_autoptr (OsrHttpRequest) request = post_to (server, TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_null (send (request, NULL, &error));

  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
  g_assert_cmpuint (osr_raw_server_get_requests (server), ==, 1);
  g_assert_null (strstr (error->message, SECRET));
  g_assert_null (strstr (error->message, "citizen"));
}

static void
test_broken_reading (gconstpointer data)
{
  const Breakage *breakage = data;
  g_autoptr (OsrRawServer) server =
      osr_raw_server_new (breakage->mode, breakage->answer, breakage->length);
  g_autoptr (OsrHttpRequest) request = post_to (server, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (send (request, NULL, &error));

  g_assert_cmpstr (osr_net_error_nick (error->code), ==, osr_net_error_nick (breakage->reading));
  g_assert_cmpuint (osr_raw_server_get_requests (server), ==, 1);
}

/* Headers out, body not: the other end may act on what it has. */
static void
test_closed_in_body (void)
{
  g_autoptr (OsrRawServer) server = osr_raw_server_new (OSR_RAW_CLOSE_IN_BODY, NULL, 0);
  g_autoptr (OsrHttpRequest) request = post_to (server, TRUE);
  g_autofree char *large = g_strnfill (4 * 1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;

  osr_http_request_add_field (request, "large", large);
  g_assert_null (send (request, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
}

static void
test_silence (void)
{
  g_autoptr (OsrRawServer) server = osr_raw_server_new (OSR_RAW_SILENCE, NULL, 0);
  g_autoptr (OsrHttpRequest) writing = post_to (server, TRUE);
  g_autoptr (OsrHttpRequest) reading = post_to (server, FALSE);
  g_autoptr (GError) error = NULL;

  osr_http_request_set_timeout (writing, 1);
  g_assert_null (send (writing, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
  g_clear_error (&error);

  osr_http_request_set_timeout (reading, 1);
  g_assert_null (send (reading, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY);
  g_assert_cmpuint (osr_raw_server_get_requests (server), ==, 2);
}

/* A small packed answer that unpacks beyond the limit. */
static GByteArray *
make_bomb (void)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (memory, gzip);
  g_autofree char *zeros = g_malloc0 (1024 * 1024);
  GByteArray *bomb = g_byte_array_new ();

  for (guint i = 0; i < 9; i++)
    g_assert_true (g_output_stream_write_all (packed, zeros, 1024 * 1024, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (packed, NULL, NULL));
  g_byte_array_append (bomb, (const guint8 *) gzip_bomb_head, strlen (gzip_bomb_head));
  g_byte_array_append (
      bomb, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
      (guint) g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
  return bomb;
}

static void
test_packed_too_large (void)
{
  g_autoptr (GByteArray) bomb = make_bomb ();
  g_autoptr (OsrRawServer) server =
      osr_raw_server_new (OSR_RAW_ANSWER, (const char *) bomb->data, bomb->len);
  g_autofree char *uri = osr_raw_server_uri (server, "/");
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("GET", uri);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (bomb->len, <, 64 * 1024);
  g_assert_null (send (request, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, "larger"));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/net/http-session/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("get", test_get);
  ADD ("post-form", test_post_form);
  ADD ("too-late", test_too_late);
  ADD ("put-body", test_put_body);
  ADD ("other-statuses", test_other_statuses);
  ADD ("too-large", test_too_large);
  ADD ("cancelled", test_cancelled);
  g_test_add_func ("/net/http-session/cancelled-while-waiting", test_cancelled_while_waiting);
  g_test_add_func ("/net/http-session/not-an-address", test_not_an_address);
  g_test_add_func ("/net/http-session/nobody-listens", test_nobody_listens);
  for (guint i = 0; i < G_N_ELEMENTS (breakages); i++) {
    g_autofree char *writing = g_strdup_printf ("/net/http-session/uncertain/%u", i);
    g_autofree char *reading = g_strdup_printf ("/net/http-session/broken/%u", i);

    g_test_add_data_func (writing, &breakages[i], test_broken_post_is_uncertain);
    g_test_add_data_func (reading, &breakages[i], test_broken_reading);
  }
  g_test_add_func ("/net/http-session/uncertain/in-body", test_closed_in_body);
  g_test_add_func ("/net/http-session/silence", test_silence);
  g_test_add_func ("/net/http-session/packed-too-large", test_packed_too_large);
  return g_test_run ();
}
