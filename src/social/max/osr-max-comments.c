/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages go by time, and the description does not say from which end the first one is taken: after the
 * way back comes a look forward. Pages overlap by a millisecond, so that two comments of one moment do not
 * fall between them. A wrong "that is all" would publish twice; so what cannot be told is not whole. */
#include "social/max/osr-max-comments.h"

#include <string.h>

#include "net/osr-net-error.h"

#define PAGE_SIZE   100
#define MAX_PAGES   200
#define MAX_PARENTS 100

typedef enum { BACK, FORTH } Direction;

typedef struct {
  OsrNetworkAccount *account;
  char *bot;
  char *post;
  GHashTable *seen; /* id → OsrNetworkMessage, borrowed from comments */
  OsrMaxComments *comments;
  Direction direction;
  OsrInstant oldest; /* %OSR_INSTANT_UNKNOWN before the first page */
  OsrInstant newest;
  guint pages;
} Walk;

/* What one page brought. */
typedef struct {
  guint items;
  guint fresh;
  gboolean dated; /* every item told its time */
} Page;

static void ask (GTask *task);

void
osr_max_comments_free (OsrMaxComments *self)
{
  g_ptr_array_unref (self->messages);
  g_free (self);
}

static void
walk_free (Walk *walk)
{
  osr_network_account_unref (walk->account);
  g_clear_pointer (&walk->comments, osr_max_comments_free);
  g_hash_table_unref (walk->seen);
  g_free (walk->bot);
  g_free (walk->post);
  g_free (walk);
}

static void
set (char **member, const char *value)
{
  char *old = *member;

  *member = g_strdup (value);
  g_free (old);
}

/* -- A page -- */

static void
note_time (Walk *walk, OsrInstant at)
{
  if (walk->oldest == OSR_INSTANT_UNKNOWN || at < walk->oldest)
    walk->oldest = at;
  if (walk->newest == OSR_INSTANT_UNKNOWN || at > walk->newest)
    walk->newest = at;
}

static void
take_comment (Walk *walk, Page *page, OsrNetworkMessage *message)
{
  page->items++;
  if (message->published_at == OSR_INSTANT_UNKNOWN)
    page->dated = FALSE;
  else
    note_time (walk, message->published_at);
  if (g_hash_table_contains (walk->seen, message->native_id))
    return;
  page->fresh++;
  set (&message->owner_id, walk->account->owner_id);
  message->from_account = g_strcmp0 (message->author_id, walk->bot) == 0 ||
                          g_strcmp0 (message->author_id, walk->account->owner_id) == 0;
  g_hash_table_insert (walk->seen, message->native_id, message);
  g_ptr_array_add (walk->comments->messages, osr_network_message_ref (message));
}

static Page
take_page (Walk *walk, OsrNetworkAnswer *answer)
{
  Page page = { 0, 0, TRUE };

  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_MESSAGE)
      take_comment (walk, &page, record->message);
  }
  walk->pages++;
  return page;
}

/* -- The end -- */

/* The first comment of the thread that @message stands in; what it answers when that is gone. */
static const char *
find_thread (Walk *walk, const OsrNetworkMessage *message)
{
  const char *first = message->reply_to;

  for (guint i = 0; first != NULL && i < MAX_PARENTS; i++) {
    const OsrNetworkMessage *parent = g_hash_table_lookup (walk->seen, first);

    if (parent == NULL || parent->reply_to == NULL)
      break;
    first = parent->reply_to;
  }
  return first;
}

static gint
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const OsrNetworkMessage *one = *(OsrNetworkMessage *const *) a;
  const OsrNetworkMessage *other = *(OsrNetworkMessage *const *) b;

  if (one->published_at != other->published_at)
    return one->published_at > other->published_at ? -1 : 1;
  return g_strcmp0 (other->native_id, one->native_id);
}

static void
finish (GTask *task, gboolean whole)
{
  Walk *walk = g_task_get_task_data (task);
  GPtrArray *messages = walk->comments->messages;

  for (guint i = 0; i < messages->len; i++) {
    OsrNetworkMessage *message = messages->pdata[i];
    const char *first = find_thread (walk, message);

    if (first != NULL)
      set (&message->thread_root, first);
  }
  g_ptr_array_sort (messages, compare_newest_first);
  walk->comments->whole = whole;
  g_task_return_pointer (task, g_steal_pointer (&walk->comments),
                         (GDestroyNotify) osr_max_comments_free);
}

/* -- The way -- */

static void
go_on (GTask *task, const Page *page)
{
  Walk *walk = g_task_get_task_data (task);
  gboolean full = page->items >= PAGE_SIZE;

  if (walk->direction == BACK && walk->pages == 1 && !full)
    finish (task, TRUE);
  else if (!page->dated || walk->pages >= MAX_PAGES || (full && page->fresh == 0))
    finish (task, FALSE);
  else if (full)
    ask (task);
  else if (walk->direction == FORTH)
    finish (task, TRUE);
  else {
    walk->direction = FORTH;
    ask (task);
  }
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  Page page;

  if (answer == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  page = take_page (g_task_get_task_data (task), answer);
  go_on (task, &page);
}

static char *
page_path (const Walk *walk)
{
  g_autofree char *path = osr_max_comments_path (walk->post);

  if (walk->pages == 0)
    return g_strdup_printf ("%s?count=%d", path, PAGE_SIZE);
  if (walk->direction == BACK)
    return g_strdup_printf ("%s?count=%d&before=%" G_GINT64_FORMAT, path, PAGE_SIZE,
                            walk->oldest / 1000 + 1);
  return g_strdup_printf ("%s?count=%d&after=%" G_GINT64_FORMAT, path, PAGE_SIZE,
                          walk->newest / 1000 - 1);
}

static void
ask (GTask *task)
{
  OsrMaxClient *client = g_task_get_source_object (task);
  Walk *walk = g_task_get_task_data (task);
  g_autofree char *path = page_path (walk);
  GError *error = NULL;
  OsrNetworkCall *call = osr_max_call_new (walk->account, "GET", path, NULL, &error);

  if (call == NULL) {
    g_task_return_error (task, error);
    return;
  }
  osr_network_call_set_post (call, walk->post);
  osr_network_caller_call_async (osr_max_client_get_caller (client), call,
                                 g_task_get_cancellable (task), on_page, g_object_ref (task));
}

void
osr_max_comments_async (OsrMaxClient *client, OsrNetworkAccount *account, const char *bot,
                        const char *post, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Walk *walk = g_new0 (Walk, 1);

  g_task_set_source_tag (task, osr_max_comments_async);
  walk->account = osr_network_account_ref (account);
  walk->bot = g_strdup (bot);
  walk->post = g_strdup (post);
  walk->seen = g_hash_table_new (g_str_hash, g_str_equal);
  walk->comments = g_new0 (OsrMaxComments, 1);
  walk->comments->messages =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_network_message_unref);
  walk->oldest = OSR_INSTANT_UNKNOWN;
  walk->newest = OSR_INSTANT_UNKNOWN;
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  ask (task);
}

OsrMaxComments *
osr_max_comments_finish (OsrMaxClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
