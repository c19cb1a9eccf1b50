/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A round of reading VK beyond the walk: what the long poll tells of older posts, its failures 1–3,
 * what a search finds elsewhere, and the place that the next round goes on from. */
#include <string.h>

#include "core/osr-json.h"
#include "net/osr-await.h"
#include "social/fake-wall.h"
#include "social/osr-network.h"
#include "social/vk/osr-vk-call.h"
#include "social/vk/osr-vk-network.h"

#define ATTEMPTS 4 /* of a call that only reads */

typedef struct {
  FakeWall *wall;
  OsrNetwork *network;
  OsrNetworkAccount *account;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();

  fixture->wall = fake_wall_new ();
  fixture->network = osr_network_new ("vk", session);
  osr_vk_client_set_pace (osr_vk_network_get_client (OSR_VK_NETWORK (fixture->network)), 0);
  fixture->account = fake_wall_account (fixture->wall);
  fake_wall_add_post (fixture->wall, 10, "Ремонт дорог");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->network);
  osr_network_account_unref (fixture->account);
  fake_wall_free (fixture->wall);
}

static OsrNetworkReading *
read_round (Fixture *fixture, const char *place, const char *word)
{
  const char *words[] = { word, NULL };
  g_autoptr (OsrNetworkRound) round =
      osr_network_round_new (fixture->account, 5, place, word != NULL ? words : NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  OsrNetworkReading *reading;

  osr_network_read_async (fixture->network, round, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  reading = osr_network_read_finish (fixture->network, result, &error);
  g_assert_no_error (error);
  return reading;
}

static void
give_server (Fixture *fixture, const char *base, const char *ts)
{
  g_autofree char *body = g_strdup_printf ("{\"response\":{\"key\":\"poll-key\","
                                           "\"server\":\"%s/method/longpoll\",\"ts\":\"%s\"}}",
                                           base, ts);

  fake_wall_script (fixture->wall, "groups.getLongPollServer", 200, body);
}

static void
give_comment (Fixture *fixture, const char *ts, const char *type)
{
  g_autofree char *body = g_strdup_printf (
      "{\"ts\":%s,\"updates\":[{\"type\":\"%s\",\"event_id\":\"e1\",\"v\":\"5.199\",\"object\":"
      "{\"id\":77,\"from_id\":700,\"date\":1700000000,\"text\":\"Под старой записью\","
      "\"post_owner_id\":-200000001,\"owner_id\":-200000001,\"post_id\":3},"
      "\"group_id\":200000001}]}",
      ts, type);

  fake_wall_script (fixture->wall, "longpoll", 200, body);
}

static void
give_author_and_post (Fixture *fixture)
{
  fake_wall_script (
      fixture->wall, "users.get", 200,
      "{\"response\":[{\"id\":700,\"first_name\":\"Зинаида\",\"last_name\":\"Т.\"}]}");
  fake_wall_script (fixture->wall, "wall.getById", 200,
                    "{\"response\":{\"items\":[{\"id\":3,\"owner_id\":-200000001,"
                    "\"from_id\":-200000001,\"date\":1,\"text\":\"О вывозе мусора\"}]}}");
}

static JsonObject *
place_of (OsrNetworkReading *reading)
{
  g_autoptr (GError) error = NULL;
  JsonObject *place = osr_json_read_object (reading->place, -1, 4096, "place", &error);

  g_assert_no_error (error);
  return place;
}

static void
test_old_post (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) first = NULL;
  g_autoptr (OsrNetworkReading) second = NULL;
  g_autoptr (JsonObject) place = NULL;
  const OsrNetworkMessage *message;

  give_server (fixture, fake_wall_get_base (fixture->wall), "5");
  give_comment (fixture, "6", "wall_reply_new");
  first = read_round (fixture, NULL, NULL);
  g_assert_cmpuint (first->messages->len, ==, 1);
  message = first->messages->pdata[0];
  g_assert_cmpstr (message->native_id, ==, "77");
  g_assert_cmpstr (message->owner_id, ==, "-200000001");
  g_assert_cmpstr (message->post_id, ==, "3");
  g_assert_false (message->from_account);
  g_assert_cmpstr (fake_wall_last_of (fixture->wall, "longpoll", "key"), ==, "poll-key");
  g_assert_cmpstr (fake_wall_last_of (fixture->wall, "longpoll", "ts"), ==, "5");
  place = place_of (first);
  g_assert_cmpstr (osr_json_get_string (place, "ts"), ==, "6");
  give_comment (fixture, "\"7\"", "wall_reply_delete");
  second = read_round (fixture, first->place, NULL);
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "groups.getLongPollServer"), ==, 1);
  g_assert_cmpstr (fake_wall_last_of (fixture->wall, "longpoll", "ts"), ==, "6");
  g_assert_cmpuint (second->messages->len, ==, 1);
  message = second->messages->pdata[0];
  g_assert_true (message->deleted);
}

/* An event tells neither who wrote nor under what: both are asked for. */
static void
test_author_and_post (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;
  const OsrNetworkMessage *message;

  give_server (fixture, fake_wall_get_base (fixture->wall), "5");
  give_comment (fixture, "6", "wall_reply_new");
  give_author_and_post (fixture);
  reading = read_round (fixture, NULL, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 1);
  message = reading->messages->pdata[0];
  g_assert_cmpstr (message->author_name, ==, "Зинаида Т.");
  g_assert_cmpstr (message->context, ==, "О вывозе мусора");
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "groups.getById"), ==, 0);
}

/* A comment of a topic has the number of one of the wall: they are two messages. */
static void
test_same_number (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;
  const OsrNetworkMessage *first, *second;

  give_server (fixture, fake_wall_get_base (fixture->wall), "5");
  fake_wall_script (
      fixture->wall, "longpoll", 200,
      "{\"ts\":7,\"updates\":[{\"type\":\"wall_reply_new\",\"object\":{\"id\":77,\"from_id\":700,"
      "\"date\":1,\"text\":\"На стене\",\"post_owner_id\":-200000001,\"post_id\":3}},"
      "{\"type\":\"board_post_new\",\"object\":{\"id\":77,\"from_id\":700,\"date\":1,"
      "\"text\":\"В обсуждении\",\"topic_owner_id\":-200000001,\"topic_id\":5}}]}");
  reading = read_round (fixture, NULL, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 2);
  first = reading->messages->pdata[0];
  second = reading->messages->pdata[1];
  g_assert_cmpstr (first->native_id, ==, "topic5_77");
  g_assert_cmpstr (first->text, ==, "В обсуждении");
  g_assert_cmpstr (second->native_id, ==, "77");
}

/* VK stumbles over the question: the event is heard again, and never kept under a number. */
static void
test_author_later (Fixture *fixture, gconstpointer data)
{
  static const char place[] = "{\"ts\":\"5\"}";
  g_autoptr (OsrNetworkReading) first = NULL;
  g_autoptr (OsrNetworkReading) second = NULL;
  g_autoptr (JsonObject) kept = NULL;
  const OsrNetworkMessage *message;

  give_server (fixture, fake_wall_get_base (fixture->wall), "9");
  give_comment (fixture, "6", "wall_reply_new");
  for (guint i = 0; i < ATTEMPTS; i++)
    fake_wall_script (fixture->wall, "users.get", 500, "");
  first = read_round (fixture, place, NULL);
  g_assert_cmpuint (first->messages->len, ==, 0);
  kept = place_of (first);
  g_assert_cmpstr (osr_json_get_string (kept, "ts"), ==, "5");
  give_comment (fixture, "6", "wall_reply_new");
  give_author_and_post (fixture);
  second = read_round (fixture, first->place, NULL);
  g_assert_cmpstr (fake_wall_last_of (fixture->wall, "longpoll", "ts"), ==, "5");
  g_assert_cmpuint (second->messages->len, ==, 1);
  message = second->messages->pdata[0];
  g_assert_cmpstr (message->author_name, ==, "Зинаида Т.");
}

/* What the walk has read itself is newer than an event about it. */
static void
test_told_once (Fixture *fixture, gconstpointer data)
{
  gint64 id = 0;
  g_autofree char *body = NULL;
  g_autoptr (OsrNetworkReading) reading = NULL;
  const OsrNetworkMessage *message;

  id = fake_wall_add_comment (fixture->wall, 10, 700, 0, "Как стало", 4000);
  body = g_strdup_printf (
      "{\"ts\":1,\"updates\":[{\"type\":\"wall_reply_new\",\"object\":{\"id\":%" G_GINT64_FORMAT
      ",\"from_id\":700,\"date\":4000,\"text\":\"Как было\","
      "\"owner_id\":-200000001,\"post_id\":10}}]}",
      id);
  give_server (fixture, fake_wall_get_base (fixture->wall), "0");
  fake_wall_script (fixture->wall, "longpoll", 200, body);
  reading = read_round (fixture, NULL, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 1);
  message = reading->messages->pdata[0];
  g_assert_cmpstr (message->text, ==, "Как стало");
}

/* Failures are no errors: 1 goes on from the place given, 2 keeps it, 3 begins anew. */
static void
test_failed (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *answer;
    const char *ts;
    guint servers; /* asked for by the end of the next round */
  } cases[] = {
    { "{\"failed\":1,\"ts\":\"41\"}", "41", 1 },
    { "{\"failed\":2}", "9", 2 },
    { "{\"failed\":3}", NULL, 2 },
    { "{\"failed\":77}", NULL, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (OsrNetworkReading) first = NULL;
    g_autoptr (OsrNetworkReading) second = NULL;
    g_autoptr (JsonObject) place = NULL;
    guint before = fake_wall_count_calls (fixture->wall, "groups.getLongPollServer");

    give_server (fixture, fake_wall_get_base (fixture->wall), "9");
    fake_wall_script (fixture->wall, "longpoll", 200, cases[i].answer);
    first = read_round (fixture, NULL, NULL);
    place = place_of (first);
    g_assert_cmpstr (osr_json_get_string (place, "ts"), ==, cases[i].ts);
    if (cases[i].servers > 1)
      give_server (fixture, fake_wall_get_base (fixture->wall), "50");
    fake_wall_script (fixture->wall, "longpoll", 200, "{\"ts\":60,\"updates\":[]}");
    second = read_round (fixture, first->place, NULL);
    g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "groups.getLongPollServer") - before,
                      ==, cases[i].servers);
    g_assert_cmpstr (fake_wall_last_of (fixture->wall, "longpoll", "ts"), ==,
                     cases[i].ts != NULL ? cases[i].ts : "50");
  }
}

/* A long poll that is switched off, or answers nonsense, does not spoil the reading. */
static void
test_silent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) refused = NULL;
  g_autoptr (OsrNetworkReading) garbled = NULL;

  fake_wall_add_comment (fixture->wall, 10, 700, 0, "Вопрос", 4000);
  fake_wall_script (fixture->wall, "groups.getLongPollServer", 200,
                    "{\"error\":{\"error_code\":15,\"error_msg\":\"Access denied\"}}");
  refused = read_round (fixture, NULL, NULL);
  g_assert_cmpuint (refused->messages->len, ==, 1);
  give_server (fixture, fake_wall_get_base (fixture->wall), "9");
  fake_wall_script (fixture->wall, "longpoll", 200, "<html>");
  garbled = read_round (fixture, "not json", NULL);
  g_assert_cmpuint (garbled->messages->len, ==, 1);
}

/* The key goes to the network's own hosts only, whatever an answer says. */
static void
test_foreign_server (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;

  give_server (fixture, "http://127.0.0.2:9", "9");
  reading = read_round (fixture, NULL, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 0);
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "longpoll"), ==, 0);
}

static void
test_owned_addresses (void)
{
  g_autoptr (OsrNetworkAccount) vk = osr_network_account_new ("vk", "a", "1");
  g_autoptr (OsrNetworkAccount) proxy = osr_network_account_new ("vk", "a", "1");

  osr_network_account_set_hosts (proxy, "http://10.0.0.1:8080", NULL, NULL);
  g_assert_true (osr_vk_owns_address (vk, "https://lp.vk.com/wh1"));
  g_assert_true (osr_vk_owns_address (vk, "https://pu.userapi.com/c1/upload.php?x=1"));
  g_assert_false (osr_vk_owns_address (vk, "http://lp.vk.com/wh1"));
  g_assert_false (osr_vk_owns_address (vk, "https://lp.vk.com:8443/wh1"));
  g_assert_false (osr_vk_owns_address (vk, "https://evilvk.com/wh1"));
  g_assert_false (osr_vk_owns_address (vk, "https://vk.com@evil.org/wh1"));
  g_assert_false (osr_vk_owns_address (vk, "https://vk.com.evil.org/wh1"));
  g_assert_true (osr_vk_owns_address (proxy, "http://10.0.0.1:8080/up"));
  g_assert_false (osr_vk_owns_address (proxy, "http://10.0.0.1:8081/up"));
  g_assert_false (osr_vk_owns_address (proxy, "https://lp.vk.com/wh1"));
}

/* Posts and comments of other walls become messages; the next search begins an hour before. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  static const char hits[] =
      "{\"response\":{\"items\":["
      "{\"id\":5,\"owner_id\":-300,\"from_id\":-300,\"date\":1700000500,\"text\":\"Яма &amp; "
      "лужа\","
      "\"post_type\":\"post\"},"
      "{\"id\":8,\"owner_id\":-300,\"from_id\":701,\"date\":1700000400,\"text\":\"И у нас\","
      "\"post_type\":\"reply\",\"post_id\":5}],\"count\":2,\"total_count\":2}}";
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autoptr (OsrNetworkReading) again = NULL;
  g_autoptr (JsonObject) place = NULL;
  const OsrNetworkMessage *post, *comment;
  g_autoptr (OsrNetworkTarget) target = NULL;

  fake_wall_script (fixture->wall, "newsfeed.search", 200, hits);
  reading = read_round (fixture, NULL, "Благовещенск дорога");
  g_assert_cmpstr (fake_wall_last_of (fixture->wall, "newsfeed.search", "q"), ==,
                   "Благовещенск дорога");
  g_assert_cmpuint (reading->messages->len, ==, 2);
  post = reading->messages->pdata[0];
  comment = reading->messages->pdata[1];
  g_assert_cmpstr (post->text, ==, "Яма & лужа");
  g_assert_cmpstr (post->post_id, ==, post->native_id);
  g_assert_cmpstr (comment->post_id, ==, "5");
  g_assert_cmpstr (reading->owner_id, ==, "-200000001");
  target = osr_network_target_new_for_message ((OsrNetworkMessage *) post);
  g_assert_null (target->reply_to);
  g_assert_cmpstr (target->post_id, ==, "5");
  place = place_of (reading);
  g_assert_cmpint (osr_json_get_int (place, "found_at", 0), ==, 1700000500);
  fake_wall_script (fixture->wall, "newsfeed.search", 200, "{\"response\":{\"items\":[]}}");
  again = read_round (fixture, reading->place, "Благовещенск дорога");
  g_assert_cmpstr (fake_wall_last_of (fixture->wall, "newsfeed.search", "start_time"), ==,
                   "1699996900");
  g_clear_pointer (&place, json_object_unref);
  place = place_of (again);
  g_assert_cmpint (osr_json_get_int (place, "found_at", 0), ==, 1700000500);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/social/vk-round/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("old-post", test_old_post);
  add ("author-and-post", test_author_and_post);
  add ("author-later", test_author_later);
  add ("same-number", test_same_number);
  add ("told-once", test_told_once);
  add ("failed", test_failed);
  add ("silent", test_silent);
  add ("foreign-server", test_foreign_server);
  add ("search", test_search);
  g_test_add_func ("/social/vk-round/owned-addresses", test_owned_addresses);
  return g_test_run ();
}
