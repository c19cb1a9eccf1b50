/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a fault of a profile is told, and the small readers that tell it. */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/regulation/osr-regulation-private.h"

gboolean
osr_regulation_fault (const OsrRegulationPlace *place, GError **error, const char *member,
                      const char *what)
{
  g_autofree char *noun = NULL;

  if (place->list == NULL) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: member \"%s\" (/%s): %s",
                 place->where, member, member, what);
    return FALSE;
  }
  noun = g_strndup (place->list, strlen (place->list) - 1);
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
               "%s: %s \"%s\" (clause %s), member \"%s\" (/%s/%u/%s): %s", place->where, noun,
               place->id != NULL ? place->id : "?", place->clause != NULL ? place->clause : "?",
               member, place->list, place->index, member, what);
  return FALSE;
}

gboolean
osr_regulation_read_entry (OsrRegulationPlace *place, JsonObject *object, const char *clause,
                           GError **error)
{
  OsrRegulationPlace top = { place->where, NULL, 0, NULL, NULL };

  if (object == NULL)
    return osr_regulation_fault (&top, error, place->list, "expected objects");
  place->id = osr_json_get_string (object, "id");
  place->clause = osr_json_get_string (object, clause);
  if (place->id == NULL || *place->id == '\0')
    return osr_regulation_fault (place, error, "id", "each entry has an id");
  if (place->clause == NULL || *place->clause == '\0')
    return osr_regulation_fault (place, error, clause, "each entry cites its clause");
  return TRUE;
}

int
osr_regulation_read_word (const OsrRegulationPlace *place, JsonObject *object, const char *member,
                          const char *const *words, int fallback, GError **error)
{
  const char *text = osr_json_get_string (object, member);
  g_autofree char *all = NULL;
  g_autofree char *what = NULL;

  if (fallback >= 0 && !json_object_has_member (object, member))
    return fallback;
  for (int i = 0; text != NULL && words[i] != NULL; i++) {
    if (strcmp (words[i], text) == 0)
      return i;
  }
  all = g_strjoinv (", ", (char **) words);
  what = g_strdup_printf ("expected one of %s", all);
  osr_regulation_fault (place, error, member, what);
  return -1;
}

gboolean
osr_regulation_read_text (const OsrRegulationPlace *place, JsonObject *object, const char *member,
                          OsrText2 *text, GError **error)
{
  return osr_text2_read (object, member, text) ||
         osr_regulation_fault (place, error, member, "expected a text in \"ru\" and in \"en\"");
}

gboolean
osr_regulation_read_shares (const OsrRegulationPlace *place, JsonObject *object, const char *member,
                            GArray *shares, GError **error)
{
  JsonArray *array = osr_json_get_array (object, member);
  gint last = 1000;

  if (!json_object_has_member (object, member))
    return TRUE;
  if (array == NULL)
    return osr_regulation_fault (place, error, member, "expected a list of thousandths");
  g_array_set_size (shares, 0);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    gint64 share = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
    gint small = (gint) CLAMP (share, 0, 1000);

    if (small < 1 || small >= last)
      return osr_regulation_fault (place, error, member,
                                   "expected thousandths from 1 to 999, the largest first");
    last = small;
    g_array_append_val (shares, small);
  }
  return TRUE;
}
