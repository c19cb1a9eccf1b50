/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program open-sources-ctl: its table of subcommands and its main loop. */
#include <locale.h>
#include <sys/stat.h>

#include <glib/gi18n.h>

#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-deadlines.h"
#include "ctl/osr-ctl.h"
#include "osr-config.h"

static const OsrCtlCommand commands[] = {
  { "admin", "found an office; persons, passwords, roles, accounts", osr_ctl_admin },
  { "backup", "write a copy of an office's log", osr_ctl_backup },
  { "restore", "make an office of a copy", osr_ctl_restore },
  { "verify", "recount the chains of a log", osr_ctl_verify },
  { "opening", "when the office of a regulation next works", osr_ctl_opening },
  { "deadlines", "recount worked timelines", osr_ctl_deadlines },
#ifdef OSR_DEMO
  { "demo", "walk the main job through a demonstration office", osr_ctl_demo },
#endif
  { NULL },
};

void
osr_ctl_run_loop (GMainLoop *loop)
{
  g_main_loop_run (loop);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (OSR_GETTEXT_DOMAIN, OSR_LOCALEDIR);
  bind_textdomain_codeset (OSR_GETTEXT_DOMAIN, "UTF-8");
  textdomain (OSR_GETTEXT_DOMAIN);
  umask (077); /* what is written here is the office's alone */
  if (argc == 2 && g_str_equal (argv[1], "--version")) {
    g_print ("open-sources-ctl %s\n", OSR_VERSION);
    return OSR_CTL_OK;
  }
  return osr_ctl_dispatch ("open-sources-ctl", commands, argc, argv);
}
