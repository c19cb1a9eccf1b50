/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts follow one another, since VK's pace allows no more. What the walk has read is the newest
 * there is: an event about the same comment adds nothing. */
#include "social/vk/osr-vk-round.h"

#include "core/osr-json.h"
#include "social/osr-network-dialect.h"
#include "social/vk/osr-vk-completion.h"
#include "social/vk/osr-vk-reading.h"
#include "social/vk/osr-vk-wall-search.h"

#define MAX_WORDS    10 /* searches a round */
#define SEARCH_COUNT 100
/* What was written while VK was still taking it into its index. */
#define SEARCH_OVERLAP (60 * 60) /* s */
#define MAX_PLACE      4096

typedef struct {
  OsrVkLongPoll *poll;
  OsrNetworkRound *round;
  OsrNetworkReading *reading;
  GHashTable *seen; /* "owner/id" of its messages */
  GPtrArray *told;  /* of OsrNetworkMessage: what the events say beyond the walk */
  char *ts;
  char *next_ts;   /* (nullable): the place once they are taken */
  gint64 found_at; /* s, of the newest hit; 0 before the first */
  gint64 newest;
  guint word;
  JsonObject *walls; /* nullable: what the search of walls keeps */
} Round;

static void search_next (GTask *task);

static void
round_free (gpointer data)
{
  Round *self = data;

  osr_network_round_unref (self->round);
  g_clear_pointer (&self->reading, osr_network_reading_unref);
  g_hash_table_unref (self->seen);
  g_clear_pointer (&self->told, g_ptr_array_unref);
  g_free (self->ts);
  g_free (self->next_ts);
  g_clear_pointer (&self->walls, json_object_unref);
  g_free (self);
}

/* A place of another version of the program is none. */
static void
read_place (Round *self)
{
  g_autoptr (JsonObject) place = NULL;

  if (self->round->place == NULL)
    return;
  place = osr_json_read_object (self->round->place, -1, MAX_PLACE, "place", NULL);
  if (place == NULL)
    return;
  self->ts = g_strdup (osr_json_get_string (place, "ts"));
  self->found_at = MAX (osr_json_get_int (place, "found_at", 0), 0);
  self->newest = self->found_at;
  self->walls = osr_json_get_object (place, "walls");
  if (self->walls != NULL)
    json_object_ref (self->walls);
}

static char *
write_place (const Round *self)
{
  g_autoptr (JsonObject) place = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  if (self->ts != NULL)
    json_object_set_string_member (place, "ts", self->ts);
  if (self->newest > 0)
    json_object_set_int_member (place, "found_at", self->newest);
  if (self->walls != NULL)
    json_object_set_object_member (place, "walls", json_object_ref (self->walls));
  json_node_set_object (node, place);
  return osr_json_write (node);
}

static void
finish (GTask *task)
{
  Round *self = g_task_get_task_data (task);

  self->reading->place = write_place (self);
  g_task_return_pointer (task, osr_network_reading_ref (self->reading),
                         (GDestroyNotify) osr_network_reading_unref);
}

static char *
key_of (const OsrNetworkMessage *message)
{
  return g_strdup_printf ("%s/%s", message->owner_id, message->native_id);
}

/* Comments of topics, photos, videos and goods have numbers of their own, which repeat those of the wall:
 * "topic5_77". */
static void
set_apart (OsrNetworkMessage *message)
{
  char *apart;

  if (*message->post_id == '\0' || g_ascii_isdigit (*message->post_id) ||
      *message->native_id == '\0')
    return;
  apart = g_strdup_printf ("%s_%s", message->post_id, message->native_id);
  g_free (message->native_id);
  message->native_id = apart;
}

static void
take (Round *self, GPtrArray *messages, OsrNetworkMessage *message)
{
  g_autofree char *key = NULL;

  set_apart (message);
  key = key_of (message);
  if (*message->native_id != '\0' && *message->owner_id != '\0' &&
      g_hash_table_add (self->seen, g_steal_pointer (&key)))
    g_ptr_array_add (messages, osr_network_message_ref (message));
}

static gboolean
is_comment (OsrNetworkRecordKind kind)
{
  return kind == OSR_NETWORK_RECORD_MESSAGE || kind == OSR_NETWORK_RECORD_EDITED ||
         kind == OSR_NETWORK_RECORD_REMOVED || kind == OSR_NETWORK_RECORD_RESTORED;
}

/* The last word about a comment counts. */
static void
take_events (Round *self, OsrNetworkAnswer *answer)
{
  for (guint i = answer->records->len; i > 0; i--) {
    const OsrNetworkRecord *record = answer->records->pdata[i - 1];

    if (record->message != NULL && is_comment (record->kind))
      take (self, self->told, record->message);
  }
}

/* While their authors have no name yet, events are left, and the next round hears them again; the very
 * first have no place to come back to. */
static void
on_completed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  osr_vk_complete_finish (OSR_VK_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (error != NULL)
    g_info ("The events of \"%s\" are not whole: %s", self->round->account->id, error->message);
  if (error == NULL || self->ts == NULL) {
    g_ptr_array_extend_and_steal (self->reading->messages, g_steal_pointer (&self->told));
    g_free (self->ts);
    self->ts = g_steal_pointer (&self->next_ts);
  }
  search_next (task);
}

static void
on_events (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer = osr_vk_long_poll_finish (result, &self->next_ts, &error);

  if (answer != NULL) {
    take_events (self, answer);
    osr_vk_complete_async (g_task_get_source_object (task), self->round->account, self->told,
                           g_task_get_cancellable (task), on_completed, g_object_ref (task));
    return;
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  } else {
    g_info ("The long poll of \"%s\" is silent: %s", self->round->account->id, error->message);
  }
  search_next (task);
}

/* Posts and comments alike: what people say of the region anywhere. */
static void
take_hits (Round *self, OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];
    OsrInstant at;

    if (record->message == NULL)
      continue;
    take (self, self->reading->messages, record->message);
    at = record->message->published_at;
    if (at != OSR_INSTANT_UNKNOWN)
      self->newest = MAX (self->newest, at / G_USEC_PER_SEC);
  }
}

static void
on_walls (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) found = NULL;
  JsonObject *kept = NULL;
  GError *error = NULL;

  found = osr_vk_search_walls_finish (OSR_VK_CLIENT (source), result, &kept, &error);
  if (found == NULL) {
    g_task_return_error (task, error);
    return;
  }
  for (guint i = 0; i < found->len; i++)
    take (self, self->reading->messages, found->pdata[i]);
  g_clear_pointer (&self->walls, json_object_unref);
  self->walls = kept;
  finish (task);
}

static void
on_hits (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *self = g_task_get_task_data (task);
  OsrNetworkQuestion question = { self->round->account, "newsfeed.search" };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  g_autoptr (OsrNetworkAnswer) answer = NULL;

  if (response != NULL)
    answer = osr_network_parse_result (&question, response, &error);
  if (answer != NULL) {
    take_hits (self, answer);
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  } else {
    g_info ("The search of \"%s\" found nothing: %s", self->round->account->id, error->message);
    self->newest = self->found_at; /* what was missed is looked for again */
    self->word = MAX_WORDS;
  }
  search_next (task);
}

static void
search_next (GTask *task)
{
  Round *self = g_task_get_task_data (task);
  GStrv words = self->round->words;
  OsrVkCall *call;

  if (words == NULL) {
    finish (task);
    return;
  }
  if (self->word >= MAX_WORDS || words[self->word] == NULL) {
    osr_vk_search_walls_async (g_task_get_source_object (task), self->round, self->walls,
                               g_task_get_cancellable (task), on_walls, g_object_ref (task));
    return;
  }
  call = osr_vk_call_new (self->round->account, "newsfeed.search", OSR_VK_READ);
  osr_vk_call_add (call, "q", words[self->word++]);
  osr_vk_call_add_int (call, "count", SEARCH_COUNT);
  osr_vk_call_add_int (call, "extended", 1);
  if (self->found_at > 0)
    osr_vk_call_add_int (call, "start_time", MAX (self->found_at - SEARCH_OVERLAP, 0));
  osr_vk_client_call_async (g_task_get_source_object (task), call, g_task_get_cancellable (task),
                            on_hits, g_object_ref (task));
}

static void
on_walked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *self = g_task_get_task_data (task);
  OsrNetworkAccount *account = self->round->account;
  GError *error = NULL;

  self->reading = osr_vk_read_finish (OSR_VK_CLIENT (source), result, &error);
  if (self->reading == NULL) {
    g_task_return_error (task, error);
    return;
  }
  for (guint i = 0; i < self->reading->messages->len; i++)
    g_hash_table_add (self->seen, key_of (self->reading->messages->pdata[i]));
  if (self->poll != NULL && account->write_token != NULL)
    osr_vk_long_poll_async (self->poll, account, self->ts, g_task_get_cancellable (task), on_events,
                            g_object_ref (task));
  else
    search_next (task);
}

void
osr_vk_round_async (OsrVkClient *client, OsrVkLongPoll *poll, OsrNetworkRound *round,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Round *self = g_new0 (Round, 1);

  g_task_set_source_tag (task, osr_vk_round_async);
  self->poll = poll;
  self->round = osr_network_round_ref (round);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->told = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_network_message_unref);
  g_task_set_task_data (task, self, round_free);
  read_place (self);
  osr_vk_read_async (client, round->account, round->posts, cancellable, on_walked, task);
}

OsrNetworkReading *
osr_vk_round_finish (OsrVkClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
