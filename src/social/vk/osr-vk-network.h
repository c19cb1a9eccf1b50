/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VKontakte as an OsrNetwork. */
#pragma once

#include "social/osr-network.h"
#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

#define OSR_VK_NETWORK_ID "vk"
/* VK publishes no limit of a comment; an account may set its own. */
#define OSR_VK_TEXT_LIMIT 16384

#define OSR_TYPE_VK_NETWORK (osr_vk_network_get_type ())
G_DECLARE_FINAL_TYPE (OsrVkNetwork, osr_vk_network, OSR, VK_NETWORK, GObject)

/**
 * osr_vk_network_new:
 * @session: the connections to use
 *
 * Returns: (transfer full): the network
 */
OsrVkNetwork *osr_vk_network_new (OsrHttpSession *session);

/* (transfer none): the client behind it */
OsrVkClient *osr_vk_network_get_client (OsrVkNetwork *self);

G_END_DECLS
