/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the profile and the case say about a step: to whom it goes, on what it stands. */
#include <glib/gi18n.h>

#include "app/steps/osr-step-private.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "report/osr-language.h"

static OsrRegulation *
regulation_of (const OsrStepDesk *desk)
{
  return osr_registry_get_regulation_for (desk->registry, desk->c);
}

JsonObject *
osr_step_find_rule (const OsrStepDesk *desk, const char *rule)
{
  return regulation_of (desk) != NULL ? osr_regulation_get_rule (regulation_of (desk), rule) : NULL;
}

JsonObject *
osr_step_find_report (const OsrStepDesk *desk, const char *report)
{
  OsrRegulation *regulation = regulation_of (desk);
  JsonArray *reports =
      regulation != NULL ? osr_regulation_get_rule_list (regulation, "reports") : NULL;

  for (guint i = 0; reports != NULL && i < json_array_get_length (reports); i++) {
    JsonObject *one = osr_json_array_get_object (reports, i);

    if (one != NULL && g_strcmp0 (osr_json_get_string (one, "id"), report) == 0)
      return one;
  }
  return NULL;
}

/* The rules know whose step it is; which one they take is tried. */
gint64
osr_step_get_report_step (const OsrStepDesk *desk)
{
  JsonObject *report = osr_step_find_report (desk, "immediate-report");
  gint64 steps = report != NULL ? osr_json_get_int (report, "steps", 1) : 1;

  for (gint64 step = 1; steps > 1 && step <= steps; step++) {
    g_autoptr (JsonObject) members = json_object_new ();
    g_autoptr (JsonObject) payload = json_object_new ();
    g_autoptr (OsrEvent) event = NULL;

    json_object_set_string_member (members, "report", "immediate-report");
    json_object_set_string_member (members, "to", "-");
    json_object_set_int_member (members, "step", step);
    json_object_set_string_member (payload, "text", "-");
    event = osr_event_new ("reported", desk->now, members, payload);
    if (osr_rules_check (desk->c, desk->registry, desk->person, event, NULL))
      return step;
  }
  return 1;
}

static void
add_role (GString *names, OsrRegulation *regulation, const char *id)
{
  const OsrRole *role = osr_regulation_find_role (regulation, id);

  if (role != NULL)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                            osr_language_text (&role->name));
}

static char *
join_roles (OsrRegulation *regulation, JsonArray *roles)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; roles != NULL && i < json_array_get_length (roles); i++)
    add_role (names, regulation, osr_json_array_get_string (roles, i));
  return names->len > 0 ? g_string_free (names, FALSE)
                        : (g_string_free (names, TRUE), (char *) NULL);
}

/* Whether the notice is sent on the report's step number @step. */
static gboolean
is_on_step (JsonObject *notice, gint64 step)
{
  JsonArray *on = osr_json_get_array (notice, "on");

  for (guint i = 0; on != NULL && i < json_array_get_length (on); i++) {
    JsonObject *one = osr_json_array_get_object (on, i);

    if (one != NULL && g_strcmp0 (osr_json_get_string (one, "member"), "step") == 0 &&
        osr_json_get_int (one, "value", 0) == step)
      return TRUE;
  }
  return FALSE;
}

/* In several steps each has its own reader: whoever is told of that one. */
static char *
dup_reader (const OsrStepDesk *desk, JsonObject *report)
{
  JsonArray *mail = osr_json_get_array (report, "mail");
  gint64 step = osr_step_get_report_step (desk);

  if (osr_json_get_int (report, "steps", 1) < 2)
    return NULL;
  for (guint i = 0; mail != NULL && i < json_array_get_length (mail); i++) {
    JsonObject *notice = osr_json_array_get_object (mail, i);

    if (notice != NULL && is_on_step (notice, step))
      return join_roles (regulation_of (desk), osr_json_get_array (notice, "to"));
  }
  return NULL;
}

char *
osr_step_dup_addressee (const OsrStepDesk *desk, const char *id)
{
  JsonObject *report = osr_step_find_report (desk, id);
  JsonObject *to = report != NULL ? osr_json_get_object (report, "to") : NULL;
  char *reader = report != NULL ? dup_reader (desk, report) : NULL;

  if (reader != NULL || to == NULL)
    return reader;
  return g_strdup (osr_json_get_string (to, osr_language ()));
}

const OsrRole *
osr_step_find_asked (const OsrStepDesk *desk)
{
  OsrRegulation *regulation = regulation_of (desk);
  GPtrArray *roles = regulation != NULL ? osr_regulation_get_roles (regulation) : NULL;

  for (guint i = 0; roles != NULL && i < roles->len; i++) {
    const OsrRole *role = roles->pdata[i];

    if (role->reach == OSR_REACH_OFFICE &&
        osr_regulation_permits (regulation, role->id, "noted", NULL))
      return role;
  }
  return NULL;
}

static char *
dup_taking (const OsrStepDesk *desk, const char *next)
{
  OsrRegulation *regulation = regulation_of (desk);
  GPtrArray *roles = osr_regulation_get_roles (regulation);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < roles->len; i++) {
    const OsrRole *role = roles->pdata[i];

    if (osr_regulation_permits (regulation, role->id, next, NULL))
      add_role (names, regulation, role->id);
  }
  return g_string_free (names, FALSE);
}

char *
osr_step_dup_goes_to (const OsrStepKind *step, const OsrStepDesk *desk)
{
  JsonObject *joint = osr_step_find_rule (desk, "co_executors");
  const OsrRole *asked = osr_step_find_asked (desk);

  if (regulation_of (desk) == NULL)
    return NULL;
  if (g_str_equal (step->name, "reported"))
    return osr_step_dup_addressee (desk, "immediate-report");
  if (g_str_equal (step->name, "deficiency-noted"))
    return osr_step_dup_addressee (desk, "deficiency-notice");
  if (g_str_equal (step->name, "contributed") && joint != NULL)
    return join_roles (regulation_of (desk), osr_json_get_array (joint, "sent_to"));
  if (g_str_equal (step->name, "noted:question") && asked != NULL)
    return g_strdup (osr_language_text (&asked->name));
  return step->next != NULL ? dup_taking (desk, step->next) : NULL;
}

/* (nullable): the words of the event of that version. */
static const char *
find_words (OsrCase *c, gint64 version)
{
  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = c->events->pdata[i];

    if (event->version == version)
      return osr_event_get_payload_string (event, "text");
  }
  return NULL;
}

static gint64
find_subject (const OsrStepKind *step, const OsrStepDesk *desk)
{
  if (g_str_equal (step->name, "noted:answer"))
    return desk->c->question;
  for (guint i = desk->c->reports->len; g_str_equal (step->name, "acknowledged") && i-- > 0;) {
    const OsrCaseReport *report = desk->c->reports->pdata[i];

    if (report->acknowledged_by == NULL && g_strcmp0 (report->by, desk->person) != 0)
      return report->version;
  }
  return 0;
}

static const char *
find_offer (OsrCase *c)
{
  for (guint i = c->events->len; i-- > 0;) {
    if (osr_event_is (c->events->pdata[i], "case-offered"))
      return osr_event_get_payload_string (c->events->pdata[i], "text");
  }
  return NULL;
}

static const char *
find_contribution (OsrCase *c)
{
  for (guint i = 0; i < c->bodies->len; i++) {
    const OsrCaseBody *body = c->bodies->pdata[i];

    if (body->contributed && !body->forwarded)
      return body->contribution;
  }
  return NULL;
}

/* What was asked of the bodies last; nullable. */
static const char *
find_request (OsrCase *c)
{
  for (guint i = c->events->len; i-- > 0;) {
    OsrEvent *event = c->events->pdata[i];
    const char *body = osr_event_get_string (event, "body");

    if (osr_event_is (event, "contribution-requested") && osr_case_awaits_contribution (c, body) &&
        osr_event_get_payload_string (event, "text") != NULL)
      return osr_event_get_payload_string (event, "text");
  }
  return NULL;
}

char *
osr_step_dup_subject (const OsrStepKind *step, const OsrStepDesk *desk)
{
  gint64 version = find_subject (step, desk);

  if (g_str_equal (step->name, "case-agreed") || g_str_equal (step->name, "case-declined"))
    return g_strdup (find_offer (desk->c));
  if (g_str_equal (step->name, "contributed"))
    return g_strdup (find_request (desk->c));
  if (g_str_equal (step->name, "contribution-forwarded"))
    return g_strdup (find_contribution (desk->c));
  return version != 0 ? g_strdup (find_words (desk->c, version)) : NULL;
}

gboolean
osr_step_may_order (const OsrStepDesk *desk)
{
  JsonObject *joint = osr_step_find_rule (desk, "co_executors");

  return joint != NULL && osr_json_get_boolean (joint, "order", FALSE);
}
