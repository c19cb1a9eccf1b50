/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of duties as the window shows it, on a replica without a coordinator. */
#include "app/duties/osr-duty-list.h"

#include <locale.h>

#include "osr-desk-fixture.h"

static OsrDutyItem *
item_of (GListStore *store, const char *id, OsrDutyState state)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++) {
    g_autoptr (OsrDutyItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);

    if (g_str_equal (osr_duty_item_get_id (item), id) && osr_duty_item_get_state (item) == state)
      return item;
  }
  return NULL;
}

static void
fill (Desk *desk, const char *person, GListStore *store)
{
  OsrReplica *replica = desk_open (desk, person);

  osr_duty_list_fill (store, replica, desk->now);
  osr_replica_close (replica);
  g_object_unref (replica);
}

static void
test_nothing (void)
{
  g_autoptr (Desk) desk = desk_new ("2026-03-06T10:00:00+09:00");
  g_autoptr (GListStore) store = g_list_store_new (OSR_TYPE_DUTY_ITEM);

  fill (desk, "olga", store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
  osr_duty_list_fill (store, NULL, desk->now);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
}

static void
test_summary (void)
{
  g_autoptr (Desk) desk = desk_new ("2026-02-10T10:00:00+09:00");
  g_autoptr (GListStore) store = g_list_store_new (OSR_TYPE_DUTY_ITEM);
  OsrDutyItem *item;

  desk_adopt (desk, "saratov");
  desk_at (desk, "2026-03-06T10:00:00+09:00");
  fill (desk, "anna", store);
  item = item_of (store, "monthly-summary", OSR_DUTY_OPEN);
  g_assert_nonnull (item);
  g_assert_cmpstr (osr_duty_item_get_title (item), ==, "summary");
  g_assert_cmpstr (osr_duty_item_get_about (item), ==, "February 2026 · clause 19 · the curator");
  g_assert_cmpstr (osr_duty_item_get_due (item), ==, "no date is named");
  g_assert_cmpstr (osr_duty_item_get_says (item), ==, "not yet made");
  g_assert_nonnull (osr_duty_item_get_text (item));

  desk_happen (desk, 0, "2026-03-06T11:00:00+09:00", "olga summary-made", NULL, NULL);
  desk_at (desk, "2026-03-06T12:00:00+09:00");
  fill (desk, "anna", store);
  item = item_of (store, "monthly-summary", OSR_DUTY_DONE);
  g_assert_nonnull (item);
  g_assert_cmpstr (osr_duty_item_get_says (item), ==, "done today 11:00");
}

/* Each account by itself, by its name. */
static void
test_accounts (void)
{
  g_autoptr (Desk) desk = desk_new ("2026-02-10T10:00:00+09:00");
  g_autoptr (GListStore) store = g_list_store_new (OSR_TYPE_DUTY_ITEM);
  OsrDutyItem *item;

  desk_adopt (desk, "saratov");
  desk_happen (desk, 0, "2026-02-24T10:00:00+09:00", "olga account-posted", "{'account': 'gov'}",
               NULL);
  desk_at (desk, "2026-03-06T10:00:00+09:00");
  fill (desk, "boris", store);
  item = item_of (store, "account-activity", OSR_DUTY_LATE);
  g_assert_nonnull (item);
  g_assert_cmpstr (osr_duty_item_get_title (item), ==, "posts, Амурская область");
  g_assert_cmpstr (osr_duty_item_get_says (item), ==, "missed: 1 of 2");
  item = item_of (store, "account-activity", OSR_DUTY_OPEN);
  g_assert_nonnull (item);
  g_assert_cmpstr (osr_duty_item_get_says (item), ==, "0 of 2");
  g_assert_cmpstr (osr_duty_item_get_due (item), ==, "due Sun 8 March 23:59");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/duty-list/nothing", test_nothing);
  g_test_add_func ("/app/duty-list/summary", test_summary);
  g_test_add_func ("/app/duty-list/accounts", test_accounts);
  return g_test_run ();
}
