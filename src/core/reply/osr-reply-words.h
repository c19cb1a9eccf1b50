/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that replies are judged by, read from lexicon/reply-ru.json. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/text/osr-phrase-table.h"

G_BEGIN_DECLS

/* What a word is to the checks; in the file the list of that name. */
typedef enum {
  OSR_REPLY_GREETING,
  OSR_REPLY_MISSPELT,  /* a greeting, wrongly spelt or too familiar */
  OSR_REPLY_RESPECT,   /* speaks to the author politely */
  OSR_REPLY_INFORMING, /* tells how to submit a formal appeal */
  OSR_REPLY_GROUNDS,   /* gives a redirection its ground */
  OSR_REPLY_INNOCENT,  /* what is inside is no finding */
  OSR_REPLY_OFF_TOPIC, /* asks what is nobody's business */
  OSR_REPLY_DONE,      /* says what was done or how it is going */
  OSR_REPLY_NOT_DONE,  /* looks so and does not */
  OSR_REPLY_FUTURE,    /* promises */
  OSR_REPLY_DETAILS,   /* asks for what is needed: where, when, a photograph */
  OSR_REPLY_OFFICE,    /* an office's telephone stands behind it */
  OSR_REPLY_FLAT,
  OSR_REPLY_STREET,
  OSR_REPLY_PASSPORT,
  OSR_REPLY_SNILS,
  OSR_REPLY_CONDITION,    /* what follows may happen or not */
  OSR_REPLY_PERSON_PHONE, /* a private person's telephone stands behind it */
  OSR_REPLY_N_WORDS
} OsrReplyWord;

typedef struct {
  const char *check;  /* interned */
  const char *reason; /* interned */
  char *wording;      /* nullable */
  gboolean fits;
} OsrReplyRule;

typedef struct {
  OsrPhraseTable *phrases; /* values are indexes of rules */
  OsrPhraseTable *words;   /* values are OsrReplyWord */
  GArray *rules;           /* OsrReplyRule */
} OsrReplyWords;

/* @error: %OSR_CORE_ERROR_INVALID */
OsrReplyWords *osr_reply_words_new (JsonObject *document, GError **error);
void osr_reply_words_free (OsrReplyWords *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrReplyWords, osr_reply_words_free)

G_END_DECLS
