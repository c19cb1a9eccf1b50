/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new checkpoint is held against the events that are here. One that does not fit is remembered beside
 * the outbox with the log it was of: the next checkpoint may fit again, and the next start must not
 * forget. */
#include "sync/audit/osr-replica-audit.h"

#include "core/osr-error.h"
#include "core/record/osr-stream.h"
#include "store/audit/osr-cache-erase.h"
#include "sync/osr-replica-private.h"

#define KEY_CONTRADICTED "contradicted"

/* A checkpoint that is none counts as one that does not fit. Other faults (a file that cannot be read) say nothing of the log. */
static gboolean
fits (OsrReplica *self, gint64 after)
{
  g_autoptr (GError) error = NULL;

  if (osr_cache_verify_checkpoints (self->cache, after, NULL, &error))
    return TRUE;
  g_warning ("The log of the office contradicts what is held here: %s", error->message);
  return !g_error_matches (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT) &&
         !g_error_matches (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
}

static void
set_contradicted (OsrReplica *self, gboolean contradicted)
{
  if (self->contradicted == contradicted)
    return;
  self->contradicted = contradicted;
  osr_replica_keep_setting (self, KEY_CONTRADICTED,
                            contradicted ? osr_cache_get_epoch (self->cache) : NULL);
  g_object_notify (G_OBJECT (self), "contradicted");
}

void
osr_replica_audit_record (OsrReplica *self, OsrRecord *record)
{
  if (osr_stream_get_kind (record->stream) == OSR_STREAM_OF_CHECKPOINTS &&
      !fits (self, record->version - 1))
    set_contradicted (self, TRUE);
}

/* What was found before is looked at again: the cache may be another since. */
void
osr_replica_audit_open (OsrReplica *self)
{
  g_autofree char *epoch = osr_outbox_get (self->outbox, KEY_CONTRADICTED);

  if (epoch == NULL)
    return;
  self->contradicted = TRUE;
  if (g_strcmp0 (epoch, osr_cache_get_epoch (self->cache)) != 0 || fits (self, 0))
    set_contradicted (self, FALSE);
}

void
osr_replica_audit_reset (OsrReplica *self)
{
  set_contradicted (self, FALSE);
}

gboolean
osr_replica_is_contradicted (OsrReplica *self)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);
  return self->contradicted;
}

OsrCheckpoint *
osr_replica_load_checkpoint (OsrReplica *self)
{
  g_autoptr (GPtrArray) list = osr_cache_load_checkpoints (self->cache, NULL);

  return list != NULL && list->len > 0 ? g_ptr_array_steal_index (list, list->len - 1) : NULL;
}
