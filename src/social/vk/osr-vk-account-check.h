/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds out what the tokens of an account can do, without writing anything. */
#pragma once

#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

/**
 * osr_vk_check_async:
 * @client: the client
 * @account: the account to test
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_vk_check_async (OsrVkClient *client, OsrNetworkAccount *account, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
OsrNetworkCheck *osr_vk_check_finish (OsrVkClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
