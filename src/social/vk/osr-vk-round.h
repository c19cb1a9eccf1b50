/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One round of reading a community: the walk over its newest posts, what the long poll tells besides,
 * and what a search for the round's words finds on other walls or on walls
 * that are named. */
#pragma once

#include "social/osr-network-round.h"
#include "social/vk/osr-vk-client.h"
#include "social/vk/osr-vk-long-poll.h"

G_BEGIN_DECLS

/**
 * osr_vk_round_async:
 * @client: the client
 * @poll: (nullable): for communities whose token is known; must outlive the round
 * @round: what is asked
 *
 * The walk must succeed; what fails besides is said in the journal and does not spoil it. The place
 * is {"ts": …, "found_at": …, "walls": …}.
 */
void osr_vk_round_async (OsrVkClient *client, OsrVkLongPoll *poll, OsrNetworkRound *round,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);
OsrNetworkReading *osr_vk_round_finish (OsrVkClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
