/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was closed long ago leaves the workstation: the centre has it. When something happens to such
 * a case after all, it is asked for whole. */
#include "core/osr-event.h"
#include "net/osr-protocol-cases.h"
#include "sync/osr-replica-private.h"

/* Looked at so often while the program runs. */
#define LOOK_EVERY (24 * OSR_HOUR)

void
osr_replica_drop_old (OsrReplica *self)
{
  OsrInstant now = osr_clock_now (self->clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();

  if (self->old_looked_at != OSR_INSTANT_UNKNOWN && now - self->old_looked_at < LOOK_EVERY)
    return;
  self->old_looked_at = now;
  old = osr_cache_list_old (self->cache, now - OSR_REPLICA_AT_HAND, &error);
  for (guint i = 0; old != NULL && error == NULL && i < old->len; i++) {
    const char *id = g_ptr_array_index (old, i);

    if (osr_replica_is_pending (self, id))
      continue;
    g_hash_table_remove (self->folds, id);
    if (osr_cache_drop_case (self->cache, id, &error))
      g_ptr_array_add (gone, (gpointer) id);
  }
  if (gone->len > 0)
    osr_replica_cases_changed (self, gone);
  if (error != NULL)
    osr_replica_report ("Old cases could not be let go", error);
}

static gboolean
take_whole (OsrReplica *self, const OsrWireEntry *wire, GError **error)
{
  g_autoptr (OsrPage) page = osr_page_new (osr_cache_get_epoch (self->cache), 0);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  OsrEntry *entry = osr_replica_entry_from_wire (wire, error);

  if (entry == NULL)
    return FALSE;
  g_ptr_array_add (page->entries, entry);
  page->next = g_strdup (osr_cache_get_cursor (self->cache));
  if (!osr_cache_apply_page (self->cache, page, changed, error))
    return FALSE;
  osr_replica_cases_changed (self, changed);
  return TRUE;
}

static void
on_case (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OsrAwaited) awaited = user_data;
  g_autoptr (GError) error = NULL;
  OsrWireEntry *wire = osr_protocol_get_case_finish (OSR_PROTOCOL (source), result, &error);

  if (!osr_replica_is_late (result) && awaited->overtaken == OSR_OVERTAKEN_NOT &&
      (wire == NULL || !take_whole (awaited->replica, wire, &error)))
    osr_replica_report ("A case could not be had from the centre", error);
  g_clear_pointer (&wire, osr_wire_entry_free);
}

void
osr_replica_fetch_missing (OsrReplica *self)
{
  g_autoptr (GPtrArray) ids = osr_cache_steal_missing (self->cache);

  for (guint i = 0; i < ids->len; i++) {
    const char *id = g_ptr_array_index (ids, i);

    osr_protocol_get_case_async (self->protocol, id, self->stop, on_case,
                                 osr_replica_await (self, id));
  }
}
