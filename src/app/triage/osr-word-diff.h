/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two texts, word by word. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { OSR_DIFF_SAME, OSR_DIFF_REMOVED, OSR_DIFF_ADDED } OsrDiffKind;

typedef struct {
  OsrDiffKind kind;
  char *text; /* words with the spaces between them */
} OsrDiffPart;

/**
 * osr_word_diff_new:
 * @before: valid UTF-8
 * @after: valid UTF-8
 *
 * Returns: (element-type OsrDiffPart) (transfer full): same and removed parts put together are
 *   @before, same and added ones are @after
 */
GPtrArray *osr_word_diff_new (const char *before, const char *after);

G_END_DECLS
