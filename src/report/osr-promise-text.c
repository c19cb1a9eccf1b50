/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A promised day in words. When it ends, the rules say. */
#include "report/osr-promise-text.h"

#include <glib/gi18n.h>

#include "core/osr-rules.h"
#include "report/osr-time-text.h"

char *
osr_promise_text_day (const char *date)
{
  OsrDay day;

  return osr_day_parse (date, &day) ? osr_time_text_day_of_month (day)
                                    : g_strdup (date != NULL ? date : "");
}

gboolean
osr_promise_is_over (OsrCase *c, OsrRegistry *registry, OsrInstant now)
{
  OsrInstant due = osr_rules_promise_due (c, registry);

  return due != OSR_INSTANT_UNKNOWN && due <= now;
}

char *
osr_promise_text_state (OsrCase *c, OsrRegistry *registry, OsrInstant now)
{
  const OsrCasePromise *promise = osr_case_get_promise (c);
  g_autofree char *day = NULL;

  if (promise == NULL)
    return NULL;
  day = osr_promise_text_day (promise->date);
  return g_strdup_printf (osr_promise_is_over (c, registry, now)
                              /* Translators: %s is a day, "1 April" */
                              ? _ ("the promised day is over: %s")
                              /* Translators: %s is a day, "1 April" */
                              : _ ("promised until %s"),
                          day);
}
