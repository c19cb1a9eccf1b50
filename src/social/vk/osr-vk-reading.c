/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reading is a walk: posts, for each the pages of its first level, then the pages of every
 * thread that did not come whole with them. One call at a time, since VK's pace allows no more. */
#include "social/vk/osr-vk-reading.h"

#include "net/osr-net-error.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-parser.h"

#define THREAD_ITEMS 10  /* the most that VK sends along */
#define MAX_PAGES    200 /* under one post: twenty thousand comments */

typedef struct {
  OsrNetworkAccount *account;
  gint64 group;
  guint wanted;
  OsrNetworkReading *reading;
  GPtrArray *posts; /* of OsrVkPost */
  guint post;       /* index of the one being read */

  /* of the present post */
  OsrNetworkPost *entry; /* borrowed from reading; NULL before its first page is asked for */
  GHashTable *seen;      /* of gint64: pages overlap when comments go away meanwhile */
  GQueue threads;        /* of gint64: roots whose threads are still to be read */
  guint pages;

  /* of the present level */
  gint64 thread; /* 0: the first level */
  guint offset;
  gint64 level_count; /* −1: not known yet */
} Walk;

static void step (GTask *task);

static void
walk_free (Walk *walk)
{
  osr_network_account_unref (walk->account);
  osr_network_reading_unref (walk->reading);
  g_clear_pointer (&walk->posts, g_ptr_array_unref);
  g_hash_table_unref (walk->seen);
  g_queue_clear_full (&walk->threads, g_free);
  g_free (walk);
}

static gint64 *
box (gint64 id)
{
  gint64 *boxed = g_new (gint64, 1);

  *boxed = id;
  return boxed;
}

static void
begin_level (Walk *walk, gint64 thread)
{
  walk->thread = thread;
  walk->offset = 0;
  walk->level_count = -1;
}

static void
next_post (Walk *walk)
{
  walk->post++;
  walk->entry = NULL;
  walk->pages = 0;
  g_hash_table_remove_all (walk->seen);
  g_queue_clear_full (&walk->threads, g_free);
  begin_level (walk, 0);
}

static void
next_level (Walk *walk)
{
  g_autofree gint64 *root = g_queue_pop_head (&walk->threads);

  if (root != NULL)
    begin_level (walk, *root);
  else
    next_post (walk);
}

OsrVkCall *
osr_vk_comments_call (OsrNetworkAccount *account, gint64 owner, gint64 post, gint64 thread_root,
                      guint offset)
{
  OsrVkCall *call = osr_vk_call_new (account, "wall.getComments", OSR_VK_READ);

  osr_vk_call_add_int (call, "owner_id", owner);
  osr_vk_call_add_int (call, "post_id", post);
  if (thread_root > 0)
    osr_vk_call_add_int (call, "comment_id", thread_root);
  osr_vk_call_add_int (call, "count", OSR_VK_PAGE_SIZE);
  if (offset > 0)
    osr_vk_call_add_int (call, "offset", offset);
  return call;
}

static void
take_comment (Walk *walk, OsrVkPage *page, OsrVkComment *comment)
{
  const OsrVkPost *post = g_ptr_array_index (walk->posts, walk->post);

  if (walk->thread > 0 && comment->thread_root == 0 && comment->id != walk->thread)
    comment->thread_root = walk->thread;
  if (!g_hash_table_add (walk->seen, box (comment->id)))
    return;
  g_ptr_array_add (walk->reading->messages,
                   osr_vk_map_comment (walk->account, post, page, comment));
  if (walk->thread == 0 && comment->thread_count > comment->thread_given)
    g_queue_push_tail (&walk->threads, box (comment->id));
}

/* A level ends when VK says so, or with an empty page, or without a count with a short one. */
static gboolean
level_ends (Walk *walk, OsrVkPage *page)
{
  if (page->items == 0)
    return TRUE;
  if (walk->level_count >= 0)
    return walk->offset >= walk->level_count;
  return page->items < OSR_VK_PAGE_SIZE;
}

/* A level whose size changed between two pages may have slipped a comment past the walk. */
static void
note_level_count (Walk *walk, OsrVkPage *page)
{
  if (walk->level_count >= 0 && walk->level_count != page->level_count)
    walk->entry->whole = FALSE;
  walk->level_count = page->level_count;
}

static void
take_page (Walk *walk, OsrVkPage *page)
{
  for (guint i = 0; i < page->comments->len; i++)
    take_comment (walk, page, g_ptr_array_index (page->comments, i));
  note_level_count (walk, page);
  walk->offset += page->items;
  walk->pages++;
  if (walk->pages >= MAX_PAGES) {
    walk->entry->whole = FALSE;
    next_post (walk);
  } else if (level_ends (walk, page)) {
    next_level (walk);
  }
}

/* VK's refusal concerns this post or thread alone: closed, deleted, or for subscribers. */
static void
skip_refused (Walk *walk)
{
  walk->entry->whole = FALSE;
  next_level (walk);
}

static void
on_comments (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  g_autoptr (OsrVkPage) page = response != NULL ? osr_vk_parse_page (response, &error) : NULL;

  if (page != NULL)
    take_page (walk, page);
  else if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED))
    skip_refused (walk);
  else {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  step (g_steal_pointer (&task));
}

static void
begin_post (Walk *walk, OsrVkPost *post)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, post->id);
  g_autofree char *link = NULL;

  if (post->owner_id == 0)
    post->owner_id = -walk->group;
  link = osr_vk_post_link (walk->account, post->owner_id, post->id);
  walk->entry = osr_network_reading_add_post (walk->reading, id, link);
  walk->entry->published_at = post->date;
  walk->entry->whole = TRUE;
  walk->entry->by_other = post->from_id != 0 && post->from_id != post->owner_id;
}

/* (transfer full) of @task: asks for the next page, or ends. */
static void
step (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Walk *walk = g_task_get_task_data (task);
  OsrVkPost *post = NULL;
  OsrVkCall *call;

  while (walk->post < walk->posts->len) {
    post = g_ptr_array_index (walk->posts, walk->post);
    if (walk->entry == NULL)
      begin_post (walk, post);
    if (post->comments != 0)
      break;
    next_post (walk);
  }
  if (walk->post >= walk->posts->len) {
    g_task_return_pointer (task, osr_network_reading_ref (walk->reading),
                           (GDestroyNotify) osr_network_reading_unref);
    return;
  }
  call = osr_vk_comments_call (walk->account, post->owner_id, post->id, walk->thread, walk->offset);
  osr_vk_call_add (call, "sort", "asc");
  osr_vk_call_add_int (call, "extended", 1);
  if (walk->thread == 0)
    osr_vk_call_add_int (call, "thread_items_count", THREAD_ITEMS);
  osr_vk_client_call_async (g_task_get_source_object (task), call, g_task_get_cancellable (task),
                            on_comments, g_steal_pointer (&owned));
}

static void
on_posts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);

  if (response != NULL)
    walk->posts = osr_vk_parse_posts (response, &error);
  if (walk->posts == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (walk->posts->len > walk->wanted)
    g_ptr_array_set_size (walk->posts, (gint) walk->wanted);
  step (g_steal_pointer (&task));
}

static Walk *
walk_new (OsrNetworkAccount *account, guint posts)
{
  Walk *walk = g_new0 (Walk, 1);

  walk->account = osr_network_account_ref (account);
  walk->group = osr_vk_account_group (account);
  walk->wanted = CLAMP (posts, 1, OSR_VK_PAGE_SIZE);
  walk->reading = osr_network_reading_new ();
  walk->reading->owner_id = g_strdup_printf ("-%" G_GINT64_FORMAT, walk->group);
  walk->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&walk->threads);
  begin_level (walk, 0);
  return walk;
}

void
osr_vk_read_async (OsrVkClient *client, OsrNetworkAccount *account, guint posts,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Walk *walk = walk_new (account, posts);
  OsrVkCall *call;

  g_task_set_source_tag (task, osr_vk_read_async);
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  if (walk->group == 0) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "The account's community is not a number");
    return;
  }
  call = osr_vk_call_new (account, "wall.get", OSR_VK_READ);
  osr_vk_call_add_int (call, "owner_id", -walk->group);
  osr_vk_call_add_int (call, "count", walk->wanted);
  osr_vk_client_call_async (client, call, cancellable, on_posts, g_steal_pointer (&task));
}

OsrNetworkReading *
osr_vk_read_finish (OsrVkClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
