/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads the lists and asks each part in turn. All memory is kept from text to text. */
#include "core/text/osr-text-reader.h"

#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/text/osr-phrase-table.h"

struct _OsrTextReader {
  OsrTextWords *words;
  OsrPlaceIndex *places;
  OsrPhraseTable *danger;  /* values: indexes of the rules */
  GPtrArray *danger_rules; /* utf8 */
  GArray *hits;            /* OsrPhraseHit */
  OsrTextReading reading;
};

static gboolean
add_danger (OsrTextReader *self, JsonArray *phrases, GError **error)
{
  for (guint i = 0; phrases != NULL && i < json_array_get_length (phrases); i++) {
    const char *phrase = osr_json_array_get_string (phrases, i);

    if (phrase != NULL && osr_phrase_table_add (self->danger, phrase, self->danger_rules->len)) {
      g_ptr_array_add (self->danger_rules, g_strdup (phrase));
      continue;
    }
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "words of danger: \"%s\" is no phrase", phrase != NULL ? phrase : "?");
    return FALSE;
  }
  return TRUE;
}

static gboolean
load_danger (OsrTextReader *self, OsrTextLoader load, GError **error)
{
  g_autoptr (JsonObject) document = osr_text_load_document (load, "topics/danger-ru.json", error);

  return document != NULL && add_danger (self, osr_json_get_array (document, "high"), error);
}

static gboolean
load_places (OsrTextReader *self, OsrTextLoader load, const char *region, GError **error)
{
  static const char *const names[] = { "places/cities-vnau.json", "places/districts-osm.json",
                                       "places/settlements-own.json",
                                       "places/settlements-oktmo.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (JsonObject) document = osr_text_load_document (load, names[i], error);

    if (document == NULL)
      return FALSE;
    osr_place_index_add (self->places, document, region);
  }
  return TRUE;
}

OsrTextReader *
osr_text_reader_new (OsrTextLoader load, const char *region, GError **error)
{
  g_autoptr (OsrTextWords) words = osr_text_words_new (load, error);

  return words != NULL ? osr_text_reader_new_with_words (words, load, region, error) : NULL;
}

OsrTextReader *
osr_text_reader_new_with_words (OsrTextWords *words, OsrTextLoader load, const char *region,
                                GError **error)
{
  g_autoptr (OsrTextReader) self = g_new0 (OsrTextReader, 1);

  self->words = osr_text_words_ref (words);
  self->danger_rules = g_ptr_array_new_with_free_func (g_free);
  self->places = osr_place_index_new ();
  self->danger = osr_phrase_table_new ();
  self->hits = g_array_new (FALSE, FALSE, sizeof (OsrPhraseHit));
  self->reading.tokens = osr_text_tokens_new ("", 0);
  self->reading.findings = g_array_new (FALSE, FALSE, sizeof (OsrScreeningFinding));
  self->reading.topics = g_array_new (FALSE, FALSE, sizeof (OsrTopicScore));
  self->reading.grounds = g_array_new (FALSE, FALSE, sizeof (OsrTopicGround));
  if (!load_danger (self, load, error) || !load_places (self, load, region, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
osr_text_reader_free (OsrTextReader *self)
{
  if (self == NULL)
    return;
  osr_text_words_unref (self->words);
  osr_place_index_free (self->places);
  osr_phrase_table_free (self->danger);
  g_ptr_array_unref (self->danger_rules);
  g_array_unref (self->hits);
  osr_text_tokens_free (self->reading.tokens);
  g_array_unref (self->reading.findings);
  g_array_unref (self->reading.topics);
  g_array_unref (self->reading.grounds);
  osr_place_clear (&self->reading.place);
  g_free (self);
}

static void
weigh_importance (OsrTextReader *self)
{
  OsrTextReading *reading = &self->reading;

  reading->important = FALSE;
  reading->danger_start = reading->danger_end = 0;
  reading->danger_rule = NULL;
  g_array_set_size (self->hits, 0);
  osr_phrase_table_find (self->danger, reading->tokens, self->hits);
  if (self->hits->len > 0) {
    const OsrPhraseHit *hit = &g_array_index (self->hits, OsrPhraseHit, 0);

    reading->important = TRUE;
    reading->danger_rule = self->danger_rules->pdata[hit->value];
    reading->danger_start = osr_text_tokens_get (reading->tokens, hit->first)->start;
    reading->danger_end = osr_text_tokens_get (reading->tokens, hit->last)->end;
  }
  for (guint i = 0; i < reading->findings->len && !reading->important; i++)
    reading->important =
        g_array_index (reading->findings, OsrScreeningFinding, i).kind == OSR_SCREENING_THREAT;
}

const OsrTextReading *
osr_text_reader_read (OsrTextReader *self, const char *text, gssize length)
{
  OsrTextReading *reading = &self->reading;
  gsize size = length >= 0 ? (gsize) length : strlen (text);

  osr_place_clear (&reading->place);
  osr_text_tokens_scan (reading->tokens, text, (gssize) size);
  osr_screening_find (self->words->screening, reading->tokens, text, size, reading->findings);
  osr_topic_words_find (self->words->topic_words, reading->tokens, reading->topics,
                        reading->grounds);
  osr_place_index_find (self->places, reading->tokens, text, size, &reading->place);
  weigh_importance (self);
  return reading;
}

OsrTextWords *
osr_text_reader_get_words (OsrTextReader *self)
{
  return self->words;
}

gboolean
osr_text_reader_add (OsrTextReader *self, JsonObject *document, GError **error)
{
  return osr_topic_words_add (self->words->topic_words, document, error) &&
         osr_screening_add (self->words->screening, document, error) &&
         add_danger (self, osr_json_get_array (document, "high"), error);
}
