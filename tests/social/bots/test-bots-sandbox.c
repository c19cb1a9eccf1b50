/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connectors of Telegram and MAX against the sandbox network, which was written from the networks'
 * documents and not from the connectors, and which counts what stands on its walls. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox-fixture.h"
#include "social/bots/fake-answers.h"
#include "social/max/osr-max-network.h"
#include "social/telegram/osr-telegram-network.h"

#define CHANNEL "-1000000000032"
#define CHAT    "-70000000000033"
#define SEND    "POST /messages/*/comments"

typedef struct {
  Fixture sandbox;
  OsrNetwork *network;
  OsrNetworkAccount *account;
  gint64 community;
  char *place;
} Bench;

static void
set_up_account (Bench *bench, const char *network, const char *owner, const char *path,
                const char *token)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  g_autofree char *base = NULL;

  fixture_set_up (&bench->sandbox, NETWORKS);
  base = g_strconcat (osr_sandbox_get_url (bench->sandbox.sandbox), path, NULL);
  bench->network = osr_network_new (network, session);
  bench->account = osr_network_account_new (network, "a", owner);
  osr_network_account_set_hosts (bench->account, base, NULL, NULL);
  osr_network_account_set_tokens (bench->account, NULL, token);
}

static void
set_up_telegram (Bench *bench, gconstpointer data)
{
  bench->community = 32;
  set_up_account (bench, "telegram", CHANNEL, "", "7000000032:telegram");
  osr_network_caller_set_pace (
      osr_telegram_network_get_caller (OSR_TELEGRAM_NETWORK (bench->network)), 0);
}

static void
set_up_max (Bench *bench, gconstpointer data)
{
  bench->community = 33;
  set_up_account (bench, "max", CHAT, "/max", "max-token");
  osr_network_caller_set_pace (
      osr_max_client_get_caller (osr_max_network_get_client (OSR_MAX_NETWORK (bench->network))), 0);
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  g_object_unref (bench->network);
  osr_network_account_unref (bench->account);
  g_free (bench->place);
  fixture_tear_down (&bench->sandbox, NETWORKS);
}

/* The next round, from where the last ended. */
static OsrNetworkReading *
read_round (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  OsrNetworkReading *reading =
      fake_answers_read (bench->network, bench->account, bench->place, &error);

  g_assert_no_error (error);
  g_free (bench->place);
  bench->place = g_strdup (reading->place);
  return reading;
}

/* (nullable) */
static OsrNetworkMessage *
find_text (OsrNetworkReading *reading, const char *text)
{
  for (guint i = 0; i < reading->messages->len; i++) {
    OsrNetworkMessage *message = reading->messages->pdata[i];

    if (g_str_equal (message->text, text))
      return message;
  }
  return NULL;
}

static gint64
count_wall (Bench *bench)
{
  g_autoptr (JsonObject) wall = fixture_wall (&bench->sandbox, bench->community);

  return osr_json_get_int (wall, "count", -1);
}

/* A citizen's question as the connector found it, and an answer to it. */
static OsrNetworkSending *
ask_and_answer (Bench *bench, const char *text)
{
  gint64 id = fixture_say (&bench->sandbox, bench->community, "Когда починят мост?", 0);
  g_autoptr (OsrNetworkReading) reading = read_round (bench);
  OsrNetworkMessage *question = find_text (reading, "Когда починят мост?");
  g_autoptr (OsrNetworkTarget) target = NULL;

  g_assert_cmpint (id, >, 0);
  g_assert_nonnull (question);
  target = osr_network_target_new_for_message (question);
  return osr_network_sending_new (bench->account, target, text, "guid-1", bench->sandbox.now);
}

static void
order_change (Bench *bench, const char *action, gint64 id, const char *text)
{
  g_autofree char *json =
      g_strdup_printf ("{\"community\":%" G_GINT64_FORMAT ",\"post_id\":1,\"citizen\":41,"
                       "\"action\":\"%s\",\"comment_id\":%" G_GINT64_FORMAT ",\"text\":\"%s\"}",
                       bench->community, action, id, text);

  json_object_unref (fixture_order (&bench->sandbox, "comment", json, 200));
}

/* -- Both -- */

static void
test_question_and_answer (Bench *bench, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = ask_and_answer (bench, "В июне & позже <скоро>");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = fake_answers_publish (bench->network, sending, &error);
  g_autoptr (OsrNetworkReading) after = NULL;
  g_autoptr (OsrNetworkReply) edited = NULL;
  OsrNetworkMessage *echo;

  g_assert_no_error (error);
  g_assert_cmpstr (reply->permalink, !=, "");
  g_assert_cmpint (ABS (reply->published_at - bench->sandbox.now), <=, OSR_MINUTE);
  g_assert_cmpint (count_wall (bench), ==, 2);

  /* our own words are no citizen's */
  after = read_round (bench);
  echo = find_text (after, "В июне & позже <скоро>");
  g_assert_true (echo == NULL || echo->from_account);

  osr_network_sending_set_native_id (sending, reply->native_id);
  g_free (sending->text);
  sending->text = g_strdup ("В июле");
  edited = fake_answers_edit (bench->network, sending, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (edited->native_id, ==, reply->native_id);
  g_assert_cmpint (count_wall (bench), ==, 2);
}

static void
test_edits_are_noticed (Bench *bench, gconstpointer data)
{
  gint64 id = fixture_say (&bench->sandbox, bench->community, "Яма", 0);
  g_autoptr (OsrNetworkReading) before = read_round (bench);
  g_autoptr (OsrNetworkReading) after = NULL;

  order_change (bench, "edit", id, "Яма на Ленина");
  after = read_round (bench);
  g_assert_nonnull (find_text (before, "Яма"));
  g_assert_nonnull (find_text (after, "Яма на Ленина"));
  g_assert_cmpstr (find_text (after, "Яма на Ленина")->native_id, ==,
                   find_text (before, "Яма")->native_id);
  g_assert_cmpstr (find_text (before, "Яма")->post_id, !=, "");
  g_assert_cmpstr (find_text (before, "Яма")->post_permalink, !=, "");
}

typedef struct {
  const char *kind, *more;
  OsrNetError class;
  gint64 replies; /* on the wall afterwards */
} Case;

static const Case cases[] = {
  { "error", "\"code\":429,\"seconds\":7", OSR_NET_ERROR_RATE_LIMITED, 0 },
  { "error", "\"code\":401", OSR_NET_ERROR_AUTH, 0 },
  { "error", "\"code\":400", OSR_NET_ERROR_REJECTED, 0 },
  { "error", "\"code\":403", OSR_NET_ERROR_REJECTED, 0 },
  { "http", "\"code\":502", OSR_NET_ERROR_UNCERTAIN, 0 },
  { "http-after", "\"code\":502", OSR_NET_ERROR_UNCERTAIN, 1 },
  { "drop-before", "", OSR_NET_ERROR_UNCERTAIN, 0 },
  { "drop-after", "", OSR_NET_ERROR_UNCERTAIN, 1 },
  { "truncated", "", OSR_NET_ERROR_UNCERTAIN, 1 },
};

/* Every fault is of its class, and what is said to be surely not there is not. */
static void
run_faults (Bench *bench, const char *method)
{
  g_autoptr (OsrNetworkSending) sending = ask_and_answer (bench, "В июне");
  gint64 replies = 1;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s %s", cases[i].kind, cases[i].more);
    fixture_fault (&bench->sandbox, method, cases[i].kind, cases[i].more);
    g_assert_null (fake_answers_publish (bench->network, sending, &error));
    g_assert_error (error, OSR_NET_ERROR, (gint) cases[i].class);
    replies += cases[i].replies;
    g_assert_cmpint (count_wall (bench), ==, replies);
  }
}

static void
test_telegram_faults (Bench *bench, gconstpointer data)
{
  run_faults (bench, "sendMessage");
}

static void
test_max_faults (Bench *bench, gconstpointer data)
{
  run_faults (bench, SEND);
}

static void
test_check (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkCheck) good = fake_answers_check (bench->network, bench->account, &error);
  g_autoptr (OsrNetworkCheck) bad = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (good->name, ==, "Область");
  g_assert_cmpstr (good->read_fault, ==, NULL);
  g_assert_cmpstr (good->publish_fault, ==, NULL);
  osr_network_account_set_tokens (bench->account, NULL, "7000000099:nobody");
  bad = fake_answers_check (bench->network, bench->account, &error);
  g_assert_no_error (error);
  g_assert_nonnull (bad->read_fault);
  g_assert_nonnull (bad->publish_fault);
}

/* -- Telegram -- */

/* The post's forward is remembered: later rounds know whose comments they read. */
static void
test_telegram_remembers_posts (Bench *bench, gconstpointer data)
{
  g_autoptr (JsonObject) made =
      fixture_order (&bench->sandbox, "post", "{\"community\":32,\"text\":\"О мосте\"}", 200);
  g_autoptr (OsrNetworkReading) first = read_round (bench);
  g_autofree char *comment = g_strdup_printf ("{\"community\":32,\"post_id\":%" G_GINT64_FORMAT
                                              ",\"citizen\":41,\"text\":\"Где?\"}",
                                              osr_json_get_int (made, "post_id", 0));
  g_autoptr (OsrNetworkReading) second = NULL;
  OsrNetworkMessage *message;

  json_object_unref (fixture_order (&bench->sandbox, "comment", comment, 200));
  second = read_round (bench);
  message = find_text (second, "Где?");
  g_assert_nonnull (message);
  g_assert_cmpstr (message->context, ==, "О мосте");
  g_assert_nonnull (strstr (message->permalink, "?comment="));
  g_assert_cmpuint (first->posts->len, ==, 1);
  g_assert_cmpstr (message->post_id, ==, ((OsrNetworkPost *) first->posts->pdata[0])->post_id);
}

static void
test_telegram_group_moves (Bench *bench, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = ask_and_answer (bench, "В июне");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;

  fixture_fault (&bench->sandbox, "sendMessage", "migrate", "");
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*new id*");
  reply = fake_answers_publish (bench->network, sending, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_assert_cmpint (count_wall (bench), ==, 2);
}

static void
test_telegram_question_deleted (Bench *bench, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = ask_and_answer (bench, "В июне");
  g_autoptr (GError) error = NULL;

  order_change (bench, "delete", g_ascii_strtoll (sending->target->reply_to, NULL, 10), "");
  g_assert_null (fake_answers_publish (bench->network, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
}

static void
test_telegram_conflict (Bench *bench, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) first = read_round (bench);
  g_autoptr (GError) error = NULL;

  fixture_fault (&bench->sandbox, "getUpdates", "conflict", "");
  g_assert_null (fake_answers_read (bench->network, bench->account, bench->place, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY);
}

/* -- MAX -- */

/* Took effect, the answer lost: found by looking, and there once. */
static void
test_max_lost_answer (Bench *bench, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = ask_and_answer (bench, "В июне");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) absent = NULL;
  g_autoptr (OsrNetworkReply) found = NULL;

  g_assert_true (fake_answers_find (bench->network, sending, &absent, &error));
  g_assert_null (absent);
  fixture_fault (&bench->sandbox, SEND, "drop-after", "");
  g_assert_null (fake_answers_publish (bench->network, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
  g_clear_error (&error);
  g_assert_true (fake_answers_find (bench->network, sending, &found, &error));
  g_assert_no_error (error);
  g_assert_nonnull (found);
  g_assert_cmpint (found->likeness, ==, OSR_NETWORK_SAME_TEXT);
  g_assert_cmpint (count_wall (bench), ==, 2);
}

/* What is deleted is missing among what was read whole. */
static void
test_max_deletion (Bench *bench, gconstpointer data)
{
  gint64 id = fixture_say (&bench->sandbox, 33, "Яма", 0);
  g_autoptr (OsrNetworkReading) before = read_round (bench);
  g_autoptr (OsrNetworkReading) after = NULL;
  OsrNetworkMessage *message = find_text (before, "Яма");

  order_change (bench, "delete", id, "");
  after = read_round (bench);
  g_assert_null (find_text (after, "Яма"));
  for (guint i = 0; i < after->posts->len; i++) {
    const OsrNetworkPost *post = after->posts->pdata[i];

    g_assert_true (post->whole);
  }
  g_assert_cmpuint (after->posts->len, ==, 2);
  g_assert_nonnull (message);
}

/* More than two pages, written by one and read by the other. */
static void
test_max_pages (Bench *bench, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;

  for (guint i = 0; i < 230; i++) {
    bench->sandbox.now += OSR_SECOND / 2;
    fixture_say (&bench->sandbox, 33, "a", 0);
  }
  reading = read_round (bench);
  g_assert_cmpuint (reading->messages->len, ==, 230);
}

#define TELEGRAM(name, test)                                                                       \
  g_test_add ("/social/bots-sandbox/telegram/" name, Bench, NULL, set_up_telegram, test, tear_down)
#define MAX_CHAT(name, test)                                                                       \
  g_test_add ("/social/bots-sandbox/max/" name, Bench, NULL, set_up_max, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TELEGRAM ("question-and-answer", test_question_and_answer);
  TELEGRAM ("edits-are-noticed", test_edits_are_noticed);
  TELEGRAM ("posts-are-remembered", test_telegram_remembers_posts);
  TELEGRAM ("faults", test_telegram_faults);
  TELEGRAM ("group-moves", test_telegram_group_moves);
  TELEGRAM ("question-deleted", test_telegram_question_deleted);
  TELEGRAM ("second-poller", test_telegram_conflict);
  TELEGRAM ("check", test_check);
  MAX_CHAT ("question-and-answer", test_question_and_answer);
  MAX_CHAT ("edits-are-noticed", test_edits_are_noticed);
  MAX_CHAT ("faults", test_max_faults);
  MAX_CHAT ("lost-answer-is-found", test_max_lost_answer);
  MAX_CHAT ("deletion", test_max_deletion);
  MAX_CHAT ("pages", test_max_pages);
  MAX_CHAT ("check", test_check);
  return g_test_run ();
}
