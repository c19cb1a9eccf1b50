/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until the fifth schema the log's file held the tokens of the accounts in clear. The migration only
 * renames their table, since SQL cannot write files; here they leave it. The order is what makes a
 * kill harmless: first the files are on the disk, then the table goes. */
#include "store/credentials/osr-log-tokens.h"

#include "store/credentials/osr-clean-copies.h"
#include "store/osr-log-private.h"

#define LEAVING "leaving_token"

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

gboolean
osr_log_move_tokens (OsrLog *self, OsrCredentials *credentials, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (!osr_database_has_table (self->database, LEAVING))
    return TRUE;
  if (!move_all (self->database, credentials, error))
    return FALSE;
  osr_clean_copies (osr_log_get_path (self), "account_secret", "DELETE FROM account_secret");
  if (osr_log_get_head (self) == 0 ||
      osr_database_wipe (self->database, "DELETE FROM " LEAVING, &fault))
    return osr_database_exec (self->database, "DROP TABLE " LEAVING, error);
  /* Little room, or somebody is reading: the tokens are deleted, and the rewriting is tried at the next
   * opening, since the table is still there. */
  g_warning ("The log is yet to be cleaned of tokens: %s", fault->message);
  return TRUE;
}
