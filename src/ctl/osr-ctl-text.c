/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same facts as in the window, for people who read them in a terminal. */
#include "ctl/osr-ctl-text.h"

#include <glib/gi18n.h>

#include "core/osr-rules.h"
#include "core/time/osr-work-time.h"
#include "report/osr-derivation-text.h"
#include "report/osr-language.h"
#include "report/osr-time-text.h"

static const char *const states[] = {
  [OSR_CASE_FOUND] = N_ ("found"),
  [OSR_CASE_DETECTED] = N_ ("taken up"),
  [OSR_CASE_ROUTED] = N_ ("with a body"),
  [OSR_CASE_RETURNED] = N_ ("returned"),
  [OSR_CASE_SUBMITTED] = N_ ("draft with the curator"),
  [OSR_CASE_REWORK] = N_ ("draft sent back"),
  [OSR_CASE_APPROVED] = N_ ("approved"),
  [OSR_CASE_PUBLISHING] = N_ ("being published"),
  [OSR_CASE_UNCERTAIN] = N_ ("being looked for"),
  [OSR_CASE_INTERIM] = N_ ("interim reply given"),
  [OSR_CASE_WAITING] = N_ ("waiting for the author"),
  [OSR_CASE_ANSWERED] = N_ ("answered"),
  [OSR_CASE_DISMISSED] = N_ ("dismissed"),
  [OSR_CASE_CLOSED] = N_ ("closed"),
};

const char *
osr_ctl_text_state (OsrCaseState state)
{
  return (guint) state < G_N_ELEMENTS (states) ? _ (states[state]) : "?";
}

char *
osr_ctl_text_moment (OsrRegistry *registry, OsrInstant instant)
{
  OsrWorkTime *work_time = osr_registry_get_work_time (registry, NULL);
  gint32 seconds;
  int year, month, day;

  if (instant == OSR_INSTANT_UNKNOWN || work_time == NULL)
    return g_strdup ("—");
  osr_day_to_ymd (osr_zone_day_at (osr_work_time_get_zone (work_time), instant, &seconds), &year,
                  &month, &day);
  return g_strdup_printf ("%02d.%02d.%d %02d:%02d", day, month, year, seconds / 3600,
                          seconds / 60 % 60);
}

static void
print_intervals (const OsrDerivation *derivation)
{
  g_autoptr (GPtrArray) rows = osr_derivation_text_rows (derivation);
  g_autofree char *sum = osr_derivation_text_sum (derivation);

  for (guint i = 0; i < rows->len; i++) {
    const OsrDerivationRow *row = g_ptr_array_index (rows, i);

    g_print ("      %s %s  %s%s%s\n", row->counted ? "+" : " ", row->when, row->what,
             row->amount != NULL ? ", " : "", row->amount != NULL ? row->amount : "");
  }
  g_print ("      = %s\n", sum);
}

void
osr_ctl_print_explained (const OsrDeadline *deadline, GPtrArray *deadlines, OsrCase *the_case,
                         OsrRegistry *registry)
{
  g_autoptr (OsrDerivation) derivation = osr_deadline_explain (deadline, deadlines, registry);
  const char *summary = osr_language_text (&deadline->spec->text);
  g_autofree char *clause = osr_derivation_text_clause (deadline);
  g_autofree char *readings = osr_derivation_text_readings (deadline);
  g_autofree char *result = osr_derivation_text_result (deadline, registry);
  g_auto (GStrv) lines = readings != NULL ? g_strsplit (readings, "\n", -1) : NULL;

  g_print ("      %s%s%s\n", clause, summary != NULL ? ": " : "", summary != NULL ? summary : "");
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    g_print ("      %s%s\n", i > 0 ? "  " : "", lines[i]);
  if (derivation != NULL) {
    g_autofree char *start = osr_derivation_text_start (derivation, the_case, registry);

    g_print ("      %s\n", start);
    print_intervals (derivation);
  }
  g_print ("      → %s\n", result);
}

char *
osr_ctl_text_limit_state (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now)
{
  gboolean late = osr_deadline_is_late (deadline, now);
  gint64 remaining;
  g_autofree char *met = osr_ctl_text_moment (registry, deadline->met_at);
  g_autofree char *left = NULL;

  if (deadline->state == OSR_DEADLINE_MET)
    return g_strdup_printf (late ? _ ("met late, %s") : _ ("met, %s"), met);
  if (deadline->state == OSR_DEADLINE_REMOVED)
    return g_strdup (_ ("no longer applies"));
  remaining = osr_deadline_remaining (deadline, registry, now);
  if (remaining == OSR_INSTANT_UNKNOWN)
    return g_strdup ("—");
  left = osr_derivation_text_amount (ABS (remaining) / OSR_SECOND);
  return g_strdup_printf (late ? _ ("overdue by %s") : _ ("%s left"), left);
}

static void
print_limit (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now)
{
  g_autofree char *due = osr_ctl_text_moment (registry, deadline->due);
  g_autofree char *state = osr_ctl_text_limit_state (deadline, registry, now);

  g_print ("    • %s: ", osr_time_text_timer (deadline->spec));
  g_print (_ ("by %s"), due);
  g_print ("; %s\n", state);
}

void
osr_ctl_print_limits (OsrCase *the_case, OsrRegistry *registry, OsrInstant now, gboolean derive)
{
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (the_case->events, registry);

  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = g_ptr_array_index (deadlines, i);

    print_limit (deadline, registry, now);
    if (derive)
      osr_ctl_print_explained (deadline, deadlines, the_case, registry);
  }
}

void
osr_ctl_print_pressing (OsrCase *the_case, OsrRegistry *registry)
{
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (the_case->events, registry);
  const OsrDeadline *deadline = osr_rules_next_deadline (the_case, registry, NULL, deadlines);

  if (deadline == NULL)
    return;
  g_print ("    %s\n", osr_time_text_timer (deadline->spec));
  osr_ctl_print_explained (deadline, deadlines, the_case, registry);
}
