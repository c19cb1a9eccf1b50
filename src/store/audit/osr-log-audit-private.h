/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What appending and committing ask of the audit. */
#pragma once

#include <json-glib/json-glib.h>

#include "store/audit/osr-erasure-list.h"
#include "store/database/osr-database.h"

G_BEGIN_DECLS

struct _OsrErasureList {
  GPtrArray *entries;   /* JsonObject, in the order written */
  GHashTable *names;    /* streams and digests of them */
  GHashTable *commands; /* uuids of them */
};

/* (element-type utf8) (transfer full): the hashes of the events from @from to @to that are in the table
 * of a log or of a cache, in the order of the log */
GPtrArray *osr_database_load_hashes (OsrDatabase *database, gint64 from, gint64 to, GError **error);

/* Whether @entry was a new one. */
gboolean osr_erasure_list_add (OsrErasureList *self, JsonObject *entry);

/* Destroys what a `payload-erased` event names, in the transaction that appends it. */
gboolean osr_log_note_erasure (OsrLog *self, OsrEvent *event, GError **error);

/* Notes that @event destroys the words of @version of its stream, before they are gone. */
gboolean osr_log_list_erasure (OsrLog *self, OsrEvent *event, gint64 version, GError **error);

/* Adds the pictures that @erased names to its @entry of the list; and removes those of an entry that nothing
 * else in the log names. */
void osr_log_note_erased_files (OsrEvent *erased, JsonObject *entry);
gboolean osr_log_remove_erased_files (OsrLog *self, JsonObject *entry, GError **error);

/* Writes what was noted since to the list beside the log: before the transaction is committed. */
gboolean osr_log_write_erasures (OsrLog *self, GError **error);

/* What was noted since and not written did not happen. */
void osr_log_forget_erasures (OsrLog *self);

G_END_DECLS
