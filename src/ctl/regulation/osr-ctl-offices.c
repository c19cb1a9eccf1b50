/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays out the working time of a zone and a regulation, and keeps it for the next question. */
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/regulation/osr-regulation.h"
#include "core/time/osr-schedule.h"
#include "ctl/regulation/osr-ctl-profile.h"
#include "ctl/regulation/osr-ctl-working-time.h"
#include "store/osr-tzdata.h"

#define MOST_KEPT 256 /* working times; a batch that names more zones than that starts anew */

struct _OsrCtlOffices {
  JsonObject *schedule;
  JsonObject *calendar;
  gboolean decrees;
  GHashTable *work_times;  /* "zone\nregulation" → OsrWorkTime */
  GHashTable *regulations; /* id or file → OsrRegulation */
};

void
osr_ctl_offices_free (OsrCtlOffices *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->schedule, json_object_unref);
  g_clear_pointer (&self->calendar, json_object_unref);
  g_clear_pointer (&self->work_times, g_hash_table_unref);
  g_clear_pointer (&self->regulations, g_hash_table_unref);
  g_free (self);
}

/* A file with the hours alone, or as an administrator sets them for a body: {"schedule": {…}}. */
static JsonObject *
read_schedule (const char *path, GError **error)
{
  g_autoptr (JsonObject) document =
      path != NULL ? osr_ctl_load_object (path, error) : osr_schedule_new_default ();
  g_autoptr (OsrSchedule) trial = NULL;
  JsonObject *inner = osr_json_get_object (document, "schedule");

  if (document == NULL)
    return NULL;
  if (inner == NULL)
    inner = document;
  trial = osr_schedule_new_from_json (inner, error);
  if (trial == NULL)
    g_prefix_error (error, "%s: ", path);
  return trial != NULL ? json_object_ref (inner) : NULL;
}

static JsonObject *
read_calendars (const char *const *paths, GError **error)
{
  g_autoptr (JsonObject) whole = NULL;

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++) {
    g_autoptr (JsonObject) one = osr_ctl_load_object (paths[i], error);
    g_autoptr (JsonObject) present = g_steal_pointer (&whole);

    if (one == NULL)
      return NULL;
    if (present == NULL && json_object_has_member (one, "years")) {
      whole = g_steal_pointer (&one);
      continue;
    }
    if (present == NULL)
      present = osr_ctl_load_data (OSR_CTL_CALENDAR, error);
    if (present != NULL)
      whole = osr_production_calendar_merge (present, one, error);
    if (whole == NULL) {
      g_prefix_error (error, "%s: ", paths[i]);
      return NULL;
    }
  }
  return whole != NULL ? g_steal_pointer (&whole) : osr_ctl_load_data (OSR_CTL_CALENDAR, error);
}

OsrCtlOffices *
osr_ctl_offices_new (const char *schedule, const char *const *calendars, gboolean decrees,
                     GError **error)
{
  g_autoptr (OsrCtlOffices) self = g_new0 (OsrCtlOffices, 1);
  g_autoptr (OsrProductionCalendar) trial = NULL;

  self->decrees = decrees;
  self->work_times =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) osr_work_time_unref);
  self->regulations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) osr_regulation_unref);
  self->schedule = read_schedule (schedule, error);
  self->calendar = self->schedule != NULL ? read_calendars (calendars, error) : NULL;
  if (self->calendar == NULL)
    return NULL;
  trial = osr_production_calendar_new_from_json (self->calendar, NULL, decrees, error);
  return trial != NULL ? g_steal_pointer (&self) : NULL;
}

static OsrRegulation *
find_regulation (OsrCtlOffices *self, const char *name, GError **error)
{
  OsrRegulation *regulation = g_hash_table_lookup (self->regulations, name);

  if (regulation == NULL && (regulation = osr_ctl_read_profile (name, NULL, error)) != NULL)
    g_hash_table_insert (self->regulations, g_strdup (name), regulation);
  return regulation;
}

static OsrWorkTime *
lay_out (OsrCtlOffices *self, const char *zone_id, const char *regulation_name, GError **error)
{
  OsrRegulation *regulation = NULL;
  g_autoptr (OsrProductionCalendar) calendar = NULL;
  g_autoptr (OsrZone) zone = NULL;

  if (regulation_name != NULL &&
      (regulation = find_regulation (self, regulation_name, error)) == NULL)
    return NULL;
  if (zone_id == NULL && regulation == NULL) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "a zone is needed, or a regulation that names one");
    return NULL;
  }
  zone = osr_tzdata_load (zone_id != NULL ? zone_id : osr_regulation_get_zone (regulation), error);
  if (zone == NULL)
    return NULL;
  calendar = osr_production_calendar_new_from_json (
      self->calendar, regulation != NULL ? osr_regulation_get_region (regulation) : NULL,
      self->decrees, error);
  return calendar != NULL ? osr_work_time_new_from_json (self->schedule, zone, calendar, error)
                          : NULL;
}

OsrWorkTime *
osr_ctl_offices_find (OsrCtlOffices *self, const char *zone, const char *regulation, GError **error)
{
  g_autofree char *key =
      g_strdup_printf ("%s\n%s", zone != NULL ? zone : "", regulation != NULL ? regulation : "");
  OsrWorkTime *work_time = g_hash_table_lookup (self->work_times, key);

  if (work_time != NULL)
    return work_time;
  work_time = lay_out (self, zone, regulation, error);
  if (work_time == NULL)
    return NULL;
  if (g_hash_table_size (self->work_times) >= MOST_KEPT)
    g_hash_table_remove_all (self->work_times);
  g_hash_table_insert (self->work_times, g_steal_pointer (&key), work_time);
  return work_time;
}
