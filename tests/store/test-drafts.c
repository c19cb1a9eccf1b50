/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts at the coordinator: nobody overwrites what they have not seen. */
#include "osr-log-fixture.h"
#include "store/osr-log-drafts.h"

static OsrLogDraft
draft_of (guint n, const char *person, const char *text, gint64 revision)
{
  return (OsrLogDraft){ .id = (char *) case_id (100 + n),
                        .case_id = (char *) case_id (1),
                        .person = (char *) person,
                        .kind = (char *) "final",
                        .text = (char *) text,
                        .revision = revision };
}

static gint64
put (LogFixture *f, guint n, const char *person, const char *text, gint64 revision)
{
  OsrLogDraft draft = draft_of (n, person, text, revision);
  g_autoptr (GError) error = NULL;

  osr_log_put_draft (f->log, &draft, NULL, &error);
  g_assert_no_error (error);
  return draft.revision;
}

static void
test_revisions (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GPtrArray) drafts = NULL;
  OsrLogDraft *draft;

  g_assert_cmpint (put (f, 1, "petrov", "Здравств", 0), ==, 1);
  f->now += OSR_MINUTE;
  g_assert_cmpint (put (f, 1, "petrov", "Здравствуйте! 🙂", 1), ==, 2);
  drafts = osr_log_list_drafts (f->log, case_id (1), NULL);
  g_assert_cmpuint (drafts->len, ==, 1);
  draft = drafts->pdata[0];
  g_assert_cmpstr (draft->text, ==, "Здравствуйте! 🙂");
  g_assert_cmpint (draft->at, ==, FIXTURE_NOW + OSR_MINUTE);
  g_assert_cmpint (osr_log_get_head (f->log), ==, 0);
}

static void
test_stale (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  OsrLogDraft draft = draft_of (1, "petrov", "mine", 1);
  g_autoptr (OsrLogDraft) current = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;

  put (f, 1, "petrov", "a", 0);
  put (f, 1, "petrov", "theirs", 1);
  g_assert_false (osr_log_put_draft (f->log, &draft, &current, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CONFLICT);
  g_assert_cmpstr (current->text, ==, "theirs");
  g_assert_cmpint (current->revision, ==, 2);
  drafts = osr_log_list_drafts (f->log, case_id (1), NULL);
  g_assert_cmpstr (((OsrLogDraft *) drafts->pdata[0])->text, ==, "theirs");
}

/* The answer was lost, so the same comes again. */
static void
test_repeated (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  g_assert_cmpint (put (f, 1, "petrov", "a", 0), ==, 1);
  g_assert_cmpint (put (f, 1, "petrov", "a", 0), ==, 1);
  g_assert_cmpint (put (f, 1, "petrov", "b", 1), ==, 2);
  g_assert_cmpint (put (f, 1, "petrov", "b", 1), ==, 2);
}

static void
test_other_person (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  OsrLogDraft draft = draft_of (1, "ivanova", "x", 1);
  g_autoptr (GError) error = NULL;

  put (f, 1, "petrov", "a", 0);
  put (f, 2, "ivanova", "b", 0);
  g_assert_false (osr_log_put_draft (f->log, &draft, NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FORBIDDEN);
  g_clear_error (&error);
  draft.person = (char *) "petrov";
  draft.case_id = (char *) case_id (2);
  g_assert_false (osr_log_put_draft (f->log, &draft, NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FORBIDDEN);
}

static void
test_deleted (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;

  put (f, 1, "petrov", "a", 0);
  put (f, 2, "ivanova", "b", 0);
  /* who does not see the case */
  g_assert_false (osr_log_delete_draft (f->log, case_id (101), "ivanova", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (osr_log_delete_draft (f->log, case_id (101), "petrov", &error));
  g_assert_false (osr_log_delete_draft (f->log, case_id (101), "petrov", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
  drafts = osr_log_list_drafts (f->log, case_id (1), NULL);
  g_assert_cmpuint (drafts->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/drafts/revisions", test_revisions);
  g_test_add_func ("/store/drafts/stale", test_stale);
  g_test_add_func ("/store/drafts/repeated", test_repeated);
  g_test_add_func ("/store/drafts/other-person", test_other_person);
  g_test_add_func ("/store/drafts/deleted", test_deleted);
  return g_test_run ();
}
