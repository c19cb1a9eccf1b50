/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connection and transactions of one SQLite file. Statements are in osr-statement.c, migrations in
 * osr-migration.c. */
#include "store/database/osr-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "osr-store-sql.h"
#include "store/database/osr-database-private.h"
#include "store/database/osr-digest-function.h"

#define BUSY_TIMEOUT_MS 10000
#define SCHEMAS         "/org/region/OpenSources/sql/"

struct _OsrTransaction {
  OsrDatabase *database; /* borrowed; NULL once committed */
  gboolean joined;       /* inside another's transaction */
};

/* @number: what the system said; a quota that is used up is a full disk, too. */
static OsrStoreError
code_of (int status, int number)
{
  if (number == ENOSPC || number == EDQUOT)
    return OSR_STORE_ERROR_FULL;
  switch (status & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return OSR_STORE_ERROR_BUSY;
  case SQLITE_FULL:
    return OSR_STORE_ERROR_FULL;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return OSR_STORE_ERROR_CORRUPT;
  case SQLITE_CONSTRAINT:
    return OSR_STORE_ERROR_CONFLICT;
  default:
    return OSR_STORE_ERROR_FAILED;
  }
}

gboolean
osr_database_fail (OsrDatabase *self, GError **error)
{
  int status = self->handle != NULL ? sqlite3_extended_errcode (self->handle) : SQLITE_NOMEM;
  int number = (status & 0xff) == SQLITE_IOERR || (status & 0xff) == SQLITE_CANTOPEN
                   ? sqlite3_system_errno (self->handle)
                   : 0;

  g_set_error (error, OSR_STORE_ERROR, (int) code_of (status, number), "%s: %s", self->path,
               self->handle != NULL ? sqlite3_errmsg (self->handle) : "out of memory");
  return FALSE;
}

/* SQLite gives its own files the mode of the main one, so that one is made private first. */
static gboolean
make_private (const char *path, GError **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int saved = errno;

  if (fd < 0) {
    g_set_error (error, OSR_STORE_ERROR, (int) code_of (SQLITE_ERROR, saved), "%s: %s", path,
                 g_strerror (saved));
    return FALSE;
  }
  return g_close (fd, error);
}

static gboolean
configure (OsrDatabase *self, GError **error)
{
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  /* A new file's first rollback journal is gone from the folder before anything is acknowledged: one
   * that came back after a power cut would undo the change to WAL, and with it all that followed. */
  return osr_database_exec (self,
                            "PRAGMA synchronous = EXTRA;"
                            "PRAGMA journal_mode = WAL;"
                            "PRAGMA synchronous = FULL;"
                            "PRAGMA foreign_keys = ON;"
                            "PRAGMA secure_delete = ON;"
                            "PRAGMA temp_store = MEMORY;",
                            error);
}

OsrDatabase *
osr_database_open (const char *path, const char *schema, GError **error)
{
  g_autofree char *folder = g_strconcat (SCHEMAS, schema, NULL);

  /* A static library's resource is linked in only when something of it is used. */
  g_resources_register (osr_store_sql_get_resource ());
  return osr_database_open_schema (path, folder, error);
}

/* Statements are found by their text, dozens for each row that is taken in; what this hash does not see of
 * it, the comparison does. */
static guint
hash_sql (gconstpointer sql)
{
  const char *text = sql;
  gsize length = strlen (text);
  guint hash = (guint) length;

  for (gsize i = 0; i < length; i += length / 32 + 1)
    hash = hash * 33 + (guchar) text[i];
  return hash;
}

OsrDatabase *
osr_database_open_schema (const char *path, const char *folder, GError **error)
{
  g_autoptr (OsrDatabase) self = NULL;

  if (!g_str_equal (path, OSR_DATABASE_IN_MEMORY) && !make_private (path, error))
    return NULL;
  self = g_new0 (OsrDatabase, 1);
  self->path = g_strdup (path);
  self->idle =
      g_hash_table_new_full (hash_sql, g_str_equal, NULL, (GDestroyNotify) osr_statement_finalize);
  if (sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
          SQLITE_OK ||
      osr_fts_tokenizer_register (self->handle, &self->read) != SQLITE_OK ||
      osr_digest_function_register (self->handle) != SQLITE_OK) {
    osr_database_fail (self, error);
    return NULL;
  }
  self->pages = osr_clean_pages_new (self->handle);
  if (!configure (self, error) || (folder != NULL && !osr_database_migrate (self, folder, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
osr_database_free (OsrDatabase *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->idle);
  if (sqlite3_close (self->handle) == SQLITE_OK)
    osr_clean_pages_free (self->pages);
  else
    g_critical ("%s: closed with statements in use", self->path);
  g_free (self->path);
  g_free (self);
}

const char *
osr_database_get_path (OsrDatabase *self)
{
  return self->path;
}

gboolean
osr_database_exec (OsrDatabase *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return osr_database_fail (self, error);
  return TRUE;
}

gint64
osr_database_get_int (OsrDatabase *self, const char *sql, gint64 fallback)
{
  g_autoptr (OsrStatement) statement = osr_database_prepare (self, sql, NULL);

  if (statement == NULL || osr_statement_step (statement, NULL) != OSR_STEP_ROW)
    return fallback;
  return osr_statement_get_first (statement);
}

/* Written under another name first: a copy that was cut off is never taken for one. */
gboolean
osr_database_copy_to (OsrDatabase *self, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (OsrStatement) statement = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED, "%s: is there already", path);
    return FALSE;
  }
  g_unlink (part);
  if (!make_private (part, error))
    return FALSE;
  statement = osr_database_prepare (self, "VACUUM INTO :path", error);
  if (statement == NULL)
    return FALSE;
  osr_statement_bind_text (statement, ":path", part);
  if (!osr_statement_run (statement, error) || !osr_database_sync_file (part, error))
    return FALSE;
  if (g_rename (part, path) != 0) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED, "%s: %s", path,
                 g_strerror (errno));
    return FALSE;
  }
  return TRUE;
}

gboolean
osr_database_in_transaction (OsrDatabase *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

gint64
osr_database_get_changes (OsrDatabase *self)
{
  return sqlite3_changes64 (self->handle);
}

gint64
osr_database_get_total_changes (OsrDatabase *self)
{
  return sqlite3_total_changes64 (self->handle);
}

/* What is said all the time is prepared once. */
static gboolean
run (OsrDatabase *self, const char *sql, GError **error)
{
  g_autoptr (OsrStatement) statement = osr_database_prepare (self, sql, error);

  return statement != NULL && osr_statement_run (statement, error);
}

OsrTransaction *
osr_transaction_begin (OsrDatabase *database, GError **error)
{
  OsrTransaction *self;

  g_return_val_if_fail (!osr_database_in_transaction (database), NULL);
  if (!run (database, "BEGIN IMMEDIATE", error))
    return NULL;
  self = g_new0 (OsrTransaction, 1);
  self->database = database;
  return self;
}

OsrTransaction *
osr_transaction_join (OsrDatabase *database, GError **error)
{
  OsrTransaction *self;

  if (!osr_database_in_transaction (database))
    return osr_transaction_begin (database, error);
  self = g_new0 (OsrTransaction, 1);
  self->database = database;
  self->joined = TRUE;
  return self;
}

/* BUSY: some page is in use, which goes with the commit. */
gboolean
osr_transaction_flush (OsrTransaction *self, GError **error)
{
  int status;

  g_return_val_if_fail (self->database != NULL, FALSE);
  status = sqlite3_db_cacheflush (self->database->handle);
  if (status == SQLITE_OK || status == SQLITE_BUSY)
    return TRUE;
  return osr_database_fail (self->database, error);
}

gboolean
osr_transaction_commit (OsrTransaction *self, GError **error)
{
  OsrDatabase *database = g_steal_pointer (&self->database);

  g_return_val_if_fail (database != NULL, FALSE);
  if (self->joined)
    return TRUE;
  if (run (database, "COMMIT", error))
    return TRUE;
  /* A commit that was refused leaves the transaction open. */
  if (osr_database_in_transaction (database))
    osr_database_exec (database, "ROLLBACK", NULL);
  return FALSE;
}

void
osr_transaction_free (OsrTransaction *self)
{
  if (self == NULL)
    return;
  if (self->database != NULL && !self->joined && osr_database_in_transaction (self->database))
    osr_database_exec (self->database, "ROLLBACK", NULL);
  g_free (self);
}
