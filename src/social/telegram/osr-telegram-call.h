/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of Telegram's Bot API. The bot's token is part of the address: it is checked here, and kept out of
 * whatever is said about a call by OsrNetworkCaller. */
#pragma once

#include <json-glib/json-glib.h>

#include "social/call/osr-network-call.h"

G_BEGIN_DECLS

/**
 * osr_telegram_call_new:
 * @account: whose token is used: that for publishing, or else that for reading; a bot has one
 * @method: "getUpdates"
 * @parameters: (nullable): the call's parameters; a form with files is put in their place
 * @error: %OSR_NET_ERROR_AUTH: there is no token, or none that a bot has
 *
 * Returns: (transfer full): the call, which writes when its name begins with "send" or "edit"
 */
OsrNetworkCall *osr_telegram_call_new (OsrNetworkAccount *account, const char *method,
                                       JsonObject *parameters, GError **error);

/**
 * osr_telegram_call_new_for_file:
 * @account: as of osr_telegram_call_new()
 * @path: what getFile said: "photos/file_1.jpg"
 * @error: %OSR_NET_ERROR_REJECTED: @path is no path below the bot's files
 *
 * Returns: (transfer full): a call that fetches the file
 */
OsrNetworkCall *osr_telegram_call_new_for_file (OsrNetworkAccount *account, const char *path,
                                                GError **error);

/* No more than one message in three seconds goes to @chat: twenty a minute is what a group takes. */
void osr_telegram_call_pace_chat (OsrNetworkCall *call, const char *chat);

/* Sets a chat or a message by its number, or by its name ("@oblast"). */
void osr_telegram_set_id (JsonObject *parameters, const char *name, const char *id);

/* (transfer full) (nullable): the bot's own id, which its token begins with */
char *osr_telegram_dup_bot (OsrNetworkAccount *account);

G_END_DECLS
