/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads members leniently into records. Which comments to ask for next, and what becomes of them,
 * is the reading's and the mapper's. */
#include "social/vk/osr-vk-parser.h"

#include <math.h>
#include <string.h>

#include "core/osr-json.h"
#include "social/vk/osr-vk-text.h"

#define LAST_SECOND G_GINT64_CONSTANT (253402300799) /* of the year 9999 */
#define EXACT       9007199254740992.0               /* beyond it doubles skip integers */

static gint64
int_of_node (JsonNode *node, gint64 fallback)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
  gint64 number;
  double real;

  if (type == G_TYPE_INT64)
    return json_node_get_int (node);
  if (type == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node) ? 1 : 0;
  if (type == G_TYPE_STRING && g_ascii_string_to_signed (json_node_get_string (node), 10,
                                                         G_MININT64, G_MAXINT64, &number, NULL))
    return number;
  if (type != G_TYPE_DOUBLE)
    return fallback;
  real = json_node_get_double (node);
  return fabs (real) < EXACT && real == trunc (real) ? (gint64) real : fallback;
}

/* VK gives numbers as numbers, as texts and as truth values, sometimes as 1.0. */
static gint64
get_int (JsonObject *object, const char *member, gint64 fallback)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL ? int_of_node (node, fallback) : fallback;
}

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

static OsrInstant
get_date (JsonObject *object)
{
  gint64 seconds = get_int (object, "date", 0);

  return seconds > 0 && seconds <= LAST_SECOND ? seconds * OSR_SECOND : OSR_INSTANT_UNKNOWN;
}

static guint
array_length (JsonObject *object, const char *member)
{
  JsonArray *array = osr_json_get_array (object, member);

  return array != NULL ? json_array_get_length (array) : 0;
}

static gint64
first_parent (JsonObject *object)
{
  JsonArray *parents = osr_json_get_array (object, "parents_stack");

  if (parents == NULL || json_array_get_length (parents) == 0)
    return 0;
  return int_of_node (json_array_get_element (parents, 0), 0);
}

/* The list in @response: itself, or its member @member. %NULL when it is neither; an empty answer
 * of VK is [] as well as {"items":[]}. */
static JsonArray *
list_of (JsonNode *response, const char *member)
{
  if (response == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (response))
    return json_node_get_array (response);
  if (JSON_NODE_HOLDS_OBJECT (response))
    return osr_json_get_array (json_node_get_object (response), member);
  return NULL;
}

static void
comment_free (OsrVkComment *comment)
{
  g_free (comment->text);
  g_free (comment);
}

static void
post_free (OsrVkPost *post)
{
  g_free (post->text);
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
  return get_int (object, "deleted", 0) != 0 ||
         (!json_object_has_member (object, "from_id") && !json_object_has_member (object, "text"));
}

static OsrVkComment *
parse_comment (JsonObject *object)
{
  gint64 id = get_int (object, "id", 0);
  OsrVkComment *comment;

  if (id <= 0)
    return NULL;
  comment = g_new0 (OsrVkComment, 1);
  comment->id = id;
  comment->deleted = is_deleted (object);
  comment->from_id = comment->deleted ? 0 : get_int (object, "from_id", 0);
  comment->text = comment->deleted ? g_strdup ("") : dup_text (object, "text", OSR_VK_MAX_TEXT);
  comment->reply_to = MAX (get_int (object, "reply_to_comment", 0), 0);
  comment->thread_root = MAX (first_parent (object), 0);
  comment->date = get_date (object);
  comment->attachments = comment->deleted ? 0 : array_length (object, "attachments");
  return comment;
}

static void
parse_thread (OsrVkPage *page, OsrVkComment *root, JsonObject *thread)
{
  JsonArray *items = osr_json_get_array (thread, "items");

  root->thread_count = MAX (get_int (thread, "count", 0), 0);
  root->thread_given = items != NULL ? json_array_get_length (items) : 0;
  for (guint i = 0; i < root->thread_given; i++) {
    JsonObject *object = osr_json_array_get_object (items, i);
    OsrVkComment *comment = object != NULL ? parse_comment (object) : NULL;

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
  OsrVkComment *comment = object != NULL ? parse_comment (object) : NULL;
  JsonObject *thread;

  if (comment == NULL)
    return;
  g_ptr_array_add (page->comments, comment);
  thread = osr_json_get_object (object, "thread");
  if (thread != NULL)
    parse_thread (page, comment, thread);
}

static void
keep_name (OsrVkPage *page, gint64 id, char *name)
{
  gint64 *key;

  if (id == 0 || *name == '\0') {
    g_free (name);
    return;
  }
  key = g_new (gint64, 1);
  *key = id;
  g_hash_table_replace (page->names, key, name);
}

static void
parse_people (OsrVkPage *page, JsonArray *profiles)
{
  for (guint i = 0; i < json_array_get_length (profiles); i++) {
    JsonObject *object = osr_json_array_get_object (profiles, i);
    g_autofree char *first = NULL;
    g_autofree char *last = NULL;

    if (object == NULL)
      continue;
    first = dup_name (object, "first_name");
    last = dup_name (object, "last_name");
    keep_name (page, MAX (get_int (object, "id", 0), 0),
               g_strstrip (g_strjoin (" ", first, last, NULL)));
  }
}

static void
parse_communities (OsrVkPage *page, JsonArray *groups)
{
  for (guint i = 0; i < json_array_get_length (groups); i++) {
    JsonObject *object = osr_json_array_get_object (groups, i);

    if (object != NULL)
      keep_name (page, -MAX (get_int (object, "id", 0), 0), dup_name (object, "name"));
  }
}

OsrVkPage *
osr_vk_parse_page (JsonNode *response, GError **error)
{
  JsonArray *items = list_of (response, "items");
  OsrVkPage *page;
  JsonArray *people = NULL, *communities = NULL;

  if (items == NULL) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "VK's answer has no comments in it");
    return NULL;
  }
  page = g_new0 (OsrVkPage, 1);
  page->comments = g_ptr_array_new_with_free_func ((GDestroyNotify) comment_free);
  page->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  page->items = json_array_get_length (items);
  page->level_count = -1;
  for (guint i = 0; i < page->items; i++)
    parse_item (page, osr_json_array_get_object (items, i));
  if (!JSON_NODE_HOLDS_OBJECT (response))
    return page;
  page->level_count = get_int (json_node_get_object (response), "current_level_count", -1);
  people = osr_json_get_array (json_node_get_object (response), "profiles");
  communities = osr_json_get_array (json_node_get_object (response), "groups");
  if (people != NULL)
    parse_people (page, people);
  if (communities != NULL)
    parse_communities (page, communities);
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

static OsrVkPost *
parse_post (JsonObject *object)
{
  gint64 id = get_int (object, "id", 0);
  JsonObject *comments = osr_json_get_object (object, "comments");
  OsrVkPost *post;

  if (id <= 0)
    return NULL;
  post = g_new0 (OsrVkPost, 1);
  post->id = id;
  post->owner_id = get_int (object, "owner_id", 0);
  post->date = get_date (object);
  post->text = dup_post_text (object);
  post->comments = comments != NULL ? get_int (comments, "count", -1) : -1;
  return post;
}

GPtrArray *
osr_vk_parse_posts (JsonNode *response, GError **error)
{
  JsonArray *items = list_of (response, "items");
  GPtrArray *posts;

  if (items == NULL) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "VK's answer has no posts in it");
    return NULL;
  }
  posts = g_ptr_array_new_with_free_func ((GDestroyNotify) post_free);
  for (guint i = 0; i < json_array_get_length (items); i++) {
    JsonObject *object = osr_json_array_get_object (items, i);
    OsrVkPost *post = object != NULL ? parse_post (object) : NULL;

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
  return MAX (get_int (object, "comment_id", 0), 0);
}

char *
osr_vk_parse_community (JsonNode *response, gint64 *id)
{
  JsonArray *groups = list_of (response, "groups");
  JsonObject *first = NULL;

  *id = 0;
  if (groups != NULL)
    first = osr_json_array_get_object (groups, 0);
  if (first == NULL)
    return NULL;
  *id = MAX (get_int (first, "id", 0), 0);
  return dup_name (first, "name");
}

char *
osr_vk_parse_permissions (JsonNode *response)
{
  JsonArray *list = list_of (response, "permissions");
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
  *code = get_int (object, "error_code", 0);
  *message = osr_json_get_string (object, "error_msg");
  if (*message == NULL)
    *message = "";
  return TRUE;
}
