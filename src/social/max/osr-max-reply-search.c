/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which comment is ours is every network's own match; here every comment is brought before it. */
#include "social/max/osr-max-reply-search.h"

#include "social/max/osr-max-address.h"
#include "social/max/osr-max-comments.h"
#include "social/osr-reply-match.h"

typedef struct {
  OsrMaxClient *client;
  OsrNetworkSending *sending;
  char *bot;
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->client);
  osr_network_sending_unref (search->sending);
  g_free (search->bot);
  g_free (search);
}

/* (nullable) (transfer full) */
static OsrNetworkReply *
look_through (const Search *search, const OsrMaxComments *comments)
{
  OsrNetworkReply *reply = NULL;

  for (guint i = 0; reply == NULL && i < comments->messages->len; i++) {
    const OsrNetworkMessage *message = comments->messages->pdata[i];

    reply = osr_reply_match (search->sending, search->sending->target->reply_to, message);
  }
  return reply;
}

static void
on_address (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrNetworkReply *reply = osr_max_address_finish (OSR_MAX_CLIENT (source), result);

  g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
}

static void
on_comments (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrMaxComments) comments =
      osr_max_comments_finish (OSR_MAX_CLIENT (source), result, &error);
  g_autoptr (OsrNetworkReply) reply = comments != NULL ? look_through (search, comments) : NULL;

  if (comments == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (reply != NULL) {
    osr_max_address_async (search->client, search->sending, reply, g_task_get_cancellable (task),
                           on_address, g_object_ref (task));
  } else if (!comments->whole) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                             "getComments: not every comment could be looked at");
  } else {
    g_task_return_pointer (task, NULL, NULL);
  }
}

static void
on_identity (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;

  search->bot = osr_max_client_identify_finish (OSR_MAX_CLIENT (source), result, &error);
  if (search->bot == NULL)
    g_task_return_error (task, error);
  else
    osr_max_comments_async (search->client, search->sending->account, search->bot,
                            search->sending->target->post_id, g_task_get_cancellable (task),
                            on_comments, g_object_ref (task));
}

void
osr_max_find_async (OsrNetwork *network, OsrMaxClient *client, OsrNetworkSending *sending,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, osr_max_find_async);
  search->client = g_object_ref (client);
  search->sending = osr_network_sending_ref (sending);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  if (sending->target->post_id == NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "The target is no post of MAX");
  else
    osr_max_client_identify_async (client, sending->account, cancellable, on_identity,
                                   g_object_ref (task));
}
