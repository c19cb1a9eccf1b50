/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue: a row for each case, worked out from what is shown of it, kept in the cache in the order
 * that presses this person. One timer waits for the next moment at which a case becomes overdue;
 * counting down is the window's. */
#include "core/office/osr-substitution.h"
#include "core/record/osr-stream.h"
#include "core/osr-rules.h"
#include "osr-config.h"
#include "store/search/osr-case-row.h"
#include "sync/centre/osr-replica-centre.h"
#include "sync/osr-replica-private.h"

/* Up to where the rows of the queue have been worked out, and by which program. */
#define KEY_ROWS "rows"

#define LEAST_DUE_MS 20

/* A promise is an alarm beside the limits: it presses when none of them does, and wakes a closed case. */
static void
set_promise (OsrReplica *self, OsrCase *c, OsrCacheRow *row)
{
  OsrInstant due = osr_rules_promise_due (c, self->registry);

  if (due == OSR_INSTANT_UNKNOWN || !row->mine)
    return;
  row->promised = TRUE;
  row->over = FALSE;
  row->acts = row->acts || osr_replica_has_broken_promise (self, c);
  if (row->due == OSR_INSTANT_UNKNOWN)
    row->due = due;
  if (row->overdue_at == OSR_INSTANT_UNKNOWN || due < row->overdue_at)
    row->overdue_at = due;
}

/* What is not written now is made up for when the file can be written, or at the next start. */
static void
row_failed (OsrReplica *self, const char *what, const GError *error)
{
  self->rows_wrong = TRUE;
  osr_replica_store_failed (self, what, error);
}

static void
put_row (OsrReplica *self, OsrCase *c, OsrReadText *read)
{
  const char *person = osr_replica_get_actor (self, c);
  g_auto (OsrCaseRow) words = { 0 };
  OsrCacheRow *row = &words.row;
  g_autoptr (GError) error = NULL;

  osr_case_row_init (&words, c, self->registry);
  row->read = read;
  /* The absent person's queue is the substitute's, too. */
  row->mine = osr_replica_is_in_hand (self, c);
  if (person != NULL)
    osr_case_row_set_limits (&words, c, self->registry, person);
  set_promise (self, c, row);
  if (!osr_cache_put_row (self->cache, row, &error))
    row_failed (self, "A row of the queue could not be kept", error);
}

static void
update_row (OsrReplica *self, const char *id)
{
  g_autoptr (OsrCase) c = NULL;
  g_autoptr (GError) error = NULL;

  g_hash_table_remove (self->folds, id);
  if (g_str_equal (id, OSR_STREAM_OFFICE) || osr_stream_is_record (id))
    return;
  c = osr_replica_get_case (self, id);
  if (c != NULL && !osr_replica_is_visited (self, id))
    put_row (self, c, NULL);
  else if (!osr_cache_remove_row (self->cache, id, &error))
    row_failed (self, "A row of the queue could not be removed", error);
}

/* What was forgotten or erased must not stay in the files: they are cleaned between other work. */
static gboolean
on_purge (gpointer user_data)
{
  OsrReplica *self = user_data;
  gboolean done = FALSE;
  g_autoptr (GError) error = NULL;

  if (!osr_cache_purge_step (self->cache, &done, &error)) {
    osr_replica_report ("Erased words may still be in the cache's files", error);
    done = TRUE;
  }
  if (!done)
    return G_SOURCE_CONTINUE;
  self->purge_source = 0;
  return G_SOURCE_REMOVE;
}

static void
purge (OsrReplica *self)
{
  if (self->purge_source == 0)
    self->purge_source = g_idle_add (on_purge, self);
}

/* Without the transaction the rows are right all the same, only slower. */
void
osr_replica_queue_update (OsrReplica *self, GPtrArray *ids)
{
  g_autoptr (GError) error = NULL;
  OsrTransaction *transaction = osr_cache_begin (self->cache, &error);

  for (guint i = 0; i < ids->len; i++)
    update_row (self, g_ptr_array_index (ids, i));
  if (transaction == NULL || !osr_transaction_commit (transaction, &error))
    row_failed (self, "The queue could not be written", error);
  g_clear_pointer (&transaction, osr_transaction_free);
  purge (self);
}

void
osr_replica_queue_take (OsrReplica *self, const OsrSnapshotPiece *piece, GPtrArray *ids)
{
  gboolean pending = osr_outbox_count (self->outbox, OSR_OUTBOX_SHOWN) > 0;

  for (guint i = 0; i < piece->page->entries->len; i++) {
    const OsrEntry *entry = g_ptr_array_index (piece->page->entries, i);
    OsrCase *c = g_ptr_array_index (piece->folds, i);
    guint place;

    if (osr_stream_get_kind (entry->stream) != OSR_STREAM_OF_CASE ||
        !g_ptr_array_find_with_equal_func (ids, entry->stream, g_str_equal, &place))
      continue;
    if (c != NULL && osr_replica_complete_case (self, c, pending)) {
      g_hash_table_remove (self->folds, entry->stream);
      put_row (self, c, g_ptr_array_index (piece->reads, i));
    } else {
      update_row (self, entry->stream);
    }
    g_ptr_array_remove_index (ids, place);
  }
  purge (self);
}

static char *
dup_rows_mark (OsrReplica *self)
{
  return g_strdup_printf ("%s %s " OSR_VERSION, osr_cache_get_epoch (self->cache),
                          osr_cache_get_cursor (self->cache));
}

void
osr_replica_queue_mark (OsrReplica *self)
{
  g_autofree char *mark = dup_rows_mark (self);
  g_autofree char *before = osr_outbox_get (self->outbox, KEY_ROWS);
  g_autoptr (GError) error = NULL;

  if (self->rows_wrong)
    return;
  if (g_strcmp0 (before, mark) != 0 && !osr_outbox_set (self->outbox, KEY_ROWS, mark, &error))
    osr_replica_report ("A setting of the outbox could not be kept", error);
}

void
osr_replica_queue_update_all (OsrReplica *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = osr_cache_list_streams (self->cache, &error);

  if (ids == NULL)
    osr_replica_report ("The cache could not be read", error);
  else
    osr_replica_queue_update (self, ids);
}

/* What was promised and is past waits for its person from now on. */
static void
update_promised (OsrReplica *self)
{
  g_autoptr (GPtrArray) ids = osr_replica_list (self, OSR_QUEUE_PROMISED, NULL);

  if (ids->len > 0)
    osr_replica_queue_update (self, ids);
}

static gboolean
has_come (OsrReplica *self, OsrInstant at)
{
  return at != OSR_INSTANT_UNKNOWN && osr_clock_now (self->clock) >= at;
}

static gboolean
on_due (gpointer user_data)
{
  OsrReplica *self = user_data;
  OsrInstant waited_for = self->due_at;
  OsrInstant standing_at = self->standing_at;

  self->due_source = 0;
  osr_replica_lock_check (self);
  osr_replica_drop_old (self);
  osr_replica_queue_arm (self);
  if (has_come (self, standing_at)) {
    osr_replica_queue_update_all (self);
    osr_replica_emit_registry_changed (self);
  } else if (has_come (self, waited_for)) {
    update_promised (self);
  }
  if (has_come (self, standing_at) || has_come (self, waited_for))
    osr_replica_emit_queue_changed (self);
  return G_SOURCE_REMOVE;
}

void
osr_replica_queue_arm (OsrReplica *self)
{
  OsrInstant now = osr_clock_now (self->clock);
  gint64 delay = self->times.due_most;

  g_clear_handle_id (&self->due_source, g_source_remove);
  self->due_at = osr_cache_next_overdue (self->cache, now);
  if (self->due_at != OSR_INSTANT_UNKNOWN)
    delay = CLAMP ((self->due_at - now) / 1000 + 1, LEAST_DUE_MS, delay);
  /* Who stands in for whom changes by itself, too. */
  self->standing_at = osr_registry_next_substitution (self->registry, now);
  if (self->standing_at != OSR_INSTANT_UNKNOWN)
    delay = CLAMP ((self->standing_at - now) / 1000 + 1, LEAST_DUE_MS, delay);
  self->due_source = g_timeout_add ((guint) delay, on_due, self);
}

/* The program may have ended between a command and the row that follows from it. */
static void
make_up_commands (OsrReplica *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) commands =
      osr_outbox_list (self->outbox, NULL, OSR_OUTBOX_SHOWN | OSR_OUTBOX_REFUSED, &error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (commands == NULL) {
    osr_replica_report ("The outbox could not be read", error);
    return;
  }
  for (guint i = 0; i < commands->len; i++) {
    OsrOutboxCommand *command = g_ptr_array_index (commands, i);

    if (!g_ptr_array_find_with_equal_func (ids, command->case_id, g_str_equal, NULL))
      g_ptr_array_add (ids, command->case_id);
  }
  if (ids->len > 0)
    osr_replica_queue_update (self, ids);
}

void
osr_replica_queue_open (OsrReplica *self)
{
  g_autofree char *kept = osr_outbox_get (self->outbox, KEY_ROWS);
  g_autofree char *mark = dup_rows_mark (self);

  osr_replica_cases_read_office (self);
  if (g_strcmp0 (kept, mark) != 0) {
    osr_replica_queue_update_all (self);
    osr_replica_queue_mark (self);
  } else {
    update_promised (self);
  }
  make_up_commands (self);
  osr_replica_drop_destroyed (self);
  osr_replica_drop_old (self);
  purge (self);
  osr_replica_queue_arm (self);
}

void
osr_replica_queue_close (OsrReplica *self)
{
  g_clear_handle_id (&self->due_source, g_source_remove);
  g_clear_handle_id (&self->purge_source, g_source_remove);
}

static OsrCacheFilter
cache_filter (OsrQueueFilter filter)
{
  switch (filter) {
  case OSR_QUEUE_ACT:
    return OSR_CACHE_ACT;
  case OSR_QUEUE_MINE:
    return OSR_CACHE_MINE;
  case OSR_QUEUE_OVERDUE:
    return OSR_CACHE_OVERDUE;
  case OSR_QUEUE_PROMISED:
    return OSR_CACHE_PROMISED;
  case OSR_QUEUE_ALL:
  default:
    return OSR_CACHE_ALL;
  }
}

GPtrArray *
osr_replica_list (OsrReplica *self, OsrQueueFilter filter, const char *search)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *ids;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);

  if (self->locked)
    return g_ptr_array_new_with_free_func (g_free);
  ids = osr_cache_list (self->cache, cache_filter (filter), osr_clock_now (self->clock), search,
                        &error);
  if (ids != NULL)
    return ids;
  osr_replica_report ("The queue could not be read", error);
  return g_ptr_array_new_with_free_func (g_free);
}

GPtrArray *
osr_replica_list_since (OsrReplica *self, OsrInstant since)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *ids;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);

  if (self->locked)
    return g_ptr_array_new_with_free_func (g_free);
  ids = osr_cache_list_since (self->cache, since, &error);
  if (ids != NULL)
    return ids;
  osr_replica_report ("What happened could not be read", error);
  return g_ptr_array_new_with_free_func (g_free);
}

GPtrArray *
osr_replica_find_similar (OsrReplica *self, OsrCase *c, guint limit)
{
  g_autofree char *author = osr_case_row_dup_author (c);
  OsrCacheLike like = { .id = c->id, .text = c->text, .author_id = author, .place = c->locality };
  g_autoptr (GError) error = NULL;
  GPtrArray *found;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);

  found = osr_cache_find_similar (self->cache, &like, limit, &error);
  if (found != NULL)
    return found;
  osr_replica_report ("Similar messages could not be looked for", error);
  return g_ptr_array_new ();
}

guint
osr_replica_count (OsrReplica *self, OsrQueueFilter filter)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), 0);

  if (self->locked)
    return 0;
  return osr_cache_count (self->cache, cache_filter (filter), osr_clock_now (self->clock));
}
