/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Splits texts into words in one pass over the bytes. Words and stems lie in one growing block, so a
 * word costs no allocation of its own; pointers into it are set when it no longer moves. */
#include "core/text/osr-text-tokens.h"

#include <string.h>

#include "core/text/osr-text-fold.h"
#include "core/text/osr-text-stem.h"

#define SHORT_I  0x439 /* й */
#define PLAIN_I  0x438 /* и */
#define BREVE    0x306
#define MAX_TEXT (1u << 30)

typedef struct {
  gsize word;
  gsize stem;
} Place;

struct _OsrTextTokens {
  GArray *tokens; /* OsrTextToken */
  GArray *places; /* Place in the block, of each */
  GString *block;
};

/* The word under way. */
typedef struct {
  gunichar letters[OSR_TEXT_WORD_LETTERS];
  guint n;
  guint capitals;
  gsize start;
  gsize end;
  OsrTextFlags flags;
  gboolean hyphen; /* the last word is followed by one hyphen and nothing else so far */
} Word;

/* What scripts a word is written in. */
typedef struct {
  guint cyrillic;
  guint latin;
  guint digits;
  gboolean latin_by_sight; /* every Latin letter looks like a Cyrillic one */
} Scripts;

OsrTextTokens *
osr_text_tokens_new (const char *text, gssize length)
{
  OsrTextTokens *self = g_new0 (OsrTextTokens, 1);

  self->tokens = g_array_new (FALSE, FALSE, sizeof (OsrTextToken));
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->block = g_string_new (NULL);
  osr_text_tokens_scan (self, text, length);
  return self;
}

void
osr_text_tokens_free (OsrTextTokens *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tokens);
  g_array_unref (self->places);
  g_string_free (self->block, TRUE);
  g_free (self);
}

static Scripts
count_scripts (const Word *word)
{
  Scripts scripts = { 0, 0, 0, TRUE };

  for (guint i = 0; i < word->n; i++) {
    gunichar c = word->letters[i];

    if (osr_text_fold_is_cyrillic (c))
      scripts.cyrillic++;
    else if (c >= '0' && c <= '9')
      scripts.digits++;
    else if (c >= 'a' && c <= 'z') {
      scripts.latin++;
      scripts.latin_by_sight &= osr_text_fold_looks_alike (c);
    }
  }
  return scripts;
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

/* A digit counts as a letter only between two letters: "пи3дец", not "5а" nor "дом7". */
static gboolean
stands_for_letter (const Word *word, guint i)
{
  gunichar c = word->letters[i];

  if (c >= 'a' && c <= 'z')
    return TRUE;
  return is_digit (c) && i > 0 && i + 1 < word->n && !is_digit (word->letters[i - 1]) &&
         !is_digit (word->letters[i + 1]);
}

static void
fold_look_alikes (Word *word, Scripts *scripts)
{
  gboolean latin = scripts->latin_by_sight || scripts->cyrillic >= scripts->latin;

  if (scripts->cyrillic == 0 || scripts->latin + scripts->digits == 0 || !latin)
    return;
  for (guint i = 0; i < word->n; i++) {
    gunichar c = stands_for_letter (word, i) ? osr_text_fold_look_alike (word->letters[i]) : 0;

    if (c == 0)
      continue;
    if (is_digit (word->letters[i]))
      scripts->digits--;
    else
      scripts->latin--;
    word->letters[i] = c;
    word->flags |= OSR_TEXT_FOLDED;
  }
}

static gsize
append_letters (GString *block, const Word *word)
{
  char bytes[OSR_TEXT_WORD_LETTERS * 6];
  gsize n = 0;

  for (guint i = 0; i < word->n; i++)
    n += (gsize) g_unichar_to_utf8 (word->letters[i], bytes + n);
  g_string_append_len (block, bytes, (gssize) n);
  g_string_append_c (block, '\0');
  return n;
}

static void
append_stem (OsrTextTokens *self, OsrTextToken *token, Place *place)
{
  char stem[OSR_TEXT_STEM_SIZE];

  token->stem_length =
      (guint16) osr_text_stem (self->block->str + place->word, token->word_length, stem);
  if (token->stem_length == token->word_length &&
      memcmp (stem, self->block->str + place->word, token->word_length) == 0) {
    place->stem = place->word;
    return;
  }
  place->stem = self->block->len;
  g_string_append_len (self->block, stem, token->stem_length + 1);
}

static void
finish_word (OsrTextTokens *self, Word *word)
{
  Scripts scripts = count_scripts (word);
  OsrTextToken token = { .start = word->start, .end = word->end };
  Place place = { self->block->len, 0 };

  if (word->n == 0)
    return;
  if (word->n > 1 && word->capitals == word->n)
    word->flags |= OSR_TEXT_UPPER;
  fold_look_alikes (word, &scripts);
  word->flags |= (scripts.cyrillic > 0 ? OSR_TEXT_CYRILLIC : 0) |
                 (scripts.latin > 0 ? OSR_TEXT_LATIN : 0) |
                 (scripts.digits > 0 ? OSR_TEXT_DIGITS : 0);
  token.flags = word->flags;
  token.word_length = (guint16) append_letters (self->block, word);
  append_stem (self, &token, &place);
  g_array_append_val (self->tokens, token);
  g_array_append_val (self->places, place);
  word->n = word->capitals = 0;
  word->flags = 0;
}

static void
add_letter (OsrTextTokens *self, Word *word, gunichar original, gunichar c)
{
  if (word->n == OSR_TEXT_WORD_LETTERS) {
    finish_word (self, word);
    word->flags = OSR_TEXT_CUT;
  }
  if (word->n == 0) {
    word->start = word->end;
    word->flags |= g_unichar_isupper (original) ? OSR_TEXT_CAPITAL : 0;
    word->flags |= word->hyphen ? OSR_TEXT_HYPHEN : 0;
    word->hyphen = FALSE;
  }
  word->capitals += g_unichar_isupper (original) ? 1 : 0;
  word->letters[word->n++] = c;
}

static void
add_break (OsrTextTokens *self, Word *word, gunichar original)
{
  gboolean hyphen = original == '-' || original == 0x2010 || original == 0x2011;

  word->hyphen = hyphen && word->n > 0;
  finish_word (self, word);
}

static void
set_pointers (OsrTextTokens *self)
{
  for (guint i = 0; i < self->tokens->len; i++) {
    OsrTextToken *token = &g_array_index (self->tokens, OsrTextToken, i);
    const Place *place = &g_array_index (self->places, Place, i);

    token->word = self->block->str + place->word;
    token->stem = self->block->str + place->stem;
  }
}

void
osr_text_tokens_scan (OsrTextTokens *self, const char *text, gssize length)
{
  gsize size = length >= 0 ? (gsize) length : strlen (text);
  const char *end = text + MIN (size, MAX_TEXT);
  Word word = { .n = 0 };
  const char *next;

  g_array_set_size (self->tokens, 0);
  g_array_set_size (self->places, 0);
  g_string_truncate (self->block, 0);
  for (const char *p = text; p < end; p = next) {
    gunichar original, c;

    next = osr_text_fold_decode (p, end, &original);
    c = osr_text_fold_char (original);
    if (c == OSR_TEXT_FOLD_BREAK) {
      add_break (self, &word, original);
      continue;
    }
    if (c == OSR_TEXT_FOLD_SKIP) {
      if (original == BREVE && word.n > 0 && word.letters[word.n - 1] == PLAIN_I)
        word.letters[word.n - 1] = SHORT_I;
    } else {
      if (word.n == 0 || word.n == OSR_TEXT_WORD_LETTERS)
        word.end = (gsize) (p - text);
      add_letter (self, &word, original, c);
    }
    if (word.n > 0)
      word.end = (gsize) (next - text);
  }
  finish_word (self, &word);
  set_pointers (self);
}

guint
osr_text_tokens_get_count (OsrTextTokens *self)
{
  return self->tokens->len;
}

const OsrTextToken *
osr_text_tokens_get (OsrTextTokens *self, guint index)
{
  return &g_array_index (self->tokens, OsrTextToken, index);
}

guint
osr_text_tokens_find (OsrTextTokens *self, const char *word)
{
  guint i = 0;

  while (i < self->tokens->len &&
         strcmp (g_array_index (self->tokens, OsrTextToken, i).word, word) != 0)
    i++;
  return i;
}
