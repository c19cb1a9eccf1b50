/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue: what is to be done next, first what presses most. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_QUEUE_PANE (osr_queue_pane_get_type ())
G_DECLARE_FINAL_TYPE (OsrQueuePane, osr_queue_pane, OSR, QUEUE_PANE, OsrPane)

/* Actions: "queue.next", "queue.previous", "queue.filter" ('act', 'mine', 'overdue', 'all'),
 *   "queue.search" (toggles the search bar).
 * Signal "opened" ()  the person chose a row (not: the selection followed the open case). */

GtkWidget *osr_queue_pane_new (void);

/* Keys typed into @widget start a search. */
void osr_queue_pane_capture_keys (OsrQueuePane *self, GtkWidget *widget);

G_END_DECLS
