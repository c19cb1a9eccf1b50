/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When published replies are looked at: planned with the event, kept over a restart. */
#include "osr-log-fixture.h"
#include "store/reply/osr-log-looks.h"

static LogFixture *
with_reply (const char *type, const char *members)
{
  LogFixture *f = log_fixture_new ();
  g_autoptr (OsrRecord) record = NULL;

  log_find (f, 1);
  record = log_append (f, case_id (1), type, members, NULL);
  return f;
}

static OsrLook *
find (LogFixture *f)
{
  g_autoptr (GError) error = NULL;
  OsrLook *look = osr_log_find_look (f->log, &error);

  g_assert_no_error (error);
  return look;
}

static void
test_planned (void)
{
  g_autoptr (LogFixture) f = with_reply ("published", "{\"kind\":\"final\",\"url\":\"u\"}");
  g_autoptr (OsrLook) look = NULL;
  g_autoptr (OsrLook) later = NULL;

  g_assert_null (find (f));
  g_assert_cmpint (osr_log_next_look (f->log), ==, f->now + OSR_HOUR);
  f->now += OSR_HOUR;
  log_fixture_reopen (f);
  look = find (f);
  g_assert_cmpstr (look->case_id, ==, case_id (1));
  g_assert_cmpint (look->version, ==, 2);
  g_assert_cmpint (look->step, ==, OSR_LOOK_HOUR);
  look->step = OSR_LOOK_DAY;
  look->due_at = f->now + OSR_MINUTE;
  look->failures = 3;
  g_assert_true (osr_log_update_look (f->log, look, NULL));
  g_assert_null (find (f));
  f->now += OSR_MINUTE;
  later = find (f);
  g_assert_cmpint (later->step, ==, OSR_LOOK_DAY);
  g_assert_cmpint (later->failures, ==, 3);
  g_assert_true (osr_log_end_look (f->log, later, NULL));
  g_assert_null (find (f));
  g_assert_cmpint (osr_log_next_look (f->log), ==, OSR_INSTANT_UNKNOWN);
}

/* What a person says to have published is read back at once. */
static void
test_by_hand (void)
{
  g_autoptr (LogFixture) f = with_reply (
      "published-by-hand", "{\"kind\":\"final\",\"url\":\"u\",\"proof\":\"read-back\"}");
  g_autoptr (OsrLook) look = find (f);

  g_assert_cmpint (look->step, ==, OSR_LOOK_READ_BACK);
}

/* Other events plan nothing. */
static void
test_others (void)
{
  g_autoptr (LogFixture) f = with_reply ("noted", NULL);

  g_assert_cmpint (osr_log_next_look (f->log), ==, OSR_INSTANT_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/looks/planned", test_planned);
  g_test_add_func ("/store/looks/by-hand", test_by_hand);
  g_test_add_func ("/store/looks/others", test_others);
  return g_test_run ();
}
