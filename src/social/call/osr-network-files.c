/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One after the other, in a thread, a piece at a time. A file whose bytes have another digest was changed
 * since it was approved: nothing is sent then. It stays open, so that what is sent is what was looked at. */
#include "social/call/osr-network-files.h"

#include "net/osr-http-pieces.h"
#include "net/osr-net-error.h"

#define CHUNK (64 * 1024)

/* (transfer full) (nullable): the digest of all bytes of @file */
static char *
read_digest (OsrHttpFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (CHUNK);
  goffset offset = 0;
  gssize n;

  while ((n = osr_http_file_read (file, offset, buffer, CHUNK, error)) > 0) {
    g_checksum_update (sum, buffer, n);
    offset += n;
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
  }
  return n == 0 ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

static OsrHttpFile *
open_approved (const OsrNetworkFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (OsrHttpFile) content = osr_http_file_open (file->path, error);
  g_autofree char *digest = content != NULL ? read_digest (content, cancellable, error) : NULL;

  if (digest == NULL)
    return NULL;
  if (g_ascii_strcasecmp (digest, file->digest) == 0)
    return g_steal_pointer (&content);
  g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                       "A file that goes along is not the one that was approved");
  return NULL;
}

static void
open_all (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPtrArray *files = data;
  g_autoptr (GPtrArray) contents =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_http_file_unref);

  for (guint i = 0; i < files->len; i++) {
    g_autoptr (GError) error = NULL;
    OsrHttpFile *content = open_approved (files->pdata[i], cancellable, &error);

    if (content != NULL) {
      g_ptr_array_add (contents, content);
    } else if (error->domain == OSR_NET_ERROR || g_cancellable_is_cancelled (cancellable)) {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    } else {
      g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                               "A file that goes along cannot be read");
      return;
    }
  }
  g_task_return_pointer (task, g_steal_pointer (&contents), (GDestroyNotify) g_ptr_array_unref);
}

void
osr_network_open_files_async (GPtrArray *files, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, osr_network_open_files_async);
  g_task_set_task_data (task, g_ptr_array_ref (files), (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, open_all);
}

GPtrArray *
osr_network_open_files_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
