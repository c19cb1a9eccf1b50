/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for one comment of the bot under a post, by its words or by its id. */
#pragma once

#include "social/max/osr-max-client.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

/**
 * osr_max_find_async:
 * @network: whose task it is
 * @client: what calls
 * @sending: what was sent
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * The task returns an OsrNetworkReply, or %NULL without an error: it is not there. That is said only when
 * every comment was looked at.
 */
void osr_max_find_async (OsrNetwork *network, OsrMaxClient *client, OsrNetworkSending *sending,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);

G_END_DECLS
