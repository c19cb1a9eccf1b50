/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A snapshot as it was downloaded, a line at a time: what is in it is not more than one line in memory. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _OsrSnapshotLines OsrSnapshotLines;

/* @path: a gzip file of lines of JSON. */
OsrSnapshotLines *osr_snapshot_lines_open (const char *path, GError **error);
void osr_snapshot_lines_free (OsrSnapshotLines *self);

/**
 * osr_snapshot_lines_next:
 * @error: the file is cut off, is no gzip file, or holds a line that is too long or no object
 *
 * Returns: (transfer full) (nullable): the next line; %NULL without @error at the end of the file
 */
JsonObject *osr_snapshot_lines_next (OsrSnapshotLines *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSnapshotLines, osr_snapshot_lines_free)

G_END_DECLS
