/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short words about the time of a step, read off the regulation and the deadlines. */
#include "app/shared/osr-step-words.h"

#include <glib/gi18n.h>

#include "report/osr-time-text.h"

static char *
amount_words (const OsrTimerSpec *spec, gint64 amount)
{
  if (spec->unit == OSR_UNIT_WORKING_DAYS)
    return g_strdup_printf (ngettext ("%d working day", "%d working days", (int) amount),
                            (int) amount);
  return osr_time_text_amount (amount);
}

static const OsrTimerSpec *
find_timer (OsrRegulation *regulation, const char *from, const char *to)
{
  GPtrArray *timers = osr_regulation_get_timers (regulation);

  for (guint i = 0; i < timers->len; i++) {
    const OsrTimerSpec *spec = timers->pdata[i];

    if (osr_triggers_name (spec->starts, from) && osr_triggers_name (spec->met_by, to))
      return spec;
  }
  return NULL;
}

char *
osr_step_words_amount (OsrRegistry *registry, OsrCase *c, const char *from, const char *to)
{
  OsrRegulation *regulation = c != NULL ? osr_registry_get_regulation_for (registry, c)
                                        : osr_registry_get_regulation (registry);
  const OsrTimerSpec *spec = regulation != NULL ? find_timer (regulation, from, to) : NULL;

  if (spec == NULL || spec->unit == OSR_UNIT_AT_ONCE || spec->amount <= 0)
    return NULL;
  return amount_words (spec, spec->unit == OSR_UNIT_WORKING_DAYS ? spec->amount
                                                                 : spec->amount * OSR_MINUTE);
}

char *
osr_step_words_left (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now)
{
  g_autofree char *amount = NULL;
  g_autofree char *whole = NULL;
  gint64 left;

  if (deadline == NULL || deadline->state != OSR_DEADLINE_OPEN)
    return NULL;
  left = osr_deadline_remaining (deadline, registry, now);
  if (left == OSR_INSTANT_UNKNOWN)
    return NULL;
  amount = osr_time_text_amount (ABS (left));
  if (osr_deadline_is_late (deadline, now))
    return g_strdup_printf (_ ("%s overdue"), amount);
  /* Counted back from another limit, or in days: the whole says nothing to compare with. */
  if (deadline->spec->before != NULL || deadline->spec->unit == OSR_UNIT_WORKING_DAYS)
    return g_strdup_printf (_ ("%s left"), amount);
  whole = amount_words (deadline->spec, deadline->amount);
  /* Translators: what is left of a limit and the whole limit: "18 min of 30 min left". */
  return g_strdup_printf (_ ("%s of %s left"), amount, whole);
}
