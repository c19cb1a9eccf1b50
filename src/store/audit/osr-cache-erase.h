/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Destroyed words leave a workstation with the event that says so; and a workstation examines the
 * checkpoints it holds against the events it holds. */
#pragma once

#include "core/audit/osr-checkpoint.h"
#include "store/osr-cache.h"

G_BEGIN_DECLS

/* After @record was written: when it says that words were erased, they go from the earlier events too.
 * In the transaction of the page. */
gboolean osr_cache_note_record (OsrCache *self, OsrRecord *record, GError **error);

/**
 * osr_record_get_erased:
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the versions whose words this event says to
 *   be destroyed; %NULL when it is another event
 */
GArray *osr_record_get_erased (OsrRecord *record, gboolean *whole);

/* (element-type OsrCheckpoint) (transfer full): those held, oldest first. */
GPtrArray *osr_cache_load_checkpoints (OsrCache *self, GError **error);

/**
 * osr_cache_verify_checkpoints:
 * @after: roots of later checkpoints are recomputed, 0 for all
 * @n_whole: (out) (optional): under how many checkpoints all events are held, and their root fits
 * @error: CORRUPT when the checkpoints do not follow each other, or one stands for other events than
 *   those that are held
 *
 * A person who reads a part of the cases holds a part of the events under a checkpoint, and can compare
 * its root with the printed one only.
 */
gboolean osr_cache_verify_checkpoints (OsrCache *self, gint64 after, guint *n_whole,
                                       GError **error);

G_END_DECLS
