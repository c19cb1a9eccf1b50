/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads every comment under the newest discussions of a group. */
#pragma once

#include "social/osr-network-caller.h"
#include "social/osr-network-round.h"

G_BEGIN_DECLS

/**
 * osr_ok_read_async:
 * @caller: who calls
 * @round: whose account's owner is the group
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * The token's person must take part in the group: the network lists their discussions.
 */
void osr_ok_read_async (OsrNetworkCaller *caller, OsrNetworkRound *round, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data);

/* Returns: (transfer full): the reading, or %NULL with @error */
OsrNetworkReading *osr_ok_read_finish (OsrNetworkCaller *caller, GAsyncResult *result,
                                       GError **error);

G_END_DECLS
