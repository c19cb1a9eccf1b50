/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report's whole way by the tool: offered, declined, offered anew, agreed and sent. */
#include <string.h>

#include "core/osr-json.h"
#include "ctl-process.h"
#include "office-bench.h"

typedef struct {
  OfficeBench office;
  GSubprocess *coordinator;
  char *url;
} Fixture;

static void
adopt (OfficeBench *office, const char *id)
{
  g_autofree char *path = g_strdup_printf ("%s/regulations/%s.json", OSR_TEST_DATA, id);
  g_autofree char *text = NULL;
  g_autofree char *members = NULL;
  g_autofree char *document = NULL;
  g_autoptr (JsonObject) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  profile = osr_json_read_object (text, -1, 0, path, &error);
  g_assert_no_error (error);
  json_object_set_string_member (profile, "zone", "Asia/Yakutsk");
  document = osr_json_write_object (profile);
  members = g_strdup_printf ("{\"id\":\"%s\",\"digest\":\"d\",\"document\":%s}", id, document);
  office_bench_append (office, "office", "regulation-adopted", "office", members, NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *port_file = NULL;
  g_autofree char *port = NULL;
  g_autoptr (GError) error = NULL;

  office_bench_set_up (&f->office, NULL);
  office_bench_open (&f->office);
  adopt (&f->office, "buryatia");
  office_bench_append (&f->office, "office", "role-revoked", "office",
                       "{\"person\":\"kurator2\",\"role\":\"curator\"}", NULL);
  office_bench_append (&f->office, "office", "role-granted", "office",
                       "{\"person\":\"kurator2\",\"role\":\"committee\"}", NULL);
  port_file = g_build_filename (f->office.folder, "port", NULL);
  f->coordinator =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error, g_getenv ("COORDINATOR_PROGRAM"), "--office", f->office.directory,
                        "--port-file", port_file, "--with-parent", NULL);
  g_assert_no_error (error);
  port = ctl_await_port (port_file);
  f->url = g_strconcat ("http://127.0.0.1:", port, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (f->coordinator, SIGTERM);
  g_subprocess_wait_check (f->coordinator, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (f->coordinator);
  g_free (f->url);
  office_bench_tear_down (&f->office);
}

#define REPORT "--kind", "report", "--period", "2025-Q4"

/* @step of the report, as @login, with one more option. */
static Ran *
run (Fixture *f, const char *login, const char *step, const char *option, const char *value)
{
  g_autofree char *password = g_strdup_printf ("demo-%s\n", login);

  return ctl_run (password, "report", step, "--server", f->url, "--login", login, REPORT, option,
                  value, NULL);
}

static void
assert_run (Fixture *f, const char *who, const char *option, const char *value, int status)
{
  g_auto (GStrv) words = g_strsplit (who, " ", 2);
  g_autoptr (Ran) ran = run (f, words[0], words[1], option, value);

  g_test_message ("%s%s", ran->output, ran->errors);
  g_assert_cmpint (ran->status, ==, status);
}

static void
test_way (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) listed = NULL;
  g_autoptr (Ran) said = NULL;

  assert_run (f, "kurator offer", "--channel", "Reception", 1);
  assert_run (f, "kurator offer", "--channel", "Reception=12", 0);
  assert_run (f, "kurator send", NULL, NULL, 1);
  assert_run (f, "kurator2 decline", NULL, NULL, 1);
  assert_run (f, "kurator2 decline", "--reason", "No trend", 0);
  assert_run (f, "kurator2 agree", NULL, NULL, 1);
  assert_run (f, "kurator offer", NULL, NULL, 0);
  assert_run (f, "kurator agree", NULL, NULL, 1);
  assert_run (f, "kurator2 agree", NULL, NULL, 0);
  assert_run (f, "kurator send", NULL, NULL, 0);

  listed = ctl_run (NULL, "report", "list", "--office", f->office.directory, "--json", NULL);
  g_assert_cmpint (listed->status, ==, 0);
  g_assert_nonnull (strstr (listed->output, "\"sent\""));
  g_assert_nonnull (strstr (listed->output, "2025-Q4"));
  said =
      ctl_run ("demo-kurator\n", "report", "list", "--server", f->url, "--login", "kurator", NULL);
  g_assert_cmpint (said->status, ==, 0);
  g_assert_nonnull (strstr (said->output, "Report, quarter 4 of 2025"));
  g_assert_nonnull (strstr (said->output, "Reason: No trend"));
}

/* The duty of the quarter is met by it. */
static void
test_duty (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) duties = NULL;

  assert_run (f, "kurator offer", NULL, NULL, 0);
  duties = ctl_run (NULL, "duties", "--office", f->office.directory, "--json", NULL);
  g_assert_cmpint (duties->status, ==, 0);
  g_assert_nonnull (strstr (duties->output, "\"report-agree\""));
}

static void
test_usage (void)
{
  g_autoptr (Ran) kind = ctl_run (NULL, "report", "offer", "--period", "2025-Q4", NULL);
  g_autoptr (Ran) server = ctl_run (NULL, "report", "agree", REPORT, NULL);

  g_assert_cmpint (kind->status, ==, 2);
  g_assert_cmpint (server->status, ==, 1);
  g_assert_nonnull (strstr (server->errors, "--server"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ctl/report/way", Fixture, NULL, set_up, test_way, tear_down);
  g_test_add ("/ctl/report/duty", Fixture, NULL, set_up, test_duty, tear_down);
  g_test_add_func ("/ctl/report/usage", test_usage);
  return g_test_run ();
}
