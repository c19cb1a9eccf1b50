/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be chosen in a field. Which bodies and people come into question is asked of the rules one
 * by one, so that nothing is offered that would be refused. */
#include <glib/gi18n.h>

#include "app/steps/osr-step-private.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "report/osr-time-text.h"

/* A word for what is filled in by the person, where only the choice is tried. */
#define ANY "-"

static void
add (GStrvBuilder *builder, const char *id, const char *name)
{
  g_strv_builder_add (builder, id);
  g_strv_builder_add (builder, name != NULL ? name : id);
}

/* Whether the rules would take the step with these choices; takes @members. */
static gboolean
is_accepted (const OsrStepKind *step, const OsrStepDesk *desk, JsonObject *members)
{
  JsonObject *payload = json_object_new ();
  g_autoptr (OsrEvent) event = NULL;

  json_object_set_string_member (payload, "text", ANY);
  json_object_set_string_member (payload, "reason", ANY);
  event = osr_event_new (step->type, desk->now, members, payload);
  json_object_unref (members);
  json_object_unref (payload);
  return osr_rules_check (desk->c, desk->registry, desk->person, event, NULL);
}

static JsonObject *
with (const OsrStepKind *step, const OsrStepDesk *desk, const char *member, const char *value)
{
  JsonObject *members = osr_step_imply (step, desk);

  if (value != NULL && *value != '\0')
    json_object_set_string_member (members, member, value);
  return members;
}

/* --- bodies --- */

static gboolean
is_new_to_case (const OsrStepDesk *desk, const OsrBody *body)
{
  return osr_case_find_body (desk->c, body->id) == NULL;
}

/* Bodies of the case first, in its order, then those that exist now. */
static GPtrArray *
list_bodies (const OsrStepDesk *desk)
{
  g_autoptr (GPtrArray) valid = osr_registry_list_valid_bodies (desk->registry, desk->now);
  GPtrArray *bodies = g_ptr_array_new ();

  for (guint i = 0; i < desk->c->bodies->len; i++) {
    const OsrCaseBody *of_case = desk->c->bodies->pdata[i];
    const OsrBody *body = osr_registry_find_body (desk->registry, of_case->body);

    if (body != NULL)
      g_ptr_array_add (bodies, (gpointer) body);
  }
  for (guint i = 0; i < valid->len; i++) {
    if (is_new_to_case (desk, valid->pdata[i]))
      g_ptr_array_add (bodies, valid->pdata[i]);
  }
  return bodies;
}

static gboolean
is_live (const OsrStepDesk *desk, const char *body)
{
  const OsrCaseBody *of_case = osr_case_find_body (desk->c, body);

  return of_case != NULL && !of_case->returned;
}

/* Asked already, and awaited. */
static gboolean
is_awaited (const OsrStepDesk *desk, const char *body)
{
  const OsrCaseBody *of_case = osr_case_find_body (desk->c, body);

  return of_case != NULL && !of_case->returned && of_case->contributor && !of_case->contributed;
}

static gboolean has_executor (const OsrStepKind *step, const OsrStepDesk *desk, const char *body);

static gboolean
can_choose_body (const OsrStepKind *step, const OsrStepDesk *desk, const char *body)
{
  if (g_str_equal (step->name, "deficiency-noted"))
    return TRUE;
  if (g_str_equal (step->name, "sequence-allowed"))
    return is_live (desk, body);
  if (g_str_equal (step->name, "assigned:take"))
    return is_live (desk, body) &&
           g_strcmp0 (osr_case_find_body (desk->c, body)->executor, desk->person) != 0 &&
           is_accepted (step, desk, with (step, desk, "body", body));
  if (g_str_equal (step->name, "contribution-requested") && is_awaited (desk, body))
    return FALSE;
  if (osr_step_has_member (step, "executor"))
    return is_live (desk, body) && has_executor (step, desk, body);
  return is_accepted (step, desk, with (step, desk, "body", body));
}

static void
add_bodies (GStrvBuilder *builder, const OsrStepKind *step, const OsrStepDesk *desk)
{
  g_autoptr (GPtrArray) bodies = list_bodies (desk);

  for (guint i = 0; i < bodies->len; i++) {
    const OsrBody *body = bodies->pdata[i];

    if (can_choose_body (step, desk, body->id))
      add (builder, body->id, body->short_name != NULL ? body->short_name : body->name);
  }
  if (g_str_equal (step->name, "drafter-named") &&
      is_accepted (step, desk, osr_step_imply (step, desk)))
    add (builder, OSR_STEP_NOBODY, _ ("The curator writes it"));
}

/* --- people --- */

static gboolean
can_choose_person (const OsrStepKind *step, const OsrStepDesk *desk, const char *body,
                   const OsrPerson *person)
{
  const OsrCaseBody *of_case = osr_case_find_body (desk->c, body);
  JsonObject *members;

  /* Whoever takes it does not hand it over. */
  if (g_str_equal (step->name, "assigned") && g_strcmp0 (person->id, desk->person) == 0)
    return FALSE;
  if (person->disabled || (of_case != NULL && g_strcmp0 (of_case->executor, person->id) == 0))
    return FALSE;
  members = with (step, desk, "body", body);
  json_object_set_string_member (members, "executor", person->id);
  return is_accepted (step, desk, members);
}

static gboolean
has_executor (const OsrStepKind *step, const OsrStepDesk *desk, const char *body)
{
  GPtrArray *persons = osr_registry_get_persons (desk->registry);

  for (guint i = 0; i < persons->len; i++) {
    if (can_choose_person (step, desk, body, persons->pdata[i]))
      return TRUE;
  }
  return FALSE;
}

static void
add_people (GStrvBuilder *builder, const OsrStepKind *step, const OsrStepDesk *desk,
            const char *body)
{
  GPtrArray *persons = osr_registry_get_persons (desk->registry);

  for (guint i = 0; body != NULL && i < persons->len; i++) {
    const OsrPerson *person = persons->pdata[i];

    if (can_choose_person (step, desk, body, person))
      add (builder, person->id, person->name);
  }
}

/* --- the rest --- */

static void
add_grounds (GStrvBuilder *builder, const OsrStepDesk *desk)
{
  JsonObject *report = osr_step_find_report (desk, "deficiency-notice");

  add (builder, "deficiency", _ ("Poor work"));
  if (report == NULL || !osr_json_get_boolean (report, "measures", FALSE))
    return;
  add (builder, "persons-identified", _ ("It is known who broke the rules"));
  add (builder, "disciplinary-measure", _ ("A disciplinary measure was taken"));
}

static void
add_marks (GStrvBuilder *builder, const char *member)
{
  static const char *const quality[] = { N_ ("excellent"), N_ ("good"), N_ ("fair"), N_ ("poor"),
                                         N_ ("very poor") };
  static const char *const satisfaction[] = { N_ ("very content"), N_ ("content"), N_ ("neither"),
                                              N_ ("not content"), N_ ("angry") };
  gboolean of_reply = g_str_equal (member, "quality");

  if (!of_reply)
    add (builder, "", _ ("not known"));
  for (int i = 0; i < 5; i++) {
    g_autofree char *mark = g_strdup_printf ("%d", 5 - i);
    /* Translators: a mark and what it means: "5, excellent" */
    g_autofree char *name =
        g_strdup_printf (_ ("%1$s, %2$s"), mark, _ (of_reply ? quality[i] : satisfaction[i]));

    add (builder, mark, name);
  }
}

static void
add_reports (GStrvBuilder *builder, const OsrStepKind *step, const OsrStepDesk *desk)
{
  OsrWorkTime *time = osr_registry_get_work_time (desk->registry, NULL);

  for (guint i = desk->c->reports->len; i-- > 0;) {
    const OsrCaseReport *report = desk->c->reports->pdata[i];
    const OsrPerson *by = osr_registry_find_person (desk->registry, report->by);
    JsonObject *members = json_object_new ();
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, report->version);
    g_autofree char *moment = NULL;
    g_autofree char *name = NULL;

    json_object_set_int_member (members, "report", report->version);
    if (!is_accepted (step, desk, members))
      continue;
    moment = time != NULL
                 ? osr_time_text_moment (report->at, desk->now, osr_work_time_get_zone (time))
                 : g_strdup (id);
    /* Translators: who reported, and when */
    name = g_strdup_printf (_ ("%1$s, %2$s"), by != NULL ? by->name : report->by, moment);
    add (builder, id, name);
  }
}

static void
add_promises (GStrvBuilder *builder, const OsrStepDesk *desk)
{
  for (guint i = 0; i < desk->c->promises->len; i++) {
    const OsrCasePromise *promise = desk->c->promises->pdata[i];

    if (!promise->kept)
      add (builder, promise->date, promise->date);
  }
}

static void
add_accounts (GStrvBuilder *builder, const OsrStepKind *step, const OsrStepDesk *desk)
{
  GPtrArray *accounts = osr_registry_get_accounts (desk->registry);

  for (guint i = 0; i < accounts->len; i++) {
    const OsrAccount *account = accounts->pdata[i];

    if (is_accepted (step, desk, with (step, desk, "account", account->id)))
      add (builder, account->id, account->name);
  }
}

static void
add_states (GStrvBuilder *builder)
{
  add (builder, "there", _ ("there, as it was published"));
  add (builder, "edited", _ ("changed by somebody"));
  add (builder, "gone", _ ("no longer there"));
}

GStrv
osr_step_dup_choices (const OsrStepKind *step, const OsrStepField *field, const OsrStepDesk *desk,
                      const char *body)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (g_str_equal (field->member, "body") || g_str_equal (field->member, "bodies"))
    add_bodies (builder, step, desk);
  else if (g_str_equal (field->member, "executor"))
    add_people (builder, step, desk, body);
  else if (g_str_equal (field->member, "ground"))
    add_grounds (builder, desk);
  else if (g_str_equal (field->member, "quality") || g_str_equal (field->member, "satisfaction"))
    add_marks (builder, field->member);
  else if (g_str_equal (field->member, "report"))
    add_reports (builder, step, desk);
  else if (g_str_equal (field->member, "date"))
    add_promises (builder, desk);
  else if (g_str_equal (field->member, "account"))
    add_accounts (builder, step, desk);
  else if (g_str_equal (field->member, "reply"))
    add_states (builder);
  return g_strv_builder_end (builder);
}
