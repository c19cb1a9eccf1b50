/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose roles take a step, and for which body: the questions that every standing is made of, with
 * what the rules of the profile add to its list of steps. */
#include "core/osr-json.h"
#include "core/rules/osr-rules-private.h"

gboolean
osr_refuse (GError **error, OsrCoreError code, const char *sentence)
{
  g_set_error_literal (error, OSR_CORE_ERROR, code, sentence);
  return FALSE;
}

gboolean
osr_has_words (const char *text)
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

const char *
osr_attempt_get (const OsrAttempt *a, const char *member)
{
  return osr_event_get_string (a->event, member);
}

const char *
osr_attempt_said (const OsrAttempt *a, const char *member)
{
  return osr_event_get_payload_string (a->event, member);
}

gint64
osr_attempt_get_int (const OsrAttempt *a, const char *member)
{
  return osr_event_get_int (a->event, member, 0);
}

gboolean
osr_attempt_is_set (const OsrAttempt *a, const char *member)
{
  return osr_json_get_boolean (a->event->members, member, FALSE);
}

JsonObject *
osr_attempt_get_rule (const OsrAttempt *a, const char *rule)
{
  return a->regulation != NULL ? osr_regulation_get_rule (a->regulation, rule) : NULL;
}

gboolean
osr_rule_lists (JsonObject *rule, const char *member, const char *value)
{
  JsonArray *array = rule != NULL ? osr_json_get_array (rule, member) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    if (g_strcmp0 (osr_json_array_get_string (array, i), value) == 0)
      return TRUE;
  }
  return FALSE;
}

JsonObject *
osr_rules_find_track (OsrCase *self, OsrRegulation *regulation)
{
  JsonArray *tracks =
      regulation != NULL ? osr_regulation_get_rule_list (regulation, "no_second_person") : NULL;

  for (guint i = 0; self->track != NULL && tracks != NULL && i < json_array_get_length (tracks);
       i++) {
    JsonObject *track = osr_json_array_get_object (tracks, i);

    if (track != NULL && g_strcmp0 (osr_json_get_string (track, "track"), self->track) == 0)
      return track;
  }
  return NULL;
}

const char *
osr_rules_get_lone_clause (OsrCase *self, OsrRegistry *registry)
{
  JsonObject *track = osr_rules_find_track (self, osr_registry_get_regulation_for (registry, self));

  return track != NULL ? osr_json_get_string (track, "clause") : NULL;
}

/* What the curator does when it is the curator who writes the joint reply. */
static gboolean
is_writing (const char *step)
{
  static const char *const steps[] = { "submitted", "withdrawn", "publish-intended",
                                       "published-by-hand", NULL };

  return g_strv_contains (steps, step);
}

/* Whose step it is by the rules that stand above the list of steps; FALSE: the list decides. */
static gboolean
is_ruled (const OsrAttempt *a, const char *role, gboolean *takes)
{
  JsonObject *track = osr_rules_find_track (a->self, a->regulation);
  JsonObject *repeat = osr_attempt_get_rule (a, "repeat");

  if (osr_rule_lists (track, "steps", a->step))
    *takes = osr_rule_lists (track, "by", role);
  else if (a->self->repeat && repeat != NULL && g_str_equal (a->step, "routed"))
    *takes = osr_rule_lists (repeat, "routed_by", role);
  else if (a->rule->bearing == OSR_BEARING_REPLACES)
    *takes = osr_rule_lists (osr_attempt_get_rule (a, a->rule->rule), a->rule->roles, role);
  else if (a->self->curator_drafts && is_writing (a->step) &&
           osr_rule_lists (osr_attempt_get_rule (a, "co_executors"), "ordered_by", role))
    *takes = TRUE;
  else
    return FALSE;
  return TRUE;
}

static gboolean
role_takes (const OsrAttempt *a, const char *role)
{
  gboolean takes = FALSE;

  if (is_ruled (a, role, &takes))
    return takes;
  if (!osr_regulation_permits (a->regulation, role, a->step, NULL))
    return FALSE;
  return a->rule->bearing != OSR_BEARING_NARROWS ||
         osr_rule_lists (osr_attempt_get_rule (a, a->rule->rule), a->rule->roles, role);
}

static gboolean
acts (const OsrAttempt *a, const char *body, gboolean office)
{
  GPtrArray *roles = a->regulation != NULL ? osr_regulation_get_roles (a->regulation) : NULL;

  for (guint i = 0; roles != NULL && i < roles->len; i++) {
    const OsrRole *role = roles->pdata[i];
    gboolean wide = role->reach == OSR_REACH_OFFICE || role->reach == OSR_REACH_ALL;

    if ((!office || wide) && role_takes (a, role->id) &&
        osr_registry_has_role (a->registry, a->person, role->id, body))
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_attempt_acts_for (const OsrAttempt *a, const char *body)
{
  return body != NULL && acts (a, body, FALSE);
}

gboolean
osr_attempt_acts_for_office (const OsrAttempt *a)
{
  return acts (a, NULL, TRUE);
}

gboolean
osr_attempt_acts (const OsrAttempt *a)
{
  return acts (a, NULL, FALSE);
}

/* Both who wrote and for whom count, on both sides: nobody decides on their own by standing in. */
gboolean
osr_attempt_wrote (const OsrAttempt *a, const OsrCaseDraft *draft)
{
  return g_strcmp0 (draft->by, a->actor) == 0 || g_strcmp0 (draft->by, a->person) == 0 ||
         (draft->on_behalf != NULL && (g_strcmp0 (draft->on_behalf, a->actor) == 0 ||
                                       g_strcmp0 (draft->on_behalf, a->person) == 0));
}

gboolean
osr_attempt_drafts_for (const OsrAttempt *a, const char *person, const char *body)
{
  return body != NULL &&
         (osr_registry_may_take (a->registry, a->regulation, person, "drafted", body) ||
          osr_registry_may_take (a->registry, a->regulation, person, "submitted", body));
}

/* By the order of the bodies where the text makes the last one write, else as the case has it. */
const OsrCaseBody *
osr_rules_get_drafter (OsrCase *self, OsrRegistry *registry)
{
  OsrRegulation *regulation = osr_registry_get_regulation_for (registry, self);
  JsonObject *joint =
      regulation != NULL ? osr_regulation_get_rule (regulation, "co_executors") : NULL;
  const OsrCaseBody *drafter = osr_case_get_drafter (self);

  if (drafter == NULL || joint == NULL || self->sequence != NULL ||
      g_strcmp0 (osr_json_get_string (joint, "joint_draft"), "last") != 0)
    return drafter;
  for (guint i = 0; i < self->bodies->len; i++) {
    const OsrCaseBody *body = self->bodies->pdata[i];

    if (!body->returned && body->order > drafter->order &&
        (drafter->order > 0 || !body->contributor))
      drafter = body;
  }
  return drafter;
}

GPtrArray *
osr_rules_list_responsible (OsrCase *self, OsrRegistry *registry)
{
  OsrRegulation *regulation = osr_registry_get_regulation_for (registry, self);
  JsonObject *rule =
      regulation != NULL ? osr_regulation_get_rule (regulation, "responsibility") : NULL;
  const OsrCaseBody *drafter = osr_rules_get_drafter (self, registry);
  GPtrArray *grants = osr_registry_get_grants (registry);
  GPtrArray *persons = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; rule != NULL && drafter != NULL && i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];

    if (osr_rule_lists (rule, "roles", grant->role) &&
        g_strcmp0 (grant->body, drafter->body) == 0 &&
        osr_registry_is_active (registry, grant->person) &&
        !g_ptr_array_find_with_equal_func (persons, grant->person, g_str_equal, NULL))
      g_ptr_array_add (persons, g_strdup (grant->person));
  }
  return persons;
}

const char *
osr_rules_get_voice (OsrCase *self, OsrRegistry *registry, const char *body)
{
  OsrRegulation *regulation = osr_registry_get_regulation_for (registry, self);
  JsonObject *rule =
      regulation != NULL ? osr_regulation_get_rule (regulation, "reply_voice") : NULL;
  GPtrArray *persons = osr_registry_get_persons (registry);

  for (guint i = 0; rule != NULL && body != NULL && i < persons->len; i++) {
    const OsrPerson *person = persons->pdata[i];

    if (osr_registry_has_role (registry, person->id, osr_json_get_string (rule, "role"), body))
      return person->id;
  }
  return NULL;
}

gboolean
osr_standing_any (const OsrAttempt *a, GError **error)
{
  return TRUE;
}

gboolean
osr_standing_office (const OsrAttempt *a, GError **error)
{
  return osr_attempt_acts_for_office (a) ||
         osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED,
                     "This person's role does not take this step");
}

/* For the office, or for a body that has something to do with the case. */
gboolean
osr_standing_of_case (const OsrAttempt *a, GError **error)
{
  if (osr_attempt_acts_for_office (a))
    return TRUE;
  for (guint i = 0; i < a->self->bodies->len; i++) {
    const OsrCaseBody *body = a->self->bodies->pdata[i];

    if (!body->returned && osr_attempt_acts_for (a, body->body))
      return TRUE;
  }
  return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "The case is not with this person's body");
}

/* For whoever writes the reply. */
gboolean
osr_standing_drafter (const OsrAttempt *a, GError **error)
{
  const OsrCaseBody *drafter = osr_rules_get_drafter (a->self, a->registry);

  if (drafter == NULL && a->self->curator_drafts && osr_attempt_acts_for_office (a))
    return TRUE;
  if (drafter != NULL && osr_attempt_acts_for (a, drafter->body))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "The case is not with this person's body");
}
