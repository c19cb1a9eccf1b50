/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking in what was saved to a file when its person signed out at another machine. */
#pragma once

#include <gtk/gtk.h>

#include "sync/outbox/osr-replica-import.h"

G_BEGIN_DECLS

/* Asks for the file, takes it in, and says what was taken in and what not. */
void osr_outbox_import_begin (GtkWindow *parent, OsrReplica *replica);

/* The same with the file @path, which was asked for already. */
void osr_outbox_import_file (GtkWindow *parent, OsrReplica *replica, const char *path);

/* (transfer full): a few words: whether anything was taken in */
char *osr_outbox_import_title (const OsrOutboxImport *import);

/* (transfer full): a sentence for each thing that became of the file */
char *osr_outbox_import_text (const OsrOutboxImport *import);

G_END_DECLS
