/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of words that reading a message and checking a reply have in common, from wherever the
 * data lies: the core reads no files. */
#pragma once

#include "core/text/osr-screening.h"
#include "core/text/osr-topic-words.h"

G_BEGIN_DECLS

/* Gives the data file @name, osr_data_load() for one; the core reads no files. */
typedef GBytes *(*OsrTextLoader) (const char *name, GError **error);

/* (transfer full) (nullable): the JSON object of the data file @name; the error is the loader's or
 * the reader's. */
JsonObject *osr_text_load_document (OsrTextLoader load, const char *name, GError **error);

/* (transfer full) (nullable): the words that are obscene, insulting or threatening. */
OsrScreening *osr_text_load_screening (OsrTextLoader load, GError **error);

/* (transfer full) (nullable): the words of the groups of topics. */
OsrTopicWords *osr_text_load_topic_words (OsrTextLoader load, GError **error);

/* What reading a message and checking a reply have in common, loaded once for both; used from one
 * thread. */
typedef struct {
  grefcount refs;
  OsrScreening *screening;
  OsrTopicWords *topic_words;
} OsrTextWords;

/* (transfer full) (nullable): the error is the loader's or of a list's content. */
OsrTextWords *osr_text_words_new (OsrTextLoader load, GError **error);
OsrTextWords *osr_text_words_ref (OsrTextWords *self);
void osr_text_words_unref (OsrTextWords *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrTextWords, osr_text_words_unref)

G_END_DECLS
