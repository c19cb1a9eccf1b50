/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's topics in the order in which they are shown for a message. Which words speak for a
 * topic, and how much, is the core's. */
#pragma once

#include "core/osr-registry.h"
#include "core/text/osr-topic-words.h"

G_BEGIN_DECLS

typedef struct {
  const OsrTopic *topic; /* borrowed from the registry */
  GPtrArray *words;      /* utf8: words of the message that speak for it, none for no suggestion */
} OsrTopicSuggestion;

/**
 * osr_topic_suggestions_new:
 * @text: (nullable): the message
 * @registry: its topics
 * @words: (nullable): what speaks for topics
 *
 * Returns: (element-type OsrTopicSuggestion) (transfer full): every topic of the registry, those
 *   that most speaks for first, the rest in the registry's order
 */
GPtrArray *osr_topic_suggestions_new (const char *text, OsrRegistry *registry,
                                      OsrTopicWords *words);

G_END_DECLS
