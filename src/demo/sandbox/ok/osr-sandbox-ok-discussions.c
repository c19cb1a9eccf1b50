/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The discussions.* methods: what the moderator takes part in, comments page by page, and a reply in
 * the group's name where the application was granted that. */
#include <string.h>

#include "demo/sandbox/ok/osr-sandbox-ok-call.h"
#include "demo/sandbox/osr-sandbox-private.h"

#define MAX_COUNT     100
#define DEFAULT_COUNT 20
#define MAX_TEXT      3000
#define TOPIC         "GROUP_TOPIC"

/* Where the next page begins: a number that only the network understands. */
static char *
anchor_of (gint64 position)
{
  g_autofree char *plain = g_strdup_printf ("-%" G_GINT64_FORMAT, position);

  return g_base64_encode ((const guchar *) plain, strlen (plain));
}

static gboolean
read_anchor (const char *anchor, gint64 *position)
{
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (anchor, &length);
  g_autofree char *plain = g_strndup ((const char *) bytes, length);

  return *plain == '-' && g_ascii_string_to_signed (plain + 1, 10, 0, G_MAXINT64, position, NULL);
}

static gboolean
read_count (OsrSandboxOkCall *call, gint64 *count)
{
  const char *text = osr_sandbox_ok_argument (call, "count");

  *count = DEFAULT_COUNT;
  return text == NULL || g_ascii_string_to_signed (text, 10, 1, MAX_COUNT, count, NULL) ||
         osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PARAM, "count should be from 1 to 100");
}

/* The post that two arguments name, of a group that the token's user moderates; or a failed call. */
static OsrSandboxPost *
find_post (OsrSandboxOkCall *call, const char *id_name, const char *type_name)
{
  const char *id = osr_sandbox_ok_argument (call, id_name);
  const char *type = osr_sandbox_ok_argument (call, type_name);
  gint64 community, number;
  OsrSandboxPost *post = NULL;

  if (id == NULL || g_strcmp0 (type, TOPIC) != 0) {
    osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PARAM, "no such type of discussion, or no id");
    return NULL;
  }
  if (osr_sandbox_read_topic (id, &community, &number))
    post = osr_sandbox_wall_post (call->wall, -community, number);
  if (post == NULL)
    osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_NOT_FOUND, "Discussion is not found");
  else if (!osr_sandbox_ok_moderates (call, osr_sandbox_wall_community (call->wall, community)))
    osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PERMISSION, "No access to the group");
  else
    return post;
  return NULL;
}

/* (nullable): the comment that an argument names; or a failed call. */
static OsrSandboxComment *
find_comment (OsrSandboxOkCall *call, OsrSandboxPost *post, const char *name)
{
  const char *id = osr_sandbox_ok_argument (call, name);
  gint64 community, number;
  OsrSandboxComment *comment = NULL;

  if (id != NULL && osr_sandbox_read_remark (id, &community, &number) &&
      community == -post->owner_id)
    comment = osr_sandbox_post_comment (post, number);
  if (comment != NULL && !comment->deleted)
    return comment;
  osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_COMMENT_ID, "Comment is not found");
  return NULL;
}

static gint
most_recent_first (gconstpointer a, gconstpointer b)
{
  const OsrSandboxPost *left = *(const OsrSandboxPost *const *) a;
  const OsrSandboxPost *right = *(const OsrSandboxPost *const *) b;

  if (left->date != right->date)
    return left->date < right->date ? 1 : -1;
  return left->id < right->id ? 1 : -1;
}

/* (transfer container) */
static GPtrArray *
moderated_posts (OsrSandboxOkCall *call)
{
  GPtrArray *posts = g_ptr_array_new ();

  for (guint i = 0; i < call->wall->posts->len; i++) {
    OsrSandboxPost *post = call->wall->posts->pdata[i];

    if (osr_sandbox_ok_moderates (call, osr_sandbox_wall_community (call->wall, -post->owner_id)))
      g_ptr_array_add (posts, post);
  }
  g_ptr_array_sort (posts, most_recent_first);
  return posts;
}

static gboolean
get_list (OsrSandboxOkCall *call)
{
  const char *anchor = osr_sandbox_ok_argument (call, "anchor");
  const char *category = osr_sandbox_ok_argument (call, "category");
  g_autoptr (GPtrArray) posts = moderated_posts (call);
  g_autofree char *next = NULL;
  gint64 first = 0, count, last;

  if (!read_count (call, &count))
    return FALSE;
  if (anchor != NULL && strcmp (anchor, "FIRST") != 0 && !read_anchor (anchor, &first))
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PARAM, "anchor is wrong");
  if (category != NULL && strcmp (category, "GROUP") != 0)
    g_ptr_array_set_size (posts, 0);
  last = MIN (first + count, (gint64) posts->len);
  next = anchor_of (last);
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_array (call->builder, "discussions");
  for (gint64 i = first; i < last; i++)
    osr_sandbox_ok_shape_discussion (call, posts->pdata[i]);
  json_builder_end_array (call->builder);
  osr_sandbox_shape_flag (call->builder, "has_more", last < (gint64) posts->len);
  osr_sandbox_shape_string (call->builder, "anchor", next);
  json_builder_end_object (call->builder);
  return TRUE;
}

static void
shape_entities (OsrSandboxOkCall *call, const OsrSandboxPost *post)
{
  JsonBuilder *builder = call->builder;
  g_autofree char *name = osr_sandbox_wall_author (call->wall, post->owner_id);
  g_autofree char *uid = g_strdup_printf ("%" G_GINT64_FORMAT, -post->owner_id);
  g_autofree char *topic = osr_sandbox_name_topic (-post->owner_id, post->id);

  osr_sandbox_shape_object (builder, "entities");
  osr_sandbox_shape_array (builder, "groups");
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "name", name);
  osr_sandbox_shape_string (builder, "uid", uid);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  osr_sandbox_shape_array (builder, "themes");
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "id", topic);
  osr_sandbox_shape_string (builder, "title", post->text);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static gboolean
get (OsrSandboxOkCall *call)
{
  OsrSandboxPost *post = find_post (call, "discussionId", "discussionType");

  if (post == NULL)
    return FALSE;
  json_builder_begin_object (call->builder);
  json_builder_set_member_name (call->builder, "discussion");
  osr_sandbox_ok_shape_discussion (call, post);
  shape_entities (call, post);
  json_builder_end_object (call->builder);
  return TRUE;
}

/* (transfer container): oldest first. */
static GPtrArray *
comments_of (OsrSandboxPost *post, gboolean with_removed)
{
  GPtrArray *comments = g_ptr_array_new ();

  for (guint i = 0; i < post->comments->len; i++) {
    OsrSandboxComment *comment = post->comments->pdata[i];

    if (with_removed || !comment->deleted)
      g_ptr_array_add (comments, comment);
  }
  return comments;
}

/* The page [first, last) of @total comments, and where the next one in the same direction begins. */
static gboolean
find_page (OsrSandboxOkCall *call, gint64 total, gint64 *first, gint64 *last, gint64 *next)
{
  const char *anchor = osr_sandbox_ok_argument (call, "anchor");
  const char *direction = osr_sandbox_ok_argument (call, "direction");
  gboolean from_end = g_strcmp0 (anchor, "LAST") == 0 || g_strcmp0 (anchor, "UNREAD") == 0;
  gboolean back = g_strcmp0 (direction, "BACKWARD") == 0 || (direction == NULL && from_end);
  gint64 position = from_end ? total : 0, count;

  if (!read_count (call, &count))
    return FALSE;
  if (direction != NULL && !back && strcmp (direction, "FORWARD") != 0)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PARAM, "direction is wrong");
  if (anchor != NULL && !from_end && strcmp (anchor, "FIRST") != 0 &&
      !read_anchor (anchor, &position))
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PARAM, "anchor is wrong");
  position = MIN (position, total);
  *first = back ? MAX (position - count, 0) : position;
  *last = back ? position : MIN (position + count, total);
  *next = back ? *first : *last;
  return TRUE;
}

static gboolean
get_comments (OsrSandboxOkCall *call)
{
  OsrSandboxPost *post = find_post (call, "discussionId", "discussionType");
  g_autoptr (GPtrArray) comments = NULL;
  g_autofree char *anchor = NULL;
  gint64 first = 0, last = 0, next = 0;

  if (post == NULL)
    return FALSE;
  comments = comments_of (post, osr_sandbox_ok_flag (call, "includeRemoved"));
  if (!find_page (call, comments->len, &first, &last, &next))
    return FALSE;
  anchor = anchor_of (next);
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_array (call->builder, "comments");
  for (gint64 i = first; i < last; i++)
    osr_sandbox_ok_shape_comment (call, post, comments->pdata[i]);
  json_builder_end_array (call->builder);
  shape_entities (call, post);
  osr_sandbox_shape_flag (call->builder, "has_more",
                          next == first ? first > 0 : last < (gint64) comments->len);
  osr_sandbox_shape_string (call->builder, "anchor", anchor);
  json_builder_end_object (call->builder);
  return TRUE;
}

static gboolean
get_comment (OsrSandboxOkCall *call)
{
  OsrSandboxPost *post = find_post (call, "discussionId", "discussionType");
  OsrSandboxComment *comment = post != NULL ? find_comment (call, post, "comment_id") : NULL;

  if (comment == NULL)
    return FALSE;
  json_builder_begin_object (call->builder);
  json_builder_set_member_name (call->builder, "comment");
  osr_sandbox_ok_shape_comment (call, post, comment);
  json_builder_end_object (call->builder);
  return TRUE;
}

static gboolean
count_comments (OsrSandboxOkCall *call)
{
  OsrSandboxPost *post = find_post (call, "entityId", "entityType");
  g_autoptr (GPtrArray) comments = post != NULL ? comments_of (post, FALSE) : NULL;

  if (post == NULL)
    return FALSE;
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_int (call->builder, "count", comments->len);
  json_builder_end_object (call->builder);
  return TRUE;
}

static gboolean
check_text (OsrSandboxOkCall *call)
{
  const char *text = osr_sandbox_ok_argument (call, "comment");

  if (!osr_sandbox_text_usable (text))
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PARAM, "comment is empty");
  return g_utf8_strlen (text, -1) <= MAX_TEXT ||
         osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PARAM, "comment is too long");
}

/* Only where it was granted; a place that was found and no right is another error than no place. */
static gboolean
add_comment (OsrSandboxOkCall *call)
{
  OsrSandboxPost *post = find_post (call, "entityId", "entityType");
  OsrSandboxComment *answered = NULL, *written;
  g_autofree char *id = NULL;

  if (post == NULL || !check_text (call))
    return FALSE;
  if (osr_sandbox_wall_community (call->wall, -post->owner_id)->replies_forbidden)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PERMISSION,
                                "Application has no permission to perform this action");
  if (osr_sandbox_ok_argument (call, "reply_to_comment_id") != NULL &&
      (answered = find_comment (call, post, "reply_to_comment_id")) == NULL)
    return FALSE;
  if (post->comments_closed)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PERMISSION, "Comments are closed");
  written = osr_sandbox_exchange_write (
      call->exchange, post,
      osr_sandbox_ok_flag (call, "as_admin") ? post->owner_id : call->exchange->token->id, answered,
      osr_sandbox_ok_argument (call, "comment"));
  if (written == NULL)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_SERVICE, "Service temporary unavailable");
  id = osr_sandbox_name_remark (-post->owner_id, written->id);
  call->bare = json_node_init_string (json_node_alloc (), id);
  return TRUE;
}

static gboolean
edit_comment (OsrSandboxOkCall *call)
{
  OsrSandboxPost *post = find_post (call, "discussionId", "discussionType");
  OsrSandboxComment *comment;

  if (post == NULL || !check_text (call) ||
      (comment = find_comment (call, post, "comment_id")) == NULL)
    return FALSE;
  if (comment->from_id != post->owner_id && comment->from_id != call->exchange->token->id)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PERMISSION, "The comment is another's");
  osr_sandbox_wall_edit (call->wall, post, comment, osr_sandbox_ok_argument (call, "comment"),
                         call->exchange->now);
  if (!osr_sandbox_save (call->exchange->sandbox))
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_SERVICE, "Service temporary unavailable");
  call->bare = json_node_init_boolean (json_node_alloc (), TRUE);
  return TRUE;
}

const OsrSandboxOkMethod osr_sandbox_ok_discussions[] = {
  { "discussions.getList", get_list },
  { "discussions.get", get },
  { "discussions.getComments", get_comments },
  { "discussions.getComment", get_comment },
  { "discussions.getDiscussionCommentsCount", count_comments },
  { "discussions.addDiscussionComment", add_comment },
  { "discussions.editDiscussionComment", edit_comment },
  { NULL, NULL },
};
