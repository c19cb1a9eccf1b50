/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faults that every network can be ordered to have, the journal they leave alone or not, and the
 * list that whoever counts reads. VK and Telegram stand for the others, whose tests have their own. */
#include <string.h>

#include "core/osr-json.h"
#include "sandbox-fixture.h"

#define SEND                                                                                       \
  "/bot7000000032:telegram/sendMessage?chat_id=-1003000000032&text=Done&reply_parameters="         \
  "%7B%22message_id%22%3A1%7D"

static Answer *
send_reply (Fixture *fixture)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture, "POST", SEND);

  return fixture_send (fixture, message);
}

static gint64
count_of (Fixture *fixture, gint64 community)
{
  g_autoptr (JsonObject) wall = fixture_wall (fixture, community);

  return osr_json_get_int (wall, "count", -1);
}

static void
test_broken_connection (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *kind;
    const char *more;
    guint status;
    gint64 written;
  } cases[] = {
    { "drop-before", "", 0, 0 },         { "http", "\"code\":503", 503, 0 },
    { "drop-after", "", 0, 1 },          { "http-after", "\"code\":502", 502, 2 },
    { "hold", "\"seconds\":0", 200, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Answer) answer = NULL;

    fixture_fault (fixture, "sendMessage", cases[i].kind, cases[i].more);
    answer = send_reply (fixture);
    g_assert_cmpuint (answer->status, ==, cases[i].status);
    g_assert_cmpint (count_of (fixture, 32), ==, cases[i].written);
  }
}

static void
test_damaged_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) whole = send_reply (fixture);
  g_autoptr (Answer) cut = NULL;
  g_autoptr (Answer) spoilt = NULL;
  g_autoptr (Answer) slow = NULL;

  fixture_fault (fixture, "/bot*", "truncated", "");
  cut = send_reply (fixture);
  g_assert_cmpuint (cut->status, ==, 200);
  g_assert_cmpuint (strlen (cut->body), ==, strlen (whole->body) / 2);
  fixture_fault (fixture, "send*", "not-utf8", "");
  spoilt = send_reply (fixture);
  g_assert_false (g_utf8_validate (spoilt->body, -1, NULL));
  fixture_fault (fixture, "*", "slow", "\"seconds\":1");
  slow = send_reply (fixture);
  g_assert_cmpuint (strlen (slow->body), ==, strlen (whole->body));
  g_assert_cmpint (count_of (fixture, 32), ==, 4);
}

static void
test_other_types (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture, "POST", SEND);
  g_autoptr (JsonObject) root = NULL;

  fixture_fault (fixture, "sendMessage", "types", "");
  root = fixture_json (fixture, message, 200);
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (root, "result"), "message_thread_id"),
                   ==, "1");
}

/* The effect is on disk and counted at once, and no reader sees it before its time. */
static void
test_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) answer = NULL;
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) hidden = NULL;
  g_autoptr (JsonObject) after = NULL;

  fixture_fault (fixture, "wall.createComment", "late", "\"seconds\":60");
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.createComment", "vk-group", "owner_id",
                                           "-31", "post_id", "1", "message", "Done", NULL)),
                   ==, 0);
  before = fixture_response (fixture, "wall.getComments", "vk-service", "owner_id", "-31",
                             "post_id", "1", NULL);
  g_assert_cmpint (osr_json_get_int (before, "count", -1), ==, 0);
  fixture_restart (fixture);
  hidden = fixture_wall (fixture, 31);
  g_assert_cmpint (osr_json_get_int (hidden, "official", -1), ==, 1);
  g_assert_false (osr_json_get_boolean (
      osr_json_array_get_object (osr_json_get_array (hidden, "comments"), 0), "visible", TRUE));
  fixture->now += 60 * G_USEC_PER_SEC;
  after = fixture_response (fixture, "wall.getComments", "vk-service", "owner_id", "-31", "post_id",
                            "1", NULL);
  g_assert_cmpint (osr_json_get_int (after, "count", -1), ==, 1);
  fixture_fault (fixture, "sendMessage", "late", "\"seconds\":60,\"code\":502");
  answer = send_reply (fixture);
  g_assert_cmpuint (answer->status, ==, 502);
  g_assert_cmpint (count_of (fixture, 32), ==, 1);
}

static void
test_no_deduplication (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) wall = NULL;

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Answer) answer = send_reply (fixture);

    g_assert_cmpuint (answer->status, ==, 200);
    g_assert_cmpint (error_of (fixture_call (fixture, "wall.createComment", "vk-group", "owner_id",
                                             "-31", "post_id", "1", "message", "Done", "guid", "g",
                                             NULL)),
                     ==, 0);
  }
  g_assert_cmpint (count_of (fixture, 32), ==, 2);
  wall = fixture_wall (fixture, 31);
  g_assert_cmpint (osr_json_get_int (wall, "official", -1), ==, 2);
  g_assert_cmpstr (
      osr_json_get_string (osr_json_array_get_object (osr_json_get_array (wall, "comments"), 1),
                           "guid"),
      ==, "g");
}

static void
test_orders (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *json;
    guint status;
  } cases[] = {
    { "{\"method\":\"sendMessage\",\"kind\":\"migrate\"}", 200 },
    { "{\"method\":\"POST /messages/*\",\"kind\":\"http\",\"code\":500}", 200 },
    { "{\"method\":\"*\",\"kind\":\"slow\",\"seconds\":2}", 200 },
    { "{\"method\":\"sendNothing\",\"kind\":\"slow\"}", 400 },
    { "{\"method\":\"*\",\"kind\":\"http\",\"code\":200}", 400 },
    { "{\"method\":\"*\",\"kind\":\"longpoll-failed\",\"code\":4}", 400 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    json_object_unref (fixture_order (fixture, "faults", cases[i].json, cases[i].status));
}

static void
test_new_post (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) post =
      fixture_order (fixture, "post", "{\"community\":36,\"text\":\"New\"}", 200);
  g_autoptr (JsonObject) wall = fixture_wall (fixture, 36);

  g_assert_cmpint (osr_json_get_int (post, "post_id", 0), ==, 2);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (wall, "posts")), ==, 2);
  g_assert_cmpstr (osr_json_get_string (wall, "network"), ==, "youtube");
  json_object_unref (fixture_order (fixture, "post", "{\"community\":99,\"text\":\"New\"}", 400));
  json_object_unref (fixture_order (fixture, "wall?community=99", NULL, 404));
}

static void
test_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) index = fixture_message (fixture, "GET", "/");
  g_autoptr (SoupMessage) post = fixture_message (fixture, "GET", "/wall-32_1");
  g_autoptr (SoupMessage) link = NULL;
  g_autoptr (Answer) all = fixture_send (fixture, index);
  g_autoptr (Answer) one = NULL;
  g_autoptr (Answer) moved = NULL;
  gint64 comment = fixture_say (fixture, 32, "Спасибо", 0);
  g_autofree char *path = g_strdup_printf ("/oblast_tg/1001?comment=%" G_GINT64_FORMAT, comment);

  for (guint i = 0; i < 6; i++) {
    const char *const names[] = { "ВКонтакте",     "Telegram",    "MAX",
                                  "Одноклассники", "Лента сайта", "YouTube" };

    g_assert_nonnull (strstr (all->body, names[i]));
  }
  one = fixture_send (fixture, post);
  g_assert_nonnull (strstr (one->body, "Спасибо"));
  g_assert_nonnull (strstr (one->body, "Telegram"));
  link = fixture_message (fixture, "GET", path);
  moved = fixture_send (fixture, link);
  g_assert_cmpuint (moved->status, ==, 302);
  g_assert_nonnull (strstr (moved->location, "/wall-32_1?reply="));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/faults/" name, Fixture, NETWORKS, fixture_set_up, func,               \
              fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("broken-connection", test_broken_connection);
  ADD ("damaged-answer", test_damaged_answer);
  ADD ("other-types", test_other_types);
  ADD ("late", test_late);
  ADD ("no-deduplication", test_no_deduplication);
  ADD ("orders", test_orders);
  ADD ("new-post", test_new_post);
  ADD ("page-shows-all-networks", test_page);
  return g_test_run ();
}
