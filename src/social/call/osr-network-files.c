/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One after the other. A file whose bytes have another digest was changed since it was approved: nothing is
 * sent then. */
#include "social/call/osr-network-files.h"

#include "net/osr-net-error.h"

typedef struct {
  GPtrArray *files;
  GPtrArray *contents;
} Reading;

static void read_next (GTask *task);

static void
reading_free (Reading *reading)
{
  g_ptr_array_unref (reading->files);
  g_ptr_array_unref (reading->contents);
  g_free (reading);
}

static gboolean
is_approved (const OsrNetworkFile *file, GBytes *bytes)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_ascii_strcasecmp (digest, file->digest) == 0;
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  const OsrNetworkFile *file = reading->files->pdata[reading->contents->len];
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (bytes == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (bytes == NULL) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "A file that goes along cannot be read");
  } else if (!is_approved (file, bytes)) {
    g_bytes_unref (bytes);
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "A file that goes along is not the one that was approved");
  } else {
    g_ptr_array_add (reading->contents, bytes);
    read_next (g_steal_pointer (&task));
  }
}

/* (transfer full) of @task. */
static void
read_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GFile) file = NULL;

  if (reading->contents->len == reading->files->len) {
    g_task_return_pointer (task, g_ptr_array_ref (reading->contents),
                           (GDestroyNotify) g_ptr_array_unref);
    g_object_unref (task);
    return;
  }
  file = g_file_new_for_path (
      ((OsrNetworkFile *) reading->files->pdata[reading->contents->len])->path);
  g_file_load_bytes_async (file, g_task_get_cancellable (task), on_bytes, task);
}

void
osr_network_read_files_async (GPtrArray *files, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, osr_network_read_files_async);
  reading->files = g_ptr_array_ref (files);
  reading->contents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  read_next (task);
}

GPtrArray *
osr_network_read_files_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
