/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin`: founding an office, passwords, and the table of what else an administrator does; the
 * directory is in directory/. Passwords are no events and are kept apart. */
#include <string.h>

#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "ctl/audit/osr-ctl-audit.h"
#include "ctl/directory/osr-ctl-directory.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/words/osr-ctl-words.h"
#include "osr-config.h"
#include "store/osr-log-accounts.h"

static JsonObject *
read_document (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return osr_json_read_object (text, (gssize) length, 0, path, error);
}

/* (transfer full) (nullable): a made-up password, shown once, or one that is typed in */
static char *
get_password (const char *login, gboolean generate, GError **error)
{
  g_autofree char *prompt = g_strdup_printf ("Password of %s", login);
  char *password = NULL;

  if (!generate)
    return osr_ctl_read_secret (prompt, error);
  password = osr_credential_generate ();
  g_print ("%s: %s\n", prompt, password);
  return password;
}

int
osr_ctl_admin_init (int argc, char **argv)
{
  g_autofree char *office = NULL, *regulation = NULL, *from = NULL, *admin = NULL, *clock = NULL;
  g_autofree char *password = NULL;
  g_autoptr (JsonObject) document = NULL;
  g_autoptr (GError) error = NULL;
  gboolean generate = FALSE;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The folder to be"), N_ ("DIR") },
    { "regulation", 'r', 0, G_OPTION_ARG_STRING, &regulation, N_ ("Profile of the regulation"),
      N_ ("ID") },
    { "from", 'f', 0, G_OPTION_ARG_FILENAME, &from,
      N_ ("Topics, bodies, persons and accounts to begin with"), N_ ("FILE") },
    { "admin", 'a', 0, G_OPTION_ARG_STRING, &admin,
      N_ ("An administrator to begin with; the password is read from standard input"),
      N_ ("LOGIN") },
    { "generate", 'g', 0, G_OPTION_ARG_NONE, &generate, N_ ("Make the password up and show it"),
      NULL },
#ifdef OSR_DEMO
    { "demo-clock", 0, 0, G_OPTION_ARG_FILENAME, &clock, N_ ("The clock of a demonstration"),
      N_ ("FILE") },
#endif
    { NULL },
  };
  OsrFounding founding = { 0 };

  if (!osr_ctl_parse ("admin init", _ ("Founds an office in a folder of its own."), entries,
                      (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (office == NULL || regulation == NULL) {
    g_printerr ("open-sources-ctl: admin init needs --office and --regulation\n");
    return OSR_CTL_USAGE;
  }
  if (from != NULL && (document = read_document (from, &error)) == NULL)
    return osr_ctl_fail (error);
  if (admin != NULL && (password = get_password (admin, generate, &error)) == NULL)
    return osr_ctl_fail (error);
  founding = (OsrFounding){ office, regulation, document, admin, password, clock };
  if (!osr_ctl_found (&founding, &error))
    return osr_ctl_fail (error);
  g_print ("The office is founded in %s.\n", office);
  return OSR_CTL_OK;
}

static OsrLog *
open_for (char *office, int *status)
{
  g_autoptr (GError) error = NULL;
  OsrLog *log = osr_ctl_open_office (office, NULL, &error);

  if (log == NULL)
    *status = osr_ctl_fail (error);
  return log;
}

static int
admin_password (int argc, char **argv)
{
  g_autofree char *office = NULL, *password = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  gboolean generate = FALSE;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { "generate", 'g', 0, G_OPTION_ARG_NONE, &generate, N_ ("Make one up and show it"), NULL },
    { NULL },
  };
  const OsrPerson *person;
  int status = OSR_CTL_OK;

  if (!osr_ctl_parse (
          "admin password LOGIN",
          _ ("Sets a password, read from standard input. All sessions of the person end."), entries,
          (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = open_for (office, &status);
  if (log == NULL)
    return status;
  person = osr_registry_find_login (osr_log_get_registry (log), argv[1]);
  if (person == NULL) {
    g_printerr ("open-sources-ctl: there is nobody with the login \"%s\"\n", argv[1]);
    return OSR_CTL_FAILED;
  }
  password = get_password (argv[1], generate, &error);
  if (password == NULL || !osr_log_set_password (log, person->id, password, &error))
    return osr_ctl_fail (error);
  return OSR_CTL_OK;
}

int
osr_ctl_admin (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "init", N_ ("found an office"), osr_ctl_admin_init },
    { "person", N_ ("persons of the directory"), osr_ctl_admin_person },
    { "password", N_ ("set a password"), admin_password },
    { "role", N_ ("what a person may do"), osr_ctl_admin_role },
    { "grant", N_ ("the same as role grant"), osr_ctl_admin_grant },
    { "revoke", N_ ("the same as role revoke"), osr_ctl_admin_revoke },
    { "body", N_ ("bodies of the directory"), osr_ctl_admin_body },
    { "substitution", N_ ("who stands in for whom"), osr_ctl_admin_substitution },
    { "account", N_ ("accounts on networks"), osr_ctl_admin_account },
    { "mail", N_ ("notices by e-mail"), osr_ctl_admin_mail },
    { "regulation", N_ ("adopt a regulation or a reading"), osr_ctl_admin_regulation },
    { "calendar", N_ ("adopt a production calendar"), osr_ctl_admin_calendar },
    { "erase", N_ ("destroy citizens' words under an act"), osr_ctl_admin_erase },
    { "find-person", N_ ("cases in which a person is named"), osr_ctl_admin_find_person },
    { "lexicon", N_ ("the office's own words"), osr_ctl_admin_lexicon },
    { "schedule", N_ ("weekly hours of the office and of bodies"), osr_ctl_admin_schedule },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin", commands, argc, argv);
}
