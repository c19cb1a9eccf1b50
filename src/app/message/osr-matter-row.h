/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One post of a matter as a row: which it is, where it stands, its limit, its draft. */
#pragma once

#include <adwaita.h>

#include "core/message/osr-matter.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

/**
 * osr_matter_row_new:
 * @post: one of @matter
 * @now: for its limit
 *
 * Its buttons activate "matter.open", "matter.use" and "matter.leave" with the case's id.
 */
GtkWidget *osr_matter_row_new (const OsrMatter *matter, const OsrMatterPost *post,
                               OsrReplica *replica, OsrInstant now);

/* Whether the person may write a draft for the post, and none is decided upon. */
gboolean osr_matter_row_may_use (const OsrMatter *matter, const OsrMatterPost *post,
                                 OsrReplica *replica);

/* Whether the post's draft waits for this person's approval. */
gboolean osr_matter_row_may_approve (const OsrMatterPost *post, OsrReplica *replica);

/* (transfer full): "2026-000007", or what a case without a number is called. */
char *osr_matter_row_dup_number (OsrCase *c);

G_END_DECLS
