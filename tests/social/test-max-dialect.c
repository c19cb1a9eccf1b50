/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MAX's answers, made after the description of its API: no recorded ones are to be had. */
#include "answer-bench.h"

static const BenchQuestion updates = { "max", "getUpdates", "77", NULL };
static const BenchQuestion comments = { "max", "GET /messages/mid.0001/comments", "77",
                                        "mid.0001" };
static const BenchQuestion send = { "max", "POST /messages/mid.0001/comments", "77", "mid.0001" };

static void
test_updates (void)
{
  bench_assert_file (
      &updates, "max/updates.json",
      "{\"kind\":\"post\",\"network\":\"max\",\"native_id\":\"mid.0001\",\"owner_id\":\"-7001\","
      "\"post_id\":\"mid.0001\",\"text\":\"О ремонте дорог\","
      "\"published_at\":\"2026-08-21T08:13:20Z\",\"permalink\":\"https://max.ru/oblast/AZ1\","
      "\"post_permalink\":\"https://max.ru/oblast/AZ1\",\"attachments\":1,\"from_account\":true}",
      "{\"kind\":\"message\",\"network\":\"max\",\"native_id\":\"mid.0002\",\"owner_id\":\"-7001\","
      "\"reply_to\":\"mid.0001\",\"author_id\":\"900\",\"author_name\":\"Анна К.\","
      "\"text\":\"А наша улица?\",\"published_at\":\"2026-08-21T08:14:20Z\",\"attachments\":0}",
      "{\"kind\":\"edited\",\"network\":\"max\",\"native_id\":\"mid.0003\",\"owner_id\":\"-7002\","
      "\"author_id\":\"900\",\"author_name\":\"Анна\",\"text\":\"Правка\","
      "\"published_at\":\"2026-08-21T08:14:21Z\",\"attachments\":0}",
      "{\"kind\":\"removed\",\"network\":\"max\",\"native_id\":\"mid.0002\",\"owner_id\":\"-7001\","
      "\"text\":\"\",\"attachments\":0,\"deleted\":true}",
      "{\"kind\":\"ignored\",\"name\":\"message_created\"}",
      "{\"kind\":\"ignored\",\"name\":\"bot_added\"}",
      "{\"kind\":\"place\",\"name\":\"marker\",\"value\":\"4207\"}", NULL);
}

/* A reader's comments know their post; one that answers the post itself answers nobody. */
static void
test_comments (void)
{
  bench_assert_file (
      &comments, "max/comments.json",
      "{\"kind\":\"message\",\"network\":\"max\",\"native_id\":\"mid.0009\",\"owner_id\":\"-7001\","
      "\"post_id\":\"mid.0001\",\"reply_to\":\"mid.0002\",\"author_id\":\"77\","
      "\"author_name\":\"Ответы\",\"text\":\"Ремонт начнётся 1 июня.\","
      "\"published_at\":\"2026-08-21T08:18:20Z\",\"attachments\":0,\"from_account\":true}",
      "{\"kind\":\"message\",\"network\":\"max\",\"native_id\":\"mid.0002\",\"owner_id\":\"-7001\","
      "\"post_id\":\"mid.0001\",\"author_id\":\"900\",\"author_name\":\"Анна\","
      "\"text\":\"А наша улица?\",\"published_at\":\"2026-08-21T08:14:20Z\",\"attachments\":0}",
      NULL);
}

static void
test_one_update (void)
{
  const BenchQuestion longpoll = { "max", "longpoll", "77", NULL };

  bench_assert_text (&longpoll, "{\"update_type\":\"bot_removed\",\"chat_id\":5}",
                     "{\"kind\":\"ignored\",\"name\":\"bot_removed\"}", NULL);
  bench_assert_unreadable (&longpoll, "{\"marker\":5}", "updates");
}

static void
test_created (void)
{
  const BenchQuestion delete = { "max", "DELETE /messages/mid.0001/comments", "77", NULL };

  bench_assert_text (&send,
                     "{\"message\":{\"timestamp\":1787300300000,\"sender\":{\"user_id\":77,"
                     "\"name\":\"Ответы\"},\"body\":{\"mid\":\"mid.0009\",\"text\":\"Да\"}}}",
                     "{\"kind\":\"created\",\"network\":\"max\",\"native_id\":\"mid.0009\","
                     "\"post_id\":\"mid.0001\",\"author_id\":\"77\",\"author_name\":\"Ответы\","
                     "\"text\":\"Да\",\"published_at\":\"2026-08-21T08:18:20Z\","
                     "\"attachments\":0,\"from_account\":true}",
                     NULL);
  bench_assert_text (&delete, "{\"success\":true}",
                     "{\"kind\":\"number\",\"name\":\"done\",\"value\":\"1\"}", NULL);
  bench_assert_unreadable (&send, "{\"message\":{\"body\":[]}}", "message");
}

static void
test_owners (void)
{
  const BenchQuestion me = { "max", "GET /me", "", NULL };
  const BenchQuestion member = { "max", "getMembership", "", NULL };

  bench_assert_text (&me, "{\"user_id\":77,\"first_name\":\"Ответы\",\"username\":\"otvety_bot\"}",
                     "{\"kind\":\"owner\",\"id\":\"77\",\"name\":\"Ответы\","
                     "\"value\":\"otvety_bot\"}",
                     NULL);
  bench_assert_text (&member, "{\"user_id\":77,\"permissions\":[\"read_all_messages\",5]}",
                     "{\"kind\":\"owner\",\"id\":\"77\"}",
                     "{\"kind\":\"right\",\"name\":\"read_all_messages\",\"value\":\"1\"}", NULL);
}

static void
test_faults (void)
{
  bench_assert_file_fault (&updates, "max/error.json",
                           "max error verify.token (auth): Invalid access_token");
  bench_assert_fault (&send, "{\"code\":\"too.many.requests\",\"message\":\"slow\"}",
                      "max error too.many.requests (rate-limited): slow");
  bench_assert_fault (&send, "{\"code\":\"internal.error\",\"message\":\"\"}",
                      "max error internal.error (uncertain)");
  bench_assert_fault (&comments, "{\"code\":\"internal.error\",\"message\":\"\"}",
                      "max error internal.error (temporary)");
  bench_assert_fault (&send, "{\"success\":false,\"message\":\"no\"}",
                      "max error 0 no_success (rejected): no");
}

static void
test_hostile (void)
{
  const BenchQuestion path = { "max", "GET /messages/1/2/3/4/5/6/7/8/9", "", NULL };

  bench_assert_hostile ("max");
  bench_assert_unreadable (&path, "{}", "no method");
  bench_assert_unreadable (&comments, "{\"messages\":{}}", "messages");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/social/max-dialect/" name, function)
  ADD ("updates", test_updates);
  ADD ("comments", test_comments);
  ADD ("one-update", test_one_update);
  ADD ("created", test_created);
  ADD ("owners", test_owners);
  ADD ("faults", test_faults);
  ADD ("hostile", test_hostile);
  return g_test_run ();
}
