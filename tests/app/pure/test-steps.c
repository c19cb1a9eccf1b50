/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every step of the rules has a place in the window, and what its form gives is exactly what the rules
 * take: each row folds a case, fills the form in and has every command judged. No display. */
#include <string.h>

#include "app/steps/osr-step.h"
#include "core/osr-error.h"
#include "osr-office-fixture.h"

#define AT "2026-03-06T10:00:00+09:00"

/* Words of `before`: what happened, its body or value after a colon. */
typedef struct {
  const char *step;
  const char *profile;
  const char *before;
  const char *person;
  const char *values;   /* "member=value;…", "|" between several bodies */
  const char *commands; /* members and payload of each, ' for "; the digest is "*" */
} Row;

#define ROUTED "detected triaged routed:zhkh"
#define JOINT  ROUTED " asked:transport"
#define SENT   ROUTED " submitted"
#define DONE   SENT " approved published"

#define DIGEST_1 "1111111111111111111111111111111111111111111111111111111111111111"
#define DIGEST_2 "2222222222222222222222222222222222222222222222222222222222222222"

static const Row rows[] = {
  { "assigned:take", "amur", ROUTED, "anna", "body=zhkh", "[{'executor':'anna','body':'zhkh'}]" },
  { "assigned", "amur", ROUTED, "anna", "body=zhkh;executor=carol",
    "[{'body':'zhkh','executor':'carol'}]" },
  { "reassigned", "amur", ROUTED, "org", "body=zhkh;executor=carol",
    "[{'body':'zhkh','executor':'carol'}]" },
  { "substituted", "amur", ROUTED, "org", "body=zhkh;executor=carol",
    "[{'body':'zhkh','executor':'carol'}]" },
  { "returned", "amur", ROUTED, "anna", "body=zhkh;reason=Roads",
    "[{'body':'zhkh'},{'reason':'Roads'}]" },
  { "returned:recall", "amur", ROUTED, "curator", "body=zhkh;reason=Roads",
    "[{'recalled':true,'body':'zhkh'},{'reason':'Roads'}]" },
  { "noted", "amur", ROUTED, "anna", "text=Seen", "[{},{'text':'Seen'}]" },
  { "noted:question", "amur", ROUTED, "anna", "text=Whose?",
    "[{'to':'curator'},{'text':'Whose?'}]" },
  { "noted:answer", "amur", ROUTED " question", "curator", "text=Yours",
    "[{'answers':5},{'text':'Yours'}]" },
  { "withdrawn", "amur", SENT, "anna", "", "[{'body':'zhkh'}]" },
  { "contribution-requested", "amur", ROUTED, "curator", "bodies=transport;order=1;minutes=30",
    "[{'minutes':30,'body':'transport','order':1}]" },
  { "contribution-requested", "amur", ROUTED, "curator",
    "bodies=transport|school;order=1;text=Bus?",
    "[{'body':'transport','order':1},{'text':'Bus?'},"
    "{'body':'school','order':2},{'text':'Bus?'}]" },
  { "contribution-requested", "buryatia", ROUTED, "curator", "bodies=transport|school",
    "[{'body':'transport'},null,{'body':'school'}]" },
  { "contributed", "amur", JOINT, "boris", "body=transport;text=The bus runs",
    "[{'body':'transport'},{'text':'The bus runs'}]" },
  { "contribution-forwarded", "amur", JOINT " gave:transport", "curator", "body=transport",
    "[{'body':'transport'}]" },
  { "drafter-named", "amur", JOINT " gave:transport", "curator", "body=zhkh", "[{'body':'zhkh'}]" },
  { "drafter-named", "leningrad", JOINT " gave:transport", "curator", "body=-", "[{}]" },
  { "responsible-appointed", "buryatia", JOINT, "curator", "body=transport",
    "[{'body':'transport'}]" },
  { "sequence-allowed", "leningrad", JOINT, "curator", "bodies=zhkh|transport",
    "[{'bodies':['zhkh','transport']}]" },
  { "linked", "amur", ROUTED, "curator", "earlier=e1;number=2026-000007",
    "[{'earlier':'e1','earlier_number':'2026-000007'}]" },
  { "joined", "amur", ROUTED, "curator", "matter=e1", "[{'matter':'e1'}]" },
  { "author-replied", "amur", SENT " approved published:clarification", "anna", "text=In May",
    "[{},{'text':'In May'}]" },
  { "promised", "amur", ROUTED, "anna", "date=2026-04-01", "[{'date':'2026-04-01'}]" },
  { "promised:kept", "amur", DONE " promised:2026-04-01", "anna", "date=2026-04-01",
    "[{'kept':true,'date':'2026-04-01'}]" },
  { "drafted:correction", "pervomaysky", DONE, "anna", "text=Better",
    "[{'corrects':5,'kind':'final','account':'zhkh-vk','body':'zhkh','digest':'*'},"
    "{'text':'Better'}]" },
  { "submitted:correction", "amur", DONE, "anna", "text=Better",
    "[{'corrects':5,'kind':'final','account':'zhkh-vk','body':'zhkh','digest':'*'},"
    "{'text':'Better'}]" },
  { "publish-intended:fallback", "pervomaysky", SENT " approved", "tech", "account=zhkh-vk",
    "[{'draft':5,'digest':'*','fallback':true,'mention':'https://vk.com/wall-1_2?reply=31',"
    "'guid':'*','account':'zhkh-vk'}]" },
  { "published-by-hand", "amur", SENT " approved", "anna", "url=https://vk.com/w1;proof=Folder 3",
    "[{'draft':5,'digest':'*','kind':'final','url':'https://vk.com/w1','proof':'Folder 3'}]" },
  { "published-by-hand", "amur", SENT " approved", "anna", "url=https://vk.com/w1;proof=|" DIGEST_1,
    "[{'draft':5,'digest':'*','kind':'final','url':'https://vk.com/w1','proof':'" DIGEST_1 "'},"
    "{'attachments':['" DIGEST_1 "']}]" },
  { "published-by-hand", "amur", SENT " approved", "anna",
    "url=https://vk.com/w1;proof=Page|wall|" DIGEST_1 "," DIGEST_2,
    "[{'draft':5,'digest':'*','kind':'final','url':'https://vk.com/w1','proof':'Page|wall'},"
    "{'attachments':['" DIGEST_1 "','" DIGEST_2 "']}]" },
  { "published-by-hand:fallback", "pervomaysky", SENT " approved", "tech",
    "url=https://vk.com/w1;proof=Folder 3",
    "[{'draft':5,'digest':'*','kind':'final','fallback':true,"
    "'mention':'https://vk.com/wall-1_2?reply=31','url':'https://vk.com/w1','proof':'Folder 3'}]" },
  { "reply-corrected", "amur", DONE " corrected approved", "anna",
    "url=https://vk.com/w1;proof=Folder 3",
    "[{'draft':8,'digest':'*','url':'https://vk.com/w1','proof':'Folder 3'},{'text':'Better'}]" },
  { "reply-corrected", "amur", DONE " corrected approved", "anna",
    "url=https://vk.com/w1;proof=|" DIGEST_1,
    "[{'draft':8,'digest':'*','url':'https://vk.com/w1','proof':'" DIGEST_1 "'},"
    "{'attachments':['" DIGEST_1 "'],'text':'Better'}]" },
  { "checked", "amur", DONE, "anna", "reply=gone", "[{'reply':'gone'}]" },
  { "evaluated", "amur", DONE, "curator", "quality=4", "[{'quality':4}]" },
  { "evaluated", "buryatia", DONE, "curator", "quality=4;satisfaction=2",
    "[{'quality':4,'satisfaction':2}]" },
  { "closed", "amur", DONE, "curator", "", "[{}]" },
  { "closed", "amur", SENT " approved published:clarification", "curator", "reason=Silent",
    "[{},{'reason':'Silent'}]" },
  { "reopened", "amur", DONE " closed", "curator", "", "[{}]" },
  { "reported", "amur", ROUTED, "curator", "text=Ice",
    "[{'report':'immediate-report','to':'the deputy chairman of the Government for internal and "
    "information policy'},{'text':'Ice'}]" },
  { "reported", "buryatia", ROUTED, "curator", "text=Ice",
    "[{'report':'immediate-report','to':'Committee for Information Policy','step':1},"
    "{'text':'Ice'}]" },
  { "reported", "buryatia", ROUTED " reported:1", "board", "text=Ice",
    "[{'report':'immediate-report','to':'deputy chairman of the Government','step':2},"
    "{'text':'Ice'}]" },
  { "acknowledged", "amur", ROUTED " reported:1", "chief", "report=5", "[{'report':5}]" },
  { "deficiency-noted", "leningrad", ROUTED, "chief",
    "body=zhkh;ground=disciplinary-measure;measure=Reprimand;text=Late thrice",
    "[{'to':'the first vice-governor, the first deputy and the deputy chairmen of the "
    "Government','body':'zhkh','ground':'disciplinary-measure','measure':'Reprimand'},"
    "{'text':'Late thrice'}]" },
  { "referred", "buryatia", ROUTED, "anna", "text=A theft", "[{},{'text':'A theft'}]" },
  { "case-offered", "buryatia", DONE, "anna", "text=Lit", "[{},{'text':'Lit'}]" },
  { "case-agreed", "buryatia", DONE " offered", "board", "", "[{}]" },
  { "case-declined", "buryatia", DONE " offered", "board", "reason=Dull",
    "[{},{'reason':'Dull'}]" },
  { "case-published", "buryatia", DONE " offered taken", "anna", "url=https://vk.com/w2",
    "[{'url':'https://vk.com/w2'}]" },
};

/* --- what happened before --- */

static void
be_found (Office *office)
{
  happen (office, "found", AT, "monitor",
          members_of ("network", "vk", "account", "gov", "native_id", "31", "permalink",
                      "https://vk.com/wall-1_2?reply=31", NULL),
          members_of ("text", "Cold at home", NULL));
  happen (office, "detected", AT, "curator", NULL, NULL);
}

static void
decide (Office *office, const char *type, const char *who)
{
  const OsrCaseDraft *draft = osr_case_get_draft (office->the_case);
  JsonObject *members = members_of ("digest", draft->digest, NULL);

  json_object_set_int_member (members, "draft", draft->version);
  happen (office, type, AT, who, members, NULL);
}

static void
correct (Office *office)
{
  const OsrCaseDraft *draft = osr_case_get_draft (office->the_case);
  JsonObject *members = submission_of (office, "zhkh", "final", "Better");

  json_object_set_int_member (members, "corrects", draft->version);
  happen (office, "submitted", AT, "anna", members, members_of ("text", "Better", NULL));
}

static void
report (Office *office)
{
  happen (office, "reported", AT, "curator",
          members_of ("report", "immediate-report", "to", "Head", "#step", "1", NULL),
          members_of ("text", "Ice", NULL));
}

static void
happen_plainly (Office *office, const char *word, const char *what)
{
  static const struct {
    const char *word;
    const char *type;
    const char *by;
    const char *member;
  } plain[] = {
    { "routed", "routed", "curator", "body" },
    { "asked", "contribution-requested", "curator", "body" },
    { "gave", "contributed", "boris", "body" },
    { "question", "noted", "anna", "to" },
    { "promised", "promised", "anna", "date" },
    { "closed", "closed", "curator", "" },
    { "offered", "case-offered", "anna", "" },
    { "taken", "case-agreed", "board", "" },
    { "published", "published", "publisher", "kind" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++) {
    const char *member = plain[i].member;
    const char *value = what != NULL                   ? what
                        : g_str_equal (member, "to")   ? "curator"
                        : g_str_equal (member, "kind") ? "final"
                                                       : NULL;

    if (!g_str_equal (plain[i].word, word))
      continue;
    happen (office, plain[i].type, AT, plain[i].by,
            value != NULL ? members_of (member, value, NULL) : NULL,
            members_of ("text", "Words", NULL));
    return;
  }
  g_assert_not_reached ();
}

static void
bring (Office *office, const char *before)
{
  g_auto (GStrv) words = g_strsplit (before, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (words[i], ":", 2);

    if (g_str_equal (parts[0], "detected"))
      be_found (office);
    else if (g_str_equal (parts[0], "triaged"))
      triage (office, AT, 0);
    else if (g_str_equal (parts[0], "submitted"))
      submit (office, AT, parts[1] != NULL ? parts[1] : "final", "Text");
    else if (g_str_equal (parts[0], "approved"))
      decide (office, "approved", "curator");
    else if (g_str_equal (parts[0], "corrected"))
      correct (office);
    else if (g_str_equal (parts[0], "reported"))
      report (office);
    else
      happen_plainly (office, parts[0], parts[1]);
  }
}

static void
grant (Office *office, const char *person, const char *role, const char *body)
{
  g_autoptr (JsonObject) named =
      members_of ("person", person, "login", person, "name", person, NULL);
  g_autoptr (JsonObject) granted =
      body != NULL ? members_of ("person", person, "role", role, "body", body, NULL)
                   : members_of ("person", person, "role", role, NULL);
  g_autoptr (OsrEvent) set = osr_event_new ("person-set", 0, named, NULL);
  g_autoptr (OsrEvent) role_granted = osr_event_new ("role-granted", 0, granted, NULL);

  osr_registry_apply (office->registry, set);
  osr_registry_apply (office->registry, role_granted);
}

static void
open_office (Office *office, const char *profile)
{
  g_autoptr (JsonObject) school = members_of ("body", "school", "name", "Schools", NULL);
  g_autoptr (OsrEvent) set = osr_event_new ("body-set", 0, school, NULL);

  office_open (office, profile);
  osr_registry_apply (office->registry, set);
  grant (office, "carol", "executor", "zhkh");
  grant (office, "org", "organiser", "zhkh");
  grant (office, "tech", "technical-executor", "zhkh");
  grant (office, "resp", "responsible-executor", "zhkh");
  grant (office, "board", "committee", NULL);
}

/* --- the form --- */

static GHashTable *
read_values (const char *text)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (parts[i], "=", 2);

    if (pair[0] != NULL && pair[1] != NULL)
      g_hash_table_insert (values, g_strdup (pair[0]),
                           g_str_equal (pair[0], "proof")
                               ? g_strdup (pair[1])
                               : g_strdelimit (g_strdup (pair[1]), "|", '\n'));
  }
  return values;
}

static void
hide_random (JsonObject *members)
{
  if (json_object_has_member (members, "digest"))
    json_object_set_string_member (members, "digest", "*");
  if (json_object_has_member (members, "guid"))
    json_object_set_string_member (members, "guid", "*");
}

/* The commands as the rows write them. */
static char *
write_commands (GPtrArray *commands)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (root, array);
  for (guint i = 0; i < commands->len; i++) {
    OsrStepCommand *command = commands->pdata[i];

    hide_random (command->members);
    json_array_add_object_element (array, json_object_ref (command->members));
    if (command->payload != NULL)
      json_array_add_object_element (array, json_object_ref (command->payload));
    else if (i + 1 < commands->len)
      json_array_add_null_element (array);
  }
  return g_strdelimit (json_to_string (root, FALSE), "\"", '\'');
}

static void
judge (Office *office, const char *person, const OsrStepCommand *command)
{
  int code = attempt (office, person, command->type, json_object_ref (command->members),
                      command->payload != NULL ? json_object_ref (command->payload) : NULL);

  if (code != -1)
    g_test_message ("%s", osr_core_error_nick (code));
  g_assert_cmpint (code, ==, -1);
  happen (office, command->type, AT, person, json_object_ref (command->members),
          command->payload != NULL ? json_object_ref (command->payload) : NULL);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  const OsrStepKind *step = osr_step_find (row->step);
  Office office;
  OsrStepDesk desk;
  g_autoptr (GHashTable) values = read_values (row->values);
  g_autoptr (GPtrArray) commands = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *fault = NULL;
  g_autofree char *written = NULL;

  g_assert_nonnull (step);
  open_office (&office, row->profile);
  bring (&office, row->before);
  desk = (OsrStepDesk){ office.the_case, office.registry, row->person, osr_instant_parse (AT) };
  osr_step_explain (step, &desk, &error);
  g_assert_no_error (error);
  fault = osr_step_find_fault (step, &desk, values);
  g_assert_cmpstr (fault, ==, NULL);
  commands = osr_step_build (step, &desk, values);
  for (guint i = 0; i < commands->len; i++)
    judge (&office, row->person, commands->pdata[i]);
  written = write_commands (commands);
  g_assert_cmpstr (written, ==, row->commands);
  office_close (&office);
}

/* What must be filled in is asked for before anything is sent, in words. */
static void
test_row_empty (gconstpointer data)
{
  const Row *row = data;
  const OsrStepKind *step = osr_step_find (row->step);
  Office office;
  OsrStepDesk desk;
  gboolean asks = FALSE;
  g_autoptr (GHashTable) values = read_values ("");
  g_autofree char *fault = NULL;

  open_office (&office, row->profile);
  bring (&office, row->before);
  desk = (OsrStepDesk){ office.the_case, office.registry, row->person, osr_instant_parse (AT) };
  for (const OsrStepField *field = step->fields; field->member != NULL; field++)
    asks = asks || (osr_step_asks (step, field, &desk) && osr_step_needs (step, field, &desk));
  fault = osr_step_find_fault (step, &desk, values);
  g_assert_cmpint (fault != NULL, ==, asks);
  office_close (&office);
}

/* A rule without a place in the window is a step that nobody can take. */
static void
test_places (void)
{
  for (guint i = 0; osr_rules_get_name (i) != NULL; i++) {
    const char *rule = osr_rules_get_name (i);
    gboolean listed = FALSE;

    for (guint j = 0; j < osr_step_count (); j++)
      listed = listed || g_str_equal (osr_step_get (j)->rule, rule);
    listed = listed || osr_step_has_own_pane (rule);
    if (!listed)
      g_test_message ("%s has no place in the window", rule);
    g_assert_true (listed);
  }
}

static gboolean
has_rule (const char *name)
{
  for (guint i = 0; osr_rules_get_name (i) != NULL; i++) {
    if (g_str_equal (osr_rules_get_name (i), name))
      return TRUE;
  }
  return FALSE;
}

/* The table names nothing that the rules do not know, and each of its steps stands in a row. */
static void
test_table (void)
{
  for (guint i = 0; i < osr_step_count (); i++) {
    const OsrStepKind *step = osr_step_get (i);
    gboolean tried = FALSE;

    for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
      tried = tried || g_str_equal (rows[j].step, step->name);
    g_assert_true (tried);
    g_assert_true (has_rule (step->rule));
    g_assert_true (g_str_has_prefix (step->rule, step->type));
    g_assert_true (step->other == NULL || osr_step_find (step->other) != NULL);
    g_assert_true (osr_step_find (step->name) == step);
  }
}

static GStrv
choices_of (Office *office, const char *person, const char *name, guint field, const char *body)
{
  const OsrStepKind *step = osr_step_find (name);
  const OsrStepDesk desk = { office->the_case, office->registry, person, osr_instant_parse (AT) };

  return osr_step_dup_choices (step, &step->fields[field], &desk, body);
}

static void
assert_ids (Office *office, const char *person, const char *name, guint field, const char *expected)
{
  g_auto (GStrv) choices = choices_of (office, person, name, field, "zhkh");
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; choices[i] != NULL; i += 2)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", choices[i]);
  g_assert_cmpstr (ids->str, ==, expected);
}

/* Only what the rules would take can be chosen. */
static void
test_choices (void)
{
  Office office;

  open_office (&office, "amur");
  bring (&office, JOINT);
  assert_ids (&office, "curator", "returned:recall", 0, "transport zhkh");
  assert_ids (&office, "anna", "returned", 0, "zhkh");
  assert_ids (&office, "curator", "contribution-requested", 0, "school");
  assert_ids (&office, "boris", "contributed", 0, "transport");
  assert_ids (&office, "anna", "assigned", 1, "carol");
  assert_ids (&office, "curator", "deficiency-noted", 1, "deficiency");
  assert_ids (&office, "curator", "drafter-named", 0, "transport zhkh");
  office_close (&office);
  open_office (&office, "leningrad");
  bring (&office, JOINT " gave:transport");
  assert_ids (&office, "curator", "drafter-named", 0, "transport zhkh -");
  assert_ids (&office, "chief", "deficiency-noted", 1,
              "deficiency persons-identified disciplinary-measure");
  office_close (&office);
}

/* A body that a reform has ended is no longer offered. */
static void
test_abolished (void)
{
  Office office;
  g_autoptr (JsonObject) ended = members_of ("body", "school", "name", "Schools", NULL);
  g_autoptr (OsrEvent) set = NULL;

  open_office (&office, "amur");
  json_object_set_int_member (ended, "valid_to", osr_instant_parse (AT) - OSR_HOUR);
  set = osr_event_new ("body-set", 0, ended, NULL);
  osr_registry_apply (office.registry, set);
  bring (&office, ROUTED);
  assert_ids (&office, "curator", "contribution-requested", 0, "transport");
  office_close (&office);
}

/* Why a step is not to be had now, or that the profile has none. */
static void
test_reasons (void)
{
  Office office;
  OsrStepDesk desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unknown = NULL;

  open_office (&office, "amur");
  bring (&office, ROUTED);
  desk = (OsrStepDesk){ office.the_case, office.registry, "curator", osr_instant_parse (AT) };
  g_assert_false (osr_step_explain (osr_step_find ("evaluated"), &desk, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_WRONG_STATE);
  g_assert_false (osr_step_explain (osr_step_find ("referred"), &desk, &unknown));
  g_assert_error (unknown, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_FORESEEN);
  office_close (&office);
}

/* To whom it goes then is the profile's. */
static void
test_goes_to (void)
{
  static const char *const expected[][3] = {
    { "amur", "contributed", "curator" },
    { "buryatia", "contributed", "responsible Executor, Coordinator" },
    { "leningrad", "reported", "the Governor" },
    { "buryatia", "noted:question", "Coordinator" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    Office office;
    OsrStepDesk desk;
    g_autofree char *to = NULL;

    open_office (&office, expected[i][0]);
    bring (&office, JOINT);
    desk = (OsrStepDesk){ office.the_case, office.registry, "curator", osr_instant_parse (AT) };
    to = osr_step_dup_goes_to (osr_step_find (expected[i][1]), &desk);
    g_assert_cmpstr (to, ==, expected[i][2]);
    office_close (&office);
  }
}

/* What is owed is asked for by the step of that name; a correction by its own, closing by nobody. */
static void
test_owed (void)
{
  Office office;

  open_office (&office, "amur");
  bring (&office, ROUTED);
  g_assert_true (osr_step_find_owed (office.the_case, "contributed") ==
                 osr_step_find ("contributed"));
  g_assert_true (osr_step_find_owed (office.the_case, "noted") == osr_step_find ("noted:answer"));
  g_assert_null (osr_step_find_owed (office.the_case, "submitted"));
  g_assert_null (osr_step_find_owed (office.the_case, "closed"));
  office.the_case->correcting = TRUE;
  g_assert_true (osr_step_find_owed (office.the_case, "submitted") ==
                 osr_step_find ("submitted:correction"));
  office_close (&office);
}

static void
test_wrong_values (void)
{
  static const char *const wrong[][2] = { { "promised", "date=1 April" },
                                          { "case-published", "url=vk.com/1" },
                                          { "case-published", "url=javascript:1" },
                                          { "sequence-allowed", "bodies=zhkh" },
                                          { "contribution-requested",
                                            "bodies=transport;minutes=soon" },
                                          { "noted", "text=  " } };
  Office office;
  OsrStepDesk desk;

  open_office (&office, "leningrad");
  bring (&office, ROUTED);
  desk = (OsrStepDesk){ office.the_case, office.registry, "curator", osr_instant_parse (AT) };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GHashTable) values = read_values (wrong[i][1]);
    g_autofree char *fault = osr_step_find_fault (osr_step_find (wrong[i][0]), &desk, values);

    g_assert_nonnull (fault);
  }
  office_close (&office);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/steps/every-rule-has-a-place", test_places);
  g_test_add_func ("/app/steps/table", test_table);
  g_test_add_func ("/app/steps/choices", test_choices);
  g_test_add_func ("/app/steps/abolished-body", test_abolished);
  g_test_add_func ("/app/steps/reasons", test_reasons);
  g_test_add_func ("/app/steps/goes-to", test_goes_to);
  g_test_add_func ("/app/steps/owed", test_owed);
  g_test_add_func ("/app/steps/wrong-values", test_wrong_values);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name =
        g_strdup_printf ("/app/steps/form/%s/%s/%u", rows[i].profile, rows[i].step, i);
    g_autofree char *empty = g_strdup_printf ("/app/steps/empty/%s/%u", rows[i].step, i);

    g_test_add_data_func (name, &rows[i], test_row);
    g_test_add_data_func (empty, &rows[i], test_row_empty);
  }
  return g_test_run ();
}
