/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office as the administrator's page shows it, forms as events, and for whom a clerk acts, on a
 * replica without a coordinator. */
#include "app/directory/osr-hours-words.h"
#include "app/directory/osr-office-choice.h"
#include "app/directory/osr-office-list.h"
#include "app/frame/osr-person-mark.h"
#include "report/osr-network-name.h"

#include <locale.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "osr-desk-fixture.h"

#define AT    "2026-03-06T10:00:00+09:00"
#define LATER "2026-03-10T10:00:00+09:00"

static const char away[] = "{'id':'s','absent':'anna','substitute':'boris','ground':'leave',"
                           "'from':1772755200000000,'to':1772928000000000}";

/* All rows of a section: "title|about|depth;" */
static char *
rows_of (OsrReplica *replica, OsrOfficeSection section, OsrInstant now)
{
  g_autoptr (GListStore) store = g_list_store_new (OSR_TYPE_OFFICE_ITEM);
  GString *text = g_string_new (NULL);

  osr_office_list_fill (store, osr_replica_get_registry (replica), section, now);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++) {
    g_autoptr (OsrOfficeItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);

    g_string_append_printf (text, "%s|%s|%u%s;", osr_office_item_get_title (item),
                            osr_office_item_get_about (item), osr_office_item_get_depth (item),
                            osr_office_item_get_removal (item) != NULL ? "x" : "");
  }
  return g_string_free (text, FALSE);
}

static void
assert_has (OsrReplica *replica, OsrOfficeSection section, OsrInstant now, const char *part)
{
  g_autofree char *rows = rows_of (replica, section, now);

  g_test_message ("%s", rows);
  g_assert_nonnull (strstr (rows, part));
}

static void
close_replica (OsrReplica *replica)
{
  osr_replica_close (replica);
  g_object_unref (replica);
}

static void
test_rows (void)
{
  g_autoptr (Desk) desk = desk_new (AT);
  OsrReplica *replica;

  desk_happen (desk, 0, AT, "olga body-set",
               "{'body':'lanes','name':'Lanes','short_name':'L','parent':'roads',"
               "'valid_from':1772722800000000}",
               NULL);
  desk_happen (desk, 0, AT, "olga person-set",
               "{'person':'old','login':'old','name':'Old','disabled':true}", NULL);
  desk_happen (desk, 0, AT, "olga substitution-set", away, NULL);
  replica = desk_open (desk, "olga");
  assert_has (replica, OSR_OFFICE_BODIES, desk->now, "Lanes|L · from 2026-03-06|1;");
  assert_has (replica, OSR_OFFICE_PEOPLE, desk->now, "Old|old · disabled|0;");
  assert_has (replica, OSR_OFFICE_SUBSTITUTIONS, desk->now, "|0x;");
  assert_has (replica, OSR_OFFICE_SUBSTITUTIONS, desk->now, "now · from ");
  assert_has (replica, OSR_OFFICE_ROLES, desk->now, "x;");
  desk_at (desk, LATER);
  assert_has (replica, OSR_OFFICE_SUBSTITUTIONS, desk->now, "over · from ");
  assert_has (replica, OSR_OFFICE_HOURS, desk->now, "The office|");
  close_replica (replica);
}

static void
test_build (void)
{
  g_autoptr (Desk) desk = desk_new (AT);
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonObject) members = NULL;
  g_autofree char *needed = NULL, *no_day = NULL, *none = NULL;
  OsrReplica *replica = desk_open (desk, "olga");
  OsrRegistry *registry = osr_replica_get_registry (replica);

  g_hash_table_insert (values, (char *) "absent", (char *) "anna");
  g_hash_table_insert (values, (char *) "substitute", (char *) "boris");
  g_hash_table_insert (values, (char *) "ground", (char *) "leave");
  g_hash_table_insert (values, (char *) "from", (char *) "2026-04-01");
  g_assert_null (osr_office_build (registry, OSR_OFFICE_SUBSTITUTIONS, NULL, values, &needed));
  g_assert_cmpstr (needed, ==, "“Last day” is needed.");
  g_hash_table_insert (values, (char *) "to", (char *) "10 April");
  g_assert_null (osr_office_build (registry, OSR_OFFICE_SUBSTITUTIONS, NULL, values, &no_day));
  g_assert_nonnull (strstr (no_day, "10 April"));
  g_hash_table_insert (values, (char *) "to", (char *) "2026-04-10");
  members = osr_office_build (registry, OSR_OFFICE_SUBSTITUTIONS, NULL, values, &none);
  g_assert_nonnull (members);
  g_assert_null (none);
  /* Both days count. */
  g_assert_cmpint (osr_json_get_int (members, "to", 0) - osr_json_get_int (members, "from", 0), ==,
                   10 * 24 * OSR_HOUR);
  g_assert_nonnull (osr_json_get_string (members, "id"));
  close_replica (replica);
}

/* A form that is saved as it was opened says what is there. */
static void
test_round_trip (void)
{
  g_autoptr (Desk) desk = desk_new (AT);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (JsonObject) members = NULL;
  g_autofree char *fault = NULL;
  const OsrOfficeField *field = osr_office_get_fields (OSR_OFFICE_BODIES);
  OsrReplica *replica;

  desk_happen (desk, 0, AT, "olga body-set",
               "{'body':'lanes','name':'Lanes','short_name':'L','parent':'roads','genitive':'of L',"
               "'topics':['pits'],'valid_from':1772722800000000}",
               NULL);
  replica = desk_open (desk, "olga");
  for (; field->member != NULL; field++)
    g_hash_table_insert (values, (char *) field->member,
                         osr_office_dup_value (osr_replica_get_registry (replica),
                                               OSR_OFFICE_BODIES, "lanes", field));
  members = osr_office_build (osr_replica_get_registry (replica), OSR_OFFICE_BODIES, "lanes",
                              values, &fault);
  g_assert_cmpstr (fault, ==, NULL);
  g_assert_cmpstr (osr_json_get_string (members, "parent"), ==, "roads");
  g_assert_cmpstr (osr_json_get_string (members, "genitive"), ==, "of L");
  g_assert_cmpint (osr_json_get_int (members, "valid_from", 0), ==,
                   G_GINT64_CONSTANT (1772722800000000));
  g_assert_cmpstr (osr_json_array_get_string (osr_json_get_array (members, "topics"), 0), ==,
                   "pits");
  close_replica (replica);
}

#define ROADS_PAGE                                                                                 \
  "{'account':'page','network':'ok','owner':'70000001','name':'Roads','body':'roads',"             \
  "'api_base':'https://api.ok.ru','link_base':'https://ok.ru','public_link':'https://ok.ru/"       \
  "roads',"                                                                                        \
  "'api_version':'7.1','track':'own-account','watched':true,'users':['boris'],"                    \
  "'options':['application-key=ABC','hosts=a.example,b.example']}"

/* Of an account, too: what only its network has must not get lost when its name is changed. */
static void
test_account_round_trip (void)
{
  g_autoptr (Desk) desk = desk_new (AT);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (JsonObject) members = NULL;
  g_autofree char *fault = NULL, *quoted = g_strdelimit (g_strdup (ROADS_PAGE), "'", '"');
  g_autoptr (JsonObject) given = osr_json_read_object (quoted, -1, 0, "test", NULL);
  const OsrOfficeField *field = osr_office_get_fields (OSR_OFFICE_ACCOUNTS);
  OsrReplica *replica;

  desk_happen (desk, 0, AT, "olga account-set", ROADS_PAGE, NULL);
  replica = desk_open (desk, "olga");
  for (; field->member != NULL; field++)
    g_hash_table_insert (values, (char *) field->member,
                         osr_office_dup_value (osr_replica_get_registry (replica),
                                               OSR_OFFICE_ACCOUNTS, "page", field));
  g_assert_cmpstr (g_hash_table_lookup (values, "options"), ==,
                   "application-key=ABC\nhosts=a.example,b.example");
  members = osr_office_build (osr_replica_get_registry (replica), OSR_OFFICE_ACCOUNTS, "page",
                              values, &fault);
  g_assert_cmpstr (fault, ==, NULL);
  g_assert_true (json_object_equal (members, given));
  close_replica (replica);
}

/* Each by its name, with a mark of its own in the queue, and whether it may be used at all. */
static void
test_networks (void)
{
  g_autoptr (Desk) desk = desk_new (AT);
  OsrReplica *replica = desk_open (desk, "olga");
  g_auto (GStrv) choices =
      osr_office_dup_choices (osr_replica_get_registry (replica), OSR_FIELD_NETWORK, desk->now);
  g_autofree char *joined = g_strjoinv ("|", choices);

  g_assert_cmpstr (joined, ==,
                   "vk|VKontakte|telegram|Telegram|max|MAX|ok|Odnoklassniki|youtube|YouTube|"
                   "feed|Site feed|facebook|Facebook (not used)|instagram|Instagram (not used)");
  for (guint i = 0; choices[i] != NULL; i += 2)
    g_assert_cmpstr (osr_network_mark (choices[i]), !=, osr_network_mark ("forum"));
  close_replica (replica);
}

static void
test_change (void)
{
  g_autoptr (Desk) desk = desk_new (AT);
  g_autoptr (JsonObject) members =
      osr_json_read_object ("{\"topic\":\"x\",\"name\":\"X\"}", -1, 0, "test", NULL);
  g_autoptr (JsonObject) wrong =
      osr_json_read_object ("{\"person\":\"olga\",\"role\":\"tsar\"}", -1, 0, "test", NULL);
  g_autoptr (GError) refused = NULL, unknown = NULL;
  g_autofree char *uuid = NULL;
  OsrReplica *replica;

  desk_happen (desk, 0, AT, "olga role-granted", "{'person':'olga','role':'admin'}", NULL);
  replica = desk_open (desk, "anna");
  g_assert_null (osr_replica_change_office (replica, "topic-set", members, &refused));
  g_assert_error (refused, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED);
  close_replica (replica);
  replica = desk_open (desk, "olga");
  g_assert_null (osr_replica_change_office (replica, "role-granted", wrong, &unknown));
  g_assert_error (unknown, OSR_CORE_ERROR, OSR_CORE_ERROR_UNKNOWN_ROLE);
  uuid = osr_replica_change_office (replica, "topic-set", members, NULL);
  g_assert_nonnull (uuid);
  g_assert_true (osr_replica_is_pending (replica, "office"));
  close_replica (replica);
}

static void
test_acting (void)
{
  g_autoptr (Desk) desk = desk_new (AT);
  g_autoptr (GPtrArray) absent = NULL;
  g_auto (GStrv) choices = NULL;
  g_autofree char *absence = NULL;
  OsrReplica *replica;

  desk_happen (desk, 0, AT, "olga substitution-set", away, NULL);
  replica = desk_open (desk, "boris");
  absent = osr_replica_list_absent (replica);
  g_assert_cmpuint (absent->len, ==, 1);
  choices = osr_person_mark_dup_choices (osr_replica_get_registry (replica), absent);
  g_assert_cmpstr (choices[0], ==, "In my own name");
  g_assert_true (g_str_has_prefix (choices[1], "Acting for "));
  g_assert_false (osr_replica_set_acting_for (replica, "olga"));
  g_assert_true (osr_replica_set_acting_for (replica, "anna"));
  g_assert_cmpstr (osr_replica_get_acting_for (replica), ==, "anna");
  g_assert_cmpstr (osr_replica_get_roles_of (replica), ==, "anna");
  absence = osr_person_mark_absence (osr_replica_get_registry (replica), "anna", desk->now);
  g_assert_nonnull (strstr (absence, "stands in for you"));
  /* It is over by the clock, nobody acting. */
  desk_at (desk, LATER);
  g_assert_null (osr_replica_get_acting_for (replica));
  g_assert_cmpstr (osr_replica_get_roles_of (replica), ==, "boris");
  close_replica (replica);
}

/* The absent person's queue is the substitute's from the moment the log says that it began. */
static void
test_queue (void)
{
  g_autoptr (Desk) desk = desk_new (AT);
  g_autoptr (OsrCase) before = NULL, after = NULL;
  OsrReplica *replica;

  desk_route (desk, 1, AT, "zhkh");
  desk_happen (desk, 0, AT, "olga substitution-set", away, NULL);
  replica = desk_open (desk, "boris");
  before = osr_replica_get_case (replica, desk_case (1));
  g_assert_null (before);
  close_replica (replica);
  g_assert_true (osr_log_tend_substitutions (desk->log, NULL, NULL));
  replica = desk_open (desk, "boris");
  after = osr_replica_get_case (replica, desk_case (1));
  g_assert_nonnull (after);
  close_replica (replica);
}

/* The list that is shown gets whole rows: a row is made of an item once, when it comes. */
static void
on_items (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  for (guint i = 0; i < added; i++) {
    g_autoptr (OsrOfficeItem) item = g_list_model_get_item (model, position + i);

    g_assert_nonnull (osr_office_item_get_removal (item));
    (*(guint *) data)++;
  }
}

static void
test_whole_rows (void)
{
  g_autoptr (Desk) desk = desk_new (AT);
  g_autoptr (GListStore) store = g_list_store_new (OSR_TYPE_OFFICE_ITEM);
  OsrReplica *replica = desk_open (desk, "olga");
  guint n = 0;

  g_signal_connect (store, "items-changed", G_CALLBACK (on_items), &n);
  osr_office_list_fill (store, osr_replica_get_registry (replica), OSR_OFFICE_ROLES, desk->now);
  g_assert_cmpuint (n, >=, 3);
  close_replica (replica);
}

/* A reform: the body ends, another does its work. */
static void
test_successor (void)
{
  g_autoptr (Desk) desk = desk_new (AT);
  OsrReplica *replica;

  desk_happen (desk, 0, AT, "olga body-set",
               "{'body':'roads','name':'Roads','short_name':'R','valid_to':1772722800000000,"
               "'successor':'zhkh'}",
               NULL);
  replica = desk_open (desk, "olga");
  assert_has (replica, OSR_OFFICE_BODIES, desk->now, "Roads|R · to 2026-03-05, then ");
  close_replica (replica);
}

static void
test_hours_words (void)
{
  const char *days[] = { "9-13, 14.00–18:00", "9:00—17", "", "", "", "22:00-06:00", "" };
  const char *wrong[] = { "", "", "nine to five", "", "", "", "" };
  const char *none[] = { "", "", "", "", "", "", "" };
  g_autoptr (JsonObject) before =
      osr_json_read_object ("{\"shortened_minutes\":30,\"week\":{},\"days\":{\"2026-05-04\":"
                            "\"off\"}}",
                            -1, 0, "test", NULL);
  g_autofree char *fault = NULL, *third = NULL, *empty = NULL, *monday = NULL, *said = NULL;
  g_autoptr (JsonObject) schedule = osr_hours_build (before, days, &fault);

  g_assert_cmpstr (fault, ==, NULL);
  monday = osr_hours_format_day (schedule, 0);
  g_assert_cmpstr (monday, ==, "9:00–13:00, 14:00–18:00");
  said = osr_hours_describe (schedule);
  g_assert_cmpstr (said, ==, "Mon 9:00–13:00, 14:00–18:00; Tue 9:00–17:00; Sat 22:00–6:00");
  g_assert_cmpint (osr_json_get_int (schedule, "shortened_minutes", 0), ==, 30);
  g_assert_nonnull (osr_json_get_object (schedule, "days"));
  g_assert_null (osr_hours_build (before, wrong, &third));
  g_assert_true (g_str_has_prefix (third, "Wednesday: "));
  g_assert_null (osr_hours_build (before, none, &empty));
  g_assert_nonnull (empty);
}

/* A reading chosen goes into the next edition, too; the change is one that the core takes. */
static void
test_choice (void)
{
  g_autoptr (Desk) desk = desk_new (AT);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (JsonObject) members = NULL, calendar = NULL;
  g_autoptr (OsrEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  const OsrOfficeChoice *hours, *decrees;
  const char *type = NULL;
  OsrReplica *replica;

  desk_adopt (desk, "buryatia");
  replica = desk_open (desk, "olga");
  choices = osr_office_choices_new (osr_replica_get_registry (replica));
  hours = osr_office_choice_find (choices, "hours");
  g_assert_cmpuint (hours->chosen, ==, 0);
  g_assert_cmpstr (hours->clauses, ==, "7–13, 15");
  members = osr_office_choice_build (osr_replica_get_registry (replica), hours, 1, &type, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (type, ==, "regulation-adopted");
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (members, "readings"), "hours"), ==,
                   ((const OsrOfficeOption *) hours->options->pdata[1])->id);
  event = osr_event_new (type, 0, members, NULL);
  g_assert_true (osr_registry_try (osr_replica_get_registry (replica), event, &error));
  decrees = osr_office_choice_find (choices, "calendar");
  calendar =
      osr_office_choice_build (osr_replica_get_registry (replica), decrees, 1, &type, &error);
  g_assert_cmpstr (type, ==, "calendar-adopted");
  g_assert_true (osr_json_get_boolean (calendar, "decrees", FALSE));
  close_replica (replica);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/office-list/rows", test_rows);
  g_test_add_func ("/app/office-list/build", test_build);
  g_test_add_func ("/app/office-list/round-trip", test_round_trip);
  g_test_add_func ("/app/office-list/round-trip/account", test_account_round_trip);
  g_test_add_func ("/app/office-list/networks", test_networks);
  g_test_add_func ("/app/office-list/change", test_change);
  g_test_add_func ("/app/office-list/acting", test_acting);
  g_test_add_func ("/app/office-list/queue", test_queue);
  g_test_add_func ("/app/office-list/whole-rows", test_whole_rows);
  g_test_add_func ("/app/office-list/successor", test_successor);
  g_test_add_func ("/app/office-list/hours-words", test_hours_words);
  g_test_add_func ("/clauses/buryatia/7/unit-is-an-office-setting", test_choice);
  return g_test_run ();
}
