/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens of accounts: kept in files that nobody else can read, refused when somebody can, and moved
 * out of logs of earlier programs without a trace. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "osr-log-fixture.h"
#include "store/credentials/osr-log-tokens.h"
#include "store/credentials/osr-process-guard.h"
#include "store/osr-store-error.h"

#define CANARY "canary-of-an-earlier-log"

static void
keep (OsrCredentials *credentials, const char *account, OsrAccountUse use, const char *token)
{
  g_autoptr (GError) error = NULL;

  osr_credentials_set (credentials, account, use, token, &error);
  g_assert_no_error (error);
}

static void
assert_token (OsrCredentials *credentials, const char *account, OsrAccountUse use,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrTokens) tokens = osr_credentials_load (credentials, account, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tokens->of[use], ==, expected);
}

static mode_t
mode_of (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 07777;
}

static OsrCredentials *
of_office (LogFixture *f)
{
  return osr_credentials_new_for_office (f->folder, NULL);
}

static void
test_kept (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrCredentials) credentials = of_office (f);
  g_autoptr (OsrCredentials) again = of_office (f);
  g_autofree char *folder = log_fixture_path (f, "credentials");
  g_autofree char *file = log_fixture_path (f, "credentials/office.key");

  assert_token (credentials, "office", OSR_ACCOUNT_READ, NULL);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  keep (credentials, "office", OSR_ACCOUNT_READ, "old");
  keep (credentials, "office", OSR_ACCOUNT_READ, "new = [x]\\ \t#;\"é");
  keep (credentials, "office", OSR_ACCOUNT_SECRET, "s");
  assert_token (again, "office", OSR_ACCOUNT_READ, "new = [x]\\ \t#;\"é");
  assert_token (again, "office", OSR_ACCOUNT_SECRET, "s");
  assert_token (again, "office", OSR_ACCOUNT_WRITE, NULL);
  g_assert_cmpint (mode_of (folder), ==, 0700);
  g_assert_cmpint (mode_of (file), ==, 0600);
}

/* An administrator gives tokens as root to an office that another user serves. */
static void
test_given_by_root (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrCredentials) credentials = of_office (f);
  g_autofree char *file = log_fixture_path (f, "credentials/office.key");
  GStatBuf info;

  if (geteuid () != 0) {
    g_test_skip ("only root can");
    return;
  }
  g_assert_cmpint (chown (f->folder, 65534, 65534), ==, 0);
  keep (credentials, "office", OSR_ACCOUNT_READ, "r");
  keep (credentials, "office", OSR_ACCOUNT_WRITE, "w");
  g_assert_cmpint (g_stat (file, &info), ==, 0);
  g_assert_cmpuint (info.st_uid, ==, 65534);
  g_assert_cmpuint (info.st_gid, ==, 65534);
  assert_token (credentials, "office", OSR_ACCOUNT_WRITE, "w");
}

static void
test_forgotten (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrCredentials) credentials = of_office (f);
  g_autofree char *file = log_fixture_path (f, "credentials/office.key");

  keep (credentials, "office", OSR_ACCOUNT_READ, "r");
  keep (credentials, "office", OSR_ACCOUNT_WRITE, "w");
  keep (credentials, "office", OSR_ACCOUNT_READ, NULL);
  assert_token (credentials, "office", OSR_ACCOUNT_READ, NULL);
  assert_token (credentials, "office", OSR_ACCOUNT_WRITE, "w");
  keep (credentials, "office", OSR_ACCOUNT_WRITE, NULL);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_true (osr_credentials_remove (credentials, "office", NULL));
}

/* An id names no file outside the folder. */
static void
test_listed (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrCredentials) credentials = of_office (f);
  g_autofree char *outside = log_fixture_path (f, "outside.key");
  g_autofree char *other = log_fixture_path (f, "credentials/README");
  g_autoptr (GPtrArray) none = osr_credentials_list (credentials, NULL);
  g_autoptr (GPtrArray) accounts = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  keep (credentials, "vk-gkh", OSR_ACCOUNT_READ, "r");
  keep (credentials, "../outside", OSR_ACCOUNT_READ, "r");
  keep (credentials, "..", OSR_ACCOUNT_READ, "r");
  g_assert_true (g_file_set_contents (other, "not a key", -1, NULL));
  g_assert_false (g_file_test (outside, G_FILE_TEST_EXISTS));
  accounts = osr_credentials_list (credentials, NULL);
  g_assert_cmpuint (accounts->len, ==, 3);
  g_assert_cmpstr (accounts->pdata[0], ==, "..");
  g_assert_cmpstr (accounts->pdata[1], ==, "../outside");
  g_assert_cmpstr (accounts->pdata[2], ==, "vk-gkh");
  assert_token (credentials, "../outside", OSR_ACCOUNT_READ, "r");
}

static void
assert_refused (OsrCredentials *credentials, const char *advice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) same = NULL;

  g_assert_null (osr_credentials_load (credentials, "office", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FORBIDDEN);
  g_assert_nonnull (strstr (error->message, advice));
  g_assert_null (strstr (error->message, "hush"));
  g_assert_false (osr_credentials_check (credentials, &same));
  g_assert_error (same, OSR_STORE_ERROR, OSR_STORE_ERROR_FORBIDDEN);
}

static void
test_readable_by_others (void)
{
  static const int wrong[] = { 0644, 0640, 0604, 0660, 0601 };
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrCredentials) credentials = of_office (f);
  g_autofree char *folder = log_fixture_path (f, "credentials");
  g_autofree char *file = log_fixture_path (f, "credentials/office.key");

  keep (credentials, "office", OSR_ACCOUNT_READ, "hush");
  g_assert_true (osr_credentials_check (credentials, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_assert_cmpint (g_chmod (file, wrong[i]), ==, 0);
    assert_refused (credentials, "chmod 0600");
  }
  g_assert_cmpint (g_chmod (file, 0400), ==, 0);
  g_assert_true (osr_credentials_check (credentials, NULL));
  g_assert_cmpint (g_chmod (folder, 0750), ==, 0);
  assert_refused (credentials, "chmod 0700");
}

/* Neither another kind of file nor rubbish is read, and none of it is written over. */
static void
test_spoilt (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrCredentials) credentials = of_office (f);
  g_autofree char *file = log_fixture_path (f, "credentials/office.key");
  g_autofree char *target = log_fixture_path (f, "credentials/target");
  g_autofree char *left = NULL;
  g_autoptr (GError) error = NULL;

  keep (credentials, "other", OSR_ACCOUNT_READ, "r");
  g_assert_true (
      g_file_set_contents_full (file, "no key file", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_null (osr_credentials_load (credentials, "office", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
  g_assert_false (osr_credentials_set (credentials, "office", OSR_ACCOUNT_READ, "r", NULL));
  g_assert_true (g_file_get_contents (file, &left, NULL, NULL));
  g_assert_cmpstr (left, ==, "no key file");
  g_clear_error (&error);
  g_assert_cmpint (g_rename (file, target), ==, 0);
  g_assert_cmpint (symlink (target, file), ==, 0);
  g_assert_null (osr_credentials_load (credentials, "office", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED);
}

static void
test_folder (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *handed = log_fixture_path (f, "handed");
  g_autofree char *key = log_fixture_path (f, "handed/office.key");
  g_autoptr (OsrCredentials) own = NULL;
  g_autoptr (OsrCredentials) set = NULL;
  g_autoptr (OsrCredentials) given = NULL;

  g_assert_cmpint (g_mkdir (handed, 0700), ==, 0);
  g_setenv ("CREDENTIALS_DIRECTORY", handed, TRUE);
  own = of_office (f); /* other credentials are handed over, none of ours */
  g_assert_true (g_str_has_suffix (osr_credentials_get_folder (own), "/credentials"));
  g_assert_true (g_file_set_contents_full (key, "[tokens]\nread=handed\n", -1,
                                           G_FILE_SET_CONTENTS_NONE, 0440, NULL));
  g_assert_cmpint (g_chmod (key, 0440), ==, 0);
  given = of_office (f);
  set = osr_credentials_new_for_office (f->folder, "/etc/office/credentials");
  g_unsetenv ("CREDENTIALS_DIRECTORY");
  g_assert_cmpstr (osr_credentials_get_folder (given), ==, handed);
  assert_token (given, "office", OSR_ACCOUNT_READ, "handed");
  g_assert_cmpint (g_chmod (key, 0444), ==, 0);
  assert_refused (given, "chmod 0600");
  g_assert_cmpstr (osr_credentials_get_folder (set), ==, "/etc/office/credentials");
}

static void
assert_without (const char *folder, const char *secret)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;

    if (!g_file_get_contents (path, &bytes, &length, NULL))
      continue;
    n++;
    if (memmem (bytes, length, secret, strlen (secret)) != NULL)
      g_test_fail_printf ("%s holds the token", name);
  }
  g_assert_cmpuint (n, >, 0);
}

/* The log as the program before the files of tokens left it, with a copy put aside before that. */
static void
write_earlier_log (LogFixture *f)
{
  g_autofree char *aside = log_fixture_path (f, "log.db.before-4");
  g_autofree char *log = NULL;
  gsize length;

  log_find (f, 1);
  g_clear_pointer (&f->log, osr_log_free);
  tamper (f->path, "DROP TABLE IF EXISTS leaving_token; DROP TABLE account_reading;"
                   " CREATE TABLE account_secret (account TEXT NOT NULL, use TEXT NOT NULL,"
                   "  value TEXT NOT NULL, PRIMARY KEY (account, use)) WITHOUT ROWID;"
                   " INSERT INTO account_secret VALUES ('gkh', 'read', '" CANARY "-r'),"
                   "  ('gkh', 'write', '" CANARY "-w'), ('road', 'edit', '" CANARY "-e');"
                   " DROP INDEX publication_taking;"
                   " ALTER TABLE publication DROP COLUMN lease_person;"
                   " ALTER TABLE publication DROP COLUMN lease_taking;"
                   " ALTER TABLE publication DROP COLUMN lent_state;"
                   " ALTER TABLE command DROP COLUMN mark;"
                   " PRAGMA user_version = 4");
  g_assert_true (g_file_get_contents (f->path, &log, &length, NULL));
  g_assert_nonnull (memmem (log, length, CANARY, strlen (CANARY)));
  g_assert_true (g_file_set_contents (aside, log, (gssize) length, NULL));
}

static void
test_moved (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrCredentials) credentials = of_office (f);
  g_autofree char *copy = log_fixture_path (f, "backup");
  g_autoptr (GError) error = NULL;

  write_earlier_log (f);
  keep (credentials, "gkh", OSR_ACCOUNT_WRITE, "newer");
  f->log = osr_log_open (f->path, f->clock, &error);
  g_assert_no_error (error);
  osr_log_move_tokens (f->log, credentials, &error);
  g_assert_no_error (error);
  assert_token (credentials, "gkh", OSR_ACCOUNT_READ, CANARY "-r");
  assert_token (credentials, "gkh", OSR_ACCOUNT_WRITE, "newer");
  assert_token (credentials, "road", OSR_ACCOUNT_EDIT, CANARY "-e");
  g_assert_true (osr_log_backup (f->log, copy, NULL));
  assert_without (f->folder, CANARY); /* the log, its WAL, copies put aside, the backup */
  log_fixture_reopen (f);
  g_assert_true (osr_log_move_tokens (f->log, credentials, NULL));
  assert_without (f->folder, CANARY);
  g_assert_cmpint (osr_log_get_head (f->log), ==, 1);
}

/* What cannot be put into files stays where it is until it can. */
static void
test_moved_later (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrCredentials) credentials = of_office (f);
  g_autofree char *in_the_way = log_fixture_path (f, "credentials");
  g_autoptr (GError) error = NULL;

  write_earlier_log (f);
  g_assert_true (g_file_set_contents (in_the_way, "a file", -1, NULL));
  f->log = osr_log_open (f->path, f->clock, NULL);
  g_assert_false (osr_log_move_tokens (f->log, credentials, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_unlink (in_the_way), ==, 0);
  g_assert_true (osr_log_move_tokens (f->log, credentials, NULL));
  assert_token (credentials, "gkh", OSR_ACCOUNT_READ, CANARY "-r");
  assert_without (f->folder, CANARY);
}

/* A backup that an earlier program made brings its tokens, and they do not stay in the log. */
static void
test_restored (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *office = log_fixture_path (f, "restored");
  g_autofree char *path = log_fixture_path (f, "restored/log.db");
  g_autoptr (OsrCredentials) credentials = osr_credentials_new_for_office (office, NULL);
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;

  write_earlier_log (f);
  g_assert_cmpint (g_mkdir (office, 0700), ==, 0);
  osr_log_restore (f->path, path, f->clock, NULL, &error);
  g_assert_no_error (error);
  log = osr_log_open (path, f->clock, &error);
  g_assert_no_error (error);
  g_assert_true (osr_log_move_tokens (log, credentials, NULL));
  assert_token (credentials, "gkh", OSR_ACCOUNT_WRITE, CANARY "-w");
  assert_without (office, CANARY);
}

/* Neither a core file nor another program of the same person gets at what is in memory. */
static void
test_guarded (void)
{
  struct rlimit limit;

  if (g_test_subprocess ()) {
    osr_process_guard ();
    g_assert_cmpint (prctl (PR_GET_DUMPABLE), ==, 0);
    g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
    g_assert_cmpuint (limit.rlim_cur, ==, 0);
    g_assert_cmpuint (limit.rlim_max, ==, 0);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/credentials/kept-for-the-owner-alone", test_kept);
  g_test_add_func ("/store/credentials/given-by-root", test_given_by_root);
  g_test_add_func ("/store/credentials/forgotten", test_forgotten);
  g_test_add_func ("/store/credentials/listed", test_listed);
  g_test_add_func ("/store/credentials/refused-when-others-can-read", test_readable_by_others);
  g_test_add_func ("/store/credentials/spoilt", test_spoilt);
  g_test_add_func ("/store/credentials/folder", test_folder);
  g_test_add_func ("/store/credentials/moved-out-of-the-log", test_moved);
  g_test_add_func ("/store/credentials/moved-later", test_moved_later);
  g_test_add_func ("/store/credentials/moved-out-of-a-restored-backup", test_restored);
  g_test_add_func ("/store/credentials/process-guarded", test_guarded);
  return g_test_run ();
}
