/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin mail`: whether the office's mail server takes what is sent, and what is on its way. */
#include <glib/gi18n.h>

#include "coordinator/mail/osr-mail-message.h"
#include "coordinator/mail/osr-mail-notice.h"
#include "coordinator/mail/osr-smtp.h"
#include "coordinator/osr-coordinator-error.h"
#include "core/osr-json.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/osr-ctl-text.h"
#include "ctl/osr-ctl.h"
#include "store/mail/osr-log-mail.h"

gboolean
osr_ctl_check_address (const char *address)
{
  g_autofree char *known = address != NULL ? osr_mail_address_normalise (address) : NULL;

  if (address == NULL || known != NULL)
    return TRUE;
  g_printerr ("open-sources-ctl: \"%s\" is no address that can be written to\n", address);
  return FALSE;
}

static OsrSettings *
load_settings (const char *office, const char *config, GError **error)
{
  g_autoptr (OsrSettings) settings = osr_settings_new ();
  g_autofree char *path =
      config != NULL ? g_strdup (config) : g_build_filename (office, OSR_SETTINGS_FILE, NULL);

  if (!osr_settings_load (settings, path, error))
    return NULL;
  if (settings->mail.host != NULL)
    return g_steal_pointer (&settings);
  g_set_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_CONFIG,
               "%s: there is no host in [mail]: no notices are sent", path);
  return NULL;
}

static int
send_test (const OsrSettings *settings, const char *to)
{
  g_autofree char *address = osr_mail_address_normalise (to);
  g_autofree char *fault = NULL;
  g_autoptr (OsrClock) clock = osr_clock_new (NULL, NULL, NULL);
  g_autoptr (OsrSmtp) smtp = osr_smtp_new (&settings->mail);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) message =
      osr_mail_notice_build_test (&settings->mail, address, osr_clock_now (clock), &error);

  if (message == NULL)
    return osr_ctl_fail (error);
  if (osr_smtp_send (smtp, address, message, &fault) != OSR_SMTP_SENT) {
    g_printerr ("open-sources-ctl: %s:%u did not take it: %s\n", settings->mail.host,
                osr_mail_settings_get_port (&settings->mail), fault);
    return OSR_CTL_FAILED;
  }
  g_print ("%s:%u has taken a message for %s.\n", settings->mail.host,
           osr_mail_settings_get_port (&settings->mail), address);
  return OSR_CTL_OK;
}

static int
mail_test (int argc, char **argv)
{
  g_autofree char *office = NULL, *config = NULL, *to = NULL;
  g_autoptr (OsrSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &config, N_ ("Settings; without it DIR/office.conf"),
      N_ ("FILE") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &to, N_ ("Who gets it"), N_ ("ADDRESS") },
    { NULL },
  };

  if (!osr_ctl_parse ("admin mail test --to ADDRESS",
                      _ ("Sends a message through the mail server of the settings."), entries,
                      (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (to == NULL || (office == NULL && config == NULL)) {
    g_printerr ("open-sources-ctl: admin mail test needs --to, and --office or --config\n");
    return OSR_CTL_USAGE;
  }
  if (!osr_ctl_check_address (to))
    return OSR_CTL_USAGE;
  settings = load_settings (office, config, &error);
  return settings != NULL ? send_test (settings, to) : osr_ctl_fail (error);
}

static OsrLog *
open_log (int argc, char **argv, const char *usage, const char *summary, gboolean *flag)
{
  g_autofree char *office = NULL;
  g_autoptr (GError) error = NULL;
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { "all", 'a', flag == NULL ? G_OPTION_FLAG_HIDDEN : 0, G_OPTION_ARG_NONE, &all,
      N_ ("Those that were sent, too"), NULL },
    { NULL },
  };
  OsrLog *log;

  if (!osr_ctl_parse (usage, summary, entries, (int[]){ 0, 0 }, &argc, &argv))
    return NULL;
  log = osr_ctl_open_office (office, NULL, &error);
  if (log == NULL)
    osr_ctl_fail (error);
  if (flag != NULL)
    *flag = all;
  return log;
}

static void
print_mail (OsrLog *log, const OsrMail *mail)
{
  OsrRegistry *registry = osr_log_get_registry (log);
  const OsrPerson *person = osr_registry_find_person (registry, mail->person);
  g_autoptr (OsrCase) the_case = osr_log_load_case (log, mail->stream, NULL);
  g_autofree char *queued = osr_ctl_text_moment (registry, mail->queued_at);
  g_autofree char *next = osr_ctl_text_moment (registry, mail->next_at);
  const char *number = the_case != NULL ? the_case->number : NULL;

  g_print ("%s  %s  %s  %s → %s  %d", osr_mail_state_nick (mail->state), queued,
           number != NULL ? number : mail->stream, mail->about,
           person != NULL ? person->name : mail->person, mail->attempts);
  if (mail->state == OSR_MAIL_WAITING)
    g_print ("  %s", next);
  g_print ("%s%s\n", mail->fault != NULL ? "  " : "", mail->fault != NULL ? mail->fault : "");
}

static int
mail_queue (int argc, char **argv)
{
  gboolean all = FALSE;
  g_autoptr (OsrLog) log =
      open_log (argc, argv, "admin mail queue",
                "Lists the notices that are on their way or were given up: state, when queued, "
                "case, event and\nperson, attempts, when the next is due, what went wrong.",
                &all);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  if (log == NULL)
    return OSR_CTL_FAILED;
  list = osr_log_list_mail (log, all, &error);
  if (list == NULL)
    return osr_ctl_fail (error);
  for (guint i = 0; i < list->len; i++)
    print_mail (log, list->pdata[i]);
  return OSR_CTL_OK;
}

static int
mail_retry (int argc, char **argv)
{
  g_autoptr (OsrLog) log =
      open_log (argc, argv, "admin mail retry",
                "Lets the notices wait again that were given up; a running coordinator sends them.",
                NULL);
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  if (log == NULL)
    return OSR_CTL_FAILED;
  if (!osr_log_retry_mail (log, &n, &error))
    return osr_ctl_fail (error);
  g_print ("%" G_GINT64_FORMAT " notices wait again.\n", n);
  return OSR_CTL_OK;
}

int
osr_ctl_admin_mail (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "test", "send a message through the mail server", mail_test },
    { "queue", "list what is on its way or was given up", mail_queue },
    { "retry", "try again what was given up", mail_retry },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin mail", commands, argc, argv);
}
