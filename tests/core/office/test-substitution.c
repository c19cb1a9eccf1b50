/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stands in for whom, chains of it, and the directory's tree and validity. */
#include "core/office/osr-substitution.h"
#include "core/osr-json.h"
#include "osr-office-fixture.h"

#define DAY (24 * OSR_HOUR)

static void
open_office (Office *office, gconstpointer data)
{
  office_open (office, "amur");
}

static void
close_office (Office *office, gconstpointer data)
{
  office_close (office);
}

static void G_GNUC_PRINTF (4, 5)
    set_at (Office *office, OsrInstant at, const char *type, const char *format, ...)
{
  g_autoptr (JsonObject) members = NULL;
  g_autoptr (OsrEvent) event = NULL;
  g_autofree char *json = NULL;
  va_list arguments;

  va_start (arguments, format);
  json = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  members = osr_json_read_object (json, -1, 0, type, NULL);
  g_assert_nonnull (members);
  event = osr_event_new (type, at, members, NULL);
  osr_registry_apply (office->registry, event);
}

/* @absent is away on days [@from, @to). */
static void
substitute (Office *office, const char *absent, const char *by, int from, int to)
{
  set_at (office, 0, "substitution-set",
          "{\"id\":\"%s-%s\",\"absent\":\"%s\",\"substitute\":\"%s\",\"from\":%" G_GINT64_FORMAT
          ",\"to\":%" G_GINT64_FORMAT ",\"ground\":\"leave\"}",
          absent, by, absent, by, from * DAY, to * DAY);
}

static char *
acts_for (Office *office, const char *person, OsrInstant at)
{
  g_autoptr (GPtrArray) persons = osr_registry_substitutes_for (office->registry, person, at);

  g_ptr_array_add (persons, NULL);
  return g_strjoinv (" ", (char **) persons->pdata);
}

#define assert_acts_for(office, person, at, expected)                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = acts_for (office, person, at);                                        \
    g_assert_cmpstr (found, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

/* An account goes with the person who holds it, and back. */
static void
test_holds (Office *office, gconstpointer data)
{
  const OsrAccount held = { .id = (char *) "held", .holder = (char *) "anna" };
  const OsrAccount open = { .id = (char *) "open" };

  substitute (office, "anna", "boris", 10, 20);
  g_assert_true (osr_registry_may_hold (office->registry, &held, "anna", 15 * DAY));
  g_assert_true (osr_registry_may_hold (office->registry, &held, "boris", 15 * DAY));
  g_assert_false (osr_registry_may_hold (office->registry, &held, "boris", 20 * DAY));
  g_assert_false (osr_registry_may_hold (office->registry, &held, NULL, 15 * DAY));
  g_assert_false (osr_registry_may_hold (office->registry, &open, "boris", 15 * DAY));
}

static void
test_from_to (Office *office, gconstpointer data)
{
  substitute (office, "anna", "boris", 10, 20);
  assert_acts_for (office, "boris", 10 * DAY - 1, "");
  assert_acts_for (office, "boris", 10 * DAY, "anna");
  assert_acts_for (office, "boris", 20 * DAY - 1, "anna");
  assert_acts_for (office, "boris", 20 * DAY, "");
  assert_acts_for (office, "anna", 15 * DAY, "");
  g_assert_true (osr_registry_may_act_for (office->registry, "boris", "anna", 15 * DAY));
  g_assert_false (osr_registry_may_act_for (office->registry, "boris", "boris", 15 * DAY));
  g_assert_false (osr_registry_may_act_for (office->registry, "boris", NULL, 15 * DAY));
  g_assert_cmpstr (osr_registry_find_absence (office->registry, "anna", 15 * DAY)->substitute, ==,
                   "boris");
  g_assert_null (osr_registry_find_absence (office->registry, "anna", 25 * DAY));
}

static void
test_ended_early (Office *office, gconstpointer data)
{
  substitute (office, "anna", "boris", 10, 20);
  set_at (office, 15 * DAY, "substitution-ended", "{\"id\":\"anna-boris\"}");
  assert_acts_for (office, "boris", 15 * DAY - 1, "anna");
  assert_acts_for (office, "boris", 15 * DAY, "");
  g_assert_true (osr_registry_find_substitution (office->registry, "anna-boris")->over);
}

/* An end written after its time moves nothing. */
static void
test_ended_in_time (Office *office, gconstpointer data)
{
  substitute (office, "anna", "boris", 10, 20);
  set_at (office, 21 * DAY, "substitution-ended", "{\"id\":\"anna-boris\"}");
  assert_acts_for (office, "boris", 20 * DAY - 1, "anna");
  assert_acts_for (office, "boris", 20 * DAY, "");
}

static void
test_chain (Office *office, gconstpointer data)
{
  substitute (office, "anna", "boris", 10, 20);
  substitute (office, "boris", "curator", 15, 30);
  assert_acts_for (office, "curator", 12 * DAY, "");
  assert_acts_for (office, "curator", 16 * DAY, "boris anna");
  assert_acts_for (office, "curator", 25 * DAY, "boris");
  assert_acts_for (office, "boris", 16 * DAY, "anna");
}

static void
test_loop_is_harmless (Office *office, gconstpointer data)
{
  substitute (office, "anna", "boris", 10, 20);
  substitute (office, "boris", "anna", 10, 20);
  substitute (office, "curator", "curator", 10, 20);
  assert_acts_for (office, "anna", 15 * DAY, "boris");
  assert_acts_for (office, "boris", 15 * DAY, "anna");
  assert_acts_for (office, "curator", 15 * DAY, "");
}

static void
test_chain_ends_with_disabled (Office *office, gconstpointer data)
{
  substitute (office, "anna", "boris", 10, 20);
  substitute (office, "boris", "curator", 10, 20);
  set_at (office, 0, "person-set",
          "{\"person\":\"boris\",\"login\":\"boris\",\"name\":\"B\",\"disabled\":true}");
  assert_acts_for (office, "curator", 15 * DAY, "");
  assert_acts_for (office, "boris", 15 * DAY, "");
}

static void
test_next (Office *office, gconstpointer data)
{
  g_assert_cmpint (osr_registry_next_substitution (office->registry, 0), ==, OSR_INSTANT_UNKNOWN);
  substitute (office, "anna", "boris", 10, 20);
  substitute (office, "second", "curator", 15, 30);
  g_assert_cmpint (osr_registry_next_substitution (office->registry, 0), ==, 10 * DAY);
  g_assert_cmpint (osr_registry_next_substitution (office->registry, 10 * DAY), ==, 15 * DAY);
  g_assert_cmpint (osr_registry_next_substitution (office->registry, 15 * DAY), ==, 20 * DAY);
  g_assert_cmpint (osr_registry_next_substitution (office->registry, 20 * DAY), ==, 30 * DAY);
  g_assert_cmpint (osr_registry_next_substitution (office->registry, 30 * DAY), ==,
                   OSR_INSTANT_UNKNOWN);
}

static void
test_nonsense (Office *office, gconstpointer data)
{
  set_at (office, 0, "substitution-set", "{\"id\":\"x\"}");
  set_at (office, 0, "substitution-ended", "{\"id\":\"never\"}");
  set_at (office, 0, "substitution-begun", "{}");
  g_assert_cmpuint (osr_registry_get_substitutions (office->registry)->len, ==, 0);
  substitute (office, "anna", "boris", 20, 10);
  assert_acts_for (office, "boris", 15 * DAY, "");
  g_assert_cmpint (osr_registry_next_substitution (office->registry, 0), ==, OSR_INSTANT_UNKNOWN);
}

static void
test_disabled (Office *office, gconstpointer data)
{
  OsrRegistry *registry = office->registry;
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  g_auto (GStrv) scopes = NULL;

  set_at (office, 0, "person-set",
          "{\"person\":\"anna\",\"login\":\"anna\",\"name\":\"A\",\"mail\":\"a@example.org\","
          "\"disabled\":true}");
  g_assert_cmpstr (osr_registry_find_person (registry, "anna")->mail, ==, "a@example.org");
  g_assert_false (osr_registry_is_active (registry, "anna"));
  g_assert_false (osr_registry_has_role (registry, "anna", "executor", "zhkh"));
  g_assert_false (osr_registry_may_take (registry, regulation, "anna", "submitted", "zhkh"));
  g_assert_false (osr_registry_acts_for (registry, "anna", "zhkh"));
  scopes = osr_registry_dup_scopes (registry, "anna");
  g_assert_null (scopes[0]);
  set_at (office, 0, "person-set", "{\"person\":\"anna\",\"login\":\"anna\",\"name\":\"A\"}");
  g_assert_true (osr_registry_may_take (registry, regulation, "anna", "submitted", "zhkh"));
}

static void
test_validity (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL, within = NULL, after = NULL;

  set_at (office, 0, "body-set",
          "{\"body\":\"new\",\"name\":\"New\",\"valid_from\":%" G_GINT64_FORMAT
          ",\"valid_to\":%" G_GINT64_FORMAT "}",
          10 * DAY, 20 * DAY);
  before = osr_registry_list_valid_bodies (office->registry, 10 * DAY - 1);
  within = osr_registry_list_valid_bodies (office->registry, 10 * DAY);
  after = osr_registry_list_valid_bodies (office->registry, 20 * DAY);
  g_assert_cmpuint (before->len, ==, 2);
  g_assert_cmpuint (within->len, ==, 3);
  g_assert_cmpuint (after->len, ==, 2);
}

static void
test_tree (Office *office, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) tree = NULL;

  set_at (office, 0, "body-set", "{\"body\":\"a\",\"name\":\"A\",\"parent\":\"transport\"}");
  set_at (office, 0, "body-set", "{\"body\":\"b\",\"name\":\"B\",\"parent\":\"a\"}");
  set_at (office, 0, "body-set", "{\"body\":\"x\",\"name\":\"X\",\"parent\":\"y\"}");
  set_at (office, 0, "body-set", "{\"body\":\"y\",\"name\":\"Y\",\"parent\":\"x\"}");
  tree = osr_registry_list_tree (office->registry);
  for (guint i = 0; i < tree->len; i++) {
    OsrBodyPlace *place = &g_array_index (tree, OsrBodyPlace, i);

    g_string_append_printf (text, "%s%u ", place->body->id, place->depth);
  }
  g_assert_cmpstr (text->str, ==, "zhkh0 transport0 a1 b2 x0 y1 ");
  g_assert_true (osr_registry_is_within (office->registry, "b", "transport"));
  g_assert_true (osr_registry_is_within (office->registry, "b", "b"));
  g_assert_false (osr_registry_is_within (office->registry, "transport", "b"));
  g_assert_false (osr_registry_is_within (office->registry, "x", "transport"));
}

static void
test_account (Office *office, gconstpointer data)
{
  OsrRegistry *registry = office->registry;

  set_at (office, 0, "account-set",
          "{\"account\":\"tg\",\"network\":\"telegram\",\"owner\":\"1\",\"users\":[\"anna\"],"
          "\"public_link\":\"https://example.org/accounts\"}");
  g_assert_cmpstr (osr_registry_find_account (registry, "tg")->public_link, ==,
                   "https://example.org/accounts");
  g_assert_true (osr_registry_may_use_account (registry, "tg", "anna"));
  g_assert_false (osr_registry_may_use_account (registry, "tg", "boris"));
  g_assert_true (osr_registry_may_use_account (registry, "gov", "boris"));
  g_assert_false (osr_registry_may_use_account (registry, "none", "boris"));
}

#define add(path, test) g_test_add (path, Office, NULL, open_office, test, close_office)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/core/substitution/from-to", test_from_to);
  add ("/core/substitution/holds-accounts", test_holds);
  add ("/core/substitution/ended-early", test_ended_early);
  add ("/core/substitution/ended-in-time", test_ended_in_time);
  add ("/core/substitution/chain", test_chain);
  add ("/core/substitution/loop-is-harmless", test_loop_is_harmless);
  add ("/core/substitution/chain-ends-with-disabled", test_chain_ends_with_disabled);
  add ("/core/substitution/next", test_next);
  add ("/core/substitution/nonsense", test_nonsense);
  add ("/core/directory/disabled", test_disabled);
  add ("/core/directory/validity", test_validity);
  add ("/core/directory/tree", test_tree);
  add ("/core/directory/account", test_account);
  return g_test_run ();
}
