/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A zone that the office knows is not sent again, but for a new calendar: that is when rules of time
 * may have changed. */
#include "coordinator/osr-office-zones.h"

#include "core/osr-json.h"
#include "store/osr-tzdata.h"

static gboolean
add_unknown (OsrRegistry *registry, JsonObject *members, const char *id, GError **error)
{
  return id == NULL || osr_registry_find_zone (registry, id) != NULL ||
         osr_tzdata_add (members, id, error);
}

static gboolean
add_all (OsrRegistry *registry, JsonObject *members, GError **error)
{
  g_auto (GStrv) zones = osr_registry_dup_zones (registry);

  for (guint i = 0; zones[i] != NULL; i++) {
    if (!osr_tzdata_add (members, zones[i], error))
      return FALSE;
  }
  return TRUE;
}

static void
set_digest (JsonObject *members, JsonObject *document)
{
  g_autofree char *text = osr_json_write_object (document);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  json_object_set_string_member (members, "digest", digest);
  if (osr_json_get_string (document, "id") != NULL)
    json_object_set_string_member (members, "id", osr_json_get_string (document, "id"));
}

gboolean
osr_office_complete (OsrRegistry *registry, const char *type, JsonObject *members, GError **error)
{
  JsonObject *document = osr_json_get_object (members, "document");

  if (g_str_equal (type, "schedule-set"))
    return add_unknown (registry, members, osr_json_get_string (members, "zone"), error);
  if (g_str_equal (type, "calendar-adopted"))
    return add_all (registry, members, error);
  if (!g_str_equal (type, "regulation-adopted") || document == NULL)
    return TRUE;
  set_digest (members, document);
  return add_unknown (registry, members, osr_json_get_string (document, "zone"), error);
}
