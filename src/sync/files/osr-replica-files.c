/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One folder beside the outbox. What was fetched to be looked at goes with the session, and with its case
 * when that goes out of sight or its words are destroyed; what is still to go out stays, like the words
 * it belongs to. */
#include "sync/files/osr-replica-files.h"

#include <glib/gstdio.h>

#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "core/media/osr-media-list.h"
#include "net/osr-protocol-files.h"
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

static char *
dup_named (OsrReplica *self, const OsrOutboxCommand *command)
{
  g_autoptr (OsrEvent) event = osr_replica_pending_event (self, command);

  return event != NULL ? osr_media_list_dup (event->members) : NULL;
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

/* Also what is left of a download that was broken off. */
static void
remove_file (OsrReplica *self, const char *digest)
{
  static const char *const ends[] = { "", ".part", ".etag" };
  g_autofree char *path = path_of (self, digest);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *one = g_strconcat (path, ends[i], NULL);

    g_unlink (one);
  }
}

/* (transfer full): what @events name: pictures of the message, and files of replies */
static GHashTable *
list_named (GPtrArray *events)
{
  GHashTable *named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < events->len; i++) {
    OsrEvent *event = events->pdata[i];
    JsonArray *media = event->payload != NULL ? osr_json_get_array (event->payload, "media") : NULL;
    g_autofree char *files = osr_media_list_dup (event->members);

    add_needed (named, files);
    for (guint j = 0; media != NULL && j < json_array_get_length (media); j++) {
      JsonObject *object = osr_json_array_get_object (media, j);
      const char *digest = object != NULL ? osr_json_get_string (object, "digest") : NULL;

      if (osr_is_digest (digest))
        g_hash_table_add (named, g_strdup (digest));
    }
  }
  return named;
}

void
osr_replica_let_named_go (OsrReplica *self, GPtrArray *events)
{
  g_autoptr (GHashTable) named = list_named (events);
  g_autoptr (GHashTable) needed = NULL;
  GHashTableIter at;
  gpointer digest;

  if (g_hash_table_size (named) == 0)
    return;
  osr_replica_writing_save (self); /* a text of this minute may name one, too */
  needed = list_needed (self);
  g_hash_table_iter_init (&at, named);
  while (needed != NULL && g_hash_table_iter_next (&at, &digest, NULL)) {
    if (!g_hash_table_contains (needed, digest))
      remove_file (self, digest);
  }
}

void
osr_replica_let_case_files_go (OsrReplica *self, const char *id)
{
  g_autoptr (GPtrArray) events = osr_cache_load_events (self->cache, id, NULL);
  OsrCase *visited = osr_replica_ref_visited (self, id);

  if (events != NULL)
    osr_replica_let_named_go (self, events);
  if (visited != NULL)
    osr_replica_let_named_go (self, visited->events);
  osr_case_unref (visited);
}

void
osr_replica_let_files_go (OsrReplica *self)
{
  g_autofree char *folder = g_build_filename (self->folder, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GHashTable) needed = dir != NULL ? list_needed (self) : NULL;
  const char *name;

  while (needed != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (!g_hash_table_contains (needed, name))
      g_unlink (path);
  }
}
