/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a network does that is not written to, or not touched at all: it fails at once with the
 * sentence of its abilities, and nothing is sent. */
#pragma once

#include "social/osr-network.h"

G_BEGIN_DECLS

/* Fills publishing and looking for a reply of @iface. Its abilities must give a reason. */
void osr_network_refuse_publishing (OsrNetworkInterface *iface);

/* Fills reading and testing of @iface; the test's findings are the reason. */
void osr_network_refuse_reading (OsrNetworkInterface *iface);

/* Ends a call of @self that has not begun, with %OSR_NET_ERROR_REJECTED and the reason. */
void osr_network_refuse (OsrNetwork *self, OsrNetworkAccount *account, GAsyncReadyCallback callback,
                         gpointer user_data);

G_END_DECLS
