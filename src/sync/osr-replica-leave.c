/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing out: what has not gone out is counted and can be saved to a file; the cache goes with the
 * session. The outbox stays: it is the person's own, and goes out when they come back. */
#include <glib/gstdio.h>

#include "store/outbox/osr-outbox-file.h"
#include "sync/osr-replica-private.h"
#include "sync/outbox/osr-replica-import.h"

static guint
count_unsent_texts (OsrReplica *self)
{
  g_autoptr (GPtrArray) writings = osr_outbox_list_writings (self->outbox, TRUE, NULL);

  return writings != NULL ? writings->len : 0;
}

void
osr_replica_count_undelivered (OsrReplica *self, OsrUndelivered *counts)
{
  g_return_if_fail (OSR_IS_REPLICA (self));

  counts->waiting = osr_outbox_count (self->outbox, OSR_OUTBOX_UNSENT);
  counts->refused = osr_outbox_count (self->outbox, OSR_OUTBOX_REFUSED);
  counts->texts = count_unsent_texts (self);
  counts->files = 0;
  if (counts->waiting + counts->refused + counts->texts > 0) {
    g_autoptr (GPtrArray) files = osr_replica_list_carried (self);

    counts->files = files->len;
  }
}

gboolean
osr_replica_export_outbox (OsrReplica *self, const char *path, GError **error)
{
  g_autofree char *office = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GPtrArray) digests = NULL;

  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  osr_replica_flush (self);
  office = osr_replica_dup_office_name (self);
  folder = g_build_filename (self->folder, OSR_REPLICA_FILES, NULL);
  digests = osr_replica_list_carried (self);
  return osr_outbox_export (self->outbox, path, &(OsrOutboxOwner){ self->login, office },
                            &(OsrOutboxFiles){ folder, digests, OSR_REPLICA_KEY_FILES }, error);
}

static void
remove_cache (OsrReplica *self)
{
  static const char *const names[] = { "cache.db", "cache.db-wal", "cache.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

    g_unlink (path);
  }
  osr_replica_first_discard (self);
  osr_replica_let_files_go (self);
}

/* The files are in use until the replica goes; a program that ends before leaves the mark. */
void
osr_replica_leave_mark (OsrReplica *self)
{
  self->left = TRUE;
  osr_replica_keep_setting (self, OSR_REPLICA_KEY_CACHE_LEFT, "1");
}

void
osr_replica_leave_open (OsrReplica *self)
{
  g_autofree char *left = osr_outbox_get (self->outbox, OSR_REPLICA_KEY_CACHE_LEFT);

  if (left == NULL)
    return;
  remove_cache (self);
  osr_replica_keep_setting (self, OSR_REPLICA_KEY_CACHE_LEFT, NULL);
}

void
osr_replica_leave_closed (OsrReplica *self)
{
  if (self->left)
    remove_cache (self);
}
