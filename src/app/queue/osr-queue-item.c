/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row's handle. The words of the row are made by osr-queue-words.c, its order by the replica. */
#include "app/queue/osr-queue-item.h"

#include "sync/centre/osr-replica-centre.h"

struct _OsrQueueItem {
  GObject parent_instance;

  /* owned */
  char *id;
  OsrReplica *replica;
  OsrCase *shown;
  GPtrArray *deadlines;
  OsrWireRow *row; /* nullable: from the centre */
};

G_DEFINE_FINAL_TYPE (OsrQueueItem, osr_queue_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
osr_queue_item_finalize (GObject *object)
{
  OsrQueueItem *self = OSR_QUEUE_ITEM (object);

  g_free (self->id);
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
  g_clear_pointer (&self->shown, osr_case_unref);
  g_clear_object (&self->replica);
  osr_wire_row_free (self->row);

  G_OBJECT_CLASS (osr_queue_item_parent_class)->finalize (object);
}

static void
osr_queue_item_class_init (OsrQueueItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_queue_item_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_queue_item_init (OsrQueueItem *self)
{
}

/**
 * osr_queue_item_new:
 * @id: of the case
 * @replica: where it is read from
 */
OsrQueueItem *
osr_queue_item_new (const char *id, OsrReplica *replica)
{
  OsrQueueItem *self = g_object_new (OSR_TYPE_QUEUE_ITEM, NULL);

  self->id = g_strdup (id);
  self->replica = g_object_ref (replica);
  return self;
}

OsrQueueItem *
osr_queue_item_new_from_centre (OsrWireRow *row, OsrReplica *replica)
{
  OsrQueueItem *self = osr_queue_item_new (row->id, replica);

  self->row = row;
  return self;
}

const OsrWireRow *
osr_queue_item_get_row (OsrQueueItem *self)
{
  g_return_val_if_fail (OSR_IS_QUEUE_ITEM (self), NULL);
  return self->row != NULL && !osr_replica_holds (self->replica, self->id) ? self->row : NULL;
}

const char *
osr_queue_item_get_id (OsrQueueItem *self)
{
  g_return_val_if_fail (OSR_IS_QUEUE_ITEM (self), NULL);
  return self->id;
}

OsrCase *
osr_queue_item_get_case (OsrQueueItem *self)
{
  g_return_val_if_fail (OSR_IS_QUEUE_ITEM (self), NULL);
  if (self->shown == NULL)
    self->shown = osr_replica_get_case (self->replica, self->id);
  return self->shown;
}

GPtrArray *
osr_queue_item_get_deadlines (OsrQueueItem *self)
{
  g_return_val_if_fail (OSR_IS_QUEUE_ITEM (self), NULL);
  if (self->deadlines == NULL && osr_queue_item_get_case (self) != NULL)
    self->deadlines = osr_replica_get_deadlines (self->replica, self->shown);
  return self->deadlines;
}

gboolean
osr_queue_item_is_pending (OsrQueueItem *self)
{
  g_return_val_if_fail (OSR_IS_QUEUE_ITEM (self), FALSE);
  return osr_replica_is_pending (self->replica, self->id);
}

void
osr_queue_item_invalidate (OsrQueueItem *self)
{
  g_return_if_fail (OSR_IS_QUEUE_ITEM (self));
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
  g_clear_pointer (&self->shown, osr_case_unref);
  g_signal_emit (self, changed_signal, 0);
}
