/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that the coordinator took, kept with their bytes for as long as a backup of it may be
 * restored without them. How long that is, and when to offer them again, is the replica's. */
#include "store/osr-outbox-private.h"

static gboolean
keep (OsrOutbox *self, const char *uuid, OsrInstant at, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT OR REPLACE INTO acknowledged (uuid, position, case_id, type, raw, seq, created, at)"
      " SELECT uuid, position, case_id, type, raw, seq, created, :at FROM command"
      " WHERE uuid = :uuid",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_int (insert, ":at", at);
  osr_statement_bind_text (insert, ":uuid", uuid);
  return osr_statement_run (insert, error);
}

gboolean
osr_outbox_acknowledge (OsrOutbox *self, const char *uuid, gint64 seq, OsrInstant at,
                        GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_transaction_join (self->database, error);

  return transaction != NULL && osr_outbox_settle (self, uuid, seq, error) &&
         keep (self, uuid, at, error) && osr_transaction_commit (transaction, error);
}

static gboolean
run_at (OsrOutbox *self, const char *sql, OsrInstant at, GError **error)
{
  g_autoptr (OsrStatement) statement = osr_database_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  osr_statement_bind_int (statement, ":at", at);
  return osr_statement_run (statement, error);
}

/* What is settled and waits for its event stands in both tables: its event will not come any more. */
static gboolean
move_back (OsrOutbox *self, OsrInstant since, OsrInstant now, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO command (position, uuid, case_id, type, raw, created, again)"
      " SELECT position, uuid, case_id, type, raw, created, :now FROM acknowledged"
      " WHERE at >= :since",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_int (insert, ":now", now);
  osr_statement_bind_int (insert, ":since", since);
  return osr_statement_run (insert, error);
}

gint64
osr_outbox_offer_again (OsrOutbox *self, OsrInstant since, OsrInstant now, GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_transaction_join (self->database, error);
  gint64 moved;

  if (transaction == NULL ||
      !osr_database_exec (self->database,
                          "DELETE FROM command WHERE state = 4"
                          " AND uuid IN (SELECT uuid FROM acknowledged)",
                          error) ||
      !move_back (self, since, now, error))
    return -1;
  moved = osr_database_get_changes (self->database);
  if (!run_at (self, "DELETE FROM acknowledged WHERE at >= :at", since, error) ||
      !osr_transaction_commit (transaction, error))
    return -1;
  return moved;
}

gboolean
osr_outbox_prune_acknowledged (OsrOutbox *self, OsrInstant before, GError **error)
{
  return run_at (self, "DELETE FROM acknowledged WHERE at < :at", before, error);
}

gboolean
osr_outbox_forget_acknowledged (OsrOutbox *self, const char *case_id, GError **error)
{
  g_autoptr (OsrStatement) erase = osr_database_prepare (
      self->database, "DELETE FROM acknowledged WHERE case_id = :case", error);

  if (erase == NULL)
    return FALSE;
  osr_statement_bind_text (erase, ":case", case_id);
  return osr_statement_run (erase, error);
}

guint
osr_outbox_count_acknowledged (OsrOutbox *self)
{
  return (guint) osr_database_get_int (self->database, "SELECT count(*) FROM acknowledged", 0);
}

gboolean
osr_outbox_replace (OsrOutbox *self, const char *uuid, const OsrOutboxCommand *command,
                    GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_transaction_join (self->database, error);

  return transaction != NULL && osr_outbox_remove (self, uuid, error) &&
         osr_outbox_add (self, command, error) && osr_transaction_commit (transaction, error);
}
