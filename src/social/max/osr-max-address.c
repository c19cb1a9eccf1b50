/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply without an address is a reply: nothing here fails. */
#include "social/max/osr-max-address.h"

/* (transfer full): the address of comment @id, "" when the post did not tell its own */
static char *
find_address (OsrNetworkAnswer *answer, const char *id)
{
  for (guint i = 0; answer != NULL && i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->message != NULL)
      return osr_max_comment_link (record->message->permalink, record->message->native_id, id);
  }
  return g_strdup ("");
}

static void
on_post (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrNetworkReply *reply = g_task_get_task_data (task);
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, NULL);
  g_autofree char *link = find_address (answer, reply->native_id);
  OsrNetworkReply *complete = osr_network_reply_new (reply->native_id, link, reply->published_at);

  complete->likeness = reply->likeness;
  g_task_return_pointer (task, complete, (GDestroyNotify) osr_network_reply_unref);
}

void
osr_max_address_async (OsrMaxClient *client, OsrNetworkSending *sending, OsrNetworkReply *reply,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  g_autofree char *post = g_uri_escape_string (sending->target->post_id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/messages/", post, NULL);
  OsrNetworkCall *call = NULL;

  g_task_set_source_tag (task, osr_max_address_async);
  /* What stands under the post is reported, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, osr_network_reply_ref (reply),
                        (GDestroyNotify) osr_network_reply_unref);
  if (*reply->permalink == '\0')
    call = osr_max_call_new (sending->account, "GET", path, NULL, NULL);
  if (call == NULL)
    g_task_return_pointer (task, osr_network_reply_ref (reply),
                           (GDestroyNotify) osr_network_reply_unref);
  else
    osr_network_caller_call_async (osr_max_client_get_caller (client), call, cancellable, on_post,
                                   g_steal_pointer (&task));
}

OsrNetworkReply *
osr_max_address_finish (OsrMaxClient *client, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
