/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One event of the log as it was stored: the exact bytes of its metadata, the members read from
 * them, and the payload (citizens' words and names), which may have been erased. Immutable. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

typedef struct _OsrEvent OsrEvent;

struct _OsrEvent {
  grefcount refs;
  gint64 seq;            /* place in the office's log */
  char *stream;          /* case uuid, or "office" */
  gint64 version;        /* place in the stream, from 1 */
  const char *type;      /* interned */
  gint64 v;              /* version of the event type */
  OsrInstant at;         /* the coordinator's clock at commit; decides limits */
  OsrInstant claimed_at; /* the workstation's; shown, never counted */
  char *by;              /* person id */
  char *on_behalf;       /* (nullable) the absent person that `by` acts for: the envelope's `for` */
  JsonObject *members;   /* the whole flat metadata object */
  JsonObject *payload;   /* (nullable) erased, or none */
  GBytes *meta;          /* exact stored bytes; NULL for events made in memory */
};

#define OSR_EVENT_VERSION 1
#define OSR_STREAM_OFFICE "office"

/**
 * osr_event_new_from_json:
 * @meta: exact stored bytes of the metadata
 * @payload: (nullable): exact stored bytes of the payload
 * @error: %OSR_CORE_ERROR_INVALID
 *
 * Returns: (transfer full): the event, or %NULL. Any type and any `v` are accepted here.
 */
OsrEvent *osr_event_new_from_json (GBytes *meta, GBytes *payload, GError **error);

/**
 * osr_event_new:
 * @type: event name of the domain
 * @at: its moment
 * @members: (nullable): further members
 *
 * Returns: (transfer full): an event made in memory: a pending command, a test, a vector
 */
OsrEvent *osr_event_new (const char *type, OsrInstant at, JsonObject *members, JsonObject *payload);

OsrEvent *osr_event_ref (OsrEvent *event);
void osr_event_unref (OsrEvent *event);
const char *osr_event_get_string (OsrEvent *event, const char *member); /* nullable */
gint64 osr_event_get_int (OsrEvent *event, const char *member, gint64 fallback);
gboolean osr_event_is (OsrEvent *event, const char *type);

/* The text of the payload's @member, nullable (erased or absent). */
const char *osr_event_get_payload_string (OsrEvent *event, const char *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrEvent, osr_event_unref)

G_END_DECLS
