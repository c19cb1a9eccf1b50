/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds bytes to the reading of production calendars. Whatever they are: it ends; what it reads
 * covers its days and no others, and working time can be counted on it. */
#include <string.h>

#include "core/osr-json.h"
#include "core/time/osr-production-calendar.h"
#include "core/time/osr-work-time.h"
#include "fuzz-input.h"

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static const char *const regions[] = { NULL, "RU-BU", "RU-SAR", "RU-XX" };

/* The bytes may bring a schedule along; else two days a week work. */
static JsonObject *
make_schedule (JsonObject *document)
{
  JsonObject *own = osr_json_get_object (document, "schedule");
  static const char usual[] = "{\"week\":{\"mon\":[\"09:00-13:00\",\"14:00-18:00\"],"
                              "\"wed\":[\"09:00-18:00\"]},\"shortened_minutes\":60}";

  return own != NULL ? json_object_ref (own) : osr_json_read_object (usual, -1, 0, "usual", NULL);
}

/* Eight hours from the middle: as much lies between, or the calendar does not reach. */
static void
examine_work_time (JsonObject *document, OsrProductionCalendar *calendar)
{
  static const OsrZoneTransition transitions[] = { { 0, 3 * 3600 } };
  g_autoptr (OsrZone) zone = osr_zone_new ("Europe/Moscow", transitions, 1);
  g_autoptr (JsonObject) schedule = make_schedule (document);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWorkTime) work_time =
      osr_work_time_new_from_json (schedule, zone, calendar, &error);
  OsrDay first = osr_production_calendar_get_first (calendar);
  OsrDay last = osr_production_calendar_get_last (calendar);
  OsrInstant from = osr_zone_instant_at (zone, first + (last - first) / 2, 11 * 3600);
  OsrInstant to;

  if (work_time == NULL) {
    g_assert_nonnull (error);
    return;
  }
  to = osr_work_time_add (work_time, from, 8 * HOUR);
  if (to == OSR_INSTANT_UNKNOWN)
    return;
  g_assert_cmpint (to, >, from);
  g_assert_cmpint (osr_work_time_between (work_time, from, to), ==, 8 * HOUR);
}

static void
examine_calendar (JsonObject *document, const char *region, gboolean decrees)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrProductionCalendar) calendar =
      osr_production_calendar_new_from_json (document, region, decrees, &error);
  OsrDay first, last;

  if (calendar == NULL) {
    g_assert_nonnull (error);
    return;
  }
  first = osr_production_calendar_get_first (calendar);
  last = osr_production_calendar_get_last (calendar);
  g_assert_cmpint (last - first, >=, 364);
  for (OsrDay day = first; day <= last; day++) {
    const char *name = osr_production_calendar_get_name (calendar, day);

    g_assert_cmpint (osr_production_calendar_get_kind (calendar, day), <, OSR_DAY_NOT_COVERED);
    g_assert_true (name == NULL || g_utf8_validate (name, -1, NULL));
  }
  g_assert_cmpint (osr_production_calendar_get_kind (calendar, first - 1), ==, OSR_DAY_NOT_COVERED);
  g_assert_cmpint (osr_production_calendar_get_kind (calendar, last + 1), ==, OSR_DAY_NOT_COVERED);
  examine_work_time (document, calendar);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (JsonObject) document =
      osr_json_read_object ((const char *) data, (gssize) size, 0, "fuzz", NULL);

  for (guint i = 0; document != NULL && i < G_N_ELEMENTS (regions); i++)
    examine_calendar (document, regions[i], i % 2 == 1);
  return 0;
}

#ifndef OSR_FUZZER
int
main (int argc, char *argv[])
{
  static const char *const corpus[] = { OSR_TEST_CORPUS, OSR_TEST_DATA "/calendars", NULL };

  return fuzz_main (argc, argv, "fuzz-calendar", corpus);
}
#endif
