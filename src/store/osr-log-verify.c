/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recomputes the chains: that no stored event was altered, left out or put in since it was written.
 * And the one change that is lawful: destroying a payload, which leaves its digest. */
#include "core/osr-chain.h"
#include "store/osr-log-private.h"
#include "store/osr-record-private.h"

/* How far each stream has been followed. */
typedef struct {
  gint64 version;
  char *hash;
} Link;

static void
link_free (gpointer data)
{
  Link *end = data;

  g_free (end->hash);
  g_free (end);
}

static gboolean
broken (OsrRecord *record, const char *what, GError **error)
{
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
               "%s, version %" G_GINT64_FORMAT " (number %" G_GINT64_FORMAT "): %s", record->stream,
               record->version, record->seq, what);
  return FALSE;
}

static gboolean
check_payload (OsrRecord *record, GError **error)
{
  g_autofree char *digest = NULL;

  if (record->payload == NULL)
    return TRUE;
  if (record->salt == NULL || record->digest == NULL)
    return broken (record, "a payload that the event does not know", error);
  digest = osr_chain_payload_digest (record->salt, record->payload);
  if (!g_str_equal (digest, record->digest))
    return broken (record, "the payload was altered", error);
  return TRUE;
}

/* The columns serve queries; the stored bytes are what counts. */
static gboolean
check_columns (OsrRecord *record, OsrStatement *row, GError **error)
{
  g_autoptr (OsrEvent) event = osr_event_new_from_json (record->meta, NULL, NULL);

  if (event == NULL)
    return broken (record, "the stored bytes cannot be read", error);
  if (event->seq != record->seq || event->version != record->version ||
      g_strcmp0 (event->stream, record->stream) != 0 ||
      g_strcmp0 (event->type, osr_statement_get_text (row, "type")) != 0 ||
      g_strcmp0 (event->by, osr_statement_get_text (row, "by")) != 0 ||
      event->at != osr_statement_get_int (row, "at"))
    return broken (record, "the columns differ from the stored bytes", error);
  return TRUE;
}

static gboolean
check_link (GHashTable *ends, OsrRecord *record, GError **error)
{
  Link *end = g_hash_table_lookup (ends, record->stream);

  if (end == NULL) {
    end = g_new0 (Link, 1);
    g_hash_table_insert (ends, g_strdup (record->stream), end);
  }
  if (record->version != end->version + 1)
    return broken (record, "an event before it is missing", error);
  if (!osr_record_follows (record, end->hash))
    return broken (record, "the chain does not fit", error);
  end->version = record->version;
  g_free (end->hash);
  end->hash = g_strdup (record->hash);
  return TRUE;
}

static gboolean
verify_rows (OsrStatement *select, gboolean all, gint64 *n_events, GError **error)
{
  g_autoptr (GHashTable) ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, link_free);
  OsrStep step;

  *n_events = 0;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    g_autoptr (OsrRecord) record = osr_record_new_from_row (select);

    (*n_events)++;
    if (all && record->seq != *n_events)
      return broken (record, "the numbers before it have a hole", error);
    if (!check_columns (record, select, error) || !check_payload (record, error) ||
        !check_link (ends, record, error))
      return FALSE;
  }
  return step == OSR_STEP_DONE;
}

gboolean
osr_log_verify (OsrLog *self, const char *stream, gint64 *n_events, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database,
                            stream != NULL ? OSR_LOG_SQL_RECORDS
                                " WHERE e.stream = :stream ORDER BY e.version"
                                           : OSR_LOG_SQL_RECORDS " ORDER BY e.seq",
                            error);
  gint64 n = 0;

  if (select == NULL)
    return FALSE;
  if (stream != NULL)
    osr_statement_bind_text (select, ":stream", stream);
  if (!verify_rows (select, stream == NULL, &n, error))
    return FALSE;
  if (stream == NULL && n != osr_log_get_head (self)) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
                 "the log counts %" G_GINT64_FORMAT " events and holds %" G_GINT64_FORMAT,
                 osr_log_get_head (self), n);
    return FALSE;
  }
  if (n_events != NULL)
    *n_events = n;
  return TRUE;
}

gboolean
osr_log_erase_payload (OsrLog *self, const char *stream, gint64 version, GError **error)
{
  g_autoptr (OsrStatement) erase = osr_database_prepare (
      self->database,
      "DELETE FROM payload WHERE seq ="
      " (SELECT seq FROM event WHERE stream = :stream AND version = :version)",
      error);

  if (erase == NULL)
    return FALSE;
  osr_statement_bind_text (erase, ":stream", stream);
  osr_statement_bind_int (erase, ":version", version);
  if (!osr_statement_run (erase, error))
    return FALSE;
  /* The words are still in the write-ahead log until it is cut. */
  if (osr_database_get_changes (self->database) == 1)
    return osr_database_in_transaction (self->database) ||
           osr_database_exec (self->database, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND,
               "the event has no payload, or not any more");
  return FALSE;
}
