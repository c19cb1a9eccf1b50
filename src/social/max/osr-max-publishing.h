/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publishes one reply as the bot, and edits one. */
#pragma once

#include "social/max/osr-max-client.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

#define OSR_MAX_TEXT_LIMIT 4000

/**
 * osr_max_publish_async:
 * @network: whose task it is
 * @client: what calls
 * @sending: account, target and text
 * @cancellable: (nullable): to give up; what was sent stays sent
 * @callback: called when done
 * @user_data: for @callback
 *
 * The task returns an OsrNetworkReply.
 */
void osr_max_publish_async (OsrNetwork *network, OsrMaxClient *client, OsrNetworkSending *sending,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);

/* The same arguments; the comment to edit is @sending's native id. */
void osr_max_edit_async (OsrNetwork *network, OsrMaxClient *client, OsrNetworkSending *sending,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);

G_END_DECLS
