/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stable handle of one row of the queue, by the id of its case. It reads the case only when a row
 * shows it, so a long queue costs its ids and no more. */
#pragma once

#include "net/osr-protocol-cases.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_QUEUE_ITEM (osr_queue_item_get_type ())
G_DECLARE_FINAL_TYPE (OsrQueueItem, osr_queue_item, OSR, QUEUE_ITEM, GObject)

/* Signal "changed" (): whoever shows it reads it anew. */

OsrQueueItem *osr_queue_item_new (const char *id, OsrReplica *replica);

/* @row: (transfer full): of a case at the centre. */
OsrQueueItem *osr_queue_item_new_from_centre (OsrWireRow *row, OsrReplica *replica);

/* (nullable): what the centre told of the case; %NULL when it is held here. */
const OsrWireRow *osr_queue_item_get_row (OsrQueueItem *self);
const char *osr_queue_item_get_id (OsrQueueItem *self);
OsrCase *osr_queue_item_get_case (OsrQueueItem *self);        /* borrowed; nullable: just removed */
GPtrArray *osr_queue_item_get_deadlines (OsrQueueItem *self); /* borrowed; nullable likewise */

/* Whether steps on the case wait to be sent. */
gboolean osr_queue_item_is_pending (OsrQueueItem *self);

/* Forgets what was read and tells who shows it. */
void osr_queue_item_invalidate (OsrQueueItem *self);

G_END_DECLS
