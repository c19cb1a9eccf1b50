/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies in topics of a community's board against the sandbox's VK: by a person's token and no other,
 * once, found again through all pages; and the places where no program publishes. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/osr-sandbox.h"
#include "net/osr-await.h"
#include "social/osr-network.h"

#define NOW       G_GINT64_CONSTANT (1772766720000000) /* 2026-03-06T03:12:00Z */
#define COMMUNITY 200000001
#define OWNER     "-200000001"
#define MANAGER   300000001
#define TOPIC     90

typedef struct {
  OsrSandbox *sandbox;
  OsrHttpSession *session;
  OsrNetwork *network;
  OsrNetworkAccount *account;
  OsrSandboxOptions options;
  OsrSandboxPost *topic;
  gint64 now;
} Fixture;

static gint64
read_clock (gpointer data)
{
  return *(gint64 *) data;
}

static OsrSandboxWall *
wall_of (Fixture *f)
{
  return osr_sandbox_get_wall (f->sandbox);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *url;

  f->now = NOW;
  f->options.now = read_clock;
  f->options.now_data = &f->now;
  f->options.silent = TRUE;
  f->options.unlimited = TRUE;
  f->sandbox = osr_sandbox_new (&f->options, &error);
  g_assert_no_error (error);
  url = osr_sandbox_get_url (f->sandbox);
  f->session = osr_http_session_new ();
  f->network = osr_network_new ("vk", f->session);
  f->account = osr_network_account_new ("vk", "vk-government", "200000001");
  osr_network_account_set_hosts (f->account, url, url, NULL);
  osr_network_account_set_option (f->account, "pace", "0");
  osr_network_account_set_tokens (f->account, "demo-service-token", "demo-group-token-200000001");
  osr_sandbox_wall_community (wall_of (f), COMMUNITY)->manager = MANAGER;
  osr_sandbox_wall_add_token (wall_of (f), "user-token", OSR_SANDBOX_TOKEN_USER, MANAGER);
  osr_network_account_set_edit_token (f->account, "user-token");
  f->topic = osr_sandbox_wall_add_post (wall_of (f), -COMMUNITY, TOPIC, NOW / OSR_SECOND - 7200,
                                        "Вопросы и ответы");
  f->topic->topic = TRUE;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->network);
  g_object_unref (f->session);
  osr_network_account_unref (f->account);
  osr_sandbox_free (f->sandbox);
}

static OsrSandboxComment *
say (Fixture *f, const char *text)
{
  return osr_sandbox_wall_write (wall_of (f), f->topic,
                                 osr_sandbox_wall_person (wall_of (f), "Иван")->id, NULL, text,
                                 f->now / OSR_SECOND);
}

static guint
count_replies (Fixture *f)
{
  guint n = wall_of (f)->late->len;

  for (guint i = 0; i < f->topic->comments->len; i++)
    n += ((OsrSandboxComment *) f->topic->comments->pdata[i])->from_id == -COMMUNITY;
  return n;
}

static void
fault (Fixture *f, const char *method, const char *members)
{
  g_autofree char *json = g_strdup_printf ("{\"method\":\"%s\",\"times\":1,%s}", method, members);
  g_autoptr (JsonObject) order = osr_json_read_object (json, -1, 0, "fault", NULL);

  g_assert_true (osr_sandbox_faults_order (f->sandbox->faults, order));
}

static gint64
count_calls (Fixture *f, const char *method)
{
  g_autoptr (JsonNode) node = osr_sandbox_faults_describe (f->sandbox->faults);

  return osr_json_get_int (osr_json_get_object (json_node_get_object (node), "calls"), method, 0);
}

static OsrNetworkReading *
read_round (Fixture *f, const char *place)
{
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (f->account, 1, place, NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  OsrNetworkReading *reading;

  osr_network_read_async (f->network, round, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  reading = osr_network_read_finish (f->network, result, &error);
  g_assert_no_error (error);
  return reading;
}

static OsrNetworkSending *
sending_to (Fixture *f, const char *owner, const char *post, const char *text)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new (owner, post, "7", "7");

  return osr_network_sending_new (f->account, target, text, "guid-1", NOW);
}

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

static OsrNetworkMessage *
find_said (OsrNetworkReading *reading, const char *text)
{
  for (guint i = 0; i < reading->messages->len; i++) {
    OsrNetworkMessage *message = reading->messages->pdata[i];

    if (g_str_equal (message->text, text))
      return message;
  }
  return NULL;
}

/* From a citizen's words in the topic, told by the long poll, to the reply behind them. */
static void
test_question_and_answer (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) before = read_round (f, NULL);
  OsrSandboxComment *question = say (f, "Когда дадут <воду>?");
  g_autoptr (OsrNetworkReading) reading = read_round (f, before->place);
  OsrNetworkMessage *message = find_said (reading, question->text);
  g_autoptr (OsrNetworkTarget) target = NULL;
  g_autoptr (OsrNetworkSending) sending = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (OsrNetworkReply) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *link = NULL;
  const OsrSandboxComment *there;

  g_assert_nonnull (message);
  g_assert_cmpstr (message->post_id, ==, "topic90");
  target = osr_network_target_new_for_message (message);
  f->now += OSR_HOUR;
  sending =
      osr_network_sending_new (f->account, target, "Воду дадут & \"скоро\"", "guid-1", f->now);
  g_assert_null (look (f, sending));
  reply = send (f, sending, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_replies (f), ==, 1);
  there = f->topic->comments->pdata[f->topic->comments->len - 1];
  link = g_strdup_printf ("%s/topic-200000001_90?post=%" G_GINT64_FORMAT,
                          osr_sandbox_get_url (f->sandbox), there->id);
  g_assert_cmpint (there->from_id, ==, -COMMUNITY);
  g_assert_cmpstr (there->text, ==, sending->text);
  g_assert_cmpstr (there->guid, ==, "guid-1");
  g_assert_cmpstr (reply->permalink, ==, link);
  g_assert_cmpint (reply->published_at, ==, f->now);
  found = look (f, sending);
  g_assert_cmpstr (found->native_id, ==, reply->native_id);
  g_assert_cmpstr (found->permalink, ==, link);
}

/* By its address it is found as it is now: there, edited, gone. */
static void
test_looked_at_again (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) first = sending_to (f, OWNER, "topic90", "Воду дали");
  g_autoptr (OsrNetworkReply) reply = send (f, first, FALSE, NULL);
  g_autofree char *id = NULL;
  g_autoptr (OsrNetworkTarget) target =
      osr_network_read_link (f->network, f->account, reply->permalink, &id);
  g_autoptr (OsrNetworkSending) later = NULL;
  g_autoptr (OsrNetworkReply) there = NULL;
  g_autoptr (OsrNetworkReply) edited = NULL;
  OsrSandboxComment *comment = f->topic->comments->pdata[0];

  g_assert_cmpstr (id, ==, reply->native_id);
  g_assert_cmpstr (target->owner_id, ==, OWNER);
  g_assert_cmpstr (target->post_id, ==, "topic90");
  later = osr_network_sending_new (f->account, target, "Воду дали", "", OSR_INSTANT_UNKNOWN);
  osr_network_sending_set_native_id (later, id);
  there = look (f, later);
  g_assert_cmpint (there->likeness, ==, OSR_NETWORK_SAME_TEXT);
  osr_sandbox_wall_edit (wall_of (f), f->topic, comment, "Нет", f->now / OSR_SECOND);
  edited = look (f, later);
  g_assert_cmpint (edited->likeness, ==, OSR_NETWORK_OTHER_TEXT);
  comment->deleted = TRUE;
  g_assert_null (look (f, later));
}

/* What may be there is said to be uncertain, is sent once, and the look tells which. */
static void
test_cut_off (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *fault;
    gboolean there;
  } cases[] = {
    { "\"kind\":\"drop-before\"", FALSE },
    { "\"kind\":\"drop-after\"", TRUE },
    { "\"kind\":\"http-after\",\"code\":502", TRUE },
    { "\"kind\":\"truncated\"", TRUE },
    { "\"kind\":\"error\",\"code\":10", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("Ответ %u", i);
    g_autoptr (OsrNetworkSending) sending = sending_to (f, OWNER, "topic90", text);
    g_autoptr (OsrNetworkReply) reply = NULL;
    g_autoptr (GError) error = NULL;
    guint before = count_replies (f);

    g_test_message ("%s", cases[i].fault);
    fault (f, "board.createComment", cases[i].fault);
    g_assert_null (send (f, sending, FALSE, &error));
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN);
    g_assert_cmpint (count_calls (f, "board.createComment"), ==, i + 1);
    g_assert_cmpuint (count_replies (f), ==, before + cases[i].there);
    reply = look (f, sending);
    g_assert_true ((reply != NULL) == cases[i].there);
  }
}

/* The same words twice: what is another's is passed over, and its own found behind it. */
static void
test_taken (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (f, OWNER, "topic90", "Скоро");
  g_autoptr (OsrNetworkReply) own = send (f, sending, FALSE, NULL);
  g_autoptr (OsrNetworkSending) again = sending_to (f, OWNER, "topic90", "Скоро");
  g_autoptr (OsrNetworkReply) others = send (f, again, FALSE, NULL);
  g_autoptr (OsrNetworkReply) found = NULL;
  const char *taken[] = { NULL, NULL, NULL };

  g_assert_cmpstr (others->native_id, !=, own->native_id);
  taken[0] = others->native_id;
  osr_network_sending_set_taken (sending, taken);
  found = look (f, sending);
  g_assert_cmpstr (found->native_id, ==, own->native_id);
  taken[1] = own->native_id;
  osr_network_sending_set_taken (sending, taken);
  g_assert_null (look (f, sending));
}

/* A topic's room is the topic; on the wall each tells what it answers. */
static void
test_rooms (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkTarget) one = osr_network_target_new (OWNER, "topic90", "1", "1");
  g_autoptr (OsrNetworkTarget) other = osr_network_target_new (OWNER, "topic90", "2", "2");
  g_autoptr (OsrNetworkTarget) wall = osr_network_target_new (OWNER, "90", "2", "2");
  g_autoptr (OsrNetworkTarget) post = osr_network_target_new (OWNER, "90", NULL, NULL);
  g_autofree char *room = osr_network_dup_room (f->network, one);
  g_autofree char *same = osr_network_dup_room (f->network, other);
  g_autofree char *under = osr_network_dup_room (f->network, post);

  g_assert_nonnull (room);
  g_assert_cmpstr (room, ==, same);
  g_assert_null (osr_network_dup_room (f->network, wall));
  g_assert_nonnull (under);
  g_assert_cmpstr (room, !=, under);
}

/* Accepted, and for a while nobody can see it. */
static void
test_late (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (f, OWNER, "topic90", "Скоро");
  g_autoptr (OsrNetworkReply) sent = NULL;
  g_autoptr (OsrNetworkReply) found = NULL;
  g_autoptr (GError) error = NULL;

  fault (f, "board.createComment", "\"kind\":\"late\",\"seconds\":90");
  sent = send (f, sending, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sent->published_at, ==, OSR_INSTANT_UNKNOWN);
  g_assert_null (look (f, sending));
  f->now += 2 * OSR_MINUTE;
  found = look (f, sending);
  g_assert_cmpstr (found->native_id, ==, sent->native_id);
  g_assert_cmpuint (count_replies (f), ==, 1);
}

/* The number alone, and as a string. */
static void
test_types (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (f, OWNER, "topic90", "Скоро");
  g_autoptr (OsrNetworkReply) sent = NULL;
  g_autoptr (GError) error = NULL;

  fault (f, "board.createComment", "\"kind\":\"types\"");
  sent = send (f, sending, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_replies (f), ==, 1);
}

/* "Not there" is said only after the last page. */
static void
test_pages (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (f, OWNER, "topic90", "Скоро");
  g_autoptr (OsrNetworkSending) other = sending_to (f, OWNER, "topic90", "Не скоро");
  g_autoptr (OsrNetworkReply) sent = send (f, sending, FALSE, NULL);
  g_autoptr (OsrNetworkReply) found = NULL;
  gint64 before;

  for (guint i = 0; i < 250; i++)
    say (f, "И у нас нет");
  found = look (f, sending);
  g_assert_cmpstr (found->native_id, ==, sent->native_id);
  before = count_calls (f, "board.getComments");
  g_assert_null (look (f, other));
  g_assert_cmpint (count_calls (f, "board.getComments") - before, ==, 3);
}

/* What is older than the first attempt needs no looking through. */
static void
test_past (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new (OWNER, "topic90", NULL, NULL);
  g_autoptr (OsrNetworkSending) sending = NULL;

  for (guint i = 0; i < 250; i++, f->now += OSR_MINUTE)
    say (f, "И у нас нет");
  sending = osr_network_sending_new (f->account, target, "Скоро", "guid-1", f->now);
  g_assert_null (look (f, sending));
  g_assert_cmpint (count_calls (f, "board.getComments"), ==, 1);
}

static void
assert_refused (Fixture *f, const char *owner, const char *post, int code)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (f, owner, post, "Скоро");
  g_autoptr (GError) error = NULL;

  g_test_message ("%s %s", owner, post);
  g_assert_null (send (f, sending, FALSE, &error));
  g_assert_error (error, OSR_NET_ERROR, code);
  g_assert_nonnull (strstr (error->message, "by hand"));
  g_assert_null (strstr (error->message, "user-token"));
  g_assert_cmpint (count_calls (f, "wall.createComment"), ==, 0);
  g_assert_cmpint (count_calls (f, "board.createComment"), ==, 0);
}

/* Said before anything is sent, so that a person takes the reply there. */
static void
test_by_hand (Fixture *f, gconstpointer data)
{
  assert_refused (f, OWNER, "photo5", OSR_NET_ERROR_REJECTED);
  assert_refused (f, OWNER, "video5", OSR_NET_ERROR_REJECTED);
  assert_refused (f, OWNER, "product5", OSR_NET_ERROR_REJECTED);
  assert_refused (f, "-200000002", "topic90", OSR_NET_ERROR_REJECTED);
}

static void
test_no_person (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("vk", "a", "200000001");
  const char *url = osr_sandbox_get_url (f->sandbox);

  osr_network_account_set_hosts (account, url, url, NULL);
  osr_network_account_set_tokens (account, "demo-service-token", "demo-group-token-200000001");
  osr_network_account_unref (f->account);
  f->account = g_steal_pointer (&account);
  assert_refused (f, OWNER, "topic90", OSR_NET_ERROR_AUTH);
}

/* A comment of the wall may have the number of the topic's: it is not touched. */
static void
test_edit (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrNetworkSending) sending = sending_to (f, OWNER, "topic90", "Иначе");
  OsrSandboxPost *post = osr_sandbox_wall_post (wall_of (f), -COMMUNITY, 1);
  OsrSandboxComment *own =
      osr_sandbox_wall_write (wall_of (f), post, -COMMUNITY, NULL, "На стене", NOW / OSR_SECOND);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, own->id);
  g_autoptr (GError) error = NULL;

  osr_network_sending_set_native_id (sending, id);
  g_assert_null (send (f, sending, TRUE, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpstr (own->text, ==, "На стене");
  g_assert_cmpint (count_calls (f, "wall.editComment"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/social/vk-board/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("question-and-answer", test_question_and_answer);
  ADD ("looked-at-again", test_looked_at_again);
  ADD ("cut-off", test_cut_off);
  ADD ("others-are-passed-over", test_taken);
  ADD ("rooms", test_rooms);
  ADD ("late", test_late);
  ADD ("types", test_types);
  ADD ("pages", test_pages);
  ADD ("past", test_past);
  ADD ("by-hand", test_by_hand);
  ADD ("no-person", test_no_person);
  ADD ("edit", test_edit);
  return g_test_run ();
}
