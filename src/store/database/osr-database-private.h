/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What connection, statements and migrations share. */
#pragma once

#include <sqlite3.h>

#include "store/database/osr-database.h"
#include "store/database/osr-fts-tokenizer.h"

G_BEGIN_DECLS

/* Sees to it that a page reaches the main file without what was moved from it. */
typedef struct _OsrCleanPages OsrCleanPages;

struct _OsrDatabase {
  sqlite3 *handle;
  OsrCleanPages *pages; /* nullable: in memory */
  char *path;
  GHashTable *idle; /* its SQL → OsrStatement that nobody uses now */
  OsrFtsRead read;  /* set while its text is written */
};

/* Sets @error from the last failure of the connection; always FALSE. */
gboolean osr_database_fail (OsrDatabase *self, GError **error);

/* (transfer full) (nullable): of an open connection, to be freed after it; NULL when it has no file. */
OsrCleanPages *osr_clean_pages_new (sqlite3 *handle);
void osr_clean_pages_free (OsrCleanPages *self);

/* Frees @statement itself, which osr_statement_free() keeps. */
void osr_statement_finalize (OsrStatement *statement);

/* The first column of the row, whatever its name. */
gint64 osr_statement_get_first (OsrStatement *statement);

/* Brings the file to the newest migration in the resource folder @folder. */
gboolean osr_database_migrate (OsrDatabase *self, const char *folder, GError **error);

G_END_DECLS
