/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step that was refused, laid beside what the others did meanwhile: what it stood upon, what came
 * after that, whether it may still be taken as it is. Sending it again makes a new command of it,
 * upon what the case is now; the old one goes in the same write. */
#include <string.h>

#include "core/osr-error.h"
#include "core/media/osr-media-list.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "core/osr-chain.h"
#include "sync/files/osr-replica-files.h"
#include "sync/osr-replica-private.h"

void
osr_conflict_free (OsrConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_clear_pointer (&conflict->now, osr_case_unref);
  g_clear_pointer (&conflict->wanted, osr_case_unref);
  g_clear_pointer (&conflict->since, g_array_unref);
  g_clear_error (&conflict->refusal);
  g_free (conflict);
}

static JsonObject *
read_body (const OsrOutboxCommand *command)
{
  gsize length;
  const char *bytes = g_bytes_get_data (command->raw, &length);

  return osr_json_read_object (bytes, (gssize) length, 0, "outbox", NULL);
}

/* (nullable): version that the command @uuid made. */
static gint64
version_of (OsrCase *c, const char *uuid)
{
  for (guint i = 0; uuid != NULL && i < c->events->len; i++) {
    OsrEvent *event = g_ptr_array_index (c->events, i);

    if (g_strcmp0 (osr_event_get_string (event, "command"), uuid) == 0)
      return event->version;
  }
  return -1;
}

/* Up to where the clerk had seen the case; -1 when that cannot be told by its versions. */
static gint64
seen_version (OsrCase *c, JsonObject *body)
{
  JsonObject *after = osr_json_get_object (body, "after");

  if (after == NULL)
    return -1;
  if (json_object_has_member (after, "version"))
    return osr_json_get_int (after, "version", -1);
  return version_of (c, osr_json_get_string (after, "command"));
}

static gboolean
came_after (OsrEvent *event, gint64 seen, OsrInstant claimed_at)
{
  return seen >= 0 ? event->version > seen : event->at > claimed_at;
}

/* Places of what somebody else did: the clerk knows what they did themselves. */
static GArray *
find_since (OsrReplica *self, OsrCase *c, JsonObject *body)
{
  GArray *since = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 seen = seen_version (c, body);
  OsrInstant claimed_at = osr_json_get_int (body, "claimed_at", G_MAXINT64);

  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = g_ptr_array_index (c->events, i);

    if (came_after (event, seen, claimed_at) && g_strcmp0 (event->by, self->person) != 0 &&
        !osr_event_is (event, "notified") && !osr_event_is (event, "media-kept"))
      g_array_append_val (since, i);
  }
  return since;
}

/* The case with the refused step as its last: for its words only. */
static OsrCase *
imagine (OsrReplica *self, const OsrOutboxCommand *command)
{
  g_autoptr (OsrEvent) event = osr_replica_pending_event (self, command);
  g_autoptr (GPtrArray) events = osr_cache_load_events (self->cache, command->case_id, NULL);

  if (event == NULL || events == NULL)
    return NULL;
  g_ptr_array_add (events, g_steal_pointer (&event));
  return osr_case_new_from_events (command->case_id, events);
}

static gboolean
is_text_of_reply (const char *type)
{
  return g_str_equal (type, "drafted") || g_str_equal (type, "submitted");
}

static void
put_words (OsrCase *c, OsrWireCommand *command, const char *text)
{
  const char *member = osr_replica_words_member (command->payload);
  g_autofree char *files = NULL;
  g_autofree char *digest = NULL;

  if (member == NULL)
    return;
  json_object_set_string_member (command->payload, member, text);
  if (!is_text_of_reply (command->type) || command->members == NULL)
    return;
  files = osr_media_list_dup (command->members);
  digest = osr_text_digest (osr_json_get_string (command->members, "kind"), text,
                            osr_json_get_string (command->members, "account"), c->native_id, files);
  json_object_set_string_member (command->members, "digest", digest);
}

/* (transfer full) (nullable): the refused command with its body, and the case as it stands now. */
static OsrOutboxCommand *
find_refused (OsrReplica *self, const char *uuid, JsonObject **body, OsrCase **c, GError **error)
{
  g_autoptr (OsrOutboxCommand) command = osr_outbox_find (self->outbox, uuid, error);

  if (command == NULL)
    return NULL;
  *body = command->state == OSR_OUTBOX_REFUSED ? read_body (command) : NULL;
  if (*body == NULL) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "There is no such refused step");
    return NULL;
  }
  *c = osr_replica_find_case (self, command->case_id, command->type, error);
  return *c != NULL ? g_steal_pointer (&command) : NULL;
}

static void
fill_command (OsrReplica *self, OsrWireCommand *command, const OsrOutboxCommand *refused,
              JsonObject *body)
{
  *command = (OsrWireCommand){ .case_id = refused->case_id,
                               .type = refused->type,
                               .claimed_at = osr_clock_now (self->clock),
                               .device = self->device,
                               .members = osr_json_get_object (body, "members"),
                               .payload = osr_json_get_object (body, "payload") };
}

OsrConflict *
osr_replica_compare (OsrReplica *self, const char *uuid)
{
  OsrConflict *conflict = g_new0 (OsrConflict, 1);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (OsrOutboxCommand) refused = NULL;
  g_autofree char *after = NULL;
  OsrWireCommand command;

  g_return_val_if_fail (OSR_IS_REPLICA (self), conflict);
  g_return_val_if_fail (uuid != NULL, conflict);

  refused = find_refused (self, uuid, &body, &conflict->now, &conflict->refusal);
  if (refused == NULL)
    return conflict;
  conflict->since = find_since (self, conflict->now, body);
  conflict->wanted = imagine (self, refused);
  fill_command (self, &command, refused, body);
  conflict->allowed =
      osr_replica_prepare (self, conflict->now, &command, &after, &conflict->refusal);
  return conflict;
}

char *
osr_replica_send_again (OsrReplica *self, const char *uuid, const char *text, GError **error)
{
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (OsrCase) c = NULL;
  g_autoptr (OsrOutboxCommand) refused = NULL;
  g_autofree char *fresh = g_uuid_string_random ();
  g_autofree char *after = NULL;
  g_autoptr (GBytes) raw = NULL;
  OsrOutboxCommand written = { .uuid = fresh };
  OsrWireCommand command;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (uuid != NULL, NULL);

  refused = find_refused (self, uuid, &body, &c, error);
  if (refused == NULL)
    return NULL;
  fill_command (self, &command, refused, body);
  if (text != NULL)
    put_words (c, &command, text);
  if (!osr_replica_prepare (self, c, &command, &after, error))
    return NULL;
  raw = osr_wire_command_build (&command);
  written.case_id = refused->case_id;
  written.type = refused->type;
  written.raw = raw;
  written.created = command.claimed_at;
  if (!osr_outbox_replace (self->outbox, uuid, &written, error))
    return NULL;
  osr_replica_notify_counts (self);
  osr_replica_case_changed (self, refused->case_id);
  osr_replica_push_kick (self);
  return g_steal_pointer (&fresh);
}

/* -- Put back to be written anew -- */

static void
put_words_back (OsrReplica *self, const OsrOutboxCommand *refused, JsonObject *body,
                const char *words)
{
  OsrWriting *writing = osr_replica_get_writing (self, refused->case_id);
  const char *kind = osr_json_get_string (osr_json_get_object (body, "members"), "kind");
  g_autofree char *joined =
      writing != NULL ? g_strconcat (writing->text, "\n\n", words, NULL) : g_strdup (words);

  if (kind == NULL)
    kind = "final";
  osr_replica_write (self, refused->case_id, writing != NULL ? writing->kind : kind, joined);
  osr_replica_flush (self);
  g_clear_pointer (&writing, osr_writing_free);
}

/* After those that go along already, each once. */
static void
put_files_back (OsrReplica *self, const char *case_id, const char *files)
{
  g_autofree char *before = osr_replica_dup_files (self, case_id);
  g_autoptr (GString) all = g_string_new (before);
  g_auto (GStrv) digests = g_strsplit (files, ",", -1);

  for (guint i = 0; digests[i] != NULL; i++) {
    if (strstr (all->str, digests[i]) == NULL)
      g_string_append_printf (all, "%s%s", all->len > 0 ? "," : "", digests[i]);
  }
  osr_replica_set_files (self, case_id, all->str);
}

gboolean
osr_replica_put_back (OsrReplica *self, const char *uuid)
{
  g_autoptr (OsrOutboxCommand) refused = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *files = NULL;
  JsonObject *payload;
  const char *member, *words;

  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);
  g_return_val_if_fail (uuid != NULL, FALSE);

  refused = osr_outbox_find (self->outbox, uuid, NULL);
  if (refused == NULL || refused->state != OSR_OUTBOX_REFUSED)
    return FALSE;
  body = read_body (refused);
  payload = body != NULL ? osr_json_get_object (body, "payload") : NULL;
  member = osr_replica_words_member (payload);
  words = member != NULL ? osr_json_get_string (payload, member) : NULL;
  files = body != NULL ? osr_media_list_dup (osr_json_get_object (body, "members")) : NULL;
  if (words == NULL && files == NULL)
    return FALSE;
  if (files != NULL)
    put_files_back (self, refused->case_id, files);
  if (words != NULL)
    put_words_back (self, refused, body, words);
  osr_replica_dismiss_attention (self, uuid);
  return TRUE;
}
