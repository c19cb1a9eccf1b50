/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board of a community: topics with comments on one level. A topic is a post that no wall shows. */
#include <string.h>

#include "demo/sandbox/vk/osr-sandbox-vk-method.h"
#include "demo/sandbox/vk/osr-sandbox-vk-shape.h"

#define DEFAULT_COUNT 20

static OsrSandboxPost *
find_topic (OsrSandboxCall *call)
{
  OsrSandboxPost *topic =
      osr_sandbox_wall_post (call->wall, -osr_sandbox_call_int (call, "group_id", 0),
                             osr_sandbox_call_int (call, "topic_id", 0));

  if (topic != NULL && topic->topic)
    return topic;
  osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "topic_id is invalid");
  return NULL;
}

static void
shape_comment (JsonBuilder *builder, const OsrSandboxComment *comment)
{
  g_autofree char *text = osr_sandbox_escape (comment->text);

  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "id", comment->id);
  osr_sandbox_shape_int (builder, "from_id", comment->from_id);
  osr_sandbox_shape_int (builder, "date", comment->date);
  osr_sandbox_shape_string (builder, "text", text);
  json_builder_end_object (builder);
}

/* (transfer container): what is still there, in the order asked for. */
static GPtrArray *
living (OsrSandboxPost *topic, gboolean descending)
{
  GPtrArray *comments = g_ptr_array_new ();

  for (guint i = 0; i < topic->comments->len; i++) {
    OsrSandboxComment *comment =
        topic->comments->pdata[descending ? topic->comments->len - 1 - i : i];

    if (!comment->deleted)
      g_ptr_array_add (comments, comment);
  }
  return comments;
}

gboolean
osr_sandbox_board_get_comments (OsrSandboxCall *call)
{
  OsrSandboxPost *topic = find_topic (call);
  gboolean descending = strcmp (osr_sandbox_call_string (call, "sort", "asc"), "desc") == 0;
  gint64 first = CLAMP (osr_sandbox_call_int (call, "offset", 0), 0, G_MAXINT32);
  gint64 count = osr_sandbox_call_int (call, "count", DEFAULT_COUNT);
  g_autoptr (GHashTable) authors =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) comments = NULL;

  if (topic == NULL)
    return FALSE;
  comments = living (topic, descending);
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_int (call->builder, "count", comments->len);
  osr_sandbox_shape_array (call->builder, "items");
  for (gint64 i = first; i < comments->len && i < first + count; i++) {
    const OsrSandboxComment *comment = comments->pdata[i];

    g_hash_table_add (authors, g_memdup2 (&comment->from_id, sizeof comment->from_id));
    shape_comment (call->builder, comment);
  }
  json_builder_end_array (call->builder);
  if (osr_sandbox_call_int (call, "extended", 0) == 1)
    osr_sandbox_shape_authors (call->builder, call->wall, authors);
  json_builder_end_object (call->builder);
  return TRUE;
}

gboolean
osr_sandbox_board_create_comment (OsrSandboxCall *call)
{
  const char *message = osr_sandbox_call_string (call, "message", NULL);
  gboolean from_group = osr_sandbox_call_int (call, "from_group", 0) == 1;
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  call->post = find_topic (call);
  if (call->post == NULL || !osr_sandbox_call_check_message (call, call->post, message))
    return FALSE;
  if (from_group && !osr_sandbox_call_speaks_for (call, call->post->owner_id))
    return osr_sandbox_call_fail (call, OSR_SANDBOX_ACCESS, "no access to this group");
  if (!osr_sandbox_call_read_files (call, -call->post->owner_id, files))
    return FALSE;
  osr_sandbox_call_write (call, from_group ? call->post->owner_id : call->token->id, NULL, files);
  json_builder_add_int_value (call->builder, call->written->id);
  return TRUE;
}
