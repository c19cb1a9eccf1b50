/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a draft will look from outside, in words: in whose name, and what is added to it where it cannot
 * stand under its message. Whoever approves sees all that readers will. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): %NULL when nothing is added to the text */
char *osr_outward_words (OsrCase *c, OsrRegistry *registry, const OsrCaseDraft *draft);

G_END_DECLS
