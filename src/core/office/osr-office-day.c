/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Zones are those that the office has adopted. */
#include "core/office/osr-office-day.h"

#include "core/time/osr-instant.h"

static OsrZone *
office_zone (OsrRegistry *registry)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);

  return regulation != NULL
             ? osr_registry_find_zone (registry, osr_regulation_get_zone (regulation))
             : NULL;
}

OsrInstant
osr_office_parse_moment (OsrRegistry *registry, const char *text, OsrDayEdge edge)
{
  OsrZone *zone = office_zone (registry);
  OsrDay day;

  if (text == NULL || !osr_day_parse (text, &day))
    return osr_instant_parse (text);
  if (zone == NULL)
    return OSR_INSTANT_UNKNOWN;
  return osr_zone_instant_at (zone, edge == OSR_DAY_ENDS ? day + 1 : day, 0);
}

char *
osr_office_format_moment (OsrRegistry *registry, OsrInstant moment, OsrDayEdge edge)
{
  OsrZone *zone = office_zone (registry);
  gint32 seconds = 0;
  int year, month, day;

  if (moment == OSR_INSTANT_UNKNOWN)
    return g_strdup ("");
  if (zone == NULL || moment % OSR_SECOND != 0)
    return osr_instant_format (moment, zone);
  osr_day_to_ymd (osr_zone_day_at (zone, moment, &seconds) - (edge == OSR_DAY_ENDS), &year, &month,
                  &day);
  return seconds != 0 ? osr_instant_format (moment, zone)
                      : g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}
