/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of notices: one for each event and person, nothing lost when a program dies, and a log of
 * the time before it. */
#include <glib/gstdio.h>
#include <unistd.h>

#include "osr-log-fixture.h"
#include "store/mail/osr-log-mail.h"

static void
queue (LogFixture *f, guint n, const char *person)
{
  OsrMail mail = { .stream = (char *) case_id (n),
                   .version = 3,
                   .about = (char *) "routed",
                   .person = (char *) person,
                   .report = (char *) "email-notice",
                   .message = (char *) "left" };
  g_autoptr (GError) error = NULL;

  osr_log_queue_mail (f->log, &mail, &error);
  g_assert_no_error (error);
}

static OsrMail *
take (LogFixture *f)
{
  g_autoptr (GError) error = NULL;
  OsrMail *mail = osr_log_take_mail (f->log, &error);

  g_assert_no_error (error);
  return mail;
}

static guint
count (LogFixture *f, gboolean all)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = osr_log_list_mail (f->log, all, &error);

  g_assert_no_error (error);
  return list->len;
}

static void
test_once (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrMail) first = NULL;
  g_autoptr (OsrMail) second = NULL;

  g_assert_cmpint (osr_log_next_mail (f->log), ==, OSR_INSTANT_UNKNOWN);
  queue (f, 1, "anna");
  queue (f, 1, "anna");
  queue (f, 1, "boris");
  g_assert_cmpuint (count (f, FALSE), ==, 2);
  g_assert_cmpint (osr_log_next_mail (f->log), ==, f->now);
  first = take (f);
  second = take (f);
  g_assert_cmpstr (first->person, ==, "anna");
  g_assert_cmpint (first->state, ==, OSR_MAIL_SENDING);
  g_assert_cmpint (first->attempts, ==, 1);
  g_assert_cmpstr (second->person, ==, "boris");
  g_assert_null (take (f));
}

static void
test_later (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrMail) mail = NULL;
  g_autoptr (OsrMail) again = NULL;

  queue (f, 1, "anna");
  mail = take (f);
  mail->state = OSR_MAIL_WAITING;
  mail->next_at = f->now + OSR_MINUTE;
  mail->fault = g_strdup ("busy");
  g_assert_true (osr_log_update_mail (f->log, mail, NULL));
  g_assert_null (take (f));
  f->now += OSR_MINUTE;
  again = take (f);
  g_assert_cmpint (again->attempts, ==, 2);
  g_assert_cmpstr (again->fault, ==, "busy");
  again->state = OSR_MAIL_SENT;
  g_assert_true (osr_log_update_mail (f->log, again, NULL));
  g_assert_cmpuint (count (f, FALSE), ==, 0);
  g_assert_cmpuint (count (f, TRUE), ==, 1);
  queue (f, 1, "anna");
  g_assert_null (take (f));
}

static void
test_died (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrMail) mail = NULL;
  g_autoptr (OsrMail) again = NULL;

  queue (f, 1, "anna");
  mail = take (f);
  log_fixture_reopen (f);
  g_assert_null (take (f));
  g_assert_true (osr_log_recover_mail (f->log, NULL));
  again = take (f);
  g_assert_cmpstr (again->message, ==, "left");
  g_assert_cmpint (again->attempts, ==, 2);
}

static void
test_given_up (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrMail) mail = NULL;
  g_autoptr (OsrMail) again = NULL;
  gint64 n = 0;

  queue (f, 1, "anna");
  mail = take (f);
  mail->state = OSR_MAIL_GIVEN_UP;
  g_assert_true (osr_log_update_mail (f->log, mail, NULL));
  g_assert_null (take (f));
  g_assert_cmpuint (count (f, FALSE), ==, 1);
  g_assert_true (osr_log_retry_mail (f->log, &n, NULL));
  g_assert_cmpint (n, ==, 1);
  again = take (f);
  g_assert_cmpint (again->attempts, ==, 1);
}

static gboolean
follow (OsrLog *log, GPtrArray *records, gpointer refuse, GError **error)
{
  OsrRecord *record = records->pdata[records->len - 1];
  OsrMail mail = { .stream = record->stream,
                   .version = record->version,
                   .about = (char *) "routed",
                   .person = (char *) "anna",
                   .report = (char *) "email-notice",
                   .message = (char *) "left" };

  if (!osr_log_queue_mail (log, &mail, error))
    return FALSE;
  if (refuse != NULL)
    g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED, "no");
  return refuse == NULL;
}

/* The row and the event are one: neither is there without the other. */
static void
test_together (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GError) error = NULL;
  gint64 head;

  log_find (f, 1);
  head = osr_log_get_head (f->log);
  osr_log_set_follower (f->log, follow, f);
  log_append_fails (f, case_id (1), "detected", NULL, &error);
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED);
  g_assert_cmpint (osr_log_get_head (f->log), ==, head);
  g_assert_cmpuint (count (f, TRUE), ==, 0);
  osr_log_set_follower (f->log, follow, NULL);
  osr_record_unref (log_append (f, case_id (1), "detected", NULL, NULL));
  g_assert_cmpuint (count (f, TRUE), ==, 1);
}

/* What is told by e-mail comes between a person and nobody. */
static void
test_not_stale (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_find (f, 1);
  osr_record_unref (log_append (f, case_id (1), "detected", NULL, NULL));
  g_assert_true (osr_log_check_version (f->log, case_id (1), 2, NULL));
  osr_record_unref (log_append (f, case_id (1), "notified", "{\"to\":\"anna\"}", NULL));
  g_assert_true (osr_log_check_version (f->log, case_id (1), 2, NULL));
  g_assert_true (osr_log_check_version (f->log, case_id (1), 3, NULL));
  g_assert_false (osr_log_check_version (f->log, case_id (1), 1, NULL));
  g_assert_false (osr_log_check_version (f->log, case_id (1), 4, NULL));
  osr_record_unref (log_append (f, case_id (1), "noted", NULL, NULL));
  g_assert_false (osr_log_check_version (f->log, case_id (1), 2, NULL));
}

static void
test_restored (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *copy = log_fixture_path (f, "copy.db");
  g_autofree char *path = log_fixture_path (f, "restored.db");
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  log_find (f, 1);
  queue (f, 1, "anna");
  g_assert_true (osr_log_backup (f->log, copy, &error));
  g_assert_no_error (error);
  osr_log_restore (copy, path, f->clock, NULL, &error);
  g_assert_no_error (error);
  log = osr_log_open (path, f->clock, &error);
  g_assert_no_error (error);
  g_assert_null (osr_log_take_mail (log, &error));
  list = osr_log_list_mail (log, FALSE, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (((OsrMail *) list->pdata[0])->state, ==, OSR_MAIL_GIVEN_UP);
  g_assert_nonnull (((OsrMail *) list->pdata[0])->fault);
}

/* A log as it was before there were notices: the same, with the table taken away. */
static void
test_migrated (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *aside = log_fixture_path (f, "log.db.before-8");

  log_find (f, 1);
  g_clear_pointer (&f->log, osr_log_free);
  tamper (f->path, "ALTER TABLE leaving_token RENAME TO account_secret;"
                   " DROP TABLE mail; DROP TABLE stand_in; DROP TABLE reply_look;"
                   " DROP TABLE account_reading;"
                   " DROP INDEX publication_taking;"
                   " ALTER TABLE publication DROP COLUMN lease_person;"
                   " ALTER TABLE publication DROP COLUMN lease_taking;"
                   " ALTER TABLE publication DROP COLUMN lent_state;"
                   " ALTER TABLE publication DROP COLUMN manner;"
                   " ALTER TABLE command DROP COLUMN mark; PRAGMA user_version = 1");
  f->log = osr_log_open (f->path, f->clock, NULL);
  g_assert_nonnull (f->log);
  queue (f, 1, "anna");
  g_assert_cmpuint (count (f, FALSE), ==, 1);
  g_assert_cmpint (osr_log_get_head (f->log), ==, 1);
  g_assert_cmpint (g_access (aside, F_OK), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/mail/once", test_once);
  g_test_add_func ("/store/mail/later", test_later);
  g_test_add_func ("/store/mail/died", test_died);
  g_test_add_func ("/store/mail/given-up", test_given_up);
  g_test_add_func ("/store/mail/together", test_together);
  g_test_add_func ("/store/mail/not-stale", test_not_stale);
  g_test_add_func ("/store/mail/restored", test_restored);
  g_test_add_func ("/store/mail/migrated", test_migrated);
  return g_test_run ();
}
