/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that were pruned long ago may still lie in the write-ahead log: it is cut whether or not
 * anything was to be deleted now. */
#include "store/audit/osr-outbox-erase.h"

#include "store/osr-outbox-private.h"

static gboolean
run (OsrOutbox *self, const char *sql, const char *case_id, GError **error)
{
  g_autoptr (OsrStatement) statement = osr_database_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  osr_statement_bind_text (statement, ":id", case_id);
  return osr_statement_run (statement, error);
}

gboolean
osr_outbox_erase (OsrOutbox *self, const char *case_id, gboolean whole, GError **error)
{
  if (!run (self, "DELETE FROM command WHERE case_id = :id AND state = 4", case_id, error))
    return FALSE;
  if (whole &&
      (!run (self, "DELETE FROM command WHERE case_id = :id AND state = 8", case_id, error) ||
       !run (self, "DELETE FROM writing WHERE case_id = :id", case_id, error)))
    return FALSE;
  return osr_database_cut (self->database, error);
}
