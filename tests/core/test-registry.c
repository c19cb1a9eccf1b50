/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office as its stream says. */
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/osr-chain.h"
#include "osr-office-fixture.h"

#define AT "2026-03-06T10:00:00+09:00"

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

static void
set (Office *office, const char *type, const char *json)
{
  g_autoptr (JsonObject) members = osr_json_read_object (json, -1, 0, type, NULL);
  g_autoptr (OsrEvent) event = osr_event_new (type, 0, members, NULL);

  g_assert_nonnull (members);
  osr_registry_apply (office->registry, event);
}

static void
test_directory (Office *office, gconstpointer data)
{
  OsrRegistry *registry = office->registry;

  set (office, "body-set", "{\"body\":\"zhkh\",\"name\":\"New name\",\"topics\":[\"a\",\"b\"]}");
  g_assert_cmpuint (osr_registry_get_bodies (registry)->len, ==, 2);
  g_assert_cmpstr (osr_registry_find_body (registry, "zhkh")->name, ==, "New name");
  g_assert_cmpstr (osr_registry_find_body (registry, "zhkh")->topics[1], ==, "b");
  g_assert_null (osr_registry_find_body (registry, NULL));
  g_assert_cmpstr (osr_registry_find_login (registry, "anna")->id, ==, "anna");
  set (office, "topic-set", "{\"topic\":\"roads\",\"name\":\"Roads\"}");
  g_assert_cmpstr (osr_registry_find_topic (registry, "roads")->name, ==, "Roads");
}

static void
test_roles_and_scopes (Office *office, gconstpointer data)
{
  OsrRegistry *registry = office->registry;
  g_auto (GStrv) curator = osr_registry_dup_scopes (registry, "curator");
  g_auto (GStrv) anna = osr_registry_dup_scopes (registry, "anna");
  g_auto (GStrv) nobody = NULL;

  g_assert_cmpstr (curator[0], ==, "curators");
  g_assert_cmpstr (anna[0], ==, "body/zhkh");
  set (office, "role-revoked", "{\"person\":\"anna\",\"role\":\"executor\",\"body\":\"zhkh\"}");
  nobody = osr_registry_dup_scopes (registry, "anna");
  g_assert_null (nobody[0]);
  g_assert_false (osr_registry_has_role (registry, "anna", "executor", NULL));
}

static void
test_account_of_a_body (Office *office, gconstpointer data)
{
  g_assert_cmpstr (osr_registry_account_for (office->registry, "zhkh", "vk")->id, ==, "zhkh-vk");
  g_assert_cmpstr (osr_registry_account_for (office->registry, "transport", "vk")->id, ==, "gov");
  g_assert_null (osr_registry_account_for (office->registry, "zhkh", "ok"));
}

/* An account whose network takes no replies from programs answers nobody: they go by hand. */
static void
test_account_that_publishes (Office *office, gconstpointer data)
{
  static const struct {
    const char *network, *options;
    gboolean publishes;
  } rows[] = {
    { "ok", "", FALSE },
    { "ok", "\"application-key=A\",\"publishes=1\"", TRUE },
    { "ok", "\"publishes=yes\"", FALSE },
    { "max", "", TRUE },
    { "max", "\"publishes=0\"", FALSE },
    { "youtube", "\"quota=5000\"", TRUE },
    { "feed", "\"publishes=1\"", FALSE },
    { "facebook", "\"publishes=1\"", FALSE },
    { "instagram", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *members =
        g_strdup_printf ("{\"account\":\"one\",\"network\":\"%s\",\"owner\":\"5\","
                         "\"options\":[%s]}",
                         rows[i].network, rows[i].options);

    set (office, "account-set", members);
    g_assert_cmpint (osr_registry_account_for (office->registry, "zhkh", rows[i].network) != NULL,
                     ==, rows[i].publishes);
  }
}

/* Under some things of VKontakte persons only can comment: such a reply is written for being placed by
 * hand, and for nothing else. */
static void
test_place_by_hand (Office *office, gconstpointer data)
{
  static const struct {
    const char *network, *post;
    gboolean publishes;
  } rows[] = {
    { "vk", "5", TRUE },       { "vk", "topic5", TRUE },    { "vk", "photo5", FALSE },
    { "vk", "video5", FALSE }, { "vk", "product5", FALSE }, { "max", "photo5", TRUE },
    { "vk", NULL, TRUE },
  };

  set (office, "account-set", "{\"account\":\"m\",\"network\":\"max\",\"owner\":\"5\"}");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (OsrCase) one = osr_case_new ("c");

    one->network = g_strdup (rows[i].network);
    one->post_id = g_strdup (rows[i].post);
    g_assert_cmpint (osr_registry_account_for_case (office->registry, "zhkh", one) != NULL, ==,
                     rows[i].publishes);
  }
}

static void
test_draft_by_hand (Office *office, gconstpointer data)
{
  g_autofree char *digest = NULL;
  JsonObject *members;

  route (office, AT, "zhkh");
  g_free (office->the_case->post_id);
  office->the_case->post_id = g_strdup ("photo5");
  g_assert_cmpint (attempt (office, "anna", "submitted",
                            submission_of (office, "zhkh", "final", "Text"),
                            members_of ("text", "Text", NULL)),
                   ==, OSR_CORE_ERROR_NO_ACCOUNT);
  digest =
      osr_text_digest ("final", "Text", OSR_ACCOUNT_BY_HAND, office->the_case->native_id, NULL);
  members = members_of ("body", "zhkh", "kind", "final", "account", OSR_ACCOUNT_BY_HAND, "digest",
                        digest, NULL);
  g_assert_cmpint (
      attempt (office, "anna", "submitted", members, members_of ("text", "Text", NULL)), ==, -1);
}

static void
test_own_schedule (Office *office, gconstpointer data)
{
  OsrInstant evening = osr_instant_parse ("2026-03-06T19:00:00+09:00");

  set (office, "schedule-set",
       "{\"body\":\"zhkh\",\"schedule\":{\"week\":{\"fri\":[\"12:00-20:00\"]}}}");
  g_assert_true (
      osr_work_time_is_working (osr_registry_get_work_time (office->registry, "zhkh"), evening));
  g_assert_false (osr_work_time_is_working (
      osr_registry_get_work_time (office->registry, "transport"), evening));
}

static void
test_text_limit (Office *office, gconstpointer data)
{
  g_assert_cmpint (osr_registry_get_text_limit (office->registry, "vk"), ==, 16384);
  set (office, "limit-set", "{\"network\":\"vk\",\"characters\":500}");
  g_assert_cmpint (osr_registry_get_text_limit (office->registry, "vk"), ==, 500);
}

/* A stream of nonsense changes nothing. */
static void
test_total (Office *office, gconstpointer data)
{
  set (office, "body-set", "{}");
  set (office, "role-granted", "{\"role\":5}");
  set (office, "role-revoked", "{\"person\":\"x\",\"role\":\"y\"}");
  set (office, "calendar-adopted", "{\"document\":{\"years\":[]}}");
  set (office, "regulation-adopted", "{\"document\":{}}");
  set (office, "schedule-set", "{\"schedule\":5}");
  set (office, "never-heard-of", "{}");
  g_assert_cmpstr (osr_regulation_get_id (osr_registry_get_regulation (office->registry)), ==,
                   "amur");
  g_assert_nonnull (osr_registry_get_work_time (office->registry, NULL));
}

static void
test_no_calendar (void)
{
  g_autoptr (OsrRegistry) registry = osr_registry_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (events, registry);

  g_assert_null (osr_registry_get_work_time (registry, NULL));
  g_assert_cmpuint (deadlines->len, ==, 0);
}

#define TEST(name, test)                                                                           \
  g_test_add ("/core/registry/" name, Office, NULL, open_office, test, close_office)

/* A role that no C file names works by what the profile says of it. */
static void
test_reach (void)
{
  Office office;
  OsrRegulation *regulation;
  g_autofree char *body = NULL;
  g_autofree char *none = NULL;
  g_autofree char *all = NULL;

  office_open (&office, "pervomaysky");
  regulation = osr_registry_get_regulation (office.registry);
  body = osr_registry_dup_scope (office.registry, "technical-executor", "zhkh");
  none = osr_registry_dup_scope (office.registry, "nobody-knows", "zhkh");
  all = osr_registry_dup_scope (office.registry, "supervisor", NULL);
  g_assert_cmpstr (body, ==, "body/zhkh");
  g_assert_null (none);
  g_assert_cmpstr (all, ==, "all");
  g_assert_true (osr_registry_acts_for (office.registry, "anna", "zhkh"));
  g_assert_false (osr_registry_acts_for (office.registry, "anna", "transport"));
  g_assert_false (osr_registry_acts_for (office.registry, "curator", "zhkh"));
  g_assert_true (osr_registry_may_take (office.registry, regulation, "curator", "routed", NULL));
  g_assert_false (
      osr_registry_may_take (office.registry, regulation, "curator", "submitted", NULL));
  g_assert_false (
      osr_registry_may_take (office.registry, regulation, "anna", "submitted", "transport"));
  office_close (&office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("place-by-hand", test_place_by_hand);
  TEST ("draft-by-hand", test_draft_by_hand);
  TEST ("directory", test_directory);
  TEST ("roles-and-scopes", test_roles_and_scopes);
  TEST ("account-of-a-body", test_account_of_a_body);
  TEST ("account-that-publishes", test_account_that_publishes);
  TEST ("own-schedule", test_own_schedule);
  TEST ("text-limit", test_text_limit);
  TEST ("total", test_total);
  g_test_add_func ("/core/registry/no-calendar", test_no_calendar);
  g_test_add_func ("/core/registry/reach", test_reach);
  return g_test_run ();
}
