/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both sides of a step that did not go through, in words: what the others did meanwhile, and what was
 * wanted. */
#pragma once

#include <gtk/gtk.h>

#include "sync/osr-replica.h"

G_BEGIN_DECLS

/**
 * osr_attention_sides_new:
 * @conflict: as of osr_replica_compare()
 * @replica: whose words and zone
 *
 * Returns: (transfer none) (nullable): nothing to show when nobody did anything meanwhile
 */
GtkWidget *osr_attention_sides_new (const OsrConflict *conflict, OsrReplica *replica);

/* (transfer full): the sentence of the event at @index of @c, with the moment when it happened. */
char *osr_attention_sides_dup_line (OsrCase *c, guint index, OsrReplica *replica, gboolean dated);

G_END_DECLS
