/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk with one call at a time: who the bot is, the events, the posts, the comments of each. MAX calls
 * its events unfit for steady use, so that a round without them is a round all the same. */
#include "social/max/osr-max-reading.h"

#include "core/osr-json.h"
#include "social/max/osr-max-comments.h"
#include "social/osr-social-reader.h"

#define CONTEXT_CHARACTERS 200

typedef struct {
  OsrMaxClient *client;
  OsrNetworkRound *round;
  char *bot;
  char *marker; /* nullable */
  OsrNetworkAnswer *answer;
  GPtrArray *posts;  /* of OsrNetworkMessage, newest first */
  GHashTable *found; /* id → OsrNetworkMessage, borrowed from reading */
  OsrNetworkReading *reading;
} Walk;

static void read_post (GTask *task);

static void
walk_free (Walk *walk)
{
  g_object_unref (walk->client);
  osr_network_round_unref (walk->round);
  g_clear_pointer (&walk->answer, osr_network_answer_free);
  g_ptr_array_unref (walk->posts);
  g_hash_table_unref (walk->found);
  osr_network_reading_unref (walk->reading);
  g_free (walk->bot);
  g_free (walk->marker);
  g_free (walk);
}

static void
set (char **member, const char *value)
{
  char *old = *member;

  *member = g_strdup (value);
  g_free (old);
}

static void
call (GTask *task, const char *path, GAsyncReadyCallback callback)
{
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;
  OsrNetworkCall *one = osr_max_call_new (walk->round->account, "GET", path, NULL, &error);

  if (one == NULL)
    g_task_return_error (task, error);
  else
    osr_network_caller_call_async (osr_max_client_get_caller (walk->client), one,
                                   g_task_get_cancellable (task), callback, g_object_ref (task));
}

/* -- The place -- */

static char *
read_marker (const char *place)
{
  g_autoptr (JsonNode) root = place != NULL ? osr_json_read (place, -1, 0, "place", NULL) : NULL;

  return osr_social_dup_id (osr_social_object (root), "marker");
}

static char *
write_place (const Walk *walk)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (walk->marker != NULL)
    json_object_set_string_member (object, "marker", walk->marker);
  return osr_json_write_object (object);
}

/* -- Events -- */

static void
add_message (Walk *walk, OsrNetworkMessage *message)
{
  set (&message->owner_id, walk->round->account->owner_id);
  message->from_account = message->from_account || g_strcmp0 (message->author_id, walk->bot) == 0;
  g_hash_table_insert (walk->found, message->native_id, message);
  g_ptr_array_add (walk->reading->messages, osr_network_message_ref (message));
}

/* Under which post it stands is told by itself, or by what it answers: a comment of this round, or the post
 * itself. */
static gboolean
place_event (Walk *walk, OsrNetworkMessage *message)
{
  const OsrNetworkMessage *parent =
      message->reply_to != NULL ? g_hash_table_lookup (walk->found, message->reply_to) : NULL;

  if (*message->post_id != '\0')
    return TRUE;
  if (message->reply_to == NULL)
    return FALSE;
  if (parent != NULL) {
    set (&message->post_id, parent->post_id);
    set (&message->post_permalink, parent->post_permalink);
    set (&message->thread_root,
         parent->thread_root != NULL ? parent->thread_root : parent->native_id);
  } else {
    set (&message->post_id, message->reply_to);
    g_clear_pointer (&message->reply_to, g_free);
  }
  return TRUE;
}

static void
take_event (Walk *walk, const OsrNetworkRecord *record)
{
  OsrNetworkMessage *message = record->message;
  gboolean is_ours;

  if (message == NULL || g_hash_table_contains (walk->found, message->native_id))
    return;
  is_ours =
      *message->owner_id == '\0' || g_str_equal (message->owner_id, walk->round->account->owner_id);
  if (!is_ours)
    return;
  if (record->kind == OSR_NETWORK_RECORD_REMOVED)
    add_message (walk, message);
  else if ((record->kind == OSR_NETWORK_RECORD_MESSAGE ||
            record->kind == OSR_NETWORK_RECORD_EDITED) &&
           place_event (walk, message))
    add_message (walk, message);
}

/* What the lists have is newer than any event of it. */
static void
take_events (Walk *walk)
{
  for (guint i = 0; walk->answer != NULL && i < walk->answer->records->len; i++) {
    const OsrNetworkRecord *record = walk->answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_PLACE)
      set (&walk->marker, record->value);
    else
      take_event (walk, record);
  }
}

/* -- Posts and comments -- */

static void
take_comments (Walk *walk, const OsrNetworkMessage *post, OsrMaxComments *comments)
{
  g_autofree char *context = osr_social_shorten (post->text, CONTEXT_CHARACTERS);

  for (guint i = 0; i < comments->messages->len; i++) {
    OsrNetworkMessage *message = comments->messages->pdata[i];

    set (&message->context, context);
    set (&message->post_permalink, post->permalink);
    if (*message->permalink == '\0') {
      g_free (message->permalink);
      message->permalink =
          osr_max_comment_link (post->permalink, post->native_id, message->native_id);
    }
    add_message (walk, message);
  }
}

static void
on_comments (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  const OsrNetworkMessage *post = walk->posts->pdata[walk->reading->posts->len];
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrMaxComments) comments =
      osr_max_comments_finish (OSR_MAX_CLIENT (source), result, &error);
  OsrNetworkPost *entry;

  /* the refusal concerns this post alone: closed, or taken away meanwhile */
  if (comments == NULL && !g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  entry = osr_network_reading_add_post (walk->reading, post->native_id, post->permalink);
  entry->published_at = post->published_at;
  entry->whole = comments != NULL && comments->whole;
  if (comments != NULL)
    take_comments (walk, post, comments);
  read_post (task);
}

static void
read_post (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);
  guint next = walk->reading->posts->len;

  if (next < walk->posts->len) {
    osr_max_comments_async (walk->client, walk->round->account, walk->bot,
                            ((OsrNetworkMessage *) walk->posts->pdata[next])->native_id,
                            g_task_get_cancellable (task), on_comments, g_object_ref (task));
    return;
  }
  take_events (walk);
  walk->reading->place = write_place (walk);
  g_task_return_pointer (task, osr_network_reading_ref (walk->reading),
                         (GDestroyNotify) osr_network_reading_unref);
}

static gint
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const OsrNetworkMessage *one = *(OsrNetworkMessage *const *) a;
  const OsrNetworkMessage *other = *(OsrNetworkMessage *const *) b;

  if (one->published_at == other->published_at)
    return g_strcmp0 (other->native_id, one->native_id);
  return one->published_at > other->published_at ? -1 : 1;
}

static void
on_posts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (answer == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_POST)
      g_ptr_array_add (walk->posts, osr_network_message_ref (record->message));
  }
  g_ptr_array_sort (walk->posts, compare_newest_first);
  if (walk->posts->len > walk->round->posts)
    g_ptr_array_set_size (walk->posts, (gint) walk->round->posts);
  read_post (task);
}

static void
ask_posts (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);
  g_autofree char *chat = g_uri_escape_string (walk->round->account->owner_id, NULL, FALSE);
  g_autofree char *path =
      g_strdup_printf ("/messages?chat_id=%s&count=%u", chat, walk->round->posts);

  call (task, path, on_posts);
}

/* Only what stands in the way of everything ends the round here. */
static void
on_events (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  walk->answer = osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  if (walk->answer == NULL &&
      (error->domain != OSR_NET_ERROR || error->code == OSR_NET_ERROR_AUTH ||
       error->code == OSR_NET_ERROR_OFFLINE || error->code == OSR_NET_ERROR_RATE_LIMITED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    ask_posts (task);
}

static void
ask_events (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);
  g_autofree char *marker =
      walk->marker != NULL ? g_uri_escape_string (walk->marker, NULL, FALSE) : NULL;
  g_autofree char *path = g_strconcat (
      "/updates?limit=100&timeout=0&types=message_created,message_edited,message_removed",
      marker != NULL ? "&marker=" : "", marker, NULL);

  call (task, path, on_events);
}

static void
on_identity (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;

  walk->bot = osr_max_client_identify_finish (OSR_MAX_CLIENT (source), result, &error);
  if (walk->bot == NULL)
    g_task_return_error (task, error);
  else
    ask_events (task);
}

void
osr_max_read_async (OsrNetwork *network, OsrMaxClient *client, OsrNetworkRound *round,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);
  Walk *walk = g_new0 (Walk, 1);

  g_task_set_source_tag (task, osr_max_read_async);
  walk->client = g_object_ref (client);
  walk->round = osr_network_round_ref (round);
  walk->marker = read_marker (round->place);
  walk->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_network_message_unref);
  walk->found = g_hash_table_new (g_str_hash, g_str_equal);
  walk->reading = osr_network_reading_new ();
  walk->reading->owner_id = g_strdup (round->account->owner_id);
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  osr_max_client_identify_async (client, round->account, cancellable, on_identity,
                                 g_steal_pointer (&task));
}
