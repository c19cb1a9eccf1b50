/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small owner of one SQLite file: connection, statements bound and read by name, transactions that
 * roll back unless committed, numbered migrations. Knows no table; used from one thread. */
#pragma once

#include <glib.h>

#include "store/osr-store-error.h"

G_BEGIN_DECLS

typedef struct _OsrDatabase OsrDatabase;
typedef struct _OsrStatement OsrStatement;
typedef struct _OsrTransaction OsrTransaction;

typedef enum {
  OSR_STEP_FAILED = -1, /* the error is set */
  OSR_STEP_DONE = 0,
  OSR_STEP_ROW = 1
} OsrStep;

/* Instead of a path: a database that is gone when it is closed, and in no file meanwhile. */
#define OSR_DATABASE_IN_MEMORY ":memory:"

/**
 * osr_database_open:
 * @path: the file; made with mode 0600 when absent
 * @schema: which migrations it is made of: "log", "outbox", "cache"
 * @error: %OSR_STORE_ERROR; NEWER when the file was written by a newer program
 *
 * Opens the file (WAL, foreign keys, synchronous FULL, busy timeout) and brings it to the newest
 * schema, one migration a transaction. An older file is first copied to `PATH.before-N`.
 */
OsrDatabase *osr_database_open (const char *path, const char *schema, GError **error);

/**
 * osr_database_open_schema:
 * @folder: (nullable): resource folder of the migrations `001.sql`, `002.sql` …; %NULL leaves the file
 *   at the schema that it has
 *
 * The same with any migrations: for the tests of this class, and for copies of older files.
 */
OsrDatabase *osr_database_open_schema (const char *path, const char *folder, GError **error);
void osr_database_free (OsrDatabase *self);
const char *osr_database_get_path (OsrDatabase *self);

/* Runs @sql, one or more statements without parameters or rows. */
gboolean osr_database_exec (OsrDatabase *self, const char *sql, GError **error);

/* The first column of the first row of @sql as a number; @fallback without a row or on an error. */
gint64 osr_database_get_int (OsrDatabase *self, const char *sql, gint64 fallback);

/* Writes a consistent copy of the file to @path, which must not exist. */
gboolean osr_database_copy_to (OsrDatabase *self, const char *path, GError **error);

/* Whether the program that had the file at @path open last did not close it, or still has it open. */
gboolean osr_database_was_left (const char *path);

/* Reads the whole file; CORRUPT with the first thing that is not as it should be. */
gboolean osr_database_is_whole (OsrDatabase *self, GError **error);

/* The same at a start: a large file only when it @left, as osr_database_was_left() said before it was
 * opened. */
gboolean osr_database_is_sound (OsrDatabase *self, gboolean left, GError **error);

/**
 * osr_database_cut:
 *
 * Makes sure that what was deleted is not left in the file, nor in its write-ahead log, which is emptied.
 * Not inside a transaction.
 *
 * Returns: whether it could be done; %OSR_STORE_ERROR_BUSY while somebody reads
 */
gboolean osr_database_cut (OsrDatabase *self, GError **error);

/* Everything into the one file: without this a file that is given another name may leave its
 * write-ahead log behind, since closing says nothing of a disk that is full. */
gboolean osr_database_fold (OsrDatabase *self, GError **error);

/* What was written to the file at @path is on the disk when this returns. */
gboolean osr_database_sync_file (const char *path, GError **error);

/* Writes @bytes and takes them away again: whether there is room; FULL when not. */
gboolean osr_database_try_to_grow (OsrDatabase *self, guint bytes, GError **error);

/* Whether a transaction is open. */
gboolean osr_database_in_transaction (OsrDatabase *self);

/**
 * osr_database_prepare:
 * @sql: one statement; a constant, since prepared statements are kept by it
 * @error: %OSR_STORE_ERROR
 *
 * Returns: (transfer full): the statement, or %NULL
 */
OsrStatement *osr_database_prepare (OsrDatabase *self, const char *sql, GError **error);
void osr_statement_free (OsrStatement *self);

/* Bind by name (":seq"). A name that the statement lacks is a programmer's error. Text and bytes are
 * copied; %NULL binds SQL NULL. */
void osr_statement_bind_int (OsrStatement *self, const char *name, gint64 value);
void osr_statement_bind_text (OsrStatement *self, const char *name, const char *value);
void osr_statement_bind_bytes (OsrStatement *self, const char *name, GBytes *value);

/* Goes to the next row. */
OsrStep osr_statement_step (OsrStatement *self, GError **error);

/* Runs to the end, ignoring rows, and makes it ready to be bound anew. */
gboolean osr_statement_run (OsrStatement *self, GError **error);

/* Forgets position and bindings. */
void osr_statement_reset (OsrStatement *self);

/* Read the current row by column name. Text is borrowed until the next step. */
gint64 osr_statement_get_int (OsrStatement *self, const char *column);
const char *osr_statement_get_text (OsrStatement *self, const char *column); /* nullable */
char *osr_statement_dup_text (OsrStatement *self, const char *column);       /* nullable */
/* (nullable): borrowed like text; "" where there are bytes and none of them */
const char *osr_statement_get_bytes (OsrStatement *self, const char *column, gsize *length);
GBytes *osr_statement_dup_bytes (OsrStatement *self, const char *column); /* nullable, full */
gboolean osr_statement_is_null (OsrStatement *self, const char *column);

/* Rows changed by the last statement that ran. */
gint64 osr_database_get_changes (OsrDatabase *self);

/* Rows changed since the connection was made. */
gint64 osr_database_get_total_changes (OsrDatabase *self);

/**
 * osr_transaction_begin:
 *
 * BEGIN IMMEDIATE: waits for other writers up to the busy timeout. Do not nest.
 *
 * Returns: (transfer full): the transaction; freeing it without a commit rolls back
 */
OsrTransaction *osr_transaction_begin (OsrDatabase *database, GError **error);

/* The same inside an open transaction: then that one's fate is shared, and committing does nothing. */
OsrTransaction *osr_transaction_join (OsrDatabase *database, GError **error);

/* Writes what has changed into the write-ahead log, where nobody sees it before the commit, which has the
 * less to do. When that fails, nothing but undoing is left. */
gboolean osr_transaction_flush (OsrTransaction *self, GError **error);

/* Commits; @self is spent whatever the answer, and still to be freed. */
gboolean osr_transaction_commit (OsrTransaction *self, GError **error);
void osr_transaction_free (OsrTransaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrDatabase, osr_database_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrStatement, osr_statement_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrTransaction, osr_transaction_free)

G_END_DECLS
