/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records, entries and pages from a network that may send anything. */
#include <string.h>

#include "core/osr-error.h"
#include "net/osr-net-error.h"
#include "osr-log-fixture.h"
#include "osr-read-page.h"

#define HASH "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define META "{\\\"seq\\\":1,\\\"case\\\":\\\"c\\\",\\\"version\\\":1}"

static void
test_round_trip (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrRecord) record = log_append (
      f, case_id (1), "noted", NULL, "{\"text\":\"👨‍👩‍👧 \\u202e \\\" \\\\ \\n\"}");
  g_autoptr (JsonObject) object = osr_record_to_json (record);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrRecord) back = osr_record_new_from_json (object, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back->meta, record->meta));
  g_assert_true (g_bytes_equal (back->payload, record->payload));
  g_assert_true (g_bytes_equal (back->salt, record->salt));
  g_assert_cmpstr (back->digest, ==, record->digest);
  g_assert_true (osr_record_follows (back, NULL));
}

static void
test_bad_records (void)
{
  static const char *const rows[] = {
    "{}",
    "{\"meta\":1,\"hash\":\"" HASH "\"}",
    "{\"meta\":\"\",\"hash\":\"" HASH "\"}",
    "{\"meta\":\"[]\",\"hash\":\"" HASH "\"}",
    "{\"meta\":\"{\\\"seq\\\":1}\",\"hash\":\"" HASH "\"}",
    "{\"meta\":\"" META "\"}",
    "{\"meta\":\"" META "\",\"hash\":\"abc\"}",
    "{\"meta\":\"" META "\",\"hash\":\"" HASH "\",\"payload\":\"{}\"}",
    "{\"meta\":\"" META "\",\"hash\":\"" HASH "\",\"salt\":\"00\"}",
    "{\"meta\":\"" META "\",\"hash\":\"" HASH "\",\"payload\":\"{}\",\"salt\":\"0\"}",
    "{\"meta\":\"" META "\",\"hash\":\"" HASH "\",\"payload\":\"{}\",\"salt\":\"zz\"}",
    "{\"meta\":\"" META "\",\"hash\":\"" HASH "\",\"payload\":\"{}\",\"salt\":\"\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) object = object_of (rows[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (osr_record_new_from_json (object, &error));
    g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  }
}

static void
assert_refused (const char *page)
{
  g_autoptr (GBytes) body = g_bytes_new (page, strlen (page));
  g_autoptr (GError) error = NULL;

  g_assert_null (read_page (body, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
}

static void
test_bad_pages (void)
{
  static const char *const entries[] = {
    "1",
    "{}",
    "{\"kind\":\"event\"}",
    "{\"kind\":\"other\",\"case\":\"c\"}",
    "{\"kind\":\"case\",\"case\":\"c\"}",
    "{\"kind\":\"case\",\"case\":\"c\",\"events\":[]}",
    "{\"kind\":\"case\",\"case\":\"c\",\"events\":[1]}",
    "{\"kind\":\"event\",\"case\":\"d\",\"meta\":\"" META "\",\"hash\":\"" HASH "\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    g_autofree char *json =
        g_strdup_printf ("{\"epoch\":\"e\",\"next\":\"c\",\"entries\":[%s]}", entries[i]);

    assert_refused (json);
  }
}

static void
test_page_members (void)
{
  static const char *const rows[] = { "{\"epoch\":\"e\",\"next\":1,\"entries\":[]}",
                                      "{\"epoch\":\"e\",\"entries\":[]}",
                                      "{\"next\":\"c\",\"entries\":[]}",
                                      "{\"epoch\":\"e\",\"next\":\"c\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refused (rows[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/record/round-trip", test_round_trip);
  g_test_add_func ("/store/record/bad-records", test_bad_records);
  g_test_add_func ("/store/record/bad-pages", test_bad_pages);
  g_test_add_func ("/store/record/page-members", test_page_members);
  return g_test_run ();
}
