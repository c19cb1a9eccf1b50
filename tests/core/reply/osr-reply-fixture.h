/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the reply check share: the check with the lists that ship, and profiles. */
#pragma once

#include "core/reply/osr-reply-check.h"

G_BEGIN_DECLS

/* (transfer none): one check for the whole program. */
OsrReplyCheck *reply_fixture_check (void);

/* (transfer full): a profile of the checkout. */
OsrRegulation *reply_fixture_regulation (const char *id);

/* (transfer full): findings of @text as a final reply under @regulation (nullable). */
GPtrArray *reply_fixture_find (const char *text, OsrRegulation *regulation);

/* (nullable): the first finding for @reason. */
const OsrReplyFinding *reply_fixture_pick (GPtrArray *findings, const char *reason);

/* (transfer full): the checks and reasons found, one line: for the message of a test that fails. */
char *reply_fixture_list (GPtrArray *findings);

G_END_DECLS
