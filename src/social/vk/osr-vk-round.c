/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts follow one another, since VK's pace allows no more. What the walk has read is the newest
 * there is: an event about the same comment adds nothing. Events name people by number only, so their
 * names are asked for. */
#include "social/vk/osr-vk-round.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/osr-network-dialect.h"
#include "social/vk/osr-vk-parser.h"
#include "social/vk/osr-vk-reading.h"

#define MAX_WORDS    10  /* searches a round */
#define MAX_NAMES    100 /* people asked for in a round */
#define SEARCH_COUNT 100
/* What was written while VK was still taking it into its index. */
#define SEARCH_OVERLAP (60 * 60) /* s */
#define MAX_PLACE      4096

typedef struct {
  OsrVkLongPoll *poll;
  OsrNetworkRound *round;
  OsrNetworkReading *reading;
  GHashTable *seen; /* "owner/id" of its messages */
  char *ts;
  gint64 found_at; /* s, of the newest hit; 0 before the first */
  gint64 newest;
  guint word;
} Round;

static void search_next (GTask *task);

static void
round_free (gpointer data)
{
  Round *self = data;

  osr_network_round_unref (self->round);
  g_clear_pointer (&self->reading, osr_network_reading_unref);
  g_hash_table_unref (self->seen);
  g_free (self->ts);
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

static void
take (Round *self, OsrNetworkMessage *message)
{
  g_autofree char *key = key_of (message);

  if (*message->native_id != '\0' && *message->owner_id != '\0' &&
      g_hash_table_add (self->seen, g_steal_pointer (&key)))
    g_ptr_array_add (self->reading->messages, osr_network_message_ref (message));
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
      take (self, record->message);
  }
}

/* (nullable): the author, a person, whom VK has not named */
static const char *
get_unnamed (const OsrNetworkMessage *message)
{
  const char *id = message->author_id;
  gboolean person = id != NULL && g_ascii_isdigit (*id) && !message->deleted;

  return person && g_str_has_prefix (message->author_name, "id") &&
                 g_str_equal (message->author_name + strlen ("id"), id)
             ? id
             : NULL;
}

static void
keep_names (Round *self, GHashTable *names)
{
  for (guint i = 0; i < self->reading->messages->len; i++) {
    OsrNetworkMessage *message = self->reading->messages->pdata[i];
    const char *unnamed = get_unnamed (message);
    gint64 id = unnamed != NULL ? g_ascii_strtoll (unnamed, NULL, 10) : 0;
    const char *name = unnamed != NULL ? g_hash_table_lookup (names, &id) : NULL;

    if (name != NULL) {
      g_free (message->author_name);
      message->author_name = g_strdup (name);
    }
  }
}

static void
on_names (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  g_autoptr (GHashTable) names = response != NULL ? osr_vk_parse_names (response) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (names != NULL)
    keep_names (self, names);
  else
    g_info ("Nobody is named to \"%s\": %s", self->round->account->id, error->message);
  search_next (task);
}

static void
name_people (GTask *task)
{
  Round *self = g_task_get_task_data (task);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) list = g_string_new (NULL);
  OsrVkCall *call;

  for (guint i = 0; i < self->reading->messages->len && g_hash_table_size (ids) < MAX_NAMES; i++) {
    const char *id = get_unnamed (self->reading->messages->pdata[i]);

    if (id != NULL && g_hash_table_add (ids, (gpointer) id))
      g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "", id);
  }
  if (list->len == 0) {
    search_next (task);
    return;
  }
  call = osr_vk_call_new (self->round->account, "users.get", OSR_VK_READ);
  osr_vk_call_add (call, "user_ids", list->str);
  osr_vk_client_call_async (g_task_get_source_object (task), call, g_task_get_cancellable (task),
                            on_names, g_object_ref (task));
}

static void
on_events (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *ts = NULL;
  g_autoptr (OsrNetworkAnswer) answer = osr_vk_long_poll_finish (result, &ts, &error);

  if (answer != NULL) {
    take_events (self, answer);
    g_free (self->ts);
    self->ts = g_steal_pointer (&ts);
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  } else {
    g_info ("The long poll of \"%s\" is silent: %s", self->round->account->id, error->message);
  }
  name_people (task);
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
    take (self, record->message);
    at = record->message->published_at;
    if (at != OSR_INSTANT_UNKNOWN)
      self->newest = MAX (self->newest, at / G_USEC_PER_SEC);
  }
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

  if (words == NULL || self->word >= MAX_WORDS || words[self->word] == NULL) {
    finish (task);
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
