/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what in each state: the whole table, both ways. What is not listed is refused. */
#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-error.h"
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
decide (Office *office, const char *type, const char *who)
{
  const OsrCaseDraft *draft = osr_case_get_draft (office->the_case);
  JsonObject *members = members_of ("digest", draft->digest, "guid", "g-12345678", NULL);

  json_object_set_int_member (members, "draft", draft->version);
  happen (office, type, AT, who, members, members_of ("remarks", "More", NULL));
}

static void
publish (Office *office, const char *kind)
{
  happen (office, "published", AT, "publisher", members_of ("kind", kind, NULL), NULL);
}

/* Brings a fresh case into @state by the shortest way. */
static void
bring (Office *office, OsrCaseState state)
{
  static const char *const kinds[] = { [OSR_CASE_INTERIM] = "interim",
                                       [OSR_CASE_WAITING] = "clarification",
                                       [OSR_CASE_ANSWERED] = "final",
                                       [OSR_CASE_DISMISSED] = NULL,
                                       [OSR_CASE_CLOSED] = "final" };

  happen (office, "found", AT, "monitor", members_of ("network", "vk", "native_id", "31", NULL),
          members_of ("text", "Cold", NULL));
  if (state == OSR_CASE_FOUND)
    return;
  happen (office, "detected", AT, "curator", NULL, NULL);
  triage (office, AT, 0);
  if (state == OSR_CASE_DETECTED)
    return;
  if (state == OSR_CASE_DISMISSED) {
    happen (office, "dismissed", AT, "curator", members_of ("reason", "spam", NULL), NULL);
    return;
  }
  route (office, AT, "zhkh");
  if (state == OSR_CASE_RETURNED)
    happen (office, "returned", AT, "anna", members_of ("body", "zhkh", NULL), NULL);
  if (state == OSR_CASE_RETURNED || state == OSR_CASE_ROUTED)
    return;
  submit (office, AT, kinds[state] != NULL ? kinds[state] : "final", "Text");
  if (state == OSR_CASE_SUBMITTED)
    return;
  decide (office, state == OSR_CASE_REWORK ? "reworked" : "approved", "curator");
  if (state == OSR_CASE_REWORK || state == OSR_CASE_APPROVED)
    return;
  decide (office, "publish-intended", "anna");
  if (state == OSR_CASE_UNCERTAIN)
    happen (office, "publish-unknown", AT, "publisher", NULL, NULL);
  if (state == OSR_CASE_PUBLISHING || state == OSR_CASE_UNCERTAIN)
    return;
  publish (office, kinds[state]);
  if (state == OSR_CASE_CLOSED)
    happen (office, "closed", AT, "curator", NULL, NULL);
}

static const struct {
  OsrCaseState state;
  const char *curator; /* steps, separated by blanks; "noted" is everybody's always */
  const char *anna;    /* executor of the body that has it */
} table[] = {
  { OSR_CASE_FOUND, "detected dismissed", "" },
  { OSR_CASE_DETECTED, "triaged dismissed routed closed", "" },
  { OSR_CASE_ROUTED, "triaged routed contribution-requested closed",
    "returned assigned submitted" },
  { OSR_CASE_RETURNED, "triaged dismissed routed contribution-requested closed", "" },
  { OSR_CASE_SUBMITTED, "triaged contribution-requested approved reworked closed",
    "assigned withdrawn" },
  { OSR_CASE_REWORK, "triaged routed contribution-requested closed",
    "returned assigned submitted" },
  { OSR_CASE_APPROVED, "triaged contribution-requested closed",
    "assigned submitted withdrawn publish-intended" },
  { OSR_CASE_PUBLISHING, "", "" },
  { OSR_CASE_UNCERTAIN, "", "" },
  { OSR_CASE_INTERIM, "triaged routed contribution-requested closed", "assigned submitted" },
  { OSR_CASE_WAITING, "triaged contribution-requested closed author-replied",
    "assigned author-replied" },
  { OSR_CASE_ANSWERED, "evaluated closed", "" },
  { OSR_CASE_DISMISSED, "reopened", "" },
  { OSR_CASE_CLOSED, "evaluated reopened", "" },
};

static const char *const steps[] = { "detected",
                                     "triaged",
                                     "dismissed",
                                     "routed",
                                     "returned",
                                     "assigned",
                                     "contribution-requested",
                                     "contributed",
                                     "submitted",
                                     "withdrawn",
                                     "reworked",
                                     "approved",
                                     "publish-intended",
                                     "author-replied",
                                     "evaluated",
                                     "closed",
                                     "reopened" };

static void
assert_steps (Office *office, OsrCaseState state, const char *person, const char *allowed)
{
  g_auto (GStrv) words = g_strsplit (allowed, " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    gboolean expected = g_strv_contains ((const char *const *) words, steps[i]);
    gboolean may = osr_rules_may (office->the_case, office->registry, person, steps[i]);

    if (may != expected)
      g_test_message ("%s, %s, %s: %s", osr_case_state_nick (state), person, steps[i],
                      may ? "allowed" : "refused");
    g_assert_true (may == expected);
  }
  g_assert_true (osr_rules_may (office->the_case, office->registry, person, "noted"));
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    Office office;

    office_open (&office, "amur");
    bring (&office, table[i].state);
    g_assert_cmpint (office.the_case->state, ==, table[i].state);
    assert_steps (&office, table[i].state, "curator", table[i].curator);
    assert_steps (&office, table[i].state, "anna", table[i].anna);
    assert_steps (&office, table[i].state, "chief", "");
    office_close (&office);
  }
}

/* What may() offers to nobody, check() accepts from nobody: a forged command gets no further. */
static void
test_check_is_no_wider (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    Office office;

    office_open (&office, "amur");
    bring (&office, table[i].state);
    for (guint j = 0; j < G_N_ELEMENTS (steps); j++) {
      JsonObject *members =
          members_of ("body", "zhkh", "reason", "r", "kind", "final", "importance", "high", NULL);

      if (!osr_rules_may (office.the_case, office.registry, "boris", steps[j]))
        g_assert_cmpint (attempt (&office, "boris", steps[j], members,
                                  members_of ("text", "t", "reason", "r", "remarks", "r", NULL)),
                         !=, -1);
      else
        json_object_unref (members);
    }
    office_close (&office);
  }
}

/* Steps that only the coordinator takes. */
static void
test_coordinator_alone (Office *office, gconstpointer data)
{
  static const char *const own[] = { "found",           "published",       "publish-refused",
                                     "publish-unknown", "message-changed", "message-deleted" };

  bring (office, OSR_CASE_ROUTED);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++) {
    g_assert_true (osr_rules_knows (own[i]));
    g_assert_cmpint (attempt (office, "curator", own[i], NULL, NULL), !=, -1);
  }
  g_assert_false (osr_rules_knows ("teleported"));
}

static void
test_next_deadline (Office *office, gconstpointer data)
{
  static const struct {
    OsrCaseState state;
    const char *timer;
  } expected[] = { { OSR_CASE_FOUND, NULL },
                   { OSR_CASE_DETECTED, "route" },
                   { OSR_CASE_ROUTED, "submit" },
                   { OSR_CASE_RETURNED, "answer" },
                   { OSR_CASE_SUBMITTED, "approve" },
                   { OSR_CASE_REWORK, "rework" },
                   { OSR_CASE_APPROVED, "publish" },
                   { OSR_CASE_PUBLISHING, "publish" },
                   { OSR_CASE_INTERIM, "submit-final" },
                   { OSR_CASE_WAITING, NULL },
                   { OSR_CASE_ANSWERED, NULL },
                   { OSR_CASE_CLOSED, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    Office other;
    g_autoptr (GPtrArray) deadlines = NULL;
    const OsrDeadline *deadline;

    office_open (&other, "amur");
    bring (&other, expected[i].state);
    deadlines = osr_deadlines_compute (other.the_case->events, other.registry);
    deadline = osr_rules_next_deadline (other.the_case, other.registry, "anna", deadlines);
    g_assert_cmpstr (deadline != NULL ? deadline->spec->id : NULL, ==, expected[i].timer);
    office_close (&other);
  }
}

/* A refused publication leaves the text approved: it may go out again, or be changed. */
static void
test_refused_publication (Office *office, gconstpointer data)
{
  bring (office, OSR_CASE_PUBLISHING);
  happen (office, "publish-refused", AT, "publisher", NULL, members_of ("reason", "closed", NULL));
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_APPROVED);
  g_assert_cmpstr (office->the_case->refusal, ==, "closed");
  g_assert_true (osr_rules_may (office->the_case, office->registry, "anna", "publish-intended"));
  g_assert_true (osr_rules_may (office->the_case, office->registry, "anna", "submitted"));
}

static void
test_reopened (Office *office, gconstpointer data)
{
  bring (office, OSR_CASE_CLOSED);
  happen (office, "reopened", AT, "curator", NULL, NULL);
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_ROUTED);
}

static void
test_evaluation (Office *office, gconstpointer data)
{
  bring (office, OSR_CASE_ANSWERED);
  g_assert_cmpint (attempt (office, "curator", "evaluated", members_of ("#quality", "0", NULL),
                            NULL),
                   ==, OSR_CORE_ERROR_INVALID);
  g_assert_cmpint (attempt (office, "curator", "evaluated", members_of ("#quality", "6", NULL),
                            NULL),
                   ==, OSR_CORE_ERROR_INVALID);
  g_assert_cmpint (
      attempt (office, "curator", "evaluated", members_of ("#quality", "5", NULL), NULL), ==, -1);
}

static void
test_notes (Office *office, gconstpointer data)
{
  bring (office, OSR_CASE_ROUTED);
  g_assert_cmpint (attempt (office, "anna", "noted", NULL, members_of ("text", "\u00a0 \n", NULL)),
                   ==, OSR_CORE_ERROR_EMPTY_TEXT);
  g_assert_cmpint (attempt (office, "chief", "noted", NULL, members_of ("text", "Seen", NULL)), ==,
                   -1);
}

/* A question stands with the role that was asked until it is answered, whoever has the case. */
static void
test_question (Office *office, gconstpointer data)
{
  OsrCase *c;

  bring (office, OSR_CASE_ROUTED);
  c = office->the_case;
  g_assert_cmpint (attempt (office, "anna", "noted", members_of ("to", "executor", NULL),
                            members_of ("text", "Whose is it?", NULL)),
                   ==, OSR_CORE_ERROR_UNKNOWN_ROLE);
  g_assert_cmpint (attempt (office, "anna", "noted", members_of ("to", "curator", NULL),
                            members_of ("text", "Whose is it?", NULL)),
                   ==, -1);
  g_assert_null (osr_rules_next_step (c, office->registry, "curator"));
  happen (office, "noted", AT, "anna", members_of ("to", "curator", NULL),
          members_of ("text", "Whose is it?", NULL));
  g_assert_cmpstr (osr_rules_next_step (c, office->registry, "curator"), ==, "noted");
  g_assert_cmpstr (osr_rules_next_step (c, office->registry, "anna"), ==, "submitted");
  g_assert_cmpstr (osr_rules_next_step (c, office->registry, "chief"), ==, NULL);
  happen (office, "noted", AT, "curator", NULL, members_of ("text", "Beside it", NULL));
  g_assert_cmpstr (osr_rules_next_step (c, office->registry, "curator"), ==, "noted");
}

/* Only who was asked answers, and only what was asked last. */
static void
test_answer (Office *office, gconstpointer data)
{
  OsrCase *c;
  JsonObject *answer = json_object_new ();

  bring (office, OSR_CASE_ROUTED);
  c = office->the_case;
  happen (office, "noted", AT, "anna", members_of ("to", "curator", NULL),
          members_of ("text", "Whose is it?", NULL));
  json_object_set_int_member (answer, "answers", c->question);
  g_assert_cmpint (attempt (office, "anna", "noted", json_object_ref (answer),
                            members_of ("text", "Mine", NULL)),
                   ==, OSR_CORE_ERROR_NOT_ALLOWED);
  g_assert_cmpint (attempt (office, "curator", "noted", members_of ("#answers", "1", NULL),
                            members_of ("text", "Yours", NULL)),
                   ==, OSR_CORE_ERROR_WRONG_STATE);
  g_assert_cmpint (attempt (office, "curator", "noted", json_object_ref (answer),
                            members_of ("text", "Yours", NULL)),
                   ==, -1);
  happen (office, "noted", AT, "curator", answer, members_of ("text", "Yours", NULL));
  g_assert_cmpint (c->question, ==, 0);
  g_assert_null (osr_rules_next_step (c, office->registry, "curator"));
}

/* Both texts of a changed message stay; which of them is answered the office decides, anew after every
 * change. */
static void
test_changed_message (Office *office, gconstpointer data)
{
  OsrCase *c = office->the_case;

  bring (office, OSR_CASE_ROUTED);
  g_assert_cmpint (attempt (office, "curator", "noted", members_of ("goes_by", "first", NULL),
                            NULL),
                   ==, OSR_CORE_ERROR_WRONG_STATE);
  happen (office, "message-changed", AT, "monitor", NULL, members_of ("text", "Warm", NULL));
  g_assert_cmpstr (c->text, ==, "Warm");
  g_assert_cmpstr (c->original_text, ==, "Cold");
  g_assert_null (c->goes_by);
  g_assert_true (osr_rules_may_choose_text (c, office->registry, "curator"));
  g_assert_false (osr_rules_may_choose_text (c, office->registry, "anna"));
  g_assert_cmpint (attempt (office, "anna", "noted", members_of ("goes_by", "first", NULL), NULL),
                   ==, OSR_CORE_ERROR_NOT_ALLOWED);
  g_assert_cmpint (attempt (office, "curator", "noted", members_of ("goes_by", "both", NULL), NULL),
                   ==, OSR_CORE_ERROR_INVALID);
  happen (office, "noted", AT, "curator", members_of ("goes_by", "first", NULL), NULL);
  g_assert_cmpstr (c->goes_by, ==, "first");
  happen (office, "noted", AT, "anna", NULL, members_of ("text", "Seen", NULL));
  g_assert_cmpstr (c->goes_by, ==, "first");
  happen (office, "message-changed", AT, "monitor", NULL, members_of ("text", "Hot", NULL));
  g_assert_null (c->goes_by);
  g_assert_cmpstr (c->original_text, ==, "Cold");
}

#define TEST(name, test)                                                                           \
  g_test_add ("/core/rules/" name, Office, NULL, open_office, test, close_office)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/rules/table", test_table);
  g_test_add_func ("/core/rules/check-is-no-wider", test_check_is_no_wider);
  TEST ("coordinator-alone", test_coordinator_alone);
  TEST ("next-deadline", test_next_deadline);
  TEST ("refused-publication", test_refused_publication);
  TEST ("reopened", test_reopened);
  TEST ("evaluation", test_evaluation);
  TEST ("notes", test_notes);
  TEST ("question", test_question);
  TEST ("answer", test_answer);
  TEST ("changed-message", test_changed_message);
  return g_test_run ();
}
