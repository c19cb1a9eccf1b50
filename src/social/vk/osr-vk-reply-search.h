/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for one comment of the community among the newest ones, by its words or by its id. */
#pragma once

#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

/**
 * osr_vk_find_async:
 * @client: the client
 * @sending: what was sent; its account needs a read token
 * @comment_id: the comment to find, 0 to find it by author, text, answered message and time
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_vk_find_async (OsrVkClient *client, OsrNetworkSending *sending, gint64 comment_id,
                        GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);

/* Returns: whether everything was looked through; @reply is %NULL when it is not there. */
gboolean osr_vk_find_finish (OsrVkClient *client, GAsyncResult *result, OsrNetworkReply **reply,
                             GError **error);

G_END_DECLS
