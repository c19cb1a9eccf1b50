/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads every comment under the newest posts of one community. */
#pragma once

#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

/**
 * osr_vk_read_async:
 * @client: the client
 * @account: the community, with a read token
 * @posts: how many of the newest posts, 1–100
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_vk_read_async (OsrVkClient *client, OsrNetworkAccount *account, guint posts,
                        GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);
OsrNetworkReading *osr_vk_read_finish (OsrVkClient *client, GAsyncResult *result, GError **error);

/**
 * osr_vk_comments_call:
 * @account: the community
 * @owner: the wall
 * @post: the post
 * @thread_root: the thread, 0 for the first level
 * @offset: how many to skip
 *
 * Returns: (transfer full): a call of wall.getComments for one page, oldest first; the caller may
 *   add to it
 */
OsrVkCall *osr_vk_comments_call (OsrNetworkAccount *account, gint64 owner, gint64 post,
                                 gint64 thread_root, guint offset);

#define OSR_VK_PAGE_SIZE 100

G_END_DECLS
