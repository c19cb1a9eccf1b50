/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `account publish`: a machine without a window publishes from an account that its person holds, and
 * leaves the tokens nowhere. */
#include <string.h>

#include "crash-office.h"

static GSubprocess *
start_ctl (CrashOffice *office, const char *folder)
{
  g_auto (GStrv) holding = g_strsplit (office->holding, " ", 3);
  g_autofree char *input = g_strdup_printf ("%s\n%s\n%s\n", CRASH_PASSWORD, holding[2], holding[1]);
  g_autoptr (GError) error = NULL;
  GSubprocess *ctl =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, g_getenv ("CTL_PROGRAM"), "account",
                        "publish", holding[0], "--server", office->server, "--login", CRASH_LOGIN,
                        "--folder", folder, NULL);

  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (ctl), input, strlen (input), NULL, NULL,
                             &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (ctl), NULL, NULL);
  return ctl;
}

static void
assert_no_token (CrashOffice *office, const char *folder)
{
  g_auto (GStrv) holding = g_strsplit (office->holding, " ", 3);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;
    gsize length = 0;

    g_assert_true (g_file_get_contents (path, &text, &length, NULL));
    g_assert_null (g_strstr_len (text, (gssize) length, holding[1]));
    g_assert_null (g_strstr_len (text, (gssize) length, holding[2]));
  }
}

static void
test_published (void)
{
  CrashOffice office = { .held = TRUE };
  g_autofree char *folder = NULL;
  g_autoptr (GSubprocess) ctl = NULL;
  CrashTrial *trial;

  crash_office_set_up (&office, &crash_wall_vk, 1);
  crash_office_start (&office);
  trial = g_ptr_array_index (office.trials, 0);
  folder = g_build_filename (office.office.folder, "holder", NULL);
  crash_office_insist (&office, trial);
  ctl = start_ctl (&office, folder);
  crash_office_settle (&office, trial);
  crash_office_check_once (&office, trial);
  g_subprocess_send_signal (ctl, 15);
  g_assert_true (g_subprocess_wait_check (ctl, NULL, NULL));
  assert_no_token (&office, folder);
  crash_office_tear_down (&office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publish/holder/by-command", test_published);
  return g_test_run ();
}
