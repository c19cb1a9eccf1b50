/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The call about a change of the office that is only being thought about. */
#include "core/osr-json.h"
#include "net/osr-protocol-call.h"

void
osr_protocol_preview_async (OsrProtocol *self, const char *type, JsonObject *members,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request =
      osr_protocol_call_request (self, "POST", "/v1/office/preview", NULL);
  g_autoptr (JsonObject) body = json_object_new ();

  json_object_set_string_member (body, "type", type);
  json_object_set_object_member (body, "members", json_object_ref (members));
  osr_protocol_call_set_body (request, body);
  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_preview_async, cancellable,
                                                 callback, user_data),
                          request);
}

JsonObject *
osr_protocol_preview_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  return osr_protocol_call_finish_object (result, NULL, error);
}
