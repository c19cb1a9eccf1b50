/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working time as scripts ask for it: one question, or a batch of them. */
#include <string.h>

#include <glib/gstdio.h>

#include "ctl-process.h"

static void
assert_answer (const char *from, const char *option, const char *amount, const char *expected)
{
  g_autoptr (Ran) ran = ctl_run (NULL, "working-time", "--zone", "Asia/Yakutsk", "--from", from,
                                 option, amount, NULL);

  g_test_message ("%s%s", ran->output, ran->errors);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpstr (g_strstrip (ran->output), ==, expected);
}

static void
test_once (void)
{
  assert_answer ("2026-03-06T16:30:00+09:00", "--add", "PT1H", "2026-03-06T17:30:00+09:00");
  assert_answer ("2026-03-06T08:30:00Z", "--add", "PT1H", "2026-03-10T09:30:00+09:00");
  assert_answer ("2026-03-10T09:30:00+09:00", "--add", "-PT1H", "2026-03-06T17:30:00+09:00");
  assert_answer ("2026-03-06T16:30:00+09:00", "--add-days", "1", "2026-03-10T18:00:00+09:00");
  assert_answer ("2026-03-10T16:30:00+09:00", "--add-days", "-1", "2026-03-06T18:00:00+09:00");
  assert_answer ("2026-03-06T16:30:00+09:00", "--to", "2026-03-10T10:00:00+09:00", "PT2H30M");
  assert_answer ("2026-03-10T10:00:00+09:00", "--to", "2026-03-06T16:30:00+09:00", "-PT2H30M");
}

/* Without a regulation no regional day counts; with one its own zone does when none is named. */
static void
test_regulation (void)
{
  g_autoptr (Ran) regional = ctl_run (NULL, "working-time", "--regulation", "buryatia", "--from",
                                      "2026-02-17T10:00:00+08:00", "--add-days", "1", NULL);
  g_autoptr (Ran) federal = ctl_run (NULL, "working-time", "--zone", "Asia/Irkutsk", "--from",
                                     "2026-02-17T10:00:00+08:00", "--add-days", "1", NULL);

  g_assert_cmpstr (g_strstrip (regional->output), ==, "2026-02-19T18:00:00+08:00");
  g_assert_cmpstr (g_strstrip (federal->output), ==, "2026-02-18T18:00:00+08:00");
}

static void
assert_fails (int status, const char *sentence, const char *zone, const char *from,
              const char *option, const char *amount)
{
  g_autoptr (Ran) ran =
      ctl_run (NULL, "working-time", "--zone", zone, "--from", from, option, amount, NULL);

  g_test_message ("%s", ran->errors);
  g_assert_cmpint (ran->status, ==, status);
  g_assert_cmpstr (ran->output, ==, "");
  g_assert_nonnull (strstr (ran->errors, sentence));
}

static void
test_faults (void)
{
  static const char from[] = "2026-03-06T16:30:00+09:00";

  assert_fails (1, "Asia/Atlantis", "Asia/Atlantis", from, "--add", "PT1H");
  assert_fails (1, "2019 to 2027", "Asia/Yakutsk", "2027-12-31T16:30:00+09:00", "--add", "PT9H");
  assert_fails (1, "2019 to 2027", "Asia/Yakutsk", from, "--to", "2031-01-01T00:00:00Z");
  assert_fails (1, "offset", "Asia/Yakutsk", "2026-03-06T16:30:00", "--add", "PT1H");
  assert_fails (1, "P1D", "Asia/Yakutsk", from, "--add", "P1D");
  assert_fails (1, "working days", "Asia/Yakutsk", from, "--add-days", "0");
  assert_fails (2, "one of", "Asia/Yakutsk", from, NULL, NULL);
}

/* A file that lasts as long as the test. */
static char *
write_file (const char *text)
{
  char *path = NULL;
  int file = g_file_open_tmp ("working-time-XXXXXX.json", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
assert_with_files (const char *schedule, const char *calendar, const char *from,
                   const char *expected, const char *fault)
{
  g_autofree char *hours = write_file (schedule);
  g_autofree char *years = write_file (calendar);
  g_autoptr (Ran) ran = ctl_run (NULL, "working-time", "--zone", "Europe/Saratov", "--schedule",
                                 hours, "--calendar", years, "--from", from, "--add", "PT4H", NULL);

  g_remove (hours);
  g_remove (years);
  g_test_message ("%s%s", ran->output, ran->errors);
  g_assert_cmpstr (g_strstrip (ran->output), ==, expected);
  g_assert_true (fault == NULL || strstr (ran->errors, fault) != NULL);
}

#define NIGHTS          "{\"week\":{\"sat\":[\"22:00-06:00\"],\"mon\":[\"09:00-18:00\"]}}"
#define NEXT_YEAR(year) "{\"year\":" year ",\"holidays\":[\"" year "-01-01\"]}"

/* Whole calendars take the place of the shipped one; a single year is put to it, without a gap. */
static void
test_files (void)
{
  assert_with_files (NIGHTS, "{\"years\":[{\"year\":2016}]}", "2016-12-03T23:00:00+03:00",
                     "2016-12-04T04:00:00+04:00", NULL);
  assert_with_files (NIGHTS, NEXT_YEAR ("2028"), "2028-01-03T12:00:00+04:00",
                     "2028-01-03T16:00:00+04:00", NULL);
  assert_with_files (NIGHTS, NEXT_YEAR ("2029"), "2026-03-02T12:00:00+04:00", "",
                     "2028 is missing between 2027 and 2029");
  assert_with_files ("{\"week\":{}}", NEXT_YEAR ("2028"), "2028-01-03T12:00:00+04:00", "",
                     "no working hours");
}

static const char batch[] =
    "{\"zone\":\"Asia/Yakutsk\",\"from\":\"2026-03-06T16:30:00+09:00\",\"add\":\"PT1H\"}\n"
    "this is no JSON\n"
    "\n"
    "{\"zone\":\"Asia/Yakutsk\",\"from\":\"2026-03-06T16:30:00+09:00\",\"add_days\":-1}\n"
    "{\"zone\":\"Asia/Nowhere\",\"from\":\"2026-03-06T16:30:00+09:00\",\"add\":\"PT1H\"}\n"
    "{\"zone\":\"Asia/Yakutsk\",\"from\":\"2026-03-06T16:30:00+09:00\",\"add\":\"PT1H\","
    "\"to\":\"2026-03-06T16:30:00+09:00\"}\n"
    "{\"zone\":\"Asia/Yakutsk\",\"from\":\"2026-03-06T16:30:00+09:00\",\"add_days\":\"7\"}\n"
    "{\"regulation\":\"buryatia\",\"from\":\"2026-03-06T16:30:00+08:00\","
    "\"to\":\"2026-03-06T17:00:30.5+08:00\"}";

static void
test_batch (void)
{
  g_autoptr (Ran) ran = ctl_run (batch, "working-time", "--batch", NULL);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (ran->output), "\n", -1);
  static const char *const starts[] = {
    "{\"due\":\"2026-03-06T17:30:00+09:00\"}",
    "{\"error\":",
    "{\"error\":",
    "{\"due\":\"2026-03-05T18:00:00+09:00\"}",
    "{\"error\":\"this machine's tz database has no zone",
    "{\"error\":\"one of add, add_days and to",
    "{\"error\":\"expected an object with",
    "{\"working\":\"PT30M30.5S\",\"seconds\":1830.500000}",
  };

  g_test_message ("%s", ran->output);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (starts));
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    g_assert_true (g_str_has_prefix (lines[i], starts[i]));
}

/* A line longer than any request is answered once, and the next one as if it had not been. */
static void
test_long_line (void)
{
  g_autoptr (GString) input = g_string_new (NULL);
  g_autoptr (Ran) ran = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 300000; i++)
    g_string_append_c (input, '[');
  g_string_append_printf (input, "\n%s", batch);
  ran = ctl_run (input->str, "working-time", "--batch", NULL);
  lines = g_strsplit (g_strchomp (ran->output), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 9);
  g_assert_nonnull (strstr (lines[0], "longer than"));
  g_assert_cmpstr (lines[1], ==, "{\"due\":\"2026-03-06T17:30:00+09:00\"}");
}

/* A hundred thousand lines are answered, each in its place. */
static void
test_many_lines (void)
{
  g_autoptr (GString) input = g_string_new (NULL);
  g_autoptr (Ran) ran = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (input,
                            "{\"zone\":\"Asia/Yakutsk\",\"from\":\"2026-03-10T09:00:00+09:00\","
                            "\"add\":\"PT%uS\"}\n",
                            i % 10000 + 1);
  ran = ctl_run (input->str, "working-time", "--batch", NULL);
  lines = g_strsplit (g_strchomp (ran->output), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 100000);
  for (guint i = 0; i < 100000; i++) {
    guint second = i % 10000 + 1;
    g_autofree char *expected = g_strdup_printf ("{\"due\":\"2026-03-10T%02u:%02u:%02u+09:00\"}",
                                                 9 + second / 3600, second / 60 % 60, second % 60);

    g_assert_cmpstr (lines[i], ==, expected);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/working-time/once", test_once);
  g_test_add_func ("/ctl/working-time/regulation", test_regulation);
  g_test_add_func ("/ctl/working-time/faults", test_faults);
  g_test_add_func ("/ctl/working-time/files", test_files);
  g_test_add_func ("/ctl/working-time/batch", test_batch);
  g_test_add_func ("/ctl/working-time/long-line", test_long_line);
  g_test_add_func ("/ctl/working-time/many-lines", test_many_lines);
  return g_test_run ();
}
