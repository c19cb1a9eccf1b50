/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions by plain comparison of words. The lists of words are data; this file knows none. */
#include "app/triage/osr-topic-suggestion.h"

#include <string.h>

#include "core/osr-json.h"

/* Longer texts say no more about their topic. */
#define MAX_WORDS 400

static void
suggestion_free (gpointer data)
{
  OsrTopicSuggestion *suggestion = data;

  g_ptr_array_unref (suggestion->words);
  g_free (suggestion);
}

/* The words of @text in lower case, ё as е. */
static GPtrArray *
split_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *p = text; words->len < MAX_WORDS; p = g_utf8_next_char (p)) {
    gunichar c = g_unichar_tolower (g_utf8_get_char (p));

    if (g_unichar_isalnum (c)) {
      g_string_append_unichar (word, c == 0x451 ? 0x435 : c);
      continue;
    }
    if (word->len > 0)
      g_ptr_array_add (words, g_strdup (word->str));
    g_string_truncate (word, 0);
    if (*p == '\0')
      break;
  }
  return words;
}

static gboolean
word_matches (const char *word, const char *pattern)
{
  gsize length = strlen (pattern);

  if (length > 0 && pattern[length - 1] == '*')
    return strncmp (word, pattern, length - 1) == 0;
  return strcmp (word, pattern) == 0;
}

/* The place where all words of @pattern stand in a row; (transfer full) (nullable): them. */
static char *
find_pattern (GPtrArray *words, const char *pattern)
{
  g_auto (GStrv) parts = g_strsplit (pattern, " ", -1);
  guint n = g_strv_length (parts);

  for (guint i = 0; n > 0 && i + n <= words->len; i++) {
    g_autoptr (GString) found = g_string_new (NULL);
    guint k = 0;

    while (k < n && word_matches (words->pdata[i + k], parts[k])) {
      g_string_append_printf (found, "%s%s", k > 0 ? " " : "", (char *) words->pdata[i + k]);
      k++;
    }
    if (k == n)
      return g_string_free (g_steal_pointer (&found), FALSE);
  }
  return NULL;
}

static void
collect (OsrTopicSuggestion *suggestion, GPtrArray *words, JsonArray *patterns)
{
  for (guint i = 0; patterns != NULL && i < json_array_get_length (patterns); i++) {
    const char *pattern = osr_json_array_get_string (patterns, i);
    char *found = pattern != NULL ? find_pattern (words, pattern) : NULL;

    if (found != NULL &&
        !g_ptr_array_find_with_equal_func (suggestion->words, found, g_str_equal, NULL))
      g_ptr_array_add (suggestion->words, found);
    else
      g_free (found);
  }
}

/* Insertion keeps the registry's order among equals, which sorting by quicksort would not. */
static void
insert_by_weight (GPtrArray *suggestions, OsrTopicSuggestion *suggestion)
{
  guint i = suggestions->len;

  while (i > 0 &&
         ((OsrTopicSuggestion *) suggestions->pdata[i - 1])->words->len < suggestion->words->len)
    i--;
  g_ptr_array_insert (suggestions, (gint) i, suggestion);
}

GPtrArray *
osr_topic_suggestions_new (const char *text, OsrRegistry *registry, JsonObject *words)
{
  GPtrArray *suggestions = g_ptr_array_new_with_free_func (suggestion_free);
  GPtrArray *topics = osr_registry_get_topics (registry);
  JsonObject *lists = words != NULL ? osr_json_get_object (words, "topics") : NULL;
  g_autoptr (GPtrArray) split = split_words (text != NULL ? text : "");

  for (guint i = 0; i < topics->len; i++) {
    OsrTopicSuggestion *suggestion = g_new0 (OsrTopicSuggestion, 1);

    suggestion->topic = topics->pdata[i];
    suggestion->words = g_ptr_array_new_with_free_func (g_free);
    if (lists != NULL)
      collect (suggestion, split, osr_json_get_array (lists, suggestion->topic->id));
    insert_by_weight (suggestions, suggestion);
  }
  return suggestions;
}

static void
rank_free (gpointer data)
{
  OsrBodyRank *rank = data;

  g_ptr_array_unref (rank->topics);
  g_free (rank);
}

static gboolean
has_returned (OsrCase *c, const char *body)
{
  for (guint i = 0; i < c->bodies->len; i++) {
    const OsrCaseBody *held = c->bodies->pdata[i];

    if (held->returned && g_strcmp0 (held->body, body) == 0)
      return TRUE;
  }
  return FALSE;
}

static int
weight_of (const OsrBodyRank *rank)
{
  return rank->returned ? -1 : (int) rank->topics->len;
}

GPtrArray *
osr_body_ranks_new (OsrCase *c, OsrRegistry *registry, const char *const *topics)
{
  GPtrArray *ranks = g_ptr_array_new_with_free_func (rank_free);
  GPtrArray *bodies = osr_registry_get_bodies (registry);

  for (guint i = 0; i < bodies->len; i++) {
    const OsrBody *body = bodies->pdata[i];
    OsrBodyRank *rank = g_new0 (OsrBodyRank, 1);
    guint place = ranks->len;

    rank->body = body;
    rank->topics = g_ptr_array_new ();
    rank->returned = has_returned (c, body->id);
    for (guint k = 0; topics != NULL && topics[k] != NULL; k++) {
      const OsrTopic *topic = osr_registry_find_topic (registry, topics[k]);

      if (topic != NULL && body->topics != NULL &&
          g_strv_contains ((const char *const *) body->topics, topics[k]))
        g_ptr_array_add (rank->topics, (gpointer) topic);
    }
    while (place > 0 && weight_of (ranks->pdata[place - 1]) < weight_of (rank))
      place--;
    g_ptr_array_insert (ranks, (gint) place, rank);
  }
  return ranks;
}
