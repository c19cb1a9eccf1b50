/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages from a file into the outbox, a few lines at a time, so that the window stays alive. Works
 * without a display. */
#pragma once

#include "sync/osr-replica.h"

G_BEGIN_DECLS

typedef struct _OsrMessageImport OsrMessageImport;

/* @bytes: all of the file, a message a line */
OsrMessageImport *osr_message_import_new (OsrReplica *replica, GBytes *bytes);
void osr_message_import_free (OsrMessageImport *self);

/* Takes at most @lines lines; whether some are left. */
gboolean osr_message_import_step (OsrMessageImport *self, guint lines);

/* (transfer full): how many were registered, known and refused, translated. */
char *osr_message_import_dup_summary (OsrMessageImport *self);

/* (nullable) (transfer full): the first lines that were refused, each with its number and reason. */
char *osr_message_import_dup_refused (OsrMessageImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrMessageImport, osr_message_import_free)

G_END_DECLS
