/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue's list model: what it announces is exactly what happened, handles are stable. */
#include <gio/gio.h>

#include "app/queue/osr-queue-model.h"
#include "osr-app-cases.h"

/* A list kept only by what "items-changed" says. */
typedef struct {
  GListModel *model;
  GPtrArray *items;
  guint moved; /* items announced as new */
} Mirror;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Mirror *mirror = data;

  g_assert_cmpuint (position + removed, <=, mirror->items->len);
  g_assert_cmpuint (removed + added, >, 0);
  if (removed > 0)
    g_ptr_array_remove_range (mirror->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror->items, (int) (position + i),
                        g_list_model_get_item (model, position + i));
  mirror->moved += added;
  g_assert_cmpuint (mirror->items->len, ==, g_list_model_get_n_items (model));
}

static Mirror *
mirror_new (OsrQueueModel *model)
{
  Mirror *mirror = g_new0 (Mirror, 1);

  mirror->model = G_LIST_MODEL (g_object_ref (model));
  mirror->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (mirror->model); i++)
    g_ptr_array_add (mirror->items, g_list_model_get_item (mirror->model, i));
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), mirror);
  return mirror;
}

static void
mirror_free (Mirror *mirror)
{
  g_signal_handlers_disconnect_by_data (mirror->model, mirror);
  g_ptr_array_unref (mirror->items);
  g_object_unref (mirror->model);
  g_free (mirror);
}

static void
assert_equal (Mirror *mirror, GPtrArray *ids)
{
  g_assert_cmpuint (mirror->items->len, ==, ids->len);
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (OsrQueueItem) item = g_list_model_get_item (mirror->model, i);

    g_assert_cmpstr (osr_queue_item_get_id (item), ==, g_ptr_array_index (ids, i));
    g_assert_true (item == g_ptr_array_index (mirror->items, i));
  }
}

typedef struct {
  Desk *desk;
  OsrReplica *replica;
  OsrQueueModel *model;
} Queue;

static void
set_up (Queue *queue, gconstpointer data)
{
  queue->desk = morning_new ();
  queue->replica = desk_open (queue->desk, "olga");
  queue->model = osr_queue_model_new ();
  osr_queue_model_set_replica (queue->model, queue->replica);
}

static void
tear_down (Queue *queue, gconstpointer data)
{
  g_object_unref (queue->model);
  osr_replica_close (queue->replica);
  g_object_unref (queue->replica);
  desk_free (queue->desk);
}

static void
test_filters (Queue *queue, gconstpointer data)
{
  for (int filter = OSR_QUEUE_ACT; filter <= OSR_QUEUE_ALL; filter++) {
    g_autoptr (GPtrArray) ids = osr_replica_list (queue->replica, (OsrQueueFilter) filter, NULL);

    osr_queue_model_set_filter (queue->model, (OsrQueueFilter) filter);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue->model)), ==, ids->len);
    g_assert_cmpuint (osr_queue_model_count (queue->model, (OsrQueueFilter) filter), ==, ids->len);
    for (guint i = 0; i < ids->len; i++)
      g_assert_cmpint (osr_queue_model_find (queue->model, g_ptr_array_index (ids, i)), ==,
                       (int) i);
  }
  g_assert_cmpuint (osr_queue_model_count (queue->model, OSR_QUEUE_ALL), ==, 9);
}

static void
test_search (Queue *queue, gconstpointer data)
{
  g_autoptr (OsrQueueItem) item = NULL;

  osr_queue_model_set_filter (queue->model, OSR_QUEUE_ALL);
  osr_queue_model_set_search (queue->model, "подвеску");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue->model)), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (queue->model), 0);
  g_assert_cmpstr (osr_queue_item_get_id (item), ==, desk_case (3));
  osr_queue_model_set_search (queue->model, "");
  g_assert_null (osr_queue_model_get_search (queue->model));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue->model)), ==, 9);
}

static void
test_nobody (Queue *queue, gconstpointer data)
{
  Mirror *mirror = mirror_new (queue->model);

  g_assert_cmpuint (mirror->items->len, >, 0);
  osr_queue_model_set_replica (queue->model, NULL);
  g_assert_cmpuint (mirror->items->len, ==, 0);
  g_assert_cmpuint (osr_queue_model_count (queue->model, OSR_QUEUE_ALL), ==, 0);
  g_assert_cmpint (osr_queue_model_find (queue->model, desk_case (1)), ==, -1);
  mirror_free (mirror);
}

static GPtrArray *
ids_of (const guint *numbers, guint n)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (ids, (gpointer) desk_case (numbers[i]));
  return ids;
}

/* One row moves: only that one is announced, and it is the same handle. */
static void
test_one_moves (Queue *queue, gconstpointer data)
{
  static const guint before[] = { 1, 2, 3, 4, 5 };
  static const guint after[] = { 4, 1, 2, 3, 5 };
  g_autoptr (GPtrArray) first = ids_of (before, G_N_ELEMENTS (before));
  g_autoptr (GPtrArray) second = ids_of (after, G_N_ELEMENTS (after));
  g_autoptr (OsrQueueItem) handle = NULL;
  g_autoptr (OsrQueueItem) moved = NULL;
  Mirror *mirror;

  osr_queue_model_replace (queue->model, first);
  handle = g_list_model_get_item (G_LIST_MODEL (queue->model), 3);
  mirror = mirror_new (queue->model);
  osr_queue_model_replace (queue->model, second);
  assert_equal (mirror, second);
  g_assert_cmpuint (mirror->moved, ==, 1);
  moved = g_list_model_get_item (G_LIST_MODEL (queue->model), 0);
  g_assert_true (moved == handle);
  osr_queue_model_replace (queue->model, second);
  g_assert_cmpuint (mirror->moved, ==, 1);
  mirror_free (mirror);
}

/* Any order into any other. */
static void
test_any_order (Queue *queue, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260306);
  Mirror *mirror = mirror_new (queue->model);

  for (guint round = 0; round < 400; round++) {
    g_autoptr (GPtrArray) ids = g_ptr_array_new ();

    for (guint i = 1; i <= 12; i++)
      if (g_rand_boolean (rand))
        g_ptr_array_insert (ids, g_rand_int_range (rand, 0, (int) ids->len + 1),
                            (gpointer) desk_case (i));
    osr_queue_model_replace (queue->model, ids);
    assert_equal (mirror, ids);
  }
  mirror_free (mirror);
}

/* What the person does is in the row at once. */
static void
test_follows_case (Queue *queue, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = NULL;
  g_autoptr (OsrQueueItem) item = NULL;
  int position;

  osr_queue_model_set_filter (queue->model, OSR_QUEUE_ALL);
  position = osr_queue_model_find (queue->model, desk_case (9));
  g_assert_cmpint (position, >=, 0);
  item = g_list_model_get_item (G_LIST_MODEL (queue->model), (guint) position);
  g_assert_cmpint (osr_queue_item_get_case (item)->state, ==, OSR_CASE_FOUND);
  uuid = osr_replica_act (queue->replica, desk_case (9), "detected", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (osr_queue_item_get_case (item)->state, ==, OSR_CASE_DETECTED);
  g_assert_true (osr_queue_item_is_pending (item));
}

static void
add (const char *path, void (*test) (Queue *, gconstpointer))
{
  g_test_add (path, Queue, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/app/queue-model/filters", test_filters);
  add ("/app/queue-model/search", test_search);
  add ("/app/queue-model/nobody", test_nobody);
  add ("/app/queue-model/one-moves", test_one_moves);
  add ("/app/queue-model/any-order", test_any_order);
  add ("/app/queue-model/follows-case", test_follows_case);
  return g_test_run ();
}
