/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of a running log, and a log made of a copy. A restored log is another log: it forgot what
 * came after the copy, so readers begin anew under its own epoch, and what may have been published
 * since is looked for before anything is sent. */
#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "store/audit/osr-erasure-list.h"
#include "store/osr-log-private.h"

gboolean
osr_log_backup (OsrLog *self, const char *path, GError **error)
{
  return osr_database_copy_to (self->database, path, error);
}

/* They may have gone out after the copy was made: a person says whether they go again. */
#define GIVE_UP_MAIL                                                                               \
  "UPDATE mail SET state = 3, fault = 'it was on its way when the backup was made'"                \
  " WHERE state < 2"

static gboolean
begin_epoch (OsrDatabase *database, OsrInstant now, GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_transaction_begin (database, error);
  g_autoptr (OsrStatement) head = NULL;
  g_autoptr (OsrStatement) publications = NULL;
  g_autofree char *epoch = g_uuid_string_random ();

  if (transaction == NULL)
    return FALSE;
  head =
      osr_database_prepare (database, "UPDATE log_head SET epoch = :epoch, restored = seq", error);
  publications = osr_database_prepare (
      database,
      "UPDATE publication SET state = 2, lease = lease + 1, lease_until = 0, absent_reads = 0,"
      " last_read_at = NULL, next_at = :now WHERE state < 3",
      error);
  if (head == NULL || publications == NULL)
    return FALSE;
  osr_statement_bind_text (head, ":epoch", epoch);
  osr_statement_bind_int (publications, ":now", now);
  return osr_statement_run (head, error) && osr_statement_run (publications, error) &&
         osr_database_exec (database, "DELETE FROM session", error) &&
         osr_database_exec (database, GIVE_UP_MAIL, error) &&
         osr_transaction_commit (transaction, error);
}

/* Takes the copy over only when it opens, and its chains are whole. */
static gboolean
renew (const char *path, OsrClock *clock, guint *n_erased, GError **error)
{
  g_autoptr (OsrLog) log = osr_log_open (path, clock, error);

  if (log == NULL)
    return FALSE;
  if (osr_log_get_head (log) == 0) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT, "the backup holds no events");
    return FALSE;
  }
  return osr_log_verify (log, NULL, NULL, error) && osr_log_erase_again (log, n_erased, error) &&
         begin_epoch (log->database, osr_clock_now (clock), error) &&
         osr_database_fold (log->database, error);
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) local_error = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &local_error)) {
    if (g_chmod (to, 0600) == 0)
      return TRUE;
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED, "%s: %s", to, g_strerror (errno));
    return FALSE;
  }
  g_set_error (error, OSR_STORE_ERROR,
               g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
                   ? OSR_STORE_ERROR_NOT_FOUND
                   : OSR_STORE_ERROR_FAILED,
               "%s: %s", from, local_error->message);
  return FALSE;
}

gboolean
osr_log_restore (const char *backup, const char *path, OsrClock *clock, guint *n_erased,
                 GError **error)
{
  guint n_again = 0;
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED,
                 "%s: is there already; move it aside first", path);
    return FALSE;
  }
  if (!copy_file (backup, part, error) || !renew (part, clock, &n_again, error)) {
    g_unlink (part);
    return FALSE;
  }
  if (n_erased != NULL)
    *n_erased = n_again;
  if (g_rename (part, path) == 0)
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED, "%s: %s", path, g_strerror (errno));
  return FALSE;
}
