/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MAX as an OsrNetwork. The account is a channel by its chat's id; its bot's token is that for publishing,
 * and reads as well; the option "ca-file" names an authority that the machine does not know. */
#pragma once

#include "social/max/osr-max-client.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

#define OSR_MAX_NETWORK_ID "max"

#define OSR_TYPE_MAX_NETWORK (osr_max_network_get_type ())
G_DECLARE_FINAL_TYPE (OsrMaxNetwork, osr_max_network, OSR, MAX_NETWORK, GObject)

/**
 * osr_max_network_new:
 * @session: the connections to use
 *
 * Returns: (transfer full): the network
 */
OsrMaxNetwork *osr_max_network_new (OsrHttpSession *session);

/* (transfer none): the client behind it */
OsrMaxClient *osr_max_network_get_client (OsrMaxNetwork *self);

G_END_DECLS
