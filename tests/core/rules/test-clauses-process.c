/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the members of a step must be, clause by clause, where the five texts go different ways; and
 * the clocks of those who answer together. */
#include <string.h>

#include "core/reply/osr-reply-mention.h"
#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "osr-office-fixture.h"

#define AT     "2026-03-06T10:00:00+09:00"
#define LATER  "2026-03-06T11:00:00+09:00"
#define ABSENT "2026-03-06T09:00:00+09:00"

static void
tell (Office *office, const char *type, JsonObject *members)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (OsrEvent) event = osr_event_new (type, 0, owned, NULL);

  event->version = osr_registry_get_version (office->registry) + 1;
  osr_registry_apply (office->registry, event);
}

static void
grant (Office *office, const char *person, const char *role, const char *body)
{
  tell (office, "person-set", members_of ("person", person, "login", person, "name", person, NULL));
  tell (office, "role-granted",
        body != NULL ? members_of ("person", person, "role", role, "body", body, NULL)
                     : members_of ("person", person, "role", role, NULL));
}

static void
set_up (Office *office, gconstpointer profile)
{
  office_open (office, profile);
  if (g_str_equal (profile, "pervomaysky")) {
    grant (office, "petr", "responsible-executor", "zhkh");
    grant (office, "tanya", "technical-executor", "zhkh");
  }
  if (g_str_equal (profile, "saratov"))
    grant (office, "voice", "official-representative", "zhkh");
  if (g_str_equal (profile, "buryatia"))
    grant (office, "board", "committee", NULL);
  detect (office, AT);
  triage (office, AT, 0);
}

static void
tear_down (Office *office, gconstpointer data)
{
  office_close (office);
}

static JsonObject *
with (JsonObject *members, const char *name, gint64 number)
{
  json_object_set_int_member (members, name, number);
  return members;
}

static JsonObject *
marked (JsonObject *members, const char *name)
{
  json_object_set_boolean_member (members, name, TRUE);
  return members;
}

static JsonObject *
words (const char *text)
{
  return members_of ("text", text, NULL);
}

static JsonObject *
draft_of (Office *office)
{
  const OsrCaseDraft *draft = osr_case_get_draft (office->the_case);

  return with (members_of ("digest", draft->digest, NULL), "draft", draft->version);
}

static void
ask (Office *office, const char *body, const char *order)
{
  happen (office, "contribution-requested", AT, "curator",
          order != NULL ? members_of ("body", body, "#order", order, NULL)
                        : members_of ("body", body, NULL),
          NULL);
}

static void
publish (Office *office)
{
  happen (office, "approved", AT, "curator", draft_of (office), NULL);
  happen (office, "published", AT, "publisher", members_of ("kind", "final", NULL), NULL);
}

/* Pervomaysky 12: only the very text that was agreed inside goes to the curator. */
static void
test_agreed_text (Office *office, gconstpointer data)
{
  const OsrCaseDraft *shared;

  route (office, AT, "zhkh");
  happen (office, "drafted", AT, "anna", submission_of (office, "zhkh", "final", "One"),
          words ("One"));
  shared = osr_case_get_shared (office->the_case);
  g_assert_cmpint (attempt (office, "petr", "agreed",
                            with (members_of ("digest", "other", NULL), "draft", shared->version),
                            NULL),
                   ==, OSR_CORE_ERROR_TEXT_CHANGED);
  happen (office, "agreed", AT, "petr",
          with (members_of ("digest", shared->digest, NULL), "draft", shared->version), NULL);
  g_assert_cmpint (attempt (office, "tanya", "submitted",
                            submission_of (office, "zhkh", "final", "One"), words ("One")),
                   ==, OSR_CORE_ERROR_AGREEMENT_NEEDED);
  g_assert_cmpint (
      attempt (office, "tanya", "submitted",
               with (submission_of (office, "zhkh", "final", "Two"), "agreed", shared->version),
               words ("Two")),
      ==, OSR_CORE_ERROR_TEXT_CHANGED);
  g_assert_cmpint (
      attempt (office, "tanya", "submitted",
               with (submission_of (office, "zhkh", "final", "One"), "agreed", shared->version),
               words ("One")),
      ==, -1);
}

/* Pervomaysky 12: who writes, who agrees and who sends owe one after another. */
static void
test_next_inside (Office *office, gconstpointer data)
{
  OsrCase *c = office->the_case;

  route (office, AT, "zhkh");
  g_assert_cmpstr (osr_rules_next_step (c, office->registry, "anna"), ==, "drafted");
  g_assert_null (osr_rules_next_step (c, office->registry, "tanya"));
  happen (office, "drafted", AT, "anna", submission_of (office, "zhkh", "final", "One"),
          words ("One"));
  g_assert_null (osr_rules_next_step (c, office->registry, "anna"));
  g_assert_cmpstr (osr_rules_next_step (c, office->registry, "petr"), ==, "agreed");
  happen (office, "agreed", AT, "petr", NULL, NULL);
  g_assert_cmpstr (osr_rules_next_step (c, office->registry, "tanya"), ==, "submitted");
  g_assert_null (osr_rules_next_step (c, office->registry, "petr"));
}

/* Pervomaysky 13: sent back only where the format of clause 19 is not met. */
static void
test_rework_for_format (Office *office, gconstpointer data)
{
  JsonObject *remarks = members_of ("remarks", "Shorter", NULL);
  JsonObject *format;

  route (office, AT, "zhkh");
  submit (office, AT, "final", "Text");
  g_assert_cmpint (attempt (office, "curator", "reworked", draft_of (office), remarks), ==,
                   OSR_CORE_ERROR_FORMAT_ONLY);
  format = draft_of (office);
  json_object_set_string_member (format, "ground", "format");
  g_assert_cmpint (attempt (office, "curator", "reworked", format,
                            members_of ("remarks", "Shorter", NULL)),
                   ==, -1);
}

/* Pervomaysky 15: from another account only with a link to the author. */
static void
test_mention (Office *office, gconstpointer data)
{
  JsonObject *members;

  happen (office, "message-changed", AT, "monitor", NULL, words ("Cold"));
  g_free (office->the_case->permalink);
  office->the_case->permalink = g_strdup ("https://vk.com/wall-1_2?reply=31");
  route (office, AT, "zhkh");
  submit (office, AT, "final", "Text");
  happen (office, "approved", AT, "curator", draft_of (office), NULL);
  members = marked (draft_of (office), "fallback");
  json_object_set_string_member (members, "guid", "g-12345678");
  json_object_set_string_member (members, "account", "gov");
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "tanya", "publish-intended", members, NULL), ==,
                   OSR_CORE_ERROR_MENTION_NEEDED);
  json_object_set_string_member (members, "mention", "https://vk.com/wall-1_2?reply=31");
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "tanya", "publish-intended", members, NULL), ==, -1);
  json_object_unref (members);
}

static void
set_options (Office *office, const char *account, const char *options)
{
  OsrAccount *known = (OsrAccount *) osr_registry_find_account (office->registry, account);

  g_strfreev (known->options);
  known->options = options != NULL ? g_strsplit (options, ",", -1) : NULL;
}

/* Nothing but what the approver saw is added, and a name stands where it can be erased. */
static void
test_mention_to_the_letter (Office *office, gconstpointer data)
{
  const OsrAccount *other;
  JsonObject *members;
  g_autofree char *seen = NULL;

  g_free (office->the_case->author_id);
  g_free (office->the_case->author_name);
  g_free (office->the_case->network);
  office->the_case->author_id = g_strdup ("700");
  office->the_case->author_name = g_strdup ("Anna [x|y] M.");
  office->the_case->network = g_strdup ("vk");
  route (office, AT, "zhkh");
  submit (office, AT, "final", "Text");
  happen (office, "approved", AT, "curator", draft_of (office), NULL);
  seen = osr_reply_mention (office->the_case, "vk");
  g_assert_cmpstr (seen, ==, "[id700|Anna xy M.]");
  g_assert_cmpstr (osr_rules_get_fallback_account (office->the_case, office->registry, "zhkh")->id,
                   ==, "gov");
  set_options (office, "gov", "publishes=0"); /* no program writes from it */
  other = osr_rules_get_fallback_account (office->the_case, office->registry, "zhkh");
  g_assert_true (other == NULL || g_strcmp0 (other->id, "gov") != 0);
  set_options (office, "gov", NULL);
  members = marked (draft_of (office), "fallback");
  json_object_set_string_member (members, "guid", "g-12345678");
  json_object_set_string_member (members, "account", "gov");
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "tanya", "publish-intended", members,
                            members_of ("mention", "[id700|Anna] buys 700", NULL)),
                   ==, OSR_CORE_ERROR_MENTION_NEEDED);
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "tanya", "publish-intended", members,
                            members_of ("mention", seen, NULL)),
                   ==, -1);
  json_object_set_string_member (members, "mention", seen);
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "tanya", "publish-intended", members, NULL), ==,
                   OSR_CORE_ERROR_MENTION_NEEDED);
  json_object_unref (members);
}

/* Pervomaysky 17: within the time that the curator set, and never above the clause's two hours. */
static void
test_joint_time (Office *office, gconstpointer data)
{
  g_assert_cmpint (attempt (office, "curator", "routed",
                            members_of ("body", "zhkh", "#minutes", "60", NULL), NULL),
                   ==, -1);
  happen (office, "routed", AT, "curator", members_of ("body", "zhkh", "#minutes", "60", NULL),
          NULL);
  g_assert_cmpint (attempt (office, "petr", "contribution-requested",
                            members_of ("body", "transport", "#minutes", "61", NULL), NULL),
                   ==, OSR_CORE_ERROR_LIMIT_TOO_LONG);
  happen (office, "contribution-requested", AT, "petr",
          members_of ("body", "transport", "#minutes", "30", NULL), NULL);
  /* It was asked before this district's day begins. */
  g_assert_cmpstr (due_of (office, "contribute"), ==, "2026-03-06T09:30:00+07:00");
}

/* Amur knows no time for a joint reply. */
static void
test_no_joint_time (Office *office, gconstpointer data)
{
  g_assert_cmpint (attempt (office, "curator", "routed",
                            members_of ("body", "zhkh", "#minutes", "60", NULL), NULL),
                   ==, OSR_CORE_ERROR_NOT_FORESEEN);
}

/* Leningrad 8.9: one after another; the case is answered with the last reply, and each body's clock
 * is met by its own. */
static void
test_sequence (Office *office, gconstpointer data)
{
  JsonObject *members = json_object_new ();
  JsonArray *bodies = json_array_new ();
  g_autoptr (GPtrArray) deadlines = NULL;

  route (office, AT, "zhkh");
  route (office, AT, "transport");
  json_array_add_string_element (bodies, "zhkh");
  json_array_add_string_element (bodies, "transport");
  json_object_set_array_member (members, "bodies", bodies);
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "curator", "sequence-allowed", members, NULL), ==, -1);
  happen (office, "sequence-allowed", AT, "curator", members, NULL);
  submit (office, AT, "final", "Ours");
  publish (office);
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_ROUTED);
  g_assert_cmpstr (osr_case_get_drafter (office->the_case)->body, ==, "transport");
  deadlines = osr_deadlines_compute (office->the_case->events, office->registry);
  g_assert_cmpint (osr_deadlines_find (deadlines, "answer", "zhkh")->state, ==, OSR_DEADLINE_MET);
  g_assert_cmpint (osr_deadlines_find (deadlines, "answer", "transport")->state, ==,
                   OSR_DEADLINE_OPEN);
  happen (office, "submitted", AT, "boris", submission_of (office, "transport", "final", "Theirs"),
          words ("Theirs"));
  publish (office);
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_ANSWERED);
}

/* Leningrad 8.9: a joint reply is the reply of every body that it was sent to. */
static void
test_joint_reply_for_all (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;

  route (office, AT, "zhkh");
  route (office, AT, "transport");
  submit (office, AT, "final", "Together");
  publish (office);
  deadlines = osr_deadlines_compute (office->the_case->events, office->registry);
  g_assert_cmpint (osr_deadlines_find (deadlines, "answer", "transport")->state, ==,
                   OSR_DEADLINE_MET);
}

/* Leningrad 8.9: of the contributors the last one writes, no other. */
static void
test_last_writes (Office *office, gconstpointer data)
{
  route (office, AT, "zhkh");
  ask (office, "transport", NULL);
  g_assert_cmpint (attempt (office, "curator", "drafter-named",
                            members_of ("body", "transport", NULL), NULL),
                   ==, OSR_CORE_ERROR_NOT_YOUR_TURN);
  happen (office, "contributed", AT, "boris", members_of ("body", "transport", NULL),
          words ("Roads"));
  g_assert_cmpint (attempt (office, "curator", "drafter-named",
                            members_of ("body", "transport", NULL), NULL),
                   ==, -1);
  g_assert_cmpint (attempt (office, "curator", "drafter-named", NULL, NULL), ==, -1);
}

/* Amur 16.4 knows nobody but an executor who writes. */
static void
test_curator_does_not_write (Office *office, gconstpointer data)
{
  route (office, AT, "zhkh");
  ask (office, "transport", NULL);
  g_assert_cmpint (attempt (office, "curator", "drafter-named", NULL, NULL), ==,
                   OSR_CORE_ERROR_NOT_FORESEEN);
}

/* Amur 16.3: the clock of the second starts when the first has sent theirs. */
static void
test_turns (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;
  const OsrDeadline *second;

  tell (office, "body-set", members_of ("body", "roads", "name", "City roads", NULL));
  route (office, AT, "zhkh");
  ask (office, "roads", "1");
  ask (office, "transport", "2");
  deadlines = osr_deadlines_compute (office->the_case->events, office->registry);
  g_assert_nonnull (osr_deadlines_find (deadlines, "contribute", "roads"));
  g_assert_null (osr_deadlines_find (deadlines, "contribute", "transport"));
  happen (office, "contributed", LATER, "rita", members_of ("body", "roads", NULL), words ("Ours"));
  g_clear_pointer (&deadlines, g_ptr_array_unref);
  deadlines = osr_deadlines_compute (office->the_case->events, office->registry);
  second = osr_deadlines_find (deadlines, "contribute", "transport");
  g_assert_nonnull (second);
  g_assert_cmpint (second->start, ==, osr_instant_parse (LATER));
  g_assert_cmpint (osr_deadlines_find (deadlines, "contribute", "roads")->state, ==,
                   OSR_DEADLINE_MET);
}

/* Amur 16.4: whoever is named owes the draft, by the same moment. */
static void
test_draft_passes_on (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autofree char *before = NULL;

  route (office, AT, "zhkh");
  ask (office, "transport", NULL);
  before = g_strdup (due_of (office, "submit"));
  happen (office, "drafter-named", AT, "curator", members_of ("body", "transport", NULL), NULL);
  deadlines = osr_deadlines_compute (office->the_case->events, office->registry);
  g_assert_cmpstr (osr_deadlines_find (deadlines, "submit", NULL)->body, ==, "transport");
  g_assert_cmpstr (due_of (office, "submit"), ==, before);
}

/* Saratov 6: in the name of the representative, and in nobody else's. */
static void
test_voice (Office *office, gconstpointer data)
{
  JsonObject *members = submission_of (office, "zhkh", "final", "Text");

  route (office, AT, "zhkh");
  g_assert_cmpstr (osr_rules_get_voice (office->the_case, office->registry, "zhkh"), ==, "voice");
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "anna", "submitted", members, words ("Text")), ==,
                   OSR_CORE_ERROR_VOICE_NEEDED);
  json_object_set_string_member (members, "voice", "anna");
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "anna", "submitted", members, words ("Text")), ==,
                   OSR_CORE_ERROR_NOT_FORESEEN);
  json_object_set_string_member (members, "voice", "voice");
  g_assert_cmpint (attempt (office, "anna", "submitted", members, words ("Text")), ==, -1);
}

static JsonObject *
used_by (const char *person)
{
  JsonObject *members = members_of ("account", "zhkh-vk", "network", "vk", "body", "zhkh", "owner",
                                    "2", "name", "Z", NULL);
  JsonArray *users = json_array_new ();

  json_array_add_string_element (users, person);
  json_object_set_array_member (members, "users", users);
  return members;
}

/* Saratov 6: from an account that is the representative's; whoever publishes for them may use it, and
 * nobody does for one who represents the body no more. */
static void
test_voice_and_account (Office *office, gconstpointer data)
{
  JsonObject *members = submission_of (office, "zhkh", "final", "Text");
  JsonObject *intent;

  route (office, AT, "zhkh");
  json_object_set_string_member (members, "voice", "voice");
  tell (office, "account-set", used_by ("boris"));
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "anna", "submitted", members, words ("Text")), ==,
                   OSR_CORE_ERROR_NOT_ALLOWED);
  tell (office, "account-set", used_by ("voice"));
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "anna", "submitted", members, words ("Text")), ==, -1);
  happen (office, "submitted", AT, "anna", members, words ("Text"));
  g_assert_cmpstr (osr_case_get_draft (office->the_case)->voice, ==, "voice");
  happen (office, "approved", AT, "curator", draft_of (office), NULL);
  intent = draft_of (office);
  json_object_set_string_member (intent, "guid", "g-12345678");
  json_object_set_string_member (intent, "account", "zhkh-vk");
  json_object_ref (intent);
  g_assert_cmpint (attempt (office, "anna", "publish-intended", intent, NULL), ==, -1);
  tell (office, "role-revoked",
        members_of ("person", "voice", "role", "official-representative", "body", "zhkh", NULL));
  g_assert_cmpint (attempt (office, "anna", "publish-intended", intent, NULL), ==,
                   OSR_CORE_ERROR_NOT_ALLOWED);
}

static JsonObject *
report_of (const char *step)
{
  JsonObject *members = members_of ("report", "immediate-report", "to", "Head", NULL);

  return step != NULL ? with (members, "step", g_ascii_strtoll (step, NULL, 10)) : members;
}

/* Buryatia 24: two steps, each by its own role. */
static void
test_report_in_steps (Office *office, gconstpointer data)
{
  g_assert_cmpint (attempt (office, "curator", "reported", report_of (NULL), words ("Ice")), ==,
                   OSR_CORE_ERROR_INVALID);
  g_assert_cmpint (attempt (office, "curator", "reported", report_of ("2"), words ("Ice")), ==,
                   OSR_CORE_ERROR_NOT_ALLOWED);
  g_assert_cmpint (attempt (office, "curator", "reported", report_of ("1"), words ("Ice")), ==, -1);
  happen (office, "reported", AT, "curator", report_of ("1"), words ("Ice"));
  g_assert_cmpint (attempt (office, "board", "reported", report_of ("2"), words ("Ice")), ==, -1);
  g_assert_cmpstr (osr_rules_next_step (office->the_case, office->registry, "board"), ==,
                   "reported");
}

/* Buryatia 3 asks how satisfied the author is, Amur does not. */
static void
test_satisfaction (Office *office, gconstpointer data)
{
  route (office, AT, "zhkh");
  submit (office, AT, "final", "Text");
  publish (office);
  g_assert_cmpint (attempt (office, "curator", "evaluated",
                            members_of ("#quality", "5", "#satisfaction", "4", NULL), NULL),
                   ==, g_str_equal (data, "buryatia") ? -1 : OSR_CORE_ERROR_NOT_FORESEEN);
}

/* Leningrad 12 speaks of measures, Amur 21 does not. */
static void
test_measures (Office *office, gconstpointer data)
{
  gboolean known = g_str_equal (data, "leningrad");

  g_assert_cmpint (
      attempt (office, known ? "chief" : "curator", "deficiency-noted",
               members_of ("body", "zhkh", "ground", "late", "measure", "reprimand", NULL),
               words ("Late thrice")),
      ==, known ? -1 : OSR_CORE_ERROR_NOT_FORESEEN);
}

/* Amur 19: the grounds are those of the text. */
static void
test_grounds (Office *office, gconstpointer data)
{
  g_assert_cmpint (attempt (office, "curator", "dismissed",
                            members_of ("reason", "not-processed", "ground", "dull", NULL), NULL),
                   ==, OSR_CORE_ERROR_NOT_FORESEEN);
  g_assert_cmpint (attempt (office, "curator", "dismissed",
                            members_of ("reason", "not-processed", "ground", "harm", NULL), NULL),
                   ==, -1);
}

/* A correction keeps both texts, and the case stays answered. */
static void
test_correction (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const OsrDeadline *deadline;
  gint64 first;

  route (office, AT, "zhkh");
  submit (office, AT, "final", "Wrong");
  publish (office);
  first = osr_case_get_draft (office->the_case)->version;
  g_assert_cmpint (
      attempt (office, "anna", "submitted",
               with (submission_of (office, "zhkh", "interim", "Right"), "corrects", first),
               words ("Right")),
      ==, OSR_CORE_ERROR_KIND_NOT_ALLOWED);
  g_assert_cmpint (
      attempt (office, "anna", "submitted",
               with (submission_of (office, "zhkh", "final", "Right"), "corrects", first),
               words ("Right")),
      ==, -1);
  happen (office, "submitted", AT, "anna",
          with (submission_of (office, "zhkh", "final", "Right"), "corrects", first),
          words ("Right"));
  happen (office, "approved", AT, "curator", draft_of (office), NULL);
  deadline = deadline_of (office, "publish", &before);
  g_assert_cmpint (deadline->state, ==, OSR_DEADLINE_OPEN);
  happen (office, "reply-corrected", AT, "publisher", draft_of (office), words ("Right"));
  deadline = deadline_of (office, "publish", &after);
  g_assert_cmpint (deadline->state, ==, OSR_DEADLINE_MET);
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpuint (office->the_case->drafts->len, ==, 2);
  g_assert_cmpuint (office->the_case->anomalies, ==, 0);
}

/* A promised day is an alarm at its end, until it is marked kept. */
static void
test_promise (Office *office, gconstpointer data)
{
  g_assert_cmpint (attempt (office, "curator", "promised", members_of ("date", "2026-02-30", NULL),
                            NULL),
                   ==, OSR_CORE_ERROR_INVALID);
  happen (office, "promised", AT, "anna", members_of ("date", "2026-04-01", NULL), NULL);
  g_assert_cmpint (osr_rules_promise_due (office->the_case, office->registry), ==,
                   osr_instant_parse ("2026-04-02T00:00:00+09:00"));
  happen (office, "promised", AT, "curator",
          marked (members_of ("date", "2026-04-01", NULL), "kept"), NULL);
  g_assert_cmpint (osr_rules_promise_due (office->the_case, office->registry), ==,
                   OSR_INSTANT_UNKNOWN);
}

/* A reply placed by hand meets the limits as one published does. */
static void
test_by_hand (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;
  JsonObject *members;

  route (office, AT, "zhkh");
  submit (office, AT, "final", "Text");
  happen (office, "approved", AT, "curator", draft_of (office), NULL);
  members = draft_of (office);
  json_object_set_string_member (members, "kind", "final");
  json_object_set_string_member (members, "url", "https://forum.example/5");
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "anna", "published-by-hand", members, NULL), ==,
                   OSR_CORE_ERROR_REASON_NEEDED);
  json_object_set_string_member (members, "proof", "screenshot");
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "anna", "published-by-hand", members, NULL), ==, -1);
  happen (office, "published-by-hand", LATER, "anna", members, NULL);
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpint (deadline_of (office, "answer", &deadlines)->state, ==, OSR_DEADLINE_MET);
}

static int
attempt_for (Office *office, const char *person, const char *absent, const char *at,
             JsonObject *members)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (OsrEvent) event = osr_event_new ("approved", osr_instant_parse (at), owned, NULL);
  g_autoptr (GError) error = NULL;

  event->by = g_strdup (person);
  event->on_behalf = g_strdup (absent);
  return osr_rules_check (office->the_case, office->registry, person, event, &error) ? -1
                                                                                     : error->code;
}

static void
substitute (Office *office, const char *id, const char *absent, const char *person)
{
  JsonObject *members =
      members_of ("id", id, "absent", absent, "substitute", person, "ground", "illness", NULL);

  json_object_set_int_member (members, "from", osr_instant_parse (AT));
  json_object_set_int_member (members, "to", osr_instant_parse (LATER));
  tell (office, "substitution-set", members);
}

/* An approver's substitute, in the time given and no other, along a chain, and never on their own
 * draft. */
static void
test_substitution (Office *office, gconstpointer data)
{
  route (office, AT, "zhkh");
  submit (office, AT, "final", "Text");
  g_assert_cmpint (attempt_for (office, "boris", "curator", AT, draft_of (office)), ==,
                   OSR_CORE_ERROR_NOT_SUBSTITUTE);
  substitute (office, "s-1", "curator", "chief");
  substitute (office, "s-2", "chief", "boris");
  substitute (office, "s-3", "second", "anna");
  g_assert_cmpint (attempt_for (office, "boris", "curator", AT, draft_of (office)), ==, -1);
  g_assert_cmpint (attempt_for (office, "boris", "curator", ABSENT, draft_of (office)), ==,
                   OSR_CORE_ERROR_NOT_SUBSTITUTE);
  g_assert_cmpint (attempt_for (office, "boris", "curator", LATER, draft_of (office)), ==,
                   OSR_CORE_ERROR_NOT_SUBSTITUTE);
  g_assert_cmpint (attempt_for (office, "anna", "second", AT, draft_of (office)), ==,
                   OSR_CORE_ERROR_OWN_DRAFT);
}

/* Taken by one in the body, it is owed by the others no more. */
static void
test_taken (Office *office, gconstpointer data)
{
  grant (office, "alla", "executor", "zhkh");
  route (office, AT, "zhkh");
  g_assert_cmpstr (osr_rules_next_step (office->the_case, office->registry, "anna"), ==,
                   "submitted");
  g_assert_cmpint (attempt (office, "alla", "assigned",
                            members_of ("body", "zhkh", "executor", "alla", NULL), NULL),
                   ==, -1);
  happen (office, "assigned", AT, "alla", members_of ("body", "zhkh", "executor", "alla", NULL),
          NULL);
  g_assert_null (osr_rules_next_step (office->the_case, office->registry, "anna"));
  g_assert_cmpstr (osr_rules_next_step (office->the_case, office->registry, "alla"), ==,
                   "submitted");
}

/* A co-executor's own limit presses the co-executor. */
static void
test_contributor_owes (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) deadlines = NULL;
  const OsrDeadline *deadline;

  route (office, AT, "zhkh");
  ask (office, "transport", NULL);
  g_assert_cmpstr (osr_rules_next_step (office->the_case, office->registry, "boris"), ==,
                   "contributed");
  deadlines = osr_deadlines_compute (office->the_case->events, office->registry);
  deadline = osr_rules_next_deadline (office->the_case, office->registry, "boris", deadlines);
  g_assert_cmpstr (deadline->spec->id, ==, "contribute");
  g_assert_cmpstr (deadline->body, ==, "transport");
  happen (office, "contributed", AT, "boris", members_of ("body", "transport", NULL),
          words ("Roads"));
  g_assert_cmpstr (osr_rules_next_step (office->the_case, office->registry, "curator"), ==,
                   "contribution-forwarded");
}

/* A recalled case is with the curator again, and so is its draft no more. */
static void
test_recalled (Office *office, gconstpointer data)
{
  JsonObject *members = marked (members_of ("body", "zhkh", NULL), "recalled");

  route (office, AT, "zhkh");
  submit (office, AT, "final", "Text");
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "curator", "returned", members, NULL), ==,
                   OSR_CORE_ERROR_REASON_NEEDED);
  json_object_ref (members);
  g_assert_cmpint (attempt (office, "curator", "returned", members,
                            members_of ("reason", "Misrouted", NULL)),
                   ==, -1);
  happen (office, "returned", AT, "curator", members, members_of ("reason", "Misrouted", NULL));
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_RETURNED);
  g_assert_cmpuint (office->the_case->transfers, ==, 1);
  g_assert_null (osr_case_get_draft (office->the_case));
}

#define CLAUSE(profile, name, test)                                                                \
  g_test_add ("/clauses/" profile "/" name, Office, profile, set_up, test, tear_down)

static void
add_joint (void)
{
  CLAUSE ("pervomaysky", "17/joint-time", test_joint_time);
  CLAUSE ("amur", "16/no-joint-time", test_no_joint_time);
  CLAUSE ("leningrad", "8.9/sequence", test_sequence);
  CLAUSE ("leningrad", "8.9/joint-reply-for-all", test_joint_reply_for_all);
  CLAUSE ("leningrad", "8.9/last-writes", test_last_writes);
  CLAUSE ("amur", "16.4/curator-does-not-write", test_curator_does_not_write);
  CLAUSE ("amur", "16.3/turns", test_turns);
  CLAUSE ("amur", "16.4/draft-passes-on", test_draft_passes_on);
  CLAUSE ("saratov", "13/contributor-owes", test_contributor_owes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_joint ();
  CLAUSE ("pervomaysky", "12/agreed-text", test_agreed_text);
  CLAUSE ("pervomaysky", "12/one-after-another", test_next_inside);
  CLAUSE ("pervomaysky", "13/format-only", test_rework_for_format);
  CLAUSE ("pervomaysky", "15/mention", test_mention);
  CLAUSE ("pervomaysky", "15/mention-to-the-letter", test_mention_to_the_letter);
  CLAUSE ("saratov", "6/voice", test_voice);
  CLAUSE ("saratov", "6/voice-and-account", test_voice_and_account);
  CLAUSE ("buryatia", "24/steps", test_report_in_steps);
  CLAUSE ("buryatia", "3/satisfaction", test_satisfaction);
  CLAUSE ("amur", "20/no-satisfaction", test_satisfaction);
  CLAUSE ("leningrad", "12/measures", test_measures);
  CLAUSE ("amur", "21/no-measures", test_measures);
  CLAUSE ("amur", "19/grounds", test_grounds);
  CLAUSE ("amur", "14/correction", test_correction);
  CLAUSE ("amur", "17/promise", test_promise);
  CLAUSE ("amur", "14/by-hand", test_by_hand);
  CLAUSE ("amur", "7.2/substitution", test_substitution);
  CLAUSE ("leningrad", "6/taken", test_taken);
  CLAUSE ("amur", "9/recalled", test_recalled);
  return g_test_run ();
}
