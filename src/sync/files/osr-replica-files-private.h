/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the replica's other parts ask of its files. */
#pragma once

#include "sync/osr-replica.h"

G_BEGIN_DECLS

/**
 * osr_replica_forget_files_of:
 * @stream: a case whose words are destroyed, or that is out of this person's sight
 * @version: of the event that says the former; 0 for the latter
 *
 * Removes the pictures of it that were fetched to be looked at; call it before the cache takes the event
 * in. Where the cache cannot say any more which they were, all go: what may still be seen is fetched
 * again. What is still to go out stays.
 */
void osr_replica_forget_files_of (OsrReplica *self, const char *stream, gint64 version);

G_END_DECLS
