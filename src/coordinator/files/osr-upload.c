/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files stand in folders of the first two digits of their digest; what is not whole yet begins with
 * a dot. */
#include "coordinator/files/osr-upload.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "coordinator/osr-coordinator-error.h"
#include "store/osr-store-error.h"

struct _OsrUpload {
  char *folder;
  char *path; /* nullable: kept */
  int file;
  GChecksum *checksum;
  gsize size;
  int fault; /* errno of the first write that failed */
};

char *
osr_upload_dup_path (const char *folder, const char *digest)
{
  g_autofree char *begin = g_strndup (digest, 2);

  return g_build_filename (folder, begin, digest, NULL);
}

static void
set_fault (GError **error, int fault)
{
  if (fault == ENOSPC || fault == EDQUOT) {
    g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FULL,
                         "A file could not be kept: the disk is full.");
    return;
  }
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (fault), "A file could not be kept: %s",
               g_strerror (fault));
}

OsrUpload *
osr_upload_new (const char *folder, GError **error)
{
  g_autoptr (OsrUpload) self = g_new0 (OsrUpload, 1);

  self->folder = g_strdup (folder);
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  self->path = g_build_filename (folder, ".part-XXXXXX", NULL);
  self->file = -1;
  if (g_mkdir_with_parents (folder, 0700) == 0)
    self->file = g_mkstemp_full (self->path, O_RDWR | O_CLOEXEC, 0600);
  if (self->file >= 0)
    return g_steal_pointer (&self);
  set_fault (error, errno);
  g_clear_pointer (&self->path, g_free);
  return NULL;
}

void
osr_upload_free (OsrUpload *self)
{
  if (self == NULL)
    return;
  if (self->file >= 0)
    close (self->file);
  if (self->path != NULL)
    g_unlink (self->path);
  g_checksum_free (self->checksum);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}

void
osr_upload_write (OsrUpload *self, GBytes *chunk)
{
  gsize left;
  const guint8 *data = g_bytes_get_data (chunk, &left);

  self->size += left;
  if (osr_upload_is_too_large (self) || self->fault != 0)
    return;
  g_checksum_update (self->checksum, data, (gssize) left);
  while (left > 0) {
    gssize written = write (self->file, data, left);

    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0) {
      self->fault = written < 0 ? errno : EIO;
      return;
    }
    data += written;
    left -= (gsize) written;
  }
}

gboolean
osr_upload_is_too_large (OsrUpload *self)
{
  return self->size > OSR_UPLOAD_MAX_BYTES;
}

static gboolean
check (OsrUpload *self, const char *digest, GError **error)
{
  if (osr_upload_is_too_large (self)) {
    g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_TOO_LARGE,
                         "The file is larger than this server accepts.");
    return FALSE;
  }
  if (self->fault != 0) {
    set_fault (error, self->fault);
    return FALSE;
  }
  if (g_str_equal (g_checksum_get_string (self->checksum), digest))
    return TRUE;
  g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_DIGEST,
                       "The bytes are not those of this digest.");
  return FALSE;
}

gboolean
osr_upload_keep (OsrUpload *self, const char *digest, GError **error)
{
  g_autofree char *place = osr_upload_dup_path (self->folder, digest);
  g_autofree char *folder = g_path_get_dirname (place);

  if (!check (self, digest, error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0 || fsync (self->file) != 0 ||
      g_rename (self->path, place) != 0) {
    set_fault (error, errno);
    return FALSE;
  }
  g_clear_pointer (&self->path, g_free);
  return TRUE;
}
