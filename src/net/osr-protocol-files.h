/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coordinator hands out and takes as files: snapshots for a first sync, and attachments. A
 * download goes on where an earlier one stopped, also in another run of the program. */
#pragma once

#include "net/osr-protocol.h"

G_BEGIN_DECLS

#define OSR_ATTACHMENT_MAX_BYTES (50 * 1024 * 1024)

/* @done of @total bytes are here. */
typedef void (*OsrProtocolProgress) (gint64 done, gint64 total, gpointer user_data);

/* What is to be downloaded. All borrowed. */
typedef struct {
  const char *name; /* snapshot: "office", "body:ID" or "region"; attachment: its SHA-256 in hex */
  const char *path; /* the file to be; until it is whole, PATH.part and PATH.etag stand beside it */
  OsrProtocolProgress progress; /* nullable */
  gpointer progress_data;
} OsrProtocolDownload;

/**
 * osr_protocol_snapshot_async:
 * @download: read before this returns; `progress_data` must live until the end
 *
 * Fetches a snapshot: gzip of lines of JSON. First {"epoch", "next", "scope", "cases", "events"}, then
 * an entry of kind "case" a line (osr_wire_entry_read()), last {"end": true}: without that line it
 * is not whole. `next` is the cursor to read changes with from then on.
 */
void osr_protocol_snapshot_async (OsrProtocol *self, const OsrProtocolDownload *download,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);

/* Whether the file is whole at its path; REJECTED for a scope one may not read. */
gboolean osr_protocol_snapshot_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

/**
 * osr_protocol_put_attachment_async:
 * @digest: SHA-256 of @bytes in hex
 * @bytes: at most %OSR_ATTACHMENT_MAX_BYTES; e.g. of a mapped file
 *
 * May be repeated; the answer says nothing of whether it was there.
 */
void osr_protocol_put_attachment_async (OsrProtocol *self, const char *digest, GBytes *bytes,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean osr_protocol_put_attachment_finish (OsrProtocol *self, GAsyncResult *result,
                                             GError **error);

/* Fetches an attachment; the file at its path has the digest asked for, or there is none. */
void osr_protocol_get_attachment_async (OsrProtocol *self, const OsrProtocolDownload *download,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean osr_protocol_get_attachment_finish (OsrProtocol *self, GAsyncResult *result,
                                             GError **error);

G_END_DECLS
