/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a reply speaks to the author: greeting, address, tone, length. */
#include "core/reply/osr-reply-reading.h"

#include <string.h>

/* Words that may stand before a greeting: "Уважаемая Анна Ивановна Петрова". */
#define BEFORE_GREETING 6
/* Long words in capital letters one after another that are shouting, and bytes of a long one. */
#define SHOUTED_WORDS 3
#define LONG_WORD     8
/* Bytes of a word that asks for something. */
#define ASKING_BYTES 10

/* The first name that an author goes by, as far as it looks like one; nullable. */
static char *
first_name (const char *addressee)
{
  g_autoptr (OsrTextTokens) tokens = NULL;
  const OsrTextToken *token;

  if (addressee == NULL || !g_utf8_validate (addressee, -1, NULL))
    return NULL;
  tokens = osr_text_tokens_new (addressee, -1);
  if (osr_text_tokens_get_count (tokens) < 2)
    return NULL;
  token = osr_text_tokens_get (tokens, 0);
  if ((token->flags & (OSR_TEXT_CYRILLIC | OSR_TEXT_LATIN | OSR_TEXT_DIGITS)) !=
          OSR_TEXT_CYRILLIC ||
      !(token->flags & OSR_TEXT_CAPITAL) || token->word_length < 6)
    return NULL;
  return g_strndup (addressee + token->start, token->end - token->start);
}

static void
add_greeting (OsrReplyReading *self)
{
  g_autofree char *name = first_name (self->context->addressee);
  const OsrPhraseHit *wrong = osr_reply_reading_find (self, OSR_REPLY_MISSPELT, 0, BEFORE_GREETING);
  OsrReplyFinding *finding;

  if (wrong != NULL) {
    finding = osr_reply_reading_add_words (self, "greeting", "misspelt-greeting", wrong->first,
                                           wrong->last);
    finding->wording =
        g_strdup (osr_text_tokens_get (self->tokens, wrong->first)->flags & OSR_TEXT_CAPITAL
                      ? "Здравствуйте"
                      : "здравствуйте");
    finding->unsure = TRUE;
  } else {
    finding = osr_reply_reading_add (self, "greeting", "no-greeting", 0, 0);
    finding->wording =
        name != NULL ? g_strdup_printf ("%s, здравствуйте! ", name) : g_strdup ("Здравствуйте! ");
  }
  finding->fits = TRUE;
}

/* Whether a name stands beside the greeting: "Анна, здравствуйте", "Здравствуйте, Анна". */
static gboolean
names_author (OsrReplyReading *self, const OsrPhraseHit *greeting)
{
  guint n = osr_text_tokens_get_count (self->tokens);
  const OsrTextToken *last = osr_text_tokens_get (self->tokens, greeting->last);
  const OsrTextToken *next;

  if (greeting->first > 0)
    return TRUE;
  if (greeting->last + 1 >= n)
    return FALSE;
  next = osr_text_tokens_get (self->tokens, greeting->last + 1);
  return (next->flags & OSR_TEXT_CAPITAL) &&
         g_strstr_len (self->text + last->end, (gssize) (next->start - last->end), ",") != NULL;
}

/* "подайте", "следите": whoever asks so, asks politely. "Здравствуйте" is made so too. */
static gboolean
asks_politely (OsrReplyReading *self)
{
  for (guint i = 0; i < osr_text_tokens_get_count (self->tokens); i++) {
    const OsrTextToken *token = osr_text_tokens_get (self->tokens, i);

    if (token->word_length >= ASKING_BYTES &&
        (g_str_has_suffix (token->word, "йте") || g_str_has_suffix (token->word, "ите")))
      return TRUE;
  }
  return FALSE;
}

static void
check_address (OsrReplyReading *self, const OsrPhraseHit *greeting)
{
  guint n = osr_text_tokens_get_count (self->tokens);

  if ((greeting != NULL && names_author (self, greeting)) ||
      osr_reply_reading_find (self, OSR_REPLY_RESPECT, 0, n) != NULL || asks_politely (self))
    return;
  osr_reply_reading_add (self, "polite-address", "no-address", 0, 0)->unsure = TRUE;
}

static void
check_shouting (OsrReplyReading *self)
{
  guint n = osr_text_tokens_get_count (self->tokens), run = 0;

  for (guint i = 0; i < n; i++) {
    const OsrTextToken *token = osr_text_tokens_get (self->tokens, i);

    run = (token->flags & OSR_TEXT_UPPER) && token->word_length >= LONG_WORD ? run + 1 : 0;
    if (run == SHOUTED_WORDS) {
      osr_reply_reading_add_words (self, "polite-address", "shouting", i + 1 - SHOUTED_WORDS, i);
      return;
    }
  }
}

static void
check_insults (OsrReplyReading *self)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (OsrScreeningFinding));

  osr_screening_find (self->screening, self->tokens, self->text, self->length, found);
  for (guint i = 0; i < found->len; i++) {
    const OsrScreeningFinding *word = &g_array_index (found, OsrScreeningFinding, i);

    if (word->grade > 1)
      osr_reply_reading_add (self, "polite-address", "insult", word->start, word->end);
  }
}

void
osr_reply_form_check (OsrReplyReading *self)
{
  const OsrPhraseHit *greeting =
      osr_reply_reading_find (self, OSR_REPLY_GREETING, 0, BEFORE_GREETING);

  if (greeting == NULL)
    add_greeting (self);
  check_address (self, greeting);
  check_shouting (self);
  check_insults (self);
}
