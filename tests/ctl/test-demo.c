/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration as a whole: real processes, the coordinator killed twice, two offices at once,
 * and nothing that stays behind. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "core/time/osr-instant.h"

/* What is promised to people holds for the programs as they are built for them. */
#ifdef __SANITIZE_ADDRESS__
#define SECOND (60 * G_USEC_PER_SEC)
#else
#define SECOND G_USEC_PER_SEC
#endif

/* One demonstration under way, in a folder of its own for temporary files. */
typedef struct {
  char *folder;
  GSubprocess *child;
  char *output;
  gboolean done;
} Demo;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Demo *demo = data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &demo->output, NULL, &error);
  g_assert_no_error (error);
  demo->done = TRUE;
}

static void
demo_start (Demo *demo, const char *at)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GError) error = NULL;
  const char *argv[] = { g_getenv ("CTL_PROGRAM"), "demo", at != NULL ? "--at" : NULL, at, NULL };

  demo->folder = g_dir_make_tmp ("osr-demo-test-XXXXXX", &error);
  g_assert_no_error (error);
  g_subprocess_launcher_setenv (launcher, "TMPDIR", demo->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  demo->child = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (demo->child, NULL, NULL, on_done, demo);
}

static void
demo_wait (Demo *demo)
{
  while (!demo->done)
    g_main_context_iteration (NULL, TRUE);
}

/* Whether a process of this demonstration is left: all have the folder in their arguments. */
static gboolean
has_processes (const Demo *demo)
{
  g_autoptr (GDir) proc = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while (proc != NULL && (name = g_dir_read_name (proc)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc", name, "cmdline", NULL);
    g_autofree char *text = NULL;
    gsize length = 0;

    if (!g_ascii_isdigit (*name) || !g_file_get_contents (path, &text, &length, NULL))
      continue;
    for (gsize i = 0; i < length; i++)
      text[i] = text[i] == '\0' ? ' ' : text[i];
    if (strstr (text, demo->folder) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
check_nothing_left (Demo *demo)
{
  g_autoptr (GDir) folder = g_dir_open (demo->folder, 0, NULL);
  gint64 until = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while (has_processes (demo)) {
    g_assert_cmpint (g_get_monotonic_time (), <, until);
    g_usleep (10 * 1000);
  }
  g_assert_null (g_dir_read_name (folder));
}

static void
demo_clear (Demo *demo)
{
  g_rmdir (demo->folder);
  g_free (demo->folder);
  g_free (demo->output);
  g_clear_object (&demo->child);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (; (text = strstr (text, part)) != NULL; text += strlen (part))
    n++;
  return n;
}

static void
check_story (Demo *demo)
{
  if (!g_subprocess_get_successful (demo->child))
    g_test_message ("%s", demo->output);
  g_assert_true (g_subprocess_get_successful (demo->child));
  g_assert_cmpuint (count (demo->output, "is killed (−9)"), ==, 2);
  g_assert_nonnull (strstr (demo->output, "Clause 10"));
  g_assert_nonnull (strstr (demo->output, "1) “"));
  g_assert_nonnull (strstr (demo->output, "2) “"));
  g_assert_nonnull (strstr (demo->output, "reads the reply there, once"));
  check_nothing_left (demo);
}

static void
test_two_at_once (void)
{
  Demo one = { 0 }, other = { 0 };
  gint64 begun = g_get_monotonic_time ();

  demo_start (&one, NULL);
  demo_start (&other, "2026-03-06T17:30:00+09:00"); /* its limits go over a holiday */
  demo_wait (&one);
  demo_wait (&other);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 30 * SECOND);
  check_story (&one);
  check_story (&other);
  g_assert_nonnull (strstr (other.output, "10.03.2026"));
  demo_clear (&one);
  demo_clear (&other);
}

static gboolean
interrupt (gpointer child)
{
  g_subprocess_send_signal (child, SIGINT);
  return G_SOURCE_REMOVE;
}

/* Ctrl+C while it starts, and in the midst of the story; a quick machine may have told it by then. */
static void
test_interrupted (void)
{
  static const guint moments[] = { 50, 400, 800 };
  guint interrupted = 0;

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++) {
    Demo demo = { 0 };

    demo_start (&demo, NULL);
    g_timeout_add (moments[i], interrupt, demo.child);
    demo_wait (&demo);
    interrupted += !g_subprocess_get_successful (demo.child);
    if (g_subprocess_get_successful (demo.child))
      check_story (&demo);
    check_nothing_left (&demo);
    demo_clear (&demo);
  }
  g_assert_cmpuint (interrupted, >, 0);
}

static gboolean
kill_it (gpointer child)
{
  g_subprocess_force_exit (child);
  return G_SOURCE_REMOVE;
}

/* Killed without warning it cannot tidy its folder, but its children go with it. */
static void
test_children_die_too (void)
{
  Demo demo = { 0 };
  gint64 until;

  demo_start (&demo, NULL);
  g_timeout_add (1200, kill_it, demo.child);
  demo_wait (&demo);
  until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  while (has_processes (&demo)) {
    g_assert_cmpint (g_get_monotonic_time (), <, until);
    g_usleep (10 * 1000);
  }
  {
    g_autofree char *command = g_strdup_printf ("rm -rf '%s'", demo.folder);

    g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  }
  demo_clear (&demo);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/demo/two-at-once", test_two_at_once);
  g_test_add_func ("/ctl/demo/interrupted", test_interrupted);
  g_test_add_func ("/ctl/demo/children-die-too", test_children_die_too);
  return g_test_run ();
}
