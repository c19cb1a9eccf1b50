/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One matter, many posts: cases that were joined, the one approved text of them all, and the variant of
 * it for each post. Each post keeps its own case, state, clocks and approval. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef struct {
  OsrCase *the_case;
  const OsrCaseDraft *draft; /* nullable: the newest one that counts */
  gboolean decided;          /* @draft is approved or published */
} OsrMatterPost;

typedef struct {
  char *id;         /* of the case that the others were joined to */
  GPtrArray *posts; /* OsrMatterPost: that case first, then by the moment of their messages */
  const OsrMatterPost *core; /* nullable: whose text was approved first of all for the matter */
} OsrMatter;

/**
 * osr_matter_new:
 * @cases: (element-type OsrCase): those that may belong to it, in any order; referenced
 * @id: of any case of the matter
 *
 * Follows `joined` from case to case; where cases were joined in a circle, the one whose id comes first
 * stands for the matter. A case that was joined to none is a matter of its own.
 *
 * Returns: (transfer full): the matter; without posts when @id is not among @cases
 */
OsrMatter *osr_matter_new (GPtrArray *cases, const char *id);
void osr_matter_free (OsrMatter *self);

/* (nullable): the case that @self was joined to; itself counts as none: that is how it leaves. */
const char *osr_matter_get_joined (OsrCase *self);

/**
 * osr_matter_dup_variant:
 * @post: one of its cases
 * @over: (out) (optional): by how many characters it is too long for the post's network; 0 when it fits
 *
 * The approved text as a draft for another post: its author is addressed in place of the first one. It
 * is a proposal, which is submitted and approved like every other text.
 *
 * Returns: (transfer full) (nullable): %NULL while nothing is approved
 */
char *osr_matter_dup_variant (const OsrMatter *self, OsrCase *post, OsrRegistry *registry,
                              gint64 *over);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrMatter, osr_matter_free)

G_END_DECLS
