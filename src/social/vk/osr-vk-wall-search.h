/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches walls for the round's words: the account's own, and those that its option "walls" names
 * (ids with commas, negative for communities). One wall a turn, the one that waited longest, and none
 * more often than every "walls-minutes"; VK's calls of a day are shared among them. */
#pragma once

#include <json-glib/json-glib.h>

#include "social/osr-network-round.h"
#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

/**
 * osr_vk_search_walls_async:
 * @client: the client
 * @round: its account and words; without words nothing is asked
 * @kept: (nullable): what the turn before left
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_vk_search_walls_async (OsrVkClient *client, OsrNetworkRound *round, JsonObject *kept,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * osr_vk_search_walls_finish:
 * @kept: (out) (transfer full): for the next turn
 * @error: only that it was given up: what VK refuses is said in the journal
 *
 * Returns: (transfer full) (element-type OsrNetworkMessage): what was found, of the last week
 */
GPtrArray *osr_vk_search_walls_finish (OsrVkClient *client, GAsyncResult *result, JsonObject **kept,
                                       GError **error);

G_END_DECLS
