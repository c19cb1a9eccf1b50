/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks of readings: what a setting's patch names must be there, and the document that it makes
 * must pass every check that the document itself passes. */
#include "core/schema/osr-regulation-check-private.h"

#include <string.h>

#include "core/osr-json.h"
#include "core/regulation/osr-merge-patch.h"

#define ALL "*"

/* One setting of one reading. */
typedef struct {
  OsrSurvey *survey;
  OsrJsonSchema *schema;
  gboolean deep; /* whether the document that it makes is worth checking */
} Trial;

static gboolean
is_list (const char *member)
{
  static const char *const lists[] = { "timers", "duties", "watches", NULL };

  return g_strv_contains (lists, member);
}

/* A null that removes what is not there was meant for something else. */
static void
check_removals (OsrSurvey *survey, JsonObject *patch, JsonObject *target)
{
  g_autoptr (GList) members = patch != NULL ? json_object_get_members (patch) : NULL;

  for (GList *l = members; l != NULL; l = l->next) {
    JsonNode *node = json_object_get_member (patch, l->data);
    gsize length;

    if (JSON_NODE_HOLDS_NULL (node)) {
      if (target == NULL || !json_object_has_member (target, l->data))
        osr_survey_fault (survey, l->data, "there is no \"%s\" to remove", (char *) l->data);
      continue;
    }
    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue;
    length = osr_survey_enter (survey, l->data);
    check_removals (survey, json_node_get_object (node), osr_json_get_object (target, l->data));
    osr_survey_leave (survey, length);
  }
}

static void
check_list_patch (OsrSurvey *survey, const char *list, JsonObject *patch)
{
  g_autoptr (GList) ids = patch != NULL ? json_object_get_members (patch) : NULL;

  for (GList *l = ids; l != NULL; l = l->next) {
    const char *id = l->data;
    JsonObject *target = osr_survey_find (survey, list, id, G_MAXUINT);
    JsonObject *changes = osr_json_get_object (patch, id);
    gsize length;

    if (!g_str_equal (id, ALL) && target == NULL) {
      osr_survey_fault (survey, id, "there is no \"%s\" among the %s", id, list);
      continue;
    }
    if (changes == NULL || target == NULL)
      continue;
    length = osr_survey_enter (survey, id);
    check_removals (survey, changes, target);
    osr_survey_leave (survey, length);
  }
}

static void
check_patch (OsrSurvey *survey, JsonObject *patch)
{
  g_autoptr (GList) members = json_object_get_members (patch);

  for (GList *l = members; l != NULL; l = l->next) {
    const char *member = l->data;
    JsonObject *changes = osr_json_get_object (patch, member);
    gsize length;

    length = osr_survey_enter (survey, member);
    if (is_list (member))
      check_list_patch (survey, member, changes);
    else
      check_removals (survey, changes, osr_json_get_object (survey->document, member));
    osr_survey_leave (survey, length);
  }
}

/* (transfer full): @value (nullable), that of @member, with @changes applied */
static JsonNode *
apply_to_member (const char *member, JsonNode *value, JsonNode *changes)
{
  JsonNode *result;

  if (value == NULL || !is_list (member) || !JSON_NODE_HOLDS_ARRAY (value) ||
      !JSON_NODE_HOLDS_OBJECT (changes))
    return osr_merge_patch (value, changes);
  result = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (result, osr_merge_patch_list (json_node_get_array (value),
                                                      json_node_get_object (changes), NULL));
  return result;
}

/* (transfer full): the document with @patch applied */
static JsonObject *
apply (JsonObject *document, JsonObject *patch)
{
  JsonObject *result = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (document);
  g_autoptr (GList) patched = json_object_get_members (patch);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (result, l->data,
                            json_node_copy (json_object_get_member (document, l->data)));
  for (GList *l = patched; l != NULL; l = l->next) {
    JsonNode *value = json_object_get_member (document, l->data);
    JsonNode *changes = json_object_get_member (patch, l->data);

    json_object_set_member (result, l->data, apply_to_member (l->data, value, changes));
  }
  return result;
}

static void
check_result (Trial *trial, JsonObject *patch)
{
  g_autoptr (JsonObject) document = apply (trial->survey->document, patch);
  g_autoptr (GPtrArray) faults = osr_json_faults_new ();

  osr_survey_document (document, trial->schema, faults);
  for (guint i = 0; i < faults->len; i++) {
    const OsrJsonFault *fault = faults->pdata[i];

    osr_survey_fault (trial->survey, NULL, "with this setting, at \"%s\": %s", fault->pointer,
                      fault->sentence);
  }
}

static void
check_setting (Trial *trial, JsonObject *setting)
{
  JsonObject *patch = osr_json_get_object (setting, "patch");
  guint before = trial->survey->faults->len;
  gsize length;

  if (patch == NULL)
    return;
  length = osr_survey_enter (trial->survey, "patch");
  check_patch (trial->survey, patch);
  if (trial->deep && trial->survey->faults->len == before)
    check_result (trial, patch);
  osr_survey_leave (trial->survey, length);
}

static void
check_reading (Trial *trial, JsonObject *reading)
{
  JsonArray *settings = osr_json_get_array (reading, "settings");
  guint n = settings != NULL ? json_array_get_length (settings) : 0;
  gsize length = osr_survey_enter (trial->survey, "settings");

  for (guint i = 0; i < n; i++) {
    JsonObject *setting = osr_json_array_get_object (settings, i);
    gsize inner = trial->survey->pointer->len;

    osr_json_pointer_append_index (trial->survey->pointer, i);
    if (setting != NULL)
      check_setting (trial, setting);
    osr_survey_leave (trial->survey, inner);
  }
  osr_survey_leave (trial->survey, length);
}

void
osr_survey_settings (OsrSurvey *survey, OsrJsonSchema *schema)
{
  JsonArray *readings = osr_json_get_array (survey->document, "readings");
  guint n = readings != NULL ? json_array_get_length (readings) : 0;
  gsize length = osr_survey_enter (survey, "readings");
  Trial trial = { survey, schema, survey->faults->len == 0 };

  for (guint i = 0; i < n; i++) {
    gsize inner = survey->pointer->len;

    osr_json_pointer_append_index (survey->pointer, i);
    check_reading (&trial, osr_json_array_get_object (readings, i));
    osr_survey_leave (survey, inner);
  }
  osr_survey_leave (survey, length);
}
