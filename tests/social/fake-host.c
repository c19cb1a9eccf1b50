/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The script is a queue; a form's fields are put beside those of the query. */
#include "social/fake-host.h"

#include <libsoup/soup.h>
#include <string.h>

#include "net/osr-await.h"

typedef struct {
  guint status; /* 0: drop the connection */
  char *headers;
  GBytes *body;
} Step;

struct _FakeHost {
  SoupServer *server;
  char *url;
  GQueue script; /* of Step */
  GPtrArray *requests;
};

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->headers);
  g_clear_pointer (&step->body, g_bytes_unref);
  g_free (step);
}

static void
request_free (gpointer data)
{
  FakeRequest *request = data;

  g_free (request->verb);
  g_free (request->path);
  g_hash_table_unref (request->fields);
  g_hash_table_unref (request->headers);
  g_free (request->body);
  g_free (request);
}

static void
keep_fields (GHashTable *fields, GHashTable *more)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, more);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_replace (fields, g_strdup (name), g_strdup (value));
}

static void
keep_header (const char *name, const char *value, gpointer user_data)
{
  g_hash_table_replace (user_data, g_ascii_strdown (name, -1), g_strdup (value));
}

static FakeRequest *
keep_request (SoupServerMessage *message, const char *path, GHashTable *query)
{
  FakeRequest *request = g_new0 (FakeRequest, 1);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *type;

  request->verb = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (path);
  request->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  request->body = g_strndup (body->data != NULL ? body->data : "", (gsize) body->length);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), keep_header,
                                request->headers);
  if (query != NULL)
    keep_fields (request->fields, query);
  type = g_hash_table_lookup (request->headers, "content-type");
  if (type != NULL && g_str_has_prefix (type, "application/x-www-form-urlencoded")) {
    g_autoptr (GHashTable) form = soup_form_decode (request->body);

    keep_fields (request->fields, form);
  }
  return request;
}

static void
set_headers (SoupServerMessage *message, const char *headers)
{
  g_auto (GStrv) lines = g_strsplit (headers != NULL ? headers : "", "\n", -1);

  for (char **line = lines; *line != NULL; line++) {
    g_auto (GStrv) parts = g_strsplit (*line, ": ", 2);

    if (g_strv_length (parts) == 2)
      soup_message_headers_replace (soup_server_message_get_response_headers (message), parts[0],
                                    parts[1]);
  }
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  FakeHost *host = user_data;
  Step *step = g_queue_pop_head (&host->script);
  gsize size = 0;
  const char *bytes;

  g_ptr_array_add (host->requests, keep_request (message, path, query));
  g_assert_nonnull (step);
  if (step->status == 0) {
    g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

    g_io_stream_close (stream, NULL, NULL);
    step_free (step);
    return;
  }
  soup_server_message_set_status (message, step->status, NULL);
  /* A connection kept open and then closed would be asked a second time. */
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
  bytes = step->body != NULL ? g_bytes_get_data (step->body, &size) : NULL;
  if (bytes != NULL)
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, bytes, size);
  set_headers (message, step->headers);
  step_free (step);
}

FakeHost *
fake_host_new (void)
{
  FakeHost *host = g_new0 (FakeHost, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  host->server = soup_server_new (NULL, NULL);
  host->requests = g_ptr_array_new_with_free_func (request_free);
  g_queue_init (&host->script);
  soup_server_add_handler (host->server, NULL, on_request, host, NULL);
  soup_server_listen_local (host->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (host->server);
  host->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return host;
}

void
fake_host_free (FakeHost *host)
{
  g_assert_cmpuint (g_queue_get_length (&host->script), ==, 0);
  soup_server_disconnect (host->server);
  g_object_unref (host->server);
  g_ptr_array_unref (host->requests);
  g_free (host->url);
  g_free (host);
}

const char *
fake_host_url (FakeHost *host)
{
  return host->url;
}

static void
add_step (FakeHost *host, guint status, const char *headers, GBytes *body)
{
  Step *step = g_new0 (Step, 1);

  step->status = status;
  step->headers = g_strdup (headers);
  step->body = body;
  g_queue_push_tail (&host->script, step);
}

void
fake_host_answer (FakeHost *host, guint status, const char *headers, const char *body)
{
  add_step (host, status, headers, body != NULL ? g_bytes_new (body, strlen (body)) : NULL);
}

void
fake_host_answer_bytes (FakeHost *host, const char *headers, const char *bytes, gsize length)
{
  add_step (host, 200, headers, g_bytes_new (bytes, length));
}

void
fake_host_drop (FakeHost *host)
{
  add_step (host, 0, NULL, NULL);
}

guint
fake_host_count (FakeHost *host)
{
  return host->requests->len;
}

const FakeRequest *
fake_host_get (FakeHost *host, guint i)
{
  g_assert_cmpuint (i, <, host->requests->len);
  return host->requests->pdata[i];
}

const char *
fake_host_field (FakeHost *host, guint i, const char *name)
{
  return g_hash_table_lookup (fake_host_get (host, i)->fields, name);
}

const char *
fake_host_header (FakeHost *host, guint i, const char *name)
{
  return g_hash_table_lookup (fake_host_get (host, i)->headers, name);
}

OsrNetworkReading *
fake_host_read (OsrNetwork *network, OsrNetworkRound *round, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  osr_network_read_async (network, round, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_read_finish (network, result, error);
}

OsrNetworkReply *
fake_host_publish (OsrNetwork *network, OsrNetworkSending *sending, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  osr_network_publish_async (network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_publish_finish (network, result, error);
}

OsrNetworkReply *
fake_host_edit (OsrNetwork *network, OsrNetworkSending *sending, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  osr_network_edit_async (network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_edit_finish (network, result, error);
}

gboolean
fake_host_find (OsrNetwork *network, OsrNetworkSending *sending, OsrNetworkReply **reply,
                GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  osr_network_find_reply_async (network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_find_reply_finish (network, result, reply, error);
}

OsrNetworkCheck *
fake_host_check (OsrNetwork *network, OsrNetworkAccount *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  osr_network_check_async (network, account, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_check_finish (network, result, error);
}
