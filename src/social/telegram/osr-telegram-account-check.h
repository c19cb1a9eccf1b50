/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds out what a bot can do for the office, without writing anything. */
#pragma once

#include "social/osr-network-caller.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

/**
 * osr_telegram_check_async:
 * @network: whose task it is
 * @caller: what calls
 * @account: the account to test
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * The task returns an OsrNetworkCheck.
 */
void osr_telegram_check_async (OsrNetwork *network, OsrNetworkCaller *caller,
                               OsrNetworkAccount *account, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
