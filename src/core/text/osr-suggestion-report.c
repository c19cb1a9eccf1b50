/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case counts once per rule however often the rule's words stand in the message. */
#include "core/text/osr-suggestion-report.h"

#include <string.h>

#define LIST   "list"   /* a place on a list */
#define FORM   "form"   /* guessed by what stands around the name */
#define THREAT "threat" /* importance by a threat */
#define HIGH   "high"
#define NONE   ""

struct _OsrSuggestionReport {
  OsrTextReader *reader; /* borrowed */
  GHashTable *rows;      /* "kind\trule\tvalue" → OsrSuggestionRow */
  GHashTable *counted;   /* rows that the case under way was counted in */
  guint count;
  guint erased;
};

static void
row_free (gpointer data)
{
  OsrSuggestionRow *row = data;

  g_free (row->rule);
  g_free (row->value);
  g_free (row);
}

OsrSuggestionReport *
osr_suggestion_report_new (OsrTextReader *reader)
{
  OsrSuggestionReport *self = g_new0 (OsrSuggestionReport, 1);

  self->reader = reader;
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, row_free);
  self->counted = g_hash_table_new (NULL, NULL);
  return self;
}

void
osr_suggestion_report_free (OsrSuggestionReport *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->counted);
  g_free (self);
}

/* (nullable): the row to count the case under way in; %NULL when it was already */
static OsrSuggestionRow *
take_row (OsrSuggestionReport *self, OsrSuggested kind, const char *rule, const char *value)
{
  g_autofree char *key = g_strdup_printf ("%d\t%s\t%s", kind, rule, value);
  OsrSuggestionRow *row = g_hash_table_lookup (self->rows, key);

  if (row == NULL) {
    row = g_new0 (OsrSuggestionRow, 1);
    row->kind = kind;
    row->rule = g_strdup (rule);
    row->value = g_strdup (value);
    g_hash_table_insert (self->rows, g_steal_pointer (&key), row);
  }
  return g_hash_table_add (self->counted, row) ? row : NULL;
}

static void
count_offer (OsrSuggestionRow *row, gboolean kept)
{
  if (row == NULL)
    return;
  row->offered++;
  if (kept)
    row->kept++;
  else
    row->corrected++;
}

static void
count_missed (OsrSuggestionRow *row)
{
  if (row != NULL)
    row->missed++;
}

static gboolean
is_offered (const OsrTextReading *reading, const char *topic)
{
  for (guint i = 0; i < reading->topics->len; i++) {
    const OsrTopicScore *score = &g_array_index (reading->topics, OsrTopicScore, i);

    if (score->score > 0 && g_str_equal (score->topic, topic))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_ground (const OsrTextReading *reading, const char *topic)
{
  for (guint i = 0; i < reading->grounds->len; i++) {
    if (g_str_equal (g_array_index (reading->grounds, OsrTopicGround, i).topic, topic))
      return TRUE;
  }
  return FALSE;
}

static void
count_topics (OsrSuggestionReport *self, const OsrTextReading *reading, OsrCase *c)
{
  const char *const *chosen = (const char *const *) c->topics;

  for (guint i = 0; i < reading->grounds->len; i++) {
    const OsrTopicGround *ground = &g_array_index (reading->grounds, OsrTopicGround, i);
    gboolean kept = g_strv_contains (chosen, ground->topic);
    gboolean offered = is_offered (reading, ground->topic);

    if (!kept && !offered)
      continue;
    if (offered)
      count_offer (take_row (self, OSR_SUGGESTED_TOPIC, ground->rule, ground->topic), kept);
    else
      count_missed (take_row (self, OSR_SUGGESTED_TOPIC, ground->rule, ground->topic));
  }
  for (guint i = 0; chosen[i] != NULL; i++) {
    if (!has_ground (reading, chosen[i]))
      count_missed (take_row (self, OSR_SUGGESTED_TOPIC, NONE, chosen[i]));
  }
}

/* е for ё, whatever the case and the spaces. */
static gboolean
is_same_place (const char *one, const char *other)
{
  g_autoptr (OsrTextTokens) left = osr_text_tokens_new (one, -1);
  g_autoptr (OsrTextTokens) right = osr_text_tokens_new (other, -1);
  guint n = osr_text_tokens_get_count (left);

  if (n != osr_text_tokens_get_count (right))
    return FALSE;
  for (guint i = 0; i < n; i++) {
    if (!g_str_equal (osr_text_tokens_get (left, i)->word, osr_text_tokens_get (right, i)->word))
      return FALSE;
  }
  return TRUE;
}

static void
count_place (OsrSuggestionReport *self, const OsrTextReading *reading, OsrCase *c)
{
  const char *chosen = c->locality != NULL ? c->locality : "";
  const OsrPlace *place = &reading->place;

  if (place->name != NULL)
    count_offer (take_row (self, OSR_SUGGESTED_PLACE, place->listed ? LIST : FORM, place->name),
                 is_same_place (place->name, chosen));
  else if (*chosen != '\0')
    count_missed (take_row (self, OSR_SUGGESTED_PLACE, NONE, chosen));
}

static void
count_importance (OsrSuggestionReport *self, const OsrTextReading *reading, OsrCase *c)
{
  const char *rule = reading->danger_rule != NULL ? reading->danger_rule : THREAT;

  if (reading->important)
    count_offer (take_row (self, OSR_SUGGESTED_IMPORTANCE, rule, HIGH), c->important);
  else if (c->important)
    count_missed (take_row (self, OSR_SUGGESTED_IMPORTANCE, NONE, HIGH));
}

static gboolean
is_sorted (OsrCase *c)
{
  for (guint i = 0; i < c->events->len; i++) {
    if (osr_event_is (c->events->pdata[i], "triaged"))
      return TRUE;
  }
  return FALSE;
}

void
osr_suggestion_report_add (OsrSuggestionReport *self, OsrCase *c)
{
  const OsrTextReading *reading;

  if (!is_sorted (c))
    return;
  if (c->text == NULL || *c->text == '\0') {
    self->erased++;
    return;
  }
  self->count++;
  g_hash_table_remove_all (self->counted);
  reading = osr_text_reader_read (self->reader, c->text, -1);
  count_topics (self, reading, c);
  count_place (self, reading, c);
  count_importance (self, reading, c);
}

guint
osr_suggestion_report_get_count (OsrSuggestionReport *self)
{
  return self->count;
}

guint
osr_suggestion_report_get_erased (OsrSuggestionReport *self)
{
  return self->erased;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const OsrSuggestionRow *one = *(OsrSuggestionRow *const *) a;
  const OsrSuggestionRow *other = *(OsrSuggestionRow *const *) b;
  guint faults = one->corrected + one->missed, other_faults = other->corrected + other->missed;
  int order;

  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  if (faults != other_faults)
    return faults > other_faults ? -1 : 1;
  if (one->offered != other->offered)
    return one->offered > other->offered ? -1 : 1;
  order = strcmp (one->value, other->value);
  return order != 0 ? order : strcmp (one->rule, other->rule);
}

GPtrArray *
osr_suggestion_report_list (OsrSuggestionReport *self)
{
  GPtrArray *rows = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_ptr_array_add (rows, row);
  g_ptr_array_sort (rows, compare_rows);
  return rows;
}
