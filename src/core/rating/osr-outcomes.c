/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine of deadlines keeps the latest run of each limit. Here it is asked once before each event
 * that begins one anew, so that a limit that was missed does not vanish when the author writes again. */
#include "core/rating/osr-rating-private.h"

static void
outcome_free (gpointer data)
{
  OsrOutcome *outcome = data;

  g_free (outcome->body);
  g_free (outcome);
}

/* A reply that is recorded after the period's end may have been made before it. */
static OsrInstant
moment_of (OsrEvent *event)
{
  OsrInstant network = osr_event_get_int (event, "published_at", OSR_INSTANT_UNKNOWN);

  if (osr_event_is (event, "published") && network != OSR_INSTANT_UNKNOWN)
    return MIN (network, event->at);
  return event->at;
}

/* (transfer full): what had happened by then */
static GPtrArray *
events_before (OsrCase *c, OsrInstant until)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);

  for (guint i = 0; i < c->events->len; i++) {
    if (moment_of (c->events->pdata[i]) < until)
      g_ptr_array_add (events, osr_event_ref (c->events->pdata[i]));
  }
  return events;
}

/* (transfer full): the first @n of @events */
static GPtrArray *
first_events (GPtrArray *events, guint n)
{
  GPtrArray *first = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (first, osr_event_ref (events->pdata[i]));
  return first;
}

char *
osr_outcomes_dup_drafter (const OsrOutcomes *self, OsrInstant moment, guint n)
{
  g_autoptr (OsrCase) then = osr_case_new (self->then->id);
  const OsrCaseBody *drafter;

  for (guint i = 0; i < self->then->events->len && i < n; i++) {
    OsrEvent *event = self->then->events->pdata[i];

    if (event->at <= moment)
      osr_case_apply (then, event);
  }
  drafter = osr_case_get_drafter (then);
  return drafter != NULL ? g_strdup (drafter->body) : NULL;
}

static gboolean
curator_was_late (GPtrArray *deadlines, OsrInstant until)
{
  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];

    if (deadline->spec->office == OSR_OFFICE_CURATOR && !deadline->spec->optional &&
        deadline->state != OSR_DEADLINE_REMOVED && osr_deadline_is_late (deadline, until))
      return TRUE;
  }
  return FALSE;
}

static gint64
elapsed_of (const OsrDeadline *deadline, OsrRegistry *registry)
{
  OsrWorkTime *work_time = osr_deadline_get_work_time (deadline, registry);
  gint64 worked;

  if (deadline->spec->unit == OSR_UNIT_CLOCK_MINUTES || work_time == NULL)
    return MAX (deadline->met_at - deadline->start, 0);
  worked = osr_work_time_between (work_time, deadline->start, deadline->met_at);
  return worked != OSR_INSTANT_UNKNOWN ? MAX (worked, 0) : OSR_INSTANT_UNKNOWN;
}

/* A run that an earlier look has seen is told anew: it may have been kept since. */
static OsrOutcome *
put_outcome (OsrOutcomes *self, const OsrDeadline *deadline, const char *body)
{
  OsrOutcome *outcome;

  for (guint i = 0; i < self->outcomes->len; i++) {
    outcome = self->outcomes->pdata[i];
    if (outcome->spec == deadline->spec && outcome->start_index == deadline->start_index &&
        g_strcmp0 (outcome->body, body) == 0)
      return outcome;
  }
  outcome = g_new0 (OsrOutcome, 1);
  outcome->spec = deadline->spec;
  outcome->start_index = deadline->start_index;
  outcome->body = g_strdup (body);
  g_ptr_array_add (self->outcomes, outcome);
  return outcome;
}

static void
take_deadline (OsrOutcomes *self, const OsrDeadline *deadline, OsrRegistry *registry,
               OsrInstant until)
{
  gboolean met = deadline->state == OSR_DEADLINE_MET;
  gboolean late = osr_deadline_is_late (deadline, until);
  g_autofree char *body = g_strdup (deadline->body);
  OsrInstant decided = late ? deadline->due : deadline->met_at;
  OsrOutcome *outcome;

  if (deadline->state == OSR_DEADLINE_REMOVED || deadline->due == OSR_INSTANT_UNKNOWN ||
      (!met && !late))
    return;
  if (body == NULL)
    body = osr_outcomes_dup_drafter (self, decided, met ? deadline->met_index : G_MAXUINT);
  outcome = put_outcome (self, deadline, body);
  outcome->late = late;
  outcome->decided_at = decided;
  outcome->met_at = met ? deadline->met_at : OSR_INSTANT_UNKNOWN;
  outcome->amount = deadline->amount;
  outcome->elapsed = met ? elapsed_of (deadline, registry) : OSR_INSTANT_UNKNOWN;
  outcome->held_up = late && curator_was_late (self->deadlines, until);
}

static void
look (OsrOutcomes *self, guint n, OsrRegistry *registry, OsrInstant until)
{
  g_autoptr (GPtrArray) events = first_events (self->then->events, n);

  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
  self->deadlines = osr_deadlines_compute (events, registry);
  for (guint i = 0; i < self->deadlines->len; i++)
    take_deadline (self, self->deadlines->pdata[i], registry, until);
}

/* Whether @event starts a limit that ran before; @started (element-type OsrTimerSpec) are those. */
static gboolean
starts_anew (OsrEvent *event, OsrRegulation *regulation, GHashTable *started)
{
  GPtrArray *specs = osr_regulation_get_timers (regulation);
  gboolean anew = FALSE;

  for (guint i = 0; i < specs->len; i++) {
    const OsrTimerSpec *spec = specs->pdata[i];

    if (!spec->first_start && osr_triggers_match (spec->starts, event))
      anew |= !g_hash_table_add (started, (gpointer) spec);
  }
  return anew;
}

void
osr_outcomes_take (OsrOutcomes *self, OsrCase *c, OsrRegistry *registry, OsrInstant until)
{
  g_autoptr (GPtrArray) events = events_before (c, until);
  g_autoptr (GHashTable) started = g_hash_table_new (NULL, NULL);
  OsrRegulation *regulation;

  self->then = osr_case_new_from_events (c->id, events);
  self->outcomes = g_ptr_array_new_with_free_func (outcome_free);
  regulation = osr_registry_get_regulation_for (registry, self->then);
  for (guint i = 0; i < events->len; i++) {
    OsrEvent *event = events->pdata[i];

    if (regulation != NULL && starts_anew (event, regulation, started))
      look (self, i, registry, event->at);
  }
  look (self, events->len, registry, until);
}

void
osr_outcomes_clear (OsrOutcomes *self)
{
  g_clear_pointer (&self->then, osr_case_unref);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
}
