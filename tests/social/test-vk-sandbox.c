/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connector against the sandbox network, which was written from VK's documents and not from the
 * connector: its own parameter table, kinds of tokens and limits of calls in a second. The pace is
 * the one used against VK. */
#include "social/osr-network.h"

#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox.h"
#include "net/osr-await.h"

#define NOW G_GINT64_CONSTANT (1772766720000000) /* 2026-03-06T03:12:00Z */

typedef struct {
  OsrSandbox *sandbox;
  OsrHttpSession *session;
  OsrNetwork *network;
  OsrNetworkAccount *account;
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
  g_autoptr (GError) error = NULL;

  fixture->now = NOW;
  fixture->options.now = read_clock;
  fixture->options.now_data = &fixture->now;
  fixture->options.silent = TRUE;
  fixture->sandbox = osr_sandbox_new (&fixture->options, &error);
  g_assert_no_error (error);
  fixture->session = osr_http_session_new ();
  fixture->network = osr_network_new ("vk", fixture->session);
  fixture->account = osr_network_account_new ("vk", "vk-government", "200000001");
  osr_network_account_set_hosts (fixture->account, osr_sandbox_get_url (fixture->sandbox),
                                 osr_sandbox_get_url (fixture->sandbox), NULL);
  osr_network_account_set_tokens (fixture->account, "demo-service-token",
                                  "demo-group-token-200000001");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->network);
  g_object_unref (fixture->session);
  osr_network_account_unref (fixture->account);
  osr_sandbox_free (fixture->sandbox);
}

/* (transfer full): the body of the answer to a request whose status is 200 */
static char *
fetch (Fixture *fixture, const char *method, const char *path, const char *json)
{
  g_autofree char *uri = g_strconcat (osr_sandbox_get_url (fixture->sandbox), path, NULL);
  g_autoptr (OsrHttpRequest) request = osr_http_request_new (method, uri);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  GBytes *body;

  if (json != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

    osr_http_request_set_body (request, "application/json", bytes);
  }
  osr_http_session_send_async (fixture->session, request, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  answer = osr_http_session_send_finish (fixture->session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (osr_http_answer_get_status (answer), ==, 200);
  body = osr_http_answer_get_body (answer);
  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

/* As a citizen: writes, or with an action edits or deletes. Returns the comment's id. */
static gint64
order_comment (Fixture *fixture, const char *members)
{
  g_autofree char *json =
      g_strdup_printf ("{\"owner_id\":-200000001,\"post_id\":1,\"citizen\":300000001,%s}", members);
  g_autofree char *body = fetch (fixture, "POST", "/_sandbox/comment", json);
  g_autoptr (JsonObject) answer = osr_json_read_object (body, -1, 0, "order", NULL);

  return osr_json_get_int (answer, "comment_id", 0);
}

static OsrNetworkReading *
read_posts (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (fixture->account, 10, NULL, NULL);
  OsrNetworkReading *reading;
  GAsyncResult *slot = NULL;

  osr_network_read_async (fixture->network, round, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  reading = osr_network_read_finish (fixture->network, result, &error);
  g_assert_no_error (error);
  return reading;
}

static OsrNetworkMessage *
find_message (OsrNetworkReading *reading, const char *id)
{
  for (guint i = 0; i < reading->messages->len; i++) {
    OsrNetworkMessage *message = g_ptr_array_index (reading->messages, i);

    if (g_str_equal (message->native_id, id))
      return message;
  }
  return NULL;
}

static OsrNetworkReply *
publish (Fixture *fixture, OsrNetworkSending *sending, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  osr_network_publish_async (fixture->network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return osr_network_publish_finish (fixture->network, result, error);
}

static OsrNetworkReply *
find_reply (Fixture *fixture, OsrNetworkSending *sending)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  OsrNetworkReply *reply;
  GAsyncResult *slot = NULL;

  osr_network_find_reply_async (fixture->network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  g_assert_true (osr_network_find_reply_finish (fixture->network, result, &reply, &error));
  g_assert_no_error (error);
  return reply;
}

static OsrNetworkSending *
answer_to (Fixture *fixture, OsrNetworkMessage *message, const char *text)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new_for_message (message);

  return osr_network_sending_new (fixture->account, target, text, "guid-1", fixture->now);
}

/* From the citizen's words to the reply under them, and to the page on which it is seen. */
static void
test_question_and_answer (Fixture *fixture, gconstpointer data)
{
  gint64 id = order_comment (fixture, "\"text\":\"Яма глубиной <1 м> & больше\\nКогда?\"");
  g_autofree char *native_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (OsrNetworkReading) reading = read_posts (fixture);
  OsrNetworkMessage *question = find_message (reading, native_id);
  g_autoptr (OsrNetworkSending) sending = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (OsrNetworkReading) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *page = NULL;
  OsrNetworkMessage *answer;

  g_assert_nonnull (question);
  g_assert_cmpstr (question->text, ==, "Яма глубиной <1 м> & больше\nКогда?");
  g_assert_cmpint (question->published_at, ==, NOW);
  g_assert_cmpstr (question->context, !=, "");
  g_assert_false (question->from_account);

  fixture->now += OSR_HOUR;
  sending = answer_to (fixture, question, "Добрый день! Работы \"начаты\" & идут.");
  reply = publish (fixture, sending, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reply->published_at, ==, NOW + OSR_HOUR);

  again = read_posts (fixture);
  answer = find_message (again, reply->native_id);
  g_assert_nonnull (answer);
  g_assert_true (answer->from_account);
  g_assert_cmpstr (answer->text, ==, sending->text);
  g_assert_cmpstr (answer->reply_to, ==, native_id);
  g_assert_cmpstr (answer->thread_root, ==, native_id);
  g_assert_cmpstr (answer->permalink, ==, reply->permalink);

  page = fetch (fixture, "GET", reply->permalink + strlen (osr_sandbox_get_url (fixture->sandbox)),
                NULL);
  g_assert_nonnull (strstr (page, "Добрый день!"));
}

static void
test_edited_and_deleted (Fixture *fixture, gconstpointer data)
{
  gint64 edited = order_comment (fixture, "\"text\":\"до\"");
  gint64 marked = order_comment (fixture, "\"text\":\"будет удалён\"");
  gint64 vanished = order_comment (fixture, "\"text\":\"исчезнет\"");
  g_autofree char *edit = g_strdup_printf (
      "\"action\":\"edit\",\"comment_id\":%" G_GINT64_FORMAT ",\"text\":\"после\"", edited);
  g_autofree char *mark =
      g_strdup_printf ("\"action\":\"delete\",\"comment_id\":%" G_GINT64_FORMAT, marked);
  g_autofree char *vanish = g_strdup_printf (
      "\"action\":\"delete\",\"vanish\":true,\"comment_id\":%" G_GINT64_FORMAT, vanished);
  g_autofree char *edited_id = g_strdup_printf ("%" G_GINT64_FORMAT, edited);
  g_autofree char *marked_id = g_strdup_printf ("%" G_GINT64_FORMAT, marked);
  g_autofree char *vanished_id = g_strdup_printf ("%" G_GINT64_FORMAT, vanished);
  g_autoptr (OsrNetworkReading) reading = NULL;

  order_comment (fixture, edit);
  order_comment (fixture, mark);
  order_comment (fixture, vanish);
  reading = read_posts (fixture);

  g_assert_cmpstr (find_message (reading, edited_id)->text, ==, "после");
  g_assert_true (find_message (reading, marked_id)->deleted);
  g_assert_null (find_message (reading, vanished_id));
  for (guint i = 0; i < reading->posts->len; i++)
    g_assert_true (((OsrNetworkPost *) g_ptr_array_index (reading->posts, i))->whole);
}

/* Accepted and then cut off, and cut off before: the look tells which. */
static void
test_cut_off (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *kind;
    gboolean there;
  } cases[] = { { "drop-before", FALSE }, { "drop-after", TRUE } };
  gint64 id = order_comment (fixture, "\"text\":\"Когда?\"");
  g_autofree char *native_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (OsrNetworkReading) reading = read_posts (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (OsrNetworkSending) sending =
        answer_to (fixture, find_message (reading, native_id), "Скоро");
    g_autofree char *fault = g_strdup_printf (
        "{\"method\":\"wall.createComment\",\"kind\":\"%s\",\"times\":1}", cases[i].kind);
    g_autofree char *ordered = fetch (fixture, "POST", "/_sandbox/faults", fault);
    g_autoptr (OsrNetworkReply) reply = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_null (publish (fixture, sending, &error));
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
    reply = find_reply (fixture, sending);
    g_assert_true ((reply != NULL) == cases[i].there);
  }
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkCheck) check = NULL;
  GAsyncResult *slot = NULL;

  osr_network_check_async (fixture->network, fixture->account, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  check = osr_network_check_finish (fixture->network, result, &error);

  g_assert_no_error (error);
  g_assert_null (check->read_fault);
  g_assert_null (check->publish_fault);
  g_assert_nonnull (check->name);
  g_assert_nonnull (check->permissions);
}

/* The token of another community is found out without writing with it. */
static void
test_foreign_token (Fixture *fixture, gconstpointer data)
{
  gint64 id = order_comment (fixture, "\"text\":\"Когда?\"");
  g_autofree char *native_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (OsrNetworkReading) reading = read_posts (fixture);
  g_autoptr (OsrNetworkSending) sending =
      answer_to (fixture, find_message (reading, native_id), "Скоро");
  g_autoptr (GError) error = NULL;

  osr_network_account_set_tokens (fixture->account, NULL, "demo-group-token-200000002");
  g_assert_null (publish (fixture, sending, &error));
  g_assert_true (error->domain == OSR_NET_ERROR);
  g_assert_cmpint (error->code, !=, OSR_NET_ERROR_UNCERTAIN);
  g_assert_null (strstr (error->message, "demo-group-token"));
}

/* Two accounts that share a token are kept within its limit together; error 6 never shows. */
static void
test_pace_is_accepted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *faults = NULL;
  g_autoptr (JsonObject) counts = NULL;
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (fixture->account, 1, NULL, NULL);
  GAsyncResult *slots[2] = { NULL, NULL };

  for (guint i = 0; i < 2; i++)
    osr_network_read_async (fixture->network, round, NULL, osr_await_done, &slots[i]);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GAsyncResult) result = osr_await (&slots[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrNetworkReading) reading =
        osr_network_read_finish (fixture->network, result, &error);

    g_assert_no_error (error);
    g_assert_nonnull (reading);
  }
  faults = fetch (fixture, "GET", "/_sandbox/faults", NULL);
  counts = osr_json_read_object (faults, -1, 0, "faults", NULL);
  g_assert_cmpint (osr_json_get_int (osr_json_get_object (counts, "calls"), "wall.get", 0), ==, 2);
}

/* -- What a user's token may -- */

#define MANAGER 300000001

static OsrNetworkReply *
send (Fixture *f, OsrNetworkSending *sending, gboolean edit, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (edit)
    osr_network_edit_async (f->network, sending, NULL, osr_await_done, &slot);
  else
    osr_network_publish_async (f->network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  return edit ? osr_network_edit_finish (f->network, result, error)
              : osr_network_publish_finish (f->network, result, error);
}

static OsrNetworkReply *
look (Fixture *f, OsrNetworkSending *sending)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  OsrNetworkReply *reply = NULL;

  osr_network_find_reply_async (f->network, sending, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  osr_network_find_reply_finish (f->network, result, &reply, &error);
  g_assert_no_error (error);
  return reply;
}

static OsrNetworkSending *
sending_to (Fixture *f, const char *owner, const char *post, const char *text)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new (owner, post, NULL, NULL);

  return osr_network_sending_new (f->account, target, text, "guid-1", NOW);
}

static void
let_edit (Fixture *f)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (f->sandbox);

  osr_sandbox_wall_community (wall, 200000001)->manager = MANAGER;
  osr_sandbox_wall_add_token (wall, "user-token", OSR_SANDBOX_TOKEN_USER, MANAGER);
  osr_network_account_set_edit_token (f->account, "user-token");
}

/* What is found by its address says how its words are to what was sent. */
static void
test_edit (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) first = sending_to (f, NULL, "1", "Воду дадут & скоро");
  g_autoptr (OsrNetworkSending) second = sending_to (f, NULL, "1", "Воду дадут <завтра>");
  g_autoptr (OsrNetworkReply) there = NULL;
  g_autoptr (OsrNetworkReply) edited = NULL;
  g_autoptr (OsrNetworkReply) seen = NULL;
  g_autoptr (OsrNetworkReply) before = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (osr_network_can_edit (f->network, f->account));
  let_edit (f);
  g_assert_true (osr_network_can_edit (f->network, f->account));
  there = send (f, first, FALSE, &error);
  g_assert_no_error (error);
  osr_network_sending_set_native_id (second, there->native_id);
  before = look (f, second);
  g_assert_cmpint (before->likeness, ==, OSR_NETWORK_OTHER_TEXT);
  edited = send (f, second, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (edited->native_id, ==, there->native_id);
  g_assert_cmpstr (edited->permalink, ==, there->permalink);
  seen = look (f, second);
  g_assert_cmpint (seen->likeness, ==, OSR_NETWORK_SAME_TEXT);
  osr_sandbox_post_comment (osr_sandbox_wall_post (osr_sandbox_get_wall (f->sandbox), -200000001,
                                                   1),
                            g_ascii_strtoll (there->native_id, NULL, 10))
      ->deleted = TRUE;
  g_assert_null (look (f, second));
}

/* Somebody else's comment is not the community's to change. */
static void
test_edit_foreign (Fixture *f, gconstpointer data)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (f->sandbox);
  OsrSandboxPost *post = osr_sandbox_wall_post (wall, -200000001, 1);
  OsrSandboxComment *foreign = osr_sandbox_wall_write (
      wall, post, osr_sandbox_wall_person (wall, "Ирина")->id, NULL, "Нет воды", NOW / 1000000);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, foreign->id);
  g_autoptr (OsrNetworkSending) sending = sending_to (f, "-200000001", "1", "Есть вода");
  g_autoptr (GError) error = NULL;

  let_edit (f);
  osr_network_sending_set_native_id (sending, id);
  g_assert_null (send (f, sending, TRUE, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpstr (foreign->text, ==, "Нет воды");
  g_assert_null (strstr (error->message, "user-token"));
}

static void
test_own_post (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (f, NULL, NULL, "[id700|Ирина]\nВода есть");
  g_autoptr (OsrNetworkReply) none = NULL;
  g_autoptr (OsrNetworkReply) sent = NULL;
  g_autoptr (OsrNetworkReply) found = NULL;
  g_autoptr (OsrNetworkTarget) target = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  none = send (f, sending, FALSE, &error);
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
  g_clear_error (&error);
  let_edit (f);
  g_assert_null (look (f, sending));
  sent = send (f, sending, FALSE, &error);
  g_assert_no_error (error);
  found = look (f, sending);
  g_assert_cmpstr (found->native_id, ==, sent->native_id);
  target = osr_network_read_link (f->network, f->account, sent->permalink, &id);
  g_assert_nonnull (target);
  g_assert_cmpstr (id, ==, sent->native_id);
}

/* Addresses as people copy them, and those of something else. */
static void
test_links (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *url, *owner, *post, *id, *thread;
  } links[] = {
    { "https://vk.com/wall-5_7?reply=9", "-5", "7", "9", NULL },
    { "https://m.vk.ru/wall-5_7?reply=9&thread=8", "-5", "7", "9", "8" },
    { "https://vk.com/wall-200000001_3", NULL, NULL, "3", NULL },
    { "https://vk.com/wall-5_7", NULL, NULL, NULL, NULL },
    { "https://vk.com/wall-5_7?reply=x", NULL, NULL, NULL, NULL },
    { "https://vk.com.example.org/wall-5_7?reply=9", NULL, NULL, NULL, NULL },
    { "https://vk.com/wall5", NULL, NULL, NULL, NULL },
    { "https://vk.com/id1", NULL, NULL, NULL, NULL },
    { "wall-5_7?reply=9", NULL, NULL, NULL, NULL },
    { "https://vk.com/wall-99999999999999999999_7?reply=9", NULL, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++) {
    g_autofree char *id = NULL;
    g_autoptr (OsrNetworkTarget) target =
        osr_network_read_link (f->network, f->account, links[i].url, &id);

    g_test_message ("%s", links[i].url);
    g_assert_cmpstr (id, ==, links[i].id);
    g_assert_cmpint (target != NULL, ==, links[i].id != NULL);
    if (target == NULL)
      continue;
    g_assert_cmpstr (target->owner_id, ==, links[i].owner);
    g_assert_cmpstr (target->post_id, ==, links[i].post);
    g_assert_cmpstr (target->thread_root, ==, links[i].thread);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/social/vk-sandbox/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("question-and-answer", test_question_and_answer);
  ADD ("edited-and-deleted", test_edited_and_deleted);
  ADD ("cut-off", test_cut_off);
  ADD ("check", test_check);
  ADD ("edit", test_edit);
  ADD ("edit-foreign", test_edit_foreign);
  ADD ("own-post", test_own_post);
  ADD ("links", test_links);
  ADD ("foreign-token", test_foreign_token);
  ADD ("pace-is-accepted", test_pace_is_accepted);
  return g_test_run ();
}
