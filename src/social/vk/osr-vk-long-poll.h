/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bots Long Poll, asked once a round: what happened anywhere on the community's pages since the last
 * time, also under posts that are too old for the walk. The address and its key are asked for anew
 * whenever the program starts, and kept in memory only. */
#pragma once

#include "social/osr-network-answer.h"
#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

typedef struct _OsrVkLongPoll OsrVkLongPoll;

/* @session: the connections to use */
OsrVkLongPoll *osr_vk_long_poll_new (OsrVkClient *client, OsrHttpSession *session);
void osr_vk_long_poll_free (OsrVkLongPoll *self);

/**
 * osr_vk_long_poll_async:
 * @self: must outlive the call
 * @account: the community, with a write token
 * @ts: (nullable): where the last one ended; %NULL to begin now
 *
 * What was lost meanwhile ("failed" 1–3) is no error: the walk reads the lists.
 */
void osr_vk_long_poll_async (OsrVkLongPoll *self, OsrNetworkAccount *account, const char *ts,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * osr_vk_long_poll_finish:
 * @ts: (out) (transfer full) (nullable): where the next one begins
 *
 * Returns: (transfer full): the events, or %NULL with @error
 */
OsrNetworkAnswer *osr_vk_long_poll_finish (GAsyncResult *result, char **ts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrVkLongPoll, osr_vk_long_poll_free)

G_END_DECLS
