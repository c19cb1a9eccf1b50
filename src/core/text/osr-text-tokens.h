/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one tokenizer: words of a text with their place in it, the spelling that is compared and the
 * stem that their forms share. Screening, suggestions, reply check and the full text index all read
 * texts through it, so that they agree on what a word is. Takes any bytes; time and memory grow with
 * the length of the text and nothing else. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Letters of a word; what is longer is cut into several. */
#define OSR_TEXT_WORD_LETTERS 64

typedef enum {
  OSR_TEXT_CYRILLIC = 1 << 0, /* has Cyrillic letters */
  OSR_TEXT_LATIN = 1 << 1,    /* has Latin letters, after folding */
  OSR_TEXT_DIGITS = 1 << 2,   /* has digits, after folding */
  OSR_TEXT_FOLDED = 1 << 3,   /* letters of another script were read as Cyrillic ones */
  OSR_TEXT_CAPITAL = 1 << 4,  /* begins with a capital letter */
  OSR_TEXT_UPPER = 1 << 5,    /* has several letters, all capital */
  OSR_TEXT_HYPHEN = 1 << 6,   /* joined to the word before by one hyphen */
  OSR_TEXT_CUT = 1 << 7,      /* goes on where the word before was cut */
} OsrTextFlags;

typedef struct {
  gsize start;      /* byte offsets in the original text */
  gsize end;        /* behind the last byte */
  const char *word; /* folded, NUL-terminated; borrowed */
  const char *stem; /* NUL-terminated; borrowed */
  guint16 word_length;
  guint16 stem_length;
  OsrTextFlags flags;
} OsrTextToken;

typedef struct _OsrTextTokens OsrTextTokens;

/**
 * osr_text_tokens_new:
 * @text: any bytes; those that are not UTF-8 and NUL end a word
 * @length: in bytes, or -1 for a NUL-terminated text
 *
 * Returns: (transfer full): its words, in order
 */
OsrTextTokens *osr_text_tokens_new (const char *text, gssize length);
void osr_text_tokens_free (OsrTextTokens *self);

/**
 * osr_text_tokens_scan:
 *
 * Reads another text in the same memory: for whoever reads many. What was got before is void.
 */
void osr_text_tokens_scan (OsrTextTokens *self, const char *text, gssize length);

guint osr_text_tokens_get_count (OsrTextTokens *self);

/**
 * osr_text_tokens_get:
 * @index: below the count
 *
 * Returns: (transfer none): the word; void after the next scan
 */
const OsrTextToken *osr_text_tokens_get (OsrTextTokens *self, guint index);

/**
 * osr_text_tokens_find:
 * @word: folded
 *
 * Returns: the index of the first such word; the count for none
 */
guint osr_text_tokens_find (OsrTextTokens *self, const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrTextTokens, osr_text_tokens_free)

G_END_DECLS
