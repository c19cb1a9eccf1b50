/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos and videos that go along with replies, on this workstation: kept here before anything is sent,
 * brought to the coordinator before the step that names them, and fetched from there to be looked at.
 * A file is called by the SHA-256 of its bytes. */
#pragma once

#include "sync/osr-replica.h"

G_BEGIN_DECLS

/**
 * osr_replica_keep_file_async:
 * @bytes: of a file as it is to go out, cleaned before
 *
 * Makes it durable here. It goes out with the first step that names it.
 */
void osr_replica_keep_file_async (OsrReplica *self, GBytes *bytes, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

/* (transfer full) (nullable): its digest */
char *osr_replica_keep_file_finish (OsrReplica *self, GAsyncResult *result, GError **error);

/**
 * osr_replica_fetch_file_async:
 * @digest: of a file that a case names
 *
 * Fetches it from the coordinator unless it is here.
 */
void osr_replica_fetch_file_async (OsrReplica *self, const char *digest, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);

/* (transfer full) (nullable): where it lies now */
char *osr_replica_fetch_file_finish (OsrReplica *self, GAsyncResult *result, GError **error);

/**
 * osr_replica_set_files:
 * @digests: (nullable): comma-separated, in order; %NULL for none
 *
 * What is to go along with the text that is being written on the case. Durable when this returns.
 */
void osr_replica_set_files (OsrReplica *self, const char *case_id, const char *digests);
char *osr_replica_dup_files (OsrReplica *self, const char *case_id); /* nullable, full */

G_END_DECLS
