/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One round of reading: what came since the last. */
#pragma once

#include "social/osr-network-caller.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

/**
 * osr_telegram_read_async:
 * @network: whose task it is
 * @caller: what calls
 * @round: account and place
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * The task returns an OsrNetworkReading. At most a hundred updates are read in one round: asking on
 * would have Telegram forget what nobody has written down yet.
 */
void osr_telegram_read_async (OsrNetwork *network, OsrNetworkCaller *caller, OsrNetworkRound *round,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);

G_END_DECLS
