/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regulation, calendar and schedules of the office; bodies and people are in osr-directory.c. */
#include "core/osr-registry-private.h"

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/osr-schedule.h"

#define DEFAULT_TEXT_LIMIT 16384

OsrRegistry *
osr_registry_new (void)
{
  OsrRegistry *self = g_new0 (OsrRegistry, 1);

  g_atomic_ref_count_init (&self->refs);
  self->zones =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) osr_zone_unref);
  self->schedules =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  self->work_times =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) osr_work_time_unref);
  self->text_limits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_body_free);
  self->persons = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_person_free);
  self->grants = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_grant_free);
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_account_free);
  self->topics = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_topic_free);
  self->schedule = osr_schedule_new_default ();
  return self;
}

OsrRegistry *
osr_registry_ref (OsrRegistry *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
osr_registry_unref (OsrRegistry *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->regulation, osr_regulation_unref);
  g_clear_pointer (&self->calendar, json_object_unref);
  g_clear_pointer (&self->schedule, json_object_unref);
  g_hash_table_unref (self->zones);
  g_hash_table_unref (self->schedules);
  g_hash_table_unref (self->work_times);
  g_hash_table_unref (self->text_limits);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->persons);
  g_ptr_array_unref (self->grants);
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->topics);
  g_free (self);
}

/* What was laid out with the old hours or days must be laid out anew. */
static void
forget_work_times (OsrRegistry *self)
{
  g_hash_table_remove_all (self->work_times);
}

void
osr_registry_apply_regulation (OsrRegistry *self, OsrRegulation *regulation)
{
  g_clear_pointer (&self->regulation, osr_regulation_unref);
  self->regulation = osr_regulation_ref (regulation);
  forget_work_times (self);
}

gboolean
osr_registry_apply_calendar (OsrRegistry *self, JsonObject *document, GPtrArray *zones,
                             JsonObject *schedule, gboolean decrees, GError **error)
{
  g_autoptr (OsrProductionCalendar) trial =
      osr_production_calendar_new_from_json (document, NULL, decrees, error);

  if (trial == NULL)
    return FALSE;
  g_clear_pointer (&self->calendar, json_object_unref);
  self->calendar = json_object_ref (document);
  self->decrees = decrees;
  for (guint i = 0; i < zones->len; i++) {
    OsrZone *zone = zones->pdata[i];

    g_hash_table_replace (self->zones, (gpointer) osr_zone_get_id (zone), osr_zone_ref (zone));
  }
  if (schedule != NULL) {
    json_object_unref (self->schedule);
    self->schedule = json_object_ref (schedule);
  }
  forget_work_times (self);
  return TRUE;
}

static gboolean
fold_regulation (OsrRegistry *self, OsrEvent *event)
{
  JsonObject *document = osr_json_get_object (event->members, "document");
  g_autoptr (OsrRegulation) regulation = NULL;

  if (document != NULL)
    regulation = osr_regulation_new_from_json (document, "regulation", NULL);
  if (regulation != NULL)
    osr_registry_apply_regulation (self, regulation);
  return regulation != NULL;
}

static gboolean
fold_calendar (OsrRegistry *self, OsrEvent *event)
{
  JsonObject *document = osr_json_get_object (event->members, "document");
  JsonArray *array = osr_json_get_array (event->members, "zones");
  g_autoptr (GPtrArray) zones = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_zone_unref);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = osr_json_array_get_object (array, i);
    OsrZone *zone = object != NULL ? osr_zone_new_from_json (object, NULL) : NULL;

    if (zone == NULL)
      return FALSE;
    g_ptr_array_add (zones, zone);
  }
  return document != NULL &&
         osr_registry_apply_calendar (self, document, zones, NULL,
                                      osr_json_get_boolean (event->members, "decrees", FALSE),
                                      NULL);
}

static gboolean
fold_schedule (OsrRegistry *self, OsrEvent *event)
{
  JsonObject *schedule = osr_json_get_object (event->members, "schedule");
  const char *body = osr_event_get_string (event, "body");

  if (schedule == NULL)
    return FALSE;
  if (body != NULL) {
    g_hash_table_replace (self->schedules, g_strdup (body), json_object_ref (event->members));
  } else {
    json_object_unref (self->schedule);
    self->schedule = json_object_ref (schedule);
  }
  forget_work_times (self);
  return TRUE;
}

static gboolean
fold_text_limit (OsrRegistry *self, OsrEvent *event)
{
  const char *network = osr_event_get_string (event, "network");
  gint64 characters = osr_event_get_int (event, "characters", 0);

  if (network == NULL || characters <= 0)
    return FALSE;
  g_hash_table_replace (self->text_limits, g_strdup (network),
                        g_memdup2 (&characters, sizeof characters));
  return TRUE;
}

void
osr_registry_apply (OsrRegistry *self, OsrEvent *event)
{
  gboolean understood;

  if (osr_event_is (event, "regulation-adopted"))
    understood = fold_regulation (self, event);
  else if (osr_event_is (event, "calendar-adopted"))
    understood = fold_calendar (self, event);
  else if (osr_event_is (event, "schedule-set"))
    understood = fold_schedule (self, event);
  else if (osr_event_is (event, "limit-set"))
    understood = fold_text_limit (self, event);
  else
    understood = osr_directory_apply (self, event);
  self->anomalies += !understood;
  self->version = event->version;
}

gint64
osr_registry_get_version (OsrRegistry *self)
{
  return self->version;
}

OsrRegulation *
osr_registry_get_regulation (OsrRegistry *self)
{
  return self->regulation;
}

static OsrWorkTime *
lay_out_work_time (OsrRegistry *self, const char *body)
{
  JsonObject *own = body != NULL ? g_hash_table_lookup (self->schedules, body) : NULL;
  JsonObject *schedule = own != NULL ? osr_json_get_object (own, "schedule") : self->schedule;
  const char *zone_id = own != NULL ? osr_json_get_string (own, "zone") : NULL;
  g_autoptr (OsrProductionCalendar) calendar = NULL;
  OsrZone *zone;

  if (self->regulation == NULL || self->calendar == NULL)
    return NULL;
  if (zone_id == NULL)
    zone_id = osr_regulation_get_zone (self->regulation);
  zone = g_hash_table_lookup (self->zones, zone_id);
  calendar = osr_production_calendar_new_from_json (
      self->calendar, osr_regulation_get_region (self->regulation), self->decrees, NULL);
  if (zone == NULL || calendar == NULL)
    return NULL;
  return osr_work_time_new_from_json (schedule, zone, calendar, NULL);
}

OsrWorkTime *
osr_registry_get_work_time (OsrRegistry *self, const char *body)
{
  const char *key = body != NULL && g_hash_table_contains (self->schedules, body) ? body : "";
  OsrWorkTime *work_time = g_hash_table_lookup (self->work_times, key);

  if (work_time == NULL) {
    work_time = lay_out_work_time (self, *key != '\0' ? key : NULL);
    if (work_time != NULL)
      g_hash_table_replace (self->work_times, g_strdup (key), work_time);
  }
  return work_time;
}

gint64
osr_registry_get_text_limit (OsrRegistry *self, const char *network)
{
  gint64 *characters = network != NULL ? g_hash_table_lookup (self->text_limits, network) : NULL;

  return characters != NULL ? *characters : DEFAULT_TEXT_LIMIT;
}
