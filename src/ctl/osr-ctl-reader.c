/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A replica in its shortest form: nothing on the disk, everything read anew at each start. */
#include "ctl/osr-ctl-reader.h"

#include "core/osr-error.h"
#include "core/record/osr-stream.h"
#include "net/osr-protocol-files.h"

#define DEVICE      "open-sources-ctl"
#define RETRY_MS    100
#define MAX_RETRIES 150

struct _OsrCtlReader {
  OsrProtocol *protocol;
  GCancellable *cancellable;
  char *since; /* nullable */
  OsrRegistry *registry;
  GHashTable *streams; /* id → GPtrArray of OsrEvent */
  GHashTable *hashes;  /* id → hash of the last event */
};

OsrCtlReader *
osr_ctl_reader_new (const char *server, GCancellable *cancellable)
{
  OsrCtlReader *self = g_new0 (OsrCtlReader, 1);

  self->protocol = osr_protocol_new (server, NULL);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->registry = osr_registry_new ();
  self->streams =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
osr_ctl_reader_free (OsrCtlReader *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->protocol);
  g_clear_object (&self->cancellable);
  g_free (self->since);
  osr_registry_unref (self->registry);
  g_hash_table_unref (self->streams);
  g_hash_table_unref (self->hashes);
  g_free (self);
}

static gboolean
may_retry (const GError *error, guint *retries)
{
  return (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE) ||
          g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY)) &&
         ++*retries <= MAX_RETRIES;
}

gboolean
osr_ctl_reader_sign_in (OsrCtlReader *self, const char *login, const char *password, GError **error)
{
  OsrCtlAwait await = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrWireSession) session = NULL;

  osr_protocol_sign_in_async (self->protocol, login, password, DEVICE, self->cancellable,
                              osr_ctl_await_done, &await);
  result = osr_ctl_await (&await);
  session = osr_protocol_sign_in_finish (self->protocol, result, error);
  if (session == NULL)
    return FALSE;
  return TRUE;
}

static gboolean
take_event (OsrCtlReader *self, const char *stream, const OsrWireEvent *wire, GError **error)
{
  GPtrArray *events = g_hash_table_lookup (self->streams, stream);
  g_autoptr (OsrEvent) event = osr_event_new_from_json (wire->meta, wire->payload, error);

  if (event == NULL)
    return FALSE;
  if (events == NULL) {
    events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
    g_hash_table_insert (self->streams, g_strdup (stream), events);
  }
  if (event->version <= (gint64) events->len)
    return TRUE; /* taken in already, as the answer to a command */
  if (!osr_wire_event_check (wire, g_hash_table_lookup (self->hashes, stream))) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                 "Event %" G_GINT64_FORMAT " of %s does not follow from the one before it.",
                 event->version, stream);
    return FALSE;
  }
  g_hash_table_replace (self->hashes, g_strdup (stream), g_strdup (wire->hash));
  if (g_str_equal (stream, OSR_STREAM_OFFICE))
    osr_registry_apply (self->registry, event);
  g_ptr_array_add (events, g_steal_pointer (&event));
  return TRUE;
}

static void
forget (OsrCtlReader *self, const char *stream)
{
  g_hash_table_remove (self->streams, stream);
  g_hash_table_remove (self->hashes, stream);
}

static gboolean
take_entry (OsrCtlReader *self, const OsrWireEntry *entry, GError **error)
{
  if (entry->kind != OSR_WIRE_EVENT)
    forget (self, entry->case_id);
  for (guint i = 0; i < entry->events->len; i++) {
    if (!take_event (self, entry->case_id, g_ptr_array_index (entry->events, i), error))
      return FALSE;
  }
  return TRUE;
}

static OsrWirePage *
ask_page (OsrCtlReader *self, guint wait_seconds, GError **error)
{
  guint retries = 0;

  for (;;) {
    OsrCtlAwait await = { 0 };
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) fault = NULL;
    OsrWirePage *page = NULL;

    osr_protocol_changes_async (self->protocol, self->since, wait_seconds, self->cancellable,
                                osr_ctl_await_done, &await);
    result = osr_ctl_await (&await);
    page = osr_protocol_changes_finish (self->protocol, result, &fault);
    if (page != NULL)
      return page;
    if (!may_retry (fault, &retries)) {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
    osr_ctl_pause (RETRY_MS, self->cancellable);
  }
}

gboolean
osr_ctl_reader_sync (OsrCtlReader *self, guint wait_seconds, GError **error)
{
  gboolean more = TRUE;

  while (more) {
    g_autoptr (OsrWirePage) page = ask_page (self, wait_seconds, error);

    if (page == NULL)
      return FALSE;
    if (page->reset) {
      g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                           "The coordinator's log was replaced meanwhile.");
      return FALSE;
    }
    for (guint i = 0; i < page->entries->len; i++) {
      if (!take_entry (self, g_ptr_array_index (page->entries, i), error))
        return FALSE;
    }
    g_free (self->since);
    self->since = g_strdup (page->next);
    more = page->more;
  }
  return TRUE;
}

static GBytes *
build_command (OsrCtlReader *self, const OsrCtlAct *act)
{
  GPtrArray *events = g_hash_table_lookup (self->streams, act->case_id);
  OsrWireCommand command = { act->case_id, act->type };

  command.after_version = events != NULL ? events->len : 0;
  command.claimed_at = osr_ctl_reader_get_now (self);
  command.device = DEVICE;
  command.members = act->members;
  command.payload = act->payload;
  return osr_wire_command_build (&command);
}

static OsrWireAccepted *
put (OsrCtlReader *self, const char *uuid, GBytes *body, GError **error)
{
  guint retries = 0;

  for (;;) {
    OsrCtlAwait await = { 0 };
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) fault = NULL;
    OsrWireAccepted *accepted = NULL;

    osr_protocol_put_command_async (self->protocol, uuid, body, self->cancellable,
                                    osr_ctl_await_done, &await);
    result = osr_ctl_await (&await);
    accepted = osr_protocol_put_command_finish (self->protocol, result, NULL, &fault);
    if (accepted != NULL)
      return accepted;
    if (!may_retry (fault, &retries)) {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
    osr_ctl_pause (RETRY_MS, self->cancellable);
  }
}

gboolean
osr_ctl_reader_put (OsrCtlReader *self, const char *uuid, GBytes *body, GError **error)
{
  g_autoptr (OsrWireAccepted) accepted = put (self, uuid, body, error);

  return accepted != NULL;
}

gboolean
osr_ctl_reader_put_draft (OsrCtlReader *self, const OsrWireDraft *draft, GError **error)
{
  OsrCtlAwait await = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrWireDraft) current = NULL;
  g_autoptr (GError) fault = NULL;

  osr_protocol_put_draft_async (self->protocol, draft, self->cancellable, osr_ctl_await_done,
                                &await);
  result = osr_ctl_await (&await);
  if (osr_protocol_put_draft_finish (self->protocol, result, &current, &fault) > 0 ||
      (current != NULL && g_strcmp0 (current->text, draft->text) == 0))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

char *
osr_ctl_reader_put_file (OsrCtlReader *self, GBytes *bytes, GError **error)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  OsrCtlAwait await = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  osr_protocol_put_attachment_async (self->protocol, digest, bytes, self->cancellable,
                                     osr_ctl_await_done, &await);
  result = osr_ctl_await (&await);
  return osr_protocol_put_attachment_finish (self->protocol, result, error)
             ? g_steal_pointer (&digest)
             : NULL;
}

gboolean
osr_ctl_reader_act (OsrCtlReader *self, const OsrCtlAct *act, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (GBytes) body = build_command (self, act);
  g_autoptr (OsrWireAccepted) accepted = put (self, uuid, body, error);

  if (accepted == NULL)
    return FALSE;
  for (guint i = 0; i < accepted->events->len; i++) {
    if (!take_event (self, act->case_id, g_ptr_array_index (accepted->events, i), error))
      return FALSE;
  }
  return TRUE;
}

char *
osr_ctl_reader_dup_office_name (OsrCtlReader *self)
{
  GPtrArray *events = g_hash_table_lookup (self->streams, OSR_STREAM_OFFICE);
  const OsrEvent *first = events != NULL && events->len > 0 ? events->pdata[0] : NULL;

  return first != NULL && first->meta != NULL
             ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, first->meta)
             : NULL;
}

OsrRegistry *
osr_ctl_reader_get_registry (OsrCtlReader *self)
{
  return self->registry;
}

OsrProtocol *
osr_ctl_reader_get_protocol (OsrCtlReader *self)
{
  return self->protocol;
}

OsrInstant
osr_ctl_reader_get_now (OsrCtlReader *self)
{
  return osr_clock_now (osr_protocol_get_clock (self->protocol));
}

GList *
osr_ctl_reader_list (OsrCtlReader *self)
{
  GList *ids = NULL;
  GHashTableIter iter;
  gpointer stream;

  g_hash_table_iter_init (&iter, self->streams);
  while (g_hash_table_iter_next (&iter, &stream, NULL)) {
    if (osr_stream_get_kind (stream) == OSR_STREAM_OF_CASE)
      ids = g_list_prepend (ids, stream);
  }
  return ids;
}

GPtrArray *
osr_ctl_reader_load_reports (OsrCtlReader *self)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_report_track_free);
  GHashTableIter iter;
  gpointer stream, events;

  g_hash_table_iter_init (&iter, self->streams);
  while (g_hash_table_iter_next (&iter, &stream, &events)) {
    if (osr_stream_get_kind (stream) == OSR_STREAM_OF_REPORT)
      g_ptr_array_add (reports, osr_report_track_new_from_events (stream, events));
  }
  return reports;
}

OsrCase *
osr_ctl_reader_load (OsrCtlReader *self, const char *id)
{
  GPtrArray *events = g_hash_table_lookup (self->streams, id);

  return events != NULL ? osr_case_new_from_events (id, events) : NULL;
}
