/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row a reply: its next look. It is planned with the event, so that a reply that is in the log is
 * looked at, whoever wrote it there. */
#include "store/reply/osr-log-looks.h"

#include "core/time/osr-instant.h"
#include "store/osr-log-private.h"

void
osr_look_free (OsrLook *look)
{
  if (look == NULL)
    return;
  g_free (look->case_id);
  g_free (look);
}

/* What a person says to have published is read back at once, the network's own word later. */
static gboolean
plan_of (OsrEvent *event, OsrLookStep *step, OsrInstant *due)
{
  gboolean by_person = osr_event_get_string (event, "proof") != NULL;

  if (!osr_event_is (event, "published") && !osr_event_is (event, "published-by-hand") &&
      !osr_event_is (event, "reply-corrected"))
    return FALSE;
  *step = by_person ? OSR_LOOK_READ_BACK : OSR_LOOK_HOUR;
  *due = by_person ? event->at : event->at + OSR_HOUR;
  return TRUE;
}

gboolean
osr_log_note_reply (OsrLog *self, OsrEvent *event, GError **error)
{
  g_autoptr (OsrStatement) insert = NULL;
  OsrLookStep step;
  OsrInstant due;

  if (!plan_of (event, &step, &due))
    return TRUE;
  insert = osr_database_prepare (self->database,
                                 "INSERT OR REPLACE INTO reply_look (stream, version, step, due_at)"
                                 " VALUES (:stream, :version, :step, :due)",
                                 error);
  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":stream", event->stream);
  osr_statement_bind_int (insert, ":version", event->version);
  osr_statement_bind_int (insert, ":step", step);
  osr_statement_bind_int (insert, ":due", due);
  return osr_statement_run (insert, error);
}

OsrLook *
osr_log_find_look (OsrLog *self, GError **error)
{
  OsrLook *look;
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database,
                            "SELECT stream, version, step, due_at, failures FROM reply_look"
                            " WHERE due_at <= :now ORDER BY due_at, stream, version LIMIT 1",
                            error);

  if (select == NULL)
    return NULL;
  osr_statement_bind_int (select, ":now", osr_clock_now (self->clock));
  if (osr_statement_step (select, error) != OSR_STEP_ROW)
    return NULL;
  look = g_new0 (OsrLook, 1);
  look->case_id = osr_statement_dup_text (select, "stream");
  look->version = osr_statement_get_int (select, "version");
  look->step = (OsrLookStep) osr_statement_get_int (select, "step");
  look->due_at = osr_statement_get_int (select, "due_at");
  look->failures = (int) osr_statement_get_int (select, "failures");
  return look;
}

gboolean
osr_log_update_look (OsrLog *self, const OsrLook *look, GError **error)
{
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database,
      "UPDATE reply_look SET step = :step, due_at = :due, failures = :failures"
      " WHERE stream = :stream AND version = :version",
      error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_int (update, ":step", look->step);
  osr_statement_bind_int (update, ":due", look->due_at);
  osr_statement_bind_int (update, ":failures", look->failures);
  osr_statement_bind_text (update, ":stream", look->case_id);
  osr_statement_bind_int (update, ":version", look->version);
  return osr_statement_run (update, error);
}

gboolean
osr_log_end_look (OsrLog *self, const OsrLook *look, GError **error)
{
  g_autoptr (OsrStatement) end =
      osr_database_prepare (self->database,
                            "DELETE FROM reply_look WHERE stream = :stream AND version = :version",
                            error);

  if (end == NULL)
    return FALSE;
  osr_statement_bind_text (end, ":stream", look->case_id);
  osr_statement_bind_int (end, ":version", look->version);
  return osr_statement_run (end, error);
}

OsrInstant
osr_log_next_look (OsrLog *self)
{
  return osr_database_get_int (self->database,
                               "SELECT due_at FROM reply_look ORDER BY due_at, stream, version"
                               " LIMIT 1",
                               OSR_INSTANT_UNKNOWN);
}
