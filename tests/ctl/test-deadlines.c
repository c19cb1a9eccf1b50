/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked timelines, recounted by the program itself; a broken one is named. */
#include <string.h>

#include <glib/gstdio.h>

#include "core/osr-json.h"
#include "ctl-process.h"

/* What is promised to people holds for the programs as they are built for them. */
#ifdef __SANITIZE_ADDRESS__
#define SECOND (60 * G_USEC_PER_SEC)
#else
#define SECOND G_USEC_PER_SEC
#endif

/* (transfer full): the path of a new file */
static char *
write_file (const char *text)
{
  char *path = NULL;
  int file = g_file_open_tmp ("timelines-XXXXXX", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_amur (void)
{
  g_autoptr (Ran) ran =
      ctl_run (NULL, "deadlines", "--vectors", VECTORS, "--regulation", "amur", NULL);

  g_test_message ("%s", ran->output);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->output, "61 passed, 0 failed"));
}

/* All of them, ten times over, in the time that a person waits. */
static void
test_all (void)
{
  g_autofree char *text = NULL, *path = NULL;
  g_autoptr (GString) list = g_string_new ("[");
  g_autoptr (Ran) once = ctl_run (NULL, "deadlines", "--vectors", VECTORS, NULL);
  g_autoptr (Ran) often = NULL;
  gint64 begun;

  g_assert_cmpint (once->status, ==, 0);
  g_assert_true (g_str_has_suffix (once->output, "300 passed, 0 failed\n"));
  g_assert_true (g_file_get_contents (VECTORS, &text, NULL, NULL));
  g_strstrip (text);
  text[strlen (text) - 1] = '\0';
  for (guint i = 0; i < 10; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "," : "", text + 1);
  g_string_append_c (list, ']');
  path = write_file (list->str);
  begun = g_get_monotonic_time ();
  often = ctl_run (NULL, "deadlines", "--vectors", path, NULL);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 5 * SECOND);
  g_assert_cmpstr (often->output, ==, "3000 passed, 0 failed\n");
  g_remove (path);
}

static Ran *
run_on (const char *json, const char *option)
{
  g_autofree char *path = write_file (json);
  Ran *ran;

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

/* The sentence names the place: line and column, or timeline, event and member. */
static void
test_sentences (void)
{
  g_autoptr (Ran) broken = run_on ("[\n{\"id\": tru}]", NULL);
  g_autoptr (Ran) no_moment = run_on (
      "[{\"id\":\"t-9\",\"regulation\":\"amur\",\"events\":[{\"type\":\"detected\"}]}]", NULL);
  g_autoptr (Ran) no_events = run_on ("[{\"id\":\"t-9\",\"regulation\":\"amur\"}]", NULL);
  g_autoptr (Ran) no_id = run_on ("[{\"regulation\":\"amur\",\"events\":[]}]", NULL);
  g_autoptr (Ran) no_due =
      run_on ("[{\"id\":\"t\",\"regulation\":\"amur\",\"events\":[],\"due\":{\"x\":5}}]", NULL);

  g_assert_nonnull (strstr (broken->errors, "line 2"));
  g_assert_nonnull (strstr (no_moment->errors, "timeline 1 (t-9): event 1: member \"at\""));
  g_assert_nonnull (strstr (no_events->errors, "timeline 1 (t-9): member \"events\""));
  g_assert_nonnull (strstr (no_id->errors, "timeline 1 (?): member \"id\""));
  g_assert_nonnull (strstr (no_due->errors, "member \"due\", timer \"x\""));
}

#define EVENTS                                                                                     \
  "[{\"type\":\"detected\",\"at\":\"2026-03-06T17:30:00+09:00\"},"                                 \
  "{\"type\":\"routed\",\"at\":\"2026-03-06T17:50:00+09:00\",\"body\":\"b1\"}]"

typedef const char *const *Words;

/* One timeline with these options, in this locale. */
static Ran *
run_timeline (const char *events, const char *locale, Words options)
{
  g_autofree char *path = write_file (events);
  g_autofree char *kept = g_strdup (g_getenv ("CTL_LOCALE"));
  const char *words[8] = { NULL };
  Ran *ran;

  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    words[i] = options[i];
  g_setenv ("CTL_LOCALE", locale, TRUE);
  ran = ctl_run (NULL, "deadlines", "--regulation", "amur", "--events", path, "--now",
                 "2026-03-06T17:40:00+09:00", words[0], words[1], words[2], words[3], words[4],
                 words[5], NULL);
  if (kept != NULL)
    g_setenv ("CTL_LOCALE", kept, TRUE);
  else
    g_unsetenv ("CTL_LOCALE");
  g_remove (path);
  return ran;
}

static void
test_timeline (void)
{
  g_autoptr (Ran) list = run_timeline (EVENTS, "C.UTF-8", NULL);
  g_autoptr (Ran) object = run_timeline ("{\"events\":" EVENTS "}", "C.UTF-8", NULL);

  g_assert_cmpint (list->status, ==, 0);
  g_assert_nonnull (strstr (list->output, "2026-03-10T17:30:00+09:00"));
  g_assert_nonnull (strstr (list->output, "7 h 50 min left"));
  g_assert_cmpstr (list->output, ==, object->output);
}

/* In the language that is asked for, whatever the locale is. */
static void
test_languages (void)
{
  static const char *const russian[] = { "--explain", "--lang", "ru", NULL };
  static const char *const english[] = { "--explain", "--lang", "en", NULL };
  static const char *const wrong[] = { "--lang", "de", NULL };
  static const char *const locales[] = { "C", "POSIX", "C.UTF-8", "xx_XX.UTF-8" };
  g_autoptr (Ran) refused = run_timeline (EVENTS, "C", wrong);

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++) {
    g_autoptr (Ran) ru = run_timeline (EVENTS, locales[i], russian);
    g_autoptr (Ran) en = run_timeline (EVENTS, locales[i], english);

    g_assert_nonnull (strstr (ru->output, "весь срок"));
    g_assert_nonnull (strstr (ru->output, "вне рабочего времени"));
    g_assert_nonnull (strstr (en->output, "8 h of working time, the whole limit"));
    g_assert_nonnull (strstr (en->output, "lunch, not counted"));
  }
  g_assert_cmpint (refused->status, ==, 2);
}

static void
test_explained_json (void)
{
  static const char *const options[] = { "--explain", "--json", NULL };
  g_autoptr (Ran) ran = run_timeline (EVENTS, "C", options);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = osr_json_read_object (ran->output, -1, 0, "answer", &error);
  JsonArray *limits = osr_json_get_array (answer, "limits");

  g_assert_no_error (error);
  g_assert_cmpstr (osr_json_get_string (answer, "regulation"), ==, "amur");
  g_assert_cmpuint (json_array_get_length (limits), ==, 4);
  for (guint i = 0; i < json_array_get_length (limits); i++) {
    JsonObject *limit = osr_json_array_get_object (limits, i);
    JsonArray *steps = osr_json_get_array (limit, "steps");
    JsonObject *last = osr_json_array_get_object (steps, json_array_get_length (steps) - 1);

    g_assert_cmpstr (osr_json_get_string (last, "due"), ==, osr_json_get_string (limit, "due"));
  }
}

/* A week with one working day: what takes eight hours takes two weeks. */
static void
test_schedule (void)
{
  g_autofree char *path = write_file ("{\"week\":{\"tue\":[\"10:00-14:00\"]}}");
  g_autofree char *bad = write_file ("{\"week\":{\"tue\":[\"14:00-14:00\"]}}");
  const char *const options[] = { "--schedule", path, NULL };
  const char *const wrong[] = { "--schedule", bad, NULL };
  g_autoptr (Ran) ran = run_timeline (EVENTS, "C", options);
  g_autoptr (Ran) refused = run_timeline (EVENTS, "C", wrong);

  g_assert_nonnull (strstr (ran->output, "2026-03-17T14:00:00+09:00"));
  g_assert_cmpint (refused->status, ==, 2);
  g_assert_nonnull (strstr (refused->errors, bad));
  g_remove (path);
  g_remove (bad);
}

/* The other setting of a reading moves the limit; one that the profile does not know is refused. */
static void
test_reading (void)
{
  static const char *const clock[] = { "--reading", "plain-hours=clock", NULL };
  static const char *const unknown[] = { "--reading", "plain-hours=lunar", NULL };
  static const char *const senseless[] = { "--reading", "plain-hours", NULL };
  g_autoptr (Ran) usual = run_timeline (EVENTS, "C", NULL);
  g_autoptr (Ran) other = run_timeline (EVENTS, "C", clock);
  g_autoptr (Ran) refused = run_timeline (EVENTS, "C", unknown);
  g_autoptr (Ran) misread = run_timeline (EVENTS, "C", senseless);

  g_assert_nonnull (strstr (usual->output, "2026-03-10T10:50:00+09:00"));
  g_assert_nonnull (strstr (other->output, "2026-03-06T19:50:00+09:00"));
  g_assert_cmpint (refused->status, ==, 2);
  g_assert_cmpint (misread->status, ==, 2);
}

/* A file counts like the profile that it is a copy of. */
static void
test_profile_file (void)
{
  g_autoptr (Ran) ran =
      ctl_run (NULL, "deadlines", "--vectors", VECTORS, "--regulation", PROFILE, NULL);

  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->output, "61 passed, 0 failed"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/deadlines/amur", test_amur);
  g_test_add_func ("/ctl/deadlines/difference", test_difference);
  g_test_add_func ("/ctl/deadlines/json", test_json);
  g_test_add_func ("/ctl/deadlines/bad-input", test_bad_input);
  g_test_add_func ("/ctl/deadlines/all", test_all);
  g_test_add_func ("/ctl/deadlines/sentences", test_sentences);
  g_test_add_func ("/ctl/deadlines/timeline", test_timeline);
  g_test_add_func ("/ctl/deadlines/languages", test_languages);
  g_test_add_func ("/ctl/deadlines/explained-json", test_explained_json);
  g_test_add_func ("/ctl/deadlines/schedule", test_schedule);
  g_test_add_func ("/ctl/deadlines/reading", test_reading);
  g_test_add_func ("/ctl/deadlines/profile-file", test_profile_file);
  return g_test_run ();
}
