/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for one post of the community on its own wall, by its words or by its id. */
#pragma once

#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

/**
 * osr_vk_find_post_async:
 * @client: the client
 * @sending: what was sent as a post; its account needs a read token
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_vk_find_post_async (OsrVkClient *client, OsrNetworkSending *sending,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);

/* Returns: whether everything was looked through; @reply is %NULL when it is not there. */
gboolean osr_vk_find_post_finish (OsrVkClient *client, GAsyncResult *result,
                                  OsrNetworkReply **reply, GError **error);

/**
 * osr_vk_read_link:
 * @account: whose hosts are known besides VK's own
 * @url: an address
 * @native_id: (out) (transfer full): the comment, or the post
 *
 * Returns: (transfer full) (nullable): where the comment or post of that address stands; %NULL for
 *   another address
 */
OsrNetworkTarget *osr_vk_read_link (OsrNetworkAccount *account, const char *url, char **native_id);

G_END_DECLS
