/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a stranger's address can make this program do: fetch a picture of the open network, and nothing
 * beside. The server of these tests is on loopback, and allowed by name and port. */
#include "net/osr-safe-fetch.h"

#include <libsoup/soup.h>
#include <string.h>

#include "net/osr-await.h"
#include "net/osr-named-hosts.h"
#include "net/osr-net-error.h"
#include "net/osr-safe-address.h"

#define PUBLIC "93.184.216.34"

typedef struct {
  SoupServer *server;
  OsrNamedHosts *hosts;
  OsrSafeFetch *fetch;
  guint port;
  guint requests;
  char *host;
  gboolean told_more; /* a header that tells of us */
  SoupServerMessage *waiting;
} Fixture;

static void
note_request (Fixture *self, SoupServerMessage *message)
{
  static const char *const telling[] = { "Cookie", "Referer", "Authorization", "Origin", "From" };
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  self->requests++;
  g_free (self->host);
  self->host = g_strdup (soup_message_headers_get_one (headers, "Host"));
  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    self->told_more |= soup_message_headers_get_one (headers, telling[i]) != NULL;
}

static void
answer_large (SoupServerMessage *message)
{
  char *bytes = g_malloc0 (OSR_SAFE_FETCH_MAX_BYTES + 1);

  /* without a length, so that only counting helps */
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_server_message_set_response (message, "image/jpeg", SOUP_MEMORY_TAKE, bytes,
                                    OSR_SAFE_FETCH_MAX_BYTES + 1);
}

static void
answer_slowly (Fixture *self, SoupServerMessage *message)
{
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "image/jpeg", NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                            "begin", 5);
  soup_server_message_pause (message);
  g_set_object (&self->waiting, message);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  Fixture *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *to = query != NULL ? g_hash_table_lookup (query, "to") : NULL;

  note_request (self, message);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "image/jpeg", SOUP_MEMORY_STATIC, "picture", 7);
  soup_message_headers_append (headers, "Set-Cookie", "who=office; Path=/");
  if (to != NULL)
    soup_server_message_set_redirect (message, 302, to);
  else if (g_str_equal (path, "/large"))
    answer_large (message);
  else if (g_str_equal (path, "/slow"))
    answer_slowly (self, message);
  else if (g_str_equal (path, "/bomb"))
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  else if (g_str_equal (path, "/page"))
    soup_message_headers_replace (headers, "Content-Type", "text/html; charset=utf-8");
  else if (g_str_equal (path, "/drawing"))
    soup_message_headers_replace (headers, "Content-Type", "image/svg+xml");
  else if (g_str_equal (path, "/gone"))
    soup_server_message_set_status (message, 404, NULL);
  else if (g_str_equal (path, "/busy"))
    soup_server_message_set_status (message, 503, NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *base = NULL;
  GSList *uris;

  self->server = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  g_assert_true (soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->hosts = osr_named_hosts_new ();
  self->fetch = osr_safe_fetch_new ();
  osr_safe_fetch_set_resolver (self->fetch, G_RESOLVER (self->hosts));
  base = g_strdup_printf ("http://photos.example:%u", self->port);
  osr_safe_fetch_allow (self->fetch, base);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->waiting != NULL)
    soup_server_message_unpause (self->waiting);
  g_clear_object (&self->waiting);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_object_unref (self->fetch);
  g_object_unref (self->hosts);
  g_free (self->host);
}

static OsrFetched *
get (Fixture *self, const char *address, GError **error)
{
  static const char *const types[] = { "image/jpeg", "image/png", NULL };
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_safe_fetch_get_async (self->fetch, address, types, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_safe_fetch_get_finish (self->fetch, result, error);
}

static OsrFetched *
get_path (Fixture *self, const char *path, GError **error)
{
  g_autofree char *address = g_strdup_printf ("http://photos.example:%u%s", self->port, path);

  return get (self, address, error);
}

static void
assert_refused (Fixture *self, const char *path, OsrNetError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrFetched) fetched = get_path (self, path, &error);

  g_assert_null (fetched);
  g_assert_error (error, OSR_NET_ERROR, (int) code);
}

static const struct {
  const char *address;
  gboolean open;
} addresses_of_hosts[] = {
  { PUBLIC, TRUE },
  { "8.8.8.8", TRUE },
  { "172.15.255.255", TRUE },
  { "172.32.0.1", TRUE },
  { "100.63.255.255", TRUE },
  { "100.128.0.1", TRUE },
  { "2a00:1450:4010:c0e::71", TRUE },
  { "64:ff9b::808:808", TRUE },
  { "2002:808:808::1", TRUE },
  { "::ffff:8.8.8.8", TRUE },
  { "0.0.0.0", FALSE },
  { "0.1.2.3", FALSE },
  { "10.0.0.1", FALSE },
  { "10.255.255.255", FALSE },
  { "100.64.0.1", FALSE },
  { "100.100.100.200", FALSE },
  { "100.127.255.255", FALSE },
  { "127.0.0.1", FALSE },
  { "127.255.255.254", FALSE },
  { "168.63.129.16", FALSE },
  { "169.254.169.254", FALSE },
  { "172.16.0.1", FALSE },
  { "172.31.255.255", FALSE },
  { "192.0.0.192", FALSE },
  { "192.0.2.1", FALSE },
  { "192.88.99.1", FALSE },
  { "192.168.1.1", FALSE },
  { "198.18.0.1", FALSE },
  { "198.19.255.255", FALSE },
  { "198.51.100.1", FALSE },
  { "203.0.113.1", FALSE },
  { "224.0.0.1", FALSE },
  { "239.255.255.255", FALSE },
  { "240.0.0.1", FALSE },
  { "255.255.255.255", FALSE },
  { "::", FALSE },
  { "::1", FALSE },
  { "::127.0.0.1", FALSE },
  { "::ffff:127.0.0.1", FALSE },
  { "::ffff:10.1.2.3", FALSE },
  { "::ffff:0:192.168.0.1", FALSE },
  { "64:ff9b::a00:1", FALSE },
  { "64:ff9b::a9fe:a9fe", FALSE },
  { "64:ff9b:1::a00:1", FALSE },
  { "2002:a00:1::1", FALSE },
  { "2002:7f00:1::1", FALSE },
  { "2001:0:4136:e378:8000:63bf:3fff:fdd2", FALSE },
  { "2001:db8::1", FALSE },
  { "3fff::1", FALSE },
  { "100::1", FALSE },
  { "fc00::1", FALSE },
  { "fd00:ec2::254", FALSE },
  { "fe80::1", FALSE },
  { "fec0::1", FALSE },
  { "ff02::1", FALSE },
};

static void
test_public_address_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses_of_hosts); i++) {
    g_autoptr (GInetAddress) address =
        g_inet_address_new_from_string (addresses_of_hosts[i].address);

    g_test_message ("%s", addresses_of_hosts[i].address);
    g_assert_nonnull (address);
    g_assert_cmpint (osr_safe_address_is_public (address), ==, addresses_of_hosts[i].open);
  }
}

/* None of these is even looked up. */
static void
test_address_two_readers_differ_on (void)
{
  static const char *const refused[] = {
    "",
    "photos.example/a.jpg",
    "file:///etc/passwd",
    "ftp://photos.example/a",
    "gopher://photos.example:70/",
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "http:///a",
    "http://./a",
    "http://a..b/",
    "http://who@photos.example/",
    "http://who:word@photos.example/",
    "http://@photos.example/",
    "http://photos.example@127.0.0.1/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://1.2.3.4.5/",
    "http://256.0.0.1/",
    "http://photos.0x/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[::1/",
    "http://photos.example\\@127.0.0.1/",
    "http://photos.example/a b",
    "http://photos.example/a\r\nX: y",
    "http://photos.example%2f@127.0.0.1/",
    "http://photos example/",
    "http://photos.example:99999/",
    "http://photos.example:-1/",
    "http://photos.example/\xff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GUri) uri = NULL;

    g_test_message ("address %u", i);
    uri = osr_safe_address_parse (refused[i], &error);
    g_assert_null (uri);
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  }
}

static void
test_address_is_read_as_it_is_asked_for (void)
{
  static const char *const table[][2] = {
    { "http://photos.example", "http://photos.example/" },
    { "HTTPS://photos.example/A?b=c#d", "https://photos.example/A?b=c" },
    { "http://photos.example./a", "http://photos.example/a" },
    { "http://фото.рф/a", "http://xn--n1aalg.xn--p1ai/a" },
    { "http://127。0。0。1/", "http://127.0.0.1/" },
    { "http://[2a00::1]:8080/", "http://[2a00::1]:8080/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GUri) uri = osr_safe_address_parse (table[i][0], &error);
    g_autofree char *text = NULL;

    g_assert_no_error (error);
    text = g_uri_to_string (uri);
    g_assert_cmpstr (text, ==, table[i][1]);
  }
}

static void
test_takes_a_picture_and_tells_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *host = g_strdup_printf ("photos.example:%u", self->port);

  osr_named_hosts_add (self->hosts, "photos.example", "127.0.0.1");
  for (guint i = 0; i < 2; i++) {
    g_autoptr (OsrFetched) fetched = get_path (self, "/one.jpg", &error);

    g_assert_no_error (error);
    g_assert_cmpstr (fetched->media_type, ==, "image/jpeg");
    g_assert_cmpmem (g_bytes_get_data (fetched->body, NULL), g_bytes_get_size (fetched->body),
                     "picture", 7);
  }
  g_assert_cmpstr (self->host, ==, host);
  g_assert_false (self->told_more);
}

static void
test_closed_addresses_are_not_connected_to (Fixture *self, gconstpointer data)
{
  static const char *const addresses[] = {
    "http://127.0.0.1/",        "http://[::1]/",         "http://[::ffff:127.0.0.1]/",
    "http://169.254.169.254/",  "http://inner.example/", "http://half.example/",
    "http://metadata.example/", "http://127。0。0。1/",  "https://inner.example./",
  };

  osr_named_hosts_add (self->hosts, "inner.example", "10.0.0.1");
  osr_named_hosts_add (self->hosts, "half.example", PUBLIC " 192.168.0.1");
  osr_named_hosts_add (self->hosts, "metadata.example", "fd00:ec2::254");
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrFetched) fetched = get (self, addresses[i], &error);

    g_assert_null (fetched);
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  }
}

/* The very server of this test, under its number and under another name. */
static void
test_own_server_is_reached_by_its_setting_only (Fixture *self, gconstpointer data)
{
  const char *const hosts[] = { "127.0.0.1", "other.example", "localhost" };

  osr_named_hosts_add (self->hosts, "other.example", "127.0.0.1");
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autofree char *address = g_strdup_printf ("http://%s:%u/one.jpg", hosts[i], self->port);
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrFetched) fetched = get (self, address, &error);

    g_assert_null (fetched);
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  }
  g_assert_cmpuint (self->requests, ==, 0);
}

static void
test_name_is_looked_up_once_a_step (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrFetched) fetched = NULL;

  osr_named_hosts_add (self->hosts, "photos.example", "127.0.0.1");
  osr_named_hosts_add (self->hosts, "photos.example", "127.255.255.1"); /* nobody listens there */
  fetched = get_path (self, "/one.jpg", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (osr_named_hosts_get_asked (self->hosts), ==, 1);
  g_assert_cmpuint (self->requests, ==, 1);
}

static void
test_rebound_name_is_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrFetched) fetched = NULL;

  osr_named_hosts_add (self->hosts, "photos.example", "127.0.0.1");
  osr_named_hosts_add (self->hosts, "turn.example", "192.168.0.7");
  osr_named_hosts_add (self->hosts, "turn.example", PUBLIC);
  fetched = get_path (self, "/a?to=http://turn.example/", &error);
  g_assert_null (fetched);
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpuint (osr_named_hosts_get_asked (self->hosts), ==, 2);
}

static void
test_redirect_is_checked_anew (Fixture *self, gconstpointer data)
{
  static const char *const targets[] = {
    "http://127.0.0.1/",          "http://169.254.169.254/latest/meta-data/",
    "http://inner.example/",      "file:///etc/passwd",
    "http://who@photos.example/", "http://2130706433/",
    "//inner.example/a",          "http://photos.example:22/",
    "http://[::ffff:a00:1]/",
  };

  osr_named_hosts_add (self->hosts, "photos.example", "127.0.0.1");
  osr_named_hosts_add (self->hosts, "inner.example", "10.0.0.1");
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++) {
    g_autofree char *path = g_strconcat ("/a?to=", targets[i], NULL);

    g_test_message ("%s", targets[i]);
    assert_refused (self, path, OSR_NET_ERROR_REJECTED);
  }
  g_assert_cmpuint (self->requests, ==, G_N_ELEMENTS (targets));
}

static void
test_https_is_not_left (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) base = osr_safe_address_parse ("https://photos.example/a", &error);
  g_autoptr (GUri) same = osr_safe_address_follow (base, "../b", &error);
  g_autoptr (GUri) down = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (same);
  down = osr_safe_address_follow (base, "http://photos.example/b", &error);
  g_assert_null (down);
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
}

/* (transfer full): "/a" led to it by @n redirects */
static char *
dup_chain (guint n)
{
  g_autofree char *path = g_strdup ("/end");

  for (guint i = 0; i < n; i++) {
    g_autofree char *escaped = g_uri_escape_string (path, NULL, FALSE);

    g_free (path);
    path = g_strconcat ("/a?to=", escaped, NULL);
  }
  return g_steal_pointer (&path);
}

static void
test_at_most_three_redirects (Fixture *self, gconstpointer data)
{
  g_autofree char *three = dup_chain (3);
  g_autofree char *four = dup_chain (4);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrFetched) fetched = NULL;

  osr_named_hosts_add (self->hosts, "photos.example", "127.0.0.1");
  fetched = get_path (self, three, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fetched);
  assert_refused (self, four, OSR_NET_ERROR_REJECTED);
  g_assert_false (self->told_more); /* the cookies of the first steps are not given back */
}

/* Before its name is looked up, and where a server leads. */
static void
test_keeps_to_its_hosts (Fixture *self, gconstpointer data)
{
  static const char *const hosts[] = { "example", NULL };
  static const char *const others[] = { "other.example", NULL };
  static const char *const places[] = { "http://photos.example.evil/", "http://photosexample/",
                                        "http://notexample/", "ftp://photos.example/", "example" };
  g_autofree char *there = dup_chain (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrFetched) fetched = NULL;

  osr_named_hosts_add (self->hosts, "photos.example", "127.0.0.1");
  osr_safe_fetch_keep_to (self->fetch, hosts);
  g_assert_true (osr_safe_fetch_would_ask (self->fetch, "https://Photos.EXAMPLE/a"));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_assert_false (osr_safe_fetch_would_ask (self->fetch, places[i]));
  fetched = get_path (self, there, &error);
  g_assert_no_error (error);
  assert_refused (self, "/a?to=http://photos.elsewhere/", OSR_NET_ERROR_REJECTED);
  osr_safe_fetch_keep_to (self->fetch, others);
  self->requests = 0;
  assert_refused (self, "/a", OSR_NET_ERROR_REJECTED);
  g_assert_cmpuint (self->requests, ==, 0);
}

static void
test_answers_that_are_not_taken (Fixture *self, gconstpointer data)
{
  osr_named_hosts_add (self->hosts, "photos.example", "127.0.0.1");
  assert_refused (self, "/large", OSR_NET_ERROR_PROTOCOL);
  assert_refused (self, "/bomb", OSR_NET_ERROR_PROTOCOL);
  assert_refused (self, "/page", OSR_NET_ERROR_REJECTED);
  assert_refused (self, "/drawing", OSR_NET_ERROR_REJECTED);
  assert_refused (self, "/gone", OSR_NET_ERROR_REJECTED);
  assert_refused (self, "/busy", OSR_NET_ERROR_TEMPORARY);
}

static void
test_slow_body_ends_in_time (Fixture *self, gconstpointer data)
{
  osr_named_hosts_add (self->hosts, "photos.example", "127.0.0.1");
  osr_safe_fetch_set_limit (self->fetch, 200);
  assert_refused (self, "/slow", OSR_NET_ERROR_TEMPORARY);
}

static void
test_cancelled_is_cancelled (Fixture *self, gconstpointer data)
{
  static const char *const types[] = { "image/jpeg", NULL };
  g_autofree char *address = g_strdup_printf ("http://photos.example:%u/slow", self->port);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  osr_named_hosts_add (self->hosts, "photos.example", "127.0.0.1");
  osr_safe_fetch_get_async (self->fetch, address, types, cancellable, osr_await_done, &slot);
  while (self->waiting == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  result = osr_await (&slot);
  g_assert_null (osr_safe_fetch_get_finish (self->fetch, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_hello_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  gsize n = 0;
  const char *hello = bytes != NULL ? g_bytes_get_data (bytes, &n) : NULL;

  *(gboolean *) data = n > 0 && memmem (hello, n, "photos.example", 14) != NULL;
  g_object_unref (g_object_steal_data (source, "connection")); /* closes it */
}

static void
on_hello (GObject *source, GAsyncResult *result, gpointer data)
{
  GSocketConnection *connection =
      g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, NULL);
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));

  g_object_set_data (G_OBJECT (stream), "connection", connection);
  g_input_stream_read_bytes_async (stream, 4096, G_PRIORITY_DEFAULT, NULL, on_hello_read, data);
}

/* The connection goes to the address; what TLS asks for, and holds the certificate against, is the
 * name. */
static void
test_tls_names_the_host (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = 0;
  gboolean named = FALSE;
  g_autofree char *base = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrFetched) fetched = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) there = NULL;

  g_assert_true (g_socket_listener_add_address (listener, any, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, &there, NULL));
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (there));
  base = g_strdup_printf ("https://photos.example:%u/", port);
  osr_named_hosts_add (self->hosts, "photos.example", "127.0.0.1");
  osr_safe_fetch_allow (self->fetch, base);
  g_socket_listener_accept_async (listener, NULL, on_hello, &named);
  fetched = get (self, base, &error);
  g_assert_null (fetched);
  g_assert_nonnull (error);
  g_assert_true (named);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/net/safe-fetch/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/safe-fetch/only-single-open-hosts-are-public", test_public_address_table);
  g_test_add_func ("/net/safe-fetch/an-address-two-readers-differ-on-is-refused",
                   test_address_two_readers_differ_on);
  g_test_add_func ("/net/safe-fetch/an-address-is-read-as-it-is-asked-for",
                   test_address_is_read_as_it_is_asked_for);
  g_test_add_func ("/net/safe-fetch/https-is-not-left", test_https_is_not_left);
  ADD ("takes-a-picture-and-tells-nothing", test_takes_a_picture_and_tells_nothing);
  ADD ("closed-addresses-are-not-connected-to", test_closed_addresses_are_not_connected_to);
  ADD ("own-server-is-reached-by-its-setting-only", test_own_server_is_reached_by_its_setting_only);
  ADD ("a-name-is-looked-up-once-a-step", test_name_is_looked_up_once_a_step);
  ADD ("a-rebound-name-is-refused", test_rebound_name_is_refused);
  ADD ("a-redirect-is-checked-anew", test_redirect_is_checked_anew);
  ADD ("at-most-three-redirects", test_at_most_three_redirects);
  ADD ("keeps-to-its-hosts", test_keeps_to_its_hosts);
  ADD ("answers-that-are-not-taken", test_answers_that_are_not_taken);
  ADD ("a-slow-body-ends-in-time", test_slow_body_ends_in_time);
  ADD ("cancelled-is-cancelled", test_cancelled_is_cancelled);
  ADD ("tls-names-the-host", test_tls_names_the_host);
  return g_test_run ();
}
