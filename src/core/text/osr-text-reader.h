/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that the program understands of a message at once: its words, what speaks against
 * processing it, topics, place, importance. Suggestions with their grounds, never decisions. For
 * monitor, window and scripts alike; one reader is used from one thread. */
#pragma once

#include "core/text/osr-text-loader.h"
#include "core/text/osr-place-index.h"
#include "core/text/osr-screening.h"
#include "core/text/osr-topic-words.h"

G_BEGIN_DECLS

typedef struct _OsrTextReader OsrTextReader;

/* What was read. All of it is the reader's and void after the next text. */
typedef struct {
  OsrTextTokens *tokens;
  GArray *findings;   /* OsrScreeningFinding */
  GArray *topics;     /* OsrTopicScore, best first */
  GArray *grounds;    /* OsrTopicGround */
  OsrPlace place;     /* name NULL for none */
  gboolean important; /* high importance is suggested */
  gsize danger_start; /* the words of danger; both 0 when a threat is the reason */
  gsize danger_end;
  const char *danger_rule; /* nullable: the phrase as the data have it */
} OsrTextReading;

/**
 * osr_text_reader_new:
 * @load: where the lists come from
 * @region: (nullable): "RU-AMU": the office's
 * @error: what @load or a list's content gave
 */
OsrTextReader *osr_text_reader_new (OsrTextLoader load, const char *region, GError **error);

/* The same over lists that were loaded already: (transfer none). */
OsrTextReader *osr_text_reader_new_with_words (OsrTextWords *words, OsrTextLoader load,
                                               const char *region, GError **error);
void osr_text_reader_free (OsrTextReader *self);

/**
 * osr_text_reader_read:
 * @text: any bytes
 * @length: in bytes, or -1 for a NUL-terminated text
 *
 * Returns: (transfer none): what it says, until the next call
 */
const OsrTextReading *osr_text_reader_read (OsrTextReader *self, const char *text, gssize length);

/* (transfer none): the lists that others may read with too. */
OsrTextWords *osr_text_reader_get_words (OsrTextReader *self);

/* Adds an office's own words; see osr_lexicon_apply(), which checks them first. */
gboolean osr_text_reader_add (OsrTextReader *self, JsonObject *document, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrTextReader, osr_text_reader_free)

G_END_DECLS
