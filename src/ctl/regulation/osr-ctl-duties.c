/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `duties`: what a regulation asks for besides the steps of a case, for a list of events or for an
 * office's own log. */
#include <glib/gi18n.h>

#include "core/duties/osr-duty.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/regulation/osr-ctl-profile.h"
#include "ctl/osr-ctl-source.h"
#include "ctl/regulation/osr-ctl-timeline.h"
#include "report/osr-duty-text.h"

/* A regulation without an office is taken to have been in force for so long before the first event:
 * the quarter whose report may be due. */
#define IN_FORCE_BEFORE (92 * 24 * OSR_HOUR)

typedef struct {
  /* options */
  char *office;
  char *regulation;
  char *events_file;
  char *now_text;
  char *since_text;
  char *language;
  char **readings;
  gboolean current;
  gboolean json;

  /* what they name */
  OsrCtlSource *source;
  OsrRegistry *registry;
  GPtrArray *events;
  OsrDutySpecs *specs;
  OsrInstant now;
  OsrInstant since;
} Duties;

static void
duties_clear (Duties *self)
{
  g_free (self->office);
  g_free (self->regulation);
  g_free (self->events_file);
  g_free (self->now_text);
  g_free (self->since_text);
  g_free (self->language);
  g_strfreev (self->readings);
  g_clear_pointer (&self->source, osr_ctl_source_free);
  g_clear_pointer (&self->registry, osr_registry_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->specs, osr_duty_specs_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Duties, duties_clear)

/* --- where the events come from --- */

static gboolean
load_timeline (Duties *self, GError **error)
{
  if (self->events_file == NULL)
    self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  else
    self->events = osr_ctl_load_events (self->events_file, error);
  return self->events != NULL;
}

static gboolean
load_profile (Duties *self, GError **error)
{
  g_autoptr (JsonObject) choices = NULL;
  g_autoptr (OsrRegulation) regulation = NULL;

  if (!osr_ctl_read_choices (self->readings, &choices, error))
    return FALSE;
  regulation = osr_ctl_read_profile (self->regulation, choices, error);
  if (regulation != NULL)
    self->registry = osr_ctl_make_registry (regulation, NULL, error);
  if (self->registry == NULL || !load_timeline (self, error))
    return FALSE;
  /* Accounts, bodies and schedules may stand among the events. */
  for (guint i = 0; i < self->events->len; i++) {
    OsrEvent *event = self->events->pdata[i];

    if (!osr_event_is (event, "regulation-adopted") && !osr_event_is (event, "calendar-adopted"))
      osr_registry_apply (self->registry, event);
  }
  return TRUE;
}

static gboolean
load_stream (Duties *self, const char *stream, GError **error)
{
  g_autoptr (GPtrArray) records =
      osr_log_load_records (osr_ctl_source_get_log (self->source), stream, 0, error);

  for (guint i = 0; records != NULL && i < records->len; i++) {
    OsrEvent *event = osr_record_to_event (records->pdata[i], error);

    if (event == NULL)
      return FALSE;
    g_ptr_array_add (self->events, event);
  }
  return records != NULL;
}

static int
by_seq (gconstpointer a, gconstpointer b)
{
  const OsrEvent *left = *(OsrEvent *const *) a;
  const OsrEvent *right = *(OsrEvent *const *) b;

  return left->seq < right->seq ? -1 : left->seq > right->seq;
}

static gboolean
load_office (Duties *self, GError **error)
{
  OsrCtlSourceOptions options = { .office = self->office };
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) beside = NULL;

  self->source = osr_ctl_source_open (&options, error);
  if (self->source == NULL)
    return FALSE;
  self->registry = osr_registry_ref (osr_ctl_source_get_registry (self->source));
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  ids = osr_log_list_cases (osr_ctl_source_get_log (self->source), error);
  beside = osr_log_list_beside (osr_ctl_source_get_log (self->source), error);
  if (ids == NULL || beside == NULL || !load_stream (self, OSR_STREAM_OFFICE, error))
    return FALSE;
  g_ptr_array_extend_and_steal (ids, g_steal_pointer (&beside));
  for (guint i = 0; i < ids->len; i++) {
    if (!load_stream (self, ids->pdata[i], error))
      return FALSE;
  }
  g_ptr_array_sort (self->events, by_seq);
  return TRUE;
}

static gboolean
read_moment (const char *option, const char *text, OsrInstant *moment, GError **error)
{
  if (text == NULL)
    return TRUE;
  *moment = osr_instant_parse (text);
  if (*moment == OSR_INSTANT_UNKNOWN)
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 /* Translators: an option, and what was given with it */
                 _ ("%1$s: “%2$s” is not a moment with an offset from UTC"), option, text);
  return *moment != OSR_INSTANT_UNKNOWN;
}

static gboolean
read_moments (Duties *self, GError **error)
{
  self->now = self->source != NULL ? osr_ctl_source_get_now (self->source) : g_get_real_time ();
  if (!read_moment ("--now", self->now_text, &self->now, error))
    return FALSE;
  self->since = osr_duties_since (self->events);
  if (self->since == OSR_INSTANT_UNKNOWN || self->since > self->now)
    self->since = self->now;
  if (self->office == NULL)
    self->since -= IN_FORCE_BEFORE;
  return read_moment ("--since", self->since_text, &self->since, error);
}

static gboolean
load (Duties *self, GError **error)
{
  OsrRegulation *regulation;

  if ((self->office == NULL) == (self->regulation == NULL)) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _ ("either --regulation ID or FILE, or --office DIR is needed"));
    return FALSE;
  }
  if (!(self->office != NULL ? load_office (self, error) : load_profile (self, error)) ||
      !read_moments (self, error))
    return FALSE;
  regulation = osr_registry_get_regulation (self->registry);
  if (regulation == NULL) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                         _ ("this office has adopted no regulation"));
    return FALSE;
  }
  self->specs = osr_duty_specs_new_from_json (osr_regulation_get_document (regulation),
                                              osr_regulation_get_id (regulation), error);
  return self->specs != NULL;
}

/* --- what is printed --- */

static void
set_moment (JsonObject *object, const char *member, OsrInstant instant, OsrZone *zone)
{
  g_autofree char *text = NULL;

  if (instant == OSR_INSTANT_UNKNOWN) {
    json_object_set_null_member (object, member);
    return;
  }
  text = osr_instant_format (instant, zone);
  json_object_set_string_member (object, member, text);
}

static JsonObject *
period_to_json (const OsrDuty *duty)
{
  JsonObject *object = json_object_new ();

  if (duty->period != NULL)
    json_object_set_string_member (object, "id", duty->period);
  set_moment (object, "start", duty->period_start, duty->zone);
  set_moment (object, "end", duty->period_end, duty->zone);
  return object;
}

static JsonObject *
duty_to_json (const Duties *self, const OsrDuty *duty)
{
  static const char *const states[] = { "open", "done", "missed-late" };
  gint64 elapsed = osr_duty_elapsed (duty, self->now);
  g_autofree char *says = osr_duty_text_state (duty, self->now);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", duty->spec->id);
  json_object_set_string_member (object, "clause", duty->spec->clause);
  json_object_set_string_member (object, "name", osr_duty_text_name (duty));
  if (duty->subject != NULL)
    json_object_set_string_member (object, "subject", duty->subject);
  if (duty->period_start != OSR_INSTANT_UNKNOWN)
    json_object_set_object_member (object, "period", period_to_json (duty));
  set_moment (object, "due", duty->due, duty->zone);
  if (duty->uncovered)
    json_object_set_boolean_member (object, "not_covered", TRUE);
  json_object_set_string_member (object, "state", states[duty->state]);
  json_object_set_int_member (object, "count", duty->count);
  json_object_set_int_member (object, "needed", duty->needed);
  set_moment (object, "since", duty->since, duty->zone);
  set_moment (object, "done_at", duty->done_at, duty->zone);
  if (osr_duty_is_at_once (duty) && elapsed != OSR_INSTANT_UNKNOWN)
    json_object_set_int_member (object, "elapsed_seconds", elapsed / OSR_SECOND);
  json_object_set_string_member (object, "says", says);
  return object;
}

static void
print_json (const Duties *self, GPtrArray *duties)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  for (guint i = 0; i < duties->len; i++)
    json_array_add_object_element (array, duty_to_json (self, duties->pdata[i]));
  osr_ctl_print_json (node);
}

static void
print_text (const Duties *self, GPtrArray *duties)
{
  for (guint i = 0; i < duties->len; i++) {
    const OsrDuty *duty = duties->pdata[i];
    g_autofree char *period = osr_duty_text_period (duty);
    g_autofree char *due = osr_duty_text_due (duty, self->now);
    g_autofree char *state = osr_duty_text_state (duty, self->now);
    g_autoptr (GString) line = g_string_new (osr_duty_text_name (duty));

    if (duty->subject != NULL)
      g_string_append_printf (line, " (%s)", duty->subject);
    if (*period != '\0')
      g_string_append_printf (line, ", %s", period);
    /* Translators: clause, due moment and state of a duty */
    g_print (_ ("%1$s — clause %2$s; %3$s; %4$s\n"), line->str, duty->spec->clause, due, state);
  }
  if (duties->len == 0)
    g_print (_ ("This regulation asks for nothing besides the steps of a case.\n"));
}

static void
print (const Duties *self)
{
  OsrDutyQuestion question = { self->events, self->registry, self->since, self->now };
  g_autoptr (GPtrArray) duties = NULL;
  g_autoptr (GPtrArray) current = NULL;

  duties = osr_duties_compute (self->specs, &question);
  current = osr_duties_current (duties, self->now);
  if (self->json)
    print_json (self, self->current ? current : duties);
  else
    print_text (self, self->current ? current : duties);
}

static gboolean
parse (Duties *self, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &self->office, N_ ("Read an office's folder"),
      N_ ("DIR") },
    { "regulation", 'r', 0, G_OPTION_ARG_FILENAME, &self->regulation, N_ ("Profile to count by"),
      N_ ("ID_OR_FILE") },
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &self->events_file,
      N_ ("What happened: a list of events, or {\"events\": […]}"), N_ ("FILE") },
    { "now", 0, 0, G_OPTION_ARG_STRING, &self->now_text,
      N_ ("Moment that is asked about: 2026-03-06T10:12:00+09:00"), N_ ("INSTANT") },
    { "since", 0, 0, G_OPTION_ARG_STRING, &self->since_text,
      N_ ("Since when the regulation is in force"), N_ ("INSTANT") },
    { "reading", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->readings,
      N_ ("Read an open place of the text so; may be given more than once"), "ID=SETTING" },
    { "current", 0, 0, G_OPTION_ARG_NONE, &self->current,
      N_ ("Only what is worth looking at now, as the window shows it"), NULL },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &self->language, N_ ("Language of the answer"), "ru|en" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print JSON instead of text"), NULL },
    { NULL },
  };

  return osr_ctl_parse (
      "duties --regulation ID_OR_FILE [--events FILE] | --office DIR",
      _ ("Shows summaries, reports, the activity of accounts and watches: period, "
         "due moment, what was made.\nPeriods are counted from the adoption of the "
         "regulation; of one without an office, from a quarter before\nthe first "
         "event."),
      entries, (int[]){ 0, 0 }, argc, argv);
}

int
osr_ctl_duties (int argc, char **argv)
{
  g_auto (Duties) self = { 0 };
  g_autoptr (GError) error = NULL;

  if (!parse (&self, &argc, &argv))
    return OSR_CTL_USAGE;
  if (!osr_ctl_use_language (self.language, &error) || !load (&self, &error)) {
    g_printerr ("open-sources-ctl: %s\n", error->message);
    return OSR_CTL_USAGE;
  }
  print (&self);
  return OSR_CTL_OK;
}
