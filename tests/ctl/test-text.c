/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `text screen` answers every line with one object, whatever the line holds. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/osr-json.h"
#include "ctl-process.h"

static JsonObject *
read_line (const char *line)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = osr_json_read_object (line, -1, 0, "answer", &error);

  g_assert_no_error (error);
  return object;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      remove_folder (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

static const char *
first_of (JsonObject *answer, const char *member)
{
  JsonArray *array = osr_json_get_array (answer, member);

  g_assert_nonnull (array);
  return json_array_get_length (array) > 0 ? osr_json_array_get_string (array, 0) : NULL;
}

static void
test_answers (void)
{
  g_autoptr (Ran) ran = ctl_run ("В Тынде прорвало трубу, дармоеды\nпи**ец\n\nвсем привет", "text",
                                 "screen", "--regulation", "amur", NULL);
  g_auto (GStrv) lines = g_strsplit (ran->output, "\n", -1);
  g_autoptr (JsonObject) first = NULL, second = NULL, third = NULL, fourth = NULL;

  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  first = read_line (lines[0]);
  g_assert_cmpstr (osr_json_get_string (first, "locality"), ==, "Тында");
  g_assert_cmpstr (osr_json_get_string (first, "importance"), ==, "high");
  g_assert_cmpstr (first_of (first, "topics"), ==, "zhkh");
  g_assert_cmpstr (first_of (first, "insult"), ==, "дармоеды");
  g_assert_null (first_of (first, "obscene"));
  second = read_line (lines[1]);
  g_assert_cmpstr (first_of (second, "obscene"), ==, "пи**ец");
  third = read_line (lines[2]);
  g_assert_cmpstr (first_of (third, "topics"), ==, "other");
  fourth = read_line (lines[3]);
  g_assert_true (json_object_get_null_member (fourth, "locality"));
  g_assert_cmpstr (osr_json_get_string (fourth, "importance"), ==, "normal");
}

/* A megabyte in one line, marks without end, bytes that are no text. */
static void
test_hostile (void)
{
  g_autoptr (GString) input = g_string_new (NULL);
  g_autoptr (Ran) ran = NULL;
  g_auto (GStrv) lines = NULL;

  while (input->len < 1 << 20)
    g_string_append (input, "х у й ");
  g_string_append (input, "\nдом");
  for (guint i = 0; i < 100000; i++)
    g_string_append (input, "\xcc\x81");
  g_string_append (input, "\n\xff\xfe\"\\\x01 хуй\xd0\n");
  ran = ctl_run (input->str, "text", "screen", NULL);
  lines = g_strsplit (ran->output, "\n", -1);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (JsonObject) answer = read_line (lines[i]);

    g_assert_true (i == 1 || first_of (answer, "obscene") != NULL);
  }
}

/* One reply with line feeds in it is one reply; --lines takes them apart. */
static void
test_check_reply (void)
{
  const char *text = "Яму у вас засыпали вчера.\nВ настоящее время спокойно.\n";
  g_autoptr (Ran) whole =
      ctl_run (text, "text", "check-reply", "--regulation", "leningrad", "--network", "vk", NULL);
  g_autoptr (Ran) apart = ctl_run (text, "text", "check-reply", "--regulation", "leningrad",
                                   "--network", "vk", "--lines", NULL);
  g_auto (GStrv) lines = g_strsplit (apart->output, "\n", -1);
  g_autoptr (JsonObject) answer = read_line (whole->output);
  JsonArray *findings = osr_json_get_array (answer, "findings");
  JsonObject *first = osr_json_array_get_object (findings, 0);
  JsonObject *second = osr_json_array_get_object (findings, 1);

  g_assert_cmpint (whole->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_false (osr_json_get_boolean (answer, "may_go", TRUE));
  g_assert_cmpstr (osr_json_get_string (first, "check"), ==, "greeting");
  g_assert_cmpstr (osr_json_get_string (first, "clause"), ==, "11");
  g_assert_true (osr_json_get_boolean (first, "blocks", FALSE));
  g_assert_nonnull (osr_json_get_string (first, "why"));
  g_assert_cmpstr (osr_json_get_string (second, "wording"), ==, "Сейчас");
  g_assert_cmpstr (osr_json_get_string (second, "text"), ==, "В настоящее время");
  g_assert_cmpint (osr_json_get_int (second, "start", -1), ==,
                   strlen ("Яму у вас засыпали вчера.\n"));
}

/* The length is the network's, the kind asks for what it must have. */
static void
test_check_reply_kinds (void)
{
  g_autoptr (GString) text = g_string_new ("Здравствуйте, Анна! ");
  g_autoptr (Ran) interim = ctl_run ("Здравствуйте, Анна! Смотрим трубу.", "text", "check-reply",
                                     "-r", "amur", "--kind", "interim", NULL);
  g_autoptr (Ran) wrong = ctl_run ("", "text", "check-reply", "--kind", "letter", NULL);
  g_autoptr (Ran) nowhere = ctl_run ("", "text", "check-reply", "--network", "nowhere", NULL);
  g_autoptr (Ran) longer = NULL;

  while (text->len < 10000)
    g_string_append (text, "Засыпали яму вчера. ");
  longer = ctl_run (text->str, "text", "check-reply", "-r", "amur", "-n", "ok", NULL);
  g_assert_nonnull (strstr (interim->output, "interim-names-a-date"));
  g_assert_nonnull (strstr (longer->output, "too-long"));
  g_assert_cmpint (wrong->status, ==, 2);
  g_assert_cmpint (nowhere->status, ==, 2);
}

/* What an administrator adopts is what the office then reads with; a fault changes nothing. */
static void
test_lexicon (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lexicon-XXXXXX", NULL);
  g_autofree char *office = g_build_filename (folder, "office", NULL);
  g_autofree char *good = g_build_filename (folder, "good.tsv", NULL);
  g_autofree char *bad = g_build_filename (folder, "bad.tsv", NULL);
  g_autoptr (Ran) screened = NULL, refused = NULL, shown = NULL, report = NULL;
  g_autoptr (JsonObject) answer = NULL, counts = NULL;

  g_assert_true (g_file_set_contents (good, "insult\tлопух*\t2\n", -1, NULL));
  g_assert_true (g_file_set_contents (bad, "insult\tлопух*\t2\ntopic\tx\tnowhere\n", -1, NULL));
  screened = ctl_run ("вы лопухи", "text", "screen", "--lexicon", good, NULL);
  answer = read_line (screened->output);
  g_assert_cmpstr (first_of (answer, "insult"), ==, "лопухи");
  ctl_run_well (NULL, "admin", "init", "-o", office, "-r", "amur");
  ctl_run_well (NULL, "admin", "lexicon", "adopt", "-o", office, good);
  refused = ctl_run (NULL, "admin", "lexicon", "adopt", "-o", office, bad, NULL);
  g_assert_cmpint (refused->status, ==, 1);
  g_assert_nonnull (strstr (refused->errors, "bad.tsv:2: there is no topic \"nowhere\""));
  shown = ctl_run (NULL, "admin", "lexicon", "show", "-o", office, NULL);
  g_assert_cmpstr (shown->output, ==, "insult\tлопух*\t2\n");
  report = ctl_run (NULL, "text", "report", "-o", office, "--json", NULL);
  counts = read_line (report->output);
  g_assert_cmpint (osr_json_get_int (counts, "messages", -1), ==, 0);
  remove_folder (folder);
}

/* Whoever must be named is. */
static void
test_about (void)
{
  g_autoptr (Ran) data = ctl_run (NULL, "about", "data", NULL);
  g_autoptr (Ran) licence = ctl_run (NULL, "about", "licence", "Apache-2.0", NULL);
  g_autoptr (Ran) none = ctl_run (NULL, "about", "licence", "nowhere", NULL);

  g_assert_nonnull (strstr (data->output, "© OpenStreetMap contributors"));
  g_assert_nonnull (strstr (data->output, "places/cities-vnau.json"));
  g_assert_nonnull (strstr (licence->output, "TERMS AND CONDITIONS"));
  g_assert_cmpint (none->status, ==, 1);
}

static void
test_usage (void)
{
  g_autoptr (Ran) unknown = ctl_run ("", "text", "nothing", NULL);
  g_autoptr (Ran) regulation = ctl_run ("", "text", "screen", "--regulation", "nowhere", NULL);

  g_assert_cmpint (unknown->status, ==, 2);
  g_assert_cmpint (regulation->status, ==, 1);
  g_assert_nonnull (strstr (regulation->errors, "nowhere"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/text/answers", test_answers);
  g_test_add_func ("/ctl/text/hostile", test_hostile);
  g_test_add_func ("/ctl/text/check-reply", test_check_reply);
  g_test_add_func ("/ctl/text/check-reply/kinds", test_check_reply_kinds);
  g_test_add_func ("/ctl/text/lexicon", test_lexicon);
  g_test_add_func ("/ctl/text/about", test_about);
  g_test_add_func ("/ctl/text/usage", test_usage);
  return g_test_run ();
}
