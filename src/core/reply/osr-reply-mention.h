/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a reply that does not stand under its message names the author: the one thing that is added to
 * an approved text. It follows from the case alone, so that whoever approves sees it before. */
#pragma once

#include "core/osr-case.h"

G_BEGIN_DECLS

/**
 * osr_reply_mention:
 * @self: a case
 * @network: the network that the reply goes out in
 *
 * The author by id and name in the network's own way ("[id1|Anna]" in VK) where the message is from
 * the same network and its author is known, else the address of the message.
 *
 * Returns: (transfer full) (nullable): %NULL when neither is known
 */
char *osr_reply_mention (OsrCase *self, const char *network);

/* (transfer full): @mention above @text, as it goes out */
char *osr_reply_with_mention (const char *mention, const char *text);

G_END_DECLS
