/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases that are findings by themselves: stock, officialese, redirection, tone, formal promises. */
#include "core/reply/osr-reply-reading.h"

#include <string.h>

/* Digits of a telephone number. */
#define PHONE_DIGITS 5

static const OsrReplyRule *
rule_of (OsrReplyReading *self, const OsrPhraseHit *hit)
{
  return &g_array_index (self->lists->rules, OsrReplyRule, hit->value);
}

static gboolean
is_innocent (OsrReplyReading *self, const OsrPhraseHit *hit)
{
  guint from = hit->first > 8 ? hit->first - 8 : 0;

  for (; from <= hit->first; from++) {
    const OsrPhraseHit *around =
        osr_reply_reading_find (self, OSR_REPLY_INNOCENT, from, hit->last + 8);

    if (around != NULL && around->first <= hit->first && around->last >= hit->last)
      return TRUE;
  }
  return FALSE;
}

/* A number to call, an address of the network or a letter box: somewhere to go with the matter. */
static gboolean
has_contact (OsrReplyReading *self)
{
  guint digits = 0;

  if (g_strstr_len (self->text, (gssize) self->length, "://") != NULL ||
      g_strstr_len (self->text, (gssize) self->length, ".ru") != NULL ||
      memchr (self->text, '@', self->length) != NULL)
    return TRUE;
  for (gsize i = 0; i < self->length && digits < PHONE_DIGITS; i++) {
    char c = self->text[i];

    if (g_ascii_isdigit (c))
      digits++;
    else if (c != '-' && c != ' ' && c != '(' && c != ')')
      digits = 0;
  }
  return digits >= PHONE_DIGITS;
}

/* Sent elsewhere is founded when the reply says why or who, and gives a way to them, or when the
 * writers passed the matter on themselves and say who will answer. */
static gboolean
is_founded (OsrReplyReading *self, const char *reason)
{
  guint n = osr_text_tokens_get_count (self->tokens);
  gboolean grounds = osr_reply_reading_find (self, OSR_REPLY_GROUNDS, 0, n) != NULL;

  if (g_str_equal (reason, "contact"))
    return has_contact (self);
  return grounds;
}

/* The wording begins as what it stands for does. */
static char *
dup_wording (OsrReplyReading *self, const OsrReplyRule *rule, const OsrPhraseHit *hit)
{
  const OsrTextToken *token = osr_text_tokens_get (self->tokens, hit->first);
  g_autofree char *first = NULL;
  g_autofree char *upper = NULL;
  const char *rest;

  if (rule->wording == NULL || !rule->fits || !(token->flags & OSR_TEXT_CAPITAL))
    return g_strdup (rule->wording);
  rest = g_utf8_next_char (rule->wording);
  first = g_strndup (rule->wording, (gsize) (rest - rule->wording));
  upper = g_utf8_strup (first, -1);
  return g_strconcat (upper, rest, NULL);
}

static gboolean
is_excused (OsrReplyReading *self, const OsrReplyRule *rule, const OsrPhraseHit *hit)
{
  guint from, to;

  if (is_innocent (self, hit))
    return TRUE;
  if (g_str_equal (rule->check, "no-redirection"))
    return is_founded (self, rule->reason);
  if (!g_str_equal (rule->check, "not-59-fz"))
    return FALSE;
  osr_reply_reading_sentence (self, hit->first, &from, &to);
  return osr_reply_reading_find (self, OSR_REPLY_INFORMING, from, to) != NULL;
}

void
osr_reply_phrases_check (OsrReplyReading *self)
{
  for (guint i = 0; i < self->phrases->len; i++) {
    const OsrPhraseHit *hit = &g_array_index (self->phrases, OsrPhraseHit, i);
    const OsrReplyRule *rule = rule_of (self, hit);
    OsrReplyFinding *finding;

    if (self->findings->len >= OSR_REPLY_MAX_FINDINGS)
      return;
    if (is_excused (self, rule, hit))
      continue;
    finding = osr_reply_reading_add_words (self, rule->check, rule->reason, hit->first, hit->last);
    finding->wording = dup_wording (self, rule, hit);
    finding->fits = rule->fits;
  }
}
