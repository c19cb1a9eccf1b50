/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading, linking and timing of checkpoints. The tree itself is in osr-merkle.c. */
#include "core/osr-chain.h"
#include "core/audit/osr-checkpoint.h"

#include <string.h>

#include "core/audit/osr-merkle.h"
#include "core/osr-error.h"
#include "core/record/osr-stream.h"

#define SHORT_DIGITS 16
#define SHORT_GROUP  4

static gboolean
refuse (GError **error, gint64 version, const char *what)
{
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "checkpoint %" G_GINT64_FORMAT ": %s",
               version, what);
  return FALSE;
}

void
osr_checkpoint_free (OsrCheckpoint *self)
{
  if (self == NULL)
    return;
  g_free (self->root);
  g_free (self->heads);
  g_free (self->previous);
  g_free (self->hash);
  g_free (self);
}

static gboolean
check (const OsrCheckpoint *self, gint64 count, GError **error)
{
  if (self->from_seq < 1 || self->to_seq < self->from_seq || self->seq <= self->to_seq)
    return refuse (error, self->version, "its numbers do not agree");
  if (count != self->to_seq - self->from_seq + 1 || count > OSR_CHECKPOINT_EVENTS)
    return refuse (error, self->version, "it counts other events than it names");
  if (!osr_is_digest (self->root))
    return refuse (error, self->version, "its root is no hash");
  if (self->heads != NULL &&
      (!osr_is_digest (self->heads) || self->n_streams < 1 || self->n_streams > self->to_seq))
    return refuse (error, self->version, "its heads are none");
  return (self->previous == NULL || osr_is_digest (self->previous)) ||
         refuse (error, self->version, "\"previous\" is no hash");
}

OsrCheckpoint *
osr_checkpoint_new_from_event (OsrEvent *event, const char *hash, GError **error)
{
  g_autoptr (OsrCheckpoint) self = g_new0 (OsrCheckpoint, 1);

  self->version = event->version;
  if (!osr_event_is (event, "checkpoint") ||
      g_strcmp0 (event->stream, OSR_STREAM_CHECKPOINT) != 0) {
    refuse (error, event->version, "the event is none");
    return NULL;
  }
  self->seq = event->seq;
  self->at = event->at;
  self->from_seq = osr_event_get_int (event, "from_seq", 0);
  self->to_seq = osr_event_get_int (event, "to_seq", 0);
  self->root = g_strdup (osr_event_get_string (event, "root"));
  self->heads = g_strdup (osr_event_get_string (event, "heads"));
  self->n_streams = osr_event_get_int (event, "streams", 0);
  self->previous = g_strdup (osr_event_get_string (event, "previous"));
  self->hash = g_strdup (hash);
  if (!check (self, osr_event_get_int (event, "count", 0), error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
osr_checkpoint_follows (const OsrCheckpoint *self, const OsrCheckpoint *before, GError **error)
{
  gint64 first = before != NULL ? before->to_seq + 1 : 1;

  if (self->version != (before != NULL ? before->version + 1 : 1))
    return refuse (error, self->version, "one before it is missing");
  if (self->from_seq != first)
    return refuse (error, self->version, "it does not begin where the one before ended");
  if (g_strcmp0 (self->previous, before != NULL ? before->hash : NULL) != 0)
    return refuse (error, self->version, "it names another one before it");
  return TRUE;
}

JsonObject *
osr_checkpoint_build (gint64 from_seq, gint64 to_seq, const char *root, const char *previous)
{
  JsonObject *members = json_object_new ();

  json_object_set_int_member (members, "from_seq", from_seq);
  json_object_set_int_member (members, "to_seq", to_seq);
  json_object_set_int_member (members, "count", to_seq - from_seq + 1);
  json_object_set_string_member (members, "root", root);
  if (previous != NULL)
    json_object_set_string_member (members, "previous", previous);
  return members;
}

void
osr_checkpoint_add_heads (JsonObject *members, const char *heads, gint64 n_streams)
{
  json_object_set_string_member (members, "heads", heads);
  json_object_set_int_member (members, "streams", n_streams);
}

static OsrDay
day_of (OsrInstant at, OsrZone *zone)
{
  return zone != NULL ? osr_zone_day_at (zone, at, NULL)
                      : (OsrDay) (at / (G_GINT64_CONSTANT (86400) * OSR_SECOND));
}

gboolean
osr_checkpoint_is_due (gint64 n_events, OsrInstant since, OsrInstant now, OsrZone *zone)
{
  if (n_events <= 0)
    return FALSE;
  return n_events >= OSR_CHECKPOINT_EVENTS || day_of (since, zone) < day_of (now, zone);
}

char *
osr_checkpoint_short (const char *hash)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; hash != NULL && i < SHORT_DIGITS && hash[i] != '\0'; i++)
    g_string_append_printf (text, "%s%c", i > 0 && i % SHORT_GROUP == 0 ? " " : "", hash[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
