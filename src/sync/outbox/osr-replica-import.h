/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was saved to a file when somebody signed out, taken in at the workstation where they signed in
 * next: it waits here from then on like what was done here. */
#pragma once

#include "sync/osr-replica.h"

G_BEGIN_DECLS

typedef enum {
  OSR_IMPORT_TAKEN,
  OSR_IMPORT_NO_OUTBOX,    /* the file is something else */
  OSR_IMPORT_OTHER_PERSON, /* what one wrote must not become another's */
  OSR_IMPORT_OTHER_OFFICE
} OsrImportOutcome;

typedef struct {
  OsrImportOutcome outcome;
  char *login; /* nullable: whose the file is */
  guint steps; /* taken in, to go out by themselves */
  guint texts; /* taken in, to be gone on with */
  guint known; /* here or delivered already */
  guint files; /* that came along whole */
  guint bare;  /* of the steps: without their photos, which did not come along and are not here */
  guint caseless; /* texts of cases that are not held here */
  GArray *unread; /* guint: numbers of lines that say nothing, from 1 */
} OsrOutboxImport;

/**
 * osr_replica_import_outbox:
 * @path: what osr_replica_export_outbox() wrote, here or elsewhere
 * @error: the file cannot be read, or the outbox not written: nothing was taken in then
 *
 * Takes all in, or nothing. Twice is once.
 *
 * Returns: (transfer full) (nullable): what became of it
 */
OsrOutboxImport *osr_replica_import_outbox (OsrReplica *self, const char *path, GError **error);
void osr_outbox_import_free (OsrOutboxImport *import);

/* (transfer full) (nullable): a name of the office that is the same at each of its workstations and after
 * a restored backup; %NULL before the first sync */
char *osr_replica_dup_office_name (OsrReplica *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrOutboxImport, osr_outbox_import_free)

G_END_DECLS
