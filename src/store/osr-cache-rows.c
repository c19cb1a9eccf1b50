/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the queue: one index gives their order and serves the filters, another finds words.
 * The letter "yo" is searched as "ye", as people write it. */
#include <string.h>

#include "store/osr-cache-private.h"

#define NEVER     G_MAXINT64
#define MAX_WORDS 16

enum { RANK_ACT, RANK_OTHER, RANK_OVER };

/* NFC first, so that a letter with a combining mark is the same as the letter in one piece. */
static char *
fold_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *whole = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autofree char *small = g_utf8_strdown (whole, -1);
  GString *folded = g_string_new (small);

  g_string_replace (folded, "ё", "е", 0);
  return g_string_free (folded, FALSE);
}

/* Each word becomes a quoted beginning of a word; nothing of it can be an operator. */
static char *
search_query (const char *search)
{
  g_autofree char *folded = fold_text (search);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\r\n", -1);
  GString *query = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; words[i] != NULL && n < MAX_WORDS; i++) {
    g_strdelimit (words[i], "\"", ' ');
    g_strstrip (words[i]);
    if (words[i][0] == '\0')
      continue;
    g_string_append_printf (query, "%s\"%s\"*", n > 0 ? " " : "", words[i]);
    n++;
  }
  return g_string_free (query, FALSE);
}

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

static gboolean
put_place (OsrCache *self, const OsrCacheRow *row, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO case_row (id, number, state, rank, mine, due, overdue_at)"
      " VALUES (:id, :number, :state, :rank, :mine, :due, :overdue)"
      " ON CONFLICT (id) DO UPDATE SET number = excluded.number, state = excluded.state,"
      " rank = excluded.rank, mine = excluded.mine, due = excluded.due,"
      " overdue_at = excluded.overdue_at",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":id", row->id);
  osr_statement_bind_text (insert, ":number", row->number);
  osr_statement_bind_int (insert, ":state", row->state);
  osr_statement_bind_int (insert, ":rank", rank_of (row));
  osr_statement_bind_int (insert, ":mine", row->mine != FALSE);
  osr_statement_bind_int (insert, ":due", or_never (row->due));
  osr_statement_bind_int (insert, ":overdue", or_never (row->overdue_at));
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

static gboolean
put_words (OsrCache *self, const OsrCacheRow *row, GError **error)
{
  g_autofree char *text = fold_text (row->text);
  g_autofree char *author = fold_text (row->author);
  g_autofree char *topics = fold_text (row->topics);
  g_autofree char *number = number_words (row->number);
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO case_text (rowid, text, author, number, topics)"
      " SELECT key, :text, :author, :number, :topics FROM case_row WHERE id = :id",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":text", text);
  osr_statement_bind_text (insert, ":author", author);
  osr_statement_bind_text (insert, ":number", number);
  osr_statement_bind_text (insert, ":topics", topics);
  osr_statement_bind_text (insert, ":id", row->id);
  return osr_statement_run (insert, error);
}

static gboolean
remove_words (OsrCache *self, const char *id, GError **error)
{
  return osr_cache_run (self,
                        "DELETE FROM case_text WHERE rowid ="
                        " (SELECT key FROM case_row WHERE id = :id)",
                        id, error);
}

gboolean
osr_cache_put_row (OsrCache *self, const OsrCacheRow *row, GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_transaction_join (self->database, error);

  return transaction != NULL && remove_words (self, row->id, error) &&
         put_place (self, row, error) && put_words (self, row, error) &&
         osr_transaction_commit (transaction, error);
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
  [OSR_CACHE_OVERDUE] = "SELECT count(*) AS n FROM case_row WHERE overdue_at <= :now AND rank < 2",
  [OSR_CACHE_ALL] = "SELECT count(*) AS n FROM case_row",
};

GPtrArray *
osr_cache_list (OsrCache *self, OsrCacheFilter filter, OsrInstant now, const char *search,
                GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *query = search_query (search);
  gboolean words = query[0] != '\0';
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, queries[filter][words], error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  if (filter == OSR_CACHE_OVERDUE)
    osr_statement_bind_int (select, ":now", now);
  if (words)
    osr_statement_bind_text (select, ":search", query);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (ids, osr_statement_dup_text (select, "id"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
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

char *
osr_cache_explain (OsrCache *self, OsrCacheFilter filter, gboolean search)
{
  g_autofree char *sql =
      g_strconcat ("EXPLAIN QUERY PLAN ", queries[filter][search != FALSE], NULL);
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, sql, NULL);
  GString *plan = g_string_new (NULL);

  while (select != NULL && osr_statement_step (select, NULL) == OSR_STEP_ROW)
    g_string_append_printf (plan, "%s\n", osr_statement_get_text (select, "detail"));
  return g_string_free (plan, FALSE);
}
