/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the log, its transactions and its registry, and reading streams back. Appending is in
 * osr-log-append.c, what readers are told in osr-log-changes.c, commands in osr-log-commands.c. */
#include "store/audit/osr-erasure-list.h"
#include "store/osr-log.h"

#include "core/record/osr-stream.h"
#include "store/audit/osr-log-audit-private.h"
#include "store/audit/osr-log-erase.h"
#include "store/osr-log-private.h"
#include "store/osr-record-private.h"

static gboolean
load_head (OsrLog *self, GError **error)
{
  g_autoptr (OsrStatement) insert = NULL;
  g_autoptr (OsrStatement) select = NULL;
  g_autofree char *fresh = g_uuid_string_random ();

  insert = osr_database_prepare (
      self->database,
      "INSERT OR IGNORE INTO log_head (id, epoch, seq, at) VALUES (1, :epoch, 0, 0)", error);
  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":epoch", fresh);
  if (!osr_statement_run (insert, error))
    return FALSE;
  select = osr_database_prepare (self->database, "SELECT epoch FROM log_head", error);
  if (select == NULL || osr_statement_step (select, error) != OSR_STEP_ROW)
    return FALSE;
  self->epoch = osr_statement_dup_text (select, "epoch");
  return TRUE;
}

OsrLog *
osr_log_open_to_read (const char *path, OsrClock *clock, GError **error)
{
  g_autoptr (OsrLog) self = g_new0 (OsrLog, 1);

  self->clock = osr_clock_ref (clock);
  self->registry = osr_registry_new ();
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  self->database = osr_database_open (path, "log", error);
  if (self->database == NULL || !load_head (self, error))
    return NULL;
  self->cursor_key = osr_log_dup_key (self, "cursors", error);
  if (self->cursor_key == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

OsrLog *
osr_log_open (const char *path, OsrClock *clock, GError **error)
{
  g_autoptr (OsrLog) self = osr_log_open_to_read (path, clock, error);

  if (self == NULL || !osr_log_reload_erasures (self, error) || !osr_log_refresh (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

OsrLog *
osr_log_open_whole (const char *path, OsrClock *clock, GError **error)
{
  gboolean left = osr_database_was_left (path);
  g_autoptr (OsrLog) self = osr_log_open (path, clock, error);

  if (self == NULL || !osr_database_is_sound (self->database, left, error))
    return NULL;
  /* Words that were erased just before the last end may still lie beside the log. */
  self->erased = left && osr_erasure_list_count (self->destroyed) > 0;
  osr_log_scrub (self, NULL);
  return g_steal_pointer (&self);
}

void
osr_log_free (OsrLog *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->database, osr_database_free);
  g_clear_pointer (&self->registry, osr_registry_unref);
  g_clear_pointer (&self->destroyed, osr_erasure_list_free);
  g_ptr_array_unref (self->pending);
  osr_clock_unref (self->clock);
  g_clear_pointer (&self->cursor_key, g_bytes_unref);
  g_free (self->epoch);
  g_free (self);
}

const char *
osr_log_get_epoch (OsrLog *self)
{
  return self->epoch;
}

OsrClock *
osr_log_get_clock (OsrLog *self)
{
  return self->clock;
}

OsrRegistry *
osr_log_get_registry (OsrLog *self)
{
  return self->registry;
}

static void
fold_office (OsrLog *self, OsrEvent *event)
{
  osr_registry_apply (self->registry, event);
  self->office_version = event->version;
}

gboolean
osr_log_refresh (OsrLog *self, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;

  /* What this transaction appended counts from its commit on. */
  if (self->pending->len > 0)
    return TRUE;
  if (osr_log_get_version (self, OSR_STREAM_OFFICE) == self->office_version)
    return TRUE;
  records = osr_log_load_records (self, OSR_STREAM_OFFICE, self->office_version, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    g_autoptr (OsrEvent) event = osr_record_to_event (records->pdata[i], error);

    if (event == NULL)
      return FALSE;
    fold_office (self, event);
  }
  return TRUE;
}

gint64
osr_log_get_head (OsrLog *self)
{
  return osr_database_get_int (self->database, "SELECT seq FROM log_head", 0);
}

gint64
osr_log_get_restored_head (OsrLog *self)
{
  return osr_database_get_int (self->database, "SELECT restored FROM log_head", 0);
}

const char *
osr_log_get_path (OsrLog *self)
{
  return osr_database_get_path (self->database);
}

/* Kept beside the office's keys, since it is as small and as rarely changed. */
gint64
osr_log_get_needed_fold (OsrLog *self)
{
  return osr_database_get_int (self->database,
                               "SELECT CAST (value AS INTEGER) FROM secret WHERE name = 'fold'", 1);
}

gboolean
osr_log_need_fold (OsrLog *self, gint64 version, GError **error)
{
  g_autoptr (OsrStatement) insert =
      osr_database_prepare (self->database,
                            "INSERT INTO secret (name, value) VALUES ('fold', :version)"
                            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                            error);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, version);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":version", text);
  return osr_statement_run (insert, error);
}

OsrLogTransaction *
osr_log_begin (OsrLog *self, GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_transaction_begin (self->database, error);
  OsrLogTransaction *result;

  if (transaction == NULL || !osr_log_refresh (self, error))
    return NULL;
  result = g_new0 (OsrLogTransaction, 1);
  result->log = self;
  result->transaction = g_steal_pointer (&transaction);
  return result;
}

gboolean
osr_log_commit (OsrLogTransaction *transaction, GError **error)
{
  OsrLog *self = transaction->log;
  gboolean ok = osr_log_write_erasures (self, error) &&
                osr_transaction_commit (transaction->transaction, error);

  for (guint i = 0; ok && i < self->pending->len; i++)
    fold_office (self, self->pending->pdata[i]);
  g_ptr_array_set_size (self->pending, 0);
  /* What was erased is gone with the commit; its traces go at once when nobody is reading. */
  if (ok && self->erased)
    osr_log_scrub (self, NULL);
  return ok;
}

void
osr_log_transaction_free (OsrLogTransaction *transaction)
{
  if (transaction == NULL)
    return;
  g_ptr_array_set_size (transaction->log->pending, 0);
  osr_log_forget_erasures (transaction->log);
  osr_transaction_free (transaction->transaction);
  g_free (transaction);
}

gint64
osr_log_get_version (OsrLog *self, const char *stream)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT version FROM event WHERE stream = :stream ORDER BY version DESC LIMIT 1", NULL);

  if (select == NULL)
    return 0;
  osr_statement_bind_text (select, ":stream", stream);
  if (osr_statement_step (select, NULL) != OSR_STEP_ROW)
    return 0;
  return osr_statement_get_int (select, "version");
}

GPtrArray *
osr_log_load_records (OsrLog *self, const char *stream, gint64 version, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, OSR_LOG_SQL_STREAM, error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":stream", stream);
  osr_statement_bind_int (select, ":version", version);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (records, osr_record_new_from_row (select));
  return step == OSR_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

GPtrArray *
osr_log_load_events (OsrLog *self, const char *stream, gint64 version, GError **error)
{
  g_autoptr (GPtrArray) records = osr_log_load_records (self, stream, version, error);

  return records != NULL ? osr_records_to_events (records, error) : NULL;
}

OsrCase *
osr_log_load_case (OsrLog *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) records = osr_log_load_records (self, id, 0, error);
  g_autoptr (GPtrArray) events = NULL;

  if (records == NULL)
    return NULL;
  if (records->len == 0 || osr_stream_get_kind (id) != OSR_STREAM_OF_CASE) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND, "there is no such case");
    return NULL;
  }
  events = osr_records_to_events (records, error);
  return events != NULL ? osr_case_new_from_events (id, events) : NULL;
}

/* Along the index of streams; '0' is the character after '/'. */
static gboolean
list_range (OsrLog *self, const char *from, const char *to, GPtrArray *ids, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, OSR_LOG_SQL_BESIDE, error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":from", from);
  osr_statement_bind_text (select, ":to", to);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (ids, osr_statement_dup_text (select, "stream"));
  return step == OSR_STEP_DONE;
}

GPtrArray *
osr_log_list_beside (OsrLog *self, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!list_range (self, OSR_STREAM_ACCOUNT_PREFIX, "account0", ids, error) ||
      !list_range (self, OSR_STREAM_REPORT_PREFIX, "report0", ids, error))
    return NULL;
  return g_steal_pointer (&ids);
}

GPtrArray *
osr_log_list_cases (OsrLog *self, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT stream FROM case_name WHERE found_seq > 0 ORDER BY found_seq", error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (ids, osr_statement_dup_text (select, "stream"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}
