/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which topics a message may be about, by its words, and which bodies answer for them. Pure: a
 * person decides, this only says what to look at first and why. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef struct {
  const OsrTopic *topic; /* borrowed from the registry */
  GPtrArray *words;      /* utf8: words of the message that speak for it, none for no suggestion */
} OsrTopicSuggestion;

/**
 * osr_topic_suggestions_new:
 * @text: (nullable): the message
 * @registry: its topics
 * @words: (nullable): {"topics": {id: ["word", "beginning*", "two words*"]}}
 *
 * Returns: (element-type OsrTopicSuggestion) (transfer full): every topic of the registry, those
 *   with most words first, the rest in the registry's order
 */
GPtrArray *osr_topic_suggestions_new (const char *text, OsrRegistry *registry, JsonObject *words);

typedef struct {
  const OsrBody *body; /* borrowed from the registry */
  GPtrArray *topics;   /* OsrTopic: of the chosen ones, those of its field */
  gboolean returned;   /* it gave this case back already */
} OsrBodyRank;

/**
 * osr_body_ranks_new:
 * @topics: ids that were chosen
 *
 * Returns: (element-type OsrBodyRank) (transfer full): every body: those of the field first, those
 *   that returned the case last
 */
GPtrArray *osr_body_ranks_new (OsrCase *c, OsrRegistry *registry, const char *const *topics);

G_END_DECLS
