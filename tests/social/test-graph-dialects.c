/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facebook's and Instagram's answers: recorded ones, those without ids, and the errors of their common
 * API. */
#include "answer-bench.h"

static const BenchQuestion comments = { "facebook", "GET /{post-id}/comments", "19292868552",
                                        NULL };
static const BenchQuestion reply = { "facebook", "POST /1_2/comments", "1", "1_2" };
static const BenchQuestion remarks = { "instagram", "comments", "17", "99" };

#define NICE                                                                                       \
  "{\"kind\":\"message\",\"network\":\"facebook\","                                                \
  "\"native_id\":\"10158371815748553_10158371930463553\",\"owner_id\":\"19292868552\","            \
  "\"post_id\":\"19292868552_10158371815748553\",\"text\":\"This is really nice\","                \
  "\"published_at\":\"2021-07-21T21:05:14Z\",\"permalink\":\"https://www.facebook.com/"            \
  "19292868552/posts/10158371815748553/?comment_id=10158371930463553\","                           \
  "\"post_permalink\":\"https://www.facebook.com/19292868552/posts/10158371815748553\","           \
  "\"attachments\":0}"

static void
test_recorded_comments (void)
{
  const BenchQuestion one = { "facebook", "/{comment-id}", "19292868552", NULL };
  g_autoptr (OsrNetworkAnswer) several = bench_read (&comments, "facebook/comments_info.json");

  bench_assert_file (&one, "facebook/comment_info.json", NICE, NULL);
  g_assert_cmpuint (several->records->len, ==, 2);
  bench_assert_line (several, 0, NICE);
}

/* Comments without ids are known by their addresses, replies by two of them. */
static void
test_recorded_without_ids (void)
{
  g_autoptr (OsrNetworkAnswer) answer = bench_read (&comments, "facebook/comments_p2.json");
  const OsrNetworkRecord *first = g_ptr_array_index (answer->records, 0);
  const OsrNetworkRecord *second = g_ptr_array_index (answer->records, 1);

  g_assert_cmpstr (first->message->native_id, ==, "10158407654328553_10158412899928553");
  g_assert_cmpstr (first->message->text, ==, "how can i get invited to the Commerce Manager api ?");
  g_assert_null (first->message->thread_root);
  g_assert_cmpstr (second->message->native_id, ==, "10158407654328553_10158413660043553");
  g_assert_cmpstr (second->message->thread_root, ==, "10158407654328553_10158412899928553");
  g_assert_cmpstr (second->message->post_id, ==, "19292868552_10158407654328553");
}

static void
test_recorded_created (void)
{
  const BenchQuestion create = { "facebook", "POST /{post}/comments", "245628824887810", NULL };

  bench_assert_file (
      &create, "facebook/create_resp.json",
      "{\"kind\":\"created\",\"network\":\"facebook\","
      "\"native_id\":\"245778718206154_229887283291835\",\"owner_id\":\"245628824887810\","
      "\"post_id\":\"245628824887810_245778718206154\",\"text\":\"Message from api and updated\","
      "\"published_at\":\"2023-07-14T10:45:55Z\",\"permalink\":\"https://www.facebook.com/"
      "245628824887810/posts/245778718206154?comment_id=229887283291835\","
      "\"post_permalink\":\"https://www.facebook.com/245628824887810/posts/245778718206154\","
      "\"attachments\":0}",
      NULL);
  bench_assert_text (&reply, "{\"id\":\"2_3\"}",
                     "{\"kind\":\"created\",\"network\":\"facebook\",\"native_id\":\"2_3\","
                     "\"owner_id\":\"1\",\"post_id\":\"1_2\",\"text\":\"\",\"attachments\":0}",
                     NULL);
}

static void
test_recorded_posts_and_pages (void)
{
  const BenchQuestion post = { "facebook", "/{post-id}", "", NULL };
  const BenchQuestion feed = { "facebook", "feed", "4", NULL };
  const BenchQuestion page = { "facebook", "page", "", NULL };
  const BenchQuestion search = { "facebook", "pages/search", "", NULL };
  g_autoptr (OsrNetworkAnswer) posts = bench_read (&feed, "facebook/feed_fields_p2.json");
  g_autoptr (OsrNetworkAnswer) whole = bench_read (&feed, "facebook/feeds_default_fields_p2.json");
  g_autoptr (OsrNetworkAnswer) pages = bench_read (&search, "facebook/search_pages.json");

  bench_assert_file (&post, "facebook/single_post_data_fields.json",
                     "{\"kind\":\"post\",\"network\":\"facebook\","
                     "\"native_id\":\"175154750010052_424924701699721\","
                     "\"owner_id\":\"175154750010052\","
                     "\"post_id\":\"175154750010052_424924701699721\","
                     "\"text\":\"我测试一下 MyLife\",\"published_at\":\"2019-08-12T03:45:11Z\","
                     "\"permalink\":\"https://www.facebook.com/175154750010052/posts/"
                     "424924701699721\",\"post_permalink\":\"https://www.facebook.com/"
                     "175154750010052/posts/424924701699721\",\"attachments\":0}",
                     NULL);
  bench_assert_file (&page, "facebook/single_fields_page.json",
                     "{\"kind\":\"owner\",\"id\":\"20531316728\",\"name\":\"Facebook\","
                     "\"value\":\"facebookapp\"}",
                     NULL);
  g_assert_cmpuint (posts->records->len, ==, 5);
  g_assert_cmpuint (whole->records->len, >=, 2);
  g_assert_cmpuint (pages->records->len, ==, 6);
  bench_assert_line (pages, 5, "{\"kind\":\"place\",\"name\":\"after\",\"value\":\"after\"}");
}

static void
test_recorded_instagram (void)
{
  bench_assert_file (&remarks, "instagram/comment_fields.json",
                     "{\"kind\":\"message\",\"network\":\"instagram\","
                     "\"native_id\":\"17892250648466172\",\"owner_id\":\"17\",\"post_id\":\"99\","
                     "\"author_name\":\"ikroskun\",\"text\":\"@ikroskun Hey, guys\","
                     "\"published_at\":\"2020-02-24T09:15:16Z\",\"attachments\":0}",
                     NULL);
  bench_assert_file (&remarks, "instagram/replies.json",
                     "{\"kind\":\"message\",\"network\":\"instagram\","
                     "\"native_id\":\"17847314687296283\",\"owner_id\":\"17\",\"post_id\":\"99\","
                     "\"text\":\"@lixiangguodu123 nihao\","
                     "\"published_at\":\"2020-08-07T03:30:06Z\",\"attachments\":0}",
                     NULL);
}

static void
test_instagram_replies (void)
{
  bench_assert_text (&remarks,
                     "{\"data\":[{\"id\":\"5\",\"text\":\"а\",\"from\":{\"id\":\"8\",\"username\":"
                     "\"anna\"},\"media\":{\"id\":\"77\"},\"replies\":{\"data\":[{\"id\":6,"
                     "\"text\":\"б\",\"from\":{\"id\":17}}]}}],\"paging\":{\"cursors\":{\"after\":"
                     "\"x\"}}}",
                     "{\"kind\":\"message\",\"network\":\"instagram\",\"native_id\":\"5\","
                     "\"owner_id\":\"17\",\"post_id\":\"77\",\"author_id\":\"8\","
                     "\"author_name\":\"anna\",\"text\":\"а\",\"attachments\":0}",
                     "{\"kind\":\"message\",\"network\":\"instagram\",\"native_id\":\"6\","
                     "\"owner_id\":\"17\",\"post_id\":\"77\",\"thread_root\":\"5\","
                     "\"reply_to\":\"5\",\"author_id\":\"17\",\"text\":\"б\",\"attachments\":0,"
                     "\"from_account\":true}",
                     NULL);
}

static void
test_instagram_media (void)
{
  const BenchQuestion media = { "instagram", "GET /{user-id}/media", "17", NULL };

  bench_assert_text (&media,
                     "{\"data\":[{\"id\":\"99\",\"caption\":\"Парк\",\"permalink\":"
                     "\"https://www.instagram.com/p/x/\",\"timestamp\":"
                     "\"2026-03-06T10:00:00+0000\"},{\"id\":\"98\",\"permalink\":\"data:x\"}]}",
                     "{\"kind\":\"post\",\"network\":\"instagram\",\"native_id\":\"99\","
                     "\"owner_id\":\"17\",\"post_id\":\"99\",\"text\":\"Парк\","
                     "\"published_at\":\"2026-03-06T10:00:00Z\","
                     "\"permalink\":\"https://www.instagram.com/p/x/\","
                     "\"post_permalink\":\"https://www.instagram.com/p/x/\",\"attachments\":1}",
                     "{\"kind\":\"post\",\"network\":\"instagram\",\"native_id\":\"98\","
                     "\"owner_id\":\"17\",\"post_id\":\"98\",\"text\":\"\",\"attachments\":1}",
                     NULL);
}

static void
test_faults (void)
{
  bench_assert_file_fault (&comments, "facebook/error.json",
                           "facebook error 100 OAuthException (rejected): (#100) Pages Public "
                           "Content Access requires either app secret proof or an app token");
  bench_assert_fault (&remarks,
                      "{\"error\":{\"message\":\"x\",\"type\":\"OAuthException\",\"code\":\"190\","
                      "\"error_subcode\":463}}",
                      "instagram error 190/463 OAuthException (auth): x");
  bench_assert_fault (&reply, "{\"error\":{\"code\":2,\"message\":\"x\"}}",
                      "facebook error 2 (uncertain): x");
  bench_assert_fault (&comments, "{\"error\":{\"code\":2,\"message\":\"x\"}}",
                      "facebook error 2 (temporary): x");
  bench_assert_fault (&comments, "{\"error\":{\"code\":32}}", "facebook error 32 (rate-limited)");
  bench_assert_fault (&reply, "{\"error\":{\"code\":1234,\"is_transient\":true}}",
                      "facebook error 1234 (uncertain)");
}

static void
test_hostile (void)
{
  bench_assert_hostile ("facebook");
  bench_assert_hostile ("instagram");
  bench_assert_unreadable (&comments, "{}", "data");
  bench_assert_unreadable (&comments, "{\"data\":{}}", "data");
  bench_assert_unreadable (&comments, "{\"error\":\"x\"}", "no result and no error");
  bench_assert_text (&comments, "{\"data\":[5,null,[],{\"permalink_url\":\"::\"},{\"id\":{}}]}",
                     NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/social/graph-dialects/" name, function)
  ADD ("recorded-comments", test_recorded_comments);
  ADD ("recorded-without-ids", test_recorded_without_ids);
  ADD ("recorded-created", test_recorded_created);
  ADD ("recorded-posts-and-pages", test_recorded_posts_and_pages);
  ADD ("recorded-instagram", test_recorded_instagram);
  ADD ("instagram-replies", test_instagram_replies);
  ADD ("instagram-media", test_instagram_media);
  ADD ("faults", test_faults);
  ADD ("hostile", test_hostile);
  return g_test_run ();
}
