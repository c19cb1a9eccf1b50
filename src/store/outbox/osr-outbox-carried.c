/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A piece is a third of a mebibyte, so that a line is far below what the JSON reader takes. Bytes are
 * counted and the digest worked out while they come; only a whole file gets its name. */
#include "store/outbox/osr-outbox-carried.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/osr-chain.h"
#include "core/osr-json.h"

#define PIECE  (384 * 1024)
#define KIND   "file"
#define MARKER "\"kind\":\"" KIND "\""

struct _OsrOutboxCarried {
  char *folder;
  char *digest; /* nullable: of the file under way */
  char *path;   /* nullable: where it is written */
  FILE *file;   /* nullable */
  GChecksum *checksum;
  gint64 part; /* the next */
  gsize size;
};

static void
set_fault (GError **error, int fault)
{
  g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (fault),
                       g_strerror (fault));
}

/* --- out --- */

static gint64
size_of (const char *path)
{
  struct stat status;

  return g_stat (path, &status) == 0 && S_ISREG (status.st_mode) ? (gint64) status.st_size : -1;
}

gboolean
osr_outbox_carried_is_there (const char *folder, const char *digest)
{
  g_autofree char *path = g_build_filename (folder, digest, NULL);
  gint64 size = osr_is_digest (digest) ? size_of (path) : -1;

  return size > 0 && size <= OSR_OUTBOX_FILE_MOST;
}

static gboolean
write_part (FILE *out, const char *digest, gint64 part, gint64 parts, GBytes *bytes)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  text = g_base64_encode (data, length);
  json_object_set_string_member (object, "kind", KIND);
  json_object_set_string_member (object, "digest", digest);
  json_object_set_int_member (object, "part", part);
  json_object_set_int_member (object, "parts", parts);
  json_object_set_string_member (object, "bytes", text);
  line = osr_json_write_object (object);
  return fputs (line, out) >= 0 && fputc ('\n', out) != EOF;
}

gboolean
osr_outbox_carried_write (FILE *out, const char *folder, const char *digest, GError **error)
{
  g_autofree char *path = g_build_filename (folder, digest, NULL);
  g_autoptr (GMappedFile) map = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  gint64 parts;

  if (!osr_outbox_carried_is_there (folder, digest))
    return TRUE;
  map = g_mapped_file_new (path, FALSE, error);
  if (map == NULL)
    return FALSE;
  bytes = g_mapped_file_get_bytes (map);
  size = g_bytes_get_size (bytes);
  parts = (gint64) ((size + PIECE - 1) / PIECE);
  for (gint64 part = 0; part < parts; part++) {
    gsize from = (gsize) part * PIECE;
    g_autoptr (GBytes) piece = g_bytes_new_from_bytes (bytes, from, MIN (PIECE, size - from));

    if (!write_part (out, digest, part, parts, piece)) {
      set_fault (error, errno);
      return FALSE;
    }
  }
  return TRUE;
}

/* --- in --- */

OsrOutboxCarried *
osr_outbox_carried_new (const char *folder)
{
  OsrOutboxCarried *self = g_new0 (OsrOutboxCarried, 1);

  self->folder = g_strdup (folder);
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  return self;
}

static void
drop (OsrOutboxCarried *self)
{
  if (self->file != NULL)
    fclose (self->file);
  self->file = NULL;
  if (self->path != NULL)
    g_unlink (self->path);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->digest, g_free);
  g_checksum_reset (self->checksum);
  self->part = 0;
  self->size = 0;
}

void
osr_outbox_carried_free (OsrOutboxCarried *self)
{
  if (self == NULL)
    return;
  drop (self);
  g_checksum_free (self->checksum);
  g_free (self->folder);
  g_free (self);
}

/* Its name says that it is not whole: no digest begins with a dot. */
static gboolean
begin (OsrOutboxCarried *self, const char *digest, GError **error)
{
  drop (self);
  self->path = g_strdup_printf ("%s/.%s.part", self->folder, digest);
  if (g_mkdir_with_parents (self->folder, 0700) == 0)
    self->file = g_fopen (self->path, "we");
  if (self->file == NULL || g_chmod (self->path, 0600) != 0) {
    set_fault (error, errno);
    return FALSE;
  }
  self->digest = g_strdup (digest);
  return TRUE;
}

/* Onto the disk under its name, if it is what it is called. */
static OsrCarried
finish (OsrOutboxCarried *self, char **digest, GError **error)
{
  g_autofree char *place = g_build_filename (self->folder, self->digest, NULL);

  if (!g_str_equal (g_checksum_get_string (self->checksum), self->digest)) {
    drop (self);
    return OSR_CARRIED_SPOILT;
  }
  if (fflush (self->file) != 0 || fsync (fileno (self->file)) != 0 ||
      g_rename (self->path, place) != 0) {
    set_fault (error, errno);
    drop (self);
    return OSR_CARRIED_SPOILT;
  }
  if (digest != NULL)
    *digest = g_strdup (self->digest);
  g_clear_pointer (&self->path, g_free);
  drop (self);
  return OSR_CARRIED_WHOLE;
}

static OsrCarried
take_part (OsrOutboxCarried *self, JsonObject *object, char **whole, GError **error)
{
  const char *digest = osr_json_get_string (object, "digest");
  const char *text = osr_json_get_string (object, "bytes");
  gint64 part = osr_json_get_int (object, "part", -1);
  gint64 parts = osr_json_get_int (object, "parts", -1);
  g_autofree guchar *bytes = NULL;
  gsize length = 0;

  if (!osr_is_digest (digest) || text == NULL || part < 0 || part >= parts)
    return OSR_CARRIED_SPOILT;
  if (part == 0 && !begin (self, digest, error))
    return OSR_CARRIED_SPOILT;
  bytes = g_base64_decode (text, &length);
  self->size += length;
  if (self->file == NULL || part != self->part || g_strcmp0 (digest, self->digest) != 0 ||
      length == 0 || self->size > OSR_OUTBOX_FILE_MOST) {
    drop (self);
    return OSR_CARRIED_SPOILT;
  }
  self->part++;
  g_checksum_update (self->checksum, bytes, (gssize) length);
  if (fwrite (bytes, 1, length, self->file) != length) {
    set_fault (error, errno);
    drop (self);
    return OSR_CARRIED_SPOILT;
  }
  return self->part == parts ? finish (self, whole, error) : OSR_CARRIED_PART;
}

OsrCarried
osr_outbox_carried_take (OsrOutboxCarried *self, const char *line, char **digest, GError **error)
{
  g_autoptr (JsonObject) object = NULL;

  /* Other lines are not to be read twice. */
  if (strstr (line, MARKER) == NULL)
    return OSR_CARRIED_OTHER;
  object = osr_json_read_object (line, -1, 0, "the outbox", NULL);
  if (object == NULL || g_strcmp0 (osr_json_get_string (object, "kind"), KIND) != 0)
    return OSR_CARRIED_OTHER;
  return take_part (self, object, digest, error);
}
