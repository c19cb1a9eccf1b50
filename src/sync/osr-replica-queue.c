/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue: a row for each case, worked out from what is shown of it, kept in the cache in the order
 * that presses this person. One timer waits for the next moment at which a case becomes overdue;
 * counting down is the window's. */
#include "core/record/osr-stream.h"
#include "core/osr-rules.h"
#include "core/text/osr-case-words.h"
#include "osr-config.h"
#include "sync/osr-replica-private.h"

/* Up to where the rows of the queue have been worked out, and by which program. */
#define KEY_ROWS "rows"

#define LEAST_DUE_MS 20

/* Whether a body has it that @person works for. */
static gboolean
has_it (OsrReplica *self, OsrCase *c, const char *person)
{
  for (guint i = 0; i < c->bodies->len; i++) {
    const OsrCaseBody *body = g_ptr_array_index (c->bodies, i);

    if (!body->returned && osr_registry_acts_for (self->registry, person, body->body))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_of (OsrReplica *self, OsrCase *c, const char *person)
{
  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = g_ptr_array_index (c->events, i);

    if (osr_event_is (event, "detected") && g_strcmp0 (event->by, person) == 0)
      return TRUE;
  }
  return has_it (self, c, person);
}

static char *
dup_topic_names (OsrReplica *self, OsrCase *c)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; c->topics != NULL && c->topics[i] != NULL; i++) {
    const OsrTopic *topic = osr_registry_find_topic (self->registry, c->topics[i]);

    if (topic != NULL)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", topic->name);
  }
  return g_string_free (names, FALSE);
}

static void
put_row (OsrReplica *self, OsrCase *c)
{
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (c->events, self->registry);
  g_autoptr (GPtrArray) standing = osr_replica_list_standing (self);
  g_autofree char *topics = dup_topic_names (self, c);
  g_autofree char *replies = osr_case_words_dup_replies (c);
  g_autofree char *notes = osr_case_words_dup_notes (c);
  g_autoptr (GError) error = NULL;
  const OsrDeadline *due = NULL;
  OsrCacheRow row = { .id = c->id,
                      .number = c->number,
                      .state = c->state,
                      .due = OSR_INSTANT_UNKNOWN,
                      .overdue_at = OSR_INSTANT_UNKNOWN,
                      .at = c->published_at > 0 ? c->published_at : c->found_at,
                      .author_id = c->author_id,
                      .text = c->text,
                      .author = c->author_name,
                      .topics = topics,
                      .place = c->locality,
                      .replies = replies,
                      .notes = notes };

  row.over = osr_case_is_over (c);
  /* The absent person's queue is the substitute's, too. */
  for (guint i = 0; i < standing->len; i++) {
    const char *person = g_ptr_array_index (standing, i);

    row.mine = row.mine || is_of (self, c, person);
    row.acts = row.acts || osr_rules_next_step (c, self->registry, person) != NULL;
    if (due == NULL)
      due = osr_rules_next_deadline (c, self->registry, person, deadlines);
  }
  if (due != NULL && due->state == OSR_DEADLINE_OPEN) {
    row.due = due->due;
    row.overdue_at = due->spec->optional ? OSR_INSTANT_UNKNOWN : due->due;
  }
  if (!osr_cache_put_row (self->cache, &row, &error))
    osr_replica_report ("A row of the queue could not be kept", error);
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
  if (c != NULL)
    put_row (self, c);
  else if (!osr_cache_remove_row (self->cache, id, &error))
    osr_replica_report ("A row of the queue could not be removed", error);
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
    osr_replica_report ("The queue could not be written", error);
  g_clear_pointer (&transaction, osr_transaction_free);
  purge (self);
}

static char *
dup_rows_mark (OsrReplica *self)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " " OSR_VERSION, osr_cache_get_epoch (self->cache),
                          osr_cache_get_cursor (self->cache));
}

void
osr_replica_queue_mark (OsrReplica *self)
{
  g_autofree char *mark = dup_rows_mark (self);
  g_autofree char *before = osr_outbox_get (self->outbox, KEY_ROWS);
  g_autoptr (GError) error = NULL;

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

static gboolean
on_due (gpointer user_data)
{
  OsrReplica *self = user_data;
  OsrInstant waited_for = self->due_at;

  self->due_source = 0;
  osr_replica_queue_arm (self);
  if (waited_for != OSR_INSTANT_UNKNOWN && osr_clock_now (self->clock) >= waited_for)
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
    make_up_commands (self);
  }
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

  ids = osr_cache_list (self->cache, cache_filter (filter), osr_clock_now (self->clock), search,
                        &error);
  if (ids != NULL)
    return ids;
  osr_replica_report ("The queue could not be read", error);
  return g_ptr_array_new_with_free_func (g_free);
}

GPtrArray *
osr_replica_find_similar (OsrReplica *self, OsrCase *c, guint limit)
{
  OsrCacheLike like = {
    .id = c->id, .text = c->text, .author_id = c->author_id, .place = c->locality
  };
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

  return osr_cache_count (self->cache, cache_filter (filter), osr_clock_now (self->clock));
}
