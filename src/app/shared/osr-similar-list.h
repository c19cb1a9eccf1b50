/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Earlier messages like the open one, each with what became of it: a folded line that is not there when
 * there are none. What is alike, the store says. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_SIMILAR_LIST (osr_similar_list_get_type ())
G_DECLARE_FINAL_TYPE (OsrSimilarList, osr_similar_list, OSR, SIMILAR_LIST, AdwBin)

/**
 * osr_similar_list_show:
 * @pane: whose case it is; a message of the list is opened in its workplace
 *
 * Looks for messages like that of the open case.
 */
void osr_similar_list_show (OsrSimilarList *self, OsrPane *pane);

/* How many stand there. */
guint osr_similar_list_get_count (OsrSimilarList *self);

/* (transfer full): what ties an earlier message to this one: "the same words · the same author". */
char *osr_similar_list_dup_tie (const OsrCacheSimilar *similar);

/* (transfer full): what became of @c: its state, or the beginning of its reply. */
char *osr_similar_list_dup_outcome (OsrCase *c);

G_END_DECLS
