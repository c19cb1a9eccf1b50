/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked timelines, recounted by the program itself; a broken one is named. */
#include <string.h>

#include <glib/gstdio.h>

#include "ctl-process.h"

static void
test_amur (void)
{
  g_autoptr (Ran) ran =
      ctl_run (NULL, "deadlines", "--vectors", VECTORS, "--regulation", "amur", NULL);

  g_test_message ("%s", ran->output);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->output, "61 passed, 0 failed"));
}

static Ran *
run_on (const char *json, const char *option)
{
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("timelines-XXXXXX", &path, NULL);
  Ran *ran;

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  ran = ctl_run (NULL, "deadlines", "--vectors", path, option, NULL);
  g_remove (path);
  return ran;
}

#define TIMELINE(due)                                                                              \
  "[{\"id\":\"t-1\",\"regulation\":\"amur\",\"events\":[{\"type\":\"detected\","                   \
  "\"at\":\"2026-03-06T09:24:00+09:00\"}],\"due\":{" due "}}]"

static void
test_difference (void)
{
  g_autoptr (Ran) ran = run_on (
      TIMELINE (
          "\"route\":\"2026-03-06T09:55:00+09:00\",\"publish\":\"2026-03-06T10:00:00+09:00\""),
      NULL);

  g_assert_cmpint (ran->status, ==, 1);
  g_assert_nonnull (strstr (ran->output, "t-1 route: expected 2026-03-06T09:55:00+09:00, got "
                                         "2026-03-06T09:54:00+09:00"));
  g_assert_nonnull (
      strstr (ran->output, "t-1 publish: expected 2026-03-06T10:00:00+09:00, got none"));
  g_assert_nonnull (
      strstr (ran->output, "t-1 answer: expected none, got 2026-03-10T09:24:00+09:00"));
  g_assert_nonnull (strstr (ran->output, "0 passed, 1 failed"));
}

static void
test_json (void)
{
  g_autoptr (Ran) ran = run_on (TIMELINE (""), "--json");

  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpstr (g_strstrip (ran->output), ==,
                   "[{\"id\":\"t-1\",\"due\":{\"route\":\"2026-03-06T09:54:00+09:00\","
                   "\"answer\":\"2026-03-10T09:24:00+09:00\"}}]");
}

static void
test_bad_input (void)
{
  g_autoptr (Ran) no_list = run_on ("{}", NULL);
  g_autoptr (Ran) no_moment = run_on (
      "[{\"id\":\"t-9\",\"regulation\":\"amur\",\"events\":[{\"type\":\"detected\"}]}]", NULL);
  g_autoptr (Ran) no_profile =
      run_on ("[{\"id\":\"t\",\"regulation\":\"mars\",\"events\":[]}]", NULL);
  g_autoptr (Ran) no_file = ctl_run (NULL, "deadlines", NULL);

  g_assert_cmpint (no_list->status, ==, 2);
  g_assert_cmpint (no_moment->status, ==, 2);
  g_assert_cmpint (no_profile->status, ==, 2);
  g_assert_cmpint (no_file->status, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/deadlines/amur", test_amur);
  g_test_add_func ("/ctl/deadlines/difference", test_difference);
  g_test_add_func ("/ctl/deadlines/json", test_json);
  g_test_add_func ("/ctl/deadlines/bad-input", test_bad_input);
  return g_test_run ();
}
