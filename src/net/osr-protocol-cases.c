/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the protocol that read without keeping: lists, search, one case. */
#include "net/osr-protocol-cases.h"

#include "core/osr-json.h"
#include "net/osr-protocol-call.h"

void
osr_wire_row_free (OsrWireRow *row)
{
  if (row == NULL)
    return;
  g_free (row->id);
  g_free (row->number);
  g_free (row->state);
  g_free (row->author);
  g_free (row->excerpt);
  g_free (row->body);
  g_free (row->step);
  g_free (row->place);
  g_free (row->network);
  g_free (row->piece);
  g_free (row);
}

void
osr_wire_rows_free (OsrWireRows *rows)
{
  if (rows == NULL)
    return;
  g_clear_pointer (&rows->rows, g_ptr_array_unref);
  g_free (rows->after);
  g_free (rows);
}

static OsrWireRow *
read_row (JsonObject *object)
{
  g_autoptr (OsrWireRow) row = g_new0 (OsrWireRow, 1);

  row->id = g_strdup (osr_json_get_string (object, "id"));
  row->number = g_strdup (osr_json_get_string (object, "number"));
  row->state = g_strdup (osr_json_get_string (object, "state"));
  row->author = g_strdup (osr_json_get_string (object, "author"));
  row->excerpt = g_strdup (osr_json_get_string (object, "excerpt"));
  row->body = g_strdup (osr_json_get_string (object, "body"));
  row->step = g_strdup (osr_json_get_string (object, "step"));
  row->place = g_strdup (osr_json_get_string (object, "place"));
  row->network = g_strdup (osr_json_get_string (object, "network"));
  row->piece = g_strdup (osr_json_get_string (object, "piece"));
  row->version = osr_json_get_int (object, "version", 0);
  row->due = osr_json_get_int (object, "due", OSR_INSTANT_UNKNOWN);
  row->overdue_at = osr_json_get_int (object, "overdue_at", OSR_INSTANT_UNKNOWN);
  row->at = osr_json_get_int (object, "at", OSR_INSTANT_UNKNOWN);
  row->over = osr_json_get_boolean (object, "over", FALSE);
  if (row->id == NULL || row->state == NULL || row->excerpt == NULL)
    return NULL;
  return g_steal_pointer (&row);
}

static OsrWireRows *
finish_rows (GAsyncResult *result, const char *what, GError **error)
{
  g_autoptr (JsonObject) object = osr_protocol_call_finish_object (result, NULL, error);
  g_autoptr (OsrWireRows) rows = g_new0 (OsrWireRows, 1);
  JsonArray *array = NULL;

  if (object == NULL)
    return NULL;
  array = osr_json_get_array (object, "cases");
  rows->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_wire_row_free);
  rows->after = g_strdup (osr_json_get_string (object, "after"));
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *one = osr_json_array_get_object (array, i);
    OsrWireRow *row = one != NULL ? read_row (one) : NULL;

    if (row == NULL) {
      array = NULL;
      break;
    }
    g_ptr_array_add (rows->rows, row);
  }
  if (array == NULL) {
    osr_protocol_call_set_incomplete (error, what);
    return NULL;
  }
  return g_steal_pointer (&rows);
}

static void
add_field (OsrHttpRequest *request, const char *name, const char *value)
{
  if (value != NULL)
    osr_http_request_add_field (request, name, value);
}

static OsrHttpRequest *
listing_request (OsrProtocol *self, const char *path, const OsrWireListing *listing)
{
  OsrHttpRequest *request = osr_protocol_call_request (self, "GET", path, NULL);
  g_autofree char *limit = g_strdup_printf ("%u", MIN (listing->limit, OSR_WIRE_ROWS_MOST));
  g_autofree char *before = g_strdup_printf ("%" G_GINT64_FORMAT, listing->before);

  add_field (request, "view", listing->view);
  add_field (request, "q", listing->query);
  add_field (request, "order", listing->order);
  add_field (request, "after", listing->after);
  if (listing->before > 0)
    add_field (request, "before", before);
  if (listing->limit > 0)
    add_field (request, "limit", limit);
  return request;
}

void
osr_protocol_cases_async (OsrProtocol *self, const OsrWireListing *listing,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request = listing_request (self, "/v1/cases", listing);

  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_cases_async, cancellable,
                                                 callback, user_data),
                          request);
}

OsrWireRows *
osr_protocol_cases_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  return finish_rows (result, "a list of cases", error);
}

void
osr_protocol_search_async (OsrProtocol *self, const OsrWireListing *listing,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request = listing_request (self, "/v1/search", listing);

  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_search_async, cancellable,
                                                 callback, user_data),
                          request);
}

OsrWireRows *
osr_protocol_search_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  return finish_rows (result, "a search", error);
}

void
osr_protocol_get_case_async (OsrProtocol *self, const char *id, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request = osr_protocol_call_request (self, "GET", "/v1/cases/", id);
  GTask *task =
      osr_protocol_call_new (self, osr_protocol_get_case_async, cancellable, callback, user_data);
  OsrProtocolCall *call = g_task_get_task_data (task);

  call->id = g_strdup (id);
  osr_protocol_call_send (task, request);
}

OsrWireEntry *
osr_protocol_get_case_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) object = osr_protocol_call_finish_object (result, NULL, error);
  OsrProtocolCall *call = g_task_get_task_data (G_TASK (result));
  g_autoptr (OsrWireEntry) entry = NULL;

  if (object == NULL)
    return NULL;
  entry = osr_wire_entry_read (object, error);
  if (entry != NULL && (entry->kind != OSR_WIRE_CASE || !g_str_equal (entry->case_id, call->id))) {
    osr_protocol_call_set_incomplete (error, "a case");
    return NULL;
  }
  return g_steal_pointer (&entry);
}
