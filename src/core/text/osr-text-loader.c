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
