/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds up weighted phrases. A word speaks once for a topic, by the heaviest phrase that it is part
 * of, and a phrase speaks once however often it stands there. */
#include "core/text/osr-topic-words.h"

#include <stdlib.h>
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/text/osr-phrase-table.h"

#define DEFAULT_WEIGHT 2
#define LEAST_SCORE    2
#define MAX_SCORES     3
#define MAX_HITS       1024 /* of one text; what comes later is not counted */

typedef struct {
  guint topic;
  guint weight;
  char *text;
} Rule;

struct _OsrTopicWords {
  OsrPhraseTable *phrases; /* value: index of the rule */
  GPtrArray *topics;       /* ids */
  GArray *rules;
  GArray *hits;  /* reused */
  GArray *taken; /* OsrPhraseHit that were counted for one topic, reused */
};

static void
clear_rule (gpointer rule)
{
  g_free (((Rule *) rule)->text);
}

static guint
topic_index (OsrTopicWords *self, const char *id)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->topics, id, g_str_equal, &index))
    return index;
  g_ptr_array_add (self->topics, g_strdup (id));
  return self->topics->len - 1;
}

static gboolean
add_rule (OsrTopicWords *self, guint topic, const char *written, GError **error)
{
  const char *colon = strrchr (written, ':');
  Rule rule = { topic, DEFAULT_WEIGHT, NULL };

  if (colon != NULL)
    rule.weight = (guint) CLAMP (atoi (colon + 1), 0, 100);
  rule.text = colon != NULL ? g_strndup (written, (gsize) (colon - written)) : g_strdup (written);
  if (rule.weight == 0 || !osr_phrase_table_add (self->phrases, rule.text, self->rules->len)) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "topic %s: \"%s\" is no phrase",
                 (char *) self->topics->pdata[topic], written);
    clear_rule (&rule);
    return FALSE;
  }
  g_array_append_val (self->rules, rule);
  return TRUE;
}

OsrTopicWords *
osr_topic_words_new (JsonObject *document, GError **error)
{
  g_autoptr (OsrTopicWords) self = g_new0 (OsrTopicWords, 1);

  self->phrases = osr_phrase_table_new ();
  self->topics = g_ptr_array_new_with_free_func (g_free);
  self->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_array_set_clear_func (self->rules, clear_rule);
  self->hits = g_array_new (FALSE, FALSE, sizeof (OsrPhraseHit));
  self->taken = g_array_new (FALSE, FALSE, sizeof (OsrPhraseHit));
  if (!osr_topic_words_add (self, document, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
osr_topic_words_free (OsrTopicWords *self)
{
  if (self == NULL)
    return;
  osr_phrase_table_free (self->phrases);
  g_ptr_array_unref (self->topics);
  g_array_unref (self->rules);
  g_array_unref (self->hits);
  g_array_unref (self->taken);
  g_free (self);
}

gboolean
osr_topic_words_add (OsrTopicWords *self, JsonObject *document, GError **error)
{
  JsonArray *groups = osr_json_get_array (document, "groups");

  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++) {
    JsonObject *group = osr_json_array_get_object (groups, i);
    const char *id = group != NULL ? osr_json_get_string (group, "id") : NULL;
    JsonArray *words = id != NULL ? osr_json_get_array (group, "words") : NULL;

    for (guint k = 0; words != NULL && k < json_array_get_length (words); k++) {
      const char *written = osr_json_array_get_string (words, k);

      if (written != NULL && !add_rule (self, topic_index (self, id), written, error))
        return FALSE;
    }
  }
  return TRUE;
}

static int
compare_hits (gconstpointer a, gconstpointer b, gpointer data)
{
  const OsrTopicWords *self = data;
  const OsrPhraseHit *one = a, *other = b;
  const Rule *rule = &g_array_index (self->rules, Rule, one->value);
  const Rule *rule2 = &g_array_index (self->rules, Rule, other->value);

  if (rule->topic != rule2->topic)
    return rule->topic < rule2->topic ? -1 : 1;
  if (rule->weight != rule2->weight)
    return rule->weight > rule2->weight ? -1 : 1;
  return one->first < other->first ? -1 : one->first > other->first;
}

static gboolean
is_taken (OsrTopicWords *self, const OsrPhraseHit *hit)
{
  for (guint i = 0; i < self->taken->len; i++) {
    const OsrPhraseHit *other = &g_array_index (self->taken, OsrPhraseHit, i);

    if (other->value == hit->value || (other->first <= hit->last && hit->first <= other->last))
      return TRUE;
  }
  return FALSE;
}

/* Insertion keeps the order of the data among equals. */
static void
insert_score (GArray *scores, const OsrTopicScore *score)
{
  guint i = scores->len;

  while (i > 0 && g_array_index (scores, OsrTopicScore, i - 1).score < score->score)
    i--;
  g_array_insert_val (scores, i, *score);
}

/* Leaves the best and what comes near it. */
static void
cut_scores (GArray *scores)
{
  const OsrTopicScore other = { OSR_TOPIC_OTHER, 0 };
  guint best = scores->len > 0 ? g_array_index (scores, OsrTopicScore, 0).score : 0;
  guint n = 0;

  while (n < scores->len && n < MAX_SCORES && best >= LEAST_SCORE &&
         g_array_index (scores, OsrTopicScore, n).score * 2 >= best)
    n++;
  g_array_set_size (scores, n);
  if (n == 0)
    g_array_append_val (scores, other);
}

static void
add_ground (OsrTopicWords *self, OsrTextTokens *tokens, const OsrPhraseHit *hit, GArray *grounds)
{
  const Rule *rule = &g_array_index (self->rules, Rule, hit->value);
  OsrTopicGround ground = { self->topics->pdata[rule->topic], rule->text, rule->weight,
                            osr_text_tokens_get (tokens, hit->first)->start,
                            osr_text_tokens_get (tokens, hit->last)->end };

  g_array_append_val (grounds, ground);
}

/* Counts the hits of one topic, which begin at @i; returns where those of the next begin. */
static guint
count_topic (OsrTopicWords *self, guint i, OsrTextTokens *tokens, GArray *scores, GArray *grounds)
{
  guint topic =
      g_array_index (self->rules, Rule, g_array_index (self->hits, OsrPhraseHit, i).value).topic;
  OsrTopicScore score = { self->topics->pdata[topic], 0 };

  g_array_set_size (self->taken, 0);
  for (; i < self->hits->len; i++) {
    const OsrPhraseHit *hit = &g_array_index (self->hits, OsrPhraseHit, i);
    const Rule *rule = &g_array_index (self->rules, Rule, hit->value);

    if (rule->topic != topic)
      break;
    if (is_taken (self, hit))
      continue;
    g_array_append_val (self->taken, *hit);
    score.score += rule->weight;
    if (grounds != NULL)
      add_ground (self, tokens, hit, grounds);
  }
  if (scores != NULL)
    insert_score (scores, &score);
  return i;
}

void
osr_topic_words_find (OsrTopicWords *self, OsrTextTokens *tokens, GArray *scores, GArray *grounds)
{
  guint i = 0;

  g_array_set_size (self->hits, 0);
  if (scores != NULL)
    g_array_set_size (scores, 0);
  if (grounds != NULL)
    g_array_set_size (grounds, 0);
  osr_phrase_table_find (self->phrases, tokens, self->hits);
  g_array_set_size (self->hits, MIN (self->hits->len, MAX_HITS));
  g_array_sort_with_data (self->hits, compare_hits, self);
  while (i < self->hits->len)
    i = count_topic (self, i, tokens, scores, grounds);
  if (scores != NULL)
    cut_scores (scores);
}
