/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a snapshot on a thread of its own, a few pages ahead of whoever stores them: unpacking, JSON,
 * the fold of each case and the words of its text need neither database nor window. */
#pragma once

#include "core/osr-case.h"
#include "store/osr-record.h"
#include "sync/first/osr-snapshot-lines.h"

G_BEGIN_DECLS

/* Some lines of the file. */
typedef struct {
  OsrPage *page;
  GPtrArray *folds; /* OsrCase of each entry; NULL where it is no whole case, or has erased words */
  GPtrArray *reads; /* OsrReadText of each fold's text; NULL where there is no fold */
  gboolean ended;   /* the last line was read */
  GError *error;    /* nullable: why nothing follows; what is in the page is good */
} OsrSnapshotPiece;

void osr_snapshot_piece_free (OsrSnapshotPiece *self);

typedef struct _OsrSnapshotReader OsrSnapshotReader;

/**
 * osr_snapshot_reader_new:
 * @lines: (transfer full): after the first line
 * @epoch: of the log
 * @ready: called in the main loop when a piece is there after one was asked for in vain
 */
OsrSnapshotReader *osr_snapshot_reader_new (OsrSnapshotLines *lines, const char *epoch,
                                            GSourceFunc ready, gpointer user_data);

/* Ends the thread; @ready is not called any more. */
void osr_snapshot_reader_free (OsrSnapshotReader *self);

/* (transfer full) (nullable): the next piece, when it is there. Does not wait. */
OsrSnapshotPiece *osr_snapshot_reader_take (OsrSnapshotReader *self);

/* @piece: (transfer full) (nullable): done with; its trees are taken apart on the thread, too */
void osr_snapshot_reader_give_back (OsrSnapshotReader *self, OsrSnapshotPiece *piece);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSnapshotPiece, osr_snapshot_piece_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSnapshotReader, osr_snapshot_reader_free)

G_END_DECLS
