/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether this workstation's files can be written. When they cannot, it is said once, what could not
 * be written is kept where it was, and room is looked for again and again: once there is some, all
 * goes on by itself. */
#include "sync/osr-replica-private.h"

/* Longest pause between two looks for room. */
#define LOOK_MOST_MS 5000
/* More than a commit that changes one row takes. */
#define TRIAL_BYTES 32768

static void arm (OsrReplica *self);

static void
set_storage (OsrReplica *self, OsrStorage storage)
{
  if (self->storage == storage)
    return;
  self->storage = storage;
  g_object_notify (G_OBJECT (self), "storage");
}

static gboolean
try_to_write (OsrReplica *self, GError **error)
{
  return osr_outbox_try_to_grow (self->outbox, TRIAL_BYTES, error) &&
         osr_cache_try_to_grow (self->cache, TRIAL_BYTES, error);
}

/* Rows that could not be written are found by nobody: they are all made again. */
static void
go_on (OsrReplica *self)
{
  self->storage_attempts = 0;
  set_storage (self, OSR_STORAGE_GOOD);
  if (self->rows_wrong) {
    self->rows_wrong = FALSE;
    osr_replica_queue_update_all (self);
    osr_replica_queue_mark (self);
    osr_replica_emit_queue_changed (self);
  }
  osr_replica_writing_save (self);
  osr_replica_push_kick (self);
}

static gboolean
on_look (gpointer user_data)
{
  OsrReplica *self = user_data;
  g_autoptr (GError) error = NULL;

  self->storage_source = 0;
  if (try_to_write (self, &error))
    go_on (self);
  else
    arm (self);
  return G_SOURCE_REMOVE;
}

static void
arm (OsrReplica *self)
{
  guint pause = MIN (osr_replica_pause (self, ++self->storage_attempts), LOOK_MOST_MS);

  if (self->storage_source == 0)
    self->storage_source = g_timeout_add (pause, on_look, self);
}

void
osr_replica_note_storage (OsrReplica *self, const GError *error)
{
  if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_NO_ROOM) &&
      self->storage == OSR_STORAGE_GOOD)
    set_storage (self, OSR_STORAGE_CENTRE);
  if (error == NULL || error->domain != OSR_STORE_ERROR)
    return;
  switch (error->code) {
  case OSR_STORE_ERROR_FULL:
    set_storage (self, OSR_STORAGE_FULL);
    break;
  case OSR_STORE_ERROR_FAILED:
  case OSR_STORE_ERROR_CORRUPT:
    set_storage (self, OSR_STORAGE_FAILING);
    break;
  default:
    return;
  }
  arm (self);
}

void
osr_replica_centre_wrote (OsrReplica *self)
{
  if (self->storage == OSR_STORAGE_CENTRE)
    set_storage (self, OSR_STORAGE_GOOD);
}

void
osr_replica_store_failed (OsrReplica *self, const char *what, const GError *error)
{
  osr_replica_report (what, error);
  osr_replica_note_storage (self, error);
}

void
osr_replica_storage_stop (OsrReplica *self)
{
  g_clear_handle_id (&self->storage_source, g_source_remove);
}

OsrStorage
osr_replica_get_storage (OsrReplica *self)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), OSR_STORAGE_GOOD);

  return self->storage;
}

const char *
osr_replica_get_rescue (OsrReplica *self)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);

  return self->rescue;
}
