/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connector of feeds against the sandbox's site, which was written by other hands: both families,
 * encodings, what is new only, and its faults. */
#include "demo/sandbox/osr-sandbox.h"
#include "social/fake-host.h"

#include <string.h>

#include "net/osr-await.h"

#define NOW G_GINT64_CONSTANT (1772766720000000) /* 2026-03-06T03:12:00Z */

typedef struct {
  OsrSandbox *sandbox;
  OsrHttpSession *session;
  OsrNetwork *network;
  OsrSandboxOptions options;
  gint64 now;
} Fixture;

static gint64
read_clock (gpointer data)
{
  return *(gint64 *) data;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->now = NOW;
  fixture->options.office_path = TESTS_DEMO "/office-networks.json";
  fixture->options.now = read_clock;
  fixture->options.now_data = &fixture->now;
  fixture->options.silent = TRUE;
  fixture->options.unlimited = TRUE;
  fixture->sandbox = osr_sandbox_new (&fixture->options, &error);
  g_assert_no_error (error);
  fixture->session = osr_http_session_new ();
  fixture->network = osr_network_new ("feed", fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->network);
  g_object_unref (fixture->session);
  osr_sandbox_free (fixture->sandbox);
}

static void
order (Fixture *fixture, const char *what, const char *json)
{
  g_autofree char *uri =
      g_strconcat (osr_sandbox_get_url (fixture->sandbox), "/_sandbox/", what, NULL);
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("POST", uri);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrHttpAnswer) answer = NULL;
  GAsyncResult *slot = NULL;

  osr_http_request_set_body (request, "application/json", bytes);
  osr_http_session_send_async (fixture->session, request, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  answer = osr_http_session_send_finish (fixture->session, result, NULL);
  g_assert_cmpuint (osr_http_answer_get_status (answer), ==, 200);
}

static void
write_comment (Fixture *fixture, const char *text)
{
  g_autofree char *json =
      g_strdup_printf ("{\"owner_id\":-35,\"post_id\":1,\"citizen\":42,\"text\":\"%s\"}", text);

  fixture->now += OSR_MINUTE;
  order (fixture, "comment", json);
}

static OsrNetworkReading *
read_path (Fixture *fixture, const char *path, const char *place, GError **error)
{
  g_autofree char *address =
      g_strconcat (osr_sandbox_get_url (fixture->sandbox), "/feed/", path, NULL);
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("feed", "news", address);
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (account, 10, place, NULL);

  return fake_host_read (fixture->network, round, error);
}

static void
test_families_and_encodings (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = {
    "oblast_news/comments.rss",
    "oblast_news/comments.atom",
    "oblast_news/comments.rss?encoding=windows-1251",
    "oblast_news/comments.rss?encoding=windows-1251&charset=no",
    "oblast_news/comments.atom?encoding=KOI8-R&charset=no",
  };

  write_comment (fixture, "Нет <воды> & «света»");
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrNetworkReading) reading = read_path (fixture, paths[i], NULL, &error);
    const OsrNetworkMessage *message;

    g_test_message ("%s", paths[i]);
    g_assert_no_error (error);
    g_assert_cmpuint (reading->messages->len, ==, 1);
    message = reading->messages->pdata[0];
    g_assert_nonnull (strstr (message->text, "Нет <воды> & «света»"));
    g_assert_true (g_str_has_prefix (message->permalink, "http"));
    g_assert_cmpint (message->published_at, ==, fixture->now / G_USEC_PER_SEC * G_USEC_PER_SEC);
    g_assert_cmpstr (message->author_name, ==, "Иван");
  }
}

static void
test_posts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = read_path (fixture, "oblast_news.rss", NULL, NULL);

  g_assert_cmpuint (reading->messages->len, ==, 1);
  g_assert_nonnull (
      strstr (((OsrNetworkMessage *) reading->messages->pdata[0])->text, "Начнём в июне."));
}

static void
test_only_what_is_new (Fixture *fixture, gconstpointer data)
{
  static const char path[] = "oblast_news/comments.rss";
  g_autoptr (OsrNetworkReading) first = NULL;
  g_autoptr (OsrNetworkReading) same = NULL;
  g_autoptr (OsrNetworkReading) more = NULL;

  write_comment (fixture, "Раз");
  first = read_path (fixture, path, NULL, NULL);
  same = read_path (fixture, path, first->place, NULL);
  write_comment (fixture, "Два");
  more = read_path (fixture, path, first->place, NULL);
  g_assert_cmpuint (first->messages->len, ==, 1);
  g_assert_cmpuint (same->messages->len, ==, 0);
  g_assert_cmpuint (more->messages->len, ==, 2);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *fault;
    int code;
  } rows[] = {
    { "\"kind\":\"http\",\"code\":503", OSR_NET_ERROR_TEMPORARY },
    { "\"kind\":\"http\",\"code\":429", OSR_NET_ERROR_RATE_LIMITED },
    { "\"kind\":\"http\",\"code\":404", OSR_NET_ERROR_REJECTED },
    { "\"kind\":\"truncated\"", OSR_NET_ERROR_PROTOCOL },
    { "\"kind\":\"not-utf8\"", OSR_NET_ERROR_PROTOCOL },
  };

  write_comment (fixture, "Раз");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *json =
        g_strdup_printf ("{\"method\":\"/feed/*\",\"times\":1,%s}", rows[i].fault);
    g_autoptr (OsrNetworkReading) reading = NULL;
    g_autoptr (OsrNetworkReading) after = NULL;
    g_autoptr (GError) error = NULL;

    order (fixture, "faults", json);
    g_test_message ("%s", rows[i].fault);
    reading = read_path (fixture, "oblast_news/comments.rss", NULL, &error);
    g_assert_error (error, OSR_NET_ERROR, rows[i].code);
    after = read_path (fixture, "oblast_news/comments.rss", NULL, NULL);
    g_assert_cmpuint (after->messages->len, ==, 1);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/social/feed-sandbox/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("families-and-encodings", test_families_and_encodings);
  ADD ("posts", test_posts);
  ADD ("only-what-is-new", test_only_what_is_new);
  ADD ("faults", test_faults);
  return g_test_run ();
}
