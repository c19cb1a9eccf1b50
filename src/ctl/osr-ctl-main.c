/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program open-sources-ctl: its table of subcommands and its main loop. */
#include <locale.h>
#include <sys/stat.h>

#include <string.h>

#include <glib/gi18n.h>

#include "ctl/audit/osr-ctl-audit.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/regulation/osr-ctl-deadlines.h"
#include "ctl/osr-ctl-screen.h"
#include "ctl/osr-ctl.h"
#include "ctl/words/osr-ctl-words.h"
#include "osr-config.h"
#include "store/credentials/osr-process-guard.h"

static const OsrCtlCommand commands[] = {
  { "admin", N_ ("found an office; persons, passwords, roles, accounts"), osr_ctl_admin },
  { "backup", N_ ("write a copy of an office's log"), osr_ctl_backup },
  { "restore", N_ ("make an office of a copy"), osr_ctl_restore },
  { "verify", N_ ("recount the chains of a log"), osr_ctl_verify },
  { "log", N_ ("the whole examination of a log"), osr_ctl_log },
  { "bundle", N_ ("a case in a file, with its proofs"), osr_ctl_bundle },
  { "status", N_ ("what an office is doing"), osr_ctl_status },
  { "cases", N_ ("list the cases of an office"), osr_ctl_cases },
  { "case", N_ ("the history and the limits of one case"), osr_ctl_case },
  { "import", N_ ("register messages from a file"), osr_ctl_import },
  { "outbox", N_ ("send what a workstation saved on signing out"), osr_ctl_outbox },
  { "account", N_ ("publish from accounts that a person holds"), osr_ctl_account },
  { "step", N_ ("take a step on a case as a person of the office"), osr_ctl_step },
  { "matter", N_ ("posts that were joined into one matter"), osr_ctl_matter },
  { "search", N_ ("find cases by words of messages, replies, notes and places"), osr_ctl_search },
  { "opening", N_ ("when the office of a regulation next works"), osr_ctl_opening },
  { "regulation", N_ ("check profiles of regulations, or print one"), osr_ctl_regulation },
  { "deadlines", N_ ("recount worked timelines"), osr_ctl_deadlines },
  { "working-time", N_ ("add and measure working time"), osr_ctl_working_time },
  { "duties", N_ ("summaries, reports and watches: when each is due, and what was made"),
    osr_ctl_duties },
  { "text", N_ ("what is understood of texts"), osr_ctl_text },
  { "rating", N_ ("how the bodies of an office worked in a month or a quarter"), osr_ctl_rating },
  { "summary", N_ ("how many messages of what sort, and what is late"), osr_ctl_summary },
  { "report", N_ ("ratings, reports and summaries on their way: offer, agree, decline, send"),
    osr_ctl_report },
  { "about", N_ ("where the data of the program come from"), osr_ctl_about },
  { "social", N_ ("what the program reads in the answers of the networks"), osr_ctl_social },
#ifdef OSR_DEMO
  { "demo", N_ ("walk the main job through a demonstration office"), osr_ctl_demo },
#endif
  { NULL },
};

void
osr_ctl_run_loop (GMainLoop *loop)
{
  g_main_loop_run (loop);
}

/* (transfer full): catalogues of the build that the program stands in, else the installed ones */
static char *
find_catalogues (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  g_autofree char *build = g_build_filename (folder, "..", "..", "po", NULL);
  g_autofree char *settings = g_build_filename (folder, "..", "..", "build.ninja", NULL);

  if (g_file_test (settings, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&build);
  return g_strdup (OSR_LOCALEDIR);
}

/* The options that say which log is meant may stand before the command too: they are carried to its
 * end, where the command reads them. */
static void
carry_common_options (int argc, char **argv)
{
  static const char *const with_value[] = { "--office", "-o", "--server", "--login", NULL };
  int n = 1;

  while (n < argc) {
    if (g_strv_contains (with_value, argv[n]) && n + 1 < argc)
      n += 2;
    else if (g_str_equal (argv[n], "--cache") || g_str_has_prefix (argv[n], "--office=") ||
             g_str_has_prefix (argv[n], "--server=") || g_str_has_prefix (argv[n], "--login="))
      n++;
    else
      break;
  }
  for (int i = 1; n < argc && i < n; i++) {
    char *word = argv[1];

    memmove (argv + 1, argv + 2, (gsize) (argc - 2) * sizeof *argv);
    argv[argc - 1] = word;
  }
}

int
main (int argc, char **argv)
{
  g_autofree char *catalogues = find_catalogues ();

  osr_process_guard ();
  setlocale (LC_ALL, "");
  bindtextdomain (OSR_GETTEXT_DOMAIN, catalogues);
  bind_textdomain_codeset (OSR_GETTEXT_DOMAIN, "UTF-8");
  textdomain (OSR_GETTEXT_DOMAIN);
  umask (077); /* what is written here is the office's alone */
  if (argc == 2 && g_str_equal (argv[1], "--version")) {
    g_print ("open-sources-ctl %s\n", OSR_VERSION);
    return OSR_CTL_OK;
  }
  carry_common_options (argc, argv);
  return osr_ctl_dispatch ("open-sources-ctl", commands, argc, argv);
}
