/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Telegram's refusals mean. Their words change from time to time, so a name is found by a part
 * of them, and what to do by the code. */
#pragma once

#include "social/osr-network-answer.h"

G_BEGIN_DECLS

/**
 * osr_telegram_fault_read:
 * @account: whose secrets must not be in the result
 * @root: an answer with "ok" false
 * @writes: whether the call was to change something
 *
 * Returns: (transfer full): the error, with the time to wait or the chat's new id where said
 */
OsrNetworkFault *osr_telegram_fault_read (OsrNetworkAccount *account, JsonObject *root,
                                          gboolean writes);

/**
 * osr_telegram_judge:
 * @status: of HTTP
 * @fault: (nullable): what Telegram said
 * @writes: whether the call was to change something
 *
 * What a call that sends a message came to. There is no reading back: what is not known goes to a person.
 *
 * | answer                                              | the message was |
 * | no connection: name, refused, TLS (the session says) | surely not sent |
 * | 400 in Telegram's words, whichever                  | surely not sent |
 * | 400 with migrate_to_chat_id                         | surely not sent |
 * | 401, 404: the token                                 | surely not sent |
 * | 403: blocked, kicked, no rights                     | surely not sent |
 * | 409, 420, 413, other 4xx in Telegram's words        | surely not sent |
 * | 429, with or without retry_after                    | surely not sent |
 * | 400–499 of somebody in between, but 408 and 499     | surely not sent |
 * | 408, 499: somebody in between waited no longer      | unknown         |
 * | 5xx, in Telegram's words or not                     | unknown         |
 * | 1xx, 3xx                                            | unknown         |
 * | 200 that cannot be read, or names no message        | unknown         |
 * | broken or silent after the headers went out         | unknown         |
 *
 * Returns: what the caller is to do
 */
OsrNetError osr_telegram_judge (guint status, const OsrNetworkFault *fault, gboolean writes);

G_END_DECLS
