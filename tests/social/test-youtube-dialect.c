/* SPDX-License-Identifier: GPL-3.0-or-later */
/* YouTube's answers: recorded threads and replies, what a call made, errors by their reason. */
#include "answer-bench.h"

static const BenchQuestion threads = { "youtube", "commentThreads.list", "UCours", NULL };
static const BenchQuestion replies = { "youtube", "comments.list", "UCours", "JE8xdDp5B8Q" };
static const BenchQuestion insert = { "youtube", "comments.insert", "UCours", NULL };

static void
test_recorded_thread (void)
{
  bench_assert_file (
      &threads, "youtube/comment_thread_single.json",
      "{\"kind\":\"message\",\"network\":\"youtube\",\"native_id\":\"UgxKREWxIgDrw8w2e_Z4AaABAg\","
      "\"owner_id\":\"UCours\",\"post_id\":\"D-lhorsDlUQ\","
      "\"author_id\":\"UClfzT4CU_yaZjJaI4pKqSjQ\",\"author_name\":\"Hieu Nguyen\","
      "\"text\":\"Super video !!!\\nWith full power skil  thank a lot ... \\nVery nice , coupe \\n"
      "can i give Luke Davit and JESSICA EARl- CHA some tea and tall a more ...\","
      "\"published_at\":\"2019-04-20T01:03:39Z\","
      "\"permalink\":\"https://www.youtube.com/"
      "watch?v=D-lhorsDlUQ&lc=UgxKREWxIgDrw8w2e_Z4AaABAg\","
      "\"post_permalink\":\"https://www.youtube.com/watch?v=D-lhorsDlUQ\",\"attachments\":0}",
      NULL);
}

static void
test_recorded_lists (void)
{
  static const struct {
    const char *file;
    guint records;
    const char *first, *last;
  } lists[] = {
    { "comment_threads_all_to_me", 4, "UgyWeTdgc4sc1xgmbld4AaABAg", NULL },
    { "comment_threads_by_channel", 2, "UgyUBI0HsgL9emxcZpR4AaABAg", "Ugzi3lkqDPfIOirGFLh4AaABAg" },
    { "comment_threads_by_video_paged_2", 5, "UgyZ1jqkHKYvi1-ruOZ4AaABAg", NULL },
    { "comment_threads_multi", 2, "UgxKREWxIgDrw8w2e_Z4AaABAg", "UgyrVQaFfEdvaSzstj14AaABAg" },
    { "comment_threads_with_search", 1, "UgyUBI0HsgL9emxcZpR4AaABAg",
      "UgyUBI0HsgL9emxcZpR4AaABAg" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autofree char *file = g_strdup_printf ("youtube/%s.json", lists[i].file);
    g_autoptr (OsrNetworkAnswer) answer = bench_read (&threads, file);
    const OsrNetworkRecord *first = g_ptr_array_index (answer->records, 0);
    const OsrNetworkRecord *last = g_ptr_array_index (answer->records, answer->records->len - 1);

    g_assert_cmpuint (answer->records->len, >=, lists[i].records);
    g_assert_cmpstr (first->message->native_id, ==, lists[i].first);
    if (lists[i].last != NULL)
      g_assert_cmpstr (last->message->native_id, ==, lists[i].last);
  }
}

static void
test_recorded_replies (void)
{
  bench_assert_file (
      &replies, "youtube/comments_by_parent_paged_2.json",
      "{\"kind\":\"message\",\"network\":\"youtube\","
      "\"native_id\":\"Ugw5zYU6n9pmIgAZWvN4AaABAg.91zT3cYb5B291za3E-eR-l\","
      "\"owner_id\":\"UCours\",\"post_id\":\"JE8xdDp5B8Q\","
      "\"thread_root\":\"Ugw5zYU6n9pmIgAZWvN4AaABAg\",\"reply_to\":\"Ugw5zYU6n9pmIgAZWvN4AaABAg\","
      "\"author_id\":\"UCNvMBmCASzTNNX8lW3JRMbw\",\"author_name\":\"kun liu\","
      "\"text\":\"hey, this is the replay\",\"published_at\":\"2019-12-01T04:46:00Z\","
      "\"permalink\":\"https://www.youtube.com/watch?v=JE8xdDp5B8Q&"
      "lc=Ugw5zYU6n9pmIgAZWvN4AaABAg.91zT3cYb5B291za3E-eR-l\","
      "\"post_permalink\":\"https://www.youtube.com/watch?v=JE8xdDp5B8Q\",\"attachments\":0}",
      NULL);
}

/* A thread says how many replies it has; those that come along follow it. */
static void
test_replies_in_a_thread (void)
{
  bench_assert_text (
      &threads,
      "{\"items\":[{\"id\":\"T\",\"snippet\":{\"videoId\":\"v1\",\"totalReplyCount\":\"7\","
      "\"topLevelComment\":{\"id\":\"T\",\"snippet\":{\"textDisplay\":\"а<br>б &amp; в\","
      "\"publishedAt\":\"2026-03-06T10:00:00Z\",\"updatedAt\":\"2026-03-06T11:00:00Z\"}}},"
      "\"replies\":{\"comments\":[{\"id\":\"T.1\",\"snippet\":{\"textOriginal\":\"Ответ\","
      "\"authorChannelId\":{\"value\":\"UCours\"},\"authorDisplayName\":\"Мы\"}},5]}},null,{}],"
      "\"nextPageToken\":\"P2\"}",
      "{\"kind\":\"message\",\"network\":\"youtube\",\"native_id\":\"T\",\"owner_id\":\"UCours\","
      "\"post_id\":\"v1\",\"text\":\"а\\nб & в\",\"published_at\":\"2026-03-06T10:00:00Z\","
      "\"edited_at\":\"2026-03-06T11:00:00Z\","
      "\"permalink\":\"https://www.youtube.com/watch?v=v1&lc=T\","
      "\"post_permalink\":\"https://www.youtube.com/watch?v=v1\",\"attachments\":0,"
      "\"name\":\"totalReplyCount\",\"value\":\"7\"}",
      "{\"kind\":\"message\",\"network\":\"youtube\",\"native_id\":\"T.1\",\"owner_id\":\"UCours\","
      "\"post_id\":\"v1\",\"thread_root\":\"T\",\"reply_to\":\"T\",\"author_id\":\"UCours\","
      "\"author_name\":\"Мы\",\"text\":\"Ответ\","
      "\"permalink\":\"https://www.youtube.com/watch?v=v1&lc=T.1\","
      "\"post_permalink\":\"https://www.youtube.com/watch?v=v1\",\"attachments\":0,"
      "\"from_account\":true}",
      "{\"kind\":\"place\",\"name\":\"pageToken\",\"value\":\"P2\"}", NULL);
}

static void
test_created (void)
{
  bench_assert_text (&insert,
                     "{\"kind\":\"youtube#comment\",\"id\":\"T.9\",\"snippet\":{\"textOriginal\":"
                     "\"Да\",\"parentId\":\"T\",\"videoId\":\"v 1\"}}",
                     "{\"kind\":\"created\",\"network\":\"youtube\",\"native_id\":\"T.9\","
                     "\"owner_id\":\"UCours\",\"post_id\":\"v 1\",\"thread_root\":\"T\","
                     "\"reply_to\":\"T\",\"text\":\"Да\",\"attachments\":0}",
                     NULL);
  bench_assert_unreadable (&insert, "{\"id\":\"T.9\"}", "comment");
}

static void
test_videos_and_channels (void)
{
  const BenchQuestion search = { "youtube", "search.list", "UCours", NULL };
  const BenchQuestion channels = { "youtube", "channels.list", "UCours", NULL };

  bench_assert_text (&search,
                     "{\"items\":[{\"id\":{\"videoId\":\"v1\"},\"snippet\":{\"channelId\":"
                     "\"UCours\",\"channelTitle\":\"Область\",\"title\":\"Ремонт\","
                     "\"description\":\"Дороги\",\"publishedAt\":\"2026-03-06T10:00:00Z\"}}]}",
                     "{\"kind\":\"post\",\"network\":\"youtube\",\"native_id\":\"v1\","
                     "\"owner_id\":\"UCours\",\"post_id\":\"v1\",\"author_id\":\"UCours\","
                     "\"author_name\":\"Область\",\"title\":\"Ремонт\",\"text\":\"Дороги\","
                     "\"published_at\":\"2026-03-06T10:00:00Z\","
                     "\"permalink\":\"https://www.youtube.com/watch?v=v1\","
                     "\"post_permalink\":\"https://www.youtube.com/watch?v=v1\","
                     "\"attachments\":1,\"from_account\":true}",
                     NULL);
  bench_assert_text (&channels, "{\"items\":[{\"id\":\"UCours\",\"snippet\":{\"title\":\"О\"}}]}",
                     "{\"kind\":\"owner\",\"id\":\"UCours\",\"name\":\"О\"}", NULL);
}

static void
test_faults (void)
{
  static const char quota[] =
      "{\"error\":{\"code\":403,\"message\":\"The request cannot be completed because you have "
      "exceeded your <a href=\\\"/q\\\">quota</a>.\",\"errors\":[{\"domain\":\"youtube.quota\","
      "\"reason\":\"quotaExceeded\"}]}}";

  bench_assert_fault (&insert, quota,
                      "youtube error 403 quotaExceeded (rate-limited): The request cannot be "
                      "completed because you have exceeded your quota.");
  bench_assert_fault (&insert, "{\"error\":{\"code\":401,\"message\":\"x\",\"status\":\"UNAUTH\"}}",
                      "youtube error 401 UNAUTH (auth): x");
  bench_assert_fault (&insert,
                      "{\"error\":{\"code\":400,\"message\":\"x\",\"errors\":[{\"reason\":"
                      "\"commentTextTooLong\"}]}}",
                      "youtube error 400 commentTextTooLong (rejected): x");
  bench_assert_fault (&insert, "{\"error\":{\"code\":503}}", "youtube error 503 (uncertain)");
  bench_assert_fault (&threads, "{\"error\":{\"code\":503}}", "youtube error 503 (temporary)");
}

static void
test_hostile (void)
{
  bench_assert_hostile ("youtube");
  bench_assert_unreadable (&threads, "{\"items\":{}}", "items");
  bench_assert_unreadable (&threads, "{\"error\":5}", "no result and no error");
  bench_assert_text (&replies, "{\"items\":[{\"id\":5},{\"id\":\"a\\n\",\"snippet\":{}}]}", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/social/youtube-dialect/" name, function)
  ADD ("recorded-thread", test_recorded_thread);
  ADD ("recorded-lists", test_recorded_lists);
  ADD ("recorded-replies", test_recorded_replies);
  ADD ("replies-in-a-thread", test_replies_in_a_thread);
  ADD ("created", test_created);
  ADD ("videos-and-channels", test_videos_and_channels);
  ADD ("faults", test_faults);
  ADD ("hostile", test_hostile);
  return g_test_run ();
}
