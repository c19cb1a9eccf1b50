/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an answer looks on the wire: JSON in UTF-8, not to be kept by anybody in between, errors as
 * {"error": {"code", "message"}}. */
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-server.h"
#include "core/osr-json.h"

void
osr_answer_bytes (SoupServerMessage *message, guint status, GBytes *text)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  /* such an answer is whole or none: libsoup would cut it */
  soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");
  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (headers, "Content-Type", "application/json; charset=utf-8");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_body_truncate (soup_server_message_get_response_body (message));
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), text);
}

void
osr_answer_object (SoupServerMessage *message, guint status, JsonObject *object)
{
  g_autoptr (JsonObject) owned = object;
  char *text = osr_json_write_object (owned);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  osr_answer_bytes (message, status, bytes);
}

void
osr_answer_error (SoupServerMessage *message, const GError *error, JsonObject *extra)
{
  JsonObject *answer = extra != NULL ? extra : json_object_new ();
  JsonObject *inner = json_object_new ();
  guint status = osr_refusal_get_status (error);

  if (status >= 500)
    g_warning ("A request failed: %s", error->message);
  json_object_set_string_member (inner, "code", osr_refusal_get_nick (error));
  json_object_set_string_member (inner, "message",
                                 status < 500 ? error->message : "The coordinator has a fault.");
  json_object_set_object_member (answer, "error", inner);
  if (status == 401)
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  "WWW-Authenticate", "Bearer");
  osr_answer_object (message, status, answer);
}
