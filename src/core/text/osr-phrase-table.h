/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many phrases looked for at once in the words of a text. A phrase is written as words with a space
 * between; each may be
 *   слово    any form of the word (its stem is compared)
 *   слов*    any word that begins so, two letters at least
 *   =слово   this form alone
 *   один|два either; each side as above
 *   ~        up to three words of any kind in between */
#pragma once

#include "core/text/osr-text-tokens.h"

G_BEGIN_DECLS

typedef struct _OsrPhraseTable OsrPhraseTable;

typedef struct {
  guint value; /* what the phrase was added with */
  guint first; /* index of its first word in the text */
  guint last;
} OsrPhraseHit;

OsrPhraseTable *osr_phrase_table_new (void);
void osr_phrase_table_free (OsrPhraseTable *self);

/**
 * osr_phrase_table_add:
 * @phrase: see above; written as people do, in any case, with ё or without
 * @value: what hits will carry
 *
 * Returns: whether it was understood
 */
gboolean osr_phrase_table_add (OsrPhraseTable *self, const char *phrase, guint value);

/**
 * osr_phrase_table_find:
 * @hits: (element-type OsrPhraseHit): where to append; a phrase may be found more than once
 */
void osr_phrase_table_find (OsrPhraseTable *self, OsrTextTokens *tokens, GArray *hits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrPhraseTable, osr_phrase_table_free)

G_END_DECLS
