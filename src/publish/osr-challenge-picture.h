/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture that a network wants read by a person before it takes a reply: fetched here, so that no
 * workstation has to reach the network, and kept among the attachments, to be shown beside the answer. */
#pragma once

#include "publish/osr-publishing-desk.h"
#include "social/osr-network-records.h"

G_BEGIN_DECLS

/**
 * osr_challenge_picture_fetch_async:
 * @desk: that has the files; must live until the callback
 * @account: of which the network asks; only hosts of its configuration are reached
 * @address: where the network says that the picture is
 *
 * A few seconds at most: the reply waits for a person all the same, with the address if not with the
 * picture.
 */
void osr_challenge_picture_fetch_async (OsrPublishingDesk *desk, OsrNetworkAccount *account,
                                        const char *address, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);

/* (transfer full) (nullable): digest of the picture, which is kept then; %NULL where it cannot be had */
char *osr_challenge_picture_fetch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
