/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the clerk does becomes a command in the outbox, and what was refused of it stands there until
 * they let it go. Sending is in osr-replica-push.c. */
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "core/record/osr-form.h"
#include "core/record/osr-stream.h"
#include "sync/osr-replica-private.h"

/* Members of a payload that hold the clerk's own words. */
static const char *const word_members[] = { "text", "remarks", "reason", "words", "proposals" };

gboolean
osr_replica_is_pending (OsrReplica *self, const char *id)
{
  g_autoptr (GPtrArray) commands = NULL;

  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);

  commands = osr_outbox_list (self->outbox, id, OSR_OUTBOX_UNSENT, NULL);
  return commands != NULL && commands->len > 0;
}

OsrCase *
osr_replica_find_case (OsrReplica *self, const char *case_id, const char *type, GError **error)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (self, case_id);

  if (c == NULL && g_str_equal (type, "found"))
    c = osr_case_new (case_id);
  if (c == NULL || self->person == NULL)
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED,
                 "This case is not held on this workstation");
  else if (osr_cache_is_damaged (self->cache, case_id))
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "The history of this case does not hold together; nothing may be added to it");
  else if (c->read_only)
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_UNSUPPORTED,
                 "This case was continued by a newer program; update this one");
  else
    return g_steal_pointer (&c);
  return NULL;
}

static gboolean
check_rules (OsrReplica *self, OsrCase *c, const OsrWireCommand *command, GError **error)
{
  g_autoptr (OsrEvent) event =
      osr_event_new (command->type, command->claimed_at, command->members, command->payload);

  event->claimed_at = command->claimed_at;
  g_free (event->stream);
  event->stream = g_strdup (command->case_id);
  g_free (event->by);
  event->by = g_strdup (self->person);
  event->on_behalf = g_strdup (command->on_behalf);
  return osr_rules_check (c, self->registry, self->person, event, error);
}

/* For whom: whoever counts on the case; and in the clerk's own right where that one may not, unless it
 * was chosen. The first refusal is told. */
static gboolean
settle_actor (OsrReplica *self, OsrCase *c, OsrWireCommand *command, GError **error)
{
  const char *actor = osr_replica_get_actor (self, c);
  g_autoptr (GError) refusal = NULL;

  if (g_strcmp0 (actor, self->person) != 0)
    command->on_behalf = actor;
  if (check_rules (self, c, command, &refusal))
    return TRUE;
  if (command->on_behalf != NULL && osr_replica_get_acting_for (self) == NULL) {
    command->on_behalf = NULL;
    if (check_rules (self, c, command, NULL))
      return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

/* A decision by which text of a changed message the reply goes is sent as a note. */
static gboolean
is_only_a_note (const OsrWireCommand *command)
{
  return g_str_equal (command->type, "noted") &&
         (command->members == NULL || !json_object_has_member (command->members, "goes_by"));
}

/* A note is right whatever else happened; every other step is a decision about what was seen: the
 * version shown, or my own previous command, whose version nobody knows yet. */
static gboolean
set_precondition (OsrReplica *self, OsrCase *c, OsrWireCommand *command, char **after,
                  GError **error)
{
  g_autoptr (GPtrArray) pending = NULL;

  if (is_only_a_note (command))
    return TRUE;
  pending = osr_outbox_list (self->outbox, command->case_id, OSR_OUTBOX_UNSENT, error);
  if (pending == NULL)
    return FALSE;
  if (pending->len > 0) {
    OsrOutboxCommand *last = g_ptr_array_index (pending, pending->len - 1);

    *after = g_strdup (last->uuid);
    command->after_command = *after;
  } else {
    command->after_version = c->version;
  }
  return TRUE;
}

/* What the coordinator could never accept is no step: nobody would learn of it before it came back. */
gboolean
osr_replica_prepare (OsrReplica *self, OsrCase *c, OsrWireCommand *command, char **after,
                     GError **error)
{
  return settle_actor (self, c, command, error) &&
         osr_form_check (command->case_id, command->type, command->members, command->payload,
                         error) &&
         set_precondition (self, c, command, after, error);
}

gboolean
osr_replica_write_down (OsrReplica *self, const OsrWireCommand *command, const char *uuid,
                        GError **error)
{
  g_autoptr (GBytes) raw = osr_wire_command_build (command);
  OsrOutboxCommand written = { .uuid = (char *) uuid,
                               .case_id = (char *) command->case_id,
                               .type = (char *) command->type,
                               .raw = raw,
                               .created = command->claimed_at };
  g_autoptr (GError) fault = NULL;

  if (osr_outbox_add (self->outbox, &written, &fault))
    return TRUE;
  osr_replica_note_storage (self, fault);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

char *
osr_replica_act (OsrReplica *self, const char *case_id, const char *type, JsonObject *members,
                 JsonObject *payload, GError **error)
{
  g_autoptr (OsrCase) c = NULL;
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *after = NULL;
  OsrWireCommand command = {
    .case_id = case_id, .type = type, .device = self->device, .members = members, .payload = payload
  };

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (case_id != NULL && type != NULL, NULL);

  if (osr_stream_is_record (case_id))
    return osr_replica_act_beside (self, case_id, type, members, payload, error);
  command.claimed_at = osr_clock_now (self->clock);
  c = osr_replica_find_case (self, case_id, type, error);
  if (c == NULL || !osr_replica_prepare (self, c, &command, &after, error) ||
      !osr_replica_write_down (self, &command, uuid, error))
    return NULL;
  osr_replica_notify_counts (self);
  osr_replica_case_changed (self, case_id);
  osr_replica_push_kick (self);
  return g_steal_pointer (&uuid);
}

const char *
osr_replica_words_member (JsonObject *payload)
{
  for (guint i = 0; payload != NULL && i < G_N_ELEMENTS (word_members); i++) {
    if (osr_json_get_string (payload, word_members[i]) != NULL)
      return word_members[i];
  }
  return NULL;
}

static char *
dup_words (OsrReplica *self, const OsrOutboxCommand *command)
{
  g_autoptr (OsrEvent) event = osr_replica_pending_event (self, command);
  const char *member = event != NULL ? osr_replica_words_member (event->payload) : NULL;

  return member != NULL ? g_strdup (osr_event_get_payload_string (event, member)) : NULL;
}

static OsrAttention *
attention_new (OsrReplica *self, const OsrOutboxCommand *command)
{
  OsrAttention *attention = g_new0 (OsrAttention, 1);

  attention->uuid = g_strdup (command->uuid);
  attention->case_id = g_strdup (command->case_id);
  attention->type = g_strdup (command->type);
  attention->text = dup_words (self, command);
  attention->message = g_strdup (command->message);
  if (!osr_core_error_from_nick (command->code, &attention->code))
    attention->code = OSR_CORE_ERROR_INVALID;
  return attention;
}

void
osr_attention_free (OsrAttention *attention)
{
  if (attention == NULL)
    return;
  g_free (attention->uuid);
  g_free (attention->case_id);
  g_free (attention->type);
  g_free (attention->text);
  g_free (attention->message);
  g_free (attention);
}

GPtrArray *
osr_replica_get_attention (OsrReplica *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_attention_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refused = NULL;

  g_return_val_if_fail (OSR_IS_REPLICA (self), all);

  refused = osr_outbox_list (self->outbox, NULL, OSR_OUTBOX_REFUSED, &error);
  if (refused == NULL)
    g_warning ("The outbox could not be read: %s", error->message);
  for (guint i = 0; refused != NULL && i < refused->len; i++)
    g_ptr_array_add (all, attention_new (self, g_ptr_array_index (refused, i)));
  return all;
}

void
osr_replica_dismiss_attention (OsrReplica *self, const char *uuid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrOutboxCommand) command = NULL;

  g_return_if_fail (OSR_IS_REPLICA (self));

  /* Only what was refused: an unsent command is the clerk's decision, not a leftover. */
  command = osr_outbox_find (self->outbox, uuid, &error);
  if (command == NULL || command->state != OSR_OUTBOX_REFUSED)
    return;
  if (!osr_outbox_remove (self->outbox, uuid, &error))
    g_warning ("A refused command could not be dismissed: %s", error->message);
  osr_replica_files_of_left (self, command->case_id);
  osr_replica_words_let_go (self, command->case_id);
  osr_replica_notify_counts (self);
  osr_replica_emit_case_changed (self, command->case_id);
}
