/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for a reply in its thread, or for a comment under a video. */
#pragma once

#include "social/osr-network-caller.h"
#include "social/youtube/osr-youtube-quota.h"

G_BEGIN_DECLS

/* @quota: must outlive the search; what it has kept for publishing is also for this */
void osr_youtube_find_async (OsrNetworkCaller *caller, OsrYoutubeQuota *quota,
                             OsrNetworkSending *sending, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);

/**
 * osr_youtube_find_finish:
 * @reply: (out) (transfer full) (nullable): the reply, %NULL when it is not there. The network's lists
 *   lag by minutes.
 *
 * Returns: whether the comments were looked through, with or without success
 */
gboolean osr_youtube_find_finish (OsrNetworkCaller *caller, GAsyncResult *result,
                                  OsrNetworkReply **reply, GError **error);

G_END_DECLS
