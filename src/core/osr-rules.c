/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table: which step, by which roles (the profile says), in which states, and what must be true
 * of its members. The coordinator asks osr_rules_check() before it appends; the workstation asks the
 * same before it offers. */
#include "core/osr-rules.h"

#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "core/osr-json.h"

#define BIT(state)     (1u << (state))
#define ANY_STATE      (~0u)
#define OPEN_WITH_BODY (BIT (OSR_CASE_ROUTED) | BIT (OSR_CASE_REWORK) | BIT (OSR_CASE_INTERIM))
#define BEFORE_PUBLICATION                                                                         \
  (OPEN_WITH_BODY | BIT (OSR_CASE_SUBMITTED) | BIT (OSR_CASE_APPROVED) | BIT (OSR_CASE_WAITING) |  \
   BIT (OSR_CASE_RETURNED))

typedef struct {
  OsrCase *self;
  OsrRegistry *registry;
  const char *person;
  OsrEvent *event;
} Attempt;

typedef gboolean (*Check) (const Attempt *attempt, GError **error);

static gboolean
refuse (GError **error, OsrCoreError code, const char *sentence)
{
  g_set_error_literal (error, OSR_CORE_ERROR, code, sentence);
  return FALSE;
}

static gboolean
has_words (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text)) {
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return TRUE;
  }
  return FALSE;
}

gint64
osr_text_length (const char *text)
{
  gint64 units = 0;

  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    units += g_utf8_get_char (text) > 0xFFFF ? 2 : 1;
  return units;
}

/* Whether one of the person's roles may take the step by the regulation that the case is pinned to,
 * granted for @body when given. */
static gboolean
may_take (OsrCase *self, OsrRegistry *registry, const char *person, const char *step,
          const char *body)
{
  return osr_registry_may_take (registry, osr_registry_get_regulation_for (registry, self), person,
                                step, body);
}

/* The step is a body's: the person must act for the body that has the case. */
static gboolean
check_own_body (const Attempt *a, GError **error)
{
  const char *body = osr_event_get_string (a->event, "body");
  const OsrCaseBody *drafter = osr_case_get_drafter (a->self);

  if (drafter == NULL || g_strcmp0 (drafter->body, body) != 0 ||
      !may_take (a->self, a->registry, a->person, a->event->type, body))
    return refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "The case is not with this body");
  return TRUE;
}

static gboolean
check_message_there (const Attempt *a, GError **error)
{
  if (a->self->message_state == OSR_MESSAGE_DELETED)
    return refuse (error, OSR_CORE_ERROR_MESSAGE_GONE, "The author has deleted the message");
  return TRUE;
}

/* Whether the regulation can shorten a limit in this way, and by how much at the most in minutes. */
static gboolean
find_shortening (OsrRegulation *regulation, OsrShortening shortening, gint64 *most)
{
  GPtrArray *timers = regulation != NULL ? osr_regulation_get_timers (regulation) : NULL;
  gboolean found = FALSE;

  *most = G_MAXINT64;
  for (guint i = 0; timers != NULL && i < timers->len; i++) {
    const OsrTimerSpec *spec = timers->pdata[i];

    if (spec->shortening != shortening)
      continue;
    found = TRUE;
    *most = MIN (*most, spec->amount);
  }
  return found;
}

/* Clause 8 of the profile, reading 10: the shortened limit is at most the standard one. */
static gboolean
check_triage (const Attempt *a, GError **error)
{
  OsrRegulation *regulation = osr_registry_get_regulation_for (a->registry, a->self);
  JsonArray *topics = osr_json_get_array (a->event->members, "topics");
  gint64 minutes = osr_event_get_int (a->event, "limit_minutes", 0), most;
  const char *importance = osr_event_get_string (a->event, "importance");

  if (topics == NULL || json_array_get_length (topics) == 0)
    return refuse (error, OSR_CORE_ERROR_TRIAGE_NEEDED, "A topic is needed");
  if (g_strcmp0 (importance, "normal") != 0 && g_strcmp0 (importance, "high") != 0)
    return refuse (error, OSR_CORE_ERROR_TRIAGE_NEEDED, "Importance must be normal or high");
  if (osr_json_get_boolean (a->event->members, "shortened", FALSE) &&
      !find_shortening (regulation, OSR_SHORTENING_MARK, &most))
    return refuse (error, OSR_CORE_ERROR_LIMIT_TOO_LONG,
                   "The regulation knows no shortened limit by a mark");
  if (json_object_has_member (a->event->members, "limit_minutes") &&
      (!find_shortening (regulation, OSR_SHORTENING_MINUTES, &most) || minutes < 1 ||
       minutes > most))
    return refuse (error, OSR_CORE_ERROR_LIMIT_TOO_LONG,
                   "A shortened limit is at least a minute and at most the standard one");
  return TRUE;
}

static gboolean
check_routed (const Attempt *a, GError **error)
{
  const char *body = osr_event_get_string (a->event, "body");

  if (a->self->topics[0] == NULL)
    return refuse (error, OSR_CORE_ERROR_TRIAGE_NEEDED, "Topic and importance come before routing");
  if (osr_registry_find_body (a->registry, body) == NULL)
    return refuse (error, OSR_CORE_ERROR_UNKNOWN_BODY, "No such body in the directory");
  return TRUE;
}

static gboolean
check_reason (const Attempt *a, GError **error)
{
  if (has_words (osr_event_get_string (a->event, "reason")) ||
      has_words (osr_event_get_payload_string (a->event, "reason")) ||
      !osr_regulation_needs_reason (osr_registry_get_regulation_for (a->registry, a->self),
                                    a->event->type))
    return TRUE;
  return refuse (error, OSR_CORE_ERROR_REASON_NEEDED, "A reason is needed");
}

static gboolean
check_returned (const Attempt *a, GError **error)
{
  return check_own_body (a, error) && check_reason (a, error);
}

static gboolean
check_text (const Attempt *a, const char *text, GError **error)
{
  if (!has_words (text))
    return refuse (error, OSR_CORE_ERROR_EMPTY_TEXT, "The text is empty");
  if (osr_text_length (text) > osr_registry_get_text_limit (a->registry, a->self->network))
    return refuse (error, OSR_CORE_ERROR_TOO_LONG, "The text is longer than the network takes");
  return TRUE;
}

/* The reply goes out from the body's own account on the network, else from the office's. */
static gboolean
check_account (const Attempt *a, GError **error)
{
  const OsrAccount *account = osr_registry_account_for (
      a->registry, osr_event_get_string (a->event, "body"), a->self->network);

  if (account == NULL || g_strcmp0 (account->id, osr_event_get_string (a->event, "account")) != 0)
    return refuse (error, OSR_CORE_ERROR_NO_ACCOUNT,
                   "The body has no such account on this network");
  return TRUE;
}

static gboolean
check_submitted (const Attempt *a, GError **error)
{
  const char *kind = osr_event_get_string (a->event, "kind");
  const char *text = osr_event_get_payload_string (a->event, "text");
  g_autofree char *digest = NULL;

  if (!check_own_body (a, error) || !check_message_there (a, error))
    return FALSE;
  if (!osr_regulation_allows_kind (osr_registry_get_regulation_for (a->registry, a->self), kind))
    return refuse (error, OSR_CORE_ERROR_KIND_NOT_ALLOWED, "The regulation knows no such draft");
  if (!check_text (a, text, error) || !check_account (a, error))
    return FALSE;
  digest = osr_text_digest (kind, text, osr_event_get_string (a->event, "account"),
                            a->self->native_id, NULL);
  if (g_strcmp0 (digest, osr_event_get_string (a->event, "digest")) != 0)
    return refuse (error, OSR_CORE_ERROR_TEXT_CHANGED, "The digest is not of this text");
  return TRUE;
}

/* A step on a draft names it, and it must be the newest one in the state that the step needs. */
static const OsrCaseDraft *
named_draft (const Attempt *a, OsrDraftState state, GError **error)
{
  const OsrCaseDraft *draft = osr_case_get_draft (a->self);

  if (draft == NULL || draft->state != state ||
      draft->version != osr_event_get_int (a->event, "draft", 0)) {
    refuse (error, OSR_CORE_ERROR_STALE, "The draft has changed meanwhile");
    return NULL;
  }
  return draft;
}

static gboolean
check_digest (const Attempt *a, const OsrCaseDraft *draft, GError **error)
{
  if (g_strcmp0 (draft->digest, osr_event_get_string (a->event, "digest")) != 0)
    return refuse (error, OSR_CORE_ERROR_TEXT_CHANGED, "The approval is for another text");
  return TRUE;
}

static gboolean
check_reworked (const Attempt *a, GError **error)
{
  if (named_draft (a, OSR_DRAFT_SUBMITTED, error) == NULL)
    return FALSE;
  if (!has_words (osr_event_get_payload_string (a->event, "remarks")))
    return refuse (error, OSR_CORE_ERROR_REASON_NEEDED, "Remarks are needed");
  return TRUE;
}

/* Decision 7: the approval binds the digest, and nobody approves their own draft. */
static gboolean
check_approved (const Attempt *a, GError **error)
{
  const OsrCaseDraft *draft = named_draft (a, OSR_DRAFT_SUBMITTED, error);

  if (draft == NULL || !check_message_there (a, error))
    return FALSE;
  if (g_strcmp0 (draft->by, a->person) == 0)
    return refuse (error, OSR_CORE_ERROR_OWN_DRAFT, "Nobody approves their own draft");
  return check_digest (a, draft, error);
}

static gboolean
check_intent (const Attempt *a, GError **error)
{
  const OsrCaseDraft *draft = named_draft (a, OSR_DRAFT_APPROVED, error);

  if (draft == NULL || !check_message_there (a, error))
    return FALSE;
  if (!may_take (a->self, a->registry, a->person, a->event->type, draft->body))
    return refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "The draft is another body's");
  if (!has_words (osr_event_get_string (a->event, "guid")) ||
      g_strcmp0 (draft->account, osr_event_get_string (a->event, "account")) != 0)
    return refuse (error, OSR_CORE_ERROR_NO_ACCOUNT, "Another account than the one approved");
  return check_digest (a, draft, error);
}

static gboolean
check_withdrawn (const Attempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_case_get_draft (a->self);

  if (draft == NULL || g_strcmp0 (draft->by, a->person) != 0)
    return refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "Only its author withdraws a draft");
  if (draft->state != OSR_DRAFT_SUBMITTED && draft->state != OSR_DRAFT_APPROVED)
    return refuse (error, OSR_CORE_ERROR_WRONG_STATE, "The draft is no longer with the curator");
  return TRUE;
}

static gboolean
check_note (const Attempt *a, GError **error)
{
  if (!has_words (osr_event_get_payload_string (a->event, "text")))
    return refuse (error, OSR_CORE_ERROR_EMPTY_TEXT, "The note is empty");
  return TRUE;
}

static gboolean
check_contribution_requested (const Attempt *a, GError **error)
{
  if (osr_registry_find_body (a->registry, osr_event_get_string (a->event, "body")) == NULL)
    return refuse (error, OSR_CORE_ERROR_UNKNOWN_BODY, "No such body in the directory");
  return TRUE;
}

static gboolean
check_contributed (const Attempt *a, GError **error)
{
  const char *body = osr_event_get_string (a->event, "body");

  if (!may_take (a->self, a->registry, a->person, a->event->type, body))
    return refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "The information is asked of another body");
  return check_note (a, error);
}

/* Whether somebody writes for a body: the profile lets them begin a draft or hand one in. */
static gboolean
drafts_for (OsrCase *self, OsrRegistry *registry, const char *person, const char *body)
{
  return body != NULL && (may_take (self, registry, person, "drafted", body) ||
                          may_take (self, registry, person, "submitted", body));
}

static gboolean
check_assigned (const Attempt *a, GError **error)
{
  const char *executor = osr_event_get_string (a->event, "executor");

  if (!check_own_body (a, error))
    return FALSE;
  if (!drafts_for (a->self, a->registry, executor, osr_event_get_string (a->event, "body")))
    return refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "The person is no executor of this body");
  return TRUE;
}

static gboolean
check_evaluated (const Attempt *a, GError **error)
{
  gint64 quality = osr_event_get_int (a->event, "quality", 0);

  if (quality < 1 || quality > 5)
    return refuse (error, OSR_CORE_ERROR_INVALID, "Quality is a mark from 1 to 5");
  return TRUE;
}

/* Reading 18: the curator closes an answered case, or with a reason one whose author is silent or has
 * deleted the message. */
static gboolean
check_closed (const Attempt *a, GError **error)
{
  if (a->self->state != OSR_CASE_ANSWERED &&
      !has_words (osr_event_get_payload_string (a->event, "reason")))
    return refuse (error, OSR_CORE_ERROR_REASON_NEEDED, "Closing without a reply needs a reason");
  return TRUE;
}

static gboolean
check_nothing (const Attempt *a, GError **error)
{
  return TRUE;
}

typedef struct {
  const char *step;
  guint states;
  Check check;
} Rule;

static const Rule rules[] = {
  { "detected", BIT (OSR_CASE_FOUND), check_message_there },
  { "triaged", BIT (OSR_CASE_DETECTED) | BEFORE_PUBLICATION, check_triage },
  { "dismissed", BIT (OSR_CASE_FOUND) | BIT (OSR_CASE_DETECTED) | BIT (OSR_CASE_RETURNED),
    check_reason },
  { "routed", BIT (OSR_CASE_DETECTED) | BIT (OSR_CASE_RETURNED), check_routed },
  { "returned", BIT (OSR_CASE_ROUTED) | BIT (OSR_CASE_REWORK), check_returned },
  { "assigned", BEFORE_PUBLICATION, check_assigned },
  { "contribution-requested", BEFORE_PUBLICATION, check_contribution_requested },
  { "contributed", BEFORE_PUBLICATION, check_contributed },
  { "submitted", OPEN_WITH_BODY | BIT (OSR_CASE_APPROVED), check_submitted },
  { "withdrawn", BIT (OSR_CASE_SUBMITTED) | BIT (OSR_CASE_APPROVED), check_withdrawn },
  { "reworked", BIT (OSR_CASE_SUBMITTED), check_reworked },
  { "approved", BIT (OSR_CASE_SUBMITTED), check_approved },
  { "publish-intended", BIT (OSR_CASE_APPROVED), check_intent },
  { "author-replied", BIT (OSR_CASE_WAITING), check_nothing },
  { "evaluated", BIT (OSR_CASE_ANSWERED) | BIT (OSR_CASE_CLOSED), check_evaluated },
  { "noted", ANY_STATE, check_note },
  { "closed", BEFORE_PUBLICATION | BIT (OSR_CASE_ANSWERED) | BIT (OSR_CASE_DETECTED),
    check_closed },
  { "reopened", BIT (OSR_CASE_CLOSED) | BIT (OSR_CASE_DISMISSED), check_nothing },
};

/* Appended by the coordinator itself: no person may send them. */
static const char *const own_steps[] = { "found",           "published",       "publish-refused",
                                         "publish-unknown", "message-changed", "message-deleted",
                                         "notified" };

static const Rule *
find_rule (const char *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++) {
    if (g_strcmp0 (rules[i].step, step) == 0)
      return &rules[i];
  }
  return NULL;
}

gboolean
osr_rules_knows (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_steps); i++) {
    if (g_strcmp0 (own_steps[i], type) == 0)
      return TRUE;
  }
  return find_rule (type) != NULL;
}

gboolean
osr_rules_check (OsrCase *self, OsrRegistry *registry, const char *person, OsrEvent *event,
                 GError **error)
{
  const Rule *rule = find_rule (event->type);
  Attempt attempt = { self, registry, person, event };

  if (rule == NULL || self->read_only)
    return refuse (error, OSR_CORE_ERROR_UNSUPPORTED,
                   "This program does not know the step; update it");
  if (!may_take (self, registry, person, rule->step, NULL))
    return refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "This person's role does not take this step");
  if ((rule->states & BIT (self->state)) == 0)
    return refuse (error, OSR_CORE_ERROR_WRONG_STATE, "Not possible in the case's present state");
  return rule->check (&attempt, error);
}

/* Steps of a body are open only to its own executors. */
static gboolean
is_body_step (const char *step)
{
  static const char *const steps[] = { "returned", "assigned", "submitted", "publish-intended" };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (strcmp (steps[i], step) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_rules_may (OsrCase *self, OsrRegistry *registry, const char *person, const char *step)
{
  const Rule *rule = find_rule (step);
  const OsrCaseBody *drafter = osr_case_get_drafter (self);
  const OsrCaseDraft *draft = osr_case_get_draft (self);

  if (rule == NULL || self->read_only || person == NULL ||
      (rule->states & BIT (self->state)) == 0 || !may_take (self, registry, person, step, NULL))
    return FALSE;
  if (is_body_step (rule->step))
    return drafter != NULL && may_take (self, registry, person, rule->step, drafter->body);
  if (g_strcmp0 (step, "withdrawn") == 0)
    return draft != NULL && g_strcmp0 (draft->by, person) == 0;
  if (g_strcmp0 (step, "approved") == 0)
    return draft != NULL && g_strcmp0 (draft->by, person) != 0;
  return TRUE;
}

/* Who owes what in each state: the step, and the limit that presses it, by the events that start and
 * meet it: what a profile calls it is its own. Where there is none, the reply's presses. */
static const struct {
  OsrCaseState state;
  const char *step;
  const char *start; /* nullable: any */
  const char *met_by;
} owed[] = {
  { OSR_CASE_FOUND, "detected", NULL, NULL },
  { OSR_CASE_DETECTED, "routed", NULL, "routed" },
  { OSR_CASE_RETURNED, "routed", NULL, "routed" },
  { OSR_CASE_ROUTED, "submitted", NULL, "submitted" },
  { OSR_CASE_REWORK, "submitted", "reworked", "submitted" },
  { OSR_CASE_SUBMITTED, "approved", "submitted", "approved" },
  { OSR_CASE_APPROVED, "publish-intended", "approved", "published" },
  { OSR_CASE_PUBLISHING, NULL, "approved", "published" },
  { OSR_CASE_UNCERTAIN, NULL, "approved", "published" },
  { OSR_CASE_INTERIM, "submitted", NULL, "submitted" },
  { OSR_CASE_ANSWERED, "closed", NULL, NULL },
};

/* A deleted message is answered no more (reading 13): the curator puts the case away. */
static const char *
next_step_of_deleted (OsrCase *self, OsrRegistry *registry, const char *person)
{
  const char *step = self->state == OSR_CASE_FOUND ? "dismissed" : "closed";

  return osr_rules_may (self, registry, person, step) ? step : NULL;
}

const char *
osr_rules_next_step (OsrCase *self, OsrRegistry *registry, const char *person)
{
  if (self->message_state == OSR_MESSAGE_DELETED)
    return next_step_of_deleted (self, registry, person);
  for (guint i = 0; i < G_N_ELEMENTS (owed); i++) {
    if (owed[i].state == self->state && owed[i].step != NULL &&
        osr_rules_may (self, registry, person, owed[i].step))
      return owed[i].step;
  }
  return NULL;
}

static gboolean
is_sooner (const OsrDeadline *one, const OsrDeadline *other)
{
  return other == NULL || (one->due != OSR_INSTANT_UNKNOWN &&
                           (other->due == OSR_INSTANT_UNKNOWN || one->due < other->due));
}

/* The soonest one that must be kept; what is due at once, or may pass, presses nobody. */
static const OsrDeadline *
first_open (GPtrArray *deadlines, const char *start, const char *met_by)
{
  const OsrDeadline *first = NULL;

  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];
    const OsrTimerSpec *spec = deadline->spec;

    if (deadline->state == OSR_DEADLINE_OPEN && !spec->optional && spec->unit != OSR_UNIT_AT_ONCE &&
        (start == NULL || osr_triggers_name (spec->starts, start)) &&
        osr_triggers_name (spec->met_by, met_by) && is_sooner (deadline, first))
      first = deadline;
  }
  return first;
}

const OsrDeadline *
osr_rules_next_deadline (OsrCase *self, OsrRegistry *registry, const char *person,
                         GPtrArray *deadlines)
{
  const OsrDeadline *deadline;

  for (guint i = 0; i < G_N_ELEMENTS (owed); i++) {
    if (owed[i].state != self->state)
      continue;
    if (owed[i].met_by == NULL)
      return NULL;
    deadline = first_open (deadlines, owed[i].start, owed[i].met_by);
    return deadline != NULL ? deadline : first_open (deadlines, NULL, "published");
  }
  return NULL;
}
