/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands and settings of the outbox; texts being written are in osr-outbox-writings.c. The bytes of
 * a command are written once; a trigger of the file sees to it that they stay. */
#include "store/osr-outbox.h"

#include "store/osr-outbox-private.h"

OsrOutbox *
osr_outbox_open (const char *path, GError **error)
{
  g_autoptr (OsrDatabase) database = osr_database_open (path, "outbox", error);
  OsrOutbox *self;

  if (database == NULL)
    return NULL;
  self = g_new0 (OsrOutbox, 1);
  self->database = g_steal_pointer (&database);
  return self;
}

void
osr_outbox_free (OsrOutbox *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->database, osr_database_free);
  g_free (self);
}

gboolean
osr_outbox_try_to_grow (OsrOutbox *self, guint bytes, GError **error)
{
  return osr_database_try_to_grow (self->database, bytes, error);
}

OsrTransaction *
osr_outbox_begin (OsrOutbox *self, GError **error)
{
  return osr_transaction_begin (self->database, error);
}

void
osr_outbox_command_free (OsrOutboxCommand *command)
{
  if (command == NULL)
    return;
  g_free (command->uuid);
  g_free (command->case_id);
  g_free (command->type);
  g_clear_pointer (&command->raw, g_bytes_unref);
  g_free (command->code);
  g_free (command->message);
  g_free (command);
}

static OsrOutboxCommand *
command_from_row (OsrStatement *row)
{
  OsrOutboxCommand *command = g_new0 (OsrOutboxCommand, 1);

  command->position = osr_statement_get_int (row, "position");
  command->uuid = osr_statement_dup_text (row, "uuid");
  command->case_id = osr_statement_dup_text (row, "case_id");
  command->type = osr_statement_dup_text (row, "type");
  command->raw = osr_statement_dup_bytes (row, "raw");
  command->state = (OsrOutboxState) osr_statement_get_int (row, "state");
  command->code = osr_statement_dup_text (row, "code");
  command->message = osr_statement_dup_text (row, "message");
  command->seq = osr_statement_get_int (row, "seq");
  command->created = osr_statement_get_int (row, "created");
  command->again = osr_statement_get_int (row, "again");
  return command;
}

gboolean
osr_outbox_not_found (GError **error, const char *what)
{
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND, "there is no such %s", what);
  return FALSE;
}

gboolean
osr_outbox_add (OsrOutbox *self, const OsrOutboxCommand *command, GError **error)
{
  g_autoptr (OsrStatement) insert =
      osr_database_prepare (self->database,
                            "INSERT INTO command (uuid, case_id, type, raw, created)"
                            " VALUES (:uuid, :case, :type, :raw, :created)",
                            error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":uuid", command->uuid);
  osr_statement_bind_text (insert, ":case", command->case_id);
  osr_statement_bind_text (insert, ":type", command->type);
  osr_statement_bind_bytes (insert, ":raw", command->raw);
  osr_statement_bind_int (insert, ":created", command->created);
  return osr_statement_run (insert, error);
}

GPtrArray *
osr_outbox_list (OsrOutbox *self, const char *case_id, guint states, GError **error)
{
  g_autoptr (GPtrArray) commands =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_outbox_command_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      case_id != NULL ? "SELECT * FROM command WHERE case_id = :case AND (state & :states) <> 0"
                        " ORDER BY position"
                      : "SELECT * FROM command WHERE (state & :states) <> 0 ORDER BY position",
      error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  if (case_id != NULL)
    osr_statement_bind_text (select, ":case", case_id);
  osr_statement_bind_int (select, ":states", states);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (commands, command_from_row (select));
  return step == OSR_STEP_DONE ? g_steal_pointer (&commands) : NULL;
}

OsrOutboxCommand *
osr_outbox_find (OsrOutbox *self, const char *uuid, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, "SELECT * FROM command WHERE uuid = :uuid", error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":uuid", uuid);
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_DONE)
    osr_outbox_not_found (error, "command");
  return step == OSR_STEP_ROW ? command_from_row (select) : NULL;
}

guint
osr_outbox_count (OsrOutbox *self, guint states)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT count(*) AS n FROM command WHERE (state & :states) <> 0", NULL);

  if (select == NULL)
    return 0;
  osr_statement_bind_int (select, ":states", states);
  if (osr_statement_step (select, NULL) != OSR_STEP_ROW)
    return 0;
  return (guint) osr_statement_get_int (select, "n");
}

/* Goes to @state from one of @from: a refused command is not sent, a settled one not refused. */
static gboolean
change_state (OsrOutbox *self, const OsrOutboxCommand *command, guint from, GError **error)
{
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database,
      "UPDATE command SET state = :state, code = :code, message = :message, seq = :seq"
      " WHERE uuid = :uuid AND (state & :from) <> 0",
      error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_int (update, ":state", command->state);
  osr_statement_bind_text (update, ":code", command->code);
  osr_statement_bind_text (update, ":message", command->message);
  osr_statement_bind_int (update, ":seq", command->seq);
  osr_statement_bind_text (update, ":uuid", command->uuid);
  osr_statement_bind_int (update, ":from", from);
  if (!osr_statement_run (update, error))
    return FALSE;
  if (osr_database_get_changes (self->database) == 0)
    return osr_outbox_not_found (error, "command in a state that allows this");
  return TRUE;
}

gboolean
osr_outbox_set_sending (OsrOutbox *self, const char *uuid, GError **error)
{
  OsrOutboxCommand command = { .uuid = (char *) uuid, .state = OSR_OUTBOX_SENDING };

  return change_state (self, &command, OSR_OUTBOX_UNSENT, error);
}

gboolean
osr_outbox_set_pending (OsrOutbox *self, const char *uuid, GError **error)
{
  OsrOutboxCommand command = { .uuid = (char *) uuid, .state = OSR_OUTBOX_PENDING };

  return change_state (self, &command, OSR_OUTBOX_UNSENT, error);
}

gboolean
osr_outbox_settle (OsrOutbox *self, const char *uuid, gint64 seq, GError **error)
{
  OsrOutboxCommand command = { .uuid = (char *) uuid, .state = OSR_OUTBOX_SETTLED, .seq = seq };

  return change_state (self, &command, OSR_OUTBOX_SHOWN, error);
}

gboolean
osr_outbox_refuse (OsrOutbox *self, const char *uuid, const char *code, const char *message,
                   GError **error)
{
  OsrOutboxCommand command = { .uuid = (char *) uuid,
                               .state = OSR_OUTBOX_REFUSED,
                               .code = (char *) code,
                               .message = (char *) message };

  return change_state (self, &command, OSR_OUTBOX_UNSENT | OSR_OUTBOX_REFUSED, error);
}

gboolean
osr_outbox_remove (OsrOutbox *self, const char *uuid, GError **error)
{
  g_autoptr (OsrStatement) erase = osr_database_prepare (
      self->database, "DELETE FROM command WHERE uuid = :uuid AND state IN (4, 8)", error);

  if (erase == NULL)
    return FALSE;
  osr_statement_bind_text (erase, ":uuid", uuid);
  if (!osr_statement_run (erase, error))
    return FALSE;
  if (osr_database_get_changes (self->database) == 0)
    return osr_outbox_not_found (error, "settled or refused command");
  return TRUE;
}

gboolean
osr_outbox_prune (OsrOutbox *self, gint64 seq, GError **error)
{
  g_autoptr (OsrStatement) erase = osr_database_prepare (
      self->database, "DELETE FROM command WHERE state = 4 AND seq <= :seq", error);

  if (erase == NULL)
    return FALSE;
  osr_statement_bind_int (erase, ":seq", seq);
  return osr_statement_run (erase, error);
}

gboolean
osr_outbox_set (OsrOutbox *self, const char *key, const char *value, GError **error)
{
  g_autoptr (OsrStatement) statement =
      osr_database_prepare (self->database,
                            value != NULL
                                ? "INSERT INTO setting (key, value) VALUES (:key, :value)"
                                  " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                                : "DELETE FROM setting WHERE key = :key",
                            error);

  if (statement == NULL)
    return FALSE;
  osr_statement_bind_text (statement, ":key", key);
  if (value != NULL)
    osr_statement_bind_text (statement, ":value", value);
  return osr_statement_run (statement, error);
}

char *
osr_outbox_get (OsrOutbox *self, const char *key)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, "SELECT value FROM setting WHERE key = :key", NULL);

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":key", key);
  if (osr_statement_step (select, NULL) != OSR_STEP_ROW)
    return NULL;
  return osr_statement_dup_text (select, "value");
}

GPtrArray *
osr_outbox_list_values (OsrOutbox *self, const char *prefix, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT value FROM setting WHERE substr (key, 1, length (:prefix)) = :prefix ORDER BY key",
      error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":prefix", prefix);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (values, osr_statement_dup_text (select, "value"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&values) : NULL;
}
