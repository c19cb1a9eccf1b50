/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the core's scores beside the topics of the office. */
#include "app/triage/osr-topic-suggestion.h"

static void
suggestion_free (gpointer data)
{
  OsrTopicSuggestion *suggestion = data;

  g_ptr_array_unref (suggestion->words);
  g_free (suggestion);
}

/* The words of @text that speak for @topic; (transfer full). */
static GPtrArray *
collect_words (GArray *grounds, const char *topic, const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < grounds->len; i++) {
    const OsrTopicGround *ground = &g_array_index (grounds, OsrTopicGround, i);
    g_autofree char *written = NULL;
    char *word;

    if (!g_str_equal (ground->topic, topic))
      continue;
    written = g_utf8_make_valid (text + ground->start, (gssize) (ground->end - ground->start));
    word = g_utf8_strdown (written, -1);
    if (g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
      g_free (word);
    else
      g_ptr_array_add (words, word);
  }
  return words;
}

/* What the core leaves out as too far behind comes behind, in the order of the registry. */
static guint
place_of (GArray *scores, const char *topic)
{
  for (guint i = 0; i < scores->len; i++) {
    const OsrTopicScore *score = &g_array_index (scores, OsrTopicScore, i);

    if (score->score > 0 && g_str_equal (score->topic, topic))
      return i;
  }
  return scores->len;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer scores)
{
  guint one = place_of (scores, (*(OsrTopicSuggestion *const *) a)->topic->id);
  guint other = place_of (scores, (*(OsrTopicSuggestion *const *) b)->topic->id);

  return one < other ? -1 : one > other;
}

GPtrArray *
osr_topic_suggestions_new (const char *text, OsrRegistry *registry, OsrTopicWords *words)
{
  GPtrArray *suggestions = g_ptr_array_new_with_free_func (suggestion_free);
  GPtrArray *topics = osr_registry_get_topics (registry);
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (OsrTopicScore));
  g_autoptr (GArray) grounds = g_array_new (FALSE, FALSE, sizeof (OsrTopicGround));
  g_autoptr (OsrTextTokens) tokens = osr_text_tokens_new (text != NULL ? text : "", -1);

  if (words != NULL)
    osr_topic_words_find (words, tokens, scores, grounds);
  for (guint i = 0; i < topics->len; i++) {
    OsrTopicSuggestion *suggestion = g_new0 (OsrTopicSuggestion, 1);

    suggestion->topic = topics->pdata[i];
    suggestion->words = place_of (scores, suggestion->topic->id) < scores->len
                            ? collect_words (grounds, suggestion->topic->id, text)
                            : g_ptr_array_new_with_free_func (g_free);
    g_ptr_array_add (suggestions, suggestion);
  }
  g_ptr_array_sort_with_data (suggestions, compare_places, scores);
  return suggestions;
}
