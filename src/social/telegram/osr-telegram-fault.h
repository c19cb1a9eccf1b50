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

G_END_DECLS
