/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At most two requests a call: one for an address when none is known, one for the events; after
 * "failed" 2 or 3 the address is forgotten and the next round asks for another. */
#include "social/vk/osr-vk-long-poll.h"

#include <string.h>

#include "social/osr-network-dialect.h"
#include "social/vk/osr-vk-call.h"
#include "social/vk/osr-vk-mapper.h"

#define WAIT_SECONDS "1"
#define MAX_ANSWER   (4 * 1024 * 1024)

struct _OsrVkLongPoll {
  OsrVkClient *client;
  OsrHttpSession *session;
  GHashTable *places; /* account id → Place */
};

/* Where a community's events are: the key is as good as a token. */
typedef struct {
  char *server;
  char *key;
} Place;

typedef struct {
  OsrVkLongPoll *poll; /* borrowed */
  OsrNetworkAccount *account;
  char *ts;
} Ask;

static void
place_free (gpointer data)
{
  Place *place = data;

  explicit_bzero (place->key, strlen (place->key));
  g_free (place->key);
  g_free (place->server);
  g_free (place);
}

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  osr_network_account_unref (ask->account);
  g_free (ask->ts);
  g_free (ask);
}

OsrVkLongPoll *
osr_vk_long_poll_new (OsrVkClient *client, OsrHttpSession *session)
{
  OsrVkLongPoll *self = g_new0 (OsrVkLongPoll, 1);

  self->client = g_object_ref (client);
  self->session = g_object_ref (session);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  return self;
}

void
osr_vk_long_poll_free (OsrVkLongPoll *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->client);
  g_object_unref (self->session);
  g_hash_table_unref (self->places);
  g_free (self);
}

static GError *
fault_to_error (const OsrNetworkFault *fault)
{
  g_autofree char *line = osr_network_fault_describe (fault);

  return g_error_new_literal (OSR_NET_ERROR, (gint) fault->class, line);
}

/* "failed": 1 gives a new place; 2 and 3 a new address as well. */
static void
take_fault (GTask *task, OsrNetworkAnswer *answer)
{
  Ask *ask = g_task_get_task_data (task);
  const OsrNetworkFault *fault = answer->fault;

  if (g_strcmp0 (fault->name, "failed") != 0) {
    g_task_return_error (task, fault_to_error (fault));
    return;
  }
  if (g_strcmp0 (fault->code, "1") != 0)
    g_hash_table_remove (ask->poll->places, ask->account->id);
  if (g_strcmp0 (fault->code, "2") != 0) {
    g_free (ask->ts);
    ask->ts = g_strdup (fault->place);
  }
  g_task_return_pointer (task, osr_network_answer_new (), (GDestroyNotify) osr_network_answer_free);
}

static void
take_events (GTask *task, OsrNetworkAnswer *answer)
{
  Ask *ask = g_task_get_task_data (task);

  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_PLACE) {
      g_free (ask->ts);
      ask->ts = g_strdup (record->value);
    }
  }
  g_task_return_pointer (task, answer, (GDestroyNotify) osr_network_answer_free);
}

static void
on_events (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);
  OsrNetworkQuestion question = { ask->account, "longpoll" };
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrHttpAnswer) answer =
      osr_http_session_send_finish (OSR_HTTP_SESSION (source), result, &error);
  g_autoptr (OsrNetworkAnswer) events = NULL;
  const char *bytes;
  gsize length;

  if (answer != NULL && !osr_http_answer_is_success (answer))
    g_set_error (&error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY, "longpoll: HTTP status %u",
                 osr_http_answer_get_status (answer));
  if (error == NULL) {
    bytes = g_bytes_get_data (osr_http_answer_get_body (answer), &length);
    events = osr_network_parse (&question, bytes != NULL ? bytes : "", length, &error);
  }
  if (events == NULL) {
    g_hash_table_remove (ask->poll->places, ask->account->id);
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (events->fault != NULL) {
    take_fault (task, events);
  } else {
    take_events (task, g_steal_pointer (&events));
  }
}

static void
ask_events (GTask *task, const Place *place)
{
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("GET", place->server);

  osr_http_request_add_field (request, "act", "a_check");
  osr_http_request_add_field (request, "key", place->key);
  osr_http_request_add_field (request, "ts", ask->ts);
  osr_http_request_add_field (request, "wait", WAIT_SECONDS);
  osr_http_request_set_max_answer (request, MAX_ANSWER);
  osr_http_session_send_async (ask->poll->session, request, g_task_get_cancellable (task),
                               on_events, g_object_ref (task));
}

static char *
dup_value (OsrNetworkAnswer *answer, OsrNetworkRecordKind kind, const char *name)
{
  for (guint i = 0; answer != NULL && i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == kind && g_strcmp0 (record->name, name) == 0)
      return g_strdup (record->value);
  }
  return NULL;
}

/* Where VK sends us must be VK's, or the host that the account names: a key goes there. */
static Place *
place_new (OsrNetworkAccount *account, OsrNetworkAnswer *answer, GError **error)
{
  g_autofree char *server = dup_value (answer, OSR_NETWORK_RECORD_ADDRESS, "server");
  g_autofree char *key = dup_value (answer, OSR_NETWORK_RECORD_ADDRESS, "key");
  Place *place;

  if (server == NULL || key == NULL || !osr_vk_owns_address (account, server)) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                 "groups.getLongPollServer: no address of the network's own");
    return NULL;
  }
  place = g_new0 (Place, 1);
  place->server = g_steal_pointer (&server);
  place->key = g_steal_pointer (&key);
  return place;
}

static void
on_server (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);
  OsrNetworkQuestion question = { ask->account, "groups.getLongPollServer" };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  g_autoptr (OsrNetworkAnswer) answer = NULL;
  Place *place = NULL;

  if (response != NULL)
    answer = osr_network_parse_result (&question, response, &error);
  if (answer != NULL)
    place = place_new (ask->account, answer, &error);
  if (place == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (ask->ts == NULL)
    ask->ts = dup_value (answer, OSR_NETWORK_RECORD_PLACE, "ts");
  g_hash_table_replace (ask->poll->places, g_strdup (ask->account->id), place);
  if (ask->ts != NULL)
    ask_events (task, place);
  else
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                             "groups.getLongPollServer: no place to begin at");
}

void
osr_vk_long_poll_async (OsrVkLongPoll *self, OsrNetworkAccount *account, const char *ts,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self->client, cancellable, callback, user_data);
  const Place *place = g_hash_table_lookup (self->places, account->id);
  Ask *ask = g_new0 (Ask, 1);
  OsrVkCall *call;

  g_task_set_source_tag (task, osr_vk_long_poll_async);
  ask->poll = self;
  ask->account = osr_network_account_ref (account);
  ask->ts = g_strdup (ts);
  g_task_set_task_data (task, ask, ask_free);
  if (place != NULL && ts != NULL) {
    ask_events (task, place);
    return;
  }
  call = osr_vk_call_new (account, "groups.getLongPollServer", OSR_VK_ASK);
  osr_vk_call_add_int (call, "group_id", osr_vk_account_group (account));
  osr_vk_client_call_async (self->client, call, cancellable, on_server, g_steal_pointer (&task));
}

OsrNetworkAnswer *
osr_vk_long_poll_finish (GAsyncResult *result, char **ts, GError **error)
{
  Ask *ask = g_task_get_task_data (G_TASK (result));
  OsrNetworkAnswer *answer = g_task_propagate_pointer (G_TASK (result), error);

  *ts = answer != NULL ? g_strdup (ask->ts) : NULL;
  return answer;
}
