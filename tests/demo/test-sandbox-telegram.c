/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox's Bot API: parameters beside the published description, shapes beside the published
 * types, what is told and what never is, what is refused, and the faults of Telegram alone. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/telegram/osr-sandbox-telegram-call.h"
#include "sandbox-fixture.h"

#define BOT     "/bot7000000032:telegram/"
#define CHANNEL "-1000000000032"
#define GROUP   "-1003000000032"
#define TO_ROOT "&chat_id=" GROUP "&reply_parameters=%7B%22message_id%22%3A1%7D"

static SoupMessage *
message_for (Fixture *fixture, const char *call)
{
  g_autofree char *path = g_strconcat (BOT, call, NULL);

  return fixture_message (fixture, "POST", path);
}

/* (transfer full): the answer to a method with its arguments in the address. */
static JsonObject *
call (Fixture *fixture, const char *text, guint status)
{
  g_autoptr (SoupMessage) message = message_for (fixture, text);

  return fixture_json (fixture, message, status);
}

/* (transfer full): the result, an object. */
static JsonObject *
result_of (Fixture *fixture, const char *text)
{
  g_autoptr (JsonObject) root = call (fixture, text, 200);

  g_assert_true (osr_json_get_boolean (root, "ok", FALSE));
  return json_object_ref (osr_json_get_object (root, "result"));
}

static void
refused (Fixture *fixture, const char *text, guint status, const char *description)
{
  g_autoptr (JsonObject) root = call (fixture, text, status);

  g_assert_false (osr_json_get_boolean (root, "ok", TRUE));
  g_assert_cmpint (osr_json_get_int (root, "error_code", 0), ==, status);
  g_assert_nonnull (strstr (osr_json_get_string (root, "description"), description));
}

/* (transfer full): the list that getUpdates answers with. */
static JsonArray *
updates (Fixture *fixture, const char *arguments)
{
  g_autofree char *text = g_strconcat ("getUpdates?", arguments, NULL);
  g_autoptr (JsonObject) root = call (fixture, text, 200);

  return json_array_ref (osr_json_get_array (root, "result"));
}

static JsonObject *
published (void)
{
  g_autoptr (JsonNode) node = read_data ("telegram/api/subset.json");

  return json_object_ref (json_node_get_object (node));
}

static void
test_parameters (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) subset = published ();
  guint n_methods;
  const OsrSandboxTelegramMethod *methods = osr_sandbox_telegram_methods (&n_methods);

  g_assert_cmpuint (n_methods, ==, json_object_get_size (osr_json_get_object (subset, "methods")));
  for (guint i = 0; i < n_methods; i++) {
    JsonObject *model =
        osr_json_get_object (osr_json_get_object (subset, "methods"), methods[i].name);

    g_assert_nonnull (model);
    for (guint k = 0; k < methods[i].n_params; k++) {
      JsonObject *param = osr_json_get_object (model, methods[i].params[k].name);

      g_assert_nonnull (param);
      g_assert_cmpint (osr_json_get_boolean (param, "required", FALSE), ==,
                       methods[i].params[k].required);
    }
  }
}

static void
check_type (JsonObject *object, const char *type)
{
  g_autoptr (JsonObject) subset = published ();
  JsonObject *model = osr_json_get_object (osr_json_get_object (subset, "types"), type);
  g_autoptr (GList) members = json_object_get_members (model);

  g_assert_nonnull (object);
  assert_members (object, model, NULL);
  for (GList *member = members; member != NULL; member = member->next)
    if (json_object_get_boolean_member (model, member->data))
      g_assert_true (json_object_has_member (object, member->data));
}

static void
test_shapes (Fixture *fixture, gconstpointer data)
{
  gint64 comment = fixture_say (fixture, 32, "Когда?", 0);
  g_autoptr (JsonObject) me = result_of (fixture, "getMe");
  g_autoptr (JsonObject) channel = result_of (fixture, "getChat?chat_id=" CHANNEL);
  g_autoptr (JsonObject) member =
      result_of (fixture, "getChatMember?user_id=7000000032&chat_id=" GROUP);
  g_autoptr (JsonObject) sent = result_of (fixture, "sendMessage?text=Done" TO_ROOT);
  g_autoptr (JsonArray) told = updates (fixture, "");
  JsonObject *update = osr_json_array_get_object (told, 0);
  JsonObject *message = osr_json_get_object (update, "message");
  JsonObject *root = osr_json_get_object (message, "reply_to_message");

  check_type (me, "User");
  check_type (channel, "ChatFullInfo");
  check_type (member, "ChatMemberAdministrator");
  check_type (sent, "Message");
  check_type (update, "Update");
  check_type (message, "Message");
  check_type (root, "Message");
  check_type (osr_json_get_object (message, "from"), "User");
  check_type (osr_json_get_object (message, "chat"), "Chat");
  check_type (osr_json_get_object (root, "forward_origin"), "MessageOriginChannel");
  g_assert_cmpint (osr_json_get_int (message, "message_id", 0), ==, comment);
  g_assert_cmpint (osr_json_get_int (osr_json_get_object (root, "from"), "id", 0), ==, 777000);
  g_assert_true (osr_json_get_boolean (root, "is_automatic_forward", FALSE));
  g_assert_cmpint (osr_json_get_int (channel, "linked_chat_id", 0), ==, -1003000000032);
  g_assert_cmpint (osr_json_get_int (osr_json_get_object (sent, "from"), "id", 0), ==, 7000000032);
}

/* A post comes twice, a comment once, an edit as such; a deletion and the bot's own words never. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) told = NULL;
  g_autofree char *edit = NULL;
  gint64 comment;
  const char *const kinds[] = { "message", "edited_message", "channel_post", "message" };

  comment = fixture_say (fixture, 32, "Когда?", 0);
  edit = g_strdup_printf ("{\"community\":32,\"post_id\":1,\"action\":\"edit\",\"text\":\"Где?\","
                          "\"comment_id\":%" G_GINT64_FORMAT "}",
                          comment);
  json_object_unref (fixture_order (fixture, "comment", edit, 200));
  json_object_unref (result_of (fixture, "sendMessage?text=Done" TO_ROOT));
  json_object_unref (fixture_order (fixture, "post", "{\"community\":32,\"text\":\"New\"}", 200));
  json_object_unref (fixture_order (
      fixture, "comment", "{\"community\":32,\"post_id\":1,\"action\":\"delete\",\"comment_id\":2}",
      200));
  told = updates (fixture, "");
  g_assert_cmpuint (json_array_get_length (told), ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_true (json_object_has_member (osr_json_array_get_object (told, i), kinds[i]));
  g_assert_cmpstr (
      osr_json_get_string (osr_json_get_object (osr_json_array_get_object (told, 0), "message"),
                           "text"),
      ==, "Когда?");
}

static void
test_offset (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) first = NULL;
  g_autoptr (JsonArray) again = NULL;
  g_autoptr (JsonArray) rest = NULL;
  g_autoptr (JsonArray) back = NULL;
  g_autoptr (JsonArray) chosen = NULL;
  g_autofree char *next = NULL;

  fixture_say (fixture, 32, "Один", 0);
  fixture_say (fixture, 32, "Два", 0);
  first = updates (fixture, "limit=1");
  again = updates (fixture, "limit=1");
  g_assert_cmpuint (json_array_get_length (again), ==, 1);
  next =
      g_strdup_printf ("offset=%" G_GINT64_FORMAT,
                       osr_json_get_int (osr_json_array_get_object (first, 0), "update_id", 0) + 1);
  chosen = updates (fixture, "allowed_updates=%5B%22channel_post%22%5D");
  g_assert_cmpuint (json_array_get_length (chosen), ==, 0);
  rest = updates (fixture, next);
  g_assert_cmpuint (json_array_get_length (rest), ==, 1);
  fixture_restart (fixture);
  back = updates (fixture, "offset=1");
  g_assert_cmpuint (json_array_get_length (back), ==, 1);
}

/* What nobody fetched for a day is gone for good. */
static void
test_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) told = NULL;

  fixture_say (fixture, 32, "Один", 0);
  fixture->now += (24 * 3600 + 1) * (gint64) G_USEC_PER_SEC;
  told = updates (fixture, "");
  g_assert_cmpuint (json_array_get_length (told), ==, 0);
}

typedef struct {
  gboolean done;
  guint status;
  char *body;
} Waiting;

static void
on_waited (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GBytes) bytes =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  waiting->status = soup_message_get_status (message);
  if (bytes != NULL)
    waiting->body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  waiting->done = TRUE;
}

static void
wait_for_updates (Fixture *fixture, Waiting *waiting)
{
  g_autoptr (SoupMessage) message = message_for (fixture, "getUpdates?timeout=50");

  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, on_waited,
                                    waiting);
}

/* The request has arrived: no other answer tells that, it may have come over a quicker connection. */
static void
await_listener (Fixture *fixture)
{
  while (fixture->sandbox->listeners->len == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_long_poll (Fixture *fixture, gconstpointer data)
{
  Waiting waiting = { 0 };

  wait_for_updates (fixture, &waiting);
  await_listener (fixture);
  fixture_say (fixture, 32, "Новое", 0);
  fixture_wait (&waiting.done);
  g_assert_cmpuint (waiting.status, ==, 200);
  g_assert_nonnull (strstr (waiting.body, "Новое"));
  g_free (waiting.body);
}

/* The one that waited longer is sent away. */
static void
test_second_poller (Fixture *fixture, gconstpointer data)
{
  Waiting first = { 0 };
  Waiting second = { 0 };

  wait_for_updates (fixture, &first);
  await_listener (fixture);
  wait_for_updates (fixture, &second);
  fixture_wait (&first.done);
  g_assert_cmpuint (first.status, ==, 409);
  fixture_say (fixture, 32, "Новое", 0);
  fixture_wait (&second.done);
  g_assert_cmpuint (second.status, ==, 200);
  g_free (first.body);
  g_free (second.body);
}

/* The sandbox may end while somebody waits. */
static void
test_end_while_waiting (Fixture *fixture, gconstpointer data)
{
  Waiting waiting = { 0 };

  wait_for_updates (fixture, &waiting);
  await_listener (fixture);
  fixture_restart (fixture);
  json_object_unref (result_of (fixture, "getMe"));
  soup_session_abort (fixture->session);
  fixture_wait (&waiting.done);
  g_assert_null (waiting.body);
}

static void
test_webhook (Fixture *fixture, gconstpointer data)
{
  fixture_fault (fixture, "getUpdates", "conflict", "\"text\":\"webhook\"");
  refused (fixture, "getUpdates", 409, "deleteWebhook");
  refused (fixture, "getUpdates", 409, "deleteWebhook");
  json_object_unref (call (fixture, "deleteWebhook", 200));
  json_array_unref (updates (fixture, ""));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *call;
    guint status;
    const char *description;
  } cases[] = {
    { "nothing", 404, "Not Found" },
    { "sendMessage?chat_id=" GROUP, 400, "message text is empty" },
    { "sendMessage?text=+%0A+" TO_ROOT, 400, "message text is empty" },
    { "sendMessage?text=a", 400, "chat_id is empty" },
    { "sendMessage?text=a&chat_id=-5", 400, "chat not found" },
    { "sendMessage?text=a&chat_id=five", 400, "chat_id" },
    { "sendMessage?text=a&chat_id=" CHANNEL, 400, "need administrator rights" },
    { "sendMessage?text=a&message_thread_id=1" TO_ROOT, 400, "message thread not found" },
    { "sendMessage?text=a&reply_to=1" TO_ROOT, 400, "reply_to" },
    { "sendMessage?text=a&parse_mode=BBCode" TO_ROOT, 400, "parse_mode" },
    { "sendMessage?text=a&chat_id=" GROUP "&reply_parameters=%7B%22message_id%22%3A99%7D", 400,
      "message to be replied not found" },
    { "sendMessage?text=a&chat_id=" GROUP "&reply_parameters=%7B%22message_id%22%3A%22a%22%7D", 400,
      "reply parameters" },
    { "sendPhoto?photo=unknown" TO_ROOT, 400, "wrong file identifier" },
    { "editMessageText?text=a&message_id=99&chat_id=" GROUP, 400, "message to edit not found" },
    { "editMessageText?text=a&message_id=1&chat_id=" GROUP, 400, "can't be edited" },
    { "getChatMember?user_id=5&chat_id=" GROUP, 400, "member not found" },
  };
  g_autoptr (SoupMessage) stranger = fixture_message (fixture, "GET", "/bot1:a/getMe");
  g_autoptr (JsonObject) root = fixture_json (fixture, stranger, 401);
  g_autoptr (JsonObject) wall = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    refused (fixture, cases[i].call, cases[i].status, cases[i].description);
  wall = fixture_wall (fixture, 32);
  g_assert_cmpint (osr_json_get_int (wall, "count", -1), ==, 0);
}

/* The limit counts UTF-16 units, of which an emoji takes two. */
static void
test_length (Fixture *fixture, gconstpointer data)
{
  for (guint over = 0; over < 2; over++) {
    g_autoptr (SoupMessage) message = message_for (fixture, "sendMessage");
    g_autoptr (GString) text =
        g_string_new ("{\"chat_id\":" GROUP ",\"reply_parameters\":{\"message_id\":1},\"text\":\"");

    for (guint i = 0; i < 2048; i++)
      g_string_append (text, "😂");
    g_string_append (text, over != 0 ? "!\"}" : "\"}");
    fixture_body (message, "application/json", text->str);
    json_object_unref (fixture_json (fixture, message, over != 0 ? 400 : 200));
  }
}

static void
test_reply_and_edit (Fixture *fixture, gconstpointer data)
{
  gint64 asked = fixture_say (fixture, 32, "Когда?", 0);
  g_autofree char *answer = g_strdup_printf ("sendMessage?text=Soon&chat_id=" GROUP
                                             "&reply_parameters=%%7B%%22message_id%%22%%3A"
                                             "%" G_GINT64_FORMAT "%%7D",
                                             asked);
  g_autoptr (JsonObject) sent = result_of (fixture, answer);
  g_autofree char *edit =
      g_strdup_printf ("editMessageText?text=Later&chat_id=" GROUP "&message_id=%" G_GINT64_FORMAT,
                       osr_json_get_int (sent, "message_id", 0));
  g_autoptr (JsonObject) edited = result_of (fixture, edit);
  g_autoptr (JsonObject) wall = fixture_wall (fixture, 32);
  JsonObject *own = osr_json_array_get_object (osr_json_get_array (wall, "comments"), 1);

  g_assert_cmpint (osr_json_get_int (osr_json_get_object (sent, "reply_to_message"), "message_id",
                                     0),
                   ==, asked);
  g_assert_true (json_object_has_member (edited, "edit_date"));
  g_assert_cmpstr (osr_json_get_string (own, "text"), ==, "Later");
  g_assert_cmpint (osr_json_get_int (own, "reply_to", 0), ==, asked);
  refused (fixture, edit, 400, "message is not modified");
}

/* A message that answers nothing is accepted, as Telegram does, and marked for whoever counts. */
static void
test_orphan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) sent = result_of (fixture, "sendMessage?text=Done&chat_id=" GROUP);
  g_autoptr (JsonObject) wall = fixture_wall (fixture, 32);

  g_assert_cmpstr (
      osr_json_get_string (osr_json_array_get_object (osr_json_get_array (wall, "comments"), 0),
                           "guid"),
      ==, "outside the threads");
}

/* (transfer full): a request in parts: fields first, then files. */
static SoupMessage *
upload (Fixture *fixture, const char *method, const char *const *fields, const char *const *files)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/form-data");
  g_autofree char *uri = g_strconcat (osr_sandbox_get_url (fixture->sandbox), BOT, method, NULL);

  for (guint i = 0; fields[i] != NULL; i += 2)
    soup_multipart_append_form_string (multipart, fields[i], fields[i + 1]);
  for (guint i = 0; files[i] != NULL; i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static ("\x89PNG\r\n\x1a\n-picture", 16);

    soup_multipart_append_form_file (multipart, files[i], "road.png", "image/png", bytes);
  }
  return soup_message_new_from_multipart (uri, multipart);
}

static void
test_photo (Fixture *fixture, gconstpointer data)
{
  const char *const fields[] = {
    "chat_id", GROUP, "reply_parameters", "{\"message_id\":1}", "caption", "Готово", NULL
  };
  const char *const files[] = { "photo", NULL };
  g_autoptr (SoupMessage) message = upload (fixture, "sendPhoto", fields, files);
  g_autoptr (JsonObject) root = fixture_json (fixture, message, 200);
  JsonObject *sent = osr_json_get_object (root, "result");
  JsonObject *size = osr_json_array_get_object (osr_json_get_array (sent, "photo"), 0);
  g_autofree char *ask =
      g_strconcat ("getFile?file_id=", osr_json_get_string (size, "file_id"), NULL);
  g_autoptr (JsonObject) file = result_of (fixture, ask);
  g_autofree char *path = g_strconcat ("/file", BOT, osr_json_get_string (file, "file_path"), NULL);
  g_autoptr (SoupMessage) download = fixture_message (fixture, "GET", path);
  g_autoptr (Answer) bytes = fixture_send (fixture, download);

  check_type (sent, "Message");
  check_type (size, "PhotoSize");
  check_type (file, "File");
  g_assert_cmpstr (osr_json_get_string (sent, "caption"), ==, "Готово");
  g_assert_true (g_str_has_prefix (bytes->body, "\x89PNG"));
}

static void
test_media_group (Fixture *fixture, gconstpointer data)
{
  const char *const fields[] = {
    "chat_id",
    GROUP,
    "reply_parameters",
    "{\"message_id\":1}",
    "media",
    "[{\"type\":\"photo\",\"media\":\"attach://a\",\"caption\":\"Готово\"},"
    "{\"type\":\"photo\",\"media\":\"attach://b\"}]",
    NULL
  };
  const char *const both[] = { "a", "b", NULL };
  const char *const one[] = { "a", NULL };
  g_autoptr (SoupMessage) whole = upload (fixture, "sendMediaGroup", fields, both);
  g_autoptr (SoupMessage) lacking = upload (fixture, "sendMediaGroup", fields, one);
  g_autoptr (JsonObject) root = fixture_json (fixture, whole, 200);
  JsonArray *sent = osr_json_get_array (root, "result");

  g_assert_cmpuint (json_array_get_length (sent), ==, 2);
  g_assert_nonnull (osr_json_get_string (osr_json_array_get_object (sent, 0), "media_group_id"));
  g_assert_cmpstr (osr_json_get_string (osr_json_array_get_object (sent, 0), "media_group_id"), ==,
                   osr_json_get_string (osr_json_array_get_object (sent, 1), "media_group_id"));
  json_object_unref (fixture_json (fixture, lacking, 400));
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) flood = NULL;
  g_autoptr (JsonObject) moved = NULL;

  fixture_fault (fixture, "sendMessage", "error", "\"code\":429,\"seconds\":7");
  flood = call (fixture, "sendMessage?text=a" TO_ROOT, 429);
  g_assert_cmpint (osr_json_get_int (osr_json_get_object (flood, "parameters"), "retry_after", 0),
                   ==, 7);
  fixture_fault (fixture, "sendMessage", "error", "\"code\":400");
  refused (fixture, "sendMessage?text=a" TO_ROOT, 400, "message to be replied not found");
  fixture_fault (fixture, "sendMessage", "error", "\"code\":401");
  refused (fixture, "sendMessage?text=a" TO_ROOT, 401, "Unauthorized");
  fixture_fault (fixture, "getUpdates", "conflict", "");
  refused (fixture, "getUpdates", 409, "terminated by other getUpdates");
  fixture_fault (fixture, "sendMessage", "migrate", "");
  moved = call (fixture, "sendMessage?text=a" TO_ROOT, 400);
  g_assert_cmpint (osr_json_get_int (osr_json_get_object (moved, "parameters"),
                                     "migrate_to_chat_id", 0),
                   ==, -1006000000032);
  json_object_unref (result_of (fixture, "sendMessage?text=a&chat_id=-1006000000032"
                                         "&reply_parameters=%7B%22message_id%22%3A1%7D"));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/telegram/" name, Fixture, NETWORKS, fixture_set_up, func,             \
              fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("parameters", test_parameters);
  ADD ("shapes", test_shapes);
  ADD ("told", test_told);
  ADD ("offset", test_offset);
  ADD ("day", test_day);
  ADD ("long-poll", test_long_poll);
  ADD ("second-poller", test_second_poller);
  ADD ("end-while-waiting", test_end_while_waiting);
  ADD ("webhook", test_webhook);
  ADD ("refused", test_refused);
  ADD ("length", test_length);
  ADD ("reply-and-edit", test_reply_and_edit);
  ADD ("orphan", test_orphan);
  ADD ("photo", test_photo);
  ADD ("media-group", test_media_group);
  ADD ("faults", test_faults);
  return g_test_run ();
}
