/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subcommands, options and secrets of a command line. */
#include "ctl/osr-ctl.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "osr-config.h"

#define MAX_SECRET 4096

static void
print_commands (const char *program, const OsrCtlCommand *commands)
{
  g_print (_ ("Usage: %s COMMAND [OPTION…]\n\n"), program);
  for (; commands->name != NULL; commands++)
    g_print ("  %-12s %s\n", commands->name, _ (commands->summary));
  g_print (
      _ ("\nWhich log is meant: --office DIR (its own files), --server URL (over the protocol, with"
         " --login)\nor --cache (this workstation's copy). \"%s COMMAND --help\" tells the "
         "options of a command.\n"),
      program);
}

int
osr_ctl_dispatch (const char *program, const OsrCtlCommand *commands, int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : "--help";

  if (g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help")) {
    print_commands (program, commands);
    return argc > 1 ? OSR_CTL_OK : OSR_CTL_USAGE;
  }
  for (const OsrCtlCommand *one = commands; one->name != NULL; one++) {
    if (g_str_equal (one->name, name))
      return one->run (argc - 1, argv + 1);
  }
  g_printerr (_ ("%s: there is no “%s”; --help tells what there is\n"), program, name);
  return OSR_CTL_USAGE;
}

gboolean
osr_ctl_parse (const char *usage, const char *summary, const GOptionEntry *entries,
               const int bounds[2], int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = g_strconcat ("open-sources-ctl ", usage, NULL);
  const char *kept = g_get_prgname ();

  g_set_prgname (shown);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, OSR_GETTEXT_DOMAIN);
  if (g_option_context_parse (context, argc, argv, &error) &&
      (*argc - 1 < bounds[0] || *argc - 1 > bounds[1]))
    error = g_error_new (G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("usage: %s"), shown);
  g_set_prgname (kept);
  if (error == NULL)
    return TRUE;
  g_printerr ("open-sources-ctl: %s\n", error->message);
  return FALSE;
}

/* A catalogue is only looked for in a locale other than "C", and Cyrillic only comes out in one of
 * UTF-8; which words it has is LANGUAGE's, whatever locale the process was started in. */
gboolean
osr_ctl_use_language (const char *language, GError **error)
{
  static const char *const locales[] = { "C.UTF-8", "C.utf8", "ru_RU.UTF-8", "en_US.UTF-8" };

  if (language == NULL)
    return TRUE;
  if (!g_str_equal (language, "ru") && !g_str_equal (language, "en")) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--lang: expected ru or en, not “%s”"), language);
    return FALSE;
  }
  g_setenv ("LANGUAGE", language, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++) {
    if (setlocale (LC_ALL, locales[i]) != NULL)
      return TRUE;
  }
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       _ ("--lang: this machine has no locale in UTF-8"));
  return FALSE;
}

int
osr_ctl_fail (const GError *error)
{
  g_printerr ("open-sources-ctl: %s\n", error != NULL ? error->message : _ ("it did not work"));
  return OSR_CTL_FAILED;
}

void
osr_ctl_await_done (GObject *source, GAsyncResult *result, gpointer data)
{
  OsrCtlAwait *await = data;

  await->result = g_object_ref (result);
  if (await->loop != NULL)
    g_main_loop_quit (await->loop);
}

GAsyncResult *
osr_ctl_await (OsrCtlAwait *await)
{
  if (await->result == NULL) {
    await->loop = g_main_loop_new (NULL, FALSE);
    osr_ctl_run_loop (await->loop);
    g_clear_pointer (&await->loop, g_main_loop_unref);
  }
  return g_steal_pointer (&await->result);
}

static gboolean
on_pause_over (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
on_pause_cancelled (GCancellable *cancellable, gpointer loop)
{
  g_main_loop_quit (loop);
}

void
osr_ctl_pause (guint ms, GCancellable *cancellable)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint timer;
  gulong handler = 0;

  if (cancellable != NULL && g_cancellable_is_cancelled (cancellable))
    return;
  timer = g_timeout_add_full (G_PRIORITY_DEFAULT, ms, on_pause_over, g_main_loop_ref (loop),
                              (GDestroyNotify) g_main_loop_unref);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_pause_cancelled), loop, NULL);
  osr_ctl_run_loop (loop);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  if (g_main_context_find_source_by_id (NULL, timer) != NULL)
    g_source_remove (timer);
}

static gboolean
hide_typing (struct termios *before)
{
  struct termios quiet;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, before) != 0)
    return FALSE;
  quiet = *before;
  quiet.c_lflag &= (tcflag_t) ~ECHO;
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
}

char *
osr_ctl_read_secret (const char *prompt, GError **error)
{
  char line[MAX_SECRET];
  struct termios before;
  gboolean hidden = hide_typing (&before);
  char *secret = NULL;

  if (hidden)
    g_printerr ("%s: ", prompt);
  if (fgets (line, sizeof line, stdin) == NULL)
    line[0] = '\0';
  if (hidden) {
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
    g_printerr ("\n");
  }
  line[strcspn (line, "\r\n")] = '\0';
  if (g_utf8_validate (line, -1, NULL))
    secret = g_strdup (line);
  else
    g_set_error (error, G_CONVERT_ERROR, G_CONVERT_ERROR_ILLEGAL_SEQUENCE, "%s: not in UTF-8",
                 prompt);
  explicit_bzero (line, sizeof line);
  return secret;
}
