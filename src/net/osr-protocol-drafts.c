/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the protocol about texts being written. They are outside the log: mutable, one a
 * person and case, with a revision that says what was written over. */
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "net/osr-protocol-call.h"
#include "net/osr-protocol-fault.h"

void
osr_protocol_put_draft_async (OsrProtocol *self, const OsrWireDraft *draft,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request =
      osr_protocol_call_request (self, "PUT", "/v1/drafts/", draft->id);
  g_autoptr (JsonObject) body = json_object_new ();
  GTask *task =
      osr_protocol_call_new (self, osr_protocol_put_draft_async, cancellable, callback, user_data);
  OsrProtocolCall *call = g_task_get_task_data (task);

  call->id = g_strdup (draft->id);
  call->case_id = g_strdup (draft->case_id);
  json_object_set_string_member (body, "case", draft->case_id);
  json_object_set_string_member (body, "kind", draft->kind);
  json_object_set_string_member (body, "text", draft->text);
  json_object_set_int_member (body, "revision", draft->revision);
  osr_protocol_call_set_body (request, body);
  osr_protocol_call_send (task, request);
}

gint64
osr_protocol_put_draft_finish (OsrProtocol *self, GAsyncResult *result, OsrWireDraft **current,
                               GError **error)
{
  g_autoptr (JsonObject) fault = NULL;
  g_autoptr (JsonObject) object = osr_protocol_call_finish_object (result, &fault, error);
  OsrProtocolCall *call = g_task_get_task_data (G_TASK (result));
  JsonObject *there = fault != NULL ? osr_json_get_object (fault, "current") : NULL;
  gint64 revision = 0;

  if (current != NULL)
    *current = there != NULL ? osr_wire_draft_read (there, call->id, call->case_id, NULL) : NULL;
  if (object == NULL)
    return 0;
  revision = osr_json_get_int (object, "revision", 0);
  if (revision <= 0) {
    osr_protocol_call_set_incomplete (error, "a draft");
    return 0;
  }
  return revision;
}

void
osr_protocol_get_drafts_async (OsrProtocol *self, const char *case_id, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request = osr_protocol_call_request (self, "GET", "/v1/drafts", NULL);
  GTask *task =
      osr_protocol_call_new (self, osr_protocol_get_drafts_async, cancellable, callback, user_data);
  OsrProtocolCall *call = g_task_get_task_data (task);

  call->case_id = g_strdup (case_id);
  osr_http_request_add_field (request, "case", case_id);
  osr_protocol_call_send (task, request);
}

GPtrArray *
osr_protocol_get_drafts_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) object = osr_protocol_call_finish_object (result, NULL, error);
  OsrProtocolCall *call = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) drafts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_wire_draft_free);
  JsonArray *array = NULL;

  if (object == NULL)
    return NULL;
  array = osr_json_get_array (object, "drafts");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *one = osr_json_array_get_object (array, i);
    OsrWireDraft *draft = NULL;

    if (one == NULL) {
      osr_protocol_call_set_incomplete (error, "drafts");
      return NULL;
    }
    draft = osr_wire_draft_read (one, NULL, call->case_id, error);
    if (draft == NULL)
      return NULL;
    g_ptr_array_add (drafts, draft);
  }
  return g_steal_pointer (&drafts);
}

void
osr_protocol_delete_draft_async (OsrProtocol *self, const char *id, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request =
      osr_protocol_call_request (self, "DELETE", "/v1/drafts/", id);

  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_delete_draft_async, cancellable,
                                                 callback, user_data),
                          request);
}

gboolean
osr_protocol_delete_draft_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  g_autoptr (OsrHttpAnswer) answer = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr (JsonObject) fault = NULL;
  g_autoptr (GError) cause = NULL;

  if (answer == NULL)
    return FALSE;
  if (osr_http_answer_is_success (answer))
    return TRUE;
  fault = osr_protocol_fault_set (answer, &cause);
  if (fault != NULL && osr_http_answer_get_status (answer) == 404)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}
