/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same facts as in the window, for people who read them in a terminal. */
#include "ctl/osr-ctl-text.h"

#include <glib/gi18n.h>

#include "core/osr-work-time.h"

typedef struct {
  const char *id;
  const char *name;
} Name;

static const Name timers[] = {
  { "route", N_ ("send to the body") },
  { "return", N_ ("return, if not theirs") },
  { "submit", N_ ("draft to the curator") },
  { "approve", N_ ("decide on the draft") },
  { "rework", N_ ("submit again") },
  { "publish", N_ ("publish") },
  { "answer", N_ ("reply published") },
  { "final", N_ ("final reply") },
  { "submit-final", N_ ("final draft to the curator") },
  { "contribute", N_ ("contribution") },
};

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
osr_ctl_text_timer (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (timers); i++) {
    if (g_strcmp0 (timers[i].id, id) == 0)
      return _ (timers[i].name);
  }
  return id;
}

const char *
osr_ctl_text_state (OsrCaseState state)
{
  return (guint) state < G_N_ELEMENTS (states) ? _ (states[state]) : "?";
}

static OsrZone *
office_zone (OsrRegistry *registry, const char *body)
{
  OsrWorkTime *work_time = osr_registry_get_work_time (registry, body);

  return work_time != NULL ? osr_work_time_get_zone (work_time) : NULL;
}

/* @precise: with the seconds, so that a derivation can be added up */
static char *
format_moment (OsrRegistry *registry, OsrInstant instant, gboolean precise)
{
  OsrZone *zone = office_zone (registry, NULL);
  gint32 seconds;
  OsrDay day;
  int year, month, day_of_month;

  if (instant == OSR_INSTANT_UNKNOWN || zone == NULL)
    return g_strdup ("—");
  day = osr_zone_day_at (zone, instant, &seconds);
  osr_day_to_ymd (day, &year, &month, &day_of_month);
  if (precise)
    return g_strdup_printf ("%02d.%02d.%d %02d:%02d:%02d", day_of_month, month, year,
                            seconds / 3600, seconds / 60 % 60, seconds % 60);
  return g_strdup_printf ("%02d.%02d.%d %02d:%02d", day_of_month, month, year, seconds / 3600,
                          seconds / 60 % 60);
}

char *
osr_ctl_text_moment (OsrRegistry *registry, OsrInstant instant)
{
  return format_moment (registry, instant, FALSE);
}

char *
osr_ctl_text_span (gint64 span)
{
  gint64 seconds = ABS (span) / OSR_SECOND;
  int hours = (int) (seconds / 3600);
  int minutes = (int) (seconds / 60 % 60);
  int rest = (int) (seconds % 60);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (hours > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("%d h"), hours));
  if (minutes > 0 || (hours == 0 && rest == 0))
    g_ptr_array_add (parts, g_strdup_printf (_ ("%d min"), minutes));
  if (rest > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("%d s"), rest));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" ", (char **) parts->pdata);
}

static const char *
span_name (OsrSpanKind kind)
{
  switch (kind) {
  case OSR_SPAN_WORKING:
    return _ ("working time");
  case OSR_SPAN_BREAK:
    return _ ("lunch, not counted");
  case OSR_SPAN_NIGHT:
    return _ ("outside hours, not counted");
  case OSR_SPAN_WEEKEND:
    return _ ("day off, not counted");
  case OSR_SPAN_HOLIDAY:
    return _ ("holiday, not counted");
  case OSR_SPAN_OFFICE_OFF:
    return _ ("day off of this office, not counted");
  case OSR_SPAN_UNKNOWN:
    return _ ("not covered by the production calendar");
  case OSR_SPAN_CLOCK:
  default:
    return _ ("clock time");
  }
}

static void
print_span (OsrRegistry *registry, const OsrSpan *span)
{
  gboolean counted = span->kind == OSR_SPAN_WORKING || span->kind == OSR_SPAN_CLOCK;
  g_autofree char *start = format_moment (registry, span->start, TRUE);
  g_autofree char *end = format_moment (registry, span->end, TRUE);
  g_autofree char *length = osr_ctl_text_span (span->end - span->start);

  g_print ("      %s %s – %s  %s%s%s\n", counted ? "+" : " ", start, end, span_name (span->kind),
           counted ? ", " : "", counted ? length : "");
}

static void
print_explained (const OsrDeadline *deadline, GPtrArray *deadlines, OsrRegistry *registry)
{
  g_autoptr (OsrDerivation) derivation = osr_deadline_explain (deadline, deadlines, registry);
  g_autofree char *start = NULL, *from = NULL, *sum = NULL;

  if (derivation == NULL)
    return;
  start = format_moment (registry, derivation->start, TRUE);
  from = format_moment (registry, derivation->from, TRUE);
  g_print ("      ");
  g_print (_ ("clause %s, started %s"), deadline->spec->clause, start);
  if (derivation->backwards) {
    g_print ("; ");
    g_print (_ ("counted back from %s"), from);
  }
  g_print ("\n");
  for (guint i = 0; i < derivation->spans->len; i++)
    print_span (registry, &g_array_index (derivation->spans, OsrSpan, i));
  sum = osr_ctl_text_span (derivation->counted);
  g_print ("      = ");
  if (deadline->spec->unit == OSR_UNIT_WORKING_DAYS)
    g_print (ngettext ("%d working day", "%d working days", (gulong) derivation->days),
             derivation->days);
  else
    g_print ("%s", sum);
  g_print ("\n");
}

static void
print_state (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now)
{
  gboolean late = osr_deadline_is_late (deadline, now);
  gint64 remaining;
  g_autofree char *met = osr_ctl_text_moment (registry, deadline->met_at);
  g_autofree char *left = NULL;

  if (deadline->state == OSR_DEADLINE_MET) {
    g_print (late ? _ ("met late, %s") : _ ("met, %s"), met);
    return;
  }
  if (deadline->state == OSR_DEADLINE_REMOVED) {
    g_print ("%s", _ ("no longer applies"));
    return;
  }
  remaining = osr_deadline_remaining (deadline, registry, now);
  if (remaining == OSR_INSTANT_UNKNOWN)
    return;
  left = osr_ctl_text_span (remaining);
  g_print (late ? _ ("overdue by %s") : _ ("%s left"), left);
}

static void
print_limit (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now)
{
  g_autofree char *due = osr_ctl_text_moment (registry, deadline->due);

  g_print ("    • %s: ", osr_ctl_text_timer (deadline->spec->id));
  g_print (_ ("by %s"), due);
  g_print ("; ");
  print_state (deadline, registry, now);
  g_print ("\n");
}

void
osr_ctl_print_limits (OsrCase *the_case, OsrRegistry *registry, OsrInstant now, gboolean derive)
{
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (the_case->events, registry);

  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = g_ptr_array_index (deadlines, i);

    print_limit (deadline, registry, now);
    if (derive)
      print_explained (deadline, deadlines, registry);
  }
}

void
osr_ctl_print_derivation (OsrCase *the_case, OsrRegistry *registry, const char *id)
{
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (the_case->events, registry);
  const OsrDeadline *deadline = osr_deadlines_find (deadlines, id, NULL);

  if (deadline == NULL)
    return;
  g_print ("    %s\n", osr_ctl_text_timer (id));
  print_explained (deadline, deadlines, registry);
}
