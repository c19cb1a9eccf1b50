/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says beyond its cases: words that were destroyed leave the outbox too, and a new
 * checkpoint is held against the events that are here. */
#include "core/record/osr-stream.h"
#include "store/audit/osr-cache-erase.h"
#include "store/audit/osr-outbox-erase.h"
#include "sync/osr-replica-private.h"

static void
erase (OsrReplica *self, OsrRecord *record)
{
  gboolean whole = FALSE;
  g_autoptr (GArray) versions = osr_record_get_erased (record, &whole);
  g_autoptr (GError) error = NULL;

  if (versions != NULL && !osr_outbox_erase (self->outbox, record->stream, whole, &error))
    g_warning ("words that were destroyed are still in the outbox: %s", error->message);
}

static void
examine (OsrReplica *self, OsrRecord *record)
{
  g_autoptr (GError) error = NULL;

  if (osr_stream_get_kind (record->stream) == OSR_STREAM_OF_CHECKPOINTS &&
      !osr_cache_verify_checkpoints (self->cache, record->version - 1, NULL, &error))
    g_warning ("The log of the office contradicts what is held here: %s", error->message);
}

void
osr_replica_note_page (OsrReplica *self, OsrPage *page)
{
  for (guint i = 0; i < page->entries->len; i++) {
    OsrEntry *entry = page->entries->pdata[i];

    for (guint j = 0; j < entry->records->len; j++) {
      erase (self, entry->records->pdata[j]);
      examine (self, entry->records->pdata[j]);
    }
  }
}

OsrCheckpoint *
osr_replica_load_checkpoint (OsrReplica *self)
{
  g_autoptr (GPtrArray) list = osr_cache_load_checkpoints (self->cache, NULL);

  return list != NULL && list->len > 0 ? g_ptr_array_steal_index (list, list->len - 1) : NULL;
}
