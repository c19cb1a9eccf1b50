/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program open-sources-sandbox: reads the command line, runs the sandbox until it is told to stop,
 * and tells whoever started it at which address it listens. */
#include <gio/gio.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "demo/osr-demo-clock.h"
#include "demo/sandbox/osr-sandbox.h"
#include "osr-config.h"

typedef struct {
  char *office;
  char *state;
  char *clock;
  char *port_file;
  gint port;
  gboolean silent;
  gboolean with_parent;
  gboolean version;
} Settings;

static void
settings_clear (Settings *settings)
{
  g_free (settings->office);
  g_free (settings->state);
  g_free (settings->clock);
  g_free (settings->port_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Settings, settings_clear)

static gboolean
read_settings (Settings *settings, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &settings->port, "Port on 127.0.0.1; 0 for any free one",
      "PORT" },
    { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &settings->port_file,
      "Write the port to FILE once it listens", "FILE" },
    { "office", 0, 0, G_OPTION_ARG_FILENAME, &settings->office,
      "Communities, posts, tokens and messages; the built-in office by default", "FILE" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &settings->state,
      "Keep what is written in FILE; without it all is forgotten at the end", "FILE" },
    { "clock", 0, 0, G_OPTION_ARG_FILENAME, &settings->clock,
      "Show the time of this demonstration clock", "FILE" },
    { "silent", 0, 0, G_OPTION_ARG_NONE, &settings->silent, "Write no messages by itself", NULL },
    { "with-parent", 0, 0, G_OPTION_ARG_NONE, &settings->with_parent,
      "End when the program that started this one ends", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &settings->version, "Print the version", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, "A social network for the demonstration, on this machine "
                                         "only: the interface under /method/, the wall under /.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc == 1 && settings->port >= 0 && settings->port <= G_MAXUINT16)
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "unexpected argument, or a port out of range");
  return FALSE;
}

static gint64
read_clock (gpointer data)
{
  return osr_demo_clock_now (data);
}

static gboolean
on_signal (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static gboolean
announce (OsrSandbox *sandbox, const char *port_file, GError **error)
{
  g_autofree char *port = g_strdup_printf ("%u\n", osr_sandbox_get_port (sandbox));

  if (port_file != NULL && !g_file_set_contents (port_file, port, -1, error))
    return FALSE;
  printf ("listening on %s\n", osr_sandbox_get_url (sandbox));
  fflush (stdout);
  return TRUE;
}

static gboolean
run (const Settings *settings, GError **error)
{
  g_autoptr (OsrDemoClock) clock = NULL;
  g_autoptr (OsrSandbox) sandbox = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  OsrSandboxOptions options = { .office_path = settings->office,
                                .state_path = settings->state,
                                .port = (guint) settings->port,
                                .silent = settings->silent };

  if (settings->clock != NULL) {
    clock = osr_demo_clock_open (settings->clock, error);
    if (clock == NULL)
      return FALSE;
    options.now = read_clock;
    options.now_data = clock;
  }
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  sandbox = osr_sandbox_new (&options, error);
  if (sandbox == NULL || !announce (sandbox, settings->port_file, error))
    return FALSE;
  g_main_loop_run (loop);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_auto (Settings) settings = { 0 };
  g_autoptr (GError) error = NULL;
  pid_t parent = getppid ();

  if (!read_settings (&settings, &argc, &argv, &error)) {
    fprintf (stderr, "%s: %s\n", g_get_prgname (), error->message);
    return 2;
  }
  if (settings.version) {
    printf ("%s\n", OSR_VERSION);
    return 0;
  }
  /* the parent may have gone before the kernel was asked to watch it */
  if (settings.with_parent && (prctl (PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid () != parent))
    return 1;
  if (!run (&settings, &error)) {
    fprintf (stderr, "%s: %s\n", g_get_prgname (), error->message);
    return 1;
  }
  return 0;
}
