/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps one handle a case and moves as few of them as possible, so that the list keeps its place
 * under the reader's eyes. What is in the queue and in which order is decided by the replica. */
#include "app/queue/osr-queue-model.h"

#include <gio/gio.h>

struct _OsrQueueModel {
  GObject parent_instance;

  /* owned */
  OsrReplica *replica;
  GPtrArray *items;  /* OsrQueueItem, in order */
  GHashTable *by_id; /* id (of the item) → item, not owned */
  char *search;
  OsrCentre *centre;

  OsrQueueFilter filter;
  guint idle;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrQueueModel, osr_queue_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint updated_signal;

/* --- GListModel --- */

static GType
get_item_type (GListModel *model)
{
  return OSR_TYPE_QUEUE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return OSR_QUEUE_MODEL (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  OsrQueueModel *self = OSR_QUEUE_MODEL (model);

  if (position >= self->items->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* --- from one order to another --- */

/* New place of each present item, -1 for those that go. */
static int *
find_places (OsrQueueModel *self, GPtrArray *ids)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  int *found = g_new (int, self->items->len + 1);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_insert (places, g_ptr_array_index (ids, i), GINT_TO_POINTER (i + 1));
  for (guint i = 0; i < self->items->len; i++)
    found[i] = GPOINTER_TO_INT (g_hash_table_lookup (
                   places, osr_queue_item_get_id (g_ptr_array_index (self->items, i)))) -
               1;
  return found;
}

/* First of @tails whose place is not below @place. */
static guint
find_tail (const int *places, const guint *tails, guint length, int place)
{
  guint low = 0;
  guint high = length;

  while (low < high) {
    const guint middle = (low + high) / 2;

    if (places[tails[middle]] < place)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Marks the longest run of items whose order is right already: those need not move. */
static gboolean *
find_kept (const int *places, guint n)
{
  g_autofree guint *tails = g_new (guint, n + 1);
  g_autofree int *previous = g_new (int, n + 1);
  gboolean *kept = g_new0 (gboolean, n + 1);
  guint length = 0;

  for (guint i = 0; i < n; i++) {
    guint at;

    if (places[i] < 0)
      continue;
    at = find_tail (places, tails, length, places[i]);
    previous[i] = at > 0 ? (int) tails[at - 1] : -1;
    tails[at] = i;
    length = MAX (length, at + 1);
  }
  for (int i = length > 0 ? (int) tails[length - 1] : -1; i >= 0; i = previous[i])
    kept[i] = TRUE;
  return kept;
}

/* Takes out the runs of items that are not kept, from the end, so that places before them hold. */
static void
remove_runs (OsrQueueModel *self, const gboolean *kept)
{
  guint end = self->items->len;

  while (end > 0) {
    guint start = end;

    while (start > 0 && !kept[start - 1])
      start--;
    if (start < end) {
      g_ptr_array_remove_range (self->items, start, end - start);
      g_list_model_items_changed (G_LIST_MODEL (self), start, end - start, 0);
    }
    end = start > 0 ? start - 1 : 0;
  }
}

static gboolean
is_at (OsrQueueModel *self, guint position, const char *id)
{
  return position < self->items->len &&
         g_str_equal (osr_queue_item_get_id (g_ptr_array_index (self->items, position)), id);
}

/* The handle of @id: the one it had, else a new one. */
static OsrQueueItem *
ref_item (GHashTable *old, const char *id, OsrReplica *replica)
{
  OsrQueueItem *item = g_hash_table_lookup (old, id);

  return item != NULL ? g_object_ref (item) : osr_queue_item_new (id, replica);
}

/* Puts in the runs of ids that are not there, from the start. */
static void
insert_runs (OsrQueueModel *self, GPtrArray *ids, GHashTable *old)
{
  guint i = 0;

  while (i < ids->len) {
    const guint start = i;

    while (i < ids->len && !is_at (self, start, g_ptr_array_index (ids, i)))
      i++;
    for (guint j = start; j < i; j++)
      g_ptr_array_insert (self->items, (int) j,
                          ref_item (old, g_ptr_array_index (ids, j), self->replica));
    if (i > start)
      g_list_model_items_changed (G_LIST_MODEL (self), start, 0, i - start);
    else
      i++;
  }
}

static void
index_items (OsrQueueModel *self)
{
  g_hash_table_remove_all (self->by_id);
  for (guint i = 0; i < self->items->len; i++) {
    OsrQueueItem *item = g_ptr_array_index (self->items, i);

    g_hash_table_insert (self->by_id, (gpointer) osr_queue_item_get_id (item), item);
  }
}

/* --- what the replica tells --- */

static gboolean
on_idle (gpointer data)
{
  OsrQueueModel *self = data;

  self->idle = 0;
  osr_queue_model_update (self);
  return G_SOURCE_REMOVE;
}

/* A burst of changes is one update. */
static void
schedule_update (OsrQueueModel *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (on_idle, self);
}

static void
on_case_changed (OsrReplica *replica, const char *id, OsrQueueModel *self)
{
  OsrQueueItem *item = g_hash_table_lookup (self->by_id, id);

  if (item != NULL)
    osr_queue_item_invalidate (item);
  schedule_update (self);
}

static void
on_registry_changed (OsrReplica *replica, OsrQueueModel *self)
{
  for (guint i = 0; i < self->items->len; i++)
    osr_queue_item_invalidate (g_ptr_array_index (self->items, i));
  schedule_update (self);
}

/* --- what the centre adds --- */

/* What is looked for there follows what is looked for here. */
static void
point_centre (OsrQueueModel *self)
{
  osr_centre_set_words (self->centre, self->search);
  if (self->search == NULL && self->filter != OSR_QUEUE_ALL)
    osr_centre_clear (self->centre);
}

/* Puts below @ids those that only the centre told of. */
static void
add_from_centre (OsrQueueModel *self, GPtrArray *ids)
{
  GPtrArray *found = osr_centre_get_items (self->centre);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; found->len > 0 && i < ids->len; i++)
    g_hash_table_add (seen, ids->pdata[i]);
  for (guint i = 0; i < found->len; i++) {
    const char *id = osr_queue_item_get_id (found->pdata[i]);

    if (g_hash_table_add (seen, (gpointer) id))
      g_ptr_array_add (ids, g_strdup (id));
  }
}

/* (transfer full): id → handle: those that are in the list, and those that came from the centre */
static GHashTable *
index_handles (OsrQueueModel *self)
{
  GPtrArray *found = osr_centre_get_items (self->centre);
  GHashTable *handles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);

  for (guint i = 0; i < found->len; i++) {
    OsrQueueItem *item = g_object_ref (found->pdata[i]);

    g_hash_table_replace (handles, (gpointer) osr_queue_item_get_id (item), item);
  }
  for (guint i = 0; i < self->items->len; i++) {
    OsrQueueItem *item = g_object_ref (self->items->pdata[i]);

    g_hash_table_replace (handles, (gpointer) osr_queue_item_get_id (item), item);
  }
  return handles;
}

/* --- GObject --- */

static void
osr_queue_model_dispose (GObject *object)
{
  OsrQueueModel *self = OSR_QUEUE_MODEL (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->replica);
  if (self->centre != NULL)
    g_signal_handlers_disconnect_by_data (self->centre, self);
  g_clear_object (&self->centre);

  G_OBJECT_CLASS (osr_queue_model_parent_class)->dispose (object);
}

static void
osr_queue_model_finalize (GObject *object)
{
  OsrQueueModel *self = OSR_QUEUE_MODEL (object);

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->items);
  g_free (self->search);

  G_OBJECT_CLASS (osr_queue_model_parent_class)->finalize (object);
}

static void
osr_queue_model_class_init (OsrQueueModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = osr_queue_model_dispose;
  object_class->finalize = osr_queue_model_finalize;
  updated_signal = g_signal_new ("updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_queue_model_init (OsrQueueModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->centre = osr_centre_new ();
  g_signal_connect_object (self->centre, "changed", G_CALLBACK (schedule_update), self,
                           G_CONNECT_SWAPPED);
}

/* --- public --- */

/**
 * osr_queue_model_new:
 *
 * Returns: (transfer full): an empty queue
 */
OsrQueueModel *
osr_queue_model_new (void)
{
  return g_object_new (OSR_TYPE_QUEUE_MODEL, NULL);
}

void
osr_queue_model_set_replica (OsrQueueModel *self, OsrReplica *replica)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  g_return_if_fail (OSR_IS_QUEUE_MODEL (self));

  if (self->replica == replica)
    return;
  osr_centre_set_replica (self->centre, replica);
  osr_queue_model_replace (self, nothing); /* handles read from one replica only */
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_set_object (&self->replica, replica);
  if (replica != NULL) {
    g_signal_connect_object (replica, "case-changed", G_CALLBACK (on_case_changed), self, 0);
    g_signal_connect_object (replica, "case-removed", G_CALLBACK (schedule_update), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (replica, "queue-changed", G_CALLBACK (schedule_update), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (replica, "registry-changed", G_CALLBACK (on_registry_changed), self,
                             0);
  }
  osr_queue_model_update (self);
}

void
osr_queue_model_set_filter (OsrQueueModel *self, OsrQueueFilter filter)
{
  g_return_if_fail (OSR_IS_QUEUE_MODEL (self));
  if (self->filter == filter)
    return;
  self->filter = filter;
  point_centre (self);
  osr_queue_model_update (self);
}

OsrQueueFilter
osr_queue_model_get_filter (OsrQueueModel *self)
{
  g_return_val_if_fail (OSR_IS_QUEUE_MODEL (self), OSR_QUEUE_ACT);
  return self->filter;
}

void
osr_queue_model_set_search (OsrQueueModel *self, const char *search)
{
  g_return_if_fail (OSR_IS_QUEUE_MODEL (self));
  if (search != NULL && *search == '\0')
    search = NULL;
  if (g_strcmp0 (search, self->search) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (search);
  point_centre (self);
  osr_queue_model_update (self);
}

const char *
osr_queue_model_get_search (OsrQueueModel *self)
{
  g_return_val_if_fail (OSR_IS_QUEUE_MODEL (self), NULL);
  return self->search;
}

guint
osr_queue_model_count (OsrQueueModel *self, OsrQueueFilter filter)
{
  g_return_val_if_fail (OSR_IS_QUEUE_MODEL (self), 0);
  return self->replica != NULL ? osr_replica_count (self->replica, filter) : 0;
}

OsrCentre *
osr_queue_model_get_centre (OsrQueueModel *self)
{
  g_return_val_if_fail (OSR_IS_QUEUE_MODEL (self), NULL);
  return self->centre;
}

int
osr_queue_model_find (OsrQueueModel *self, const char *id)
{
  OsrQueueItem *item;
  guint position;

  g_return_val_if_fail (OSR_IS_QUEUE_MODEL (self), -1);
  item = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
  if (item == NULL || !g_ptr_array_find (self->items, item, &position))
    return -1;
  return (int) position;
}

void
osr_queue_model_update (OsrQueueModel *self)
{
  g_return_if_fail (OSR_IS_QUEUE_MODEL (self));

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->replica != NULL) {
    g_autoptr (GPtrArray) ids = osr_replica_list (self->replica, self->filter, self->search);

    add_from_centre (self, ids);
    osr_queue_model_replace (self, ids);
  }
  g_signal_emit (self, updated_signal, 0);
}

void
osr_queue_model_replace (OsrQueueModel *self, GPtrArray *ids)
{
  g_autofree int *places = NULL;
  g_autofree gboolean *kept = NULL;
  g_autoptr (GHashTable) old = NULL;

  g_return_if_fail (OSR_IS_QUEUE_MODEL (self));
  g_return_if_fail (ids->len == 0 || self->replica != NULL);

  old = index_handles (self);
  places = find_places (self, ids);
  kept = find_kept (places, self->items->len);
  remove_runs (self, kept);
  insert_runs (self, ids, old);
  index_items (self);
}
