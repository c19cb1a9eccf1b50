/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts the program in the language of the person. */
#include <glib/gi18n.h>
#include <locale.h>

#include "app/osr-application.h"
#include "app/osr-installation.h"
#include "osr-config.h"

int
main (int argc, char **argv)
{
  g_autofree char *locale_folder = osr_installation_dup_locale_folder ();
  g_autoptr (OsrApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (OSR_GETTEXT_DOMAIN, locale_folder);
  bind_textdomain_codeset (OSR_GETTEXT_DOMAIN, "UTF-8");
  textdomain (OSR_GETTEXT_DOMAIN);

  application = osr_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
