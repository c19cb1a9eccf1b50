/* SPDX-License-Identifier: GPL-3.0-or-later */
/* open-sources-sandbox as a process: how it is started and stopped, what it says to whoever started
 * it, and that a comment it accepted outlives kill -9. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

#include "demo/osr-demo-clock.h"

#define SERVICE "v=5.199&access_token=demo-service-token"
#define GROUP   "v=5.199&access_token=demo-group-token-200000001"
#define START   (G_GINT64_CONSTANT (1773000000) * G_USEC_PER_SEC)

static const char *program;

typedef struct {
  SoupSession *session;
  char *folder;
  char *state;
  char *port_file;
  char *clock;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = soup_session_new ();
  fixture->folder = g_dir_make_tmp ("sandbox-XXXXXX", NULL);
  fixture->state = g_build_filename (fixture->folder, "state", NULL);
  fixture->port_file = g_build_filename (fixture->folder, "port", NULL);
  fixture->clock = g_build_filename (fixture->folder, "clock", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->state);
  g_remove (fixture->port_file);
  g_remove (fixture->clock);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_clear_object (&fixture->session);
  g_free (fixture->state);
  g_free (fixture->port_file);
  g_free (fixture->clock);
  g_free (fixture->folder);
}

/* The address in the line that the program prints once it listens. */
static char *
read_address (GSubprocess *process)
{
  g_autoptr (GDataInputStream) input =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (input), FALSE);
  line = g_data_input_stream_read_line (input, NULL, NULL, NULL);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening on http://127.0.0.1:"));
  return g_strdup (line + strlen ("listening on "));
}

static GSubprocess *
start (Fixture *fixture, char **address)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--silent", "--state",
                        fixture->state, "--port-file", fixture->port_file, "--with-parent", NULL);

  g_assert_no_error (error);
  *address = read_address (process);
  return process;
}

/* (transfer full): what is at @path, asked with GET or, for a @form, with POST. */
static char *
ask (Fixture *fixture, const char *address, const char *path, const char *form)
{
  g_autofree char *uri = g_strconcat (address, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (form != NULL ? "POST" : "GET", uri);
  g_autoptr (GBytes) request = form != NULL ? g_bytes_new (form, strlen (form)) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (request != NULL)
    soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded",
                                              request);
  bytes = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
stop (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
test_start_and_stop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = NULL;
  g_autoptr (GSubprocess) process = start (fixture, &address);
  g_autofree char *port = NULL;
  g_autofree char *answer =
      ask (fixture, address, "/method/groups.getById?" SERVICE "&group_id=200000001", NULL);
  g_autofree char *expected = NULL;

  g_assert_true (g_file_get_contents (fixture->port_file, &port, NULL, NULL));
  expected = g_strdup_printf ("http://127.0.0.1:%s", g_strchomp (port));
  g_assert_cmpstr (address, ==, expected);
  g_assert_nonnull (strstr (answer, "\"id\":200000001"));
  stop (process);
}

static void
test_kill (Fixture *fixture, gconstpointer data)
{
  for (int round = 0; round < 5; round++) {
    g_autofree char *address = NULL;
    g_autoptr (GSubprocess) process = start (fixture, &address);
    g_autofree char *form = g_strdup_printf (
        GROUP "&owner_id=-200000001&post_id=1&from_group=200000001&message=round-%d", round);
    g_autofree char *answer = ask (fixture, address, "/method/wall.createComment", form);

    g_assert_nonnull (strstr (answer, "\"comment_id\":"));
    g_subprocess_force_exit (process);
    g_subprocess_wait (process, NULL, NULL);
  }
  {
    g_autofree char *address = NULL;
    g_autoptr (GSubprocess) process = start (fixture, &address);
    g_autofree char *page = ask (fixture, address, "/wall-200000001_1", NULL);

    for (int round = 0; round < 5; round++) {
      g_autofree char *text = g_strdup_printf ("round-%d", round);

      g_assert_nonnull (strstr (page, text));
    }
    stop (process);
  }
}

/* The time it tells is the demonstration's, also after that was advanced elsewhere. */
static void
test_clock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrDemoClock) clock = osr_demo_clock_create (fixture->clock, START, 0, NULL);
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program,
                                                      "--silent", "--clock", fixture->clock, NULL);
  g_autofree char *address = read_address (process);
  g_autofree char *before = ask (fixture, address, "/method/utils.getServerTime?" SERVICE, NULL);
  g_autofree char *after = NULL;

  osr_demo_clock_advance_to (clock, START + OSR_HOUR);
  after = ask (fixture, address, "/method/utils.getServerTime?" SERVICE, NULL);
  g_assert_cmpstr (before, ==, "{\"response\":1773000000}");
  g_assert_cmpstr (after, ==, "{\"response\":1773003600}");
  stop (process);
}

/* The shell is killed, so it cannot end what it started: the pipe's end tells that it ended itself. */
static void
test_with_parent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) shell =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "/bin/sh", "-c",
                        "\"$0\" --silent --with-parent & wait", program, NULL);
  g_autofree char *address = read_address (shell);
  char byte;

  g_assert_nonnull (address);
  g_subprocess_force_exit (shell);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (shell), &byte, 1, NULL, NULL),
                   ==, 0);
}

static void
assert_refused (int status, const char *named, const char *option, const char *value)
{
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL,
                        program, option, value, NULL);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);
  g_assert_cmpstr (out, ==, "");
  g_assert_nonnull (strstr (err, named));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->state, "{", -1, NULL));
  assert_refused (1, fixture->state, "--state", fixture->state);
  assert_refused (1, fixture->state, "--office", fixture->state);
  assert_refused (1, fixture->state, "--clock", fixture->state);
  assert_refused (1, "/nonexistent", "--office", "/nonexistent");
  assert_refused (2, "port", "--port", "70000");
  assert_refused (2, "--no-such", "--no-such", "1");
  assert_refused (2, "unexpected", "--silent", "word");
}

static void
test_help (Fixture *fixture, gconstpointer data)
{
  const char *const options[] = { "--port",  "--port-file", "--office",      "--state",
                                  "--clock", "--silent",    "--with-parent", "--version" };
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, "--help", NULL);
  g_autofree char *out = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    g_assert_nonnull (strstr (out, options[i]));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/program/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("SANDBOX_PROGRAM");
  g_assert_nonnull (program);
  ADD ("start-and-stop", test_start_and_stop);
  ADD ("kill", test_kill);
  ADD ("clock", test_clock);
  ADD ("with-parent", test_with_parent);
  ADD ("refused", test_refused);
  ADD ("help", test_help);
  return g_test_run ();
}
