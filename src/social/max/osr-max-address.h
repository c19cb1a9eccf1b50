/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The address of a reply for people: MAX gives one to posts alone, so the post is asked for its own. */
#pragma once

#include "social/max/osr-max-client.h"

G_BEGIN_DECLS

/* Completes @reply, which stands under the post of @sending. */
void osr_max_address_async (OsrMaxClient *client, OsrNetworkSending *sending,
                            OsrNetworkReply *reply, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);

/* (transfer full): the reply; as it was, when the post would not tell */
OsrNetworkReply *osr_max_address_finish (OsrMaxClient *client, GAsyncResult *result);

G_END_DECLS
