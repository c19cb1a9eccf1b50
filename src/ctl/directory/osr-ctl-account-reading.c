/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin account health`, `pause`, `resume`: how the accounts are read, and whether they are. */
#include <glib/gi18n.h>

#include "ctl/directory/osr-ctl-directory.h"
#include "ctl/osr-ctl-office.h"
#include "report/osr-account-health-text.h"
#include "store/reading/osr-log-reading.h"

static gboolean
print_health (OsrLog *log, const OsrAccount *account, gboolean *ill, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (log);
  g_autoptr (OsrAccountReading) reading = osr_log_load_reading (log, account->id, error);
  OsrZone *zone = osr_work_time_get_zone (osr_registry_get_work_time (registry, account->body));
  OsrAccountHealth health = { account->watched };
  g_autofree char *text = NULL;

  if (reading == NULL)
    return FALSE;
  health.read_at = reading->read_at;
  health.failures = reading->failures;
  health.fault_code = reading->fault_code;
  health.fault = reading->fault;
  health.calls_left = reading->calls_left;
  text = osr_account_health_text (&health, osr_clock_now (osr_log_get_clock (log)), zone);
  g_print ("%s\t%s\t%s\n", account->id, account->network, text);
  *ill = *ill || osr_account_health_is_ill (&health);
  return TRUE;
}

int
osr_ctl_account_health (int argc, char **argv)
{
  g_autofree char *office = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { NULL },
  };
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts;
  gboolean ill = FALSE;

  if (!osr_ctl_parse (
          "admin account health",
          _ ("Says of every account when it was read last, and why not since. The status"
             " is 1 when\none cannot be read."),
          entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_office (office, NULL, &error);
  if (log == NULL)
    return osr_ctl_fail (error);
  accounts = osr_registry_get_accounts (osr_log_get_registry (log));
  for (guint i = 0; i < accounts->len; i++) {
    if (!print_health (log, accounts->pdata[i], &ill, &error))
      return osr_ctl_fail (error);
  }
  return ill ? OSR_CTL_FAILED : OSR_CTL_OK;
}

static int
set_watched (int argc, char **argv, const char *usage, const char *summary, gboolean watched)
{
  g_autofree char *office = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { NULL },
  };
  g_autoptr (OsrLog) log = NULL;
  const OsrAccount *account;
  JsonObject *members;

  if (!osr_ctl_parse (usage, summary, entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (office);
  account = log != NULL ? osr_registry_find_account (osr_log_get_registry (log), argv[1]) : NULL;
  if (account == NULL) {
    if (log != NULL)
      g_printerr ("open-sources-ctl: there is no account \"%s\"\n", argv[1]);
    return OSR_CTL_FAILED;
  }
  members = osr_ctl_account_members (account);
  json_object_set_boolean_member (members, "watched", watched);
  return osr_ctl_change (g_steal_pointer (&log), "account-set", members);
}

int
osr_ctl_account_pause (int argc, char **argv)
{
  return set_watched (argc, argv, "admin account pause ACCOUNT",
                      _ ("Stops reading the account. Replies still go out; \"resume\" reads on from"
                         " where it was."),
                      FALSE);
}

int
osr_ctl_account_resume (int argc, char **argv)
{
  return set_watched (argc, argv, "admin account resume ACCOUNT", _ ("Reads the account again."),
                      TRUE);
}
