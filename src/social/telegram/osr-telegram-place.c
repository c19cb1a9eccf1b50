/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading, writing and forgetting. Message ids of a chat only grow: the smallest is the oldest. */
#include "social/telegram/osr-telegram-place.h"

#include "core/osr-json.h"
#include "social/osr-social-reader.h"

#define CONTEXT_CHARACTERS 200

static void
root_free (gpointer data)
{
  OsrTelegramRoot *root = data;

  g_free (root->post_id);
  g_free (root->link);
  g_free (root->context);
  g_free (root);
}

void
osr_telegram_place_add_root (OsrTelegramPlace *self, const char *id, const char *post_id,
                             const char *link, const char *context)
{
  OsrTelegramRoot *root = g_new0 (OsrTelegramRoot, 1);

  root->post_id = g_strdup (post_id);
  root->link = g_strdup (link != NULL ? link : "");
  root->context = osr_social_shorten (context != NULL ? context : "", CONTEXT_CHARACTERS);
  g_hash_table_replace (self->roots, g_strdup (id), root);
}

void
osr_telegram_place_set_chats (OsrTelegramPlace *self, const char *channel, const char *group)
{
  char *old_channel = self->channel;
  char *old_group = self->group;

  self->channel = g_strdup (channel);
  self->group = g_strdup (group);
  g_free (old_channel);
  g_free (old_group);
}

static void
read_root (JsonObject *object, const char *id, JsonNode *node, gpointer data)
{
  JsonObject *member = osr_social_object (node);
  const char *post = osr_json_get_string (member, "post");

  if (post != NULL)
    osr_telegram_place_add_root (data, id, post, osr_json_get_string (member, "link"),
                                 osr_json_get_string (member, "context"));
}

static void
read_pair (JsonObject *object, const char *key, JsonNode *node, gpointer data)
{
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING)
    g_hash_table_replace (data, g_strdup (key), json_node_dup_string (node));
}

static void
read_members (OsrTelegramPlace *self, JsonObject *object)
{
  JsonObject *roots = osr_json_get_object (object, "roots");
  JsonObject *threads = osr_json_get_object (object, "threads");
  JsonObject *albums = osr_json_get_object (object, "albums");

  self->offset = MAX (osr_social_int (object, "offset", 0), 0);
  osr_telegram_place_set_chats (self, osr_json_get_string (object, "channel"),
                                osr_json_get_string (object, "group"));
  if (roots != NULL)
    json_object_foreach_member (roots, read_root, self);
  if (threads != NULL)
    json_object_foreach_member (threads, read_pair, self->threads);
  if (albums != NULL)
    json_object_foreach_member (albums, read_pair, self->albums);
}

OsrTelegramPlace *
osr_telegram_place_new (const char *text)
{
  OsrTelegramPlace *self = g_new0 (OsrTelegramPlace, 1);
  g_autoptr (JsonNode) root = NULL;

  self->roots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, root_free);
  self->threads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->albums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (text != NULL)
    root = osr_json_read (text, -1, 0, "place", NULL);
  if (osr_social_object (root) != NULL)
    read_members (self, osr_social_object (root));
  return self;
}

void
osr_telegram_place_free (OsrTelegramPlace *self)
{
  g_free (self->channel);
  g_free (self->group);
  g_hash_table_unref (self->roots);
  g_hash_table_unref (self->threads);
  g_hash_table_unref (self->albums);
  g_free (self);
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = g_ascii_strtoll (*(const char *const *) a, NULL, 10);
  gint64 second = g_ascii_strtoll (*(const char *const *) b, NULL, 10);

  return first == second  ? g_strcmp0 (*(const char *const *) a, *(const char *const *) b)
         : first < second ? -1
                          : 1;
}

/* (transfer container): the newest @most keys of @table, oldest first */
static GPtrArray *
newest_keys (GHashTable *table, guint most)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_ids);
  if (keys->len > most)
    g_ptr_array_remove_range (keys, 0, keys->len - most);
  return keys;
}

static JsonObject *
write_roots (GHashTable *roots)
{
  g_autoptr (GPtrArray) keys = newest_keys (roots, OSR_TELEGRAM_MAX_ROOTS);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < keys->len; i++) {
    const OsrTelegramRoot *root = g_hash_table_lookup (roots, keys->pdata[i]);
    JsonObject *member = json_object_new ();

    json_object_set_string_member (member, "post", root->post_id);
    if (*root->link != '\0')
      json_object_set_string_member (member, "link", root->link);
    if (*root->context != '\0')
      json_object_set_string_member (member, "context", root->context);
    json_object_set_object_member (object, keys->pdata[i], member);
  }
  return object;
}

static JsonObject *
write_pairs (GHashTable *table, guint most)
{
  g_autoptr (GPtrArray) keys = newest_keys (table, most);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < keys->len; i++)
    json_object_set_string_member (object, keys->pdata[i],
                                   g_hash_table_lookup (table, keys->pdata[i]));
  return object;
}

char *
osr_telegram_place_write (OsrTelegramPlace *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "offset", self->offset);
  if (self->channel != NULL)
    json_object_set_string_member (object, "channel", self->channel);
  if (self->group != NULL)
    json_object_set_string_member (object, "group", self->group);
  json_object_set_object_member (object, "roots", write_roots (self->roots));
  json_object_set_object_member (object, "threads",
                                 write_pairs (self->threads, OSR_TELEGRAM_MAX_THREADS));
  json_object_set_object_member (object, "albums",
                                 write_pairs (self->albums, OSR_TELEGRAM_MAX_ALBUMS));
  return osr_json_write_object (object);
}
