/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What connection, statements and migrations share. */
#pragma once

#include <sqlite3.h>

#include "store/database/osr-database.h"

G_BEGIN_DECLS

struct _OsrDatabase {
  sqlite3 *handle;
  char *path;
  GHashTable *idle; /* its SQL → sqlite3_stmt that nobody uses now */
};

/* Sets @error from the last failure of the connection; always FALSE. */
gboolean osr_database_fail (OsrDatabase *self, GError **error);

/* The first column of the row, whatever its name. */
gint64 osr_statement_get_first (OsrStatement *statement);

/* Brings the file to the newest migration in the resource folder @folder. */
gboolean osr_database_migrate (OsrDatabase *self, const char *folder, GError **error);

G_END_DECLS
