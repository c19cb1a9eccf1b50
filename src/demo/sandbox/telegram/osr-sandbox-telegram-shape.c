/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A message that is answered comes without the one that it answers itself. */
#include "demo/sandbox/telegram/osr-sandbox-telegram-shape.h"

#include <string.h>

#include "demo/sandbox/osr-sandbox-names.h"

#define SERVICE_ACCOUNT 777000    /* forwards channel posts into their groups */
#define CHANNEL_ACCOUNT 136817688 /* stands for whoever writes as a channel */
#define MEDIA_GROUP     "group:"

void
osr_sandbox_telegram_shape_bot (const OsrSandboxTelegramShape *shape)
{
  g_autofree char *username = g_strconcat (shape->community->screen_name, "_bot", NULL);

  osr_sandbox_shape_int (shape->builder, "id", osr_sandbox_name_bot (shape->community));
  osr_sandbox_shape_flag (shape->builder, "is_bot", TRUE);
  osr_sandbox_shape_string (shape->builder, "first_name", shape->community->name);
  osr_sandbox_shape_string (shape->builder, "username", username);
}

void
osr_sandbox_telegram_shape_chat (const OsrSandboxTelegramShape *shape, gboolean group)
{
  JsonBuilder *builder = shape->builder;

  osr_sandbox_shape_int (builder, "id",
                         group ? osr_sandbox_name_group (shape->community)
                               : osr_sandbox_name_channel (shape->community));
  osr_sandbox_shape_string (builder, "title", shape->community->name);
  if (!group)
    osr_sandbox_shape_string (builder, "username", shape->community->screen_name);
  osr_sandbox_shape_string (builder, "type", group ? "supergroup" : "channel");
}

static void
shape_chat (const OsrSandboxTelegramShape *shape, const char *member, gboolean group)
{
  osr_sandbox_shape_object (shape->builder, member);
  osr_sandbox_telegram_shape_chat (shape, group);
  json_builder_end_object (shape->builder);
}

static void
shape_stranger (JsonBuilder *builder, gint64 id, const char *name, const char *username)
{
  osr_sandbox_shape_int (builder, "id", id);
  osr_sandbox_shape_flag (builder, "is_bot", id == CHANNEL_ACCOUNT);
  osr_sandbox_shape_string (builder, "first_name", name);
  if (username != NULL)
    osr_sandbox_shape_string (builder, "username", username);
}

static void
shape_author (const OsrSandboxTelegramShape *shape, gint64 from_id)
{
  JsonBuilder *builder = shape->builder;
  const OsrSandboxCitizen *citizen = osr_sandbox_wall_citizen (shape->wall, from_id);

  osr_sandbox_shape_object (builder, "from");
  if (from_id == -shape->community->id)
    osr_sandbox_telegram_shape_bot (shape);
  else if (from_id < 0)
    shape_stranger (builder, CHANNEL_ACCOUNT, "Channel", "Channel_Bot");
  else
    shape_stranger (builder, from_id, citizen != NULL ? citizen->first_name : "?", NULL);
  if (citizen != NULL && *citizen->last_name != '\0')
    osr_sandbox_shape_string (builder, "last_name", citizen->last_name);
  if (citizen != NULL)
    osr_sandbox_shape_string (builder, "language_code", "ru");
  json_builder_end_object (builder);
}

static void
shape_file (JsonBuilder *builder, const OsrSandboxFile *file, gint64 width)
{
  g_autofree char *unique = g_strdup_printf ("AQAD%" G_GINT64_FORMAT, file->id);

  osr_sandbox_shape_string (builder, "file_id", file->secret);
  osr_sandbox_shape_string (builder, "file_unique_id", unique);
  osr_sandbox_shape_int (builder, "file_size", file->size);
  if (width > 0) {
    osr_sandbox_shape_int (builder, "width", width);
    osr_sandbox_shape_int (builder, "height", width * 3 / 4);
  }
}

static void
shape_media (JsonBuilder *builder, const OsrSandboxFile *file)
{
  if (strcmp (file->kind, "photo") == 0) {
    osr_sandbox_shape_array (builder, "photo");
    for (gint64 width = 320; width <= 1280; width *= 4) {
      json_builder_begin_object (builder);
      shape_file (builder, file, width);
      json_builder_end_object (builder);
    }
    json_builder_end_array (builder);
    return;
  }
  osr_sandbox_shape_object (builder, strcmp (file->kind, "video") == 0 ? "video" : "document");
  shape_file (builder, file, strcmp (file->kind, "video") == 0 ? 1280 : 0);
  if (strcmp (file->kind, "video") == 0)
    osr_sandbox_shape_int (builder, "duration", 1);
  if (file->name != NULL)
    osr_sandbox_shape_string (builder, "file_name", file->name);
  json_builder_end_object (builder);
}

static void
shape_content (JsonBuilder *builder, const OsrSandboxComment *comment, const char *text)
{
  if (comment->guid != NULL && g_str_has_prefix (comment->guid, MEDIA_GROUP))
    osr_sandbox_shape_string (builder, "media_group_id", comment->guid + strlen (MEDIA_GROUP));
  if (comment->files == NULL) {
    osr_sandbox_shape_string (builder, "text", text);
    return;
  }
  for (guint i = 0; i < comment->files->len; i++)
    shape_media (builder, comment->files->pdata[i]);
  if (*text != '\0')
    osr_sandbox_shape_string (builder, "caption", text);
}

static void
shape_head (const OsrSandboxTelegramShape *shape, const OsrSandboxPost *post,
            const OsrSandboxComment *comment)
{
  const OsrSandboxCommunity *channel =
      comment->from_id < 0 && comment->from_id != -shape->community->id
          ? osr_sandbox_wall_community (shape->wall, -comment->from_id)
          : NULL;
  const OsrSandboxTelegramShape other = { shape->wall, channel, shape->builder };

  osr_sandbox_shape_int (shape->builder, "message_id", comment->id);
  shape_author (shape, comment->from_id);
  if (channel != NULL)
    shape_chat (&other, "sender_chat", FALSE);
  shape_chat (shape, "chat", TRUE);
  osr_sandbox_shape_int (shape->builder, "date", comment->date);
  if (comment->edited != 0)
    osr_sandbox_shape_int (shape->builder, "edit_date", comment->edited);
  osr_sandbox_shape_int (shape->builder, "message_thread_id", post->id);
}

void
osr_sandbox_telegram_shape_comment (const OsrSandboxTelegramShape *shape, OsrSandboxPost *post,
                                    const OsrSandboxComment *comment, const char *text)
{
  const OsrSandboxComment *answered = osr_sandbox_post_comment (post, comment->reply_to);

  json_builder_begin_object (shape->builder);
  shape_head (shape, post, comment);
  if (comment->reply_to == 0) {
    json_builder_set_member_name (shape->builder, "reply_to_message");
    osr_sandbox_telegram_shape_root (shape, post);
  } else if (answered != NULL && !answered->deleted) {
    osr_sandbox_shape_object (shape->builder, "reply_to_message");
    shape_head (shape, post, answered);
    shape_content (shape->builder, answered, answered->text);
    json_builder_end_object (shape->builder);
  }
  shape_content (shape->builder, comment, text != NULL ? text : comment->text);
  json_builder_end_object (shape->builder);
}

void
osr_sandbox_telegram_shape_post (const OsrSandboxTelegramShape *shape, const OsrSandboxPost *post)
{
  json_builder_begin_object (shape->builder);
  osr_sandbox_shape_int (shape->builder, "message_id", post->id + OSR_SANDBOX_CHANNEL_SHIFT);
  shape_chat (shape, "sender_chat", FALSE);
  shape_chat (shape, "chat", FALSE);
  osr_sandbox_shape_int (shape->builder, "date", post->date);
  osr_sandbox_shape_string (shape->builder, "text", post->text);
  json_builder_end_object (shape->builder);
}

static void
shape_origin (const OsrSandboxTelegramShape *shape, const OsrSandboxPost *post)
{
  osr_sandbox_shape_object (shape->builder, "forward_origin");
  osr_sandbox_shape_string (shape->builder, "type", "channel");
  shape_chat (shape, "chat", FALSE);
  osr_sandbox_shape_int (shape->builder, "message_id", post->id + OSR_SANDBOX_CHANNEL_SHIFT);
  osr_sandbox_shape_int (shape->builder, "date", post->date);
  json_builder_end_object (shape->builder);
}

void
osr_sandbox_telegram_shape_root (const OsrSandboxTelegramShape *shape, const OsrSandboxPost *post)
{
  JsonBuilder *builder = shape->builder;

  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "message_id", post->id);
  osr_sandbox_shape_object (builder, "from");
  shape_stranger (builder, SERVICE_ACCOUNT, "Telegram", NULL);
  json_builder_end_object (builder);
  shape_chat (shape, "sender_chat", FALSE);
  shape_chat (shape, "chat", TRUE);
  osr_sandbox_shape_int (builder, "date", post->date);
  shape_origin (shape, post);
  osr_sandbox_shape_flag (builder, "is_automatic_forward", TRUE);
  osr_sandbox_shape_string (builder, "text", post->text);
  json_builder_end_object (builder);
}
