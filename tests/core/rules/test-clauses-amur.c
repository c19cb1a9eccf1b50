/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clauses 6–15 of the Amur regulation, each a promise of the program. Friday 6 March 2026 is the day
 * before a long weekend (8 March, moved to Monday 9th); it is an ordinary eight-hour day. */
#include "core/osr-error.h"
#include "osr-office-fixture.h"

#define FRIDAY "2026-03-06T"
#define ZONE   "+09:00"

static void
open_amur (Office *office, gconstpointer data)
{
  office_open (office, "amur");
}

static void
close_amur (Office *office, gconstpointer data)
{
  office_close (office);
}

static JsonObject *
triage_members (const char *topic, const char *importance, const char *minutes)
{
  JsonObject *members = members_of ("importance", importance, "locality", "Zeya", NULL);
  JsonArray *topics = json_array_new ();

  if (topic != NULL)
    json_array_add_string_element (topics, topic);
  json_object_set_array_member (members, "topics", topics);
  if (minutes != NULL)
    json_object_set_int_member (members, "limit_minutes", g_ascii_strtoll (minutes, NULL, 10));
  return members;
}

/* 6: the curator detects, routes and approves; nobody else does. */
static void
test_6_curator_alone (Office *office, gconstpointer data)
{
  happen (office, "found", FRIDAY "09:00:00" ZONE, "monitor",
          members_of ("network", "vk", "native_id", "31", NULL), NULL);
  g_assert_cmpint (attempt (office, "anna", "detected", NULL, NULL), ==,
                   OSR_CORE_ERROR_NOT_ALLOWED);
  g_assert_cmpint (attempt (office, "chief", "detected", NULL, NULL), ==,
                   OSR_CORE_ERROR_NOT_ALLOWED);
  g_assert_cmpint (attempt (office, "nobody", "detected", NULL, NULL), ==,
                   OSR_CORE_ERROR_NOT_ALLOWED);
  g_assert_cmpint (attempt (office, "curator", "detected", NULL, NULL), ==, -1);
}

/* 6: a clarification request is drafted and approved like a reply. */
static void
test_6_clarification (Office *office, gconstpointer data)
{
  detect (office, FRIDAY "09:24:00" ZONE);
  triage (office, FRIDAY "09:30:00" ZONE, 0);
  route (office, FRIDAY "09:45:00" ZONE, "zhkh");
  g_assert_cmpint (attempt (office, "anna", "submitted",
                            submission_of (office, "zhkh", "clarification", "Which house?"),
                            members_of ("text", "Which house?", NULL)),
                   ==, -1);
  submit (office, FRIDAY "10:00:00" ZONE, "clarification", "Which house?");
  g_assert_cmpstr (due_of (office, "approve"), ==, FRIDAY "10:30:00" ZONE);
}

/* 7: an executor acts for the body that named them, and for no other. */
static void
test_7_executor_of_the_body (Office *office, gconstpointer data)
{
  detect (office, FRIDAY "09:24:00" ZONE);
  triage (office, FRIDAY "09:30:00" ZONE, 0);
  route (office, FRIDAY "09:45:00" ZONE, "zhkh");
  g_assert_cmpint (attempt (office, "boris", "submitted",
                            submission_of (office, "zhkh", "final", "We will come"),
                            members_of ("text", "We will come", NULL)),
                   ==, OSR_CORE_ERROR_OTHER_BODY);
  g_assert_false (osr_rules_may (office->the_case, office->registry, "boris", "submitted"));
  g_assert_true (osr_rules_may (office->the_case, office->registry, "anna", "submitted"));
  g_assert_cmpint (attempt (office, "anna", "assigned",
                            members_of ("body", "zhkh", "executor", "boris", NULL), NULL),
                   ==, OSR_CORE_ERROR_NOT_ALLOWED);
}

/* 8: thirty minutes from detection to the body, in working time, over lunch. */
static void
test_8_route_limit (Office *office, gconstpointer data)
{
  detect (office, FRIDAY "12:50:00" ZONE);
  g_assert_cmpstr (due_of (office, "route"), ==, FRIDAY "14:20:00" ZONE);
  g_assert_cmpint (attempt (office, "curator", "routed", members_of ("body", "zhkh", NULL), NULL),
                   ==, OSR_CORE_ERROR_TRIAGE_NEEDED);
  triage (office, FRIDAY "12:52:00" ZONE, 0);
  g_assert_cmpint (attempt (office, "curator", "routed", members_of ("body", "none", NULL), NULL),
                   ==, OSR_CORE_ERROR_UNKNOWN_BODY);
  g_assert_cmpint (attempt (office, "curator", "routed", members_of ("body", "zhkh", NULL), NULL),
                   ==, -1);
}

static void
test_8_route_met (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;
  const OsrDeadline *deadline;

  detect (office, FRIDAY "09:24:00" ZONE);
  triage (office, FRIDAY "09:30:00" ZONE, 0);
  route (office, FRIDAY "09:54:00" ZONE, "zhkh");
  deadline = deadline_of (office, "route", &deadlines);
  g_assert_cmpint (deadline->state, ==, OSR_DEADLINE_MET);
  g_assert_false (osr_deadline_is_late (deadline, G_MAXINT64));
}

static void
test_8_route_late (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;

  detect (office, FRIDAY "09:24:00" ZONE);
  triage (office, FRIDAY "09:30:00" ZONE, 0);
  route (office, FRIDAY "09:54:01" ZONE, "zhkh");
  g_assert_true (osr_deadline_is_late (deadline_of (office, "route", &deadlines), 0));
}

/* 8: topic, locality and importance are stated. */
static void
test_8_triage (Office *office, gconstpointer data)
{
  detect (office, FRIDAY "09:24:00" ZONE);
  g_assert_cmpint (attempt (office, "curator", "triaged", triage_members (NULL, "normal", NULL),
                            NULL),
                   ==, OSR_CORE_ERROR_TRIAGE_NEEDED);
  g_assert_cmpint (attempt (office, "curator", "triaged", triage_members ("zhkh", "huge", NULL),
                            NULL),
                   ==, OSR_CORE_ERROR_TRIAGE_NEEDED);
  g_assert_cmpint (
      attempt (office, "curator", "triaged", triage_members ("zhkh", "high", NULL), NULL), ==, -1);
}

/* 8: the curator may shorten the limit, to 8 working hours at most. */
static void
test_8_shortened (Office *office, gconstpointer data)
{
  detect (office, FRIDAY "09:24:00" ZONE);
  g_assert_cmpint (attempt (office, "curator", "triaged", triage_members ("zhkh", "high", "481"),
                            NULL),
                   ==, OSR_CORE_ERROR_LIMIT_TOO_LONG);
  g_assert_cmpint (attempt (office, "curator", "triaged", triage_members ("zhkh", "high", "0"),
                            NULL),
                   ==, OSR_CORE_ERROR_LIMIT_TOO_LONG);
  g_assert_cmpint (
      attempt (office, "curator", "triaged", triage_members ("zhkh", "high", "480"), NULL), ==, -1);
  triage (office, FRIDAY "09:30:00" ZONE, 120);
  route (office, FRIDAY "09:45:00" ZONE, "zhkh");
  g_assert_cmpstr (due_of (office, "answer"), ==, FRIDAY "11:24:00" ZONE);
  g_assert_cmpstr (due_of (office, "submit"), ==, FRIDAY "10:24:00" ZONE);
}

/* 8, reading 12: triage changed later moves the limits at once. */
static void
test_8_triage_changed (Office *office, gconstpointer data)
{
  detect (office, FRIDAY "09:24:00" ZONE);
  triage (office, FRIDAY "09:30:00" ZONE, 120);
  route (office, FRIDAY "09:45:00" ZONE, "zhkh");
  triage (office, FRIDAY "09:50:00" ZONE, 0);
  g_assert_cmpstr (due_of (office, "answer"), ==, "2026-03-10T09:24:00" ZONE);
}

/* 9: two hours to return what is not theirs, with a reason; the limits of that body go. */
static void
test_9_return (Office *office, gconstpointer data)
{
  detect (office, FRIDAY "09:24:00" ZONE);
  triage (office, FRIDAY "09:30:00" ZONE, 0);
  route (office, FRIDAY "09:58:00" ZONE, "transport");
  g_assert_cmpstr (due_of (office, "return"), ==, FRIDAY "11:58:00" ZONE);
  g_assert_cmpint (attempt (office, "boris", "returned", members_of ("body", "transport", NULL),
                            NULL),
                   ==, OSR_CORE_ERROR_REASON_NEEDED);
  g_assert_cmpint (attempt (office, "boris", "returned", members_of ("body", "transport", NULL),
                            members_of ("reason", "A city road", NULL)),
                   ==, -1);
  happen (office, "returned", FRIDAY "10:10:00" ZONE, "boris",
          members_of ("body", "transport", NULL), members_of ("reason", "A city road", NULL));
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_RETURNED);
  g_assert_cmpstr (due_of (office, "return"), ==, "");
  g_assert_cmpstr (due_of (office, "submit"), ==, "");
  g_assert_cmpstr (due_of (office, "answer"), ==, "2026-03-10T09:24:00" ZONE);
}

/* 9, reading 6: the next body has two hours of its own; the reply's limit stays where it was. */
static void
test_9_routed_again (Office *office, gconstpointer data)
{
  test_9_return (office, data);
  route (office, FRIDAY "10:30:00" ZONE, "zhkh");
  g_assert_cmpstr (due_of (office, "return"), ==, FRIDAY "12:30:00" ZONE);
  g_assert_cmpstr (due_of (office, "submit"), ==, FRIDAY "14:24:00" ZONE);
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_ROUTED);
}

/* 10: eight working hours from detection, over lunch and a long weekend. */
static void
test_10_answer (Office *office, gconstpointer data)
{
  detect (office, FRIDAY "09:24:00" ZONE);
  g_assert_cmpstr (due_of (office, "answer"), ==, "2026-03-10T09:24:00" ZONE);
}

static void
test_10_detected_at_night (Office *office, gconstpointer data)
{
  detect (office, "2026-03-07T23:10:00" ZONE);
  g_assert_cmpstr (due_of (office, "answer"), ==, "2026-03-10T18:00:00" ZONE);
}

/* 10: a shortened day (30 April 2026) gives seven hours. */
static void
test_10_shortened_day (Office *office, gconstpointer data)
{
  detect (office, "2026-04-30T09:00:00" ZONE);
  g_assert_cmpstr (due_of (office, "answer"), ==, "2026-05-04T10:00:00" ZONE);
}

/* 10: the derivation's counted intervals are the eight hours to the second. */
static void
test_10_derivation (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autoptr (OsrDerivation) derivation = NULL;
  const OsrDeadline *answer;
  OsrInstant at = OSR_INSTANT_UNKNOWN;

  detect (office, FRIDAY "09:24:17" ZONE);
  answer = deadline_of (office, "answer", &deadlines);
  derivation = osr_deadline_explain (answer, deadlines, office->registry);
  g_assert_cmpint (derivation->counted, ==, 8 * OSR_HOUR);
  for (guint i = 0; i < derivation->spans->len; i++) {
    const OsrSpan *span = &g_array_index (derivation->spans, OsrSpan, i);

    if (at != OSR_INSTANT_UNKNOWN)
      g_assert_cmpint (span->start, ==, at);
    at = span->end;
  }
  g_assert_cmpint (at, ==, derivation->due);
}

/* 10: the reply is judged by the network's own time, not by when the coordinator heard of it. */
static void
test_10_network_time (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;
  JsonObject *members = members_of ("kind", "final", NULL);

  detect (office, FRIDAY "09:24:00" ZONE);
  triage (office, FRIDAY "09:30:00" ZONE, 60);
  route (office, FRIDAY "09:45:00" ZONE, "zhkh");
  json_object_set_int_member (members, "published_at", osr_instant_parse (FRIDAY "10:23:50" ZONE));
  happen (office, "published", FRIDAY "10:31:00" ZONE, "publisher", members, NULL);
  g_assert_false (osr_deadline_is_late (deadline_of (office, "answer", &deadlines), 0));
}

/* 11: the draft four hours before the reply is due; the later of two equal moments (14:00). */
static void
test_11_submit (Office *office, gconstpointer data)
{
  detect (office, "2026-03-06T09:00:00" ZONE);
  triage (office, FRIDAY "09:10:00" ZONE, 0);
  route (office, FRIDAY "09:20:00" ZONE, "zhkh");
  g_assert_cmpstr (due_of (office, "answer"), ==, FRIDAY "18:00:00" ZONE);
  g_assert_cmpstr (due_of (office, "submit"), ==, FRIDAY "14:00:00" ZONE);
}

/* 11: what may not be submitted. */
static void
test_11_refused (Office *office, gconstpointer data)
{
  g_autofree char *endless = g_strnfill (16385, 'a');

  detect (office, FRIDAY "09:00:00" ZONE);
  triage (office, FRIDAY "09:10:00" ZONE, 0);
  route (office, FRIDAY "09:20:00" ZONE, "zhkh");
  g_assert_cmpint (attempt (office, "anna", "submitted",
                            submission_of (office, "zhkh", "final", " \n"),
                            members_of ("text", " \n", NULL)),
                   ==, OSR_CORE_ERROR_EMPTY_TEXT);
  g_assert_cmpint (attempt (office, "anna", "submitted",
                            submission_of (office, "zhkh", "final", endless),
                            members_of ("text", endless, NULL)),
                   ==, OSR_CORE_ERROR_TOO_LONG);
  g_assert_cmpint (attempt (office, "anna", "submitted",
                            submission_of (office, "zhkh", "final", "One text"),
                            members_of ("text", "Another text", NULL)),
                   ==, OSR_CORE_ERROR_TEXT_CHANGED);
  g_assert_cmpint (attempt (office, "anna", "submitted",
                            submission_of (office, "zhkh", "praise", "Text"),
                            members_of ("text", "Text", NULL)),
                   ==, OSR_CORE_ERROR_KIND_NOT_ALLOWED);
  happen (office, "message-deleted", FRIDAY "09:30:00" ZONE, "monitor", NULL, NULL);
  g_assert_cmpint (attempt (office, "anna", "submitted",
                            submission_of (office, "zhkh", "final", "Text"),
                            members_of ("text", "Text", NULL)),
                   ==, OSR_CORE_ERROR_MESSAGE_GONE);
}

/* 11: a withdrawn draft was never with the curator: the limit for it runs on. */
static void
test_11_withdrawn (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;

  detect (office, FRIDAY "09:00:00" ZONE);
  triage (office, FRIDAY "09:10:00" ZONE, 0);
  route (office, FRIDAY "09:20:00" ZONE, "zhkh");
  submit (office, FRIDAY "10:00:00" ZONE, "final", "Text");
  g_assert_cmpint (attempt (office, "curator", "withdrawn", NULL, NULL), ==,
                   OSR_CORE_ERROR_NOT_ALLOWED);
  g_assert_cmpint (attempt (office, "anna", "withdrawn", NULL, NULL), ==, -1);
  happen (office, "withdrawn", FRIDAY "10:05:00" ZONE, "anna", NULL, NULL);
  g_assert_cmpint (deadline_of (office, "submit", &deadlines)->state, ==, OSR_DEADLINE_OPEN);
  g_assert_cmpstr (due_of (office, "approve"), ==, "");
  g_assert_true (osr_rules_may (office->the_case, office->registry, "anna", "submitted"));
}

static void
submitted_at_ten (Office *office)
{
  detect (office, FRIDAY "09:00:00" ZONE);
  triage (office, FRIDAY "09:10:00" ZONE, 0);
  route (office, FRIDAY "09:20:00" ZONE, "zhkh");
  submit (office, FRIDAY "10:00:00" ZONE, "final", "We will come");
}

static JsonObject *
draft_members (Office *office)
{
  const OsrCaseDraft *draft = osr_case_get_draft (office->the_case);
  JsonObject *members = members_of ("digest", draft->digest, NULL);

  json_object_set_int_member (members, "draft", draft->version);
  return members;
}

/* 12: thirty minutes to decide; approval binds the very text, and is nobody's own. */
static void
test_12_approve (Office *office, gconstpointer data)
{
  JsonObject *other;

  submitted_at_ten (office);
  g_assert_cmpstr (due_of (office, "approve"), ==, FRIDAY "10:30:00" ZONE);
  g_assert_cmpint (attempt (office, "anna", "approved", draft_members (office), NULL), ==,
                   OSR_CORE_ERROR_NOT_ALLOWED);
  other = draft_members (office);
  json_object_set_string_member (other, "digest", "0000");
  g_assert_cmpint (attempt (office, "curator", "approved", other, NULL), ==,
                   OSR_CORE_ERROR_TEXT_CHANGED);
  other = draft_members (office);
  json_object_set_int_member (other, "draft", 2);
  g_assert_cmpint (attempt (office, "curator", "approved", other, NULL), ==, OSR_CORE_ERROR_STALE);
  g_assert_cmpint (attempt (office, "curator", "approved", draft_members (office), NULL), ==, -1);
}

static void
test_12_own_draft (Office *office, gconstpointer data)
{
  g_autoptr (JsonObject) grant = members_of ("person", "anna", "role", "curator", NULL);
  g_autoptr (OsrEvent) event = osr_event_new ("role-granted", 0, grant, NULL);

  submitted_at_ten (office);
  osr_registry_apply (office->registry, event);
  g_assert_cmpint (attempt (office, "anna", "approved", draft_members (office), NULL), ==,
                   OSR_CORE_ERROR_OWN_DRAFT);
}

/* 13: an hour for the rework, which needs remarks; both texts stay. */
static void
test_13_rework (Office *office, gconstpointer data)
{
  submitted_at_ten (office);
  g_assert_cmpint (attempt (office, "curator", "reworked", draft_members (office), NULL), ==,
                   OSR_CORE_ERROR_REASON_NEEDED);
  happen (office, "reworked", FRIDAY "12:20:00" ZONE, "curator", draft_members (office),
          members_of ("remarks", "Name the day", NULL));
  g_assert_cmpstr (due_of (office, "rework"), ==, FRIDAY "14:20:00" ZONE);
  submit (office, FRIDAY "12:40:00" ZONE, "final", "We will come on Tuesday");
  g_assert_cmpuint (office->the_case->drafts->len, ==, 2);
  g_assert_cmpstr (((OsrCaseDraft *) office->the_case->drafts->pdata[0])->remarks, ==,
                   "Name the day");
  g_assert_cmpstr (due_of (office, "approve"), ==, FRIDAY "14:10:00" ZONE);
}

static void
approved_at (Office *office, const char *at)
{
  submitted_at_ten (office);
  happen (office, "approved", at, "curator", draft_members (office), NULL);
}

static JsonObject *
intent_members (Office *office, const char *account)
{
  JsonObject *members = draft_members (office);

  json_object_set_string_member (members, "guid", "g-1");
  json_object_set_string_member (members, "account", account);
  return members;
}

/* 14: published by the executor within thirty minutes, through the body's own account, and only the
 * text that was approved. */
static void
test_14_publish (Office *office, gconstpointer data)
{
  approved_at (office, FRIDAY "12:45:00" ZONE);
  g_assert_cmpstr (due_of (office, "publish"), ==, FRIDAY "14:15:00" ZONE);
  g_assert_cmpint (attempt (office, "anna", "publish-intended", intent_members (office, "gov"),
                            NULL),
                   ==, OSR_CORE_ERROR_NO_ACCOUNT);
  g_assert_cmpint (attempt (office, "boris", "publish-intended", intent_members (office, "zhkh-vk"),
                            NULL),
                   ==, OSR_CORE_ERROR_OTHER_BODY);
  g_assert_cmpint (attempt (office, "anna", "publish-intended", intent_members (office, "zhkh-vk"),
                            NULL),
                   ==, -1);
}

static void
test_14_changed_after_approval (Office *office, gconstpointer data)
{
  g_autoptr (JsonObject) old = NULL;

  approved_at (office, FRIDAY "10:10:00" ZONE);
  old = intent_members (office, "zhkh-vk");
  submit (office, FRIDAY "10:20:00" ZONE, "final", "Another text");
  g_assert_cmpint (attempt (office, "anna", "publish-intended", json_object_ref (old), NULL), ==,
                   OSR_CORE_ERROR_WRONG_STATE);
  g_assert_cmpstr (due_of (office, "publish"), ==, "");
}

static void
test_14_answered (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;

  approved_at (office, FRIDAY "10:10:00" ZONE);
  happen (office, "publish-intended", FRIDAY "10:15:00" ZONE, "anna",
          intent_members (office, "zhkh-vk"), NULL);
  g_assert_cmpint (attempt (office, "anna", "publish-intended", intent_members (office, "zhkh-vk"),
                            NULL),
                   ==, OSR_CORE_ERROR_WRONG_STATE);
  happen (office, "published", FRIDAY "10:15:02" ZONE, "publisher",
          members_of ("kind", "final", "url", "https://vk.com/wall-2_1?reply=9", NULL), NULL);
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_ANSWERED);
  deadlines = osr_deadlines_compute (office->the_case->events, office->registry);
  for (guint i = 0; i < deadlines->len; i++)
    g_assert_cmpint (((OsrDeadline *) deadlines->pdata[i])->state, ==, OSR_DEADLINE_MET);
}

/* 15 with 11: seven working days after the interim reply, the draft a working day earlier; a second
 * interim reply does not extend it. */
static void
test_15_final (Office *office, gconstpointer data)
{
  detect (office, FRIDAY "09:00:00" ZONE);
  triage (office, FRIDAY "09:10:00" ZONE, 0);
  route (office, FRIDAY "09:20:00" ZONE, "zhkh");
  happen (office, "published", FRIDAY "11:00:00" ZONE, "publisher",
          members_of ("kind", "interim", NULL), NULL);
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_INTERIM);
  g_assert_cmpstr (due_of (office, "final"), ==, "2026-03-18T18:00:00" ZONE);
  g_assert_cmpstr (due_of (office, "submit-final"), ==, "2026-03-17T18:00:00" ZONE);
  happen (office, "published", "2026-03-11T11:00:00" ZONE, "publisher",
          members_of ("kind", "interim", NULL), NULL);
  g_assert_cmpstr (due_of (office, "final"), ==, "2026-03-18T18:00:00" ZONE);
}

static void
test_15_interim_satisfies_answer (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;

  detect (office, FRIDAY "09:00:00" ZONE);
  route (office, FRIDAY "09:20:00" ZONE, "zhkh");
  happen (office, "published", FRIDAY "17:59:00" ZONE, "publisher",
          members_of ("kind", "interim", NULL), NULL);
  g_assert_cmpint (deadline_of (office, "answer", &deadlines)->state, ==, OSR_DEADLINE_MET);
}

/* 16.3: two hours for a contributor. */
static void
test_16_contribute (Office *office, gconstpointer data)
{
  detect (office, FRIDAY "09:00:00" ZONE);
  route (office, FRIDAY "09:20:00" ZONE, "zhkh");
  happen (office, "contribution-requested", FRIDAY "12:00:00" ZONE, "curator",
          members_of ("body", "transport", NULL), NULL);
  g_assert_cmpstr (due_of (office, "contribute"), ==, FRIDAY "15:00:00" ZONE);
  g_assert_cmpstr (osr_case_get_drafter (office->the_case)->body, ==, "zhkh");
}

/* 19: what is not to be processed is dismissed with a reason, and every clock stops. */
static void
test_19_dismissed (Office *office, gconstpointer data)
{
  detect (office, FRIDAY "09:00:00" ZONE);
  g_assert_cmpint (attempt (office, "curator", "dismissed", NULL, NULL), ==,
                   OSR_CORE_ERROR_REASON_NEEDED);
  happen (office, "dismissed", FRIDAY "09:05:00" ZONE, "curator",
          members_of ("reason", "not-to-be-processed", NULL), NULL);
  g_assert_cmpstr (due_of (office, "route"), ==, "");
  g_assert_cmpstr (due_of (office, "answer"), ==, "");
}

#define CLAUSE(name, test)                                                                         \
  g_test_add ("/clauses/amur/" name, Office, NULL, open_amur, test, close_amur)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CLAUSE ("6/curator-alone", test_6_curator_alone);
  CLAUSE ("6/clarification", test_6_clarification);
  CLAUSE ("7/executor-of-the-body", test_7_executor_of_the_body);
  CLAUSE ("8/route-limit", test_8_route_limit);
  CLAUSE ("8/route-met", test_8_route_met);
  CLAUSE ("8/route-late", test_8_route_late);
  CLAUSE ("8/triage", test_8_triage);
  CLAUSE ("8/shortened", test_8_shortened);
  CLAUSE ("8/triage-changed", test_8_triage_changed);
  CLAUSE ("9/return", test_9_return);
  CLAUSE ("9/routed-again", test_9_routed_again);
  CLAUSE ("10/answer", test_10_answer);
  CLAUSE ("10/detected-at-night", test_10_detected_at_night);
  CLAUSE ("10/shortened-day", test_10_shortened_day);
  CLAUSE ("10/derivation", test_10_derivation);
  CLAUSE ("10/network-time", test_10_network_time);
  CLAUSE ("11/submit", test_11_submit);
  CLAUSE ("11/refused", test_11_refused);
  CLAUSE ("11/withdrawn", test_11_withdrawn);
  CLAUSE ("12/approve", test_12_approve);
  CLAUSE ("12/own-draft", test_12_own_draft);
  CLAUSE ("13/rework", test_13_rework);
  CLAUSE ("14/publish", test_14_publish);
  CLAUSE ("14/changed-after-approval", test_14_changed_after_approval);
  CLAUSE ("14/answered", test_14_answered);
  CLAUSE ("15/final", test_15_final);
  CLAUSE ("15/interim-satisfies-answer", test_15_interim_satisfies_answer);
  CLAUSE ("16.3/contribute", test_16_contribute);
  CLAUSE ("19/dismissed", test_19_dismissed);
  return g_test_run ();
}
