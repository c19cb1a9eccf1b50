/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connector of Odnoklassniki against a server with a script: what is asked and how it is signed,
 * pages, errors in a header and in a body, and above all what a failed publishing means. */
#include "social/ok/osr-ok-network.h"

#include <string.h>

#include "net/osr-raw-server.h"
#include "social/fake-host.h"
#include "social/ok/osr-ok-call.h"
#include "social/ok/osr-ok-signature.h"

#define TOKEN  "ok-access-token"
#define SECRET "ok-application-secret"
#define SINCE  G_GINT64_CONSTANT (1772766720000000) /* 2026-03-06T03:12:00Z */

#define LIST                                                                                          \
  "{\"discussions\":[{\"object_id\":\"11\",\"object_type\":\"GROUP_TOPIC\",\"message\":\"Мост\"," \
  "\"ref_objects\":[{\"type\":\"GROUP\",\"id\":\"500\"}]},"                                           \
  "{\"object_id\":\"12\",\"object_type\":\"GROUP_TOPIC\",\"title\":\"Чужое\","                   \
  "\"ref_objects\":[{\"type\":\"GROUP\",\"id\":\"777\"}]}]}"
#define TOPICS                                                                                     \
  "{\"media_topics\":[{\"id\":\"11\",\"created_ms\":1772760000000,\"author_ref\":\"group:500\","   \
  "\"media\":[{\"type\":\"text\",\"text\":\"Мост через Зею\"}]}]}"

typedef struct {
  FakeHost *host;
  OsrNetwork *network;
  OsrNetworkAccount *account;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();

  fixture->host = fake_host_new ();
  fixture->network = osr_network_new ("ok", session);
  osr_network_caller_set_pace (osr_ok_network_get_caller (OSR_OK_NETWORK (fixture->network)), 0);
  fixture->account = osr_network_account_new ("ok", "ok-government", "500");
  osr_network_account_set_hosts (fixture->account, fake_host_url (fixture->host), NULL, NULL);
  osr_network_account_set_tokens (fixture->account, TOKEN, NULL);
  osr_network_account_set_secret_key (fixture->account, SECRET);
  osr_network_account_set_option (fixture->account, OSR_OK_APPLICATION_KEY, "PUBLIC");
  osr_network_account_set_option (fixture->account, OSR_OK_PUBLISHES, "1");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->network);
  osr_network_account_unref (fixture->account);
  fake_host_free (fixture->host);
}

static void
assert_signed (Fixture *fixture, guint i)
{
  const FakeRequest *request = fake_host_get (fixture->host, i);
  g_autofree char *secret = osr_ok_secret (TOKEN, SECRET);
  g_autofree char *signature = osr_ok_signature (request->fields, secret);

  g_assert_cmpstr (request->verb, ==, "POST");
  g_assert_cmpstr (request->path, ==, "/fb.do");
  g_assert_cmpstr (fake_host_field (fixture->host, i, "sig"), ==, signature);
  g_assert_cmpstr (fake_host_field (fixture->host, i, "access_token"), ==, TOKEN);
  g_assert_cmpstr (fake_host_field (fixture->host, i, "application_key"), ==, "PUBLIC");
  g_assert_cmpstr (fake_host_field (fixture->host, i, "format"), ==, "json");
}

static OsrNetworkReading *
read_now (Fixture *fixture, GError **error)
{
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (fixture->account, 10, NULL, NULL);

  return fake_host_read (fixture->network, round, error);
}

static OsrNetworkSending *
answer_to (Fixture *fixture, const char *comment)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new ("500", "11", comment, NULL);

  return osr_network_sending_new (fixture->account, target, "Починим в июне.", "guid", SINCE);
}

/* -- Reading -- */

static void
test_reads_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  const OsrNetworkMessage *first, *second;
  const OsrNetworkPost *post;

  fake_host_answer (fixture->host, 200, NULL, LIST);
  fake_host_answer (fixture->host, 200, NULL, TOPICS);
  fake_host_answer (fixture->host, 200, NULL,
                    "{\"comments\":[{\"id\":\"YQ==:1\",\"text\":\"Когда?\",\"author_id\":\"9\","
                    "\"author_name\":\"Любовь\",\"date_ms\":1772766000000}],\"has_more\":true,"
                    "\"anchor\":\"next\"}");
  fake_host_answer (fixture->host, 200, NULL,
                    "{\"comments\":[{\"id\":\"YQ==:1\",\"text\":\"Когда?\",\"author_id\":\"9\"},"
                    "{\"id\":\"Yg==:1\",\"text\":\"Скоро\",\"author_ref\":\"group:500\","
                    "\"reply_to_comment_id\":\"YQ==:1\"}],\"has_more\":false}");
  reading = read_now (fixture, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 4; i++)
    assert_signed (fixture, i);
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "category"), ==, "GROUP");
  g_assert_cmpstr (fake_host_field (fixture->host, 1, "topic_ids"), ==, "11");
  g_assert_cmpstr (fake_host_field (fixture->host, 2, "discussionId"), ==, "11");
  g_assert_cmpstr (fake_host_field (fixture->host, 2, "discussionType"), ==, "GROUP_TOPIC");
  g_assert_cmpstr (fake_host_field (fixture->host, 2, "anchor"), ==, "FIRST");
  g_assert_cmpstr (fake_host_field (fixture->host, 3, "anchor"), ==, "next");
  g_assert_cmpuint (reading->posts->len, ==, 1);
  post = reading->posts->pdata[0];
  g_assert_true (post->whole);
  g_assert_false (post->by_other);
  g_assert_cmpint (post->published_at, ==, G_GINT64_CONSTANT (1772760000000000));
  g_assert_cmpuint (reading->messages->len, ==, 2);
  first = reading->messages->pdata[0];
  second = reading->messages->pdata[1];
  g_assert_cmpstr (first->owner_id, ==, "500");
  g_assert_cmpstr (first->post_id, ==, "11");
  g_assert_cmpstr (first->context, ==, "Мост через Зею");
  g_assert_cmpstr (first->permalink, ==, "https://ok.ru/group/500/topic/11?comment=YQ%3D%3D%3A1");
  g_assert_false (first->from_account);
  g_assert_true (second->from_account);
  g_assert_cmpstr (second->reply_to, ==, "YQ==:1");
}

/* A closed discussion does not spoil the others; without the topics' times they are unknown; where the
 * network says "more" and gives no way there, nothing is taken for whole. */
static void
test_refused_in_part (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  const OsrNetworkPost *closed, *odd;

  fake_host_answer (
      fixture->host, 200, NULL,
      "{\"discussions\":[{\"object_id\":\"11\",\"object_type\":\"GROUP_TOPIC\","
      "\"ref_objects\":[{\"type\":\"GROUP\",\"id\":\"500\"}]},{\"object_id\":\"13\","
      "\"object_type\":\"GROUP_PHOTO\",\"ref_objects\":[{\"type\":\"GROUP\",\"id\":\"500\"}]}],"
      "\"anchor\":\"a\"}");
  fake_host_answer (fixture->host, 200, NULL, "{\"discussions\":[],\"anchor\":\"b\"}");
  fake_host_answer (fixture->host, 200, "invocation-error: 3",
                    "{\"error_code\":3,\"error_msg\":\"METHOD\"}");
  fake_host_answer (fixture->host, 200, "invocation-error: 455",
                    "{\"error_code\":455,\"error_msg\":\"closed\"}");
  fake_host_answer (fixture->host, 200, NULL,
                    "{\"comments\":[{\"id\":\"c\",\"text\":\"x\"}],\"has_more\":true}");
  reading = read_now (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fake_host_field (fixture->host, 1, "anchor"), ==, "a");
  g_assert_cmpstr (fake_host_field (fixture->host, 4, "discussionType"), ==, "GROUP_PHOTO");
  g_assert_cmpstr (fake_host_field (fixture->host, 4, "discussionId"), ==, "13");
  closed = reading->posts->pdata[0];
  odd = reading->posts->pdata[1];
  g_assert_false (closed->whole);
  g_assert_cmpint (closed->published_at, ==, OSR_INSTANT_UNKNOWN);
  g_assert_false (odd->whole);
  g_assert_cmpuint (reading->messages->len, ==, 1);
}

static void
test_reading_is_repeated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autoptr (GError) error = NULL;

  fake_host_answer (fixture->host, 200, NULL, "{\"error_code\":2,\"error_msg\":\"SERVICE\"}");
  fake_host_answer (fixture->host, 502, NULL, "<html>");
  fake_host_drop (fixture->host);
  fake_host_answer (fixture->host, 200, NULL, "{\"discussions\":[]}");
  reading = read_now (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->messages->len, ==, 0);
}

/* What may be wrong with reading, by the network's code. */
static void
test_reading_fails (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint status;
    const char *headers, *body;
    OsrNetError code;
    guint times;
  } rows[] = {
    { 200, NULL, "{\"error_code\":102,\"error_msg\":\"expired " TOKEN "\"}", OSR_NET_ERROR_AUTH,
      1 },
    { 200, NULL, "{\"error_code\":104,\"error_msg\":\"" SECRET "\"}", OSR_NET_ERROR_AUTH, 1 },
    { 200, NULL, "{\"error_code\":8}", OSR_NET_ERROR_RATE_LIMITED, 1 },
    { 200, NULL, "{\"error_code\":10}", OSR_NET_ERROR_REJECTED, 1 },
    { 200, "invocation-error: 103", "oops", OSR_NET_ERROR_AUTH, 1 },
    { 200, "invocation-error: many", "oops", OSR_NET_ERROR_PROTOCOL, 1 },
    { 200, NULL, "5", OSR_NET_ERROR_PROTOCOL, 1 },
    { 200, NULL, "{\"discussions\":[", OSR_NET_ERROR_PROTOCOL, 1 },
    { 200, NULL, "{\"error_code\":9999}", OSR_NET_ERROR_TEMPORARY, 4 },
    { 503, NULL, "", OSR_NET_ERROR_TEMPORARY, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (OsrNetworkReading) reading = NULL;
    g_autoptr (GError) error = NULL;

    for (guint k = 0; k < rows[i].times; k++)
      fake_host_answer (fixture->host, rows[i].status, rows[i].headers, rows[i].body);
    reading = read_now (fixture, &error);
    g_assert_null (reading);
    g_assert_error (error, OSR_NET_ERROR, (gint) rows[i].code);
    g_assert_null (strstr (error->message, TOKEN));
    g_assert_null (strstr (error->message, SECRET));
  }
}

static void
test_needs_its_secrets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkAccount) bare = osr_network_account_new ("ok", "bare", "500");
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (bare, 1, NULL, NULL);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrNetworkCheck) check = fake_host_check (fixture->network, bare, NULL);

    g_assert_null (fake_host_read (fixture->network, round, &error));
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
    g_assert_cmpstr (check->read_fault, ==, error->message);
    if (i == 0)
      osr_network_account_set_tokens (bare, TOKEN, NULL);
    else
      osr_network_account_set_secret_key (bare, SECRET);
  }
  g_assert_cmpuint (fake_host_count (fixture->host), ==, 0);
}

/* The secret of a session signs as it is. */
static void
test_session_secret (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autofree char *signature = NULL;

  osr_network_account_set_option (fixture->account, OSR_OK_SESSION_SECRET, "1");
  fake_host_answer (fixture->host, 200, NULL, "{\"discussions\":[]}");
  reading = read_now (fixture, NULL);
  g_assert_nonnull (reading);
  signature = osr_ok_signature (fake_host_get (fixture->host, 0)->fields, SECRET);
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "sig"), ==, signature);
}

/* -- Publishing -- */

static void
test_publishes_as_the_group (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "YQ==:1");
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  fake_host_answer (fixture->host, 200, NULL, "\"Yg==:1\"");
  fake_host_answer (fixture->host, 200, NULL,
                    "{\"comments\":[{\"id\":\"Yg==:1\",\"text\":\"Починим  в июне. \","
                    "\"author_ref\":\"group:500\",\"date_ms\":1772766721000}]}");
  reply = fake_host_publish (fixture->network, sending, &error);
  g_assert_no_error (error);
  assert_signed (fixture, 0);
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "method"), ==,
                   "discussions.addDiscussionComment");
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "entityId"), ==, "11");
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "entityType"), ==, "GROUP_TOPIC");
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "comment"), ==, "Починим в июне.");
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "reply_to_comment_id"), ==, "YQ==:1");
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "as_admin"), ==, "true");
  g_assert_cmpstr (fake_host_field (fixture->host, 1, "anchor"), ==, "LAST");
  g_assert_cmpstr (reply->native_id, ==, "Yg==:1");
  g_assert_cmpstr (reply->permalink, ==, "https://ok.ru/group/500/topic/11?comment=Yg%3D%3D%3A1");
  g_assert_cmpint (reply->published_at, ==, G_GINT64_CONSTANT (1772766721000000));
  g_assert_cmpint (reply->likeness, ==, OSR_NETWORK_SAME_TEXT);
}

/* It stands there, whether its time can be read or not. */
static void
test_published_without_its_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, NULL);
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  fake_host_answer (fixture->host, 200, NULL, "{\"comment_id\":\"Yg==:1\"}");
  fake_host_answer (fixture->host, 200, NULL, "{\"error_code\":10}");
  reply = fake_host_publish (fixture->network, sending, &error);
  g_assert_no_error (error);
  g_assert_null (fake_host_field (fixture->host, 0, "reply_to_comment_id"));
  g_assert_cmpstr (reply->native_id, ==, "Yg==:1");
  g_assert_cmpint (reply->published_at, ==, OSR_INSTANT_UNKNOWN);
}

/* The table in osr-ok-fault.h and that of osr-network-caller.h, row by row: every code but UNCERTAIN
 * says that nothing was published. Each is asked once. */
static void
test_table_of_failures (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint status;
    const char *headers, *body;
    OsrNetError code;
  } rows[] = {
    /* broke inside */
    { 200, NULL, "{\"error_code\":1}", OSR_NET_ERROR_UNCERTAIN },
    { 200, NULL, "{\"error_code\":2}", OSR_NET_ERROR_UNCERTAIN },
    { 200, NULL, "{\"error_code\":30}", OSR_NET_ERROR_UNCERTAIN },
    { 200, NULL, "{\"error_code\":31}", OSR_NET_ERROR_UNCERTAIN },
    { 200, NULL, "{\"error_code\":704}", OSR_NET_ERROR_UNCERTAIN },
    { 200, NULL, "{\"error_code\":5000}", OSR_NET_ERROR_UNCERTAIN },
    { 200, "invocation-error: 9999", "{\"error_code\":9999}", OSR_NET_ERROR_UNCERTAIN },
    /* too much */
    { 200, NULL, "{\"error_code\":8}", OSR_NET_ERROR_RATE_LIMITED },
    { 200, NULL, "{\"error_code\":9}", OSR_NET_ERROR_RATE_LIMITED },
    { 200, NULL, "{\"error_code\":11}", OSR_NET_ERROR_RATE_LIMITED },
    { 200, NULL, "{\"error_code\":26}", OSR_NET_ERROR_RATE_LIMITED },
    /* the token */
    { 200, NULL, "{\"error_code\":101}", OSR_NET_ERROR_AUTH },
    { 200, NULL, "{\"error_code\":102}", OSR_NET_ERROR_AUTH },
    { 200, NULL, "{\"error_code\":103}", OSR_NET_ERROR_AUTH },
    { 200, NULL, "{\"error_code\":104}", OSR_NET_ERROR_AUTH },
    { 200, NULL, "{\"error_code\":453}", OSR_NET_ERROR_AUTH },
    { 200, NULL, "{\"error_code\":511}", OSR_NET_ERROR_AUTH },
    { 200, NULL, "{\"error_code\":514}", OSR_NET_ERROR_AUTH },
    /* refused */
    { 200, NULL, "{\"error_code\":3}", OSR_NET_ERROR_REJECTED },
    { 200, NULL, "{\"error_code\":10}", OSR_NET_ERROR_REJECTED },
    { 200, NULL, "{\"error_code\":454}", OSR_NET_ERROR_REJECTED },
    { 200, NULL, "{\"error_code\":\"700\"}", OSR_NET_ERROR_REJECTED },
    /* nobody says what it is */
    { 200, NULL, "{\"error_code\":123456}", OSR_NET_ERROR_UNCERTAIN },
    { 200, NULL, "{\"error_code\":0}", OSR_NET_ERROR_UNCERTAIN },
    { 200, NULL, "{\"error_code\":[]}", OSR_NET_ERROR_UNCERTAIN },
    { 200, NULL, "{}", OSR_NET_ERROR_UNCERTAIN },
    { 200, NULL, "{\"success\":true}", OSR_NET_ERROR_UNCERTAIN },
    { 200, NULL, "\"Yg==", OSR_NET_ERROR_UNCERTAIN },
    /* the header where the body cannot be read */
    { 200, "invocation-error: 103", "oops", OSR_NET_ERROR_AUTH },
    { 200, "invocation-error: 2", "", OSR_NET_ERROR_UNCERTAIN },
    /* without a code */
    { 401, NULL, "", OSR_NET_ERROR_AUTH },
    { 429, NULL, "", OSR_NET_ERROR_RATE_LIMITED },
    { 413, NULL, "", OSR_NET_ERROR_REJECTED },
    { 302, "Location: /", "", OSR_NET_ERROR_UNCERTAIN },
    { 500, NULL, "", OSR_NET_ERROR_UNCERTAIN },
    { 503, NULL, "<html>", OSR_NET_ERROR_UNCERTAIN },
  };
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    fake_host_answer (fixture->host, rows[i].status, rows[i].headers, rows[i].body);
    g_test_message ("%s", rows[i].body);
    g_assert_null (fake_host_publish (fixture->network, sending, &error));
    g_assert_error (error, OSR_NET_ERROR, (gint) rows[i].code);
    g_assert_cmpuint (fake_host_count (fixture->host), ==, i + 1);
  }
}

static void
test_broken_connections (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, NULL);
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

static void
test_publishes_only_where_granted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, NULL);
  g_autoptr (GError) error = NULL;
  OsrNetworkAbilities granted, usual;

  osr_network_get_abilities (fixture->network, fixture->account, &granted);
  osr_network_account_set_option (fixture->account, OSR_OK_PUBLISHES, "");
  osr_network_get_abilities (fixture->network, fixture->account, &usual);
  g_assert_true (granted.publishes && granted.edits && granted.reads_back);
  g_assert_null (granted.reason);
  g_assert_false (usual.publishes || usual.edits);
  g_assert_true (usual.reads_back);
  g_assert_nonnull (usual.reason);
  g_assert_cmpuint (usual.text_limit, ==, 3000);
  g_assert_null (fake_host_publish (fixture->network, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpstr (error->message, ==, usual.reason);
  g_assert_cmpuint (fake_host_count (fixture->host), ==, 0);
}

static void
test_texts_are_checked_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new ("500", "11", NULL, NULL);
  g_autoptr (OsrNetworkTarget) post = osr_network_target_new (NULL, NULL, NULL, NULL);
  g_autofree char *large = g_strnfill (3001, 'x');
  const char *const texts[] = { "", " \u200b\n", large };

  for (guint i = 0; i < G_N_ELEMENTS (texts) + 1; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrNetworkSending) sending =
        i < G_N_ELEMENTS (texts)
            ? osr_network_sending_new (fixture->account, target, texts[i], "g", SINCE)
            : osr_network_sending_new (fixture->account, post, "Новость", "g", SINCE);

    g_assert_null (fake_host_publish (fixture->network, sending, &error));
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  }
  g_assert_cmpuint (fake_host_count (fixture->host), ==, 0);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "YQ==:1");
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (OsrNetworkReply) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;

  osr_network_sending_set_native_id (sending, "Yg==:1");
  fake_host_answer (fixture->host, 200, NULL, "{\"success\":true}");
  fake_host_answer (fixture->host, 200, NULL, "true");
  fake_host_answer (fixture->host, 200, NULL, "{\"error_code\":702}");
  reply = fake_host_edit (fixture->network, sending, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "method"), ==,
                   "discussions.editDiscussionComment");
  g_assert_cmpstr (fake_host_field (fixture->host, 0, "comment_id"), ==, "Yg==:1");
  g_assert_cmpstr (reply->native_id, ==, "Yg==:1");
  again = fake_host_edit (fixture->network, sending, NULL);
  g_assert_nonnull (again);
  g_assert_null (fake_host_edit (fixture->network, sending, &refused));
  g_assert_error (refused, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
}

/* -- Looking -- */

#define OURS "\"author_ref\":\"group:500\",\"reply_to_comment_id\":\"YQ==:1\""

/* Author, target, time and text must all be ours. */
static void
test_finds_only_ours (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *comment;
    gboolean found;
  } rows[] = {
    { "{\"id\":\"x\",\"text\":\"Починим в\\u00a0июне.\"," OURS ",\"date_ms\":1772766721000}",
      TRUE },
    { "{\"id\":\"x\",\"text\":\"Починим в июне.\"," OURS ",\"date_ms\":1772766661000}", TRUE },
    { "{\"id\":\"x\",\"text\":\"Починим в июне.\"," OURS "}", TRUE },
    { "{\"id\":\"x\",\"text\":\"Починим в июне.\"," OURS ",\"date_ms\":1772766659000}", FALSE },
    { "{\"id\":\"x\",\"text\":\"Починим в июле.\"," OURS "}", FALSE },
    { "{\"id\":\"x\",\"text\":\"Починим в июне.\"," OURS ",\"type\":\"DELETED_MESSAGE\"}", FALSE },
    { "{\"id\":\"x\",\"text\":\"Починим в июне.\",\"author_ref\":\"group:500\"}", FALSE },
    { "{\"id\":\"x\",\"text\":\"Починим в июне.\",\"author_id\":\"9\","
      "\"reply_to_comment_id\":\"YQ==:1\"}",
      FALSE },
  };
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "YQ==:1");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *page = g_strdup_printf ("{\"comments\":[%s]}", rows[i].comment);
    g_autoptr (OsrNetworkReply) reply = NULL;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", rows[i].comment);
    fake_host_answer (fixture->host, 200, NULL, page);
    g_assert_true (fake_host_find (fixture->network, sending, &reply, &error));
    g_assert_no_error (error);
    g_assert_cmpint (reply != NULL, ==, rows[i].found);
  }
}

/* One page may be old for another reason than that it is the newest: a server that knows no "LAST" gives
 * the first. Only a walk that truly goes back ends before the last page. */
static void
test_looks_through_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "YQ==:1");
  g_autoptr (OsrNetworkReply) found = NULL;
  g_autoptr (OsrNetworkReply) past = NULL;

  fake_host_answer (fixture->host, 200, NULL,
                    "{\"comments\":[{\"id\":\"1\",\"date_ms\":1000}],\"has_more\":true,"
                    "\"anchor\":\"a\"}");
  fake_host_answer (fixture->host, 200, NULL,
                    "{\"comments\":[{\"id\":\"2\",\"date_ms\":2000}],\"has_more\":true,"
                    "\"anchor\":\"b\"}");
  fake_host_answer (fixture->host, 200, NULL,
                    "{\"comments\":[{\"id\":\"3\",\"text\":\"Починим в июне.\"," OURS
                    ",\"date_ms\":1772766721000}]}");
  g_assert_true (fake_host_find (fixture->network, sending, &found, NULL));
  g_assert_nonnull (found);
  g_assert_cmpstr (fake_host_field (fixture->host, 2, "anchor"), ==, "b");
  fake_host_answer (fixture->host, 200, NULL,
                    "{\"comments\":[{\"id\":\"5\",\"date_ms\":5000}],\"has_more\":true,"
                    "\"anchor\":\"a\"}");
  fake_host_answer (fixture->host, 200, NULL,
                    "{\"comments\":[{\"id\":\"4\",\"date_ms\":4000}],\"has_more\":true,"
                    "\"anchor\":\"b\"}");
  g_assert_true (fake_host_find (fixture->network, sending, &past, NULL));
  g_assert_null (past);
}

/* "Not there" is never said of what was not seen. */
static void
test_does_not_say_absent_blindly (Fixture *fixture, gconstpointer data)
{
  static const char *const pages[] = {
    "{\"comments\":[],\"has_more\":true}",
    "{\"error_code\":10}",
    "oops",
  };
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "YQ==:1");

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autoptr (OsrNetworkReply) reply = NULL;
    g_autoptr (GError) error = NULL;

    fake_host_answer (fixture->host, 200, NULL, pages[i]);
    g_assert_false (fake_host_find (fixture->network, sending, &reply, &error));
    g_assert_nonnull (error);
  }
}

static void
test_looks_at_the_named_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = answer_to (fixture, "YQ==:1");
  g_autoptr (OsrNetworkReply) changed = NULL;
  g_autoptr (OsrNetworkReply) gone = NULL;

  osr_network_sending_set_native_id (sending, "x");
  fake_host_answer (fixture->host, 200, NULL,
                    "{\"comments\":[{\"id\":\"x\",\"text\":\"Иначе\"," OURS "}]}");
  g_assert_true (fake_host_find (fixture->network, sending, &changed, NULL));
  g_assert_cmpint (changed->likeness, ==, OSR_NETWORK_OTHER_TEXT);
  fake_host_answer (fixture->host, 200, NULL,
                    "{\"comments\":[{\"id\":\"x\",\"type\":\"DELETED_MESSAGE\"}]}");
  g_assert_true (fake_host_find (fixture->network, sending, &gone, NULL));
  g_assert_null (gone);
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  static const char *const others[] = {
    "https://ok.ru/group/500/topic/11",
    "https://ok.ru/group/501/topic/11?comment=x",
    "https://ok.example/group/500/topic/11?comment=x",
    "https://ok.ru/group/500/album/11?comment=x",
    "nonsense",
  };
  g_autofree char *id = NULL;
  g_autoptr (OsrNetworkTarget) target =
      osr_network_read_link (fixture->network, fixture->account,
                             "https://ok.ru/group/500/topic/11?comment=YQ%3D%3D%3A1", &id);

  g_assert_cmpstr (target->post_id, ==, "11");
  g_assert_cmpstr (id, ==, "YQ==:1");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autofree char *none = NULL;

    g_assert_null (osr_network_read_link (fixture->network, fixture->account, others[i], &none));
    g_assert_null (none);
  }
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkCheck) good = NULL;
  g_autoptr (OsrNetworkCheck) bad = NULL;
  g_autoptr (OsrNetworkCheck) hand = NULL;

  fake_host_answer (fixture->host, 200, NULL, "[{\"uid\":\"500\",\"name\":\"Правительство\"}]");
  fake_host_answer (fixture->host, 200, NULL, "{\"discussions\":[]}");
  fake_host_answer (fixture->host, 200, NULL,
                    "{\"methods\":[{\"methodName\":\"discussions.addDiscussionComment\","
                    "\"callsLeft\":400}]}");
  good = fake_host_check (fixture->network, fixture->account, NULL);
  g_assert_cmpstr (good->name, ==, "Правительство");
  g_assert_null (good->read_fault);
  g_assert_null (good->publish_fault);
  g_assert_cmpstr (good->permissions, ==, "discussions.addDiscussionComment: 400");
  for (guint i = 0; i < 3; i++)
    fake_host_answer (fixture->host, 200, NULL, "{\"error_code\":103,\"error_msg\":\"key\"}");
  bad = fake_host_check (fixture->network, fixture->account, NULL);
  g_assert_nonnull (strstr (bad->read_fault, "103"));
  g_assert_nonnull (strstr (bad->publish_fault, "103"));
  osr_network_account_set_option (fixture->account, OSR_OK_PUBLISHES, "0");
  fake_host_answer (fixture->host, 200, NULL, "[]");
  fake_host_answer (fixture->host, 200, NULL, "{\"discussions\":[]}");
  hand = fake_host_check (fixture->network, fixture->account, NULL);
  g_assert_null (hand->publish_fault);
  g_assert_nonnull (hand->by_hand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/social/ok-network/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("reads-pages", test_reads_pages);
  ADD ("refused-in-part", test_refused_in_part);
  ADD ("reading-is-repeated", test_reading_is_repeated);
  ADD ("reading-fails", test_reading_fails);
  ADD ("needs-its-secrets", test_needs_its_secrets);
  ADD ("session-secret", test_session_secret);
  ADD ("publishes-as-the-group", test_publishes_as_the_group);
  ADD ("published-without-its-time", test_published_without_its_time);
  ADD ("table-of-failures", test_table_of_failures);
  ADD ("broken-connections", test_broken_connections);
  ADD ("publishes-only-where-granted", test_publishes_only_where_granted);
  ADD ("texts-are-checked-before", test_texts_are_checked_before);
  ADD ("edits", test_edits);
  ADD ("finds-only-ours", test_finds_only_ours);
  ADD ("looks-through-pages", test_looks_through_pages);
  ADD ("does-not-say-absent-blindly", test_does_not_say_absent_blindly);
  ADD ("looks-at-the-named-one", test_looks_at_the_named_one);
  ADD ("links", test_links);
  ADD ("check", test_check);
  return g_test_run ();
}
