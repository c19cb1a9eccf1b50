/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox's MAX: shapes beside the published schemas, what is listed and told, comments written,
 * changed and read back, what is refused, and the errors ordered. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-names.h"
#include "sandbox-fixture.h"

#define POST "/messages/mid.00000000000000210000000000000001"
#define CHAT "-70000000000033"

/* A comment has what a message has not, and both come with less than the schemas ask for. */
static const char *const beyond_schema[] = { "post_id", "last_name", NULL };

/* (transfer full): the answer to one request; @body (nullable) is JSON. */
static JsonObject *
call (Fixture *fixture, const char *method, const char *path, const char *body, guint status)
{
  g_autofree char *whole = g_strconcat ("/max", path, NULL);
  g_autoptr (SoupMessage) message = fixture_message (fixture, method, whole);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                               "max-token");
  if (body != NULL)
    fixture_body (message, "application/json", body);
  return fixture_json (fixture, message, status);
}

static void
refused (Fixture *fixture, const char *method, const char *path, const char *body, guint status)
{
  g_autoptr (JsonObject) root = call (fixture, method, path, body, status);

  g_assert_nonnull (osr_json_get_string (root, "code"));
  g_assert_nonnull (osr_json_get_string (root, "message"));
}

static void
check (JsonObject *object, const char *schema)
{
  g_autoptr (JsonNode) node = read_data ("max/api/subset.json");
  JsonObject *schemas = osr_json_get_object (json_node_get_object (node), "schemas");

  g_assert_nonnull (object);
  assert_members (object, osr_json_get_object (schemas, schema), beyond_schema);
}

static void
check_message (JsonObject *message)
{
  check (message, "Message");
  check (osr_json_get_object (message, "body"), "MessageBody");
  check (osr_json_get_object (message, "recipient"), "Recipient");
  if (osr_json_get_object (message, "sender") != NULL)
    check (osr_json_get_object (message, "sender"), "User");
  if (osr_json_get_object (message, "link") != NULL)
    check (osr_json_get_object (message, "link"), "LinkedMessage");
}

static JsonObject *
first_of (JsonObject *root, const char *list)
{
  return osr_json_array_get_object (osr_json_get_array (root, list), 0);
}

static void
test_shapes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) chats = call (fixture, "GET", "/chats", NULL, 200);
  g_autoptr (JsonObject) me = call (fixture, "GET", "/me", NULL, 200);
  g_autoptr (JsonObject) member = call (fixture, "GET", "/chats/" CHAT "/members/me", NULL, 200);
  g_autoptr (JsonObject) posts = call (fixture, "GET", "/messages?chat_id=" CHAT, NULL, 200);
  g_autoptr (JsonObject) post = call (fixture, "GET", POST, NULL, 200);

  check (chats, "ChatList");
  check (first_of (chats, "chats"), "Chat");
  check (me, "BotInfo");
  check (member, "ChatMember");
  check_message (first_of (posts, "messages"));
  check_message (post);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (posts, "messages")), ==, 2);
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (first_of (posts, "messages"), "body"),
                                        "text"),
                   ==, "О детских садах");
}

static void
test_write_and_read_back (Fixture *fixture, gconstpointer data)
{
  gint64 asked = fixture_say (fixture, 33, "Когда?", 0);
  g_autofree char *mid = osr_sandbox_name_mid (33, asked);
  g_autofree char *body =
      g_strdup_printf ("{\"text\":\"В июне\",\"link\":{\"type\":\"reply\",\"mid\":\"%s\"}}", mid);
  g_autoptr (JsonObject) written = call (fixture, "POST", POST "/comments", body, 200);
  JsonObject *message = osr_json_get_object (written, "message");
  const char *own = osr_json_get_string (osr_json_get_object (message, "body"), "mid");
  g_autofree char *one = g_strconcat (POST "/comments/", own, NULL);
  g_autofree char *by_id = g_strconcat (POST "/comments?comment_id=", own, NULL);
  g_autoptr (JsonObject) list = call (fixture, "GET", POST "/comments", NULL, 200);
  g_autoptr (JsonObject) edited = NULL;
  g_autoptr (JsonObject) shown = NULL;

  check_message (message);
  check_message (first_of (list, "messages"));
  g_assert_true (osr_json_get_boolean (osr_json_get_object (message, "sender"), "is_bot", FALSE));
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (list, "messages")), ==, 2);
  edited = call (fixture, "PUT", by_id, "{\"text\":\"В июле\"}", 200);
  g_assert_true (osr_json_get_boolean (edited, "success", FALSE));
  shown = call (fixture, "GET", one, NULL, 200);
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (shown, "body"), "text"), ==, "В июле");
  json_object_unref (call (fixture, "DELETE", by_id, NULL, 200));
  refused (fixture, "GET", one, NULL, 404);
}

static void
test_ranges (Fixture *fixture, gconstpointer data)
{
  g_autofree char *later = NULL;
  g_autoptr (JsonObject) last = NULL;
  g_autoptr (JsonObject) after = NULL;

  fixture_say (fixture, 33, "Один", 0);
  fixture->now += 10 * G_USEC_PER_SEC;
  fixture_say (fixture, 33, "Два", 0);
  last = call (fixture, "GET", POST "/comments?count=1", NULL, 200);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (last, "messages")), ==, 1);
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (first_of (last, "messages"), "body"),
                                        "text"),
                   ==, "Два");
  later = g_strdup_printf (POST "/comments?after=%" G_GINT64_FORMAT, fixture->now / 1000 - 5000);
  after = call (fixture, "GET", later, NULL, 200);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (after, "messages")), ==, 1);
}

static gint64
told (Fixture *fixture, const char *path, gint64 marker, const char *type)
{
  g_autofree char *whole =
      marker >= 0 ? g_strdup_printf ("%s&marker=%" G_GINT64_FORMAT, path, marker) : g_strdup (path);
  g_autoptr (JsonObject) root = call (fixture, "GET", whole, NULL, 200);
  JsonObject *update = first_of (root, "updates");

  check (root, "UpdateList");
  if (type == NULL)
    g_assert_null (update);
  else
    g_assert_cmpstr (osr_json_get_string (update, "update_type"), ==, type);
  if (update != NULL && json_object_has_member (update, "message"))
    check_message (osr_json_get_object (update, "message"));
  return osr_json_get_int (root, "marker", -1);
}

static void
test_updates (Fixture *fixture, gconstpointer data)
{
  gint64 marker = told (fixture, "/updates?timeout=0", -1, NULL);
  gint64 comment = fixture_say (fixture, 33, "Один", 0);
  g_autofree char *gone = g_strdup_printf ("{\"community\":33,\"post_id\":1,\"action\":\"delete\","
                                           "\"comment_id\":%" G_GINT64_FORMAT "}",
                                           comment);

  told (fixture, "/updates?timeout=0&types=comment_created,message_created", marker,
        "comment_created");
  marker = told (fixture, "/updates?timeout=0", marker, "message_created");
  json_object_unref (fixture_order (fixture, "comment", gone, 200));
  marker = told (fixture, "/updates?timeout=0", marker, "message_removed");
  json_object_unref (fixture_order (fixture, "post", "{\"community\":33,\"text\":\"New\"}", 200));
  fixture_restart (fixture);
  marker = told (fixture, "/updates?timeout=0", marker, "message_created");
  told (fixture, "/updates?timeout=0", marker, NULL);
}

static void
test_upload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) place = call (fixture, "POST", "/uploads?type=image", NULL, 200);
  const char *url = osr_json_get_string (place, "url");
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/form-data");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("picture", 7);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (JsonObject) done = NULL;

  check (place, "UploadEndpoint");
  soup_multipart_append_form_file (multipart, "data", "a.png", "image/png", bytes);
  message = soup_message_new_from_multipart (url, multipart);
  done = fixture_json (fixture, message, 200);
  g_assert_nonnull (osr_json_get_string (done, "token"));
  refused (fixture, "POST", "/uploads?type=picture", NULL, 400);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (4001, 'a');
  g_autofree char *too_long = g_strdup_printf ("{\"text\":\"%s\"}", long_text);
  gint64 foreign = fixture_say (fixture, 33, "Моё", 0);
  g_autofree char *mid = osr_sandbox_name_mid (33, foreign);
  g_autofree char *edit = g_strconcat (POST "/comments?comment_id=", mid, NULL);

  refused (fixture, "POST", POST "/comments", "{\"text\":\"  \"}", 400);
  refused (fixture, "POST", POST "/comments", "[]", 400);
  refused (fixture, "POST", POST "/comments", too_long, 400);
  refused (fixture, "POST", POST "/comments", "{\"text\":\"a\",\"attachments\":[]}", 400);
  refused (fixture, "POST", POST "/comments", "{\"text\":\"a\",\"format\":\"plain\"}", 400);
  refused (fixture, "POST", POST "/comments",
           "{\"text\":\"a\",\"link\":{\"type\":\"reply\",\"mid\":\"mid.5\"}}", 404);
  refused (fixture, "POST", "/messages/mid.5/comments", "{\"text\":\"a\"}", 404);
  refused (fixture, "PUT", edit, "{\"text\":\"a\"}", 403);
  refused (fixture, "GET", "/messages?chat_id=5", NULL, 403);
  refused (fixture, "GET", "/messages", NULL, 400);
  refused (fixture, "GET", "/updates?limit=0", NULL, 400);
  refused (fixture, "GET", "/chats/5", NULL, 404);
  refused (fixture, "POST", "/me", "{}", 405);
  refused (fixture, "GET", "/me?access_token=max-token", NULL, 401);
}

static void
test_token (Fixture *fixture, gconstpointer data)
{
  const char *const headers[] = { NULL, "Bearer max-token", "vk-group", "nothing" };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autoptr (SoupMessage) message = fixture_message (fixture, "GET", "/max/me");
    g_autoptr (JsonObject) root = NULL;

    if (headers[i] != NULL)
      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                                   headers[i]);
    root = fixture_json (fixture, message, 401);
    g_assert_cmpstr (osr_json_get_string (root, "code"), ==, "verify.token");
  }
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (JsonObject) wall = NULL;

  fixture_fault (fixture, "POST /messages/*/comments", "error", "\"code\":429");
  refused (fixture, "POST", POST "/comments", "{\"text\":\"a\"}", 429);
  fixture_fault (fixture, "/max/messages/*", "error",
                 "\"code\":404,\"text\":\"message.not.found\"");
  root = call (fixture, "POST", POST "/comments", "{\"text\":\"a\"}", 404);
  g_assert_cmpstr (osr_json_get_string (root, "code"), ==, "message.not.found");
  wall = fixture_wall (fixture, 33);
  g_assert_cmpint (osr_json_get_int (wall, "count", -1), ==, 0);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/max/" name, Fixture, NETWORKS, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("shapes", test_shapes);
  ADD ("write-and-read-back", test_write_and_read_back);
  ADD ("ranges", test_ranges);
  ADD ("updates", test_updates);
  ADD ("upload", test_upload);
  ADD ("refused", test_refused);
  ADD ("token", test_token);
  ADD ("faults", test_faults);
  return g_test_run ();
}
