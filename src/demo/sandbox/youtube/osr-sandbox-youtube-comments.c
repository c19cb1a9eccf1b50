/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods: threads of a video or a channel, replies of a thread, a reply written and changed by
 * the channel's owner, and the channel itself. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/youtube/osr-sandbox-youtube-call.h"

#define MAX_TEXT 10000
#define MAX_BODY (256 * 1024)

typedef struct {
  OsrSandboxPost *post;
  OsrSandboxComment *comment;
} Found;

static gboolean
fail (OsrSandboxYoutubeCall *call, guint code, const char *reason)
{
  return osr_sandbox_youtube_fail (call, code, reason, reason);
}

static gboolean
is_channel (OsrSandboxYoutubeCall *call, gint64 community)
{
  const OsrSandboxCommunity *channel = osr_sandbox_wall_community (call->wall, community);

  return channel != NULL && channel->network == OSR_SANDBOX_YOUTUBE;
}

/* A comment by its name; a reply's parent must be the right one. */
static gboolean
find_comment (OsrSandboxYoutubeCall *call, const char *name, Found *found)
{
  gint64 community, id;
  g_autofree char *right = NULL;

  found->comment = NULL;
  if (name == NULL || !osr_sandbox_read_thread (name, &community, &id) ||
      !is_channel (call, community))
    return FALSE;
  found->comment = osr_sandbox_wall_comment (call->wall, community, id, &found->post);
  if (found->comment == NULL || found->comment->deleted)
    return FALSE;
  right = osr_sandbox_name_thread (community, found->comment);
  return strcmp (right, name) == 0;
}

static void
add_threads (OsrSandboxYoutubeCall *call, GArray *threads, OsrSandboxPost *post)
{
  const char *words = osr_sandbox_youtube_argument (call, "searchTerms");
  g_autoptr (GPtrArray) level = osr_sandbox_post_level (post, 0);

  for (guint i = 0; i < level->len; i++) {
    const Found found = { post, level->pdata[i] };

    if (!found.comment->deleted && (words == NULL || strstr (found.comment->text, words) != NULL))
      g_array_append_val (threads, found);
  }
}

static gint
newest_first (gconstpointer a, gconstpointer b)
{
  const OsrSandboxComment *left = ((const Found *) a)->comment;
  const OsrSandboxComment *right = ((const Found *) b)->comment;

  if (left->date != right->date)
    return left->date < right->date ? 1 : -1;
  return left->id < right->id ? 1 : -1;
}

static gboolean
threads_of_video (OsrSandboxYoutubeCall *call, const char *video, GArray *threads)
{
  gint64 community, id;
  OsrSandboxPost *post = NULL;

  if (osr_sandbox_read_video (video, &community, &id) && is_channel (call, community))
    post = osr_sandbox_wall_post (call->wall, -community, id);
  if (post == NULL)
    return fail (call, 404, "videoNotFound");
  if (post->comments_closed)
    return fail (call, 403, "commentsDisabled");
  add_threads (call, threads, post);
  return TRUE;
}

static gboolean
threads_of_channel (OsrSandboxYoutubeCall *call, const char *channel, GArray *threads)
{
  gboolean known = FALSE;

  for (guint i = 0; i < call->wall->communities->len; i++) {
    const OsrSandboxCommunity *community = call->wall->communities->pdata[i];
    g_autofree char *name = osr_sandbox_name_owner (community->id);

    known = known || (community->network == OSR_SANDBOX_YOUTUBE && strcmp (name, channel) == 0);
    for (guint k = 0; strcmp (name, channel) == 0 && k < call->wall->posts->len; k++) {
      OsrSandboxPost *post = call->wall->posts->pdata[k];

      if (post->owner_id == -community->id)
        add_threads (call, threads, post);
    }
  }
  return known || fail (call, 404, "channelNotFound");
}

static gboolean
threads_by_id (OsrSandboxYoutubeCall *call, const char *names, GArray *threads)
{
  g_auto (GStrv) ids = g_strsplit (names, ",", -1);
  Found found;

  for (guint i = 0; ids[i] != NULL; i++)
    if (find_comment (call, ids[i], &found) && found.comment->root == 0)
      g_array_append_val (threads, found);
  return TRUE;
}

/* Exactly one filter names what is wanted. */
static gboolean
find_threads (OsrSandboxYoutubeCall *call, GArray *threads)
{
  const char *video = osr_sandbox_youtube_argument (call, "videoId");
  const char *channel = osr_sandbox_youtube_argument (call, "allThreadsRelatedToChannelId");
  const char *ids = osr_sandbox_youtube_argument (call, "id");
  const char *order = osr_sandbox_youtube_argument (call, "order");

  if ((video != NULL) + (channel != NULL) + (ids != NULL) != 1)
    return fail (call, 400, "missingRequiredParameter");
  if (order != NULL && strcmp (order, "time") != 0 && strcmp (order, "relevance") != 0)
    return fail (call, 400, "invalidParameter");
  if (video != NULL)
    return threads_of_video (call, video, threads);
  return channel != NULL ? threads_of_channel (call, channel, threads)
                         : threads_by_id (call, ids, threads);
}

void
osr_sandbox_youtube_list_threads (OsrSandboxYoutubeCall *call)
{
  g_autoptr (GArray) threads = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gint64 first, count, last;

  if (!osr_sandbox_youtube_page (call, &first, &count) || !find_threads (call, threads))
    return;
  g_array_sort (threads, newest_first);
  last = MIN (first + count, (gint64) threads->len);
  osr_sandbox_youtube_begin_list (builder, "youtube#commentThreadListResponse");
  for (gint64 i = first; i < last; i++) {
    const Found *found = &g_array_index (threads, Found, i);

    osr_sandbox_youtube_shape_thread (call, builder, found->post, found->comment);
  }
  osr_sandbox_youtube_end_list (builder, last, threads->len, count);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

/* (transfer container) (element-type Found): by ids, or the replies of a thread, oldest first. */
static GArray *
find_comments (OsrSandboxYoutubeCall *call, const char *parent, const char *names)
{
  g_auto (GStrv) ids = g_strsplit (names != NULL ? names : "", ",", -1);
  GArray *comments = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autoptr (GPtrArray) level = NULL;
  Found found;

  for (guint i = 0; ids[i] != NULL; i++)
    if (find_comment (call, ids[i], &found))
      g_array_append_val (comments, found);
  if (parent == NULL || !find_comment (call, parent, &found))
    return comments;
  level = osr_sandbox_post_level (found.post, found.comment->id);
  for (guint i = 0; i < level->len; i++) {
    found.comment = level->pdata[i];
    if (!found.comment->deleted)
      g_array_append_val (comments, found);
  }
  return comments;
}

void
osr_sandbox_youtube_list_comments (OsrSandboxYoutubeCall *call)
{
  const char *parent = osr_sandbox_youtube_argument (call, "parentId");
  const char *names = osr_sandbox_youtube_argument (call, "id");
  g_autoptr (GArray) comments = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gint64 first, count, last;
  Found found;

  if (!osr_sandbox_youtube_page (call, &first, &count))
    return;
  if ((parent != NULL) == (names != NULL)) {
    fail (call, 400, "missingRequiredParameter");
    return;
  }
  if (parent != NULL && !find_comment (call, parent, &found)) {
    fail (call, 404, "commentNotFound");
    return;
  }
  comments = find_comments (call, parent, names);
  last = MIN (first + count, (gint64) comments->len);
  osr_sandbox_youtube_begin_list (builder, "youtube#commentListResponse");
  for (gint64 i = first; i < last; i++) {
    found = g_array_index (comments, Found, i);
    osr_sandbox_youtube_shape_comment (call, builder, found.post, found.comment);
  }
  osr_sandbox_youtube_end_list (builder, last, comments->len, count);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

/* (nullable) (transfer full): the body, its text in order; else a failed call. */
static JsonObject *
read_body (OsrSandboxYoutubeCall *call)
{
  gsize length;
  g_autofree char *text = osr_sandbox_exchange_body (call->exchange, &length);
  g_autoptr (JsonObject) body = NULL;
  JsonObject *snippet;
  const char *written;

  if (osr_sandbox_exchange_body_is (call->exchange, "application/json"))
    body = osr_json_read_object (text, (gssize) length, MAX_BODY, "body", NULL);
  snippet = body != NULL ? osr_json_get_object (body, "snippet") : NULL;
  written = snippet != NULL ? osr_json_get_string (snippet, "textOriginal") : NULL;
  if (call->channel == NULL)
    fail (call, 401, "authError");
  else if (!osr_sandbox_youtube_has_part (call, "snippet"))
    fail (call, 400, "unknownPart");
  else if (snippet == NULL)
    fail (call, 400, "parseError");
  else if (!osr_sandbox_text_usable (written))
    fail (call, 400, "commentTextRequired");
  else if (g_utf8_strlen (written, -1) > MAX_TEXT)
    fail (call, 400, "commentTextTooLong");
  else
    return g_steal_pointer (&body);
  return NULL;
}

static void
answer_comment (OsrSandboxYoutubeCall *call, const Found *found)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  osr_sandbox_youtube_shape_comment (call, builder, found->post, found->comment);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

void
osr_sandbox_youtube_insert_comment (OsrSandboxYoutubeCall *call)
{
  g_autoptr (JsonObject) body = read_body (call);
  JsonObject *snippet = body != NULL ? osr_json_get_object (body, "snippet") : NULL;
  const char *parent;
  Found found;

  if (snippet == NULL)
    return;
  parent = osr_json_get_string (snippet, "parentId");
  if (parent == NULL) {
    fail (call, 400, "parentIdMissing");
  } else if (!find_comment (call, parent, &found)) {
    fail (call, 404, "parentCommentNotFound");
  } else if (found.comment->root != 0) {
    fail (call, 400, "operationNotSupported");
  } else if (found.post->comments_closed) {
    fail (call, 403, "forbidden");
  } else {
    found.comment =
        osr_sandbox_exchange_write (call->exchange, found.post, -call->channel->id, found.comment,
                                    osr_json_get_string (snippet, "textOriginal"));
    if (found.comment != NULL)
      answer_comment (call, &found);
    else
      fail (call, 500, "backendError");
  }
}

void
osr_sandbox_youtube_update_comment (OsrSandboxYoutubeCall *call)
{
  g_autoptr (JsonObject) body = read_body (call);
  Found found;

  if (body == NULL)
    return;
  if (!find_comment (call, osr_json_get_string (body, "id"), &found)) {
    fail (call, 404, "commentNotFound");
    return;
  }
  if (found.comment->from_id != -call->channel->id) {
    fail (call, 403, "forbidden");
    return;
  }
  osr_sandbox_wall_edit (call->wall, found.post, found.comment,
                         osr_json_get_string (osr_json_get_object (body, "snippet"),
                                              "textOriginal"),
                         call->exchange->now);
  if (osr_sandbox_save (call->exchange->sandbox))
    answer_comment (call, &found);
  else
    fail (call, 500, "backendError");
}

void
osr_sandbox_youtube_list_channels (OsrSandboxYoutubeCall *call)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *id = NULL;
  gboolean mine = g_strcmp0 (osr_sandbox_youtube_argument (call, "mine"), "true") == 0;

  if (mine && call->channel == NULL) {
    fail (call, 401, "authError");
    return;
  }
  osr_sandbox_youtube_begin_list (builder, "youtube#channelListResponse");
  if (mine) {
    id = osr_sandbox_name_owner (call->channel->id);
    json_builder_begin_object (builder);
    osr_sandbox_shape_string (builder, "kind", "youtube#channel");
    osr_sandbox_shape_string (builder, "id", id);
    osr_sandbox_shape_object (builder, "snippet");
    osr_sandbox_shape_string (builder, "title", call->channel->name);
    json_builder_end_object (builder);
    json_builder_end_object (builder);
  }
  osr_sandbox_youtube_end_list (builder, mine, mine, mine);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}
