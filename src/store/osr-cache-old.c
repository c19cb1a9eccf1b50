/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cases were closed long ago; and letting one go that the person may still see. */
#include "store/osr-cache-private.h"

/* The log grows with the clock: after the first event that is young enough there is no older one. */
#define OLDEST                                                                                     \
  "SELECT stream, meta FROM event INDEXED BY event_seq WHERE stream <> 'office' ORDER BY seq"
#define OVER      "SELECT 1 AS n FROM case_row WHERE id = :id AND rank = 2"
#define BACKWARDS "SELECT meta FROM event WHERE stream = :id ORDER BY version DESC"

/* (transfer full) (nullable) */
static OsrEvent *
event_of (OsrStatement *select)
{
  g_autoptr (GBytes) meta = osr_statement_dup_bytes (select, "meta");

  return osr_event_new_from_json (meta, NULL, NULL);
}

static gboolean
is_earlier (OsrEvent *event, OsrInstant before)
{
  return event != NULL && event->at != OSR_INSTANT_UNKNOWN && event->at < before;
}

static gboolean
is_over (OsrCache *self, const char *id)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, OVER, NULL);

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":id", id);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW;
}

/* Of a case that is over: by its end. A note or destroyed words after it do not make it young again. */
static gboolean
ended_before (OsrCache *self, const char *id, OsrInstant before)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, BACKWARDS, NULL);

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":id", id);
  while (osr_statement_step (select, NULL) == OSR_STEP_ROW) {
    g_autoptr (OsrEvent) event = event_of (select);

    if (event != NULL &&
        (g_str_equal (event->type, "closed") || g_str_equal (event->type, "dismissed")))
      return is_earlier (event, before);
  }
  return FALSE;
}

static GHashTable *
begun_before (OsrCache *self, OsrInstant before, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, OLDEST, error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    g_autoptr (OsrEvent) event = event_of (select);

    if (!is_earlier (event, before))
      break;
    g_hash_table_add (ids, osr_statement_dup_text (select, "stream"));
  }
  return step != OSR_STEP_FAILED ? g_steal_pointer (&ids) : NULL;
}

GPtrArray *
osr_cache_list_old (OsrCache *self, OsrInstant before, GError **error)
{
  g_autoptr (GHashTable) begun = begun_before (self, before, error);
  GPtrArray *old;
  GHashTableIter iter;
  gpointer id;

  if (begun == NULL)
    return NULL;
  old = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, begun);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (is_over (self, id) && ended_before (self, id, before))
      g_ptr_array_add (old, g_strdup (id));
  }
  return old;
}

gboolean
osr_cache_drop_case (OsrCache *self, const char *id, GError **error)
{
  g_autoptr (OsrTransaction) transaction =
      osr_cache_settle (self, error) ? osr_transaction_join (self->database, error) : NULL;

  return transaction != NULL && osr_cache_forget (self, id, error) &&
         osr_transaction_commit (transaction, error);
}

GPtrArray *
osr_cache_steal_missing (OsrCache *self)
{
  if (self->missing == NULL)
    return g_ptr_array_new_with_free_func (g_free);
  return g_steal_pointer (&self->missing);
}

void
osr_cache_note_missing (OsrCache *self, const char *stream)
{
  if (self->missing == NULL)
    self->missing = g_ptr_array_new_with_free_func (g_free);
  if (!g_ptr_array_find_with_equal_func (self->missing, stream, g_str_equal, NULL))
    g_ptr_array_add (self->missing, g_strdup (stream));
}
