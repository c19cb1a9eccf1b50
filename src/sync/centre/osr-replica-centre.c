/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading at the centre. A case that is read there lives in memory beside the folds and nowhere else;
 * as soon as the cache holds it, the cache's is the one that is shown. */
#include "sync/centre/osr-replica-centre.h"

#include "store/osr-record.h"
#include "sync/osr-replica-private.h"

/* Rows of one answer, and cases that are kept in memory. */
#define ROWS         50
#define MOST_VISITED 16

/* Whether a question can be asked now; ends @task when it cannot. */
static gboolean
may_ask (OsrReplica *self, GTask *task)
{
  if (!self->locked && osr_replica_is_open (self) && self->connection == OSR_CONNECTION_ONLINE)
    return TRUE;
  g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE,
                           "The coordinator is not reached");
  return FALSE;
}

static void
take_rows (GTask *owned, OsrWireRows *rows, GError *error)
{
  g_autoptr (GTask) task = owned;

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) osr_wire_rows_free);
  else
    g_task_return_error (task, error);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  OsrWireRows *rows = osr_protocol_search_finish (OSR_PROTOCOL (source), result, &error);

  take_rows (user_data, rows, error);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  OsrWireRows *rows = osr_protocol_cases_finish (OSR_PROTOCOL (source), result, &error);

  take_rows (user_data, rows, error);
}

void
osr_replica_search_centre_async (OsrReplica *self, const char *words, const char *after,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  OsrWireListing listing = { .limit = ROWS };

  g_return_if_fail (OSR_IS_REPLICA (self));

  g_task_set_source_tag (task, osr_replica_search_centre_async);
  if (!may_ask (self, task))
    return;
  if (words != NULL) {
    listing.query = words;
    osr_protocol_search_async (self->protocol, &listing, cancellable, on_found,
                               g_steal_pointer (&task));
    return;
  }
  listing.view = "closed";
  listing.after = after;
  listing.before = osr_clock_now (self->clock) - OSR_REPLICA_AT_HAND;
  osr_protocol_cases_async (self->protocol, &listing, cancellable, on_listed,
                            g_steal_pointer (&task));
}

OsrWireRows *
osr_replica_search_centre_finish (OsrReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* (transfer full) (nullable) */
static OsrCase *
case_from_wire (const OsrWireEntry *wire, GError **error)
{
  g_autoptr (GPtrArray) records = osr_replica_records_from_wire (wire->events, error);
  g_autoptr (GPtrArray) events = records != NULL ? osr_records_to_events (records, error) : NULL;
  const char *previous = NULL;
  gboolean whole = TRUE;
  OsrCase *c;

  if (events == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++) {
    OsrRecord *record = records->pdata[i];

    whole = whole && record->version == i + 1 && g_str_equal (record->stream, wire->case_id) &&
            osr_record_follows (record, previous);
    previous = record->hash;
  }
  if (!whole || records->len == 0) {
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                         "The history of the case does not hold together");
    return NULL;
  }
  c = osr_case_new_from_events (wire->case_id, events);
  c->read_only = TRUE;
  return c;
}

static void
keep (OsrReplica *self, OsrCase *c)
{
  if (self->visited != NULL && g_hash_table_size (self->visited) >= MOST_VISITED)
    osr_replica_forget_visited (self);
  if (self->visited == NULL)
    self->visited =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) osr_case_unref);
  g_hash_table_insert (self->visited, g_strdup (c->id), c);
  osr_replica_emit_case_changed (self, c->id);
}

static void
on_case (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrReplica *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (OsrWireEntry) wire =
      osr_protocol_get_case_finish (OSR_PROTOCOL (source), result, &error);
  OsrCase *c = wire != NULL ? case_from_wire (wire, &error) : NULL;

  if (c == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (g_task_return_error_if_cancelled (task) || !osr_replica_is_open (self)) {
    osr_case_unref (c);
    return;
  }
  keep (self, c);
  g_task_return_boolean (task, TRUE);
}

void
osr_replica_visit_async (OsrReplica *self, const char *id, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (OSR_IS_REPLICA (self));
  g_return_if_fail (id != NULL);

  g_task_set_source_tag (task, osr_replica_visit_async);
  if (may_ask (self, task))
    osr_protocol_get_case_async (self->protocol, id, cancellable, on_case, g_steal_pointer (&task));
}

gboolean
osr_replica_visit_finish (OsrReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
osr_replica_holds (OsrReplica *self, const char *id)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);
  return osr_cache_get_version (self->cache, id) > 0;
}

gboolean
osr_replica_is_visited (OsrReplica *self, const char *id)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);
  return self->visited != NULL && g_hash_table_contains (self->visited, id) &&
         !osr_replica_holds (self, id);
}

OsrCase *
osr_replica_ref_visited (OsrReplica *self, const char *id)
{
  OsrCase *c = self->visited != NULL ? g_hash_table_lookup (self->visited, id) : NULL;

  return c != NULL ? osr_case_ref (c) : NULL;
}

/* Nobody would tell this workstation of an erasure in what it does not hold. */
void
osr_replica_forget_visited (OsrReplica *self)
{
  if (self->visited == NULL)
    return;
  osr_replica_files_heed (self);
  g_clear_pointer (&self->visited, g_hash_table_unref);
}

/* What may not be read any more, or reads differently since words were destroyed, is let go. */
void
osr_replica_centre_heed (OsrReplica *self, OsrPage *page)
{
  for (guint i = 0; self->visited != NULL && i < page->entries->len; i++) {
    const OsrEntry *entry = page->entries->pdata[i];

    if (g_hash_table_remove (self->visited, entry->stream) && entry->kind == OSR_ENTRY_FORGET)
      osr_replica_emit_case_changed (self, entry->stream);
  }
}
