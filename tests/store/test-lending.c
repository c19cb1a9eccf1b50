/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publications lent to workstations: to who holds the account and may see the case, to one at a time,
 * and what comes too late counts no more. */
#include "osr-log-fixture.h"
#include "store/reply/osr-log-lending.h"

#define SPAN (120 * OSR_SECOND)
#define ASK  "10000000-0000-4000-8000-000000000001"
#define ASK2 "10000000-0000-4000-8000-000000000002"

static void
queue (LogFixture *f, guint n, const char *account)
{
  OsrPublication one = { .case_id = (char *) case_id (n),
                         .intent = 7,
                         .guid = (char *) "guid",
                         .account = (char *) account,
                         .draft = 5,
                         .digest = (char *) "digest" };
  g_autoptr (GError) error = NULL;

  osr_log_queue_publication (f->log, &one, &error);
  g_assert_no_error (error);
}

static void
set_account (LogFixture *f, const char *id, const char *holder)
{
  g_autofree char *members =
      g_strdup_printf ("{\"account\":\"%s\",\"network\":\"vk\",\"owner\":\"1\",\"name\":\"A\""
                       "%s%s%s}",
                       id, holder != NULL ? ",\"holder\":\"" : "", holder != NULL ? holder : "",
                       holder != NULL ? "\"" : "");
  g_autoptr (OsrRecord) record = log_append (f, "office", "account-set", members, NULL);

  g_assert_nonnull (record);
}

/* "anna" holds "held" and sees every case; "open" is the coordinator's. */
static LogFixture *
with_holder (void)
{
  LogFixture *f = log_fixture_new ();

  log_grant (f, "anna", "curator", NULL);
  log_grant (f, "boris", "curator", NULL);
  set_account (f, "held", "anna");
  set_account (f, "open", NULL);
  log_find (f, 1);
  log_find (f, 2);
  return f;
}

static OsrPublication *
lend (LogFixture *f, const char *person, const char *taking, gint64 span)
{
  static const char *const accounts[] = { "held", "open", NULL };
  const OsrLending lending = { person, taking, accounts, span };
  g_autoptr (GError) error = NULL;
  OsrPublication *lent = osr_log_lend_publication (f->log, &lending, &error);

  g_assert_no_error (error);
  return lent;
}

static gboolean
counts (LogFixture *f, const OsrPublication *row, const char *person, const char *taking)
{
  const OsrLent lent = { person, taking, row->case_id, row->intent, row->lease };
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrPublication) found = osr_log_find_lent (f->log, &lent, &error);

  if (found == NULL)
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_LEASE);
  return found != NULL;
}

static void
test_holder_only (void)
{
  g_autoptr (LogFixture) f = with_holder ();
  g_autoptr (OsrPublication) own = NULL;
  g_autoptr (OsrPublication) lent = NULL;

  queue (f, 1, "held");
  queue (f, 2, "open");
  g_assert_null (lend (f, "boris", ASK2, SPAN));
  own = osr_log_take_publication (f->log, SPAN, NULL);
  g_assert_cmpstr (own->account, ==, "open");
  g_assert_false (own->held);
  g_assert_null (osr_log_take_publication (f->log, SPAN, NULL));
  lent = lend (f, "anna", ASK, SPAN);
  g_assert_cmpstr (lent->account, ==, "held");
  g_assert_cmpint (lent->state, ==, OSR_PUBLICATION_QUEUED);
  g_assert_cmpint (lent->attempt, ==, 0);
  g_assert_cmpint (lent->lease, ==, 1);
}

/* While the holder is away; the holder's own workstation may have it all the same, but not both. */
static void
test_substitute (void)
{
  g_autoptr (LogFixture) f = with_holder ();
  OsrInstant now = osr_clock_now (osr_log_get_clock (f->log));
  g_autofree char *members = g_strdup_printf (
      "{\"id\":\"s\",\"absent\":\"anna\",\"substitute\":\"boris\",\"ground\":\"leave\","
      "\"from\":%" G_GINT64_FORMAT ",\"to\":%" G_GINT64_FORMAT "}",
      now - OSR_HOUR, now + OSR_HOUR);
  g_autoptr (OsrRecord) record = log_append (f, "office", "substitution-set", members, NULL);
  g_autoptr (OsrPublication) lent = NULL;

  queue (f, 1, "held");
  lent = lend (f, "boris", ASK, SPAN);
  g_assert_cmpstr (lent->account, ==, "held");
  g_assert_null (lend (f, "anna", ASK2, SPAN));
  g_assert_true (counts (f, lent, "boris", ASK));
}

static void
test_unseen_case (void)
{
  g_autoptr (LogFixture) f = with_holder ();

  queue (f, 1, "held");
  log_revoke (f, "anna", "curator", NULL);
  g_assert_null (lend (f, "anna", ASK, SPAN));
}

/* From when it is lent it may be out. */
static void
test_counts_as_sending (void)
{
  g_autoptr (LogFixture) f = with_holder ();
  g_autoptr (OsrPublication) lent = NULL;
  g_autoptr (OsrPublication) row = NULL;

  queue (f, 1, "held");
  lent = lend (f, "anna", ASK, SPAN);
  row = osr_log_find_publication (f->log, case_id (1), 7, NULL);
  g_assert_cmpint (row->state, ==, OSR_PUBLICATION_SENDING);
  g_assert_cmpint (row->attempt, ==, 1);
  g_assert_cmpint (row->first_sent_at, ==, f->now);
  g_assert_false (osr_log_move_publication (f->log, case_id (1), 7, OSR_PUBLICATION_QUEUED, NULL));
}

static void
test_asked_again (void)
{
  g_autoptr (LogFixture) f = with_holder ();
  g_autoptr (OsrPublication) lent = NULL;
  g_autoptr (OsrPublication) again = NULL;

  queue (f, 1, "held");
  queue (f, 2, "held");
  lent = lend (f, "anna", ASK, SPAN);
  again = lend (f, "anna", ASK, SPAN);
  g_assert_cmpstr (again->case_id, ==, lent->case_id);
  g_assert_cmpint (again->lease, ==, lent->lease);
  g_assert_cmpint (again->state, ==, OSR_PUBLICATION_QUEUED);
  g_assert_cmpint (again->attempt, ==, 0);
}

static void
test_one_at_a_time (void)
{
  g_autoptr (LogFixture) f = with_holder ();
  g_autoptr (OsrPublication) lent = NULL;

  queue (f, 1, "held");
  lent = lend (f, "anna", ASK, SPAN);
  g_assert_null (lend (f, "anna", ASK2, SPAN));
  g_assert_true (counts (f, lent, "anna", ASK));
  g_assert_false (counts (f, lent, "anna", ASK2));
  g_assert_false (counts (f, lent, "boris", ASK));
}

/* It did not come back: the coordinator takes it, and nobody sends it before it was looked for. */
static void
test_run_out (void)
{
  g_autoptr (LogFixture) f = with_holder ();
  g_autoptr (OsrPublication) lent = NULL;
  g_autoptr (OsrPublication) taken = NULL;

  queue (f, 1, "held");
  lent = lend (f, "anna", ASK, 0);
  g_assert_false (counts (f, lent, "anna", ASK));
  g_assert_null (lend (f, "anna", ASK2, SPAN));
  taken = osr_log_take_publication (f->log, SPAN, NULL);
  g_assert_true (taken->held);
  g_assert_cmpint (taken->state, ==, OSR_PUBLICATION_SENDING);
  taken->state = OSR_PUBLICATION_UNCERTAIN;
  g_assert_true (osr_log_update_publication (f->log, taken, TRUE, NULL));
  g_assert_null (osr_log_take_publication (f->log, SPAN, NULL));
}

static void
test_looked_for (void)
{
  g_autoptr (LogFixture) f = with_holder ();
  g_autoptr (OsrPublication) lent = NULL;

  queue (f, 1, "held");
  g_assert_true (
      osr_log_move_publication (f->log, case_id (1), 7, OSR_PUBLICATION_UNCERTAIN, NULL));
  lent = lend (f, "anna", ASK, SPAN);
  g_assert_cmpint (lent->state, ==, OSR_PUBLICATION_UNCERTAIN);
  /* a person orders something else meanwhile */
  g_assert_true (osr_log_move_publication (f->log, case_id (1), 7, OSR_PUBLICATION_DONE, NULL));
  g_assert_false (counts (f, lent, "anna", ASK));
}

static void
test_coordinator_restarted (void)
{
  g_autoptr (LogFixture) f = with_holder ();
  g_autoptr (OsrPublication) lent = NULL;

  queue (f, 1, "held");
  lent = lend (f, "anna", ASK, SPAN);
  log_fixture_reopen (f);
  g_assert_true (osr_log_break_leases (f->log, NULL));
  g_assert_true (counts (f, lent, "anna", ASK));
}

static void
test_next (void)
{
  static const char *const accounts[] = { "held", NULL };
  const OsrLending lending = { "anna", ASK, accounts, SPAN };
  g_autoptr (LogFixture) f = with_holder ();

  g_assert_cmpint (osr_log_next_lending (f->log, &lending), ==, OSR_INSTANT_UNKNOWN);
  queue (f, 1, "held");
  g_assert_cmpint (osr_log_next_lending (f->log, &lending), ==, f->now);
  g_assert_cmpint (osr_log_next_publication (f->log), ==, OSR_INSTANT_UNKNOWN);
  osr_publication_free (lend (f, "anna", ASK, SPAN));
  g_assert_cmpint (osr_log_next_publication (f->log), ==, f->now + SPAN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/lending/holder-only", test_holder_only);
  g_test_add_func ("/store/lending/substitute", test_substitute);
  g_test_add_func ("/store/lending/unseen-case", test_unseen_case);
  g_test_add_func ("/store/lending/counts-as-sending", test_counts_as_sending);
  g_test_add_func ("/store/lending/asked-again", test_asked_again);
  g_test_add_func ("/store/lending/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/store/lending/run-out", test_run_out);
  g_test_add_func ("/store/lending/looked-for", test_looked_for);
  g_test_add_func ("/store/lending/coordinator-restarted", test_coordinator_restarted);
  g_test_add_func ("/store/lending/next", test_next);
  return g_test_run ();
}
