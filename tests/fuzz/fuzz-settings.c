/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever an administrator, or an editor that broke off, leaves in office.conf: it is refused with a
 * line for each fault and nothing of it is taken, or what is taken can be worked with. */
#include <glib/gstdio.h>
#include <unistd.h>

#include "coordinator/osr-settings.h"
#include "fuzz-input.h"

static void
examine (OsrSettings *settings)
{
  g_autoptr (GSocketAddress) address = osr_settings_parse_listen (settings->listen, NULL);

  g_assert_nonnull (address);
  g_assert_true (settings->directory == NULL || g_path_is_absolute (settings->directory));
  g_assert_cmpuint (settings->interval_seconds, >, 0);
  g_assert_cmpuint (settings->body_kib, >, 0);
  g_assert_cmpuint (settings->connections, >, 0);
  g_assert_cmpuint (settings->request_seconds, >, 0);
  g_assert_cmpuint (settings->lease_seconds, >, 0);
  g_assert_cmpuint (osr_mail_settings_get_port (&settings->mail), <=, 65535);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (OsrSettings) settings = osr_settings_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("osr-fuzz-XXXXXX.conf", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, (gssize) size);
  close (fd);
  g_assert_true (osr_settings_load (settings, path, &error) == (error == NULL));
  examine (settings);
  g_unlink (path);
  return 0;
}

#ifndef OSR_FUZZER
int
main (int argc, char *argv[])
{
  static const char *const corpus[] = { OSR_TEST_CORPUS, NULL };

  return fuzz_main (argc, argv, "fuzz-settings", corpus);
}
#endif
