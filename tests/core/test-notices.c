/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is told of what by e-mail, clause by clause, in the shipped profiles. */
#include <locale.h>
#include <string.h>

#include "core/osr-notice.h"
#include "core/osr-json.h"
#include "osr-office-fixture.h"

#define AT "2026-03-06T10:00:00+09:00"

static void
grant (Office *office, const char *person, const char *role, const char *body)
{
  g_autoptr (JsonObject) who = members_of ("person", person, "login", person, "name", person, NULL);
  g_autoptr (JsonObject) what =
      body != NULL ? members_of ("person", person, "role", role, "body", body, NULL)
                   : members_of ("person", person, "role", role, NULL);
  g_autoptr (OsrEvent) set = osr_event_new ("person-set", 0, who, NULL);
  g_autoptr (OsrEvent) granted = osr_event_new ("role-granted", 0, what, NULL);

  osr_registry_apply (office->registry, set);
  osr_registry_apply (office->registry, granted);
}

/* "person:report person:report", as the last event has them told. */
static char *
told (Office *office)
{
  GPtrArray *events = office->the_case->events;
  g_autoptr (GPtrArray) notices =
      osr_notices_compute (office->the_case, office->registry, events->pdata[events->len - 1]);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < notices->len; i++) {
    const OsrNotice *notice = notices->pdata[i];

    g_string_append_printf (text, "%s%s%s%s:%s:%s", i > 0 ? " " : "", notice->person,
                            notice->absent != NULL ? " for " : "",
                            notice->absent != NULL ? notice->absent : "", notice->spec->report,
                            notice->spec->clause);
  }
  return g_string_free (text, FALSE);
}

static void
assert_told (Office *office, const char *expected)
{
  g_autofree char *text = told (office);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_pervomaysky_9 (void)
{
  Office office = { 0 };

  office_open (&office, "pervomaysky");
  grant (&office, "tatyana", "technical-executor", "zhkh");
  grant (&office, "timur", "technical-executor", "transport");
  detect (&office, AT);
  assert_told (&office, "");
  triage (&office, AT, 0);
  route (&office, AT, "zhkh");
  assert_told (&office, "tatyana:email-notice:9");
  submit (&office, AT, "final", "One");
  assert_told (&office, "");
  office_close (&office);
}

static void
test_pervomaysky_24 (void)
{
  Office office = { 0 };

  office_open (&office, "pervomaysky");
  grant (&office, "deputy", "supervisor", NULL);
  detect (&office, AT);
  happen (&office, "reported", AT, "curator", members_of ("report", "immediate-report", NULL),
          NULL);
  assert_told (&office, "chief:immediate-report:24 deputy:immediate-report:24");
  happen (&office, "reported", AT, "curator",
          members_of ("report", "immediate-report", "to", "deputy", NULL), NULL);
  assert_told (&office, "deputy:immediate-report:24");
  happen (&office, "deficiency-noted", AT, "curator", members_of ("body", "zhkh", NULL), NULL);
  assert_told (&office, "chief:deficiency-notice:22 deputy:deficiency-notice:22");
  office_close (&office);
}

static void
open_buryatia (Office *office)
{
  office_open (office, "buryatia");
  grant (office, "bair", "block-head", NULL);
  detect (office, AT);
  triage (office, AT, 0);
  route (office, AT, "zhkh");
}

static void
test_buryatia_6 (void)
{
  Office office = { 0 };

  open_buryatia (&office);
  assert_told (&office, "anna:hand-over-notice:6, 7, 9–11 bair:block-head-notice:6");
  office_close (&office);
}

/* Two curators: who did it is not told, the other one is. */
static void
test_buryatia_7 (void)
{
  Office office = { 0 };

  open_buryatia (&office);
  happen (&office, "returned", AT, "anna", members_of ("body", "zhkh", NULL), NULL);
  assert_told (&office, "curator:hand-over-notice:6, 7, 9–11 second:hand-over-notice:6, 7, 9–11");
  happen (&office, "returned", AT, "second", members_of ("body", "zhkh", NULL), NULL);
  assert_told (&office, "curator:hand-over-notice:6, 7, 9–11");
  office_close (&office);
}

static void
test_buryatia_10 (void)
{
  Office office = { 0 };
  g_autofree char *version = NULL;

  open_buryatia (&office);
  grant (&office, "rinchin", "responsible-executor", "zhkh");
  submit (&office, AT, "final", "One");
  assert_told (&office, "curator:hand-over-notice:6, 7, 9–11 second:hand-over-notice:6, 7, 9–11");
  version = g_strdup_printf ("%d", (int) office.the_case->version);
  happen (&office, "reworked", AT, "curator", members_of ("#draft", version, NULL), NULL);
  assert_told (&office, "anna:hand-over-notice:6, 7, 9–11 rinchin:hand-over-notice:6, 7, 9–11");
  submit (&office, AT, "final", "Two");
  assert_told (&office, "curator:hand-over-notice:6, 7, 9–11 second:hand-over-notice:6, 7, 9–11");
  office_close (&office);
}

#define CURATORS "curator:hand-over-notice:6, 7, 9–11 second:hand-over-notice:6, 7, 9–11"

/* The draft goes to the curator, who is told; what they decide, the executor is told. */
static void
test_buryatia_9 (void)
{
  Office office = { 0 };
  g_autofree char *version = NULL;

  open_buryatia (&office);
  submit (&office, AT, "final", "One");
  assert_told (&office, CURATORS);
  version = g_strdup_printf ("%d", (int) office.the_case->version);
  happen (&office, "approved", AT, "curator", members_of ("#draft", version, NULL), NULL);
  assert_told (&office, "anna:hand-over-notice:6, 7, 9–11");
  office_close (&office);
}

/* So does the draft that comes back from rework. */
static void
test_buryatia_11 (void)
{
  Office office = { 0 };
  g_autofree char *version = NULL;

  open_buryatia (&office);
  submit (&office, AT, "final", "One");
  version = g_strdup_printf ("%d", (int) office.the_case->version);
  happen (&office, "reworked", AT, "curator", members_of ("#draft", version, NULL), NULL);
  assert_told (&office, "anna:hand-over-notice:6, 7, 9–11");
  submit (&office, AT, "final", "Two");
  assert_told (&office, CURATORS);
  office_close (&office);
}

static void
test_nobody_twice (void)
{
  Office office = { 0 };

  office_open (&office, "buryatia");
  grant (&office, "anna", "block-head", NULL);
  detect (&office, AT);
  triage (&office, AT, 0);
  route (&office, AT, "zhkh");
  assert_told (&office, "anna:hand-over-notice:6, 7, 9–11");
  happen (&office, "notified", AT, "mailer", members_of ("to", "anna", NULL), NULL);
  g_assert_false (office.the_case->read_only);
  g_assert_cmpuint (office.the_case->anomalies, ==, 0);
  office_close (&office);
}

static void
office_event (Office *office, const char *type, JsonObject *members)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (OsrEvent) event = osr_event_new (type, 0, owned, NULL);

  osr_registry_apply (office->registry, event);
}

/* @substitute stands in for @absent on the day of the test, or in the week after it. */
static void
stand_in (Office *office, const char *absent, const char *substitute, gboolean later)
{
  JsonObject *members = members_of ("id", absent, "absent", absent, "substitute", substitute,
                                    "ground", "acting", NULL);
  OsrInstant from = osr_instant_parse (AT) + (later ? 24 : -1) * OSR_HOUR;

  json_object_set_int_member (members, "from", from);
  json_object_set_int_member (members, "to", from + 48 * OSR_HOUR);
  office_event (office, "substitution-set", members);
}

/* Whoever acts in the post gets the notice of the technical executor; who does not yet, none. */
static void
test_pervomaysky_7 (void)
{
  Office office = { 0 };

  office_open (&office, "pervomaysky");
  grant (&office, "tatyana", "technical-executor", "zhkh");
  stand_in (&office, "tatyana", "boris", FALSE);
  stand_in (&office, "boris", "anna", FALSE);
  stand_in (&office, "chief", "anna", TRUE);
  detect (&office, AT);
  triage (&office, AT, 0);
  route (&office, AT, "zhkh");
  assert_told (&office, "anna for tatyana:email-notice:9 boris for tatyana:email-notice:9"
                        " tatyana:email-notice:9");
  office_close (&office);
}

/* A substitute who did it themselves is not told of it, nor is the person whom they did it for. */
static void
test_substitute_did_it (void)
{
  Office office = { 0 };
  OsrEvent *event;

  office_open (&office, "buryatia");
  stand_in (&office, "curator", "chief", FALSE);
  detect (&office, AT);
  triage (&office, AT, 0);
  route (&office, AT, "zhkh");
  happen (&office, "returned", AT, "chief", members_of ("body", "zhkh", NULL), NULL);
  event = office.the_case->events->pdata[office.the_case->events->len - 1];
  event->on_behalf = g_strdup ("curator");
  assert_told (&office, "second:hand-over-notice:6, 7, 9–11");
  office_close (&office);
}

static void
test_disabled (void)
{
  Office office = { 0 };
  JsonObject *members = members_of ("person", "tatyana", "login", "t", "name", "T", NULL);

  office_open (&office, "pervomaysky");
  grant (&office, "tatyana", "technical-executor", "zhkh");
  json_object_set_boolean_member (members, "disabled", TRUE);
  stand_in (&office, "tatyana", "boris", FALSE);
  detect (&office, AT);
  triage (&office, AT, 0);
  route (&office, AT, "zhkh");
  assert_told (&office, "boris for tatyana:email-notice:9 tatyana:email-notice:9");
  office_event (&office, "person-set", members);
  assert_told (&office, "");
  office_close (&office);
}

/* After the third return the supervisor is told, and of each further one. */
static void
test_third_return (gconstpointer data)
{
  const char *const *test = data;
  g_autofree char *notice = g_strdup_printf ("chief:repeated-return:%s", test[1]);
  Office office = { 0 };

  office_open (&office, test[0]);
  detect (&office, AT);
  triage (&office, AT, 0);
  for (guint i = 1; i <= 4; i++) {
    g_autofree char *text = NULL;

    route (&office, AT, "zhkh");
    happen (&office, "returned", AT, "anna", members_of ("body", "zhkh", NULL), NULL);
    text = told (&office);
    g_assert_cmpint (strstr (text, notice) != NULL, ==, i >= 3);
    g_assert_cmpuint (office.the_case->transfers, ==, i);
  }
  office_close (&office);
}

static void
test_reports_of_all (void)
{
  static const char *const ids[] = { "amur", "leningrad", "saratov" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    Office office = { 0 };
    g_autofree char *text = NULL;

    office_open (&office, ids[i]);
    detect (&office, AT);
    happen (&office, "reported", AT, "curator", members_of ("report", "immediate-report", NULL),
            NULL);
    text = told (&office);
    g_assert_true (g_str_has_prefix (text, "chief:immediate-report:"));
    office_close (&office);
  }
}

/* Poor work of a body is told to those whom the text names, with its clause. */
static void
test_deficiency (gconstpointer data)
{
  const char *const *of = data;
  g_autofree char *expected = g_strdup_printf ("chief:deficiency-notice:%s", of[1]);
  Office office = { 0 };

  office_open (&office, of[0]);
  detect (&office, AT);
  happen (&office, "deficiency-noted", AT, "curator", members_of ("body", "zhkh", NULL), NULL);
  assert_told (&office, expected);
  office_close (&office);
}

static void
test_faults (void)
{
  static const char *const faults[][2] = {
    { "{\"to\":[\"executor\"]}", "expected a list of events in \"on\"" },
    { "{\"on\":[\"routed\"],\"to\":[\"nobody\"]}", "expected roles of this profile in \"to\"" },
    { "{\"on\":[\"routed\"],\"to\":[]}", "expected roles of this profile in \"to\"" },
    { "{\"on\":[\"routed\"],\"to\":[\"executor\"],\"says\":{\"ru\":\"а\"}}",
      "expected \"says\" and \"asks\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autoptr (JsonObject) profile = office_load ("regulations/pervomaysky.json");
    JsonArray *reports = osr_json_get_array (osr_json_get_object (profile, "rules"), "reports");
    JsonArray *mail = osr_json_get_array (json_array_get_object_element (reports, 2), "mail");
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrRegulation) regulation = NULL;
    JsonObject *wrong = osr_json_read_object (faults[i][0], -1, 0, "fault", &error);

    g_assert_no_error (error);
    json_array_add_object_element (mail, wrong);
    regulation = osr_regulation_new_from_json (profile, "x.json", &error);
    g_assert_null (regulation);
    g_assert_nonnull (strstr (error->message, "/rules/reports/2/mail/1"));
    g_assert_nonnull (strstr (error->message, faults[i][1]));
  }
}

static const char *const returns[][2] = {
  { "amur", "9" },     { "leningrad", "8.2" }, { "pervomaysky", "10" },
  { "buryatia", "7" }, { "saratov", "8" },
};

int
main (int argc, char **argv)
{
  static const char *const deficiencies[][2] = { { "amur", "21" },
                                                 { "leningrad", "12" },
                                                 { "saratov", "18" } };

  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clauses/pervomaysky/9/e-mail", test_pervomaysky_9);
  g_test_add_func ("/clauses/pervomaysky/24/e-mail", test_pervomaysky_24);
  g_test_add_func ("/clauses/buryatia/6/e-mail", test_buryatia_6);
  g_test_add_func ("/clauses/buryatia/7/e-mail", test_buryatia_7);
  g_test_add_func ("/clauses/buryatia/9/e-mail", test_buryatia_9);
  g_test_add_func ("/clauses/buryatia/10/e-mail", test_buryatia_10);
  g_test_add_func ("/clauses/buryatia/11/e-mail", test_buryatia_11);
  for (guint i = 0; i < G_N_ELEMENTS (returns); i++) {
    g_autofree char *name =
        g_strdup_printf ("/clauses/%s/%s/third-return", returns[i][0], returns[i][1]);

    g_test_add_data_func (name, returns[i], test_third_return);
  }
  g_test_add_func ("/clauses/pervomaysky/7/acting-gets-the-notice", test_pervomaysky_7);
  g_test_add_func ("/core/notices/substitute-did-it", test_substitute_did_it);
  g_test_add_func ("/core/notices/disabled", test_disabled);
  for (guint i = 0; i < G_N_ELEMENTS (deficiencies); i++) {
    g_autofree char *path =
        g_strdup_printf ("/clauses/%s/%s/e-mail", deficiencies[i][0], deficiencies[i][1]);

    g_test_add_data_func (path, deficiencies[i], test_deficiency);
  }
  g_test_add_func ("/core/notices/nobody-twice", test_nobody_twice);
  g_test_add_func ("/core/notices/immediate-reports", test_reports_of_all);
  g_test_add_func ("/core/notices/faults", test_faults);
  return g_test_run ();
}
