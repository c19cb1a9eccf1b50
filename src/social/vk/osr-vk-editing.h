/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user's token may and a community's may not: putting another text into a published comment
 * of the community, and a new post on its wall. */
#pragma once

#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

/**
 * osr_vk_edit_async:
 * @client: the client
 * @sending: account, target, text, and the comment to edit as its native id
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_vk_edit_async (OsrVkClient *client, OsrNetworkSending *sending, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data);
OsrNetworkReply *osr_vk_edit_finish (OsrVkClient *client, GAsyncResult *result, GError **error);

/* The same arguments, and its files (nullable) as osr_vk_upload_finish() named them; @sending's target
 * names no post: it becomes one on the community's wall. */
void osr_vk_post_async (OsrVkClient *client, OsrNetworkSending *sending, const char *attachments,
                        GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);
OsrNetworkReply *osr_vk_post_finish (OsrVkClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
