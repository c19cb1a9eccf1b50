/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes secrets out of the copies that are put aside before a file is migrated. */
#pragma once

#include "store/database/osr-database.h"

G_BEGIN_DECLS

gboolean osr_database_has_table (OsrDatabase *database, const char *table);

/**
 * osr_database_wipe:
 * @sql: deletes rows
 *
 * Runs @sql and rewrites the file, so that nothing of the rows is left in it or its write-ahead log.
 */
gboolean osr_database_wipe (OsrDatabase *database, const char *sql, GError **error);

/**
 * osr_clean_copies:
 * @path: a database
 * @table: copies without it are left alone
 * @sql: deletes rows of @table
 *
 * The copies stay what they are but for these rows. One that cannot be cleaned is warned of.
 */
void osr_clean_copies (const char *path, const char *table, const char *sql);

G_END_DECLS
