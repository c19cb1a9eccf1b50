/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An existing office, opened beside the coordinator that may be serving it: SQLite keeps the two
 * apart, and each transaction is short. */
#include "ctl/osr-ctl-office.h"

#include <gio/gio.h>

#include "coordinator/osr-coordinator.h"
#include "osr-config.h"
#include "store/credentials/osr-log-tokens.h"
#ifdef OSR_DEMO
#include "demo/osr-demo-clock.h"

static OsrInstant
read_demo_clock (gpointer clock)
{
  return osr_demo_clock_now (clock);
}
#endif

OsrClock *
osr_ctl_make_clock (const char *clock_file, GError **error)
{
#ifdef OSR_DEMO
  if (clock_file != NULL) {
    OsrDemoClock *clock = osr_demo_clock_open (clock_file, error);

    return clock != NULL
               ? osr_clock_new (read_demo_clock, clock, (GDestroyNotify) osr_demo_clock_free)
               : NULL;
  }
#endif
  return osr_clock_new (NULL, NULL, NULL);
}

OsrCredentials *
osr_ctl_open_credentials (const char *directory, GError **error)
{
  g_autoptr (OsrSettings) settings = osr_settings_new ();
  g_autofree char *file = g_build_filename (directory, OSR_SETTINGS_FILE, NULL);

  if (g_file_test (file, G_FILE_TEST_EXISTS) && !osr_settings_load (settings, file, error))
    return NULL;
  return osr_credentials_new_for_office (directory, settings->credentials);
}

static OsrLog *
open_log (const char *directory, const char *path, OsrClock *clock, GError **error)
{
  g_autoptr (OsrCredentials) credentials = osr_ctl_open_credentials (directory, error);
  g_autoptr (OsrLog) log = credentials != NULL ? osr_log_open (path, clock, error) : NULL;

  if (log == NULL || !osr_log_move_tokens (log, credentials, error))
    return NULL;
  return g_steal_pointer (&log);
}

OsrLog *
osr_ctl_open_office (const char *directory, const char *clock_file, GError **error)
{
  g_autoptr (OsrClock) clock = NULL;
  g_autofree char *path = NULL;
  OsrLog *log = NULL;

  if (directory == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "which office? Name its folder with --office DIR");
    return NULL;
  }
  path = g_build_filename (directory, OSR_OFFICE_LOG, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                 "there is no office in %s; \"admin init\" founds one", directory);
    return NULL;
  }
  clock = osr_ctl_make_clock (clock_file, error);
  if (clock == NULL)
    return NULL;
  log = open_log (directory, path, clock, error);
  if (log == NULL)
    g_prefix_error (error, "%s: ", path);
  return log;
}
