/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of the networks as the tool prints them: records a line each, an error on one line. */
#include <string.h>

#include "core/osr-json.h"
#include "ctl-process.h"

static Ran *
parse (const char *network, const char *method, const char *file)
{
  g_autofree char *path =
      g_str_equal (file, "-") ? g_strdup (file) : g_build_filename (ANSWERS, file, NULL);

  return ctl_run (NULL, "social", "parse", "--network", network, "--method", method, path, NULL);
}

/* Every network's answer in a file gives lines that are JSON, and nothing else. */
static void
test_records (void)
{
  static const struct {
    const char *network, *method, *file, *words;
    guint lines;
  } answers[] = {
    { "vk", "wall.getComments", "vk-recorded/Wall/GetComments802.json", "Текст 1го", 3 },
    { "vk", "longpoll", "vk-recorded/BotsLongPoll/WallReplyEdit.json", "\"edited\"", 1 },
    { "ok", "discussions.get", "ok/recorded/discussion.json", "Любовь Гуревич", 1 },
    { "telegram", "longpoll", "telegram/recorded/message__de_text.json", "Лол кек", 1 },
    { "max", "GET /updates", "max/updates.json", "О ремонте дорог", 7 },
    { "facebook", "comments", "facebook/comment_info.json", "This is really nice", 1 },
    { "instagram", "comments", "instagram/replies.json", "nihao", 1 },
    { "youtube", "commentThreads.list", "youtube/comment_threads_by_channel.json", "DevRagz", 2 },
    { "feed", "feed", "feeds/input/heraldsun.rss", "The First Item", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (Ran) ran = parse (answers[i].network, answers[i].method, answers[i].file);
    g_auto (GStrv) lines = g_strsplit (g_strstrip (ran->output), "\n", -1);

    g_test_message ("%s %s: %s", answers[i].network, answers[i].method, ran->errors);
    g_assert_cmpint (ran->status, ==, 0);
    g_assert_cmpstr (ran->errors, ==, "");
    g_assert_cmpuint (g_strv_length (lines), ==, answers[i].lines);
    for (guint n = 0; n < answers[i].lines; n++) {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) object = osr_json_read_object (lines[n], -1, 0, "line", &error);

      g_assert_no_error (error);
      g_assert_nonnull (osr_json_get_string (object, "kind"));
    }
    g_assert_nonnull (strstr (lines[0], answers[i].words));
  }
}

static void
assert_fails (Ran *ran, int status, const char *line)
{
  g_assert_cmpint (ran->status, ==, status);
  g_assert_cmpstr (ran->output, ==, "");
  g_assert_cmpstr (ran->errors, ==, line);
}

static void
test_faults (void)
{
  g_autoptr (Ran) refused = parse ("vk", "wall.createComment", "vk-recorded/Errors/100.json");
  g_autoptr (Ran) failed = parse ("vk", "longpoll", "vk-recorded/BotsLongPoll/Failed1.json");
  g_autoptr (Ran) unreadable = parse ("feed", "feed", "ok/error.json");
  g_autoptr (Ran) missing = parse ("ok", "discussions.get", "ok/none.json");
  g_autoptr (Ran) method = parse ("telegram", "wall.get", "ok/error.json");

  assert_fails (refused, 1,
                "open-sources-ctl: vk error 100 param (rejected): One of the parameters specified "
                "was missing or invalid: value should be positive\n");
  assert_fails (failed, 1,
                "open-sources-ctl: vk error 1 failed (temporary): events were lost; go on from the "
                "new place; place 10\n");
  assert_fails (unreadable, 1,
                "open-sources-ctl: feed, line 1: Start tag expected, '<' not found\n");
  assert_fails (missing, 1, "open-sources-ctl: " ANSWERS "/ok/none.json: cannot be read\n");
  g_assert_cmpint (method->status, ==, 1);
  g_assert_true (g_str_has_prefix (
      method->errors,
      "open-sources-ctl: \"wall.get\" is no method that the program uses of telegram, only "));
  g_assert_nonnull (strstr (method->errors, "getUpdates"));
  g_assert_true (strchr (method->errors, '\n') == method->errors + strlen (method->errors) - 1);
}

#define NO_NETWORK                                                                                 \
  "open-sources-ctl: there is no network \"pigeon\", only vk, ok, telegram, max, facebook, "       \
  "instagram, youtube, feed\n"

/* What was asked is looked at before the answer, which need not even be there. */
static void
test_unknown (void)
{
  g_autoptr (Ran) network = parse ("pigeon", "feed", "ok/none.json");
  g_autoptr (Ran) method = parse ("max", "wall.get", "ok/none.json");
  g_autoptr (Ran) feed = parse ("feed", "rss", "ok/none.json");

  assert_fails (network, 1, NO_NETWORK);
  g_assert_cmpint (method->status, ==, 1);
  g_assert_nonnull (strstr (method->errors, "no method that the program uses of max"));
  assert_fails (
      feed, 1, "open-sources-ctl: \"rss\" is no method that the program uses of feed, only feed\n");
}

static void
test_context_and_input (void)
{
  g_autoptr (Ran) ran =
      ctl_run ("{\"response\":[{\"id\":5,\"from_id\":-7,\"text\":\"Да\"}]}", "social", "parse",
               "--network", "vk", "--method", "wall.getComments", "--owner", "7", "--post", "9",
               "--links", "https://vk.ru/", "-", NULL);

  g_assert_cmpstr (ran->errors, ==, "");
  g_assert_cmpstr (ran->output, ==,
                   "{\"kind\":\"message\",\"network\":\"vk\",\"native_id\":\"5\","
                   "\"owner_id\":\"-7\",\"post_id\":\"9\",\"author_id\":\"-7\","
                   "\"author_name\":\"club7\",\"text\":\"Да\","
                   "\"permalink\":\"https://vk.ru/wall-7_9?reply=5\","
                   "\"post_permalink\":\"https://vk.ru/wall-7_9\",\"attachments\":0,"
                   "\"from_account\":true}\n");
}

/* Characters that some programs take for the end of a line are in a text and in an error alike. */
static void
test_one_line_each (void)
{
  g_autoptr (Ran) ran =
      ctl_run ("{\"response\":[{\"id\":5,\"text\":\"1\\u20282\\u00853\\u20294\\n5\\u009b6\"}]}",
               "social", "parse", "--network", "vk", "--method", "wall.getComments", "-", NULL);
  g_autoptr (Ran) refused =
      ctl_run ("{\"ok\":false,\"error_code\":400,\"description\":\"1\\n2\\u20283\\u009b4\"}",
               "social", "parse", "--network", "telegram", "--method", "getMe", "-", NULL);
  g_autoptr (JsonObject) object = osr_json_read_object (ran->output, -1, 0, "line", NULL);

  g_assert_nonnull (strstr (ran->output, "1\\u20282\\u00853\\u20294\\n5\\u009b6\""));
  g_assert_cmpstr (osr_json_get_string (object, "text"), ==,
                   "1\u20282\302\2053\u20294\n5\302\2336");
  assert_fails (refused, 1,
                "open-sources-ctl: telegram error 400 bad_request (rejected): 1 2 3 4\n");
}

static void
test_usage (void)
{
  static const char *const networks[] = { "vk",       "ok",        "telegram", "max",
                                          "facebook", "instagram", "youtube",  "feed" };
  g_autoptr (Ran) help = ctl_run (NULL, "social", "parse", "--help", NULL);
  g_autoptr (Ran) bare = ctl_run (NULL, "social", "parse", "x", NULL);

  g_assert_cmpint (help->status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++) {
    g_autofree char *line = g_strdup_printf ("\n  %-10s ", networks[i]);

    g_assert_nonnull (strstr (help->output, line));
  }
  g_assert_nonnull (strstr (help->output, "discussions.getComments"));
  g_assert_cmpint (bare->status, ==, 2);
  g_assert_nonnull (strstr (bare->errors, "--network is missing"));
}

/* What only some networks have is told by the commands that take it. */
static void
test_settings (void)
{
  static const char *const commands[] = { "check-account", "publish" };
  static const char *const settings[] = { "application-key=", "publishes=1", "session-secret=1",
                                          "key-in-address=1", "quota=",      "group=",
                                          "ca-file=",         "hosts=",      "words=",
                                          "walls=",           "pace=",       "read-back=",
                                          "walls-minutes=" };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autoptr (Ran) help = ctl_run (NULL, "social", commands[i], "--help", NULL);

    g_assert_cmpint (help->status, ==, 0);
    for (guint n = 0; n < G_N_ELEMENTS (settings); n++)
      g_assert_nonnull (strstr (help->output, settings[n]));
  }
}

/* Tokens are lines of standard input and stand in no answer. */
static void
test_check_account (void)
{
  g_autoptr (Ran) nothing = ctl_run ("", "social", "check-account", NULL);
  g_autoptr (Ran) unknown =
      ctl_run ("r\nw\n", "social", "check-account", "--network", "pigeon", "--owner", "1", NULL);
  g_autoptr (Ran) silent = ctl_run ("hush-r\nhush-w\n", "social", "check-account", "--network",
                                    "vk", "--owner", "1", "--api-base", "http://127.0.0.1:1", NULL);

  g_assert_cmpint (nothing->status, ==, 2);
  assert_fails (unknown, 1, NO_NETWORK);
  g_assert_cmpint (silent->status, ==, 1);
  g_assert_cmpstr (silent->output, ==, "");
  g_assert_null (strstr (silent->errors, "hush"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/ctl/social/" name, function)
  ADD ("records", test_records);
  ADD ("faults", test_faults);
  ADD ("context-and-input", test_context_and_input);
  ADD ("one-line-each", test_one_line_each);
  ADD ("usage", test_usage);
  ADD ("unknown", test_unknown);
  ADD ("settings", test_settings);
  g_test_add_func ("/ctl/social/check-account", test_check_account);
  return g_test_run ();
}
