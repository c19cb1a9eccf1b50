/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy is kept for the program that can read it; it is opened at the schema that it has. */
#include "store/credentials/osr-clean-copies.h"

#include <string.h>

gboolean
osr_database_has_table (OsrDatabase *database, const char *table)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM sqlite_schema WHERE name = '%s'", table);

  return osr_database_get_int (database, sql, 0) > 0;
}

/* Rows that go are overwritten in any case; what the file held elsewhere in its time goes with the
 * rewriting. */
gboolean
osr_database_wipe (OsrDatabase *database, const char *sql, GError **error)
{
  return osr_database_exec (database, sql, error) &&
         osr_database_exec (database, "VACUUM", error) && osr_database_cut (database, error);
}

static void
clean_copy (const char *path, const char *table, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrDatabase) copy = osr_database_open_schema (path, NULL, &error);

  if (copy != NULL && (!osr_database_has_table (copy, table) ||
                       (osr_database_wipe (copy, sql, &error) && osr_database_fold (copy, &error))))
    return;
  g_warning ("%s holds secrets and could not be cleaned of them: %s", path, error->message);
}

/* One was made of a restored backup while it had another name. */
static gboolean
is_copy_of (const char *name, const char *entry)
{
  g_autofree char *aside = g_strconcat (name, ".before-", NULL);
  g_autofree char *restored = g_strconcat (name, ".part.before-", NULL);
  const char *number = NULL;

  if (g_str_has_prefix (entry, aside))
    number = entry + strlen (aside);
  else if (g_str_has_prefix (entry, restored))
    number = entry + strlen (restored);
  return number != NULL && *number != '\0' && strspn (number, "0123456789") == strlen (number);
}

void
osr_clean_copies (const char *path, const char *table, const char *sql)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL) {
    g_autofree char *copy = g_build_filename (folder, entry, NULL);

    if (is_copy_of (name, entry))
      clean_copy (copy, table, sql);
  }
}
