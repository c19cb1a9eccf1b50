/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telegram's answers: recorded ones, comments under a channel's post, refusals. */
#include "answer-bench.h"

#define RECORDED "telegram/recorded/"
#define CHANNEL  "\"id\":-1001,\"title\":\"Область\",\"username\":\"oblast\",\"type\":\"channel\""
#define GROUP    "\"chat\":{\"id\":-1002002,\"title\":\"Обсуждение\",\"type\":\"supergroup\"}"
#define ROOT                                                                                       \
  "\"message_id\":40,\"date\":1000,\"is_automatic_forward\":true,\"from\":{\"id\":777000},"        \
  "\"sender_chat\":{" CHANNEL "},\"forward_origin\":{\"type\":\"channel\",\"chat\":{" CHANNEL      \
  "},\"message_id\":9}," GROUP ",\"message_thread_id\":40,\"text\":\"Пост\""

static const BenchQuestion updates = { "telegram", "getUpdates", "77", NULL };
static const BenchQuestion longpoll = { "telegram", "longpoll", "77", NULL };
static const BenchQuestion message = { "telegram", "sendMessage", "77", NULL };

static void
test_recorded_messages (void)
{
  bench_assert_file (&longpoll, RECORDED "message__de_text.json",
                     "{\"kind\":\"message\",\"network\":\"telegram\",\"native_id\":\"199785\","
                     "\"owner_id\":\"250918540\",\"author_id\":\"250918540\","
                     "\"author_name\":\"Андрей Власов\",\"text\":\"Лол кек 😂\","
                     "\"published_at\":\"2019-09-12T12:04:50Z\",\"attachments\":0}",
                     NULL);
  bench_assert_file (&longpoll, RECORDED "message__show_caption_above_media.json",
                     "{\"kind\":\"message\",\"network\":\"telegram\",\"native_id\":\"140\","
                     "\"owner_id\":\"1459074222\",\"author_id\":\"1459074222\","
                     "\"author_name\":\"shadowchain\",\"text\":\"El Psy Kongroo\","
                     "\"published_at\":\"2025-02-08T19:06:55Z\",\"attachments\":1}",
                     NULL);
  bench_assert_file (&longpoll, RECORDED "message__topic_message.json",
                     "{\"kind\":\"message\",\"network\":\"telegram\",\"native_id\":\"5\","
                     "\"owner_id\":\"-1001847508954\",\"post_id\":\"4\","
                     "\"author_id\":\"1253681278\",\"author_name\":\"вафель'\",\"text\":\"blah\","
                     "\"published_at\":\"2023-02-01T05:25:40Z\","
                     "\"permalink\":\"https://t.me/c/1847508954/5\",\"attachments\":0}",
                     NULL);
  bench_assert_file (&longpoll, RECORDED "update__issue_1107_2.json",
                     "{\"kind\":\"message\",\"network\":\"telegram\",\"native_id\":\"134546\","
                     "\"owner_id\":\"-1001293752024\",\"post_id\":\"134545\","
                     "\"reply_to\":\"134545\",\"author_id\":\"5964236329\","
                     "\"author_name\":\"the Cable Guy\",\"text\":\"/report\","
                     "\"published_at\":\"2024-07-21T20:09:40Z\","
                     "\"permalink\":\"https://t.me/cryptoinside_talk/134546\",\"attachments\":0,"
                     "\"event_id\":\"439432600\"}",
                     NULL);
}

static void
test_recorded_rest (void)
{
  const BenchQuestion chat = { "telegram", "getChat", "", NULL };

  bench_assert_file (&updates, RECORDED "request__update_ok.json",
                     "{\"kind\":\"ignored\",\"id\":\"0\",\"name\":\"poll_answer\"}",
                     "{\"kind\":\"place\",\"name\":\"offset\",\"value\":\"1\"}", NULL);
  bench_assert_file (&longpoll, RECORDED "update__pinned_message_works.json",
                     "{\"kind\":\"ignored\",\"id\":\"845402291\",\"name\":\"pinned_message\"}",
                     NULL);
  bench_assert_file (&longpoll, RECORDED "update__new_update_kind_error.json",
                     "{\"kind\":\"ignored\",\"id\":\"1\",\"name\":\"new_update_kind\"}", NULL);
  bench_assert_file (&longpoll,
                     RECORDED "maybe_inaccessible_message__test_inaccessible_message.json",
                     "{\"kind\":\"message\",\"network\":\"telegram\",\"native_id\":\"4\","
                     "\"owner_id\":\"42\",\"text\":\"\",\"attachments\":0,\"deleted\":true}",
                     NULL);
  bench_assert_file (&chat, RECORDED "chat_full_info__channel_de.json",
                     "{\"kind\":\"owner\",\"id\":\"-1\",\"name\":\"channel_name\","
                     "\"value\":\"channel_name\"}",
                     NULL);
  bench_assert_unreadable (&chat, "{\"id\":0,\"type\":\"WRONG\"}", "id");
}

/* The post's forward begins the thread; a comment is found at the channel's own address. */
static void
test_thread_of_a_post (void)
{
  bench_assert_text (
      &updates,
      "{\"ok\":true,\"result\":[{\"update_id\":5,\"message\":{" ROOT "}},"
      "{\"update_id\":\"6\",\"message\":{\"message_id\":41,\"date\":\"1060\",\"from\":{\"id\":8,"
      "\"first_name\":\"Анна\"}," GROUP ",\"message_thread_id\":40,\"text\":\"Яма <b>\","
      "\"media_group_id\":\"g1\",\"reply_to_message\":{" ROOT "}}}]}",
      "{\"kind\":\"post\",\"network\":\"telegram\",\"native_id\":\"40\",\"owner_id\":\"-1002002\","
      "\"post_id\":\"40\",\"author_id\":\"-1001\",\"author_name\":\"Область\",\"text\":\"Пост\","
      "\"published_at\":\"1970-01-01T00:16:40Z\",\"permalink\":\"https://t.me/oblast/9\","
      "\"post_permalink\":\"https://t.me/oblast/9\",\"attachments\":0,\"from_account\":true,"
      "\"event_id\":\"5\"}",
      "{\"kind\":\"message\",\"network\":\"telegram\",\"native_id\":\"41\","
      "\"owner_id\":\"-1002002\",\"post_id\":\"40\",\"author_id\":\"8\",\"author_name\":\"Анна\","
      "\"text\":\"Яма <b>\",\"published_at\":\"1970-01-01T00:17:40Z\","
      "\"permalink\":\"https://t.me/oblast/9?comment=41\","
      "\"post_permalink\":\"https://t.me/oblast/9\",\"attachments\":0,\"event_id\":\"6\","
      "\"value\":\"g1\"}",
      "{\"kind\":\"place\",\"name\":\"offset\",\"value\":\"7\"}", NULL);
}

static void
test_edited_and_unnamed (void)
{
  bench_assert_text (&longpoll,
                     "{\"update_id\":7,\"edited_message\":{\"message_id\":42,\"date\":1000,"
                     "\"edit_date\":1060,\"from\":{\"id\":1087968824,\"is_bot\":true},"
                     "\"sender_chat\":{\"id\":-1002002,\"title\":\"Обсуждение\"}," GROUP
                     ",\"text\":\"Да\"}}",
                     "{\"kind\":\"edited\",\"network\":\"telegram\",\"native_id\":\"42\","
                     "\"owner_id\":\"-1002002\",\"author_id\":\"-1002002\","
                     "\"author_name\":\"Обсуждение\",\"text\":\"Да\","
                     "\"published_at\":\"1970-01-01T00:16:40Z\","
                     "\"edited_at\":\"1970-01-01T00:17:40Z\","
                     "\"permalink\":\"https://t.me/c/2002/42\",\"attachments\":0,"
                     "\"from_account\":true,\"event_id\":\"7\"}",
                     NULL);
  bench_assert_text (&longpoll,
                     "{\"update_id\":8,\"my_chat_member\":{\"new_chat_member\":{\"status\":"
                     "\"kicked\"}}}",
                     "{\"kind\":\"right\",\"id\":\"8\",\"name\":\"status\",\"value\":\"kicked\"}",
                     NULL);
}

static void
test_created (void)
{
  const BenchQuestion album = { "telegram", "sendMediaGroup", "77", NULL };
  const BenchQuestion delete = { "telegram", "deleteMessage", "77", NULL };
  const BenchQuestion me = { "telegram", "getMe", "77", NULL };

  bench_assert_text (&message,
                     "{\"ok\":true,\"result\":{\"message_id\":50,\"date\":1000,\"from\":{\"id\":77,"
                     "\"is_bot\":true,\"first_name\":\"Ответы\"}," GROUP ",\"text\":\"Ответ\"}}",
                     "{\"kind\":\"created\",\"network\":\"telegram\",\"native_id\":\"50\","
                     "\"owner_id\":\"-1002002\",\"author_id\":\"77\",\"author_name\":\"Ответы\","
                     "\"text\":\"Ответ\",\"published_at\":\"1970-01-01T00:16:40Z\","
                     "\"permalink\":\"https://t.me/c/2002/50\",\"attachments\":0,"
                     "\"from_account\":true}",
                     NULL);
  bench_assert_text (&album, "{\"ok\":true,\"result\":[{\"message_id\":1},{\"message_id\":2}]}",
                     "{\"kind\":\"created\",\"id\":\"1\"}", "{\"kind\":\"created\",\"id\":\"2\"}",
                     NULL);
  bench_assert_text (&delete, "{\"ok\":true,\"result\":true}",
                     "{\"kind\":\"number\",\"name\":\"done\",\"value\":\"1\"}", NULL);
  bench_assert_text (&me,
                     "{\"ok\":true,\"result\":{\"id\":77,\"first_name\":\"Ответы\",\"username\":"
                     "\"otvety_bot\",\"can_read_all_group_messages\":false}}",
                     "{\"kind\":\"owner\",\"id\":\"77\",\"name\":\"Ответы\","
                     "\"value\":\"otvety_bot\"}",
                     "{\"kind\":\"right\",\"name\":\"can_read_all_group_messages\","
                     "\"value\":\"0\"}",
                     NULL);
}

static void
test_recorded_faults (void)
{
  bench_assert_file_fault (&message, RECORDED "request__migrate.json",
                           "telegram error 400 migrate_to_chat_id (temporary): this string is "
                           "ignored; moved to 123456");
  bench_assert_file_fault (&message, RECORDED "request__retry_after.json",
                           "telegram error 429 retry_after (rate-limited): this string is "
                           "ignored; retry_after 123456");
  bench_assert_file_fault (&message, RECORDED "request__smoke_err.json",
                           "telegram error 403 bot_blocked (rejected): Forbidden: bot was blocked "
                           "by the user");
  bench_assert_file_fault (&message, RECORDED "telegram_response__parse_unknown.json",
                           "telegram error 111 (rejected): Unknown description that won't match "
                           "anything");
}

static void
test_faults (void)
{
  static const struct {
    const char *answer, *line;
  } faults[] = {
    { "{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: can't use getUpdates method "
      "while webhook is active\"}",
      "telegram error 409 webhook_active (temporary): Conflict: can't use getUpdates method while "
      "webhook is active" },
    { "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message to be replied not "
      "found\"}",
      "telegram error 400 reply_not_found (rejected): Bad Request: message to be replied not "
      "found" },
    { "{\"ok\":false,\"error_code\":\"401\",\"description\":\"Unauthorized\"}",
      "telegram error 401 unauthorized (auth): Unauthorized" },
    { "{\"ok\":false,\"error_code\":502,\"description\":\"Bad Gateway\"}",
      "telegram error 502 bad_gateway (uncertain): Bad Gateway" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    bench_assert_fault (&message, faults[i].answer, faults[i].line);
  bench_assert_fault (&updates, faults[3].answer,
                      "telegram error 502 bad_gateway (temporary): Bad Gateway");
}

static void
test_hostile (void)
{
  static const char *const odd[] = {
    "{\"ok\":true}",
    "{\"ok\":true,\"result\":\"x\"}",
    "{\"ok\":true,\"result\":{}}",
    "{\"update_id\":-1}",
  };

  bench_assert_hostile ("telegram");
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    bench_assert_unreadable (&updates, odd[i], "no ");
  bench_assert_text (&updates, "{\"ok\":true,\"result\":[5,[],{\"update_id\":{}}]}", NULL);
  bench_assert_text (&longpoll,
                     "{\"update_id\":1,\"message\":{\"message_id\":2,\"chat\":[],\"text\":5}}",
                     "{\"kind\":\"ignored\",\"id\":\"1\",\"name\":\"text\"}", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/social/telegram-dialect/" name, function)
  ADD ("recorded-messages", test_recorded_messages);
  ADD ("recorded-rest", test_recorded_rest);
  ADD ("thread-of-a-post", test_thread_of_a_post);
  ADD ("edited-and-unnamed", test_edited_and_unnamed);
  ADD ("created", test_created);
  ADD ("recorded-faults", test_recorded_faults);
  ADD ("faults", test_faults);
  ADD ("hostile", test_hostile);
  return g_test_run ();
}
