/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The production calendar of a region as a value: what each day of the covered years is. It knows
 * no hours and no zone; a schedule laid over it gives working time (osr-work-time.h). */
#pragma once

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

typedef struct _OsrProductionCalendar OsrProductionCalendar;

typedef enum {
  OSR_DAY_ORDINARY,        /* as the week says */
  OSR_DAY_SHORTENED,       /* the day before a holiday: one hour less */
  OSR_DAY_WORKING_WEEKEND, /* a Saturday or Sunday that works, its day off having been moved */
  OSR_DAY_WORKING_WEEKEND_SHORTENED,
  OSR_DAY_HOLIDAY,      /* public holiday */
  OSR_DAY_MOVED_OFF,    /* a day off moved here */
  OSR_DAY_REGIONAL_OFF, /* non-working by the law of the region */
  OSR_DAY_DECREE_OFF,   /* non-working by decree, while the office has that switch on */
  OSR_DAY_NOT_COVERED,  /* outside the years that the calendar knows */
  /* set one by one by an administrator; never what the production calendar itself says */
  OSR_DAY_OFFICE_OFF,  /* the office does not work */
  OSR_DAY_OFFICE_ON,   /* the office works, though the day is off */
  OSR_DAY_OFFICE_HOURS /* the office works at hours of that day alone */
} OsrDayKind;

/**
 * osr_production_calendar_new_from_json:
 * @document: the calendar document: {"id","years":[…],"regions":{…}} (data/calendars/README)
 * @region: (nullable): ISO 3166-2 code whose regional days apply, e.g. "RU-AMU"
 * @decrees: whether days off by decree count as off (reading 5)
 * @error: %OSR_CORE_ERROR_INVALID naming the year and the member
 *
 * Years must follow each other without a gap. Only regional days whose status is "verified" or
 * "computed" count.
 */
OsrProductionCalendar *osr_production_calendar_new_from_json (JsonObject *document,
                                                              const char *region, gboolean decrees,
                                                              GError **error);

/**
 * osr_production_calendar_merge:
 * @present: the calendar document in force
 * @addition: another one, or one year of it: {"year": 2028, "holidays": […], …}
 * @error: %OSR_CORE_ERROR_INVALID naming the year that would be missing, or what is wrong
 *
 * Puts next year's calendar, one more file, to the present one. A year that both have is taken from
 * @addition; of a region's days those of the years that @addition has for that region are replaced.
 * Years of @addition are read strictly: a member that is not known is a fault, since days under a
 * misspelt name would silently be ordinary ones.
 *
 * Returns: (transfer full): the document with both, its years ascending
 */
JsonObject *osr_production_calendar_merge (JsonObject *present, JsonObject *addition,
                                           GError **error);
OsrProductionCalendar *osr_production_calendar_ref (OsrProductionCalendar *calendar);
void osr_production_calendar_unref (OsrProductionCalendar *calendar);

/* First and last covered day. */
OsrDay osr_production_calendar_get_first (OsrProductionCalendar *calendar);
OsrDay osr_production_calendar_get_last (OsrProductionCalendar *calendar);
OsrDayKind osr_production_calendar_get_kind (OsrProductionCalendar *calendar, OsrDay day);

/**
 * osr_production_calendar_find_moved:
 * @to: (out): the day that is off instead of @day; it may lie outside the covered years
 *
 * Returns: whether the document says where the day off of @day, a working weekend, was moved
 */
gboolean osr_production_calendar_find_moved (OsrProductionCalendar *calendar, OsrDay day,
                                             OsrDay *to);

/* (nullable): the name of the holiday on @day, in the language of the document. */
const char *osr_production_calendar_get_name (OsrProductionCalendar *calendar, OsrDay day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrProductionCalendar, osr_production_calendar_unref)

G_END_DECLS
