/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The administrator's subcommands on a folder: founding, directory, passwords, copies. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/time/osr-clock.h"
#include "ctl-process.h"
#include "demo/osr-demo-programs.h"
#include "store/credentials/osr-credentials.h"
#include "store/osr-log-accounts.h"

typedef struct {
  char *folder;
  char *office;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("osr-ctl-XXXXXX", NULL);
  f->office = g_build_filename (f->folder, "office", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  osr_demo_folder_remove (f->folder);
  g_free (f->folder);
  g_free (f->office);
}

static OsrLog *
open_log (const char *office)
{
  g_autofree char *path = g_build_filename (office, "log.db", NULL);
  g_autoptr (OsrClock) clock = osr_clock_new (NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  OsrLog *log = osr_log_open (path, clock, &error);

  g_assert_no_error (error);
  return log;
}

static gboolean
password_fits (const char *office, const char *login, const char *password)
{
  g_autoptr (OsrLog) log = open_log (office);
  g_autofree char *person = osr_log_check_password (log, login, password, NULL);

  return person != NULL;
}

static OsrTokens *
load_tokens (const char *office, const char *account)
{
  g_autoptr (OsrCredentials) credentials = osr_credentials_new_for_office (office, NULL);
  g_autoptr (GError) error = NULL;
  OsrTokens *tokens = osr_credentials_load (credentials, account, &error);

  g_assert_no_error (error);
  return tokens;
}

static void
found (Fixture *f)
{
  ctl_run_well (NULL, "admin", "init", "--office", f->office, "--regulation", "amur", "--from",
                DEMO_OFFICE);
}

static void
test_init (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrLog) log = NULL;
  OsrRegistry *registry;
  struct stat info;
  g_autoptr (OsrTokens) tokens = NULL;

  found (f);
  g_assert_cmpint (g_stat (f->office, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  log = open_log (f->office);
  registry = osr_log_get_registry (log);
  g_assert_cmpstr (osr_regulation_get_id (osr_registry_get_regulation (registry)), ==, "amur");
  g_assert_nonnull (osr_registry_get_work_time (registry, NULL));
  g_assert_cmpuint (osr_registry_get_bodies (registry)->len, ==, 6);
  g_assert_true (osr_registry_has_role (registry, "gkh", "executor", "gkh"));
  tokens = load_tokens (f->office, "vk-gkh");
  g_assert_cmpstr (tokens->of[OSR_ACCOUNT_WRITE], ==, "demo-group-token-200000002");
  g_assert_true (password_fits (f->office, "kurator", "demo-kurator"));
  ctl_run_well (NULL, "verify", "--office", f->office);
}

/* Passwords and tokens are in no event. */
static void
test_no_secrets_in_events (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GPtrArray) records = NULL;

  found (f);
  log = open_log (f->office);
  records = osr_log_load_records (log, "office", 0, NULL);
  g_assert_cmpuint (records->len, >, 20);
  for (guint i = 0; i < records->len; i++) {
    OsrRecord *record = g_ptr_array_index (records, i);
    gsize length;
    const char *meta = g_bytes_get_data (record->meta, &length);

    g_assert_null (g_strstr_len (meta, (gssize) length, "demo-kurator"));
    g_assert_null (g_strstr_len (meta, (gssize) length, "demo-group-token"));
    g_assert_null (g_strstr_len (meta, (gssize) length, "demo-service-token"));
  }
}

static void
test_init_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) unknown =
      ctl_run (NULL, "admin", "init", "--office", f->office, "--regulation", "nowhere", NULL);
  g_autofree char *left = g_build_filename (f->office, "log.db", NULL);
  g_autofree char *bad = g_build_filename (f->folder, "bad.json", NULL);
  g_autoptr (Ran) broken = NULL;
  g_autoptr (Ran) again = NULL;

  g_assert_cmpint (unknown->status, ==, 1);
  g_assert_nonnull (strstr (unknown->errors, "nowhere"));
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_file_set_contents (bad, "{\"persons\":[{\"person\":\"x\"}]}", -1, NULL);
  broken = ctl_run (NULL, "admin", "init", "--office", f->office, "--regulation", "amur", "--from",
                    bad, NULL);
  g_assert_cmpint (broken->status, ==, 1);
  g_assert_nonnull (strstr (broken->errors, "\"persons\"[0]"));
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  found (f);
  again = ctl_run (NULL, "admin", "init", "--office", f->office, "--regulation", "amur", NULL);
  g_assert_cmpint (again->status, ==, 1);
  g_assert_nonnull (strstr (again->errors, "already"));
}

static void
test_bare_office (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrLog) log = NULL;

  ctl_run_well ("correct horse\n", "admin", "init", "--office", f->office, "--regulation", "amur",
                "--admin", "root");
  g_assert_true (password_fits (f->office, "root", "correct horse"));
  log = open_log (f->office);
  g_assert_true (osr_registry_has_role (osr_log_get_registry (log), "root", OSR_ROLE_ADMIN, NULL));
}

static void
test_directory (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (Ran) no_body = NULL;
  g_autoptr (Ran) no_person = NULL;
  OsrRegistry *registry;

  found (f);
  ctl_run_well (NULL, "admin", "body", "add", "forest", "--office", f->office, "--name", "Лесхоз",
                "--topics", "ecology,other");
  ctl_run_well (NULL, "admin", "person", "add", "forester", "--office", f->office, "--name",
                "Лесов Лес Лесович");
  ctl_run_well (NULL, "admin", "grant", "forester", "executor", "forest", "--office", f->office);
  no_body =
      ctl_run (NULL, "admin", "grant", "forester", "executor", "sea", "--office", f->office, NULL);
  no_person = ctl_run (NULL, "admin", "grant", "nobody", "curator", "--office", f->office, NULL);
  log = open_log (f->office);
  registry = osr_log_get_registry (log);
  g_assert_cmpstr (osr_registry_find_body (registry, "forest")->topics[1], ==, "other");
  g_assert_true (osr_registry_has_role (registry, "forester", "executor", "forest"));
  g_assert_cmpint (no_body->status, ==, 1);
  g_assert_cmpint (no_person->status, ==, 1);
  g_clear_pointer (&log, osr_log_free);
  ctl_run_well (NULL, "admin", "revoke", "forester", "executor", "forest", "--office", f->office);
  log = open_log (f->office);
  registry = osr_log_get_registry (log);
  g_assert_false (osr_registry_has_role (registry, "forester", "executor", "forest"));
}

static void
test_password (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) made = NULL;
  g_autoptr (Ran) weak = NULL;
  g_autoptr (Ran) nobody = NULL;
  const char *shown;
  g_autofree char *password = NULL;

  found (f);
  ctl_run_well ("another one\n", "admin", "password", "gkh", "--office", f->office);
  g_assert_true (password_fits (f->office, "gkh", "another one"));
  g_assert_false (password_fits (f->office, "gkh", "demo-gkh"));
  weak = ctl_run ("short\n", "admin", "password", "gkh", "--office", f->office, NULL);
  g_assert_cmpint (weak->status, ==, 1);
  nobody = ctl_run ("long enough\n", "admin", "password", "nobody", "--office", f->office, NULL);
  g_assert_cmpint (nobody->status, ==, 1);
  made = ctl_run (NULL, "admin", "password", "gkh", "--generate", "--office", f->office, NULL);
  g_assert_cmpint (made->status, ==, 0);
  shown = strstr (made->output, ": ");
  g_assert_nonnull (shown);
  password = g_strstrip (g_strdup (shown + 2));
  g_assert_true (password_fits (f->office, "gkh", password));
}

static void
test_account (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (OsrTokens) tokens = NULL;
  g_autoptr (Ran) listed = NULL;
  g_autoptr (Ran) signed_owner = NULL;

  found (f);
  ctl_run_well ("reading\nwriting\n", "admin", "account", "add", "vk-health", "--office", f->office,
                "--network", "vk", "--owner", "200000009", "--body", "health");
  signed_owner = ctl_run ("\n\n", "admin", "account", "add", "x", "--office", f->office,
                          "--network", "vk", "--owner", "-5", NULL);
  g_assert_cmpint (signed_owner->status, ==, 2);
  log = open_log (f->office);
  tokens = load_tokens (f->office, "vk-health");
  g_assert_cmpstr (tokens->of[OSR_ACCOUNT_READ], ==, "reading");
  g_assert_cmpstr (tokens->of[OSR_ACCOUNT_WRITE], ==, "writing");
  g_assert_null (tokens->of[OSR_ACCOUNT_EDIT]);
  g_assert_cmpstr (osr_registry_account_for (osr_log_get_registry (log), "health", "vk")->id, ==,
                   "vk-health");
  g_clear_pointer (&log, osr_log_free);
  listed = ctl_run (NULL, "admin", "account", "list", "--office", f->office, NULL);
  g_assert_cmpint (listed->status, ==, 0);
  g_assert_nonnull (strstr (listed->output, "vk-health\tvk\t200000009\tread write\n"));
  g_assert_null (strstr (listed->output, "reading"));
}

/* An account that is refused gets no tokens, and a fourth secret is asked for where there is one. */
static void
test_account_tokens (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrTokens) signing = NULL;
  g_autoptr (OsrTokens) none = NULL;
  g_autoptr (OsrTokens) renewed = NULL;
  g_autoptr (OsrLog) log = NULL;
  const OsrAccount *account;
  g_autoptr (Ran) refused = NULL;
  g_autoptr (Ran) open_to_all = NULL;
  g_autofree char *file = g_build_filename (f->office, "credentials", "vk-health.key", NULL);

  found (f);
  ctl_run_well ("r\nw\ne\ns\n", "admin", "account", "add", "vk-health", "--office", f->office,
                "--network", "vk", "--owner", "200000009", "--edits", "--signs");
  signing = load_tokens (f->office, "vk-health");
  g_assert_cmpstr (signing->of[OSR_ACCOUNT_EDIT], ==, "e");
  g_assert_cmpstr (signing->of[OSR_ACCOUNT_SECRET], ==, "s");
  /* new keys alone leave the account as it is */
  ctl_run_well ("again\n\n", "admin", "account", "add", "vk-health", "--office", f->office);
  log = open_log (f->office);
  account = osr_registry_find_account (osr_log_get_registry (log), "vk-health");
  g_assert_cmpstr (account->owner, ==, "200000009");
  renewed = load_tokens (f->office, "vk-health");
  g_assert_cmpstr (renewed->of[OSR_ACCOUNT_READ], ==, "again");
  g_assert_cmpstr (renewed->of[OSR_ACCOUNT_WRITE], ==, "w");
  refused = ctl_run ("r\nw\n", "admin", "account", "add", "Bad Id", "--office", f->office,
                     "--network", "vk", "--owner", "200000009", NULL);
  g_assert_cmpint (refused->status, ==, 1);
  none = load_tokens (f->office, "Bad Id");
  g_assert_null (none->of[OSR_ACCOUNT_READ]);
  g_assert_cmpint (g_chmod (file, 0640), ==, 0);
  open_to_all = ctl_run (NULL, "admin", "account", "list", "--office", f->office, NULL);
  g_assert_cmpint (open_to_all->status, ==, 1);
  g_assert_nonnull (strstr (open_to_all->errors, "chmod 0600"));
}

/* What a person's workstation holds leaves the coordinator, and no line is read for it. */
static void
test_account_held (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrTokens) tokens = NULL;
  g_autoptr (OsrTokens) after = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (Ran) nobody = NULL;
  const OsrAccount *account;

  found (f);
  ctl_run_well ("r\nw\n", "admin", "account", "add", "vk-health", "--office", f->office,
                "--network", "vk", "--owner", "200000009");
  nobody = ctl_run ("r\n", "admin", "account", "add", "vk-health", "--office", f->office,
                    "--holder", "nobody", NULL);
  g_assert_cmpint (nobody->status, !=, 0);
  ctl_run_well ("again\n", "admin", "account", "add", "vk-health", "--office", f->office,
                "--holder", "health");
  log = open_log (f->office);
  account = osr_registry_find_account (osr_log_get_registry (log), "vk-health");
  g_assert_cmpstr (account->holder, ==, "health");
  tokens = load_tokens (f->office, "vk-health");
  g_assert_null (tokens->of[OSR_ACCOUNT_WRITE]);
  g_assert_cmpstr (tokens->of[OSR_ACCOUNT_READ], ==, "again");
  g_clear_pointer (&log, osr_log_free);
  ctl_run_well ("\nw2\n", "admin", "account", "add", "vk-health", "--office", f->office, "--holder",
                "");
  log = open_log (f->office);
  account = osr_registry_find_account (osr_log_get_registry (log), "vk-health");
  g_assert_null (account->holder);
  after = load_tokens (f->office, "vk-health");
  g_assert_cmpstr (after->of[OSR_ACCOUNT_WRITE], ==, "w2");
}

static void
test_backup_restore (Fixture *f, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (f->folder, "copy", NULL);
  g_autofree char *other = g_build_filename (f->folder, "other", NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_autoptr (OsrTokens) tokens = NULL;
  g_autoptr (Ran) restored = NULL;
  g_autoptr (Ran) onto = NULL;
  g_autoptr (OsrLog) before = NULL;
  g_autoptr (OsrLog) after = NULL;

  found (f);
  ctl_run_well (NULL, "backup", copy, "--office", f->office);
  restored = ctl_run (NULL, "restore", copy, "--office", other, NULL);
  g_assert_cmpint (restored->status, ==, 0);
  g_assert_nonnull (strstr (restored->output, "no tokens of accounts"));
  tokens = load_tokens (other, "vk-gkh");
  g_assert_null (tokens->of[OSR_ACCOUNT_WRITE]);
  g_assert_true (g_file_get_contents (copy, &bytes, &length, NULL));
  g_assert_null (memmem (bytes, length, "demo-group-token", strlen ("demo-group-token")));
  ctl_run_well (NULL, "verify", "--office", other);
  onto = ctl_run (NULL, "restore", copy, "--office", f->office, NULL);
  g_assert_cmpint (onto->status, ==, 1);
  before = open_log (f->office);
  after = open_log (other);
  g_assert_cmpstr (osr_log_get_epoch (before), !=, osr_log_get_epoch (after));
  g_assert_cmpuint (osr_registry_get_persons (osr_log_get_registry (after))->len, ==,
                    osr_registry_get_persons (osr_log_get_registry (before))->len);
  g_assert_true (password_fits (other, "kurator", "demo-kurator"));
}

/* Every command tells its options, and refuses what it does not know. */
static void
test_help (Fixture *f, gconstpointer data)
{
  static const char *const commands[][3] = {
    { "backup" },
    { "restore" },
    { "verify" },
    { "status" },
    { "cases" },
    { "case" },
    { "opening" },
    { "deadlines" },
    { "demo" },
    { "admin", "init" },
    { "admin", "grant" },
    { "admin", "revoke" },
    { "admin", "body" },
    { "admin", "password" },
    { "admin", "regulation" },
    { "admin", "calendar" },
    { "admin", "schedule" },
  };
  g_autoptr (Ran) all = ctl_run (NULL, "--help", NULL);
  g_autoptr (Ran) none = ctl_run (NULL, NULL);
  g_autoptr (Ran) unknown = ctl_run (NULL, "dance", NULL);

  g_assert_cmpint (all->status, ==, 0);
  g_assert_cmpint (none->status, ==, 2);
  g_assert_cmpint (unknown->status, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    const char *second = commands[i][1] != NULL ? commands[i][1] : "--help";
    g_autoptr (Ran) help = ctl_run (NULL, commands[i][0], second, "--help", NULL);
    g_autoptr (Ran) wrong =
        ctl_run (NULL, commands[i][0], commands[i][1] != NULL ? commands[i][1] : "--no-such",
                 "--no-such", NULL);

    g_test_message ("%s %s", commands[i][0], second);
    g_assert_cmpint (help->status, ==, 0);
    g_assert_nonnull (strstr (help->output, commands[i][0]));
    g_assert_cmpint (wrong->status, ==, 2);
    g_assert_nonnull (strstr (all->output, commands[i][0]));
  }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/ctl/admin/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("init", test_init);
  add ("no-secrets-in-events", test_no_secrets_in_events);
  add ("init-refused", test_init_refused);
  add ("bare-office", test_bare_office);
  add ("directory", test_directory);
  add ("password", test_password);
  add ("account", test_account);
  add ("account-tokens", test_account_tokens);
  add ("account-held", test_account_held);
  add ("backup-restore", test_backup_restore);
  add ("help", test_help);
  return g_test_run ();
}
