/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of Telegram's messages, as a person copies them. Pure. */
#pragma once

#include "social/osr-network-records.h"

G_BEGIN_DECLS

/**
 * osr_telegram_read_link:
 * @account: whose host for people is known, and whose group stands for a comment's
 * @url: "https://t.me/oblast/9?comment=41", "https://t.me/group/41", "https://t.me/c/2002/41"
 * @native_id: (out) (transfer full): the message
 *
 * Returns: (transfer full) (nullable): where it stands, or %NULL
 */
OsrNetworkTarget *osr_telegram_read_link (OsrNetworkAccount *account, const char *url,
                                          char **native_id);

/* (transfer full): the address of message @id of @chat, "" when the chat has none that is known */
char *osr_telegram_dup_link (OsrNetworkAccount *account, const char *chat, const char *id);

G_END_DECLS
