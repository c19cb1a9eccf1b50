/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of profiles as a person gives them to the program: everything that is wrong is a line with its
 * place, a good one is a line too, and the exit status says which it was. */
#include <string.h>

#include <glib/gstdio.h>

#include "ctl-process.h"

static char *
write_file (const char *text, gssize length)
{
  char *path = NULL;
  int file = g_file_open_tmp ("regulation-XXXXXX.json", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return path;
}

/* Expects exit status 1 and @expected, where %s is the file, among the lines. */
static void
assert_told (const char *text, gssize length, const char *expected)
{
  g_autofree char *path = write_file (text, length);
  g_autoptr (Ran) ran = ctl_run (NULL, "regulation", "validate", path, NULL);
  g_autofree char *line = g_strconcat (path, expected, NULL);

  g_remove (path);
  if (strstr (ran->output, line) == NULL)
    g_test_message ("%s", ran->output);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_nonnull (strstr (ran->output, line));
}

static char *
whole_with (const char *old, const char *new)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_true (g_file_get_contents (WHOLE, &text, NULL, NULL));
  parts = g_strsplit (text, old, 2);
  g_assert_nonnull (parts[1]);
  return g_strjoinv (new, parts);
}

static void
test_good (void)
{
  g_autoptr (Ran) ran = ctl_run (NULL, "regulation", "validate", WHOLE, NULL);

  g_assert_cmpstr (ran->output, ==,
                   WHOLE ": good: regulation \"invented\", version 3, 6 timers, 1 readings\n");
  g_assert_cmpint (ran->status, ==, 0);
}

/* A bad file does not hide a good one, nor the other way round. */
static void
test_several (void)
{
  g_autofree char *text = whole_with ("\"reserve\"", "\"reserves\"");
  g_autofree char *path = write_file (text, -1);
  g_autoptr (Ran) ran =
      ctl_run (NULL, "regulation", "validate", path, "/nowhere.json", WHOLE, NULL);
  g_autofree char *line =
      g_strconcat (path, ": /timers/4/reserves: there is no such member; expected one of ", NULL);

  g_remove (path);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_nonnull (strstr (ran->output, line));
  g_assert_nonnull (strstr (ran->output, "/nowhere.json: cannot be read: No such file"));
  g_assert_nonnull (strstr (ran->output, WHOLE ": good"));
}

static void
test_semantic (void)
{
  g_autofree char *text = whole_with ("\"before\": \"whole\"", "\"before\": \"half\"");

  assert_told (text, -1, ": /timers/4/before: there is no \"half\" among the timers\n");
}

/* A missing zone is an error, never UTC. */
static void
test_zone (void)
{
  g_autofree char *text = whole_with ("Asia/Krasnoyarsk", "Asia/Atlantis");

  assert_told (text, -1, ": /zone: this machine's tz database has no zone \"Asia/Atlantis\"");
}

static void
test_not_json (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *text = whole_with ("\"version\": 3,", "\"version\": 3");
  g_autofree char *twice = whole_with ("\"version\": 3,", "\"version\": 3, \"version\": 4,");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  assert_told ("", 0, ", line 1, column 1: unfinished text\n");
  assert_told (text, -1, ", line 4, column ");
  assert_told (twice, -1, ", line 3, column 16: the same member twice\n");
  assert_told (deep->str, -1, ", line 1, column 33: nested too deep\n");
  assert_told ("[]", -1, ": expected an object\n");
  assert_told ("{\"id\":\"\xff\"}", -1, ": not valid UTF-8\n");
  assert_told ("{\0}", 3, ": not valid UTF-8\n");
}

static void
test_large (void)
{
  g_autofree char *text = g_strnfill (1024 * 1024 + 1, ' ');
  g_autoptr (Ran) endless = ctl_run (NULL, "regulation", "validate", "/dev/zero", NULL);
  g_autoptr (Ran) folder = ctl_run (NULL, "regulation", "validate", "/", NULL);

  assert_told (text, -1, ": larger than 1048576 bytes, the most that a regulation may have\n");
  g_assert_cmpstr (endless->output, ==,
                   "/dev/zero: larger than 1048576 bytes, the most that a regulation may have\n");
  g_assert_cmpint (endless->status, ==, 1);
  g_assert_cmpstr (folder->output, ==, "/: cannot be read: Is a directory\n");
  g_assert_cmpint (folder->status, ==, 1);
}

/* What a file calls its members must not break a line, nor reach the terminal. */
static void
test_hostile_name (void)
{
  assert_told ("{\"a\\n\\u001bb/~\": 1}", -1, ": /a\\u000a\\u001bb~1~0: there is no such member");
}

static void
test_usage (void)
{
  g_autoptr (Ran) none = ctl_run (NULL, "regulation", "validate", NULL);
  g_autoptr (Ran) unknown = ctl_run (NULL, "regulation", "burn", NULL);
  g_autoptr (Ran) language = ctl_run (NULL, "regulation", "show", WHOLE, "--lang", "fr", NULL);

  g_assert_cmpint (none->status, ==, 2);
  g_assert_cmpint (unknown->status, ==, 2);
  g_assert_cmpint (language->status, ==, 2);
}

static void
test_show (void)
{
  g_autoptr (Ran) russian = ctl_run (NULL, "regulation", "show", WHOLE, NULL);
  g_autoptr (Ran) english = ctl_run (NULL, "regulation", "show", "--lang", "en", WHOLE, NULL);

  g_assert_cmpint (russian->status, ==, 0);
  g_assert_nonnull (strstr (russian->output, "invented, версия 3: Положение\n"));
  g_assert_nonnull (strstr (russian->output, "  whole: ответ (10): 8 ч рабочего времени"));
  g_assert_cmpint (english->status, ==, 0);
  g_assert_nonnull (strstr (
      english->output, "  text: draft (12): 2 h of working time before whole, leaving time for "
                       "sign"));
  g_assert_nonnull (strstr (english->output, "triaged with significant true"));
  g_assert_nonnull (strstr (english->output, "  repeat (18); routed_by clerk; timers whole, sign"));
  g_assert_nonnull (strstr (english->output, "  hours (9–12): Which hours?\n"));
  g_assert_nonnull (strstr (english->output, "      clock: plain\n"));
  g_assert_null (strstr (english->output, "ответ"));
}

static void
test_show_nothing (void)
{
  g_autoptr (Ran) unknown = ctl_run (NULL, "regulation", "show", "mars", NULL);
  g_autoptr (Ran) outside = ctl_run (NULL, "regulation", "show", "..", NULL);
  g_autofree char *path = write_file ("{}", -1);
  g_autoptr (Ran) broken = ctl_run (NULL, "regulation", "show", path, NULL);

  g_remove (path);
  g_assert_cmpint (unknown->status, ==, 1);
  g_assert_nonnull (strstr (unknown->errors, "mars"));
  g_assert_cmpint (outside->status, ==, 1);
  g_assert_cmpint (broken->status, ==, 1);
  g_assert_nonnull (strstr (broken->output, "the member \"timers\" is missing"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/regulation/good", test_good);
  g_test_add_func ("/ctl/regulation/several", test_several);
  g_test_add_func ("/ctl/regulation/semantic", test_semantic);
  g_test_add_func ("/ctl/regulation/zone", test_zone);
  g_test_add_func ("/ctl/regulation/not-json", test_not_json);
  g_test_add_func ("/ctl/regulation/large", test_large);
  g_test_add_func ("/ctl/regulation/hostile-name", test_hostile_name);
  g_test_add_func ("/ctl/regulation/usage", test_usage);
  g_test_add_func ("/ctl/regulation/show", test_show);
  g_test_add_func ("/ctl/regulation/show-nothing", test_show_nothing);
  return g_test_run ();
}
