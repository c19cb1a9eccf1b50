/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People, bodies, roles, substitutions and accounts with the administrator's tool. */
#include "core/office/osr-substitution.h"
#include "core/time/osr-clock.h"
#include "ctl-process.h"
#include "demo/osr-demo-programs.h"
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
  ctl_run_well (NULL, "admin", "init", "--office", f->office, "--regulation", "amur", "--from",
                DEMO_OFFICE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  osr_demo_folder_remove (f->folder);
  g_free (f->folder);
  g_free (f->office);
}

static OsrLog *
open_log (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->office, "log.db", NULL);
  g_autoptr (OsrClock) clock = osr_clock_new (NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  OsrLog *log = osr_log_open (path, clock, &error);

  g_assert_no_error (error);
  return log;
}

/* A command of the tool; @words end with NULL. */
#define well(f, ...) ctl_run_well (NULL, "admin", __VA_ARGS__, "--office", (f)->office)

#define refused(f, part, ...)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (Ran) ran = ctl_run (NULL, "admin", __VA_ARGS__, "--office", (f)->office, NULL);     \
    g_assert_cmpint (ran->status, ==, 1);                                                          \
    g_test_message ("%s", ran->errors);                                                            \
    g_assert_nonnull (strstr (ran->errors, part));                                                 \
  }                                                                                                \
  G_STMT_END

static void
test_person (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (Ran) list = NULL;
  g_autofree char *person = NULL;
  const OsrPerson *known;

  well (f, "person", "add", "clerk", "--name", "Clerk", "--mail", "clerk@example.org");
  well (f, "person", "post", "clerk", "Adviser");
  well (f, "person", "disable", "nadzor");
  refused (f, "last administrator", "person", "disable", "admin");
  refused (f, "no mail address", "person", "mail", "clerk", "nowhere");
  refused (f, "nobody with the login", "person", "post", "unknown", "x");
  list = ctl_run (NULL, "admin", "person", "list", "--office", f->office, NULL);
  g_assert_nonnull (strstr (list->output, "clerk\tactive\tClerk\tAdviser\t\tclerk@example.org\n"));
  g_assert_nonnull (strstr (list->output, "nadzor\tdisabled\t"));
  log = open_log (f);
  known = osr_registry_find_person (osr_log_get_registry (log), "clerk");
  g_assert_cmpstr (known->post, ==, "Adviser");
  person = osr_log_check_password (log, "nadzor", "demo-nadzor", NULL);
  g_assert_null (person);
  g_clear_pointer (&log, osr_log_free);
  well (f, "person", "enable", "nadzor");
  log = open_log (f);
  person = osr_log_check_password (log, "nadzor", "demo-nadzor", NULL);
  g_assert_cmpstr (person, ==, "nadzor");
}

static void
test_body (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (Ran) list = NULL;
  const OsrBody *body;

  well (f, "body", "add", "roads", "--name", "Roads", "--parent", "transport", "--from",
        "2026-04-01", "--topics", "roads");
  well (f, "body", "set", "roads", "--short-name", "R");
  well (f, "body", "end", "roads", "2030-12-31");
  refused (f, "already", "body", "add", "roads", "--name", "Again");
  refused (f, "above itself", "body", "set", "transport", "--parent", "roads");
  refused (f, "no body", "body", "end", "nowhere");
  list = ctl_run (NULL, "admin", "body", "list", "--office", f->office, NULL);
  g_assert_nonnull (strstr (list->output, "\n  roads\tRoads\t2026-04-01\t2030-12-31\n"));
  log = open_log (f);
  body = osr_registry_find_body (osr_log_get_registry (log), "roads");
  g_assert_cmpstr (body->short_name, ==, "R");
  g_assert_cmpstr (body->topics[0], ==, "roads");
  g_assert_cmpint (body->valid_from, ==, osr_instant_parse ("2026-04-01T00:00:00+09:00"));
  g_assert_cmpint (body->valid_to, ==, osr_instant_parse ("2031-01-01T00:00:00+09:00"));
}

static void
test_role (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrLog) log = NULL;

  well (f, "role", "grant", "gkh", "executor", "health");
  refused (f, "The office's roles are", "role", "grant", "gkh", "tsar");
  refused (f, "last administrator", "role", "revoke", "admin", "admin");
  well (f, "role", "revoke", "gkh", "executor", "health");
  log = open_log (f);
  g_assert_false (osr_registry_has_role (osr_log_get_registry (log), "gkh", "executor", "health"));
}

static void
test_substitution (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (Ran) list = NULL;
  const OsrSubstitution *entry;

  well (f, "substitution", "set", "gkh", "health", "--id", "s", "--to", "2040-01-09", "--ground",
        "illness");
  refused (f, "already", "substitution", "set", "gkh", "social", "--to", "2040-01-01", "--ground",
           "leave");
  refused (f, "comes back", "substitution", "set", "health", "gkh", "--to", "2040-01-01",
           "--ground", "leave");
  refused (f, "grounds", "substitution", "set", "social", "nature", "--to", "2040-01-01",
           "--ground", "whim");
  list = ctl_run (NULL, "admin", "substitution", "list", "--office", f->office, NULL);
  g_assert_nonnull (strstr (list->output, "\t2040-01-09\tillness\tnow\n"));
  log = open_log (f);
  entry = osr_registry_find_substitution (osr_log_get_registry (log), "s");
  g_assert_true (entry->begun);
  g_assert_cmpint (entry->to, ==, osr_instant_parse ("2040-01-10T00:00:00+09:00"));
  g_clear_pointer (&log, osr_log_free);
  well (f, "substitution", "end", "s");
  refused (f, "over", "substitution", "end", "s");
}

static void
test_account_link (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrLog) log = NULL;
  const OsrAccount *account;

  well (f, "account", "link", "vk-gkh", "https://example.org/accounts", "--users", "gkh");
  refused (f, "public link", "account", "link", "vk-gkh", "javascript:alert(1)");
  refused (f, "no person", "account", "link", "vk-gkh", "--users", "nobody");
  log = open_log (f);
  account = osr_registry_find_account (osr_log_get_registry (log), "vk-gkh");
  g_assert_cmpstr (account->public_link, ==, "https://example.org/accounts");
  g_assert_cmpstr (account->users[0], ==, "gkh");
  g_assert_cmpstr (account->owner, ==, "200000002");
}

#define add(name, test) g_test_add ("/ctl/directory/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("person", test_person);
  add ("body", test_body);
  add ("role", test_role);
  add ("substitution", test_substitution);
  add ("account-link", test_account_link);
  return g_test_run ();
}
