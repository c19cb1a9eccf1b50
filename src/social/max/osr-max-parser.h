/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MAX's messages into those of the program: posts of a channel, comments under them. Pure. */
#pragma once

#include "social/osr-network-answer.h"

G_BEGIN_DECLS

/**
 * osr_max_parse_message:
 * @account: its owner is the bot
 * @object: (nullable): a Message of the bot API
 * @post_id: (nullable): the post that it is a comment under, when that was asked for
 *
 * Returns: (transfer full) (nullable): the message, %NULL when it is none
 */
OsrNetworkMessage *osr_max_parse_message (OsrNetworkAccount *account, JsonObject *object,
                                          const char *post_id);

/* Whether @object is a channel's own post; a comment answers another message or has a sender. */
gboolean osr_max_is_post (JsonObject *object);

/* Whether @object is a private conversation with the bot. */
gboolean osr_max_is_private (JsonObject *object);

/* (transfer full): the name of a user, "" when there is none */
char *osr_max_dup_name (JsonObject *user);

G_END_DECLS
