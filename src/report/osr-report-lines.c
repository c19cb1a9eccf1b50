/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the events that tell of reports; which of them a text asks for is in the profile. */
#include "report/osr-report-lines.h"

#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "core/regulation/osr-text2.h"
#include "report/osr-history-sentence.h"
#include "report/osr-language.h"
#include "report/osr-time-text.h"

#define IMMEDIATE "immediate-report"

typedef struct {
  OsrCase *c;
  OsrRegistry *registry;
  OsrInstant now;
  OsrZone *zone; /* nullable */
  GPtrArray *lines;
} Telling;

void
osr_report_line_free (OsrReportLine *self)
{
  g_free (self->title);
  g_free (self->says);
  g_free (self->words);
  g_free (self);
}

/* Takes @title and @says. */
static void
add (Telling *telling, OsrReportLineState state, char *title, char *says, const char *words)
{
  OsrReportLine *line = g_new0 (OsrReportLine, 1);

  line->state = state;
  line->title = title;
  line->says = says;
  line->words = g_strdup (words);
  g_ptr_array_add (telling->lines, line);
}

static char *
moment (Telling *telling, OsrInstant at)
{
  return osr_time_text_moment (at, telling->now, telling->zone);
}

/* "today 10:12, Ivanov A. P." */
static char *
when_and_who (Telling *telling, OsrEvent *event)
{
  g_autofree char *at = moment (telling, event->at);
  g_autofree char *by = osr_history_person (telling->registry, event->by);

  return by != NULL ? g_strdup_printf ("%s, %s", at, by) : g_steal_pointer (&at);
}

/* (nullable): the rule of the report of this id. */
static JsonObject *
find_rule (Telling *telling, const char *report)
{
  OsrRegulation *regulation = osr_registry_get_regulation_for (telling->registry, telling->c);
  JsonArray *rules =
      regulation != NULL ? osr_regulation_get_rule_list (regulation, "reports") : NULL;

  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++) {
    JsonObject *rule = osr_json_array_get_object (rules, i);

    if (rule != NULL && g_strcmp0 (osr_json_get_string (rule, "id"), report) == 0)
      return rule;
  }
  return NULL;
}

/* To whom: a person of the directory, else as it was written, else as the text says. */
static char *
dup_addressee (Telling *telling, const char *to, const char *report)
{
  const OsrPerson *person = to != NULL ? osr_registry_find_person (telling->registry, to) : NULL;
  JsonObject *rule = find_rule (telling, report);
  JsonObject *named = rule != NULL ? osr_json_get_object (rule, "to") : NULL;
  const char *words = named != NULL ? osr_json_get_string (named, osr_language ()) : NULL;

  if (person != NULL)
    return osr_history_person (telling->registry, to);
  return g_strdup (to != NULL ? to : words);
}

static char *
report_title (Telling *telling, gint64 step)
{
  JsonObject *rule = find_rule (telling, IMMEDIATE);
  gint64 steps = rule != NULL ? osr_json_get_int (rule, "steps", 1) : 1;

  if (steps <= 1)
    return g_strdup (_ ("Immediate report"));
  /* Translators: the number of the step, and how many there are */
  return g_strdup_printf (_ ("Immediate report, step %1$d of %2$d"), (int) step, (int) steps);
}

/* (nullable): the event by which the report of this version was acknowledged. */
static OsrEvent *
find_receipt (OsrCase *c, gint64 version)
{
  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = c->events->pdata[i];

    if (osr_event_is (event, "acknowledged") && osr_event_get_int (event, "report", 0) == version)
      return event;
  }
  return NULL;
}

static char *
with_receipt (Telling *telling, const char *says, OsrEvent *receipt)
{
  g_autofree char *by = NULL;
  g_autofree char *at = NULL;

  if (receipt == NULL)
    return g_strdup_printf ("%s · %s", says, _ ("no receipt yet"));
  by = osr_history_person (telling->registry, receipt->by);
  at = moment (telling, receipt->at);
  /* Translators: what was said before, who has the report, and since when */
  return g_strdup_printf (_ ("%1$s · received by %2$s %3$s"), says, by, at);
}

static const OsrCaseReport *
find_version (OsrCase *c, gint64 version)
{
  for (guint i = 0; i < c->reports->len; i++) {
    const OsrCaseReport *report = c->reports->pdata[i];

    if (report->version == version)
      return report;
  }
  return NULL;
}

/* What was sent, to whom and when, with its receipt. Takes @title. */
static void
tell_sent (Telling *telling, OsrEvent *event, const OsrCaseReport *report, char *title)
{
  OsrEvent *receipt = find_receipt (telling->c, report->version);
  g_autofree char *to = dup_addressee (telling, report->to, report->report);
  g_autofree char *when = when_and_who (telling, event);
  g_autofree char *says =
      /* Translators: to whom, then when and by whom */
      to != NULL ? g_strdup_printf (_ ("to: %1$s · %2$s"), to, when) : g_strdup (when);

  add (telling, receipt != NULL ? OSR_REPORT_LINE_RECEIVED : OSR_REPORT_LINE_SENT, title,
       with_receipt (telling, says, receipt), osr_event_get_payload_string (event, "text"));
}

static const char *
ground_words (const char *ground)
{
  if (g_strcmp0 (ground, "deficiency") == 0)
    return _ ("poor work");
  if (g_strcmp0 (ground, "persons-identified") == 0)
    return _ ("those who broke the rules are named");
  if (g_strcmp0 (ground, "disciplinary-measure") == 0)
    return _ ("a disciplinary measure was taken");
  return ground;
}

static char *
deficiency_title (Telling *telling, OsrEvent *event)
{
  g_autofree char *body =
      osr_history_body (telling->registry, osr_event_get_string (event, "body"));
  const char *ground = ground_words (osr_event_get_string (event, "ground"));

  if (ground == NULL)
    return g_strdup_printf (_ ("Deficiency notice: %s"), body);
  /* Translators: a body, and the ground of the notice */
  return g_strdup_printf (_ ("Deficiency notice: %1$s, %2$s"), body, ground);
}

static void
tell_success (Telling *telling, OsrEvent *event)
{
  static const struct {
    const char *type;
    const char *title;
    OsrReportLineState state;
  } steps[] = {
    { "case-offered", N_ ("Success case offered"), OSR_REPORT_LINE_SENT },
    { "case-agreed", N_ ("Success case agreed"), OSR_REPORT_LINE_RECEIVED },
    { "case-declined", N_ ("Success case declined"), OSR_REPORT_LINE_REFUSED },
    { "case-published", N_ ("Success case published"), OSR_REPORT_LINE_RECEIVED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    const char *words = osr_event_get_payload_string (event, "reason");
    gboolean decided = i == 0 && telling->c->success != OSR_SUCCESS_OFFERED;

    if (!osr_event_is (event, steps[i].type))
      continue;
    if (words == NULL)
      words = osr_event_get_string (event, "url");
    if (words == NULL)
      words = osr_event_get_payload_string (event, "text");
    add (telling, decided ? OSR_REPORT_LINE_RECEIVED : steps[i].state,
         g_strdup (_ (steps[i].title)), when_and_who (telling, event), words);
  }
}

/* @version: what it has, or takes while it is only pending */
static void
tell_event (Telling *telling, OsrEvent *event, gint64 version)
{
  const OsrCaseReport *report = find_version (telling->c, version);

  if (osr_event_is (event, "reported") && report != NULL)
    tell_sent (telling, event, report, report_title (telling, report->step));
  else if (osr_event_is (event, "deficiency-noted") && report != NULL)
    tell_sent (telling, event, report, deficiency_title (telling, event));
  else if (osr_event_is (event, "referred"))
    add (telling, OSR_REPORT_LINE_RECEIVED, g_strdup (_ ("Referred to law enforcement")),
         when_and_who (telling, event), osr_event_get_payload_string (event, "text"));
  else
    tell_success (telling, event);
}

/* The first step of an immediate report of a significant message, or the one after the last made. */
static void
tell_owed (Telling *telling)
{
  JsonObject *rule = find_rule (telling, IMMEDIATE);
  gint64 steps = rule != NULL ? osr_json_get_int (rule, "steps", 1) : 0;
  g_autofree char *to = NULL;

  for (gint64 step = 1; step <= steps; step++) {
    if (osr_case_find_report (telling->c, IMMEDIATE, step) != NULL)
      continue;
    if (step == 1 && !telling->c->significant)
      return;
    to = dup_addressee (telling, NULL, IMMEDIATE);
    add (telling, OSR_REPORT_LINE_OWED, report_title (telling, step),
         /* Translators: to whom the report is to go */
         g_strdup_printf (_ ("to: %s · still to be made"), to != NULL ? to : ""), NULL);
    return;
  }
}

GPtrArray *
osr_report_lines_new (OsrCase *c, OsrRegistry *registry, OsrInstant now)
{
  OsrWorkTime *work_time = osr_registry_get_work_time (registry, NULL);
  Telling telling = { c, registry, now, NULL, NULL };

  telling.zone = work_time != NULL ? osr_work_time_get_zone (work_time) : NULL;
  telling.lines = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_report_line_free);
  tell_owed (&telling);
  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = c->events->pdata[i];

    tell_event (&telling, event, event->version > 0 ? event->version : (gint64) i + 1);
  }
  return telling.lines;
}
