/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One folder beside the outbox. What was fetched to be looked at goes with the session; what is still to
 * go out stays, like the words it belongs to. */
#include "sync/files/osr-replica-files.h"

#include <glib/gstdio.h>

#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "core/media/osr-media-list.h"
#include "core/media/osr-media-proof.h"
#include "net/osr-protocol-files.h"
#include "sync/files/osr-replica-files-private.h"
#include "sync/osr-replica-private.h"

#define FOLDER "files"
#define KEY    "files "

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
  g_task_set_source_tag (task, osr_replica_keep_file_async);
  g_task_set_task_data (task, keeping, (GDestroyNotify) keeping_free);
  g_task_run_in_thread (task, keep_in_thread);
}

char *
osr_replica_keep_file_finish (OsrReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (osr_protocol_get_attachment_finish (OSR_PROTOCOL (source), result, &error))
    g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
  else
    g_task_return_error (task, error);
}

void
osr_replica_fetch_file_async (OsrReplica *self, const char *digest, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  OsrProtocolDownload download = { .name = digest };
  char *path;

  g_return_if_fail (OSR_IS_REPLICA (self));
  g_return_if_fail (osr_is_digest (digest));

  task = g_task_new (self, cancellable, callback, user_data);
  path = path_of (self, digest);
  download.path = path;
  g_task_set_source_tag (task, osr_replica_fetch_file_async);
  g_task_set_task_data (task, path, g_free);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    g_task_return_pointer (task, g_strdup (path), g_free);
    return;
  }
  make_folder (path);
  osr_protocol_get_attachment_async (self->protocol, &download, cancellable, on_fetched,
                                     g_steal_pointer (&task));
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
static char *
dup_named (OsrReplica *self, const OsrOutboxCommand *command)
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
  g_autofree char *named = dup_named (self, command);
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

/* -- What is let go -- */

static void
add_needed (GHashTable *needed, const char *digests)
{
  g_auto (GStrv) parts = g_strsplit (digests != NULL ? digests : "", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_hash_table_add (needed, g_strdup (parts[i]));
}

/* (nullable): what unsent or refused steps and texts being written name; %NULL when that cannot be read */
static GHashTable *
list_needed (OsrReplica *self)
{
  g_autoptr (GHashTable) needed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) commands =
      osr_outbox_list (self->outbox, NULL, OSR_OUTBOX_UNSENT | OSR_OUTBOX_REFUSED, NULL);
  g_autoptr (GPtrArray) writings = osr_outbox_list_writings (self->outbox, FALSE, NULL);

  if (commands == NULL || writings == NULL)
    return NULL;
  for (guint i = 0; i < commands->len; i++) {
    g_autofree char *named = dup_named (self, commands->pdata[i]);

    add_needed (needed, named);
  }
  for (guint i = 0; i < writings->len; i++) {
    g_autofree char *listed =
        osr_replica_dup_files (self, ((OsrOutboxWriting *) writings->pdata[i])->case_id);

    add_needed (needed, listed);
  }
  return g_steal_pointer (&needed);
}

void
osr_replica_let_files_go (OsrReplica *self)
{
  g_autofree char *folder = g_build_filename (self->folder, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;
  g_autoptr (GHashTable) needed = name != NULL ? list_needed (self) : NULL;

  for (; needed != NULL && name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (!g_hash_table_contains (needed, name))
      g_unlink (path);
  }
}

/* Whole, or as far as it had come. */
static void
unlink_file (OsrReplica *self, const char *digest)
{
  static const char *const endings[] = { "", ".part", ".etag" };
  g_autofree char *path = path_of (self, digest);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *one = g_strconcat (path, endings[i], NULL);

    g_unlink (one);
  }
}

static void
forget_listed (OsrReplica *self, JsonObject *object, GHashTable *needed)
{
  static const char *const lists[] = { OSR_MEDIA_LIST, "media" };

  for (guint i = 0; object != NULL && i < G_N_ELEMENTS (lists); i++) {
    JsonArray *array = osr_json_get_array (object, lists[i]);

    for (guint k = 0; array != NULL && k < json_array_get_length (array); k++) {
      JsonObject *file = osr_json_array_get_object (array, k);
      const char *digest = file != NULL ? osr_json_get_string (file, "digest")
                                        : osr_json_array_get_string (array, k);

      if (osr_is_digest (digest) && !g_hash_table_contains (needed, digest))
        unlink_file (self, digest);
    }
  }
}

void
osr_replica_forget_files_of (OsrReplica *self, const char *stream, gint64 version)
{
  gint64 held = osr_cache_get_version (self->cache, stream);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GHashTable) needed = NULL;

  if (osr_stream_get_kind (stream) != OSR_STREAM_OF_CASE)
    return;
  if (held > 0 && (version == 0 || held < version))
    events = osr_cache_load_events (self->cache, stream, NULL);
  needed = events != NULL ? list_needed (self) : NULL;
  if (needed == NULL) {
    osr_replica_let_files_go (self);
    return;
  }
  for (guint i = 0; i < events->len; i++) {
    const OsrEvent *event = g_ptr_array_index (events, i);

    forget_listed (self, event->members, needed);
    forget_listed (self, event->payload, needed);
  }
}
