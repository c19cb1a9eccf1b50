/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telegram through the interface that the monitor and the publisher use, against a host on loopback:
 * updates confirmed only by the next round, one reply once, what every refusal comes to, and a token that
 * nobody gets to see. */
#include "social/telegram/osr-telegram-network.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/osr-json.h"
#include "net/osr-raw-server.h"
#include "social/call/osr-network-call.h"
#include "social/bots/fake-answers.h"
#include "social/telegram/osr-telegram-fault.h"

#define TOKEN "77:canary-token_AAF"
#define SENT                                                                                       \
  "{\"ok\":true,\"result\":{\"message_id\":50,\"date\":2000,\"from\":{\"id\":77,\"is_bot\":true}," \
  "\"chat\":{\"id\":-1002002,\"type\":\"supergroup\"},\"text\":\"Ответ\"}}"
#define REFUSED(code, words) "{\"ok\":false,\"error_code\":" #code ",\"description\":\"" words "\"}"

typedef struct {
  FakeAnswers *host;
  OsrNetwork *network;
  OsrNetworkAccount *account;
  OsrNetworkSending *sending;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new ("-1002002", "9", "41", "41");

  fixture->host = fake_answers_new ();
  fixture->network = osr_network_new ("telegram", session);
  osr_network_caller_set_pace (
      osr_telegram_network_get_caller (OSR_TELEGRAM_NETWORK (fixture->network)), 0);
  fixture->account = osr_network_account_new ("telegram", "telegram-oblast", "-1001");
  osr_network_account_set_hosts (fixture->account, fake_answers_get_base (fixture->host), NULL,
                                 NULL);
  osr_network_account_set_tokens (fixture->account, NULL, TOKEN);
  fixture->sending = osr_network_sending_new (fixture->account, target, "Ответ <b>&", "guid", 0);
  fake_answers_usual (fixture->host, "getChat", 200,
                      "{\"ok\":true,\"result\":{\"id\":-1001,\"type\":\"channel\",\"title\":"
                      "\"Область\",\"linked_chat_id\":-1002002}}");
  fake_answers_usual (fixture->host, "getUpdates", 200, "{\"ok\":true,\"result\":[]}");
  fake_answers_usual (fixture->host, "sendMessage", 200, SENT);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  osr_network_sending_unref (fixture->sending);
  osr_network_account_unref (fixture->account);
  g_object_unref (fixture->network);
  fake_answers_free (fixture->host);
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

/* -- Reading -- */

static void
test_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) first = NULL;
  g_autoptr (OsrNetworkReading) second = NULL;
  JsonObject *asked;

  fake_answers_next (fixture->host, "getUpdates", 200,
                     "{\"ok\":true,\"result\":[{\"update_id\":70,\"message\":{\"message_id\":41,"
                     "\"date\":1000,\"chat\":{\"id\":-1002002,\"type\":\"supergroup\"},\"from\":{"
                     "\"id\":8,\"first_name\":\"Анна\"},\"text\":\"Когда?\"}}]}");
  first = read_round (fixture, NULL);
  asked = fake_answers_last_json (fixture->host);
  g_assert_false (json_object_has_member (asked, "offset"));
  g_assert_cmpint (osr_json_get_int (asked, "timeout", -1), ==, 0);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (asked, "allowed_updates")), ==, 5);
  g_assert_cmpuint (first->messages->len, ==, 1);
  g_assert_cmpuint (fake_answers_count (fixture->host, "getUpdates"), ==, 1);

  /* the channel is known by now; the first round's updates are confirmed */
  second = read_round (fixture, first->place);
  g_assert_cmpint (osr_json_get_int (fake_answers_last_json (fixture->host), "offset", 0), ==, 71);
  g_assert_cmpuint (fake_answers_count (fixture->host, "getChat"), ==, 1);
  g_assert_cmpuint (second->messages->len, ==, 0);
}

/* A round whose outcome was not written down is read again from the same place. */
static void
test_read_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) first = read_round (fixture, NULL);
  g_autoptr (OsrNetworkReading) once = NULL;
  g_autoptr (OsrNetworkReading) again = NULL;

  fake_answers_usual (fixture->host, "getUpdates", 200,
                      "{\"ok\":true,\"result\":[{\"update_id\":70,\"message\":{\"message_id\":41,"
                      "\"date\":1000,\"chat\":{\"id\":-1002002},\"text\":\"a\"}}]}");
  once = read_round (fixture, first->place);
  again = read_round (fixture, first->place);
  g_assert_cmpuint (once->messages->len, ==, 1);
  g_assert_cmpuint (again->messages->len, ==, 1);
  g_assert_false (json_object_has_member (fake_answers_last_json (fixture->host), "offset"));
  g_assert_cmpstr (once->place, ==, again->place);
}

/* Two channels with one bot would take each other's comments away unseen. */
static void
test_one_bot_one_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) first = read_round (fixture, NULL);
  g_autoptr (OsrNetworkReading) again = read_round (fixture, first->place);
  g_autoptr (OsrNetworkAccount) other = osr_network_account_new ("telegram", "other", "-1009");
  g_autoptr (OsrNetworkReading) own = NULL;
  g_autoptr (GError) error = NULL;

  osr_network_account_set_hosts (other, fake_answers_get_base (fixture->host), NULL, NULL);
  osr_network_account_set_tokens (other, NULL, TOKEN);
  g_assert_null (fake_answers_read (fixture->network, other, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_clear_error (&error);
  g_assert_cmpuint (fake_answers_count (fixture->host, "getUpdates"), ==, 2);
  osr_network_account_set_tokens (other, NULL, "78:another");
  own = fake_answers_read (fixture->network, other, NULL, &error);
  g_assert_no_error (error);
}

static void
test_group_of_the_setting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) reading = NULL;

  fake_answers_usual (fixture->host, "getChat", 200, "{\"ok\":true,\"result\":{\"id\":-1001}}");
  osr_network_account_set_option (fixture->account, "group", "-5");
  fake_answers_usual (fixture->host, "getUpdates", 200,
                      "{\"ok\":true,\"result\":[{\"update_id\":1,\"message\":{\"message_id\":41,"
                      "\"date\":1000,\"chat\":{\"id\":-5},\"text\":\"a\"}}]}");
  reading = read_round (fixture, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 1);
}

static const struct {
  const char *name, *body;
  guint status;
  OsrNetError class;
  guint calls;
} read_faults[] = {
  { "a webhook", REFUSED (409, "Conflict: can't use getUpdates method while webhook is active"),
    409, OSR_NET_ERROR_TEMPORARY, 1 },
  { "the token", REFUSED (401, "Unauthorized"), 401, OSR_NET_ERROR_AUTH, 1 },
  { "too many", REFUSED (429, "Too Many Requests: retry after 3"), 429, OSR_NET_ERROR_RATE_LIMITED,
    1 },
  { "stumbles", REFUSED (500, "Internal Server Error"), 500, OSR_NET_ERROR_TEMPORARY, 1 },
  { "a page", "<html>502</html>", 502, OSR_NET_ERROR_TEMPORARY, 1 },
  { "nonsense", "{\"ok\":true,\"result\":17}", 200, OSR_NET_ERROR_PROTOCOL, 1 },
  { "cut short", "{\"ok\":true,\"result\":[", 200, OSR_NET_ERROR_PROTOCOL, 1 },
  { "closes", NULL, 0, OSR_NET_ERROR_TEMPORARY, 1 },
};

static void
test_read_faults (Fixture *fixture, gconstpointer data)
{
  const char *place = "{\"offset\":5,\"channel\":\"-1001\",\"group\":\"-1002002\"}";

  for (guint i = 0; i < G_N_ELEMENTS (read_faults); i++) {
    guint before = fake_answers_count (fixture->host, "getUpdates");
    g_autoptr (GError) error = NULL;

    fake_answers_usual (fixture->host, "getUpdates", read_faults[i].status, read_faults[i].body);
    g_assert_null (fake_answers_read (fixture->network, fixture->account, place, &error));
    g_test_message ("%s: %s", read_faults[i].name, error->message);
    g_assert_error (error, OSR_NET_ERROR, (gint) read_faults[i].class);
    if (read_faults[i].status != 0)
      g_assert_cmpuint (fake_answers_count (fixture->host, "getUpdates") - before, ==,
                        read_faults[i].calls);
  }
}

/* -- Publishing -- */

static void
test_publish (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply =
      fake_answers_publish (fixture->network, fixture->sending, &error);
  JsonObject *asked = fake_answers_last_json (fixture->host);
  JsonObject *answered = osr_json_get_object (asked, "reply_parameters");

  g_assert_no_error (error);
  g_assert_cmpstr (reply->native_id, ==, "50");
  g_assert_cmpstr (reply->permalink, ==, "https://t.me/c/2002/50");
  g_assert_cmpint (reply->published_at, ==, 2000 * OSR_SECOND);
  g_assert_cmpint (osr_json_get_int (asked, "chat_id", 0), ==, -1002002);
  g_assert_cmpstr (osr_json_get_string (asked, "text"), ==, "Ответ <b>&");
  g_assert_cmpint (osr_json_get_int (answered, "message_id", 0), ==, 41);
  g_assert_false (osr_json_get_boolean (answered, "allow_sending_without_reply", TRUE));
  g_assert_true (osr_json_get_boolean (osr_json_get_object (asked, "link_preview_options"),
                                       "is_disabled", FALSE));
  g_assert_false (json_object_has_member (asked, "parse_mode"));
  g_assert_false (json_object_has_member (asked, "message_thread_id"));
}

static const struct {
  const char *answer;
  guint status;
  OsrNetError class;
} rows[] = {
  { REFUSED (400, "Bad Request: chat not found"), 400, OSR_NET_ERROR_REJECTED },
  { REFUSED (400, "Bad Request: message to be replied not found"), 400, OSR_NET_ERROR_REJECTED },
  { REFUSED (400, "Bad Request: message is too long"), 400, OSR_NET_ERROR_REJECTED },
  { REFUSED (400, "Bad Request: words of next year"), 400, OSR_NET_ERROR_REJECTED },
  { REFUSED (401, "Unauthorized"), 401, OSR_NET_ERROR_AUTH },
  { REFUSED (404, "Not Found"), 404, OSR_NET_ERROR_AUTH },
  { REFUSED (403, "Forbidden: bot was kicked from the supergroup chat"), 403,
    OSR_NET_ERROR_REJECTED },
  { REFUSED (409, "Conflict"), 409, OSR_NET_ERROR_TEMPORARY },
  { REFUSED (413, "Request Entity Too Large"), 413, OSR_NET_ERROR_REJECTED },
  { REFUSED (420, "FLOOD_WAIT_5"), 420, OSR_NET_ERROR_REJECTED },
  { "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 7\","
    "\"parameters\":{\"retry_after\":7}}",
    429, OSR_NET_ERROR_RATE_LIMITED },
  { REFUSED (429, "Too Many Requests"), 429, OSR_NET_ERROR_RATE_LIMITED },
  { "<html>too large</html>", 413, OSR_NET_ERROR_REJECTED },
  { "<html>not yours</html>", 401, OSR_NET_ERROR_AUTH },
  { "<html>slow down</html>", 429, OSR_NET_ERROR_RATE_LIMITED },
  { "<html>waited too long</html>", 408, OSR_NET_ERROR_UNCERTAIN },
  { "", 499, OSR_NET_ERROR_UNCERTAIN },
  { REFUSED (500, "Internal Server Error"), 500, OSR_NET_ERROR_UNCERTAIN },
  { "{\"ok\":false,\"description\":\"odd\"}", 502, OSR_NET_ERROR_UNCERTAIN },
  { "{\"ok\":false,\"description\":\"odd\"}", 200, OSR_NET_ERROR_UNCERTAIN },
  { "<html>502 Bad Gateway</html>", 502, OSR_NET_ERROR_UNCERTAIN },
  { "", 503, OSR_NET_ERROR_UNCERTAIN },
  { SENT, 504, OSR_NET_ERROR_UNCERTAIN },
  { "", 302, OSR_NET_ERROR_UNCERTAIN },
  { "{\"ok\":true,\"result\":{}}", 200, OSR_NET_ERROR_UNCERTAIN },
  { "{\"ok\":true,\"result\":true}", 200, OSR_NET_ERROR_UNCERTAIN },
  { "{\"ok\":true,\"resu", 200, OSR_NET_ERROR_UNCERTAIN },
  { "\xff\xfe", 200, OSR_NET_ERROR_UNCERTAIN },
  { NULL, 0, OSR_NET_ERROR_UNCERTAIN },
};

/* The table beside osr_telegram_judge(), row by row; whatever comes, one message was sent at most. */
static void
test_outcomes (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    fake_answers_usual (fixture->host, "sendMessage", rows[i].status, rows[i].answer);
    g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &error));
    g_test_message ("%u: %s", rows[i].status, error->message);
    g_assert_error (error, OSR_NET_ERROR, (gint) rows[i].class);
    g_assert_cmpuint (fake_answers_count (fixture->host, "sendMessage"), ==, i + 1);
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

#define MOVED                                                                                      \
  "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded to a "  \
  "supergroup chat\",\"parameters\":{\"migrate_to_chat_id\":-1003003}}"

static void
test_group_moved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;

  fake_answers_next (fixture->host, "sendMessage", 400, MOVED);
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*telegram-oblast*-1003003*");
  reply = fake_answers_publish (fixture->network, fixture->sending, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_assert_cmpuint (fake_answers_count (fixture->host, "sendMessage"), ==, 2);
  g_assert_cmpint (osr_json_get_int (fake_answers_last_json (fixture->host), "chat_id", 0), ==,
                   -1003003);
}

/* A group that is said to move for ever is not followed for ever. */
static void
test_group_moves_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_answers_usual (fixture->host, "sendMessage", 400, MOVED);
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*-1003003*");
  g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &error));
  g_test_assert_expected_messages ();
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY);
  g_assert_cmpuint (fake_answers_count (fixture->host, "sendMessage"), ==, 2);
}

/* After "wait seven seconds" nothing is sent for the while; what would have been is surely not. */
static void
test_pause_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  osr_network_caller_set_pace (
      osr_telegram_network_get_caller (OSR_TELEGRAM_NETWORK (fixture->network)), 100);
  fake_answers_next (fixture->host, "sendMessage", 429,
                     "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":600}}");
  g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &error));
  g_clear_error (&error);
  g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED);
  g_assert_cmpuint (fake_answers_count (fixture->host, "sendMessage"), ==, 1);
}

static OsrNetworkSending *
sending_of (Fixture *fixture, const char *text, const char *post, const char *reply_to)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new ("-1002002", post, reply_to, NULL);

  return osr_network_sending_new (fixture->account, target, text, "guid", 0);
}

/* Four thousand and ninety-six units of UTF-16 pass, one more does not: nothing is split. */
static void
test_text_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) face = g_string_new (NULL);
  g_autoptr (OsrNetworkSending) fits = NULL;
  g_autoptr (OsrNetworkSending) not = NULL;
  g_autoptr (OsrNetworkSending) blank = sending_of (fixture, " \n", "9", "41");
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2048; i++)
    g_string_append (face, "😂");
  fits = sending_of (fixture, face->str, "9", "41");
  g_string_append_c (face, '.');
  not = sending_of (fixture, face->str, "9", "41");

  reply = fake_answers_publish (fixture->network, fits, &error);
  g_assert_no_error (error);
  g_assert_null (fake_answers_publish (fixture->network, not, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_clear_error (&error);
  g_assert_null (fake_answers_publish (fixture->network, blank, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpuint (fake_answers_count (fixture->host, "sendMessage"), ==, 1);
}

static void
test_no_orphans (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_of (fixture, "Ответ", "9", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (fake_answers_publish (fixture->network, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpuint (fake_answers_count (fixture->host, "sendMessage"), ==, 0);
}

/* -- Files -- */

static OsrNetworkFile *
make_file (const char *folder, const char *name, const char *media_type)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = g_strdup_printf ("bytes of %s", name);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return osr_network_file_new (digest, path, name, media_type, strlen (text));
}

static void
forget_file (const OsrNetworkFile *file)
{
  g_assert_cmpint (g_unlink (file->path), ==, 0);
}

static void
assert_asked (Fixture *fixture, const char *words)
{
  g_assert_nonnull (strstr (fake_answers_last_body (fixture->host), words));
}

static void
test_photo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("osr-telegram-XXXXXX", NULL);
  g_autoptr (OsrNetworkFile) photo = make_file (folder, "дом \"1\".jpg", "image/jpeg");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;

  osr_network_sending_add_file (fixture->sending, photo);
  fake_answers_usual (fixture->host, "sendPhoto", 200, SENT);
  reply = fake_answers_publish (fixture->network, fixture->sending, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->native_id, ==, "50");
  assert_asked (fixture, "name=\"chat_id\"\r\n\r\n-1002002\r\n");
  assert_asked (fixture, "name=\"caption\"\r\n\r\nОтвет <b>&\r\n");
  assert_asked (fixture, "name=\"reply_parameters\"\r\n\r\n{\"message_id\":41,"
                         "\"allow_sending_without_reply\":false}\r\n");
  assert_asked (fixture, "name=\"photo\"; filename=\"дом %221%22.jpg\"\r\n"
                         "Content-Type: image/jpeg\r\n\r\nbytes of дом \"1\".jpg\r\n--");
  g_assert_true (g_str_has_prefix (fake_answers_last_header (fixture->host, "Content-Type"),
                                   "multipart/form-data; boundary="));

  /* changed since it was approved */
  g_assert_true (g_file_set_contents (photo->path, "other bytes", -1, NULL));
  g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpuint (fake_answers_count (fixture->host, "sendPhoto"), ==, 1);
  forget_file (photo);
  g_rmdir (folder);
}

static void
test_album (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("osr-telegram-XXXXXX", NULL);
  g_autoptr (OsrNetworkFile) photo = make_file (folder, "a.jpg", "image/jpeg");
  g_autoptr (OsrNetworkFile) video = make_file (folder, "b.mp4", "video/mp4");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;

  osr_network_sending_add_file (fixture->sending, photo);
  osr_network_sending_add_file (fixture->sending, video);
  fake_answers_usual (fixture->host, "sendMediaGroup", 200,
                      "{\"ok\":true,\"result\":[{\"message_id\":60},{\"message_id\":61}]}");
  reply = fake_answers_publish (fixture->network, fixture->sending, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reply->native_id, ==, "60");
  assert_asked (fixture,
                "[{\"type\":\"photo\",\"media\":\"attach://file0\",\"caption\":\"Ответ <b>&\"},"
                "{\"type\":\"video\",\"media\":\"attach://file1\"}]");
  assert_asked (fixture, "name=\"file1\"; filename=\"b.mp4\"");
  forget_file (photo);
  forget_file (video);
  g_rmdir (folder);
}

static void
test_files_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (1025, 'x');
  g_autoptr (OsrNetworkFile) large =
      osr_network_file_new ("d", "/nowhere", "a.jpg", "image/jpeg", 11 * 1024 * 1024);
  g_autoptr (OsrNetworkFile) absent =
      osr_network_file_new ("d", "/nowhere/at/all", "a.jpg", "image/jpeg", 5);
  g_autoptr (OsrNetworkFile) paper =
      osr_network_file_new ("d", "/nowhere", "a.pdf", "application/pdf", 5);
  OsrNetworkSending *sendings[] = {
    sending_of (fixture, "Ответ", "9", "41"),
    sending_of (fixture, "Ответ", "9", "41"),
    sending_of (fixture, "Ответ", "9", "41"),
    sending_of (fixture, long_text, "9", "41"),
  };

  osr_network_sending_add_file (sendings[0], large);
  osr_network_sending_add_file (sendings[1], absent);
  osr_network_sending_add_file (sendings[2], absent);
  osr_network_sending_add_file (sendings[2], paper);
  osr_network_sending_add_file (sendings[3], absent);
  for (guint i = 0; i < G_N_ELEMENTS (sendings); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (fake_answers_publish (fixture->network, sendings[i], &error));
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
    osr_network_sending_unref (sendings[i]);
  }
  g_assert_cmpuint (fake_answers_count (fixture->host, "sendPhoto"), ==, 0);
  g_assert_cmpuint (fake_answers_count (fixture->host, "sendMediaGroup"), ==, 0);
}

/* -- Editing, looking -- */

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) edited = NULL;
  g_autoptr (OsrNetworkReply) same = NULL;
  JsonObject *asked;

  osr_network_sending_set_native_id (fixture->sending, "50");
  fake_answers_usual (fixture->host, "editMessageText", 200, SENT);
  edited = fake_answers_edit (fixture->network, fixture->sending, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (edited->native_id, ==, "50");
  asked = fake_answers_last_json (fixture->host);
  g_assert_cmpint (osr_json_get_int (asked, "message_id", 0), ==, 50);
  g_assert_false (json_object_has_member (asked, "reply_parameters"));

  fake_answers_usual (fixture->host, "editMessageText", 400,
                      REFUSED (400, "Bad Request: message is not modified"));
  same = fake_answers_edit (fixture->network, fixture->sending, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (same->native_id, ==, "50");

  fake_answers_usual (fixture->host, "editMessageText", 502, "");
  g_assert_null (fake_answers_edit (fixture->network, fixture->sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
}

static void
test_nothing_is_read_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  OsrNetworkAbilities abilities;
  OsrNetworkReply *reply;

  osr_network_get_abilities (fixture->network, fixture->account, &abilities);
  g_assert_true (abilities.publishes && abilities.edits);
  g_assert_false (abilities.reads_back);
  g_assert_false (fake_answers_find (fixture->network, fixture->sending, &reply, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
}

static void
assert_link (Fixture *fixture, const char *url, const char *owner, const char *native_id)
{
  g_autofree char *found = NULL;
  g_autoptr (OsrNetworkTarget) target =
      osr_network_read_link (fixture->network, fixture->account, url, &found);

  g_assert_cmpstr (found, ==, native_id);
  g_assert_true ((target != NULL) == (native_id != NULL));
  if (target != NULL)
    g_assert_cmpstr (target->owner_id, ==, owner);
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  osr_network_account_set_option (fixture->account, "group", "-1002002");
  assert_link (fixture, "https://t.me/oblast/9?comment=41", "-1002002", "41");
  assert_link (fixture, "https://t.me/c/2002/41", "-1002002", "41");
  assert_link (fixture, "https://t.me/oblast_chat/41", "@oblast_chat", "41");
  assert_link (fixture, "https://t.me/oblast", NULL, NULL);
  assert_link (fixture, "https://t.me/oblast/x", NULL, NULL);
  assert_link (fixture, "https://t.me.example.org/oblast/9", NULL, NULL);
  assert_link (fixture, "nothing", NULL, NULL);
}

/* -- The account's test -- */

#define BOT(reads_all)                                                                             \
  "{\"ok\":true,\"result\":{\"id\":77,\"is_bot\":true,\"first_name\":\"Ответы\","            \
  "\"can_read_all_group_messages\":" reads_all "}}"
#define MEMBER(status) "{\"ok\":true,\"result\":{\"status\":\"" status "\",\"user\":{\"id\":77}}}"
#define NO_HOOK        "{\"ok\":true,\"result\":{\"url\":\"\"}}"

static const struct {
  const char *bot, *hook, *member, *read_fault, *publish_fault;
  const char *missing;
  const char *spared;
} checks[] = {
  { BOT ("true"), NO_HOOK, MEMBER ("member"), NULL, NULL },
  { BOT ("false"), NO_HOOK, MEMBER ("administrator"), NULL, NULL },
  { BOT ("false"), NO_HOOK, MEMBER ("member"), NULL, NULL, "privacy mode" },
  { BOT ("true"), NO_HOOK, MEMBER ("kicked"), "not in the channel's", "not in the channel's" },
  { BOT ("true"), NO_HOOK, MEMBER ("restricted"), NULL, NULL, "may not write" },
  { BOT ("true"), NO_HOOK, MEMBER ("restricted\",\"can_send_messages\":true,\"a\":\""), NULL, NULL,
    NULL, "no pictures" },
  { BOT ("true"), "{\"ok\":true,\"result\":{\"url\":\"https://elsewhere\"}}", MEMBER ("member"),
    "webhook", NULL },
  { REFUSED (401, "Unauthorized"), NO_HOOK, MEMBER ("member"), "Unauthorized", "Unauthorized" },
};

static void
assert_words (const char *sentence, const char *words)
{
  g_assert_true ((sentence != NULL) == (words != NULL));
  if (words != NULL)
    g_assert_nonnull (strstr (sentence, words));
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrNetworkCheck) check = NULL;

    fake_answers_usual (fixture->host, "getMe", strstr (checks[i].bot, "401") != NULL ? 401 : 200,
                        checks[i].bot);
    fake_answers_usual (fixture->host, "getWebhookInfo", 200, checks[i].hook);
    fake_answers_usual (fixture->host, "getChatMember", 200, checks[i].member);
    check = fake_answers_check (fixture->network, fixture->account, &error);
    g_assert_no_error (error);
    g_test_message ("%u: %s / %s", i, check->read_fault, check->publish_fault);
    assert_words (check->read_fault, checks[i].read_fault);
    assert_words (check->publish_fault, checks[i].publish_fault);
    g_assert_cmpuint (check->missing->len, ==, checks[i].missing != NULL);
    g_assert_cmpuint (check->spared->len, ==, checks[i].spared != NULL);
    if (checks[i].missing != NULL)
      assert_words (check->missing->pdata[0], checks[i].missing);
    if (checks[i].spared != NULL)
      assert_words (check->spared->pdata[0], checks[i].spared);
  }
}

static void
test_check_without_group (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkCheck) check = NULL;

  fake_answers_usual (fixture->host, "getMe", 200, BOT ("true"));
  fake_answers_usual (fixture->host, "getWebhookInfo", 200, NO_HOOK);
  fake_answers_usual (fixture->host, "getChat", 200,
                      "{\"ok\":true,\"result\":{\"id\":-1001,\"title\":\"Область\"}}");
  check = fake_answers_check (fixture->network, fixture->account, NULL);
  g_assert_cmpstr (check->name, ==, "Область");
  assert_words (check->read_fault, "no discussion group");
  g_assert_cmpuint (fake_answers_count (fixture->host, "getChatMember"), ==, 0);
}

/* -- The token -- */

static void
assert_secret (const char *text)
{
  g_assert_null (strstr (text, "canary-token"));
}

/* Telegram repeats the address in nothing; whoever stands in between may. */
static void
test_token_is_told_nobody (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = {
    REFUSED (404, "Not Found: /bot" TOKEN "/sendMessage"),
    "<html>/bot" TOKEN "/sendMessage was not found</html>",
    "{\"ok\":true,\"result\":\"" TOKEN "\"}",
    "{\"ok\":true \"" TOKEN "\"",
  };
  g_autofree char *nowhere = osr_raw_unused_uri ();
  g_autoptr (GError) offline = NULL;
  g_autoptr (GError) base = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GError) read_error = NULL;

    fake_answers_usual (fixture->host, "sendMessage", i == 1 ? 404 : 200, answers[i]);
    fake_answers_usual (fixture->host, "getChat", i == 1 ? 404 : 200, answers[i]);
    g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &error));
    assert_secret (error->message);
    g_assert_null (fake_answers_read (fixture->network, fixture->account, NULL, &read_error));
    assert_secret (read_error->message);
  }
  osr_network_account_set_hosts (fixture->account, nowhere, NULL, NULL);
  g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &offline));
  assert_secret (offline->message);
  osr_network_account_set_hosts (fixture->account, "no address", NULL, NULL);
  g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &base));
  assert_secret (base->message);
}

/* What is no token of a bot does not get into an address at all. */
static void
test_odd_tokens (Fixture *fixture, gconstpointer data)
{
  static const char *const tokens[] = { "canary-token", "77:",  "77:a/../../x", "77:a?b",
                                        "77:a b",       ":abc", "77:a\r\nX: y" };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++) {
    g_autoptr (GError) error = NULL;

    osr_network_account_set_tokens (fixture->account, NULL, tokens[i]);
    g_assert_null (fake_answers_publish (fixture->network, fixture->sending, &error));
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
    assert_secret (error->message);
  }
  g_assert_cmpuint (fake_answers_count (fixture->host, "sendMessage"), ==, 0);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/social/telegram-network/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("reads-and-confirms-later", test_read);
  ADD ("reads-again-from-the-same-place", test_read_again);
  ADD ("one-bot-reads-for-one-account", test_one_bot_one_account);
  ADD ("group-of-the-setting", test_group_of_the_setting);
  ADD ("reading-faults", test_read_faults);
  ADD ("publishes", test_publish);
  ADD ("outcomes", test_outcomes);
  ADD ("no-connection-sent-nothing", test_no_connection);
  ADD ("group-moved-is-followed-once", test_group_moved);
  ADD ("group-that-moves-again", test_group_moves_again);
  ADD ("pause-is-kept", test_pause_is_kept);
  ADD ("text-limit-in-utf16", test_text_limit);
  ADD ("no-orphans", test_no_orphans);
  ADD ("photo", test_photo);
  ADD ("album", test_album);
  ADD ("files-refused-before-the-text", test_files_refused);
  ADD ("edits", test_edit);
  ADD ("nothing-is-read-back", test_nothing_is_read_back);
  ADD ("links", test_links);
  ADD ("check", test_check);
  ADD ("check-without-group", test_check_without_group);
  ADD ("token-is-told-nobody", test_token_is_told_nobody);
  ADD ("odd-tokens-go-nowhere", test_odd_tokens);
  return g_test_run ();
}
