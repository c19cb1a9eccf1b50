/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetches a file that a message carries: Telegram gives the bot a name, the path for an hour, and the
 * bytes below the bot's own address. */
#pragma once

#include "social/osr-network-caller.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

/**
 * osr_telegram_fetch_async:
 * @network: whose task it is
 * @caller: who calls
 * @account: whose bot got the message
 * @name: of the file, with %OSR_TELEGRAM_FILE_SCHEME
 * @cancellable: (nullable): to give up
 * @callback: called when done; the task returns #GBytes
 * @user_data: for @callback
 */
void osr_telegram_fetch_async (OsrNetwork *network, OsrNetworkCaller *caller,
                               OsrNetworkAccount *account, const char *name,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);

G_END_DECLS
