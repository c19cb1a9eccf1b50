/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes come in: a long poll that begins again as soon as it is answered. A page and its cursor
 * are one transaction of the cache, so after any end the next poll goes on where the last page
 * stopped. */
#include "core/osr-error.h"
#include "sync/osr-replica-private.h"

/* A poll that breaks now and then is a proxy's habit; twice in a row is a fault to show. */
#define OFFLINE_AFTER 2

static void pull (OsrReplica *self);

static OsrRecord *
record_from_wire (const OsrWireEvent *event, GError **error)
{
  OsrRecord *record = osr_record_new (event->meta, event->payload, event->salt, event->hash, error);

  if (record != NULL && record->digest == NULL)
    record->digest = g_strdup (event->digest);
  return record;
}

GPtrArray *
osr_replica_records_from_wire (GPtrArray *events, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);

  for (guint i = 0; i < events->len; i++) {
    OsrRecord *record = record_from_wire (g_ptr_array_index (events, i), error);

    if (record == NULL)
      return NULL;
    g_ptr_array_add (records, record);
  }
  return g_steal_pointer (&records);
}

static OsrEntryKind
entry_kind (OsrWireEntryKind kind)
{
  switch (kind) {
  case OSR_WIRE_CASE:
    return OSR_ENTRY_CASE;
  case OSR_WIRE_FORGET:
    return OSR_ENTRY_FORGET;
  case OSR_WIRE_EVENT:
  default:
    return OSR_ENTRY_EVENT;
  }
}

OsrEntry *
osr_replica_entry_from_wire (const OsrWireEntry *wire, GError **error)
{
  GPtrArray *records = osr_replica_records_from_wire (wire->events, error);
  gint64 seq = 0;

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++) {
    const OsrRecord *record = g_ptr_array_index (records, i);

    seq = record->seq;
    if (!g_str_equal (record->stream, wire->case_id)) {
      g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                   "An entry holds an event of another case");
      g_ptr_array_unref (records);
      return NULL;
    }
  }
  return osr_entry_new (entry_kind (wire->kind), wire->case_id, seq, records);
}

static OsrPage *
page_from_wire (const OsrWirePage *wire, GError **error)
{
  g_autoptr (OsrPage) page = osr_page_new (wire->epoch, wire->head);

  page->next = g_strdup (wire->next);
  page->more = wire->more;
  for (guint i = 0; i < wire->entries->len; i++) {
    OsrEntry *entry = osr_replica_entry_from_wire (g_ptr_array_index (wire->entries, i), error);

    if (entry == NULL)
      return NULL;
    g_ptr_array_add (page->entries, entry);
  }
  return g_steal_pointer (&page);
}

/* Another log stands behind the server: everything held is of no use, the outbox is; also what the old
 * log had accepted. */
static gboolean
start_anew (OsrReplica *self, GError **error)
{
  g_autoptr (GPtrArray) ids = osr_cache_list_streams (self->cache, error);

  osr_replica_files_heed (self);
  if (ids == NULL || !osr_cache_reset (self->cache, NULL, error))
    return FALSE;
  osr_replica_overtake_log (self);
  osr_replica_first_discard (self);
  osr_replica_offer_again (self);
  osr_replica_cases_reset (self);
  osr_replica_audit_reset (self);
  osr_replica_cases_changed (self, ids);
  osr_replica_emit_registry_changed (self);
  self->caught_up = FALSE;
  osr_replica_notify_counts (self);
  osr_replica_push_kick (self);
  return TRUE;
}

static void
report_damage (OsrReplica *self, GPtrArray *changed)
{
  for (guint i = 0; i < changed->len; i++) {
    const char *id = g_ptr_array_index (changed, i);

    if (osr_cache_is_damaged (self->cache, id))
      g_warning ("The history of %s does not hold together; it is read-only from now on", id);
  }
}

static gboolean
apply_page (OsrReplica *self, const OsrWirePage *wire, GError **error)
{
  g_autoptr (OsrPage) page = page_from_wire (wire, error);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) fault = NULL;

  if (page == NULL)
    return FALSE;
  /* First: a program that ends in between is told of the page once more. */
  if (!osr_replica_note_erasures (self, page, error))
    return FALSE;
  if (!osr_cache_apply_page (self->cache, page, changed, &fault)) {
    if (g_error_matches (fault, OSR_STORE_ERROR, OSR_STORE_ERROR_EPOCH))
      return start_anew (self, error);
    g_propagate_error (error, g_steal_pointer (&fault));
    return FALSE;
  }
  self->caught_up = !page->more;
  osr_replica_note_page (self, page);
  osr_replica_fetch_missing (self);
  osr_replica_centre_heed (self, page);
  if (changed->len == 0)
    return TRUE;
  report_damage (self, changed);
  osr_replica_push_prune (self);
  osr_replica_cases_changed (self, changed);
  return TRUE;
}

static gboolean
on_pull_due (gpointer user_data)
{
  OsrReplica *self = user_data;

  self->pull_source = 0;
  pull (self);
  return G_SOURCE_REMOVE;
}

static void
pull_later (OsrReplica *self, const GError *error)
{
  gboolean offline = g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE);

  self->pull_attempts++;
  if (offline || self->sign_in != NULL || self->pull_attempts >= OFFLINE_AFTER)
    osr_replica_set_connection (self, OSR_CONNECTION_OFFLINE);
  if (!offline)
    g_debug ("Changes could not be read: %s", error->message);
  g_clear_handle_id (&self->pull_source, g_source_remove);
  self->pull_source =
      g_timeout_add (osr_replica_pause (self, self->pull_attempts), on_pull_due, self);
}

static void
pull_failed (OsrReplica *self, GError *error)
{
  if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH))
    osr_replica_lose_session (self, error);
  else
    pull_later (self, error);
  osr_replica_note_storage (self, error);
  osr_replica_end_sign_in (self, error);
}

void
osr_replica_pulled (OsrReplica *self, OsrInstant now)
{
  gboolean was_online = self->connection == OSR_CONNECTION_ONLINE;

  self->pull_attempts = 0;
  osr_replica_lock_reached (self);
  osr_replica_clock_reached (self);
  osr_replica_emit_synced (self, now);
  osr_replica_set_connection (self, OSR_CONNECTION_ONLINE);
  osr_replica_end_sign_in (self, NULL);
  if (!was_online) {
    self->push_attempts = 0;
    osr_replica_push_kick (self);
    osr_replica_drafts_kick (self);
  }
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OsrReplica) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWirePage) page =
      osr_protocol_changes_finish (OSR_PROTOCOL (source), result, &error);

  if (osr_replica_is_late (result))
    return;
  self->pulling = FALSE;
  if (page == NULL ||
      !(page->reset ? start_anew (self, &error) : apply_page (self, page, &error))) {
    pull_failed (self, g_steal_pointer (&error));
    return;
  }
  if (!page->reset)
    osr_replica_pulled (self, osr_protocol_get_answered_at (self->protocol));
  pull (self);
}

/* @error: (nullable) (transfer full): why the first sync stops for now */
void
osr_replica_pull_ended (OsrReplica *self, GError *error)
{
  self->pulling = FALSE;
  if (error == NULL)
    pull (self);
  else if (!g_error_matches (error, OSR_STORE_ERROR, OSR_STORE_ERROR_EPOCH))
    pull_failed (self, error);
  else if (g_clear_error (&error), start_anew (self, &error))
    pull (self);
  else
    pull_failed (self, error);
}

static void
pull (OsrReplica *self)
{
  if (!osr_replica_is_open (self) || self->pulling)
    return;
  self->pulling = TRUE;
  if (osr_replica_first_begin (self))
    return;
  osr_protocol_changes_async (self->protocol, osr_cache_get_cursor (self->cache),
                              self->caught_up ? self->times.poll_seconds : 0, self->stop, on_page,
                              g_object_ref (self));
}

void
osr_replica_pull_start (OsrReplica *self)
{
  g_clear_handle_id (&self->pull_source, g_source_remove);
  pull (self);
}

void
osr_replica_pull_stop (OsrReplica *self)
{
  g_clear_handle_id (&self->pull_source, g_source_remove);
  osr_replica_first_stop (self);
  self->pulling = FALSE;
  self->pull_attempts = 0;
}
