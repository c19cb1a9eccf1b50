/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration office as the window uses it: it starts, it shows its own time, its coordinator
 * comes back from the dead at the same address, and nothing of it stays. */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "demo/osr-demo-office.h"
#include "net/osr-http-session.h"

typedef struct {
  GAsyncResult *result;
} Done;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Done *) data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Done *done)
{
  while (done->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return done->result;
}

static OsrDemoOffice *
start (GCancellable *cancellable, GError **error)
{
  OsrDemoOptions options = OSR_DEMO_OPTIONS_INIT;
  Done done = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  options.at = osr_instant_parse ("2026-03-06T10:12:00+09:00");
  options.speed = 0;
  options.silent = TRUE;
  osr_demo_office_start_async (&options, cancellable, on_done, &done);
  result = wait_for (&done);
  return osr_demo_office_start_finish (result, error);
}

static guint
ask (const char *base, const char *path)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  g_autofree char *uri = g_strconcat (base, path, NULL);
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("GET", uri);
  g_autoptr (OsrHttpAnswer) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  Done done = { NULL };

  osr_http_session_send_async (session, request, NULL, on_done, &done);
  result = wait_for (&done);
  answer = osr_http_session_send_finish (session, result, NULL);
  return answer != NULL ? osr_http_answer_get_status (answer) : 0;
}

static void
on_restarted (OsrDemoOffice *office, gboolean *told)
{
  *told = TRUE;
}

static void
test_life (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrDemoOffice) office = start (NULL, &error);
  g_autofree char *folder = NULL;
  g_autofree char *server = NULL;
  g_autofree char *wall = NULL;
  OsrInstant began;
  gboolean told = FALSE;

  g_assert_no_error (error);
  folder = g_strdup (osr_demo_office_get_folder (office));
  server = g_strdup (osr_demo_office_get_server (office));
  wall = g_strdup (osr_demo_office_get_wall (office));
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  g_assert_cmpuint (ask (server, "/v1/status"), ==, 200);
  g_assert_cmpuint (ask (wall, "/"), ==, 200);

  began = osr_instant_parse ("2026-03-06T10:12:00+09:00");
  g_assert_cmpint (osr_clock_now (osr_demo_office_get_clock (office)), ==, began);
  osr_demo_office_advance_to (office, began + 30 * OSR_MINUTE);
  g_assert_cmpint (osr_clock_now (osr_demo_office_get_clock (office)), ==, began + 30 * OSR_MINUTE);
  osr_demo_office_advance_to (office, began);
  g_assert_cmpint (osr_clock_now (osr_demo_office_get_clock (office)), ==, began + 30 * OSR_MINUTE);

  g_signal_connect (office, "restarted", G_CALLBACK (on_restarted), &told);
  for (int i = 0; i < 3; i++) {
    told = FALSE;
    osr_demo_office_kill_coordinator (office);
    while (!told)
      g_main_context_iteration (NULL, TRUE);
    g_assert_cmpstr (osr_demo_office_get_server (office), ==, server);
    g_assert_cmpuint (ask (server, "/v1/status"), ==, 200);
  }

  osr_demo_office_stop (office);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (ask (server, "/v1/status"), ==, 0);
  g_assert_cmpuint (ask (wall, "/"), ==, 0);
}

static void
test_persons (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrDemoOffice) office = start (NULL, &error);
  const OsrDemoPerson *person;

  g_assert_no_error (error);
  g_assert_cmpuint (osr_demo_office_get_persons (office)->len, >=, 5);
  person = osr_demo_office_find_person (office, "executor", "transport");
  g_assert_nonnull (person);
  g_assert_cmpstr (((OsrDemoRole *) person->roles->pdata[0])->body, ==, "transport");
  g_assert_true (osr_demo_office_find_taker (office, "submitted", "transport") == person);
  g_assert_false (osr_demo_office_may_take (office, person, "approved", NULL));
  g_assert_nonnull (person->login);
  g_assert_nonnull (person->password);
  g_assert_nonnull (osr_demo_office_find_person (office, "curator", NULL));
  g_assert_nonnull (osr_demo_office_find_person (office, "admin", NULL));
  g_assert_null (osr_demo_office_find_person (office, "king", NULL));
}

static gboolean
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Given up at any step, it takes everything away again. */
static void
test_given_up (void)
{
  g_autofree char *folder = g_dir_make_tmp ("osr-given-up-XXXXXX", NULL);

  g_setenv ("TMPDIR", folder, TRUE);
  for (guint ms = 0; ms < 300; ms += 60) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrDemoOffice) office = NULL;
    guint timer = g_timeout_add (ms, cancel, cancellable);

    office = start (cancellable, &error);
    g_assert_true (office != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
    if (!g_cancellable_is_cancelled (cancellable))
      g_source_remove (timer);
    g_clear_object (&office);
    /* what was still asked for ends in the loop, and the last reference with it */
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
  {
    g_autoptr (GDir) left = g_dir_open (folder, 0, NULL);

    g_assert_null (g_dir_read_name (left));
  }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/demo-office/life", test_life);
  g_test_add_func ("/ctl/demo-office/persons", test_persons);
  g_test_add_func ("/ctl/demo-office/given-up", test_given_up);
  return g_test_run ();
}
