/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publishes one reply as the community. */
#pragma once

#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

/**
 * osr_vk_publish_async:
 * @client: the client
 * @sending: account, text and a target that osr_vk_place_check() lets through
 * @attachments: (nullable): its files, as osr_vk_upload_finish() named them
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_vk_publish_async (OsrVkClient *client, OsrNetworkSending *sending, const char *attachments,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);
OsrNetworkReply *osr_vk_publish_finish (OsrVkClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
