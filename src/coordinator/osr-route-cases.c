/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The routes that read of the cases what a workstation does not hold: lists, search, one case whole. */
#include "coordinator/osr-command.h"
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-routes.h"
#include "coordinator/osr-server.h"
#include "core/osr-json.h"
#include "store/search/osr-search-query.h"

#define FIRST_ROWS      50
#define INDEX_NOW       50
#define MAX_QUERY_BYTES 1000

static JsonObject *
row_to_json (const OsrIndexRow *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", row->id);
  osr_json_set_text (object, "number", row->number);
  json_object_set_string_member (object, "state", row->state);
  osr_json_set_text (object, "author", row->author);
  json_object_set_string_member (object, "excerpt", row->excerpt);
  osr_json_set_text (object, "body", row->body);
  osr_json_set_text (object, "step", row->step);
  osr_json_set_text (object, "place", row->place);
  osr_json_set_text (object, "network", row->network);
  osr_json_set_text (object, "field", row->field);
  osr_json_set_text (object, "piece", row->piece);
  json_object_set_int_member (object, "version", row->version);
  osr_json_set_instant (object, "at", row->at);
  osr_json_set_instant (object, "due", row->due);
  osr_json_set_instant (object, "overdue_at", row->overdue_at);
  json_object_set_boolean_member (object, "over", row->over);
  return object;
}

static void
answer_rows (OsrExchange *self, GPtrArray *rows, const char *next)
{
  JsonObject *answer = json_object_new ();
  JsonArray *array = json_array_sized_new (rows->len);

  for (guint i = 0; i < rows->len; i++)
    json_array_add_object_element (array, row_to_json (g_ptr_array_index (rows, i)));
  json_object_set_array_member (answer, "cases", array);
  osr_json_set_text (answer, "after", next);
  osr_answer_object (self->message, SOUP_STATUS_OK, answer);
}

static gboolean
refuse_word (OsrExchange *self, const char *sentence)
{
  osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_MALFORMED, sentence);
  return FALSE;
}

/* Takes in what came since, as far as that is quick. */
static OsrIndex *
ready_index (OsrExchange *self)
{
  OsrIndex *index = osr_coordinator_get_index (self->coordinator);
  g_autoptr (GError) error = NULL;

  osr_coordinator_tend (self->coordinator, NULL);
  if (!osr_index_update (index, INDEX_NOW, NULL, &error))
    g_warning ("The lists could not be brought up to date: %s", error->message);
  return index;
}

static gboolean
read_listing (OsrExchange *self, OsrIndexQuery *query)
{
  const char *view = osr_exchange_get_query (self, "view");
  const char *order = osr_exchange_get_query (self, "order");
  gint64 limit;

  if (!osr_index_view_from_nick (view != NULL ? view : "open", &query->view))
    return refuse_word (self, "\"view\" is none that there is.");
  if (order != NULL && !g_str_equal (order, "due"))
    return refuse_word (self, "\"order\" is none that there is.");
  if (!osr_exchange_get_number (self, "limit", FIRST_ROWS, OSR_INDEX_ROWS_MOST, &limit))
    return FALSE;
  if (!osr_exchange_get_number (self, "before", 0, G_MAXINT64, &query->before))
    return FALSE;
  query->limit = (guint) MAX (limit, 1);
  query->after = osr_exchange_get_query (self, "after");
  query->person = self->person;
  return TRUE;
}

void
osr_route_cases (OsrExchange *self)
{
  OsrIndexQuery query = { 0 };
  g_autofree char *next = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_listing (self, &query))
    return;
  rows = osr_index_list (ready_index (self), &query, &next, &error);
  if (rows != NULL)
    answer_rows (self, rows, next);
  else
    osr_answer_error (self->message, error, NULL);
}

void
osr_route_search (OsrExchange *self)
{
  const char *words = osr_exchange_get_query (self, "q");
  const char *order = osr_exchange_get_query (self, "order");
  gboolean best = g_strcmp0 (order, "best") == 0;
  g_autofree char *query = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  gint64 limit;

  if (!osr_exchange_get_number (self, "limit", FIRST_ROWS, OSR_INDEX_ROWS_MOST, &limit))
    return;
  if (words == NULL || strlen (words) > MAX_QUERY_BYTES) {
    refuse_word (self, "\"q\" is missing or too long.");
    return;
  }
  if (order != NULL && !best && !g_str_equal (order, "newest")) {
    refuse_word (self, "\"order\" is none that there is.");
    return;
  }
  query = osr_search_query_new (words, FALSE);
  rows = osr_index_search (ready_index (self), self->person, query,
                           best ? OSR_SEARCH_BEST : OSR_SEARCH_NEWEST, (guint) limit, &error);
  if (rows != NULL)
    answer_rows (self, rows, NULL);
  else
    osr_answer_error (self->message, error, NULL);
}

/* The shape of an entry of a page of changes. */
void
osr_route_case (OsrExchange *self)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  OsrEntry *entry;

  osr_coordinator_tend (self->coordinator, NULL);
  if (!osr_is_uuid (self->id) || !osr_log_can_see (log, self->person, self->id)) {
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_NOT_FOUND, "There is no such case for you.");
    return;
  }
  records = osr_log_load_records (log, self->id, 0, &error);
  if (records == NULL || records->len == 0) {
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_NOT_FOUND, "There is no such case for you.");
    return;
  }
  entry = osr_entry_new (OSR_ENTRY_CASE, self->id,
                         ((OsrRecord *) records->pdata[records->len - 1])->seq,
                         g_ptr_array_ref (records));
  osr_answer_object (self->message, SOUP_STATUS_OK, osr_entry_to_json (entry));
  osr_entry_free (entry);
}
