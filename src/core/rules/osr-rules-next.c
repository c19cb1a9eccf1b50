/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who owes what now, and which limit presses: from the case's state, from what the profile asks for
 * besides, and from what the table lets the person do. */
#include "core/osr-json.h"
#include "core/rules/osr-rules-private.h"

/* What is owed in each state, in the order of asking, and the limit that presses it, by the events that
 * start and meet it: what a profile calls it is its own. Where there is none, the reply's presses. */
static const struct {
  OsrCaseState state;
  const char *steps;
  const char *start;  /* nullable: any */
  const char *met_by; /* nullable: nothing presses */
} owed[] = {
  { OSR_CASE_FOUND, "detected", NULL, NULL },
  { OSR_CASE_DETECTED, "routed", NULL, "routed" },
  { OSR_CASE_RETURNED, "routed", NULL, "routed" },
  { OSR_CASE_ROUTED, "agreed submitted drafted", NULL, "submitted" },
  { OSR_CASE_REWORK, "agreed submitted drafted", "reworked", "submitted" },
  { OSR_CASE_INTERIM, "agreed submitted drafted", NULL, "submitted" },
  { OSR_CASE_SUBMITTED, "approved", "submitted", "approved" },
  { OSR_CASE_APPROVED, "publish-intended reply-corrected", "approved", "published" },
  { OSR_CASE_PUBLISHING, "", "approved", "published" },
  { OSR_CASE_UNCERTAIN, "", "approved", "published" },
  { OSR_CASE_ANSWERED, "closed", NULL, NULL },
};

/* What is owed beside that, whatever the state. */
static const struct {
  const char *step;
  const char *met_by; /* nullable */
} beside[] = {
  { "contributed", "contributed" }, { "contribution-forwarded", "submitted" },
  { "drafter-named", "submitted" }, { "responsible-appointed", "submitted" },
  { "reported", "reported" },       { "acknowledged", NULL },
  { "case-agreed", NULL },          { "noted", "submitted" },
};

static OsrRegulation *
regulation_of (OsrCase *self, OsrRegistry *registry)
{
  return osr_registry_get_regulation_for (registry, self);
}

/* Somebody in the body has taken it: the others need not. */
static gboolean
is_with_another (OsrCase *self, OsrRegistry *registry, const char *person)
{
  const OsrCaseBody *drafter = osr_rules_get_drafter (self, registry);

  return drafter != NULL && drafter->executor != NULL && g_strcmp0 (drafter->executor, person) != 0;
}

/* A draft is owed while none awaits the others inside the body. */
static gboolean
owes_draft (OsrCase *self, OsrRegistry *registry, const char *person)
{
  const OsrCaseDraft *shared = osr_case_get_shared (self);

  return osr_regulation_has_rule (regulation_of (self, registry), "internal_approval") &&
         (shared == NULL || shared->state == OSR_DRAFT_REWORK) &&
         !is_with_another (self, registry, person);
}

static gboolean
owes_submission (OsrCase *self, OsrRegistry *registry, const char *person)
{
  gboolean inside = osr_regulation_has_rule (regulation_of (self, registry), "internal_approval");

  if (!inside && is_with_another (self, registry, person))
    return FALSE;
  return osr_rules_may (self, registry, person, "submitted") ||
         osr_rules_may (self, registry, person, "submitted:alone") ||
         (self->correcting && osr_rules_may (self, registry, person, "submitted:correction"));
}

static gboolean
owes (OsrCase *self, OsrRegistry *registry, const char *person, const char *step)
{
  if (g_str_equal (step, "submitted"))
    return owes_submission (self, registry, person);
  if (g_str_equal (step, "drafted") && !owes_draft (self, registry, person))
    return FALSE;
  return osr_rules_may (self, registry, person, step);
}

/* All that was asked for has come, so that somebody can be named to write. */
static gboolean
awaits_name (OsrCase *self)
{
  if (self->named != NULL || self->curator_drafts || self->sequence != NULL ||
      self->state != OSR_CASE_ROUTED || !osr_case_is_joint (self))
    return FALSE;
  for (guint i = 0; i < self->bodies->len; i++) {
    const OsrCaseBody *body = self->bodies->pdata[i];

    if (body->contributor && !body->returned && !body->contributed)
      return FALSE;
  }
  return TRUE;
}

/* The first step of an immediate report is owed for a significant message, the next once the one
 * before was taken; each of them once. */
static gboolean
owes_report (OsrCase *self, OsrRegistry *registry, const char *person)
{
  OsrAttempt a = { self, registry, regulation_of (self, registry), person, person };
  gint64 step = osr_attempt_get_report_step (&a, "immediate-report");

  return step > 0 && (step > 1 || self->significant) &&
         osr_case_find_report (self, "immediate-report", step) == NULL;
}

/* A question waits for whoever holds the role that was asked. */
static gboolean
owes_answer (OsrCase *self, OsrRegistry *registry, const char *person)
{
  return self->question != 0 && !osr_case_is_over (self) &&
         osr_registry_has_role (registry, person, self->question_to, NULL);
}

static gboolean
owes_beside (OsrCase *self, OsrRegistry *registry, const char *person, const char *step)
{
  if ((g_str_equal (step, "drafter-named") || g_str_equal (step, "responsible-appointed")) &&
      !awaits_name (self))
    return FALSE;
  if (!osr_rules_may (self, registry, person, step))
    return FALSE;
  if (g_str_equal (step, "noted"))
    return owes_answer (self, registry, person);
  return !g_str_equal (step, "reported") || owes_report (self, registry, person);
}

/* A deleted message is answered no more (reading 13): the curator puts the case away. */
static const char *
next_step_of_deleted (OsrCase *self, OsrRegistry *registry, const char *person)
{
  const char *step = self->state == OSR_CASE_FOUND ? "dismissed" : "closed";

  return osr_rules_may (self, registry, person, step) ? step : NULL;
}

static int
row_of (OsrCaseState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (owed); i++) {
    if (owed[i].state == state)
      return (int) i;
  }
  return -1;
}

static const char *
next_step_of_state (OsrCase *self, OsrRegistry *registry, const char *person)
{
  int row = row_of (self->state);
  g_auto (GStrv) steps = g_strsplit (row >= 0 ? owed[row].steps : "", " ", -1);

  for (guint i = 0; steps[i] != NULL; i++) {
    if (*steps[i] != '\0' && owes (self, registry, person, steps[i]))
      return g_intern_string (steps[i]);
  }
  return NULL;
}

/* Whether the reply is out, and what the network asks, whoever publishes must tell. */
static gboolean
owes_word_of_publication (OsrCase *self, OsrRegistry *registry, const char *person)
{
  return (self->asked != NULL &&
          osr_rules_may (self, registry, person, "publish-intended:again")) ||
         (self->challenge != 0 &&
          osr_rules_may (self, registry, person, "publish-intended:answer"));
}

static int
next_beside (OsrCase *self, OsrRegistry *registry, const char *person)
{
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++) {
    if (owes_beside (self, registry, person, beside[i].step))
      return (int) i;
  }
  return -1;
}

/* A published reply that was found edited or gone: the office looks, and says what it saw. */
static gboolean
owes_look (OsrCase *self, OsrRegistry *registry, const char *person)
{
  OsrAttempt a = { self, registry, regulation_of (self, registry), person, person };

  if (self->amiss == NULL || !osr_rules_may (self, registry, person, "checked"))
    return FALSE;
  a.step = "checked";
  a.rule = osr_rules_find (a.step);
  return osr_attempt_acts_for_office (&a);
}

const char *
osr_rules_next_step (OsrCase *self, OsrRegistry *registry, const char *person)
{
  const char *step;
  int other;

  if (regulation_of (self, registry) == NULL)
    return NULL;
  if (self->message_state == OSR_MESSAGE_DELETED)
    return next_step_of_deleted (self, registry, person);
  if (owes_look (self, registry, person))
    return "checked";
  if (owes_word_of_publication (self, registry, person))
    return "publish-intended";
  step = next_step_of_state (self, registry, person);
  if (step != NULL)
    return step;
  other = next_beside (self, registry, person);
  return other >= 0 ? beside[other].step : NULL;
}

static gboolean
is_sooner (const OsrDeadline *one, const OsrDeadline *other)
{
  return other == NULL || (one->due != OSR_INSTANT_UNKNOWN &&
                           (other->due == OSR_INSTANT_UNKNOWN || one->due < other->due));
}

/* The soonest one that must be kept, of @body where it is of a body; what may pass presses nobody. */
static const OsrDeadline *
first_open (GPtrArray *deadlines, const char *start, const char *met_by, const char *body)
{
  const OsrDeadline *first = NULL;

  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];
    const OsrTimerSpec *spec = deadline->spec;

    if (deadline->state == OSR_DEADLINE_OPEN && !spec->optional &&
        (body == NULL || deadline->body == NULL || g_str_equal (deadline->body, body)) &&
        (start == NULL || osr_triggers_name (spec->starts, start)) &&
        osr_triggers_name (spec->met_by, met_by) && is_sooner (deadline, first))
      first = deadline;
  }
  return first;
}

/* (nullable): the limit that @start and @met_by name, else the reply's. */
static const OsrDeadline *
find_pressing (GPtrArray *deadlines, const char *start, const char *met_by, const char *body)
{
  const OsrDeadline *deadline = NULL;

  if (met_by == NULL)
    return NULL;
  deadline = first_open (deadlines, start, met_by, body);
  if (deadline == NULL && body != NULL)
    deadline = first_open (deadlines, start, met_by, NULL);
  return deadline != NULL ? deadline : first_open (deadlines, NULL, "published", NULL);
}

/* (nullable): the body for which @person is to contribute. */
static const char *
find_contributor (OsrCase *self, OsrRegistry *registry, const char *person)
{
  for (guint i = 0; i < self->bodies->len; i++) {
    const OsrCaseBody *body = self->bodies->pdata[i];

    if (osr_case_awaits_contribution (self, body->body) &&
        osr_registry_may_take (registry, regulation_of (self, registry), person, "contributed",
                               body->body))
      return body->body;
  }
  return NULL;
}

const OsrDeadline *
osr_rules_next_deadline (OsrCase *self, OsrRegistry *registry, const char *person,
                         GPtrArray *deadlines)
{
  const OsrCaseBody *drafter = osr_rules_get_drafter (self, registry);
  const char *body = drafter != NULL ? drafter->body : NULL;
  int row = row_of (self->state);
  int other;

  if (regulation_of (self, registry) == NULL)
    return NULL;
  if (person != NULL && next_step_of_state (self, registry, person) == NULL) {
    other = next_beside (self, registry, person);
    if (other >= 0 && g_str_equal (beside[other].step, "contributed"))
      body = find_contributor (self, registry, person);
    if (other >= 0)
      return find_pressing (deadlines, NULL, beside[other].met_by, body);
  }
  return row >= 0 ? find_pressing (deadlines, owed[row].start, owed[row].met_by, body) : NULL;
}

OsrInstant
osr_rules_promise_due (OsrCase *self, OsrRegistry *registry)
{
  const OsrCasePromise *promise = osr_case_get_promise (self);
  OsrWorkTime *work_time = osr_registry_get_work_time (registry, NULL);
  OsrDay day;

  if (promise == NULL || work_time == NULL || !osr_day_parse (promise->date, &day))
    return OSR_INSTANT_UNKNOWN;
  return osr_zone_instant_at (osr_work_time_get_zone (work_time), day, 86400);
}
