/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A post speaks in the channel's name and has no sender; the bot's comments have. */
#include "demo/sandbox/max/osr-sandbox-max-shape.h"

#include "demo/sandbox/osr-sandbox-names.h"
#include "demo/sandbox/osr-sandbox-pictures.h"

#define MS G_GINT64_CONSTANT (1000)

void
osr_sandbox_max_shape_user (const OsrSandboxMaxShape *shape, gint64 from_id)
{
  JsonBuilder *builder = shape->builder;
  const OsrSandboxCitizen *citizen = osr_sandbox_wall_citizen (shape->wall, from_id);
  g_autofree char *name = osr_sandbox_wall_author (shape->wall, from_id);
  gboolean bot = from_id == -shape->community->id;
  g_autofree char *username =
      bot ? g_strconcat (shape->community->screen_name, "_bot", NULL) : NULL;

  osr_sandbox_shape_int (builder, "user_id",
                         bot ? osr_sandbox_name_bot (shape->community) : from_id);
  osr_sandbox_shape_string (builder, "first_name", citizen != NULL ? citizen->first_name : name);
  if (citizen != NULL)
    osr_sandbox_shape_string (builder, "last_name", citizen->last_name);
  osr_sandbox_shape_string (builder, "username", username);
  osr_sandbox_shape_flag (builder, "is_bot", bot);
  osr_sandbox_shape_int (builder, "last_activity_time", 0);
  osr_sandbox_shape_string (builder, "name", name);
}

static gint64
last_event (const OsrSandboxMaxShape *shape)
{
  gint64 last = 0;

  for (guint i = 0; i < shape->wall->posts->len; i++) {
    const OsrSandboxPost *post = shape->wall->posts->pdata[i];

    if (post->owner_id == -shape->community->id)
      last = MAX (last, post->date);
  }
  return last * MS;
}

void
osr_sandbox_max_shape_chat (const OsrSandboxMaxShape *shape)
{
  JsonBuilder *builder = shape->builder;
  g_autofree char *link = g_strconcat (shape->link_base, "/", shape->community->screen_name, NULL);

  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "chat_id", osr_sandbox_name_max_chat (shape->community));
  osr_sandbox_shape_string (builder, "type", "channel");
  osr_sandbox_shape_string (builder, "status", "active");
  osr_sandbox_shape_string (builder, "title", shape->community->name);
  osr_sandbox_shape_string (builder, "icon", NULL);
  osr_sandbox_shape_int (builder, "last_event_time", last_event (shape));
  osr_sandbox_shape_int (builder, "participants_count", shape->wall->citizens->len);
  osr_sandbox_shape_flag (builder, "is_public", TRUE);
  osr_sandbox_shape_string (builder, "link", link);
  osr_sandbox_shape_string (builder, "description", NULL);
  json_builder_end_object (builder);
}

static void
shape_recipient (const OsrSandboxMaxShape *shape, const char *post_id)
{
  JsonBuilder *builder = shape->builder;

  osr_sandbox_shape_object (builder, "recipient");
  osr_sandbox_shape_int (builder, "chat_id", osr_sandbox_name_max_chat (shape->community));
  osr_sandbox_shape_string (builder, "chat_type", "channel");
  osr_sandbox_shape_string (builder, "user_id", NULL);
  if (post_id != NULL)
    osr_sandbox_shape_string (builder, "post_id", post_id);
  json_builder_end_object (builder);
}

static void
shape_pictures (const OsrSandboxMaxShape *shape, const GPtrArray *files)
{
  JsonBuilder *builder = shape->builder;

  osr_sandbox_shape_array (builder, "attachments");
  for (guint i = 0; i < files->len; i++) {
    const OsrSandboxFile *file = files->pdata[i];
    g_autofree char *url = osr_sandbox_picture_address (shape->wall, file);

    json_builder_begin_object (builder);
    osr_sandbox_shape_string (builder, "type", "image");
    osr_sandbox_shape_object (builder, "payload");
    osr_sandbox_shape_int (builder, "photo_id", file->id);
    osr_sandbox_shape_string (builder, "token", file->secret);
    osr_sandbox_shape_string (builder, "url", url);
    json_builder_end_object (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* @files: (nullable): of a comment */
static void
shape_body (const OsrSandboxMaxShape *shape, const char *member, gint64 id, const char *text,
            const GPtrArray *files)
{
  JsonBuilder *builder = shape->builder;
  g_autofree char *mid = osr_sandbox_name_mid (shape->community->id, id);

  osr_sandbox_shape_object (builder, member);
  osr_sandbox_shape_string (builder, "mid", mid);
  osr_sandbox_shape_int (builder, "seq", id);
  osr_sandbox_shape_string (builder, "text", text);
  if (files != NULL)
    shape_pictures (shape, files);
  else
    osr_sandbox_shape_string (builder, "attachments", NULL);
  json_builder_end_object (builder);
}

void
osr_sandbox_max_shape_post (const OsrSandboxMaxShape *shape, const OsrSandboxPost *post)
{
  JsonBuilder *builder = shape->builder;
  g_autofree char *url = g_strdup_printf ("%s/%s/%" G_GINT64_FORMAT, shape->link_base,
                                          shape->community->screen_name, post->id);

  json_builder_begin_object (builder);
  shape_recipient (shape, NULL);
  osr_sandbox_shape_int (builder, "timestamp", post->date * MS);
  shape_body (shape, "body", post->id, post->text, NULL);
  osr_sandbox_shape_object (builder, "stat");
  osr_sandbox_shape_int (builder, "views", 1);
  json_builder_end_object (builder);
  osr_sandbox_shape_string (builder, "url", url);
  json_builder_end_object (builder);
}

void
osr_sandbox_max_shape_comment (const OsrSandboxMaxShape *shape, OsrSandboxPost *post,
                               const OsrSandboxComment *comment, const char *text)
{
  JsonBuilder *builder = shape->builder;
  const OsrSandboxComment *answered = osr_sandbox_post_comment (post, comment->reply_to);
  g_autofree char *post_id = osr_sandbox_name_mid (shape->community->id, post->id);

  json_builder_begin_object (builder);
  osr_sandbox_shape_object (builder, "sender");
  osr_sandbox_max_shape_user (shape, comment->from_id);
  json_builder_end_object (builder);
  shape_recipient (shape, post_id);
  osr_sandbox_shape_int (builder, "timestamp", comment->date * MS);
  if (answered != NULL) {
    osr_sandbox_shape_object (builder, "link");
    osr_sandbox_shape_string (builder, "type", "reply");
    osr_sandbox_shape_object (builder, "sender");
    osr_sandbox_max_shape_user (shape, answered->from_id);
    json_builder_end_object (builder);
    shape_body (shape, "message", answered->id, answered->text, answered->files);
    json_builder_end_object (builder);
  }
  shape_body (shape, "body", comment->id, text != NULL ? text : comment->text, comment->files);
  json_builder_end_object (builder);
}
