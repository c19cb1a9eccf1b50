/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VK's answers by method: recorded ones, those of the long poll, both forms of captcha, and what VK
 * never said. */
#include "answer-bench.h"

#define GROUP "200000001"

static const BenchQuestion comments = { "vk", "wall.getComments", GROUP, "10" };
static const BenchQuestion longpoll = { "vk", "longpoll", GROUP, NULL };
static const BenchQuestion create = { "vk", "wall.createComment", GROUP, "10" };

static void
test_comments_with_a_deleted_one (void)
{
  bench_assert_file (
      &comments, "vk-recorded/Wall/GetComments802.json",
      "{\"kind\":\"message\",\"network\":\"vk\",\"native_id\":\"482124\",\"owner_id\":\"-"
      "69459624\","
      "\"post_id\":\"482121\",\"author_id\":\"287979664\",\"author_name\":\"id287979664\","
      "\"text\":\"Текст 1го комментария\",\"published_at\":\"2019-03-21T14:59:56Z\","
      "\"permalink\":\"https://vk.com/wall-69459624_482121?reply=482124\","
      "\"post_permalink\":\"https://vk.com/wall-69459624_482121\",\"attachments\":0}",
      "{\"kind\":\"message\",\"network\":\"vk\",\"native_id\":\"482127\",\"owner_id\":\"-"
      "69459624\","
      "\"post_id\":\"482121\",\"text\":\"\",\"published_at\":\"2019-03-21T15:03:49Z\","
      "\"permalink\":\"https://vk.com/wall-69459624_482121?reply=482127\","
      "\"post_permalink\":\"https://vk.com/wall-69459624_482121\",\"attachments\":0,"
      "\"deleted\":true}",
      "{\"kind\":\"message\",\"network\":\"vk\",\"native_id\":\"482418\",\"owner_id\":\"-"
      "69459624\","
      "\"post_id\":\"482121\",\"author_id\":\"197900038\",\"author_name\":\"id197900038\","
      "\"text\":\"Текст 3го комментария\",\"published_at\":\"2019-03-22T05:12:17Z\","
      "\"permalink\":\"https://vk.com/wall-69459624_482121?reply=482418\","
      "\"post_permalink\":\"https://vk.com/wall-69459624_482121\",\"attachments\":0}",
      NULL);
}

/* A thread's comments come behind their first-level comment, and our own are known as ours. */
static void
test_threads (void)
{
  bench_assert_text (
      &comments,
      "{\"response\":{\"count\":\"2\",\"items\":[{\"id\":\"5\",\"from_id\":501,\"date\":\"1000\","
      "\"text\":\"Яма\",\"thread\":{\"count\":1,\"items\":[{\"id\":6,\"from_id\":-200000001,"
      "\"text\":\"Ответ &amp; срок\",\"reply_to_comment\":5,\"parents_stack\":[5],"
      "\"extra\":{\"x\":[]}}]}}],\"profiles\":[{\"id\":501,\"first_name\":\"Анна\","
      "\"last_name\":\"К.\"}],\"groups\":[{\"id\":200000001,\"name\":\"Область\"}]}}",
      "{\"kind\":\"message\",\"network\":\"vk\",\"native_id\":\"5\",\"owner_id\":\"-200000001\","
      "\"post_id\":\"10\",\"author_id\":\"501\",\"author_name\":\"Анна К.\",\"text\":\"Яма\","
      "\"published_at\":\"1970-01-01T00:16:40Z\","
      "\"permalink\":\"https://vk.com/wall-200000001_10?reply=5\","
      "\"post_permalink\":\"https://vk.com/wall-200000001_10\",\"attachments\":0}",
      "{\"kind\":\"message\",\"network\":\"vk\",\"native_id\":\"6\",\"owner_id\":\"-200000001\","
      "\"post_id\":\"10\",\"thread_root\":\"5\",\"reply_to\":\"5\",\"author_id\":\"-200000001\","
      "\"author_name\":\"Область\",\"text\":\"Ответ & срок\","
      "\"permalink\":\"https://vk.com/wall-200000001_10?reply=6&thread=5\","
      "\"post_permalink\":\"https://vk.com/wall-200000001_10\",\"attachments\":0,"
      "\"from_account\":true}",
      NULL);
}

static void
test_search (void)
{
  const BenchQuestion search = { "vk", "newsfeed.search", GROUP, NULL };
  g_autoptr (OsrNetworkAnswer) answer =
      bench_read (&search, "vk-recorded/NewsFeed/Search_PostSourceData_Parsing.json");
  const OsrNetworkRecord *post = g_ptr_array_index (answer->records, 0);

  g_assert_cmpuint (answer->records->len, ==, 3);
  g_assert_cmpint (post->kind, ==, OSR_NETWORK_RECORD_POST);
  bench_assert_line (answer, 2,
                     "{\"kind\":\"place\",\"name\":\"start_from\",\"value\":\"3/-184898883_177\"}");
}

/* A search may find a comment; an answer that is empty comes as an empty list too. */
static void
test_wall_search (void)
{
  const BenchQuestion search = { "vk", "wall.search", GROUP, NULL };

  bench_assert_text (&search,
                     "\xEF\xBB\xBF{\"response\":{\"items\":[{\"id\":7,\"post_type\":\"reply\","
                     "\"owner_id\":-5,\"post_id\":6,\"from_id\":9,\"text\":\"Свет\"},"
                     "{\"id\":8,\"owner_id\":-5,\"from_id\":-5,\"text\":\"\",\"date\":1000,"
                     "\"edited\":1060}]}}",
                     "{\"kind\":\"message\",\"network\":\"vk\",\"native_id\":\"7\","
                     "\"owner_id\":\"-5\",\"post_id\":\"6\",\"author_id\":\"9\","
                     "\"author_name\":\"id9\",\"text\":\"Свет\","
                     "\"permalink\":\"https://vk.com/wall-5_6?reply=7\","
                     "\"post_permalink\":\"https://vk.com/wall-5_6\",\"attachments\":0}",
                     "{\"kind\":\"post\",\"network\":\"vk\",\"native_id\":\"8\","
                     "\"owner_id\":\"-5\",\"post_id\":\"8\",\"author_id\":\"-5\","
                     "\"author_name\":\"club5\",\"text\":\"\","
                     "\"published_at\":\"1970-01-01T00:16:40Z\","
                     "\"edited_at\":\"1970-01-01T00:17:40Z\","
                     "\"permalink\":\"https://vk.com/wall-5_8\","
                     "\"post_permalink\":\"https://vk.com/wall-5_8\",\"attachments\":0}",
                     NULL);
  bench_assert_text (&search, "{\"response\":[]}", NULL);
}

/* The topic, the photo or the video that was asked about, by its number or as the records call it. */
static void
test_board (void)
{
  static const struct {
    const char *method, *posts[2], *line;
  } rows[] = {
#define LINE(what, word)                                                                           \
  "{\"kind\":\"message\",\"network\":\"vk\",\"native_id\":\"4\",\"owner_id\":\"-200000001\","      \
  "\"post_id\":\"" what "3\",\"author_id\":\"9\",\"author_name\":\"id9\",\"text\":\"а\","         \
  "\"permalink\":\"https://vk.com/" what "-200000001_3?" word "=4\","                              \
  "\"post_permalink\":\"https://vk.com/" what "-200000001_3\",\"attachments\":0}"
    { "board.getComments", { "3", "topic3" }, LINE ("topic", "post") },
    { "photos.getComments", { "3", "photo3" }, LINE ("photo", "reply") },
    { "video.getComments", { "3", "video3" }, LINE ("video", "reply") },
#undef LINE
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    for (guint n = 0; n < 2; n++) {
      const BenchQuestion question = { "vk", rows[i].method, GROUP, rows[i].posts[n] };

      bench_assert_text (&question,
                         "{\"response\":{\"items\":[{\"id\":4,\"from_id\":9,\"text\":\"а\"}]}}",
                         rows[i].line, NULL);
    }
  }
}

/* What happened under what, the event's type says, whatever else its object names. */
static void
test_long_poll_place (void)
{
  static const struct {
    const char *type, *members, *kind, *post;
  } rows[] = {
    { "wall_reply_new", "\"photo_id\":4,\"post_id\":6,\"post_owner_id\":-1", "message", "6" },
    { "wall_reply_delete", "\"photo_id\":4,\"post_id\":6,\"owner_id\":-1", "removed", "6" },
    { "wall_reply_edit", "\"topic_id\":4,\"post_id\":6,\"owner_id\":-1", "edited", "6" },
    { "photo_comment_new", "\"photo_id\":4,\"post_id\":6,\"owner_id\":-1", "message", "photo4" },
    { "video_comment_restore", "\"photo_id\":4,\"video_id\":6,\"owner_id\":-1", "restored",
      "video6" },
    { "board_post_new", "\"photo_id\":4,\"topic_id\":6,\"topic_owner_id\":-1", "message",
      "topic6" },
    { "wall_reply_new", "\"photo_id\":4,\"owner_id\":-1", "message", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text =
        g_strdup_printf ("{\"type\":\"%s\",\"object\":{\"id\":9,\"from_id\":5,\"text\":\"а\",%s}}",
                         rows[i].type, rows[i].members);
    g_autoptr (OsrNetworkAnswer) answer = bench_parse (&longpoll, text, -1, NULL);
    const OsrNetworkRecord *record = g_ptr_array_index (answer->records, 0);

    g_assert_cmpstr (osr_network_record_kind_nick (record->kind), ==, rows[i].kind);
    g_assert_cmpstr (record->message->owner_id, ==, "-1");
    g_assert_cmpstr (record->message->post_id, ==, rows[i].post);
    g_assert_cmpint (record->message->deleted, ==, record->kind == OSR_NETWORK_RECORD_REMOVED);
  }
}

/* "Yes" is no id of anything that was made. */
static void
test_done (void)
{
  static const char *const calls[] = { "wall.editComment", "wall.deleteComment",
                                       "groups.setLongPollSettings" };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++) {
    const BenchQuestion question = { "vk", calls[i], GROUP, NULL };

    bench_assert_text (&question, "{\"response\":1}",
                       "{\"kind\":\"number\",\"name\":\"done\",\"value\":\"1\"}", NULL);
    bench_assert_unreadable (&question, "{\"response\":0}", "1");
  }
}

static void
test_long_poll_recorded (void)
{
  bench_assert_file (&longpoll, "vk-recorded/BotsLongPoll/WallReplyEdit.json",
                     "{\"kind\":\"edited\",\"network\":\"vk\",\"native_id\":\"9\","
                     "\"owner_id\":\"-1234\",\"post_id\":\"6\",\"author_id\":\"123\","
                     "\"author_name\":\"id123\",\"text\":\"test1\","
                     "\"published_at\":\"2018-08-04T17:23:47Z\","
                     "\"permalink\":\"https://vk.com/wall-1234_6?reply=9\","
                     "\"post_permalink\":\"https://vk.com/wall-1234_6\",\"attachments\":0,"
                     "\"name\":\"wall_reply_edit\"}",
                     NULL);
  bench_assert_file (&longpoll, "vk-recorded/BotsLongPoll/WallReplyDelete.json",
                     "{\"kind\":\"removed\",\"network\":\"vk\",\"native_id\":\"9\","
                     "\"owner_id\":\"-1234\",\"post_id\":\"6\",\"text\":\"\","
                     "\"permalink\":\"https://vk.com/wall-1234_6?reply=9\","
                     "\"post_permalink\":\"https://vk.com/wall-1234_6\",\"attachments\":0,"
                     "\"deleted\":true,\"name\":\"wall_reply_delete\"}",
                     NULL);
  bench_assert_file (&longpoll, "vk-recorded/BotsLongPoll/MessageNewTemplate.json",
                     "{\"kind\":\"ignored\",\"name\":\"message_new\"}", NULL);
}

/* The place comes as a number or a text, and events with their id. */
static void
test_long_poll_whole (void)
{
  static const char event[] =
      "{\"type\":\"wall_post_new\",\"event_id\":\"e1\",\"v\":\"5.199\",\"group_id\":200000001,"
      "\"object\":{\"id\":3,\"owner_id\":-200000001,\"from_id\":-200000001,\"text\":\"Пост\"}}";
  static const char *const places[] = { "\"15\"", "15" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *text = g_strdup_printf ("{\"ts\":%s,\"updates\":[%s,7,{\"type\":\"new_kind\","
                                             "\"object\":[]}]}",
                                             places[i], event);

    bench_assert_text (&longpoll, text,
                       "{\"kind\":\"post\",\"network\":\"vk\",\"native_id\":\"3\","
                       "\"owner_id\":\"-200000001\",\"post_id\":\"3\","
                       "\"author_id\":\"-200000001\",\"author_name\":\"club200000001\","
                       "\"text\":\"Пост\",\"permalink\":\"https://vk.com/wall-200000001_3\","
                       "\"post_permalink\":\"https://vk.com/wall-200000001_3\","
                       "\"attachments\":0,\"from_account\":true,\"event_id\":\"e1\","
                       "\"name\":\"wall_post_new\"}",
                       "{\"kind\":\"ignored\",\"name\":\"new_kind\"}",
                       "{\"kind\":\"place\",\"name\":\"ts\",\"value\":\"15\"}", NULL);
  }
  bench_assert_unreadable (&longpoll, "{\"ts\":1}", "updates");
}

static void
test_long_poll_failed (void)
{
  bench_assert_file_fault (&longpoll, "vk-recorded/BotsLongPoll/Failed1.json",
                           "vk error 1 failed (temporary): events were lost; go on from the new "
                           "place; place 10");
  bench_assert_fault (&longpoll, "{\"failed\":2}",
                      "vk error 2 failed (temporary): the key is over; ask for a new one");
  bench_assert_file_fault (&longpoll, "vk-recorded/BotsLongPoll/Failed3.json",
                           "vk error 3 failed (temporary): key and place are lost; ask for new "
                           "ones");
}

static void
test_recorded_errors (void)
{
  static const struct {
    const char *file, *line;
  } errors[] = {
    { "7", "vk error 7 permission (rejected): Permission to perform this action is denied" },
    { "12", "vk error 12 compile (rejected): Unable to compile code: ';' expected, '' found in "
            "line 1" },
    { "17",
      "vk error 17 auth_validation (auth): Validation required: please open redirect_uri in "
      "browser; redirect_uri https://m.vk.com/activation?act=validate&api_hash=****&hash=***" },
    { "100", "vk error 100 param (rejected): One of the parameters specified was missing or "
             "invalid: value should be positive" },
    { "103", "vk error 103 limits (rejected): Access to adding post denied: you can only add 50 "
             "posts a day" },
    { "125", "vk error 125 param_group_id (rejected): Invalid group id" },
    { "204", "vk error 204 access_video (rejected): Access denied: user was banned for this "
             "action, cant add video" },
    { "214", "vk error 214 wall_add_post (rejected): Access to adding post denied: access to the "
             "wall is closed" },
    { "914", "vk error 914 messages_too_long_message (rejected): Unknown error occured" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++) {
    g_autofree char *file = g_strdup_printf ("vk-recorded/Errors/%s.json", errors[i].file);

    bench_assert_file_fault (&create, file, errors[i].line);
  }
}

static void
test_captcha_in_both_forms (void)
{
  bench_assert_fault (
      &create,
      "{\"error\":{\"error_code\":14,\"error_msg\":\"Captcha needed\","
      "\"captcha_sid\":239633676097,\"captcha_img\":\"https://api.vk.com/c.php?s=1\"}}",
      "vk error 14 captcha (auth): Captcha needed; captcha_sid 239633676097; "
      "captcha_img https://api.vk.com/c.php?s=1");
  bench_assert_fault (
      &create,
      "{\"error\":{\"error_code\":\"14\",\"error_msg\":\"Captcha needed\","
      "\"redirect_uri\":\"https://id.vk.com/not_robot?session=1\",\"remixstlid\":5}}",
      "vk error 14 captcha (auth): Captcha needed; "
      "redirect_uri https://id.vk.com/not_robot?session=1");
}

/* A call that writes may have taken effect when VK breaks inside; a reading one has not. */
static void
test_classes (void)
{
  static const char text[] = "{\"error\":{\"error_code\":10,\"error_msg\":\"a\\nb\"}}";

  bench_assert_fault (&create, text, "vk error 10 server (uncertain): a b");
  bench_assert_fault (&comments, text, "vk error 10 server (temporary): a b");
  bench_assert_fault (&comments, "{\"error\":\"invalid_request\",\"error_description\":\"x\"}",
                      "vk error invalid_request (auth): x");
}

static void
test_created (void)
{
  const BenchQuestion board = { "vk", "board.createComment", GROUP, NULL };

  bench_assert_text (&create, "{\"response\":{\"comment_id\":10085,\"parents_stack\":[5,6]}}",
                     "{\"kind\":\"created\",\"id\":\"10085\",\"value\":\"5\"}", NULL);
  bench_assert_text (&board, "{\"response\":3295}", "{\"kind\":\"created\",\"id\":\"3295\"}", NULL);
  bench_assert_unreadable (&create, "{\"response\":{\"comment_id\":[]}}", "id");
  bench_assert_unreadable (&create, "{}", "no result and no error");
}

static void
test_facts (void)
{
  const BenchQuestion people = { "vk", "users.get", "", NULL };
  const BenchQuestion server = { "vk", "groups.getLongPollServer", "", NULL };
  const BenchQuestion name = { "vk", "utils.resolveScreenName", "", NULL };
  const BenchQuestion photo = { "vk", "photos.saveWallPhoto", "", NULL };

  bench_assert_file (&people, "vk-recorded/Users/Get_DefaultFields_UidFirstNameLastName.json",
                     "{\"kind\":\"owner\",\"id\":\"1\",\"name\":\"Павел Дуров\"}", NULL);
  bench_assert_file (&name, "vk-recorded/Utils/ResolveScreenName_ObjectIdIsVeryBig_User.json",
                     "{\"kind\":\"owner\",\"id\":\"922337203685471\",\"value\":\"user\"}", NULL);
  bench_assert_text (&name, "{\"response\":[]}", NULL);
  bench_assert_text (&server,
                     "{\"response\":{\"key\":\"k\",\"server\":\"https://lp\",\"ts\":\"9\"}}",
                     "{\"kind\":\"address\",\"name\":\"server\",\"value\":\"https://lp\"}",
                     "{\"kind\":\"address\",\"name\":\"key\",\"value\":\"k\"}",
                     "{\"kind\":\"place\",\"name\":\"ts\",\"value\":\"9\"}", NULL);
  bench_assert_text (&photo, "{\"response\":[{\"id\":2,\"owner_id\":-1,\"access_key\":\"ab\"}]}",
                     "{\"kind\":\"attachment\",\"id\":\"photo-1_2_ab\"}", NULL);
}

static void
test_hostile (void)
{
  const BenchQuestion unknown = { "vk", "wall.getcomments", "1", NULL };
  const BenchQuestion nowhere = { "myspace", "wall.get", "1", NULL };

  bench_assert_hostile ("vk");
  bench_assert_unreadable (&unknown, "{}", "no method");
  bench_assert_unreadable (&nowhere, "{}", "no network");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/social/vk-dialect/" name, function)
  ADD ("comments-with-a-deleted-one", test_comments_with_a_deleted_one);
  ADD ("threads", test_threads);
  ADD ("search", test_search);
  ADD ("wall-search", test_wall_search);
  ADD ("board", test_board);
  ADD ("long-poll-recorded", test_long_poll_recorded);
  ADD ("long-poll-whole", test_long_poll_whole);
  ADD ("long-poll-place", test_long_poll_place);
  ADD ("done", test_done);
  ADD ("long-poll-failed", test_long_poll_failed);
  ADD ("recorded-errors", test_recorded_errors);
  ADD ("captcha-in-both-forms", test_captcha_in_both_forms);
  ADD ("classes", test_classes);
  ADD ("created", test_created);
  ADD ("facts", test_facts);
  ADD ("hostile", test_hostile);
  return g_test_run ();
}
