/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on who has the case: routing to one or several bodies, returning and recalling, who in a body
 * has it, contributions in their order, and who writes for all. */
#include "core/osr-json.h"
#include "core/rules/osr-rules-private.h"

static const char *
joint_draft_of (const OsrAttempt *a)
{
  JsonObject *rule = osr_attempt_get_rule (a, "co_executors");

  return rule != NULL ? osr_json_get_string (rule, "joint_draft") : NULL;
}

static gboolean
check_known_body (const OsrAttempt *a, GError **error)
{
  const OsrBody *body = osr_registry_find_body (a->registry, osr_attempt_get (a, "body"));

  if (body == NULL || !osr_body_is_valid (body, a->event->at))
    return osr_refuse (error, OSR_CORE_ERROR_UNKNOWN_BODY, "No such body in the directory");
  return TRUE;
}

/* (nullable): the body that the event names, when it has the case now. */
static const OsrCaseBody *
find_live_body (const OsrAttempt *a)
{
  const OsrCaseBody *body = osr_case_find_body (a->self, osr_attempt_get (a, "body"));

  return body != NULL && !body->returned ? body : NULL;
}

/* A repeat message may be passed on inside: whoever does it need not have the case yet. */
gboolean
osr_standing_routed (const OsrAttempt *a, GError **error)
{
  return a->self->repeat || osr_standing_office (a, error);
}

/* Where the text sets an order it may be given; the time for a joint reply where the curator sets
 * one. */
static gboolean
check_order (const OsrAttempt *a, GError **error)
{
  JsonObject *rule = osr_attempt_get_rule (a, "co_executors");

  if (!json_object_has_member (a->event->members, "order"))
    return TRUE;
  if (rule == NULL || !osr_json_get_boolean (rule, "order", FALSE))
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "The regulation sets no order");
  return osr_attempt_get_int (a, "order") > 0 ||
         osr_refuse (error, OSR_CORE_ERROR_INVALID, "An order is counted from one");
}

gboolean
osr_check_routed (const OsrAttempt *a, GError **error)
{
  JsonObject *rule = osr_attempt_get_rule (a, "co_executors");
  const OsrCaseBody *body = find_live_body (a);

  if (a->self->topics[0] == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_TRIAGE_NEEDED,
                       "Topic and importance come before routing");
  if (!check_known_body (a, error) || !check_order (a, error))
    return FALSE;
  if (body != NULL && !body->contributor)
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "The body has the case already");
  if (json_object_has_member (a->event->members, "minutes") &&
      (rule == NULL || !osr_json_get_boolean (rule, "curator_sets_time", FALSE) ||
       osr_attempt_get_int (a, "minutes") < 1))
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN,
                       "The regulation lets nobody set a time for a joint reply");
  return TRUE;
}

/* Returned by whoever writes before the draft is handed in; by the others while theirs is awaited. */
static gboolean
can_return (const OsrAttempt *a, const OsrCaseBody *body)
{
  const OsrCaseBody *drafter = osr_rules_get_drafter (a->self, a->registry);

  if (body->returned || !osr_attempt_acts_for (a, body->body))
    return FALSE;
  if (body != drafter)
    return !body->contributed;
  return a->self->state == OSR_CASE_ROUTED || a->self->state == OSR_CASE_REWORK;
}

gboolean
osr_standing_returned (const OsrAttempt *a, GError **error)
{
  gboolean has_it = FALSE;

  for (guint i = 0; i < a->self->bodies->len; i++) {
    const OsrCaseBody *body = a->self->bodies->pdata[i];

    if (can_return (a, body))
      return TRUE;
    has_it = has_it || (!body->returned && osr_attempt_acts_for (a, body->body));
  }
  if (has_it)
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "It is too late to return the case");
  return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "The case is not with this person's body");
}

gboolean
osr_check_returned (const OsrAttempt *a, GError **error)
{
  const OsrCaseBody *body = find_live_body (a);

  if (body == NULL || !can_return (a, body))
    return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "The case is not with this body");
  return osr_check_reason (a, error);
}

gboolean
osr_check_recalled (const OsrAttempt *a, GError **error)
{
  if (find_live_body (a) == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "The case is not with this body");
  return osr_check_reason (a, error);
}

gboolean
osr_check_assigned (const OsrAttempt *a, GError **error)
{
  const OsrCaseBody *body = find_live_body (a);

  if (body == NULL || !(osr_attempt_acts_for_office (a) || osr_attempt_acts_for (a, body->body)))
    return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "The case is not with this body");
  if (!osr_attempt_drafts_for (a, osr_attempt_get (a, "executor"), body->body))
    return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "The person is no executor of this body");
  return TRUE;
}

/* The time for a contribution is the regulation's, or less: within what the curator gave for the
 * whole. */
static gboolean
check_minutes (const OsrAttempt *a, GError **error)
{
  const OsrTimerSpec *spec = osr_regulation_find_timer (a->regulation, "contribute");
  gint64 minutes = osr_attempt_get_int (a, "minutes");

  if (!json_object_has_member (a->event->members, "minutes"))
    return TRUE;
  if (minutes < 1 || (spec != NULL && minutes > spec->amount) ||
      (a->self->joint_minutes > 0 && minutes > a->self->joint_minutes))
    return osr_refuse (error, OSR_CORE_ERROR_LIMIT_TOO_LONG,
                       "A contribution is due within the regulation's time, and the curator's");
  return TRUE;
}

gboolean
osr_check_requested (const OsrAttempt *a, GError **error)
{
  const OsrCaseBody *body = find_live_body (a);

  if (!check_known_body (a, error) || !check_order (a, error) || !check_minutes (a, error))
    return FALSE;
  if (body == osr_rules_get_drafter (a->self, a->registry) && body != NULL)
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "The body writes the reply itself");
  return TRUE;
}

/* Asked, and nothing sent yet; whoever writes the reply for all sends nothing to itself. */
static gboolean
owes_contribution (const OsrAttempt *a, const OsrCaseBody *body)
{
  if (body == NULL || body->returned || body->contributed)
    return FALSE;
  return body->contributor ||
         (osr_case_is_joint (a->self) && body != osr_rules_get_drafter (a->self, a->registry));
}

/* Whose own body is asked, and in its turn. */
gboolean
osr_standing_contributed (const OsrAttempt *a, GError **error)
{
  gboolean asked = FALSE;

  for (guint i = 0; i < a->self->bodies->len; i++) {
    const OsrCaseBody *body = a->self->bodies->pdata[i];

    if (!owes_contribution (a, body) || !osr_attempt_acts_for (a, body->body))
      continue;
    if (osr_case_awaits_contribution (a->self, body->body))
      return TRUE;
    asked = TRUE;
  }
  if (asked)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_YOUR_TURN,
                       "Others come first in the order that was set");
  return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "Nothing is asked of this person's body");
}

gboolean
osr_check_contributed (const OsrAttempt *a, GError **error)
{
  const char *body = osr_attempt_get (a, "body");

  if (!osr_attempt_acts_for (a, body) || !owes_contribution (a, find_live_body (a)))
    return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY,
                       "The information is asked of another body");
  if (!osr_case_awaits_contribution (a->self, body))
    return osr_refuse (error, OSR_CORE_ERROR_NOT_YOUR_TURN,
                       "Others come first in the order that was set");
  return osr_check_words (a, error);
}

static gboolean
can_forward (const OsrCaseBody *body)
{
  return body != NULL && body->contributed && !body->forwarded;
}

gboolean
osr_standing_forwarded (const OsrAttempt *a, GError **error)
{
  if (!osr_standing_office (a, error))
    return FALSE;
  for (guint i = 0; i < a->self->bodies->len; i++) {
    if (can_forward (a->self->bodies->pdata[i]))
      return TRUE;
  }
  return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "No information has arrived");
}

gboolean
osr_check_forwarded (const OsrAttempt *a, GError **error)
{
  return can_forward (osr_case_find_body (a->self, osr_attempt_get (a, "body"))) ||
         osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "No information of this body has arrived");
}

/* Who sent information last, of those who did. */
static const OsrCaseBody *
last_contributor (const OsrAttempt *a)
{
  const OsrCaseBody *last = NULL;

  for (guint i = 0; i < a->self->bodies->len; i++) {
    const OsrCaseBody *body = a->self->bodies->pdata[i];

    if (!body->returned && body->contributed &&
        (last == NULL || body->contributed_at > last->contributed_at))
      last = body;
  }
  return last;
}

/* A body that takes part; where the text says so, the one that sent its information last, or nobody:
 * then the curator writes. */
gboolean
osr_check_named (const OsrAttempt *a, GError **error)
{
  gboolean last_or_curator = g_strcmp0 (joint_draft_of (a), "last-or-curator") == 0;
  const OsrCaseBody *body = find_live_body (a);

  if (osr_attempt_get (a, "body") == NULL)
    return (last_or_curator && osr_attempt_acts_for_office (a)) ||
           osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN,
                       "The regulation does not let the curator write the reply");
  if (body == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_UNKNOWN_BODY, "The body takes no part in the case");
  if (last_or_curator && body->contributor && body != last_contributor (a))
    return osr_refuse (error, OSR_CORE_ERROR_NOT_YOUR_TURN,
                       "Whoever sent information last writes the joint reply");
  return TRUE;
}

gboolean
osr_check_sequence (const OsrAttempt *a, GError **error)
{
  JsonArray *bodies = osr_json_get_array (a->event->members, "bodies");
  guint n = bodies != NULL ? json_array_get_length (bodies) : 0;

  for (guint i = 0; i < n; i++) {
    const OsrCaseBody *body = osr_case_find_body (a->self, osr_json_array_get_string (bodies, i));

    if (body == NULL || body->returned)
      return osr_refuse (error, OSR_CORE_ERROR_UNKNOWN_BODY, "The body takes no part in the case");
    for (guint j = 0; j < i; j++) {
      if (g_strcmp0 (osr_json_array_get_string (bodies, j), body->body) == 0)
        return osr_refuse (error, OSR_CORE_ERROR_INVALID, "The same body twice");
    }
  }
  return n > 1 || osr_refuse (error, OSR_CORE_ERROR_INVALID, "A sequence is of several bodies");
}
