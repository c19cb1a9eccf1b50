/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How alike two texts are in their very words: pairs of stems that follow one another (shingles) are
 * compared, by a sketch of them that can be looked up (MinHash in bands), and then exactly. Texts of
 * which somebody changed a word, the greeting or the endings are alike; texts about the same are not. */
#pragma once

#include "core/text/osr-text-tokens.h"

G_BEGIN_DECLS

#define OSR_TEXT_SKETCH_BANDS 8

/* From which share of common shingles on texts are taken for the same. */
#define OSR_TEXT_ALIKE 0.5

/* Words of a text that are compared; a text of fewer than the least is like no other. */
#define OSR_TEXT_SKETCH_WORDS 1000
#define OSR_TEXT_SKETCH_LEAST 4

/**
 * osr_text_sketch:
 * @bands: (out): numbers of which texts that are alike have one in common: nearly always when they
 *   share more than two thirds of their shingles, nine times of ten when they share half
 *
 * Returns: whether the text has words enough
 */
gboolean osr_text_sketch (OsrTextTokens *tokens, gint64 bands[OSR_TEXT_SKETCH_BANDS]);

/* Shingles of a text, sorted, each once: (element-type guint64) (transfer full). */
GArray *osr_text_shingles_new (OsrTextTokens *tokens);

/* Shingles in common, of those that either has: 0 to 1. */
double osr_text_shingles_compare (GArray *one, GArray *other);

G_END_DECLS
