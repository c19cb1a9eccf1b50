/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at published replies after an hour and after a day, and at once where a person says that one
 * is there: `checked` with what was seen. After the last look a case may close by itself. */
#pragma once

#include "publish/osr-account-book.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

#define OSR_TYPE_REPLY_CHECKER (osr_reply_checker_get_type ())
G_DECLARE_FINAL_TYPE (OsrReplyChecker, osr_reply_checker, OSR, REPLY_CHECKER, GObject)

/* Signal "appended" (): something was committed to the log. */

/* @log and @book must outlive the checker. */
OsrReplyChecker *osr_reply_checker_new (OsrLog *log, OsrAccountBook *book);
void osr_reply_checker_start (OsrReplyChecker *self);

/* There may be something to look at. */
void osr_reply_checker_kick (OsrReplyChecker *self);

/* Gives up what is under way; it is looked at again after the next start. */
void osr_reply_checker_stop (OsrReplyChecker *self);

/* Whether the network is being asked now. */
gboolean osr_reply_checker_is_busy (OsrReplyChecker *self);

G_END_DECLS
