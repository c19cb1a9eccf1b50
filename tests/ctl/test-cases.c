/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same case read from the office's folder and through a coordinator, and the program's own test
 * of a moment. */
#include <signal.h>

#include "ctl-process.h"
#include "office-bench.h"

typedef struct {
  OfficeBench office;
  char *number;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;

  office_bench_set_up (&f->office, NULL);
  office_bench_open (&f->office);
  id = office_bench_find (&f->office, "1", "Нет воды\nна Лесной");
  office_bench_approve (&f->office, id, "vk-gkh", "Дадут.");
  one = office_bench_load (&f->office, id);
  f->number = g_strdup (one->number);
  g_clear_pointer (&f->office.log, osr_log_free);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->number);
  office_bench_tear_down (&f->office);
}

static void
test_folder (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) list = ctl_run (NULL, "cases", "--office", f->office.directory, NULL);
  g_autoptr (Ran) one =
      ctl_run (NULL, "case", f->number, "--explain", "--office", f->office.directory, NULL);
  g_autoptr (Ran) none =
      ctl_run (NULL, "case", "2026-999999", "--office", f->office.directory, NULL);
  g_autoptr (Ran) status = ctl_run (NULL, "--office", f->office.directory, "status", NULL);

  g_assert_cmpint (list->status, ==, 0);
  g_assert_nonnull (strstr (list->output, f->number));
  g_assert_nonnull (strstr (list->output, "Нет воды на Лесной")); /* on one line */
  g_assert_cmpint (one->status, ==, 0);
  g_assert_nonnull (strstr (one->output, "approved"));
  g_assert_nonnull (strstr (one->output, "Clause 14"));
  g_assert_nonnull (strstr (one->output, "Вересова"));
  g_assert_cmpint (none->status, ==, 1);
  g_assert_cmpint (status->status, ==, 0);
  g_assert_nonnull (strstr (status->output, "cases    1 approved"));
}

/* Words in any form, of message and reply; nothing of the index stays in the office's folder. */
static void
test_search (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) message =
      ctl_run (NULL, "search", "вода", "лесную", "--office", f->office.directory, NULL);
  g_autoptr (Ran) reply =
      ctl_run (NULL, "search", "--json", "ответ:дадут", "--office", f->office.directory, NULL);
  g_autoptr (Ran) none =
      ctl_run (NULL, "search", "НЕ", "вода", "--best", "--office", f->office.directory, NULL);
  g_autoptr (Ran) usage = ctl_run (NULL, "search", "--office", f->office.directory, NULL);
  g_autoptr (Ran) nowhere = ctl_run (NULL, "search", "вода", NULL);

  g_assert_cmpint (message->status, ==, 0);
  g_assert_nonnull (strstr (message->output, f->number));
  g_assert_nonnull (strstr (message->output, "Нет [воды] на [Лесной]"));
  g_assert_nonnull (strstr (reply->output, "\"field\":\"replies\""));
  g_assert_nonnull (strstr (reply->output, "[Дадут]"));
  g_assert_cmpint (none->status, ==, 0);
  g_assert_cmpstr (none->output, ==, "");
  g_assert_cmpint (usage->status, ==, 2);
  g_assert_cmpint (nowhere->status, ==, 1);
}

static void
test_which_log (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) none = ctl_run (NULL, "cases", NULL);
  g_autoptr (Ran) two = ctl_run (NULL, "cases", "--office", "a", "--server", "b", NULL);
  g_autoptr (Ran) nobody = ctl_run (NULL, "cases", "--server", "http://127.0.0.1:1", NULL);
  g_autoptr (Ran) cache = ctl_run (NULL, "cases", "--cache", f->office.folder, NULL);

  g_assert_cmpint (none->status, ==, 1);
  g_assert_cmpint (two->status, ==, 1);
  g_assert_nonnull (strstr (two->errors, "--office"));
  g_assert_nonnull (strstr (nobody->errors, "--login"));
  g_assert_nonnull (strstr (cache->errors, "no cache"));
}

static void
test_server (Fixture *f, gconstpointer data)
{
  g_autofree char *port_file = g_build_filename (f->office.folder, "port", NULL);
  g_autofree char *port = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) coordinator =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error, g_getenv ("COORDINATOR_PROGRAM"), "--office", f->office.directory,
                        "--port-file", port_file, "--with-parent", NULL);
  g_autoptr (Ran) status = NULL;
  g_autoptr (Ran) curator = NULL;
  g_autoptr (Ran) stranger = NULL;
  g_autoptr (Ran) wrong = NULL;

  g_assert_no_error (error);
  port = ctl_await_port (port_file);
  url = g_strconcat ("http://127.0.0.1:", port, NULL);
  status = ctl_run (NULL, "status", "--server", url, NULL);
  g_assert_cmpint (status->status, ==, 0);
  curator = ctl_run ("demo-kurator\n", "cases", "--server", url, "--login", "kurator", NULL);
  g_assert_cmpint (curator->status, ==, 0);
  g_assert_nonnull (strstr (curator->output, f->number));
  stranger = ctl_run ("demo-health\n", "cases", "--server", url, "--login", "health", NULL);
  g_assert_cmpint (stranger->status, ==, 0);
  g_assert_null (strstr (stranger->output, f->number));
  wrong = ctl_run ("guess-it\n", "cases", "--server", url, "--login", "kurator", NULL);
  g_assert_cmpint (wrong->status, ==, 1);
  g_subprocess_send_signal (coordinator, SIGTERM);
  g_subprocess_wait_check (coordinator, NULL, &error); /* a clean end */
  g_assert_no_error (error);
}

static void
test_opening (void)
{
  static const struct {
    const char *at;
    const char *opening;
  } table[] = {
    { "2026-03-06T10:12:00+09:00", "2026-03-06T10:12:00+09:00" }, /* working */
    { "2026-03-06T13:30:00+09:00", "2026-03-10T10:00:00+09:00" }, /* lunch, before a holiday */
    { "2026-03-07T12:00:00+09:00", "2026-03-10T10:00:00+09:00" }, /* the weekend of 8 March */
    { "2026-03-10T07:00:00+09:00", "2026-03-10T10:00:00+09:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *expected =
        g_strdup_printf ("%" G_GINT64_FORMAT "\n", osr_instant_parse (table[i].opening));
    g_autoptr (Ran) ran =
        ctl_run (NULL, "opening", "--regulation", "amur", "--at", table[i].at, NULL);

    g_assert_cmpint (ran->status, ==, 0);
    g_assert_cmpstr (ran->output, ==, expected);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ctl/cases/folder", Fixture, NULL, set_up, test_folder, tear_down);
  g_test_add ("/ctl/cases/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/ctl/cases/which-log", Fixture, NULL, set_up, test_which_log, tear_down);
  g_test_add ("/ctl/cases/server", Fixture, NULL, set_up, test_server, tear_down);
  g_test_add_func ("/ctl/opening/table", test_opening);
  return g_test_run ();
}
