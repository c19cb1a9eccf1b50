/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one character is to the reading of words: nothing, the end of a word, or a letter in the one
 * spelling that is compared. Which characters make a word together is the tokenizer's. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OSR_TEXT_FOLD_BREAK ((gunichar) 0) /* no part of a word */
#define OSR_TEXT_FOLD_SKIP  ((gunichar) 1) /* invisible: accents, joiners, direction marks */

/**
 * osr_text_fold_char:
 *
 * Returns: the lower-case letter or digit that @c counts as (accents taken off, ё as е, й kept),
 *   %OSR_TEXT_FOLD_SKIP or %OSR_TEXT_FOLD_BREAK
 */
gunichar osr_text_fold_char (gunichar c);

/**
 * osr_text_fold_is_cyrillic:
 * @c: a folded character
 */
gboolean osr_text_fold_is_cyrillic (gunichar c);

/**
 * osr_text_fold_look_alike:
 * @c: a folded Latin letter, digit or sign
 *
 * Returns: the Cyrillic letter that it is written for; 0 for none
 */
gunichar osr_text_fold_look_alike (gunichar c);

/**
 * osr_text_fold_looks_alike:
 * @c: a folded Latin letter
 *
 * Returns: whether it cannot be told from a Cyrillic one by sight, not only by sound
 */
gboolean osr_text_fold_looks_alike (gunichar c);

/**
 * osr_text_fold_decode:
 * @p: bytes, of whatever encoding
 * @end: behind the last
 * @c: (out): the character, U+FFFD for a byte that belongs to none
 *
 * Returns: where the next character begins; always further than @p
 */
const char *osr_text_fold_decode (const char *p, const char *end, gunichar *c);

G_END_DECLS
