/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reads texts in the window: one reader and one check of replies over the same lists, with the
 * office's own words. On the thread of the window alone. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"
#include "core/reply/osr-reply-check.h"
#include "core/text/osr-text-reader.h"

G_BEGIN_DECLS

/**
 * osr_text_desk_get_reader:
 * @c: (nullable): under whose regulation; the places of its region come first
 *
 * Returns: (transfer none) (nullable): until the next call; %NULL when the lists cannot be read, which
 *   was logged
 */
OsrTextReader *osr_text_desk_get_reader (OsrCase *c, OsrRegistry *registry);

/* (transfer none) (nullable): like that. */
OsrReplyCheck *osr_text_desk_get_check (OsrRegistry *registry);

G_END_DECLS
