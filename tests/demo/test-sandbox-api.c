/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network's interface over real HTTP: who may call what, how requests are read and refused, how
 * comments are written and read back, and the faults that tests order. */
#include <string.h>

#include "core/osr-json.h"
#include "sandbox-fixture.h"

static OsrSandboxPost *
first_post (Fixture *fixture)
{
  return osr_sandbox_wall_post (osr_sandbox_get_wall (fixture->sandbox), -11, 1);
}

static gint64
publish (Fixture *fixture, const char *text, const char *reply_to)
{
  g_autoptr (JsonObject) response =
      fixture_response (fixture, "wall.createComment", GROUP_A, "owner_id", OWNER, "post_id", "1",
                        "from_group", "11", "message", text, "guid", "same",
                        reply_to != NULL ? "reply_to_comment" : NULL, reply_to, NULL);

  return osr_json_get_int (response, "comment_id", 0);
}

/* The ids of an answer's items, "3 4 5". */
static char *
ids_of (JsonObject *response)
{
  JsonArray *items = osr_json_get_array (response, "items");
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (items); i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            osr_json_get_int (osr_json_array_get_object (items, i), "id", 0));
  return g_string_free (ids, FALSE);
}

static void
test_tokens (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *method;
    const char *token;
    gint64 code;
  } cases[] = {
    { "wall.getComments", GROUP_A, 27 },
    { "wall.get", GROUP_A, 27 },
    { "wall.getById", GROUP_B, 27 },
    { "wall.createComment", SERVICE, 28 },
    { "groups.getTokenPermissions", SERVICE, 28 },
    { "groups.getTokenPermissions", CITIZEN, 5 },
    { "wall.get", "nobody", 5 },
    { "wall.get", NULL, 5 },
    { "wall.get", "", 5 },
    { "wall.nothing", SERVICE, 3 },
    { "wall.GET", SERVICE, 3 },
    { "", SERVICE, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s with %s", cases[i].method, cases[i].token);
    g_assert_cmpint (error_of (fixture_call (fixture, cases[i].method, cases[i].token, "owner_id",
                                             OWNER, "post_id", "1", NULL)),
                     ==, cases[i].code);
  }
}

static void
test_version (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.get", SERVICE, "v", "", NULL)), ==, 8);
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.get", SERVICE, "v", "5.50", NULL)), ==,
                   8);
}

static void
test_arguments (Fixture *fixture, gconstpointer data)
{
  const char *const cases[][2] = {
    { "post_id", "x" },
    { "post_id", "-1" },
    { "post_id", "99999999999999999999" },
    { "post_id", "" },
    { "count", "-1" },
    { "sort", "newest" },
    { "thread_items_count", "11" },
    { "extended", "yes" },
    { "need_likes", "2" },
    { "offset", "1.5" },
    { "comment_id", "77" },
    { "owner_id", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *post_id = strcmp (cases[i][0], "post_id") == 0 ? cases[i][1] : "1";
    const char *owner_id = strcmp (cases[i][0], "owner_id") == 0 ? cases[i][1] : OWNER;

    g_test_message ("%s=%s", cases[i][0], cases[i][1]);
    g_assert_cmpint (error_of (fixture_call (fixture, "wall.getComments", SERVICE, cases[i][0],
                                             cases[i][1], "post_id", post_id, "owner_id", owner_id,
                                             NULL)),
                     ==, 100);
  }
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.getComments", SERVICE, "owner_id", OWNER,
                                           "post_id", "77", NULL)),
                   ==, 15);
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.getComments", SERVICE, "owner_id", OWNER,
                                           "post_id", "1", "unheard_of", "1", NULL)),
                   ==, 0);
}

/* By address and by form alike; a JSON body is refused, and so is a text that is not UTF-8. */
static void
test_request_forms (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) get =
      fixture_message (fixture, "GET", "/method/utils.getServerTime?v=5.199&access_token=" SERVICE);
  g_autoptr (SoupMessage) json =
      fixture_message (fixture, "POST", "/method/wall.get?v=5.199&access_token=" SERVICE);
  g_autoptr (SoupMessage) latin = fixture_message (
      fixture, "GET", "/method/wall.get?owner_id=-11&domain=%ff&v=5.199&access_token=" SERVICE);
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"owner_id\":-11}", 16);
  g_autoptr (Answer) by_address = fixture_send (fixture, get);
  g_autoptr (Answer) by_json = NULL;
  g_autoptr (Answer) by_latin = fixture_send (fixture, latin);

  g_assert_cmpstr (by_address->body, ==, "{\"response\":1773000000}");
  soup_message_set_request_body_from_bytes (json, "application/json", body);
  by_json = fixture_send (fixture, json);
  g_assert_cmpuint (by_json->status, ==, 200);
  g_assert_nonnull (strstr (by_json->body, "\"error_code\":100"));
  g_assert_nonnull (strstr (by_latin->body, "\"error_code\":100"));
}

/* Wherever the token stood, no error repeats it; the other parameters come back. */
static void
test_token_scrubbed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message =
      fixture_message (fixture, "GET", "/method/wall.get?owner_id=x&v=5.199&access_token=" SERVICE);
  g_autoptr (Answer) answer = fixture_send (fixture, message);

  g_assert_nonnull (strstr (answer->body, "\"error_code\":100"));
  g_assert_nonnull (strstr (answer->body, "{\"key\":\"owner_id\",\"value\":\"x\"}"));
  g_assert_null (strstr (answer->body, SERVICE));
  g_assert_null (strstr (answer->body, "access_token"));
}

static void
test_body_too_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture, "POST", "/method/wall.get");
  gsize length = 2 * 1024 * 1024;
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (length), length);
  g_autoptr (Answer) answer = NULL;

  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  answer = fixture_send (fixture, message);
  g_assert_true (answer->status == 413 || answer->status == 0);
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.get", SERVICE, "owner_id", OWNER, NULL)),
                   ==, 0);
}

static void
test_write_and_read_back (Fixture *fixture, gconstpointer data)
{
  gint64 asked = fixture_write (fixture, "What about the road?", 0);
  g_autofree char *reply_to = g_strdup_printf ("%" G_GINT64_FORMAT, asked);
  gint64 id = publish (fixture, "Ответ & <b>\"так\"</b>", reply_to);
  g_autoptr (JsonObject) response =
      fixture_response (fixture, "wall.getComments", SERVICE, "owner_id", OWNER, "post_id", "1",
                        "comment_id", reply_to, "sort", "desc", NULL);
  JsonObject *reply = osr_json_array_get_object (osr_json_get_array (response, "items"), 0);
  JsonArray *parents = osr_json_get_array (reply, "parents_stack");

  g_assert_cmpint (osr_json_get_int (reply, "id", 0), ==, id);
  g_assert_cmpint (osr_json_get_int (reply, "from_id", 0), ==, -11);
  g_assert_cmpint (osr_json_get_int (reply, "date", 0), ==, 1773000000);
  g_assert_cmpint (osr_json_get_int (reply, "reply_to_comment", 0), ==, asked);
  g_assert_cmpint (osr_json_get_int (reply, "reply_to_user", 0), ==, 21);
  g_assert_cmpstr (osr_json_get_string (reply, "text"), ==,
                   "Ответ &amp; &lt;b&gt;&quot;так&quot;&lt;/b&gt;");
  g_assert_cmpuint (json_array_get_length (parents), ==, 1);
  g_assert_cmpint (json_array_get_int_element (parents, 0), ==, asked);
}

/* A reply to a reply stays in the thread of the first comment. */
static void
test_threads (Fixture *fixture, gconstpointer data)
{
  gint64 root = fixture_write (fixture, "Question", 0);
  gint64 first = fixture_write (fixture, "Reply", root);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, first);
  gint64 second = publish (fixture, "Reply to the reply", name);
  g_autoptr (JsonObject) response =
      fixture_response (fixture, "wall.getComments", SERVICE, "owner_id", OWNER, "post_id", "1",
                        "thread_items_count", "1", "extended", "1", NULL);
  JsonObject *item = osr_json_array_get_object (osr_json_get_array (response, "items"), 0);
  JsonObject *thread = osr_json_get_object (item, "thread");
  JsonArray *replies = osr_json_get_array (thread, "items");

  g_assert_cmpint (osr_json_get_int (response, "count", 0), ==, 3);
  g_assert_cmpint (osr_json_get_int (response, "current_level_count", 0), ==, 1);
  g_assert_cmpint (osr_json_get_int (thread, "count", 0), ==, 2);
  g_assert_cmpuint (json_array_get_length (replies), ==, 1);
  g_assert_cmpint (osr_json_get_int (osr_json_array_get_object (replies, 0), "id", 0), ==, first);
  g_assert_cmpint (osr_sandbox_post_comment (first_post (fixture), second)->root, ==, root);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (response, "profiles")), ==, 1);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (response, "groups")), ==, 1);
}

static void
assert_page (Fixture *fixture, const char *sort, const char *offset, const char *start,
             const char *expected)
{
  g_autoptr (JsonObject) response =
      fixture_response (fixture, "wall.getComments", SERVICE, "owner_id", OWNER, "post_id", "1",
                        "sort", sort, "offset", offset, "count", "2", "start_comment_id", start,
                        NULL);
  g_autofree char *ids = ids_of (response);

  g_assert_cmpstr (ids, ==, expected);
  g_assert_cmpint (osr_json_get_int (response, "current_level_count", 0), ==, 5);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 5; i++)
    g_assert_cmpint (fixture_write (fixture, "text", 0), ==, 3 + i);
  assert_page (fixture, "asc", "0", "", "3 4");
  assert_page (fixture, "asc", "3", "", "6 7");
  assert_page (fixture, "asc", "5", "", "");
  assert_page (fixture, "asc", "-9", "", "3 4");
  assert_page (fixture, "desc", "0", "", "7 6");
  assert_page (fixture, "desc", "4", "", "3");
  assert_page (fixture, "asc", "0", "5", "5 6");
  assert_page (fixture, "asc", "-1", "5", "4 5");
  assert_page (fixture, "desc", "0", "5", "5 4");
  assert_page (fixture, "asc", "9223372036854775807", "5", "");
}

/* The network gives at most a hundred, whatever is asked. */
static void
test_page_limit (Fixture *fixture, gconstpointer data)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (fixture->sandbox);
  g_autoptr (JsonObject) response = NULL;

  for (int i = 0; i < 120; i++)
    osr_sandbox_wall_write (wall, first_post (fixture), 21, NULL, "text", 1);
  response = fixture_response (fixture, "wall.getComments", SERVICE, "owner_id", OWNER, "post_id",
                               "1", "count", "1000", NULL);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (response, "items")), ==, 100);
  g_assert_cmpint (osr_json_get_int (response, "count", 0), ==, 120);
}

static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) response = NULL;
  JsonObject *item;

  fixture_write (fixture, "Дорога разбита", 0);
  response = fixture_response (fixture, "wall.getComments", SERVICE, "owner_id", OWNER, "post_id",
                               "1", "preview_length", "6", NULL);
  item = osr_json_array_get_object (osr_json_get_array (response, "items"), 0);
  g_assert_cmpstr (osr_json_get_string (item, "text"), ==, "Дорога…");
}

static void
test_who_may_write (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *token;
    const char *from_group;
    gint64 code;
    gint64 from_id;
  } cases[] = {
    { GROUP_A, "11", 0, -11 },  { GROUP_B, "12", 0, -12 }, { GROUP_B, "0", 0, -12 },
    { CITIZEN, "0", 0, 21 },    { GROUP_B, "11", 15, 0 },  { CITIZEN, "11", 15, 0 },
    { GROUP_A, "-11", 100, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint before = first_post (fixture)->comments->len;
    gint64 code = error_of (fixture_call (fixture, "wall.createComment", cases[i].token, "owner_id",
                                          OWNER, "post_id", "1", "message", "text", "from_group",
                                          cases[i].from_group, NULL));
    GPtrArray *comments = first_post (fixture)->comments;

    g_assert_cmpint (code, ==, cases[i].code);
    g_assert_cmpuint (comments->len, ==, before + (code == 0));
    if (code == 0)
      g_assert_cmpint (((OsrSandboxComment *) comments->pdata[before])->from_id, ==,
                       cases[i].from_id);
  }
}

static gint64
try_message (Fixture *fixture, const char *key, const char *value)
{
  return error_of (fixture_call (fixture, "wall.createComment", GROUP_A, "owner_id", OWNER,
                                 "post_id", "1", key, value, NULL));
}

static void
test_messages_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *at_limit = g_strnfill (OSR_SANDBOX_MAX_TEXT, 'a');
  g_autofree char *too_long = g_strconcat (at_limit, "b", NULL);

  g_assert_cmpint (try_message (fixture, "message", ""), ==, 100);
  g_assert_cmpint (try_message (fixture, "message", " \n "), ==, 100);
  g_assert_cmpint (try_message (fixture, "message", at_limit), ==, 0);
  g_assert_cmpint (try_message (fixture, "message", too_long), ==, 914);
  g_assert_cmpint (try_message (fixture, "attachments", "photo1_2"), ==, 100);
  g_assert_cmpint (try_message (fixture, "sticker_id", "5"), ==, 2100);
  g_assert_cmpuint (first_post (fixture)->comments->len, ==, 1);
}

static void
test_closed_and_links (Fixture *fixture, gconstpointer data)
{
  const char *post = "\"owner_id\":-11,\"post_id\":1";
  g_autofree char *links = g_strdup_printf ("{%s,\"links_forbidden\":true}", post);
  g_autofree char *closed = g_strdup_printf ("{%s,\"comments_closed\":true}", post);

  json_object_unref (fixture_order (fixture, "post", links, 200));
  g_assert_cmpint (try_message (fixture, "message", "see HTTPS://example.org"), ==, 222);
  g_assert_cmpint (try_message (fixture, "message", "no link"), ==, 0);
  json_object_unref (fixture_order (fixture, "post", closed, 200));
  g_assert_cmpint (try_message (fixture, "message", "text"), ==, 213);
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.getComments", SERVICE, "owner_id", OWNER,
                                           "post_id", "1", NULL)),
                   ==, 212);
}

static void
order_delete (Fixture *fixture, gint64 id, const char *more)
{
  g_autofree char *json = g_strdup_printf ("{\"owner_id\":-11,\"post_id\":1,\"action\":\"delete\","
                                           "\"comment_id\":%" G_GINT64_FORMAT "%s}",
                                           id, more);

  json_object_unref (fixture_order (fixture, "comment", json, 200));
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  gint64 marked = fixture_write (fixture, "will be marked", 0);
  gint64 gone = fixture_write (fixture, "will vanish", 0);
  g_autofree char *reply_to = g_strdup_printf ("%" G_GINT64_FORMAT, marked);
  g_autoptr (JsonObject) response = NULL;
  JsonObject *item;

  order_delete (fixture, marked, "");
  order_delete (fixture, gone, ",\"vanish\":true");
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.createComment", GROUP_A, "owner_id",
                                           OWNER, "post_id", "1", "message", "late",
                                           "reply_to_comment", reply_to, NULL)),
                   ==, 100);
  response = fixture_response (fixture, "wall.getComments", SERVICE, "owner_id", OWNER, "post_id",
                               "1", NULL);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (response, "items")), ==, 1);
  item = osr_json_array_get_object (osr_json_get_array (response, "items"), 0);
  g_assert_cmpint (osr_json_get_int (item, "id", 0), ==, marked);
  g_assert_true (osr_json_get_boolean (item, "deleted", FALSE));
  g_assert_false (json_object_has_member (item, "from_id"));
  g_assert_false (json_object_has_member (item, "text"));
  /* the next id is new even after the last comment vanished */
  g_assert_cmpint (fixture_write (fixture, "next", 0), ==, gone + 1);
}

static void
test_edited (Fixture *fixture, gconstpointer data)
{
  gint64 id = fixture_write (fixture, "before", 0);
  g_autofree char *json =
      g_strdup_printf ("{\"owner_id\":-11,\"post_id\":1,\"action\":\"edit\",\"text\":\"after\","
                       "\"comment_id\":%" G_GINT64_FORMAT "}",
                       id);

  json_object_unref (fixture_order (fixture, "comment", json, 200));
  g_assert_cmpstr (osr_sandbox_post_comment (first_post (fixture), id)->text, ==, "after");
}

/* Two requests with one guid are two comments: nobody may lean on it. */
static void
test_guid_not_unique (Fixture *fixture, gconstpointer data)
{
  gint64 first = publish (fixture, "text", NULL);
  gint64 second = publish (fixture, "text", NULL);

  g_assert_cmpint (first, !=, second);
  g_assert_cmpstr (osr_sandbox_post_comment (first_post (fixture), second)->guid, ==, "same");
}

static void
test_rate (Fixture *fixture, gconstpointer data)
{
  guint refused = 0;

  fixture->options.unlimited = FALSE;
  fixture_restart (fixture);
  for (int i = 0; i < 40; i++) {
    gint64 code = error_of (fixture_call (fixture, "wall.get", SERVICE, "owner_id", OWNER, NULL));

    if (i < 3)
      g_assert_cmpint (code, ==, 0);
    g_assert_true (code == 0 || code == 6);
    refused += code == 6;
  }
  g_assert_cmpuint (refused, >, 0);
  g_assert_cmpint (
      error_of (fixture_call (fixture, "groups.getById", GROUP_A, "group_id", "11", NULL)), ==, 0);
}

static void
order_fault (Fixture *fixture, const char *kind, const char *more)
{
  g_autofree char *json =
      g_strdup_printf ("{\"method\":\"wall.createComment\",\"kind\":\"%s\"%s}", kind, more);

  json_object_unref (fixture_order (fixture, "faults", json, 200));
}

static SoupMessage *
publishing_message (Fixture *fixture)
{
  return fixture_message (fixture, "POST",
                          "/method/wall.createComment?v=5.199&access_token=" GROUP_A
                          "&owner_id=-11&post_id=1&from_group=11&message=text");
}

static void
test_fault_error (Fixture *fixture, gconstpointer data)
{
  order_fault (fixture, "error", ",\"code\":9,\"times\":2");
  g_assert_cmpint (try_message (fixture, "message", "text"), ==, 9);
  g_assert_cmpint (try_message (fixture, "message", "text"), ==, 9);
  g_assert_cmpint (try_message (fixture, "message", "text"), ==, 0);
  g_assert_cmpuint (first_post (fixture)->comments->len, ==, 1);
}

static void
test_fault_drop (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *kind;
    guint written;
  } cases[] = { { "drop-before", 0 }, { "drop-after", 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SoupMessage) message = publishing_message (fixture);
    g_autoptr (Answer) answer = NULL;

    order_fault (fixture, cases[i].kind, "");
    answer = fixture_send (fixture, message);
    g_assert_cmpuint (answer->status, ==, 0);
    g_assert_cmpuint (first_post (fixture)->comments->len, ==, cases[i].written);
  }
  g_assert_cmpint (try_message (fixture, "message", "text"), ==, 0);
}

static void
on_held (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_null (bytes);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) data = TRUE;
}

/* The comment is there, on disk too, while the publisher still waits and gives up. */
static void
test_fault_hold (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = publishing_message (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  order_fault (fixture, "hold-answer", ",\"seconds\":3600");
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, cancellable,
                                    on_held, &done);
  while (first_post (fixture)->comments->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_test (fixture->state_path, G_FILE_TEST_EXISTS));
  g_assert_false (done);
  g_cancellable_cancel (cancellable);
  fixture_wait (&done);
  g_assert_cmpint (try_message (fixture, "message", "text"), ==, 0);
  fixture_restart (fixture);
  g_assert_cmpuint (first_post (fixture)->comments->len, ==, 2);
}

static void
test_fault_hold_ends (Fixture *fixture, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();

  order_fault (fixture, "hold-answer", ",\"seconds\":1");
  g_assert_cmpint (try_message (fixture, "message", "text"), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_USEC_PER_SEC - 1000);
}

static void
test_fault_listing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) listing = NULL;
  g_autoptr (JsonObject) cleared = NULL;
  JsonObject *fault;

  order_fault (fixture, "error", ",\"code\":9,\"times\":5");
  g_assert_cmpint (try_message (fixture, "message", "text"), ==, 9);
  listing = fixture_order (fixture, "faults", NULL, 200);
  fault = osr_json_array_get_object (osr_json_get_array (listing, "faults"), 0);
  g_assert_cmpint (osr_json_get_int (fault, "remaining", 0), ==, 4);
  g_assert_cmpint (
      osr_json_get_int (osr_json_get_object (listing, "calls"), "wall.createComment", 0), ==, 1);
  cleared = fixture_order (fixture, "faults", "{\"method\":\"*\",\"kind\":\"clear\"}", 200);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (cleared, "faults")), ==, 0);
}

static void
test_orders_refused (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *what;
    const char *json;
    guint status;
  } cases[] = {
    { "faults", "{", 400 },
    { "faults", "[]", 400 },
    { "faults", "{\"method\":\"wall.createComment\",\"kind\":\"bad\"}", 400 },
    { "faults", "{\"method\":\"wall.nothing\",\"kind\":\"drop-after\"}", 400 },
    { "faults", "{\"method\":\"wall.get\",\"kind\":\"error\"}", 400 },
    { "faults", "{\"method\":\"wall.get\",\"kind\":\"drop-after\",\"times\":0}", 400 },
    { "comment", "{\"owner_id\":-11,\"post_id\":9,\"citizen\":21,\"text\":\"a\"}", 404 },
    { "comment", "{\"owner_id\":-11,\"post_id\":1,\"citizen\":99,\"text\":\"a\"}", 400 },
    { "comment", "{\"owner_id\":-11,\"post_id\":1,\"citizen\":21,\"text\":\" \"}", 400 },
    { "comment", "{\"owner_id\":-11,\"post_id\":1,\"citizen\":21,\"text\":\"a\",\"reply_to\":7}",
      400 },
    { "comment", "{\"owner_id\":-11,\"post_id\":1,\"action\":\"edit\",\"text\":\"a\"}", 400 },
    { "comment", "{\"owner_id\":-11,\"post_id\":1,\"action\":\"burn\"}", 400 },
    { "post", "{\"owner_id\":-13,\"post_id\":1}", 404 },
    { "other", "{}", 404 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) answer =
        fixture_order (fixture, cases[i].what, cases[i].json, cases[i].status);

    g_assert_nonnull (osr_json_get_string (answer, "error"));
  }
  g_assert_cmpuint (first_post (fixture)->comments->len, ==, 0);
}

/* A plain form of some other page cannot give orders. */
static void
test_orders_need_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture, "POST", "/_sandbox/comment");
  const char *json = "{\"owner_id\":-11,\"post_id\":1,\"citizen\":21,\"text\":\"a\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr (Answer) answer = NULL;

  soup_message_set_request_body_from_bytes (message, "text/plain", body);
  answer = fixture_send (fixture, message);
  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_cmpuint (first_post (fixture)->comments->len, ==, 0);
}

/* What cannot be saved is not accepted and not shown. */
static void
test_not_saved (Fixture *fixture, gconstpointer data)
{
  fixture->options.state_path = "/nonexistent/state.json";
  fixture_restart (fixture);
  g_assert_cmpint (try_message (fixture, "message", "text"), ==, 10);
  g_assert_cmpuint (first_post (fixture)->comments->len, ==, 0);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/api/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("tokens", test_tokens);
  ADD ("version", test_version);
  ADD ("arguments", test_arguments);
  ADD ("request-forms", test_request_forms);
  ADD ("token-scrubbed", test_token_scrubbed);
  ADD ("body-too-long", test_body_too_long);
  ADD ("write-and-read-back", test_write_and_read_back);
  ADD ("threads", test_threads);
  ADD ("pages", test_pages);
  ADD ("page-limit", test_page_limit);
  ADD ("preview", test_preview);
  ADD ("who-may-write", test_who_may_write);
  ADD ("messages-refused", test_messages_refused);
  ADD ("closed-and-links", test_closed_and_links);
  ADD ("deleted", test_deleted);
  ADD ("edited", test_edited);
  ADD ("guid-not-unique", test_guid_not_unique);
  ADD ("rate", test_rate);
  ADD ("fault-error", test_fault_error);
  ADD ("fault-drop", test_fault_drop);
  ADD ("fault-hold", test_fault_hold);
  ADD ("fault-hold-ends", test_fault_hold_ends);
  ADD ("fault-listing", test_fault_listing);
  ADD ("orders-refused", test_orders_refused);
  ADD ("orders-need-json", test_orders_need_json);
  ADD ("not-saved", test_not_saved);
  return g_test_run ();
}
