/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The office is small and says nothing by itself, so that each test sees only what it
 * wrote. */
#include "sandbox-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/osr-json.h"

#define START (G_GINT64_CONSTANT (1773000000) * G_USEC_PER_SEC)

static const char office[] =
    "{\"zone\":\"Asia/Yakutsk\",\"communities\":["
    "{\"id\":11,\"name\":\"Area <A> & \\\"B\\\"\",\"screen_name\":\"area\"},"
    "{\"id\":12,\"name\":\"Roads\",\"screen_name\":\"roads\"}],"
    "\"tokens\":[{\"token\":\"service-1\",\"kind\":\"service\"},"
    "{\"token\":\"group-11\",\"kind\":\"group\",\"group_id\":11},"
    "{\"token\":\"group-12\",\"kind\":\"group\",\"group_id\":12},"
    "{\"token\":\"user-21\",\"kind\":\"user\",\"user_id\":21}],"
    "\"posts\":[{\"owner_id\":-11,\"id\":1,\"age\":100,\"text\":\"First <post>\"},"
    "{\"owner_id\":-11,\"id\":2,\"age\":50,\"text\":\"Second\"},"
    "{\"owner_id\":-12,\"id\":1,\"age\":50,\"text\":\"Other\"}],"
    "\"citizens\":[{\"id\":21,\"first_name\":\"Olga\",\"last_name\":\"K.\"},"
    "{\"id\":22,\"first_name\":\"Ivan\",\"last_name\":\"P.\"}],"
    "\"messages\":[{\"id\":\"m1\",\"post\":\"-11_1\",\"citizen\":21,\"after\":0,\"text\":\"At "
    "once\"}"
    "]}";

static gint64
read_now (gpointer data)
{
  return ((Fixture *) data)->now;
}

static void
start (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->sandbox = osr_sandbox_new (&fixture->options, &error);
  g_assert_no_error (error);
}

/* The small office, or the file of the tests that @name says. */
static void
write_office (Fixture *fixture, const char *name)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (name != NULL) {
    g_autofree char *path = g_build_filename (TESTS_DEMO, name, NULL);

    g_file_get_contents (path, &text, NULL, &error);
    g_assert_no_error (error);
  }
  g_file_set_contents (fixture->office_path, text != NULL ? text : office, -1, &error);
  g_assert_no_error (error);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sandbox-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->office_path = g_build_filename (fixture->folder, "office.json", NULL);
  fixture->state_path = g_build_filename (fixture->folder, "state.json", NULL);
  write_office (fixture, data);
  fixture->now = START;
  fixture->session = soup_session_new ();
  fixture->options = (OsrSandboxOptions){
    .office_path = fixture->office_path,
    .state_path = fixture->state_path,
    .now = read_now,
    .now_data = fixture,
    .silent = TRUE,
    .unlimited = TRUE,
  };
  start (fixture);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  soup_session_abort (fixture->session);
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->sandbox, osr_sandbox_free);
  g_remove (fixture->state_path);
  g_remove (fixture->office_path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->state_path);
  g_free (fixture->office_path);
  g_free (fixture->folder);
}

void
fixture_restart (Fixture *fixture)
{
  g_clear_pointer (&fixture->sandbox, osr_sandbox_free);
  start (fixture);
}

void
fixture_wait (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

SoupMessage *
fixture_message (Fixture *fixture, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (osr_sandbox_get_url (fixture->sandbox), path, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  return message;
}

typedef struct {
  gboolean done;
  Answer *answer;
} Sending;

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *sending = data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autoptr (GBytes) bytes =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  if (bytes != NULL) {
    gsize length;
    const char *body = g_bytes_get_data (bytes, &length);

    sending->answer->status = soup_message_get_status (message);
    sending->answer->body = g_strndup (body != NULL ? body : "", length);
    sending->answer->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
    sending->answer->cookie = g_strdup (soup_message_headers_get_one (headers, "Set-Cookie"));
    sending->answer->content_type =
        g_strdup (soup_message_headers_get_content_type (headers, NULL));
  }
  sending->done = TRUE;
}

Answer *
fixture_send (Fixture *fixture, SoupMessage *message)
{
  Sending sending = { .answer = g_new0 (Answer, 1) };

  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, on_sent,
                                    &sending);
  fixture_wait (&sending.done);
  return sending.answer;
}

void
answer_free (Answer *answer)
{
  g_free (answer->body);
  g_free (answer->location);
  g_free (answer->cookie);
  g_free (answer->content_type);
  g_free (answer);
}

static JsonObject *
call_with (Fixture *fixture, const char *method, const char *token, va_list args)
{
  g_autoptr (GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *path = g_strconcat ("/method/", method, NULL);
  g_autoptr (SoupMessage) message = fixture_message (fixture, "POST", path);
  g_autoptr (Answer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *encoded;
  JsonObject *root;
  const char *key;

  g_hash_table_insert (form, (gpointer) "v", (gpointer) "5.199");
  while ((key = va_arg (args, const char *)) != NULL)
    g_hash_table_insert (form, (gpointer) key, va_arg (args, gpointer));
  if (token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

    soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                                 bearer);
  }
  encoded = soup_form_encode_hash (form);
  bytes = g_bytes_new_take (encoded, strlen (encoded));
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", bytes);
  answer = fixture_send (fixture, message);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer->content_type, ==, "application/json");
  root = osr_json_read_object (answer->body, -1, 0, method, &error);
  g_assert_no_error (error);
  return root;
}

JsonObject *
fixture_call (Fixture *fixture, const char *method, const char *token, ...)
{
  JsonObject *root;
  va_list args;

  va_start (args, token);
  root = call_with (fixture, method, token, args);
  va_end (args);
  return root;
}

JsonObject *
fixture_response (Fixture *fixture, const char *method, const char *token, ...)
{
  g_autoptr (JsonObject) root = NULL;
  JsonObject *response;
  va_list args;

  va_start (args, token);
  root = call_with (fixture, method, token, args);
  va_end (args);
  response = osr_json_get_object (root, "response");
  g_assert_nonnull (response);
  return json_object_ref (response);
}

gint64
error_of (JsonObject *answer)
{
  JsonObject *error = osr_json_get_object (answer, "error");
  gint64 code = error != NULL ? osr_json_get_int (error, "error_code", -1) : 0;

  g_assert_cmpint (json_object_get_size (answer), ==, 1);
  json_object_unref (answer);
  return code;
}

JsonObject *
fixture_order (Fixture *fixture, const char *what, const char *json, guint status)
{
  g_autofree char *path = g_strconcat ("/_sandbox/", what, NULL);
  g_autoptr (SoupMessage) message = fixture_message (fixture, json != NULL ? "POST" : "GET", path);
  g_autoptr (GBytes) bytes = json != NULL ? g_bytes_new (json, strlen (json)) : NULL;
  g_autoptr (Answer) answer = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *root;

  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  answer = fixture_send (fixture, message);
  g_assert_cmpuint (answer->status, ==, status);
  root = osr_json_read_object (answer->body, -1, 0, what, &error);
  g_assert_no_error (error);
  return root;
}

gint64
fixture_write (Fixture *fixture, const char *text, gint64 reply_to)
{
  g_autofree char *json = g_strdup_printf ("{\"owner_id\":-11,\"post_id\":1,\"citizen\":21,"
                                           "\"text\":\"%s\",\"reply_to\":%" G_GINT64_FORMAT "}",
                                           text, reply_to);
  g_autoptr (JsonObject) root = fixture_order (fixture, "comment", json, 200);

  return osr_json_get_int (root, "comment_id", 0);
}

JsonNode *
read_data (const char *name)
{
  g_autofree char *path = g_build_filename (TESTS_DATA, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  JsonNode *node;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  node = osr_json_read (text, (gssize) length, 0, name, &error);
  g_assert_no_error (error);
  return node;
}

JsonObject *
fixture_json (Fixture *fixture, SoupMessage *message, guint status)
{
  g_autoptr (Answer) answer = fixture_send (fixture, message);
  g_autoptr (GError) error = NULL;
  JsonObject *root;

  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpstr (answer->content_type, ==, "application/json");
  root = osr_json_read_object (answer->body, -1, 0, "answer", &error);
  g_assert_no_error (error);
  return root;
}

void
fixture_fault (Fixture *fixture, const char *method, const char *kind, const char *more)
{
  g_autofree char *json = g_strdup_printf ("{\"method\":\"%s\",\"kind\":\"%s\"%s%s}", method, kind,
                                           *more != '\0' ? "," : "", more);

  json_object_unref (fixture_order (fixture, "faults", json, 200));
}

gint64
fixture_say (Fixture *fixture, gint64 community, const char *text, gint64 reply_to)
{
  g_autofree char *json =
      g_strdup_printf ("{\"community\":%" G_GINT64_FORMAT ",\"post_id\":1,\"citizen\":41,"
                       "\"text\":\"%s\",\"reply_to\":%" G_GINT64_FORMAT "}",
                       community, text, reply_to);
  g_autoptr (JsonObject) root = fixture_order (fixture, "comment", json, 200);

  return osr_json_get_int (root, "comment_id", 0);
}

JsonObject *
fixture_wall (Fixture *fixture, gint64 community)
{
  g_autofree char *what = g_strdup_printf ("wall?community=%" G_GINT64_FORMAT, community);

  return fixture_order (fixture, what, NULL, 200);
}

void
fixture_body (SoupMessage *message, const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  soup_message_set_request_body_from_bytes (message, type, bytes);
}

void
assert_members (JsonObject *object, JsonObject *model, const char *const *optional)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *member = members; member != NULL; member = member->next)
    if (!json_object_has_member (model, member->data) &&
        !(optional != NULL && g_strv_contains (optional, member->data)))
      g_assert_cmpstr ("a member that no recorded answer holds", ==, member->data);
}
