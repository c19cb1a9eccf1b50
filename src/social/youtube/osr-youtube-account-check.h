/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds out what the secrets of an account can do, without writing anything; a few units. */
#pragma once

#include "social/osr-network-caller.h"
#include "social/youtube/osr-youtube-quota.h"

G_BEGIN_DECLS

/* @quota: must outlive the test */
void osr_youtube_check_async (OsrNetworkCaller *caller, OsrYoutubeQuota *quota,
                              OsrNetworkAccount *account, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

/* Returns: (transfer full): the findings, or %NULL with @error */
OsrNetworkCheck *osr_youtube_check_finish (OsrNetworkCaller *caller, GAsyncResult *result,
                                           GError **error);

G_END_DECLS
