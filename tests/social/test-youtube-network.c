/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connector of YouTube against a server with a script: what is asked for with which secret, that the
 * day's units are never passed, and what a failed publishing means. */
#include "social/youtube/osr-youtube-network.h"

#include <string.h>

#include "core/osr-json.h"
#include "net/osr-raw-server.h"
#include "social/fake-host.h"

#define KEY   "youtube-api-key"
#define TOKEN "youtube-oauth-token"
#define NOON  G_GINT64_CONSTANT (1772827200000000) /* 2026-03-06T20:00:00Z, noon in California */
#define SINCE G_GINT64_CONSTANT (1772766720000000) /* 2026-03-06T03:12:00Z */

#define COMMENT(id, author, text)                                                                  \
  "{\"id\":\"" id "\",\"snippet\":{\"videoId\":\"v1\",\"textOriginal\":\"" text                    \
  "\",\"authorChannelId\":{\"value\":\"" author "\"},\"authorDisplayName\":\"Имя\","            \
  "\"publishedAt\":\"2026-03-06T03:12:05Z\",\"updatedAt\":\"2026-03-06T03:12:05Z\"}}"
#define THREAD(id, total, text, replies)                                                           \
  "{\"snippet\":{\"videoId\":\"v1\",\"totalReplyCount\":" total                                    \
  ",\"topLevelComment\":" COMMENT (id, "UCcitizen", text) "}" replies "}"
#define REPLIES(comments) ",\"replies\":{\"comments\":[" comments "]}"
#define VIDEOS                                                                                                \
  "{\"items\":[{\"snippet\":{\"title\":\"Отчёт\",\"description\":\"О дорогах\",\"publishedAt\":" \
  "\"2026-03-05T00:00:00Z\",\"channelId\":\"UCgov\",\"resourceId\":{\"videoId\":\"v1\"}}}]}"

typedef struct {
  FakeHost *host;
  OsrNetwork *network;
  OsrNetworkAccount *account;
  gint64 now;
} Fixture;

static gint64
read_clock (gpointer data)
{
  return *(gint64 *) data;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  OsrYoutubeNetwork *network;

  fixture->host = fake_host_new ();
  fixture->now = NOON;
  fixture->network = osr_network_new ("youtube", session);
  network = OSR_YOUTUBE_NETWORK (fixture->network);
  osr_network_caller_set_pace (osr_youtube_network_get_caller (network), 0);
  osr_youtube_network_set_clock (network, read_clock, &fixture->now);
  fixture->account = osr_network_account_new ("youtube", "youtube-government", "UCgov");
  osr_network_account_set_hosts (fixture->account, fake_host_url (fixture->host), NULL, NULL);
  osr_network_account_set_tokens (fixture->account, KEY, TOKEN);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->network);
  osr_network_account_unref (fixture->account);
  fake_host_free (fixture->host);
}

static OsrNetworkReading *
read_from (Fixture *fixture, const char *place, GError **error)
{
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (fixture->account, 10, place, NULL);

  return fake_host_read (fixture->network, round, error);
}

static void
answer (Fixture *fixture, const char *body)
{
  fake_host_answer (fixture->host, 200, NULL, body);
}

static OsrNetworkSending *
answer_to (Fixture *fixture, const char *comment)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new ("UCgov", "v1", comment, NULL);

  return osr_network_sending_new (fixture->account, target, "Починим в июне.", "guid", SINCE);
}

/* -- Units -- */

/* The day begins at midnight in California, in summer as in winter. */
static void
test_day_of_california (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *before, *after;
  } midnights[] = {
    { "2026-01-15T07:59:59Z", "2026-01-15T08:00:00Z" },
    { "2026-07-15T06:59:59Z", "2026-07-15T07:00:00Z" },
    { "2026-03-08T07:59:59Z", "2026-03-08T08:00:00Z" },
    { "2026-03-09T06:59:59Z", "2026-03-09T07:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (midnights); i++) {
    gint64 before = osr_youtube_quota_day (osr_instant_parse (midnights[i].before));
    gint64 after = osr_youtube_quota_day (osr_instant_parse (midnights[i].after));

    g_assert_cmpint (after, ==, before + 1);
  }
}

static void
test_units_of_a_day (Fixture *fixture, gconstpointer data)
{
  OsrYoutubeQuota *quota = osr_youtube_quota_new (read_clock, &fixture->now);
  guint reads = 0;

  osr_network_account_set_option (fixture->account, OSR_YOUTUBE_QUOTA_OPTION, "240");
  /* of 192 for reading, thirteen of twenty-four parts by noon */
  while (osr_youtube_quota_take_for_reading (quota, fixture->account))
    reads++;
  g_assert_cmpuint (reads, ==, 104);
  g_assert_false (osr_youtube_quota_is_over (quota, fixture->account));
  fixture->now += 11 * OSR_HOUR;
  while (osr_youtube_quota_take_for_reading (quota, fixture->account))
    reads++;
  g_assert_cmpuint (reads, ==, 192);
  g_assert_true (osr_youtube_quota_is_over (quota, fixture->account));
  g_assert_false (osr_youtube_quota_take (quota, fixture->account, 50));
  g_assert_true (osr_youtube_quota_take (quota, fixture->account, 48));
  g_assert_cmpint (osr_youtube_quota_left (quota, fixture->account), ==, 0);
  fixture->now += OSR_HOUR;
  g_assert_cmpint (osr_youtube_quota_left (quota, fixture->account), ==, 240);
  osr_youtube_quota_free (quota);
}

/* -- Reading -- */

static void
test_reads_threads_and_replies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  const OsrNetworkMessage *first;
  const OsrNetworkPost *post;

  answer (fixture, VIDEOS);
  answer (fixture, "{\"items\":[" THREAD ("Ug1", "3", "Когда?",
                                          REPLIES (COMMENT ("Ug1.a", "UCgov", "Да"))) //
          "," THREAD ("Ug2", "0", "Спасибо", "") "]}");
  answer (fixture, "{\"items\":[" COMMENT ("Ug1.a", "UCgov", "Да") "," //
          COMMENT ("Ug1.b", "UCx", "Ещё") "],\"nextPageToken\":\"p2\"}");
  answer (fixture, "{\"items\":[" COMMENT ("Ug1.c", "UCx", "И ещё") "]}");
  reading = read_from (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fake_host_get (fixture->host, 0)->path, ==, "/playlistItems");
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "playlistId"), ==, "UUgov");
  g_assert_cmpstr (fake_host_get (fixture->host, 1)->path, ==, "/commentThreads");
  g_assert_cmpstr (fake_host_field (fixture->host, 1, "allThreadsRelatedToChannelId"), ==, "UCgov");
  g_assert_cmpstr (fake_host_get (fixture->host, 2)->path, ==, "/comments");
  g_assert_cmpstr (fake_host_field (fixture->host, 2, "parentId"), ==, "Ug1");
  g_assert_cmpstr (fake_host_field (fixture->host, 3, "pageToken"), ==, "p2");
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpstr (fake_host_header (fixture->host, i, "x-goog-api-key"), ==, KEY);
    g_assert_null (fake_host_field (fixture->host, i, "key"));
    g_assert_null (fake_host_header (fixture->host, i, "authorization"));
  }
  g_assert_cmpuint (reading->messages->len, ==, 5);
  first = reading->messages->pdata[0];
  g_assert_cmpstr (first->context, ==, "Отчёт\nО дорогах");
  g_assert_cmpstr (first->permalink, ==, "https://www.youtube.com/watch?v=v1&lc=Ug1");
  g_assert_cmpuint (reading->posts->len, ==, 1);
  post = reading->posts->pdata[0];
  g_assert_cmpint (post->published_at, ==, G_GINT64_CONSTANT (1772668800000000));
  g_assert_cmpint (reading->calls_left, ==, 10000 - 4);
}

/* Replies cost a unit a thread: they are asked for where there are more, and once an hour everywhere. */
static void
test_replies_only_where_there_are_more (Fixture *fixture, gconstpointer data)
{
  static const char same[] = "{\"items\":[" THREAD ("Ug1", "1", "Когда?", "") "]}";
  g_autofree char *place = NULL;

  for (guint i = 0; i < 4; i++) {
    g_autoptr (OsrNetworkReading) reading = NULL;
    gboolean more = i == 0 || i == 2 || i == 3;

    fixture->now += i == 3 ? 61 * OSR_MINUTE : OSR_MINUTE;
    answer (fixture, VIDEOS);
    answer (fixture, i < 2 ? same : "{\"items\":[" THREAD ("Ug1", "2", "Когда?", "") "]}");
    if (more)
      answer (fixture, "{\"items\":[" COMMENT ("Ug1.a", "UCx", "Да") "]}");
    reading = read_from (fixture, place, NULL);
    g_assert_cmpuint (reading->messages->len, ==, more ? 2 : 1);
    /* whole where every reply that the thread tells of came, and only there */
    g_assert_cmpint (((OsrNetworkPost *) reading->posts->pdata[0])->whole, ==, i == 0);
    g_free (place);
    place = g_strdup (reading->place);
  }
}

static void
test_whole_to_the_last_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) one = NULL;
  g_autoptr (OsrNetworkReading) two = NULL;
  g_autoptr (OsrNetworkReading) endless = NULL;

  answer (fixture, VIDEOS);
  answer (fixture, "{\"items\":[" THREAD ("Ug1", "0", "Когда?", "") "]}");
  one = read_from (fixture, NULL, NULL);
  g_assert_true (((OsrNetworkPost *) one->posts->pdata[0])->whole);
  answer (fixture, VIDEOS);
  answer (fixture, "{\"items\":[" THREAD ("Ug1", "0", "Когда?", "") "],\"nextPageToken\":\"x\"}");
  answer (fixture, "{\"items\":[]}");
  two = read_from (fixture, NULL, NULL);
  g_assert_true (((OsrNetworkPost *) two->posts->pdata[0])->whole);
  /* a list that leads to where it began has no end */
  answer (fixture, VIDEOS);
  answer (fixture, "{\"items\":[" THREAD ("Ug1", "0", "Когда?", "") "],\"nextPageToken\":\"x\"}");
  answer (fixture, "{\"items\":[],\"nextPageToken\":\"x\"}");
  endless = read_from (fixture, NULL, NULL);
  g_assert_false (((OsrNetworkPost *) endless->posts->pdata[0])->whole);
}

/* A host that has comments only is read as well. */
static void
test_videos_are_not_needed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;

  fake_host_answer (fixture->host, 404, NULL, "<html>");
  answer (fixture, "{\"items\":[" THREAD ("Ug1", "0", "Когда?", "") "]}");
  reading = read_from (fixture, NULL, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 1);
  g_assert_cmpuint (reading->posts->len, ==, 1);
}

/* Nothing is asked that the day's units do not cover; what was read is handed over, and the rest of the
 * replies is asked for when there are units again. */
static void
test_units_are_never_passed (Fixture *fixture, gconstpointer data)
{
  static const char threads[] = "{\"items\":[" THREAD ("Ug1", "1", "Когда?", "") "]}";
  g_autoptr (OsrNetworkReading) cut = NULL;
  g_autoptr (OsrNetworkReading) rest = NULL;
  g_autoptr (GError) error = NULL;

  osr_network_account_set_option (fixture->account, OSR_YOUTUBE_QUOTA_OPTION, "5");
  /* four are for reading, of which two by noon */
  answer (fixture, VIDEOS);
  answer (fixture, threads);
  cut = read_from (fixture, NULL, NULL);
  g_assert_cmpuint (cut->messages->len, ==, 1);
  g_assert_cmpint (cut->calls_left, ==, 3);
  g_assert_null (strstr (cut->place, "Ug1"));
  fixture->now += 11 * OSR_HOUR;
  answer (fixture, VIDEOS);
  answer (fixture, threads);
  rest = read_from (fixture, cut->place, NULL);
  g_assert_cmpint (rest->calls_left, ==, 1);
  g_assert_null (read_from (fixture, rest->place, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED);
  g_assert_nonnull (strstr (error->message, "1 are left"));
  g_assert_cmpuint (fake_host_count (fixture->host), ==, 4);
}

/* Restarted, the program knows from its place what it has spent. */
static void
test_units_survive_a_restart (Fixture *fixture, gconstpointer data)
{
  gint64 day = osr_youtube_quota_day (NOON);
  g_autofree char *spent =
      g_strdup_printf ("{\"day\":%" G_GINT64_FORMAT ",\"spent\":9999,\"threads\":{}}", day);
  g_autofree char *earlier =
      g_strdup_printf ("{\"day\":%" G_GINT64_FORMAT ",\"spent\":9999}", day - 1);
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, VIDEOS);
  answer (fixture, "{\"items\":[]}");
  reading = read_from (fixture, earlier, NULL);
  g_assert_cmpint (reading->calls_left, ==, 9998);
  g_assert_null (read_from (fixture, spent, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED);
}

static void
test_network_ends_the_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "Ug1");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later = NULL;
  g_autoptr (GError) refused = NULL;

  fake_host_answer (fixture->host, 403, NULL,
                    "{\"error\":{\"code\":403,\"message\":\"The request <a>quota</a>\","
                    "\"errors\":[{\"reason\":\"quotaExceeded\"}]}}");
  fake_host_answer (fixture->host, 403, NULL,
                    "{\"error\":{\"code\":403,\"errors\":[{\"reason\":\"quotaExceeded\"}]}}");
  g_assert_null (read_from (fixture, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED);
  g_assert_cmpuint (fake_host_count (fixture->host), ==, 1);
  g_assert_null (read_from (fixture, NULL, &later));
  g_assert_error (later, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED);
  g_assert_null (fake_host_publish (fixture->network, sending, &refused));
  g_assert_error (refused, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED);
  g_assert_cmpuint (fake_host_count (fixture->host), ==, 1);
  fixture->now += 24 * OSR_HOUR;
  g_clear_error (&error);
  g_assert_null (read_from (fixture, NULL, &error));
  g_assert_cmpuint (fake_host_count (fixture->host), ==, 2);
}

static void
test_lost_place_reads_anew (Fixture *fixture, gconstpointer data)
{
  static const char *const places[] = { "", "[]", "{\"day\":\"x\",\"threads\":[5]}",
                                        "{\"threads\":{\"Ug1\":\"x\"},\"full_at\":-5}" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (OsrNetworkReading) reading = NULL;

    answer (fixture, VIDEOS);
    answer (fixture, "{\"items\":[" THREAD ("Ug1", "1", "Когда?", "") "]}");
    answer (fixture, "{\"items\":[" COMMENT ("Ug1.a", "UCx", "Да") "]}");
    reading = read_from (fixture, places[i], NULL);
    g_assert_cmpuint (reading->messages->len, ==, 2);
  }
}

static void
test_key_in_address (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;

  osr_network_account_set_option (fixture->account, "key-in-address", "1");
  answer (fixture, VIDEOS);
  answer (fixture, "{\"items\":[]}");
  reading = read_from (fixture, NULL, NULL);
  g_assert_nonnull (reading);
  g_assert_cmpstr (fake_host_field (fixture->host, 1, "key"), ==, KEY);
  g_assert_null (fake_host_header (fixture->host, 1, "x-goog-api-key"));
}

/* -- Publishing -- */

static void
test_publishes_into_the_thread (Fixture *fixture, gconstpointer data)
{
  static const char *const targets[] = { "Ug1", "Ug1.b" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++) {
    g_autoptr (OsrNetworkSending) sending = answer_to (fixture, targets[i]);
    g_autoptr (OsrNetworkReply) reply = NULL;
    g_autoptr (JsonObject) body = NULL;
    g_autoptr (GError) error = NULL;
    JsonObject *snippet;

    answer (fixture, COMMENT ("Ug1.z", "UCgov", "Починим в июне."));
    reply = fake_host_publish (fixture->network, sending, &error);
    g_assert_no_error (error);
    body = osr_json_read_object (fake_host_get (fixture->host, i)->body, -1, 0, "body", NULL);
    snippet = osr_json_get_object (body, "snippet");
    g_assert_cmpstr (fake_host_get (fixture->host, i)->verb, ==, "POST");
    g_assert_cmpstr (fake_host_get (fixture->host, i)->path, ==, "/comments");
    g_assert_cmpstr (fake_host_field (fixture->host, i, "part"), ==, "snippet");
    g_assert_cmpstr (fake_host_header (fixture->host, i, "authorization"), ==, "Bearer " TOKEN);
    g_assert_null (fake_host_header (fixture->host, i, "x-goog-api-key"));
    g_assert_cmpstr (osr_json_get_string (snippet, "parentId"), ==, "Ug1");
    g_assert_cmpstr (osr_json_get_string (snippet, "textOriginal"), ==, "Починим в июне.");
    g_assert_cmpstr (reply->native_id, ==, "Ug1.z");
    g_assert_cmpstr (reply->permalink, ==, "https://www.youtube.com/watch?v=v1&lc=Ug1.z");
    g_assert_cmpint (reply->published_at, ==, G_GINT64_CONSTANT (1772766725000000));
  }
}

static void
test_publishes_under_the_video (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, NULL);
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (JsonObject) body = NULL;
  JsonObject *snippet;

  answer (fixture, THREAD ("Ug9", "0", "Починим в июне.", ""));
  reply = fake_host_publish (fixture->network, sending, NULL);
  g_assert_cmpstr (reply->native_id, ==, "Ug9");
  g_assert_cmpstr (fake_host_get (fixture->host, 0)->path, ==, "/commentThreads");
  body = osr_json_read_object (fake_host_get (fixture->host, 0)->body, -1, 0, "body", NULL);
  snippet = osr_json_get_object (body, "snippet");
  g_assert_cmpstr (osr_json_get_string (snippet, "videoId"), ==, "v1");
  g_assert_cmpstr (osr_json_get_string (snippet, "channelId"), ==, "UCgov");
}

#define ERROR(code, reason)                                                                        \
  "{\"error\":{\"code\":" code ",\"message\":\"m\",\"errors\":[{\"reason\":\"" reason "\"}]}}"

/* The table in osr-youtube-dialect.c and that of osr-network-caller.h, row by row: every code but
 * UNCERTAIN says that nothing was published. Each is asked once. */
static void
test_table_of_failures (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint status;
    const char *body;
    OsrNetError code;
  } rows[] = {
    /* too much */
    { 403, ERROR ("403", "rateLimitExceeded"), OSR_NET_ERROR_RATE_LIMITED },
    { 403, ERROR ("403", "dailyLimitExceeded"), OSR_NET_ERROR_RATE_LIMITED },
    { 403, ERROR ("403", "quotaExceeded"), OSR_NET_ERROR_RATE_LIMITED },
    { 429, ERROR ("429", "x"), OSR_NET_ERROR_RATE_LIMITED },
    /* the token */
    { 401, ERROR ("401", "authError"), OSR_NET_ERROR_AUTH },
    { 400, ERROR ("400", "keyInvalid"), OSR_NET_ERROR_AUTH },
    { 403, ERROR ("403", "insufficientPermissions"), OSR_NET_ERROR_AUTH },
    /* broke inside */
    { 500, ERROR ("500", "backendError"), OSR_NET_ERROR_UNCERTAIN },
    { 503, ERROR ("503", "x"), OSR_NET_ERROR_UNCERTAIN },
    { 400, ERROR ("0", "x"), OSR_NET_ERROR_UNCERTAIN },
    { 200, ERROR ("200", "x"), OSR_NET_ERROR_UNCERTAIN },
    { 400, ERROR ("400", "processingFailure"), OSR_NET_ERROR_UNCERTAIN },
    /* refused */
    { 400, ERROR ("400", "commentTextTooLong"), OSR_NET_ERROR_REJECTED },
    { 403, ERROR ("403", "forbidden"), OSR_NET_ERROR_REJECTED },
    { 403, ERROR ("403", "ineligibleAccount"), OSR_NET_ERROR_REJECTED },
    { 404, ERROR ("404", "parentCommentNotFound"), OSR_NET_ERROR_REJECTED },
    /* without an error in the body */
    { 401, "", OSR_NET_ERROR_AUTH },
    { 429, "", OSR_NET_ERROR_RATE_LIMITED },
    { 413, "<html>", OSR_NET_ERROR_REJECTED },
    { 307, "", OSR_NET_ERROR_UNCERTAIN },
    { 502, "<html>", OSR_NET_ERROR_UNCERTAIN },
    { 200, "", OSR_NET_ERROR_UNCERTAIN },
    { 200, "{}", OSR_NET_ERROR_UNCERTAIN },
    { 200, "{\"id\":", OSR_NET_ERROR_UNCERTAIN },
  };
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "Ug1");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    fake_host_answer (fixture->host, rows[i].status, NULL, rows[i].body);
    g_test_message ("%u %s", rows[i].status, rows[i].body);
    g_assert_null (fake_host_publish (fixture->network, sending, &error));
    g_assert_error (error, OSR_NET_ERROR, (gint) rows[i].code);
    g_assert_cmpuint (fake_host_count (fixture->host), ==, i + 1);
  }
}

static void
test_broken_connections (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "Ug1");
  g_autofree char *nobody = osr_raw_unused_uri ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) offline = NULL;

  fake_host_drop (fixture->host);
  g_assert_null (fake_host_publish (fixture->network, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
  osr_network_account_set_hosts (fixture->account, nobody, NULL, NULL);
  g_assert_null (fake_host_publish (fixture->network, sending, &offline));
  g_assert_error (offline, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE);
}

/* Fifty units, before the first byte goes out. */
static void
test_publishing_is_counted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "Ug1");
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  osr_network_account_set_option (fixture->account, OSR_YOUTUBE_QUOTA_OPTION, "99");
  answer (fixture, COMMENT ("Ug1.z", "UCgov", "Починим в июне."));
  reply = fake_host_publish (fixture->network, sending, NULL);
  g_assert_nonnull (reply);
  g_assert_null (fake_host_publish (fixture->network, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED);
  g_assert_cmpuint (fake_host_count (fixture->host), ==, 1);
}

static void
test_without_a_token_by_hand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkAccount) reader = osr_network_account_new ("youtube", "r", "UCgov");
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new ("UCgov", "v1", "Ug1", NULL);
  g_autoptr (OsrNetworkSending) sending =
      osr_network_sending_new (reader, target, "Ответ", "g", SINCE);
  g_autoptr (GError) error = NULL;
  OsrNetworkAbilities abilities;

  osr_network_account_set_tokens (reader, KEY, NULL);
  osr_network_get_abilities (fixture->network, reader, &abilities);
  g_assert_false (abilities.publishes);
  g_assert_nonnull (abilities.reason);
  g_assert_null (fake_host_publish (fixture->network, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  osr_network_get_abilities (fixture->network, fixture->account, &abilities);
  g_assert_true (abilities.publishes && abilities.edits && abilities.reads_back);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "Ug1");
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  osr_network_sending_set_native_id (sending, "Ug1.z");
  answer (fixture, COMMENT ("Ug1.z", "UCgov", "Починим в июне."));
  reply = fake_host_edit (fixture->network, sending, NULL);
  g_assert_cmpstr (reply->native_id, ==, "Ug1.z");
  g_assert_cmpstr (fake_host_get (fixture->host, 0)->verb, ==, "PUT");
  g_assert_nonnull (strstr (fake_host_get (fixture->host, 0)->body, "\"Ug1.z\""));
  fake_host_drop (fixture->host);
  g_assert_null (fake_host_edit (fixture->network, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
}

/* -- Looking -- */

static void
test_looks_through_the_thread (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "Ug1.b");
  g_autoptr (OsrNetworkReply) found = NULL;
  g_autoptr (OsrNetworkReply) absent = NULL;
  g_autoptr (OsrNetworkReply) unseen = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, "{\"items\":[" COMMENT ("Ug1.y", "UCx", "Починим в июне.") //
          "],\"nextPageToken\":\"p\"}");
  answer (fixture, "{\"items\":[" COMMENT ("Ug1.z", "UCgov", "Починим  в июне. ") "]}");
  g_assert_true (fake_host_find (fixture->network, sending, &found, NULL));
  g_assert_cmpstr (found->native_id, ==, "Ug1.z");
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "parentId"), ==, "Ug1");
  g_assert_cmpstr (fake_host_field (fixture->host, 1, "pageToken"), ==, "p");
  answer (fixture, "{\"items\":[" COMMENT ("Ug1.z", "UCgov", "Другое") "]}");
  g_assert_true (fake_host_find (fixture->network, sending, &absent, NULL));
  g_assert_null (absent);
  answer (fixture, "{\"items\":[],\"nextPageToken\":\"p\"}");
  answer (fixture, "{\"items\":[],\"nextPageToken\":\"p\"}");
  g_assert_false (fake_host_find (fixture->network, sending, &unseen, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
}

/* A thread does not say whom in it an answer answers: another's of the same words is passed over. */
static void
test_passes_over_others (Fixture *fixture, gconstpointer data)
{
  static const char *const taken[] = { "Ug1.r9", NULL };
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "Ug1.r1");
  g_autoptr (OsrNetworkSending) other = answer_to (fixture, "Ug1.r2");
  g_autofree char *room = osr_network_dup_room (fixture->network, sending->target);
  g_autofree char *same = osr_network_dup_room (fixture->network, other->target);
  g_autoptr (OsrNetworkReply) found = NULL;

  g_assert_cmpstr (room, ==, "Ug1");
  g_assert_cmpstr (room, ==, same);
  osr_network_sending_set_taken (sending, taken);
  answer (fixture, "{\"items\":[" COMMENT ("Ug1.r9", "UCgov", "Починим в июне.") "," //
          COMMENT ("Ug1.r8", "UCgov", "Починим в июне.") "]}");
  g_assert_true (fake_host_find (fixture->network, sending, &found, NULL));
  g_assert_cmpstr (found->native_id, ==, "Ug1.r8");
}

static void
test_looks_under_the_video (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, NULL);
  g_autoptr (OsrNetworkReply) found = NULL;

  answer (fixture, "{\"items\":[{\"snippet\":{\"videoId\":\"v1\",\"topLevelComment\":" //
          COMMENT ("Ug9", "UCgov", "Починим в июне.") "}}]}");
  g_assert_true (fake_host_find (fixture->network, sending, &found, NULL));
  g_assert_cmpstr (found->native_id, ==, "Ug9");
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "videoId"), ==, "v1");
}

static void
test_looks_at_the_named_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "Ug1");
  g_autoptr (OsrNetworkReply) changed = NULL;
  g_autoptr (OsrNetworkReply) gone = NULL;

  osr_network_sending_set_native_id (sending, "Ug1.z");
  answer (fixture, "{\"items\":[" COMMENT ("Ug1.z", "UCgov", "Починим в июне. И ещё") "]}");
  g_assert_true (fake_host_find (fixture->network, sending, &changed, NULL));
  g_assert_cmpint (changed->likeness, ==, OSR_NETWORK_TEXT_WITHIN);
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "id"), ==, "Ug1.z");
  answer (fixture, "{\"items\":[]}");
  g_assert_true (fake_host_find (fixture->network, sending, &gone, NULL));
  g_assert_null (gone);
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  static const char *const others[] = {
    "https://www.youtube.com/watch?v=v1",
    "https://www.youtube.com/watch?lc=Ug1",
    "https://evil.example/watch?v=v1&lc=Ug1",
    "nonsense",
  };
  g_autofree char *id = NULL;
  g_autoptr (OsrNetworkTarget) target = osr_network_read_link (
      fixture->network, fixture->account, "https://www.youtube.com/watch?v=v1&lc=Ug1.z", &id);

  g_assert_cmpstr (id, ==, "Ug1.z");
  g_assert_cmpstr (target->post_id, ==, "v1");
  g_assert_cmpstr (target->thread_root, ==, "Ug1");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autofree char *none = NULL;

    g_assert_null (osr_network_read_link (fixture->network, fixture->account, others[i], &none));
  }
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkCheck) good = NULL;
  g_autoptr (OsrNetworkCheck) bad = NULL;

  answer (fixture, "{\"items\":[{\"id\":\"UCgov\",\"snippet\":{\"title\":\"Правительство\"}}]}");
  answer (fixture, "{\"items\":[]}");
  answer (fixture, "{\"items\":[{\"id\":\"UCgov\",\"snippet\":{\"title\":\"Правительство\"}}]}");
  good = fake_host_check (fixture->network, fixture->account, NULL);
  g_assert_cmpstr (good->name, ==, "Правительство");
  g_assert_null (good->read_fault);
  g_assert_null (good->publish_fault);
  g_assert_cmpstr (fake_host_field (fixture->host, 2, "mine"), ==, "true");
  g_assert_cmpstr (fake_host_header (fixture->host, 2, "authorization"), ==, "Bearer " TOKEN);
  fake_host_answer (fixture->host, 400, NULL,
                    "{\"error\":{\"code\":400,\"message\":\"bad " KEY
                    "\",\"errors\":[{\"reason\":\"keyInvalid\"}]}}");
  fake_host_answer (fixture->host, 404, NULL, ERROR ("404", "channelNotFound"));
  answer (fixture, "{\"items\":[{\"id\":\"UCother\",\"snippet\":{\"title\":\"Чужой\"}}]}");
  bad = fake_host_check (fixture->network, fixture->account, NULL);
  g_assert_nonnull (strstr (bad->read_fault, "keyInvalid"));
  g_assert_null (strstr (bad->read_fault, KEY));
  g_assert_nonnull (strstr (bad->publish_fault, "UCother"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/social/youtube-network/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("day-of-california", test_day_of_california);
  ADD ("units-of-a-day", test_units_of_a_day);
  ADD ("reads-threads-and-replies", test_reads_threads_and_replies);
  ADD ("replies-only-where-there-are-more", test_replies_only_where_there_are_more);
  ADD ("whole-to-the-last-page", test_whole_to_the_last_page);
  ADD ("videos-are-not-needed", test_videos_are_not_needed);
  ADD ("units-are-never-passed", test_units_are_never_passed);
  ADD ("units-survive-a-restart", test_units_survive_a_restart);
  ADD ("network-ends-the-day", test_network_ends_the_day);
  ADD ("lost-place-reads-anew", test_lost_place_reads_anew);
  ADD ("key-in-address", test_key_in_address);
  ADD ("publishes-into-the-thread", test_publishes_into_the_thread);
  ADD ("publishes-under-the-video", test_publishes_under_the_video);
  ADD ("table-of-failures", test_table_of_failures);
  ADD ("broken-connections", test_broken_connections);
  ADD ("publishing-is-counted", test_publishing_is_counted);
  ADD ("without-a-token-by-hand", test_without_a_token_by_hand);
  ADD ("edits", test_edits);
  ADD ("looks-through-the-thread", test_looks_through_the_thread);
  ADD ("passes-over-others", test_passes_over_others);
  ADD ("looks-under-the-video", test_looks_under_the_video);
  ADD ("looks-at-the-named-one", test_looks_at_the_named_one);
  ADD ("links", test_links);
  ADD ("check", test_check);
  return g_test_run ();
}
