/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and reading the cache. What a page does to it is in osr-cache-apply.c, the rows of the
 * queue in osr-cache-rows.c. */
#include "store/osr-cache.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "core/osr-chain.h"
#include "core/record/osr-stream.h"
#include "store/bulk/osr-cache-bulk.h"
#include "store/osr-cache-private.h"
#include "store/osr-record-private.h"

/* How far the removal of erased words is, in the column "purge". */
#define PURGE_NOTHING   0
#define PURGE_NEEDED    1
#define PURGE_UNDER_WAY 2
/* Fewer changed rows mean that the index had nothing to merge (documentation of FTS5, "merge"). */
#define LEAST_CHANGES 2

#define SCHEMA "/org/region/OpenSources/sql/cache/001.sql"

/* The text of the schema is its version: any change of it makes a new file. */
static char *
schema_digest (void)
{
  g_autoptr (GBytes) sql = g_resources_lookup_data (SCHEMA, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, sql);
}

gboolean
osr_cache_load_place (OsrCache *self, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, "SELECT epoch, cursor FROM replica", error);

  if (select == NULL || osr_statement_step (select, error) != OSR_STEP_ROW)
    return FALSE;
  g_free (self->epoch);
  self->epoch = osr_statement_dup_text (select, "epoch");
  g_free (self->cursor);
  self->cursor = osr_statement_dup_text (select, "cursor");
  return TRUE;
}

static gboolean
has_schema (OsrDatabase *database)
{
  g_autofree char *wanted = schema_digest ();
  g_autoptr (OsrStatement) select =
      osr_database_prepare (database, "SELECT schema FROM replica", NULL);

  return select != NULL && osr_statement_step (select, NULL) == OSR_STEP_ROW &&
         g_strcmp0 (osr_statement_get_text (select, "schema"), wanted) == 0;
}

static gboolean
mark_schema (OsrDatabase *database, GError **error)
{
  g_autofree char *schema = schema_digest ();
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      database, "INSERT INTO replica (id, cursor, schema) VALUES (1, NULL, :schema)", error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":schema", schema);
  return osr_statement_run (insert, error);
}

static void
remove_files (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *name = g_strconcat (path, endings[i], NULL);

    g_unlink (name);
  }
}

/* Made beside the old file, which goes only when the new one is there. */
static OsrDatabase *
make_anew (const char *path, GError **error)
{
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  g_autoptr (OsrDatabase) database = NULL;

  remove_files (fresh);
  database = osr_database_open (fresh, "cache", error);
  if (database == NULL || !mark_schema (database, error) || !osr_database_fold (database, error))
    return NULL;
  g_clear_pointer (&database, osr_database_free);
  remove_files (path);
  if (g_rename (fresh, path) != 0) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED, "%s: %s", path,
                 g_strerror (errno));
    return NULL;
  }
  return osr_database_open (path, "cache", error);
}

/* Losing a cache costs a download, so only a fault of the contents makes it anew: never a file that
 * is busy, or a full disk. */
static OsrDatabase *
open_or_make (const char *path, gboolean *is_new, GError **error)
{
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);
  gboolean left = osr_database_was_left (path);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OsrDatabase) database = NULL;

  if (there)
    database = osr_database_open (path, "cache", &local_error);
  if (database != NULL && has_schema (database) &&
      osr_database_is_sound (database, left, &local_error))
    return g_steal_pointer (&database);
  if (local_error != NULL &&
      !g_error_matches (local_error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT) &&
      !g_error_matches (local_error, OSR_STORE_ERROR, OSR_STORE_ERROR_NEWER)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  g_clear_pointer (&database, osr_database_free);
  *is_new = TRUE;
  return make_anew (path, error);
}

OsrCache *
osr_cache_open (const char *path, GError **error)
{
  g_autoptr (OsrCache) self = g_new0 (OsrCache, 1);

  self->database = open_or_make (path, &self->is_new, error);
  /* It can be had again, so it need not be durable, only whole. */
  if (self->database == NULL ||
      !osr_database_exec (self->database, "PRAGMA synchronous = NORMAL;" OSR_CACHE_SIZE, error) ||
      !osr_cache_load_place (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

OsrCache *
osr_cache_new_in_memory (GError **error)
{
  g_autoptr (OsrCache) self = g_new0 (OsrCache, 1);

  self->database = osr_database_open (OSR_DATABASE_IN_MEMORY, "cache", error);
  if (self->database == NULL || !mark_schema (self->database, error) ||
      !osr_cache_load_place (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
osr_cache_free (OsrCache *self)
{
  if (self == NULL)
    return;
  if (self->database != NULL)
    osr_cache_bulk_end (self, NULL);
  g_clear_pointer (&self->database, osr_database_free);
  g_free (self->epoch);
  g_free (self->cursor);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_free (self);
}

gboolean
osr_cache_try_to_grow (OsrCache *self, guint bytes, GError **error)
{
  return osr_cache_settle (self, error) && osr_database_try_to_grow (self->database, bytes, error);
}

gboolean
osr_cache_is_new (OsrCache *self)
{
  return self->is_new;
}

const char *
osr_cache_get_cursor (OsrCache *self)
{
  return self->cursor;
}

const char *
osr_cache_get_epoch (OsrCache *self)
{
  return self->epoch;
}

OsrTransaction *
osr_cache_begin (OsrCache *self, GError **error)
{
  if (!osr_cache_settle (self, error))
    return NULL;
  return self->in_bulk ? osr_transaction_join (self->database, error)
                       : osr_transaction_begin (self->database, error);
}

gboolean
osr_cache_run (OsrCache *self, const char *sql, const char *id, GError **error)
{
  g_autoptr (OsrStatement) statement = osr_database_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  osr_statement_bind_text (statement, ":id", id);
  return osr_statement_run (statement, error);
}

gboolean
osr_cache_reset (OsrCache *self, const char *epoch, GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_cache_begin (self, error);

  return transaction != NULL &&
         osr_database_exec (self->database,
                            "DELETE FROM event; DELETE FROM stream; DELETE FROM case_row;"
                            "DELETE FROM case_text; DELETE FROM case_band;"
                            "UPDATE replica SET cursor = NULL, purge = " G_STRINGIFY (PURGE_NEEDED),
                            error) &&
         osr_cache_run (self, "UPDATE replica SET epoch = :id", epoch, error) &&
         osr_transaction_commit (transaction, error) && osr_cache_load_place (self, error);
}

gboolean
osr_cache_forget (OsrCache *self, const char *stream, GError **error)
{
  return osr_cache_run (self, "DELETE FROM event WHERE stream = :id", stream, error) &&
         osr_cache_run (self, "DELETE FROM stream WHERE id = :id", stream, error) &&
         osr_cache_remove_row (self, stream, error) && osr_cache_note_erased (self, error);
}

gboolean
osr_cache_note_erased (OsrCache *self, GError **error)
{
  return osr_database_exec (self->database,
                            "UPDATE replica SET purge = " G_STRINGIFY (PURGE_NEEDED), error);
}

/* Rewrites a part of the index. Returns: rows of its own that changed, less than two when it is whole;
 * -1 when it could not be done */
static gint64
merge (OsrCache *self, gboolean first, GError **error)
{
  gint64 before = osr_database_get_total_changes (self->database);

  if (!osr_database_exec (self->database,
                          first ? "INSERT INTO case_text (case_text, rank) VALUES ('merge', -64);"
                                  "UPDATE replica SET purge = " G_STRINGIFY (PURGE_UNDER_WAY)
                                : "INSERT INTO case_text (case_text, rank) VALUES ('merge', 64)",
                          error))
    return -1;
  return first ? G_MAXINT64 : osr_database_get_total_changes (self->database) - before;
}

gboolean
osr_cache_purge_step (OsrCache *self, gboolean *done, GError **error)
{
  gint64 state = osr_database_get_int (self->database, "SELECT purge FROM replica", 0);
  gint64 changes;

  *done = state == PURGE_NOTHING;
  if (*done)
    return TRUE;
  if (!osr_cache_settle (self, error))
    return FALSE;
  changes = merge (self, state == PURGE_NEEDED, error);
  if (changes < 0)
    return FALSE;
  if (changes >= LEAST_CHANGES)
    return TRUE;
  *done = TRUE;
  return osr_database_cut (self->database, error) &&
         osr_database_exec (self->database,
                            "UPDATE replica SET purge = " G_STRINGIFY (PURGE_NOTHING), error) &&
         osr_database_cut (self->database, error);
}

gboolean
osr_cache_purge (OsrCache *self, GError **error)
{
  gboolean done = FALSE;

  while (!done) {
    if (!osr_cache_purge_step (self, &done, error))
      return FALSE;
  }
  return TRUE;
}

static GPtrArray *
list_ids (OsrCache *self, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, sql, error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (ids, osr_statement_dup_text (select, "id"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

GPtrArray *
osr_cache_list_streams (OsrCache *self, GError **error)
{
  return list_ids (self,
                   "SELECT id FROM stream WHERE id NOT IN ('office', 'checkpoint')"
                   " AND instr (id, '/') = 0 ORDER BY id",
                   error);
}

GPtrArray *
osr_cache_list_beside (OsrCache *self, GError **error)
{
  return list_ids (self,
                   "SELECT id FROM stream WHERE id > 'account/' AND id < 'report0'"
                   " AND instr (id, '/') > 0 ORDER BY id",
                   error);
}

static gint64
stream_int (OsrCache *self, const char *sql, const char *stream)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, sql, NULL);

  if (select == NULL)
    return 0;
  osr_statement_bind_text (select, ":id", stream);
  if (osr_statement_step (select, NULL) != OSR_STEP_ROW)
    return 0;
  return osr_statement_get_int (select, "value");
}

gint64
osr_cache_get_version (OsrCache *self, const char *stream)
{
  return stream_int (self, "SELECT version AS value FROM stream WHERE id = :id", stream);
}

gint64
osr_cache_get_seq (OsrCache *self, const char *stream)
{
  return stream_int (
      self, "SELECT seq AS value FROM event WHERE stream = :id ORDER BY version DESC LIMIT 1",
      stream);
}

gboolean
osr_cache_is_damaged (OsrCache *self, const char *stream)
{
  return stream_int (self, "SELECT damaged AS value FROM stream WHERE id = :id", stream) != 0;
}

static GPtrArray *
load_records (OsrCache *self, const char *stream, gint64 version, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT seq, stream, version, meta, payload, salt, digest, hash FROM event"
      " WHERE stream = :stream AND version > :version ORDER BY version",
      error);
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
osr_cache_load_events (OsrCache *self, const char *stream, GError **error)
{
  return osr_cache_load_events_after (self, stream, 0, error);
}

GPtrArray *
osr_cache_load_events_after (OsrCache *self, const char *stream, gint64 version, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  g_autoptr (GPtrArray) records = load_records (self, stream, version, error);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++) {
    OsrEvent *event = osr_record_to_event (records->pdata[i], error);

    if (event == NULL)
      return NULL;
    g_ptr_array_add (events, event);
  }
  return g_steal_pointer (&events);
}

OsrCase *
osr_cache_load_case (OsrCache *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) events = osr_cache_load_events (self, id, error);

  if (events == NULL)
    return NULL;
  if (events->len == 0 || osr_stream_is_record (id)) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND, "there is no such case here");
    return NULL;
  }
  return osr_case_new_from_events (id, events);
}

gboolean
osr_cache_verify_case (OsrCache *self, const char *stream, GError **error)
{
  g_autoptr (GPtrArray) records = load_records (self, stream, 0, error);
  const char *previous = NULL;

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    OsrRecord *record = records->pdata[i];
    g_autofree char *held = g_strdup (record->digest);

    /* The digest of a payload that is here is computed, not believed. */
    if (record->payload != NULL && record->salt != NULL) {
      g_free (record->digest);
      record->digest = osr_chain_payload_digest (record->salt, record->payload);
    }
    if (record->version != (gint64) i + 1 || g_strcmp0 (held, record->digest) != 0 ||
        !osr_record_follows (record, previous)) {
      osr_cache_run (self, "UPDATE stream SET damaged = 1 WHERE id = :id", stream, NULL);
      g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
                   "%s, version %u: does not fit the chain", stream, i + 1);
      return FALSE;
    }
    previous = record->hash;
  }
  return TRUE;
}
