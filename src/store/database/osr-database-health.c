/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a file is whole and has room to grow. What to do about one that is not, is its owner's. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "store/database/osr-database-private.h"

/* Of a file that is looked at whole at each start: some hundredths of a second. */
#define MOST_PAGES 4096

gboolean
osr_database_was_left (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return g_stat (wal, &info) == 0 && info.st_size > 0;
}

gboolean
osr_database_is_whole (OsrDatabase *self, GError **error)
{
  g_autoptr (OsrStatement) check = osr_database_prepare (self, "PRAGMA quick_check (1)", error);
  OsrStep step = check != NULL ? osr_statement_step (check, error) : OSR_STEP_FAILED;

  if (step == OSR_STEP_FAILED)
    return FALSE;
  if (step == OSR_STEP_ROW && g_strcmp0 (osr_statement_get_text (check, "quick_check"), "ok") == 0)
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT, "%s: %s", self->path,
               step == OSR_STEP_ROW ? osr_statement_get_text (check, "quick_check")
                                    : "it could not be checked");
  return FALSE;
}

gboolean
osr_database_is_sound (OsrDatabase *self, gboolean left, GError **error)
{
  gint64 pages = osr_database_get_int (self, "PRAGMA page_count", 0);

  return (!left && pages > MOST_PAGES) || osr_database_is_whole (self, error);
}

/* Pages in memory are let go, too: one that keeps what was moved from it would be written once more. */
gboolean
osr_database_cut (OsrDatabase *self, GError **error)
{
  g_autoptr (OsrStatement) cut =
      osr_database_prepare (self, "PRAGMA wal_checkpoint (TRUNCATE)", error);

  if (cut == NULL || osr_statement_step (cut, error) != OSR_STEP_ROW)
    return FALSE;
  if (osr_statement_get_int (cut, "busy") != 0) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_BUSY,
                 "%s: is being read; what was erased is cut later", self->path);
    return FALSE;
  }
  osr_statement_reset (cut);
  sqlite3_db_release_memory (self->handle);
  return TRUE;
}

gboolean
osr_database_fold (OsrDatabase *self, GError **error)
{
  return osr_database_exec (self, "PRAGMA wal_checkpoint (TRUNCATE)", error) &&
         osr_database_exec (self, "PRAGMA journal_mode = DELETE", error);
}

gboolean
osr_database_sync_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    g_set_error (error, OSR_STORE_ERROR,
                 errno == ENOSPC || errno == EDQUOT ? OSR_STORE_ERROR_FULL : OSR_STORE_ERROR_FAILED,
                 "%s: %s", path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return done;
}

/* Two transactions: pages that are free again at the end of their own one are never written. */
gboolean
osr_database_try_to_grow (OsrDatabase *self, guint bytes, GError **error)
{
  g_autofree char *grow =
      g_strdup_printf ("BEGIN IMMEDIATE; DROP TABLE IF EXISTS trial; CREATE TABLE trial (x BLOB);"
                       "INSERT INTO trial VALUES (zeroblob (%u)); COMMIT",
                       bytes);

  if (osr_database_exec (self, grow, error))
    return osr_database_exec (self, "DROP TABLE trial", error);
  if (osr_database_in_transaction (self))
    osr_database_exec (self, "ROLLBACK", NULL);
  return FALSE;
}
