/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `opening`: when the office of a regulation next works. For whoever starts a demonstration, and to
 * try a calendar. */
#include <glib/gi18n.h>

#include "core/osr-registry.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/regulation/osr-ctl-profile.h"
#include "ctl/regulation/osr-ctl-timeline.h"

#define OPENING_SECONDS (10 * 60 * 60)

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

/* The profile goes with it, for a program that knows neither profiles nor where they are. */
static void
print_with_profile (OsrInstant opening, OsrRegulation *regulation)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *answer = json_object_new ();

  json_node_take_object (node, answer);
  json_object_set_int_member (answer, "opening", opening);
  json_object_set_object_member (answer, "regulation",
                                 json_object_ref (osr_regulation_get_document (regulation)));
  osr_ctl_print_json (node);
}

static int
show_opening (const char *id_or_file, OsrInstant now, gboolean with_profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrRegulation) regulation = osr_ctl_read_profile (id_or_file, NULL, &error);
  g_autoptr (OsrRegistry) registry =
      regulation != NULL ? osr_ctl_make_registry (regulation, NULL, &error) : NULL;
  OsrInstant opening;

  if (registry == NULL)
    return osr_ctl_fail (error);
  opening = find_opening (osr_registry_get_work_time (registry, NULL), now);
  if (opening == OSR_INSTANT_UNKNOWN) {
    g_printerr ("open-sources-ctl: the production calendar does not cover that date\n");
    return OSR_CTL_FAILED;
  }
  if (with_profile)
    print_with_profile (opening, regulation);
  else
    g_print ("%" G_GINT64_FORMAT "\n", opening);
  return OSR_CTL_OK;
}

int
osr_ctl_opening (int argc, char **argv)
{
  g_autofree char *id = NULL, *at = NULL;
  gboolean with_profile = FALSE;
  const GOptionEntry entries[] = {
    { "regulation", 'r', 0, G_OPTION_ARG_FILENAME, &id, N_ ("Profile of the regulation"),
      N_ ("ID_OR_FILE") },
    { "at", 'a', 0, G_OPTION_ARG_STRING, &at, N_ ("Instead of now: 2026-03-06T10:12:00+09:00"),
      N_ ("INSTANT") },
    { "with-profile", 0, 0, G_OPTION_ARG_NONE, &with_profile,
      N_ ("Print JSON: the moment and the profile"), NULL },
    { NULL },
  };
  OsrInstant now;

  if (!osr_ctl_parse (
          "opening --regulation ID_OR_FILE",
          _ ("Prints, in microseconds since 1970, the moment from which the office works: "
             "now if it\ndoes, else 10:00 of the next working day."),
          entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  now = at != NULL ? osr_instant_parse (at) : g_get_real_time ();
  if (id == NULL || now == OSR_INSTANT_UNKNOWN) {
    g_printerr ("open-sources-ctl: opening needs --regulation, and --at a moment if given\n");
    return OSR_CTL_USAGE;
  }
  return show_opening (id, now, with_profile);
}
