/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which file holds which list. */
#include "core/text/osr-text-loader.h"

#include "core/osr-json.h"

JsonObject *
osr_text_load_document (OsrTextLoader load, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = load (name, error);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  return osr_json_read_object (data, (gssize) length, 0, name, error);
}

OsrScreening *
osr_text_load_screening (OsrTextLoader load, GError **error)
{
  g_autoptr (JsonObject) obscene = osr_text_load_document (load, "lexicon/obscene-ru.json", error);
  g_autoptr (JsonObject) people = NULL;

  if (obscene == NULL)
    return NULL;
  people = osr_text_load_document (load, "lexicon/people-ru.json", error);
  return people != NULL ? osr_screening_new (obscene, people, error) : NULL;
}

OsrTopicWords *
osr_text_load_topic_words (OsrTextLoader load, GError **error)
{
  g_autoptr (JsonObject) groups = osr_text_load_document (load, "topics/groups-ru.json", error);

  return groups != NULL ? osr_topic_words_new (groups, error) : NULL;
}

OsrTextWords *
osr_text_words_new (OsrTextLoader load, GError **error)
{
  g_autoptr (OsrTextWords) self = g_new0 (OsrTextWords, 1);

  g_ref_count_init (&self->refs);
  self->screening = osr_text_load_screening (load, error);
  if (self->screening != NULL)
    self->topic_words = osr_text_load_topic_words (load, error);
  return self->topic_words != NULL ? g_steal_pointer (&self) : NULL;
}

OsrTextWords *
osr_text_words_ref (OsrTextWords *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
osr_text_words_unref (OsrTextWords *self)
{
  if (self == NULL || !g_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->screening, osr_screening_free);
  g_clear_pointer (&self->topic_words, osr_topic_words_free);
  g_free (self);
}
