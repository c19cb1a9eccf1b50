/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox's Odnoklassniki: signatures beside published vectors, shapes beside the recorded
 * discussion, pages of comments in both directions, replies where they are granted, errors by code in
 * the body and in the header. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/ok/osr-sandbox-ok-call.h"
#include "sandbox-fixture.h"

#define TOPIC    "340000001"
#define DISTRICT "370000001"
#define WHERE    "discussionId", TOPIC, "discussionType", "GROUP_TOPIC"
#define REPLY    "entityId", TOPIC, "entityType", "GROUP_TOPIC"

/* The arguments of a call, signed unless "sig" is among them. */
static char *
encode (const char *method, va_list args)
{
  g_autoptr (GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *secret = NULL;
  g_autofree char *sig = NULL;
  const char *name;

  g_hash_table_insert (form, (gpointer) "method", (gpointer) method);
  g_hash_table_insert (form, (gpointer) "format", (gpointer) "json");
  g_hash_table_insert (form, (gpointer) "application_key", (gpointer) OSR_SANDBOX_OK_KEY);
  g_hash_table_insert (form, (gpointer) "access_token", (gpointer) "ok-token");
  while ((name = va_arg (args, const char *)) != NULL)
    g_hash_table_insert (form, (gpointer) name, va_arg (args, gpointer));
  secret =
      osr_sandbox_ok_secret (g_hash_table_lookup (form, "access_token"), OSR_SANDBOX_OK_SECRET);
  sig = osr_sandbox_ok_signature (form, secret);
  if (!g_hash_table_contains (form, "sig"))
    g_hash_table_insert (form, (gpointer) "sig", sig);
  return soup_form_encode_hash (form);
}

static JsonNode *
call_with (Fixture *fixture, const char *method, gint64 expected, va_list args)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture, "POST", "/ok/fb.do");
  g_autofree char *body = encode (method, args);
  g_autofree char *code = g_strdup_printf ("%" G_GINT64_FORMAT, expected);
  g_autoptr (Answer) answer = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  fixture_body (message, "application/x-www-form-urlencoded", body);
  answer = fixture_send (fixture, message);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                 "invocation-error"),
                   ==, expected != 0 ? code : NULL);
  node = osr_json_read (answer->body, -1, 0, method, &error);
  g_assert_no_error (error);
  return node;
}

/* (transfer full): the answer to a call that must succeed. */
static JsonNode *
call (Fixture *fixture, const char *method, ...)
{
  JsonNode *node;
  va_list args;

  va_start (args, method);
  node = call_with (fixture, method, 0, args);
  va_end (args);
  return node;
}

static void
refused (Fixture *fixture, const char *method, gint64 code, ...)
{
  g_autoptr (JsonNode) node = NULL;
  va_list args;

  va_start (args, code);
  node = call_with (fixture, method, code, args);
  va_end (args);
  g_assert_cmpint (osr_json_get_int (json_node_get_object (node), "error_code", 0), ==, code);
  g_assert_nonnull (osr_json_get_string (json_node_get_object (node), "error_msg"));
}

static void
test_signatures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = read_data ("ok/sig-vectors.json");
  JsonArray *vectors = osr_json_get_array (json_node_get_object (node), "vectors");

  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonObject *vector = osr_json_array_get_object (vectors, i);
    JsonObject *params = osr_json_get_object (vector, "params");
    g_autoptr (GList) names = json_object_get_members (params);
    g_autoptr (GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);
    const char *token = osr_json_get_string (vector, "access_token");
    g_autofree char *secret =
        token != NULL
            ? osr_sandbox_ok_secret (token, osr_json_get_string (vector, "application_secret_key"))
            : g_strdup (osr_json_get_string (vector, "session_secret_key"));
    g_autofree char *sig = NULL;

    for (GList *name = names; name != NULL; name = name->next)
      g_hash_table_insert (form, name->data, (gpointer) osr_json_get_string (params, name->data));
    sig = osr_sandbox_ok_signature (form, secret);
    g_assert_cmpstr (sig, ==, osr_json_get_string (vector, "sig"));
  }
}

static void
test_shapes (Fixture *fixture, gconstpointer data)
{
  gint64 asked = fixture_say (fixture, 34, "Когда?", 0);
  g_autoptr (JsonNode) recorded = read_data ("ok/recorded/discussion.json");
  g_autoptr (JsonNode) comments_model = read_data ("ok/comments.json");
  JsonObject *model = json_node_get_object (recorded);
  g_autoptr (JsonNode) list = call (fixture, "discussions.getList", "category", "GROUP", NULL);
  g_autoptr (JsonNode) one = call (fixture, "discussions.get", WHERE, NULL);
  g_autoptr (JsonNode) comments = call (fixture, "discussions.getComments", WHERE, NULL);
  JsonObject *comment = osr_json_array_get_object (
      osr_json_get_array (json_node_get_object (comments), "comments"), 0);

  g_assert_cmpint (asked, >, 0);
  assert_members (json_node_get_object (one), model, NULL);
  assert_members (osr_json_get_object (json_node_get_object (one), "discussion"),
                  osr_json_get_object (model, "discussion"), NULL);
  assert_members (osr_json_array_get_object (
                      osr_json_get_array (json_node_get_object (list), "discussions"), 0),
                  osr_json_get_object (model, "discussion"), NULL);
  assert_members (comment,
                  osr_json_array_get_object (
                      osr_json_get_array (json_node_get_object (comments_model), "comments"), 0),
                  NULL);
  g_assert_cmpuint (
      json_array_get_length (osr_json_get_array (json_node_get_object (list), "discussions")), ==,
      2);
}

/* (transfer full): the page that two arguments ask for, and its texts joined. */
static JsonNode *
page (Fixture *fixture, const char *anchor, const char *direction, const char *texts)
{
  JsonNode *node = call (fixture, "discussions.getComments", WHERE, "count", "2", "anchor", anchor,
                         "direction", direction, NULL);
  JsonArray *list = osr_json_get_array (json_node_get_object (node), "comments");
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (list); i++)
    g_string_append (found, osr_json_get_string (osr_json_array_get_object (list, i), "text"));
  g_assert_cmpstr (found->str, ==, texts);
  return node;
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) last = NULL;
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;

  fixture_say (fixture, 34, "a", 0);
  fixture_say (fixture, 34, "b", 0);
  fixture_say (fixture, 34, "c", 0);
  first = page (fixture, "FIRST", "FORWARD", "ab");
  after =
      page (fixture, osr_json_get_string (json_node_get_object (first), "anchor"), "FORWARD", "c");
  last = page (fixture, "LAST", "BACKWARD", "bc");
  before =
      page (fixture, osr_json_get_string (json_node_get_object (last), "anchor"), "BACKWARD", "a");
  g_assert_true (osr_json_get_boolean (json_node_get_object (first), "has_more", FALSE));
  g_assert_false (osr_json_get_boolean (json_node_get_object (after), "has_more", TRUE));
  g_assert_false (osr_json_get_boolean (json_node_get_object (before), "has_more", TRUE));
}

static void
test_reply (Fixture *fixture, gconstpointer data)
{
  gint64 asked = fixture_say (fixture, 34, "Когда?", 0);
  g_autofree char *id = osr_sandbox_name_remark (34, asked);
  g_autoptr (JsonNode) written =
      call (fixture, "discussions.addDiscussionComment", REPLY, "comment", "В июне", "as_admin",
            "true", "reply_to_comment_id", id, NULL);
  g_autoptr (JsonNode) edited =
      call (fixture, "discussions.editDiscussionComment", WHERE, "comment", "В июле", "comment_id",
            json_node_get_string (written), NULL);
  g_autoptr (JsonNode) shown = call (fixture, "discussions.getComment", WHERE, "comment_id",
                                     json_node_get_string (written), NULL);
  JsonObject *comment = osr_json_get_object (json_node_get_object (shown), "comment");

  g_assert_true (json_node_get_boolean (edited));
  g_assert_cmpstr (osr_json_get_string (comment, "text"), ==, "В июле");
  g_assert_cmpstr (osr_json_get_string (comment, "author_ref"), ==, "group:34");
  g_assert_cmpstr (osr_json_get_string (comment, "reply_to_comment_id"), ==, id);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (3001, 'a');

  refused (fixture, "discussions.nothing", 3, NULL);
  refused (fixture, "discussions.getList", 101, "application_key", "other", NULL);
  refused (fixture, "discussions.getList", 103, "access_token", "other", NULL);
  refused (fixture, "discussions.getList", 103, "access_token", "", NULL);
  refused (fixture, "discussions.getList", 104, "sig", "00000000000000000000000000000000", NULL);
  refused (fixture, "discussions.getList", 100, "format", "xml", NULL);
  refused (fixture, "discussions.getList", 100, "count", "101", NULL);
  refused (fixture, "discussions.getComments", 100, NULL);
  refused (fixture, "discussions.getComments", 300, "discussionId", "340000009", "discussionType",
           "GROUP_TOPIC", NULL);
  refused (fixture, "discussions.addDiscussionComment", 100, REPLY, "comment", " ", NULL);
  refused (fixture, "discussions.addDiscussionComment", 100, REPLY, "comment", long_text, NULL);
  refused (fixture, "discussions.addDiscussionComment", 141, REPLY, "comment", "a",
           "reply_to_comment_id", "MTo5OTow", NULL);
}

/* The method is there for one group and not for the other. */
static void
test_capability (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) wall = NULL;

  refused (fixture, "discussions.addDiscussionComment", 10, "entityId", DISTRICT, "entityType",
           "GROUP_TOPIC", "comment", "a", NULL);
  wall = fixture_wall (fixture, 37);
  g_assert_cmpint (osr_json_get_int (wall, "count", -1), ==, 0);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  const gint64 codes[] = { 1, 2, 8, 9, 11, 102, 300, 454, 511, 9999 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autofree char *more = g_strdup_printf ("\"code\":%" G_GINT64_FORMAT, codes[i]);

    fixture_fault (fixture, "discussions.addDiscussionComment", "error", more);
    refused (fixture, "discussions.addDiscussionComment", codes[i], REPLY, "comment", "a", NULL);
  }
}

static void
test_lookups (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) group =
      call (fixture, "group.getInfo", "uids", "34", "fields", "name", NULL);
  g_autoptr (JsonNode) user = call (fixture, "users.getCurrentUser", NULL);
  g_autoptr (JsonNode) address =
      call (fixture, "url.getInfo", "url", "https://ok.ru/group/34/topic/" TOPIC, NULL);
  g_autoptr (JsonNode) topics =
      call (fixture, "mediatopic.getByIds", "topic_ids", "77," TOPIC, "media_limit", "1", NULL);
  JsonArray *list = osr_json_get_array (json_node_get_object (topics), "media_topics");
  JsonObject *topic = osr_json_array_get_object (list, 0);

  g_assert_cmpuint (json_array_get_length (list), ==,
                    1); /* of one that is not there nothing is told */
  g_assert_cmpstr (osr_json_get_string (topic, "id"), ==, TOPIC);
  g_assert_cmpint (osr_json_get_int (topic, "created_ms", 0), >, 0);
  g_assert_cmpstr (osr_json_get_string (
                       osr_json_array_get_object (osr_json_get_array (topic, "media"), 0), "type"),
                   ==, "text");
  g_assert_cmpstr (osr_json_get_string (osr_json_array_get_object (json_node_get_array (group), 0),
                                        "name"),
                   ==, "Область");
  g_assert_cmpstr (osr_json_get_string (json_node_get_object (user), "uid"), ==, "41");
  g_assert_cmpstr (osr_json_get_string (json_node_get_object (address), "objectIdStr"), ==, TOPIC);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/ok/" name, Fixture, NETWORKS, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("signatures", test_signatures);
  ADD ("shapes", test_shapes);
  ADD ("pages", test_pages);
  ADD ("reply", test_reply);
  ADD ("refused", test_refused);
  ADD ("capability", test_capability);
  ADD ("faults", test_faults);
  ADD ("lookups", test_lookups);
  return g_test_run ();
}
