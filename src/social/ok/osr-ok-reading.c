/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reading is a walk: the discussions, page by page until there are enough of the group's; when its
 * topics were published; and for each discussion the pages of its comments. Discussions tell their
 * time without a zone, so that the topics are asked for theirs; without an answer it is unknown. */
#include "social/ok/osr-ok-reading.h"

#include <string.h>

#include "social/ok/osr-ok-call.h"
#include "social/ok/osr-ok-parser.h"
#include "social/osr-social-reader.h"

#define MAX_LISTS          5   /* pages of discussions: the person may take part in other groups */
#define MAX_PAGES          200 /* under one discussion: twenty thousand comments */
#define CONTEXT_CHARACTERS 1000

typedef struct {
  OsrNetworkRound *round;
  OsrNetworkReading *reading;
  GPtrArray *contexts; /* of the posts of reading, by their index */
  char *anchor;        /* of the page to be asked for; NULL: the first */
  guint pages;
  guint post; /* index of the one being read */
  /* ids under it and the first comment above each: pages overlap when comments go away meanwhile */
  GHashTable *seen;
} Walk;

static void ask_comments (GTask *task);
static void ask_discussions (GTask *task);

static void
walk_free (Walk *walk)
{
  osr_network_round_unref (walk->round);
  osr_network_reading_unref (walk->reading);
  g_ptr_array_unref (walk->contexts);
  g_hash_table_unref (walk->seen);
  g_free (walk->anchor);
  g_free (walk);
}

/* Whether there is another page: one that the network names anew. */
static gboolean
goes_on (Walk *walk, const OsrNetworkAnswer *answer)
{
  const char *anchor = NULL;

  osr_ok_find_anchor (answer, &anchor);
  if (anchor == NULL || g_strcmp0 (anchor, walk->anchor) == 0)
    return FALSE;
  g_free (walk->anchor);
  walk->anchor = g_strdup (anchor);
  return TRUE;
}

static void
begin_pages (Walk *walk)
{
  g_clear_pointer (&walk->anchor, g_free);
  walk->pages = 0;
  g_hash_table_remove_all (walk->seen);
}

static void
return_reading (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);

  g_task_return_pointer (task, osr_network_reading_ref (walk->reading),
                         (GDestroyNotify) osr_network_reading_unref);
}

/* -- Comments -- */

/* Only what a comment answers is told; that came before it, unless it is gone. */
static void
place_in_thread (Walk *walk, OsrNetworkMessage *message)
{
  const char *above =
      message->reply_to != NULL ? g_hash_table_lookup (walk->seen, message->reply_to) : NULL;
  const char *first = above != NULL ? above : message->reply_to;

  g_free (message->thread_root);
  message->thread_root = g_strdup (first);
  g_hash_table_insert (walk->seen, g_strdup (message->native_id),
                       g_strdup (first != NULL ? first : message->native_id));
}

static void
take_comment (Walk *walk, const OsrNetworkPost *post, OsrNetworkMessage *message)
{
  if (g_hash_table_contains (walk->seen, message->native_id))
    return;
  place_in_thread (walk, message);
  g_free (message->permalink);
  message->permalink =
      osr_ok_comment_link (walk->round->account, post->post_id, message->native_id);
  g_free (message->context);
  message->context = g_strdup (walk->contexts->pdata[walk->post]);
  g_ptr_array_add (walk->reading->messages, osr_network_message_ref (message));
}

static void
next_post (Walk *walk)
{
  walk->post++;
  begin_pages (walk);
}

static void
take_comments (Walk *walk, const OsrNetworkAnswer *answer)
{
  OsrNetworkPost *post = walk->reading->posts->pdata[walk->post];
  guint before = g_hash_table_size (walk->seen);
  const char *anchor;

  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->message != NULL)
      take_comment (walk, post, record->message);
  }
  walk->pages++;
  if (!goes_on (walk, answer)) {
    /* not whole where the network said that there is more and gave no way there */
    post->whole = !osr_ok_find_anchor (answer, &anchor);
    next_post (walk);
  } else if (walk->pages >= MAX_PAGES || g_hash_table_size (walk->seen) == before) {
    next_post (walk);
  }
}

static void
on_comments (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (answer != NULL)
    take_comments (walk, answer);
  else if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED))
    next_post (walk);
  else {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  ask_comments (g_steal_pointer (&task));
}

/* (transfer full) of @task, as every step below. */
static void
ask_comments (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Walk *walk = g_task_get_task_data (task);
  const OsrNetworkPost *post;
  OsrNetworkCall *call;

  if (walk->post >= walk->reading->posts->len) {
    return_reading (task);
    return;
  }
  post = walk->reading->posts->pdata[walk->post];
  call = osr_ok_comments_call (walk->round->account, post->post_id,
                               walk->anchor != NULL ? walk->anchor : "FIRST", FALSE);
  osr_network_caller_call_async (g_task_get_source_object (task), call,
                                 g_task_get_cancellable (task), on_comments,
                                 g_steal_pointer (&owned));
}

/* -- Topics -- */

static OsrNetworkPost *
find_post (Walk *walk, const char *post_id)
{
  for (guint i = 0; i < walk->reading->posts->len; i++) {
    OsrNetworkPost *post = walk->reading->posts->pdata[i];

    if (g_str_equal (post->post_id, post_id))
      return post;
  }
  return NULL;
}

/* The topic's own words tell best what is discussed. */
static void
take_topic (Walk *walk, const OsrNetworkMessage *topic)
{
  OsrNetworkPost *post = topic != NULL ? find_post (walk, topic->post_id) : NULL;
  guint place;

  if (post == NULL)
    return;
  post->published_at = topic->published_at;
  post->by_other = topic->author_id != NULL && !topic->from_account;
  if (*topic->text == '\0' || !g_ptr_array_find (walk->reading->posts, post, &place))
    return;
  g_free (walk->contexts->pdata[place]);
  walk->contexts->pdata[place] = osr_social_shorten (topic->text, CONTEXT_CHARACTERS);
}

static void
on_topics (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);

  for (guint i = 0; answer != NULL && i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    take_topic (walk, record->message);
  }
  if (answer == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    ask_comments (g_steal_pointer (&task));
}

/* (transfer full): the topics' ids, "" without any */
static char *
dup_topics (Walk *walk)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < walk->reading->posts->len; i++) {
    const OsrNetworkPost *post = walk->reading->posts->pdata[i];

    if (strchr (post->post_id, ':') == NULL)
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? "," : "", post->post_id);
  }
  return g_string_free (ids, FALSE);
}

static void
ask_topics (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);
  g_autofree char *ids = dup_topics (walk);

  begin_pages (walk);
  if (*ids == '\0')
    ask_comments (task);
  else
    osr_network_caller_call_async (g_task_get_source_object (task),
                                   osr_ok_call_new (walk->round->account, "mediatopic.getByIds",
                                                    FALSE, "topic_ids", ids, "media_limit", "1",
                                                    NULL),
                                   g_task_get_cancellable (task), on_topics, task);
}

/* -- Discussions -- */

/* The message of a discussion only says that it is a topic of the group. */
static void
take_discussion (Walk *walk, const OsrNetworkMessage *message)
{
  const char *title = message->title != NULL ? message->title : "";
  OsrNetworkPost *post;

  if (!g_str_equal (message->owner_id, walk->round->account->owner_id) ||
      walk->reading->posts->len >= walk->round->posts || find_post (walk, message->post_id) != NULL)
    return;
  post = osr_network_reading_add_post (walk->reading, message->post_id, message->permalink);
  post->published_at = message->published_at;
  g_ptr_array_add (walk->contexts,
                   osr_social_shorten (*title != '\0' ? title : message->text, CONTEXT_CHARACTERS));
}

static void
on_discussions (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  gboolean any = FALSE;

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    any = any || record->message != NULL;
    if (record->message != NULL)
      take_discussion (walk, record->message);
  }
  walk->pages++;
  if (any && walk->reading->posts->len < walk->round->posts && walk->pages < MAX_LISTS &&
      goes_on (walk, answer))
    ask_discussions (g_steal_pointer (&task));
  else
    ask_topics (g_steal_pointer (&task));
}

static void
ask_discussions (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);
  OsrNetworkCall *call =
      osr_ok_call_new (walk->round->account, "discussions.getList", FALSE, "category", "GROUP",
                       "anchor", walk->anchor, "count", OSR_OK_PAGE_SIZE, NULL);

  osr_network_caller_call_async (g_task_get_source_object (task), call,
                                 g_task_get_cancellable (task), on_discussions, task);
}

void
osr_ok_read_async (OsrNetworkCaller *caller, OsrNetworkRound *round, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (caller, cancellable, callback, user_data);
  const char *fault = osr_ok_account_fault (round->account);
  Walk *walk = g_new0 (Walk, 1);

  g_task_set_source_tag (task, osr_ok_read_async);
  walk->round = osr_network_round_ref (round);
  walk->reading = osr_network_reading_new ();
  walk->contexts = g_ptr_array_new_with_free_func (g_free);
  walk->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  if (fault != NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_AUTH, "%s", fault);
  else
    ask_discussions (g_steal_pointer (&task));
}

OsrNetworkReading *
osr_ok_read_finish (OsrNetworkCaller *caller, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, caller), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
