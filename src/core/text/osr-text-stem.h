/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a word that its forms share: Snowball's stem, and a step that takes together what it
 * leaves apart for a vowel that comes and goes (остановка – остановок, окно – окон, день – дня). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Room that a stem may need, its NUL included; longer words are their own stem. */
#define OSR_TEXT_STEM_SIZE 400

/**
 * osr_text_stem:
 * @word: a folded word
 * @length: its length in bytes
 * @stem: where to put the stem, NUL-terminated
 *
 * Returns: the length of the stem in bytes, at least 1 for a word that has any
 */
gsize osr_text_stem (const char *word, gsize length, char stem[OSR_TEXT_STEM_SIZE]);

G_END_DECLS
