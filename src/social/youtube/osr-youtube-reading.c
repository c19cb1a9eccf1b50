/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reading is a walk: the newest videos, for their names and times; the pages of threads, newest
 * first; and the replies of those threads that have more than came along and more than last time.
 * It ends where the units end. A video is whole when the walk came to the end of the list and to all
 * replies that its threads tell of, since otherwise something may be missing for another reason than that
 * it is gone. */
#include "social/youtube/osr-youtube-reading.h"

#include <string.h>

#include "social/osr-social-reader.h"
#include "social/youtube/osr-youtube-call.h"
#include "social/youtube/osr-youtube-place.h"

#define PAGE_SIZE          "100"
#define MAX_PAGES          10 /* of threads, in one round */
#define CONTEXT_CHARACTERS 1000
#define FULL_INTERVAL      OSR_HOUR

/* A thread whose replies are asked for. */
typedef struct {
  char *id;
  char *video;
  gint64 replies;
  gint64 came; /* of them, by now */
} Thread;

typedef struct {
  OsrYoutubeQuota *quota; /* borrowed */
  OsrNetworkRound *round;
  OsrNetworkReading *reading;
  OsrYoutubePlace *before; /* how many replies the threads had */
  OsrYoutubePlace *now;
  GHashTable *contexts; /* video → its words */
  GHashTable *seen;     /* ids of messages */
  GHashTable *broken;   /* videos of which not all came */
  GQueue threads;       /* of Thread */
  char *page;           /* token; NULL: the first */
  guint pages;
  gboolean full;  /* replies of all threads are asked for */
  gboolean whole; /* all threads came */
} Walk;

static void ask_replies (GTask *task);
static void ask_threads (GTask *task);

static void
thread_free (gpointer data)
{
  Thread *thread = data;

  g_free (thread->id);
  g_free (thread->video);
  g_free (thread);
}

static void
walk_free (Walk *walk)
{
  osr_network_round_unref (walk->round);
  osr_network_reading_unref (walk->reading);
  osr_youtube_place_free (walk->before);
  osr_youtube_place_free (walk->now);
  g_hash_table_unref (walk->contexts);
  g_hash_table_unref (walk->seen);
  g_hash_table_unref (walk->broken);
  g_queue_clear_full (&walk->threads, thread_free);
  g_free (walk->page);
  g_free (walk);
}

static OsrNetworkAccount *
account_of (Walk *walk)
{
  return walk->round->account;
}

static void
set_page (Walk *walk, const char *page)
{
  g_free (walk->page);
  walk->page = g_strdup (page);
}

/* -- The end -- */

static void
return_reading (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);

  osr_youtube_quota_tell (walk->quota, account_of (walk), &walk->now->day, &walk->now->spent);
  walk->reading->place = osr_youtube_place_write (walk->now);
  walk->reading->calls_left = osr_youtube_quota_left (walk->quota, account_of (walk));
  for (guint i = 0; i < walk->reading->posts->len; i++) {
    OsrNetworkPost *post = walk->reading->posts->pdata[i];

    post->whole = walk->whole && !g_hash_table_contains (walk->broken, post->post_id);
  }
  g_task_return_pointer (task, osr_network_reading_ref (walk->reading),
                         (GDestroyNotify) osr_network_reading_unref);
}

/* Without units: what was read is handed over; when nothing was and nothing more will be today, why. */
static void
end_without_units (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);

  walk->whole = FALSE;
  if (walk->reading->messages->len == 0 &&
      osr_youtube_quota_is_over (walk->quota, account_of (walk)))
    g_task_return_new_error (
        task, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED,
        "youtube: reading has spent its part of the day's units; %" G_GINT64_FORMAT
        " are left for publishing, and it goes on after "
        "midnight in California",
        osr_youtube_quota_left (walk->quota, account_of (walk)));
  else
    return_reading (task);
}

static void
fail (GTask *task, GError *error)
{
  Walk *walk = g_task_get_task_data (task);

  if (strstr (error->message, "quotaExceeded") != NULL ||
      strstr (error->message, "dailyLimitExceeded") != NULL)
    osr_youtube_quota_end_day (walk->quota, account_of (walk));
  g_task_return_error (task, error);
}

/* -- Messages -- */

static OsrNetworkPost *
find_post (Walk *walk, const char *video)
{
  for (guint i = 0; i < walk->reading->posts->len; i++) {
    OsrNetworkPost *post = walk->reading->posts->pdata[i];

    if (g_str_equal (post->post_id, video))
      return post;
  }
  return NULL;
}

static void
take_message (Walk *walk, OsrNetworkMessage *message)
{
  const char *context = g_hash_table_lookup (walk->contexts, message->post_id);

  if (!g_hash_table_add (walk->seen, g_strdup (message->native_id)))
    return;
  if (*message->post_id != '\0' && find_post (walk, message->post_id) == NULL)
    osr_network_reading_add_post (walk->reading, message->post_id, message->post_permalink);
  if (context != NULL) {
    g_free (message->context);
    message->context = g_strdup (context);
  }
  g_ptr_array_add (walk->reading->messages, osr_network_message_ref (message));
}

/* -- Replies -- */

static void
on_replies (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  Thread *thread = g_queue_peek_head (&walk->threads);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  const char *next = answer != NULL ? osr_youtube_next_page (answer) : NULL;

  if (answer == NULL && !g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED)) {
    fail (task, g_steal_pointer (&error));
    return;
  }
  for (guint i = 0; answer != NULL && i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->message == NULL)
      continue;
    take_message (walk, record->message);
    thread->came++;
  }
  if (answer == NULL || g_strcmp0 (next, walk->page) == 0)
    next = NULL;
  if (next == NULL) {
    /* a thread that is refused is gone, or closed: not asked for again until it grows */
    osr_youtube_place_set (walk->now, thread->id, thread->replies);
    if (thread->came < thread->replies)
      g_hash_table_add (walk->broken, g_strdup (thread->video));
    thread_free (g_queue_pop_head (&walk->threads));
  }
  set_page (walk, next);
  ask_replies (g_steal_pointer (&task));
}

/* (transfer full) of @task, as every step below. */
static void
ask_replies (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Walk *walk = g_task_get_task_data (task);
  const Thread *thread = g_queue_peek_head (&walk->threads);
  OsrNetworkCall *call;

  if (thread == NULL) {
    return_reading (task);
    return;
  }
  if (!osr_youtube_quota_take_for_reading (walk->quota, account_of (walk))) {
    end_without_units (task);
    return;
  }
  call = osr_youtube_list_new (account_of (walk), OSR_YOUTUBE_KEY, "comments.list", "part",
                               "snippet", "parentId", thread->id, "maxResults", PAGE_SIZE,
                               "textFormat", "plainText", "pageToken", walk->page, NULL);
  osr_network_call_set_post (call, thread->video);
  osr_network_caller_call_async (g_task_get_source_object (task), call,
                                 g_task_get_cancellable (task), on_replies,
                                 g_steal_pointer (&owned));
}

/* -- Threads -- */

/* How many of the thread @id's replies stand in @answer. */
static gint64
count_replies (const OsrNetworkAnswer *answer, const char *id)
{
  gint64 n = 0;

  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    n += record->message != NULL && g_strcmp0 (record->message->thread_root, id) == 0;
  }
  return n;
}

/* The first comment of a thread tells how many replies there are; only some came along. */
static void
take_thread (Walk *walk, const OsrNetworkAnswer *answer, const OsrNetworkRecord *record)
{
  const OsrNetworkMessage *message = record->message;
  gint64 total = record->value != NULL ? g_ascii_strtoll (record->value, NULL, 10) : 0;
  Thread *thread;

  if (total <= count_replies (answer, message->native_id))
    return;
  if (!walk->full && osr_youtube_place_get (walk->before, message->native_id) == total) {
    osr_youtube_place_set (walk->now, message->native_id, total);
    g_hash_table_add (walk->broken, g_strdup (message->post_id));
    return;
  }
  thread = g_new0 (Thread, 1);
  thread->id = g_strdup (message->native_id);
  thread->video = g_strdup (message->post_id);
  thread->replies = total;
  g_queue_push_tail (&walk->threads, thread);
}

static void
take_threads (Walk *walk, const OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->message == NULL)
      continue;
    take_message (walk, record->message);
    if (record->message->thread_root == NULL)
      take_thread (walk, answer, record);
  }
}

static void
on_threads (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  const char *next = answer != NULL ? osr_youtube_next_page (answer) : NULL;
  gboolean more;

  if (answer == NULL) {
    fail (task, error);
    return;
  }
  take_threads (walk, answer);
  walk->pages++;
  walk->whole = next == NULL;
  more = next != NULL && g_strcmp0 (next, walk->page) != 0 && walk->pages < MAX_PAGES &&
         walk->reading->posts->len <= walk->round->posts;
  set_page (walk, more ? next : NULL);
  if (more)
    ask_threads (g_steal_pointer (&task));
  else
    ask_replies (g_steal_pointer (&task));
}

static void
ask_threads (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Walk *walk = g_task_get_task_data (task);

  if (!osr_youtube_quota_take_for_reading (walk->quota, account_of (walk))) {
    end_without_units (task);
    return;
  }
  osr_network_caller_call_async (
      g_task_get_source_object (task),
      osr_youtube_list_new (account_of (walk), OSR_YOUTUBE_KEY, "commentThreads.list", "part",
                            "snippet,replies", "allThreadsRelatedToChannelId",
                            account_of (walk)->owner_id, "maxResults", PAGE_SIZE, "order", "time",
                            "textFormat", "plainText", "pageToken", walk->page, NULL),
      g_task_get_cancellable (task), on_threads, g_steal_pointer (&owned));
}

/* -- Videos -- */

static void
take_video (Walk *walk, const OsrNetworkMessage *video)
{
  g_autofree char *words =
      g_strjoin ("\n", video->title != NULL ? video->title : "", video->text, NULL);
  OsrNetworkPost *post;

  if (find_post (walk, video->post_id) != NULL)
    return;
  post = osr_network_reading_add_post (walk->reading, video->post_id, video->permalink);
  post->published_at = video->published_at;
  g_hash_table_replace (walk->contexts, g_strdup (video->post_id),
                        osr_social_shorten (g_strstrip (words), CONTEXT_CHARACTERS));
}

/* Comments are read without the videos' names as well. */
static void
on_videos (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (answer == NULL && !g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED) &&
      !g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL)) {
    fail (task, g_steal_pointer (&error));
    return;
  }
  for (guint i = 0; answer != NULL && i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->message != NULL)
      take_video (walk, record->message);
  }
  ask_threads (g_steal_pointer (&task));
}

/* A channel's uploads are a list whose name is the channel's with other letters before it. */
static void
ask_videos (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Walk *walk = g_task_get_task_data (task);
  const char *channel = account_of (walk)->owner_id;
  g_autofree char *list = NULL;
  g_autofree char *count = g_strdup_printf ("%u", MIN (walk->round->posts, 50));

  if (!g_str_has_prefix (channel, "UC")) {
    ask_threads (g_steal_pointer (&owned));
    return;
  }
  if (!osr_youtube_quota_take_for_reading (walk->quota, account_of (walk))) {
    end_without_units (task);
    return;
  }
  list = g_strconcat ("UU", channel + strlen ("UC"), NULL);
  osr_network_caller_call_async (
      g_task_get_source_object (task),
      osr_youtube_list_new (account_of (walk), OSR_YOUTUBE_KEY, "playlistItems.list", "part",
                            "snippet", "playlistId", list, "maxResults", count, NULL),
      g_task_get_cancellable (task), on_videos, g_steal_pointer (&owned));
}

static Walk *
walk_new (OsrYoutubeQuota *quota, OsrNetworkRound *round)
{
  Walk *walk = g_new0 (Walk, 1);
  gint64 now = osr_youtube_quota_now (quota);

  walk->quota = quota;
  walk->round = osr_network_round_ref (round);
  walk->reading = osr_network_reading_new ();
  walk->before = osr_youtube_place_read (round->place);
  walk->now = osr_youtube_place_read (NULL);
  walk->full = now < walk->before->full_at || now - walk->before->full_at >= FULL_INTERVAL;
  walk->now->full_at = walk->full ? now : walk->before->full_at;
  walk->contexts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  walk->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  walk->broken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&walk->threads);
  osr_youtube_quota_learn (quota, round->account, walk->before->day, walk->before->spent);
  return walk;
}

void
osr_youtube_read_async (OsrNetworkCaller *caller, OsrYoutubeQuota *quota, OsrNetworkRound *round,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (caller, cancellable, callback, user_data);
  const char *fault = osr_youtube_account_fault (round->account, OSR_YOUTUBE_KEY);

  g_task_set_source_tag (task, osr_youtube_read_async);
  g_task_set_task_data (task, walk_new (quota, round), (GDestroyNotify) walk_free);
  if (fault != NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_AUTH, "%s", fault);
  else
    ask_videos (g_steal_pointer (&task));
}

OsrNetworkReading *
osr_youtube_read_finish (OsrNetworkCaller *caller, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, caller), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
