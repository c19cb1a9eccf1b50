/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds out what a bot of MAX can do for the office, without writing anything. */
#pragma once

#include "social/max/osr-max-client.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

/**
 * osr_max_check_async:
 * @network: whose task it is
 * @client: what calls
 * @account: the account to test
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * The task returns an OsrNetworkCheck.
 */
void osr_max_check_async (OsrNetwork *network, OsrMaxClient *client, OsrNetworkAccount *account,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);

G_END_DECLS
