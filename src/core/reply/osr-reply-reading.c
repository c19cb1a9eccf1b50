/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a reply once for all checks. */
#include "core/reply/osr-reply-reading.h"

#include <string.h>

/* Phrases that are looked at: a text with more is none that anybody would send. */
#define MAX_PHRASES 4096
/* Words of a sentence that are looked at, either way. */
#define MAX_SENTENCE 120

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const OsrPhraseHit *one = a, *other = b;

  if (one->first != other->first)
    return one->first < other->first ? -1 : 1;
  if (one->last != other->last)
    return one->last > other->last ? -1 : 1;
  return one->value < other->value ? -1 : one->value > other->value;
}

/* Whether a sentence ends between two words that follow one another. A dot ends one only before a
 * capital letter: "ул. Ленина" goes on, which is told by the shortness of the word before. */
static gboolean
ends_between (OsrReplyReading *self, guint first)
{
  const OsrTextToken *token = osr_text_tokens_get (self->tokens, first);
  const OsrTextToken *next = osr_text_tokens_get (self->tokens, first + 1);

  for (gsize i = token->end; i < next->start; i++) {
    char c = self->text[i];

    if (c == '!' || c == '?' || c == '\n' || c == ';')
      return TRUE;
    if (c == '.' && (next->flags & OSR_TEXT_CAPITAL) && token->word_length > 6)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_in_one_sentence (OsrReplyReading *self, const OsrPhraseHit *hit)
{
  for (guint i = hit->first; i < hit->last; i++) {
    if (ends_between (self, i))
      return FALSE;
  }
  return TRUE;
}

/* Of phrases that lie inside one another the longest stays. */
static void
keep_longest (OsrReplyReading *self)
{
  guint kept = 0;
  const OsrPhraseHit *longest = NULL;

  for (guint i = 0; i < self->phrases->len && kept < MAX_PHRASES; i++) {
    OsrPhraseHit hit = g_array_index (self->phrases, OsrPhraseHit, i);

    if (!is_in_one_sentence (self, &hit))
      continue;
    if (longest != NULL && hit.last <= longest->last &&
        (hit.last < longest->last || hit.first > longest->first))
      continue;
    if (longest != NULL && hit.first == longest->first && hit.last == longest->last &&
        g_array_index (self->lists->rules, OsrReplyRule, hit.value).check ==
            g_array_index (self->lists->rules, OsrReplyRule, longest->value).check)
      continue;
    g_array_index (self->phrases, OsrPhraseHit, kept) = hit;
    longest = &g_array_index (self->phrases, OsrPhraseHit, kept);
    kept++;
  }
  g_array_set_size (self->phrases, kept);
}

static void
finding_free (gpointer data)
{
  OsrReplyFinding *finding = data;

  g_free (finding->wording);
  g_free (finding->clause);
  g_free (finding);
}

void
osr_reply_reading_init (OsrReplyReading *self, const char *text, gsize length)
{
  self->text = text;
  self->length = MIN (length, OSR_REPLY_MAX_BYTES);
  self->tokens = osr_text_tokens_new (text, (gssize) self->length);
  self->phrases = g_array_new (FALSE, FALSE, sizeof (OsrPhraseHit));
  self->words = g_array_new (FALSE, FALSE, sizeof (OsrPhraseHit));
  self->findings = g_ptr_array_new_with_free_func (finding_free);
  osr_phrase_table_find (self->lists->phrases, self->tokens, self->phrases);
  osr_phrase_table_find (self->lists->words, self->tokens, self->words);
  g_array_sort (self->phrases, compare_hits);
  g_array_sort (self->words, compare_hits);
  keep_longest (self);
}

void
osr_reply_reading_clear (OsrReplyReading *self)
{
  g_clear_pointer (&self->tokens, osr_text_tokens_free);
  g_clear_pointer (&self->phrases, g_array_unref);
  g_clear_pointer (&self->words, g_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

OsrReplyFinding *
osr_reply_reading_add (OsrReplyReading *self, const char *check, const char *reason, gsize start,
                       gsize end)
{
  OsrReplyFinding *finding;

  if (self->findings->len >= OSR_REPLY_MAX_FINDINGS) {
    finding = self->findings->pdata[OSR_REPLY_MAX_FINDINGS - 1];
    g_clear_pointer (&finding->wording, g_free);
  } else {
    finding = g_new0 (OsrReplyFinding, 1);
    g_ptr_array_add (self->findings, finding);
  }
  finding->check = g_intern_string (check);
  finding->reason = g_intern_string (reason);
  finding->start = start;
  finding->end = end;
  finding->fits = finding->unsure = FALSE;
  return finding;
}

OsrReplyFinding *
osr_reply_reading_add_words (OsrReplyReading *self, const char *check, const char *reason,
                             guint first, guint last)
{
  return osr_reply_reading_add (self, check, reason,
                                osr_text_tokens_get (self->tokens, first)->start,
                                osr_text_tokens_get (self->tokens, last)->end);
}

/* The first hit that begins at word @from or after it. */
static guint
first_hit (GArray *hits, guint from)
{
  guint low = 0, high = hits->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (hits, OsrPhraseHit, middle).first < from)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const OsrPhraseHit *
osr_reply_reading_find (OsrReplyReading *self, OsrReplyWord word, guint from, guint to)
{
  for (guint i = first_hit (self->words, from); i < self->words->len; i++) {
    const OsrPhraseHit *hit = &g_array_index (self->words, OsrPhraseHit, i);

    if (hit->first > to)
      return NULL;
    if (hit->value == (guint) word && hit->last <= to)
      return hit;
  }
  return NULL;
}

void
osr_reply_reading_sentence (OsrReplyReading *self, guint index, guint *from, guint *to)
{
  guint n = osr_text_tokens_get_count (self->tokens);

  *from = *to = index;
  while (*from > 0 && index - *from < MAX_SENTENCE && !ends_between (self, *from - 1))
    (*from)--;
  while (*to + 1 < n && *to - index < MAX_SENTENCE && !ends_between (self, *to))
    (*to)++;
}
