/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams beside the cases in the log, in what readers are told, and in a workstation's cache. */
#include "store/osr-cache.h"
#include "osr-log-fixture.h"
#include "osr-read-page.h"

#define REPORT "report/c0000000-0000-4000-8000-00000000000a"
#define OWN    "report/c0000000-0000-4000-8000-00000000000b"

static void
append (LogFixture *f, const char *stream, const char *type, const char *members,
        const char *payload)
{
  g_autoptr (OsrRecord) record = log_append (f, stream, type, members, payload);

  g_assert_nonnull (record);
}

/* A case, an account with two posts, a report of the office and one of the body "zhkh". */
static LogFixture *
set_up (void)
{
  LogFixture *f = log_fixture_new ();

  log_grant (f, "olga", "curator", NULL);
  log_grant (f, "anna", "executor", "zhkh");
  log_grant (f, "boris", "executor", "roads");
  log_find (f, 1);
  append (f, "account/gov", "account-posted", "{\"account\":\"gov\",\"post\":\"7\"}", NULL);
  append (f, REPORT, "report-offered", "{\"period\":\"2025-Q4\"}", "{\"text\":\"Words\"}");
  append (f, OWN, "summary-made", "{\"period\":\"2026-02\",\"body\":\"zhkh\"}",
          "{\"text\":\"Words\"}");
  append (f, "account/gov", "account-posted", "{\"account\":\"gov\",\"post\":\"8\"}", NULL);
  append (f, REPORT, "report-agreed", "{\"period\":\"2025-Q4\",\"offer\":1}", NULL);
  return f;
}

static void
pull (LogFixture *f, const char *person, OsrCache *cache)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrPage) page = read_changes (f->log, person, NULL, 100, &error);

  g_assert_no_error (error);
  g_assert_true (osr_cache_apply_page (cache, page, NULL, &error));
  g_assert_no_error (error);
}

static char *
join (GPtrArray *ids)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (char *) ids->pdata[i]);
  return g_strdup (text->str);
}

static void
assert_beside (LogFixture *f, const char *person, const char *expected)
{
  g_autoptr (OsrCache) cache = osr_cache_new_in_memory (NULL);
  g_autoptr (GPtrArray) beside = NULL;
  g_autofree char *told = NULL;

  pull (f, person, cache);
  beside = osr_cache_list_beside (cache, NULL);
  told = join (beside);
  g_assert_cmpstr (told, ==, expected);
  for (guint i = 0; i < beside->len; i++) {
    g_assert_true (osr_cache_verify_case (cache, beside->pdata[i], NULL));
    g_assert_null (osr_cache_load_case (cache, beside->pdata[i], NULL));
  }
}

/* An account is every member's, a report its office's, its supervisors' and its body's. */
static void
test_readers (void)
{
  g_autoptr (LogFixture) f = set_up ();

  assert_beside (f, "olga", "account/gov " REPORT " " OWN);
  assert_beside (f, "anna", "account/gov " OWN);
  assert_beside (f, "boris", "account/gov");
  assert_beside (f, "nobody", "account/gov");
  g_assert_true (osr_log_can_see (f->log, "boris", "account/gov"));
  g_assert_false (osr_log_can_see (f->log, "boris", REPORT));
}

/* A role that comes later brings the reports with it, and takes them away again. */
static void
test_later (void)
{
  g_autoptr (LogFixture) f = set_up ();

  log_grant (f, "boris", "supervisor", NULL);
  assert_beside (f, "boris", "account/gov " REPORT " " OWN);
  log_revoke (f, "boris", "supervisor", NULL);
  assert_beside (f, "boris", "account/gov");
}

static void
test_apart (void)
{
  g_autoptr (LogFixture) f = set_up ();
  g_autoptr (OsrCache) cache = osr_cache_new_in_memory (NULL);
  g_autoptr (GPtrArray) cases = osr_log_list_cases (f->log, NULL);
  g_autoptr (GPtrArray) beside = osr_log_list_beside (f->log, NULL);
  g_autoptr (GPtrArray) work = osr_log_list_scope (f->log, "body/zhkh", NULL);
  g_autoptr (GPtrArray) streams = NULL;
  g_autofree char *told = join (beside);

  g_assert_cmpuint (cases->len, ==, 1);
  g_assert_cmpstr (told, ==, "account/gov " REPORT " " OWN);
  g_assert_cmpuint (work->len, ==, 0);
  g_assert_null (osr_log_load_case (f->log, REPORT, NULL));
  pull (f, "olga", cache);
  streams = osr_cache_list_streams (cache, NULL);
  g_assert_cmpuint (streams->len, ==, 1);
}

static void
test_chain (void)
{
  g_autoptr (LogFixture) f = set_up ();
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  g_assert_true (osr_log_verify (f->log, "account/gov", &n, &error));
  g_assert_cmpint (n, ==, 2);
  g_assert_true (osr_log_verify (f->log, NULL, NULL, &error));
  g_assert_no_error (error);
  tamper (f->path, "UPDATE event SET meta = replace (meta, '\"7\"', '\"9\"')"
                   " WHERE stream = 'account/gov'");
  g_assert_false (osr_log_verify (f->log, "account/gov", NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
}

static void
test_names (void)
{
  static const char *const bad[] = { "report/x",    "report/", "account/", "account/a b",
                                     "account/a/b", "reports", "office/x" };
  g_autoptr (LogFixture) f = log_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    log_append_fails (f, bad[i], "account-posted", "{\"account\":\"a\"}", &error);
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/beside/readers", test_readers);
  g_test_add_func ("/store/beside/later", test_later);
  g_test_add_func ("/store/beside/apart", test_apart);
  g_test_add_func ("/store/beside/chain", test_chain);
  g_test_add_func ("/store/beside/names", test_names);
  return g_test_run ();
}
