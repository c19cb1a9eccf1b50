/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says beyond its cases: words that were destroyed leave the outbox and the kept
 * pictures too. */
#include "core/osr-error.h"
#include "store/audit/osr-cache-erase.h"
#include "store/audit/osr-outbox-erase.h"
#include "sync/files/osr-replica-files.h"
#include "sync/osr-replica-private.h"

static gboolean
erase (OsrReplica *self, OsrRecord *record, GError **error)
{
  gboolean whole = FALSE;
  g_autoptr (GArray) versions = osr_record_get_erased (record, &whole);

  if (versions == NULL)
    return TRUE;
  osr_replica_overtake_case (self, record->stream);
  if (whole)
    osr_replica_set_files (self, record->stream, NULL);
  osr_replica_files_heed (self);
  /* The copies kept for a restored backup go, too: before the file is cut. */
  return osr_outbox_forget_acknowledged (self->outbox, record->stream, error) &&
         osr_outbox_erase (self->outbox, record->stream, whole, error);
}

/* The case is out of sight: nobody would tell this workstation of an erasure any more. What it sent of
 * the case goes whole, and so does not repair a restored centre. A copy without its words would be other
 * bytes under the same id, which the centre refuses; and steps that never had words would be answered
 * with 404 and end in "needs attention" of somebody who may not know of the case. Who still sees it, a
 * curator say, offers their own steps. */
static gboolean
forget (OsrReplica *self, const char *stream, GError **error)
{
  osr_replica_overtake_case (self, stream);
  osr_replica_files_heed (self);
  return osr_outbox_forget_acknowledged (self->outbox, stream, error) &&
         osr_outbox_erase (self->outbox, stream, FALSE, error);
}

gboolean
osr_replica_note_erasures (OsrReplica *self, OsrPage *page, GError **error)
{
  for (guint i = 0; i < page->entries->len; i++) {
    OsrEntry *entry = page->entries->pdata[i];

    if (entry->kind == OSR_ENTRY_FORGET && !forget (self, entry->stream, error))
      return FALSE;
    for (guint j = 0; j < entry->records->len; j++) {
      if (!erase (self, entry->records->pdata[j], error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
has_erased (OsrCase *c)
{
  for (guint i = 0; c != NULL && i < c->events->len; i++) {
    if (osr_event_is (c->events->pdata[i], "payload-erased"))
      return TRUE;
  }
  return FALSE;
}

void
osr_replica_words_let_go (OsrReplica *self, const char *case_id)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (self, case_id);
  g_autoptr (GError) error = NULL;

  if (!has_erased (c))
    return;
  if (!osr_cache_note_erased (self->cache, &error) ||
      !osr_outbox_erase (self->outbox, case_id, FALSE, &error))
    osr_replica_report ("Words that were let go may still be in the files", error);
  osr_replica_case_changed (self, case_id);
}

gboolean
osr_replica_is_destroyed (GPtrArray *events)
{
  g_autoptr (GPtrArray) records = osr_replica_records_from_wire (events, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++) {
    const OsrRecord *record = records->pdata[i];

    if (record->digest != NULL && record->payload == NULL)
      return TRUE;
  }
  return FALSE;
}

static gboolean
drop (OsrReplica *self, const OsrOutboxCommand *command, GError **error)
{
  return osr_outbox_remove (self->outbox, command->uuid, error) &&
         osr_outbox_erase (self->outbox, command->case_id, FALSE, error);
}

void
osr_replica_drop_destroyed (OsrReplica *self)
{
  const char *nick = osr_core_error_nick (OSR_CORE_ERROR_ERASED);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refused = osr_outbox_list (self->outbox, NULL, OSR_OUTBOX_REFUSED, &error);

  for (guint i = 0; refused != NULL && error == NULL && i < refused->len; i++) {
    const OsrOutboxCommand *command = g_ptr_array_index (refused, i);

    if (g_strcmp0 (command->code, nick) == 0)
      drop (self, command, &error);
  }
  if (error != NULL)
    osr_replica_store_failed (self, "Words that were destroyed are still in the outbox", error);
}

void
osr_replica_note_page (OsrReplica *self, OsrPage *page)
{
  for (guint i = 0; i < page->entries->len; i++) {
    OsrEntry *entry = page->entries->pdata[i];

    for (guint j = 0; j < entry->records->len; j++)
      osr_replica_audit_record (self, entry->records->pdata[j]);
  }
}

char *
osr_replica_erase (OsrReplica *self, const char *id, const char *act, const char *date,
                   const char *reason, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (GBytes) raw = NULL;
  OsrWireCommand command = { .case_id = id, .type = "payload-erased", .members = members };
  OsrOutboxCommand written = { .uuid = uuid,
                               .case_id = (char *) id,
                               .type = (char *) "payload-erased" };

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);

  if (!osr_registry_has_role (self->registry, self->person, OSR_ROLE_ADMIN, NULL)) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED,
                         "Only an administrator has words destroyed");
    return NULL;
  }
  json_object_set_string_member (members, "act", act);
  json_object_set_string_member (members, "act_date", date);
  json_object_set_string_member (members, "reason", reason);
  command.device = self->device;
  command.claimed_at = osr_clock_now (self->clock);
  raw = osr_wire_command_build (&command);
  written.raw = raw;
  written.created = command.claimed_at;
  if (!osr_outbox_add (self->outbox, &written, error))
    return NULL;
  osr_replica_case_changed (self, id);
  osr_replica_notify_counts (self);
  osr_replica_push_kick (self);
  return g_steal_pointer (&uuid);
}
