/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of a co-executor is the timer that `contributed` meets, whatever a profile calls it. */
#include "report/osr-contribution-text.h"

#include <glib/gi18n.h>

#include "report/osr-history-sentence.h"
#include "report/osr-time-text.h"

void
osr_contribution_free (OsrContribution *self)
{
  g_free (self->name);
  g_free (self->says);
  g_free (self);
}

static const OsrDeadline *
find_clock (GPtrArray *deadlines, const char *body)
{
  for (guint i = 0; deadlines != NULL && i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];

    if (deadline->state != OSR_DEADLINE_REMOVED && g_strcmp0 (deadline->body, body) == 0 &&
        osr_triggers_name (deadline->spec->met_by, "contributed") &&
        !osr_triggers_name (deadline->spec->met_by, "submitted"))
      return deadline;
  }
  return NULL;
}

static OsrZone *
zone_of (const OsrDeadline *clock, OsrRegistry *registry)
{
  OsrWorkTime *work_time = clock != NULL ? osr_deadline_get_work_time (clock, registry)
                                         : osr_registry_get_work_time (registry, NULL);

  return work_time != NULL ? osr_work_time_get_zone (work_time) : NULL;
}

static gboolean
runs (const OsrDeadline *clock)
{
  return clock != NULL && clock->state == OSR_DEADLINE_OPEN && clock->due != OSR_INSTANT_UNKNOWN;
}

static OsrContributionState
state_of (OsrCase *c, const OsrCaseBody *body, const OsrDeadline *clock, OsrInstant now)
{
  if (body->contributed)
    return OSR_CONTRIBUTION_CAME;
  if (body->returned)
    return OSR_CONTRIBUTION_RETURNED;
  if (!osr_case_awaits_contribution (c, body->body))
    return OSR_CONTRIBUTION_WAITS;
  return runs (clock) && osr_deadline_is_late (clock, now) ? OSR_CONTRIBUTION_MISSING
                                                           : OSR_CONTRIBUTION_AWAITED;
}

static char *
say_open (const OsrDeadline *clock, OsrRegistry *registry, OsrInstant now)
{
  g_autofree char *moment = NULL;
  g_autofree char *amount = NULL;
  gint64 left;

  if (!runs (clock))
    return g_strdup (_ ("awaited"));
  left = osr_deadline_remaining (clock, registry, now);
  moment = osr_time_text_moment (clock->due, now, zone_of (clock, registry));
  amount = osr_time_text_amount (ABS (left));
  return g_strdup_printf (osr_deadline_is_late (clock, now)
                              /* Translators: a moment, and how long ago it was */
                              ? _ ("missing at the limit: was due %1$s, %2$s ago")
                              /* Translators: a moment, and how much time is left */
                              : _ ("awaited by %1$s, %2$s left"),
                          moment, amount);
}

static char *
say_came (const OsrCaseBody *body, const OsrDeadline *clock, OsrRegistry *registry, OsrInstant now)
{
  g_autofree char *moment =
      osr_time_text_moment (body->contributed_at, now, zone_of (clock, registry));
  GString *says = g_string_new (NULL);

  g_string_append_printf (says, _ ("came %s"), moment);
  if (clock != NULL && clock->state == OSR_DEADLINE_MET &&
      osr_deadline_is_late (clock, clock->met_at)) {
    gint64 left = osr_deadline_remaining (clock, registry, clock->met_at);
    g_autofree char *amount = osr_time_text_amount (ABS (left));

    g_string_append (says, " · ");
    g_string_append_printf (says, _ ("%s late"), amount);
  }
  if (body->forwarded)
    g_string_append_printf (says, " · %s", _ ("passed on to whoever writes"));
  return g_string_free (says, FALSE);
}

static OsrContribution *
contribution_new (OsrCase *c, const OsrCaseBody *body, GPtrArray *deadlines, OsrRegistry *registry,
                  OsrInstant now)
{
  OsrContribution *self = g_new0 (OsrContribution, 1);
  const OsrDeadline *clock = find_clock (deadlines, body->body);

  self->body = body;
  self->name = osr_history_body (registry, body->body);
  self->state = state_of (c, body, clock, now);
  self->next_turn =
      self->state == OSR_CONTRIBUTION_AWAITED && runs (clock) ? clock->due : OSR_INSTANT_UNKNOWN;
  if (self->state == OSR_CONTRIBUTION_CAME)
    self->says = say_came (body, clock, registry, now);
  else if (self->state == OSR_CONTRIBUTION_RETURNED)
    self->says = g_strdup (_ ("returned: not their matter"));
  else if (self->state == OSR_CONTRIBUTION_WAITS)
    self->says = g_strdup (_ ("waits until those before it have sent theirs"));
  else
    self->says = say_open (clock, registry, now);
  self->late = self->state == OSR_CONTRIBUTION_MISSING ||
               (self->state == OSR_CONTRIBUTION_CAME && clock != NULL &&
                clock->state == OSR_DEADLINE_MET && osr_deadline_is_late (clock, clock->met_at));
  return self;
}

GPtrArray *
osr_contributions_new (OsrCase *c, GPtrArray *deadlines, OsrRegistry *registry, OsrInstant now)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_contribution_free);

  for (guint i = 0; i < c->bodies->len; i++) {
    const OsrCaseBody *body = c->bodies->pdata[i];

    if (body->contributor || body->contributed)
      g_ptr_array_add (all, contribution_new (c, body, deadlines, registry, now));
  }
  return all;
}
