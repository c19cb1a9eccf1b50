/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row an account. What a place means is its connector's. */
#include "store/reading/osr-log-reading.h"

#include <string.h>

#include "store/osr-log-private.h"

void
osr_account_reading_free (OsrAccountReading *self)
{
  if (self == NULL)
    return;
  g_free (self->place);
  g_free (self->fault_code);
  g_free (self->fault);
  g_free (self);
}

static OsrInstant
instant_of (OsrStatement *select, const char *column)
{
  return osr_statement_is_null (select, column) ? OSR_INSTANT_UNKNOWN
                                                : osr_statement_get_int (select, column);
}

OsrAccountReading *
osr_log_load_reading (OsrLog *self, const char *account, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT * FROM account_reading WHERE account = :account", error);
  g_autoptr (OsrAccountReading) reading = g_new0 (OsrAccountReading, 1);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":account", account);
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_FAILED)
    return NULL;
  reading->read_at = OSR_INSTANT_UNKNOWN;
  reading->tried_at = OSR_INSTANT_UNKNOWN;
  reading->calls_left = -1;
  if (step == OSR_STEP_DONE)
    return g_steal_pointer (&reading);
  reading->place = osr_statement_dup_text (select, "place");
  reading->read_at = instant_of (select, "read_at");
  reading->tried_at = osr_statement_get_int (select, "tried_at");
  reading->failures = (guint) osr_statement_get_int (select, "failures");
  reading->fault_code = osr_statement_dup_text (select, "fault_code");
  reading->fault = osr_statement_dup_text (select, "fault");
  reading->calls_left = osr_statement_get_int (select, "calls_left");
  return g_steal_pointer (&reading);
}

gboolean
osr_log_note_read (OsrLog *self, const char *account, const char *place, gint64 calls_left,
                   GError **error)
{
  g_autoptr (OsrStatement) insert = NULL;

  if (place != NULL && strlen (place) > OSR_LOG_PLACE_MAX) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID,
                 "the place of a reading is larger than %d bytes", OSR_LOG_PLACE_MAX);
    return FALSE;
  }
  insert = osr_database_prepare (
      self->database,
      "INSERT INTO account_reading (account, place, read_at, tried_at, calls_left)"
      " VALUES (:account, :place, :now, :now, :calls)"
      " ON CONFLICT (account) DO UPDATE SET place = coalesce (excluded.place, place),"
      " read_at = excluded.read_at, tried_at = excluded.tried_at, failures = 0,"
      " fault_code = NULL, fault = NULL, calls_left = excluded.calls_left",
      error);
  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":account", account);
  osr_statement_bind_text (insert, ":place", place);
  osr_statement_bind_int (insert, ":now", osr_clock_now (self->clock));
  osr_statement_bind_int (insert, ":calls", calls_left);
  return osr_statement_run (insert, error);
}

gboolean
osr_log_note_unread (OsrLog *self, const char *account, const char *code, const char *fault,
                     GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO account_reading (account, tried_at, failures, fault_code, fault)"
      " VALUES (:account, :now, 1, :code, :fault)"
      " ON CONFLICT (account) DO UPDATE SET tried_at = excluded.tried_at,"
      " failures = failures + 1, fault_code = excluded.fault_code, fault = excluded.fault",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":account", account);
  osr_statement_bind_int (insert, ":now", osr_clock_now (self->clock));
  osr_statement_bind_text (insert, ":code", code);
  osr_statement_bind_text (insert, ":fault", fault);
  return osr_statement_run (insert, error);
}
