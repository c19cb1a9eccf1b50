/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A waiter's cursor goes on past what its reader may not see, so that a night of other bodies' work
 * is not read again at every event. */
#include "coordinator/osr-waiters.h"

#include "coordinator/osr-server.h"
#include "store/snapshot/osr-record-text.h"

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

static void
answer_page (OsrLog *log, SoupServerMessage *message, OsrPage *page)
{
  g_autoptr (GBytes) text = osr_page_to_text (page, osr_clock_now (osr_log_get_clock (log)));

  osr_answer_bytes (message, SOUP_STATUS_OK, text);
}

/* Returns: whether the request is answered. @last: answer even without news. */
static gboolean
look (Waiter *self, gboolean last)
{
  OsrLog *log = self->waiters->log;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrPage) page = NULL;

  page = osr_log_changes (log, self->person, self->since, self->limit, &error);
  if (page == NULL) {
    osr_answer_error (self->message, error, NULL);
    return TRUE;
  }
  if (page->entries->len == 0 && !page->more && !last) {
    g_free (self->since);
    self->since = g_strdup (page->next);
    return FALSE;
  }
  answer_page (log, self->message, page);
  return TRUE;
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
  for (guint i = self->list->len; i > 0; i--) {
    Waiter *waiter = g_ptr_array_index (self->list, i - 1);
    g_autoptr (SoupServerMessage) message = g_object_ref (waiter->message);

    if (!look (waiter, FALSE))
      continue;
    g_ptr_array_remove_index_fast (self->list, i - 1);
    soup_server_message_unpause (message);
  }
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
