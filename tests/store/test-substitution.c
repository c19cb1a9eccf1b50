/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a substitute is told: the absent person's cases from the moment it begins by the clock to the
 * moment it ends, nobody acting; and what somebody who is disabled is told. */
#include "osr-log-fixture.h"
#include "osr-read-page.h"
#include "store/osr-log-accounts.h"
#include "store/osr-log-private.h"

#define DAY (24 * OSR_HOUR)

/* A substitution from @from to @to, in days from the fixture's first moment. */
static void
enter (LogFixture *f, const char *id, const char *absent, const char *by, int from, int to)
{
  g_autofree char *members = g_strdup_printf (
      "{\"id\":\"%s\",\"absent\":\"%s\",\"substitute\":\"%s\",\"from\":%" G_GINT64_FORMAT
      ",\"to\":%" G_GINT64_FORMAT ",\"ground\":\"leave\"}",
      id, absent, by, FIXTURE_NOW + from * DAY, FIXTURE_NOW + to * DAY);
  g_autoptr (OsrRecord) record =
      log_append (f, OSR_STREAM_OFFICE, "substitution-set", members, NULL);
}

/* Moves the clock to day @day and lets the log see to what is due; returns whether anything was. */
static gboolean
tend (LogFixture *f, double day)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  f->now = FIXTURE_NOW + (OsrInstant) (day * DAY);
  osr_log_tend_substitutions (f->log, &changed, &error);
  g_assert_no_error (error);
  return changed;
}

/* All that @person is told after @since but the office's own events, in pages of @limit: "+1 +2 -1". */
static char *
story (LogFixture *f, const char *person, gint64 since, guint limit)
{
  GString *text = g_string_new (NULL);
  gboolean more = TRUE;

  while (more) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrPage) page = read_changes_after (f->log, person, since, limit, &error);

    g_assert_no_error (error);
    for (guint i = 0; i < page->entries->len; i++) {
      OsrEntry *entry = page->entries->pdata[i];
      const char *mark = entry->kind == OSR_ENTRY_EVENT  ? "."
                         : entry->kind == OSR_ENTRY_CASE ? "+"
                                                         : "-";

      if (!g_str_equal (entry->stream, OSR_STREAM_OFFICE))
        g_string_append_printf (text, "%s%s%c", text->len > 0 ? " " : "", mark,
                                entry->stream[strlen (entry->stream) - 1]);
    }
    g_assert_true (position_after (f->log, page) != since || !page->more);
    since = position_after (f->log, page);
    more = page->more;
  }
  return g_string_free (text, FALSE);
}

static void
assert_story (LogFixture *f, const char *person, gint64 since, const char *expected)
{
  for (guint limit = 1; limit <= 4; limit++) {
    g_autofree char *told = story (f, person, since, limit);

    g_assert_cmpstr (told, ==, expected);
  }
}

static void
test_from_the_first_minute (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  gint64 head;

  log_grant (f, "anna", "executor", "roads");
  log_grant (f, "boris", "executor", "health");
  log_find (f, 1);
  log_find (f, 2);
  log_route (f, 1, "roads");
  log_route (f, 2, "health");
  enter (f, "s", "anna", "boris", 1, 3);
  g_assert_false (tend (f, 0.9));
  g_assert_false (osr_log_can_see (f->log, "boris", case_id (1)));
  head = osr_log_get_head (f->log);
  g_assert_true (tend (f, 1));
  g_assert_false (tend (f, 1.5));
  g_assert_true (osr_log_can_see (f->log, "boris", case_id (1)));
  assert_story (f, "boris", head, "+1");
  log_find (f, 3);
  log_route (f, 3, "roads");
  assert_story (f, "boris", head, "+1 +3");
  head = osr_log_get_head (f->log);
  g_assert_false (tend (f, 2.99));
  g_assert_true (tend (f, 3));
  assert_story (f, "boris", head, "-1 -3");
  g_assert_false (osr_log_can_see (f->log, "boris", case_id (1)));
  g_assert_true (osr_log_can_see (f->log, "boris", case_id (2)));
  g_assert_true (osr_log_can_see (f->log, "anna", case_id (1)));
  /* A reader who comes late is told to forget what they never held: that does no harm. */
  assert_story (f, "boris", 0, "+2 -1 -3");
}

/* What the substitute reads by their own role neither comes nor goes. */
static void
test_own_role_too (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  gint64 head;

  log_grant (f, "anna", "executor", "roads");
  log_grant (f, "anna", "executor", "health");
  log_grant (f, "boris", "executor", "health");
  log_find (f, 1);
  log_find (f, 2);
  log_route (f, 1, "roads");
  log_route (f, 1, "health");
  log_route (f, 2, "roads");
  enter (f, "s", "anna", "boris", 1, 3);
  head = osr_log_get_head (f->log);
  tend (f, 1);
  assert_story (f, "boris", head, "+2");
  head = osr_log_get_head (f->log);
  tend (f, 3);
  assert_story (f, "boris", head, "-2");
}

/* Two scopes that open at once tell of a case in both of them once. */
static void
test_two_scopes_at_once (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  gint64 head;

  log_grant (f, "anna", "executor", "roads");
  log_grant (f, "anna", "executor", "health");
  for (guint i = 1; i <= 4; i++) {
    log_find (f, i);
    log_route (f, i, i % 2 == 0 ? "roads" : "health");
  }
  log_route (f, 1, "roads");
  enter (f, "s", "anna", "boris", 1, 3);
  head = osr_log_get_head (f->log);
  tend (f, 1);
  assert_story (f, "boris", head, "+1 +3 +2 +4");
  head = osr_log_get_head (f->log);
  tend (f, 3);
  assert_story (f, "boris", head, "-1 -3 -2 -4");
}

static void
test_chain (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_grant (f, "anna", "executor", "roads");
  log_find (f, 1);
  log_route (f, 1, "roads");
  enter (f, "ab", "anna", "boris", 1, 9);
  enter (f, "bc", "boris", "clara", 2, 4);
  tend (f, 1);
  g_assert_false (osr_log_can_see (f->log, "clara", case_id (1)));
  tend (f, 2);
  g_assert_true (osr_log_can_see (f->log, "clara", case_id (1)));
  g_assert_true (osr_log_can_see (f->log, "boris", case_id (1)));
  tend (f, 4);
  g_assert_false (osr_log_can_see (f->log, "clara", case_id (1)));
  g_assert_true (osr_log_can_see (f->log, "boris", case_id (1)));
  tend (f, 9);
  g_assert_false (osr_log_can_see (f->log, "boris", case_id (1)));
}

static void
test_loop_is_harmless (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_grant (f, "anna", "executor", "roads");
  log_find (f, 1);
  log_route (f, 1, "roads");
  enter (f, "ab", "anna", "boris", 1, 3);
  enter (f, "ba", "boris", "anna", 1, 3);
  tend (f, 1);
  g_assert_true (osr_log_can_see (f->log, "boris", case_id (1)));
  tend (f, 3);
  g_assert_false (osr_log_can_see (f->log, "boris", case_id (1)));
  g_assert_true (osr_log_can_see (f->log, "anna", case_id (1)));
}

/* Roles that the absent person is given or loses meanwhile count for the substitute. */
static void
test_roles_meanwhile (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_find (f, 1);
  log_route (f, 1, "roads");
  enter (f, "s", "anna", "boris", 1, 3);
  tend (f, 1);
  log_grant (f, "anna", "executor", "roads");
  g_assert_true (osr_log_can_see (f->log, "boris", case_id (1)));
  log_revoke (f, "anna", "executor", "roads");
  g_assert_false (osr_log_can_see (f->log, "boris", case_id (1)));
}

static void
test_ended_early (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrRecord) ended = NULL;

  log_grant (f, "anna", "curator", NULL);
  log_find (f, 1);
  enter (f, "s", "anna", "boris", 1, 3);
  tend (f, 1);
  g_assert_true (osr_log_can_see (f->log, "boris", case_id (1)));
  ended = log_append (f, OSR_STREAM_OFFICE, "substitution-ended", "{\"id\":\"s\"}", NULL);
  g_assert_false (osr_log_can_see (f->log, "boris", case_id (1)));
  g_assert_false (tend (f, 2));
  g_assert_false (tend (f, 3));
}

/* Nobody served the office in that time. */
static void
test_slept_through (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_grant (f, "anna", "curator", NULL);
  log_find (f, 1);
  enter (f, "s", "anna", "boris", 1, 3);
  g_assert_true (tend (f, 5));
  g_assert_false (tend (f, 5));
  assert_story (f, "boris", 0, "");
}

static void
test_reopened (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_grant (f, "anna", "curator", NULL);
  log_find (f, 1);
  enter (f, "s", "anna", "boris", 1, 3);
  tend (f, 1);
  log_fixture_reopen (f);
  g_assert_true (osr_log_can_see (f->log, "boris", case_id (1)));
  g_assert_false (tend (f, 2));
  g_assert_true (tend (f, 3));
  g_assert_false (osr_log_can_see (f->log, "boris", case_id (1)));
}

static void
set_person (LogFixture *f, gboolean disabled)
{
  g_autofree char *members =
      g_strdup_printf ("{\"person\":\"anna\",\"login\":\"anna\",\"name\":\"Anna\",\"disabled\":%s}",
                       disabled ? "true" : "false");
  g_autoptr (OsrRecord) record = log_append (f, OSR_STREAM_OFFICE, "person-set", members, NULL);
}

static void
test_disabled (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *token = NULL;
  g_autoptr (GError) gone = NULL, refused = NULL;

  set_person (f, FALSE);
  log_grant (f, "anna", "executor", "roads");
  log_find (f, 1);
  log_route (f, 1, "roads");
  osr_log_set_password (f->log, "anna", "a-long-password", NULL);
  token = osr_log_open_session (f->log, "anna", "desk", NULL);
  g_assert_true (osr_log_can_see (f->log, "anna", case_id (1)));
  set_person (f, TRUE);
  g_assert_false (osr_log_can_see (f->log, "anna", case_id (1)));
  g_assert_null (osr_log_find_session (f->log, token, NULL, &gone));
  g_assert_error (gone, OSR_STORE_ERROR, OSR_STORE_ERROR_AUTH);
  g_assert_null (osr_log_check_password (f->log, "anna", "a-long-password", &refused));
  g_assert_error (refused, OSR_STORE_ERROR, OSR_STORE_ERROR_AUTH);
  /* A role that is given meanwhile rests, too. */
  log_grant (f, "anna", "curator", NULL);
  g_assert_false (osr_log_can_see (f->log, "anna", case_id (1)));
  set_person (f, FALSE);
  g_assert_true (osr_log_can_see (f->log, "anna", case_id (1)));
  assert_story (f, "anna", 0, "-1 +1");
}

/* A session that was opened at the very moment its person was disabled. */
static void
test_disabled_meanwhile (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  set_person (f, TRUE);
  token = osr_log_open_session (f->log, "anna", "desk", NULL);
  g_assert_null (osr_log_find_session (f->log, token, NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_AUTH);
}

static void
test_list_scope (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (OsrRecord) closed = NULL;

  for (guint i = 1; i <= 3; i++) {
    log_find (f, i);
    log_route (f, i, i == 3 ? "health" : "roads");
  }
  closed = log_append (f, case_id (2), "closed", NULL, NULL);
  ids = osr_log_list_scope (f->log, "body/roads", NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpstr (ids->pdata[0], ==, case_id (1));
}

/* A log of the first schema keeps who reads what, and takes substitutions. */
static void
test_migrated (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *path = log_fixture_path (f, "old.db");
  g_autoptr (GBytes) schema =
      g_resources_lookup_data ("/org/region/OpenSources/sql/log/001.sql", 0, NULL);
  g_autofree char *sql =
      g_strdup_printf ("%s PRAGMA user_version = 1; PRAGMA application_id = %d;"
                       "INSERT INTO log_head (id, epoch, seq, at) VALUES (1, 'e', 2, 0);"
                       "INSERT INTO case_audience VALUES ('%s', 'curators', 1, NULL);"
                       "INSERT INTO person_scope VALUES ('anna', 'curators', 2, NULL);",
                       (const char *) g_bytes_get_data (schema, NULL),
                       (int) (g_str_hash ("log") & 0x7fffffff), case_id (1));
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLog) log = NULL;

  tamper (path, sql);
  log = osr_log_open (path, f->clock, &error);
  g_assert_no_error (error);
  g_assert_true (osr_log_can_see (log, "anna", case_id (1)));
  g_assert_false (osr_log_can_see (log, "boris", case_id (1)));
  g_assert_true (osr_log_tend_substitutions (log, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/substitution/from-the-first-minute", test_from_the_first_minute);
  g_test_add_func ("/store/substitution/own-role-too", test_own_role_too);
  g_test_add_func ("/store/substitution/two-scopes-at-once", test_two_scopes_at_once);
  g_test_add_func ("/store/substitution/chain", test_chain);
  g_test_add_func ("/store/substitution/loop-is-harmless", test_loop_is_harmless);
  g_test_add_func ("/store/substitution/roles-meanwhile", test_roles_meanwhile);
  g_test_add_func ("/store/substitution/ended-early", test_ended_early);
  g_test_add_func ("/store/substitution/slept-through", test_slept_through);
  g_test_add_func ("/store/substitution/reopened", test_reopened);
  g_test_add_func ("/store/substitution/disabled", test_disabled);
  g_test_add_func ("/store/substitution/disabled-meanwhile", test_disabled_meanwhile);
  g_test_add_func ("/store/substitution/list-scope", test_list_scope);
  g_test_add_func ("/store/substitution/migrated", test_migrated);
  return g_test_run ();
}
