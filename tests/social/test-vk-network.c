/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VKontakte through the interface that the monitor and the publisher use, end to end against a wall
 * on loopback: reading in pages and threads, publishing once, looking for a reply, the test of
 * tokens. */
#include "social/osr-network.h"

#include <string.h>

#include "net/osr-await.h"
#include "social/fake-wall.h"
#include "social/vk/osr-vk-network.h"

#define SINCE (5000 * OSR_SECOND)

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
  fake_wall_add_post (fixture->wall, 10, "Ремонт дорог &mdash; 2026");
  fake_wall_add_post (fixture->wall, 9, "Старый");
  fake_wall_set_time (fixture->wall, 5010);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->network);
  osr_network_account_unref (fixture->account);
  fake_wall_free (fixture->wall);
}

static OsrNetworkReading *
read_posts (Fixture *fixture, guint posts, GError **error)
{
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (fixture->account, posts, NULL, NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_network_read_async (fixture->network, round, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_read_finish (fixture->network, result, error);
}

static OsrNetworkSending *
sending_to (Fixture *fixture, const char *reply_to, const char *root, const char *text)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new ("-200000001", "10", reply_to, root);

  return osr_network_sending_new (fixture->account, target, text, "guid-1", SINCE);
}

static OsrNetworkReply *
publish (Fixture *fixture, OsrNetworkSending *sending, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_network_publish_async (fixture->network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_publish_finish (fixture->network, result, error);
}

static OsrNetworkReply *
find_reply (Fixture *fixture, OsrNetworkSending *sending)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  OsrNetworkReply *reply;

  osr_network_find_reply_async (fixture->network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  g_assert_true (osr_network_find_reply_finish (fixture->network, result, &reply, &error));
  g_assert_no_error (error);
  return reply;
}

static const OsrNetworkMessage *
message_at (OsrNetworkReading *reading, guint i)
{
  g_assert_cmpuint (i, <, reading->messages->len);
  return g_ptr_array_index (reading->messages, i);
}

static const OsrNetworkPost *
post_at (OsrNetworkReading *reading, guint i)
{
  g_assert_cmpuint (i, <, reading->posts->len);
  return g_ptr_array_index (reading->posts, i);
}

static void
test_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReading) reading = NULL;
  gint64 question;

  question = fake_wall_add_comment (fixture->wall, 10, 501, 0, "Яма &lt;1 м&gt;", 3000);
  fake_wall_add_comment (fixture->wall, 10, -FAKE_GROUP, question, "Ответим", 3100);
  fake_wall_add_comment (fixture->wall, 9, 777, 0, "Ещё", 2900);
  reading = read_posts (fixture, 5, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reading->posts->len, ==, 2);
  g_assert_cmpstr (post_at (reading, 0)->post_id, ==, "10");
  g_assert_cmpstr (post_at (reading, 0)->permalink, ==, "https://vk.com/wall-200000001_10");
  g_assert_true (post_at (reading, 0)->whole && post_at (reading, 1)->whole);
  g_assert_cmpuint (reading->messages->len, ==, 3);
  g_assert_cmpstr (message_at (reading, 0)->text, ==, "Яма <1 м>");
  g_assert_cmpstr (message_at (reading, 0)->author_name, ==, "Анна К.");
  g_assert_cmpstr (message_at (reading, 0)->context, ==, "Ремонт дорог — 2026");
  g_assert_cmpstr (message_at (reading, 1)->author_name, ==, "Правительство");
  g_assert_true (message_at (reading, 1)->from_account);
  g_assert_cmpstr (message_at (reading, 1)->thread_root, ==, message_at (reading, 0)->native_id);
  g_assert_cmpstr (message_at (reading, 2)->author_name, ==, "id777");
  g_assert_cmpstr (message_at (reading, 2)->post_id, ==, "9");
}

static void
test_read_wanted_posts_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;

  fake_wall_add_comment (fixture->wall, 9, 777, 0, "Ещё", 2900);
  reading = read_posts (fixture, 1, NULL);

  g_assert_cmpuint (reading->posts->len, ==, 1);
  g_assert_cmpuint (reading->messages->len, ==, 0);
  g_assert_true (post_at (reading, 0)->whole);
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.getComments"), ==, 0);
}

/* 230 first-level comments are three pages; a thread of 130, ten that come along and two pages. */
static void
test_read_pages_and_threads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 root = 0;

  for (guint i = 0; i < 230; i++)
    root = fake_wall_add_comment (fixture->wall, 10, 501, 0, "a", 3000 + i);
  for (guint i = 0; i < 130; i++)
    fake_wall_add_comment (fixture->wall, 10, 502, root, "b", 4000 + i);
  reading = read_posts (fixture, 1, NULL);

  g_assert_cmpuint (reading->messages->len, ==, 360);
  for (guint i = 0; i < reading->messages->len; i++)
    g_hash_table_add (ids, message_at (reading, i)->native_id);
  g_assert_cmpuint (g_hash_table_size (ids), ==, 360);
  g_assert_true (post_at (reading, 0)->whole);
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.getComments"), ==, 5);
}

static void
test_read_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;
  gint64 id = fake_wall_add_comment (fixture->wall, 10, 501, 0, "секрет", 3000);

  fake_wall_delete_comment (fixture->wall, id);
  reading = read_posts (fixture, 1, NULL);

  g_assert_cmpuint (reading->messages->len, ==, 1);
  g_assert_true (message_at (reading, 0)->deleted);
  g_assert_cmpstr (message_at (reading, 0)->text, ==, "");
}

/* A post closed between two calls leaves the others readable, and says that it was not. */
static void
test_read_around_a_closed_post (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReading) reading = NULL;

  fake_wall_add_comment (fixture->wall, 10, 501, 0, "a", 3000);
  fake_wall_add_comment (fixture->wall, 9, 501, 0, "b", 3000);
  fake_wall_script (fixture->wall, "wall.getComments", 200,
                    "{\"error\":{\"error_code\":212,\"error_msg\":\"Access denied\"}}");
  reading = read_posts (fixture, 5, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reading->messages->len, ==, 1);
  g_assert_false (post_at (reading, 0)->whole);
  g_assert_true (post_at (reading, 1)->whole);
}

/* A wall that changes its size between two pages may have hidden a comment from the walk. */
static void
test_read_of_a_changing_post (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;

  fake_wall_add_comment (fixture->wall, 10, 501, 0, "a", 3000);
  fake_wall_script (fixture->wall, "wall.getComments", 200,
                    "{\"response\":{\"current_level_count\":2,\"items\":"
                    "[{\"id\":7,\"from_id\":501,\"text\":\"b\"}]}}");
  reading = read_posts (fixture, 1, NULL);

  g_assert_false (post_at (reading, 0)->whole);
}

static void
test_read_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_wall_script (fixture->wall, "wall.get", 200,
                    "{\"error\":{\"error_code\":19,\"error_msg\":\"Content blocked\"}}");
  g_assert_null (read_posts (fixture, 5, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_nonnull (strstr (error->message, "19"));
  g_clear_error (&error);

  fake_wall_add_comment (fixture->wall, 10, 501, 0, "a", 3000);
  fake_wall_script (fixture->wall, "wall.getComments", 200,
                    "{\"error\":{\"error_code\":5,\"error_msg\":\"User authorization failed\"}}");
  g_assert_null (read_posts (fixture, 5, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
}

static void
test_read_of_no_community (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (fixture->account->owner_id);
  fixture->account->owner_id = g_strdup ("amurobl");
  g_assert_null (read_posts (fixture, 5, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
}

static void
test_publish (Fixture *fixture, gconstpointer data)
{
  gint64 question = fake_wall_add_comment (fixture->wall, 10, 501, 0, "Когда?", 3000);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, question);
  g_autoptr (OsrNetworkSending) sending =
      sending_to (fixture, id, id, "Добрый день!\n\n\"Скоро\" <ждите> & спасибо\\");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = publish (fixture, sending, &error);
  g_autofree char *link = NULL;
  g_autoptr (OsrNetworkReading) reading = NULL;

  g_assert_no_error (error);
  link =
      g_strdup_printf ("https://vk.com/wall-200000001_10?reply=%s&thread=%s", reply->native_id, id);
  g_assert_cmpstr (reply->permalink, ==, link);
  g_assert_cmpint (reply->published_at, ==, 5010 * OSR_SECOND);

  reading = read_posts (fixture, 1, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 2);
  g_assert_cmpstr (message_at (reading, 1)->native_id, ==, reply->native_id);
  g_assert_cmpstr (message_at (reading, 1)->text, ==, sending->text);
  g_assert_cmpstr (message_at (reading, 1)->reply_to, ==, id);
}

/* The time is a courtesy: a reply without it is a reply. */
static void
test_publish_without_its_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (fixture, NULL, NULL, "Всем ответ");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;

  osr_network_account_set_tokens (fixture->account, "wrong", NULL);
  reply = publish (fixture, sending, &error);

  g_assert_no_error (error);
  g_assert_cmpint (reply->published_at, ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpstr (reply->permalink, ==, "https://vk.com/wall-200000001_10?reply=101");
  g_assert_cmpuint (fake_wall_count_comments (fixture->wall), ==, 1);
}

static void
test_publish_refused_before_sending (Fixture *fixture, gconstpointer data)
{
  g_autofree char *too_long = g_strnfill (11, 'x');
  const char *const texts[] = { "", " \n\t", too_long };

  fixture->account->text_limit = 10;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (OsrNetworkSending) sending = sending_to (fixture, NULL, NULL, texts[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (publish (fixture, sending, &error));
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  }
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.createComment"), ==, 0);
}

static void
test_publish_to_a_message_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (fixture, "999", "999", "Ответ");
  g_autoptr (GError) error = NULL;

  g_assert_null (publish (fixture, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpuint (fake_wall_count_comments (fixture->wall), ==, 0);
}

static void
test_publish_answered_with_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (fixture, NULL, NULL, "Ответ");
  g_autoptr (GError) error = NULL;

  fake_wall_script (fixture->wall, "wall.createComment", 200, "{\"response\":{}}");
  g_assert_null (publish (fixture, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
}

/* The whole way round: uncertain both times, then the look tells the two apart. */
static void
test_uncertain_then_found (Fixture *fixture, gconstpointer data)
{
  gint64 question = fake_wall_add_comment (fixture->wall, 10, 501, 0, "Когда?", 3000);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, question);
  g_autoptr (OsrNetworkSending) sending =
      sending_to (fixture, id, id, "Ответ:  см. https://amurobl.ru \n");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) absent = NULL;
  g_autoptr (OsrNetworkReply) there = NULL;

  fake_wall_drop (fixture->wall, "wall.createComment", FALSE);
  g_assert_null (publish (fixture, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
  g_clear_error (&error);
  absent = find_reply (fixture, sending);
  g_assert_null (absent);

  fake_wall_drop (fixture->wall, "wall.createComment", TRUE);
  g_assert_null (publish (fixture, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
  there = find_reply (fixture, sending);
  g_assert_nonnull (there);
  g_assert_cmpint (there->published_at, ==, 5010 * OSR_SECOND);
  g_assert_cmpuint (fake_wall_count_comments (fixture->wall), ==, 2);
}

typedef struct {
  const char *name;
  gint64 from;
  gint64 date;
  const char *text;
  gboolean found;
} Candidate;

/* One thing differs at a time: the author, the time, the text. */
static void
test_look_is_exact (Fixture *fixture, gconstpointer data)
{
  static const Candidate candidates[] = {
    { "somebody else", 501, 5010, "Ответ готов", FALSE },
    { "too early", -FAKE_GROUP, 4939, "Ответ готов", FALSE },
    { "a minute early", -FAKE_GROUP, 4940, "Ответ готов", TRUE },
    { "another text", -FAKE_GROUP, 5010, "Ответ не готов", FALSE },
    { "other spaces", -FAKE_GROUP, 5010, " Ответ&#160; готов ", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++) {
    gint64 question = fake_wall_add_comment (fixture->wall, 10, 501, 0, "Когда?", 3000);
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, question);
    g_autoptr (OsrNetworkSending) sending = sending_to (fixture, id, id, "Ответ готов");
    g_autoptr (OsrNetworkReply) reply = NULL;

    fake_wall_add_comment (fixture->wall, 10, candidates[i].from, question, candidates[i].text,
                           candidates[i].date);
    reply = find_reply (fixture, sending);
    g_test_message ("%s", candidates[i].name);
    g_assert_true ((reply != NULL) == candidates[i].found);
  }
}

/* In one thread the community gave the same answer to two people. */
static void
test_look_heeds_whom_it_answers (Fixture *fixture, gconstpointer data)
{
  gint64 root = fake_wall_add_comment (fixture->wall, 10, 501, 0, "Когда?", 3000);
  gint64 second = fake_wall_add_comment (fixture->wall, 10, 502, root, "И мне", 3001);
  g_autofree char *root_id = g_strdup_printf ("%" G_GINT64_FORMAT, root);
  g_autofree char *second_id = g_strdup_printf ("%" G_GINT64_FORMAT, second);
  g_autoptr (OsrNetworkSending) to_root = sending_to (fixture, root_id, root_id, "Скоро");
  g_autoptr (OsrNetworkSending) to_second = sending_to (fixture, second_id, root_id, "Скоро");
  g_autoptr (OsrNetworkReply) before = NULL;
  g_autoptr (OsrNetworkReply) found = NULL;

  fake_wall_add_comment (fixture->wall, 10, -FAKE_GROUP, root, "Скоро", 5010);
  before = find_reply (fixture, to_second);
  found = find_reply (fixture, to_root);

  g_assert_null (before);
  g_assert_nonnull (found);
}

/* The newest page is older than the attempt: the rest need not be read. */
static void
test_look_stops_in_the_past (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (fixture, NULL, NULL, "Ответ");
  g_autoptr (OsrNetworkReply) reply = NULL;

  for (guint i = 0; i < 350; i++)
    fake_wall_add_comment (fixture->wall, 10, 501, 0, "a", 3000 + i);
  reply = find_reply (fixture, sending);

  g_assert_null (reply);
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.getComments"), ==, 1);
}

/* Everything has one and the same time: the order proves nothing, so every page is read. */
static void
test_look_reads_all_when_unsure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (fixture, NULL, NULL, "Ответ");
  g_autoptr (OsrNetworkReply) reply = NULL;

  fake_wall_add_comment (fixture->wall, 10, -FAKE_GROUP, 0, "Ответ", 5010);
  for (guint i = 0; i < 250; i++)
    fake_wall_add_comment (fixture->wall, 10, 501, 0, "a", 3000);
  reply = find_reply (fixture, sending);

  g_assert_nonnull (reply);
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.getComments"), ==, 3);
}

/* "Could not look" is not "not there". */
static void
test_look_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (fixture, NULL, NULL, "Ответ");
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  OsrNetworkReply *reply;

  fake_wall_script (fixture->wall, "wall.getComments", 200, "{\"response\":7}");
  osr_network_find_reply_async (fixture->network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);

  g_assert_false (osr_network_find_reply_finish (fixture->network, result, &reply, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
  g_assert_null (reply);
}

static OsrNetworkCheck *
check (Fixture *fixture, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_network_check_async (fixture->network, fixture->account, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_check_finish (fixture->network, result, error);
}

static gboolean
tells (GPtrArray *sentences, const char *words)
{
  for (guint i = 0; i < sentences->len; i++) {
    if (strstr (sentences->pdata[i], words) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* Accepted everywhere, and refused at the first reply: the right to the wall is missing. */
static void
test_check_of_rights (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *answer;
    gboolean wall, photos;
  } cases[] = {
    { "{\"mask\":4,\"permissions\":[{\"name\":\"photos\",\"setting\":4}]}", FALSE, TRUE },
    { "{\"mask\":\"8192\"}", TRUE, FALSE },
    { "{\"permissions\":[{\"name\":\"wall\"},{\"name\":7},3]}", TRUE, FALSE },
    { "{\"mask\":0,\"permissions\":[]}", FALSE, FALSE },
    { "[]", TRUE, TRUE }, /* nothing is said, so nothing is claimed */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *body = g_strdup_printf ("{\"response\":%s}", cases[i].answer);
    g_autoptr (OsrNetworkCheck) findings = NULL;
    g_autoptr (GError) error = NULL;

    fake_wall_script (fixture->wall, "groups.getTokenPermissions", 200, body);
    findings = check (fixture, &error);
    g_assert_no_error (error);
    g_assert_cmpint (tells (findings->missing, "right to the wall"), ==, !cases[i].wall);
    g_assert_cmpint (tells (findings->spared, "right to photos"), ==, !cases[i].photos);
    g_assert_cmpint (osr_network_check_is_good (findings), ==, cases[i].wall);
  }
}

/* A token for editing that is given must be a user's. */
static void
test_check_of_the_editor (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *answer;
    gboolean good;
  } cases[] = {
    { "{\"response\":[{\"id\":1,\"first_name\":\"A\",\"last_name\":\"B\"}]}", TRUE },
    { "{\"response\":[]}", FALSE },
    { "{\"error\":{\"error_code\":5,\"error_msg\":\"User authorization failed\"}}", FALSE },
  };

  osr_network_account_set_edit_token (fixture->account, FAKE_READ_TOKEN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (OsrNetworkCheck) findings = NULL;
    g_autoptr (GError) error = NULL;

    fake_wall_script (fixture->wall, "users.get", 200, cases[i].answer);
    findings = check (fixture, &error);
    g_assert_no_error (error);
    g_assert_cmpint (tells (findings->missing, "for editing"), ==, !cases[i].good);
    g_assert_cmpint (osr_network_check_is_good (findings), ==, cases[i].good);
    g_assert_null (findings->publish_fault);
  }
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkCheck) good = check (fixture, &error);
  g_autoptr (OsrNetworkCheck) foreign = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (good->name, ==, "Правительство & Ко");
  g_assert_null (good->read_fault);
  g_assert_null (good->publish_fault);
  g_assert_cmpstr (good->permissions, ==, "photos, wall");
  text = osr_network_check_describe (good);
  g_assert_nonnull (strstr (text, "photos, wall"));
  g_assert_null (strstr (text, FAKE_WRITE_TOKEN));
  g_assert_cmpuint (fake_wall_count_calls (fixture->wall, "wall.createComment"), ==, 0);
  g_assert_true (osr_network_check_is_good (good));
  g_assert_cmpuint (good->missing->len, ==, 0);
  g_assert_true (tells (good->spared, "documents"));
  g_assert_true (tells (good->spared, "editing"));
  g_assert_false (tells (good->spared, "photos"));

  g_free (fixture->account->owner_id);
  fixture->account->owner_id = g_strdup ("5");
  fake_wall_script (fixture->wall, "wall.get", 200, "{\"response\":{\"items\":[]}}");
  foreign = check (fixture, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (foreign->publish_fault, "200000001"));
  g_assert_true (tells (foreign->missing, "another community"));
  g_assert_false (osr_network_check_is_good (foreign));
}

static void
test_check_of_swapped_tokens (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkCheck) findings = NULL;
  g_autofree char *text = NULL;

  osr_network_account_set_tokens (fixture->account, FAKE_WRITE_TOKEN, FAKE_READ_TOKEN);
  findings = check (fixture, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (findings->read_fault, "27"));
  g_assert_nonnull (strstr (findings->publish_fault, "27"));
  g_assert_true (tells (findings->missing, "for reading"));
  g_assert_true (tells (findings->missing, "for publishing"));
  text = osr_network_check_describe (findings);
  g_assert_null (strstr (text, FAKE_READ_TOKEN));
}

static void
test_check_without_an_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_wall_script (fixture->wall, "groups.getById", 200, "not JSON");
  g_assert_null (check (fixture, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
}

static void
test_limits (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (osr_network_get_text_limit (fixture->network, NULL), ==, 16384);
  g_assert_cmpuint (osr_network_get_text_limit (fixture->network, fixture->account), ==, 16384);
  fixture->account->text_limit = 280;
  g_assert_cmpuint (osr_network_get_text_limit (fixture->network, fixture->account), ==, 280);
}

static void
test_unknown_network (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();

  g_assert_null (osr_network_new ("myspace", session));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/social/vk-network/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("read", test_read);
  ADD ("read/wanted-posts-only", test_read_wanted_posts_only);
  ADD ("read/pages-and-threads", test_read_pages_and_threads);
  ADD ("read/deleted", test_read_deleted);
  ADD ("read/around-a-closed-post", test_read_around_a_closed_post);
  ADD ("read/changing-post", test_read_of_a_changing_post);
  ADD ("read/refused", test_read_refused);
  ADD ("read/no-community", test_read_of_no_community);
  ADD ("publish", test_publish);
  ADD ("publish/without-its-time", test_publish_without_its_time);
  ADD ("publish/refused-before-sending", test_publish_refused_before_sending);
  ADD ("publish/message-gone", test_publish_to_a_message_gone);
  ADD ("publish/answered-with-nothing", test_publish_answered_with_nothing);
  ADD ("find/uncertain-then-found", test_uncertain_then_found);
  ADD ("find/exact", test_look_is_exact);
  ADD ("find/whom-it-answers", test_look_heeds_whom_it_answers);
  ADD ("find/stops-in-the-past", test_look_stops_in_the_past);
  ADD ("find/reads-all-when-unsure", test_look_reads_all_when_unsure);
  ADD ("find/fails", test_look_fails);
  ADD ("check", test_check);
  ADD ("check/rights", test_check_of_rights);
  ADD ("check/editor", test_check_of_the_editor);
  ADD ("check/swapped-tokens", test_check_of_swapped_tokens);
  ADD ("check/without-an-answer", test_check_without_an_answer);
  ADD ("limits", test_limits);
  ADD ("unknown-network", test_unknown_network);
  return g_test_run ();
}
