/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of notices. Only the program that holds the office's lock takes them, so there are no leases:
 * what stands as being sent when it starts was left by one that died. */
#include "store/mail/osr-log-mail.h"

#include "store/osr-log-private.h"

#define COLUMNS                                                                                    \
  "id, stream, version, about, person, report, message, state, attempts, queued_at, next_at, "     \
  "fault"

void
osr_mail_free (OsrMail *mail)
{
  if (mail == NULL)
    return;
  g_free (mail->stream);
  g_free (mail->about);
  g_free (mail->person);
  g_free (mail->report);
  g_free (mail->message);
  g_free (mail->fault);
  g_free (mail);
}

const char *
osr_mail_state_nick (OsrMailState state)
{
  static const char *const nicks[] = { "waiting", "sending", "sent", "given-up" };

  return nicks[state];
}

static OsrMail *
mail_from_row (OsrStatement *row)
{
  OsrMail *mail = g_new0 (OsrMail, 1);

  mail->id = osr_statement_get_int (row, "id");
  mail->stream = osr_statement_dup_text (row, "stream");
  mail->version = osr_statement_get_int (row, "version");
  mail->about = osr_statement_dup_text (row, "about");
  mail->person = osr_statement_dup_text (row, "person");
  mail->report = osr_statement_dup_text (row, "report");
  mail->message = osr_statement_dup_text (row, "message");
  mail->state = (OsrMailState) osr_statement_get_int (row, "state");
  mail->attempts = (int) osr_statement_get_int (row, "attempts");
  mail->queued_at = osr_statement_get_int (row, "queued_at");
  mail->next_at = osr_statement_get_int (row, "next_at");
  mail->fault = osr_statement_dup_text (row, "fault");
  return mail;
}

gboolean
osr_log_queue_mail (OsrLog *self, const OsrMail *mail, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT OR IGNORE INTO mail"
      " (stream, version, about, person, report, message, queued_at, next_at)"
      " VALUES (:stream, :version, :about, :person, :report, :message, :now, :now)",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":stream", mail->stream);
  osr_statement_bind_int (insert, ":version", mail->version);
  osr_statement_bind_text (insert, ":about", mail->about);
  osr_statement_bind_text (insert, ":person", mail->person);
  osr_statement_bind_text (insert, ":report", mail->report);
  osr_statement_bind_text (insert, ":message", mail->message);
  osr_statement_bind_int (insert, ":now", osr_clock_now (self->clock));
  return osr_statement_run (insert, error);
}

OsrMail *
osr_log_take_mail (OsrLog *self, GError **error)
{
  g_autoptr (OsrMail) taken = NULL;
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database,
      "UPDATE mail SET state = 1, attempts = attempts + 1 WHERE id ="
      " (SELECT id FROM mail WHERE state = 0 AND next_at <= :now ORDER BY next_at, id LIMIT 1)"
      " RETURNING " COLUMNS,
      error);

  if (update == NULL)
    return NULL;
  osr_statement_bind_int (update, ":now", osr_clock_now (self->clock));
  if (osr_statement_step (update, error) != OSR_STEP_ROW)
    return NULL;
  taken = mail_from_row (update);
  /* The row counts once the statement has run to its end. */
  return osr_statement_run (update, error) ? g_steal_pointer (&taken) : NULL;
}

gboolean
osr_log_update_mail (OsrLog *self, const OsrMail *mail, GError **error)
{
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database,
      "UPDATE mail SET state = :state, next_at = :next, fault = :fault WHERE id = :id", error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_int (update, ":state", mail->state);
  osr_statement_bind_int (update, ":next", mail->next_at);
  osr_statement_bind_text (update, ":fault", mail->fault);
  osr_statement_bind_int (update, ":id", mail->id);
  return osr_statement_run (update, error);
}

gboolean
osr_log_recover_mail (OsrLog *self, GError **error)
{
  return osr_database_exec (self->database, "UPDATE mail SET state = 0 WHERE state = 1", error);
}

gboolean
osr_log_retry_mail (OsrLog *self, gint64 *n, GError **error)
{
  if (!osr_database_exec (self->database,
                          "UPDATE mail SET state = 0, attempts = 0, next_at = queued_at"
                          " WHERE state = 3",
                          error))
    return FALSE;
  *n = osr_database_get_changes (self->database);
  return TRUE;
}

GPtrArray *
osr_log_list_mail (OsrLog *self, gboolean all, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_mail_free);
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database,
                            all ? "SELECT " COLUMNS " FROM mail ORDER BY id"
                                : "SELECT " COLUMNS " FROM mail WHERE state <> 2 ORDER BY id",
                            error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (list, mail_from_row (select));
  return step == OSR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

OsrInstant
osr_log_next_mail (OsrLog *self)
{
  return osr_database_get_int (
      self->database, "SELECT next_at FROM mail WHERE state = 0 ORDER BY next_at, id LIMIT 1",
      OSR_INSTANT_UNKNOWN);
}
