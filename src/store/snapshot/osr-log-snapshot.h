/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A snapshot of the log for one reader: what a workstation begins with instead of walking through
 * years of changes. One line of JSON a stream, compressed. Where files are kept and how they are
 * handed out is the coordinator's. */
#pragma once

#include <gio/gio.h>

#include "store/osr-log.h"

G_BEGIN_DECLS

/* Cases that ended longer ago are left out; they are read one by one when they are asked for. */
#define OSR_SNAPSHOT_DAYS 400

/**
 * osr_log_snapshot_dup_scope:
 * @name: "office": all that @person may see; "body:ID": the cases of one body; "region": all cases
 *
 * Returns: (transfer full) (nullable): the scope of the log that is meant, "" for the office; %NULL
 *   when there is no such scope for @person
 */
char *osr_log_snapshot_dup_scope (OsrLog *self, const char *person, const char *name);

/* What is written. All borrowed. */
typedef struct {
  const char *person;
  const char *name;  /* as asked for */
  const char *scope; /* of osr_log_snapshot_dup_scope() */
  GPtrArray *first;  /* nullable (element-type utf8): cases in the order in which they are wanted */
} OsrSnapshotOrder;

/**
 * osr_log_write_snapshot:
 * @out: takes the compressed bytes
 * @seq: (out): the log's head that it is of
 *
 * Reads the log as it is at one moment; others may write meanwhile. Not in a transaction.
 */
gboolean osr_log_write_snapshot (OsrLog *self, const OsrSnapshotOrder *order, GOutputStream *out,
                                 gint64 *seq, GError **error);

/* Whether a snapshot for @person of head @seq still holds nothing that they may not see any more, and no
 * erased words. */
gboolean osr_log_snapshot_is_current (OsrLog *self, const char *person, gint64 seq);

G_END_DECLS
