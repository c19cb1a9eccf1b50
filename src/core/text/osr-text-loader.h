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

G_END_DECLS
