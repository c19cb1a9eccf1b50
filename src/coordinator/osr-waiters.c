/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A waiter's cursor goes on past what its reader may not see, so that a night of other bodies' work
 * is not read again at every event. All who may see the same and stand at the same place are answered with
 * the same bytes: after a working morning that is the whole office. */
#include "coordinator/osr-waiters.h"

#include "coordinator/osr-server.h"

struct _OsrWaiters {
  OsrLog *log;
  GPtrArray *list; /* Waiter */
};

typedef struct {
  OsrWaiters *waiters;
  SoupServerMessage *message;
  char *person;
  char *since; /* nullable */
  guint limit;
  guint timer;
  gulong finished;
} Waiter;

static void
waiter_free (Waiter *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_signal_handler_disconnect (self->message, self->finished);
  g_object_unref (self->message);
  g_free (self->person);
  g_free (self->since);
  g_free (self);
}

OsrWaiters *
osr_waiters_new (OsrLog *log)
{
  OsrWaiters *self = g_new0 (OsrWaiters, 1);

  self->log = log;
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
  return self;
}

/* Returns: whether the request is answered. @last: answer even without news. */
static gboolean
look (Waiter *self, gboolean last)
{
  OsrLog *log = self->waiters->log;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrPageText) page =
      osr_log_write_changes (log, self->person, self->since, self->limit, &error);

  if (page == NULL) {
    osr_answer_error (self->message, error, NULL);
    return TRUE;
  }
  if (!page->news && !last) {
    g_free (self->since);
    self->since = g_strdup (page->next);
    return FALSE;
  }
  osr_answer_bytes (self->message, SOUP_STATUS_OK, page->bytes);
  return TRUE;
}

/* One look at the log, by one or by many: nothing is appended meanwhile. */
typedef struct {
  GHashTable *sights; /* person and place → sight */
  GHashTable *found;  /* limit, place and sight → OsrPageText: what those find who are alike */
} Round;

static void
round_init (Round *self)
{
  self->sights = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->found =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) osr_page_text_free);
}

static void
round_clear (Round *self)
{
  g_clear_pointer (&self->sights, g_hash_table_unref);
  g_clear_pointer (&self->found, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Round, round_clear)

/* (transfer none) (nullable) */
static const char *
find_sight (Round *self, OsrLog *log, const char *person, gint64 position)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %s", position, person);
  char *sight = g_hash_table_lookup (self->sights, key);

  if (sight == NULL && (sight = osr_log_dup_sight (log, person, position, NULL)) != NULL)
    g_hash_table_insert (self->sights, g_steal_pointer (&key), sight);
  return sight;
}

/* (transfer none) (nullable) */
static OsrPageText *
find_page (Round *self, const Waiter *waiter, gint64 position)
{
  OsrLog *log = waiter->waiters->log;
  const char *sight = find_sight (self, log, waiter->person, position);
  g_autofree char *key = NULL;
  OsrPageText *found;

  if (sight == NULL)
    return NULL;
  key = g_strdup_printf ("%u %" G_GINT64_FORMAT " %s", waiter->limit, position, sight);
  found = g_hash_table_lookup (self->found, key);
  if (found == NULL && (found = osr_log_write_changes_after (log, waiter->person, position,
                                                             waiter->limit, NULL)) != NULL)
    g_hash_table_insert (self->found, g_steal_pointer (&key), found);
  return found;
}

/* Returns: whether the request is answered. */
static gboolean
look_with_others (Waiter *self, Round *round)
{
  const OsrPageText *found = NULL;
  gint64 position;

  if (osr_log_read_cursor (self->waiters->log, self->since, &position, NULL))
    found = find_page (round, self, position);
  /* who stands still keeps their cursor, and faults are told to each */
  if (found == NULL || found->position == position)
    return look (self, FALSE);
  if (found->news) {
    osr_answer_bytes (self->message, SOUP_STATUS_OK, found->bytes);
    return TRUE;
  }
  g_free (self->since);
  self->since = g_strdup (found->next);
  return FALSE;
}

static gboolean
on_time_up (gpointer data)
{
  Waiter *self = data;
  g_autoptr (SoupServerMessage) message = g_object_ref (self->message);

  self->timer = 0;
  look (self, TRUE);
  g_ptr_array_remove_fast (self->waiters->list, self);
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

/* The reader has gone away. */
static void
on_finished (SoupServerMessage *message, Waiter *self)
{
  g_ptr_array_remove_fast (self->waiters->list, self);
}

void
osr_waiters_ask (OsrWaiters *self, SoupServerMessage *message, const OsrWaitersAsk *ask)
{
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->waiters = self;
  waiter->message = g_object_ref (message);
  waiter->person = g_strdup (ask->person);
  waiter->since = g_strdup (ask->since);
  waiter->limit = ask->limit;
  waiter->finished = g_signal_connect (message, "finished", G_CALLBACK (on_finished), waiter);
  if (look (waiter, ask->seconds == 0)) {
    waiter_free (waiter);
    return;
  }
  waiter->timer =
      g_timeout_add_seconds (MIN (ask->seconds, OSR_WAIT_MAX_SECONDS), on_time_up, waiter);
  g_ptr_array_add (self->list, waiter);
  soup_server_message_pause (message);
}

void
osr_waiters_wake (OsrWaiters *self)
{
  g_auto (Round) round = { NULL };

  round_init (&round);
  for (guint i = self->list->len; i > 0; i--) {
    Waiter *waiter = g_ptr_array_index (self->list, i - 1);
    g_autoptr (SoupServerMessage) message = g_object_ref (waiter->message);

    if (!look_with_others (waiter, &round))
      continue;
    g_ptr_array_remove_index_fast (self->list, i - 1);
    soup_server_message_unpause (message);
  }
}

guint
osr_waiters_count (OsrWaiters *self)
{
  return self->list->len;
}

void
osr_waiters_free (OsrWaiters *self)
{
  if (self == NULL)
    return;
  while (self->list->len > 0) {
    Waiter *waiter = g_ptr_array_index (self->list, self->list->len - 1);
    g_autoptr (SoupServerMessage) message = g_object_ref (waiter->message);

    look (waiter, TRUE);
    g_ptr_array_remove_index_fast (self->list, self->list->len - 1);
    soup_server_message_unpause (message);
  }
  g_ptr_array_unref (self->list);
  g_free (self);
}
