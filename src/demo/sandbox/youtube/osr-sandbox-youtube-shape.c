/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shapes of lists, threads and comments, member by member as in recorded answers. A thread comes
 * with some of its replies only. */
#include <string.h>

#include "demo/sandbox/youtube/osr-sandbox-youtube-call.h"

#define SOME_REPLIES 5

static void
shape_etag (JsonBuilder *builder, const char *what, gint64 id, gint64 changed)
{
  g_autofree char *text =
      g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, what, id, changed);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);
  g_autofree char *etag = g_strdup_printf ("\"%.27s\"", sum);

  osr_sandbox_shape_string (builder, "etag", etag);
}

void
osr_sandbox_youtube_begin_list (JsonBuilder *builder, const char *kind)
{
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "kind", kind);
  shape_etag (builder, kind, 0, 0);
  osr_sandbox_shape_array (builder, "items");
}

void
osr_sandbox_youtube_end_list (JsonBuilder *builder, gint64 next, gint64 total, gint64 count)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, next);
  g_autofree char *token = g_base64_encode ((const guchar *) plain, strlen (plain));

  json_builder_end_array (builder);
  if (next < total)
    osr_sandbox_shape_string (builder, "nextPageToken", token);
  osr_sandbox_shape_object (builder, "pageInfo");
  osr_sandbox_shape_int (builder, "totalResults", total);
  osr_sandbox_shape_int (builder, "resultsPerPage", count);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static char *
instant_of (gint64 seconds)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (date, "%Y-%m-%dT%H:%M:%S.000Z");
}

static void
shape_author (OsrSandboxYoutubeCall *call, JsonBuilder *builder, gint64 from_id)
{
  g_autofree char *name = osr_sandbox_wall_author (call->wall, from_id);
  g_autofree char *owner = osr_sandbox_name_owner (ABS (from_id));
  g_autofree char *url = g_strconcat ("http://www.youtube.com/channel/", owner, NULL);

  osr_sandbox_shape_string (builder, "authorDisplayName", name);
  osr_sandbox_shape_string (builder, "authorProfileImageUrl", "");
  osr_sandbox_shape_string (builder, "authorChannelUrl", url);
  osr_sandbox_shape_object (builder, "authorChannelId");
  osr_sandbox_shape_string (builder, "value", owner);
  json_builder_end_object (builder);
}

/* The text to show is HTML unless plain text was asked for. */
static void
shape_text (OsrSandboxYoutubeCall *call, JsonBuilder *builder, const char *text)
{
  gboolean plain = g_strcmp0 (osr_sandbox_youtube_argument (call, "textFormat"), "plainText") == 0;
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autoptr (GString) shown = g_string_new (plain ? text : escaped);

  if (!plain)
    g_string_replace (shown, "\n", "<br />", 0);
  osr_sandbox_shape_string (builder, "textDisplay", shown->str);
  osr_sandbox_shape_string (builder, "textOriginal", text);
}

void
osr_sandbox_youtube_shape_comment (OsrSandboxYoutubeCall *call, JsonBuilder *builder,
                                   const OsrSandboxPost *post, const OsrSandboxComment *comment)
{
  const OsrSandboxComment root = { .id = comment->root };
  g_autofree char *id = osr_sandbox_name_thread (-post->owner_id, comment);
  g_autofree char *parent = osr_sandbox_name_thread (-post->owner_id, &root);
  g_autofree char *video = osr_sandbox_name_video (-post->owner_id, post->id);
  g_autofree char *published = instant_of (comment->date);
  g_autofree char *updated = instant_of (MAX (comment->date, comment->edited));

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "kind", "youtube#comment");
  shape_etag (builder, "comment", comment->id, comment->edited);
  osr_sandbox_shape_string (builder, "id", id);
  osr_sandbox_shape_object (builder, "snippet");
  shape_author (call, builder, comment->from_id);
  osr_sandbox_shape_string (builder, "videoId", video);
  shape_text (call, builder, comment->text);
  if (comment->root != 0)
    osr_sandbox_shape_string (builder, "parentId", parent);
  osr_sandbox_shape_flag (builder, "canRate", TRUE);
  osr_sandbox_shape_string (builder, "viewerRating", "none");
  osr_sandbox_shape_int (builder, "likeCount", 0);
  osr_sandbox_shape_string (builder, "publishedAt", published);
  osr_sandbox_shape_string (builder, "updatedAt", updated);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/* (transfer container): the replies that are still there. */
static GPtrArray *
replies_of (OsrSandboxPost *post, gint64 root)
{
  GPtrArray *replies = osr_sandbox_post_level (post, root);

  for (guint i = replies->len; i > 0; i--)
    if (((OsrSandboxComment *) replies->pdata[i - 1])->deleted)
      g_ptr_array_remove_index (replies, i - 1);
  return replies;
}

void
osr_sandbox_youtube_shape_thread (OsrSandboxYoutubeCall *call, JsonBuilder *builder,
                                  OsrSandboxPost *post, const OsrSandboxComment *comment)
{
  g_autoptr (GPtrArray) replies = replies_of (post, comment->id);
  g_autofree char *id = osr_sandbox_name_thread (-post->owner_id, comment);
  g_autofree char *video = osr_sandbox_name_video (-post->owner_id, post->id);
  g_autofree char *channel = osr_sandbox_name_owner (-post->owner_id);

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "kind", "youtube#commentThread");
  shape_etag (builder, "thread", comment->id, replies->len);
  osr_sandbox_shape_string (builder, "id", id);
  osr_sandbox_shape_object (builder, "snippet");
  osr_sandbox_shape_string (builder, "channelId", channel);
  osr_sandbox_shape_string (builder, "videoId", video);
  json_builder_set_member_name (builder, "topLevelComment");
  osr_sandbox_youtube_shape_comment (call, builder, post, comment);
  osr_sandbox_shape_flag (builder, "canReply", !post->comments_closed);
  osr_sandbox_shape_int (builder, "totalReplyCount", replies->len);
  osr_sandbox_shape_flag (builder, "isPublic", TRUE);
  json_builder_end_object (builder);
  if (osr_sandbox_youtube_has_part (call, "replies") && replies->len > 0) {
    osr_sandbox_shape_object (builder, "replies");
    osr_sandbox_shape_array (builder, "comments");
    for (guint i = 0; i < MIN (replies->len, SOME_REPLIES); i++)
      osr_sandbox_youtube_shape_comment (call, builder, post, replies->pdata[i]);
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_object (builder);
}
