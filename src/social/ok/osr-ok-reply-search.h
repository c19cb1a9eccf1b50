/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for a reply under a discussion, from the newest comment back. */
#pragma once

#include "social/osr-network-caller.h"

G_BEGIN_DECLS

void osr_ok_find_async (OsrNetworkCaller *caller, OsrNetworkSending *sending,
                        GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);

/**
 * osr_ok_find_finish:
 * @reply: (out) (transfer full) (nullable): the reply, %NULL when it is not there
 *
 * Returns: whether the comments were looked through, with or without success
 */
gboolean osr_ok_find_finish (OsrNetworkCaller *caller, GAsyncResult *result,
                             OsrNetworkReply **reply, GError **error);

G_END_DECLS
