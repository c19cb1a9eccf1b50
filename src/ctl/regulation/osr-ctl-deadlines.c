/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `deadlines`: its options, and the language it answers in. The counting is in core, what it is asked
 * for in -vectors and -timeline. */
#include "ctl/regulation/osr-ctl-deadlines.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "ctl/regulation/osr-ctl-deadlines-private.h"
#include "ctl/regulation/osr-ctl-profile.h"
#include "ctl/osr-ctl.h"

static void
deadlines_clear (OsrCtlDeadlines *self)
{
  g_free (self->vectors);
  g_free (self->regulation);
  g_free (self->events);
  g_free (self->schedule);
  g_free (self->now);
  g_free (self->language);
  g_strfreev (self->readings);
  g_clear_pointer (&self->choices, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrCtlDeadlines, deadlines_clear)

static gboolean
fail_usage (GError **error, const char *why)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, why);
  return FALSE;
}

static gboolean
check_options (const OsrCtlDeadlines *self, GError **error)
{
  if ((self->vectors == NULL) == (self->events == NULL))
    return fail_usage (error, _ ("either --vectors FILE or --events FILE is needed"));
  if (self->events != NULL && self->regulation == NULL)
    return fail_usage (error, _ ("--events needs --regulation ID or FILE"));
  if (self->vectors != NULL && self->choices != NULL && self->regulation == NULL)
    return fail_usage (error, _ ("--reading needs --regulation ID or FILE"));
  if (self->vectors != NULL && (self->schedule != NULL || self->now != NULL || self->explain))
    return fail_usage (error, _ ("--schedule, --now and --explain go with --events"));
  return TRUE;
}

static gboolean
parse (OsrCtlDeadlines *self, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "vectors", 0, 0, G_OPTION_ARG_FILENAME, &self->vectors,
      N_ ("Worked timelines to recount: [{id, regulation, events, due}]"), N_ ("FILE") },
    { "regulation", 'r', 0, G_OPTION_ARG_FILENAME, &self->regulation,
      N_ ("Profile to count by; of --vectors only its timelines"), N_ ("ID_OR_FILE") },
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &self->events,
      N_ ("One timeline to count: a list of events, or {\"events\": […]}"), N_ ("FILE") },
    { "schedule", 0, 0, G_OPTION_ARG_FILENAME, &self->schedule,
      N_ ("Weekly schedule of the office: {\"week\": {\"mon\": [\"09:00-13:00\", …], …}}"),
      N_ ("FILE") },
    { "now", 0, 0, G_OPTION_ARG_STRING, &self->now,
      N_ ("Moment from which remaining time is told: 2026-03-06T10:12:00+09:00"), N_ ("INSTANT") },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &self->explain, N_ ("How each moment comes about"),
      NULL },
    { "reading", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->readings,
      N_ ("Read an open place of the text so; may be given more than once"), "ID=SETTING" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &self->language, N_ ("Language of the answer"), "ru|en" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print JSON instead of text"), NULL },
    { NULL },
  };

  return osr_ctl_parse (
      "deadlines --vectors FILE | --regulation ID_OR_FILE --events FILE",
      _ ("Counts the limits of timelines: either recounts worked ones and prints "
         "what differs\n(exit status 1 if anything does), or shows those of one."),
      entries, (int[]){ 0, 0 }, argc, argv);
}

int
osr_ctl_deadlines (int argc, char **argv)
{
  g_auto (OsrCtlDeadlines) self = { 0 };
  g_autoptr (GError) error = NULL;
  guint failed = 0;

  if (!parse (&self, &argc, &argv))
    return OSR_CTL_USAGE;
  if (osr_ctl_use_language (self.language, &error) &&
      osr_ctl_read_choices (self.readings, &self.choices, &error) &&
      check_options (&self, &error)) {
    if (self.vectors != NULL)
      osr_ctl_deadlines_vectors (&self, &failed, &error);
    else
      osr_ctl_deadlines_timeline (&self, &error);
  }
  if (error != NULL) {
    g_printerr ("open-sources-ctl: %s\n", error->message);
    return OSR_CTL_USAGE;
  }
  return failed > 0 ? OSR_CTL_FAILED : OSR_CTL_OK;
}
