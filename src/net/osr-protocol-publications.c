/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is lent and told is the publisher's to read; here it only travels. */
#include "net/osr-protocol-publications.h"

#include "net/osr-protocol-call.h"

void
osr_protocol_lease_async (OsrProtocol *self, const char *uuid, const char *const *accounts,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request = osr_protocol_call_request (self, "PUT", "/v1/leases/", uuid);
  g_autoptr (JsonObject) body = json_object_new ();
  JsonArray *ids = json_array_new ();

  for (guint i = 0; accounts[i] != NULL; i++)
    json_array_add_string_element (ids, accounts[i]);
  json_object_set_array_member (body, "accounts", ids);
  osr_protocol_call_set_body (request, body);
  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_lease_async, cancellable,
                                                 callback, user_data),
                          request);
}

JsonObject *
osr_protocol_lease_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  return osr_protocol_call_finish_object (result, NULL, error);
}

void
osr_protocol_put_outcome_async (OsrProtocol *self, const char *uuid, GBytes *body,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request =
      osr_protocol_call_request (self, "PUT", "/v1/outcomes/", uuid);

  osr_http_request_set_body (request, "application/json", body);
  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_put_outcome_async, cancellable,
                                                 callback, user_data),
                          request);
}

gboolean
osr_protocol_put_outcome_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) answer = osr_protocol_call_finish_object (result, NULL, error);

  return answer != NULL;
}
