/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-text index answers the newest first by itself, since its keys are the messages' moments:
 * it stops when there are enough. The best can only be told when all were weighed, so of words that
 * are everywhere only the newest messages are. */
#include "store/search/osr-cache-search.h"

#include <string.h>

#include "store/osr-cache-private.h"
#include "store/search/osr-search-query.h"

/* The columns of case_text, in order. */
static const char *const columns[] = { "message", "replies", "notes", "place",
                                       "author",  "number",  "topics" };

#define MARKS "char (2), char (3)"

/* Marking reads a field anew, so that the others are read only where the message has nothing. */
#define MESSAGE "snippet (case_text, 0, " MARKS ", '…', 24) AS message"
#define OTHERS                                                                                     \
  "snippet (case_text, 1, " MARKS ", '…', 24) AS replies,"                                       \
  " snippet (case_text, 2, " MARKS ", '…', 24) AS notes,"                                        \
  " highlight (case_text, 3, " MARKS ") AS place, highlight (case_text, 4, " MARKS ") AS author,"  \
  " highlight (case_text, 5, " MARKS ") AS number, highlight (case_text, 6, " MARKS ") AS topics"

/* The place of a row in the other table is looked up by its key for the few that are wanted. */
static const char *const queries[] = {
  [OSR_SEARCH_NEWEST] =
      "SELECT rowid AS key, (SELECT id FROM case_row WHERE key = case_text.rowid) AS id, " MESSAGE
      " FROM case_text WHERE case_text MATCH :query"
      " ORDER BY rowid DESC LIMIT :limit",
  [OSR_SEARCH_BEST] =
      "SELECT rowid AS key, (SELECT id FROM case_row WHERE key = case_text.rowid) AS id, " MESSAGE
      " FROM case_text WHERE case_text MATCH :query"
      " AND rowid >= :oldest AND rank MATCH 'bm25(4.0, 2.0, 1.0, 3.0, 2.0, 5.0, 1.0)'"
      " ORDER BY rank LIMIT :limit",
};

static const char *const others =
    "SELECT " OTHERS " FROM case_text WHERE case_text MATCH :query AND rowid = :key";

/* Messages among which the best are looked for. */
#define MOST_WEIGHED 20000

/* The key of the oldest message that is weighed. */
static gint64
find_oldest (OsrCache *self, const char *query)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database,
                            "SELECT rowid AS key FROM case_text WHERE case_text MATCH :query"
                            " ORDER BY rowid DESC LIMIT 1 OFFSET " G_STRINGIFY (MOST_WEIGHED),
                            NULL);

  if (select == NULL)
    return 0;
  osr_statement_bind_text (select, ":query", query);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW ? osr_statement_get_int (select, "key")
                                                           : 0;
}

static void
hit_free (gpointer data)
{
  OsrCacheHit *hit = data;

  g_free (hit->id);
  g_free (hit->piece);
  g_free (hit);
}

static gboolean
has_mark (const char *text)
{
  return text != NULL && strstr (text, OSR_SEARCH_MARK_BEGIN) != NULL;
}

/* Whether one of the other fields has what is looked for: then that is the piece. */
static gboolean
read_other (OsrStatement *select, const char *query, gint64 key, OsrCacheHit *hit)
{
  gboolean found = FALSE;

  osr_statement_bind_text (select, ":query", query);
  osr_statement_bind_int (select, ":key", key);
  if (osr_statement_step (select, NULL) == OSR_STEP_ROW) {
    for (gsize i = 1; i < G_N_ELEMENTS (columns) && !found; i++) {
      found = has_mark (osr_statement_get_text (select, columns[i]));
      if (found) {
        hit->field = columns[i];
        hit->piece = osr_statement_dup_text (select, columns[i]);
      }
    }
  }
  osr_statement_reset (select);
  return found;
}

/* The first field in which something was found; the message when nothing is marked. */
static OsrCacheHit *
read_hit (OsrStatement *select, OsrStatement *rest, const char *query)
{
  OsrCacheHit *hit = g_new0 (OsrCacheHit, 1);

  hit->id = osr_statement_dup_text (select, "id");
  hit->field = columns[0];
  if (has_mark (osr_statement_get_text (select, columns[0])) ||
      !read_other (rest, query, osr_statement_get_int (select, "key"), hit))
    hit->piece = osr_statement_dup_text (select, columns[0]);
  return hit;
}

GPtrArray *
osr_cache_search (OsrCache *self, const char *query, OsrSearchOrder order, guint limit,
                  GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (hit_free);
  g_autoptr (OsrStatement) select = NULL;
  g_autoptr (OsrStatement) rest = NULL;
  OsrStep step;

  if (query == NULL || *query == '\0')
    return g_steal_pointer (&hits);
  select = osr_database_prepare (self->database, queries[order], error);
  rest = select != NULL ? osr_database_prepare (self->database, others, error) : NULL;
  if (rest == NULL || !osr_cache_flush_words (self, G_MAXUINT, error))
    return NULL;
  osr_statement_bind_text (select, ":query", query);
  osr_statement_bind_int (select, ":limit", limit);
  if (order == OSR_SEARCH_BEST)
    osr_statement_bind_int (select, ":oldest", find_oldest (self, query));
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (hits, read_hit (select, rest, query));
  return step == OSR_STEP_DONE ? g_steal_pointer (&hits) : NULL;
}

char *
osr_cache_explain_search (OsrCache *self, OsrSearchOrder order)
{
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", queries[order], NULL);
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, sql, NULL);
  GString *plan = g_string_new (NULL);

  while (select != NULL && osr_statement_step (select, NULL) == OSR_STEP_ROW)
    g_string_append_printf (plan, "%s\n", osr_statement_get_text (select, "detail"));
  return g_string_free (plan, FALSE);
}
