/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readings of a profile: they are read before anything else, since the setting that an office has
 * chosen may change every other member. */
#include "core/regulation/osr-reading.h"

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/regulation/osr-merge-patch.h"
#include "core/regulation/osr-regulation-private.h"

static void
setting_free (OsrReadingSetting *setting)
{
  osr_text2_clear (&setting->text);
  g_clear_pointer (&setting->patch, json_object_unref);
  g_free (setting);
}

void
osr_reading_free (OsrReading *reading)
{
  g_free (reading->clauses);
  osr_text2_clear (&reading->question);
  g_ptr_array_unref (reading->settings);
  g_free (reading);
}

const OsrReadingSetting *
osr_reading_get_chosen (const OsrReading *reading)
{
  return reading->settings->pdata[reading->chosen];
}

static gboolean
find_index (const OsrReading *reading, const char *id, guint *index)
{
  for (guint i = 0; i < reading->settings->len; i++) {
    if (g_strcmp0 (((OsrReadingSetting *) reading->settings->pdata[i])->id, id) == 0) {
      *index = i;
      return TRUE;
    }
  }
  return FALSE;
}

const OsrReadingSetting *
osr_reading_find_setting (const OsrReading *reading, const char *id)
{
  guint index;

  return find_index (reading, id, &index) ? reading->settings->pdata[index] : NULL;
}

/* What a reading may not touch: what the profile is, and the readings themselves. */
static gboolean
check_patch (const OsrRegulationPlace *place, JsonObject *patch, GError **error)
{
  static const char *const fixed[] = { "id",     "version", "title", "act",
                                       "region", "zone",    "roles", "readings" };

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++) {
    g_autofree char *what = NULL;

    if (!json_object_has_member (patch, fixed[i]))
      continue;
    what = g_strdup_printf ("a reading does not change \"%s\"", fixed[i]);
    return osr_regulation_fault (place, error, "patch", what);
  }
  return TRUE;
}

static gboolean
read_setting (const OsrRegulationPlace *place, JsonObject *object, OsrReading *reading,
              GError **error)
{
  const char *id = osr_json_get_string (object, "id");
  JsonObject *patch = osr_json_get_object (object, "patch");
  gboolean first = reading->settings->len == 0;
  OsrReadingSetting *setting;

  if (id == NULL || *id == '\0' || osr_reading_find_setting (reading, id) != NULL)
    return osr_regulation_fault (place, error, "settings", "each setting has an \"id\" of its own");
  if (patch == NULL && json_object_has_member (object, "patch"))
    return osr_regulation_fault (place, error, "patch", "expected an object");
  if (patch != NULL && first)
    return osr_regulation_fault (place, error, "patch",
                                 "the first setting is the document as it stands");
  if (patch != NULL && !check_patch (place, patch, error))
    return FALSE;
  setting = g_new0 (OsrReadingSetting, 1);
  setting->id = g_intern_string (id);
  setting->patch = patch != NULL ? json_object_ref (patch) : NULL;
  g_ptr_array_add (reading->settings, setting);
  return osr_regulation_read_text (place, object, "text", &setting->text, error);
}

static gboolean
read_settings (const OsrRegulationPlace *place, JsonObject *object, OsrReading *reading,
               GError **error)
{
  JsonArray *array = osr_json_get_array (object, "settings");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (n < 2)
    return osr_regulation_fault (place, error, "settings", "expected at least two ways to read it");
  for (guint i = 0; i < n; i++) {
    JsonObject *setting = osr_json_array_get_object (array, i);

    if (setting == NULL)
      return osr_regulation_fault (place, error, "settings", "expected objects");
    if (!read_setting (place, setting, reading, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_reading (OsrRegulationPlace *place, JsonObject *object, OsrReading *reading, GError **error)
{
  if (!osr_regulation_read_entry (place, object, "clauses", error))
    return FALSE;
  reading->id = g_intern_string (place->id);
  reading->clauses = g_strdup (place->clause);
  reading->number = (int) CLAMP (osr_json_get_int (object, "number", 0), 0, 99);
  return osr_regulation_read_text (place, object, "question", &reading->question, error) &&
         read_settings (place, object, reading, error);
}

gboolean
osr_regulation_read_readings (OsrRegulation *self, const char *where, GError **error)
{
  JsonArray *array = osr_json_get_array (self->source, "readings");
  OsrRegulationPlace place = { where, NULL, 0, NULL, NULL };

  if (array == NULL && json_object_has_member (self->source, "readings"))
    return osr_regulation_fault (&place, error, "readings", "expected a list");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    OsrReading *reading = g_new0 (OsrReading, 1);
    OsrRegulationPlace entry = { where, "readings", i, NULL, NULL };
    JsonObject *object = osr_json_array_get_object (array, i);

    reading->settings = g_ptr_array_new_with_free_func ((GDestroyNotify) setting_free);
    g_ptr_array_add (self->readings, reading);
    if (!read_reading (&entry, object, reading, error))
      return FALSE;
    if (osr_regulation_find_reading (self, reading->id) != reading)
      return osr_regulation_fault (&entry, error, "id", "the same reading twice");
  }
  return TRUE;
}

/* @patched: a copy of the document's top level; lists of objects are patched by id. */
static gboolean
apply_member (JsonObject *patched, const char *member, JsonNode *patch, const char **unknown)
{
  static const char *const lists[] = { "timers", "duties", "watches", NULL };
  JsonArray *list = osr_json_get_array (patched, member);

  *unknown = NULL;
  if (list != NULL && g_strv_contains (lists, member) && JSON_NODE_HOLDS_OBJECT (patch))
    json_object_set_array_member (
        patched, member, osr_merge_patch_list (list, json_node_get_object (patch), unknown));
  else if (JSON_NODE_HOLDS_NULL (patch))
    json_object_remove_member (patched, member);
  else
    json_object_set_member (patched, member,
                            osr_merge_patch (json_object_get_member (patched, member), patch));
  return *unknown == NULL;
}

static JsonObject *
copy_top (JsonObject *document)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, document);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, json_node_copy (node));
  return copy;
}

static gboolean
apply_patch (OsrRegulation *self, const OsrRegulationPlace *place, JsonObject *patch,
             GError **error)
{
  g_autoptr (JsonObject) patched = copy_top (self->document);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, patch);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    const char *unknown;

    if (!apply_member (patched, name, node, &unknown)) {
      g_autofree char *what = g_strdup_printf ("\"%s\" has no \"%s\"", name, unknown);

      return osr_regulation_fault (place, error, "patch", what);
    }
  }
  json_object_unref (self->document);
  self->document = g_steal_pointer (&patched);
  return TRUE;
}

static gboolean
check_choices (OsrRegulation *self, JsonObject *choices, const char *where, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, choices);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    const OsrReading *reading = osr_regulation_find_reading (self, name);
    const char *setting = osr_json_get_string (choices, name);

    if (reading != NULL && osr_reading_find_setting (reading, setting) != NULL)
      continue;
    if (reading != NULL)
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                   "%s: reading \"%s\" (clause %s) has no setting \"%s\"", where, name,
                   reading->clauses, setting != NULL ? setting : "?");
    else
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: there is no reading \"%s\"",
                   where, name);
    return FALSE;
  }
  return TRUE;
}

gboolean
osr_regulation_choose (OsrRegulation *self, JsonObject *choices, const char *where, GError **error)
{
  if (choices == NULL)
    return TRUE;
  if (!check_choices (self, choices, where, error))
    return FALSE;
  for (guint i = 0; i < self->readings->len; i++) {
    OsrReading *reading = self->readings->pdata[i];
    OsrRegulationPlace place = { where, "readings", i, reading->id, reading->clauses };
    const char *id = osr_json_get_string (choices, reading->id);
    const OsrReadingSetting *setting;

    if (id == NULL || !find_index (reading, id, &reading->chosen))
      continue;
    setting = osr_reading_get_chosen (reading);
    if (setting->patch != NULL && !apply_patch (self, &place, setting->patch, error))
      return FALSE;
  }
  return TRUE;
}
