/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each word is tried as it is, with the digits at its ends read as letters, and with letters drawn
 * out made single. Pieces with nothing but filling between them ("х*й", "х.у.й", "с у к а") are put
 * together first; how long such a chain may be is limited, so a text of dots costs no more than
 * another. */
#include "core/text/osr-obscene-spelling.h"

#include <string.h>

#include "core/text/osr-text-fold.h"

#define FILLING      "*@$#_.-+~'`^|"
#define HIDING       "*@$#" /* of these, what stands for a letter */
#define MAX_FILLING  6      /* signs in one place */
#define MAX_PIECES   24     /* of one word */
#define MAX_PIECE    6      /* bytes: three letters */
#define MAX_LETTERS  (OSR_TEXT_WORD_LETTERS * 2)
#define SPACED_LEAST 3
#define MAX_GAP      3 /* bytes between letters that are set apart */

typedef struct {
  OsrObsceneGrammar *grammar;
  OsrTextTokens *tokens;
  const char *text;
  gsize length;
  GArray *words;
  GString *joined; /* the word that pieces make */
} Search;

static void
add_found (Search *search, gsize start, gsize end, guint grade)
{
  OsrObsceneWord word = { start, end, grade };

  g_array_append_val (search->words, word);
}

/* @least: letters that stand in a row so often are drawn out */
static void
squeeze (GString *out, const char *word, guint least)
{
  g_string_truncate (out, 0);
  while (*word != '\0') {
    gunichar c = g_utf8_get_char (word);
    guint n = 0;

    for (; *word != '\0' && g_utf8_get_char (word) == c; word = g_utf8_next_char (word))
      n++;
    for (guint i = n >= least ? 1 : n; i > 0; i--)
      g_string_append_unichar (out, c);
  }
}

static gboolean
has_run (const char *word, guint least)
{
  gunichar last = 0;
  guint n = 0;

  for (; *word != '\0'; word = g_utf8_next_char (word)) {
    gunichar c = g_utf8_get_char (word);

    n = c == last ? n + 1 : 1;
    last = c;
    if (n >= least)
      return TRUE;
  }
  return FALSE;
}

static guint
grade_drawn_out (Search *search, const char *word)
{
  guint grade;

  if (!has_run (word, 2))
    return 0;
  squeeze (search->joined, word, has_run (word, 3) ? 3 : 2);
  grade = osr_obscene_grammar_grade (search->grammar, search->joined->str, search->joined->len);
  if (grade == 0 && has_run (search->joined->str, 2)) {
    g_autofree char *once = g_strdup (search->joined->str);

    squeeze (search->joined, once, 2);
    grade = osr_obscene_grammar_grade (search->grammar, search->joined->str, search->joined->len);
  }
  /* Double letters are ordinary: only what is beyond doubt counts without them. */
  return has_run (word, 3) || grade == 3 ? grade : 0;
}

/* "6лядь", "за6": digits at the ends of a word, of which the tokenizer made no letters. */
static guint
grade_with_digits (Search *search, const OsrTextToken *token)
{
  guint digits = 0;

  g_string_truncate (search->joined, 0);
  for (const char *p = token->word; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gunichar letter = c < 0x80 ? osr_text_fold_look_alike (c) : c;

    digits += c >= '0' && c <= '9' ? 1 : 0;
    if (letter == 0 || digits > 2)
      return 0;
    g_string_append_unichar (search->joined, letter);
  }
  return osr_obscene_grammar_grade (search->grammar, search->joined->str, search->joined->len);
}

/* Signs that are read by their look in one word and by their sound in another: h as н or х, 3 as з or
 * е. The tokenizer takes the first; here the second is tried. */
static guint
grade_other_look (Search *search, const OsrTextToken *token)
{
  const char *end = search->text + token->end;
  gboolean other = FALSE;
  const char *next;

  g_string_truncate (search->joined, 0);
  for (const char *p = search->text + token->start; p < end; p = next) {
    gunichar c, letter;

    next = osr_text_fold_decode (p, end, &c);
    c = osr_text_fold_char (c);
    if (c == OSR_TEXT_FOLD_SKIP || c == OSR_TEXT_FOLD_BREAK)
      continue;
    letter = c == 'h' ? 0x445 : c == '3' ? 0x435 : osr_text_fold_look_alike (c);
    other |= c == 'h' || c == '3';
    g_string_append_unichar (search->joined, letter != 0 ? letter : c);
  }
  return other
             ? osr_obscene_grammar_grade (search->grammar, search->joined->str, search->joined->len)
             : 0;
}

static guint
grade_token (Search *search, const OsrTextToken *token)
{
  guint grade;

  if ((token->flags & OSR_TEXT_CYRILLIC) == 0)
    return 0;
  if ((token->flags & (OSR_TEXT_DIGITS | OSR_TEXT_LATIN)) != 0)
    return token->word_length > MAX_PIECE - 2 ? grade_with_digits (search, token) : 0;
  grade = osr_obscene_grammar_grade (search->grammar, token->word, token->word_length);
  if (grade == 0 && (token->flags & OSR_TEXT_FOLDED) != 0)
    grade = grade_other_look (search, token);
  return grade > 0 ? grade : grade_drawn_out (search, token->word);
}

/* Bytes of nothing but filling between @from and @to; 0 when there is anything else. */
static gsize
filling_between (Search *search, gsize from, gsize to)
{
  gsize n = to > from ? to - from : 0;

  if (n == 0 || n > MAX_FILLING)
    return 0;
  for (gsize i = from; i < to; i++) {
    if (search->text[i] == '\0' || strchr (FILLING, search->text[i]) == NULL)
      return 0;
  }
  return n;
}

/* Whether dots stand for letters between @from and @to: one only parts them. */
static gboolean
are_dots (Search *search, gsize from, gsize to)
{
  return to - from >= 2 && search->text[from] == '.' && search->text[from + 1] == '.';
}

/* Appends a star for each letter that the signs hide; returns whether they hide any. */
static gboolean
append_filling (Search *search, gsize from, gsize to)
{
  gboolean dots = are_dots (search, from, to), hides = FALSE;

  for (gsize i = from; i < to; i++) {
    char sign = search->text[i];

    if (strchr (HIDING, sign) != NULL || (dots && sign == '.'))
      g_string_append_c (search->joined, '*');
    else
      continue;
    hides = TRUE;
  }
  return hides;
}

static guint
grade_joined (Search *search)
{
  if (strchr (search->joined->str, '*') == NULL)
    return osr_obscene_grammar_grade (search->grammar, search->joined->str, search->joined->len);
  return osr_obscene_grammar_is_masked (search->grammar, search->joined->str) ? 3 : 0;
}

/* Signs that end a word are its letters too: "сук@". */
static gsize
trailing_filling (Search *search, gsize from)
{
  gsize n = 0;

  while (n < MAX_FILLING && from + n < search->length && search->text[from + n] != '\0' &&
         strchr (HIDING, search->text[from + n]) != NULL)
    n++;
  return n;
}

/* Tries the pieces from @first on as one word. Returns how many there are, 1 for none to join. */
static guint
try_chain (Search *search, guint first)
{
  guint n = osr_text_tokens_get_count (search->tokens);
  const OsrTextToken *token = osr_text_tokens_get (search->tokens, first);
  gsize start = token->start;
  gboolean hides = FALSE, small = token->word_length <= MAX_PIECE, single = token->word_length <= 2;
  guint pieces = 1, grade;
  gsize end, rest;

  g_string_assign (search->joined, token->word);
  for (; first + pieces < n && pieces < MAX_PIECES && search->joined->len < MAX_LETTERS; pieces++) {
    const OsrTextToken *next = osr_text_tokens_get (search->tokens, first + pieces);

    if (filling_between (search, token->end, next->start) == 0)
      break;
    hides |= append_filling (search, token->end, next->start);
    g_string_append (search->joined, next->word);
    small &= next->word_length <= MAX_PIECE;
    single |= next->word_length <= 2;
    token = next;
  }
  rest = trailing_filling (search, token->end);
  hides |= append_filling (search, token->end, token->end + rest);
  end = token->end + rest;
  if (!hides && (pieces == 1 || !small || (!single && pieces < SPACED_LEAST)))
    return pieces;
  grade = grade_joined (search);
  /* Syllables set apart may be several words: only what is beyond doubt counts. */
  if (!hides && !single && grade < 3)
    grade = 0;
  if (grade > 0)
    add_found (search, start, end, grade);
  return grade > 0 ? pieces : 1;
}

/* Whether nothing but a little space or filling parts a letter from the one before. */
static gboolean
is_near (Search *search, guint index)
{
  gsize from = osr_text_tokens_get (search->tokens, index - 1)->end;
  gsize to = osr_text_tokens_get (search->tokens, index)->start;

  for (gsize i = from; i < to; i++) {
    if (search->text[i] != ' ' && (search->text[i] == '\0' || !strchr (FILLING, search->text[i])))
      return FALSE;
  }
  return to - from <= MAX_GAP;
}

static gboolean
is_spaced_letter (Search *search, guint index)
{
  const OsrTextToken *token = osr_text_tokens_get (search->tokens, index);

  return token->word_length <= 2 && (token->flags & OSR_TEXT_DIGITS) == 0;
}

static void
append_letter (Search *search, const char *letter)
{
  gunichar c = g_utf8_get_char (letter);
  gunichar russian = c < 0x80 ? osr_text_fold_look_alike (c) : c;

  g_string_append_unichar (search->joined, russian != 0 ? russian : c);
}

/* "с у к а": letters with a space after each. Returns how many belong together. */
static guint
try_spaced (Search *search, guint first)
{
  guint n = osr_text_tokens_get_count (search->tokens);
  guint letters = 0, grade;

  g_string_truncate (search->joined, 0);
  while (first + letters < n && letters < MAX_PIECES &&
         is_spaced_letter (search, first + letters) &&
         (letters == 0 || is_near (search, first + letters)))
    append_letter (search, osr_text_tokens_get (search->tokens, first + letters++)->word);
  if (letters < SPACED_LEAST)
    return 1;
  grade = osr_obscene_grammar_grade (search->grammar, search->joined->str, search->joined->len);
  if (grade < (letters > SPACED_LEAST ? 2 : 3))
    return 1;
  add_found (search, osr_text_tokens_get (search->tokens, first)->start,
             osr_text_tokens_get (search->tokens, first + letters - 1)->end, grade);
  return letters;
}

void
osr_obscene_spelling_find (OsrObsceneGrammar *grammar, OsrTextTokens *tokens, const char *text,
                           gsize length, GArray *words)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  Search search = { grammar, tokens, text, length, words, joined };
  guint step;

  for (guint i = 0; i < osr_text_tokens_get_count (tokens); i += step) {
    const OsrTextToken *token = osr_text_tokens_get (tokens, i);
    guint grade = grade_token (&search, token);

    step = 1;
    if (grade > 0) {
      add_found (&search, token->start, token->end, grade);
      continue;
    }
    step = try_chain (&search, i);
    if (step == 1 && is_spaced_letter (&search, i))
      step = try_spaced (&search, i);
  }
}
