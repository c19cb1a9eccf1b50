/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A demonstration runs from the build folder and from an installation alike, so programs are found
 * relative to the one that runs. */
#include "demo/osr-demo-programs.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* "": an installation; the others: a build, seen from a program or from a test */
static const char *const neighbours[] = {
  "",
  "../ctl",
  "../coordinator",
  "../demo",
  "../../src/ctl",
  "../../src/coordinator",
  "../../src/demo",
};

char *
osr_demo_program_find (const char *name, GError **error)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  char *found = NULL;

  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (neighbours); i++) {
    g_autofree char *path = g_build_filename (folder, neighbours[i], name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) && !g_file_test (path, G_FILE_TEST_IS_DIR))
      return g_steal_pointer (&path);
  }
  found = g_find_program_in_path (name);
  if (found == NULL)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                 "The program %s was not found beside this one.", name);
  return found;
}

/* In the child, between fork and exec: nothing that allocates. */
static void
set_up_child (gpointer parent)
{
  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGTERM);
  if (getppid () != (pid_t) GPOINTER_TO_INT (parent))
    _exit (1);
}

GSubprocess *
osr_demo_program_spawn (const char *const *argv, const char *log, gboolean pipe, GError **error)
{
  g_autofree char *program = osr_demo_program_find (argv[0], error);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_auto (GStrv) arguments = NULL;
  GSubprocessFlags flags =
      pipe ? G_SUBPROCESS_FLAGS_STDOUT_PIPE : G_SUBPROCESS_FLAGS_STDOUT_SILENCE;

  if (program == NULL)
    return NULL;
  arguments = g_strdupv ((char **) argv);
  g_free (arguments[0]);
  arguments[0] = g_steal_pointer (&program);
  if (log == NULL)
    flags |= G_SUBPROCESS_FLAGS_STDERR_SILENCE;
  launcher = g_subprocess_launcher_new (flags);
  if (log != NULL)
    g_subprocess_launcher_set_stderr_file_path (launcher, log);
  g_subprocess_launcher_set_child_setup (launcher, set_up_child, GINT_TO_POINTER (getpid ()), NULL);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments, error);
}

static void
remove_entry (const char *path)
{
  struct stat info;

  if (g_lstat (path, &info) == 0 && S_ISDIR (info.st_mode))
    osr_demo_folder_remove (path);
  else
    g_unlink (path);
}

void
osr_demo_folder_remove (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *entry = g_build_filename (path, name, NULL);

    remove_entry (entry);
  }
  if (folder != NULL)
    g_dir_close (folder);
  g_rmdir (path);
}
