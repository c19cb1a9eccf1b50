/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shapes of discussions and their comments. All ids are strings; a date has no zone and is
 * Moscow's, the milliseconds beside it are exact. */
#include "demo/sandbox/ok/osr-sandbox-ok-call.h"
#include "demo/sandbox/osr-sandbox-pictures.h"

#define MOSCOW "Europe/Moscow"

static char *
date_of (gint64 seconds)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (MOSCOW);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = NULL;

  if (zone == NULL || utc == NULL)
    return g_strdup ("");
  local = g_date_time_to_timezone (utc, zone);
  return g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
}

static void
shape_id (JsonBuilder *builder, const char *member, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  osr_sandbox_shape_string (builder, member, text);
}

static gint64
last_date (const OsrSandboxPost *post)
{
  const OsrSandboxComment *last =
      post->comments->len > 0 ? post->comments->pdata[post->comments->len - 1] : NULL;

  return last != NULL ? last->date : post->date;
}

static void
shape_references (JsonBuilder *builder, gint64 group)
{
  osr_sandbox_shape_array (builder, "ref_objects");
  json_builder_begin_object (builder);
  shape_id (builder, "id", group);
  osr_sandbox_shape_string (builder, "type", "GROUP");
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static void
shape_flags (JsonBuilder *builder, const char *flags)
{
  osr_sandbox_shape_object (builder, "attrs");
  osr_sandbox_shape_string (builder, "flags", flags);
  json_builder_end_object (builder);
}

void
osr_sandbox_ok_shape_discussion (OsrSandboxOkCall *call, const OsrSandboxPost *post)
{
  JsonBuilder *builder = call->builder;
  const OsrSandboxCommunity *group = osr_sandbox_wall_community (call->wall, -post->owner_id);
  g_autofree char *topic = osr_sandbox_name_topic (group->id, post->id);
  g_autofree char *created = date_of (post->date);
  g_autofree char *last = date_of (last_date (post));
  g_autofree char *message = g_strdup_printf (
      "Topic in the {group:%" G_GINT64_FORMAT "}%s{group} group", group->id, group->name);

  json_builder_begin_object (builder);
  shape_flags (builder, post->comments_closed ? "l,s" : "c,l,s");
  osr_sandbox_shape_string (builder, "creation_date", created);
  osr_sandbox_shape_string (builder, "last_activity_date", last);
  osr_sandbox_shape_string (builder, "last_user_access_date", created);
  osr_sandbox_shape_int (builder, "like_count", 0);
  osr_sandbox_shape_flag (builder, "liked_it", FALSE);
  osr_sandbox_shape_string (builder, "message", message);
  osr_sandbox_shape_int (builder, "new_comments_count", 0);
  osr_sandbox_shape_string (builder, "object_id", topic);
  osr_sandbox_shape_string (builder, "object_type", "GROUP_TOPIC");
  shape_id (builder, "owner_uid", group->manager != 0 ? group->manager : group->id);
  shape_references (builder, group->id);
  osr_sandbox_shape_string (builder, "title", post->text);
  osr_sandbox_shape_int (builder, "total_comments_count", post->comments->len);
  json_builder_end_object (builder);
}

static void
shape_author (OsrSandboxOkCall *call, const OsrSandboxComment *comment)
{
  JsonBuilder *builder = call->builder;
  g_autofree char *name = osr_sandbox_wall_author (call->wall, comment->from_id);
  gint64 id = ABS (comment->from_id);
  g_autofree char *reference =
      g_strdup_printf ("%s:%" G_GINT64_FORMAT, comment->from_id < 0 ? "group" : "user", id);

  shape_id (builder, "author_id", id);
  osr_sandbox_shape_string (builder, "author_name", name);
  osr_sandbox_shape_string (builder, "author_ref", reference);
}

static void
shape_answered (OsrSandboxOkCall *call, gint64 group, const OsrSandboxComment *answered)
{
  g_autofree char *id = osr_sandbox_name_remark (group, answered->id);
  g_autofree char *name = osr_sandbox_wall_author (call->wall, answered->from_id);

  osr_sandbox_shape_string (call->builder, "reply_to_comment_id", id);
  shape_id (call->builder, "reply_to_id", ABS (answered->from_id));
  osr_sandbox_shape_string (call->builder, "reply_to_name", name);
}

static void
shape_pictures (OsrSandboxOkCall *call, const GPtrArray *files)
{
  JsonBuilder *builder = call->builder;

  osr_sandbox_shape_array (builder, "attachments");
  for (guint i = 0; i < files->len; i++) {
    const OsrSandboxFile *file = files->pdata[i];
    g_autofree char *url = osr_sandbox_picture_address (call->wall, file);

    json_builder_begin_object (builder);
    osr_sandbox_shape_string (builder, "type", "PHOTO");
    shape_id (builder, "id", file->id);
    osr_sandbox_shape_string (builder, "pic640x480", url);
    osr_sandbox_shape_string (builder, "pic_max", url);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

void
osr_sandbox_ok_shape_comment (OsrSandboxOkCall *call, OsrSandboxPost *post,
                              const OsrSandboxComment *comment)
{
  JsonBuilder *builder = call->builder;
  const OsrSandboxComment *answered = osr_sandbox_post_comment (post, comment->reply_to);
  g_autofree char *id = osr_sandbox_name_remark (-post->owner_id, comment->id);
  g_autofree char *date = date_of (comment->date);

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "id", id);
  osr_sandbox_shape_string (builder, "text", comment->deleted ? "" : comment->text);
  osr_sandbox_shape_string (builder, "date", date);
  osr_sandbox_shape_int (builder, "date_ms", comment->date * 1000);
  osr_sandbox_shape_string (builder, "type",
                            comment->deleted ? "DELETED_MESSAGE" : "ACTIVE_MESSAGE");
  shape_author (call, comment);
  osr_sandbox_shape_int (builder, "like_count", 0);
  if (answered != NULL)
    shape_answered (call, -post->owner_id, answered);
  if (comment->files != NULL && !comment->deleted)
    shape_pictures (call, comment->files);
  shape_flags (builder, "l,s");
  json_builder_end_object (builder);
}
