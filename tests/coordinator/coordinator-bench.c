/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Client and server live in one main loop; every call runs it until its answer is there. */
#include "coordinator-bench.h"

#include "core/osr-json.h"

static void
serve (Bench *bench)
{
  OsrServerLimits limits = { 64 * 1024, 8, 1 };
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;

  bench->settings = osr_settings_new ();
  bench->settings->directory = g_strdup (bench->office.directory);
  bench->coordinator = osr_coordinator_open (bench->settings, bench->office.clock, &error);
  g_assert_no_error (error);
  bench->office.log = osr_coordinator_get_log (bench->coordinator);
  bench->routes = osr_routes_new (bench->coordinator);
  bench->server = osr_server_new (bench->office.clock, &limits, osr_routes_handle, bench->routes);
  osr_server_set_opener (bench->server, osr_routes_open);
  bench->url = osr_server_listen (bench->server, address, &error);
  g_assert_no_error (error);
  bench->session = soup_session_new_with_options ("max-conns", 32, "max-conns-per-host", 32, NULL);
}

void
bench_set_up (Bench *bench, gconstpointer data)
{
  office_bench_set_up (&bench->office, NULL);
  serve (bench);
}

void
bench_set_up_of (Bench *bench, JsonObject *document)
{
  office_bench_set_up_of (&bench->office, document);
  serve (bench);
}

static void
stop (Bench *bench)
{
  soup_session_abort (bench->session);
  g_clear_object (&bench->session);
  osr_routes_stop (bench->routes);
  g_clear_object (&bench->server);
  g_clear_object (&bench->routes);
  bench->office.log = NULL;
  g_assert_finalize_object (bench->coordinator);
  g_clear_pointer (&bench->settings, osr_settings_free);
  g_clear_pointer (&bench->url, g_free);
}

void
bench_tear_down (Bench *bench, gconstpointer data)
{
  stop (bench);
  office_bench_tear_down (&bench->office);
}

void
bench_restart (Bench *bench)
{
  stop (bench);
  serve (bench);
}

OsrLog *
bench_log (Bench *bench)
{
  return osr_coordinator_get_log (bench->coordinator);
}

void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->object, json_object_unref);
  g_free (answer->body);
  g_free (answer->now);
  g_free (answer);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  gsize length = 0;
  const char *bytes = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  call->answer = g_new0 (Answer, 1);
  call->answer->status = body != NULL ? soup_message_get_status (call->message) : 0;
  call->answer->body = g_strndup (bytes != NULL ? bytes : "", length);
  call->answer->object = osr_json_read_object (call->answer->body, -1, 0, "answer", NULL);
  call->answer->now = g_strdup (soup_message_headers_get_one (headers, "Osr-Now"));
  call->done = TRUE;
}

static Call *
begin (Bench *bench, const char *method, const char *path, const char *token, const char *body)
{
  g_autofree char *uri = g_strconcat (bench->url, path, NULL);
  Call *call = g_new0 (Call, 1);

  call->message = soup_message_new (method, uri);
  g_assert_nonnull (call->message);
  if (token != NULL) {
    g_autofree char *value = g_strconcat ("Bearer ", token, NULL);

    soup_message_headers_replace (soup_message_get_request_headers (call->message), "Authorization",
                                  value);
  }
  if (body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

    soup_message_set_request_body_from_bytes (call->message, "application/json", bytes);
  }
  soup_session_send_and_read_async (bench->session, call->message, 0, NULL, on_answer, call);
  return call;
}

static gboolean
is_done (gpointer call)
{
  return ((Call *) call)->done;
}

Call *
bench_begin (Bench *bench, const char *path, const char *token)
{
  return begin (bench, "GET", path, token, NULL);
}

Answer *
bench_finish (Call *call)
{
  Answer *answer;

  bench_wait (is_done, call);
  answer = call->answer;
  g_object_unref (call->message);
  g_free (call);
  return answer;
}

Answer *
bench_send (Bench *bench, const char *method, const char *path, const char *token, const char *body)
{
  return bench_finish (begin (bench, method, path, token, body));
}

char *
bench_sign_in (Bench *bench, const char *login)
{
  g_autofree char *body = g_strdup_printf (
      "{\"login\":\"%s\",\"password\":\"demo-%s\",\"device\":\"test\"}", login, login);
  g_autoptr (Answer) answer = bench_send (bench, "POST", "/v1/session", NULL, body);

  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (osr_json_get_string (answer->object, "token"));
}

Answer *
bench_command (Bench *bench, const char *token, const char *uuid, const char *body, guint status)
{
  g_autofree char *made = g_uuid_string_random ();
  g_autofree char *path = g_strconcat ("/v1/commands/", uuid != NULL ? uuid : made, NULL);
  Answer *answer = bench_send (bench, "PUT", path, token, body);

  if (answer->status != status)
    g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  return answer;
}

char *
bench_body (const char *case_id, const char *type, gint64 after, const char *members,
            const char *payload)
{
  g_autofree char *precondition =
      after >= 0 ? g_strdup_printf ("\"after\":{\"version\":%" G_GINT64_FORMAT "},", after)
                 : g_strdup ("");

  return g_strdup_printf ("{\"case\":\"%s\",\"type\":\"%s\",%s\"claimed_at\":1,\"device\":\"test\","
                          "\"members\":%s%s%s}",
                          case_id, type, precondition, members != NULL ? members : "{}",
                          payload != NULL ? ",\"payload\":" : "", payload != NULL ? payload : "");
}

const char *
answer_code (Answer *answer)
{
  return osr_json_get_string (osr_json_get_object (answer->object, "error"), "code");
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer done)
{
  g_autoptr (GBytes) answer =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  *(gboolean *) done = TRUE;
}

static gboolean
is_put (gpointer done)
{
  return *(gboolean *) done;
}

char *
bench_put_file (Bench *bench, const char *token, GBytes *bytes)
{
  g_autoptr (GBytes) owned = bytes;
  char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *url = g_strconcat (bench->url, "/v1/attachments/", digest, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("PUT", url);
  gboolean done = FALSE;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_set_request_body_from_bytes (message, "application/octet-stream", bytes);
  soup_session_send_and_read_async (bench->session, message, G_PRIORITY_DEFAULT, NULL, on_put,
                                    &done);
  bench_wait (is_put, &done);
  g_assert_cmpuint (soup_message_get_status (message), ==, 204);
  return digest;
}
