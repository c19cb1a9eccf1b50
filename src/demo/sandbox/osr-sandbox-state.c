/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The whole wall is one file: a demonstration's wall is small, and one rename is the
 * simplest thing that cannot be half done. */
#include "demo/sandbox/osr-sandbox-state.h"

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-builder.h"

#define STATE_VERSION 1

static void
set_string (JsonBuilder *builder, const char *member, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

static void
write_comment (JsonBuilder *builder, const OsrSandboxComment *comment)
{
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "id", comment->id);
  osr_sandbox_shape_int (builder, "from_id", comment->from_id);
  osr_sandbox_shape_int (builder, "root", comment->root);
  osr_sandbox_shape_int (builder, "reply_to", comment->reply_to);
  osr_sandbox_shape_int (builder, "date", comment->date);
  osr_sandbox_shape_int (builder, "edited", comment->edited);
  osr_sandbox_shape_flag (builder, "deleted", comment->deleted);
  set_string (builder, "text", comment->text);
  set_string (builder, "guid", comment->guid);
  if (comment->files != NULL) {
    osr_sandbox_shape_array (builder, "files");
    for (guint i = 0; i < comment->files->len; i++)
      json_builder_add_int_value (builder, ((OsrSandboxFile *) comment->files->pdata[i])->id);
    json_builder_end_array (builder);
  }
  json_builder_end_object (builder);
}

static void
write_file (JsonBuilder *builder, const OsrSandboxFile *file)
{
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "id", file->id);
  osr_sandbox_shape_int (builder, "community", file->community);
  set_string (builder, "kind", file->kind);
  set_string (builder, "name", file->name);
  set_string (builder, "secret", file->secret);
  osr_sandbox_shape_int (builder, "size", file->size);
  osr_sandbox_shape_flag (builder, "saved", file->saved);
  json_builder_end_object (builder);
}

static void
write_late (JsonBuilder *builder, const OsrSandboxLate *late)
{
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "owner_id", late->post->owner_id);
  osr_sandbox_shape_int (builder, "post", late->post->id);
  osr_sandbox_shape_int (builder, "due", late->due);
  json_builder_set_member_name (builder, "comment");
  write_comment (builder, late->comment);
  json_builder_end_object (builder);
}

static void
write_entry (JsonBuilder *builder, const OsrSandboxEntry *entry)
{
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "seq", entry->seq);
  osr_sandbox_shape_int (builder, "kind", entry->kind);
  osr_sandbox_shape_int (builder, "at", entry->at);
  osr_sandbox_shape_int (builder, "community", entry->community);
  osr_sandbox_shape_int (builder, "post", entry->post);
  osr_sandbox_shape_int (builder, "comment", entry->comment);
  osr_sandbox_shape_int (builder, "from_id", entry->from_id);
  set_string (builder, "text", entry->text);
  json_builder_end_object (builder);
}

/* What a comment or a listener hangs on: uploads, hidden comments, the journal. */
static void
write_rest (JsonBuilder *builder, OsrSandboxWall *wall)
{
  osr_sandbox_shape_array (builder, "files");
  for (guint i = 0; i < wall->files->len; i++)
    write_file (builder, wall->files->pdata[i]);
  json_builder_end_array (builder);
  osr_sandbox_shape_array (builder, "late");
  for (guint i = 0; i < wall->late->len; i++)
    write_late (builder, wall->late->pdata[i]);
  json_builder_end_array (builder);
  osr_sandbox_shape_array (builder, "journal");
  for (guint i = 0; i < wall->journal->entries->len; i++)
    write_entry (builder, wall->journal->entries->pdata[i]);
  json_builder_end_array (builder);
}

static void
write_post (JsonBuilder *builder, const OsrSandboxPost *post)
{
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "owner_id", post->owner_id);
  osr_sandbox_shape_int (builder, "id", post->id);
  osr_sandbox_shape_int (builder, "date", post->date);
  set_string (builder, "text", post->text);
  osr_sandbox_shape_flag (builder, "comments_closed", post->comments_closed);
  osr_sandbox_shape_flag (builder, "links_forbidden", post->links_forbidden);
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
    osr_sandbox_shape_int (builder, "id", community->id);
    osr_sandbox_shape_int (builder, "next_id", community->next_id);
    osr_sandbox_shape_int (builder, "read_to", community->read_to);
    osr_sandbox_shape_flag (builder, "moved", community->moved);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "citizens");
  json_builder_begin_array (builder);
  for (guint i = 0; i < wall->citizens->len; i++) {
    const OsrSandboxCitizen *citizen = wall->citizens->pdata[i];

    json_builder_begin_object (builder);
    osr_sandbox_shape_int (builder, "id", citizen->id);
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
  osr_sandbox_shape_int (builder, "version", STATE_VERSION);
  osr_sandbox_shape_int (builder, "started", progress->started);
  json_builder_set_member_name (builder, "written");
  json_builder_begin_array (builder);
  g_hash_table_iter_init (&iter, progress->written);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    json_builder_add_string_value (builder, id);
  json_builder_end_array (builder);
  write_rest (builder, wall);
  write_wall (builder, wall);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = osr_json_write (root);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
read_files_of (OsrSandboxWall *wall, OsrSandboxComment *comment, JsonObject *object)
{
  JsonArray *files = osr_json_get_array (object, "files");

  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++) {
    OsrSandboxFile *file = osr_sandbox_wall_file (wall, json_array_get_int_element (files, i));

    if (file == NULL)
      return FALSE;
    osr_sandbox_comment_add_file (comment, file);
  }
  return TRUE;
}

static gboolean
read_comment (OsrSandboxWall *wall, OsrSandboxPost *post, JsonObject *object, gint64 after)
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
  return read_files_of (wall, comment, object) && comment->from_id != 0 && comment->date >= 0 &&
         comment->root >= 0 && comment->root < id;
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

    if (comment == NULL || !read_comment (wall, post, comment, last))
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
  community->read_to = osr_json_get_int (object, "read_to", 0);
  community->moved = osr_json_get_boolean (object, "moved", FALSE);
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
read_file (OsrSandboxWall *wall, JsonObject *object)
{
  const char *kind = osr_json_get_string (object, "kind");
  const char *secret = osr_json_get_string (object, "secret");
  OsrSandboxFile *file;

  if (kind == NULL || secret == NULL)
    return FALSE;
  file = osr_sandbox_wall_add_file (wall, osr_json_get_int (object, "community", 0), kind,
                                    osr_json_get_string (object, "name"), NULL);
  file->id = osr_json_get_int (object, "id", 0);
  file->size = osr_json_get_int (object, "size", 0);
  file->saved = osr_json_get_boolean (object, "saved", FALSE);
  g_free (file->secret);
  file->secret = g_strdup (secret);
  return file->id > 0;
}

static gboolean
read_late (OsrSandboxWall *wall, JsonObject *object)
{
  OsrSandboxPost *post = osr_sandbox_wall_post (wall, osr_json_get_int (object, "owner_id", 0),
                                                osr_json_get_int (object, "post", 0));
  JsonObject *comment = osr_json_get_object (object, "comment");

  if (post == NULL || comment == NULL || !read_comment (wall, post, comment, 0))
    return FALSE;
  osr_sandbox_wall_postpone (wall, post, post->comments->pdata[post->comments->len - 1],
                             osr_json_get_int (object, "due", 0));
  return TRUE;
}

static gboolean
read_entry (OsrSandboxWall *wall, JsonObject *object)
{
  const OsrSandboxEntry entry = {
    .seq = osr_json_get_int (object, "seq", 0),
    .kind = (OsrSandboxEntryKind) osr_json_get_int (object, "kind", 0),
    .at = osr_json_get_int (object, "at", 0),
    .community = osr_json_get_int (object, "community", 0),
    .post = osr_json_get_int (object, "post", 0),
    .comment = osr_json_get_int (object, "comment", 0),
    .from_id = osr_json_get_int (object, "from_id", 0),
    .text = (char *) osr_json_get_string (object, "text"),
  };

  if (entry.seq <= wall->journal->last || entry.kind > OSR_SANDBOX_DELETED || entry.text == NULL)
    return FALSE;
  osr_sandbox_journal_add (wall->journal, &entry);
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

/* Files come first, since comments name them. A state without such a list is of an older program. */
static gboolean
read_rest (OsrSandboxWall *wall, JsonObject *root, const char *member,
           gboolean (*func) (OsrSandboxWall *wall, JsonObject *object))
{
  return osr_json_get_array (root, member) == NULL || read_list (wall, root, member, func);
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
  if (read_progress (progress, root) && read_rest (wall, root, "files", read_file) &&
      read_list (wall, root, "communities", read_community) &&
      read_list (wall, root, "citizens", read_citizen) &&
      read_list (wall, root, "posts", read_post) && read_rest (wall, root, "late", read_late) &&
      read_rest (wall, root, "journal", read_entry))
    return TRUE;
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
               "%s: not a state of this sandbox and office, or damaged", path);
  return FALSE;
}
