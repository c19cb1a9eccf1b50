/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Updates into comments under the channel's posts: which post a message of the group belongs to, whose
 * thread it is in, which messages are one. Pure; asking is the reading's. */
#pragma once

#include "social/osr-network-answer.h"
#include "social/telegram/osr-telegram-place.h"

G_BEGIN_DECLS

/**
 * osr_telegram_take_in:
 * @place: with the channel and the group; brought up to date
 * @account: whose updates they are
 * @answer: updates, as the dialect read them
 * @reading: what was found is added to
 *
 * Takes messages of the channel's discussion group and of the channel; what people write to the bot alone
 * is no open source. A message of the group whose post is not known stands under the group itself.
 */
void osr_telegram_take_in (OsrTelegramPlace *place, OsrNetworkAccount *account,
                           OsrNetworkAnswer *answer, OsrNetworkReading *reading);

G_END_DECLS
