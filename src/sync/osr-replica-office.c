/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator changes of the office becomes commands like every other; steps on cases are in
 * osr-replica-act.c. */
#include "core/office/osr-rules-office.h"
#include "core/osr-error.h"
#include "core/record/osr-form.h"
#include "sync/osr-replica-private.h"

static gboolean
check_change (OsrReplica *self, const char *type, JsonObject *members, OsrInstant now,
              GError **error)
{
  g_autoptr (OsrEvent) event = osr_event_new (type, now, members, NULL);

  if (!osr_registry_has_role (self->registry, self->person, OSR_ROLE_ADMIN, NULL)) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED,
                         "Only an administrator changes the office");
    return FALSE;
  }
  return osr_rules_check_office (self->registry, event, now, error) &&
         osr_registry_try (self->registry, event, error);
}

JsonObject *
osr_replica_without_zones (JsonObject *members)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, members);
  while (json_object_iter_next (&iter, &name, &node)) {
    if (!g_str_equal (name, "zones"))
      json_object_set_member (copy, name, json_node_copy (node));
  }
  return copy;
}

char *
osr_replica_change_office (OsrReplica *self, const char *type, JsonObject *members, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (GBytes) raw = NULL;
  g_autoptr (JsonObject) sent = osr_replica_without_zones (members);
  OsrWireCommand command = { .case_id = OSR_STREAM_OFFICE, .type = type, .members = sent };
  OsrOutboxCommand written = { .uuid = uuid,
                               .case_id = (char *) OSR_STREAM_OFFICE,
                               .type = (char *) type };

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (type != NULL && members != NULL, NULL);

  command.device = self->device;
  command.claimed_at = osr_clock_now (self->clock);
  if (!check_change (self, type, members, command.claimed_at, error) ||
      !osr_form_check (OSR_STREAM_OFFICE, type, sent, NULL, error))
    return NULL;
  raw = osr_wire_command_build (&command);
  written.raw = raw;
  written.created = command.claimed_at;
  if (!osr_outbox_add (self->outbox, &written, error))
    return NULL;
  osr_replica_notify_counts (self);
  osr_replica_push_kick (self);
  return g_steal_pointer (&uuid);
}
