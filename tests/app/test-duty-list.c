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

static OsrDutyItem *
look_of (GListStore *store)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++) {
    g_autoptr (OsrDutyItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);

    if (osr_duty_item_get_account (item) != NULL)
      return item;
  }
  return NULL;
}

static void
tell_post (Desk *desk)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (desk->log, NULL);
  g_autoptr (JsonObject) members = json_object_new ();
  OsrLogRequest request = { "account/gov", "post-published",    members,
                            NULL,          OSR_INSTANT_UNKNOWN, "monitor" };

  json_object_set_string_member (members, "account", "gov");
  json_object_set_string_member (members, "post", "11");
  g_assert_true (osr_log_append (desk->log, &request, 1, NULL, NULL));
  g_assert_true (osr_log_commit (transaction, NULL));
}

/* Leningrad 7.4: an executor who looked tells so in the list; a curator is not asked to. */
static void
test_look (void)
{
  g_autoptr (Desk) desk = desk_new ("2026-03-06T09:00:00+09:00");
  g_autoptr (GListStore) store = g_list_store_new (OSR_TYPE_DUTY_ITEM);
  g_autoptr (GError) error = NULL;
  OsrReplica *anna;
  OsrDutyItem *item;

  desk_adopt (desk, "leningrad");
  desk_at (desk, "2026-03-06T10:00:00+09:00");
  tell_post (desk);
  fill (desk, "olga", store);
  g_assert_nonnull (item_of (store, "watch", OSR_DUTY_OPEN));
  g_assert_null (look_of (store));
  anna = desk_open (desk, "anna");
  osr_duty_list_fill (store, anna, desk->now);
  item = look_of (store);
  g_assert_nonnull (item);
  g_assert_cmpstr (osr_duty_item_get_post (item), ==, "11");
  g_assert_true (osr_duty_list_tell_look (item, anna, desk->now, &error));
  g_assert_no_error (error);
  osr_duty_list_fill (store, anna, desk->now);
  g_assert_null (look_of (store));
  g_assert_nonnull (item_of (store, "watch", OSR_DUTY_DONE));
  osr_replica_close (anna);
  g_object_unref (anna);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/duty-list/nothing", test_nothing);
  g_test_add_func ("/app/duty-list/summary", test_summary);
  g_test_add_func ("/app/duty-list/accounts", test_accounts);
  g_test_add_func ("/app/duty-list/look", test_look);
  return g_test_run ();
}
