/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps wait in a queue per call; what is asked and not known fails the test by its 501. */
#include "social/bots/fake-answers.h"

#include <libsoup/soup.h>
#include <string.h>

#include "net/osr-await.h"

typedef struct {
  guint status;
  char *body;
} Step;

struct _FakeAnswers {
  SoupServer *server;
  char *base;
  GHashTable *usual; /* call → Step */
  GHashTable *next;  /* call → GQueue of Step */
  GHashTable *calls;
  GHashTable *headers; /* of the latest call */
  char *body;
  char *query;
  JsonNode *json;
};

static void
step_free (gpointer data)
{
  g_free (((Step *) data)->body);
  g_free (data);
}

static void
queue_free (gpointer data)
{
  g_queue_free_full (data, step_free);
}

static Step *
step_new (guint status, const char *body)
{
  Step *step = g_new0 (Step, 1);

  step->status = status;
  step->body = g_strdup (body != NULL ? body : "");
  return step;
}

static char *
name_of (SoupServerMessage *message, const char *path)
{
  if (g_str_has_prefix (path, "/bot"))
    return g_strdup (strrchr (path, '/') + 1);
  return g_strdup_printf ("%s %s", soup_server_message_get_method (message), path);
}

static void
keep_header (const char *name, const char *value, gpointer data)
{
  g_hash_table_replace (data, g_ascii_strdown (name, -1), g_strdup (value));
}

static void
remember (FakeAnswers *host, SoupServerMessage *message, const char *call)
{
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  guint calls = GPOINTER_TO_UINT (g_hash_table_lookup (host->calls, call)) + 1;

  g_hash_table_replace (host->calls, g_strdup (call), GUINT_TO_POINTER (calls));
  g_free (host->body);
  host->body = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_free (host->query);
  host->query = g_strdup (query != NULL ? query : "");
  g_hash_table_remove_all (host->headers);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), keep_header,
                                host->headers);
}

static void
answer (SoupServerMessage *message, const Step *step)
{
  if (step == NULL) {
    soup_server_message_set_status (message, 501, NULL);
  } else if (step->status == 0) {
    g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

    g_io_stream_close (stream, NULL, NULL);
  } else {
    soup_server_message_set_status (message, step->status, NULL);
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, step->body,
                                      strlen (step->body));
  }
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  FakeAnswers *host = user_data;
  g_autofree char *call = name_of (message, path);
  GQueue *queue = g_hash_table_lookup (host->next, call);
  Step *step = queue != NULL ? g_queue_pop_head (queue) : NULL;

  remember (host, message, call);
  answer (message, step != NULL ? step : g_hash_table_lookup (host->usual, call));
  if (step != NULL)
    step_free (step);
}

FakeAnswers *
fake_answers_new (void)
{
  FakeAnswers *host = g_new0 (FakeAnswers, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  host->usual = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, step_free);
  host->next = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, queue_free);
  host->calls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  host->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  host->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (host->server, NULL, on_request, host, NULL);
  soup_server_listen_local (host->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (host->server);
  host->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return host;
}

void
fake_answers_free (FakeAnswers *host)
{
  soup_server_disconnect (host->server);
  g_object_unref (host->server);
  g_hash_table_unref (host->usual);
  g_hash_table_unref (host->next);
  g_hash_table_unref (host->calls);
  g_hash_table_unref (host->headers);
  g_clear_pointer (&host->json, json_node_unref);
  g_free (host->body);
  g_free (host->query);
  g_free (host->base);
  g_free (host);
}

const char *
fake_answers_get_base (FakeAnswers *host)
{
  return host->base;
}

void
fake_answers_usual (FakeAnswers *host, const char *call, guint status, const char *body)
{
  g_hash_table_replace (host->usual, g_strdup (call), step_new (status, body));
}

void
fake_answers_next (FakeAnswers *host, const char *call, guint status, const char *body)
{
  GQueue *queue = g_hash_table_lookup (host->next, call);

  if (queue == NULL) {
    queue = g_queue_new ();
    g_hash_table_insert (host->next, g_strdup (call), queue);
  }
  g_queue_push_tail (queue, step_new (status, body));
}

guint
fake_answers_count (FakeAnswers *host, const char *call)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (host->calls, call));
}

const char *
fake_answers_last_body (FakeAnswers *host)
{
  return host->body;
}

const char *
fake_answers_last_query (FakeAnswers *host)
{
  return host->query;
}

const char *
fake_answers_last_header (FakeAnswers *host, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (host->headers, lower);
}

JsonObject *
fake_answers_last_json (FakeAnswers *host)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&host->json, json_node_unref);
  host->json = json_from_string (host->body, &error);
  g_assert_no_error (error);
  return json_node_get_object (host->json);
}

/* -- Calls of a connector -- */

OsrNetworkReading *
fake_answers_read (OsrNetwork *network, OsrNetworkAccount *account, const char *place,
                   GError **error)
{
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (account, 5, place, NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_network_read_async (network, round, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_read_finish (network, result, error);
}

OsrNetworkReply *
fake_answers_publish (OsrNetwork *network, OsrNetworkSending *sending, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_network_publish_async (network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_publish_finish (network, result, error);
}

OsrNetworkReply *
fake_answers_edit (OsrNetwork *network, OsrNetworkSending *sending, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_network_edit_async (network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_edit_finish (network, result, error);
}

gboolean
fake_answers_find (OsrNetwork *network, OsrNetworkSending *sending, OsrNetworkReply **reply,
                   GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_network_find_reply_async (network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_find_reply_finish (network, result, reply, error);
}

OsrNetworkCheck *
fake_answers_check (OsrNetwork *network, OsrNetworkAccount *account, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_network_check_async (network, account, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_check_finish (network, result, error);
}
