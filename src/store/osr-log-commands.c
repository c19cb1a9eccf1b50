/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands as the log remembers them: each id once, with the answer it got, in the transaction of its
 * events; and the preconditions a command can name. */
#include "store/osr-log-private.h"

#define STATUS_ACCEPTED 200

void
osr_log_answer_free (OsrLogAnswer *answer)
{
  if (answer == NULL)
    return;
  g_clear_pointer (&answer->answer, g_bytes_unref);
  g_free (answer);
}

static gboolean
refuse (GError **error, OsrStoreError code, const char *message)
{
  g_set_error_literal (error, OSR_STORE_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
check_same (OsrStatement *row, const char *person, GBytes *raw, GError **error)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, raw);

  if (g_strcmp0 (osr_statement_get_text (row, "person"), person) != 0)
    return refuse (error, OSR_STORE_ERROR_FORBIDDEN, "the command id belongs to somebody else");
  if (g_strcmp0 (osr_statement_get_text (row, "digest"), digest) != 0)
    return refuse (error, OSR_STORE_ERROR_CONFLICT,
                   "the command id was used before with other contents");
  return TRUE;
}

OsrLogAnswer *
osr_log_find_command (OsrLog *self, const char *uuid, const char *person, GBytes *raw,
                      GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT person, digest, seq, status, answer FROM command WHERE id = :id",
      error);
  OsrLogAnswer *answer;
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":id", uuid);
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_DONE)
    refuse (error, OSR_STORE_ERROR_NOT_FOUND, "the command is new");
  if (step != OSR_STEP_ROW || !check_same (select, person, raw, error))
    return NULL;
  answer = g_new0 (OsrLogAnswer, 1);
  answer->status = (int) osr_statement_get_int (select, "status");
  answer->answer = osr_statement_dup_bytes (select, "answer");
  answer->seq = osr_statement_get_int (select, "seq");
  return answer;
}

gboolean
osr_log_store_command (OsrLog *self, const OsrLogCommand *command, GError **error)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, command->raw);
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO command (id, person, digest, stream, version, seq, status, answer, mark)"
      " VALUES (:id, :person, :digest, :stream, :version, :seq, :status, :answer, osr_digest"
      "  (:id, :person, :digest, :stream, :version, :seq, :status, :answer))",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":id", command->uuid);
  osr_statement_bind_text (insert, ":person", command->person);
  osr_statement_bind_text (insert, ":digest", digest);
  osr_statement_bind_text (insert, ":stream", command->stream);
  osr_statement_bind_int (insert, ":version", command->version);
  osr_statement_bind_int (insert, ":seq", command->seq);
  osr_statement_bind_int (insert, ":status", command->status);
  osr_statement_bind_bytes (insert, ":answer", command->answer);
  return osr_statement_run (insert, error);
}

gboolean
osr_log_check_version (OsrLog *self, const char *stream, gint64 version, GError **error)
{
  g_autoptr (OsrStatement) select = NULL;
  OsrStep step;

  if (osr_log_get_version (self, stream) == version)
    return TRUE;
  select = osr_database_prepare (
      self->database,
      "SELECT count(*) AS n, sum(type NOT IN ('notified', 'media-kept')) AS acts FROM event"
      " WHERE stream = :stream AND version > :version",
      error);
  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":stream", stream);
  osr_statement_bind_int (select, ":version", version);
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_FAILED)
    return FALSE;
  if (step == OSR_STEP_ROW && osr_statement_get_int (select, "n") > 0 &&
      osr_statement_get_int (select, "acts") == 0)
    return TRUE;
  return refuse (error, OSR_STORE_ERROR_STALE, "somebody else acted on this case meanwhile");
}

gboolean
osr_log_check_command (OsrLog *self, const char *stream, const char *person, const char *uuid,
                       GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT version FROM command WHERE id = :id AND person = :person AND stream = :stream"
      " AND status = :status",
      error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":id", uuid);
  osr_statement_bind_text (select, ":person", person);
  osr_statement_bind_text (select, ":stream", stream);
  osr_statement_bind_int (select, ":status", STATUS_ACCEPTED);
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_DONE)
    return refuse (error, OSR_STORE_ERROR_STALE, "the command before this one was not accepted");
  return step == OSR_STEP_ROW &&
         osr_log_check_version (self, stream, osr_statement_get_int (select, "version"), error);
}
