/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the connectors have in common on the way to a host: authorities trusted by one account alone, turns,
 * statuses of somebody in between, forms. */
#include "social/osr-network-caller.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <unistd.h>

#include "net/osr-await.h"
#include "social/call/osr-network-form.h"
#include "social/bots/fake-answers.h"
#include "social/max/osr-max-client.h"

typedef struct {
  SoupServer *server;
  char *base;
  OsrNetworkCaller *caller;
} Secure;

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  const char *body = "{\"user_id\":77,\"first_name\":\"Ответы\"}";

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
set_up (Secure *secure, gconstpointer certificate)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "tls", certificate, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) own = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  GSList *uris;

  g_assert_no_error (error);
  secure->server = soup_server_new ("tls-certificate", own, NULL);
  soup_server_add_handler (secure->server, NULL, on_request, NULL, NULL);
  soup_server_listen_local (secure->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY | SOUP_SERVER_LISTEN_HTTPS, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (secure->server);
  secure->base = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  secure->caller = osr_network_caller_new (session, 0);
}

static void
tear_down (Secure *secure, gconstpointer certificate)
{
  soup_server_disconnect (secure->server);
  g_object_unref (secure->server);
  g_object_unref (secure->caller);
  g_free (secure->base);
}

/* Asks who the bot is; @authority: (nullable): a file of certificates */
static OsrNetworkAnswer *
ask (Secure *secure, const char *authority, GError **error)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("max", "m", "-700");
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  osr_network_account_set_hosts (account, secure->base, NULL, NULL);
  osr_network_account_set_tokens (account, NULL, "canary");
  if (authority != NULL)
    osr_network_account_set_option (account, "ca-file", authority);
  osr_network_caller_call_async (secure->caller,
                                 osr_max_call_new (account, "GET", "/me", NULL, NULL), NULL,
                                 osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_caller_call_finish (secure->caller, result, error);
}

static void
test_own_authority (Secure *secure, gconstpointer certificate)
{
  g_autofree char *authority = g_test_build_filename (G_TEST_DIST, "tls", "authority.pem", NULL);
  g_autoptr (OsrNetworkAnswer) trusted = NULL;
  g_autoptr (GError) error = NULL;

  trusted = ask (secure, authority, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (trusted->records->len, >, 0);

  /* another account does not trust it; nothing was sent */
  g_assert_null (ask (secure, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE);
}

static void
test_certificate_of_another_host (Secure *secure, gconstpointer certificate)
{
  g_autofree char *authority = g_test_build_filename (G_TEST_DIST, "tls", "authority.pem", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (secure, authority, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE);
}

static void
test_authority_that_is_not_there (Secure *secure, gconstpointer certificate)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (secure, "/nowhere/authority.pem", &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
}

/* -- Without a host -- */

static const struct {
  guint status;
  OsrNetError writing, reading;
} statuses[] = {
  { 301, OSR_NET_ERROR_UNCERTAIN, OSR_NET_ERROR_PROTOCOL },
  { 400, OSR_NET_ERROR_REJECTED, OSR_NET_ERROR_REJECTED },
  { 401, OSR_NET_ERROR_AUTH, OSR_NET_ERROR_AUTH },
  { 404, OSR_NET_ERROR_REJECTED, OSR_NET_ERROR_REJECTED },
  { 408, OSR_NET_ERROR_UNCERTAIN, OSR_NET_ERROR_TEMPORARY },
  { 429, OSR_NET_ERROR_RATE_LIMITED, OSR_NET_ERROR_RATE_LIMITED },
  { 499, OSR_NET_ERROR_UNCERTAIN, OSR_NET_ERROR_TEMPORARY },
  { 500, OSR_NET_ERROR_UNCERTAIN, OSR_NET_ERROR_TEMPORARY },
  { 504, OSR_NET_ERROR_UNCERTAIN, OSR_NET_ERROR_TEMPORARY },
};

static void
test_statuses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_assert_cmpint (osr_network_judge_status (statuses[i].status, TRUE), ==, statuses[i].writing);
    g_assert_cmpint (osr_network_judge_status (statuses[i].status, FALSE), ==, statuses[i].reading);
  }
}

static void
test_scrub (void)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("ok", "o", "1");
  g_autofree char *clean = NULL;

  osr_network_account_set_tokens (account, "read/1", "write");
  osr_network_account_set_edit_token (account, "edit");
  osr_network_account_set_secret_key (account, "key");
  clean = osr_network_scrub (account, "a read/1 b read%2F1 c write\nd edit e key f");
  g_assert_cmpstr (clean, ==, "a … b … c … d … e … f");
}

/* (transfer full): a file with these bytes, of which the name is gone already */
static OsrHttpFile *
open_file (const char *bytes, gssize length, char **path)
{
  g_autoptr (GError) error = NULL;
  OsrHttpFile *file;
  int fd = g_file_open_tmp (NULL, path, &error);

  g_assert_no_error (error);
  close (fd);
  g_assert_true (g_file_set_contents (*path, bytes, length, NULL));
  file = osr_http_file_open (*path, &error);
  g_assert_no_error (error);
  g_unlink (*path);
  return file;
}

/* (transfer full): all of @pieces; lets go of @before */
static GBytes *
read_all (OsrHttpPieces *pieces, GBytes *before)
{
  g_autoptr (GInputStream) stream = osr_http_pieces_open (pieces);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_bytes_unref (before);
  g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* Names that would end the header of a part do not. */
static void
test_form (void)
{
  g_autoptr (OsrNetworkFile) file =
      osr_network_file_new ("d", "/p", "a\"\r\nX: y", "text/plain\r\nX: y", 3);
  g_autofree char *path = NULL;
  g_autoptr (OsrHttpFile) content = open_file ("a\0b", 3, &path);
  g_autoptr (OsrHttpPieces) pieces = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *content_type = NULL;
  OsrNetworkForm *form = osr_network_form_new ();
  const char *data;
  gsize size;

  osr_network_form_add (form, "name", "значение");
  osr_network_form_add_file (form, "file", file, content);
  pieces = osr_network_form_end (form, &content_type);
  stream = osr_http_pieces_open (pieces);
  body = g_input_stream_read_bytes (stream, 1, NULL, NULL);
  g_assert_cmpuint (g_bytes_get_size (body), ==, 1); /* each time from the beginning */
  body = read_all (pieces, g_steal_pointer (&body));
  data = g_bytes_get_data (body, &size);
  g_assert_null (g_strstr_len (data, (gssize) size, "\nX: y"));
  g_assert_nonnull (g_strstr_len (data, (gssize) size, "name=\"name\"\r\n\r\nзначение\r\n"));
  g_assert_cmpmem (data + size - strlen ("a.b\r\n--") - 36 - strlen ("--\r\n"), 3, "a\0b", 3);
  g_assert_true (g_str_has_suffix (content_type, strchr (content_type, '=')));
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  osr_await_done (source, result, user_data);
}

/* Two writing calls to one chat are half a second apart, a reading one waits for neither. */
static void
test_turns (void)
{
  FakeAnswers *host = fake_answers_new ();
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  g_autoptr (OsrNetworkCaller) caller = osr_network_caller_new (session, 0);
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("max", "m", "-700");
  g_autoptr (JsonObject) body = json_object_new ();
  GAsyncResult *slots[3] = { NULL };
  gint64 began = g_get_monotonic_time ();
  GAsyncResult *results[3];

  osr_network_account_set_hosts (account, fake_answers_get_base (host), NULL, NULL);
  osr_network_account_set_tokens (account, NULL, "t");
  osr_network_caller_set_pace (caller, 20);
  fake_answers_usual (host, "POST /messages/p/comments", 200, "{\"success\":true}");
  fake_answers_usual (host, "GET /me", 200, "{\"user_id\":77}");
  for (guint i = 0; i < 2; i++)
    osr_network_caller_call_async (
        caller, osr_max_call_new (account, "POST", "/messages/p/comments", body, NULL), NULL,
        on_done, &slots[i]);
  osr_network_caller_call_async (caller, osr_max_call_new (account, "GET", "/me", NULL, NULL), NULL,
                                 on_done, &slots[2]);
  results[2] = osr_await (&slots[2]);
  g_assert_cmpuint (fake_answers_count (host, "POST /messages/p/comments"), <=, 1);
  results[1] = osr_await (&slots[1]);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 550 * 1000 / 5 - 1000);
  results[0] = osr_await (&slots[0]);
  for (guint i = 0; i < 3; i++)
    g_object_unref (results[i]);
  fake_answers_free (host);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/social/network-caller/own-authority", Secure, "loopback.pem", set_up,
              test_own_authority, tear_down);
  g_test_add ("/social/network-caller/certificate-of-another-host", Secure, "another.pem", set_up,
              test_certificate_of_another_host, tear_down);
  g_test_add ("/social/network-caller/authority-not-there", Secure, "loopback.pem", set_up,
              test_authority_that_is_not_there, tear_down);
  g_test_add_func ("/social/network-caller/statuses", test_statuses);
  g_test_add_func ("/social/network-caller/secrets-are-scrubbed", test_scrub);
  g_test_add_func ("/social/network-caller/form", test_form);
  g_test_add_func ("/social/network-caller/turns", test_turns);
  return g_test_run ();
}
