/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which topics a text may be about, by its words. What the words of a topic are is data, and an
 * office may add its own; a person decides, this only says what to look at first and why. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/text/osr-text-tokens.h"

G_BEGIN_DECLS

/* The topic of what is about none. */
#define OSR_TOPIC_OTHER "other"

typedef struct {
  const char *topic; /* id; borrowed */
  guint score;       /* weights of all that speaks for it */
} OsrTopicScore;

typedef struct {
  const char *topic; /* id; borrowed */
  const char *rule;  /* the phrase as the data have it; borrowed: what corrections are counted by */
  guint weight;
  gsize start; /* the words that it met: byte offsets in the text */
  gsize end;
} OsrTopicGround;

typedef struct _OsrTopicWords OsrTopicWords;

/**
 * osr_topic_words_new:
 * @document: {"groups": [{"id", "words": ["phrase:weight", …]}]}, see osr-phrase-table.h
 * @error: %OSR_CORE_ERROR_INVALID
 */
OsrTopicWords *osr_topic_words_new (JsonObject *document, GError **error);
void osr_topic_words_free (OsrTopicWords *self);

/**
 * osr_topic_words_add:
 * @document: an office's own words, of the same form; topics of any id
 *
 * Adds to what there is.
 */
gboolean osr_topic_words_add (OsrTopicWords *self, JsonObject *document, GError **error);

/**
 * osr_topic_words_find:
 * @scores: (element-type OsrTopicScore) (nullable): is emptied and filled, best first: what is far
 *   behind the best is left out; %OSR_TOPIC_OTHER alone when nothing speaks for any
 * @grounds: (element-type OsrTopicGround) (nullable): is emptied and filled, for all topics that
 *   anything speaks for, the heaviest of a topic first
 */
void osr_topic_words_find (OsrTopicWords *self, OsrTextTokens *tokens, GArray *scores,
                           GArray *grounds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrTopicWords, osr_topic_words_free)

G_END_DECLS
