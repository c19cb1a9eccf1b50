/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telegram's messages into those of the program. A comment on a channel's post is a message in the
 * channel's discussion group; the post itself stands there as an automatic forward, which begins the
 * thread. Pure. */
#pragma once

#include "social/osr-network-answer.h"

G_BEGIN_DECLS

/* Before the name of a file, where other networks have an address. */
#define OSR_TELEGRAM_FILE_SCHEME "telegram:"

/**
 * osr_telegram_parse_message:
 * @account: whose host for people is used; its owner is the bot or the channel
 * @object: (nullable): a Message of the Bot API
 * @is_post: (out): it is a channel's post, or one's forward into the group
 *
 * Returns: (transfer full) (nullable): the message; %NULL when it is none, or only tells that
 *   something happened in the chat
 */
OsrNetworkMessage *osr_telegram_parse_message (OsrNetworkAccount *account, JsonObject *object,
                                               gboolean *is_post);

/* (transfer full): what happened, of a message that only tells that: "new_chat_members" */
char *osr_telegram_dup_happening (JsonObject *object);

/* (transfer full): the name of a User or a Chat, "" when it has none */
char *osr_telegram_dup_name (JsonObject *object);

G_END_DECLS
