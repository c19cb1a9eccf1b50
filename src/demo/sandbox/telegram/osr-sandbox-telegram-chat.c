/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods that look up: the bot, its two chats, their members, uploaded files. */
#include "demo/sandbox/telegram/osr-sandbox-telegram-call.h"
#include "demo/sandbox/telegram/osr-sandbox-telegram-shape.h"

static OsrSandboxTelegramShape
shape_of (OsrSandboxTelegramCall *call, JsonBuilder *builder)
{
  return (OsrSandboxTelegramShape){ call->wall, call->community, builder };
}

gboolean
osr_sandbox_telegram_get_me (OsrSandboxTelegramCall *call)
{
  g_autoptr (JsonBuilder) builder = osr_sandbox_telegram_begin ();
  const OsrSandboxTelegramShape shape = shape_of (call, builder);

  json_builder_begin_object (builder);
  osr_sandbox_telegram_shape_bot (&shape);
  osr_sandbox_shape_flag (builder, "can_join_groups", TRUE);
  osr_sandbox_shape_flag (builder, "can_read_all_group_messages", TRUE);
  osr_sandbox_shape_flag (builder, "supports_inline_queries", FALSE);
  osr_sandbox_shape_flag (builder, "can_connect_to_business", FALSE);
  osr_sandbox_shape_flag (builder, "has_main_web_app", FALSE);
  json_builder_end_object (builder);
  return osr_sandbox_telegram_end (call, builder);
}

static void
shape_gifts (JsonBuilder *builder)
{
  osr_sandbox_shape_object (builder, "accepted_gift_types");
  osr_sandbox_shape_flag (builder, "unlimited_gifts", FALSE);
  osr_sandbox_shape_flag (builder, "limited_gifts", FALSE);
  osr_sandbox_shape_flag (builder, "unique_gifts", FALSE);
  osr_sandbox_shape_flag (builder, "premium_subscription", FALSE);
  json_builder_end_object (builder);
}

gboolean
osr_sandbox_telegram_get_chat (OsrSandboxTelegramCall *call)
{
  OsrSandboxChat chat = osr_sandbox_telegram_chat (call);
  gboolean group = chat == OSR_SANDBOX_CHAT_GROUP;
  g_autoptr (JsonBuilder) builder = NULL;
  OsrSandboxTelegramShape shape;

  if (chat == OSR_SANDBOX_CHAT_UNKNOWN)
    return FALSE;
  builder = osr_sandbox_telegram_begin ();
  shape = shape_of (call, builder);
  json_builder_begin_object (builder);
  osr_sandbox_telegram_shape_chat (&shape, group);
  osr_sandbox_shape_int (builder, "linked_chat_id",
                         group ? osr_sandbox_name_channel (call->community)
                               : osr_sandbox_name_group (call->community));
  osr_sandbox_shape_int (builder, "accent_color_id", 1);
  osr_sandbox_shape_int (builder, "max_reaction_count", 11);
  shape_gifts (builder);
  json_builder_end_object (builder);
  return osr_sandbox_telegram_end (call, builder);
}

static void
shape_administrator (const OsrSandboxTelegramShape *shape)
{
  static const char *const rights[] = {
    "can_be_edited",          "is_anonymous",         "can_manage_chat",     "can_delete_messages",
    "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
    "can_invite_users",       "can_post_stories",     "can_edit_stories",    "can_delete_stories"
  };

  json_builder_begin_object (shape->builder);
  osr_sandbox_shape_object (shape->builder, "user");
  osr_sandbox_telegram_shape_bot (shape);
  json_builder_end_object (shape->builder);
  osr_sandbox_shape_string (shape->builder, "status", "administrator");
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    osr_sandbox_shape_flag (shape->builder, rights[i], i == 2 || i == 3);
  json_builder_end_object (shape->builder);
}

gboolean
osr_sandbox_telegram_get_chat_member (OsrSandboxTelegramCall *call)
{
  gint64 user = osr_sandbox_telegram_int (call, "user_id", 0);
  g_autoptr (JsonBuilder) builder = NULL;
  OsrSandboxTelegramShape shape;

  if (osr_sandbox_telegram_chat (call) == OSR_SANDBOX_CHAT_UNKNOWN)
    return FALSE;
  if (user != osr_sandbox_name_bot (call->community))
    return osr_sandbox_telegram_fail (call->exchange, 400, "Bad Request: member not found");
  builder = osr_sandbox_telegram_begin ();
  shape = shape_of (call, builder);
  shape_administrator (&shape);
  return osr_sandbox_telegram_end (call, builder);
}

gboolean
osr_sandbox_telegram_get_administrators (OsrSandboxTelegramCall *call)
{
  g_autoptr (JsonBuilder) builder = NULL;
  OsrSandboxTelegramShape shape;

  if (osr_sandbox_telegram_chat (call) == OSR_SANDBOX_CHAT_UNKNOWN)
    return FALSE;
  builder = osr_sandbox_telegram_begin ();
  shape = shape_of (call, builder);
  json_builder_begin_array (builder);
  shape_administrator (&shape);
  json_builder_end_array (builder);
  return osr_sandbox_telegram_end (call, builder);
}

gboolean
osr_sandbox_telegram_get_file (OsrSandboxTelegramCall *call)
{
  const OsrSandboxFile *file =
      osr_sandbox_wall_file_by_secret (call->wall, osr_sandbox_telegram_string (call, "file_id"));
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *unique = NULL;
  g_autofree char *path = NULL;

  if (file == NULL || file->community != call->community->id)
    return osr_sandbox_telegram_fail (call->exchange, 400, "Bad Request: invalid file_id");
  unique = g_strdup_printf ("AQAD%" G_GINT64_FORMAT, file->id);
  path = g_strdup_printf ("files/file_%" G_GINT64_FORMAT, file->id);
  builder = osr_sandbox_telegram_begin ();
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "file_id", file->secret);
  osr_sandbox_shape_string (builder, "file_unique_id", unique);
  osr_sandbox_shape_int (builder, "file_size", file->size);
  osr_sandbox_shape_string (builder, "file_path", path);
  json_builder_end_object (builder);
  return osr_sandbox_telegram_end (call, builder);
}
