/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Odnoklassniki behind the common interface: discussions of a group are read; replies are published by
 * program only where the account says that the network has granted it, else by hand. */
#pragma once

#include "social/osr-network-caller.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

#define OSR_OK_NETWORK_ID "ok"
#define OSR_OK_TEXT_LIMIT 3000

#define OSR_TYPE_OK_NETWORK (osr_ok_network_get_type ())
G_DECLARE_FINAL_TYPE (OsrOkNetwork, osr_ok_network, OSR, OK_NETWORK, GObject)

OsrOkNetwork *osr_ok_network_new (OsrHttpSession *session);

/* (transfer none): for another pace */
OsrNetworkCaller *osr_ok_network_get_caller (OsrOkNetwork *self);

G_END_DECLS
