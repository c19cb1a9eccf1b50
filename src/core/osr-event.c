/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. What an event does to a case is in osr-case.c. */
#include "core/osr-event.h"

#include "core/osr-error.h"
#include "core/osr-json.h"

OsrEvent *
osr_event_ref (OsrEvent *event)
{
  g_ref_count_inc (&event->refs);
  return event;
}

void
osr_event_unref (OsrEvent *event)
{
  if (event == NULL || !g_ref_count_dec (&event->refs))
    return;
  g_free (event->stream);
  g_free (event->by);
  g_free (event->on_behalf);
  g_clear_pointer (&event->members, json_object_unref);
  g_clear_pointer (&event->payload, json_object_unref);
  g_clear_pointer (&event->meta, g_bytes_unref);
  g_free (event);
}

static JsonObject *
read_object (GBytes *bytes, const char *where, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return osr_json_read_object (data != NULL ? data : "", (gssize) length, 0, where, error);
}

static OsrEvent *
event_from_members (JsonObject *members, JsonObject *payload)
{
  OsrEvent *event = g_new0 (OsrEvent, 1);

  g_ref_count_init (&event->refs);
  event->members = members;
  event->payload = payload;
  event->seq = osr_json_get_int (members, "seq", 0);
  event->stream = g_strdup (osr_json_get_string (members, "case"));
  event->version = osr_json_get_int (members, "version", 0);
  event->type = g_intern_string (osr_json_get_string (members, "type"));
  event->v = osr_json_get_int (members, "v", OSR_EVENT_VERSION);
  event->at = osr_json_get_int (members, "at", OSR_INSTANT_UNKNOWN);
  event->claimed_at = osr_json_get_int (members, "claimed_at", OSR_INSTANT_UNKNOWN);
  event->by = g_strdup (osr_json_get_string (members, "by"));
  event->on_behalf = g_strdup (osr_json_get_string (members, "for"));
  return event;
}

OsrEvent *
osr_event_new_from_json (GBytes *meta, GBytes *payload, GError **error)
{
  g_autoptr (JsonObject) members = read_object (meta, "event", error);
  g_autoptr (JsonObject) words = NULL;
  OsrEvent *event;

  if (members == NULL)
    return NULL;
  if (payload != NULL && (words = read_object (payload, "payload", error)) == NULL)
    return NULL;
  if (osr_json_get_string (members, "type") == NULL ||
      osr_json_get_string (members, "case") == NULL ||
      osr_json_get_int (members, "at", OSR_INSTANT_UNKNOWN) == OSR_INSTANT_UNKNOWN) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "event: \"type\", \"case\" or \"at\" is missing");
    return NULL;
  }
  event = event_from_members (g_steal_pointer (&members), g_steal_pointer (&words));
  event->meta = g_bytes_ref (meta);
  return event;
}

OsrEvent *
osr_event_new (const char *type, OsrInstant at, JsonObject *members, JsonObject *payload)
{
  OsrEvent *event =
      event_from_members (members != NULL ? json_object_ref (members) : json_object_new (),
                          payload != NULL ? json_object_ref (payload) : NULL);

  event->type = g_intern_string (type);
  event->at = at;
  return event;
}

const char *
osr_event_get_string (OsrEvent *event, const char *member)
{
  return osr_json_get_string (event->members, member);
}

gint64
osr_event_get_int (OsrEvent *event, const char *member, gint64 fallback)
{
  return osr_json_get_int (event->members, member, fallback);
}

gboolean
osr_event_is (OsrEvent *event, const char *type)
{
  return g_strcmp0 (event->type, type) == 0;
}

const char *
osr_event_get_payload_string (OsrEvent *event, const char *member)
{
  return osr_json_get_string (event->payload, member);
}
