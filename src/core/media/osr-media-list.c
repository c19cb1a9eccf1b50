/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No name of a file stands in an event: names are people's, and what a file is, its bytes tell. */
#include "core/osr-chain.h"
#include "core/media/osr-media-list.h"

#include <string.h>

#include "core/osr-json.h"

/* (transfer none) (nullable) */
static JsonArray *
get_list (JsonObject *members)
{
  return members != NULL ? osr_json_get_array (members, OSR_MEDIA_LIST) : NULL;
}

static gboolean
is_new (JsonArray *array, guint index)
{
  const char *digest = osr_json_array_get_string (array, index);

  for (guint i = 0; i < index; i++) {
    if (g_strcmp0 (osr_json_array_get_string (array, i), digest) == 0)
      return FALSE;
  }
  return osr_is_digest (digest);
}

gboolean
osr_media_list_is_right (JsonObject *members, guint most)
{
  JsonArray *array = get_list (members);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  if (members == NULL || !json_object_has_member (members, OSR_MEDIA_LIST))
    return TRUE;
  if (array == NULL || length == 0 || length > most)
    return FALSE;
  for (guint i = 0; i < length; i++) {
    if (!is_new (array, i))
      return FALSE;
  }
  return TRUE;
}

char *
osr_media_list_dup (JsonObject *members)
{
  JsonArray *array = get_list (members);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    const char *digest = osr_json_array_get_string (array, i);

    if (!osr_is_digest (digest))
      return NULL;
    g_string_append_printf (list, "%s%s", i > 0 ? "," : "", digest);
  }
  return list->len > 0 ? g_strdup (list->str) : NULL;
}

const char *
osr_media_list_get_first (JsonObject *members)
{
  JsonArray *array = get_list (members);
  const char *digest = array != NULL && json_array_get_length (array) > 0
                           ? osr_json_array_get_string (array, 0)
                           : NULL;

  return osr_is_digest (digest) ? digest : NULL;
}

void
osr_media_list_set (JsonObject *members, const char *digests)
{
  g_auto (GStrv) parts = g_strsplit (digests != NULL ? digests : "", ",", -1);
  JsonArray *array;

  g_return_if_fail (members != NULL);

  if (digests == NULL || *digests == '\0') {
    json_object_remove_member (members, OSR_MEDIA_LIST);
    return;
  }
  array = json_array_new ();
  for (guint i = 0; parts[i] != NULL; i++)
    json_array_add_string_element (array, parts[i]);
  json_object_set_array_member (members, OSR_MEDIA_LIST, array);
}
