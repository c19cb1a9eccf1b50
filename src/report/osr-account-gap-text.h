/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the official accounts lack, in words. */
#pragma once

#include "core/office/osr-account-gaps.h"

G_BEGIN_DECLS

/* (transfer full): "The Ministry of Health has no official account". */
char *osr_account_gap_text (const OsrAccountGap *gap, OsrRegistry *registry);

/* (transfer full): "clause 4". */
char *osr_account_gap_text_clause (const OsrAccountGap *gap);

G_END_DECLS
