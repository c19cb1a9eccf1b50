/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wall.* methods. Arguments have passed the table; what is checked here is what depends on the
 * wall: whether the post is there, whether its comments are open, who may write in whose name. */
#include "demo/sandbox/vk/osr-sandbox-vk-method.h"
#include "demo/sandbox/vk/osr-sandbox-vk-shape.h"

#include <string.h>

#define MAX_COUNT         100
#define DEFAULT_COMMENTS  10
#define DEFAULT_POSTS     20
#define MAX_POSTS_BY_NAME 100

static void
add_author (GHashTable *authors, gint64 from_id)
{
  g_hash_table_add (authors, g_memdup2 (&from_id, sizeof from_id));
}

static GHashTable *
new_authors (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* The other networks' communities have numbers, too, and VK knows nothing of them. */
static gboolean
is_vk (OsrSandboxCall *call, gint64 owner_id)
{
  const OsrSandboxCommunity *community = osr_sandbox_wall_community (call->wall, -owner_id);

  return community != NULL && community->network == OSR_SANDBOX_VK;
}

/* The post a request names, or a failed call. */
static OsrSandboxPost *
find_post (OsrSandboxCall *call)
{
  gint64 owner_id = osr_sandbox_call_int (call, "owner_id", 0);
  gint64 post_id = osr_sandbox_call_int (call, "post_id", 0);
  OsrSandboxPost *post = osr_sandbox_wall_post (call->wall, owner_id, post_id);

  if (post != NULL && (post->topic || !is_vk (call, owner_id)))
    post = NULL;
  if (owner_id == 0)
    osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "owner_id is undefined");
  else if (post_id == 0)
    osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "post_id is undefined");
  else if (post == NULL)
    osr_sandbox_call_fail (call, OSR_SANDBOX_ACCESS, "post was not found check post_id param");
  return post;
}

static void
answer_posts (OsrSandboxCall *call, GPtrArray *posts)
{
  g_autoptr (GHashTable) authors = new_authors ();

  json_builder_set_member_name (call->builder, "items");
  json_builder_begin_array (call->builder);
  for (guint i = 0; i < posts->len; i++) {
    const OsrSandboxPost *post = posts->pdata[i];

    osr_sandbox_shape_post (call->builder, post);
    add_author (authors, post->owner_id);
  }
  json_builder_end_array (call->builder);
  if (osr_sandbox_call_int (call, "extended", 0) == 1)
    osr_sandbox_shape_authors (call->builder, call->wall, authors);
}

static gint
newest_first (gconstpointer a, gconstpointer b)
{
  const OsrSandboxPost *left = *(const OsrSandboxPost *const *) a;
  const OsrSandboxPost *right = *(const OsrSandboxPost *const *) b;

  if (left->date != right->date)
    return left->date < right->date ? 1 : -1;
  return left->id < right->id ? 1 : -1;
}

/* The wall's posts that the filter lets through; all posts here are the owner's own. */
static GPtrArray *
posts_of (OsrSandboxCall *call, gint64 owner_id)
{
  const char *filter = osr_sandbox_call_string (call, "filter", "all");
  gboolean any = strcmp (filter, "all") == 0 || strcmp (filter, "owner") == 0;
  GPtrArray *posts = g_ptr_array_new ();

  for (guint i = 0; any && i < call->wall->posts->len; i++) {
    OsrSandboxPost *post = call->wall->posts->pdata[i];

    if (post->owner_id == owner_id && !post->topic)
      g_ptr_array_add (posts, post);
  }
  g_ptr_array_sort (posts, newest_first);
  return posts;
}

static void
cut_page (GPtrArray *items, gint64 first, gint64 count)
{
  first = CLAMP (first, 0, (gint64) items->len);
  count = CLAMP (count, 0, MIN (MAX_COUNT, (gint64) items->len - first));
  g_ptr_array_set_size (items, (gint) (first + count));
  if (first > 0)
    g_ptr_array_remove_range (items, 0, (guint) first);
}

gboolean
osr_sandbox_wall_get (OsrSandboxCall *call)
{
  const char *domain = osr_sandbox_call_string (call, "domain", NULL);
  OsrSandboxCommunity *community =
      domain != NULL
          ? osr_sandbox_wall_community_named (call->wall, domain)
          : osr_sandbox_wall_community (call->wall, -osr_sandbox_call_int (call, "owner_id", 0));
  g_autoptr (GPtrArray) posts = NULL;

  if (domain == NULL && osr_sandbox_call_int (call, "owner_id", 0) == 0)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "owner_id is undefined");
  if (community == NULL || !is_vk (call, -community->id))
    return osr_sandbox_call_fail (call, OSR_SANDBOX_ACCESS, "wall is disabled");
  posts = posts_of (call, -community->id);
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_int (call->builder, "count", posts->len);
  cut_page (posts, osr_sandbox_call_int (call, "offset", 0),
            osr_sandbox_call_int (call, "count", DEFAULT_POSTS));
  answer_posts (call, posts);
  json_builder_end_object (call->builder);
  return TRUE;
}

/* A post by its name in links, "-1_2"; an access key may follow and is not needed. */
static gboolean
read_post_name (const char *name, gint64 *owner_id, gint64 *post_id)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", 3);

  return g_strv_length (parts) >= 2 &&
         g_ascii_string_to_signed (parts[0], 10, G_MININT64, G_MAXINT64, owner_id, NULL) &&
         g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, post_id, NULL);
}

gboolean
osr_sandbox_wall_get_by_id (OsrSandboxCall *call)
{
  g_auto (GStrv) names = osr_sandbox_call_list (call, "posts");
  g_autoptr (GPtrArray) posts = g_ptr_array_new ();

  for (guint i = 0; names[i] != NULL && i < MAX_POSTS_BY_NAME; i++) {
    gint64 owner_id, post_id;
    OsrSandboxPost *post;

    if (!read_post_name (names[i], &owner_id, &post_id))
      return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "posts is invalid");
    post = osr_sandbox_wall_post (call->wall, owner_id, post_id);
    if (post != NULL && !post->topic && is_vk (call, owner_id))
      g_ptr_array_add (posts, post);
  }
  json_builder_begin_object (call->builder);
  answer_posts (call, posts);
  json_builder_end_object (call->builder);
  return TRUE;
}

static void
reverse (GPtrArray *items)
{
  for (guint i = 0, j = items->len; i + 1 < j; i++) {
    gpointer item = items->pdata[i];

    items->pdata[i] = items->pdata[--j];
    items->pdata[j] = item;
  }
}

/* Where the page begins: at the named comment, or at the first after it if it is not on this level. */
static gint64
start_of_page (OsrSandboxCall *call, GPtrArray *level, gboolean descending)
{
  gint64 start = osr_sandbox_call_int (call, "start_comment_id", 0);
  gint64 index = 0;

  while (start != 0 && index < (gint64) level->len) {
    gint64 id = ((const OsrSandboxComment *) level->pdata[index])->id;

    if (descending ? id <= start : id >= start)
      break;
    index++;
  }
  return index;
}

static void
answer_authors (OsrSandboxCall *call, const OsrSandboxCommentShape *shape, GPtrArray *page)
{
  g_autoptr (GHashTable) authors = new_authors ();

  add_author (authors, shape->post->owner_id);
  for (guint i = 0; i < page->len; i++) {
    const OsrSandboxComment *comment = page->pdata[i];
    g_autoptr (GPtrArray) thread = osr_sandbox_post_level (shape->post, comment->id);

    if (!comment->deleted)
      add_author (authors, comment->from_id);
    for (guint k = 0; k < MIN (thread->len, shape->thread_items); k++) {
      const OsrSandboxComment *reply = thread->pdata[k];

      if (!reply->deleted)
        add_author (authors, reply->from_id);
    }
  }
  osr_sandbox_shape_int (call->builder, "post_author_id", shape->post->owner_id);
  osr_sandbox_shape_authors (call->builder, call->wall, authors);
}

static void
answer_comments (OsrSandboxCall *call, OsrSandboxPost *post, GPtrArray *level)
{
  OsrSandboxCommentShape shape = {
    .wall = call->wall,
    .post = post,
    .need_likes = osr_sandbox_call_int (call, "need_likes", 0) == 1,
    .preview_length = osr_sandbox_call_int (call, "preview_length", 0),
    .thread_items = osr_sandbox_call_int (call, "thread_items_count", 0),
  };
  gboolean descending = strcmp (osr_sandbox_call_string (call, "sort", "asc"), "desc") == 0;
  gint64 offset = CLAMP (osr_sandbox_call_int (call, "offset", 0), -G_MAXINT32, G_MAXINT32);
  gint64 first;
  guint total = level->len;

  if (descending)
    reverse (level);
  first = CLAMP (start_of_page (call, level, descending) + offset, 0, (gint64) total);
  cut_page (level, first, osr_sandbox_call_int (call, "count", DEFAULT_COMMENTS));
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_int (call->builder, "count", post->comments->len);
  json_builder_set_member_name (call->builder, "items");
  json_builder_begin_array (call->builder);
  for (guint i = 0; i < level->len; i++)
    osr_sandbox_shape_comment (call->builder, &shape, level->pdata[i]);
  json_builder_end_array (call->builder);
  osr_sandbox_shape_int (call->builder, "current_level_count", total);
  osr_sandbox_shape_flag (call->builder, "can_post", TRUE);
  osr_sandbox_shape_flag (call->builder, "show_reply_button", TRUE);
  osr_sandbox_shape_flag (call->builder, "groups_can_post", TRUE);
  if (osr_sandbox_call_string (call, "start_comment_id", NULL) != NULL)
    osr_sandbox_shape_int (call->builder, "real_offset", first);
  if (osr_sandbox_call_int (call, "extended", 0) == 1)
    answer_authors (call, &shape, level);
  json_builder_end_object (call->builder);
}

gboolean
osr_sandbox_wall_get_comments (OsrSandboxCall *call)
{
  OsrSandboxPost *post = find_post (call);
  gint64 root = osr_sandbox_call_int (call, "comment_id", 0);
  g_autoptr (GPtrArray) level = NULL;

  if (post == NULL)
    return FALSE;
  if (post->comments_closed)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_COMMENTS_CLOSED, "%s", "");
  if (root != 0 && osr_sandbox_post_comment (post, root) == NULL)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "comment_id is invalid");
  level = osr_sandbox_post_level (post, root);
  answer_comments (call, post, level);
  return TRUE;
}

/* In whose name the token may write; 0 with a failed call when in nobody's. */
static gint64
writer_of (OsrSandboxCall *call)
{
  gint64 from_group = osr_sandbox_call_int (call, "from_group", 0);

  if (call->token->kind == OSR_SANDBOX_TOKEN_GROUP) {
    if (from_group == 0 || from_group == call->token->id)
      return -call->token->id;
    osr_sandbox_call_fail (call, OSR_SANDBOX_ACCESS, "no access to this group");
    return 0;
  }
  if (from_group == 0)
    return call->token->id;
  osr_sandbox_call_fail (call, OSR_SANDBOX_ACCESS, "no access to this group");
  return 0;
}

static gboolean
has_link (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);

  return strstr (lower, "http://") != NULL || strstr (lower, "https://") != NULL ||
         strstr (lower, "www.") != NULL;
}

gboolean
osr_sandbox_call_check_message (OsrSandboxCall *call, OsrSandboxPost *post, const char *message)
{
  if (osr_sandbox_call_string (call, "sticker_id", NULL) != NULL)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_NO_STICKER, "%s", "");
  if (message == NULL && osr_sandbox_call_string (call, "attachments", NULL) != NULL)
    return TRUE;
  if (message == NULL)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "message is undefined");
  if (g_utf8_validate (message, -1, NULL) && g_utf8_strlen (message, -1) > OSR_SANDBOX_MAX_TEXT)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_TOO_LONG, "%s", "");
  if (!osr_sandbox_text_usable (message))
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "message is invalid");
  if (post != NULL && post->links_forbidden && has_link (message))
    return osr_sandbox_call_fail (call, OSR_SANDBOX_LINKS_FORBIDDEN, "%s", "");
  return TRUE;
}

static void
undo_comment (OsrSandboxCall *call)
{
  osr_sandbox_wall_discard (call->wall, call->post, call->written);
}

void
osr_sandbox_call_write (OsrSandboxCall *call, gint64 from_id, const OsrSandboxComment *answered,
                        GPtrArray *files)
{
  call->written = osr_sandbox_wall_write (call->wall, call->post, from_id, answered,
                                          osr_sandbox_call_string (call, "message", ""), call->now);
  call->created = TRUE;
  call->undo = undo_comment;
  call->written->guid = g_strdup (osr_sandbox_call_string (call, "guid", NULL));
  for (guint i = 0; i < files->len; i++)
    osr_sandbox_comment_add_file (call->written, files->pdata[i]);
}

/* Never looks at guid: the network promises nothing of it, so nobody may rely on it. */
gboolean
osr_sandbox_wall_create_comment (OsrSandboxCall *call)
{
  const char *message = osr_sandbox_call_string (call, "message", NULL);
  gint64 reply_to = osr_sandbox_call_int (call, "reply_to_comment", 0);
  OsrSandboxPost *post = find_post (call);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  OsrSandboxComment *answered;
  gint64 from_id;

  if (post == NULL || !osr_sandbox_call_check_message (call, post, message) ||
      (from_id = writer_of (call)) == 0 ||
      !osr_sandbox_call_read_files (call, -post->owner_id, files))
    return FALSE;
  if (post->comments_closed)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_REPLY_CLOSED, "%s", "");
  answered = osr_sandbox_post_comment (post, reply_to);
  if (reply_to != 0 && (answered == NULL || answered->deleted))
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "reply_to_comment is invalid");
  call->post = post;
  osr_sandbox_call_write (call, from_id, answered, files);
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_int (call->builder, "comment_id", call->written->id);
  json_builder_set_member_name (call->builder, "parents_stack");
  json_builder_begin_array (call->builder);
  if (call->written->root != 0)
    json_builder_add_int_value (call->builder, call->written->root);
  json_builder_end_array (call->builder);
  json_builder_end_object (call->builder);
  return TRUE;
}
