/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether something that stands on a network is the reply that was sent: a network may change spaces
 * and links of a text, and its clock need not agree with ours. How its pages are walked through is
 * each network's. Pure. */
#pragma once

#include "social/osr-network-answer.h"

G_BEGIN_DECLS

/**
 * osr_reply_text_normalise:
 * @text: plain text
 *
 * Returns: (transfer full): NFC, spaces folded, no invisible characters, links without a scheme: equal
 *   for what was sent and what a network made of it
 */
char *osr_reply_text_normalise (const char *text);

/* What of @sent is in @found, both as they are compared. */
OsrNetworkLikeness osr_reply_text_likeness (const char *sent, const char *found);

/* (nullable): why @sending has no text to be sent: none, or longer than @limit characters */
const char *osr_reply_text_fault (OsrNetworkSending *sending, guint limit);

/* Whether what stands there since @at was there before @sending was first tried; an unknown time may be
 * of any moment. */
gboolean osr_reply_is_older (OsrNetworkSending *sending, OsrInstant at);

/**
 * osr_reply_is_past:
 * @sending: what is looked for
 * @page: of a walk from the newest back
 * @oldest: (inout): of the pages before; %OSR_INSTANT_UNKNOWN before the first
 *
 * One page alone may be old because the network gave the first for the last: the walk is past @sending
 * only when the page is older than the one before, too. Replies in threads do not count.
 *
 * Returns: whether nothing from here on can be @sending
 */
gboolean osr_reply_is_past (OsrNetworkSending *sending, const OsrNetworkAnswer *page,
                            OsrInstant *oldest);

/**
 * osr_reply_match:
 * @sending: what was sent
 * @reply_to: (nullable): what the network shows as answered by it; %NULL for the post itself
 * @message: what stands there
 *
 * Where @sending names a reply, it is that one and nothing else decides; otherwise the office's own with
 * the same text, answering the same, not older than a minute before the first attempt, that is not taken
 * by another. One that was deleted is not there.
 *
 * Returns: (transfer full) (nullable): @message as the reply, %NULL when it is another
 */
OsrNetworkReply *osr_reply_match (OsrNetworkSending *sending, const char *reply_to,
                                  const OsrNetworkMessage *message);

G_END_DECLS
