/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One timeline under one profile: its limits as a table or as JSON, and how each comes about. */
#include <glib/gi18n.h>

#include "core/derivation/osr-derivation.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "ctl/regulation/osr-ctl-deadlines-private.h"
#include "ctl/regulation/osr-ctl-profile.h"
#include "ctl/osr-ctl-text.h"
#include "ctl/regulation/osr-ctl-timeline.h"
#include "report/osr-time-text.h"

#define N_COLUMNS 5

typedef struct {
  const OsrCtlDeadlines *options;
  OsrRegistry *registry;
  OsrCase *the_case;
  GPtrArray *deadlines;
  OsrInstant now;
} Timeline;

static void
timeline_clear (Timeline *self)
{
  g_clear_pointer (&self->registry, osr_registry_unref);
  g_clear_pointer (&self->the_case, osr_case_unref);
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Timeline, timeline_clear)

static gboolean
load_office (Timeline *self, GError **error)
{
  const OsrCtlDeadlines *options = self->options;
  g_autoptr (OsrRegulation) regulation =
      osr_ctl_read_profile (options->regulation, options->choices, error);
  g_autoptr (JsonObject) schedule = NULL;

  if (regulation == NULL)
    return FALSE;
  if (options->schedule != NULL) {
    schedule = osr_ctl_load_object (options->schedule, error);
    if (schedule == NULL)
      return FALSE;
  }
  self->registry = osr_ctl_make_registry (regulation, schedule, error);
  if (self->registry == NULL && schedule != NULL)
    g_prefix_error (error, "%s: ", options->schedule);
  return self->registry != NULL;
}

static gboolean
load_events (Timeline *self, GError **error)
{
  g_autoptr (GPtrArray) events = osr_ctl_load_events (self->options->events, error);

  if (events == NULL)
    return FALSE;
  self->the_case = osr_case_new_from_events ("timeline", events);
  self->deadlines = osr_deadlines_compute (events, self->registry);
  return TRUE;
}

static OsrZone *
zone_of (Timeline *self, const OsrDeadline *deadline)
{
  return osr_work_time_get_zone (osr_deadline_get_work_time (deadline, self->registry));
}

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
limit_to_json (Timeline *self, const OsrDeadline *deadline)
{
  JsonObject *object = json_object_new ();
  gboolean met = deadline->state == OSR_DEADLINE_MET;
  gint64 remaining = osr_deadline_remaining (deadline, self->registry, self->now);

  json_object_set_string_member (object, "timer", deadline->spec->id);
  if (deadline->body != NULL)
    json_object_set_string_member (object, "body", deadline->body);
  json_object_set_string_member (object, "clause", deadline->spec->clause);
  json_object_set_string_member (object, "state", met ? "met" : "open");
  json_object_set_boolean_member (object, "late", osr_deadline_is_late (deadline, self->now));
  set_moment (object, "start", deadline->start, zone_of (self, deadline));
  set_moment (object, "due", deadline->due, zone_of (self, deadline));
  if (met)
    set_moment (object, "met_at", deadline->met_at, zone_of (self, deadline));
  else if (remaining != OSR_INSTANT_UNKNOWN)
    json_object_set_int_member (object, "remaining_seconds", remaining / OSR_SECOND);
  if (self->options->explain)
    json_object_set_array_member (object, "steps",
                                  osr_derivation_to_json (deadline, self->deadlines,
                                                          self->the_case->events, self->registry));
  return object;
}

static void
print_as_json (Timeline *self)
{
  OsrRegulation *regulation = osr_registry_get_regulation (self->registry);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *answer = json_object_new ();
  JsonArray *limits = json_array_new ();
  OsrZone *zone = osr_work_time_get_zone (osr_registry_get_work_time (self->registry, NULL));

  json_node_take_object (node, answer);
  json_object_set_string_member (answer, "regulation", osr_regulation_get_id (regulation));
  json_object_set_int_member (answer, "version", osr_regulation_get_version (regulation));
  set_moment (answer, "now", self->now, zone);
  json_object_set_object_member (answer, "due", osr_ctl_due_moments (self->deadlines, zone));
  for (guint i = 0; i < self->deadlines->len; i++) {
    const OsrDeadline *deadline = self->deadlines->pdata[i];

    if (deadline->state != OSR_DEADLINE_REMOVED)
      json_array_add_object_element (limits, limit_to_json (self, deadline));
  }
  json_object_set_array_member (answer, "limits", limits);
  osr_ctl_print_json (node);
}

/* (transfer full): one line of the table, cell by cell */
static GStrv
make_cells (Timeline *self, const OsrDeadline *deadline)
{
  GStrv cells = g_new0 (char *, N_COLUMNS + 1);

  cells[0] = g_strdup (osr_time_text_timer (deadline->spec));
  cells[1] = g_strdup (deadline->body != NULL ? deadline->body : "");
  cells[2] = g_strdup (deadline->spec->clause);
  cells[3] =
      deadline->due != OSR_INSTANT_UNKNOWN
          ? osr_instant_format (deadline->due, zone_of (self, deadline))
          : g_strdup (deadline->spec->unit == OSR_UNIT_AT_ONCE ? _ ("at once") : _ ("unknown"));
  cells[4] = osr_ctl_text_limit_state (deadline, self->registry, self->now);
  return cells;
}

static GStrv
make_head (void)
{
  const char *const titles[] = {
    _ ("Limit"), _ ("Body"), _ ("Clause"), _ ("Due"), _ ("State"), NULL
  };

  return g_strdupv ((char **) titles);
}

static void
print_table (GPtrArray *lines)
{
  glong widths[N_COLUMNS] = { 0 };

  for (guint i = 0; i < lines->len; i++) {
    for (guint j = 0; j < N_COLUMNS; j++)
      widths[j] = MAX (widths[j], g_utf8_strlen (((char **) lines->pdata[i])[j], -1));
  }
  for (guint i = 0; i < lines->len; i++) {
    g_autoptr (GString) line = g_string_new (NULL);

    for (guint j = 0; j < N_COLUMNS; j++) {
      const char *cell = ((char **) lines->pdata[i])[j];

      g_string_append_printf (line, "%s%*s", cell, (int) (widths[j] + 2 - g_utf8_strlen (cell, -1)),
                              "");
    }
    g_print ("%s\n", g_strchomp (line->str));
  }
}

static void
print_as_text (Timeline *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_ptr_array_add (lines, make_head ());
  for (guint i = 0; i < self->deadlines->len; i++) {
    const OsrDeadline *deadline = self->deadlines->pdata[i];

    if (deadline->state != OSR_DEADLINE_REMOVED)
      g_ptr_array_add (lines, make_cells (self, deadline));
  }
  print_table (lines);
  for (guint i = 0; self->options->explain && i < self->deadlines->len; i++) {
    const OsrDeadline *deadline = self->deadlines->pdata[i];

    if (deadline->state == OSR_DEADLINE_REMOVED)
      continue;
    g_print ("\n%s\n", osr_time_text_timer (deadline->spec));
    osr_ctl_print_explained (deadline, self->deadlines, self->the_case, self->registry);
  }
}

static gboolean
read_now (Timeline *self, GError **error)
{
  const char *text = self->options->now;

  self->now = text != NULL ? osr_instant_parse (text) : g_get_real_time ();
  if (self->now == OSR_INSTANT_UNKNOWN)
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 _ ("--now: “%s” is not a moment with an offset from UTC"), text);
  return self->now != OSR_INSTANT_UNKNOWN;
}

gboolean
osr_ctl_deadlines_timeline (const OsrCtlDeadlines *self, GError **error)
{
  g_auto (Timeline) timeline = { self, NULL, NULL, NULL, OSR_INSTANT_UNKNOWN };

  if (!read_now (&timeline, error) || !load_office (&timeline, error) ||
      !load_events (&timeline, error))
    return FALSE;
  if (self->json)
    print_as_json (&timeline);
  else
    print_as_text (&timeline);
  return TRUE;
}
