/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program open-sources-coordinator: its options, its start and its end. */
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-coordinator.h"
#include "coordinator/osr-routes.h"
#include "coordinator/osr-server.h"
#include "osr-config.h"
#include "store/credentials/osr-process-guard.h"
#ifdef OSR_DEMO
#include "demo/osr-demo-clock.h"
#endif

typedef struct {
  char *office;
  char *config;
  char *listen;
  char *port_file;
  char *clock_file;
  gboolean with_parent;
  gboolean version;
} Options;

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &options->office,
      "The office's folder: log.db, lock, and office.conf if it has one", "DIR" },
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &options->config,
      "Settings; without it DIR/office.conf when that exists", "FILE" },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &options->listen,
      "Where to listen, before the settings: 127.0.0.1:8080, [::1]:8080, unix:/run/x.sock; port 0 "
      "takes a free one",
      "ADDRESS" },
    { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &options->port_file,
      "Writes the port there once it listens", "FILE" },
    { "with-parent", 0, 0, G_OPTION_ARG_NONE, &options->with_parent,
      "Ends when the program that started it ends", NULL },
#ifdef OSR_DEMO
    { "demo-clock", 0, 0, G_OPTION_ARG_FILENAME, &options->clock_file,
      "Takes the time from a demonstration's clock", "FILE" },
#endif
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Says the version and ends", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- serves an office");

  g_option_context_set_summary (
      context, "Serves one office: keeps its log, reads its networks, publishes its replies and "
               "answers\nits workstations. An office is founded with \"open-sources-ctl admin "
               "init\".");
  g_option_context_set_description (
      context,
      "Settings (office.conf), with what holds when they are left out:\n"
      "  [server]     listen=127.0.0.1:0\n"
      "  [office]     directory=  credentials=\n"
      "  [monitor]    interval_seconds=30  posts=20  link_hosts=\n"
      "  [publisher]  read_back_seconds=60  lease_seconds=120\n"
      "  [limits]     body_kib=2560  connections=256  request_seconds=30\n"
      "  [mail]       host=  port=587  security=starttls (tls, none)  user=  password_file=  ca=\n"
      "               from=  language=ru (en)  citizens_words=no (yes)\n"
      "               timeout_seconds=60  retry_seconds=60  attempts=12\n"
      "read_back_seconds lies between two looks for a reply whose outcome is not known; one that "
      "shows "
      "later\n"
      "counts as absent and is sent once more. An account may need longer (its option read-back=; "
      "YouTube: 600).\n"
      "Without a host no notices are sent; \"open-sources-ctl admin mail test\" tries it.\n"
      "The tokens of the accounts are key files in the folder that credentials= names, else in "
      "those\n"
      "that systemd hands over ($CREDENTIALS_DIRECTORY), else in DIR/credentials.\n"
      "SIGTERM and SIGINT end it cleanly. In production put nginx in front of a UNIX socket.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "\"%s\" is not understood",
                 (*argv)[1]);
    return FALSE;
  }
  return TRUE;
}

static gboolean
load_config (OsrSettings *config, Options *options, GError **error)
{
  g_autofree char *beside = NULL;

  if (options->office != NULL) {
    config->directory = g_canonicalize_filename (options->office, NULL);
    beside = g_build_filename (config->directory, OSR_SETTINGS_FILE, NULL);
  }
  if (options->config != NULL) {
    if (!osr_settings_load (config, options->config, error))
      return FALSE;
  } else if (beside != NULL && g_file_test (beside, G_FILE_TEST_EXISTS)) {
    if (!osr_settings_load (config, beside, error))
      return FALSE;
  }
  if (options->listen != NULL) {
    g_free (config->listen);
    config->listen = g_strdup (options->listen);
  }
  if (config->directory != NULL)
    return TRUE;
  g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_CONFIG,
                       "Which office? Name its folder with --office or [office] directory=.");
  return FALSE;
}

#ifdef OSR_DEMO
static OsrInstant
read_demo_clock (gpointer clock)
{
  return osr_demo_clock_now (clock);
}
#endif

static OsrClock *
make_clock (Options *options, GError **error)
{
#ifdef OSR_DEMO
  OsrDemoClock *clock = NULL;

  if (options->clock_file != NULL) {
    clock = osr_demo_clock_open (options->clock_file, error);
    return clock != NULL
               ? osr_clock_new (read_demo_clock, clock, (GDestroyNotify) osr_demo_clock_free)
               : NULL;
  }
#endif
  return osr_clock_new (NULL, NULL, NULL);
}

/* A UNIX socket has none: its file gets 0. */
static gboolean
write_port (const char *path, const char *url, GError **error)
{
  const char *colon = g_str_has_prefix (url, "http:") ? strrchr (url, ':') : NULL;
  g_autofree char *line = g_strconcat (colon != NULL ? colon + 1 : "0", "\n", NULL);

  return g_file_set_contents (path, line, -1, error);
}

static char *
open_server (OsrServer *server, OsrSettings *config, Options *options, GError **error)
{
  g_autoptr (GSocketAddress) address = osr_settings_parse_listen (config->listen, error);
  g_autofree char *url = NULL;

  if (address == NULL)
    return NULL;
  url = osr_server_listen (server, address, error);
  if (url == NULL)
    return NULL;
  if (options->port_file != NULL && !write_port (options->port_file, url, error))
    return NULL;
  return g_steal_pointer (&url);
}

static gboolean
serve (OsrSettings *config, Options *options, GError **error)
{
  g_autoptr (OsrClock) clock = make_clock (options, error);
  g_autoptr (OsrCoordinator) coordinator = NULL;
  g_autoptr (OsrRoutes) routes = NULL;
  g_autoptr (OsrServer) server = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *url = NULL;
  OsrServerLimits limits = { config->body_kib * (gsize) 1024, config->connections,
                             config->request_seconds };

  if (clock == NULL)
    return FALSE;
  coordinator = osr_coordinator_open (config, clock, error);
  if (coordinator == NULL)
    return FALSE;
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  routes = osr_routes_new (coordinator);
  server = osr_server_new (clock, &limits, osr_routes_handle, routes);
  osr_server_set_opener (server, osr_routes_open);
  url = open_server (server, config, options, error);
  if (url == NULL)
    return FALSE;
  osr_coordinator_start (coordinator);
  g_print ("listening on %s\n", url);
  fflush (stdout);
  g_main_loop_run (loop);
  osr_coordinator_stop (coordinator);
  osr_routes_stop (routes);
  osr_server_stop (server);
  return TRUE;
}

static void
options_clear (Options *options)
{
  g_free (options->office);
  g_free (options->config);
  g_free (options->listen);
  g_free (options->port_file);
  g_free (options->clock_file);
}

int
main (int argc, char **argv)
{
  g_autoptr (OsrSettings) config = osr_settings_new ();
  g_autoptr (GError) error = NULL;
  Options options = { 0 };
  gboolean done;

  osr_process_guard ();
  umask (077); /* what is written here is the office's alone */
  done = parse_options (&options, &argc, &argv, &error);
  if (done && options.version) {
    g_print ("open-sources-coordinator %s\n", OSR_VERSION);
  } else if (done) {
    if (options.with_parent)
      prctl (PR_SET_PDEATHSIG, SIGTERM);
    done = load_config (config, &options, &error) && serve (config, &options, &error);
  }
  if (!done)
    g_printerr ("open-sources-coordinator: %s\n", error->message);
  options_clear (&options);
  return done ? 0 : 1;
}
