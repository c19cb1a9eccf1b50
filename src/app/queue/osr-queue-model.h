/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue as a list model of OsrQueueItem: stable handles by id, exact "items-changed". Order and
 * filter are the replica's. Works without a display. */
#pragma once

#include "app/queue/osr-centre.h"

G_BEGIN_DECLS

#define OSR_TYPE_QUEUE_MODEL (osr_queue_model_get_type ())
G_DECLARE_FINAL_TYPE (OsrQueueModel, osr_queue_model, OSR, QUEUE_MODEL, GObject)

/* Signal "updated" (): order, length or counts may differ; after the "items-changed". */

OsrQueueModel *osr_queue_model_new (void);

/* @replica may be %NULL: an empty queue. */
void osr_queue_model_set_replica (OsrQueueModel *self, OsrReplica *replica);
void osr_queue_model_set_filter (OsrQueueModel *self, OsrQueueFilter filter);
OsrQueueFilter osr_queue_model_get_filter (OsrQueueModel *self);

/* @search: (nullable): words; "" is none. */
void osr_queue_model_set_search (OsrQueueModel *self, const char *search);
const char *osr_queue_model_get_search (OsrQueueModel *self); /* nullable */

/* How many cases @filter holds, whatever is searched. */
guint osr_queue_model_count (OsrQueueModel *self, OsrQueueFilter filter);

/* (transfer none): what is asked at the centre, its rows stand below those that are held here. */
OsrCentre *osr_queue_model_get_centre (OsrQueueModel *self);

/* Place of the case @id, or -1. */
int osr_queue_model_find (OsrQueueModel *self, const char *id);

/* Reads the order anew, now; it does so by itself after what the replica tells. */
void osr_queue_model_update (OsrQueueModel *self);

/**
 * osr_queue_model_replace:
 * @ids: (element-type utf8): the new order, each id once
 *
 * Makes the list equal to @ids with the fewest handles moved: those that keep their order stay.
 */
void osr_queue_model_replace (OsrQueueModel *self, GPtrArray *ids);

G_END_DECLS
