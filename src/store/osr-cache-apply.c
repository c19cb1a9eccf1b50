/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes from the coordinator, applied to the cache: a page with its cursor is one transaction.
 * Each event must continue the chain of its stream; one that does not is kept, since its words may
 * be wanted, but its case is marked and stays so until it is fetched anew whole. */
#include "store/audit/osr-cache-erase.h"
#include "store/osr-cache-private.h"

/* The end of a stream as it is held. */
typedef struct {
  gint64 version;
  char *hash; /* nullable */
  gboolean damaged;
} End;

static gboolean
find_end (OsrCache *self, const char *stream, End *end, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT version, hash, damaged FROM stream WHERE id = :id", error);
  OsrStep step;

  *end = (End){ 0 };
  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":id", stream);
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_ROW) {
    end->version = osr_statement_get_int (select, "version");
    end->hash = osr_statement_dup_text (select, "hash");
    end->damaged = osr_statement_get_int (select, "damaged") != 0;
  }
  return step != OSR_STEP_FAILED;
}

static gboolean
write_end (OsrCache *self, const char *stream, const End *end, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO stream (id, version, hash, damaged) VALUES (:id, :version, :hash, :damaged)"
      " ON CONFLICT (id) DO UPDATE SET version = excluded.version, hash = excluded.hash,"
      " damaged = excluded.damaged",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":id", stream);
  osr_statement_bind_int (insert, ":version", end->version);
  osr_statement_bind_text (insert, ":hash", end->hash);
  osr_statement_bind_int (insert, ":damaged", end->damaged);
  return osr_statement_run (insert, error);
}

static gboolean
write_record (OsrCache *self, OsrRecord *record, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO event (stream, version, seq, meta, payload, salt, digest, hash)"
      " VALUES (:stream, :version, :seq, :meta, :payload, :salt, :digest, :hash)",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":stream", record->stream);
  osr_statement_bind_int (insert, ":version", record->version);
  osr_statement_bind_int (insert, ":seq", record->seq);
  osr_statement_bind_bytes (insert, ":meta", record->meta);
  osr_statement_bind_bytes (insert, ":payload", record->payload);
  osr_statement_bind_bytes (insert, ":salt", record->salt);
  osr_statement_bind_text (insert, ":digest", record->digest);
  osr_statement_bind_text (insert, ":hash", record->hash);
  return osr_statement_run (insert, error);
}

/* Adds what is new of @records to a stream. @whole: nothing may be missing before them. */
static gboolean
extend (OsrCache *self, GPtrArray *records, gboolean whole, gboolean *changed, GError **error)
{
  OsrRecord *first = records->pdata[0];
  g_autofree char *hash = NULL;
  End end;

  if (!find_end (self, first->stream, &end, error))
    return FALSE;
  hash = end.hash;
  for (guint i = 0; i < records->len; i++) {
    OsrRecord *record = records->pdata[i];

    if (record->version <= end.version)
      continue;
    if (record->version > end.version + 1 && !whole)
      break;
    end.damaged =
        end.damaged || record->version != end.version + 1 || !osr_record_follows (record, hash);
    if (!write_record (self, record, error) || !osr_cache_note_record (self, record, error))
      return FALSE;
    g_free (hash);
    hash = g_strdup (record->hash);
    end.version = record->version;
    end.hash = hash;
    *changed = TRUE;
  }
  return !*changed || write_end (self, first->stream, &end, error);
}

/* Whether what is held goes at least as far, on the same chain. */
static gboolean
holds (OsrCache *self, OsrRecord *last)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database,
                            "SELECT e.hash AS hash FROM event e JOIN stream s ON s.id = e.stream"
                            " WHERE e.stream = :stream AND e.version = :version AND s.damaged = 0",
                            NULL);

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":stream", last->stream);
  osr_statement_bind_int (select, ":version", last->version);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW &&
         g_strcmp0 (osr_statement_get_text (select, "hash"), last->hash) == 0;
}

static gboolean
replace (OsrCache *self, OsrEntry *entry, gboolean *changed, GError **error)
{
  if (entry->records->len == 0)
    return TRUE;
  if (osr_cache_get_version (self, entry->stream) == 0)
    return extend (self, entry->records, TRUE, changed, error);
  if (holds (self, entry->records->pdata[entry->records->len - 1]))
    return TRUE;
  /* A case comes whole when words of it were erased. */
  return osr_cache_run (self, "DELETE FROM event WHERE stream = :id", entry->stream, error) &&
         osr_cache_run (self, "DELETE FROM stream WHERE id = :id", entry->stream, error) &&
         osr_cache_note_erased (self, error) && extend (self, entry->records, TRUE, changed, error);
}

/* Of a case that was let go here: nothing is held of it, and this is not its first event. */
static gboolean
begins_in_the_middle (OsrCache *self, OsrEntry *entry)
{
  return entry->records->len > 0 && ((OsrRecord *) entry->records->pdata[0])->version > 1 &&
         osr_cache_get_version (self, entry->stream) == 0;
}

static void
note_changed (GPtrArray *changed, const char *stream)
{
  if (changed != NULL && !g_ptr_array_find_with_equal_func (changed, stream, g_str_equal, NULL))
    g_ptr_array_add (changed, g_strdup (stream));
}

static gboolean
apply_entry (OsrCache *self, OsrEntry *entry, GPtrArray *changed, GError **error)
{
  gboolean differs = FALSE;
  gboolean ok = TRUE;

  switch (entry->kind) {
  case OSR_ENTRY_EVENT:
    if (begins_in_the_middle (self, entry)) {
      osr_cache_note_missing (self, entry->stream);
      break;
    }
    ok = entry->records->len == 0 || extend (self, entry->records, TRUE, &differs, error);
    break;
  case OSR_ENTRY_CASE:
    ok = replace (self, entry, &differs, error);
    break;
  case OSR_ENTRY_FORGET:
    differs = osr_cache_get_version (self, entry->stream) > 0;
    ok = osr_cache_forget (self, entry->stream, error);
    break;
  }
  if (ok && differs)
    note_changed (changed, entry->stream);
  return ok;
}

static gboolean
write_place (OsrCache *self, OsrPage *page, GError **error)
{
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database, "UPDATE replica SET epoch = :epoch, cursor = :cursor", error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_text (update, ":epoch", page->epoch);
  osr_statement_bind_text (update, ":cursor", page->next);
  return osr_statement_run (update, error);
}

gboolean
osr_cache_apply_page (OsrCache *self, OsrPage *page, GPtrArray *changed, GError **error)
{
  g_autoptr (OsrTransaction) transaction = NULL;

  if (self->epoch != NULL && g_strcmp0 (self->epoch, page->epoch) != 0) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_EPOCH,
                 "the page is of another log than the cache");
    return FALSE;
  }
  transaction =
      osr_cache_settle (self, error) ? osr_transaction_join (self->database, error) : NULL;
  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; i < page->entries->len; i++) {
    if (!apply_entry (self, page->entries->pdata[i], changed, error))
      return FALSE;
  }
  if (!write_place (self, page, error) || !osr_transaction_commit (transaction, error))
    return FALSE;
  return osr_cache_load_place (self, error);
}

gboolean
osr_cache_apply_records (OsrCache *self, GPtrArray *records, GError **error)
{
  g_autoptr (OsrTransaction) transaction = NULL;
  gboolean changed = FALSE;

  if (records->len == 0)
    return TRUE;
  transaction =
      osr_cache_settle (self, error) ? osr_transaction_join (self->database, error) : NULL;
  return transaction != NULL && extend (self, records, FALSE, &changed, error) &&
         osr_transaction_commit (transaction, error);
}
