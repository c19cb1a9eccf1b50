/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look at one published reply: where it is to be looked for, what was seen, and what the log is
 * told. When to look is the checker's. */
#pragma once

#include "publish/osr-account-book.h"
#include "store/reply/osr-log-looks.h"

G_BEGIN_DECLS

typedef struct _OsrReplyLook OsrReplyLook;

/**
 * osr_reply_look_new:
 * @look: (transfer full): as planned
 * @error: of the log
 *
 * Returns: (transfer full): the look, with the case as it is now
 */
OsrReplyLook *osr_reply_look_new (OsrLog *log, OsrAccountBook *book, OsrLook *look, GError **error);
void osr_reply_look_free (OsrReplyLook *self);

/**
 * osr_reply_look_prepare:
 * @network: (out) (transfer none): whom to ask
 *
 * By the reply's address, with the token of whichever account of the office can read there.
 *
 * Returns: (transfer full) (nullable): what to look for; %NULL when nothing can be or need be looked
 *   at: the words were erased, another text stands in its place, or the network cannot be read
 */
OsrNetworkSending *osr_reply_look_prepare (OsrReplyLook *self, OsrNetwork **network);

/* Where to look once more for what was not there: a copied address may leave out the thread. Nullable,
 * transfer full. */
OsrNetworkSending *osr_reply_look_prepare_again (OsrReplyLook *self, OsrNetworkSending *first);

/**
 * osr_reply_look_conclude:
 * @reply: (nullable): what is there
 *
 * Writes down what was seen, and plans the next look.
 *
 * Returns: whether the log has it
 */
gboolean osr_reply_look_conclude (OsrReplyLook *self, const OsrNetworkReply *reply, GError **error);

/* Nothing was seen: the next look, without a word in the log. @appended: (out): the case was closed. */
gboolean osr_reply_look_skip (OsrReplyLook *self, gboolean *appended, GError **error);

/* The network could not be asked: later, and at last not at all. */
gboolean osr_reply_look_put_off (OsrReplyLook *self, gboolean *appended, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrReplyLook, osr_reply_look_free)

G_END_DECLS
