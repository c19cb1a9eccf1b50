/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connector of YouTube against the sandbox network, which was written from the network's documents and
 * not from the connector, with its faults: what is said to be published is there, what is said not to be
 * is not. */
#include "demo/sandbox/osr-sandbox.h"
#include "social/fake-host.h"
#include "social/youtube/osr-youtube-network.h"

#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-names.h"
#include "net/osr-await.h"

#define NOW     G_GINT64_CONSTANT (1772766720000000) /* 2026-03-06T03:12:00Z */
#define WORDS   "Починим в июне."
#define ADDING  "comments.insert"
#define READING "commentThreads.list"

typedef struct {
  OsrSandbox *sandbox;
  OsrHttpSession *session;
  OsrNetwork *network;
  OsrNetworkAccount *account;
  char *video;
  OsrSandboxOptions options;
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
  g_autofree char *base = NULL;
  g_autofree char *channel = osr_sandbox_name_owner (36);
  g_autoptr (GError) error = NULL;

  fixture->now = NOW;
  fixture->options.office_path = TESTS_DEMO "/office-networks.json";
  fixture->options.now = read_clock;
  fixture->options.now_data = &fixture->now;
  fixture->options.silent = TRUE;
  fixture->options.unlimited = TRUE;
  fixture->sandbox = osr_sandbox_new (&fixture->options, &error);
  g_assert_no_error (error);
  fixture->session = osr_http_session_new ();
  fixture->network = osr_network_new ("youtube", fixture->session);
  osr_network_caller_set_pace (
      osr_youtube_network_get_caller (OSR_YOUTUBE_NETWORK (fixture->network)), 0);
  osr_youtube_network_set_clock (OSR_YOUTUBE_NETWORK (fixture->network), read_clock, &fixture->now);
  fixture->account = osr_network_account_new ("youtube", "youtube-region", channel);
  base = g_strconcat (osr_sandbox_get_url (fixture->sandbox), "/youtube/v3", NULL);
  osr_network_account_set_hosts (fixture->account, base, NULL, NULL);
  osr_network_account_set_tokens (fixture->account, "youtube-key", "youtube-owner");
  osr_network_account_set_option (fixture->account, "key-in-address", "1");
  fixture->video = osr_sandbox_name_video (36, 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->network);
  g_object_unref (fixture->session);
  osr_network_account_unref (fixture->account);
  osr_sandbox_free (fixture->sandbox);
  g_free (fixture->video);
}

static void
order (Fixture *fixture, const char *what, const char *json)
{
  g_autofree char *uri =
      g_strconcat (osr_sandbox_get_url (fixture->sandbox), "/_sandbox/", what, NULL);
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("POST", uri);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrHttpAnswer) answer = NULL;
  GAsyncResult *slot = NULL;

  osr_http_request_set_body (request, "application/json", bytes);
  osr_http_session_send_async (fixture->session, request, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  answer = osr_http_session_send_finish (fixture->session, result, NULL);
  g_assert_cmpuint (osr_http_answer_get_status (answer), ==, 200);
}

static void
write_comment (Fixture *fixture, const char *text)
{
  g_autofree char *json =
      g_strdup_printf ("{\"owner_id\":-36,\"post_id\":1,\"citizen\":42,\"text\":\"%s\"}", text);

  order (fixture, "comment", json);
}

static guint
count_ours (Fixture *fixture)
{
  OsrSandboxPost *post = osr_sandbox_wall_post (osr_sandbox_get_wall (fixture->sandbox), -36, 1);
  guint n = 0;

  for (guint i = 0; i < post->comments->len; i++)
    n += ((OsrSandboxComment *) post->comments->pdata[i])->from_id == -36;
  return n;
}

static OsrNetworkReading *
read_now (Fixture *fixture)
{
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (fixture->account, 10, NULL, NULL);
  g_autoptr (GError) error = NULL;
  OsrNetworkReading *reading = fake_host_read (fixture->network, round, &error);

  g_assert_no_error (error);
  return reading;
}

static OsrNetworkSending *
answer_to (Fixture *fixture, const char *comment)
{
  g_autoptr (OsrNetworkTarget) target =
      osr_network_target_new (NULL, fixture->video, comment, NULL);

  return osr_network_sending_new (fixture->account, target, WORDS, "guid", fixture->now);
}

/* (transfer full): the id of the first thread there is */
static char *
dup_thread (Fixture *fixture)
{
  g_autoptr (OsrNetworkReading) reading = read_now (fixture);

  return g_strdup (((OsrNetworkMessage *) reading->messages->pdata[0])->native_id);
}

static void
test_reads_and_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) before = NULL;
  g_autoptr (OsrNetworkReading) after = NULL;
  g_autoptr (OsrNetworkSending) sending = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (OsrNetworkReply) found = NULL;
  g_autoptr (GError) error = NULL;
  const OsrNetworkMessage *asked;
  guint ours = 0;

  for (guint i = 0; i < 130; i++)
    write_comment (fixture, "Когда починят мост?");
  before = read_now (fixture);
  g_assert_cmpuint (before->posts->len, ==, 1);
  g_assert_cmpuint (before->messages->len, ==, 130);
  g_assert_cmpint (before->calls_left, <, 10000);
  asked = before->messages->pdata[0];
  g_assert_cmpstr (asked->text, ==, "Когда починят мост?");
  g_assert_cmpstr (asked->post_id, ==, fixture->video);
  sending = answer_to (fixture, asked->native_id);
  reply = fake_host_publish (fixture->network, sending, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reply->published_at, ==, NOW);
  g_assert_true (fake_host_find (fixture->network, sending, &found, &error));
  g_assert_cmpstr (found->native_id, ==, reply->native_id);
  after = read_now (fixture);
  g_assert_cmpuint (after->messages->len, ==, 131);
  for (guint i = 0; i < after->messages->len; i++) {
    const OsrNetworkMessage *message = after->messages->pdata[i];

    ours += message->from_account && g_strcmp0 (message->thread_root, asked->native_id) == 0;
  }
  g_assert_cmpuint (ours, ==, 1);
  g_assert_cmpuint (count_ours (fixture), ==, 1);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *thread = NULL;
  g_autoptr (OsrNetworkSending) sending = NULL;
  g_autoptr (OsrNetworkSending) better = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (OsrNetworkReply) edited = NULL;
  g_autoptr (OsrNetworkReply) found = NULL;
  g_autoptr (GError) error = NULL;

  write_comment (fixture, "Когда?");
  thread = dup_thread (fixture);
  sending = answer_to (fixture, thread);
  reply = fake_host_publish (fixture->network, sending, &error);
  g_assert_no_error (error);
  better = osr_network_sending_new (fixture->account, sending->target, "Починим в июле.", "guid",
                                    fixture->now);
  osr_network_sending_set_native_id (better, reply->native_id);
  edited = fake_host_edit (fixture->network, better, &error);
  g_assert_no_error (error);
  g_assert_true (fake_host_find (fixture->network, better, &found, NULL));
  g_assert_cmpint (found->likeness, ==, OSR_NETWORK_SAME_TEXT);
}

/* Whatever goes wrong, one comment at most; and looking for it tells whether it is there. */
static void
test_faults_of_publishing (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *fault;
    int code; /* −1: it is published */
    gboolean there;
  } rows[] = {
    { "\"kind\":\"error\",\"code\":500", OSR_NET_ERROR_UNCERTAIN, FALSE },
    { "\"kind\":\"error\",\"code\":400", OSR_NET_ERROR_UNCERTAIN, FALSE },
    { "\"kind\":\"error\",\"code\":429", OSR_NET_ERROR_RATE_LIMITED, FALSE },
    { "\"kind\":\"error\",\"code\":401", OSR_NET_ERROR_AUTH, FALSE },
    { "\"kind\":\"error\",\"code\":404", OSR_NET_ERROR_REJECTED, FALSE },
    { "\"kind\":\"drop-before\"", OSR_NET_ERROR_UNCERTAIN, FALSE },
    { "\"kind\":\"drop-after\"", OSR_NET_ERROR_UNCERTAIN, TRUE },
    { "\"kind\":\"http\",\"code\":503", OSR_NET_ERROR_UNCERTAIN, FALSE },
    { "\"kind\":\"http-after\",\"code\":502", OSR_NET_ERROR_UNCERTAIN, TRUE },
    { "\"kind\":\"http\",\"code\":429", OSR_NET_ERROR_RATE_LIMITED, FALSE },
    { "\"kind\":\"truncated\"", OSR_NET_ERROR_UNCERTAIN, TRUE },
    { "\"kind\":\"not-utf8\"", OSR_NET_ERROR_UNCERTAIN, TRUE },
    { "\"kind\":\"types\"", -1, TRUE },
  };
  guint there = 0;

  write_comment (fixture, "Когда?");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *thread = dup_thread (fixture);
    g_autoptr (OsrNetworkSending) sending = NULL;
    g_autofree char *json =
        g_strdup_printf ("{\"method\":\"" ADDING "\",\"times\":1,%s}", rows[i].fault);
    g_autoptr (OsrNetworkReply) reply = NULL;
    g_autoptr (OsrNetworkReply) found = NULL;
    g_autoptr (GError) error = NULL;

    fixture->now += 10 * OSR_MINUTE;
    sending = answer_to (fixture, thread);
    order (fixture, "faults", json);
    g_test_message ("%s", rows[i].fault);
    reply = fake_host_publish (fixture->network, sending, &error);
    if (rows[i].code < 0)
      g_assert_nonnull (reply);
    else
      g_assert_error (error, OSR_NET_ERROR, rows[i].code);
    there += rows[i].there;
    g_assert_cmpuint (count_ours (fixture), ==, there);
    g_assert_true (fake_host_find (fixture->network, sending, &found, NULL));
    g_assert_cmpint (found != NULL, ==, rows[i].there);
  }
}

static void
test_faults_of_reading (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *fault;
    int code; /* −1: it is read all the same */
  } rows[] = {
    { "\"kind\":\"error\",\"code\":500", -1 },
    { "\"kind\":\"http\",\"code\":503", -1 },
    { "\"kind\":\"drop-before\"", -1 },
    { "\"kind\":\"types\"", -1 },
    { "\"kind\":\"error\",\"code\":401", OSR_NET_ERROR_AUTH },
    { "\"kind\":\"error\",\"code\":429", OSR_NET_ERROR_RATE_LIMITED },
    { "\"kind\":\"truncated\"", OSR_NET_ERROR_PROTOCOL },
    { "\"kind\":\"not-utf8\"", OSR_NET_ERROR_PROTOCOL },
  };

  write_comment (fixture, "Когда?");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (OsrNetworkRound) round = osr_network_round_new (fixture->account, 10, NULL, NULL);
    g_autofree char *json =
        g_strdup_printf ("{\"method\":\"" READING "\",\"times\":1,%s}", rows[i].fault);
    g_autoptr (OsrNetworkReading) reading = NULL;
    g_autoptr (GError) error = NULL;

    order (fixture, "faults", json);
    g_test_message ("%s", rows[i].fault);
    reading = fake_host_read (fixture->network, round, &error);
    if (rows[i].code < 0) {
      g_assert_no_error (error);
      g_assert_cmpuint (reading->messages->len, ==, 1);
    } else {
      g_assert_error (error, OSR_NET_ERROR, rows[i].code);
    }
  }
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkCheck) good = fake_host_check (fixture->network, fixture->account, NULL);
  g_autoptr (OsrNetworkCheck) bad = NULL;

  g_assert_cmpstr (good->name, ==, "Область");
  g_assert_null (good->read_fault);
  g_assert_null (good->publish_fault);
  osr_network_account_set_tokens (fixture->account, NULL, "youtube-key");
  bad = fake_host_check (fixture->network, fixture->account, NULL);
  g_assert_nonnull (strstr (bad->publish_fault, "401"));
}

/* More threads than a page has, and one with more replies than come along: who is missing is gone. */
static void
test_whole_of_many (Fixture *fixture, gconstpointer data)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (fixture->sandbox);
  OsrSandboxPost *post = osr_sandbox_wall_post (wall, -36, 1);
  OsrSandboxComment *root = osr_sandbox_wall_write (wall, post, 42, NULL, "Корень", 1787300000);
  g_autoptr (OsrNetworkReading) before = NULL;
  g_autoptr (OsrNetworkReading) after = NULL;
  OsrSandboxComment *last = NULL;

  for (guint i = 0; i < 8; i++)
    last = osr_sandbox_wall_write (wall, post, 42, root, "Ответ", 1787300001 + i);
  for (guint i = 0; i < 120; i++)
    osr_sandbox_wall_write (wall, post, 42, NULL, "Ещё", 1787300100 + i);
  before = read_now (fixture);
  g_assert_true (((OsrNetworkPost *) before->posts->pdata[0])->whole);
  osr_sandbox_wall_delete (wall, post, last, FALSE, 1787300300);
  after = read_now (fixture);
  g_assert_true (((OsrNetworkPost *) after->posts->pdata[0])->whole);
  g_assert_cmpuint (after->messages->len, ==, before->messages->len - 1);
  g_assert_cmpint (((OsrNetworkPost *) after->posts->pdata[0])->published_at, ==,
                   post->date * OSR_SECOND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/social/youtube-sandbox/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("reads-and-answers", test_reads_and_answers);
  ADD ("edits", test_edits);
  ADD ("faults-of-publishing", test_faults_of_publishing);
  ADD ("faults-of-reading", test_faults_of_reading);
  ADD ("whole-of-many", test_whole_of_many);
  ADD ("check", test_check);
  return g_test_run ();
}
