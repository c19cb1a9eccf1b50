/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest posts first, but for a pinned one: a page is past the first attempt when its last post is.
 * One that is known is asked for by its name. */
#include "social/vk/osr-vk-post-search.h"

#include <string.h>

#include "net/osr-net-error.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-place.h"
#include "social/vk/osr-vk-parser.h"
#include "social/vk/osr-vk-text.h"

#define PAGE      100
#define MAX_PAGES 20
#define TOLERANCE OSR_MINUTE

typedef struct {
  OsrNetworkSending *sending;
  gint64 group;
  guint offset;
  guint pages;
} Search;

static void ask (GTask *task);

static void
search_free (Search *search)
{
  osr_network_sending_unref (search->sending);
  g_free (search);
}

static gboolean
is_old (Search *search, const OsrVkPost *post)
{
  OsrInstant since = search->sending->since;

  return post->date != OSR_INSTANT_UNKNOWN && since != OSR_INSTANT_UNKNOWN &&
         post->date < since - TOLERANCE;
}

static gboolean
is_ours (Search *search, const OsrVkPost *post)
{
  const char *id = search->sending->native_id;
  g_autofree char *own = g_strdup_printf ("%" G_GINT64_FORMAT, post->id);

  if (post->deleted)
    return FALSE;
  if (id != NULL)
    return post->id == g_ascii_strtoll (id, NULL, 10);
  return !osr_network_sending_is_taken (search->sending, own) && post->from_id == -search->group &&
         !is_old (search, post) && post->attachments >= search->sending->files->len &&
         osr_vk_text_likeness (search->sending->text, post->text) == OSR_NETWORK_SAME_TEXT;
}

static OsrNetworkReply *
look_through (Search *search, GPtrArray *posts)
{
  for (guint i = 0; i < posts->len; i++) {
    const OsrVkPost *post = posts->pdata[i];
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, post->id);
    g_autofree char *link = osr_vk_post_link (search->sending->account, -search->group, post->id);
    OsrNetworkReply *reply;

    if (!is_ours (search, post))
      continue;
    reply = osr_network_reply_new (id, link, post->date);
    reply->likeness = osr_vk_text_likeness (search->sending->text, post->text);
    return reply;
  }
  return NULL;
}

static gboolean
is_last (Search *search, GPtrArray *posts)
{
  return search->sending->native_id != NULL || posts->len < PAGE ||
         is_old (search, posts->pdata[posts->len - 1]);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  g_autoptr (GPtrArray) posts = response != NULL ? osr_vk_parse_posts (response, &error) : NULL;
  OsrNetworkReply *reply;

  if (posts == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  reply = look_through (search, posts);
  search->offset += posts->len;
  search->pages++;
  if (reply != NULL || is_last (search, posts))
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  else if (search->pages >= MAX_PAGES)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                             "wall.get: too many posts to look through");
  else
    ask (g_steal_pointer (&task));
}

static OsrVkCall *
new_call (Search *search)
{
  OsrNetworkAccount *account = search->sending->account;
  g_autofree char *name = NULL;
  OsrVkCall *call;

  if (search->sending->native_id != NULL) {
    name = g_strdup_printf ("-%" G_GINT64_FORMAT "_%s", search->group, search->sending->native_id);
    call = osr_vk_call_new (account, "wall.getById", OSR_VK_READ);
    osr_vk_call_add (call, "posts", name);
    return call;
  }
  call = osr_vk_call_new (account, "wall.get", OSR_VK_READ);
  osr_vk_call_add_int (call, "owner_id", -search->group);
  osr_vk_call_add (call, "filter", "owner");
  osr_vk_call_add_int (call, "count", PAGE);
  osr_vk_call_add_int (call, "offset", search->offset);
  return call;
}

/* (transfer full) of @task. */
static void
ask (GTask *task)
{
  osr_vk_client_call_async (g_task_get_source_object (task), new_call (g_task_get_task_data (task)),
                            g_task_get_cancellable (task), on_page, task);
}

void
osr_vk_find_post_async (OsrVkClient *client, OsrNetworkSending *sending, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, osr_vk_find_post_async);
  search->sending = osr_network_sending_ref (sending);
  search->group = osr_vk_account_group (sending->account);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  if (search->group == 0)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "The account's community is not a number");
  else
    ask (g_steal_pointer (&task));
}

gboolean
osr_vk_find_post_finish (OsrVkClient *client, GAsyncResult *result, OsrNetworkReply **reply,
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

/* -- Addresses -- */

static gboolean
is_known_host (OsrNetworkAccount *account, GUri *uri)
{
  static const char *const hosts[] = { "vk.com",    "www.vk.com", "m.vk.com", "vk.ru",
                                       "www.vk.ru", "m.vk.ru",    NULL };
  g_autoptr (GUri) own = g_uri_parse (account->link_base, G_URI_FLAGS_NONE, NULL);
  const char *host = g_uri_get_host (uri);

  if (host == NULL)
    return FALSE;
  if (own != NULL && g_strcmp0 (g_uri_get_host (own), host) == 0 &&
      g_uri_get_port (own) == g_uri_get_port (uri))
    return TRUE;
  return g_strv_contains (hosts, host);
}

/* (nullable): a positive number of the query, as it stands there. */
static const char *
number_in (GHashTable *query, const char *name)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, name) : NULL;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, NULL, NULL) ? text
                                                                                          : NULL;
}

static OsrNetworkTarget *
target_of (GUri *uri, const OsrVkPlace *place, gboolean own, char **native_id)
{
  g_autoptr (GHashTable) query =
      g_uri_get_query (uri) != NULL
          ? g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL)
          : NULL;
  gboolean topic = place->subject == OSR_VK_TOPIC;
  const char *reply = number_in (query, topic ? "post" : "reply");
  g_autofree char *owner = g_strdup_printf ("%" G_GINT64_FORMAT, place->owner);
  g_autofree char *post = osr_vk_place_dup_post_id (place);

  /* a post is looked at on the account's own wall only, and a topic is no post */
  if (reply == NULL && (topic || !own))
    return NULL;
  *native_id = g_strdup (reply != NULL ? reply : post);
  if (reply == NULL)
    return osr_network_target_new (NULL, NULL, NULL, NULL);
  return osr_network_target_new (owner, post, NULL, topic ? NULL : number_in (query, "thread"));
}

/* "/wall-1_5", "/topic-1_5" */
static gboolean
read_path (OsrVkPlace *place, const char *path)
{
  gboolean topic = g_str_has_prefix (path, "/topic");
  g_auto (GStrv) parts = NULL;
  g_autofree char *name = NULL;

  if (!topic && !g_str_has_prefix (path, "/wall"))
    return FALSE;
  parts = g_strsplit (path + (topic ? strlen ("/topic") : strlen ("/wall")), "_", 3);
  if (g_strv_length (parts) != 2 || !g_ascii_isdigit (*parts[1]))
    return FALSE;
  name = g_strconcat (topic ? "topic" : "", parts[1], NULL);
  return osr_vk_place_read (place, parts[0], name);
}

OsrNetworkTarget *
osr_vk_read_link (OsrNetworkAccount *account, const char *url, char **native_id)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  OsrVkPlace place;

  if (uri == NULL || !is_known_host (account, uri) || !read_path (&place, g_uri_get_path (uri)))
    return NULL;
  return target_of (uri, &place, place.owner == -osr_vk_account_group (account), native_id);
}
