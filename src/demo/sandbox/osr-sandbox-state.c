/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The whole wall is one file: a demonstration's wall is small, and one rename is the
 * simplest thing that cannot be half done. */
#include "demo/sandbox/osr-sandbox-state.h"

#include "core/osr-error.h"
#include "core/osr-json.h"

#define STATE_VERSION 1

static void
set_int (JsonBuilder *builder, const char *member, gint64 value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

static void
set_string (JsonBuilder *builder, const char *member, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

static void
set_flag (JsonBuilder *builder, const char *member, gboolean value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

static void
write_comment (JsonBuilder *builder, const OsrSandboxComment *comment)
{
  json_builder_begin_object (builder);
  set_int (builder, "id", comment->id);
  set_int (builder, "from_id", comment->from_id);
  set_int (builder, "root", comment->root);
  set_int (builder, "reply_to", comment->reply_to);
  set_int (builder, "date", comment->date);
  set_int (builder, "edited", comment->edited);
  set_flag (builder, "deleted", comment->deleted);
  set_string (builder, "text", comment->text);
  set_string (builder, "guid", comment->guid);
  json_builder_end_object (builder);
}

static void
write_post (JsonBuilder *builder, const OsrSandboxPost *post)
{
  json_builder_begin_object (builder);
  set_int (builder, "owner_id", post->owner_id);
  set_int (builder, "id", post->id);
  set_int (builder, "date", post->date);
  set_string (builder, "text", post->text);
  set_flag (builder, "comments_closed", post->comments_closed);
  set_flag (builder, "links_forbidden", post->links_forbidden);
  json_builder_set_member_name (builder, "comments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < post->comments->len; i++)
    write_comment (builder, post->comments->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
write_wall (JsonBuilder *builder, OsrSandboxWall *wall)
{
  json_builder_set_member_name (builder, "communities");
  json_builder_begin_array (builder);
  for (guint i = 0; i < wall->communities->len; i++) {
    const OsrSandboxCommunity *community = wall->communities->pdata[i];

    json_builder_begin_object (builder);
    set_int (builder, "id", community->id);
    set_int (builder, "next_id", community->next_id);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "citizens");
  json_builder_begin_array (builder);
  for (guint i = 0; i < wall->citizens->len; i++) {
    const OsrSandboxCitizen *citizen = wall->citizens->pdata[i];

    json_builder_begin_object (builder);
    set_int (builder, "id", citizen->id);
    set_string (builder, "first_name", citizen->first_name);
    set_string (builder, "last_name", citizen->last_name);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "posts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < wall->posts->len; i++)
    write_post (builder, wall->posts->pdata[i]);
  json_builder_end_array (builder);
}

gboolean
osr_sandbox_state_save (const char *path, OsrSandboxWall *wall, const OsrSandboxProgress *progress,
                        GError **error)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  GHashTableIter iter;
  gpointer id;

  if (path == NULL)
    return TRUE;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  set_int (builder, "version", STATE_VERSION);
  set_int (builder, "started", progress->started);
  json_builder_set_member_name (builder, "written");
  json_builder_begin_array (builder);
  g_hash_table_iter_init (&iter, progress->written);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    json_builder_add_string_value (builder, id);
  json_builder_end_array (builder);
  write_wall (builder, wall);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = osr_json_write (root);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
read_comment (OsrSandboxPost *post, JsonObject *object, gint64 after)
{
  OsrSandboxComment *comment;
  gint64 id = osr_json_get_int (object, "id", 0);
  const char *text = osr_json_get_string (object, "text");

  if (id <= after || text == NULL)
    return FALSE;
  comment = osr_sandbox_post_add_comment (post, id);
  comment->from_id = osr_json_get_int (object, "from_id", 0);
  comment->root = osr_json_get_int (object, "root", 0);
  comment->reply_to = osr_json_get_int (object, "reply_to", 0);
  comment->date = osr_json_get_int (object, "date", 0);
  comment->edited = osr_json_get_int (object, "edited", 0);
  comment->deleted = osr_json_get_boolean (object, "deleted", FALSE);
  comment->text = g_strdup (text);
  comment->guid = g_strdup (osr_json_get_string (object, "guid"));
  return comment->from_id != 0 && comment->date >= 0 && comment->root >= 0 && comment->root < id;
}

/* (nullable): one that a community wrote since; the others are the office's. */
static OsrSandboxPost *
add_post (OsrSandboxWall *wall, JsonObject *object, const char *text)
{
  gint64 owner_id = osr_json_get_int (object, "owner_id", 0);
  gint64 id = osr_json_get_int (object, "id", 0);

  if (text == NULL || owner_id >= 0 || id < 1 ||
      osr_sandbox_wall_community (wall, -owner_id) == NULL)
    return NULL;
  return osr_sandbox_wall_add_post (wall, owner_id, id, osr_json_get_int (object, "date", 0), text);
}

static gboolean
read_post (OsrSandboxWall *wall, JsonObject *object)
{
  OsrSandboxPost *post = osr_sandbox_wall_post (wall, osr_json_get_int (object, "owner_id", 0),
                                                osr_json_get_int (object, "id", 0));
  JsonArray *comments = osr_json_get_array (object, "comments");
  const char *text = osr_json_get_string (object, "text");
  gint64 last;

  if (post == NULL)
    post = add_post (wall, object, text);
  if (post == NULL || comments == NULL)
    return FALSE;
  post->date = osr_json_get_int (object, "date", post->date);
  post->comments_closed = osr_json_get_boolean (object, "comments_closed", FALSE);
  post->links_forbidden = osr_json_get_boolean (object, "links_forbidden", FALSE);
  last = post->id;
  for (guint i = 0; i < json_array_get_length (comments); i++) {
    JsonObject *comment = osr_json_array_get_object (comments, i);

    if (comment == NULL || !read_comment (post, comment, last))
      return FALSE;
    last = osr_json_get_int (comment, "id", 0);
  }
  return TRUE;
}

static gboolean
read_community (OsrSandboxWall *wall, JsonObject *object)
{
  gint64 id = osr_json_get_int (object, "id", 0);
  OsrSandboxCommunity *community = osr_sandbox_wall_community (wall, id);

  if (community == NULL)
    return FALSE;
  community->next_id =
      MAX (community->next_id, osr_json_get_int (object, "next_id", community->next_id));
  return TRUE;
}

static gboolean
read_citizen (OsrSandboxWall *wall, JsonObject *object)
{
  gint64 id = osr_json_get_int (object, "id", 0);
  const char *first_name = osr_json_get_string (object, "first_name");
  const char *last_name = osr_json_get_string (object, "last_name");

  if (id <= 0 || first_name == NULL || last_name == NULL)
    return FALSE;
  if (osr_sandbox_wall_citizen (wall, id) == NULL)
    osr_sandbox_wall_add_citizen (wall, id, first_name, last_name);
  return TRUE;
}

static gboolean
read_list (OsrSandboxWall *wall, JsonObject *root, const char *member,
           gboolean (*func) (OsrSandboxWall *wall, JsonObject *object))
{
  JsonArray *list = osr_json_get_array (root, member);

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *object = osr_json_array_get_object (list, i);

    if (object == NULL || !func (wall, object))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_progress (OsrSandboxProgress *progress, JsonObject *root)
{
  JsonArray *written = osr_json_get_array (root, "written");

  progress->started = osr_json_get_int (root, "started", 0);
  if (written == NULL || osr_json_get_int (root, "version", 0) != STATE_VERSION)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (written); i++) {
    const char *id = osr_json_array_get_string (written, i);

    if (id == NULL)
      return FALSE;
    g_hash_table_add (progress->written, g_strdup (id));
  }
  return TRUE;
}

gboolean
osr_sandbox_state_load (const char *path, OsrSandboxWall *wall, OsrSandboxProgress *progress,
                        GError **error)
{
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &failure)) {
    if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  root = osr_json_read_object (text, (gssize) length, 0, path, error);
  if (root == NULL)
    return FALSE;
  if (read_progress (progress, root) && read_list (wall, root, "communities", read_community) &&
      read_list (wall, root, "citizens", read_citizen) &&
      read_list (wall, root, "posts", read_post))
    return TRUE;
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
               "%s: not a state of this sandbox and office, or damaged", path);
  return FALSE;
}
