/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leases of publications: one holder at a time, and a holder who slept too long changes nothing. */
#include "osr-log-fixture.h"
#include "store/osr-log-publications.h"

#define LEASE (120 * OSR_SECOND)

static LogFixture *
with_queue (guint n)
{
  LogFixture *f = log_fixture_new ();

  for (guint i = 1; i <= n; i++) {
    OsrPublication one = { .case_id = (char *) case_id (i),
                           .intent = 7,
                           .guid = (char *) "guid",
                           .account = (char *) "roads",
                           .draft = 5,
                           .digest = (char *) "digest" };
    g_autoptr (GError) error = NULL;

    osr_log_queue_publication (f->log, &one, &error);
    g_assert_no_error (error);
    f->now += OSR_SECOND;
  }
  return f;
}

static OsrPublication *
take (LogFixture *f, gint64 lease)
{
  g_autoptr (GError) error = NULL;
  OsrPublication *one = osr_log_take_publication (f->log, lease, &error);

  g_assert_no_error (error);
  return one;
}

static void
test_taken (void)
{
  g_autoptr (LogFixture) f = with_queue (2);
  g_autoptr (OsrPublication) first = take (f, LEASE);
  g_autoptr (OsrPublication) second = take (f, LEASE);

  g_assert_cmpstr (first->case_id, ==, case_id (1));
  g_assert_cmpint (first->intent, ==, 7);
  g_assert_cmpint (first->draft, ==, 5);
  g_assert_cmpint (first->state, ==, OSR_PUBLICATION_QUEUED);
  g_assert_cmpint (first->first_sent_at, ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (first->lease, ==, 1);
  g_assert_cmpint (first->lease_until, >, osr_publication_boot_time ());
  g_assert_cmpstr (second->case_id, ==, case_id (2));
  g_assert_null (take (f, LEASE));
}

static void
test_updated (void)
{
  g_autoptr (LogFixture) f = with_queue (1);
  g_autoptr (OsrPublication) held = take (f, LEASE);
  g_autoptr (OsrPublication) read = NULL;
  g_autoptr (OsrPublication) again = NULL;
  g_autoptr (GPtrArray) open = NULL;

  held->state = OSR_PUBLICATION_UNCERTAIN;
  held->attempt = 1;
  held->first_sent_at = f->now;
  held->absent_reads = 1;
  held->last_read_at = f->now + 1;
  held->next_at = f->now + OSR_MINUTE;
  g_assert_true (osr_log_update_publication (f->log, held, TRUE, NULL));
  read = osr_log_find_publication (f->log, case_id (1), 7, NULL);
  g_assert_cmpint (read->state, ==, OSR_PUBLICATION_UNCERTAIN);
  g_assert_cmpint (read->attempt, ==, 1);
  g_assert_cmpint (read->first_sent_at, ==, f->now);
  g_assert_cmpint (read->absent_reads, ==, 1);
  g_assert_cmpint (read->last_read_at, ==, f->now + 1);
  g_assert_cmpint (osr_log_next_publication (f->log), ==, f->now + OSR_MINUTE);
  g_assert_null (take (f, LEASE));
  f->now += OSR_MINUTE;
  again = take (f, LEASE);
  g_assert_cmpint (again->lease, ==, 2);
  again->state = OSR_PUBLICATION_DONE;
  g_assert_true (osr_log_update_publication (f->log, again, TRUE, NULL));
  open = osr_log_list_publications (f->log, NULL);
  g_assert_cmpuint (open->len, ==, 0);
  g_assert_cmpint (osr_log_next_publication (f->log), ==, OSR_INSTANT_UNKNOWN);
}

/* A dead lease is taken over, and the late holder is fenced off. */
static void
test_fenced (void)
{
  g_autoptr (LogFixture) f = with_queue (1);
  g_autoptr (OsrPublication) late = take (f, 0);
  g_autoptr (OsrPublication) holder = take (f, LEASE);
  g_autoptr (OsrPublication) read = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (holder);
  late->state = OSR_PUBLICATION_SENDING;
  g_assert_false (osr_log_update_publication (f->log, late, FALSE, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_LEASE);
  g_clear_error (&error);
  g_assert_false (osr_log_renew_publication (f->log, late, LEASE, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_LEASE);
  read = osr_log_find_publication (f->log, case_id (1), 7, NULL);
  g_assert_cmpint (read->state, ==, OSR_PUBLICATION_QUEUED);
  g_assert_true (osr_log_renew_publication (f->log, holder, 2 * LEASE, NULL));
  g_assert_cmpint (holder->lease_until, >, read->lease_until);
}

static void
test_other_boot (void)
{
  g_autoptr (LogFixture) f = with_queue (1);
  g_autoptr (OsrPublication) before = take (f, LEASE);
  g_autoptr (OsrPublication) after = NULL;

  g_assert_null (take (f, LEASE));
  tamper (f->path, "UPDATE publication SET lease_boot = 'another boot'");
  after = take (f, LEASE);
  g_assert_cmpint (after->lease, ==, before->lease + 1);
}

static void
test_leases_broken (void)
{
  g_autoptr (LogFixture) f = with_queue (1);
  g_autoptr (OsrPublication) before = take (f, LEASE);
  g_autoptr (OsrPublication) after = NULL;

  g_assert_true (osr_log_break_leases (f->log, NULL));
  g_assert_false (osr_log_update_publication (f->log, before, FALSE, NULL));
  after = take (f, LEASE);
  g_assert_nonnull (after);
}

static void
test_once_an_intent (void)
{
  g_autoptr (LogFixture) f = with_queue (1);
  g_autoptr (OsrPublication) one = osr_log_find_publication (f->log, case_id (1), 7, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (osr_log_queue_publication (f->log, one, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (osr_log_find_publication (f->log, case_id (1), 8, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/publications/taken", test_taken);
  g_test_add_func ("/store/publications/updated", test_updated);
  g_test_add_func ("/store/publications/fenced", test_fenced);
  g_test_add_func ("/store/publications/other-boot", test_other_boot);
  g_test_add_func ("/store/publications/leases-broken", test_leases_broken);
  g_test_add_func ("/store/publications/once-an-intent", test_once_an_intent);
  return g_test_run ();
}
