/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Obscene words of a text through their disguises: digits and Latin letters for Russian ones,
 * letters drawn out, hidden by asterisks, or set apart by dots and spaces. What makes a word obscene
 * is the grammar's. */
#pragma once

#include "core/text/osr-obscene-grammar.h"
#include "core/text/osr-text-tokens.h"

G_BEGIN_DECLS

typedef struct {
  gsize start; /* byte offsets in the text */
  gsize end;
  guint grade; /* 1 to 3 */
} OsrObsceneWord;

/**
 * osr_obscene_spelling_find:
 * @text: what @tokens were read from
 * @length: in bytes
 * @words: (element-type OsrObsceneWord): where to append what is found, in the order of the text
 */
void osr_obscene_spelling_find (OsrObsceneGrammar *grammar, OsrTextTokens *tokens, const char *text,
                                gsize length, GArray *words);

G_END_DECLS
