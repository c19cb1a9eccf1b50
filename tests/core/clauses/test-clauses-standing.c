/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in every text beside the process: where it is worked, what the accounts must be, what it
 * is about, and who answers for a reply. */
#include "core/office/osr-account-gaps.h"
#include "core/osr-error.h"
#include "osr-office-fixture.h"

#define AT "2026-03-06T10:00:00+09:00"

static void
tell (Office *office, const char *type, JsonObject *members)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (OsrEvent) event = osr_event_new (type, 0, owned, NULL);

  event->version = osr_registry_get_version (office->registry) + 1;
  osr_registry_apply (office->registry, event);
}

static void
tear_down (Office *office, gconstpointer data)
{
  office_close (office);
}

/* --- networks --- */

typedef struct {
  const char *profile;
  const char *clause;
  const char *on[10];
  const char *off[4];
} Networks;

static const Networks networks[] = {
  { "amur",
    "4",
    { "ok", "vk", "blog", "microblog", "video-host", "forum", "messenger", "review-site" },
    { "facebook", "instagram", "telegram" } },
  { "leningrad",
    "4",
    { "ok", "vk", "telegram", "blog", "microblog", "video-host", "forum", "messenger",
      "review-site" },
    { "facebook", "instagram", "website" } },
  { "pervomaysky", "3", { "ok", "vk", "website", "messenger" }, { "instagram", "facebook" } },
  { "buryatia", "1", { "ok", "vk" }, { "telegram", "forum" } },
  { "saratov", "3", { "ok", "vk" }, { "facebook", "instagram", "telegram" } },
};

/* @track: (nullable) */
static int
register_on (Office *office, const char *network, const char *track)
{
  g_autoptr (OsrCase) before = g_steal_pointer (&office->the_case);
  JsonObject *members = members_of ("network", network, "permalink", "https://example.org/1", NULL);
  int code;

  json_object_set_boolean_member (members, "by_hand", TRUE);
  if (track != NULL)
    json_object_set_string_member (members, "track", track);
  office->the_case = osr_case_new ("c0000000-0000-4000-8000-000000000002");
  code = attempt (office, "curator", "found", members, members_of ("text", "Cold", NULL));
  osr_case_unref (office->the_case);
  office->the_case = g_steal_pointer (&before);
  return code;
}

static void
test_networks (gconstpointer data)
{
  const Networks *row = data;
  Office office;

  office_open (&office, row->profile);
  for (guint i = 0; row->on[i] != NULL; i++)
    g_assert_cmpint (register_on (&office, row->on[i], NULL), ==, -1);
  for (guint i = 0; row->off[i] != NULL; i++)
    g_assert_cmpint (register_on (&office, row->off[i], NULL), ==, OSR_CORE_ERROR_NOT_FORESEEN);
  office_close (&office);
}

/* Leningrad 7: the own account is watched on VK and Telegram, on nothing else and by no other text. */
static void
test_track (void)
{
  Office leningrad, amur;

  office_open (&leningrad, "leningrad");
  g_assert_cmpint (register_on (&leningrad, "vk", "own-account"), ==, -1);
  g_assert_cmpint (register_on (&leningrad, "telegram", "own-account"), ==, -1);
  g_assert_cmpint (register_on (&leningrad, "ok", "own-account"), ==, OSR_CORE_ERROR_NOT_FORESEEN);
  office_close (&leningrad);
  office_open (&amur, "amur");
  g_assert_cmpint (register_on (&amur, "vk", "own-account"), ==, OSR_CORE_ERROR_NOT_FORESEEN);
  office_close (&amur);
}

/* --- accounts: the fixture's office has one, its body zhkh one, transport none; no site names them,
 * and nobody follows them --- */

typedef struct {
  const char *profile;
  const char *clause;
  const char *name;
  const char *gaps; /* as below */
} Accounts;

static const Accounts accounts[] = {
  { "amur", "5", "links", "unlinked:gov unlinked:zhkh-vk " },
  { "leningrad", "5", "must-have", "missing:transport unlinked:gov unlinked:zhkh-vk " },
  { "pervomaysky", "4", "must-have", "unlinked:gov unlinked:zhkh-vk " },
  { "buryatia", "2.1", "constant-feedback", "unwatched:gov unwatched:zhkh-vk " },
  { "saratov", "4", "must-have", "missing:transport " },
};

static char *
say_gaps (Office *office, const char *clause)
{
  static const char *const kinds[] = { "missing", "unlinked", "unwatched" };
  g_autoptr (GPtrArray) gaps =
      osr_registry_list_account_gaps (office->registry, osr_instant_parse (AT));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < gaps->len; i++) {
    const OsrAccountGap *gap = gaps->pdata[i];
    const char *whose = gap->account != NULL ? gap->account : gap->body;

    g_assert_cmpstr (gap->clause, ==, clause);
    g_string_append_printf (text, "%s:%s ", kinds[gap->kind], whose != NULL ? whose : "office");
  }
  return g_string_free (text, FALSE);
}

static void
set_account (Office *office, const char *id, const char *body)
{
  JsonObject *members = members_of ("account", id, "network", "vk", "owner", id, "public_link",
                                    "https://example.org/contacts", NULL);

  json_object_set_boolean_member (members, "watched", TRUE);
  if (body != NULL)
    json_object_set_string_member (members, "body", body);
  tell (office, "account-set", members);
}

static void
test_accounts (gconstpointer data)
{
  const Accounts *row = data;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  Office office;

  office_open (&office, row->profile);
  before = say_gaps (&office, row->clause);
  g_assert_cmpstr (before, ==, row->gaps);
  set_account (&office, "gov", NULL);
  set_account (&office, "zhkh-vk", "zhkh");
  set_account (&office, "transport-vk", "transport");
  after = say_gaps (&office, row->clause);
  g_assert_cmpstr (after, ==, "");
  office_close (&office);
}

/* Pervomaysky 4: the administration itself must have one, a body's is not enough. */
static void
test_office_must (void)
{
  g_autofree char *gaps = NULL;
  Office office;

  office_open (&office, "pervomaysky");
  set_account (&office, "gov", "transport");
  set_account (&office, "zhkh-vk", "zhkh");
  gaps = say_gaps (&office, "4");
  g_assert_cmpstr (gaps, ==, "missing:office ");
  office_close (&office);
}

/* --- what the text is about --- */

static int
put_away (const char *profile)
{
  Office office;
  int code;

  office_open (&office, profile);
  detect (&office, AT);
  code =
      attempt (&office, "curator", "dismissed", members_of ("reason", "out-of-scope", NULL), NULL);
  office_close (&office);
  return code;
}

static void
test_scope (gconstpointer profile)
{
  g_assert_cmpint (put_away (profile), ==, -1);
  g_assert_cmpint (put_away ("amur"), ==, OSR_CORE_ERROR_NOT_FORESEEN);
}

/* --- what is not to be processed, by its ground --- */

static const struct {
  const char *profile;
  const char *clause;
} dismissals[] = { { "amur", "19" },
                   { "leningrad", "10" },
                   { "pervomaysky", "20" },
                   { "buryatia", "18" },
                   { "saratov", "16" } };

static void
test_dismissal (gconstpointer profile)
{
  static const char *const grounds[] = { "harm", "obscene", "threat", "dull" };
  Office office;

  office_open (&office, profile);
  detect (&office, AT);
  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    g_assert_cmpint (attempt (&office, "curator", "dismissed",
                              members_of ("reason", "not-processed", "ground", grounds[i], NULL),
                              NULL),
                     ==, g_str_equal (grounds[i], "dull") ? OSR_CORE_ERROR_NOT_FORESEEN : -1);
  office_close (&office);
}

/* --- deficiencies, with measures against persons where the text speaks of them --- */

static int
note_deficiency (const char *profile, const char *measure)
{
  g_autoptr (JsonObject) members = members_of ("body", "zhkh", "ground", "late", NULL);
  gboolean by_supervisor = g_str_equal (profile, "leningrad");
  Office office;
  int code;

  office_open (&office, profile);
  detect (&office, AT);
  triage (&office, AT, 0);
  route (&office, AT, "zhkh");
  if (measure != NULL)
    json_object_set_string_member (members, "measure", measure);
  code = attempt (&office, by_supervisor ? "chief" : "curator", "deficiency-noted",
                  g_steal_pointer (&members), members_of ("text", "Late", NULL));
  office_close (&office);
  return code;
}

static void
test_measures (gconstpointer profile)
{
  g_assert_cmpint (note_deficiency (profile, NULL), ==, -1);
  g_assert_cmpint (note_deficiency (profile, "reprimand"), ==, -1);
  g_assert_cmpint (note_deficiency ("amur", "reprimand"), ==, OSR_CORE_ERROR_NOT_FORESEEN);
}

/* --- who answers for a reply --- */

typedef struct {
  const char *profile;
  const char *clause;
  const char *roles[3];
} Responsible;

static const Responsible responsible[] = {
  { "amur", "20", { "executor" } },
  { "leningrad", "11", { "executor" } },
  { "pervomaysky", "21", { "responsible-executor" } },
  { "buryatia", "20", { "executor", "body-head" } },
  { "saratov", "17", { "executor" } },
};

static void
grant (Office *office, const char *person, const char *role, const char *body)
{
  tell (office, "person-set", members_of ("person", person, "login", person, "name", person, NULL));
  tell (office, "role-granted", members_of ("person", person, "role", role, "body", body, NULL));
}

/* All of the body that writes, of no other body, and of no other role. */
static void
test_responsible (gconstpointer data)
{
  static const char *const others[] = { "executor",           "responsible-executor",
                                        "technical-executor", "body-head",
                                        "organiser",          "official-representative" };
  const Responsible *row = data;
  g_autoptr (GPtrArray) nobody = NULL;
  g_autoptr (GPtrArray) persons = NULL;
  Office office;

  office_open (&office, row->profile);
  tell (&office, "role-revoked",
        members_of ("person", "anna", "role", "executor", "body", "zhkh", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    grant (&office, others[i], others[i], "zhkh");
    grant (&office, "elsewhere", others[i], "transport");
  }
  detect (&office, AT);
  triage (&office, AT, 0);
  nobody = osr_rules_list_responsible (office.the_case, office.registry);
  g_assert_cmpuint (nobody->len, ==, 0);
  route (&office, AT, "zhkh");
  persons = osr_rules_list_responsible (office.the_case, office.registry);
  for (guint i = 0; row->roles[i] != NULL; i++)
    g_assert_true (g_ptr_array_find_with_equal_func (persons, row->roles[i], g_str_equal, NULL));
  g_assert_cmpuint (persons->len, ==, row->roles[1] != NULL ? 2 : 1);
  office_close (&office);
}

/* Buryatia 1: the local bodies are inside: a draft, a return and a contribution are theirs too. */
static void
test_local_bodies (Office *office, gconstpointer data)
{
  office_open (office, "buryatia");
  tell (office, "body-set", members_of ("body", "district", "name", "District", NULL));
  grant (office, "dorji", "executor", "district");
  detect (office, AT);
  triage (office, AT, 0);
  g_assert_cmpint (
      attempt (office, "curator", "routed", members_of ("body", "district", NULL), NULL), ==, -1);
  route (office, AT, "district");
  g_assert_true (osr_rules_may (office->the_case, office->registry, "dorji", "submitted"));
  g_assert_true (osr_rules_may (office->the_case, office->registry, "dorji", "returned"));
  g_assert_false (osr_rules_may (office->the_case, office->registry, "anna", "submitted"));
}

static void
add (const char *profile, const char *clause, const char *name, gconstpointer row,
     GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/clauses/%s/%s/%s", profile, clause, name);

  g_test_add_data_func (path, row, test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    add (networks[i].profile, networks[i].clause, "networks", &networks[i], test_networks);
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    add (accounts[i].profile, accounts[i].clause, accounts[i].name, &accounts[i], test_accounts);
  for (guint i = 0; i < G_N_ELEMENTS (responsible); i++)
    add (responsible[i].profile, responsible[i].clause, "responsible", &responsible[i],
         test_responsible);
  for (guint i = 0; i < G_N_ELEMENTS (dismissals); i++)
    add (dismissals[i].profile, dismissals[i].clause, "grounds", dismissals[i].profile,
         test_dismissal);
  g_test_add_data_func ("/clauses/pervomaysky/22/measures-too", "pervomaysky", test_measures);
  g_test_add_data_func ("/clauses/saratov/18/measures-too", "saratov", test_measures);
  g_test_add_func ("/clauses/leningrad/7/two-networks", test_track);
  g_test_add_func ("/clauses/pervomaysky/4/the-administration-itself", test_office_must);
  g_test_add_data_func ("/clauses/pervomaysky/9/scope", "pervomaysky", test_scope);
  g_test_add_data_func ("/clauses/buryatia/1/scope", "buryatia", test_scope);
  g_test_add ("/clauses/buryatia/1/local-bodies", Office, NULL, NULL, test_local_bodies, tear_down);
  return g_test_run ();
}
