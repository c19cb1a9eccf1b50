/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a case is looked through when words are searched, beside the message itself. */
#pragma once

#include "core/osr-case.h"

G_BEGIN_DECLS

/* (transfer full): what was or may be answered: drafts that still count; "" for none. */
char *osr_case_words_dup_replies (OsrCase *c);

/* (transfer full): notes, remarks and what the author wrote further; "" for none. */
char *osr_case_words_dup_notes (OsrCase *c);

G_END_DECLS
