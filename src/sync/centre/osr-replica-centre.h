/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is at the centre only: cases closed so long ago that a workstation does not hold them are looked
 * for there, and one that is opened is read without being kept. Whose eyes they are for is decided
 * there, too. */
#pragma once

#include "net/osr-protocol-cases.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

/**
 * osr_replica_search_centre_async:
 * @words: (nullable): as typed; %NULL for what was closed before anything that is held here
 * @after: (nullable): of the rows before; only without @words
 *
 * Rows of cases at the centre, the newest first; those that are held here may be among them. Fails with
 * OSR_NET_ERROR_OFFLINE at once while the coordinator is not reached.
 */
void osr_replica_search_centre_async (OsrReplica *self, const char *words, const char *after,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
OsrWireRows *osr_replica_search_centre_finish (OsrReplica *self, GAsyncResult *result,
                                               GError **error);

/**
 * osr_replica_visit_async:
 * @id: a case that is not held here
 *
 * Reads it at the centre; osr_replica_get_case() returns it from then on, read-only, for as long as the
 * person is here, or until it comes to be held. Nothing of it is written to the disk. "case-changed"
 * comes before the callback.
 */
void osr_replica_visit_async (OsrReplica *self, const char *id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
gboolean osr_replica_visit_finish (OsrReplica *self, GAsyncResult *result, GError **error);

/* Whether the case is held on this workstation. */
gboolean osr_replica_holds (OsrReplica *self, const char *id);

/* Whether osr_replica_get_case() returns it as it was read at the centre. */
gboolean osr_replica_is_visited (OsrReplica *self, const char *id);

G_END_DECLS
