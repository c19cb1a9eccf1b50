/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office's own words, added to those that the programs come with. Written as a small table by an
 * administrator (list, word, topic or grade; a line each, tabs between), kept as a document in the
 * office's stream. Says what cannot be used, and where. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/text/osr-text-reader.h"

G_BEGIN_DECLS

/* Lines of a table, and bytes of it: more is no office's list. */
#define OSR_LEXICON_MAX_WORDS 5000
#define OSR_LEXICON_MAX_BYTES (512 * 1024)

/**
 * osr_lexicon_parse:
 * @text: the table; lines that begin with # and empty ones count for nothing
 * @length: in bytes
 * @topics: (nullable): ids that a topic may have; %NULL for any
 * @where: for the error: the file
 * @error: %OSR_CORE_ERROR_INVALID with the line and what to write instead
 *
 * Returns: (transfer full): the document
 */
JsonObject *osr_lexicon_parse (const char *text, gsize length, const char *const *topics,
                               const char *where, GError **error);

/* (transfer full): the table of which osr_lexicon_parse() makes @document. */
char *osr_lexicon_to_text (JsonObject *document);

/* Whether every word of @document can be read; for a document that comes from elsewhere. */
gboolean osr_lexicon_check (JsonObject *document, GError **error);

guint osr_lexicon_count (JsonObject *document);

/* Adds the words to what @reader knows already. */
gboolean osr_lexicon_apply (JsonObject *document, OsrTextReader *reader, GError **error);

G_END_DECLS
