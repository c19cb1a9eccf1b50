/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roots are kept by their first letter; each letter of a word is compared with those few. The places
 * that prefixes reach are found only for words that have a root somewhere. */
#include "core/text/osr-obscene-grammar.h"

#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"

#define LETTER        2 /* bytes of a Russian letter */
#define FIRST_LETTER  0x430
#define N_LETTERS     32
#define MAX_PREFIXES  3
#define MAX_REACH     64 /* letters */
#define LONG_MASK     3  /* asterisks that may hide any number of letters */
#define MAX_MASK_LOOK 10

typedef enum { ANCHOR_ANYWHERE, ANCHOR_START, ANCHOR_WORD, ANCHOR_PREFIX } Anchor;

typedef struct {
  Anchor anchor;
  guint grade;
  char *text;
  gsize length;
  GStrv next; /* nullable: what may follow */
} Root;

struct _OsrObsceneGrammar {
  GStrv prefixes;
  GPtrArray *exceptions; /* GPatternSpec */
  GStrv masked;
  GArray *roots[N_LETTERS]; /* Root */
};

static void
clear_root (gpointer data)
{
  Root *root = data;

  g_free (root->text);
  g_strfreev (root->next);
}

static GStrv
read_strings (JsonObject *document, const char *member)
{
  JsonArray *array = osr_json_get_array (document, member);
  GStrvBuilder *builder = g_strv_builder_new ();
  GStrv strings;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    const char *string = osr_json_array_get_string (array, i);

    if (string != NULL)
      g_strv_builder_add (builder, string);
  }
  strings = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return strings;
}

static int
letter_index (const char *letter)
{
  gunichar c = g_utf8_get_char (letter);

  return c >= FIRST_LETTER && c < FIRST_LETTER + N_LETTERS ? (int) (c - FIRST_LETTER) : -1;
}

static Anchor
read_anchor (char sign)
{
  switch (sign) {
  case '*':
    return ANCHOR_ANYWHERE;
  case '=':
    return ANCHOR_START;
  case '+':
    return ANCHOR_PREFIX;
  default:
    return ANCHOR_WORD;
  }
}

static gboolean
add_root (OsrObsceneGrammar *self, const char *written, guint grade)
{
  const char *colon = strchr (written, ':');
  Root root = { .anchor = ANCHOR_WORD, .grade = grade };
  int index;

  if (strchr ("*=^+", written[0]) == NULL || written[0] == '\0')
    return FALSE;
  index = letter_index (written + 1);
  if (index < 0)
    return FALSE;
  root.anchor = read_anchor (written[0]);
  root.text = colon != NULL ? g_strndup (written + 1, (gsize) (colon - written - 1))
                            : g_strdup (written + 1);
  root.next = colon != NULL ? g_strsplit (colon + 1, ",", -1) : NULL;
  if (root.next == NULL && g_str_has_suffix (root.text, "$")) {
    root.text[strlen (root.text) - 1] = '\0';
    root.next = g_strsplit ("$", ",", -1);
  }
  root.length = strlen (root.text);
  g_array_append_val (self->roots[index], root);
  return TRUE;
}

static gboolean
read_roots (OsrObsceneGrammar *self, JsonObject *document, const char *where, GError **error)
{
  JsonObject *grades = osr_json_get_object (document, "roots");

  for (guint grade = 1; grade <= 3; grade++) {
    char name[2] = { (char) ('0' + grade), '\0' };
    g_auto (GStrv) roots = NULL;

    if (grades == NULL)
      break;
    roots = read_strings (grades, name);
    for (guint i = 0; roots[i] != NULL; i++) {
      if (add_root (self, roots[i], grade))
        continue;
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: \"%s\" is no root", where,
                   roots[i]);
      return FALSE;
    }
  }
  return TRUE;
}

OsrObsceneGrammar *
osr_obscene_grammar_new (JsonObject *document, const char *where, GError **error)
{
  g_autoptr (OsrObsceneGrammar) self = g_new0 (OsrObsceneGrammar, 1);
  g_auto (GStrv) exceptions = read_strings (document, "exceptions");

  self->prefixes = read_strings (document, "prefixes");
  self->masked = read_strings (document, "masked");
  self->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify) g_pattern_spec_free);
  for (guint i = 0; exceptions[i] != NULL; i++)
    g_ptr_array_add (self->exceptions, g_pattern_spec_new (exceptions[i]));
  for (guint i = 0; i < N_LETTERS; i++) {
    self->roots[i] = g_array_new (FALSE, FALSE, sizeof (Root));
    g_array_set_clear_func (self->roots[i], clear_root);
  }
  if (!read_roots (self, document, where, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
osr_obscene_grammar_free (OsrObsceneGrammar *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_LETTERS; i++)
    g_clear_pointer (&self->roots[i], g_array_unref);
  g_strfreev (self->prefixes);
  g_strfreev (self->masked);
  g_ptr_array_unref (self->exceptions);
  g_free (self);
}

/* The places, in letters, that a word's prefixes may lead to: bit n for the place behind n letters. */
static guint64
reach_of (OsrObsceneGrammar *self, const char *word, gsize length)
{
  guint64 reach = 1, newest = 1;

  for (guint round = 0; round < MAX_PREFIXES && newest != 0; round++) {
    guint64 found = 0;

    for (gsize at = 0; at * LETTER < length && at < MAX_REACH; at++) {
      if ((newest >> at & 1) == 0)
        continue;
      for (guint i = 0; self->prefixes[i] != NULL; i++) {
        gsize n = strlen (self->prefixes[i]);

        if (at * LETTER + n < length && at + n / LETTER < MAX_REACH &&
            memcmp (word + at * LETTER, self->prefixes[i], n) == 0)
          found |= (guint64) 1 << (at + n / LETTER);
      }
    }
    newest = found & ~reach;
    reach |= found;
  }
  return reach;
}

static gboolean
is_followed (const Root *root, const char *rest)
{
  if (root->next == NULL)
    return TRUE;
  for (guint i = 0; root->next[i] != NULL; i++) {
    gsize n = strlen (root->next[i]);

    if (n > 0 && root->next[i][n - 1] == '$') {
      if (strncmp (rest, root->next[i], n - 1) == 0 && rest[n - 1] == '\0')
        return TRUE;
    } else if (strncmp (rest, root->next[i], n) == 0)
      return TRUE;
  }
  return FALSE;
}

/* "себе" is no с + еб: after a consonant the root has a sign before it. */
static gboolean
is_parted (const Root *root, const char *word, gsize at)
{
  static const char *const parting = "аоуыиеюяъь";
  gunichar before;

  if (at == 0 || g_utf8_get_char (root->text) != 0x435)
    return TRUE;
  before = g_utf8_get_char (word + at - LETTER);
  return g_utf8_strchr (parting, -1, before) != NULL;
}

static gboolean
is_anchored (const Root *root, gsize at, guint64 reach)
{
  gsize letter = at / LETTER;

  switch (root->anchor) {
  case ANCHOR_ANYWHERE:
    return TRUE;
  case ANCHOR_START:
    return at == 0;
  case ANCHOR_PREFIX:
    return letter > 0 && letter < MAX_REACH && (reach >> letter & 1) != 0;
  case ANCHOR_WORD:
  default:
    return letter < MAX_REACH && (reach >> letter & 1) != 0;
  }
}

static gboolean
is_exception (OsrObsceneGrammar *self, const char *word, gsize length)
{
  for (guint i = 0; i < self->exceptions->len; i++) {
    if (g_pattern_spec_match (self->exceptions->pdata[i], length, word, NULL))
      return TRUE;
  }
  return FALSE;
}

guint
osr_obscene_grammar_grade (OsrObsceneGrammar *self, const char *word, gsize length)
{
  guint64 reach = 0;
  guint grade = 0;

  for (gsize at = 0; at + LETTER <= length; at += LETTER) {
    int index = letter_index (word + at);

    if (index < 0)
      return 0;
    for (guint i = 0; i < self->roots[index]->len; i++) {
      const Root *root = &g_array_index (self->roots[index], Root, i);

      if (root->grade <= grade || root->length > length - at ||
          memcmp (word + at, root->text, root->length) != 0 ||
          !is_followed (root, word + at + root->length))
        continue;
      if (reach == 0)
        reach = reach_of (self, word, length);
      if (is_anchored (root, at, reach) && is_parted (root, word, at))
        grade = root->grade;
    }
  }
  return grade > 0 && is_exception (self, word, length) ? 0 : grade;
}

/* Compares what is left of @pattern with what is left of the word @word; @shown counts the letters
 * that were seen. */
static gboolean
mask_matches (const char *pattern, const char *word, guint shown)
{
  gsize stars = strspn (pattern, "*");

  if (*word == '\0' || g_str_equal (word, "*"))
    return shown >= 2 && (*word == '*' || *pattern == '\0');
  if (stars > 0) {
    gsize most = stars < LONG_MASK ? stars : MAX_MASK_LOOK;

    for (gsize n = 1; n <= most; n++) {
      word = g_utf8_next_char (word);
      if (mask_matches (pattern + stars, word, shown))
        return TRUE;
      if (*word == '\0' || *word == '*')
        return FALSE;
    }
    return FALSE;
  }
  if (*pattern == '\0' || g_utf8_get_char (pattern) != g_utf8_get_char (word))
    return FALSE;
  return mask_matches (g_utf8_next_char (pattern), g_utf8_next_char (word), shown + 1);
}

gboolean
osr_obscene_grammar_is_masked (OsrObsceneGrammar *self, const char *pattern)
{
  for (guint i = 0; *pattern != '*' && self->masked[i] != NULL; i++) {
    if (mask_matches (pattern, self->masked[i], 0))
      return TRUE;
  }
  return FALSE;
}
