/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What speaks against a reply in words, for the window and for the tool. */
#pragma once

#include "core/reply/osr-reply-check.h"

G_BEGIN_DECLS

/* (transfer full): what is wrong and what to do about it, one sentence without a final dot. */
char *osr_reply_text_why (const OsrReplyFinding *finding);

/* (transfer full): the same with the words that it is about and the plain ones, as a line of a list:
 * "“в настоящее время” — write plainly: “сейчас”". */
char *osr_reply_text_line (const OsrReplyFinding *finding, const char *text, gsize length);

/* What is to be said when nothing speaks against a reply of @kind. */
const char *osr_reply_text_good (const char *kind);

G_END_DECLS
