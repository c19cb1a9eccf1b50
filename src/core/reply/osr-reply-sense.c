/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a reply says what a reply of its kind must: something at all, a day, what was done, and no
 * question that leads away. Judged by words, so that most of it is advice. */
#include "core/reply/osr-reply-reading.h"

#include <string.h>

/* Words that say something, at least. */
#define LEAST_WORDS    3
#define MEANING_BYTES  6 /* three Russian letters */
#define PAST_BYTES     10
#define PASSIVE_BYTES  14
#define MOST_QUESTIONS 32
#define MOST_WORDS     2048 /* of one list, looked at with their sentences */

static gboolean
is_kind (OsrReplyReading *self, const char *kind)
{
  return g_strcmp0 (self->context->kind, kind) == 0;
}

/* Which words belong to a greeting, to politeness or to a phrase without meaning. */
static GByteArray *
mark_empty_words (OsrReplyReading *self)
{
  guint n = osr_text_tokens_get_count (self->tokens);
  GByteArray *marks = g_byte_array_new ();

  g_byte_array_set_size (marks, n);
  memset (marks->data, 0, n);
  for (guint i = 0; i < self->phrases->len; i++) {
    const OsrPhraseHit *hit = &g_array_index (self->phrases, OsrPhraseHit, i);

    if (!g_str_equal (g_array_index (self->lists->rules, OsrReplyRule, hit->value).check,
                      "no-officialese"))
      memset (marks->data + hit->first, 1, hit->last - hit->first + 1);
  }
  for (guint i = 0; i < self->words->len; i++) {
    const OsrPhraseHit *hit = &g_array_index (self->words, OsrPhraseHit, i);

    if (hit->value == OSR_REPLY_GREETING || hit->value == OSR_REPLY_RESPECT ||
        hit->value == OSR_REPLY_NOT_DONE)
      memset (marks->data + hit->first, 1, hit->last - hit->first + 1);
  }
  return marks;
}

static void
check_substance (OsrReplyReading *self, GByteArray *empty)
{
  guint said = 0;

  for (guint i = 0; i < empty->len; i++) {
    const OsrTextToken *token = osr_text_tokens_get (self->tokens, i);

    said += !empty->data[i] && token->word_length >= MEANING_BYTES;
  }
  if (said < LEAST_WORDS)
    osr_reply_reading_add (self, "to-the-point", "substance", 0, 0)->unsure = said > 0;
}

static gboolean
ends_with (const OsrTextToken *token, const char *const *endings, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    if (g_str_has_suffix (token->word, endings[i]))
      return TRUE;
  }
  return FALSE;
}

/* "засыпали", "отремонтировали", "заменена", "установлен" */
static gboolean
tells_of_work (const OsrTextToken *token)
{
  static const char *const past[] = { "али",  "или",  "ели",  "яли",  "ули", "ыли",
                                      "лись", "лась", "лось", "ался", "ился" };
  static const char *const passive[] = { "ена", "ено", "ены", "ана", "ано", "аны", "ята",
                                         "ято", "яты", "ыта", "ыто", "ыты", "ен",  "ан" };

  if (!(token->flags & OSR_TEXT_CYRILLIC))
    return FALSE;
  return (token->word_length >= PAST_BYTES && ends_with (token, past, G_N_ELEMENTS (past))) ||
         (token->word_length >= PASSIVE_BYTES &&
          ends_with (token, passive, G_N_ELEMENTS (passive)));
}

static void
check_repeat (OsrReplyReading *self, GByteArray *empty)
{
  for (guint i = 0; i < empty->len; i++) {
    if (empty->data[i])
      continue;
    if (tells_of_work (osr_text_tokens_get (self->tokens, i)) ||
        osr_reply_reading_find (self, OSR_REPLY_DONE, i, i) != NULL)
      return;
  }
  osr_reply_reading_add (self, "repeat-says-what-was-done", "repeat-says-nothing", 0, 0);
}

/* (nullable): a promise that hangs on nothing: "если будет скользко" is none. */
static const OsrPhraseHit *
find_promise (OsrReplyReading *self)
{
  for (guint i = 0; i < MIN (self->words->len, MOST_WORDS); i++) {
    const OsrPhraseHit *hit = &g_array_index (self->words, OsrPhraseHit, i);
    guint from, to;

    if (hit->value != OSR_REPLY_FUTURE)
      continue;
    osr_reply_reading_sentence (self, hit->first, &from, &to);
    if (osr_reply_reading_find (self, OSR_REPLY_CONDITION, from, hit->first) == NULL)
      return hit;
  }
  return NULL;
}

static void
check_date (OsrReplyReading *self)
{
  OsrReplyDate date = osr_reply_dates_find (self->tokens, self->text);
  const OsrPhraseHit *promise;

  if (is_kind (self, "interim")) {
    if (date == OSR_REPLY_NO_DATE)
      osr_reply_reading_add (self, "interim-names-a-date", "no-date", 0, 0);
    else if (date == OSR_REPLY_SPAN)
      osr_reply_reading_add (self, "interim-names-a-date", "only-span", 0, 0)->unsure = TRUE;
    return;
  }
  promise = date == OSR_REPLY_NO_DATE ? find_promise (self) : NULL;
  if (promise != NULL)
    osr_reply_reading_add_words (self, "to-the-point", "promise-without-date", promise->first,
                                 promise->last)
        ->unsure = TRUE;
}

/* Topics of @length bytes at @text; "other" is none. */
static GArray *
topics_of (OsrReplyReading *self, const char *text, gsize length)
{
  g_autoptr (OsrTextTokens) tokens = osr_text_tokens_new (text, (gssize) length);
  GArray *scores = g_array_new (FALSE, FALSE, sizeof (OsrTopicScore));

  osr_topic_words_find (self->topics, tokens, scores, NULL);
  if (scores->len == 1 &&
      g_str_equal (g_array_index (scores, OsrTopicScore, 0).topic, OSR_TOPIC_OTHER))
    g_array_set_size (scores, 0);
  return scores;
}

static gboolean
share_topic (GArray *one, GArray *other)
{
  for (guint i = 0; i < one->len; i++) {
    for (guint n = 0; n < other->len; n++) {
      if (g_str_equal (g_array_index (one, OsrTopicScore, i).topic,
                       g_array_index (other, OsrTopicScore, n).topic))
        return TRUE;
    }
  }
  return FALSE;
}

/* Whether the question is plainly about something else than the message, or than the reply itself. */
static gboolean
leads_away (OsrReplyReading *self, gsize start, gsize end)
{
  const char *message = self->context->message;
  g_autoptr (GArray) asked = topics_of (self, self->text + start, end - start);
  g_autoptr (GArray) about = NULL;

  if (asked->len == 0)
    return FALSE;
  if (message != NULL)
    about = topics_of (self, message, strnlen (message, OSR_REPLY_MAX_BYTES));
  else
    about = topics_of (self, self->text, start);
  return about->len > 0 && !share_topic (asked, about);
}

static void
check_question (OsrReplyReading *self, guint from, guint to)
{
  const OsrPhraseHit *curious = osr_reply_reading_find (self, OSR_REPLY_OFF_TOPIC, from, to);
  gsize start = osr_text_tokens_get (self->tokens, from)->start;
  gsize end = osr_text_tokens_get (self->tokens, to)->end;

  if (curious != NULL)
    osr_reply_reading_add (self, "no-off-topic", "off-topic", start, end);
  else if (osr_reply_reading_find (self, OSR_REPLY_DETAILS, from, to) == NULL &&
           leads_away (self, start, end))
    osr_reply_reading_add (self, "no-off-topic", "other-topic", start, end)->unsure = TRUE;
}

/* Returns: how many questions there are */
static guint
check_questions (OsrReplyReading *self)
{
  guint n = osr_text_tokens_get_count (self->tokens), found = 0;

  for (guint i = 0; i < n && found < MOST_QUESTIONS; i++) {
    gsize from = osr_text_tokens_get (self->tokens, i)->end;
    gsize to = i + 1 < n ? osr_text_tokens_get (self->tokens, i + 1)->start : self->length;
    guint first, last;

    if (memchr (self->text + from, '?', to - from) == NULL)
      continue;
    osr_reply_reading_sentence (self, i, &first, &last);
    check_question (self, first, i);
    found++;
  }
  return found;
}

/* What was to be filled in: "{имя}", "____". */
static void
check_gaps (OsrReplyReading *self)
{
  const char *end = self->text + self->length;
  const char *open = memchr (self->text, '{', self->length);
  const char *shut = open != NULL ? memchr (open, '}', (gsize) MIN (end - open, 60)) : NULL;
  const char *line = g_strstr_len (self->text, (gssize) self->length, "___");

  if (shut != NULL)
    osr_reply_reading_add (self, "to-the-point", "gap", (gsize) (open - self->text),
                           (gsize) (shut + 1 - self->text));
  else if (line != NULL)
    osr_reply_reading_add (self, "to-the-point", "gap", (gsize) (line - self->text),
                           (gsize) (line + 3 - self->text));
}

void
osr_reply_sense_check (OsrReplyReading *self)
{
  g_autoptr (GByteArray) empty = mark_empty_words (self);
  guint questions = check_questions (self);

  check_gaps (self);
  if (is_kind (self, "clarification")) {
    if (questions == 0 && osr_reply_reading_find (self, OSR_REPLY_DETAILS, 0, empty->len) == NULL)
      osr_reply_reading_add (self, "to-the-point", "no-question", 0, 0);
    return;
  }
  check_substance (self, empty);
  check_date (self);
  if (self->context->repeat)
    check_repeat (self, empty);
}
