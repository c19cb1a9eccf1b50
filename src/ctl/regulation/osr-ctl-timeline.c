/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading of timelines, and what both ways of counting them print. */
#include "ctl/regulation/osr-ctl-timeline.h"

#include <stdio.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "ctl/regulation/osr-ctl-profile.h"

static gboolean
fault (GError **error, const char *where, guint event, const char *what)
{
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: event %u: %s", where, event + 1,
               what);
  return FALSE;
}

static gboolean
check_event (JsonObject *object, const char *where, guint index, GError **error)
{
  const char *type = osr_json_get_string (object, "type");

  if (object == NULL)
    return fault (error, where, index, "expected an object with \"type\" and \"at\"");
  if (type == NULL || *type == '\0')
    return fault (error, where, index, "member \"type\": expected the name of an event");
  if (osr_instant_parse (osr_json_get_string (object, "at")) == OSR_INSTANT_UNKNOWN)
    return fault (error, where, index,
                  "member \"at\": expected a moment with an offset: 2026-03-06T10:12:00+09:00");
  return TRUE;
}

GPtrArray *
osr_ctl_read_events (JsonArray *array, const char *where, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  OsrInstant before = OSR_INSTANT_UNKNOWN;

  if (array == NULL) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "%s: member \"events\": expected a list", where);
    return NULL;
  }
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *object = osr_json_array_get_object (array, i);
    OsrInstant at;

    if (!check_event (object, where, i, error))
      return NULL;
    at = osr_instant_parse (osr_json_get_string (object, "at"));
    if (before != OSR_INSTANT_UNKNOWN && at < before) {
      fault (error, where, i, "member \"at\": before the event that it follows");
      return NULL;
    }
    before = at;
    g_ptr_array_add (events,
                     osr_event_new (osr_json_get_string (object, "type"), at, object, NULL));
  }
  return g_steal_pointer (&events);
}

GPtrArray *
osr_ctl_load_events (const char *path, GError **error)
{
  g_autoptr (JsonNode) node = osr_ctl_load_file (path, error);

  if (node == NULL)
    return NULL;
  return osr_ctl_read_events (JSON_NODE_HOLDS_ARRAY (node)
                                  ? json_node_get_array (node)
                                  : osr_json_get_array (json_node_get_object (node), "events"),
                              path, error);
}

JsonObject *
osr_ctl_due_moments (GPtrArray *deadlines, OsrZone *zone)
{
  JsonObject *due = json_object_new ();

  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];
    g_autofree char *text = NULL;

    if (deadline->state == OSR_DEADLINE_REMOVED || deadline->due == OSR_INSTANT_UNKNOWN)
      continue;
    text = osr_instant_format (deadline->due, zone);
    json_object_set_string_member (due, deadline->spec->id, text);
  }
  return due;
}

void
osr_ctl_print_json (JsonNode *node)
{
  g_autofree char *text = osr_json_write (node);

  fputs (text, stdout);
  fputc ('\n', stdout);
}
