/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader's cursor: only the log that gave it takes it back, in its own epoch, and not too late. */
#include <string.h>

#include "osr-log-fixture.h"
#include "osr-read-page.h"
#include "store/osr-log-private.h"

#define DAY (24 * OSR_HOUR)

static OsrPage *
ask (LogFixture *f, const char *since, gboolean refused)
{
  g_autoptr (GError) error = NULL;
  OsrPage *page = read_changes (f->log, "ivanova", since, 1, &error);

  if (refused) {
    g_assert_null (page);
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_EPOCH);
  } else {
    g_assert_no_error (error);
  }
  return page;
}

static char *
cursor_after (LogFixture *f, const char *since)
{
  g_autoptr (OsrPage) page = ask (f, since, FALSE);

  return g_strdup (page->next);
}

static void
test_no_letter_changed (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *cursor = NULL;

  log_find (f, 1);
  cursor = cursor_after (f, NULL);
  g_assert_cmpuint (strlen (cursor), <=, 128);
  for (gsize i = 0; cursor[i] != '\0'; i++) {
    char kept = cursor[i];

    cursor[i] = kept == 'A' ? 'B' : 'A';
    ask (f, cursor, TRUE);
    cursor[i] = kept;
  }
  log_fixture_reopen (f);
  g_clear_pointer (&cursor, g_free);
  cursor = cursor_after (f, cursor);
}

static void
test_of_another_log (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (LogFixture) other = log_fixture_new ();
  g_autofree char *cursor = NULL;
  g_autofree char *epoch = NULL;

  log_find (f, 1);
  log_find (other, 1);
  cursor = cursor_after (f, NULL);
  ask (other, cursor, TRUE);
  /* the same log, restored */
  epoch = g_steal_pointer (&f->log->epoch);
  f->log->epoch = g_strdup ("later");
  ask (f, cursor, TRUE);
}

static void
test_ahead (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *cursor = NULL;

  log_find (f, 1);
  cursor = osr_log_dup_cursor (f->log, 2);
  ask (f, cursor, TRUE);
}

static void
test_too_old (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *cursor = NULL;

  log_find (f, 1);
  cursor = cursor_after (f, NULL);
  /* a quiet log makes nothing old */
  f->now += 400 * DAY;
  osr_page_free (ask (f, cursor, FALSE));
  log_find (f, 2);
  osr_page_free (ask (f, cursor, FALSE));
  f->now += 89 * DAY;
  osr_page_free (ask (f, cursor, FALSE));
  f->now += 2 * DAY;
  ask (f, cursor, TRUE);
}

/* Whoever begins anew walks through old events, and is not sent back to the beginning for it. */
static void
test_walk_through_old (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *cursor = NULL;

  for (guint i = 0; i < 5; i++)
    log_find (f, i);
  log_grant (f, "ivanova", "curator", NULL);
  f->now += 1000 * DAY;
  for (gboolean more = TRUE; more;) {
    g_autoptr (OsrPage) page = ask (f, cursor, FALSE);

    g_free (cursor);
    cursor = g_strdup (page->next);
    more = page->more;
  }
}

/* Whoever stands still keeps the cursor, and its age. */
static void
test_stands_still (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *cursor = NULL;
  g_autofree char *again = NULL;

  log_find (f, 1);
  cursor = cursor_after (f, NULL);
  f->now += DAY;
  again = cursor_after (f, cursor);
  g_assert_cmpstr (again, ==, cursor);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/cursor/no-letter-changed", test_no_letter_changed);
  g_test_add_func ("/store/cursor/of-another-log", test_of_another_log);
  g_test_add_func ("/store/cursor/ahead", test_ahead);
  g_test_add_func ("/store/cursor/too-old", test_too_old);
  g_test_add_func ("/store/cursor/walk-through-old", test_walk_through_old);
  g_test_add_func ("/store/cursor/stands-still", test_stands_still);
  return g_test_run ();
}
