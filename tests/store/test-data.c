/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data that ship with the programs, and the time zones of this machine. */
#include "core/time/osr-instant.h"
#include "store/osr-data.h"
#include "store/osr-tzdata.h"

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_data_load ("regulations/nowhere.json", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "regulations/nowhere.json"));
}

static void
test_leads_outside (void)
{
  static const char *const names[] = { "",        "/etc/passwd", "../secret", "regulations/../../x",
                                       ".hidden", "a//b",        "a/" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (osr_data_load (names[i], &error));
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID);
  }
}

/* Whatever is listed can be loaded. */
static void
test_built_in (void)
{
  g_auto (GStrv) names = osr_data_list ("regulations");
  g_auto (GStrv) none = osr_data_list ("nowhere");

  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (names), >, 0);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *name = g_strconcat ("regulations/", names[i], NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = osr_data_load (name, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (g_bytes_get_size (bytes), >, 0);
  }
}

static void
test_offsets (void)
{
  static const struct {
    const char *zone;
    const char *moment;
    int hours;
  } rows[] = {
    { "Asia/Yakutsk", "2026-03-06T00:00:00Z", 9 },
    { "Europe/Moscow", "2026-07-01T00:00:00Z", 3 },
    { "Europe/Saratov", "2016-12-03T23:59:59+03:00", 3 },
    { "Europe/Saratov", "2016-12-04T02:00:00+03:00", 4 },
    { "Asia/Barnaul", "2016-03-27T01:59:59+06:00", 6 },
    { "Asia/Barnaul", "2016-03-27T02:00:00+06:00", 7 },
    { "Europe/Berlin", "2036-07-01T00:00:00Z", 2 },
    { "Europe/Berlin", "2037-12-01T00:00:00Z", 1 },
    { "UTC", "2026-01-01T00:00:00Z", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrZone) zone = osr_tzdata_load (rows[i].zone, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (osr_zone_get_id (zone), ==, rows[i].zone);
    g_assert_cmpint (osr_zone_get_offset (zone, osr_instant_parse (rows[i].moment)), ==,
                     rows[i].hours * 3600);
  }
}

static void
test_unknown_zones (void)
{
  static const struct {
    const char *name;
    int code;
  } rows[] = {
    { "Asia/Nowhere", OSR_STORE_ERROR_NOT_FOUND },
    { "Europe/", OSR_STORE_ERROR_NOT_FOUND },
    { "", OSR_STORE_ERROR_INVALID },
    { "+03:00", OSR_STORE_ERROR_INVALID },
    { "MSK-3", OSR_STORE_ERROR_INVALID },
    { "../../etc/passwd", OSR_STORE_ERROR_INVALID },
    { "Europe/../Europe/Moscow", OSR_STORE_ERROR_INVALID },
    { "Moscow", OSR_STORE_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (osr_tzdata_load (rows[i].name, &error));
    g_assert_error (error, OSR_STORE_ERROR, rows[i].code);
  }
}

/* Zones to choose from: every one can be loaded. */
static void
test_zone_list (void)
{
  g_auto (GStrv) zones = osr_tzdata_list ("RU");
  g_auto (GStrv) none = osr_tzdata_list ("ZZ");

  g_assert_null (none[0]);
  if (zones[0] == NULL) {
    g_test_skip ("this machine has no list of zones");
    return;
  }
  g_assert_true (g_strv_contains ((const char *const *) zones, "Asia/Yakutsk"));
  for (guint i = 0; zones[i] != NULL; i++) {
    g_autoptr (OsrZone) zone = osr_tzdata_load (zones[i], NULL);

    g_assert_nonnull (zone);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/data/missing", test_missing);
  g_test_add_func ("/store/data/leads-outside", test_leads_outside);
  g_test_add_func ("/store/data/built-in", test_built_in);
  g_test_add_func ("/store/tzdata/offsets", test_offsets);
  g_test_add_func ("/store/tzdata/unknown-zones", test_unknown_zones);
  g_test_add_func ("/store/data/zone-list", test_zone_list);
  return g_test_run ();
}
