/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an event of the long poll leaves out: the name of whoever wrote, and the beginning of the post
 * that it stands under. A message that the walk never sees keeps them from here. */
#pragma once

#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

/**
 * osr_vk_complete_async:
 * @client: asks for people, communities and posts, at most once each
 * @account: whose read token is used
 * @messages: (element-type OsrNetworkMessage): as events gave them; of more than a hundred authors or
 *   posts the first hundred are asked for
 * @cancellable: (nullable): to give up
 * @callback: called when done; at once when there is nothing to ask for
 * @user_data: for @callback
 */
void osr_vk_complete_async (OsrVkClient *client, OsrNetworkAccount *account, GPtrArray *messages,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * osr_vk_complete_finish:
 * @client: as above
 * @result: what the callback got
 * @error: %OSR_NET_ERROR_OFFLINE, _TEMPORARY or _RATE_LIMITED, %G_IO_ERROR_CANCELLED: worth another
 *   try
 *
 * What VK does not tell stays as the event gave it: that is no error.
 *
 * Returns: whether the messages are as whole as they will be
 */
gboolean osr_vk_complete_finish (OsrVkClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
