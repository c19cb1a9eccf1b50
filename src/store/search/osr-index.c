/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the index and keeping it up. What happened in the log is noted as cases whose rows are to be
 * worked out, and these are worked out a few at a time: a program that ends meanwhile goes on where it
 * was. Reading it is in osr-index-list.c. */
#include "store/search/osr-index.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "core/record/osr-stream.h"
#include "store/osr-cache-private.h"
#include "store/osr-log-private.h"
#include "store/search/osr-case-row.h"
#include "store/search/osr-index-private.h"

#define SCHEMA        "/org/region/OpenSources/sql/index/001.sql"
#define WALK_EVENTS   5000
#define EXCERPT_CHARS 160

static GBytes *
schema_text (void)
{
  return g_resources_lookup_data (SCHEMA, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static char *
schema_digest (void)
{
  g_autoptr (GBytes) sql = schema_text ();

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, sql);
}

static gboolean
is_of_log (OsrIndex *self)
{
  g_autofree char *schema = schema_digest ();
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, "SELECT epoch, schema, seq FROM index_place", NULL);

  return select != NULL && osr_statement_step (select, NULL) == OSR_STEP_ROW &&
         g_strcmp0 (osr_statement_get_text (select, "epoch"), osr_log_get_epoch (self->log)) == 0 &&
         g_strcmp0 (osr_statement_get_text (select, "schema"), schema) == 0 &&
         osr_statement_get_int (select, "seq") <= osr_log_get_head (self->log);
}

static gboolean
begin (OsrIndex *self, GError **error)
{
  g_autoptr (GBytes) sql = schema_text ();
  g_autofree char *text = g_strndup (g_bytes_get_data (sql, NULL), g_bytes_get_size (sql));
  g_autofree char *schema = schema_digest ();
  g_autoptr (OsrTransaction) transaction = osr_transaction_begin (self->database, error);
  g_autoptr (OsrStatement) insert = NULL;

  if (transaction == NULL || !osr_database_exec (self->database, text, error))
    return FALSE;
  insert = osr_database_prepare (self->database,
                                 "INSERT INTO index_place (id, epoch, schema, seq)"
                                 " VALUES (1, :epoch, :schema, 0)",
                                 error);
  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":epoch", osr_log_get_epoch (self->log));
  osr_statement_bind_text (insert, ":schema", schema);
  return osr_statement_run (insert, error) && osr_transaction_commit (transaction, error);
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

static gboolean
open_cache (OsrIndex *self, const char *path, GError **error)
{
  self->cache = osr_cache_open (path, error);
  if (self->cache == NULL)
    return FALSE;
  self->database = self->cache->database;
  return TRUE;
}

OsrIndex *
osr_index_open (const char *path, OsrLog *log, GError **error)
{
  g_autoptr (OsrIndex) self = g_new0 (OsrIndex, 1);

  self->log = log;
  if (!open_cache (self, path, error))
    return NULL;
  if (!osr_cache_is_new (self->cache) && !is_of_log (self)) {
    g_clear_pointer (&self->cache, osr_cache_free);
    remove_files (path);
    if (!open_cache (self, path, error))
      return NULL;
  }
  if (osr_cache_is_new (self->cache) && !begin (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
osr_index_free (OsrIndex *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->cache, osr_cache_free);
  g_free (self);
}

/* Events of the office by which limits of all that is open move. */
static gboolean
moves_limits (const char *type)
{
  static const char *const types[] = { "schedule-set", "calendar-adopted", "regulation-adopted",
                                       "body-set", NULL };

  return g_strv_contains (types, type);
}

static gboolean
note_stale (OsrIndex *self, const char *stream, const char *type, GError **error)
{
  if (g_str_equal (stream, OSR_STREAM_OFFICE))
    return !moves_limits (type) || osr_database_exec (self->database,
                                                      "INSERT OR IGNORE INTO index_stale (id)"
                                                      " SELECT id FROM index_row WHERE over = 0",
                                                      error);
  return osr_stream_get_kind (stream) != OSR_STREAM_OF_CASE ||
         osr_cache_run (self->cache, "INSERT OR IGNORE INTO index_stale (id) VALUES (:id)", stream,
                        error);
}

static gboolean
set_place (OsrIndex *self, gint64 seq, GError **error)
{
  g_autoptr (OsrStatement) update =
      osr_database_prepare (self->database, "UPDATE index_place SET seq = :seq", error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_int (update, ":seq", seq);
  return osr_statement_run (update, error);
}

/* Notes what happened since. @done: whether that was all. */
static gboolean
walk (OsrIndex *self, gboolean *done, GError **error)
{
  gint64 since = osr_database_get_int (self->database, "SELECT seq FROM index_place", 0);
  gint64 seq = since;
  guint n = 0;
  OsrStep step;
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->log->database, OSR_LOG_SQL_WALK, error);

  if (select == NULL)
    return FALSE;
  osr_statement_bind_int (select, ":since", since);
  osr_statement_bind_int (select, ":limit", WALK_EVENTS);
  for (; (step = osr_statement_step (select, error)) == OSR_STEP_ROW; n++) {
    seq = osr_statement_get_int (select, "seq");
    if (!note_stale (self, osr_statement_get_text (select, "stream"),
                     osr_statement_get_text (select, "type"), error))
      return FALSE;
  }
  *done = n < WALK_EVENTS;
  return step == OSR_STEP_DONE && (seq == since || set_place (self, seq, error));
}

/* (transfer full): the beginning of @text in one line */
static char *
dup_excerpt (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *piece =
      g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), EXCERPT_CHARS));

  for (char *c = piece; *c != '\0'; c++) {
    if ((guchar) *c < 0x20)
      *c = ' ';
  }
  return g_strdup (g_strstrip (piece));
}

static gint64
or_never (OsrInstant instant)
{
  return instant == OSR_INSTANT_UNKNOWN ? OSR_INDEX_NEVER : instant;
}

static gint64
find_key (OsrIndex *self, const char *id, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, "SELECT key FROM case_row WHERE id = :id", error);

  if (select == NULL)
    return 0;
  osr_statement_bind_text (select, ":id", id);
  return osr_statement_step (select, error) == OSR_STEP_ROW ? osr_statement_get_int (select, "key")
                                                            : 0;
}

static gboolean
put_row (OsrIndex *self, OsrCase *c, const OsrCaseRow *words, gint64 key, GError **error)
{
  const OsrCaseBody *drafter = osr_rules_get_drafter (c, osr_log_get_registry (self->log));
  g_autofree char *excerpt = dup_excerpt (c->text);
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT OR REPLACE INTO index_row (key, id, version, number, state, author, excerpt, body,"
      " step, place, network, at, due, overdue_at, over) VALUES (:key, :id, :version, :number, "
      ":state,"
      " :author, :excerpt, :body, :step, :place, :network, :at, :due, :overdue, :over)",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_int (insert, ":key", key);
  osr_statement_bind_text (insert, ":id", c->id);
  osr_statement_bind_int (insert, ":version", c->version);
  osr_statement_bind_text (insert, ":number", c->number);
  osr_statement_bind_text (insert, ":state", osr_case_state_nick (c->state));
  osr_statement_bind_text (insert, ":author", c->author_name);
  osr_statement_bind_text (insert, ":excerpt", excerpt);
  osr_statement_bind_text (insert, ":body", drafter != NULL ? drafter->body : NULL);
  osr_statement_bind_text (insert, ":step", words->step);
  osr_statement_bind_text (insert, ":place", c->locality);
  osr_statement_bind_text (insert, ":network", c->network);
  osr_statement_bind_int (insert, ":at", words->row.at);
  osr_statement_bind_int (insert, ":due", or_never (words->row.due));
  osr_statement_bind_int (insert, ":overdue", or_never (words->row.overdue_at));
  osr_statement_bind_int (insert, ":over", words->row.over != FALSE);
  return osr_statement_run (insert, error);
}

/* What is over stands in the order of its messages, the newest first. */
static gboolean
put_scopes (OsrIndex *self, const OsrCacheRow *row, gint64 key, GError **error)
{
  OsrStep step;
  g_autoptr (OsrStatement) clear =
      osr_database_prepare (self->database, "DELETE FROM index_scope WHERE key = :key", error);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->log->database,
      "SELECT DISTINCT scope FROM case_audience WHERE stream = :id AND to_seq IS NULL", error);
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO index_scope (scope, over, due, key) VALUES (:scope, :over, :due, :key)", error);

  if (clear == NULL || select == NULL || insert == NULL)
    return FALSE;
  osr_statement_bind_int (clear, ":key", key);
  if (!osr_statement_run (clear, error))
    return FALSE;
  osr_statement_bind_text (select, ":id", row->id);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    osr_statement_bind_text (insert, ":scope", osr_statement_get_text (select, "scope"));
    osr_statement_bind_int (insert, ":over", row->over != FALSE);
    osr_statement_bind_int (insert, ":due", row->over ? -row->at : or_never (row->due));
    osr_statement_bind_int (insert, ":key", key);
    if (!osr_statement_run (insert, error))
      return FALSE;
  }
  return step == OSR_STEP_DONE;
}

static gboolean
put_case (OsrIndex *self, const char *id, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (self->log);
  g_autoptr (OsrCase) c = osr_log_load_case (self->log, id, error);
  g_auto (OsrCaseRow) words = { 0 };
  gint64 key;

  if (c == NULL)
    return FALSE;
  osr_case_row_init (&words, c, registry);
  osr_case_row_set_limits (&words, c, registry, NULL);
  if (!osr_index_heed_erasure (self, c, error) ||
      !osr_cache_put_row (self->cache, &words.row, error))
    return FALSE;
  key = find_key (self, id, error);
  return key != 0 && put_row (self, c, &words, key, error) &&
         put_scopes (self, &words.row, key, error) && osr_index_put_files (self, c, error);
}

static GPtrArray *
list_stale (OsrIndex *self, guint most, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT id FROM index_stale ORDER BY id LIMIT :most", error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_int (select, ":most", most);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (ids, osr_statement_dup_text (select, "id"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

gboolean
osr_index_update (OsrIndex *self, guint most, gboolean *done, GError **error)
{
  gboolean walked = FALSE;
  g_autoptr (OsrTransaction) transaction = osr_transaction_begin (self->database, error);
  g_autoptr (GPtrArray) ids = NULL;

  if (transaction == NULL || !osr_log_refresh (self->log, error) || !walk (self, &walked, error))
    return FALSE;
  ids = list_stale (self, most, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++) {
    const char *id = g_ptr_array_index (ids, i);

    if (!put_case (self, id, error) ||
        !osr_cache_run (self->cache, "DELETE FROM index_stale WHERE id = :id", id, error))
      return FALSE;
  }
  if (!osr_transaction_commit (transaction, error))
    return FALSE;
  walked = walked && ids->len < most;
  /* Words that were destroyed lie in the file until it is cut; only then is the work done. */
  if (walked && !osr_cache_purge_step (self->cache, &walked, error))
    return FALSE;
  if (done != NULL)
    *done = walked;
  return TRUE;
}
