/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks the comments of a post, thread or topic from the newest back. It says "not there" only after the
 * last page, or after a page that is truly sorted and older than the first attempt: a wrong "not
 * there" publishes twice. */
#include "social/vk/osr-vk-reply-search.h"

#include "net/osr-net-error.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-place.h"
#include "social/vk/osr-vk-reading.h"
#include "social/vk/osr-vk-parser.h"
#include "social/vk/osr-vk-text.h"

#define MAX_PAGES 100
/* VK's clock and ours need not agree. */
#define TOLERANCE OSR_MINUTE

typedef struct {
  OsrNetworkSending *sending;
  gint64 group;
  OsrVkPlace place;
  gint64 reply_to;    /* 0: under the post itself, or in a topic, which tells of no answers */
  gint64 thread_root; /* 0: the first level */
  gint64 comment_id;  /* 0: not known */
  char *text;         /* normalised */
  guint offset;
  guint pages;
} Search;

static void ask (GTask *task);

static void
search_free (Search *search)
{
  osr_network_sending_unref (search->sending);
  g_free (search->text);
  g_free (search);
}

/* A thread's first answers need not name what they answer: it is the thread's root. */
static gboolean
answers_the_same (Search *search, const OsrVkComment *comment)
{
  if (comment->reply_to == 0)
    return search->reply_to == 0 || search->reply_to == search->thread_root;
  return comment->reply_to == search->reply_to;
}

/* A topic does not say whom a comment answers: the same words may be another case's. */
static gboolean
is_taken (Search *search, const OsrVkComment *comment)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, comment->id);

  return osr_network_sending_is_taken (search->sending, id);
}

static gboolean
is_ours (Search *search, const OsrVkComment *comment)
{
  g_autofree char *text = NULL;

  if (search->comment_id != 0)
    return comment->id == search->comment_id && !comment->deleted;
  if (comment->deleted || comment->from_id != -search->group || !answers_the_same (search, comment))
    return FALSE;
  if (comment->date != OSR_INSTANT_UNKNOWN && search->sending->since != OSR_INSTANT_UNKNOWN &&
      comment->date < search->sending->since - TOLERANCE)
    return FALSE;
  if (is_taken (search, comment))
    return FALSE;
  /* a link in the text may have become one more */
  if (comment->attachments < search->sending->files->len)
    return FALSE;
  text = osr_vk_text_normalise (comment->text);
  return g_str_equal (text, search->text);
}

static gboolean
is_past (Search *search, OsrVkPage *page)
{
  OsrInstant newer = G_MAXINT64;

  if (search->sending->since == OSR_INSTANT_UNKNOWN || page->comments->len < 2)
    return FALSE;
  for (guint i = 0; i < page->comments->len; i++) {
    const OsrVkComment *comment = g_ptr_array_index (page->comments, i);

    if (comment->date == OSR_INSTANT_UNKNOWN || comment->date > newer)
      return FALSE;
    newer = comment->date;
  }
  return newer < search->sending->since - TOLERANCE &&
         newer < ((OsrVkComment *) g_ptr_array_index (page->comments, 0))->date;
}

/* A topic has one level, and all that it has are of it. */
static gboolean
is_last (const Search *search, const OsrVkPage *page)
{
  gint64 all = search->place.subject == OSR_VK_TOPIC ? page->count : page->level_count;

  if (page->items == 0)
    return TRUE;
  if (all >= 0)
    return search->offset >= all;
  return page->items < OSR_VK_PAGE_SIZE;
}

static OsrNetworkReply *
make_reply (Search *search, const OsrVkComment *comment)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, comment->id);
  g_autofree char *link = osr_vk_place_dup_comment_link (
      &search->place, search->sending->account, comment->id,
      comment->thread_root > 0 ? comment->thread_root : search->thread_root);
  OsrNetworkReply *reply;

  reply = osr_network_reply_new (id, link, comment->date);
  reply->likeness = osr_vk_text_likeness (search->sending->text, comment->text);
  return reply;
}

static OsrNetworkReply *
look_through (Search *search, OsrVkPage *page)
{
  for (guint i = 0; i < page->comments->len; i++) {
    const OsrVkComment *comment = g_ptr_array_index (page->comments, i);

    if (is_ours (search, comment))
      return make_reply (search, comment);
  }
  return NULL;
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  g_autoptr (OsrVkPage) page = response != NULL ? osr_vk_parse_page (response, &error) : NULL;
  OsrNetworkReply *reply;

  if (page == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  reply = look_through (search, page);
  search->offset += page->items;
  search->pages++;
  if (reply != NULL || is_last (search, page) || is_past (search, page))
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  else if (search->pages >= MAX_PAGES)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                             "Too many comments to look through");
  else
    ask (g_steal_pointer (&task));
}

static OsrVkCall *
build_call (const Search *search)
{
  OsrNetworkAccount *account = search->sending->account;
  OsrVkCall *call;

  if (search->place.subject != OSR_VK_TOPIC)
    return osr_vk_comments_call (account, search->place.owner, search->place.number,
                                 search->thread_root, search->offset);
  call = osr_vk_call_new (account, "board.getComments", OSR_VK_READ);
  osr_vk_call_add_int (call, "group_id", ABS (search->place.owner));
  osr_vk_call_add_int (call, "topic_id", search->place.number);
  osr_vk_call_add_int (call, "count", OSR_VK_PAGE_SIZE);
  if (search->offset > 0)
    osr_vk_call_add_int (call, "offset", search->offset);
  return call;
}

/* (transfer full) of @task. */
static void
ask (GTask *task)
{
  OsrVkCall *call = build_call (g_task_get_task_data (task));

  osr_vk_call_add (call, "sort", "desc");
  osr_vk_client_call_async (g_task_get_source_object (task), call, g_task_get_cancellable (task),
                            on_page, task);
}

static gint64
number_of (const char *id)
{
  gint64 number;

  if (id == NULL || !g_ascii_string_to_signed (id, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return 0;
  return number;
}

static Search *
search_new (OsrNetworkSending *sending, gint64 comment_id)
{
  Search *search = g_new0 (Search, 1);

  search->sending = osr_network_sending_ref (sending);
  search->group = osr_vk_account_group (sending->account);
  osr_vk_place_read (&search->place, sending->target->owner_id, sending->target->post_id);
  if (search->place.subject == OSR_VK_WALL) {
    search->reply_to = number_of (sending->target->reply_to);
    search->thread_root = number_of (sending->target->thread_root);
  }
  search->comment_id = comment_id;
  search->text = osr_vk_text_normalise (sending->text);
  return search;
}

void
osr_vk_find_async (OsrVkClient *client, OsrNetworkSending *sending, gint64 comment_id,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Search *search = search_new (sending, comment_id);

  g_task_set_source_tag (task, osr_vk_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  if (search->group == 0 || search->place.number <= 0 ||
      (search->place.subject != OSR_VK_WALL && search->place.subject != OSR_VK_TOPIC)) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "The target is no post of VK");
    return;
  }
  ask (g_steal_pointer (&task));
}

gboolean
osr_vk_find_finish (OsrVkClient *client, GAsyncResult *result, OsrNetworkReply **reply,
                    GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  *reply = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
