/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What VK has beside walls: events beside the recorded ones, uploads in three steps, captchas in both
 * forms, searches and the board. */
#include <string.h>

#include "core/osr-json.h"
#include "sandbox-fixture.h"

#define GROUP   "vk-group"
#define USER    "vk-user"
#define READER  "vk-service"
#define PICTURE "\x89PNG\r\n\x1a\n-picture"

/* (transfer full): one look at the long poll. */
static JsonObject *
look (Fixture *fixture, JsonObject *server, const char *ts)
{
  const char *base = osr_sandbox_get_url (fixture->sandbox);
  g_autofree char *path = g_strdup_printf ("%s?act=a_check&key=%s&ts=%s&wait=0",
                                           osr_json_get_string (server, "server") + strlen (base),
                                           osr_json_get_string (server, "key"), ts);
  g_autoptr (SoupMessage) message = fixture_message (fixture, "GET", path);

  return fixture_json (fixture, message, 200);
}

static JsonObject *
server_of (Fixture *fixture)
{
  return fixture_response (fixture, "groups.getLongPollServer", GROUP, "group_id", "31", NULL);
}

static void
check_event (JsonObject *update, const char *recorded)
{
  g_autofree char *name = g_strdup_printf ("vk-recorded/BotsLongPoll/%s.json", recorded);
  g_autoptr (JsonNode) node = read_data (name);
  JsonObject *model = json_node_get_object (node);
  static const char *const newer[] = { "event_id", "v", NULL };

  g_assert_cmpstr (osr_json_get_string (update, "type"), ==, osr_json_get_string (model, "type"));
  assert_members (update, model, newer);
  assert_members (osr_json_get_object (update, "object"), osr_json_get_object (model, "object"),
                  NULL);
}

static void
order_comment (Fixture *fixture, const char *action, gint64 id)
{
  g_autofree char *json =
      g_strdup_printf ("{\"community\":31,\"post_id\":1,\"action\":\"%s\",\"text\":\"Edited\","
                       "\"comment_id\":%" G_GINT64_FORMAT "}",
                       action, id);

  json_object_unref (fixture_order (fixture, "comment", json, 200));
}

static void
test_events (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) server = server_of (fixture);
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (JsonObject) nothing = NULL;
  JsonArray *updates;
  gint64 comment = fixture_say (fixture, 31, "First", 0);

  order_comment (fixture, "edit", comment);
  order_comment (fixture, "delete", comment);
  json_object_unref (
      fixture_order (fixture, "comment",
                     "{\"community\":31,\"post_id\":2,\"citizen\":41,\"text\":\"Topic\"}", 200));
  answer = look (fixture, server, osr_json_get_string (server, "ts"));
  updates = osr_json_get_array (answer, "updates");
  g_assert_cmpuint (json_array_get_length (updates), ==, 4);
  g_assert_cmpstr (osr_json_get_string (osr_json_array_get_object (updates, 0), "type"), ==,
                   "wall_reply_new");
  check_event (osr_json_array_get_object (updates, 1), "WallReplyEdit");
  check_event (osr_json_array_get_object (updates, 2), "WallReplyDelete");
  check_event (osr_json_array_get_object (updates, 3), "BoardPostNew");
  nothing = look (fixture, server, osr_json_get_string (answer, "ts"));
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (nothing, "updates")), ==, 0);
}

/* Our own reply comes back as an event: the reader has to know itself. */
static void
test_echo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) server = server_of (fixture);
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *event;

  g_assert_cmpint (error_of (fixture_call (fixture, "wall.createComment", GROUP, "owner_id", "-31",
                                           "post_id", "1", "message", "Done", NULL)),
                   ==, 0);
  answer = look (fixture, server, osr_json_get_string (server, "ts"));
  event = osr_json_get_object (
      osr_json_array_get_object (osr_json_get_array (answer, "updates"), 0), "object");
  g_assert_cmpint (osr_json_get_int (event, "from_id", 0), ==, -31);
}

static void
failed (Fixture *fixture, JsonObject *server, const char *ts, gint64 code)
{
  g_autoptr (JsonObject) answer = look (fixture, server, ts);

  g_assert_cmpint (osr_json_get_int (answer, "failed", 0), ==, code);
  g_assert_cmpint (json_object_has_member (answer, "ts"), ==, code == 1);
}

static void
test_events_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) server = server_of (fixture);
  const char *ts = osr_json_get_string (server, "ts");

  failed (fixture, server, "999", 1);
  failed (fixture, server, "", 3);
  for (gint64 code = 1; code <= 3; code++) {
    g_autofree char *more = g_strdup_printf ("\"code\":%" G_GINT64_FORMAT, code);

    fixture_fault (fixture, "longpoll", "longpoll-failed", more);
    failed (fixture, server, ts, code);
  }
  fixture_restart (fixture);
  failed (fixture, server, ts, 2);
}

static void
test_long_poll_rights (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (
      error_of (fixture_call (fixture, "groups.getLongPollServer", GROUP, "group_id", "32", NULL)),
      ==, 15);
  g_assert_cmpint (
      error_of (fixture_call (fixture, "groups.getLongPollServer", READER, "group_id", "31", NULL)),
      ==, 28);
  g_assert_cmpint (error_of (fixture_call (fixture, "groups.setLongPollSettings", GROUP, "group_id",
                                           "31", "enabled", "1", "wall_reply_new", "1", NULL)),
                   ==, 0);
}

/* (transfer full): what the upload gave back; @url is where. */
static JsonObject *
upload (Fixture *fixture, const char *url, const char *part, const char *name)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/form-data");
  g_autoptr (GBytes) bytes = g_bytes_new_static (PICTURE, sizeof PICTURE - 1);
  g_autoptr (SoupMessage) message = NULL;

  soup_multipart_append_form_file (multipart, part, name, "image/png", bytes);
  message = soup_message_new_from_multipart (url, multipart);
  return fixture_json (fixture, message, 200);
}

/* (transfer full): the answer of photos.saveMessagesPhoto, with the hash or another. */
static JsonObject *
save_photo (Fixture *fixture, JsonObject *given, const char *hash)
{
  g_autofree char *server =
      g_strdup_printf ("%" G_GINT64_FORMAT, osr_json_get_int (given, "server", 0));

  return fixture_call (fixture, "photos.saveMessagesPhoto", GROUP, "photo",
                       osr_json_get_string (given, "photo"), "server", server, "hash",
                       hash != NULL ? hash : osr_json_get_string (given, "hash"), NULL);
}

static void
test_photo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) place =
      fixture_response (fixture, "photos.getMessagesUploadServer", GROUP, "peer_id", "0", NULL);
  g_autoptr (JsonObject) given =
      upload (fixture, osr_json_get_string (place, "upload_url"), "photo", "road.png");
  g_autoptr (JsonObject) saved = NULL;
  g_autoptr (JsonObject) wall = NULL;
  g_autofree char *attachment = NULL;
  JsonObject *photo;

  g_assert_cmpint (error_of (save_photo (fixture, given, "other")), ==, 121);
  saved = save_photo (fixture, given, NULL);
  photo = osr_json_array_get_object (osr_json_get_array (saved, "response"), 0);
  attachment = g_strdup_printf ("photo-31_%" G_GINT64_FORMAT, osr_json_get_int (photo, "id", 0));
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.createComment", GROUP, "owner_id", "-31",
                                           "post_id", "1", "attachments", attachment, NULL)),
                   ==, 0);
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.createComment", GROUP, "owner_id", "-31",
                                           "post_id", "1", "message", "a", "attachments",
                                           "photo-31_5", NULL)),
                   ==, 100);
  wall = fixture_response (fixture, "wall.getComments", READER, "owner_id", "-31", "post_id", "1",
                           NULL);
  photo = osr_json_array_get_object (osr_json_get_array (wall, "items"), 0);
  photo = osr_json_array_get_object (osr_json_get_array (photo, "attachments"), 0);
  g_assert_cmpstr (osr_json_get_string (photo, "type"), ==, "photo");
}

/* What is no picture is given back as an empty list, not as an error. */
static void
test_photo_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) place =
      fixture_response (fixture, "photos.getWallUploadServer", USER, "group_id", "31", NULL);
  g_autoptr (JsonObject) given =
      upload (fixture, osr_json_get_string (place, "upload_url"), "photo", "road.txt");

  g_assert_cmpstr (osr_json_get_string (given, "photo"), ==, "[]");
  g_assert_cmpint (error_of (fixture_call (fixture, "photos.getWallUploadServer", GROUP, "group_id",
                                           "31", NULL)),
                   ==, 27);
}

static void
test_document_and_video (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) place =
      fixture_response (fixture, "docs.getWallUploadServer", GROUP, "group_id", "31", NULL);
  g_autoptr (JsonObject) given =
      upload (fixture, osr_json_get_string (place, "upload_url"), "file", "plan.pdf");
  g_autoptr (JsonObject) saved = fixture_response (fixture, "docs.save", GROUP, "file",
                                                   osr_json_get_string (given, "file"), NULL);
  g_autoptr (JsonObject) video =
      fixture_response (fixture, "video.save", USER, "group_id", "31", "name", "Road", NULL);
  g_autoptr (JsonObject) sent =
      upload (fixture, osr_json_get_string (video, "upload_url"), "video_file", "road.mp4");
  g_autofree char *attachments =
      g_strdup_printf ("doc-31_%" G_GINT64_FORMAT ",video-31_%" G_GINT64_FORMAT,
                       osr_json_get_int (osr_json_get_object (saved, "doc"), "id", 0),
                       osr_json_get_int (sent, "video_id", 0));

  g_assert_cmpint (error_of (fixture_call (fixture, "wall.createComment", GROUP, "owner_id", "-31",
                                           "post_id", "1", "message", "See", "attachments",
                                           attachments, NULL)),
                   ==, 0);
}

static JsonObject *
write_comment (Fixture *fixture, const char *key, const char *value, const char *sid)
{
  g_autoptr (JsonObject) root =
      fixture_call (fixture, "wall.createComment", GROUP, "owner_id", "-31", "post_id", "1",
                    "message", "Done", key, value, "captcha_sid", sid, NULL);
  JsonObject *error = osr_json_get_object (root, "error");

  return error != NULL ? json_object_ref (error) : NULL;
}

/* (transfer full): what stands at an address that an error named. */
static Answer *
visit (Fixture *fixture, const char *address)
{
  const char *base = osr_sandbox_get_url (fixture->sandbox);
  g_autoptr (SoupMessage) message = NULL;

  g_assert_true (g_str_has_prefix (address, base));
  message = fixture_message (fixture, "GET", address + strlen (base));
  return fixture_send (fixture, message);
}

/* Only a person can read the picture; here the key is looked up where the sandbox keeps it. */
static void
test_captcha_picture (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) asked = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (Answer) picture = NULL;
  g_auto (GStrv) kept = NULL;

  fixture_fault (fixture, "wall.createComment", "captcha", "");
  asked = write_comment (fixture, "guid", "g", "");
  g_assert_cmpint (osr_json_get_int (asked, "error_code", 0), ==, 14);
  picture = visit (fixture, osr_json_get_string (asked, "captcha_img"));
  g_assert_cmpstr (picture->content_type, ==, "image/png");
  again =
      write_comment (fixture, "captcha_key", "wrong", osr_json_get_string (asked, "captcha_sid"));
  g_assert_cmpint (osr_json_get_int (again, "error_code", 0), ==, 14);
  kept = g_strsplit (osr_sandbox_get_captcha (fixture->sandbox, "wall.createComment"), "|", 3);
  g_assert_null (
      write_comment (fixture, "captcha_key", kept[2], osr_json_get_string (asked, "captcha_sid")));
  g_assert_null (osr_sandbox_get_captcha (fixture->sandbox, "wall.createComment"));
}

static void
test_captcha_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) asked = NULL;
  g_autoptr (Answer) page = NULL;
  g_autofree char *token = NULL;
  const char *start;

  fixture_fault (fixture, "wall.createComment", "captcha-redirect", "");
  asked = write_comment (fixture, "guid", "g", "");
  g_assert_cmpint (osr_json_get_int (asked, "error_code", 0), ==, 14);
  g_assert_null (osr_json_get_string (asked, "captcha_sid"));
  page = visit (fixture, osr_json_get_string (asked, "redirect_uri"));
  start = strstr (page->body, "success-token\">");
  g_assert_nonnull (start);
  start += strlen ("success-token\">");
  token = g_strndup (start, strchr (start, '<') - start);
  g_assert_null (write_comment (fixture, "success_token", token, ""));
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) wall = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  const char *next;

  fixture_say (fixture, 31, "Ремонт дороги на Лесной", 0);
  fixture_say (fixture, 32, "Ремонт не в ВК", 0);
  wall =
      fixture_response (fixture, "wall.search", READER, "owner_id", "-31", "query", "РЕМОНТ", NULL);
  g_assert_cmpint (osr_json_get_int (wall, "count", 0), ==, 1);
  first = fixture_response (fixture, "newsfeed.search", READER, "q", "ремонт", "count", "1", NULL);
  next = osr_json_get_string (first, "next_from");
  g_assert_nonnull (next);
  second = fixture_response (fixture, "newsfeed.search", READER, "q", "ремонт", "count", "1",
                             "start_from", next, NULL);
  g_assert_null (osr_json_get_string (second, "next_from"));
  g_assert_cmpint (osr_json_get_int (second, "total_count", 0), ==, 2);
}

static void
test_board (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) created = NULL;
  g_autoptr (JsonObject) list = NULL;

  created = fixture_call (fixture, "board.createComment", USER, "group_id", "31", "topic_id", "2",
                          "message", "Done", "from_group", "1", NULL);
  g_assert_cmpint (osr_json_get_int (created, "response", 0), >, 0);
  list = fixture_response (fixture, "board.getComments", READER, "group_id", "31", "topic_id", "2",
                           NULL);
  g_assert_cmpint (
      osr_json_get_int (osr_json_array_get_object (osr_json_get_array (list, "items"), 0),
                        "from_id", 0),
      ==, -31);
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.getComments", READER, "owner_id", "-31",
                                           "post_id", "2", NULL)),
                   ==, 15);
  g_assert_cmpint (error_of (fixture_call (fixture, "board.createComment", GROUP, "group_id", "31",
                                           "topic_id", "2", "message", "a", NULL)),
                   ==, 27);
}

/* Other networks' communities have numbers, too. */
static void
test_only_vk (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.get", READER, "owner_id", "-32", NULL)),
                   ==, 15);
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.getComments", READER, "owner_id", "-32",
                                           "post_id", "1", NULL)),
                   ==, 15);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/vk/" name, Fixture, NETWORKS, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("events", test_events);
  ADD ("echo", test_echo);
  ADD ("events-lost", test_events_lost);
  ADD ("long-poll-rights", test_long_poll_rights);
  ADD ("photo", test_photo);
  ADD ("photo-refused", test_photo_refused);
  ADD ("document-and-video", test_document_and_video);
  ADD ("captcha-picture", test_captcha_picture);
  ADD ("captcha-page", test_captcha_page);
  ADD ("search", test_search);
  ADD ("board", test_board);
  ADD ("only-vk", test_only_vk);
  return g_test_run ();
}
