/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the newest threads of comments under a channel's videos, and their replies where there are new
 * ones, within the day's units. */
#pragma once

#include "social/osr-network-caller.h"
#include "social/osr-network-round.h"
#include "social/youtube/osr-youtube-quota.h"

G_BEGIN_DECLS

/**
 * osr_youtube_read_async:
 * @caller: who calls
 * @quota: the units; must outlive the reading
 * @round: whose account's owner is the channel; its place holds the units spent, and how many replies
 *   each thread had
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_youtube_read_async (OsrNetworkCaller *caller, OsrYoutubeQuota *quota,
                             OsrNetworkRound *round, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);

/* Returns: (transfer full): the reading, or %NULL with @error: %OSR_NET_ERROR_RATE_LIMITED when the
 *   day's units are spent */
OsrNetworkReading *osr_youtube_read_finish (OsrNetworkCaller *caller, GAsyncResult *result,
                                            GError **error);

G_END_DECLS
