/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox's YouTube: shapes beside recorded answers, threads and replies page by page, a reply
 * written and changed, the day's quota, and what is refused. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-names.h"
#include "sandbox-fixture.h"

#define OWNER_TOKEN "youtube-owner"

/* (transfer full): @body (nullable) is JSON; @token (nullable) is the owner's. */
static JsonObject *
call (Fixture *fixture, const char *method, const char *path, const char *body, guint status)
{
  g_autofree char *whole = g_strconcat ("/youtube/v3", path, NULL);
  g_autoptr (SoupMessage) message = fixture_message (fixture, method, whole);

  if (strstr (path, "key=") == NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                                 "Bearer " OWNER_TOKEN);
  if (body != NULL)
    fixture_body (message, "application/json", body);
  return fixture_json (fixture, message, status);
}

static void
refused (Fixture *fixture, const char *method, const char *path, const char *body, guint status,
         const char *reason)
{
  g_autoptr (JsonObject) root = call (fixture, method, path, body, status);
  JsonObject *error = osr_json_get_object (root, "error");
  JsonObject *first = osr_json_array_get_object (osr_json_get_array (error, "errors"), 0);

  g_assert_cmpint (osr_json_get_int (error, "code", 0), ==, status);
  g_assert_cmpstr (osr_json_get_string (first, "reason"), ==, reason);
}

static char *
threads_path (const char *more)
{
  g_autofree char *video = osr_sandbox_name_video (36, 1);

  return g_strdup_printf ("/commentThreads?part=snippet,replies&videoId=%s%s", video, more);
}

static JsonObject *
item (JsonObject *root, guint index)
{
  return osr_json_array_get_object (osr_json_get_array (root, "items"), index);
}

static char *
reply_body (gint64 comment, const char *text)
{
  const OsrSandboxComment named = { .id = comment };
  g_autofree char *id = osr_sandbox_name_thread (36, &named);

  return g_strdup_printf ("{\"snippet\":{\"parentId\":\"%s\",\"textOriginal\":\"%s\"}}", id, text);
}

static void
check (JsonObject *object, const char *recorded, const char *const *path)
{
  g_autofree char *name = g_strdup_printf ("youtube/%s.json", recorded);
  g_autoptr (JsonNode) node = read_data (name);
  JsonObject *model = json_node_get_object (node);
  static const char *const also[] = { "nextPageToken", "channelId", "videoId", "replies", NULL };

  for (guint i = 0; path[i] != NULL; i++)
    model = strcmp (path[i], "items") == 0 ? item (model, 0) : osr_json_get_object (model, path[i]);
  g_assert_nonnull (object);
  assert_members (object, model, also);
}

static void
test_shapes (Fixture *fixture, gconstpointer data)
{
  static const char *const whole[] = { NULL };
  static const char *const one[] = { "items", NULL };
  static const char *const snippet[] = { "items", "snippet", NULL };
  gint64 asked = fixture_say (fixture, 36, "Когда?\\nГде?", 0);
  g_autofree char *body = reply_body (asked, "В июне");
  g_autofree char *path = threads_path ("");
  g_autoptr (JsonObject) written = call (fixture, "POST", "/comments?part=snippet", body, 200);
  g_autoptr (JsonObject) threads = call (fixture, "GET", path, NULL, 200);
  JsonObject *thread = item (threads, 0);
  JsonObject *top =
      osr_json_get_object (osr_json_get_object (thread, "snippet"), "topLevelComment");

  check (threads, "comment_thread_single", whole);
  check (thread, "comment_thread_single", one);
  check (osr_json_get_object (thread, "snippet"), "comment_thread_single", snippet);
  check (written, "comments_by_parent_paged_2", one);
  check (osr_json_get_object (written, "snippet"), "comments_by_parent_paged_2", snippet);
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (top, "snippet"), "textDisplay"), ==,
                   "Когда?<br />Где?");
  g_assert_cmpuint (json_array_get_length (
                        osr_json_get_array (osr_json_get_object (thread, "replies"), "comments")),
                    ==, 1);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = threads_path ("&maxResults=1&key=youtube-key");
  g_autofree char *next = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;

  fixture_say (fixture, 36, "Один", 0);
  fixture_say (fixture, 36, "Два", 0);
  first = call (fixture, "GET", path, NULL, 200);
  next = g_strdup_printf ("%s&pageToken=%s", path, osr_json_get_string (first, "nextPageToken"));
  second = call (fixture, "GET", next, NULL, 200);
  g_assert_null (osr_json_get_string (second, "nextPageToken"));
  g_assert_cmpstr (osr_json_get_string (item (first, 0), "id"), !=,
                   osr_json_get_string (item (second, 0), "id"));
}

static void
test_reply_and_edit (Fixture *fixture, gconstpointer data)
{
  gint64 asked = fixture_say (fixture, 36, "Когда?", 0);
  const OsrSandboxComment named = { .id = asked };
  g_autofree char *parent = osr_sandbox_name_thread (36, &named);
  g_autofree char *body = reply_body (asked, "В июне");
  g_autofree char *list = g_strdup_printf ("/comments?part=snippet&parentId=%s", parent);
  g_autoptr (JsonObject) written = call (fixture, "POST", "/comments?part=snippet", body, 200);
  const char *id = osr_json_get_string (written, "id");
  g_autofree char *edit =
      g_strdup_printf ("{\"id\":\"%s\",\"snippet\":{\"textOriginal\":\"В июле\"}}", id);
  g_autofree char *nested =
      g_strdup_printf ("{\"snippet\":{\"parentId\":\"%s\",\"textOriginal\":\"a\"}}", id);
  g_autoptr (JsonObject) edited = call (fixture, "PUT", "/comments?part=snippet", edit, 200);
  g_autoptr (JsonObject) replies = call (fixture, "GET", list, NULL, 200);

  g_assert_true (g_str_has_prefix (id, parent));
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (item (replies, 0), "snippet"),
                                        "textOriginal"),
                   ==, "В июле");
  refused (fixture, "POST", "/comments?part=snippet", nested, 400, "operationNotSupported");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *method;
    const char *path;
    const char *body;
    guint status;
    const char *reason;
  } cases[] = {
    { "GET", "/commentThreads?videoId=a", NULL, 400, "missingRequiredParameter" },
    { "GET", "/commentThreads?part=snippet", NULL, 400, "missingRequiredParameter" },
    { "GET", "/commentThreads?part=snippet&videoId=a", NULL, 404, "videoNotFound" },
    { "GET", "/commentThreads?part=snippet&videoId=a&maxResults=0", NULL, 400, "invalidParameter" },
    { "GET", "/comments?part=snippet&parentId=Ugx", NULL, 404, "commentNotFound" },
    { "POST", "/comments?part=snippet", "{\"snippet\":{\"textOriginal\":\"a\"}}", 400,
      "parentIdMissing" },
    { "POST", "/comments?part=snippet", "{\"snippet\":{\"parentId\":\"a\"}}", 400,
      "commentTextRequired" },
    { "POST", "/comments?part=snippet", "{\"snippet\":{\"parentId\":\"a\",\"textOriginal\":\"a\"}}",
      404, "parentCommentNotFound" },
    { "POST", "/comments?part=snippet&key=youtube-key", "{\"snippet\":{\"textOriginal\":\"a\"}}",
      401, "authError" },
    { "GET", "/commentThreads?part=snippet&videoId=a&key=vk-group", NULL, 400, "badRequest" },
    { "GET", "/nothing?part=snippet", NULL, 404, "notFound" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    refused (fixture, cases[i].method, cases[i].path, cases[i].body, cases[i].status,
             cases[i].reason);
}

/* Two hundred writes take a day's units; at midnight in California there are new ones. */
static void
test_quota (Fixture *fixture, gconstpointer data)
{
  gint64 asked = fixture_say (fixture, 36, "Когда?", 0);
  g_autofree char *body = reply_body (asked, "a");
  g_autofree char *path = threads_path ("");

  for (guint i = 0; i < 200; i++)
    json_object_unref (call (fixture, "POST", "/comments?part=snippet", body, 200));
  refused (fixture, "POST", "/comments?part=snippet", body, 403, "quotaExceeded");
  refused (fixture, "GET", path, NULL, 403, "quotaExceeded");
  fixture->now += 24 * 3600 * (gint64) G_USEC_PER_SEC;
  json_object_unref (call (fixture, "GET", path, NULL, 200));
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  fixture_fault (fixture, "comments.insert", "error", "\"code\":403");
  refused (fixture, "POST", "/comments?part=snippet", "{}", 403, "quotaExceeded");
  fixture_fault (fixture, "comments.*", "error", "\"code\":403,\"text\":\"ineligibleAccount\"");
  refused (fixture, "POST", "/comments?part=snippet", "{}", 403, "ineligibleAccount");
}

static void
test_uploads (Fixture *fixture, gconstpointer data)
{
  g_autofree char *owner = osr_sandbox_name_owner (36);
  g_autofree char *video = osr_sandbox_name_video (36, 1);
  g_autofree char *path =
      g_strdup_printf ("/playlistItems?part=snippet&playlistId=UU%s", owner + 2);
  g_autoptr (JsonObject) root = call (fixture, "GET", path, NULL, 200);
  JsonArray *items = osr_json_get_array (root, "items");
  JsonObject *oldest = item (root, json_array_get_length (items) - 1);
  JsonObject *snippet = osr_json_get_object (oldest, "snippet");

  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (snippet, "resourceId"), "videoId"), ==,
                   video);
  g_assert_nonnull (osr_json_get_string (snippet, "title"));
  refused (fixture, "GET", "/playlistItems?part=snippet&playlistId=UUnobody", NULL, 404,
           "playlistNotFound");
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/youtube/" name, Fixture, NETWORKS, fixture_set_up, func,              \
              fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("shapes", test_shapes);
  ADD ("pages", test_pages);
  ADD ("reply-and-edit", test_reply_and_edit);
  ADD ("refused", test_refused);
  ADD ("uploads", test_uploads);
  ADD ("quota", test_quota);
  ADD ("faults", test_faults);
  return g_test_run ();
}
