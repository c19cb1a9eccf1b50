/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply as the checks read it: words, the phrases met in it, sentences. Private to this folder. */
#pragma once

#include "core/reply/osr-reply-check.h"
#include "core/reply/osr-reply-dates.h"
#include "core/reply/osr-reply-words.h"

G_BEGIN_DECLS

typedef struct {
  const OsrReplyContext *context; /* borrowed */
  OsrReplyWords *lists;           /* borrowed */
  OsrScreening *screening;        /* borrowed */
  OsrTopicWords *topics;          /* borrowed */
  const char *text;               /* borrowed */
  gsize length;                   /* what is judged of it */
  OsrTextTokens *tokens;
  GArray *phrases; /* OsrPhraseHit: none inside a longer one, by place */
  GArray *words;   /* OsrPhraseHit: values are OsrReplyWord, by place */
  GPtrArray *findings;
} OsrReplyReading;

void osr_reply_reading_init (OsrReplyReading *self, const char *text, gsize length);
void osr_reply_reading_clear (OsrReplyReading *self);

/* (transfer none): a new finding about bytes @start to @end; a spare one when there are too many */
OsrReplyFinding *osr_reply_reading_add (OsrReplyReading *self, const char *check,
                                        const char *reason, gsize start, gsize end);

/* The same about words @first to @last. */
OsrReplyFinding *osr_reply_reading_add_words (OsrReplyReading *self, const char *check,
                                              const char *reason, guint first, guint last);

/* Whether @word stands among words @from to @to, wholly; %NULL for no. */
const OsrPhraseHit *osr_reply_reading_find (OsrReplyReading *self, OsrReplyWord word, guint from,
                                            guint to);

/* The words of the sentence that has word @index in it: @from to @to. */
void osr_reply_reading_sentence (OsrReplyReading *self, guint index, guint *from, guint *to);

/* The checks, each in a file of its own. */
void osr_reply_form_check (OsrReplyReading *self);
void osr_reply_phrases_check (OsrReplyReading *self);
void osr_reply_privacy_check (OsrReplyReading *self);
void osr_reply_sense_check (OsrReplyReading *self);

G_END_DECLS
