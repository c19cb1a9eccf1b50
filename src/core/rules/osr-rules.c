/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table: which step, in which states, in what relation to the case, under which rule of the
 * profile; by which roles says the profile. The coordinator asks osr_rules_check() before it appends,
 * the workstation osr_rules_explain() before it offers: standings answer both, checks are for what was
 * filled in. Standings and checks stand by concern in the files beside this one. */
#include <string.h>

#include "core/office/osr-substitution.h"
#include "core/osr-json.h"
#include "core/rules/osr-rules-private.h"

#define BIT(state)     OSR_BIT (OSR_CASE_##state)
#define ANY_STATE      (~0u)
#define TAKEN          (~(BIT (FOUND) | BIT (DISMISSED)))
#define OPEN_WITH_BODY (BIT (ROUTED) | BIT (REWORK) | BIT (INTERIM))
#define BEFORE_PUBLICATION                                                                         \
  (OPEN_WITH_BODY | BIT (SUBMITTED) | BIT (APPROVED) | BIT (WAITING) | BIT (RETURNED))
#define REPLIED   (BIT (ANSWERED) | BIT (INTERIM) | BIT (WAITING))
#define OVER      (BIT (ANSWERED) | BIT (CLOSED))
#define NAMING    (OPEN_WITH_BODY | BIT (WAITING) | BIT (RETURNED))
#define INSIDE    (OPEN_WITH_BODY | BIT (ANSWERED) | BIT (WAITING))
#define CORRECTED (REPLIED | BIT (REWORK) | BIT (APPROVED))

static const OsrRule rules[] = {
  /* the message */
  { "found", BIT (FOUND), osr_standing_new, osr_check_found },
  { "detected", BIT (FOUND), osr_standing_claim, osr_check_detected },
  { "triaged", BIT (DETECTED) | BEFORE_PUBLICATION, osr_standing_of_case, osr_check_triaged },
  { "dismissed", BIT (FOUND) | BIT (DETECTED) | BIT (RETURNED), osr_standing_office,
    osr_check_dismissed },
  { "author-replied", BIT (WAITING), osr_standing_of_case, NULL },
  { "linked", BIT (DETECTED) | BIT (ANSWERED) | BEFORE_PUBLICATION, osr_standing_of_case,
    osr_check_linked, "repeat" },
  { "joined", TAKEN, osr_standing_office, osr_check_joined },
  { "closed", BEFORE_PUBLICATION | BIT (ANSWERED) | BIT (DETECTED), osr_standing_of_case,
    osr_check_closed },
  { "reopened", BIT (CLOSED) | BIT (DISMISSED), osr_standing_office, NULL },
  { "noted", ANY_STATE, osr_standing_any, osr_check_noted },
  /* routing */
  { "routed", BIT (DETECTED) | BIT (RETURNED) | OPEN_WITH_BODY, osr_standing_routed,
    osr_check_routed },
  { "returned", BEFORE_PUBLICATION, osr_standing_returned, osr_check_returned },
  { "returned:recall", BIT (ROUTED) | BIT (REWORK) | BIT (SUBMITTED) | BIT (APPROVED),
    osr_standing_office, osr_check_recalled },
  { "assigned", BEFORE_PUBLICATION, osr_standing_of_case, osr_check_assigned },
  { "reassigned", BEFORE_PUBLICATION, osr_standing_of_case, osr_check_assigned },
  { "substituted", BEFORE_PUBLICATION, osr_standing_of_case, osr_check_assigned },
  { "contribution-requested", BEFORE_PUBLICATION, osr_standing_of_case, osr_check_requested,
    "co_executors", "ordered_by", OSR_BEARING_NARROWS },
  { "contributed", BEFORE_PUBLICATION, osr_standing_contributed, osr_check_contributed,
    "co_executors" },
  { "contribution-forwarded", BEFORE_PUBLICATION, osr_standing_forwarded, osr_check_forwarded,
    "co_executors", "sent_to", OSR_BEARING_NARROWS },
  { "drafter-named", NAMING, osr_standing_of_case, osr_check_named, "co_executors", "ordered_by",
    OSR_BEARING_NARROWS },
  { "responsible-appointed", NAMING, osr_standing_of_case, osr_check_named, "co_executors",
    "ordered_by", OSR_BEARING_NARROWS },
  { "sequence-allowed", NAMING, osr_standing_office, osr_check_sequence, "sequential_publication" },
  /* drafts */
  { "drafted", OPEN_WITH_BODY, osr_standing_drafted, osr_check_drafted },
  { "drafted:correction", CORRECTED, osr_standing_correction, osr_check_drafted },
  { "agreed", INSIDE, osr_standing_agreed, osr_check_agreed, "internal_approval", "by",
    OSR_BEARING_NARROWS },
  { "reworked:internal", INSIDE, osr_standing_agreed, osr_check_reworked_inside,
    "internal_approval", "by", OSR_BEARING_REPLACES },
  { "submitted", OPEN_WITH_BODY | BIT (APPROVED), osr_standing_submitted, osr_check_submitted },
  { "submitted:alone", OPEN_WITH_BODY | BIT (APPROVED), osr_standing_alone, osr_check_submitted,
    "no_second_person" },
  { "submitted:correction", CORRECTED, osr_standing_correction, osr_check_correction },
  { "withdrawn", BIT (SUBMITTED) | BIT (APPROVED), osr_standing_withdrawn, NULL },
  { "reworked", BIT (SUBMITTED), osr_standing_office, osr_check_reworked, "approval", "by",
    OSR_BEARING_NARROWS },
  { "approved", BIT (SUBMITTED), osr_standing_approved, osr_check_approved, "approval", "by",
    OSR_BEARING_NARROWS },
  /* publication */
  { "publish-intended", BIT (APPROVED), osr_standing_publish, osr_check_intent },
  { "publish-intended:fallback", BIT (APPROVED), osr_standing_publish, osr_check_fallback,
    "fallback_publication", "by", OSR_BEARING_NARROWS },
  { "publish-intended:again", BIT (UNCERTAIN), osr_standing_asked, osr_check_again },
  { "publish-intended:look", BIT (UNCERTAIN), osr_standing_publish, NULL },
  { "publish-intended:answer", BIT (PUBLISHING), osr_standing_challenged, osr_check_answer },
  { "published-by-hand", BIT (APPROVED) | BIT (UNCERTAIN), osr_standing_publish,
    osr_check_by_hand },
  { "published-by-hand:fallback", BIT (APPROVED) | BIT (UNCERTAIN), osr_standing_publish,
    osr_check_by_hand_fallback, "fallback_publication", "by", OSR_BEARING_NARROWS },
  { "reply-corrected", BIT (APPROVED) | BIT (UNCERTAIN), osr_standing_corrected,
    osr_check_corrected },
  { "checked", REPLIED | BIT (CLOSED), osr_standing_of_case, osr_check_checked },
  /* reports */
  { "reported", TAKEN, osr_standing_reported, osr_check_reported, "reports" },
  { "acknowledged", TAKEN, osr_standing_acknowledged, osr_check_acknowledged, "reports" },
  { "deficiency-noted", TAKEN, osr_standing_of_case, osr_check_deficiency, "reports" },
  { "referred", ANY_STATE, osr_standing_referred, osr_check_words, "referral", "by",
    OSR_BEARING_NARROWS },
  { "promised", TAKEN, osr_standing_of_case, osr_check_promised },
  { "evaluated", OVER, osr_standing_office, osr_check_evaluated },
  { "case-offered", OVER, osr_standing_offered, osr_check_words },
  { "case-agreed", OVER, osr_standing_success_decided, NULL },
  { "case-declined", OVER, osr_standing_success_decided, osr_check_reason },
  { "case-published", OVER, osr_standing_success_published, osr_check_link },
  /* beside the cases */
  { "rating-offered", ANY_STATE, osr_standing_report_offered, osr_check_report_offered },
  { "rating-agreed", ANY_STATE, osr_standing_report_decided, osr_check_report_agreed },
  { "rating-declined", ANY_STATE, osr_standing_report_decided, osr_check_report_declined },
  { "rating-sent", ANY_STATE, osr_standing_report_sent, osr_check_report_sent },
  { "report-offered", ANY_STATE, osr_standing_report_offered, osr_check_report_offered },
  { "report-agreed", ANY_STATE, osr_standing_report_decided, osr_check_report_agreed },
  { "report-declined", ANY_STATE, osr_standing_report_decided, osr_check_report_declined },
  { "report-sent", ANY_STATE, osr_standing_report_sent, osr_check_report_sent },
  { "summary-made", ANY_STATE, osr_standing_report_offered, osr_check_report_offered },
  { "account-posted", ANY_STATE, osr_standing_account, osr_check_posted },
  { "post-published", ANY_STATE, osr_standing_account, osr_check_posted },
  { "watched", ANY_STATE, osr_standing_account, osr_check_watched },
};

/* Appended by the coordinator itself: no person may send them. */
static const char *const own_steps[] = { "published",          "publish-refused", "publish-unknown",
                                         "publish-challenged", "message-changed", "message-deleted",
                                         "notified",           "payload-erased",  "media-kept" };

const OsrRule *
osr_rules_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++) {
    if (g_strcmp0 (rules[i].name, name) == 0)
      return &rules[i];
  }
  return NULL;
}

const char *
osr_rules_get_name (guint index)
{
  return index < G_N_ELEMENTS (rules) ? rules[index].name : NULL;
}

/* A member may make a step another one, with other roles and states; without one the type is a step of
 * its own with the roles of another: whoever publishes. */
static const struct {
  const char *type;
  const char *member; /* nullable */
  const char *name;
} variants[] = {
  { "returned", "recalled", "returned:recall" },
  { "drafted", "corrects", "drafted:correction" },
  { "reworked", "internal", "reworked:internal" },
  { "submitted", "corrects", "submitted:correction" },
  { "submitted", "clause", "submitted:alone" },
  { "publish-intended", "again", "publish-intended:again" },
  { "publish-intended", "fallback", "publish-intended:fallback" },
  { "publish-look-ordered", NULL, "publish-intended:look" },
  { "challenge-answered", NULL, "publish-intended:answer" },
  { "published-by-hand", "fallback", "published-by-hand:fallback" },
};

gboolean
osr_rules_knows (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_steps); i++) {
    if (g_strcmp0 (own_steps[i], type) == 0)
      return TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++) {
    if (g_strcmp0 (variants[i].type, type) == 0)
      return TRUE;
  }
  return osr_rules_find (type) != NULL;
}

/* Whether @member says anything: a text, a number, or true. */
static gboolean
is_said (OsrEvent *event, const char *member)
{
  JsonNode *node = member != NULL ? json_object_get_member (event->members, member) : NULL;

  if (member == NULL)
    return TRUE;
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  return json_node_get_value_type (node) != G_TYPE_BOOLEAN || json_node_get_boolean (node);
}

static const OsrRule *
find_rule_for (OsrEvent *event)
{
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++) {
    if (osr_event_is (event, variants[i].type) && is_said (event, variants[i].member))
      return osr_rules_find (variants[i].name);
  }
  return osr_rules_find (event->type);
}

/* Whether the profile has the step at all, and the rule that it hangs on. */
static gboolean
check_foreseen (const OsrAttempt *a, GError **error)
{
  gboolean has_step = a->regulation != NULL && osr_regulation_has_step (a->regulation, a->step);

  if (has_step && (a->rule->rule == NULL || osr_regulation_has_rule (a->regulation, a->rule->rule)))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "The regulation knows no such step");
}

static gboolean
check_state (const OsrAttempt *a, GError **error)
{
  const OsrPerson *other = osr_registry_find_person (a->registry, a->self->detected_by);

  if ((a->rule->states & OSR_BIT (a->self->state)) != 0)
    return TRUE;
  if (g_str_equal (a->step, "detected") && a->self->detected_by != NULL &&
      g_strcmp0 (a->self->detected_by, a->person) != 0) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_CLAIMED, "Taken already by %s",
                 other != NULL ? other->name : a->self->detected_by);
    return FALSE;
  }
  return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "Not possible in the case's present state");
}

/* What does not depend on what was filled in. */
static gboolean
explain (const OsrAttempt *a, GError **error)
{
  if (a->rule == NULL || a->self->read_only)
    return osr_refuse (error, OSR_CORE_ERROR_UNSUPPORTED,
                       "This program does not know the step; update it");
  if (!check_foreseen (a, error))
    return FALSE;
  if (!osr_attempt_acts (a))
    return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED,
                       "This person's role does not take this step");
  return check_state (a, error) && a->rule->standing (a, error);
}

static OsrAttempt
new_attempt (OsrCase *self, OsrRegistry *registry, const char *person, const OsrRule *rule)
{
  OsrAttempt a = { self, registry, osr_registry_get_regulation_for (registry, self), person,
                   person };
  g_autofree char *step = NULL;

  a.rule = rule;
  if (rule != NULL) {
    step = g_strndup (rule->name, strcspn (rule->name, ":"));
    a.step = g_intern_string (step);
  }
  return a;
}

/* Decision 7: a substitute acts in their own name for the absent person, whose roles count. */
static gboolean
check_substitution (const OsrAttempt *a, OsrEvent *event, GError **error)
{
  if (event->on_behalf == NULL ||
      osr_registry_may_act_for (a->registry, a->actor, event->on_behalf, event->at))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_NOT_SUBSTITUTE,
                     "This person does not stand in for the other one now");
}

static gboolean
check (OsrAttempt *a, OsrEvent *event, GError **error)
{
  a->event = event;
  if (event->on_behalf != NULL)
    a->person = event->on_behalf;
  return check_substitution (a, event, error) && explain (a, error) &&
         (a->rule->check == NULL || a->rule->check (a, error));
}

gboolean
osr_rules_check (OsrCase *self, OsrRegistry *registry, const char *person, OsrEvent *event,
                 GError **error)
{
  OsrAttempt a = new_attempt (self, registry, person, find_rule_for (event));

  return check (&a, event, error);
}

/* A step beside the cases is tried on an empty one. */
static OsrAttempt
new_attempt_beside (OsrCase *nothing, OsrRegistry *registry, const char *person, const char *step,
                    gboolean read_only)
{
  nothing->read_only = read_only;
  return new_attempt (nothing, registry, person, osr_rules_find (step));
}

gboolean
osr_rules_check_report (OsrReportTrack *report, OsrRegistry *registry, const char *person,
                        OsrEvent *event, GError **error)
{
  g_autoptr (OsrCase) nothing = osr_case_new (report->id);
  OsrAttempt a = new_attempt_beside (nothing, registry, person, event->type, report->read_only);

  a.report = report;
  return osr_rules_is_of_report (event->type, error) && check (&a, event, error);
}

gboolean
osr_rules_check_account (OsrAccountTrack *account, OsrRegistry *registry, const char *person,
                         OsrEvent *event, GError **error)
{
  g_autoptr (OsrCase) nothing = osr_case_new (account->account);
  OsrAttempt a = new_attempt_beside (nothing, registry, person, event->type, account->read_only);

  a.account = account;
  return osr_rules_is_of_account (event->type, error) && check (&a, event, error);
}

gboolean
osr_rules_explain_report (OsrReportTrack *report, OsrRegistry *registry, const char *person,
                          const char *step, GError **error)
{
  g_autoptr (OsrCase) nothing = osr_case_new (report->id);
  OsrAttempt a = new_attempt_beside (nothing, registry, person, step, report->read_only);

  a.report = report;
  if (person == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "Nobody is signed in");
  return osr_rules_is_of_report (step, error) && explain (&a, error);
}

gboolean
osr_rules_explain_account (OsrAccountTrack *account, OsrRegistry *registry, const char *person,
                           const char *step, GError **error)
{
  g_autoptr (OsrCase) nothing = osr_case_new (account->account);
  OsrAttempt a = new_attempt_beside (nothing, registry, person, step, account->read_only);

  a.account = account;
  if (person == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "Nobody is signed in");
  return osr_rules_is_of_account (step, error) && explain (&a, error);
}

gboolean
osr_rules_explain (OsrCase *self, OsrRegistry *registry, const char *person, const char *step,
                   GError **error)
{
  OsrAttempt a = new_attempt (self, registry, person, osr_rules_find (step));

  if (person == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "Nobody is signed in");
  return explain (&a, error);
}

gboolean
osr_rules_may_choose_text (OsrCase *self, OsrRegistry *registry, const char *person)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (OsrEvent) event = NULL;

  json_object_set_string_member (members, "goes_by", "first");
  json_object_set_string_member (payload, "text", "first");
  event = osr_event_new ("noted", OSR_INSTANT_UNKNOWN, members, payload);
  return person != NULL && osr_rules_check (self, registry, person, event, NULL);
}

gboolean
osr_rules_may (OsrCase *self, OsrRegistry *registry, const char *person, const char *step)
{
  return osr_rules_explain (self, registry, person, step, NULL);
}
