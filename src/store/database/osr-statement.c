/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements of a database, bound and read by name. A freed statement waits, prepared, for the next
 * use of the same SQL. */
#include <string.h>

#include "store/database/osr-database-private.h"

struct _OsrStatement {
  OsrDatabase *database; /* borrowed */
  sqlite3_stmt *handle;
  char **columns; /* nullable until one is read: SQLite makes a name anew at each asking */
  int n_columns;
  int parameter; /* the last that was bound: the next one mostly is the one behind it */
  int column;    /* the last that was read, likewise */
};

OsrStatement *
osr_database_prepare (OsrDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *handle = NULL;
  OsrStatement *statement;
  gpointer value = NULL;

  if (g_hash_table_steal_extended (self->idle, sql, NULL, &value))
    return value;
  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL) !=
      SQLITE_OK) {
    osr_database_fail (self, error);
    return NULL;
  }
  statement = g_new0 (OsrStatement, 1);
  statement->database = self;
  statement->handle = handle;
  statement->column = -1;
  return statement;
}

void
osr_statement_free (OsrStatement *self)
{
  OsrDatabase *database = self != NULL ? self->database : NULL;

  if (self == NULL)
    return;
  osr_statement_reset (self);
  self->column = -1;
  g_hash_table_replace (database->idle, (gpointer) sqlite3_sql (self->handle), self);
}

void
osr_statement_finalize (OsrStatement *self)
{
  sqlite3_finalize (self->handle);
  g_strfreev (self->columns);
  g_free (self);
}

static int
parameter (OsrStatement *self, const char *name)
{
  const char *next = sqlite3_bind_parameter_name (self->handle, self->parameter + 1);

  if (next != NULL && g_str_equal (next, name))
    return ++self->parameter;
  self->parameter = sqlite3_bind_parameter_index (self->handle, name);
  if (self->parameter == 0)
    g_critical ("no parameter %s in: %s", name, sqlite3_sql (self->handle));
  return self->parameter;
}

void
osr_statement_bind_int (OsrStatement *self, const char *name, gint64 value)
{
  sqlite3_bind_int64 (self->handle, parameter (self, name), value);
}

void
osr_statement_bind_text (OsrStatement *self, const char *name, const char *value)
{
  sqlite3_bind_text (self->handle, parameter (self, name), value, -1, SQLITE_TRANSIENT);
}

void
osr_statement_bind_bytes (OsrStatement *self, const char *name, GBytes *value)
{
  int index = parameter (self, name);
  gsize size = 0;
  const void *data = value != NULL ? g_bytes_get_data (value, &size) : NULL;

  if (value == NULL)
    sqlite3_bind_null (self->handle, index);
  else if (size == 0)
    sqlite3_bind_zeroblob (self->handle, index, 0);
  else
    sqlite3_bind_blob64 (self->handle, index, data, size, SQLITE_TRANSIENT);
}

OsrStep
osr_statement_step (OsrStatement *self, GError **error)
{
  switch (sqlite3_step (self->handle)) {
  case SQLITE_ROW:
    return OSR_STEP_ROW;
  case SQLITE_DONE:
    return OSR_STEP_DONE;
  default:
    osr_database_fail (self->database, error);
    sqlite3_reset (self->handle);
    return OSR_STEP_FAILED;
  }
}

gboolean
osr_statement_run (OsrStatement *self, GError **error)
{
  OsrStep step;

  do
    step = osr_statement_step (self, error);
  while (step == OSR_STEP_ROW);
  osr_statement_reset (self);
  return step == OSR_STEP_DONE;
}

void
osr_statement_reset (OsrStatement *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->parameter = 0;
}

static void
read_names (OsrStatement *self)
{
  self->n_columns = sqlite3_column_count (self->handle);
  self->columns = g_new0 (char *, (gsize) self->n_columns + 1);
  for (int i = 0; i < self->n_columns; i++)
    self->columns[i] = g_strdup (sqlite3_column_name (self->handle, i));
}

static int
column_of (OsrStatement *self, const char *name)
{
  if (self->columns == NULL)
    read_names (self);
  for (int i = 0; i < self->n_columns; i++) {
    self->column = self->column + 1 < self->n_columns ? self->column + 1 : 0;
    if (strcmp (self->columns[self->column], name) == 0)
      return self->column;
  }
  g_critical ("no column %s in: %s", name, sqlite3_sql (self->handle));
  return self->n_columns;
}

gint64
osr_statement_get_int (OsrStatement *self, const char *column)
{
  return sqlite3_column_int64 (self->handle, column_of (self, column));
}

gint64
osr_statement_get_first (OsrStatement *self)
{
  return sqlite3_column_int64 (self->handle, 0);
}

const char *
osr_statement_get_text (OsrStatement *self, const char *column)
{
  return (const char *) sqlite3_column_text (self->handle, column_of (self, column));
}

char *
osr_statement_dup_text (OsrStatement *self, const char *column)
{
  return g_strdup (osr_statement_get_text (self, column));
}

const char *
osr_statement_get_bytes (OsrStatement *self, const char *column, gsize *length)
{
  int index = column_of (self, column);
  const char *data;

  *length = 0;
  if (sqlite3_column_type (self->handle, index) == SQLITE_NULL)
    return NULL;
  data = sqlite3_column_blob (self->handle, index);
  *length = (gsize) sqlite3_column_bytes (self->handle, index);
  return data != NULL ? data : "";
}

GBytes *
osr_statement_dup_bytes (OsrStatement *self, const char *column)
{
  int index = column_of (self, column);
  const void *data;

  if (sqlite3_column_type (self->handle, index) == SQLITE_NULL)
    return NULL;
  data = sqlite3_column_blob (self->handle, index);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, index));
}

gboolean
osr_statement_is_null (OsrStatement *self, const char *column)
{
  return sqlite3_column_type (self->handle, column_of (self, column)) == SQLITE_NULL;
}
