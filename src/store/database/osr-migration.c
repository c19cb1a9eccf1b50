/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a file to the newest schema: `001.sql`, `002.sql` … of a resource folder, each in its own
 * transaction, an older file copied aside first. A file of another kind, or of a newer program, is
 * left as it is. */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "store/database/osr-database-private.h"

static char *
dup_path (const char *folder, guint number)
{
  return g_strdup_printf ("%s/%03u.sql", folder, number);
}

static GBytes *
migration (const char *folder, guint number)
{
  g_autofree char *path = dup_path (folder, number);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static guint
newest (const char *folder)
{
  guint number = 0;
  gboolean there = TRUE;

  while (there) {
    g_autofree char *path = dup_path (folder, number + 1);

    there = g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL);
    number += there;
  }
  return number;
}

/* Tells a log from an outbox, and both from other programs' files. */
static int
kind_of (const char *folder)
{
  g_autofree char *name = g_path_get_basename (folder);

  return (int) (g_str_hash (name) & 0x7fffffff);
}

static gboolean
step_to (OsrDatabase *self, const char *folder, guint number, GError **error)
{
  g_autoptr (GBytes) sql = migration (folder, number);
  g_autoptr (OsrTransaction) transaction = osr_transaction_begin (self, error);
  g_autofree char *mark = NULL;

  if (transaction == NULL)
    return FALSE;
  /* Another program may have been faster. */
  if (osr_database_get_int (self, "PRAGMA user_version", 0) >= number)
    return TRUE;
  mark = g_strdup_printf ("PRAGMA user_version = %u; PRAGMA application_id = %d", number,
                          kind_of (folder));
  if (!osr_database_exec (self, g_bytes_get_data (sql, NULL), error) ||
      !osr_database_exec (self, mark, error)) {
    g_prefix_error (error, "migration %u: ", number);
    return FALSE;
  }
  return osr_transaction_commit (transaction, error);
}

static gboolean
check_kind (OsrDatabase *self, const char *folder, gint64 version, GError **error)
{
  gint64 kind = osr_database_get_int (self, "PRAGMA application_id", 0);
  gint64 tables = osr_database_get_int (self, "SELECT count(*) FROM sqlite_schema", 0);

  if ((version == 0 && tables == 0) || (version > 0 && kind == kind_of (folder)))
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
               "%s: is a database of another kind; it was left as it is", self->path);
  return FALSE;
}

static gboolean
copy_aside (OsrDatabase *self, guint wanted, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s.before-%u", self->path, wanted);

  /* The first copy is the one that no attempt has touched. */
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  return osr_database_copy_to (self, path, error);
}

gboolean
osr_database_migrate (OsrDatabase *self, const char *folder, GError **error)
{
  guint wanted = newest (folder);
  gint64 version = osr_database_get_int (self, "PRAGMA user_version", -1);

  g_return_val_if_fail (wanted > 0, FALSE);
  if (version < 0)
    return osr_database_fail (self, error);
  if (version == wanted && check_kind (self, folder, version, NULL))
    return TRUE;
  if (!check_kind (self, folder, version, error))
    return FALSE;
  if (version > wanted) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NEWER,
                 "%s: was written by a newer version of the program (format %d, this one knows "
                 "%u); update the program",
                 self->path, (int) version, wanted);
    return FALSE;
  }
  if (version > 0 && !copy_aside (self, wanted, error))
    return FALSE;
  for (guint number = (guint) version + 1; number <= wanted; number++) {
    if (!step_to (self, folder, number, error))
      return FALSE;
  }
  return TRUE;
}
