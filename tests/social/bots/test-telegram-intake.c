/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Updates of a discussion group become comments under the channel's posts: by what the place remembers,
 * within its limits, from whatever was kept of it. */
#include "social/telegram/osr-telegram-intake.h"

#include <string.h>

#include "social/osr-network-dialect.h"

#define CHANNEL "{\"id\":-1001,\"title\":\"Область\",\"username\":\"oblast\",\"type\":\"channel\"}"
#define CHAT    "\"chat\":{\"id\":-1002002,\"title\":\"Обсуждение\",\"type\":\"supergroup\"}"
#define ROOT                                                                                       \
  "{\"message_id\":40,\"date\":1000,\"is_automatic_forward\":true,\"from\":{\"id\":777000},"       \
  "\"sender_chat\":" CHANNEL ",\"forward_origin\":{\"type\":\"channel\",\"chat\":" CHANNEL         \
  ",\"message_id\":9}," CHAT ",\"text\":\"Ремонт дорог\"}"
#define ANNA  "\"from\":{\"id\":8,\"first_name\":\"Анна\"}"
#define BORIS "\"from\":{\"id\":9,\"first_name\":\"Борис\"}"
/* Of comment @id under the post, with more members */
#define COMMENT(id, more)                                                                          \
  "{\"message_id\":" #id ",\"date\":1100," CHAT ",\"message_thread_id\":40," more "}"
#define ONE(update, what)  "{\"update_id\":" #update ",\"message\":" what "}"
#define EDIT(update, what) "{\"update_id\":" #update ",\"edited_message\":" what "}"

typedef struct {
  OsrNetworkAccount *account;
  OsrTelegramPlace *place;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->account = osr_network_account_new ("telegram", "t", "-1001");
  osr_network_account_set_tokens (fixture->account, NULL, "77:secret");
  fixture->place = osr_telegram_place_new (NULL);
  osr_telegram_place_set_chats (fixture->place, "-1001", "-1002002");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  osr_network_account_unref (fixture->account);
  osr_telegram_place_free (fixture->place);
}

static OsrNetworkReading *
take (Fixture *fixture, const char *updates)
{
  g_autofree char *text = g_strdup_printf ("{\"ok\":true,\"result\":[%s]}", updates);
  const OsrNetworkQuestion question = { fixture->account, "getUpdates", NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer = osr_network_parse (&question, text, strlen (text), &error);
  OsrNetworkReading *reading = osr_network_reading_new ();

  g_assert_no_error (error);
  osr_telegram_take_in (fixture->place, fixture->account, answer, reading);
  return reading;
}

/* The place goes through its text, as between two rounds. */
static void
keep_place (Fixture *fixture)
{
  g_autofree char *text = osr_telegram_place_write (fixture->place);

  osr_telegram_place_free (fixture->place);
  fixture->place = osr_telegram_place_new (text);
}

static const OsrNetworkMessage *
message_at (OsrNetworkReading *reading, guint i)
{
  g_assert_cmpuint (i, <, reading->messages->len);
  return reading->messages->pdata[i];
}

static void
assert_under_post (const OsrNetworkMessage *message, const char *link)
{
  g_assert_cmpstr (message->post_id, ==, "9");
  g_assert_cmpstr (message->owner_id, ==, "-1002002");
  g_assert_cmpstr (message->permalink, ==, link);
  g_assert_cmpstr (message->post_permalink, ==, "https://t.me/oblast/9");
}

static void
test_comment_under_post (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) first = take (fixture, ONE (1, ROOT));
  g_autoptr (OsrNetworkReading) second = NULL;
  const OsrNetworkPost *post;

  g_assert_cmpuint (first->messages->len, ==, 0);
  g_assert_cmpuint (first->posts->len, ==, 1);
  post = first->posts->pdata[0];
  g_assert_cmpstr (post->post_id, ==, "9");
  g_assert_cmpstr (post->permalink, ==, "https://t.me/oblast/9");
  g_assert_cmpint (post->published_at, ==, 1000 * OSR_SECOND);
  g_assert_false (post->whole || post->by_other);

  keep_place (fixture);
  second = take (fixture, ONE (2, COMMENT (41, ANNA ",\"text\":\"Когда?\"")));
  g_assert_cmpint (fixture->place->offset, ==, 3);
  assert_under_post (message_at (second, 0), "https://t.me/oblast/9?comment=41");
  g_assert_cmpstr (message_at (second, 0)->context, ==, "Ремонт дорог");
  g_assert_null (message_at (second, 0)->thread_root);
  g_assert_false (message_at (second, 0)->from_account);
}

/* Told by the channel and by its forward, a post is one. */
static void
test_post_told_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading =
      take (fixture,
            "{\"update_id\":1,\"channel_post\":{\"message_id\":9,\"date\":1000,\"chat\":" CHANNEL
            ",\"text\":\"Ремонт дорог\"}}," ONE (2, ROOT));

  g_assert_cmpuint (reading->posts->len, ==, 1);
  g_assert_cmpuint (reading->messages->len, ==, 0);
}

/* Whoever answers an answer stands in the thread of the first comment. */
static void
test_threads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) first = take (
      fixture,
      ONE (1, ROOT) "," ONE (
          2, COMMENT (41, ANNA
                      ",\"text\":\"a\",\"reply_to_"
                      "message\":" ROOT)) "," ONE (3, COMMENT (42, BORIS
                                                               ",\"text\":\"b\",\"reply_to_"
                                                               "message\":{\"message_id\":41}")));
  g_autoptr (OsrNetworkReading) second = NULL;

  g_assert_null (message_at (first, 0)->reply_to);
  g_assert_cmpstr (message_at (first, 1)->reply_to, ==, "41");
  g_assert_cmpstr (message_at (first, 1)->thread_root, ==, "41");
  keep_place (fixture);
  second =
      take (fixture,
            ONE (4, COMMENT (43, ANNA ",\"text\":\"c\",\"reply_to_message\":{\"message_id\":42}")));
  g_assert_cmpstr (message_at (second, 0)->reply_to, ==, "42");
  g_assert_cmpstr (message_at (second, 0)->thread_root, ==, "41");
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) both =
      take (fixture, ONE (1, ROOT) "," ONE (2, COMMENT (41, ANNA ",\"text\":\"Яма\"")) "," EDIT (
                         3, COMMENT (41, ANNA ",\"edit_date\":1200,\"text\":\"Яма на Ленина\"")));
  g_autoptr (OsrNetworkReading) later =
      take (fixture, EDIT (4, COMMENT (41, ANNA ",\"edit_date\":1300,\"text\":\"Яма на Мира\"")));

  g_assert_cmpuint (both->messages->len, ==, 1);
  g_assert_cmpstr (message_at (both, 0)->text, ==, "Яма на Ленина");
  g_assert_cmpstr (message_at (later, 0)->native_id, ==, "41");
  g_assert_cmpstr (message_at (later, 0)->text, ==, "Яма на Мира");
  g_assert_cmpint (message_at (later, 0)->edited_at, ==, 1300 * OSR_SECOND);
  assert_under_post (message_at (later, 0), "https://t.me/oblast/9?comment=41");
}

/* Of an unknown post: under the group itself, until an answer to the forward tells the post. */
static void
test_unknown_root (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) unknown =
      take (fixture, ONE (1, COMMENT (41, ANNA ",\"text\":\"Когда?\"")));
  g_autoptr (OsrNetworkReading) known = take (
      fixture,
      ONE (2, COMMENT (42, ANNA ",\"text\":\"Где?\",\"reply_to_message\":" ROOT)) "," ONE (
          3, COMMENT (43, BORIS ",\"text\":\"Там\",\"reply_to_message\":{\"message_id\":42}")));
  g_autoptr (OsrNetworkReading) plain =
      take (fixture, "{\"update_id\":4,\"message\":{\"message_id\":44,\"date\":1," CHAT "," ANNA
                     ",\"text\":\"Просто так\"}}");

  g_assert_cmpstr (message_at (unknown, 0)->post_id, ==, "-1002002");
  g_assert_cmpstr (message_at (unknown, 0)->permalink, ==, "https://t.me/c/2002/41");
  assert_under_post (message_at (known, 0), "https://t.me/oblast/9?comment=42");
  assert_under_post (message_at (known, 1), "https://t.me/oblast/9?comment=43");
  g_assert_cmpstr (message_at (plain, 0)->post_id, ==, "-1002002");
}

static void
test_album (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) first = take (
      fixture,
      ONE (1, ROOT) "," ONE (
          2, COMMENT (41, ANNA
                      ",\"photo\":[{}],\"media_group_id\":"
                      "\"g\"")) "," ONE (3, COMMENT (42, ANNA ",\"photo\":[{}],\"media_group_id\":"
                                                              "\"g\",\"caption\":\"Наш двор\"")));
  g_autoptr (OsrNetworkReading) second = NULL;
  g_autoptr (OsrNetworkReading) third = NULL;

  g_assert_cmpuint (first->messages->len, ==, 1);
  g_assert_cmpuint (message_at (first, 0)->attachments, ==, 2);
  g_assert_cmpstr (message_at (first, 0)->text, ==, "Наш двор");
  g_assert_cmpstr (message_at (first, 0)->native_id, ==, "41");
  keep_place (fixture);
  second = take (fixture, ONE (4, COMMENT (43, ANNA ",\"photo\":[{}],\"media_group_id\":\"g\"")));
  g_assert_cmpuint (second->messages->len, ==, 0);
  third = take (fixture, EDIT (5, COMMENT (42, ANNA ",\"photo\":[{}],\"media_group_id\":\"g\","
                                                    "\"caption\":\"Наш дом\"")));
  g_assert_cmpstr (message_at (third, 0)->native_id, ==, "41");
  g_assert_cmpstr (message_at (third, 0)->text, ==, "Наш дом");
}

/* The channel, unnamed administrators of its group and the bot are the office; another channel is not. */
#define CHANNEL_BOT "\"from\":{\"id\":136817688}"
#define GROUP_BOT   "\"from\":{\"id\":1087968824}"
#define AS_GROUP    "\"sender_chat\":{\"id\":-1002002,\"title\":\"Обсуждение\"}"
#define AS_OTHER    "\"sender_chat\":{\"id\":-1009,\"title\":\"Новости района\"}"

static void
test_who_writes (Fixture *fixture, gconstpointer data)
{
  static const char *const writers[] = {
    CHANNEL_BOT ",\"sender_chat\":" CHANNEL,
    GROUP_BOT "," AS_GROUP,
    "\"from\":{\"id\":77,\"is_bot\":true}",
    CHANNEL_BOT "," AS_OTHER,
  };
  g_autoptr (GString) updates = g_string_new (NULL);
  g_autoptr (OsrNetworkReading) reading = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    g_string_append_printf (updates,
                            "%s{\"update_id\":%u,\"message\":{\"message_id\":%u,\"date\":1100," CHAT
                            ",%s,\"text\":\"a\"}}",
                            i > 0 ? "," : "", i + 1, 41 + i, writers[i]);
  reading = take (fixture, updates->str);

  g_assert_true (message_at (reading, 0)->from_account);
  g_assert_true (message_at (reading, 1)->from_account);
  g_assert_true (message_at (reading, 2)->from_account);
  g_assert_false (message_at (reading, 3)->from_account);
  g_assert_cmpstr (message_at (reading, 3)->author_name, ==, "Новости района");
  g_assert_cmpstr (message_at (reading, 3)->author_id, ==, "-1009");
}

/* Private words with the bot and other groups are no open source of this account. */
static void
test_other_chats (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = take (
      fixture,
      "{\"update_id\":1,\"message\":{\"message_id\":1,\"date\":1,\"chat\":{\"id\":8,\"type\":"
      "\"private\"}," ANNA ",\"text\":\"Лично\"}},"
      "{\"update_id\":2,\"message\":{\"message_id\":2,\"date\":1,\"chat\":{\"id\":-5,\"type\":"
      "\"group\"}," ANNA ",\"text\":\"Чужое\"}}");

  g_assert_cmpuint (reading->messages->len, ==, 0);
  g_assert_cmpint (fixture->place->offset, ==, 3);
}

/* What follows the move belongs to an id that is not known yet: it waits for the next round. */
static void
test_group_moves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = take (
      fixture,
      ONE (1, COMMENT (41, ANNA ",\"text\":\"a\"")) "," ONE (
          2, "{\"message_id\":42,\"date\":1," CHAT
             ",\"migrate_to_chat_id\":-1003003}") ","
                                                  "{\"update_id\":3,\"message\":{\"message_id\":1,"
                                                  "\"date\":1,\"chat\":{\"id\":-1003003,"
                                                  "\"type\":\"supergroup\"}," ANNA
                                                  ",\"text\":\"b\"}}");

  g_assert_cmpuint (reading->messages->len, ==, 1);
  g_assert_cmpint (fixture->place->offset, ==, 3);
  g_assert_null (fixture->place->group);
}

/* The oldest are forgotten, by number and not by spelling. */
static void
test_limits (Fixture *fixture, gconstpointer data)
{
  for (guint i = 1; i <= OSR_TELEGRAM_MAX_ROOTS + 10; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    osr_telegram_place_add_root (fixture->place, id, id, "https://t.me/oblast/1", "Пост");
    g_hash_table_replace (fixture->place->threads, g_strdup (id), g_strdup ("1"));
  }
  keep_place (fixture);

  g_assert_cmpuint (g_hash_table_size (fixture->place->roots), ==, OSR_TELEGRAM_MAX_ROOTS);
  g_assert_null (g_hash_table_lookup (fixture->place->roots, "10"));
  g_assert_nonnull (g_hash_table_lookup (fixture->place->roots, "11"));
  g_assert_nonnull (g_hash_table_lookup (fixture->place->roots, "510"));
}

/* A place that was cut or is another connector's is a new beginning. */
static void
test_broken_place (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "",
    "{",
    "[]",
    "17",
    "{\"offset\":\"x\",\"roots\":[1],\"threads\":{\"1\":2},\"albums\":null}",
    "{\"offset\":-5,\"roots\":{\"1\":{\"post\":7}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (OsrTelegramPlace) place = osr_telegram_place_new (texts[i]);

    g_assert_cmpint (place->offset, ==, 0);
    g_assert_null (place->group);
    g_assert_cmpuint (g_hash_table_size (place->roots), ==, 0);
    g_assert_cmpuint (g_hash_table_size (place->threads), ==, 0);
  }
}

#define ADD(name, test)                                                                            \
  g_test_add ("/social/telegram-intake/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("comment-under-the-post", test_comment_under_post);
  ADD ("post-told-twice-is-one", test_post_told_twice);
  ADD ("threads", test_threads);
  ADD ("edits-are-noticed", test_edit);
  ADD ("unknown-root-stands-under-the-group", test_unknown_root);
  ADD ("album-is-one-message", test_album);
  ADD ("who-writes", test_who_writes);
  ADD ("other-chats-are-not-taken", test_other_chats);
  ADD ("group-that-moves", test_group_moves);
  ADD ("limits", test_limits);
  ADD ("broken-place", test_broken_place);
  return g_test_run ();
}
