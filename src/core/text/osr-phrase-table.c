/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases indexed by the beginning of their first word, so that each word of a text is compared with
 * a handful of them whatever their number. */
#include "core/text/osr-phrase-table.h"

#include <string.h>

#define KEY_BYTES 4 /* two Russian letters */
#define MAX_PARTS 8
#define MAX_GAP   3

typedef enum { FORM_STEM, FORM_BEGINNING, FORM_EXACT } Form;

typedef struct {
  Form form;
  guint16 length;
  char *text;
} Choice;

typedef struct {
  guint first_choice;
  guint n_choices;
  gboolean gap; /* words may stand before it */
} Part;

typedef struct {
  guint value;
  guint first_part;
  guint n_parts;
} Phrase;

/* A phrase as it is found under the key of one choice of its first word. */
typedef struct {
  guint phrase;
  guint choice;
} Entry;

struct _OsrPhraseTable {
  GArray *choices;
  GArray *parts;
  GArray *phrases;
  GHashTable *by_word; /* key of a folded word → GArray of Entry */
  GHashTable *by_stem; /* key of a stem → GArray of Entry */
};

static void
clear_choice (gpointer choice)
{
  g_free (((Choice *) choice)->text);
}

OsrPhraseTable *
osr_phrase_table_new (void)
{
  OsrPhraseTable *self = g_new0 (OsrPhraseTable, 1);

  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  g_array_set_clear_func (self->choices, clear_choice);
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  self->phrases = g_array_new (FALSE, FALSE, sizeof (Phrase));
  self->by_word = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  self->by_stem = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  return self;
}

void
osr_phrase_table_free (OsrPhraseTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->choices);
  g_array_unref (self->parts);
  g_array_unref (self->phrases);
  g_hash_table_unref (self->by_word);
  g_hash_table_unref (self->by_stem);
  g_free (self);
}

static gpointer
key_of (const char *text, gsize length)
{
  guint32 key = 0;

  memcpy (&key, text, MIN (length, KEY_BYTES));
  return GUINT_TO_POINTER (key);
}

/* "=слово", "слов*" or "слово" */
static gboolean
add_choice (OsrPhraseTable *self, const char *written)
{
  g_autoptr (OsrTextTokens) tokens = osr_text_tokens_new (written, -1);
  gsize length = strlen (written);
  Choice choice = { FORM_STEM, 0, NULL };
  const OsrTextToken *token;

  if (osr_text_tokens_get_count (tokens) != 1)
    return FALSE;
  token = osr_text_tokens_get (tokens, 0);
  if (written[0] == '=')
    choice.form = FORM_EXACT;
  else if (written[length - 1] == '*')
    choice.form = FORM_BEGINNING;
  if (choice.form == FORM_BEGINNING && token->word_length < KEY_BYTES)
    return FALSE;
  choice.text = g_strdup (choice.form == FORM_STEM ? token->stem : token->word);
  choice.length = (guint16) strlen (choice.text);
  g_array_append_val (self->choices, choice);
  return TRUE;
}

static gboolean
add_part (OsrPhraseTable *self, const char *written, gboolean gap)
{
  g_auto (GStrv) choices = g_strsplit (written, "|", -1);
  Part part = { self->choices->len, 0, gap };

  for (; choices[part.n_choices] != NULL; part.n_choices++) {
    if (!add_choice (self, choices[part.n_choices]))
      return FALSE;
  }
  g_array_append_val (self->parts, part);
  return part.n_choices > 0;
}

static void
index_phrase (OsrPhraseTable *self, guint index)
{
  const Phrase *phrase = &g_array_index (self->phrases, Phrase, index);
  const Part *part = &g_array_index (self->parts, Part, phrase->first_part);

  for (guint i = 0; i < part->n_choices; i++) {
    Entry entry = { index, part->first_choice + i };
    const Choice *choice = &g_array_index (self->choices, Choice, entry.choice);
    GHashTable *table = choice->form == FORM_STEM ? self->by_stem : self->by_word;
    gpointer key = key_of (choice->text, choice->length);
    GArray *entries = g_hash_table_lookup (table, key);

    if (entries == NULL) {
      entries = g_array_new (FALSE, FALSE, sizeof (Entry));
      g_hash_table_insert (table, key, entries);
    }
    g_array_append_val (entries, entry);
  }
}

gboolean
osr_phrase_table_add (OsrPhraseTable *self, const char *phrase, guint value)
{
  g_auto (GStrv) words = g_strsplit (phrase, " ", MAX_PARTS * 2);
  Phrase added = { value, self->parts->len, 0 };
  gboolean gap = FALSE;

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_str_equal (words[i], "~") && added.n_parts > 0) {
      gap = TRUE;
      continue;
    }
    if (!add_part (self, words[i], gap))
      return FALSE;
    gap = FALSE;
    added.n_parts++;
  }
  if (added.n_parts == 0)
    return FALSE;
  g_array_append_val (self->phrases, added);
  index_phrase (self, self->phrases->len - 1);
  return TRUE;
}

static gboolean
choice_matches (const Choice *choice, const OsrTextToken *token)
{
  switch (choice->form) {
  case FORM_BEGINNING:
    return token->word_length >= choice->length &&
           memcmp (token->word, choice->text, choice->length) == 0;
  case FORM_EXACT:
    return token->word_length == choice->length &&
           memcmp (token->word, choice->text, choice->length) == 0;
  case FORM_STEM:
  default:
    return token->stem_length == choice->length &&
           memcmp (token->stem, choice->text, choice->length) == 0;
  }
}

static gboolean
part_matches (OsrPhraseTable *self, const Part *part, const OsrTextToken *token)
{
  for (guint i = 0; i < part->n_choices; i++) {
    if (choice_matches (&g_array_index (self->choices, Choice, part->first_choice + i), token))
      return TRUE;
  }
  return FALSE;
}

/* Whether the words after @first go on as @phrase does; the nearest ones are taken. */
static gboolean
rest_matches (OsrPhraseTable *self, const Phrase *phrase, OsrTextTokens *tokens, OsrPhraseHit *hit)
{
  guint n = osr_text_tokens_get_count (tokens);

  for (guint i = 1; i < phrase->n_parts; i++) {
    const Part *part = &g_array_index (self->parts, Part, phrase->first_part + i);
    guint next = hit->last + 1;
    guint limit = MIN (n, next + (part->gap ? MAX_GAP : 0) + 1);

    while (next < limit && !part_matches (self, part, osr_text_tokens_get (tokens, next)))
      next++;
    if (next >= limit)
      return FALSE;
    hit->last = next;
  }
  return TRUE;
}

static void
find_entries (OsrPhraseTable *self, GArray *entries, OsrTextTokens *tokens, guint first,
              GArray *hits)
{
  const OsrTextToken *token = osr_text_tokens_get (tokens, first);

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);
    const Phrase *phrase = &g_array_index (self->phrases, Phrase, entry->phrase);
    OsrPhraseHit hit = { phrase->value, first, first };

    if (choice_matches (&g_array_index (self->choices, Choice, entry->choice), token) &&
        rest_matches (self, phrase, tokens, &hit))
      g_array_append_val (hits, hit);
  }
}

void
osr_phrase_table_find (OsrPhraseTable *self, OsrTextTokens *tokens, GArray *hits)
{
  for (guint i = 0; i < osr_text_tokens_get_count (tokens); i++) {
    const OsrTextToken *token = osr_text_tokens_get (tokens, i);

    find_entries (self,
                  g_hash_table_lookup (self->by_word, key_of (token->word, token->word_length)),
                  tokens, i, hits);
    find_entries (self,
                  g_hash_table_lookup (self->by_stem, key_of (token->stem, token->stem_length)),
                  tokens, i, hits);
  }
}
