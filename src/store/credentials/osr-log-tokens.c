/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until the fifth schema the log's file held the tokens of the accounts in clear. The migration only
 * renames their table, since SQL cannot write files; here they leave it. The order is what makes a
 * kill harmless: first the files are on the disk, then the table goes. */
#include "store/credentials/osr-log-tokens.h"

#include <string.h>

#include "store/osr-log-private.h"

#define LEAVING "leaving_token"

static gboolean
has_table (OsrDatabase *database, const char *table)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM sqlite_schema WHERE name = '%s'", table);

  return osr_database_get_int (database, sql, 0) > 0;
}

static gboolean
find_use (const char *nick, OsrAccountUse *use)
{
  for (guint i = 0; i < OSR_ACCOUNT_N_USES; i++) {
    if (g_strcmp0 (nick, osr_account_use_nick (i)) == 0) {
      *use = i;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
move_one (OsrCredentials *credentials, OsrStatement *row, GError **error)
{
  const char *account = osr_statement_get_text (row, "account");
  g_autoptr (OsrTokens) known = osr_credentials_load (credentials, account, error);
  OsrAccountUse use;

  if (known == NULL)
    return FALSE;
  if (!find_use (osr_statement_get_text (row, "use"), &use) || known->of[use] != NULL)
    return TRUE;
  return osr_credentials_set (credentials, account, use, osr_statement_get_text (row, "value"),
                              error);
}

static gboolean
move_all (OsrDatabase *database, OsrCredentials *credentials, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (database, "SELECT account, use, value FROM " LEAVING, error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    if (!move_one (credentials, select, error))
      return FALSE;
  }
  return step == OSR_STEP_DONE;
}

/* Rows that go are overwritten in any case; what the file held elsewhere in its time goes with the
 * rewriting, and the write-ahead log is cut. */
static gboolean
empty (OsrDatabase *database, const char *table, GError **error)
{
  g_autofree char *sql = g_strconcat ("DELETE FROM ", table, NULL);

  return osr_database_exec (database, sql, error) &&
         osr_database_exec (database, "VACUUM", error) &&
         osr_database_exec (database, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

/* A copy that was put aside stays what it was, for the program that can read it, but for the tokens. */
static void
clean_copy (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrDatabase) copy = osr_database_open_schema (path, NULL, &error);

  if (copy != NULL &&
      (!has_table (copy, "account_secret") ||
       (empty (copy, "account_secret", &error) && osr_database_fold (copy, &error))))
    return;
  g_warning ("%s holds tokens of accounts and could not be cleaned of them: %s", path,
             error->message);
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

static void
clean_copies (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL) {
    g_autofree char *copy = g_build_filename (folder, entry, NULL);

    if (is_copy_of (name, entry))
      clean_copy (copy);
  }
}

gboolean
osr_log_move_tokens (OsrLog *self, OsrCredentials *credentials, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (!has_table (self->database, LEAVING))
    return TRUE;
  if (!move_all (self->database, credentials, error))
    return FALSE;
  clean_copies (osr_log_get_path (self));
  if (osr_log_get_head (self) == 0 || empty (self->database, LEAVING, &fault))
    return osr_database_exec (self->database, "DROP TABLE " LEAVING, error);
  /* Little room, or somebody is reading: the tokens are deleted, and the rewriting is tried at the next
   * opening, since the table is still there. */
  g_warning ("The log is yet to be cleaned of tokens: %s", fault->message);
  return TRUE;
}
