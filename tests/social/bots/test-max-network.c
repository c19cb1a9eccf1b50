/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MAX through the interface that the monitor and the publisher use, against a host on loopback: pages of
 * comments, events, one reply once, what every refusal comes to, looking for a reply. */
#include "social/max/osr-max-network.h"

#include <string.h>

#include "core/osr-json.h"
#include "net/osr-raw-server.h"
#include "social/bots/fake-answers.h"

#define TOKEN    "canary-token"
#define SINCE    (G_GINT64_CONSTANT (1700005000) * OSR_SECOND)
#define POSTS    "GET /messages"
#define COMMENTS "GET /messages/p1/comments"
#define SEND     "POST /messages/p1/comments"
#define EDIT     "PUT /messages/p1/comments"
#define UPDATES  "GET /updates"
#define CHANNEL  "\"recipient\":{\"chat_id\":-700,\"chat_type\":\"channel\"}"
#define POST(mid, ms)                                                                              \
  "{" CHANNEL ",\"timestamp\":" #ms ",\"url\":\"https://max.ru/oblast/" mid                        \
  "\",\"body\":{\"mid\":\"" mid "\",\"seq\":1,\"text\":\"Ремонт дорог\"}}"
#define SENT                                                                                       \
  "{\"message\":{\"sender\":{\"user_id\":77,\"name\":\"Ответы\",\"is_bot\":true}," CHANNEL         \
  ",\"timestamp\":1700005010000,\"body\":{\"mid\":\"c9\",\"seq\":9,\"text\":\"Ответ\"}}}"
#define FAULT(code) "{\"code\":\"" code "\",\"message\":\"words of MAX\"}"

typedef struct {
  FakeAnswers *host;
  OsrNetwork *network;
  OsrNetworkAccount *account;
  OsrNetworkSending *sending;
} Fixture;

static OsrNetworkSending *
sending_of (Fixture *fixture, const char *text, const char *reply_to)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new ("-700", "p1", reply_to, reply_to);

  return osr_network_sending_new (fixture->account, target, text, "guid", SINCE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();

  fixture->host = fake_answers_new ();
  fixture->network = osr_network_new ("max", session);
  osr_network_caller_set_pace (
      osr_max_client_get_caller (osr_max_network_get_client (OSR_MAX_NETWORK (fixture->network))),
      0);
  fixture->account = osr_network_account_new ("max", "max-oblast", "-700");
  osr_network_account_set_hosts (fixture->account, fake_answers_get_base (fixture->host), NULL,
                                 NULL);
  osr_network_account_set_tokens (fixture->account, NULL, TOKEN);
  fixture->sending = sending_of (fixture, "Ответ", "c1");
  fake_answers_usual (fixture->host, "GET /me", 200, "{\"user_id\":77,\"first_name\":\"Ответы\"}");
  fake_answers_usual (fixture->host, UPDATES, 200, "{\"updates\":[],\"marker\":17}");
  fake_answers_usual (fixture->host, POSTS, 200, "{\"messages\":[" POST ("p1", 1700001000000) "]}");
  fake_answers_usual (fixture->host, "GET /messages/p1", 200, POST ("p1", 1700001000000));
  fake_answers_usual (fixture->host, COMMENTS, 200, "{\"messages\":[]}");
  fake_answers_usual (fixture->host, SEND, 200, SENT);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  osr_network_sending_unref (fixture->sending);
  osr_network_account_unref (fixture->account);
  g_object_unref (fixture->network);
  fake_answers_free (fixture->host);
}

/* A comment as MAX writes it. @author: 77 is the bot. */
static void
add_comment (GString *page, const char *mid, gint64 author, gint64 ms, const char *text,
             const char *reply_to)
{
  g_string_append_printf (page,
                          "%s{\"sender\":{\"user_id\":%" G_GINT64_FORMAT
                          ",\"name\":\"Анна\"}," CHANNEL ",\"timestamp\":%" G_GINT64_FORMAT
                          ",\"body\":{\"mid\":\"%s\",\"seq\":1,\"text\":\"%s\"}",
                          page->len > 0 ? "," : "", author, ms, mid, text);
  if (reply_to != NULL)
    g_string_append_printf (page, ",\"link\":{\"type\":\"reply\",\"message\":{\"mid\":\"%s\"}}",
                            reply_to);
  g_string_append_c (page, '}');
}

/* (transfer full): an answer with the comments of @page */
static char *
list (const GString *page)
{
  return g_strdup_printf ("{\"messages\":[%s]}", page->str);
}

/* Comments number @from to @until, a second apart. */
static char *
numbered (guint from, guint until)
{
  g_autoptr (GString) page = g_string_new (NULL);

  for (guint i = from; i <= until; i++) {
    g_autofree char *mid = g_strdup_printf ("n%u", i);

    add_comment (page, mid, 8, 1700002000000 + i * G_GINT64_CONSTANT (1000), "a", NULL);
  }
  return list (page);
}

static void
next_page (Fixture *fixture, const char *page)
{
  fake_answers_next (fixture->host, COMMENTS, 200, page);
}

static OsrNetworkReading *
read_round (Fixture *fixture, const char *place)
{
  g_autoptr (GError) error = NULL;
  OsrNetworkReading *reading =
      fake_answers_read (fixture->network, fixture->account, place, &error);

  g_assert_no_error (error);
  return reading;
}

static const OsrNetworkMessage *
find_message (OsrNetworkReading *reading, const char *mid)
{
  for (guint i = 0; i < reading->messages->len; i++) {
    const OsrNetworkMessage *message = reading->messages->pdata[i];

    if (g_str_equal (message->native_id, mid))
      return message;
  }
  return NULL;
}

static const OsrNetworkPost *
post_at (OsrNetworkReading *reading, guint i)
{
  g_assert_cmpuint (i, <, reading->posts->len);
  return reading->posts->pdata[i];
}

/* -- Reading -- */

static void
test_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autofree char *answer = NULL;
  g_autoptr (OsrNetworkReading) reading = NULL;
  const OsrNetworkMessage *first, *ours, *further;

  add_comment (page, "c1", 8, 1700002000000, "Когда?", NULL);
  add_comment (page, "c2", 77, 1700002001000, "Скоро", "c1");
  add_comment (page, "c3", 8, 1700002002000, "Спасибо", "c2");
  answer = list (page);
  next_page (fixture, answer);
  reading = read_round (fixture, NULL);

  g_assert_cmpstr (post_at (reading, 0)->post_id, ==, "p1");
  g_assert_cmpstr (post_at (reading, 0)->permalink, ==, "https://max.ru/oblast/p1");
  g_assert_true (post_at (reading, 0)->whole);
  g_assert_cmpuint (reading->messages->len, ==, 3);
  first = find_message (reading, "c1");
  ours = find_message (reading, "c2");
  further = find_message (reading, "c3");
  g_assert_cmpstr (first->owner_id, ==, "-700");
  g_assert_cmpstr (first->post_id, ==, "p1");
  g_assert_cmpstr (first->context, ==, "Ремонт дорог");
  g_assert_cmpstr (first->permalink, ==, "https://max.ru/oblast/p1#p1/c1");
  g_assert_null (first->thread_root);
  g_assert_true (ours->from_account && !first->from_account);
  g_assert_cmpstr (further->reply_to, ==, "c2");
  g_assert_cmpstr (further->thread_root, ==, "c1");
  g_assert_cmpstr (reading->place, ==, "{\"marker\":\"17\"}");
  g_assert_cmpstr (fake_answers_last_header (fixture->host, "Authorization"), ==, TOKEN);
}

/* Who the bot is does not change; where the events go on is told. */
static void
test_second_round (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) first = read_round (fixture, NULL);
  g_autoptr (OsrNetworkReading) second = NULL;

  fake_answers_usual (fixture->host, POSTS, 200, "{\"messages\":[]}");
  second = read_round (fixture, first->place);
  g_assert_cmpuint (fake_answers_count (fixture->host, "GET /me"), ==, 1);
  g_assert_cmpuint (fake_answers_count (fixture->host, UPDATES), ==, 2);
  g_assert_cmpuint (second->posts->len, ==, 0);
}

static void
test_marker_is_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_answers_usual (fixture->host, UPDATES, 401, FAULT ("verify.token"));
  g_assert_null (
      fake_answers_read (fixture->network, fixture->account, "{\"marker\":\"5&x\"}", &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
  g_assert_nonnull (strstr (fake_answers_last_query (fixture->host), "&marker=5%26x"));
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *newest = numbered (101, 200);
  g_autofree char *oldest = numbered (60, 101);
  g_autofree char *forward = numbered (200, 200);
  g_autoptr (OsrNetworkReading) reading = NULL;

  next_page (fixture, newest);
  next_page (fixture, oldest);
  next_page (fixture, forward);
  reading = read_round (fixture, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 141);
  g_assert_true (post_at (reading, 0)->whole);
  g_assert_cmpstr (fake_answers_last_query (fixture->host), ==, "count=100&after=1700002199999");
}

/* The description does not say from which end the first page is: from the old one, nothing is missed. */
static void
test_pages_from_the_old_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *oldest = numbered (1, 100);
  g_autofree char *nothing = numbered (1, 1);
  g_autofree char *middle = numbered (100, 199);
  g_autofree char *newest = numbered (199, 205);
  g_autoptr (OsrNetworkReading) reading = NULL;

  next_page (fixture, oldest);
  next_page (fixture, nothing);
  next_page (fixture, middle);
  next_page (fixture, newest);
  reading = read_round (fixture, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 205);
  g_assert_true (post_at (reading, 0)->whole);
}

/* Pages that bring nothing new, and a time that is missing, are no proof of anything. */
static void
test_pages_that_do_not_move (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = numbered (1, 100);
  g_autoptr (OsrNetworkReading) reading = NULL;

  fake_answers_usual (fixture->host, COMMENTS, 200, page);
  reading = read_round (fixture, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 100);
  g_assert_false (post_at (reading, 0)->whole);
}

static void
test_closed_post (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;

  fake_answers_usual (fixture->host, POSTS, 200,
                      "{\"messages\":[" POST ("p1", 1700001000000) "," POST ("p2",
                                                                             1700002000000) "]}");
  fake_answers_usual (fixture->host, COMMENTS, 404, FAULT ("not.found"));
  fake_answers_usual (fixture->host, "GET /messages/p2/comments", 200, "{\"messages\":[]}");
  reading = read_round (fixture, NULL);
  g_assert_cmpstr (post_at (reading, 0)->post_id, ==, "p2");
  g_assert_true (post_at (reading, 0)->whole);
  g_assert_false (post_at (reading, 1)->whole);
}

#define EVENT(type, mid, reply)                                                                    \
  "{\"update_type\":\"" type "\",\"timestamp\":1,\"message\":{\"sender\":{\"user_id\":8,"          \
  "\"name\":\"Анна\"}," CHANNEL                                                                    \
  ",\"timestamp\":1700002500000,\"link\":{\"type\":\"reply\",\"message\""                          \
  ":{\"mid\":\"" reply "\"}},\"body\":{\"mid\":\"" mid "\",\"seq\":1,\"text\":\"Событие\"}}}"

/* Events add what the lists do not reach; what the lists have is newer. */
static void
test_events (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autofree char *answer = NULL;
  g_autoptr (OsrNetworkReading) reading = NULL;

  add_comment (page, "c1", 8, 1700002000000, "Как есть", NULL);
  answer = list (page);
  next_page (fixture, answer);
  fake_answers_usual (
      fixture->host, UPDATES, 200,
      "{\"updates\":[" EVENT ("message_edited", "c1", "p1") "," EVENT (
          "message_created", "c5",
          "c1") "," EVENT ("message_created", "c6",
                           "p0") ","
                                 "{\"update_type\":\"message_removed\",\"message_id\":"
                                 "\"c7\",\"chat_id\":-700,\"user_id\":8},"
                                 "{\"update_type\":\"message_removed\",\"message_id\":"
                                 "\"x1\",\"chat_id\":-9,\"user_id\":8}],"
                                 "\"marker\":18}");
  reading = read_round (fixture, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 4);
  g_assert_cmpstr (find_message (reading, "c1")->text, ==, "Как есть");
  g_assert_cmpstr (find_message (reading, "c5")->post_id, ==, "p1");
  g_assert_cmpstr (find_message (reading, "c5")->thread_root, ==, "c1");
  g_assert_cmpstr (find_message (reading, "c6")->post_id, ==, "p0");
  g_assert_null (find_message (reading, "c6")->reply_to);
  g_assert_true (find_message (reading, "c7")->deleted);
  g_assert_cmpstr (find_message (reading, "c7")->owner_id, ==, "-700");
}

/* Without its events a round is a round all the same. */
static void
test_events_fail (Fixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 405, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (OsrNetworkReading) reading = NULL;

    fake_answers_usual (fixture->host, UPDATES, statuses[i], FAULT ("proto.payload"));
    reading = read_round (fixture, "{\"marker\":\"5\"}");
    g_assert_cmpuint (reading->posts->len, ==, 1);
    g_assert_cmpstr (reading->place, ==, "{\"marker\":\"5\"}");
  }
}

static const struct {
  guint status;
  const char *body;
  OsrNetError class;
} read_faults[] = {
  { 401, FAULT ("verify.token"), OSR_NET_ERROR_AUTH },
  { 403, FAULT ("access.denied"), OSR_NET_ERROR_REJECTED },
  { 429, FAULT ("too.many.requests"), OSR_NET_ERROR_RATE_LIMITED },
  { 500, FAULT ("internal.error"), OSR_NET_ERROR_TEMPORARY },
  { 502, "<html></html>", OSR_NET_ERROR_TEMPORARY },
  { 200, "{\"messages\":", OSR_NET_ERROR_PROTOCOL },
  { 200, "{\"messages\":7}", OSR_NET_ERROR_PROTOCOL },
  { 0, NULL, OSR_NET_ERROR_TEMPORARY },
};

static void
test_read_faults (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (read_faults); i++) {
    g_autoptr (GError) error = NULL;

    fake_answers_usual (fixture->host, POSTS, read_faults[i].status, read_faults[i].body);
    g_assert_null (fake_answers_read (fixture->network, fixture->account, NULL, &error));
    g_test_message ("%u: %s", read_faults[i].status, error->message);
    g_assert_error (error, OSR_NET_ERROR, (gint) read_faults[i].class);
    g_assert_null (strstr (error->message, TOKEN));
  }
}

/* -- Publishing -- */

static void
test_publish (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply =
      fake_answers_publish (fixture->network, fixture->sending, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (reply->native_id, ==, "c9");
  g_assert_cmpstr (reply->permalink, ==, "https://max.ru/oblast/p1#p1/c9");
  g_assert_cmpint (reply->published_at, ==, G_GINT64_CONSTANT (1700005010) * OSR_SECOND);
  g_assert_cmpuint (fake_answers_count (fixture->host, SEND), ==, 1);
}

static void
test_what_is_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) plain = sending_of (fixture, "Всем", NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *asked;

  fake_answers_usual (fixture->host, SEND, 403, FAULT ("access.denied"));
  g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &error));
  asked = fake_answers_last_json (fixture->host);
  g_assert_cmpstr (osr_json_get_string (asked, "text"), ==, "Ответ");
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (asked, "link"), "type"), ==, "reply");
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (asked, "link"), "mid"), ==, "c1");
  g_assert_false (json_object_has_member (asked, "attachments"));
  g_assert_false (json_object_has_member (asked, "format"));
  g_assert_cmpstr (fake_answers_last_query (fixture->host), ==, "disable_link_preview=true");
  g_assert_null (fake_answers_publish (fixture->network, plain, NULL));
  g_assert_false (json_object_has_member (fake_answers_last_json (fixture->host), "link"));
}

/* The address is a courtesy: a reply without it is a reply. */
static void
test_publish_without_address (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;

  fake_answers_usual (fixture->host, "GET /messages/p1", 404, FAULT ("not.found"));
  reply = fake_answers_publish (fixture->network, fixture->sending, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->native_id, ==, "c9");
  g_assert_cmpstr (reply->permalink, ==, "");
}

static const struct {
  guint status;
  const char *body;
  OsrNetError class;
} rows[] = {
  { 400, FAULT ("proto.payload"), OSR_NET_ERROR_REJECTED },
  { 401, FAULT ("verify.token"), OSR_NET_ERROR_AUTH },
  { 403, FAULT ("access.denied"), OSR_NET_ERROR_REJECTED },
  { 404, FAULT ("not.found"), OSR_NET_ERROR_REJECTED },
  { 405, FAULT ("internal.odd"), OSR_NET_ERROR_REJECTED },
  { 413, "<html></html>", OSR_NET_ERROR_REJECTED },
  { 429, FAULT ("too.many.requests"), OSR_NET_ERROR_RATE_LIMITED },
  { 429, "", OSR_NET_ERROR_RATE_LIMITED },
  { 200, "{\"success\":false,\"message\":\"no\"}", OSR_NET_ERROR_REJECTED },
  { 200, FAULT ("not.allowed"), OSR_NET_ERROR_REJECTED },
  { 200, FAULT ("internal.error"), OSR_NET_ERROR_UNCERTAIN },
  { 200, FAULT ("gateway.timeout"), OSR_NET_ERROR_UNCERTAIN },
  { 408, "", OSR_NET_ERROR_UNCERTAIN },
  { 499, "", OSR_NET_ERROR_UNCERTAIN },
  { 500, FAULT ("internal.error"), OSR_NET_ERROR_UNCERTAIN },
  { 503, FAULT ("verify.token"), OSR_NET_ERROR_UNCERTAIN },
  { 502, "<html></html>", OSR_NET_ERROR_UNCERTAIN },
  { 302, "", OSR_NET_ERROR_UNCERTAIN },
  { 200, "{\"success\":true}", OSR_NET_ERROR_UNCERTAIN },
  { 200, "{\"message\":{}}", OSR_NET_ERROR_UNCERTAIN },
  { 200, "{\"mess", OSR_NET_ERROR_UNCERTAIN },
  { 200, "\xff", OSR_NET_ERROR_UNCERTAIN },
  { 0, NULL, OSR_NET_ERROR_UNCERTAIN },
};

/* The table beside osr_max_judge(), row by row; whatever comes, it was sent once. */
static void
test_outcomes (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    fake_answers_usual (fixture->host, SEND, rows[i].status, rows[i].body);
    g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &error));
    g_test_message ("%u: %s", rows[i].status, error->message);
    g_assert_error (error, OSR_NET_ERROR, (gint) rows[i].class);
    g_assert_cmpuint (fake_answers_count (fixture->host, SEND), ==, i + 1);
  }
}

static void
test_no_connection (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = osr_raw_unused_uri ();
  g_autoptr (GError) error = NULL;

  osr_network_account_set_hosts (fixture->account, nowhere, NULL, NULL);
  g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE);
}

static void
test_refused_before_sending (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (4001, 'x');
  g_autoptr (OsrNetworkFile) file = osr_network_file_new ("d", "/p", "a.jpg", "image/jpeg", 1);
  g_autoptr (OsrNetworkSending) too_long = sending_of (fixture, long_text, "c1");
  g_autoptr (OsrNetworkSending) blank = sending_of (fixture, " ", "c1");
  g_autoptr (OsrNetworkSending) with_file = sending_of (fixture, "Ответ", "c1");
  OsrNetworkSending *const sendings[] = { too_long, blank, with_file };

  osr_network_sending_add_file (with_file, file);
  for (guint i = 0; i < G_N_ELEMENTS (sendings); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (fake_answers_publish (fixture->network, sendings[i], &error));
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  }
  g_assert_cmpuint (fake_answers_count (fixture->host, SEND), ==, 0);
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;

  osr_network_sending_set_native_id (fixture->sending, "c9");
  fake_answers_usual (fixture->host, EDIT, 200, "{\"success\":true}");
  reply = fake_answers_edit (fixture->network, fixture->sending, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->native_id, ==, "c9");
  g_assert_cmpstr (reply->permalink, ==, "https://max.ru/oblast/p1#p1/c9");

  fake_answers_usual (fixture->host, EDIT, 500, FAULT ("internal.error"));
  g_assert_null (fake_answers_edit (fixture->network, fixture->sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
  g_clear_error (&error);
  fake_answers_usual (fixture->host, EDIT, 0, NULL);
  g_assert_null (fake_answers_edit (fixture->network, fixture->sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
  g_assert_cmpstr (fake_answers_last_query (fixture->host), ==, "comment_id=c9");
  g_assert_false (json_object_has_member (fake_answers_last_json (fixture->host), "link"));
}

/* -- Looking -- */

typedef struct {
  const char *name;
  gint64 author, ms;
  const char *text, *reply_to;
  gboolean found;
} Candidate;

static const Candidate candidates[] = {
  { "ours", 77, 1700005010000, "Ответ", "c1", TRUE },
  { "spaces", 77, 1700005010000, " Ответ  ", "c1", TRUE },
  { "somebody's", 8, 1700005010000, "Ответ", "c1", FALSE },
  { "too old", 77, 1700004939000, "Ответ", "c1", FALSE },
  { "a minute off", 77, 1700004941000, "Ответ", "c1", TRUE },
  { "other words", 77, 1700005010000, "Не ответ", "c1", FALSE },
  { "to somebody else", 77, 1700005010000, "Ответ", "c2", FALSE },
  { "to nobody", 77, 1700005010000, "Ответ", NULL, FALSE },
};

static void
test_find (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++) {
    const Candidate *one = &candidates[i];
    g_autoptr (GString) page = g_string_new (NULL);
    g_autofree char *answer = NULL;
    g_autoptr (OsrNetworkReply) reply = NULL;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", one->name);
    add_comment (page, "c1", 8, 1700002000000, "Когда?", NULL);
    add_comment (page, "c9", one->author, one->ms, one->text, one->reply_to);
    answer = list (page);
    fake_answers_usual (fixture->host, COMMENTS, 200, answer);
    g_assert_true (fake_answers_find (fixture->network, fixture->sending, &reply, &error));
    g_assert_no_error (error);
    g_assert_true ((reply != NULL) == one->found);
    if (reply != NULL)
      g_assert_cmpstr (reply->permalink, ==, "https://max.ru/oblast/p1#p1/c9");
  }
}

static void
test_find_by_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autofree char *answer = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (OsrNetworkReply) gone = NULL;

  osr_network_sending_set_native_id (fixture->sending, "c9");
  add_comment (page, "c9", 77, 1700005010000, "Ответ, но другой", "c1");
  answer = list (page);
  next_page (fixture, answer);
  g_assert_true (fake_answers_find (fixture->network, fixture->sending, &reply, NULL));
  g_assert_cmpint (reply->likeness, ==, OSR_NETWORK_TEXT_WITHIN);
  g_assert_true (fake_answers_find (fixture->network, fixture->sending, &gone, NULL));
  g_assert_null (gone);
}

/* "Not there" would be published again: it is said only of what was seen whole. */
static void
test_find_is_not_sure (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = numbered (1, 100);
  OsrNetworkReply *reply = NULL;
  g_autoptr (GError) error = NULL;

  fake_answers_usual (fixture->host, COMMENTS, 200, page);
  g_assert_false (fake_answers_find (fixture->network, fixture->sending, &reply, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
}

/* Our own address leads back to the comment; a person's of the post alone does not. */
static void
test_links (Fixture *fixture, gconstpointer data)
{
  static const char *const others[] = {
    "https://max.ru/oblast/p1",
    "https://max.ru/oblast/p1#c9",
    "https://example.org/p1#p1/c9",
    "https://max.ru/oblast#p1/",
    "nothing",
  };
  g_autofree char *id = NULL;
  g_autoptr (OsrNetworkTarget) target = osr_network_read_link (
      fixture->network, fixture->account, "https://max.ru/oblast/p1#mid.1/c%2F9", &id);

  g_assert_nonnull (target);
  g_assert_cmpstr (target->post_id, ==, "mid.1");
  g_assert_cmpstr (target->owner_id, ==, "-700");
  g_assert_cmpstr (id, ==, "c/9");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autofree char *none = NULL;

    g_assert_null (osr_network_read_link (fixture->network, fixture->account, others[i], &none));
  }
}

/* Sent, the answer lost, found by looking: one comment. */
static void
test_uncertain_then_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autofree char *answer = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  fake_answers_next (fixture->host, SEND, 0, NULL);
  g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
  add_comment (page, "c9", 77, 1700005010000, "Ответ", "c1");
  answer = list (page);
  next_page (fixture, answer);
  g_assert_true (fake_answers_find (fixture->network, fixture->sending, &reply, NULL));
  g_assert_cmpstr (reply->native_id, ==, "c9");
  g_assert_cmpuint (fake_answers_count (fixture->host, SEND), ==, 1);
}

/* -- The account's test -- */

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkCheck) good = NULL;
  g_autoptr (OsrNetworkCheck) member = NULL;
  g_autoptr (OsrNetworkCheck) silent = NULL;
  g_autoptr (OsrNetworkCheck) stranger = NULL;
  g_autoptr (OsrNetworkCheck) nobody = NULL;

  fake_answers_usual (fixture->host, "GET /chats/-700", 200,
                      "{\"chat_id\":-700,\"type\":\"channel\",\"title\":\"Область\"}");
  fake_answers_usual (fixture->host, "GET /chats/-700/members/me", 200,
                      "{\"user_id\":77,\"is_admin\":true,\"permissions\":[\"read_all_messages\","
                      "\"write\"]}");
  good = fake_answers_check (fixture->network, fixture->account, NULL);
  g_assert_cmpstr (good->name, ==, "Область");
  g_assert_cmpstr (good->permissions, ==, "read_all_messages, write");
  g_assert_null (good->read_fault);
  g_assert_null (good->publish_fault);
  g_assert_cmpuint (good->missing->len, ==, 0);
  g_assert_cmpuint (good->spared->len, ==, 1);
  g_assert_nonnull (strstr (good->spared->pdata[0], "no right to edit"));

  fake_answers_usual (fixture->host, "GET /chats/-700/members/me", 200, "{\"user_id\":77}");
  member = fake_answers_check (fixture->network, fixture->account, NULL);
  g_assert_cmpuint (member->missing->len, ==, 1);
  g_assert_nonnull (strstr (member->missing->pdata[0], "read all messages"));

  fake_answers_usual (fixture->host, "GET /chats/-700/members/me", 200,
                      "{\"user_id\":77,\"is_admin\":true,\"permissions\":[\"read_all_messages\"]}");
  silent = fake_answers_check (fixture->network, fixture->account, NULL);
  g_assert_cmpuint (silent->missing->len, ==, 1);
  g_assert_nonnull (strstr (silent->missing->pdata[0], "no right to write"));

  fake_answers_usual (fixture->host, "GET /chats/-700/members/me", 403, FAULT ("access.denied"));
  stranger = fake_answers_check (fixture->network, fixture->account, NULL);
  g_assert_nonnull (stranger->publish_fault);

  fake_answers_usual (fixture->host, "GET /me", 401, FAULT ("verify.token"));
  nobody = fake_answers_check (fixture->network, fixture->account, NULL);
  g_assert_nonnull (strstr (nobody->publish_fault, "verify.token"));
  g_assert_nonnull (nobody->read_fault);
}

static void
test_without_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("max", "m", "-700");
  g_autoptr (OsrNetworkCheck) check = fake_answers_check (fixture->network, account, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (check->read_fault);
  g_assert_null (fake_answers_read (fixture->network, account, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/social/max-network/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("reads", test_read);
  ADD ("second-round", test_second_round);
  ADD ("marker-is-sent", test_marker_is_sent);
  ADD ("pages", test_pages);
  ADD ("pages-from-the-old-end", test_pages_from_the_old_end);
  ADD ("pages-that-do-not-move", test_pages_that_do_not_move);
  ADD ("closed-post", test_closed_post);
  ADD ("events", test_events);
  ADD ("events-fail", test_events_fail);
  ADD ("reading-faults", test_read_faults);
  ADD ("publishes", test_publish);
  ADD ("what-is-sent", test_what_is_sent);
  ADD ("publishes-without-address", test_publish_without_address);
  ADD ("outcomes", test_outcomes);
  ADD ("no-connection-sent-nothing", test_no_connection);
  ADD ("refused-before-sending", test_refused_before_sending);
  ADD ("edits", test_edit);
  ADD ("look-is-exact", test_find);
  ADD ("look-by-id", test_find_by_id);
  ADD ("look-is-not-sure", test_find_is_not_sure);
  ADD ("links", test_links);
  ADD ("uncertain-then-found", test_uncertain_then_found);
  ADD ("check", test_check);
  ADD ("without-token", test_without_token);
  return g_test_run ();
}
