/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands keep their ids and bytes, so that whoever delivers them how often counts once. A text goes
 * below what is being written on its case here; nothing is overwritten. */
#include "sync/outbox/osr-replica-import.h"

#include <string.h>

#include "core/media/osr-media-list.h"
#include "core/media/osr-media-proof.h"
#include "store/outbox/osr-outbox-carried.h"
#include "store/outbox/osr-outbox-file.h"
#include "store/outbox/osr-outbox-lines.h"
#include "sync/files/osr-replica-files.h"
#include "sync/osr-replica-private.h"

typedef struct {
  OsrReplica *replica;
  OsrOutboxImport *import;
  OsrOutboxCarried *carried;
  GPtrArray *written; /* cases whose texts are others now */
} Taking;

void
osr_outbox_import_free (OsrOutboxImport *import)
{
  if (import == NULL)
    return;
  g_free (import->login);
  g_array_unref (import->unread);
  g_free (import);
}

char *
osr_replica_dup_office_name (OsrReplica *self)
{
  g_autoptr (GPtrArray) events = NULL;
  const OsrEvent *first;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);

  events = osr_cache_load_events (self->cache, OSR_STREAM_OFFICE, NULL);
  if (events == NULL || events->len == 0)
    return NULL;
  first = events->pdata[0];
  return first->meta != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, first->meta) : NULL;
}

static OsrImportOutcome
judge (OsrReplica *self, const OsrOutboxOwner *owner)
{
  g_autofree char *office = osr_replica_dup_office_name (self);

  if (owner == NULL || owner->login == NULL)
    return OSR_IMPORT_NO_OUTBOX;
  if (owner->office != NULL && office != NULL && !g_str_equal (owner->office, office))
    return OSR_IMPORT_OTHER_OFFICE;
  return g_strcmp0 (owner->login, self->login) == 0 ? OSR_IMPORT_TAKEN : OSR_IMPORT_OTHER_PERSON;
}

static gboolean
is_delivered (OsrReplica *self, const OsrOutboxFileCommand *command)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (self, command->case_id);

  for (guint i = 0; c != NULL && i < c->events->len; i++) {
    if (g_strcmp0 (osr_event_get_string (c->events->pdata[i], "command"), command->uuid) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Whether it names photos that are not on this machine. */
static gboolean
is_bare (OsrReplica *self, const OsrOutboxCommand *command)
{
  g_autoptr (OsrEvent) event = osr_replica_pending_event (self, command);
  g_autofree char *with_text = event != NULL ? osr_media_list_dup (event->members) : NULL;
  g_autofree char *of_proof = event != NULL ? osr_media_proof_dup_files (event->payload) : NULL;
  const char *list = with_text != NULL ? with_text : of_proof;
  g_auto (GStrv) digests = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; digests[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (self->folder, OSR_REPLICA_FILES, digests[i], NULL);

    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
      return TRUE;
  }
  return FALSE;
}

static gboolean
take_command (Taking *taking, const OsrOutboxFileCommand *saved, GError **error)
{
  OsrReplica *self = taking->replica;
  g_autoptr (OsrOutboxCommand) here = osr_outbox_find (self->outbox, saved->uuid, NULL);
  OsrOutboxCommand command = { .uuid = saved->uuid,
                               .case_id = saved->case_id,
                               .type = saved->type,
                               .raw = saved->raw,
                               .created = osr_clock_now (self->clock) };

  if (here != NULL || is_delivered (self, saved)) {
    taking->import->known++;
    return TRUE;
  }
  if (!osr_outbox_add (self->outbox, &command, error))
    return FALSE;
  taking->import->steps++;
  taking->import->bare += is_bare (self, &command) ? 1 : 0;
  return TRUE;
}

/* What was chosen here stays chosen; what did not come along cannot be. */
static void
take_chosen (Taking *taking, const OsrOutboxFileText *saved)
{
  OsrReplica *self = taking->replica;
  g_autofree char *folder = g_build_filename (self->folder, OSR_REPLICA_FILES, NULL);
  g_autofree char *before = osr_replica_dup_files (self, saved->case_id);
  g_auto (GStrv) digests = g_strsplit (saved->files != NULL ? saved->files : "", ",", -1);
  g_autoptr (GString) there = g_string_new (NULL);

  for (guint i = 0; before == NULL && digests[i] != NULL; i++) {
    if (osr_outbox_carried_is_there (folder, digests[i]))
      g_string_append_printf (there, "%s%s", there->len > 0 ? "," : "", digests[i]);
  }
  if (there->len > 0)
    osr_replica_set_files (self, saved->case_id, there->str);
}

static gboolean
take_text (Taking *taking, const OsrOutboxFileText *saved, GError **error)
{
  OsrReplica *self = taking->replica;
  g_autoptr (OsrOutboxWriting) before = osr_outbox_get_writing (self->outbox, saved->case_id, NULL);
  g_autoptr (OsrCase) c = osr_replica_get_case (self, saved->case_id);
  g_autofree char *joined = NULL;

  if (c == NULL) {
    taking->import->caseless++;
    return TRUE;
  }
  if (before != NULL && strstr (before->text, saved->text) != NULL) {
    taking->import->known++;
    return TRUE;
  }
  joined = before != NULL ? g_strconcat (before->text, "\n\n", saved->text, NULL)
                          : g_strdup (saved->text);
  if (!osr_outbox_save_writing (self->outbox, saved->case_id,
                                before != NULL ? before->kind : saved->kind, joined,
                                osr_clock_now (self->clock), error))
    return FALSE;
  take_chosen (taking, saved);
  taking->import->texts++;
  g_ptr_array_add (taking->written, g_strdup (saved->case_id));
  return TRUE;
}

static gboolean
take_line (Taking *taking, const char *line, guint number, GError **error)
{
  g_autoptr (OsrOutboxFileCommand) command = NULL;
  g_autoptr (OsrOutboxFileText) text = NULL;
  g_autoptr (GError) fault = NULL;
  OsrCarried file;

  if (*line == '\0')
    return TRUE;
  file = osr_outbox_carried_take (taking->carried, line, NULL, &fault);
  if (fault != NULL) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return FALSE;
  }
  taking->import->files += file == OSR_CARRIED_WHOLE;
  if (file == OSR_CARRIED_PART || file == OSR_CARRIED_WHOLE)
    return TRUE;
  if (osr_outbox_file_command_read (line, &command, NULL)) {
    if (command != NULL)
      return take_command (taking, command, error);
    text = osr_outbox_file_text_read (line);
    if (text != NULL)
      return take_text (taking, text, error);
  }
  g_array_append_val (taking->import->unread, number);
  return TRUE;
}

/* All or nothing; files that nothing names then go by themselves. */
static gboolean
take_lines (Taking *taking, OsrOutboxLines *lines, GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_outbox_begin (taking->replica->outbox, error);
  g_autoptr (GError) fault = NULL;
  const char *line;

  if (transaction == NULL)
    return FALSE;
  for (guint number = 2; (line = osr_outbox_lines_next (lines, &fault)) != NULL; number++) {
    if (!take_line (taking, line, number, error))
      return FALSE;
  }
  if (fault != NULL) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return FALSE;
  }
  return osr_transaction_commit (transaction, error);
}

static void
tell (Taking *taking)
{
  OsrReplica *self = taking->replica;
  g_autoptr (GPtrArray) commands = osr_outbox_list (self->outbox, NULL, OSR_OUTBOX_UNSENT, NULL);

  osr_replica_notify_counts (self);
  for (guint i = 0; commands != NULL && i < commands->len; i++)
    osr_replica_case_changed (self, ((OsrOutboxCommand *) commands->pdata[i])->case_id);
  for (guint i = 0; i < taking->written->len; i++)
    osr_replica_emit_draft_arrived (self, taking->written->pdata[i]);
  osr_replica_push_kick (self);
  osr_replica_drafts_kick (self);
}

OsrOutboxImport *
osr_replica_import_outbox (OsrReplica *self, const char *path, GError **error)
{
  g_autoptr (OsrOutboxImport) import = NULL;
  g_autoptr (OsrOutboxOwner) owner = NULL;
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrOutboxLines) lines = NULL;
  g_autoptr (OsrOutboxCarried) carried = NULL;
  g_autofree char *folder = NULL;
  const char *first;
  Taking taking;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  lines = osr_outbox_lines_open (path, error);
  if (lines == NULL)
    return NULL;
  osr_replica_flush (self);
  first = osr_outbox_lines_next (lines, NULL);
  owner = first != NULL ? osr_outbox_file_dup_owner (first) : NULL;
  import = g_new0 (OsrOutboxImport, 1);
  import->unread = g_array_new (FALSE, FALSE, sizeof (guint));
  import->login = owner != NULL ? g_strdup (owner->login) : NULL;
  import->outcome = judge (self, owner);
  if (import->outcome != OSR_IMPORT_TAKEN)
    return g_steal_pointer (&import);
  folder = g_build_filename (self->folder, OSR_REPLICA_FILES, NULL);
  carried = osr_outbox_carried_new (folder);
  taking = (Taking){ self, import, carried, written };
  if (!take_lines (&taking, lines, error))
    return NULL;
  tell (&taking);
  return g_steal_pointer (&import);
}
