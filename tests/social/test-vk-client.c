/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of VK's methods: what is sent, how errors are judged, what is repeated and what never. */
#include "social/vk/osr-vk-client.h"

#include <string.h>

#include "net/osr-await.h"
#include "net/osr-raw-server.h"
#include "social/fake-wall.h"
#include "social/vk/osr-vk-error.h"

typedef struct {
  FakeWall *wall;
  OsrVkClient *client;
  OsrNetworkAccount *account;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();

  fixture->wall = fake_wall_new ();
  fake_wall_add_post (fixture->wall, 10, "Пост");
  fixture->client = osr_vk_client_new (session);
  osr_vk_client_set_pace (fixture->client, 0);
  fixture->account = fake_wall_account (fixture->wall);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->client);
  osr_network_account_unref (fixture->account);
  fake_wall_free (fixture->wall);
}

static JsonNode *
call (Fixture *fixture, OsrVkCall *what, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_vk_client_call_async (fixture->client, what, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_vk_client_call_finish (fixture->client, result, error);
}

static OsrVkCall *
reading (Fixture *fixture)
{
  OsrVkCall *what = osr_vk_call_new (fixture->account, "wall.get", OSR_VK_READ);

  osr_vk_call_add_int (what, "owner_id", -FAKE_GROUP);
  osr_vk_call_add_int (what, "count", 1);
  return what;
}

static OsrVkCall *
writing (Fixture *fixture)
{
  OsrVkCall *what = osr_vk_call_new (fixture->account, "wall.createComment", OSR_VK_WRITE);

  osr_vk_call_add_int (what, "owner_id", -FAKE_GROUP);
  osr_vk_call_add_int (what, "post_id", 10);
  osr_vk_call_add_int (what, "from_group", FAKE_GROUP);
  osr_vk_call_add (what, "message", "Добрый день & спасибо");
  osr_vk_call_add (what, "guid", "g-1");
  return what;
}

static void
assert_fails (Fixture *fixture, OsrVkCall *what, OsrNetError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response = call (fixture, what, &error);

  g_assert_null (response);
  g_assert_nonnull (error);
  g_assert_true (error->domain == OSR_NET_ERROR);
  g_assert_cmpstr (osr_net_error_nick (error->code), ==, osr_net_error_nick ((int) code));
  g_assert_null (strstr (error->message, FAKE_READ_TOKEN));
  g_assert_null (strstr (error->message, FAKE_WRITE_TOKEN));
  g_assert_null (strstr (error->message, "Добрый"));
}

static void
test_reading_is_a_get (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response = call (fixture, reading (fixture), &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (response));
  g_assert_cmpstr (fake_wall_last (fixture->wall, "verb"), ==, "GET");
  g_assert_cmpstr (fake_wall_last (fixture->wall, "v"), ==, "5.199");
  g_assert_null (fake_wall_last (fixture->wall, "access_token"));
}

static void
test_long_reading_is_a_post (Fixture *fixture, gconstpointer data)
{
  OsrVkCall *what = reading (fixture);
  g_autofree char *fields = g_strnfill (2100, 'f');
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response = NULL;

  osr_vk_call_add (what, "fields", fields);
  response = call (fixture, what, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fake_wall_last (fixture->wall, "verb"), ==, "POST");
  g_assert_cmpstr (fake_wall_last (fixture->wall, "fields"), ==, fields);
}

static void
test_writing_is_a_post (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response = call (fixture, writing (fixture), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fake_wall_last (fixture->wall, "verb"), ==, "POST");
  g_assert_cmpstr (fake_wall_last (fixture->wall, "message"), ==, "Добрый день & спасибо");
  g_assert_cmpuint (fake_wall_count_comments (fixture->wall), ==, 1);
}

static void
test_kinds_of_tokens (Fixture *fixture, gconstpointer data)
{
  osr_network_account_set_tokens (fixture->account, FAKE_WRITE_TOKEN, FAKE_READ_TOKEN);
  assert_fails (fixture, reading (fixture), OSR_NET_ERROR_AUTH);
  assert_fails (fixture, writing (fixture), OSR_NET_ERROR_AUTH);
  osr_network_account_set_tokens (fixture->account, "wrong", NULL);
  assert_fails (fixture, reading (fixture), OSR_NET_ERROR_AUTH);
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.get"), ==, 2);
}

static void
test_no_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkAccount) bare = osr_network_account_new ("vk", "a", "200000001");

  assert_fails (fixture, osr_vk_call_new (bare, "wall.get", OSR_VK_READ), OSR_NET_ERROR_AUTH);
  assert_fails (fixture, osr_vk_call_new (bare, "wall.createComment", OSR_VK_WRITE),
                OSR_NET_ERROR_AUTH);
}

static void
script_error (Fixture *fixture, const char *method, int code)
{
  g_autofree char *body = g_strdup_printf (
      "{\"error\":{\"error_code\":%d,\"error_msg\":\"said with " FAKE_WRITE_TOKEN
      " and\\n" FAKE_READ_TOKEN
      "\",\"request_params\":[{\"key\":\"access_token\",\"value\":\"" FAKE_WRITE_TOKEN "\"}]}}",
      code);

  fake_wall_script (fixture->wall, method, 200, body);
}

typedef struct {
  int code;
  OsrNetError reads;
  OsrNetError writes;
} Class;

/* The classes of the codes that networks name, both for reading and for writing. */
static void
test_classes (Fixture *fixture, gconstpointer data)
{
  static const Class classes[] = {
    { 3, OSR_NET_ERROR_REJECTED, OSR_NET_ERROR_REJECTED },
    { 5, OSR_NET_ERROR_AUTH, OSR_NET_ERROR_AUTH },
    { 9, OSR_NET_ERROR_RATE_LIMITED, OSR_NET_ERROR_RATE_LIMITED },
    { 14, OSR_NET_ERROR_AUTH, OSR_NET_ERROR_AUTH },
    { 15, OSR_NET_ERROR_REJECTED, OSR_NET_ERROR_REJECTED },
    { 19, OSR_NET_ERROR_REJECTED, OSR_NET_ERROR_REJECTED },
    { 27, OSR_NET_ERROR_AUTH, OSR_NET_ERROR_AUTH },
    { 29, OSR_NET_ERROR_RATE_LIMITED, OSR_NET_ERROR_RATE_LIMITED },
    { 43, OSR_NET_ERROR_TEMPORARY, OSR_NET_ERROR_TEMPORARY },
    { 100, OSR_NET_ERROR_REJECTED, OSR_NET_ERROR_REJECTED },
    { 213, OSR_NET_ERROR_REJECTED, OSR_NET_ERROR_REJECTED },
    { 223, OSR_NET_ERROR_RATE_LIMITED, OSR_NET_ERROR_RATE_LIMITED },
    { 3300, OSR_NET_ERROR_AUTH, OSR_NET_ERROR_AUTH },
    { 54321, OSR_NET_ERROR_REJECTED, OSR_NET_ERROR_REJECTED },
    { 0, OSR_NET_ERROR_PROTOCOL, OSR_NET_ERROR_UNCERTAIN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    osr_network_account_set_tokens (fixture->account, FAKE_READ_TOKEN, FAKE_WRITE_TOKEN);
    script_error (fixture, "wall.get", classes[i].code);
    assert_fails (fixture, reading (fixture), classes[i].reads);
    script_error (fixture, "wall.createComment", classes[i].code);
    assert_fails (fixture, writing (fixture), classes[i].writes);
    g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.get"), ==, i + 1);
    g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.createComment"), ==, i + 1);
  }
}

static void
test_passing_trouble_is_repeated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response = NULL;

  script_error (fixture, "wall.get", 6);
  script_error (fixture, "wall.get", 10);
  fake_wall_script (fixture->wall, "wall.get", 502, "<html>");
  response = call (fixture, reading (fixture), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.get"), ==, 4);
}

static void
test_lasting_trouble_ends (Fixture *fixture, gconstpointer data)
{
  static const Class classes[] = {
    { 1, OSR_NET_ERROR_TEMPORARY, 0 },
    { 6, OSR_NET_ERROR_RATE_LIMITED, 0 },
    { 36, OSR_NET_ERROR_TEMPORARY, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    for (guint n = 0; n < 4; n++)
      script_error (fixture, "wall.get", classes[i].code);
    assert_fails (fixture, reading (fixture), classes[i].reads);
    g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.get"), ==, 4 * (i + 1));
  }
}

/* The very troubles that a reading call repeats make a writing one uncertain, at once. */
static void
test_writing_is_never_repeated (Fixture *fixture, gconstpointer data)
{
  static const Class classes[] = {
    { 1, 0, OSR_NET_ERROR_UNCERTAIN },
    { 6, 0, OSR_NET_ERROR_RATE_LIMITED },
    { 10, 0, OSR_NET_ERROR_UNCERTAIN },
    { 36, 0, OSR_NET_ERROR_UNCERTAIN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    script_error (fixture, "wall.createComment", classes[i].code);
    assert_fails (fixture, writing (fixture), classes[i].writes);
    g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.createComment"), ==, i + 1);
  }
}

typedef struct {
  guint status;
  const char *body;
  OsrNetError reads;
  OsrNetError writes;
} Answer;

static void
test_answers_that_are_none (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = {
    { 200, "", OSR_NET_ERROR_PROTOCOL, OSR_NET_ERROR_UNCERTAIN },
    { 200, "<html>blocked</html>", OSR_NET_ERROR_PROTOCOL, OSR_NET_ERROR_UNCERTAIN },
    { 200, "[]", OSR_NET_ERROR_PROTOCOL, OSR_NET_ERROR_UNCERTAIN },
    { 200, "{}", OSR_NET_ERROR_PROTOCOL, OSR_NET_ERROR_UNCERTAIN },
    { 200, "{\"response\":\"\x01\"}", OSR_NET_ERROR_PROTOCOL, OSR_NET_ERROR_UNCERTAIN },
    { 302, "", OSR_NET_ERROR_PROTOCOL, OSR_NET_ERROR_UNCERTAIN },
    { 401, "", OSR_NET_ERROR_AUTH, OSR_NET_ERROR_AUTH },
    { 403, "", OSR_NET_ERROR_PROTOCOL, OSR_NET_ERROR_PROTOCOL },
    { 429, "", OSR_NET_ERROR_RATE_LIMITED, OSR_NET_ERROR_RATE_LIMITED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    fake_wall_script (fixture->wall, "wall.get", answers[i].status, answers[i].body);
    assert_fails (fixture, reading (fixture), answers[i].reads);
    fake_wall_script (fixture->wall, "wall.createComment", answers[i].status, answers[i].body);
    assert_fails (fixture, writing (fixture), answers[i].writes);
  }
  fake_wall_script (fixture->wall, "wall.createComment", 503, "");
  assert_fails (fixture, writing (fixture), OSR_NET_ERROR_UNCERTAIN);
}

/* Two endings that look the same from here; only one of them left a comment. */
static void
test_dropped_connections (Fixture *fixture, gconstpointer data)
{
  fake_wall_drop (fixture->wall, "wall.createComment", FALSE);
  assert_fails (fixture, writing (fixture), OSR_NET_ERROR_UNCERTAIN);
  g_assert_cmpuint (fake_wall_count_comments (fixture->wall), ==, 0);

  fake_wall_drop (fixture->wall, "wall.createComment", TRUE);
  assert_fails (fixture, writing (fixture), OSR_NET_ERROR_UNCERTAIN);
  g_assert_cmpuint (fake_wall_count_comments (fixture->wall), ==, 1);
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.createComment"), ==, 2);
}

static void
test_no_connection (Fixture *fixture, gconstpointer data)
{
  g_autofree char *unused = osr_raw_unused_uri ();

  osr_network_account_set_hosts (fixture->account, unused, NULL, NULL);
  assert_fails (fixture, writing (fixture), OSR_NET_ERROR_OFFLINE);
  assert_fails (fixture, reading (fixture), OSR_NET_ERROR_OFFLINE);
}

static void
test_cancelled_while_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response = NULL;
  GAsyncResult *slots[2] = { NULL, NULL };

  osr_vk_client_set_pace (fixture->client, 1000);
  osr_vk_client_call_async (fixture->client, reading (fixture), NULL, osr_await_done, &slots[0]);
  osr_vk_client_call_async (fixture->client, reading (fixture), cancellable, osr_await_done,
                            &slots[1]);
  first = osr_await (&slots[0]);
  g_cancellable_cancel (cancellable);
  second = osr_await (&slots[1]);

  response = osr_vk_client_call_finish (fixture->client, first, &error);
  g_assert_no_error (error);
  g_assert_null (osr_vk_client_call_finish (fixture->client, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.get"), ==, 1);
}

/* Each token has a pace of its own: three reading calls take two intervals, one writing call among
 * them none. */
static void
test_pace_per_token (Fixture *fixture, gconstpointer data)
{
  gint64 begin = g_get_monotonic_time ();
  gint64 length;

  osr_vk_client_set_pace (fixture->client, 20);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (JsonNode) response = call (fixture, reading (fixture), NULL);
    g_autoptr (JsonNode) created = call (fixture, writing (fixture), NULL);

    g_assert_nonnull (response);
    g_assert_nonnull (created);
  }
  length = g_get_monotonic_time () - begin;
  g_assert_cmpint (length, >=, 2 * 70 * 1000);
}

static void
test_message_is_one_short_line (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *with_tokens = g_strconcat ("a tok b\r\n key tok", long_text, NULL);
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("vk", "a", "5");
  g_autofree char *line = NULL;

  osr_network_account_set_tokens (account, "key", "tok");
  line = osr_vk_error_message ("wall.get", 7, with_tokens, account);

  g_assert_true (g_str_has_prefix (line, "wall.get: VK error 7: a … b"));
  g_assert_null (strstr (line, "tok"));
  g_assert_null (strstr (line, "key"));
  g_assert_null (strpbrk (line, "\r\n"));
  g_assert_cmpint (g_utf8_strlen (line, -1), <, 400);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/social/vk-client/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("reading-is-a-get", test_reading_is_a_get);
  ADD ("long-reading-is-a-post", test_long_reading_is_a_post);
  ADD ("writing-is-a-post", test_writing_is_a_post);
  ADD ("kinds-of-tokens", test_kinds_of_tokens);
  ADD ("no-token", test_no_token);
  ADD ("classes", test_classes);
  ADD ("passing-trouble-is-repeated", test_passing_trouble_is_repeated);
  ADD ("lasting-trouble-ends", test_lasting_trouble_ends);
  ADD ("writing-is-never-repeated", test_writing_is_never_repeated);
  ADD ("answers-that-are-none", test_answers_that_are_none);
  ADD ("dropped-connections", test_dropped_connections);
  ADD ("no-connection", test_no_connection);
  ADD ("cancelled-while-waiting", test_cancelled_while_waiting);
  ADD ("pace-per-token", test_pace_per_token);
  g_test_add_func ("/social/vk-client/message-is-one-short-line", test_message_is_one_short_line);
  return g_test_run ();
}
