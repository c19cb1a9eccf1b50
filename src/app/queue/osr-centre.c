/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question at a time. What somebody asked with other words, or as another person, is not waited
 * for. */
#include "app/queue/osr-centre.h"

#include <glib/gi18n.h>

#include "app/shared/osr-sentence.h"
#include "net/osr-net-error.h"
#include "sync/centre/osr-replica-centre.h"

struct _OsrCentre {
  GObject parent_instance;

  /* owned */
  OsrReplica *replica;
  char *words;
  char *after;
  char *problem;
  GPtrArray *items;
  GCancellable *question;

  OsrCentreState state;
};

G_DEFINE_FINAL_TYPE (OsrCentre, osr_centre, G_TYPE_OBJECT)

static guint changed_signal;

static void
set_state (OsrCentre *self, OsrCentreState state)
{
  self->state = state;
  g_signal_emit (self, changed_signal, 0);
}

static void
stop_asking (OsrCentre *self)
{
  if (self->question != NULL)
    g_cancellable_cancel (self->question);
  g_clear_object (&self->question);
}

static void
forget (OsrCentre *self)
{
  stop_asking (self);
  g_ptr_array_set_size (self->items, 0);
  g_clear_pointer (&self->after, g_free);
  g_clear_pointer (&self->problem, g_free);
}

char *
osr_centre_dup_problem (const GError *error)
{
  if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE))
    return g_strdup (_ ("The coordinator cannot be reached, and older cases are only there. Try "
                        "again when the connection is back."));
  if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED))
    return g_strdup (_ ("The centre has no such case for you any more."));
  return osr_sentence_for_error (error);
}

static void
take_rows (OsrCentre *self, OsrWireRows *rows)
{
  GPtrArray *found = rows->rows;

  g_free (self->after);
  self->after = g_strdup (rows->after);
  while (found->len > 0)
    g_ptr_array_add (self->items, osr_queue_item_new_from_centre (
                                      g_ptr_array_steal_index (found, 0), self->replica));
}

static void
on_rows (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrCentre) self = data;
  g_autoptr (GError) error = NULL;
  OsrWireRows *rows = osr_replica_search_centre_finish (OSR_REPLICA (source), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->question) {
    osr_wire_rows_free (rows);
    return;
  }
  g_clear_object (&self->question);
  if (rows != NULL) {
    take_rows (self, rows);
    osr_wire_rows_free (rows);
    set_state (self, OSR_CENTRE_ANSWERED);
    return;
  }
  self->problem = osr_centre_dup_problem (error);
  set_state (self, OSR_CENTRE_FAILED);
}

/* What failed for want of a connection is offered anew. */
static void
on_connection (OsrCentre *self)
{
  if (self->state != OSR_CENTRE_FAILED ||
      osr_replica_get_connection (self->replica) != OSR_CONNECTION_ONLINE)
    return;
  g_clear_pointer (&self->problem, g_free);
  set_state (self, self->items->len > 0 ? OSR_CENTRE_ANSWERED : OSR_CENTRE_IDLE);
}

static void
osr_centre_dispose (GObject *object)
{
  OsrCentre *self = OSR_CENTRE (object);

  stop_asking (self);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (osr_centre_parent_class)->dispose (object);
}

static void
osr_centre_finalize (GObject *object)
{
  OsrCentre *self = OSR_CENTRE (object);

  g_ptr_array_unref (self->items);
  g_free (self->words);
  g_free (self->after);
  g_free (self->problem);

  G_OBJECT_CLASS (osr_centre_parent_class)->finalize (object);
}

static void
osr_centre_class_init (OsrCentreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = osr_centre_dispose;
  object_class->finalize = osr_centre_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_centre_init (OsrCentre *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

OsrCentre *
osr_centre_new (void)
{
  return g_object_new (OSR_TYPE_CENTRE, NULL);
}

void
osr_centre_set_replica (OsrCentre *self, OsrReplica *replica)
{
  g_return_if_fail (OSR_IS_CENTRE (self));

  if (self->replica == replica)
    return;
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_set_object (&self->replica, replica);
  if (replica != NULL)
    g_signal_connect_object (replica, "notify::connection", G_CALLBACK (on_connection), self,
                             G_CONNECT_SWAPPED);
  osr_centre_clear (self);
}

void
osr_centre_set_words (OsrCentre *self, const char *words)
{
  g_return_if_fail (OSR_IS_CENTRE (self));

  if (g_strcmp0 (words, self->words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  osr_centre_clear (self);
}

void
osr_centre_ask (OsrCentre *self)
{
  g_return_if_fail (OSR_IS_CENTRE (self));

  if (self->replica == NULL || self->state == OSR_CENTRE_ASKING ||
      (self->state == OSR_CENTRE_ANSWERED && self->after == NULL))
    return;
  g_clear_pointer (&self->problem, g_free);
  stop_asking (self);
  self->question = g_cancellable_new ();
  set_state (self, OSR_CENTRE_ASKING);
  osr_replica_search_centre_async (self->replica, self->words, self->after, self->question, on_rows,
                                   g_object_ref (self));
}

void
osr_centre_clear (OsrCentre *self)
{
  g_return_if_fail (OSR_IS_CENTRE (self));

  if (self->state == OSR_CENTRE_IDLE)
    return;
  forget (self);
  set_state (self, OSR_CENTRE_IDLE);
}

OsrCentreState
osr_centre_get_state (OsrCentre *self)
{
  g_return_val_if_fail (OSR_IS_CENTRE (self), OSR_CENTRE_IDLE);
  return self->state;
}

GPtrArray *
osr_centre_get_items (OsrCentre *self)
{
  g_return_val_if_fail (OSR_IS_CENTRE (self), NULL);
  return self->items;
}

guint
osr_centre_count_found (OsrCentre *self)
{
  guint found = 0;

  g_return_val_if_fail (OSR_IS_CENTRE (self), 0);
  for (guint i = 0; i < self->items->len; i++)
    found += osr_queue_item_get_row (self->items->pdata[i]) != NULL;
  return found;
}

gboolean
osr_centre_has_more (OsrCentre *self)
{
  g_return_val_if_fail (OSR_IS_CENTRE (self), FALSE);
  return self->after != NULL;
}

char *
osr_centre_dup_sentence (OsrCentre *self)
{
  guint found;

  g_return_val_if_fail (OSR_IS_CENTRE (self), NULL);

  found = osr_centre_count_found (self);
  switch (self->state) {
  case OSR_CENTRE_ASKING:
    return g_strdup (_ ("Asking the centre…"));
  case OSR_CENTRE_FAILED:
    return g_strdup (self->problem);
  case OSR_CENTRE_ANSWERED:
    if (found > 0)
      return g_strdup_printf (ngettext ("%u from the centre", "%u from the centre", found), found);
    return g_strdup (self->words != NULL ? _ ("The centre has found nothing else.")
                                         : _ ("The centre has nothing older for you."));
  case OSR_CENTRE_IDLE:
  default:
    return g_strdup (_ ("Cases closed more than 400 days ago are at the centre."));
  }
}
