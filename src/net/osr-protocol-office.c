/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls about the office: a change of it that is only being thought about, and how its accounts are
 * read. */
#include "net/osr-protocol-office.h"

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

void
osr_wire_account_free (OsrWireAccount *account)
{
  if (account == NULL)
    return;
  g_free (account->id);
  g_free (account->fault_code);
  g_free (account->fault);
  g_free (account);
}

/* (nullable): %NULL for what names no account */
static OsrWireAccount *
read_account (JsonObject *object)
{
  OsrWireAccount *account;
  gint64 failures;

  if (object == NULL || osr_json_get_string (object, "account") == NULL)
    return NULL;
  failures = osr_json_get_int (object, "failures", 0);
  account = g_new0 (OsrWireAccount, 1);
  account->id = g_strdup (osr_json_get_string (object, "account"));
  account->watched = osr_json_get_boolean (object, "watched", FALSE);
  account->read_at = osr_json_get_int (object, "read_at", OSR_INSTANT_UNKNOWN);
  account->tried_at = osr_json_get_int (object, "tried_at", OSR_INSTANT_UNKNOWN);
  account->failures = (guint) CLAMP (failures, 0, G_MAXINT);
  account->fault_code = g_strdup (osr_json_get_string (object, "fault_code"));
  account->fault = g_strdup (osr_json_get_string (object, "fault"));
  account->calls_left = osr_json_get_int (object, "calls_left", -1);
  return account;
}

void
osr_protocol_accounts_async (OsrProtocol *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request =
      osr_protocol_call_request (self, "GET", "/v1/accounts", NULL);

  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_accounts_async, cancellable,
                                                 callback, user_data),
                          request);
}

GPtrArray *
osr_protocol_accounts_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) object = osr_protocol_call_finish_object (result, NULL, error);
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_wire_account_free);
  JsonArray *array = object != NULL ? osr_json_get_array (object, "accounts") : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    OsrWireAccount *account = read_account (osr_json_array_get_object (array, i));

    if (account == NULL) {
      array = NULL;
      break;
    }
    g_ptr_array_add (accounts, account);
  }
  if (object == NULL)
    return NULL;
  if (array == NULL) {
    osr_protocol_call_set_incomplete (error, "a list of accounts");
    return NULL;
  }
  return g_steal_pointer (&accounts);
}
