/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ld --wrap: the reader of snapshots, whose pieces come when the seed says. */
#pragma once

#include "sync/first/osr-snapshot-reader.h"

G_BEGIN_DECLS

OsrSnapshotReader *__wrap_osr_snapshot_reader_new (OsrSnapshotLines *lines, const char *epoch,
                                                   GSourceFunc ready, gpointer user_data);
void __wrap_osr_snapshot_reader_free (OsrSnapshotReader *reader);
OsrSnapshotPiece *__wrap_osr_snapshot_reader_take (OsrSnapshotReader *reader);
void __wrap_osr_snapshot_reader_give_back (OsrSnapshotReader *reader, OsrSnapshotPiece *piece);

/* The one that ships. */
OsrSnapshotReader *__real_osr_snapshot_reader_new (OsrSnapshotLines *lines, const char *epoch,
                                                   GSourceFunc ready, gpointer user_data);
void __real_osr_snapshot_reader_free (OsrSnapshotReader *reader);
OsrSnapshotPiece *__real_osr_snapshot_reader_take (OsrSnapshotReader *reader);
void __real_osr_snapshot_reader_give_back (OsrSnapshotReader *reader, OsrSnapshotPiece *piece);

G_END_DECLS
