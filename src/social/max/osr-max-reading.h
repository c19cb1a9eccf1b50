/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One round of reading: events since the last, the newest posts, every comment under them. */
#pragma once

#include "social/max/osr-max-client.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

/**
 * osr_max_read_async:
 * @network: whose task it is
 * @client: what calls
 * @round: account, number of posts and place
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * The task returns an OsrNetworkReading. The lists say what is there; the events add what the lists do not
 * reach: comments under older posts, and what was taken away there.
 */
void osr_max_read_async (OsrNetwork *network, OsrMaxClient *client, OsrNetworkRound *round,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);

G_END_DECLS
