/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells obscene Russian words by how they are made: prefixes, a root, what may follow it. A list of
 * forms would never be complete, and a search for roots anywhere would find them in "команда". What
 * roots there are is data; how words are disguised is osr-obscene-spelling.h. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _OsrObsceneGrammar OsrObsceneGrammar;

/**
 * osr_obscene_grammar_new:
 * @document: {"prefixes": […], "roots": {"3": ["*root", "^root:next,next$", "+root"]},
 *   "exceptions": ["*part*"], "masked": ["word", "beginning*"]}; * anywhere in a word, = at its
 *   beginning, ^ there or after prefixes, + after one prefix at least; after a colon what may follow
 *   the root, $ for the end of the word. Numbers are grades: 3 obscene, 2 coarse, 1 rude
 * @where: for the error
 * @error: %OSR_CORE_ERROR_INVALID
 */
OsrObsceneGrammar *osr_obscene_grammar_new (JsonObject *document, const char *where,
                                            GError **error);
void osr_obscene_grammar_free (OsrObsceneGrammar *self);

/**
 * osr_obscene_grammar_grade:
 * @word: folded, NUL-terminated
 * @length: in bytes
 *
 * Returns: 1 to 3 for an obscene word, 0 for any other
 */
guint osr_obscene_grammar_grade (OsrObsceneGrammar *self, const char *word, gsize length);

/**
 * osr_obscene_grammar_is_masked:
 * @pattern: folded letters, of which some are hidden by asterisks: "х*й"
 *
 * Returns: whether the letters shown allow of an obscene word, two at least being shown
 */
gboolean osr_obscene_grammar_is_masked (OsrObsceneGrammar *self, const char *pattern);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrObsceneGrammar, osr_obscene_grammar_free)

G_END_DECLS
