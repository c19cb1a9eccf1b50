/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The path of the program comes from the build, in CTL_PROGRAM. */
#include "ctl-process.h"

#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LONGEST (60 * G_USEC_PER_SEC) /* the machine may be busy */

/* No pipe: a program that ends before it has read all would break it, now and then. */
static int
open_input (const char *input)
{
  gsize left = strlen (input);
  int fd = memfd_create ("input", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  while (left > 0) {
    gssize written = write (fd, input, left);

    g_assert_cmpint (written, >, 0);
    input += written;
    left -= (gsize) written;
  }
  g_assert_cmpint (lseek (fd, 0, SEEK_SET), ==, 0);
  return fd;
}

Ran *
ctl_run (const char *input, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  Ran *ran = g_new0 (Ran, 1);
  const char *locale = g_getenv ("CTL_LOCALE");
  const char *argument;
  va_list arguments;

  g_ptr_array_add (argv, (char *) g_getenv ("CTL_PROGRAM"));
  va_start (arguments, input);
  while ((argument = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (argv, (char *) argument);
  va_end (arguments);
  g_ptr_array_add (argv, NULL);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", locale != NULL ? locale : "C.UTF-8", TRUE);
  g_subprocess_launcher_take_stdin_fd (launcher, open_input (input != NULL ? input : ""));
  child = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &ran->output, &ran->errors, &error);
  g_assert_no_error (error);
  ran->status = g_subprocess_get_if_exited (child) ? g_subprocess_get_exit_status (child) : -1;
  return ran;
}

void
ran_free (Ran *ran)
{
  g_free (ran->output);
  g_free (ran->errors);
  g_free (ran);
}

char *
ctl_await_port (const char *path)
{
  gint64 until = g_get_monotonic_time () + LONGEST;
  g_autofree char *text = NULL;

  while (!g_file_get_contents (path, &text, NULL, NULL) || !g_str_has_suffix (text, "\n")) {
    g_clear_pointer (&text, g_free);
    g_assert_cmpint (g_get_monotonic_time (), <, until);
    g_usleep (10 * 1000);
  }
  return g_strdup (g_strchomp (text));
}
