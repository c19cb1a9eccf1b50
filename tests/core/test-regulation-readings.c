/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text leaves open: every setting of the five profiles makes a regulation, and what an office
 * chooses moves the deadlines it speaks of and no others. */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "osr-office-fixture.h"

static JsonObject *
load_profile (const char *id)
{
  g_autofree char *name = g_strdup_printf ("regulations/%s.json", id);

  return office_load (name);
}

/* The office reads its regulation with one setting other than the default. */
static void
choose (Office *office, const char *reading, const char *setting)
{
  g_autoptr (JsonObject) choices = json_object_new ();
  g_autoptr (GError) error = NULL;
  OsrRegulation *old = osr_registry_get_regulation (office->registry);
  g_autoptr (OsrRegulation) regulation = NULL;

  json_object_set_string_member (choices, reading, setting);
  regulation =
      osr_regulation_new_with_readings (osr_regulation_get_source (old), choices, "test", &error);
  g_assert_no_error (error);
  g_assert_true (osr_regulation_get_source (regulation) == osr_regulation_get_source (old));
  osr_registry_apply_regulation (office->registry, regulation);
}

static void
assert_due (Office *office, const char *timer, const char *moment)
{
  g_assert_cmpstr (due_of (office, timer), ==, moment);
}

static void
test_all_settings (gconstpointer data)
{
  g_autoptr (JsonObject) document = load_profile (data);
  g_autoptr (GError) error = NULL;

  g_assert_true (osr_regulation_check_settings (document, data, &error));
  g_assert_no_error (error);
}

/* Friday 16:30: two working hours end on Tuesday, since Monday 9 March 2026 is a day off. */
static void
test_plain_hours (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-06T16:00:00+09:00");
  route (&office, "2026-03-06T16:30:00+09:00", "zhkh");
  assert_due (&office, "return", "2026-03-10T09:30:00+09:00");
  choose (&office, "plain-hours", "clock");
  assert_due (&office, "return", "2026-03-06T18:30:00+09:00");
  assert_due (&office, "answer", "2026-03-10T16:00:00+09:00");
  office_close (&office);
}

static void
test_before_limit (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-11T16:00:00+09:00");
  route (&office, "2026-03-11T16:10:00+09:00", "zhkh");
  assert_due (&office, "answer", "2026-03-12T16:00:00+09:00");
  assert_due (&office, "submit", "2026-03-12T11:00:00+09:00");
  choose (&office, "before-limit", "clock");
  assert_due (&office, "submit", "2026-03-12T12:00:00+09:00");
  office_close (&office);
}

static void
test_edges (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-11T12:30:00+09:00");
  route (&office, "2026-03-11T12:40:00+09:00", "zhkh");
  assert_due (&office, "route", "2026-03-11T13:00:00+09:00");
  choose (&office, "edges", "working");
  assert_due (&office, "route", "2026-03-11T14:00:00+09:00");
  office_close (&office);
}

/* Back over lunch: the reply is due at 9:00 + 9 h; four hours before 18:00 is 14:00, or 13:00. */
static void
test_edges_back (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-11T09:00:00+09:00");
  route (&office, "2026-03-11T09:10:00+09:00", "zhkh");
  assert_due (&office, "answer", "2026-03-11T18:00:00+09:00");
  assert_due (&office, "submit", "2026-03-11T14:00:00+09:00");
  choose (&office, "edges", "working");
  assert_due (&office, "answer", "2026-03-12T09:00:00+09:00");
  assert_due (&office, "submit", "2026-03-11T13:00:00+09:00");
  office_close (&office);
}

/* A Saturday: the day itself is day 0, or the Monday after it. */
static void
test_working_days (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-13T16:00:00+09:00");
  happen (&office, "published", "2026-03-14T12:00:00+09:00", "anna",
          members_of ("kind", "interim", NULL), NULL);
  assert_due (&office, "final", "2026-03-24T18:00:00+09:00");
  choose (&office, "working-days", "working");
  assert_due (&office, "final", "2026-03-25T18:00:00+09:00");
  office_close (&office);
}

static void
test_after_return (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-11T10:00:00+09:00");
  route (&office, "2026-03-11T10:10:00+09:00", "zhkh");
  happen (&office, "returned", "2026-03-11T11:00:00+09:00", "anna",
          members_of ("body", "zhkh", NULL), NULL);
  assert_due (&office, "answer", "2026-03-12T10:00:00+09:00");
  choose (&office, "after-return", "anew");
  assert_due (&office, "answer", "2026-03-12T11:00:00+09:00");
  office_close (&office);
}

static OsrDeadlineState
state_of (Office *office, const char *timer)
{
  g_autoptr (GPtrArray) deadlines = NULL;

  return deadline_of (office, timer, &deadlines)->state;
}

static void
test_interim_counts (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-11T10:00:00+09:00");
  happen (&office, "published", "2026-03-11T12:00:00+09:00", "anna",
          members_of ("kind", "interim", NULL), NULL);
  g_assert_cmpint (state_of (&office, "answer"), ==, OSR_DEADLINE_MET);
  choose (&office, "interim-counts", "final-only");
  g_assert_cmpint (state_of (&office, "answer"), ==, OSR_DEADLINE_OPEN);
  office_close (&office);
}

/* Four hours before a limit of two have passed before the message came. */
static void
test_shortened_draft (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-11T14:00:00+09:00");
  triage (&office, "2026-03-11T14:00:00+09:00", 120);
  route (&office, "2026-03-11T14:10:00+09:00", "zhkh");
  assert_due (&office, "answer", "2026-03-11T16:00:00+09:00");
  assert_due (&office, "submit", "2026-03-11T15:00:00+09:00");
  choose (&office, "shortened-draft", "as-stated");
  assert_due (&office, "submit", "2026-03-11T11:00:00+09:00");
  office_close (&office);
}

static void
test_triage_changed (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-11T14:00:00+09:00");
  triage (&office, "2026-03-11T14:00:00+09:00", 120);
  triage (&office, "2026-03-11T14:05:00+09:00", 60);
  assert_due (&office, "answer", "2026-03-11T15:00:00+09:00");
  choose (&office, "triage-changed", "first");
  assert_due (&office, "answer", "2026-03-11T16:00:00+09:00");
  office_close (&office);
}

static void
test_deleted_message (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-11T14:00:00+09:00");
  happen (&office, "message-deleted", "2026-03-11T15:00:00+09:00", "monitor", NULL, NULL);
  assert_due (&office, "answer", "");
  choose (&office, "deleted-message", "run");
  assert_due (&office, "answer", "2026-03-12T13:00:00+09:00");
  office_close (&office);
}

static void
test_final_means (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-11T10:00:00+09:00");
  happen (&office, "published", "2026-03-11T12:00:00+09:00", "anna",
          members_of ("kind", "interim", NULL), NULL);
  happen (&office, "submitted", "2026-03-12T12:00:00+09:00", "anna",
          members_of ("kind", "final", NULL), NULL);
  g_assert_cmpint (state_of (&office, "final"), ==, OSR_DEADLINE_OPEN);
  assert_due (&office, "submit-final", "2026-03-19T18:00:00+09:00");
  choose (&office, "final-means", "draft");
  g_assert_cmpint (state_of (&office, "final"), ==, OSR_DEADLINE_MET);
  assert_due (&office, "submit-final", "");
  office_close (&office);
}

/* At once: no moment, but it is open from the mark on until somebody has told of it. */
static void
test_immediate_report (void)
{
  JsonObject *members = members_of ("importance", "high", NULL);
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-11T14:00:00+09:00");
  json_object_set_boolean_member (members, "significant", TRUE);
  happen (&office, "triaged", "2026-03-11T14:05:00+09:00", "curator", members, NULL);
  assert_due (&office, "immediate-report", "");
  g_assert_cmpint (state_of (&office, "immediate-report"), ==, OSR_DEADLINE_OPEN);
  happen (&office, "reported", "2026-03-11T14:10:00+09:00", "curator", NULL, NULL);
  g_assert_cmpint (state_of (&office, "immediate-report"), ==, OSR_DEADLINE_MET);
  office_close (&office);
}

static void
assert_choice_refused (const char *reading, const char *setting, const char *what)
{
  g_autoptr (JsonObject) document = load_profile ("amur");
  g_autoptr (JsonObject) choices = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (choices, reading, setting);
  g_assert_null (osr_regulation_new_with_readings (document, choices, "office", &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_unknown_choice (void)
{
  assert_choice_refused ("tea-breaks", "long", "no reading \"tea-breaks\"");
  assert_choice_refused ("plain-hours", "moonlight", "no setting \"moonlight\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/core/readings/all/amur", "amur", test_all_settings);
  g_test_add_data_func ("/core/readings/all/leningrad", "leningrad", test_all_settings);
  g_test_add_data_func ("/core/readings/all/pervomaysky", "pervomaysky", test_all_settings);
  g_test_add_data_func ("/core/readings/all/buryatia", "buryatia", test_all_settings);
  g_test_add_data_func ("/core/readings/all/saratov", "saratov", test_all_settings);
  g_test_add_func ("/core/readings/plain-hours", test_plain_hours);
  g_test_add_func ("/core/readings/before-limit", test_before_limit);
  g_test_add_func ("/core/readings/edges", test_edges);
  g_test_add_func ("/core/readings/edges-back", test_edges_back);
  g_test_add_func ("/core/readings/working-days", test_working_days);
  g_test_add_func ("/core/readings/after-return", test_after_return);
  g_test_add_func ("/core/readings/interim-counts", test_interim_counts);
  g_test_add_func ("/core/readings/shortened-draft", test_shortened_draft);
  g_test_add_func ("/core/readings/triage-changed", test_triage_changed);
  g_test_add_func ("/core/readings/deleted-message", test_deleted_message);
  g_test_add_func ("/core/readings/final-means", test_final_means);
  g_test_add_func ("/clauses/amur/22", test_immediate_report);
  g_test_add_func ("/core/readings/unknown-choice", test_unknown_choice);
  return g_test_run ();
}
