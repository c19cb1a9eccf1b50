/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which language the window speaks, for the texts that come with a profile and not from the
 * catalogue: names of timers and roles, clauses, readings. */
#pragma once

#include "core/regulation/osr-text2.h"

G_BEGIN_DECLS

/* "ru" or "en". */
const char *osr_language (void);

/* (nullable): @text in the language of the window. */
const char *osr_language_text (const OsrText2 *text);

G_END_DECLS
