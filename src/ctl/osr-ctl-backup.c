/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of an office's log, and whether a log is what was written. */
#include <glib/gi18n.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "coordinator/osr-coordinator.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-office.h"
#include "store/audit/osr-erasure-list.h"

int
osr_ctl_backup (int argc, char **argv)
{
  g_autofree char *office = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { NULL },
  };

  if (!osr_ctl_parse ("backup FILE",
                      _ ("Writes a whole copy of the log to a new file, also while the office is "
                         "being served. It\nholds citizens' words: keep it like the office itself. "
                         "The tokens of the accounts are not in it:\nthey are in the folder "
                         "credentials of the office, or where its settings say."),
                      entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_office (office, NULL, &error);
  if (log == NULL || !osr_log_backup (log, argv[1], &error))
    return osr_ctl_fail (error);
  return OSR_CTL_OK;
}

/* A copy made by an earlier program may hold tokens; opening the office puts them where they belong. */
static gboolean
take_tokens_out (const char *office, GError **error)
{
  g_autoptr (OsrLog) log = osr_ctl_open_office (office, NULL, error);

  return log != NULL;
}

/* What a backup does not bring, before somebody waits for replies to go out. */
static void
tell_tokens (const char *office)
{
  g_autoptr (OsrCredentials) credentials = osr_ctl_open_credentials (office, NULL);
  g_autoptr (GPtrArray) accounts =
      credentials != NULL ? osr_credentials_list (credentials, NULL) : NULL;

  if (accounts == NULL)
    return;
  g_print (_ ("A backup holds no tokens of accounts. In %s there are those of %u accounts.\n"),
           osr_credentials_get_folder (credentials), accounts->len);
  g_print ("%s\n", _ ("Copy that folder from where it was, or give the tokens again with \"admin "
                      "account add\";\n\"admin account list\" shows which are there."));
}

static gboolean
restore (const char *office, const char *backup, const char *erased, guint *n_erased,
         GError **error)
{
  g_autofree char *path = g_build_filename (office, OSR_OFFICE_LOG, NULL);
  g_autofree char *list = osr_erasure_list_dup_path (path);
  g_autoptr (OsrClock) clock = osr_clock_new (NULL, NULL, NULL);
  int lock;
  gboolean done;

  if (g_mkdir_with_parents (office, 0700) != 0 || g_chmod (office, 0700) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", office,
                 g_strerror (errno));
    return FALSE;
  }
  lock = osr_office_lock (office, error);
  if (lock < 0)
    return FALSE;
  done = (erased == NULL || osr_erasure_list_merge (erased, list, error)) &&
         osr_log_restore (backup, path, clock, n_erased, error);
  close (lock);
  return done && take_tokens_out (office, error);
}

/* Whoever restores must know whether words came back that an act destroyed. */
static void
tell_erased (const char *office, guint n_erased)
{
  g_autofree char *list = g_build_filename (office, OSR_ERASURE_LIST, NULL);

  if (g_file_test (list, G_FILE_TEST_EXISTS))
    g_print (ngettext ("The words of %u event that were destroyed after the copy was made are "
                       "destroyed again.\n",
                       "The words of %u events that were destroyed after the copy was made are "
                       "destroyed again.\n",
                       n_erased),
             n_erased);
  else
    g_print (_ ("There is no list of destroyed words (%s) in the folder. If words were destroyed "
                "after the copy\nwas made, they are back: destroy them again, or restore with "
                "--erased FILE.\n"),
             OSR_ERASURE_LIST);
}

int
osr_ctl_restore (int argc, char **argv)
{
  g_autofree char *office = NULL, *erased = NULL;
  guint n_erased = 0;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The folder to be"), N_ ("DIR") },
    { "erased", 0, 0, G_OPTION_ARG_FILENAME, &erased,
      N_ ("The list of destroyed words of the office before, erased.list in its folder"),
      N_ ("FILE") },
    { NULL },
  };

  if (!osr_ctl_parse (
          "restore FILE",
          _ ("Makes an office of a copy. The folder must not hold one. Everybody signs in "
             "anew, every\nworkstation starts anew, and replies that were on their way are "
             "looked for before\nanything is sent. Words that were destroyed after the copy was "
             "made are destroyed again,\nby the list in the folder (erased.list). Tokens of "
             "accounts are not in a copy: bring the\nfolder credentials along, or give them "
             "anew."),
          entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (office == NULL) {
    g_printerr ("open-sources-ctl: restore needs --office\n");
    return OSR_CTL_USAGE;
  }
  if (!restore (office, argv[1], erased, &n_erased, &error))
    return osr_ctl_fail (error);
  tell_erased (office, n_erased);
  tell_tokens (office);
  return OSR_CTL_OK;
}

int
osr_ctl_verify (int argc, char **argv)
{
  g_autofree char *office = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_events = 0;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { NULL },
  };

  if (!osr_ctl_parse ("verify [CASE]",
                      _ ("Recounts the chain of every case and of the office, or of one case, and "
                         "looks for holes."),
                      entries, (int[]){ 0, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_office (office, NULL, &error);
  if (log == NULL || !osr_log_verify (log, argc > 1 ? argv[1] : NULL, &n_events, &error))
    return osr_ctl_fail (error);
  g_print ("%" G_GINT64_FORMAT " events are as they were written.\n", n_events);
  return OSR_CTL_OK;
}
