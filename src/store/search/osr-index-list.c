/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists out of the index. A person reads by several scopes: each is an ordered run of rows in its own
 * index, and they are merged here, so that a page of a million costs what a page of a hundred does.
 * What only the rules can say (who must act) is asked case by case, within bounds. */
#include <stdio.h>
#include <string.h>

#include "core/office/osr-substitution.h"
#include "core/osr-rules.h"
#include "store/osr-log-private.h"
#include "store/search/osr-index-private.h"

/* Cases that are folded for one list, and hits that are looked at for one search. */
#define MOST_JUDGED 200
#define MOST_HITS   4000

typedef struct {
  gint64 over;
  gint64 due;
  gint64 key;
} Place;

typedef struct {
  OsrIndexRow *row;
  Place place;
} Found;

static const char *const nicks[] = {
  [OSR_INDEX_ACT] = "act",   [OSR_INDEX_MINE] = "mine",     [OSR_INDEX_OVERDUE] = "overdue",
  [OSR_INDEX_OPEN] = "open", [OSR_INDEX_CLOSED] = "closed", [OSR_INDEX_ALL] = "all",
};

gboolean
osr_index_view_from_nick (const char *nick, OsrIndexView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++) {
    if (g_strcmp0 (nick, nicks[i]) != 0)
      continue;
    *view = (OsrIndexView) i;
    return TRUE;
  }
  return FALSE;
}

void
osr_index_row_free (OsrIndexRow *row)
{
  if (row == NULL)
    return;
  g_free (row->id);
  g_free (row->number);
  g_free (row->state);
  g_free (row->author);
  g_free (row->excerpt);
  g_free (row->body);
  g_free (row->step);
  g_free (row->place);
  g_free (row->network);
  g_free (row->piece);
  g_free (row->field);
  g_free (row);
}

static void
found_free (gpointer data)
{
  Found *self = data;

  osr_index_row_free (self->row);
  g_free (self);
}

static OsrInstant
or_unknown (gint64 instant)
{
  return instant == OSR_INDEX_NEVER ? OSR_INSTANT_UNKNOWN : instant;
}

static OsrIndexRow *
read_row (OsrStatement *select)
{
  OsrIndexRow *row = g_new0 (OsrIndexRow, 1);

  row->id = osr_statement_dup_text (select, "id");
  row->number = osr_statement_dup_text (select, "number");
  row->state = osr_statement_dup_text (select, "state");
  row->author = osr_statement_dup_text (select, "author");
  row->excerpt = osr_statement_dup_text (select, "excerpt");
  row->body = osr_statement_dup_text (select, "body");
  row->step = osr_statement_dup_text (select, "step");
  row->place = osr_statement_dup_text (select, "place");
  row->network = osr_statement_dup_text (select, "network");
  row->version = osr_statement_get_int (select, "version");
  row->at = osr_statement_get_int (select, "at");
  row->due = or_unknown (osr_statement_get_int (select, "due"));
  row->overdue_at = or_unknown (osr_statement_get_int (select, "overdue_at"));
  row->over = osr_statement_get_int (select, "over") != 0;
  return row;
}

static gboolean
read_place (const char *text, Place *place, GError **error)
{
  int end = -1;

  *place = (Place){ 0, G_MININT64, 0 };
  if (text == NULL)
    return TRUE;
  if (strlen (text) < 64 &&
      sscanf (text, "%1" G_GINT64_MODIFIER "u.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT "%n",
              (guint64 *) &place->over, &place->due, &place->key, &end) == 3 &&
      end == (int) strlen (text) && place->over <= 1)
    return TRUE;
  g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID,
                       "\"after\" is not what a list gave");
  return FALSE;
}

static char *
write_place (const Place *place)
{
  return g_strdup_printf ("%d.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, (int) place->over,
                          place->due, place->key);
}

/* (transfer full): the scopes by which @person reads now */
static GPtrArray *
list_scopes (OsrIndex *self, const char *person, GError **error)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->log->database,
      "SELECT DISTINCT scope FROM person_scope WHERE person = :person AND to_seq IS NULL", error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":person", person);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (scopes, osr_statement_dup_text (select, "scope"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&scopes) : NULL;
}

static gboolean
add_scope (OsrIndex *self, const char *scope, const Place *after, guint limit, GPtrArray *found,
           GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, OSR_INDEX_SQL_LIST, error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":scope", scope);
  osr_statement_bind_int (select, ":over", after->over);
  osr_statement_bind_int (select, ":due", after->due);
  osr_statement_bind_int (select, ":key", after->key);
  osr_statement_bind_int (select, ":limit", limit);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    Found *one = g_new0 (Found, 1);

    one->row = read_row (select);
    one->place.over = after->over;
    one->place.due = one->row->over ? -one->row->at : osr_statement_get_int (select, "due");
    one->place.key = osr_statement_get_int (select, "key");
    g_ptr_array_add (found, one);
  }
  return step == OSR_STEP_DONE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Found *one = *(Found *const *) a;
  const Found *other = *(Found *const *) b;

  if (one->place.due != other->place.due)
    return one->place.due < other->place.due ? -1 : 1;
  return one->place.key < other->place.key ? -1 : one->place.key > other->place.key;
}

/* Of equal neighbours the first stays. */
static void
drop_doubles (GPtrArray *found)
{
  guint kept = 0;

  for (guint i = 0; i < found->len; i++) {
    gpointer one = g_steal_pointer (&found->pdata[i]);

    if (kept > 0 && compare (&found->pdata[kept - 1], &one) == 0)
      found_free (one);
    else
      found->pdata[kept++] = one;
  }
  found->len = kept;
}

/* (transfer full): the next @limit rows after a place, of all scopes, each once */
static GPtrArray *
fetch (OsrIndex *self, const char *person, const Place *after, guint limit, GError **error)
{
  g_autoptr (GPtrArray) scopes = list_scopes (self, person, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (found_free);

  if (scopes == NULL)
    return NULL;
  for (guint i = 0; i < scopes->len; i++) {
    if (!add_scope (self, scopes->pdata[i], after, limit, found, error))
      return NULL;
  }
  g_ptr_array_sort (found, compare);
  drop_doubles (found);
  if (found->len > limit)
    g_ptr_array_set_size (found, (int) limit);
  return g_steal_pointer (&found);
}

/* (transfer full): the person, and those for whom they stand in */
static GPtrArray *
list_standing (OsrIndex *self, const char *person)
{
  OsrRegistry *registry = osr_log_get_registry (self->log);
  g_autoptr (GPtrArray) absent =
      osr_registry_substitutes_for (registry, person, osr_clock_now (self->log->clock));
  GPtrArray *standing = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (standing, g_strdup (person));
  for (guint i = 0; absent != NULL && i < absent->len; i++)
    g_ptr_array_add (standing, g_strdup (g_ptr_array_index (absent, i)));
  return standing;
}

static gboolean
works_for (OsrIndex *self, const char *person, const char *body)
{
  GPtrArray *grants = osr_registry_get_grants (osr_log_get_registry (self->log));

  for (guint i = 0; body != NULL && i < grants->len; i++) {
    const OsrGrant *grant = g_ptr_array_index (grants, i);

    if (g_strcmp0 (grant->person, person) == 0 && g_strcmp0 (grant->body, body) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_of (OsrIndex *self, OsrCase *c, const char *person)
{
  if (g_strcmp0 (c->detected_by, person) == 0)
    return TRUE;
  for (guint i = 0; i < c->bodies->len; i++) {
    const OsrCaseBody *body = g_ptr_array_index (c->bodies, i);

    if (!body->returned && works_for (self, person, body->body))
      return TRUE;
  }
  return FALSE;
}

/* What only the whole case can say. */
static gboolean
is_wanted (OsrIndex *self, const OsrIndexQuery *query, const OsrIndexRow *row)
{
  OsrRegistry *registry = osr_log_get_registry (self->log);
  g_autoptr (OsrCase) c = osr_log_load_case (self->log, row->id, NULL);
  g_autoptr (GPtrArray) standing = list_standing (self, query->person);

  for (guint i = 0; c != NULL && i < standing->len; i++) {
    const char *person = g_ptr_array_index (standing, i);

    if (query->view == OSR_INDEX_ACT ? osr_rules_next_step (c, registry, person) != NULL
                                     : is_of (self, c, person))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_judged (OsrIndexView view)
{
  return view == OSR_INDEX_ACT || view == OSR_INDEX_MINE;
}

/* Takes of @found what the view shows. Returns: whether the list ends here, by its order. */
static gboolean
take (OsrIndex *self, const OsrIndexQuery *query, GPtrArray *found, GPtrArray *rows, Place *last)
{
  OsrInstant now = osr_clock_now (self->log->clock);

  for (guint i = 0; i < found->len && rows->len < query->limit; i++) {
    Found *one = g_ptr_array_index (found, i);

    if (query->view == OSR_INDEX_OVERDUE && one->place.due > now)
      return TRUE;
    *last = one->place;
    if ((query->view == OSR_INDEX_OVERDUE &&
         (one->row->overdue_at == OSR_INSTANT_UNKNOWN || one->row->overdue_at > now)) ||
        (is_judged (query->view) && !is_wanted (self, query, one->row)))
      continue;
    g_ptr_array_add (rows, g_steal_pointer (&one->row));
  }
  return FALSE;
}

GPtrArray *
osr_index_list (OsrIndex *self, const OsrIndexQuery *query, char **next, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_index_row_free);
  g_autoptr (GPtrArray) found = NULL;
  guint limit = CLAMP (query->limit, 1, OSR_INDEX_ROWS_MOST);
  OsrIndexQuery bounded = { query->person, query->view, limit };
  guint batch = is_judged (query->view) || query->view == OSR_INDEX_OVERDUE ? MOST_JUDGED : limit;
  gboolean ended;
  Place place;

  *next = NULL;
  if (!read_place (query->after, &place, error))
    return NULL;
  if (query->view == OSR_INDEX_CLOSED && place.over == 0)
    place =
        query->before > 0 ? (Place){ 1, -query->before, G_MAXINT64 } : (Place){ 1, G_MININT64, 0 };
  found = fetch (self, query->person, &place, batch, error);
  if (found == NULL)
    return NULL;
  ended = take (self, &bounded, found, rows, &place);
  if (!ended && (found->len >= batch || rows->len >= limit)) {
    *next = write_place (&place);
  } else if (query->view == OSR_INDEX_ALL && place.over == 0) {
    place = (Place){ 1, G_MININT64, 0 };
    g_ptr_array_unref (found);
    found = fetch (self, query->person, &place, limit, error);
    if (found == NULL)
      return NULL;
    take (self, &bounded, found, rows, &place);
    if (rows->len >= limit)
      *next = write_place (&place);
  }
  return g_steal_pointer (&rows);
}

static OsrIndexRow *
load_row (OsrIndex *self, const char *id)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, OSR_INDEX_SQL_ROWS " FROM index_row r WHERE r.id = :id", NULL);

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":id", id);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW ? read_row (select) : NULL;
}

/* What others may read is looked at and passed over; nothing tells that it was there. */
GPtrArray *
osr_index_search (OsrIndex *self, const char *person, const char *query, OsrSearchOrder order,
                  guint limit, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  guint most = CLAMP (limit, 1, OSR_INDEX_ROWS_MOST);
  guint ask = most;

  for (;; ask *= 8) {
    g_clear_pointer (&hits, g_ptr_array_unref);
    g_clear_pointer (&rows, g_ptr_array_unref);
    rows = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_index_row_free);
    hits = osr_cache_search (self->cache, query, order, MIN (ask, MOST_HITS), error);
    if (hits == NULL)
      return NULL;
    for (guint i = 0; i < hits->len && rows->len < most; i++) {
      const OsrCacheHit *hit = g_ptr_array_index (hits, i);
      OsrIndexRow *row =
          osr_log_can_see (self->log, person, hit->id) ? load_row (self, hit->id) : NULL;

      if (row == NULL)
        continue;
      row->field = g_strdup (hit->field);
      row->piece = g_strdup (hit->piece);
      g_ptr_array_add (rows, row);
    }
    if (rows->len >= most || hits->len < MIN (ask, MOST_HITS) || ask >= MOST_HITS)
      return g_steal_pointer (&rows);
  }
}

static void
move_ids (OsrIndex *self, const char *person, GPtrArray *found, gboolean own, GPtrArray *ids)
{
  for (guint i = 0; i < found->len; i++) {
    const Found *one = g_ptr_array_index (found, i);

    if (works_for (self, person, one->row->body) == own)
      g_ptr_array_add (ids, g_strdup (one->row->id));
  }
}

GPtrArray *
osr_index_list_open (OsrIndex *self, const char *person, guint most, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Place start = { 0, G_MININT64, 0 };
  g_autoptr (GPtrArray) found = fetch (self, person, &start, most, error);

  if (found == NULL)
    return NULL;
  move_ids (self, person, found, TRUE, ids);
  move_ids (self, person, found, FALSE, ids);
  return g_steal_pointer (&ids);
}

char *
osr_index_explain (OsrIndex *self)
{
  GString *plan = g_string_new (NULL);
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, "EXPLAIN QUERY PLAN " OSR_INDEX_SQL_LIST, NULL);

  while (select != NULL && osr_statement_step (select, NULL) == OSR_STEP_ROW)
    g_string_append_printf (plan, "%s\n", osr_statement_get_text (select, "detail"));
  return g_string_free (plan, FALSE);
}
