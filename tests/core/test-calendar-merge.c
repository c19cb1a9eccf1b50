/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Next year's production calendar, put to the present one; and durations of ISO 8601. */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/time/osr-production-calendar.h"

#define YEARS_2026                                                                                 \
  "{\"years\":[{\"year\":2026,\"holidays\":[\"2026-03-08\",\"2026-05-01\",\"2026-05-09\"],"        \
  "\"moved_off\":[\"2026-03-09\"],\"shortened\":[\"2026-04-30\",\"2026-05-02\"],"                  \
  "\"working_weekends\":[\"2026-05-02\"]}],\"regions\":{\"RU-XX\":{\"name\":\"Day of the "         \
  "region\","                                                                                      \
  "\"days\":[{\"off\":\"2026-04-21\",\"shortened\":\"2026-04-20\",\"status\":\"verified\"},"       \
  "{\"off\":\"2026-04-22\",\"shortened\":\"2026-05-09\",\"status\":\"computed\"},"                 \
  "{\"off\":\"2026-04-23\",\"status\":\"unverified\"}]}}}"

static JsonObject *
json_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = osr_json_read_object (text, -1, 0, "test", &error);

  g_assert_no_error (error);
  return object;
}

static JsonObject *
merge (const char *present, const char *addition, const char *fault)
{
  g_autoptr (JsonObject) old = json_of (present);
  g_autoptr (JsonObject) new = json_of (addition);
  g_autoptr (GError) error = NULL;
  JsonObject *merged = osr_production_calendar_merge (old, new, &error);

  if (fault == NULL) {
    g_assert_no_error (error);
    return merged;
  }
  g_assert_null (merged);
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  if (strstr (error->message, fault) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, fault));
  return NULL;
}

/* Next year's calendar is one more file. */
static void
test_next_year (void)
{
  g_autoptr (JsonObject) document =
      merge (YEARS_2026,
             "{\"year\":2027,\"holidays\":[\"2027-01-01\"],\"working_weekends\":[\"2027-02-20\"],"
             "\"moved\":{\"2027-02-20\":\"2027-02-22\"},\"shortened\":[\"2027-02-20\"]}",
             NULL);
  g_autoptr (OsrProductionCalendar) calendar =
      osr_production_calendar_new_from_json (document, "RU-XX", FALSE, NULL);

  g_assert_cmpint (osr_production_calendar_get_last (calendar), ==,
                   osr_day_from_ymd (2027, 12, 31));
  g_assert_cmpint (osr_production_calendar_get_kind (calendar, osr_day_from_ymd (2027, 2, 20)), ==,
                   OSR_DAY_WORKING_WEEKEND_SHORTENED);
  g_assert_cmpint (osr_production_calendar_get_kind (calendar, osr_day_from_ymd (2026, 4, 21)), ==,
                   OSR_DAY_REGIONAL_OFF);
}

/* A region's days of a year that the addition has are replaced, those of other years stay. */
static void
test_next_year_of_a_region (void)
{
  g_autoptr (JsonObject) document =
      merge (YEARS_2026,
             "{\"years\":[{\"year\":2027,\"holidays\":[]}],\"regions\":{\"RU-XX\":{\"days\":["
             "{\"off\":\"2027-05-11\",\"status\":\"computed\"}]}}}",
             NULL);
  g_autoptr (OsrProductionCalendar) calendar =
      osr_production_calendar_new_from_json (document, "RU-XX", FALSE, NULL);

  g_assert_cmpint (osr_production_calendar_get_kind (calendar, osr_day_from_ymd (2026, 4, 21)), ==,
                   OSR_DAY_REGIONAL_OFF);
  g_assert_cmpint (osr_production_calendar_get_kind (calendar, osr_day_from_ymd (2027, 5, 11)), ==,
                   OSR_DAY_REGIONAL_OFF);
}

static void
test_next_year_refused (void)
{
  merge (YEARS_2026, "{\"year\":2028,\"holidays\":[]}", "2027 is missing between 2026 and 2028");
  merge (YEARS_2026, "{}", "years");
  merge (YEARS_2026, "{\"year\":2027}", "holidays");
  merge (YEARS_2026, "{\"year\":2027,\"holidays\":[],\"short_days\":[]}", "short_days");
  merge (YEARS_2026, "{\"year\":2027,\"holidays\":[\"2026-01-01\"]}", "2026-01-01");
  merge (YEARS_2026, "{\"year\":2027,\"holidays\":{}}", "holidays");
  merge (YEARS_2026, "{\"year\":2027,\"holidays\":[],\"working_weekends\":[\"2027-01-11\"]}",
         "2027-01-11");
}

static void
test_durations (void)
{
  static const char *const same[] = { "PT8H",     "PT1H30M",    "PT0S",    "-PT45S",
                                      "PT1H0.5S", "-PT876000H", "PT59M59S" };
  static const char *const wrong[] = { "",          "P",      "PT",
                                       "8H",        "P1D",    "PT1D",
                                       "PT1M1H",    "PT1H ",  "PT-1H",
                                       "PT1.5H",    "PT1",    "pt1h",
                                       "P1W",       "PT1H1H", "PT99999999999999999999H",
                                       "PT9999999H" };
  gint64 amount;

  for (guint i = 0; i < G_N_ELEMENTS (same); i++) {
    g_autofree char *text = NULL;

    if (strchr (same[i], '.') != NULL)
      amount = OSR_HOUR + OSR_SECOND / 2;
    else
      g_assert_true (osr_duration_parse (same[i], &amount));
    text = osr_duration_format (amount);
    g_assert_cmpstr (text, ==, same[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (osr_duration_parse (wrong[i], &amount));
  g_assert_false (osr_duration_parse (NULL, &amount));
  g_assert_true (osr_duration_parse ("PT90M", &amount));
  g_assert_cmpint (amount, ==, 90 * OSR_MINUTE);
}

#define ADD(name, test) g_test_add_func ("/core/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("calendar-merge/next-year", test_next_year);
  ADD ("calendar-merge/region", test_next_year_of_a_region);
  ADD ("calendar-merge/refused", test_next_year_refused);
  ADD ("instant/durations", test_durations);
  return g_test_run ();
}
