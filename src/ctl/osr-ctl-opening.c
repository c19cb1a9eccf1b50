/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `opening`: when the office of a regulation next works. For whoever starts a demonstration, and to
 * try a calendar. */
#include "core/osr-json.h"
#include "core/osr-work-time.h"
#include "ctl/osr-ctl-commands.h"
#include "store/osr-data.h"
#include "store/osr-tzdata.h"

#include "core/osr-registry.h"

#define OPENING_SECONDS (10 * 60 * 60)

static JsonObject *
load_document (const char *folder, const char *id, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s/%s.json", folder, id);
  g_autoptr (GBytes) bytes = osr_data_load (name, error);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  return osr_json_read_object (data, (gssize) length, 0, name, error);
}

static OsrRegistry *
make_registry (const char *id, GError **error)
{
  g_autoptr (OsrRegistry) registry = osr_registry_new ();
  g_autoptr (JsonObject) document = load_document ("regulations", id, error);
  g_autoptr (JsonObject) calendar = NULL;
  g_autoptr (OsrRegulation) regulation = NULL;
  g_autoptr (GPtrArray) zones = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_zone_unref);
  OsrZone *zone = NULL;

  if (document != NULL)
    regulation = osr_regulation_new_from_json (document, id, error);
  if (regulation == NULL)
    return NULL;
  osr_registry_apply_regulation (registry, regulation);
  calendar = load_document ("calendars", "ru", error);
  zone = osr_tzdata_load (osr_regulation_get_zone (regulation), error);
  if (calendar == NULL || zone == NULL)
    return NULL;
  g_ptr_array_add (zones, zone);
  return osr_registry_apply_calendar (registry, calendar, zones, NULL, FALSE, error)
             ? g_steal_pointer (&registry)
             : NULL;
}

/* Now if the office is working, else 10:00 of the next day on which it works at that time. */
static OsrInstant
find_opening (OsrWorkTime *work_time, OsrInstant now)
{
  OsrZone *zone = osr_work_time_get_zone (work_time);
  OsrDay last = osr_production_calendar_get_last (osr_work_time_get_calendar (work_time));
  OsrDay day = osr_zone_day_at (zone, now, NULL);

  if (osr_work_time_is_working (work_time, now))
    return now;
  for (; day <= last; day++) {
    OsrInstant opening = osr_zone_instant_at (zone, day, OPENING_SECONDS);

    if (opening >= now && osr_work_time_is_working (work_time, opening))
      return opening;
  }
  return OSR_INSTANT_UNKNOWN;
}

int
osr_ctl_opening (int argc, char **argv)
{
  g_autofree char *id = NULL, *at = NULL;
  g_autoptr (OsrRegistry) registry = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "regulation", 'r', 0, G_OPTION_ARG_STRING, &id, "Profile of the regulation", "ID" },
    { "at", 'a', 0, G_OPTION_ARG_STRING, &at, "Instead of now: 2026-03-06T10:12:00+09:00",
      "INSTANT" },
    { NULL },
  };
  OsrInstant now, opening;

  if (!osr_ctl_parse ("opening --regulation ID",
                      "Prints, in microseconds since 1970, the moment from which the office works: "
                      "now if it\ndoes, else 10:00 of the next working day.",
                      entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  now = at != NULL ? osr_instant_parse (at) : g_get_real_time ();
  if (id == NULL || now == OSR_INSTANT_UNKNOWN) {
    g_printerr ("open-sources-ctl: opening needs --regulation, and --at a moment if given\n");
    return OSR_CTL_USAGE;
  }
  registry = make_registry (id, &error);
  if (registry == NULL)
    return osr_ctl_fail (error);
  opening = find_opening (osr_registry_get_work_time (registry, NULL), now);
  if (opening == OSR_INSTANT_UNKNOWN) {
    g_printerr ("open-sources-ctl: the production calendar does not cover that date\n");
    return OSR_CTL_FAILED;
  }
  g_print ("%" G_GINT64_FORMAT "\n", opening);
  return OSR_CTL_OK;
}
