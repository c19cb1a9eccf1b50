/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One folder beside the outbox. What is removed from it, and when, is in osr-replica-files-gone.c. */
#include "sync/files/osr-replica-files.h"

#include <glib/gstdio.h>

#include "core/osr-chain.h"
#include "core/media/osr-media-list.h"
#include "core/media/osr-media-proof.h"
#include "net/osr-protocol-files.h"
#include "sync/osr-replica-private.h"

#define FOLDER OSR_REPLICA_FILES
#define KEY    OSR_REPLICA_KEY_FILES

typedef struct {
  char *path;
  GBytes *bytes;
} Keeping;

static void
keeping_free (Keeping *keeping)
{
  g_free (keeping->path);
  g_bytes_unref (keeping->bytes);
  g_free (keeping);
}

/* (transfer full): @digest is one: it was looked at */
static char *
path_of (OsrReplica *self, const char *digest)
{
  return g_build_filename (self->folder, FOLDER, digest, NULL);
}

static gboolean
make_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_mkdir_with_parents (folder, 0700) == 0;
}

static void
keep_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keeping *keeping = data;
  GError *error = NULL;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, keeping->bytes);
  g_autofree char *path = g_build_filename (keeping->path, digest, NULL);
  gsize size;
  const char *contents = g_bytes_get_data (keeping->bytes, &size);

  make_folder (path);
  if (g_file_set_contents_full (path, contents, (gssize) size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &error))
    g_task_return_pointer (task, g_steal_pointer (&digest), g_free);
  else
    g_task_return_error (task, error);
}

void
osr_replica_keep_file_async (OsrReplica *self, GBytes *bytes, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Keeping *keeping;

  g_return_if_fail (OSR_IS_REPLICA (self));
  g_return_if_fail (bytes != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  keeping = g_new0 (Keeping, 1);
  keeping->path = g_build_filename (self->folder, FOLDER, NULL);
  keeping->bytes = g_bytes_ref (bytes);
  self->files_kept++;
  g_task_set_source_tag (task, osr_replica_keep_file_async);
  g_task_set_task_data (task, keeping, (GDestroyNotify) keeping_free);
  g_task_run_in_thread (task, keep_in_thread);
}

char *
osr_replica_keep_file_finish (OsrReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  self->files_kept--;
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  char *digest;
  char *path;
  guint turn; /* files were let go so often when it was asked for */
} Fetching;

static void
fetching_free (Fetching *fetching)
{
  g_free (fetching->digest);
  g_free (fetching->path);
  g_free (fetching);
}

static void fetch (GTask *task);

/* What was asked for before files were let go may be among what is not to be seen any more. */
static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrReplica *self = g_task_get_source_object (task);
  Fetching *fetching = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean done = osr_protocol_get_attachment_finish (OSR_PROTOCOL (source), result, &error);

  if (done && fetching->turn != self->files_turn) {
    g_unlink (fetching->path);
    fetch (task);
  } else if (done) {
    g_task_return_pointer (task, g_strdup (fetching->path), g_free);
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
  }
}

static void
fetch (GTask *task)
{
  OsrReplica *self = g_task_get_source_object (task);
  Fetching *fetching = g_task_get_task_data (task);
  OsrProtocolDownload download = { .name = fetching->digest, .path = fetching->path };

  fetching->turn = self->files_turn;
  osr_protocol_get_attachment_async (self->protocol, &download, g_task_get_cancellable (task),
                                     on_fetched, g_object_ref (task));
}

void
osr_replica_fetch_file_async (OsrReplica *self, const char *digest, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Fetching *fetching;

  g_return_if_fail (OSR_IS_REPLICA (self));
  g_return_if_fail (osr_is_digest (digest));

  task = g_task_new (self, cancellable, callback, user_data);
  fetching = g_new0 (Fetching, 1);
  fetching->digest = g_strdup (digest);
  fetching->path = path_of (self, digest);
  g_task_set_source_tag (task, osr_replica_fetch_file_async);
  g_task_set_task_data (task, fetching, (GDestroyNotify) fetching_free);
  if (g_file_test (fetching->path, G_FILE_TEST_IS_REGULAR)) {
    g_task_return_pointer (task, g_strdup (fetching->path), g_free);
    return;
  }
  make_folder (fetching->path);
  fetch (task);
}

char *
osr_replica_fetch_file_finish (OsrReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
osr_replica_set_files (OsrReplica *self, const char *case_id, const char *digests)
{
  g_autofree char *key = NULL;

  g_return_if_fail (OSR_IS_REPLICA (self));
  g_return_if_fail (case_id != NULL);

  key = g_strconcat (KEY, case_id, NULL);
  osr_replica_keep_setting (self, key, digests != NULL && *digests != '\0' ? digests : NULL);
  osr_replica_files_of_left (self, case_id);
}

char *
osr_replica_dup_files (OsrReplica *self, const char *case_id)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (case_id != NULL, NULL);

  key = g_strconcat (KEY, case_id, NULL);
  return osr_outbox_get (self->outbox, key);
}

/* -- On the way to the coordinator -- */

/* With a text its event lists them, with a proof the payload. */
char *
osr_replica_dup_named_files (OsrReplica *self, const OsrOutboxCommand *command)
{
  g_autoptr (OsrEvent) event = osr_replica_pending_event (self, command);
  char *named = event != NULL ? osr_media_list_dup (event->members) : NULL;

  return named != NULL || event == NULL ? named : osr_media_proof_dup_files (event->payload);
}

/* What is not here was fetched there, or is there since another session. */
static GBytes *
find_unsent (OsrReplica *self, const char *const *digests, const char **digest)
{
  for (guint i = 0; digests[i] != NULL; i++) {
    g_autofree char *path = path_of (self, digests[i]);
    g_autoptr (GMappedFile) map = NULL;

    if (self->files_sent != NULL && g_hash_table_contains (self->files_sent, digests[i]))
      continue;
    map = g_mapped_file_new (path, FALSE, NULL);
    *digest = digests[i];
    if (map != NULL)
      return g_mapped_file_get_bytes (map);
  }
  return NULL;
}

gboolean
osr_replica_send_file (OsrReplica *self, const OsrOutboxCommand *command,
                       GAsyncReadyCallback callback)
{
  g_autofree char *named = osr_replica_dup_named_files (self, command);
  g_auto (GStrv) digests = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *digest;

  if (named == NULL)
    return FALSE;
  digests = g_strsplit (named, ",", -1);
  bytes = find_unsent (self, (const char *const *) digests, &digest);
  if (bytes == NULL)
    return FALSE;
  g_free (self->file_sending);
  self->file_sending = g_strdup (digest);
  osr_protocol_put_attachment_async (self->protocol, digest, bytes, self->stop, callback,
                                     g_object_ref (self));
  return TRUE;
}

void
osr_replica_file_arrived (OsrReplica *self)
{
  if (self->files_sent == NULL)
    self->files_sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (self->file_sending != NULL)
    g_hash_table_add (self->files_sent, g_steal_pointer (&self->file_sending));
}

void
osr_replica_forget_files_sent (OsrReplica *self)
{
  g_clear_pointer (&self->files_sent, g_hash_table_unref);
  g_clear_pointer (&self->file_sending, g_free);
}
