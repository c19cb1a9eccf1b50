/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publishes one reply as the bot, and edits one. */
#pragma once

#include "social/osr-network-caller.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

#define OSR_TELEGRAM_TEXT_LIMIT    4096
#define OSR_TELEGRAM_CAPTION_LIMIT 1024
#define OSR_TELEGRAM_MAX_FILES     10
#define OSR_TELEGRAM_PHOTO_BYTES   (10 * 1024 * 1024)
#define OSR_TELEGRAM_VIDEO_BYTES   (50 * 1024 * 1024)

/**
 * osr_telegram_publish_async:
 * @network: whose task it is
 * @caller: what calls
 * @sending: account, target, text and files
 * @cancellable: (nullable): to give up; what was sent stays sent
 * @callback: called when done
 * @user_data: for @callback
 *
 * The task returns an OsrNetworkReply. Sent once; once more only to the new id of a group that was moved,
 * since Telegram says then that nothing was sent to the old one. An answer to a message that is gone is
 * refused and not sent as a message of its own.
 */
void osr_telegram_publish_async (OsrNetwork *network, OsrNetworkCaller *caller,
                                 OsrNetworkSending *sending, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);

/* The same arguments; the reply to edit is @sending's native id. A text that stands there already is
 * edited. */
void osr_telegram_edit_async (OsrNetwork *network, OsrNetworkCaller *caller,
                              OsrNetworkSending *sending, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
