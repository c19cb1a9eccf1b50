/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads members leniently into records. Which comments to ask for next, and what becomes of them,
 * is the reading's and the mapper's. */
#include "social/vk/osr-vk-parser.h"

#include "core/osr-json.h"
#include "social/osr-social-reader.h"
#include "social/vk/osr-vk-media.h"
#include "social/vk/osr-vk-text.h"

static char *
dup_text (JsonObject *object, const char *member, glong max_characters)
{
  const char *raw = osr_json_get_string (object, member);

  return raw != NULL ? osr_vk_text_decode (raw, max_characters) : g_strdup ("");
}

/* A name stands on one line, whatever its owner put into it. */
static char *
dup_name (JsonObject *object, const char *member)
{
  g_autofree char *text = dup_text (object, member, OSR_VK_MAX_NAME);

  return g_strstrip (g_strdelimit (g_steal_pointer (&text), "\n\t", ' '));
}

static gint64
first_parent (JsonObject *object)
{
  JsonArray *parents = osr_json_get_array (object, "parents_stack");

  if (parents == NULL || json_array_get_length (parents) == 0)
    return 0;
  return osr_social_int_of (json_array_get_element (parents, 0), 0);
}

void
osr_vk_comment_free (OsrVkComment *comment)
{
  g_free (comment->text);
  g_ptr_array_unref (comment->media);
  g_free (comment);
}

void
osr_vk_post_free (OsrVkPost *post)
{
  g_free (post->text);
  g_ptr_array_unref (post->media);
  g_free (post);
}

void
osr_vk_page_free (OsrVkPage *page)
{
  g_ptr_array_unref (page->comments);
  g_hash_table_unref (page->names);
  g_free (page);
}

/* A deleted comment lacks its author and its text, and only sometimes says "deleted". */
static gboolean
is_deleted (JsonObject *object)
{
  return osr_social_int (object, "deleted", 0) != 0 ||
         (!json_object_has_member (object, "from_id") && !json_object_has_member (object, "text"));
}

/* The members that name what a comment stands under; an event names them differently from a list. */
static const struct {
  OsrVkSubject subject;
  const char *owner, *id;
} subjects[] = {
  { OSR_VK_PHOTO, "photo_owner_id", "photo_id" }, { OSR_VK_VIDEO, "video_owner_id", "video_id" },
  { OSR_VK_TOPIC, "topic_owner_id", "topic_id" }, { OSR_VK_GOODS, "market_owner_id", "item_id" },
  { OSR_VK_WALL, "post_owner_id", "post_id" },
};

static void
read_subject (OsrVkComment *comment, JsonObject *object)
{
  gint64 owner = osr_social_int (object, "owner_id", 0);

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++) {
    gint64 id = osr_social_int (object, subjects[i].id, 0);

    if (id <= 0)
      continue;
    comment->subject = subjects[i].subject;
    comment->post_id = id;
    comment->owner_id = osr_social_int (object, subjects[i].owner, owner);
    return;
  }
  comment->owner_id = owner;
}

void
osr_vk_comment_place (OsrVkComment *comment, JsonObject *object, OsrVkSubject subject)
{
  gint64 owner = osr_social_int (object, "owner_id", 0);

  comment->subject = subject;
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++) {
    if (subjects[i].subject != subject)
      continue;
    comment->post_id = MAX (osr_social_int (object, subjects[i].id, 0), 0);
    comment->owner_id = osr_social_int (object, subjects[i].owner, owner);
  }
}

OsrVkComment *
osr_vk_parse_comment (JsonObject *object)
{
  gint64 id = osr_social_int (object, "id", 0);
  OsrVkComment *comment;

  if (id <= 0)
    return NULL;
  comment = g_new0 (OsrVkComment, 1);
  comment->id = id;
  comment->deleted = is_deleted (object);
  comment->from_id = comment->deleted ? 0 : osr_social_int (object, "from_id", 0);
  comment->text = comment->deleted ? g_strdup ("") : dup_text (object, "text", OSR_VK_MAX_TEXT);
  comment->reply_to = MAX (osr_social_int (object, "reply_to_comment", 0), 0);
  comment->thread_root = MAX (first_parent (object), 0);
  read_subject (comment, object);
  comment->date = osr_social_seconds (object, "date");
  comment->attachments = comment->deleted ? 0 : osr_social_array_length (object, "attachments");
  comment->media = osr_vk_parse_media (object);
  return comment;
}

static void
parse_thread (OsrVkPage *page, OsrVkComment *root, JsonObject *thread)
{
  JsonArray *items = osr_json_get_array (thread, "items");

  root->thread_count = MAX (osr_social_int (thread, "count", 0), 0);
  root->thread_given = items != NULL ? json_array_get_length (items) : 0;
  for (guint i = 0; i < root->thread_given; i++) {
    JsonObject *object = osr_json_array_get_object (items, i);
    OsrVkComment *comment = object != NULL ? osr_vk_parse_comment (object) : NULL;

    if (comment == NULL)
      continue;
    if (comment->thread_root == 0)
      comment->thread_root = root->id;
    g_ptr_array_add (page->comments, comment);
  }
}

static void
parse_item (OsrVkPage *page, JsonObject *object)
{
  OsrVkComment *comment = object != NULL ? osr_vk_parse_comment (object) : NULL;
  JsonObject *thread;

  if (comment == NULL)
    return;
  g_ptr_array_add (page->comments, comment);
  thread = osr_json_get_object (object, "thread");
  if (thread != NULL)
    parse_thread (page, comment, thread);
}

static void
keep_name (GHashTable *names, gint64 id, char *name)
{
  gint64 *key;

  if (id == 0 || *name == '\0') {
    g_free (name);
    return;
  }
  key = g_new (gint64, 1);
  *key = id;
  g_hash_table_replace (names, key, name);
}

static void
parse_people (GHashTable *names, JsonArray *profiles)
{
  for (guint i = 0; i < json_array_get_length (profiles); i++) {
    JsonObject *object = osr_json_array_get_object (profiles, i);
    g_autofree char *first = NULL;
    g_autofree char *last = NULL;

    if (object == NULL)
      continue;
    first = dup_name (object, "first_name");
    last = dup_name (object, "last_name");
    keep_name (names, MAX (osr_social_int (object, "id", 0), 0),
               g_strstrip (g_strjoin (" ", first, last, NULL)));
  }
}

static void
parse_communities (GHashTable *names, JsonArray *groups)
{
  for (guint i = 0; i < json_array_get_length (groups); i++) {
    JsonObject *object = osr_json_array_get_object (groups, i);

    if (object != NULL)
      keep_name (names, -MAX (osr_social_int (object, "id", 0), 0), dup_name (object, "name"));
  }
}

GHashTable *
osr_vk_parse_names (JsonNode *response)
{
  GHashTable *names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  JsonArray *people = osr_social_list (response, "profiles");
  JsonArray *communities = osr_social_list (response, "groups");

  if (people != NULL)
    parse_people (names, people);
  if (communities != NULL)
    parse_communities (names, communities);
  return names;
}

OsrVkPage *
osr_vk_parse_page (JsonNode *response, GError **error)
{
  JsonArray *items = osr_social_list (response, "items");
  OsrVkPage *page;

  if (items == NULL) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "VK's answer has no comments in it");
    return NULL;
  }
  page = g_new0 (OsrVkPage, 1);
  page->comments = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_vk_comment_free);
  page->names = osr_vk_parse_names (response);
  page->items = json_array_get_length (items);
  for (guint i = 0; i < page->items; i++)
    parse_item (page, osr_json_array_get_object (items, i));
  page->level_count = osr_social_int (osr_social_object (response), "current_level_count", -1);
  page->count = osr_social_int (osr_social_object (response), "count", -1);
  return page;
}

const char *
osr_vk_page_get_name (OsrVkPage *page, gint64 id)
{
  return g_hash_table_lookup (page->names, &id);
}

/* A repost without a word of its own is shown by what it repeats. */
static char *
dup_post_text (JsonObject *object)
{
  g_autofree char *own = dup_text (object, "text", OSR_VK_MAX_TEXT);
  JsonArray *history = osr_json_get_array (object, "copy_history");
  JsonObject *first;

  if (*own != '\0' || history == NULL)
    return g_steal_pointer (&own);
  first = osr_json_array_get_object (history, 0);
  return first != NULL ? dup_text (first, "text", OSR_VK_MAX_TEXT) : g_steal_pointer (&own);
}

/* A wall's posts say id and owner_id; older lists of news say post_id and source_id. */
OsrVkPost *
osr_vk_parse_post (JsonObject *object)
{
  gint64 id = osr_social_int (object, "id", osr_social_int (object, "post_id", 0));
  gint64 source = osr_social_int (object, "source_id", 0);
  JsonObject *comments = osr_json_get_object (object, "comments");
  OsrVkPost *post;

  if (id <= 0)
    return NULL;
  post = g_new0 (OsrVkPost, 1);
  post->id = id;
  post->owner_id = osr_social_int (object, "owner_id", source);
  post->from_id = osr_social_int (object, "from_id", post->owner_id);
  post->date = osr_social_seconds (object, "date");
  post->edited = osr_social_seconds (object, "edited");
  post->deleted =
      osr_social_is_true (object, "deleted") || osr_social_is_true (object, "is_deleted");
  post->text = dup_post_text (object);
  post->attachments = osr_social_array_length (object, "attachments");
  post->media = osr_vk_parse_media (object);
  post->comments = comments != NULL ? osr_social_int (comments, "count", -1) : -1;
  return post;
}

GPtrArray *
osr_vk_parse_posts (JsonNode *response, GError **error)
{
  JsonArray *items = osr_social_list (response, "items");
  GPtrArray *posts;

  if (items == NULL) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "VK's answer has no posts in it");
    return NULL;
  }
  posts = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_vk_post_free);
  for (guint i = 0; i < json_array_get_length (items); i++) {
    JsonObject *object = osr_json_array_get_object (items, i);
    OsrVkPost *post = object != NULL ? osr_vk_parse_post (object) : NULL;

    if (post != NULL)
      g_ptr_array_add (posts, post);
  }
  return posts;
}

gint64
osr_vk_parse_created (JsonNode *response, gint64 *thread_root)
{
  JsonObject *object;

  *thread_root = 0;
  if (response == NULL || !JSON_NODE_HOLDS_OBJECT (response))
    return 0;
  object = json_node_get_object (response);
  *thread_root = MAX (first_parent (object), 0);
  return MAX (osr_social_int (object, "comment_id", 0), 0);
}

char *
osr_vk_parse_community (JsonNode *response, gint64 *id)
{
  JsonArray *groups = osr_social_list (response, "groups");
  JsonObject *first = NULL;

  *id = 0;
  if (groups != NULL)
    first = osr_json_array_get_object (groups, 0);
  if (first == NULL)
    return NULL;
  *id = MAX (osr_social_int (first, "id", 0), 0);
  return dup_name (first, "name");
}

char *
osr_vk_parse_permissions (JsonNode *response)
{
  JsonArray *list = osr_social_list (response, "permissions");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *object = osr_json_array_get_object (list, i);

    if (object != NULL && osr_json_get_string (object, "name") != NULL)
      g_ptr_array_add (names, dup_name (object, "name"));
  }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

gboolean
osr_vk_parse_error (JsonObject *root, gint64 *code, const char **message)
{
  JsonObject *object = osr_json_get_object (root, "error");

  if (object == NULL)
    return FALSE;
  *code = osr_social_int (object, "error_code", 0);
  *message = osr_json_get_string (object, "error_msg");
  if (*message == NULL)
    *message = "";
  return TRUE;
}
