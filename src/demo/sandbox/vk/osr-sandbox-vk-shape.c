/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Members come in the order of the recorded answers, which makes the two easy to lay
 * beside each other. */
#include "demo/sandbox/vk/osr-sandbox-vk-shape.h"

#include <string.h>

#include "demo/sandbox/osr-sandbox-pictures.h"

char *
osr_sandbox_escape (const char *text)
{
  GString *escaped = g_string_new (text);

  g_string_replace (escaped, "&", "&amp;", 0);
  g_string_replace (escaped, "<", "&lt;", 0);
  g_string_replace (escaped, ">", "&gt;", 0);
  g_string_replace (escaped, "\"", "&quot;", 0);
  return g_string_free (escaped, FALSE);
}

static char *
cut (const char *text, gint64 length)
{
  g_autofree char *head = NULL;

  if (length == 0 || g_utf8_strlen (text, -1) <= length)
    return g_strdup (text);
  head = g_utf8_substring (text, 0, length);
  return g_strconcat (head, "…", NULL);
}

static void
shape_likes (JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "likes");
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "count", 0);
  osr_sandbox_shape_int (builder, "user_likes", 0);
  osr_sandbox_shape_int (builder, "can_like", 1);
  json_builder_end_object (builder);
}

static void
shape_thread (JsonBuilder *builder, const OsrSandboxCommentShape *shape, gint64 root)
{
  g_autoptr (GPtrArray) level = osr_sandbox_post_level (shape->post, root);

  json_builder_set_member_name (builder, "thread");
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "count", level->len);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MIN (level->len, shape->thread_items); i++)
    osr_sandbox_shape_comment (builder, shape, level->pdata[i]);
  json_builder_end_array (builder);
  osr_sandbox_shape_flag (builder, "can_post", !shape->post->comments_closed);
  osr_sandbox_shape_flag (builder, "show_reply_button", !shape->post->comments_closed);
  osr_sandbox_shape_flag (builder, "groups_can_post", !shape->post->comments_closed);
  json_builder_end_object (builder);
}

static void
shape_parents (JsonBuilder *builder, const OsrSandboxComment *comment)
{
  json_builder_set_member_name (builder, "parents_stack");
  json_builder_begin_array (builder);
  if (comment->root != 0)
    json_builder_add_int_value (builder, comment->root);
  json_builder_end_array (builder);
}

/* What only a comment that still stands has. */
void
osr_sandbox_shape_file (JsonBuilder *builder, const OsrSandboxWall *wall,
                        const OsrSandboxFile *file)
{
  g_autofree char *url = osr_sandbox_picture_address (wall, file);

  osr_sandbox_shape_int (builder, "id", file->id);
  osr_sandbox_shape_int (builder, "owner_id", -file->community);
  osr_sandbox_shape_string (builder, "access_key", file->secret);
  if (strcmp (file->kind, "photo") != 0) {
    osr_sandbox_shape_string (builder, "title", file->name);
    osr_sandbox_shape_int (builder, "size", file->size);
    osr_sandbox_shape_string (builder, "url", url);
    return;
  }
  osr_sandbox_shape_int (builder, "album_id", -14);
  osr_sandbox_shape_string (builder, "text", "");
  osr_sandbox_shape_array (builder, "sizes");
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "type", "x");
  osr_sandbox_shape_string (builder, "url", url);
  osr_sandbox_shape_int (builder, "width", 604);
  osr_sandbox_shape_int (builder, "height", 453);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static void
shape_files (JsonBuilder *builder, const OsrSandboxWall *wall, const OsrSandboxComment *comment)
{
  osr_sandbox_shape_array (builder, "attachments");
  for (guint i = 0; i < comment->files->len; i++) {
    const OsrSandboxFile *file = comment->files->pdata[i];

    json_builder_begin_object (builder);
    osr_sandbox_shape_string (builder, "type", file->kind);
    osr_sandbox_shape_object (builder, file->kind);
    osr_sandbox_shape_file (builder, wall, file);
    json_builder_end_object (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
shape_living (JsonBuilder *builder, const OsrSandboxCommentShape *shape,
              const OsrSandboxComment *comment)
{
  OsrSandboxComment *answered = osr_sandbox_post_comment (shape->post, comment->reply_to);
  g_autofree char *text = cut (comment->text, shape->preview_length);
  g_autofree char *escaped = osr_sandbox_escape (text);

  osr_sandbox_shape_string (builder, "text", escaped);
  if (comment->root != 0 && comment->reply_to != 0) {
    if (answered != NULL)
      osr_sandbox_shape_int (builder, "reply_to_user", answered->from_id);
    osr_sandbox_shape_int (builder, "reply_to_comment", comment->reply_to);
  }
  if (comment->files != NULL)
    shape_files (builder, shape->wall, comment);
  if (shape->need_likes)
    shape_likes (builder);
  if (comment->from_id == shape->post->owner_id)
    osr_sandbox_shape_flag (builder, "is_from_post_author", TRUE);
}

void
osr_sandbox_shape_comment (JsonBuilder *builder, const OsrSandboxCommentShape *shape,
                           const OsrSandboxComment *comment)
{
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "id", comment->id);
  if (!comment->deleted) {
    osr_sandbox_shape_int (builder, "from_id", comment->from_id);
    osr_sandbox_shape_int (builder, "post_id", shape->post->id);
    osr_sandbox_shape_int (builder, "owner_id", shape->post->owner_id);
  }
  shape_parents (builder, comment);
  osr_sandbox_shape_int (builder, "date", comment->date);
  if (!comment->deleted)
    shape_living (builder, shape, comment);
  if (comment->root == 0)
    shape_thread (builder, shape, comment->id);
  if (comment->deleted)
    osr_sandbox_shape_flag (builder, "deleted", TRUE);
  json_builder_end_object (builder);
}

static void
shape_counts (JsonBuilder *builder, const OsrSandboxPost *post)
{
  json_builder_set_member_name (builder, "comments");
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "count", post->comments->len);
  osr_sandbox_shape_int (builder, "can_post", !post->comments_closed);
  osr_sandbox_shape_flag (builder, "groups_can_post", !post->comments_closed);
  json_builder_end_object (builder);
  shape_likes (builder);
  json_builder_set_member_name (builder, "reposts");
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "count", 0);
  osr_sandbox_shape_int (builder, "user_reposted", 0);
  json_builder_end_object (builder);
}

void
osr_sandbox_shape_post (JsonBuilder *builder, const OsrSandboxPost *post)
{
  g_autofree char *text = osr_sandbox_escape (post->text);

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "inner_type", "wall_wallpost");
  osr_sandbox_shape_int (builder, "id", post->id);
  osr_sandbox_shape_int (builder, "from_id", post->owner_id);
  osr_sandbox_shape_int (builder, "owner_id", post->owner_id);
  osr_sandbox_shape_int (builder, "date", post->date);
  osr_sandbox_shape_string (builder, "post_type", "post");
  osr_sandbox_shape_string (builder, "text", text);
  json_builder_set_member_name (builder, "attachments");
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "post_source");
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "type", "vk");
  json_builder_end_object (builder);
  shape_counts (builder, post);
  json_builder_end_object (builder);
}

void
osr_sandbox_shape_citizen (JsonBuilder *builder, const OsrSandboxCitizen *citizen)
{
  g_autofree char *first = osr_sandbox_escape (citizen->first_name);
  g_autofree char *last = osr_sandbox_escape (citizen->last_name);

  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "id", citizen->id);
  osr_sandbox_shape_string (builder, "first_name", first);
  osr_sandbox_shape_string (builder, "last_name", last);
  osr_sandbox_shape_flag (builder, "can_access_closed", TRUE);
  osr_sandbox_shape_flag (builder, "is_closed", FALSE);
  json_builder_end_object (builder);
}

void
osr_sandbox_shape_community (JsonBuilder *builder, const OsrSandboxCommunity *community)
{
  g_autofree char *name = osr_sandbox_escape (community->name);

  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "id", community->id);
  osr_sandbox_shape_string (builder, "name", name);
  osr_sandbox_shape_string (builder, "screen_name", community->screen_name);
  osr_sandbox_shape_int (builder, "is_closed", 0);
  osr_sandbox_shape_string (builder, "type", "group");
  json_builder_end_object (builder);
}

/* Walks the wall's own lists, so that the order does not hang on a hash. */
void
osr_sandbox_shape_authors (JsonBuilder *builder, OsrSandboxWall *wall, GHashTable *authors)
{
  json_builder_set_member_name (builder, "profiles");
  json_builder_begin_array (builder);
  for (guint i = 0; i < wall->citizens->len; i++) {
    const OsrSandboxCitizen *citizen = wall->citizens->pdata[i];

    if (g_hash_table_contains (authors, &citizen->id))
      osr_sandbox_shape_citizen (builder, citizen);
  }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "groups");
  json_builder_begin_array (builder);
  for (guint i = 0; i < wall->communities->len; i++) {
    const OsrSandboxCommunity *community = wall->communities->pdata[i];
    gint64 from_id = -community->id;

    if (g_hash_table_contains (authors, &from_id))
      osr_sandbox_shape_community (builder, community);
  }
  json_builder_end_array (builder);
}
