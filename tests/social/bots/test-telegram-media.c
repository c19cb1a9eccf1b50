/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture of a message, which Telegram gives out by name: from the account's host alone, below the
 * bot's own address, no larger than any picture, and with a token that nobody gets to see. */
#include "social/telegram/osr-telegram-network.h"

#include <string.h>

#include "net/osr-await.h"
#include "net/osr-net-error.h"
#include "social/bots/fake-answers.h"

#define TOKEN        "77:canary-token_AAF"
#define NAME         "telegram:AgADAgAD"
#define FILE_ADDRESS "GET /file/bot" TOKEN "/photos/file_1.jpg"
#define PATH(path)   "{\"ok\":true,\"result\":{\"file_id\":\"AgADAgAD\",\"file_path\":\"" path "\"}}"

typedef struct {
  FakeAnswers *host;
  OsrNetwork *network;
  OsrNetworkAccount *account;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();

  fixture->host = fake_answers_new ();
  fixture->network = osr_network_new ("telegram", session);
  osr_network_caller_set_pace (
      osr_telegram_network_get_caller (OSR_TELEGRAM_NETWORK (fixture->network)), 0);
  fixture->account = osr_network_account_new ("telegram", "telegram-oblast", "-1001");
  osr_network_account_set_hosts (fixture->account, fake_answers_get_base (fixture->host), NULL,
                                 NULL);
  osr_network_account_set_tokens (fixture->account, NULL, TOKEN);
  fake_answers_usual (fixture->host, "getFile", 200, PATH ("photos/file_1.jpg"));
  fake_answers_usual (fixture->host, FILE_ADDRESS, 200, "bytes");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  osr_network_account_unref (fixture->account);
  g_object_unref (fixture->network);
  fake_answers_free (fixture->host);
}

static GBytes *
fetch (Fixture *fixture, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_network_fetch_async (fixture->network, fixture->account, NAME, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_fetch_finish (fixture->network, result, error);
}

static void
assert_fails (Fixture *fixture, OsrNetError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fetch (fixture, &error);

  g_assert_null (bytes);
  g_assert_error (error, OSR_NET_ERROR, (int) code);
  g_assert_null (strstr (error->message, "canary"));
}

static void
test_fetched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fetch (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "bytes", 5);
  g_assert_true (osr_network_can_fetch (fixture->network, NAME));
  g_assert_false (osr_network_can_fetch (fixture->network, "https://photos.example/1.jpg"));
  g_assert_false (osr_network_can_fetch (fixture->network, "AgADAgAD"));
}

/* The path becomes a part of an address with the token in it. */
static void
test_odd_paths (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = {
    PATH ("../../bot77:x/getMe"),
    PATH ("/etc/passwd"),
    PATH ("a?b=c"),
    PATH ("a#b"),
    PATH ("a b"),
    PATH ("a@evil.example"),
    PATH (""),
    "{\"ok\":true,\"result\":{}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    fake_answers_next (fixture->host, "getFile", 200, answers[i]);
    assert_fails (fixture, OSR_NET_ERROR_REJECTED);
  }
  g_assert_cmpuint (fake_answers_count (fixture->host, "getFile"), ==, G_N_ELEMENTS (answers));
  g_assert_cmpuint (fake_answers_count (fixture->host, FILE_ADDRESS), ==, 0);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  fake_answers_next (fixture->host, "getFile", 400,
                     "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: file is too "
                     "big\"}");
  assert_fails (fixture, OSR_NET_ERROR_REJECTED);
  fake_answers_next (fixture->host, FILE_ADDRESS, 404,
                     "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found: " TOKEN "\"}");
  assert_fails (fixture, OSR_NET_ERROR_AUTH); /* that is how Telegram refuses a token */
  fake_answers_next (fixture->host, "getFile", 401,
                     "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
  assert_fails (fixture, OSR_NET_ERROR_AUTH);
  fake_answers_next (fixture->host, FILE_ADDRESS, 302, "");
  assert_fails (fixture, OSR_NET_ERROR_PROTOCOL);
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (OSR_NETWORK_MEDIA_BYTES + 1, 'x');

  fake_answers_usual (fixture->host, FILE_ADDRESS, 200, large);
  assert_fails (fixture, OSR_NET_ERROR_PROTOCOL);
}

static void
test_no_connection (Fixture *fixture, gconstpointer data)
{
  osr_network_account_set_hosts (fixture->account, "http://127.0.0.1:1", NULL, NULL);
  assert_fails (fixture, OSR_NET_ERROR_OFFLINE);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/social/telegram/media/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("comes-from-below-the-bot", test_fetched);
  ADD ("odd-paths-go-nowhere", test_odd_paths);
  ADD ("refusals-tell-no-token", test_refusals);
  ADD ("too-large", test_too_large);
  ADD ("no-connection", test_no_connection);
  return g_test_run ();
}
