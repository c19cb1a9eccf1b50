/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a case and its draft to what goes out, where to, and how: an answer under the message, one from
 * another account with a mention of the author, a correction. Pure but for the account's tokens. */
#pragma once

#include "core/osr-case.h"
#include "publish/osr-account-book.h"
#include "publish/osr-publishing-desk.h"

G_BEGIN_DECLS

/**
 * osr_outgoing_is_approved:
 * @the_case: as the log has it
 * @row: the publication
 *
 * The digest binds kind, text, the account it was written for and the message. A mention is no part of
 * it: it follows from the case, was shown to whoever approved, and is checked with the intent.
 *
 * Returns: whether what would go out is what was approved
 */
gboolean osr_outgoing_is_approved (OsrCase *the_case, const OsrPublication *row);

/**
 * osr_outgoing_choose_manner:
 * @network: the account's network
 * @account: who sends
 *
 * Returns: whether a correction goes out as an edit: the same account published what is to be
 *   corrected as a comment, and has the token; PLAIN for what corrects nothing
 */
OsrPublicationManner osr_outgoing_choose_manner (OsrCase *the_case, const OsrPublication *row,
                                                 OsrNetwork *network, OsrNetworkAccount *account);

/**
 * osr_outgoing_new:
 * @the_case: as the log has it
 * @row: the publication, with its manner
 * @account: who sends
 *
 * Returns: (transfer full) (nullable): what goes out, or what is to be looked for; %NULL when a text
 *   or a mention was erased, or nothing is known of where the message stands
 */
OsrNetworkSending *osr_outgoing_new (OsrCase *the_case, const OsrPublication *row,
                                     OsrNetworkAccount *account);

/**
 * osr_outgoing_new_target:
 * @intent: version of the `publish-intended` that @draft goes or went out by; 0 for none
 *
 * Returns: (transfer full) (nullable): where it goes or went; %NULL when nothing is known of it
 */
OsrNetworkTarget *osr_outgoing_new_target (OsrCase *the_case, const OsrCaseDraft *draft,
                                           gint64 intent);

/**
 * osr_outgoing_add_files:
 * @desk: where they lie
 * @sending: of osr_outgoing_new(), not shared yet
 *
 * Adds the files of the draft, each by what its bytes are; one that is not there any more, too, so that
 * the sending is refused and not sent without it.
 */
void osr_outgoing_add_files (OsrCase *the_case, const OsrPublication *row, OsrPublishingDesk *desk,
                             OsrNetworkSending *sending);

/* (transfer full) (nullable): the text of a published draft as it went out; %NULL when it was erased. */
char *osr_outgoing_dup_published_text (OsrCase *the_case, const OsrCaseDraft *draft);

/* Whether @native_id is a published reply of the case that is not @draft: found, it is not ours. */
gboolean osr_outgoing_is_another (OsrCase *the_case, gint64 draft, const char *native_id);

G_END_DECLS
