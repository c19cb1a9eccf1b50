/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties as the program tells them, of a profile and of an office. */
#include <string.h>

#include <glib/gstdio.h>

#include "ctl-process.h"
#include "demo/osr-demo-programs.h"

#define NOW "2026-04-08T10:00:00+08:00"

static char *
write_events (const char *json)
{
  char *path = NULL;
  int file = g_file_open_tmp ("events-XXXXXX", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  return path;
}

static void
test_no_events (void)
{
  g_autoptr (Ran) ran = ctl_run (NULL, "duties", "--regulation", "buryatia", "--now", NOW,
                                 "--current", "--lang", "en", NULL);

  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->output, "quarterly report, quarter 1 of 2026 — clause 25; due "
                                         "Tue 14 April 18:00; not yet made"));
  g_assert_nonnull (strstr (ran->output, "report text, quarter 1 of 2026 — clause 25; due "));
}

static void
test_no_duties (void)
{
  g_autoptr (Ran) ran =
      ctl_run (NULL, "duties", "--regulation", "amur", "--now", NOW, "--lang", "en", NULL);

  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpstr (ran->output, ==,
                   "This regulation asks for nothing besides the steps of a case.\n");
}

static void
test_json (void)
{
  g_autofree char *path =
      write_events ("[{\"type\":\"report-offered\",\"at\":\"2026-04-06T12:00:00+08:00\"},"
                    "{\"type\":\"report-agreed\",\"at\":\"2026-04-07T12:00:00+08:00\"}]");
  g_autoptr (Ran) ran = ctl_run (NULL, "duties", "--regulation", "buryatia", "--events", path,
                                 "--now", NOW, "--json", "--lang", "en", NULL);

  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->output, "{\"id\":\"report-agree\",\"clause\":\"25\","));
  g_assert_nonnull (strstr (
      ran->output,
      "\"due\":\"2026-04-08T18:00:00+08:00\",\"state\":\"done\",\"count\":1,\"needed\":1,\"since\":"
      "\"2026-04-06T12:00:00+08:00\",\"done_at\":\"2026-04-07T12:00:00+08:00\""));
  g_assert_nonnull (strstr (ran->output, "\"period\":{\"id\":\"2026-Q1\",\"start\":"
                                         "\"2026-01-01T00:00:00+08:00\",\"end\":"
                                         "\"2026-04-01T00:00:00+08:00\"}"));
  g_remove (path);
}

static void
test_readings (void)
{
  g_autoptr (Ran) ran = ctl_run (NULL, "duties", "--regulation", "buryatia", "--now", NOW,
                                 "--reading", "before-15th=calendar", "--json", NULL);

  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->output, "\"due\":\"2026-04-15T00:00:00+08:00\""));
}

static void
test_usage (void)
{
  g_autofree char *path = write_events ("[{\"type\":\"watched\",\"at\":\"yesterday\"}]");
  g_autoptr (Ran) nothing = ctl_run (NULL, "duties", NULL);
  g_autoptr (Ran) no_moment =
      ctl_run (NULL, "duties", "--regulation", "amur", "--now", "noon", NULL);
  g_autoptr (Ran) no_profile = ctl_run (NULL, "duties", "--regulation", "mars", NULL);
  g_autoptr (Ran) bad_event =
      ctl_run (NULL, "duties", "--regulation", "amur", "--events", path, NULL);

  g_assert_cmpint (nothing->status, ==, 2);
  g_assert_cmpint (no_moment->status, ==, 2);
  g_assert_cmpint (no_profile->status, ==, 2);
  g_assert_cmpint (bad_event->status, ==, 2);
  g_assert_nonnull (strstr (bad_event->errors, "event 1: member \"at\""));
  g_remove (path);
}

/* An office founded now: its regulation is in force since then. */
static void
test_office (void)
{
  g_autofree char *parent = g_dir_make_tmp ("duties-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (parent, "office", NULL);
  g_autoptr (Ran) ran = NULL;

  ctl_run_well (NULL, "admin", "init", "--office", folder, "--regulation", "leningrad");
  ran = ctl_run (NULL, "duties", "--office", folder, "--lang", "en", NULL);
  g_test_message ("%s%s", ran->output, ran->errors);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->output, "— clause 13; no date is named; not yet made"));
  osr_demo_folder_remove (parent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/duties/no-events", test_no_events);
  g_test_add_func ("/ctl/duties/no-duties", test_no_duties);
  g_test_add_func ("/ctl/duties/json", test_json);
  g_test_add_func ("/ctl/duties/readings", test_readings);
  g_test_add_func ("/ctl/duties/usage", test_usage);
  g_test_add_func ("/ctl/duties/office", test_office);
  return g_test_run ();
}
