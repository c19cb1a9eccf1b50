/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telegram as an OsrNetwork. The account is a channel; the option "group" names its discussion group where
 * the channel itself does not; the bot's token is that for publishing, and reads as well. */
#pragma once

#include "social/osr-network-caller.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

#define OSR_TELEGRAM_NETWORK_ID "telegram"

#define OSR_TYPE_TELEGRAM_NETWORK (osr_telegram_network_get_type ())
G_DECLARE_FINAL_TYPE (OsrTelegramNetwork, osr_telegram_network, OSR, TELEGRAM_NETWORK, GObject)

/**
 * osr_telegram_network_new:
 * @session: the connections to use
 *
 * Returns: (transfer full): the network
 */
OsrTelegramNetwork *osr_telegram_network_new (OsrHttpSession *session);

/* (transfer none): what calls for it */
OsrNetworkCaller *osr_telegram_network_get_caller (OsrTelegramNetwork *self);

G_END_DECLS
