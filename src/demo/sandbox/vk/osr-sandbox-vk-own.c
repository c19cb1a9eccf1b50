/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user's token does for a community that the user manages: another text in a comment of the
 * community, and a post on its wall. Communities' own tokens may neither. */
#include "demo/sandbox/vk/osr-sandbox-vk-method.h"
#include "demo/sandbox/vk/osr-sandbox-vk-shape.h"

gboolean
osr_sandbox_call_speaks_for (OsrSandboxCall *call, gint64 from_id)
{
  const OsrSandboxCommunity *community =
      from_id < 0 ? osr_sandbox_wall_community (call->wall, -from_id) : NULL;

  if (call->token->kind == OSR_SANDBOX_TOKEN_GROUP)
    return from_id == -call->token->id;
  return from_id == call->token->id || (community != NULL && community->manager == call->token->id);
}

static void
undo_edit (OsrSandboxCall *call)
{
  g_free (call->written->text);
  call->written->text = g_steal_pointer (&call->before);
}

gboolean
osr_sandbox_wall_edit_comment (OsrSandboxCall *call)
{
  const char *message = osr_sandbox_call_string (call, "message", NULL);
  OsrSandboxComment *comment =
      osr_sandbox_wall_comment (call->wall, -osr_sandbox_call_int (call, "owner_id", 0),
                                osr_sandbox_call_int (call, "comment_id", 0), &call->post);

  if (comment == NULL || comment->deleted)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "comment_id is invalid");
  if (!osr_sandbox_call_speaks_for (call, comment->from_id))
    return osr_sandbox_call_fail (call, OSR_SANDBOX_ACCESS, "no access to this comment");
  if (!osr_sandbox_call_check_message (call, call->post, message))
    return FALSE;
  call->before = g_strdup (comment->text);
  osr_sandbox_wall_edit (call->wall, call->post, comment, message, call->now);
  call->written = comment;
  call->undo = undo_edit;
  json_builder_add_int_value (call->builder, 1);
  return TRUE;
}

static void
undo_delete (OsrSandboxCall *call)
{
  call->written->deleted = FALSE;
}

gboolean
osr_sandbox_wall_delete_comment (OsrSandboxCall *call)
{
  OsrSandboxComment *comment =
      osr_sandbox_wall_comment (call->wall, -osr_sandbox_call_int (call, "owner_id", 0),
                                osr_sandbox_call_int (call, "comment_id", 0), &call->post);

  if (comment == NULL || comment->deleted)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "comment_id is invalid");
  if (!osr_sandbox_call_speaks_for (call, comment->from_id))
    return osr_sandbox_call_fail (call, OSR_SANDBOX_ACCESS, "no access to this comment");
  osr_sandbox_wall_delete (call->wall, call->post, comment, FALSE, call->now);
  call->written = comment;
  call->undo = undo_delete;
  json_builder_add_int_value (call->builder, 1);
  return TRUE;
}

static void
undo_post (OsrSandboxCall *call)
{
  osr_sandbox_wall_remove_post (call->wall, call->post);
}

gboolean
osr_sandbox_wall_post_new (OsrSandboxCall *call)
{
  const char *message = osr_sandbox_call_string (call, "message", NULL);
  gint64 owner_id = osr_sandbox_call_int (call, "owner_id", 0);
  OsrSandboxCommunity *community = osr_sandbox_wall_community (call->wall, -owner_id);

  if (community == NULL || !osr_sandbox_call_speaks_for (call, owner_id) ||
      osr_sandbox_call_int (call, "from_group", 0) != 1)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_ACCESS, "no access to this wall");
  if (!osr_sandbox_call_check_message (call, NULL, message))
    return FALSE;
  call->post = osr_sandbox_wall_publish (call->wall, community, message, call->now);
  call->undo = undo_post;
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_int (call->builder, "post_id", call->post->id);
  json_builder_end_object (call->builder);
  return TRUE;
}
