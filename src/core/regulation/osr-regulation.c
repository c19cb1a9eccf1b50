/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile as a whole: first its readings, then the document as the office reads it, then roles and
 * timers. Every fault names the file, the member and the clause, so that whoever writes a region's
 * file can mend it; nothing missing is guessed. */
#include "core/regulation/osr-regulation.h"

#include "core/duties/osr-duty.h"
#include "core/osr-json.h"
#include "core/regulation/osr-regulation-private.h"

static OsrRegulation *
regulation_new (JsonObject *document)
{
  OsrRegulation *self = g_new0 (OsrRegulation, 1);

  g_ref_count_init (&self->refs);
  self->source = json_object_ref (document);
  self->document = json_object_ref (document);
  self->timers = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_timer_spec_free);
  self->roles = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_role_free);
  self->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_reading_free);
  self->notices = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_notice_spec_free);
  self->warnings = g_array_new (FALSE, FALSE, sizeof (gint));
  self->ends = g_array_new (FALSE, FALSE, sizeof (OsrTrigger));
  return self;
}

static gboolean
check_head (OsrRegulation *self, const char *where, GError **error)
{
  static const char *const words[] = { "id", "zone", "region" };
  static const char *const lists[] = { "draft_kinds", "networks" };
  OsrRegulationPlace place = { where, NULL, 0, NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    const char *word = osr_json_get_string (self->document, words[i]);

    if (word == NULL || *word == '\0')
      return osr_regulation_fault (&place, error, words[i], "expected a word");
  }
  if (osr_regulation_get_title (self, NULL) == NULL ||
      osr_regulation_get_title (self, "ru") == NULL)
    return osr_regulation_fault (&place, error, "title", "expected a text in \"ru\" and in \"en\"");
  if (osr_regulation_get_version (self) < 1)
    return osr_regulation_fault (&place, error, "version", "expected a number from 1");
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    if (osr_json_get_array (self->document, lists[i]) == NULL)
      return osr_regulation_fault (&place, error, lists[i], "expected a list");
  }
  return TRUE;
}

static gboolean
read_warnings (OsrRegulation *self, const char *where, GError **error)
{
  JsonObject *warnings = osr_json_get_object (self->document, "warnings");
  OsrRegulationPlace place = { where, NULL, 0, NULL, NULL };

  if (warnings == NULL)
    return !json_object_has_member (self->document, "warnings") ||
           osr_regulation_fault (&place, error, "warnings", "expected an object");
  return osr_regulation_read_shares (&place, warnings, "shares", self->warnings, error);
}

/* Reading 13: a message not to be processed, a closed case and a deleted message have no limits. */
static gboolean
read_ends (OsrRegulation *self, const char *where, GError **error)
{
  static const char *const usual[] = { "dismissed", "closed", "message-deleted" };
  OsrRegulationPlace place = { where, NULL, 0, NULL, NULL };

  if (osr_triggers_read (self->document, "ends", self->ends) >= 0)
    return osr_regulation_fault (&place, error, "ends", "expected a list of events");
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++) {
    OsrTrigger trigger = { .type = g_intern_static_string (usual[i]) };

    if (!json_object_has_member (self->document, "ends"))
      g_array_append_val (self->ends, trigger);
  }
  return TRUE;
}

/* What a rule is, the schema says; here only that it can be found and cites its clause. */
static gboolean
check_rules (OsrRegulation *self, const char *where, GError **error)
{
  OsrRegulationPlace place = { where, NULL, 0, NULL, NULL };

  return osr_json_get_object (self->document, "rules") != NULL ||
         !json_object_has_member (self->document, "rules") ||
         osr_regulation_fault (&place, error, "rules", "expected an object");
}

/* What is owed besides cases is read when it is asked for; here only that it can be. */
static gboolean
check_duties (OsrRegulation *self, const char *where, GError **error)
{
  g_autoptr (OsrDutySpecs) specs = osr_duty_specs_new_from_json (self->document, where, error);

  return specs != NULL;
}

OsrRegulation *
osr_regulation_new_from_json (JsonObject *document, const char *where, GError **error)
{
  return osr_regulation_new_with_readings (document, NULL, where, error);
}

OsrRegulation *
osr_regulation_new_with_readings (JsonObject *document, JsonObject *choices, const char *where,
                                  GError **error)
{
  g_autoptr (OsrRegulation) self = regulation_new (document);

  if (!check_head (self, where, error) || !osr_regulation_read_readings (self, where, error) ||
      !osr_regulation_choose (self, choices, where, error) || !check_head (self, where, error) ||
      !check_rules (self, where, error) || !read_ends (self, where, error) ||
      !read_warnings (self, where, error) || !osr_regulation_read_roles (self, where, error) ||
      !osr_regulation_read_notices (self, where, error) ||
      !osr_regulation_read_timers (self, where, error) || !check_duties (self, where, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
check_setting (JsonObject *document, const OsrReading *reading, const char *setting,
               const char *where, GError **error)
{
  g_autoptr (JsonObject) choices = json_object_new ();
  g_autoptr (OsrRegulation) trial = NULL;

  json_object_set_string_member (choices, reading->id, setting);
  trial = osr_regulation_new_with_readings (document, choices, where, error);
  if (trial == NULL)
    g_prefix_error (error, "with reading \"%s\" set to \"%s\": ", reading->id, setting);
  return trial != NULL;
}

gboolean
osr_regulation_check_settings (JsonObject *document, const char *where, GError **error)
{
  g_autoptr (OsrRegulation) self = osr_regulation_new_from_json (document, where, error);

  for (guint i = 0; self != NULL && i < self->readings->len; i++) {
    const OsrReading *reading = self->readings->pdata[i];

    for (guint j = 0; j < reading->settings->len; j++) {
      const OsrReadingSetting *setting = reading->settings->pdata[j];

      if (!check_setting (document, reading, setting->id, where, error))
        return FALSE;
    }
  }
  return self != NULL;
}

OsrRegulation *
osr_regulation_ref (OsrRegulation *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
osr_regulation_unref (OsrRegulation *self)
{
  if (self == NULL || !g_ref_count_dec (&self->refs))
    return;
  json_object_unref (self->source);
  json_object_unref (self->document);
  g_ptr_array_unref (self->timers);
  g_ptr_array_unref (self->roles);
  g_ptr_array_unref (self->readings);
  g_ptr_array_unref (self->notices);
  g_array_unref (self->warnings);
  g_array_unref (self->ends);
  g_free (self);
}

const char *
osr_regulation_get_id (OsrRegulation *self)
{
  return osr_json_get_string (self->document, "id");
}

gint64
osr_regulation_get_version (OsrRegulation *self)
{
  return osr_json_get_int (self->document, "version", 0);
}

const char *
osr_regulation_get_title (OsrRegulation *self, const char *language)
{
  return osr_json_get_string (osr_json_get_object (self->document, "title"),
                              g_strcmp0 (language, "ru") == 0 ? "ru" : "en");
}

const char *
osr_regulation_get_region (OsrRegulation *self)
{
  return osr_json_get_string (self->document, "region");
}

const char *
osr_regulation_get_zone (OsrRegulation *self)
{
  return osr_json_get_string (self->document, "zone");
}

JsonObject *
osr_regulation_get_document (OsrRegulation *self)
{
  return self->document;
}

JsonObject *
osr_regulation_get_source (OsrRegulation *self)
{
  return self->source;
}

GPtrArray *
osr_regulation_get_timers (OsrRegulation *self)
{
  return self->timers;
}

const OsrTimerSpec *
osr_regulation_find_timer (OsrRegulation *self, const char *id)
{
  for (guint i = 0; i < self->timers->len; i++) {
    const OsrTimerSpec *spec = self->timers->pdata[i];

    if (g_strcmp0 (spec->id, id) == 0)
      return spec;
  }
  return NULL;
}

GPtrArray *
osr_regulation_get_readings (OsrRegulation *self)
{
  return self->readings;
}

const OsrReading *
osr_regulation_find_reading (OsrRegulation *self, const char *id)
{
  for (guint i = 0; i < self->readings->len; i++) {
    const OsrReading *reading = self->readings->pdata[i];

    if (g_strcmp0 (reading->id, id) == 0)
      return reading;
  }
  return NULL;
}

GPtrArray *
osr_regulation_get_roles (OsrRegulation *self)
{
  return self->roles;
}

const OsrRole *
osr_regulation_find_role (OsrRegulation *self, const char *id)
{
  for (guint i = 0; i < self->roles->len; i++) {
    const OsrRole *role = self->roles->pdata[i];

    if (g_strcmp0 (role->id, id) == 0)
      return role;
  }
  return NULL;
}

GArray *
osr_regulation_get_ends (OsrRegulation *self)
{
  return self->ends;
}

JsonObject *
osr_regulation_get_rule (OsrRegulation *self, const char *rule)
{
  return osr_json_get_object (osr_json_get_object (self->document, "rules"), rule);
}

JsonArray *
osr_regulation_get_rule_list (OsrRegulation *self, const char *rule)
{
  return osr_json_get_array (osr_json_get_object (self->document, "rules"), rule);
}

gboolean
osr_regulation_has_rule (OsrRegulation *self, const char *rule)
{
  JsonArray *list = osr_regulation_get_rule_list (self, rule);

  return osr_regulation_get_rule (self, rule) != NULL ||
         (list != NULL && json_array_get_length (list) > 0);
}

gboolean
osr_regulation_has_step (OsrRegulation *self, const char *step)
{
  return osr_json_get_object (osr_json_get_object (self->document, "steps"), step) != NULL;
}

static gboolean
list_has (JsonArray *array, const char *text)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++) {
    if (g_strcmp0 (osr_json_array_get_string (array, i), text) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_regulation_allows_kind (OsrRegulation *self, const char *kind)
{
  return list_has (osr_json_get_array (self->document, "draft_kinds"), kind);
}

JsonArray *
osr_regulation_get_networks (OsrRegulation *self)
{
  return osr_json_get_array (self->document, "networks");
}

gboolean
osr_regulation_has_network (OsrRegulation *self, const char *network)
{
  return list_has (osr_json_get_array (self->document, "networks"), network);
}

static JsonObject *
find_step (OsrRegulation *self, const char *step)
{
  return osr_json_get_object (osr_json_get_object (self->document, "steps"), step);
}

gboolean
osr_regulation_permits (OsrRegulation *self, const char *role, const char *step,
                        const char **clause)
{
  JsonObject *object = find_step (self, step);

  if (clause != NULL)
    *clause = osr_json_get_string (object, "clause");
  return list_has (osr_json_get_array (object, "roles"), role);
}

gboolean
osr_regulation_needs_reason (OsrRegulation *self, const char *step)
{
  return osr_json_get_boolean (find_step (self, step), "reason", FALSE);
}
