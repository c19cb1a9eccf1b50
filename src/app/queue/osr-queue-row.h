/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message in the queue: network, author, importance, time; two lines of text; topic, place and
 * the next step. */
#pragma once

#include <gtk/gtk.h>

#include "app/queue/osr-queue-item.h"

G_BEGIN_DECLS

#define OSR_TYPE_QUEUE_ROW (osr_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (OsrQueueRow, osr_queue_row, OSR, QUEUE_ROW, GtkWidget)

GtkWidget *osr_queue_row_new (void);

/* @item: (nullable): shown from now on; @replica: (nullable): for names and who looks. */
void osr_queue_row_set_item (OsrQueueRow *self, OsrQueueItem *item, OsrReplica *replica);

/**
 * osr_queue_row_tick:
 *
 * Shows the time anew.
 *
 * Returns: when it will read differently; %OSR_INSTANT_UNKNOWN when it will not by itself
 */
OsrInstant osr_queue_row_tick (OsrQueueRow *self);

G_END_DECLS
