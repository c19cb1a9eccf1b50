/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the queue: one index gives their order and serves the filters, another finds words.
 * What a word is, the core's tokenizer says. */
#include <string.h>

#include "core/osr-permalink.h"
#include "osr-config.h"
#include "store/database/osr-database-private.h"
#include "store/osr-cache-private.h"
#include "store/search/osr-search-query.h"

#define NEVER G_MAXINT64

enum { RANK_ACT, RANK_OTHER, RANK_OVER };

static int
rank_of (const OsrCacheRow *row)
{
  if (row->over)
    return RANK_OVER;
  return row->acts ? RANK_ACT : RANK_OTHER;
}

static gint64
or_never (OsrInstant instant)
{
  return instant == OSR_INSTANT_UNKNOWN ? NEVER : instant;
}

typedef struct {
  gint64 key;
  gboolean is_new;
  gboolean has_words; /* the very same ones, by this program's notion of a word */
} Place;

static void
add_to_digest (GChecksum *sum, const char *text)
{
  g_checksum_update (sum, (const guchar *) (text != NULL ? text : ""),
                     text != NULL ? (gssize) strlen (text) + 1 : 1);
}

/* Most steps change the place of a row and none of its words, and the words are by far the dearest. */
static char *
words_digest (const OsrCacheRow *row)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_to_digest (sum, OSR_VERSION);
  add_to_digest (sum, row->text);
  add_to_digest (sum, row->replies);
  add_to_digest (sum, row->notes);
  add_to_digest (sum, row->place);
  add_to_digest (sum, row->author);
  add_to_digest (sum, row->number);
  add_to_digest (sum, row->topics);
  return g_strdup (g_checksum_get_string (sum));
}

/* The first moment from that of the message on that no other row has. */
static gboolean
find_free_key (OsrCache *self, Place *place, const OsrCacheRow *row, GError **error)
{
  g_autoptr (OsrStatement) taken =
      osr_database_prepare (self->database, "SELECT 1 FROM case_row WHERE key = :key", error);

  if (taken == NULL)
    return FALSE;
  place->key = MAX (row->at, 1);
  for (osr_statement_bind_int (taken, ":key", place->key);
       osr_statement_step (taken, NULL) == OSR_STEP_ROW;
       osr_statement_bind_int (taken, ":key", ++place->key))
    osr_statement_reset (taken);
  return TRUE;
}

/* The key of a case that is there already stays: the order of moments does not change. */
static gboolean
find_place (OsrCache *self, Place *place, const OsrCacheRow *row, const char *digest,
            GError **error)
{
  g_autoptr (OsrStatement) own = osr_database_prepare (
      self->database, "SELECT key, words FROM case_row WHERE id = :id", error);

  if (own == NULL)
    return FALSE;
  osr_statement_bind_text (own, ":id", row->id);
  place->is_new = osr_statement_step (own, NULL) != OSR_STEP_ROW;
  if (place->is_new)
    return find_free_key (self, place, row, error);
  place->key = osr_statement_get_int (own, "key");
  place->has_words = g_strcmp0 (osr_statement_get_text (own, "words"), digest) == 0;
  return TRUE;
}

static void
bind_place (OsrStatement *insert, const OsrCacheRow *row)
{
  g_autofree char *link = osr_permalink_normalise (row->permalink);
  g_autofree char *place =
      row->place != NULL && *row->place != '\0' ? g_utf8_strdown (row->place, -1) : NULL;

  osr_statement_bind_text (insert, ":id", row->id);
  osr_statement_bind_text (insert, ":number", row->number);
  osr_statement_bind_int (insert, ":state", row->state);
  osr_statement_bind_int (insert, ":rank", rank_of (row));
  osr_statement_bind_int (insert, ":mine", row->mine != FALSE);
  osr_statement_bind_int (insert, ":promised", row->promised != FALSE);
  osr_statement_bind_int (insert, ":due", or_never (row->due));
  osr_statement_bind_int (insert, ":overdue", or_never (row->overdue_at));
  osr_statement_bind_text (insert, ":author", row->author_id);
  osr_statement_bind_text (insert, ":place", place);
  osr_statement_bind_text (insert, ":link", link);
  osr_statement_bind_text (insert, ":matter", row->matter);
}

#define COLUMNS                                                                                    \
  "number, state, rank, mine, due, overdue_at, promised, author, place, link, matter, words"
#define VALUES                                                                                     \
  ":number, :state, :rank, :mine, :due, :overdue, :promised, :author, :place, :link, :matter,"     \
  " :words"

static gboolean
put_place (OsrCache *self, const OsrCacheRow *row, gint64 key, const char *digest, GError **error)
{
  g_autoptr (OsrStatement) insert =
      osr_database_prepare (self->database,
                            "INSERT INTO case_row (key, id, " COLUMNS ") VALUES (:key, :id, " VALUES
                            ")"
                            " ON CONFLICT (id) DO UPDATE SET (" COLUMNS ") = (" VALUES ")"
                            " WHERE (" COLUMNS ") IS NOT (" VALUES ")",
                            error);

  if (insert == NULL)
    return FALSE;
  bind_place (insert, row);
  osr_statement_bind_int (insert, ":key", key);
  osr_statement_bind_text (insert, ":words", digest);
  return osr_statement_run (insert, error);
}

/* "2026-000123" is also looked for as "123". */
static char *
number_words (const char *number)
{
  const char *count = number != NULL ? strchr (number, '-') : NULL;

  if (count == NULL)
    return g_strdup (number);
  count += strspn (count, "-0");
  return g_strdup_printf ("%s %s", number, count);
}

static void
bind_words (OsrStatement *insert, const char *name, const char *text)
{
  g_autofree char *valid = osr_read_text_clean (text);

  osr_statement_bind_text (insert, name, valid);
}

static gboolean
put_words (OsrCache *self, const OsrCacheRow *row, const char *text, gint64 key, GError **error)
{
  g_autofree char *number = number_words (row->number);
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO case_text (rowid, message, replies, notes, place, author, number, topics)"
      " VALUES (:key, :message, :replies, :notes, :place, :author, :number, :topics)",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_int (insert, ":key", key);
  osr_statement_bind_text (insert, ":message", text);
  bind_words (insert, ":replies", row->replies);
  bind_words (insert, ":notes", row->notes);
  bind_words (insert, ":place", row->place);
  bind_words (insert, ":author", row->author);
  bind_words (insert, ":number", number);
  bind_words (insert, ":topics", row->topics);
  return osr_statement_run (insert, error);
}

static gboolean
put_sketch (OsrCache *self, const OsrReadText *read, gint64 key, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database, "INSERT OR IGNORE INTO case_band (hash, key) VALUES (:hash, :key)", error);

  if (insert == NULL)
    return FALSE;
  for (guint i = 0; read->sketched && i < OSR_TEXT_SKETCH_BANDS; i++) {
    osr_statement_bind_int (insert, ":hash", read->bands[i]);
    osr_statement_bind_int (insert, ":key", key);
    if (!osr_statement_run (insert, error))
      return FALSE;
  }
  return TRUE;
}

/* The text is read once, for both. */
gboolean
osr_cache_write_words (OsrCache *self, const OsrCacheRow *row, gint64 key, GError **error)
{
  g_autoptr (OsrReadText) read = osr_read_text_ensure (row->read, row->text);
  gboolean ok;

  self->database->read = (OsrFtsRead){ read->text, read->length, read->tokens };
  ok = put_words (self, row, read->text, key, error);
  self->database->read = (OsrFtsRead){ 0 };
  return ok && put_sketch (self, read, key, error);
}

static gboolean
remove_words (OsrCache *self, const char *id, GError **error)
{
  osr_cache_drop_words (self, id);
  return osr_cache_run (self,
                        "DELETE FROM case_text WHERE rowid ="
                        " (SELECT key FROM case_row WHERE id = :id)",
                        id, error) &&
         osr_cache_run (self,
                        "DELETE FROM case_band WHERE key ="
                        " (SELECT key FROM case_row WHERE id = :id)",
                        id, error);
}

gboolean
osr_cache_put_row (OsrCache *self, const OsrCacheRow *row, GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_transaction_join (self->database, error);
  g_autofree char *digest = words_digest (row);
  Place place = { 0 };

  if (transaction == NULL || !find_place (self, &place, row, digest, error))
    return FALSE;
  if (!place.is_new && !place.has_words && !remove_words (self, row->id, error))
    return FALSE;
  if (!put_place (self, row, place.key, digest, error))
    return FALSE;
  if (!place.has_words && !osr_cache_put_words (self, row, place.key, error))
    return FALSE;
  return osr_transaction_commit (transaction, error);
}

gboolean
osr_cache_remove_row (OsrCache *self, const char *id, GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_transaction_join (self->database, error);

  return transaction != NULL && remove_words (self, id, error) &&
         osr_cache_run (self, "DELETE FROM case_row WHERE id = :id", id, error) &&
         osr_transaction_commit (transaction, error);
}

#define WITH_WORDS " AND key IN (SELECT rowid FROM case_text WHERE case_text MATCH :search)"
#define IN_ORDER   " ORDER BY rank, due, id"

/* The queries by filter, without and with words to find. */
static const char *const queries[][2] = {
  [OSR_CACHE_ACT] = { "SELECT id FROM case_row WHERE rank = 0" IN_ORDER,
                      "SELECT id FROM case_row WHERE rank = 0" WITH_WORDS IN_ORDER },
  [OSR_CACHE_MINE] = { "SELECT id FROM case_row WHERE mine = 1" IN_ORDER,
                       "SELECT id FROM case_row WHERE mine = 1" WITH_WORDS IN_ORDER },
  [OSR_CACHE_PROMISED] = { "SELECT id FROM case_row WHERE promised = 1" IN_ORDER,
                           "SELECT id FROM case_row WHERE promised = 1" WITH_WORDS IN_ORDER },
  [OSR_CACHE_OVERDUE] = { "SELECT id FROM case_row INDEXED BY case_row_order WHERE rank < 2 AND "
                          "overdue_at <= :now" IN_ORDER,
                          "SELECT id FROM case_row INDEXED BY case_row_order WHERE rank < 2 AND "
                          "overdue_at <= :now" WITH_WORDS IN_ORDER },
  [OSR_CACHE_ALL] = { "SELECT id FROM case_row INDEXED BY case_row_order WHERE rank >= 0" IN_ORDER,
                      "SELECT id FROM case_row INDEXED BY case_row_order WHERE rank >= 0" WITH_WORDS
                          IN_ORDER },
};

static const char *const counts[] = {
  [OSR_CACHE_ACT] = "SELECT count(*) AS n FROM case_row WHERE rank = 0",
  [OSR_CACHE_MINE] = "SELECT count(*) AS n FROM case_row WHERE mine = 1",
  [OSR_CACHE_PROMISED] = "SELECT count(*) AS n FROM case_row WHERE promised = 1",
  [OSR_CACHE_OVERDUE] = "SELECT count(*) AS n FROM case_row WHERE overdue_at <= :now AND rank < 2",
  [OSR_CACHE_ALL] = "SELECT count(*) AS n FROM case_row",
};

GPtrArray *
osr_cache_list (OsrCache *self, OsrCacheFilter filter, OsrInstant now, const char *search,
                GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *query = osr_search_query_new (search != NULL ? search : "", TRUE);
  gboolean words = query != NULL && query[0] != '\0';
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, queries[filter][words], error);
  OsrStep step;

  if (select == NULL || (words && !osr_cache_flush_words (self, G_MAXUINT, error)))
    return NULL;
  if (filter == OSR_CACHE_OVERDUE)
    osr_statement_bind_int (select, ":now", now);
  if (words)
    osr_statement_bind_text (select, ":search", query);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (ids, osr_statement_dup_text (select, "id"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/* From the newest on: only what is asked for is read. */
#define SINCE                                                                                      \
  "SELECT stream, meta FROM event INDEXED BY event_seq WHERE stream <> 'office' ORDER BY seq DESC"

static OsrInstant
read_moment (OsrStatement *select)
{
  g_autoptr (GBytes) meta = osr_statement_dup_bytes (select, "meta");
  g_autoptr (OsrEvent) event = osr_event_new_from_json (meta, NULL, NULL);

  return event != NULL ? event->at : OSR_INSTANT_UNKNOWN;
}

/* The log grows with the clock: what stands before an earlier event is earlier, too. */
GPtrArray *
osr_cache_list_since (OsrCache *self, OsrInstant since, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, SINCE, error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW &&
         read_moment (select) > since) {
    const char *id = osr_statement_get_text (select, "stream");

    if (g_hash_table_contains (seen, id))
      continue;
    g_ptr_array_add (ids, g_strdup (id));
    g_hash_table_add (seen, ids->pdata[ids->len - 1]);
  }
  return step != OSR_STEP_FAILED ? g_steal_pointer (&ids) : NULL;
}

guint
osr_cache_count (OsrCache *self, OsrCacheFilter filter, OsrInstant now)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, counts[filter], NULL);

  if (select == NULL)
    return 0;
  if (filter == OSR_CACHE_OVERDUE)
    osr_statement_bind_int (select, ":now", now);
  if (osr_statement_step (select, NULL) != OSR_STEP_ROW)
    return 0;
  return (guint) osr_statement_get_int (select, "n");
}

OsrInstant
osr_cache_next_overdue (OsrCache *self, OsrInstant now)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT overdue_at AS at FROM case_row WHERE overdue_at > :now AND rank < 2"
      " ORDER BY overdue_at LIMIT 1",
      NULL);

  if (select == NULL)
    return OSR_INSTANT_UNKNOWN;
  osr_statement_bind_int (select, ":now", now);
  if (osr_statement_step (select, NULL) != OSR_STEP_ROW ||
      osr_statement_get_int (select, "at") == NEVER)
    return OSR_INSTANT_UNKNOWN;
  return osr_statement_get_int (select, "at");
}

static char *
explain (OsrCache *self, const char *query)
{
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", query, NULL);
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, sql, NULL);
  GString *plan = g_string_new (NULL);

  while (select != NULL && osr_statement_step (select, NULL) == OSR_STEP_ROW)
    g_string_append_printf (plan, "%s\n", osr_statement_get_text (select, "detail"));
  return g_string_free (plan, FALSE);
}

char *
osr_cache_explain (OsrCache *self, OsrCacheFilter filter, gboolean search)
{
  return explain (self, queries[filter][search != FALSE]);
}

char *
osr_cache_explain_since (OsrCache *self)
{
  return explain (self, SINCE);
}
