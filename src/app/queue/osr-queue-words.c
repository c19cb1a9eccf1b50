/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colour is for who must act: a case with somebody else says in words who has it, and only an overdue
 * one shows its time as well. */
#include "app/queue/osr-queue-words.h"

#include <glib/gi18n.h>

#include "report/osr-history-sentence.h"
#include "report/osr-promise-text.h"
#include "report/osr-time-text.h"
#include "core/osr-rules.h"

/* A longer name of a body does not fit the pill. */
#define LONGEST_BODY 14

const char *
osr_queue_words_state (OsrCaseState state)
{
  static const char *const names[] = {
    [OSR_CASE_FOUND] = NC_ ("state", "new"),
    [OSR_CASE_DETECTED] = NC_ ("state", "triage"),
    [OSR_CASE_ROUTED] = NC_ ("state", "in work"),
    [OSR_CASE_RETURNED] = NC_ ("state", "returned"),
    [OSR_CASE_SUBMITTED] = NC_ ("state", "approval"),
    [OSR_CASE_REWORK] = NC_ ("state", "rework"),
    [OSR_CASE_APPROVED] = NC_ ("state", "approved"),
    [OSR_CASE_PUBLISHING] = NC_ ("state", "being published"),
    [OSR_CASE_UNCERTAIN] = NC_ ("state", "being checked"),
    [OSR_CASE_INTERIM] = NC_ ("state", "interim reply given"),
    [OSR_CASE_WAITING] = NC_ ("state", "clarification asked"),
    [OSR_CASE_ANSWERED] = NC_ ("state", "answered"),
    [OSR_CASE_DISMISSED] = NC_ ("state", "not processed"),
    [OSR_CASE_CLOSED] = NC_ ("state", "closed"),
  };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (names), "");
  return g_dpgettext2 (NULL, "state", names[state]);
}

const char *
osr_queue_words_state_of_nick (const char *nick)
{
  for (guint state = 0; state <= OSR_CASE_CLOSED; state++)
    if (g_strcmp0 (osr_case_state_nick (state), nick) == 0)
      return osr_queue_words_state (state);
  return "";
}

static char *
with_body (OsrCase *c, OsrRegistry *registry)
{
  const OsrCaseBody *drafter = osr_case_get_drafter (c);
  const OsrBody *body = drafter != NULL ? osr_registry_find_body (registry, drafter->body) : NULL;

  if (body == NULL || body->short_name == NULL ||
      g_utf8_strlen (body->short_name, -1) > LONGEST_BODY)
    return g_strdup (_ ("with the executor"));
  return g_strdup (body->short_name);
}

/* Who has the case, for somebody who has nothing to do on it. */
static char *
holder (OsrCase *c, OsrRegistry *registry)
{
  switch (c->state) {
  case OSR_CASE_FOUND:
  case OSR_CASE_DETECTED:
  case OSR_CASE_RETURNED:
  case OSR_CASE_SUBMITTED:
    return g_strdup (_ ("with the curator"));
  case OSR_CASE_ROUTED:
  case OSR_CASE_REWORK:
  case OSR_CASE_APPROVED:
  case OSR_CASE_INTERIM:
    return with_body (c, registry);
  case OSR_CASE_PUBLISHING:
    return g_strdup (_ ("being sent"));
  case OSR_CASE_UNCERTAIN:
    return g_strdup (_ ("outcome unknown"));
  case OSR_CASE_WAITING:
    return g_strdup (_ ("waiting for the author"));
  default:
    return g_strdup (osr_queue_words_state (c->state));
  }
}

static gboolean
is_writing (const char *step)
{
  return g_str_equal (step, "drafted") || g_str_equal (step, "submitted");
}

/* What is owed beside the reply, whatever the state. */
static const char *
beside_step (const char *step)
{
  static const struct {
    const char *step;
    const char *words;
  } besides[] = {
    { "contributed", NC_ ("next step", "give information") },
    { "contribution-forwarded", NC_ ("next step", "pass on") },
    { "drafter-named", NC_ ("next step", "name who writes") },
    { "responsible-appointed", NC_ ("next step", "name who writes") },
    { "reported", NC_ ("next step", "report") },
    { "acknowledged", NC_ ("next step", "confirm receipt") },
    { "case-agreed", NC_ ("next step", "decide on the case") },
    { "noted", NC_ ("next step", "answer a question") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (besides); i++)
    if (g_str_equal (besides[i].step, step))
      return g_dpgettext2 (NULL, "next step", besides[i].words);
  return NULL;
}

static const char *
own_step (OsrCase *c, const char *step)
{
  if (g_str_equal (step, "detected"))
    return C_ ("next step", "take or leave");
  if (g_str_equal (step, "triaged") || g_str_equal (step, "routed"))
    return C_ ("next step", "route");
  if (g_str_equal (step, "approved"))
    return C_ ("next step", "approve");
  if (g_str_equal (step, "publish-intended"))
    return C_ ("next step", "publish");
  if (g_str_equal (step, "agreed"))
    return C_ ("next step", "agree");
  if (is_writing (step) && c->state == OSR_CASE_REWORK)
    return C_ ("next step", "rework");
  if (g_str_equal (step, "evaluated"))
    return C_ ("next step", "evaluate");
  if (beside_step (step) != NULL)
    return beside_step (step);
  return osr_queue_words_state (c->state);
}

static void
describe_own (OsrQueueWords *words, OsrCase *c, const OsrDeadline *deadline, OsrRegistry *registry,
              const char *step, OsrInstant now)
{
  if (deadline == NULL) {
    words->pill = g_strdup (osr_queue_words_state (c->state));
    words->step = g_strdup (own_step (c, step));
    words->spoken = g_strdup (words->step);
    return;
  }
  words->pill = osr_time_text_pill (deadline, registry, now);
  words->style = osr_time_text_class (deadline, registry, now, TRUE);
  words->step = g_strdup (is_writing (step) && c->state != OSR_CASE_REWORK
                              ? osr_time_text_timer (deadline->spec)
                              : own_step (c, step));
  /* Translators: for a screen reader: time left ("3:12"), then what is to be done ("draft") */
  words->spoken = g_strdup_printf (_ ("%1$s, %2$s"), words->pill, words->step);
}

static void
describe_foreign (OsrQueueWords *words, OsrCase *c, const OsrDeadline *deadline,
                  OsrRegistry *registry, OsrInstant now)
{
  words->pill = words->late ? osr_time_text_pill (deadline, registry, now) : holder (c, registry);
  words->step = words->late ? holder (c, registry) : g_strdup (osr_queue_words_state (c->state));
  words->spoken = g_strdup_printf (_ ("%1$s, %2$s"), words->pill, words->step);
}

/* A promised day that is over is said in the pill where no limit runs, else beside the step. */
static void
add_promise (OsrQueueWords *words, OsrCase *c, const OsrDeadline *deadline, OsrRegistry *registry,
             OsrInstant now)
{
  OsrInstant due = osr_rules_promise_due (c, registry);
  g_autofree char *step = g_steal_pointer (&words->step);
  g_autofree char *state = osr_promise_text_state (c, registry, now);

  if (due != OSR_INSTANT_UNKNOWN && due <= now && deadline == NULL) {
    const OsrCasePromise *promise = osr_case_get_promise (c);

    g_free (words->pill);
    words->pill = osr_promise_text_day (promise->date);
    words->style = "late";
    words->late = TRUE;
    words->step = g_strdup (_ ("promised day over"));
  } else if (due != OSR_INSTANT_UNKNOWN && due <= now) {
    words->step = g_strdup_printf ("%s · %s", step, _ ("promised day over"));
  } else {
    words->step = g_steal_pointer (&step);
  }
  if (due == OSR_INSTANT_UNKNOWN)
    return;
  if (due > now && (words->next_change == OSR_INSTANT_UNKNOWN || due < words->next_change))
    words->next_change = due;
  step = g_steal_pointer (&words->spoken);
  words->spoken = g_strdup_printf (_ ("%1$s, %2$s"), step, state);
}

void
osr_queue_words_speak_for (OsrQueueWords *words, OsrRegistry *registry, const char *absent)
{
  g_autofree char *name = osr_history_person (registry, absent);
  g_autofree char *spoken = g_steal_pointer (&words->spoken);

  /* Translators: %s is the absent person in whose place the clerk acts */
  words->behalf = g_strdup_printf (_ ("for %s"), name);
  words->spoken = g_strdup_printf (_ ("%1$s, %2$s"), spoken, words->behalf);
}

OsrQueueWords *
osr_queue_words_new (OsrCase *c, GPtrArray *deadlines, OsrRegistry *registry, const char *person,
                     OsrInstant now)
{
  OsrQueueWords *words = g_new0 (OsrQueueWords, 1);
  const char *step = person != NULL ? osr_rules_next_step (c, registry, person) : NULL;
  const OsrDeadline *deadline =
      person != NULL ? osr_rules_next_deadline (c, registry, person, deadlines) : NULL;

  words->style = "elsewhere";
  words->next_change = OSR_INSTANT_UNKNOWN;
  if (deadline != NULL && deadline->state != OSR_DEADLINE_OPEN)
    deadline = NULL;
  if (deadline != NULL) {
    words->next_change = osr_time_text_next_change (deadline, registry, now);
    words->late = osr_deadline_is_late (deadline, now) && !deadline->spec->optional;
  }
  if (step != NULL)
    describe_own (words, c, deadline, registry, step, now);
  else
    describe_foreign (words, c, deadline, registry, now);
  add_promise (words, c, deadline, registry, now);
  return words;
}

void
osr_queue_words_free (OsrQueueWords *words)
{
  g_free (words->pill);
  g_free (words->step);
  g_free (words->spoken);
  g_free (words->behalf);
  g_free (words);
}
