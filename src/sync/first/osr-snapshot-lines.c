/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unpacks by pieces and cuts them into lines. What a line means is for whoever reads it. */
#include "sync/first/osr-snapshot-lines.h"

#include <string.h>

#include "core/osr-json.h"
#include "net/osr-net-error.h"

#define PIECE_BYTES (64 * 1024)

/* A line is one case with all its words; a file that unpacks to longer ones is not of a coordinator. */
#define MOST_LINE_BYTES (64 * 1024 * 1024)

struct _OsrSnapshotLines {
  GInputStream *stream;
  GByteArray *rest; /* unpacked and not yet handed out */
  gsize start;      /* of what is left in it */
  gsize looked;     /* up to where there is no end of a line */
  gboolean ended;
};

OsrSnapshotLines *
osr_snapshot_lines_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) raw = g_file_read (file, NULL, error);
  g_autoptr (GConverter) gunzip = NULL;
  OsrSnapshotLines *self;

  if (raw == NULL)
    return NULL;
  gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  self = g_new0 (OsrSnapshotLines, 1);
  self->stream = g_converter_input_stream_new (G_INPUT_STREAM (raw), gunzip);
  self->rest = g_byte_array_new ();
  return self;
}

void
osr_snapshot_lines_free (OsrSnapshotLines *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->stream);
  g_clear_pointer (&self->rest, g_byte_array_unref);
  g_free (self);
}

/* What was handed out goes only now and then: moving the rest costs. */
static void
drop_used (OsrSnapshotLines *self)
{
  if (self->start == 0)
    return;
  g_byte_array_remove_range (self->rest, 0, (guint) self->start);
  self->looked -= self->start;
  self->start = 0;
}

static gboolean
unpack_more (OsrSnapshotLines *self, GError **error)
{
  guint before;
  gssize got;

  drop_used (self);
  before = self->rest->len;
  if (before > MOST_LINE_BYTES) {
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                         "A line of the snapshot is too long");
    return FALSE;
  }
  g_byte_array_set_size (self->rest, before + PIECE_BYTES);
  got = g_input_stream_read (self->stream, self->rest->data + before, PIECE_BYTES, NULL, error);
  g_byte_array_set_size (self->rest, before + (guint) MAX (got, 0));
  self->ended = got == 0;
  return got >= 0;
}

static JsonObject *
read_line (const char *bytes, gsize length, GError **error)
{
  g_autoptr (GError) unreadable = NULL;
  JsonObject *object =
      osr_json_read_object (bytes, (gssize) length, MOST_LINE_BYTES, "snapshot", &unreadable);

  if (object == NULL)
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, unreadable->message);
  return object;
}

JsonObject *
osr_snapshot_lines_next (OsrSnapshotLines *self, GError **error)
{
  for (;;) {
    const char *bytes = (const char *) self->rest->data;
    const char *end = NULL;
    gsize begin = self->start;

    if (self->rest->len > self->looked)
      end = memchr (bytes + self->looked, '\n', self->rest->len - self->looked);
    if (end != NULL) {
      self->start = self->looked = (gsize) (end - bytes) + 1;
      return read_line (bytes + begin, (gsize) (end - bytes) - begin, error);
    }
    self->looked = self->rest->len;
    if (self->ended)
      break;
    if (!unpack_more (self, error))
      return NULL;
  }
  if (self->start == self->rest->len)
    return NULL;
  g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "The snapshot is cut off");
  return NULL;
}
