/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole examination of a log: the file as SQLite sees it, chains, digests and checkpoints, the
 * numbers of the cases, who may read what, and what commands were answered. Nothing is repaired. */
#pragma once

#include "store/audit/osr-log-checkpoint.h"

G_BEGIN_DECLS

typedef struct {
  const char *part; /* static: "file", "events", "numbers", "audience", "commands" */
  char *message;
} OsrAuditFault;

typedef struct {
  gint64 n_events;
  guint n_checkpoints;
  OsrCheckpoint *last; /* nullable: the newest checkpoint */
  GPtrArray *faults;   /* OsrAuditFault: the first of each part */
} OsrAudit;

/* (transfer full): what was found; never %NULL */
OsrAudit *osr_log_audit (OsrLog *self);
void osr_audit_free (OsrAudit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrAudit, osr_audit_free)

G_END_DECLS
