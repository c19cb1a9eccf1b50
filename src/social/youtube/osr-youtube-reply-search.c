/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply that is named is asked for by its id. A thread is looked through to its end, since the order
 * of replies is nowhere promised; comments under a video come newest first, and the walk may end when
 * it is past the first attempt. A wrong "not there" publishes twice. */
#include "social/youtube/osr-youtube-reply-search.h"

#include "social/osr-reply-match.h"
#include "social/youtube/osr-youtube-call.h"
#include "social/youtube/osr-youtube-publishing.h"

#define PAGE_SIZE "100"
#define MAX_PAGES 100

typedef struct {
  OsrYoutubeQuota *quota; /* borrowed */
  OsrNetworkSending *sending;
  char *thread; /* nullable: under the video itself */
  char *page;
  guint pages;
  OsrInstant oldest;
} Search;

static void ask (GTask *task);

static void
search_free (Search *search)
{
  osr_network_sending_unref (search->sending);
  g_free (search->thread);
  g_free (search->page);
  g_free (search);
}

static OsrNetworkReply *
look_through (Search *search, const OsrNetworkAnswer *answer)
{
  OsrNetworkReply *reply = NULL;

  for (guint i = 0; i < answer->records->len && reply == NULL; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->message != NULL)
      reply = osr_reply_match (search->sending, search->thread, record->message);
  }
  return reply;
}

static gboolean
is_done (Search *search, const OsrNetworkAnswer *answer, const char *next)
{
  if (next == NULL || search->sending->native_id != NULL)
    return TRUE;
  return search->thread == NULL && osr_reply_is_past (search->sending, answer, &search->oldest);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  const char *next = answer != NULL ? osr_youtube_next_page (answer) : NULL;
  OsrNetworkReply *reply;

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }
  reply = look_through (search, answer);
  search->pages++;
  if (reply != NULL || is_done (search, answer, next)) {
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  } else if (g_strcmp0 (next, search->page) == 0 || search->pages >= MAX_PAGES) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                             "youtube: there is more to look through than is given");
  } else {
    g_free (search->page);
    search->page = g_strdup (next);
    ask (g_steal_pointer (&task));
  }
}

static OsrNetworkCall *
build_call (Search *search)
{
  OsrNetworkAccount *account = search->sending->account;
  const char *id = search->sending->native_id;

  if (id != NULL)
    return osr_youtube_list_new (account, OSR_YOUTUBE_KEY, "comments.list", "part", "snippet", "id",
                                 id, "textFormat", "plainText", NULL);
  if (search->thread != NULL)
    return osr_youtube_list_new (account, OSR_YOUTUBE_KEY, "comments.list", "part", "snippet",
                                 "parentId", search->thread, "maxResults", PAGE_SIZE, "textFormat",
                                 "plainText", "pageToken", search->page, NULL);
  return osr_youtube_list_new (account, OSR_YOUTUBE_KEY, "commentThreads.list", "part", "snippet",
                               "videoId", search->sending->target->post_id, "maxResults", PAGE_SIZE,
                               "order", "time", "textFormat", "plainText", "pageToken",
                               search->page, NULL);
}

/* (transfer full) of @task. */
static void
ask (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Search *search = g_task_get_task_data (task);
  OsrNetworkCall *call;

  if (!osr_youtube_quota_take (search->quota, search->sending->account, OSR_YOUTUBE_LIST_COST)) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED,
                             "youtube: the day's units are spent");
    return;
  }
  call = build_call (search);
  osr_network_call_set_post (call, search->sending->target->post_id);
  osr_network_caller_call_async (g_task_get_source_object (task), call,
                                 g_task_get_cancellable (task), on_page, g_steal_pointer (&owned));
}

void
osr_youtube_find_async (OsrNetworkCaller *caller, OsrYoutubeQuota *quota,
                        OsrNetworkSending *sending, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (caller, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, osr_youtube_find_async);
  search->quota = quota;
  search->sending = osr_network_sending_ref (sending);
  search->thread = osr_youtube_dup_thread (sending->target);
  search->oldest = OSR_INSTANT_UNKNOWN;
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  ask (task);
}

gboolean
osr_youtube_find_finish (OsrNetworkCaller *caller, GAsyncResult *result, OsrNetworkReply **reply,
                         GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (g_task_is_valid (result, caller), FALSE);

  *reply = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
