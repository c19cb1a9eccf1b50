/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of a channel's uploads: its posts, newest first. The first line of a post is the video's title. */
#include <string.h>

#include "demo/sandbox/youtube/osr-sandbox-youtube-call.h"

#define UPLOADS   "UU"
#define CHANNEL   "UC"
#define MAX_TITLE 100 /* characters */

/* (nullable): whose uploads the list @name is: a channel's name with other letters before it. */
static const OsrSandboxCommunity *
find_channel (OsrSandboxYoutubeCall *call, const char *name)
{
  g_autofree char *wanted =
      g_strconcat (CHANNEL, g_str_has_prefix (name, UPLOADS) ? name + strlen (UPLOADS) : "", NULL);

  for (guint i = 0; i < call->wall->communities->len; i++) {
    const OsrSandboxCommunity *community = call->wall->communities->pdata[i];
    g_autofree char *owner = osr_sandbox_name_owner (community->id);

    if (community->network == OSR_SANDBOX_YOUTUBE && strcmp (owner, wanted) == 0)
      return community;
  }
  return NULL;
}

static void
shape_video (JsonBuilder *builder, const OsrSandboxCommunity *channel, const OsrSandboxPost *post)
{
  g_autofree char *owner = osr_sandbox_name_owner (channel->id);
  g_autofree char *video = osr_sandbox_name_video (channel->id, post->id);
  g_autofree char *line = g_strndup (post->text, strcspn (post->text, "\n"));
  g_autofree char *title = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), MAX_TITLE));
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (post->date);
  g_autofree char *published = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "kind", "youtube#playlistItem");
  osr_sandbox_shape_object (builder, "snippet");
  osr_sandbox_shape_string (builder, "publishedAt", published);
  osr_sandbox_shape_string (builder, "channelId", owner);
  osr_sandbox_shape_string (builder, "title", title);
  osr_sandbox_shape_string (builder, "description", post->text);
  osr_sandbox_shape_string (builder, "channelTitle", channel->name);
  osr_sandbox_shape_object (builder, "resourceId");
  osr_sandbox_shape_string (builder, "kind", "youtube#video");
  osr_sandbox_shape_string (builder, "videoId", video);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static int
compare_posts (gconstpointer a, gconstpointer b)
{
  const OsrSandboxPost *first = *(const OsrSandboxPost *const *) a;
  const OsrSandboxPost *second = *(const OsrSandboxPost *const *) b;

  return second->id > first->id ? 1 : second->id < first->id ? -1 : 0;
}

void
osr_sandbox_youtube_list_videos (OsrSandboxYoutubeCall *call)
{
  const char *name = osr_sandbox_youtube_argument (call, "playlistId");
  const OsrSandboxCommunity *channel = name != NULL ? find_channel (call, name) : NULL;
  g_autoptr (GPtrArray) posts = g_ptr_array_new ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gint64 first, count;

  if (channel == NULL) {
    osr_sandbox_youtube_fail (call, 404, "playlistNotFound", "The playlist cannot be found.");
    return;
  }
  if (!osr_sandbox_youtube_page (call, &first, &count))
    return;
  for (guint i = 0; i < call->wall->posts->len; i++) {
    OsrSandboxPost *post = call->wall->posts->pdata[i];

    if (post->owner_id == -channel->id)
      g_ptr_array_add (posts, post);
  }
  g_ptr_array_sort (posts, compare_posts);
  osr_sandbox_youtube_begin_list (builder, "youtube#playlistItemListResponse");
  for (gint64 i = first; i < MIN (first + count, (gint64) posts->len); i++)
    shape_video (builder, channel, posts->pdata[i]);
  osr_sandbox_youtube_end_list (builder, first + count, posts->len, count);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}
