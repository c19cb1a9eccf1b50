/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds profiles and calendars for the subcommands that count without an office. */
#include "ctl/regulation/osr-ctl-profile.h"

#include <string.h>

#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "ctl/regulation/osr-ctl-regulation.h"
#include "store/osr-data.h"
#include "store/osr-tzdata.h"

JsonObject *
osr_ctl_load_data (const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = osr_data_load (name, error);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  return osr_json_read_object (data, (gssize) length, 0, name, error);
}

JsonNode *
osr_ctl_load_file (const char *path, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, error))
    return NULL;
  return osr_json_read (bytes, (gssize) length, 0, path, error);
}

JsonObject *
osr_ctl_load_object (const char *path, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, error))
    return NULL;
  return osr_json_read_object (bytes, (gssize) length, 0, path, error);
}

gboolean
osr_ctl_profile_is_file (const char *id_or_file)
{
  return strchr (id_or_file, '/') != NULL || g_str_has_suffix (id_or_file, ".json");
}

JsonObject *
osr_ctl_load_profile (const char *id_or_file, GError **error)
{
  g_autofree char *name = NULL;

  if (osr_ctl_profile_is_file (id_or_file))
    return osr_ctl_regulation_read (id_or_file, error);
  name = g_strdup_printf ("regulations/%s.json", id_or_file);
  return osr_ctl_load_data (name, error);
}

OsrRegulation *
osr_ctl_read_profile (const char *id_or_file, JsonObject *choices, GError **error)
{
  g_autoptr (JsonObject) document = osr_ctl_load_profile (id_or_file, error);

  if (document == NULL)
    return NULL;
  return osr_regulation_new_with_readings (document, choices, id_or_file, error);
}

/* The hours are read once here, so that a fault in them is told and not folded away. */
static gboolean
check_schedule (JsonObject *schedule, OsrZone *zone, JsonObject *calendar, const char *region,
                GError **error)
{
  g_autoptr (OsrProductionCalendar) days = NULL;
  g_autoptr (OsrWorkTime) work_time = NULL;

  if (schedule == NULL)
    return TRUE;
  days = osr_production_calendar_new_from_json (calendar, region, FALSE, error);
  if (days != NULL)
    work_time = osr_work_time_new_from_json (schedule, zone, days, error);
  return work_time != NULL;
}

OsrRegistry *
osr_ctl_make_registry (OsrRegulation *regulation, JsonObject *schedule, GError **error)
{
  g_autoptr (OsrRegistry) registry = osr_registry_new ();
  g_autoptr (JsonObject) calendar = osr_ctl_load_data (OSR_CTL_CALENDAR, error);
  g_autoptr (GPtrArray) zones = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_zone_unref);
  OsrZone *zone =
      calendar != NULL ? osr_tzdata_load (osr_regulation_get_zone (regulation), error) : NULL;

  if (zone == NULL)
    return NULL;
  g_ptr_array_add (zones, zone);
  if (!check_schedule (schedule, zone, calendar, osr_regulation_get_region (regulation), error))
    return NULL;
  osr_registry_apply_regulation (registry, regulation);
  if (!osr_registry_apply_calendar (registry, calendar, zones, schedule, FALSE, error))
    return NULL;
  return g_steal_pointer (&registry);
}

gboolean
osr_ctl_read_choices (GStrv readings, JsonObject **choices, GError **error)
{
  g_autoptr (JsonObject) read = json_object_new ();

  for (guint i = 0; readings != NULL && readings[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (readings[i], "=", 2);

    if (g_strv_length (parts) != 2 || *parts[0] == '\0' || *parts[1] == '\0') {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--reading: expected ID=SETTING, not “%s”"), readings[i]);
      return FALSE;
    }
    json_object_set_string_member (read, parts[0], parts[1]);
  }
  *choices = readings != NULL ? g_steal_pointer (&read) : NULL;
  return TRUE;
}
