/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may take which step, cell by cell, against files that were written by hand from the texts: each
 * line a clause, what happened before, who asks, for which step, and the answer. The table of the
 * rules is not read for it. */
#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "osr-office-fixture.h"
#include "osr-rule-cells.h"

#define AT "2026-03-06T10:00:00+09:00"

static void
tell (Office *office, const char *type, JsonObject *members)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (OsrEvent) event = osr_event_new (type, 0, owned, NULL);

  event->version = osr_registry_get_version (office->registry) + 1;
  osr_registry_apply (office->registry, event);
}

/* One person a role for the body that has the case, and a second one, "…2", for another body. */
static void
grant (Office *office, const OsrRole *role, const char *suffix, const char *body)
{
  g_autofree char *person = g_strconcat (role->id, suffix, NULL);

  tell (office, "person-set", members_of ("person", person, "login", person, "name", person, NULL));
  if (role->reach == OSR_REACH_BODY)
    tell (office, "role-granted",
          members_of ("person", person, "role", role->id, "body", body, NULL));
  else
    tell (office, "role-granted", members_of ("person", person, "role", role->id, NULL));
}

static void
open_full_office (Office *office, const char *profile)
{
  GPtrArray *roles;

  office_open (office, profile);
  roles = osr_regulation_get_roles (osr_registry_get_regulation (office->registry));
  tell (office, "body-set", members_of ("body", "roads", "name", "City roads", NULL));
  for (guint i = 0; i < roles->len; i++) {
    grant (office, roles->pdata[i], "", "zhkh");
    grant (office, roles->pdata[i], "2", "transport");
  }
}

static JsonObject *
of_body (const RuleWord *word)
{
  if (word->what == NULL)
    return NULL;
  if (word->order != NULL)
    return members_of ("body", word->what, "#order", word->order, NULL);
  return members_of ("body", word->what, NULL);
}

static void
write_draft (Office *office, const char *type, const RuleWord *word)
{
  gboolean alone = g_str_equal (word->type, "alone");
  const OsrCaseDraft *published = osr_case_get_draft (office->the_case);
  const OsrCaseBody *drafter = osr_rules_get_drafter (office->the_case, office->registry);
  JsonObject *members = members_of ("kind", "final", "digest", "d", "account", "zhkh-vk", NULL);
  const OsrCaseDraft *shared = osr_case_get_shared (office->the_case);

  if (drafter != NULL)
    json_object_set_string_member (members, "body", drafter->body);
  if (shared != NULL && g_str_equal (type, "submitted"))
    json_object_set_int_member (members, "agreed", shared->version);
  if (g_str_equal (word->type, "corrected") || g_str_equal (word->type, "redrafted"))
    json_object_set_int_member (members, "corrects", published->version);
  if (alone)
    json_object_set_string_member (members, "clause",
                                   osr_rules_get_lone_clause (office->the_case, office->registry));
  happen (office, type, AT, word->person, members, members_of ("text", "Text", NULL));
}

static JsonObject *
sequence_of (const char *bodies)
{
  g_auto (GStrv) ids = g_strsplit (bodies, ",", -1);
  JsonObject *members = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    json_array_add_string_element (array, ids[i]);
  json_object_set_array_member (members, "bodies", array);
  return members;
}

/* By a body's executor where a body is named, else by the monitoring. */
static void
be_found (Office *office, const char *track, const char *body)
{
  JsonObject *members = members_of ("network", "vk", "native_id", "31", NULL);

  if (track != NULL)
    json_object_set_string_member (members, "track", track);
  if (body != NULL)
    json_object_set_string_member (members, "body", body);
  happen (office, "found", AT, body != NULL ? "executor" : "monitor", members,
          members_of ("text", "Cold", NULL));
}

/* Words that are events by their own name, with a body perhaps, or by a shorter one. */
static const struct {
  const char *word;
  const char *type;
  const char *by;
} plain[] = {
  { "routed", "routed", "curator" },
  { "returned", "returned", "executor" },
  { "asked", "contribution-requested", "curator" },
  { "contributed", "contributed", "executor2" },
  { "named", "drafter-named", "curator" },
  { "appointed", "responsible-appointed", "curator" },
  { "agreed", "agreed", "responsible-executor" },
  { "approved", "approved", "curator" },
  { "reworked", "reworked", "curator" },
  { "linked", "linked", "curator" },
  { "closed", "closed", "curator" },
  { "dismissed", "dismissed", "curator" },
  { "reported", "reported", "curator" },
  { "offered", "case-offered", "executor" },
  { "success", "case-agreed", "committee" },
};

static gboolean
is_submission (const char *word)
{
  static const char *const words[] = { "submitted", "corrected", "alone", NULL };

  return g_strv_contains (words, word);
}

static gboolean
happen_plainly (Office *office, const RuleWord *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++) {
    if (g_str_equal (plain[i].word, word->type)) {
      happen (office, plain[i].type, AT, plain[i].by, of_body (word), NULL);
      return TRUE;
    }
  }
  return FALSE;
}

/* What stands beside the case: a report on its way, and the account that is spoken of. */
typedef struct {
  OsrReportTrack *report;
  OsrAccountTrack *account;
} Beside;

static void
beside_clear (Beside *self)
{
  g_clear_pointer (&self->report, osr_report_track_free);
  g_clear_pointer (&self->account, osr_account_track_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Beside, beside_clear)

/* Whether the word is of a report or an account: "report-offered@curator", "account:zhkh-vk". */
static gboolean
happen_beside (Beside *self, const char *text)
{
  g_auto (RuleWord) word = { NULL };
  g_autoptr (JsonObject) members = members_of ("period", "2025-Q4", NULL);
  g_autoptr (OsrEvent) event = NULL;
  OsrReportSort sort;
  OsrReportState state;

  rule_word_read (text, &word);
  if (g_str_equal (word.type, "account")) {
    osr_account_track_free (self->account);
    self->account = osr_account_track_new (word.what);
    return TRUE;
  }
  if (!osr_report_step_parse (word.type, &sort, &state))
    return FALSE;
  event = osr_event_new (word.type, osr_instant_parse (AT), members, NULL);
  g_free (event->by);
  event->by = g_strdup (word.person);
  osr_report_track_apply (self->report, event);
  return TRUE;
}

static gboolean
explain_step (Office *office, Beside *beside, const RuleCell *cell, GError **error)
{
  OsrReportSort sort;
  OsrReportState state;

  if (osr_report_step_parse (cell->step, &sort, &state))
    return osr_rules_explain_report (beside->report, office->registry, cell->person, cell->step,
                                     error);
  if (strstr (cell->step, "post") != NULL || g_str_equal (cell->step, "watched"))
    return osr_rules_explain_account (beside->account, office->registry, cell->person, cell->step,
                                      error);
  g_assert_true (
      osr_rules_may (office->the_case, office->registry, cell->person, cell->step) ==
      osr_rules_explain (office->the_case, office->registry, cell->person, cell->step, NULL));
  return osr_rules_explain (office->the_case, office->registry, cell->person, cell->step, error);
}

static void
happen_word (Office *office, const char *text)
{
  g_auto (RuleWord) word = { NULL };
  JsonObject *inside;

  rule_word_read (text, &word);
  if (happen_plainly (office, &word))
    return;
  if (g_str_equal (word.type, "found") || g_str_equal (word.type, "track")) {
    be_found (office, g_str_equal (word.type, "track") ? "own-account" : NULL, word.what);
  } else if (g_str_equal (word.type, "detected")) {
    if (office->the_case->version == 0)
      be_found (office, NULL, NULL);
    happen (office, "detected", AT, word.what != NULL ? "executor" : "curator", of_body (&word),
            NULL);
  } else if (g_str_equal (word.type, "triaged")) {
    triage (office, AT, 0);
  } else if (g_str_equal (word.type, "drafted") || g_str_equal (word.type, "redrafted")) {
    write_draft (office, "drafted", &word);
  } else if (is_submission (word.type)) {
    write_draft (office, "submitted", &word);
  } else if (g_str_equal (word.type, "inside")) {
    inside = json_object_new ();
    json_object_set_boolean_member (inside, "internal", TRUE);
    happen (office, "reworked", AT, "responsible-executor", inside, NULL);
  } else if (g_str_equal (word.type, "sequence")) {
    happen (office, "sequence-allowed", AT, "curator", sequence_of (word.what), NULL);
  } else {
    g_assert_cmpstr (word.type, ==, "published");
    happen (office, "published", AT, "publisher",
            members_of ("kind", word.what != NULL ? word.what : "final", NULL), NULL);
  }
}

/* One office for all cells of a regulation, which differ in their case alone. */
static Office office;
static const char *opened; /* nullable: the regulation */

static void
begin_case (const char *profile)
{
  if (g_strcmp0 (opened, profile) != 0) {
    if (opened != NULL)
      office_close (&office);
    open_full_office (&office, profile);
    opened = g_intern_string (profile);
  }
  osr_case_unref (office.the_case);
  office.the_case = osr_case_new ("c0000000-0000-4000-8000-000000000001");
}

static void
test_cell (gconstpointer data)
{
  const RuleCell *cell = data;
  g_autoptr (GError) error = NULL;
  const char *answer = "yes";
  g_auto (Beside) beside = { osr_report_track_new ("report/x"), osr_account_track_new ("zhkh-vk") };

  begin_case (cell->profile);
  for (guint i = 0; cell->before[i] != NULL; i++) {
    if (!happen_beside (&beside, cell->before[i]))
      happen_word (&office, cell->before[i]);
  }
  g_assert_cmpuint (office.the_case->anomalies, ==, 0);
  g_assert_cmpuint (beside.report->anomalies, ==, 0);
  if (!explain_step (&office, &beside, cell, &error)) {
    g_assert_true (error->domain == OSR_CORE_ERROR);
    answer = osr_core_error_nick (error->code);
  }
  g_assert_cmpstr (answer, ==, cell->answer);
}

static void
add_cells (const char *profile)
{
  g_autoptr (GPtrArray) cells = rule_cells_load (profile);

  g_ptr_array_set_free_func (cells, NULL);
  for (guint i = 0; i < cells->len; i++) {
    RuleCell *cell = cells->pdata[i];
    g_autofree char *name = rule_cell_dup_name (cell);
    g_autofree char *path = g_strdup_printf ("/clauses/%s/%s/%s", profile, cell->clause, name);

    g_test_add_data_func_full (path, cell, test_cell, (GDestroyNotify) rule_cell_free);
  }
}

int
main (int argc, char **argv)
{
  static const char *const profiles[] = { "amur", "leningrad", "pervomaysky", "buryatia",
                                          "saratov" };
  int status;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    add_cells (profiles[i]);
  status = g_test_run ();
  if (opened != NULL)
    office_close (&office);
  return status;
}
