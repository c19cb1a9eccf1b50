/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `social publish`: one reply to any host, and what is said of it: where it stands, that it surely does not,
 * or that nobody knows. */
#include <string.h>

#include "core/osr-json.h"
#include "ctl-process.h"
#include "net/osr-raw-server.h"

#define TOKENS "\n77:canary-token\n"
#define ANSWER(status, body)                                                                       \
  "HTTP/1.1 " status "\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" body

typedef struct {
  char *base;
  const char *input;
  Ran *ran;
  int done;
} Job;

static gpointer
run_job (gpointer data)
{
  Job *job = data;

  job->ran = ctl_run (job->input, "social", "publish", "--network", "telegram", "--owner", "-1001",
                      "--api-base", job->base, "--wall", "-1002002", "--post", "9", "--reply-to",
                      "41", "Ответ", NULL);
  g_atomic_int_set (&job->done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* The program runs beside the server, which lives in this thread. */
static Ran *
publish (OsrRawServer *server, const char *input)
{
  Job job = { osr_raw_server_uri (server, ""), input, NULL, 0 };
  GThread *thread = g_thread_new ("ctl", run_job, &job);

  while (!g_atomic_int_get (&job.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  g_free (job.base);
  return job.ran;
}

static void
test_published (void)
{
  g_autoptr (OsrRawServer) server = osr_raw_server_new (
      OSR_RAW_ANSWER,
      ANSWER ("200 OK", "{\"ok\":true,\"result\":{\"message_id\":50,\"date\":2000,\"chat\":{"
                        "\"id\":-1002002,\"type\":\"supergroup\"},\"text\":\"Ответ\"}}"),
      -1);
  g_autoptr (Ran) ran = publish (server, TOKENS);

  g_assert_cmpstr (ran->errors, ==, "");
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpstr (ran->output, ==,
                   "{\"native_id\":\"50\",\"permalink\":\"https://t.me/c/2002/50\","
                   "\"published_at\":\"1970-01-01T00:33:20Z\"}\n");
  g_assert_cmpuint (osr_raw_server_get_requests (server), ==, 1);
}

static void
assert_said (Ran *ran, const char *class)
{
  g_autofree char *beginning = g_strdup_printf ("open-sources-ctl: %s: ", class);

  g_test_message ("%s", ran->errors);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_cmpstr (ran->output, ==, "");
  g_assert_true (g_str_has_prefix (ran->errors, beginning));
  g_assert_true (strchr (ran->errors, '\n') == ran->errors + strlen (ran->errors) - 1);
  g_assert_null (strstr (ran->errors, "canary"));
}

static void
test_refused (void)
{
  g_autoptr (OsrRawServer) server = osr_raw_server_new (
      OSR_RAW_ANSWER,
      ANSWER ("400 Bad Request", "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: "
                                 "message to be replied not found\"}"),
      -1);
  g_autoptr (Ran) ran = publish (server, TOKENS);

  assert_said (ran, "rejected");
}

/* Sent, and no answer: it is said so, and nothing is sent again. */
static void
test_uncertain (void)
{
  g_autoptr (OsrRawServer) server = osr_raw_server_new (OSR_RAW_CLOSE_AFTER_REQUEST, NULL, 0);
  g_autoptr (Ran) ran = publish (server, TOKENS);

  assert_said (ran, "uncertain");
  g_assert_cmpuint (osr_raw_server_get_requests (server), ==, 1);
}

static void
test_without_token (void)
{
  g_autoptr (OsrRawServer) server = osr_raw_server_new (OSR_RAW_CLOSE_AFTER_REQUEST, NULL, 0);
  g_autoptr (Ran) ran = publish (server, "\n\n");

  assert_said (ran, "auth");
  g_assert_cmpuint (osr_raw_server_get_requests (server), ==, 0);
}

static void
test_usage (void)
{
  g_autoptr (Ran) nothing = ctl_run ("\n\n", "social", "publish", "Ответ", NULL);
  g_autoptr (Ran) unknown =
      ctl_run ("\n\n", "social", "publish", "-n", "myspace", "-w", "1", "Ответ", NULL);
  g_autoptr (Ran) silent = ctl_run ("\n\n", "social", "publish", "-n", "max", "-w", "1", NULL);

  g_assert_cmpint (nothing->status, ==, 2);
  g_assert_cmpint (unknown->status, ==, 1);
  g_assert_cmpstr (unknown->errors, ==,
                   "open-sources-ctl: there is no network \"myspace\", only vk, ok, telegram, max, "
                   "facebook, instagram, youtube, feed\n");
  g_assert_cmpint (silent->status, ==, 2);
}

/* What is refused at once is refused, however much was given to be read. */
static void
test_unread (void)
{
  g_autofree char *much = g_strnfill (1024 * 1024, 'x');
  g_autoptr (Ran) ran = ctl_run (much, "social", "publish", "Ответ", NULL);

  g_assert_cmpint (ran->status, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/social-publish/published", test_published);
  g_test_add_func ("/ctl/social-publish/refused", test_refused);
  g_test_add_func ("/ctl/social-publish/uncertain", test_uncertain);
  g_test_add_func ("/ctl/social-publish/without-token", test_without_token);
  g_test_add_func ("/ctl/social-publish/usage", test_usage);
  g_test_add_func ("/ctl/social-publish/unread", test_unread);
  return g_test_run ();
}
