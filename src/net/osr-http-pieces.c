/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of pieces, and a stream that walks along it. Reading is of this machine's disk and blocks;
 * GInputStream does it in a thread of its own. */
#include "net/osr-http-pieces.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct _OsrHttpFile {
  int fd;
  goffset size;
};

typedef struct {
  GBytes *bytes; /* or */
  OsrHttpFile *file;
  goffset length;
} Piece;

struct _OsrHttpPieces {
  GPtrArray *pieces;
  goffset length;
};

/* -- Files -- */

static void
file_clear (gpointer data)
{
  close (((OsrHttpFile *) data)->fd);
}

OsrHttpFile *
osr_http_file_open (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  struct stat status;
  OsrHttpFile *self;

  if (fd < 0 || fstat (fd, &status) != 0 || !S_ISREG (status.st_mode)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The file cannot be read");
    if (fd >= 0)
      close (fd);
    return NULL;
  }
  self = g_atomic_rc_box_new0 (OsrHttpFile);
  self->fd = fd;
  self->size = status.st_size;
  return self;
}

OsrHttpFile *
osr_http_file_ref (OsrHttpFile *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_http_file_unref (OsrHttpFile *self)
{
  g_atomic_rc_box_release_full (self, file_clear);
}

gssize
osr_http_file_read (OsrHttpFile *self, goffset offset, void *buffer, gsize count, GError **error)
{
  gssize n;

  do
    n = pread (self->fd, buffer, count, offset);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The file cannot be read");
  return n;
}

/* -- Pieces -- */

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_clear_pointer (&piece->bytes, g_bytes_unref);
  g_clear_pointer (&piece->file, osr_http_file_unref);
  g_free (piece);
}

static void
pieces_clear (gpointer data)
{
  g_ptr_array_unref (((OsrHttpPieces *) data)->pieces);
}

OsrHttpPieces *
osr_http_pieces_new (void)
{
  OsrHttpPieces *self = g_atomic_rc_box_new0 (OsrHttpPieces);

  self->pieces = g_ptr_array_new_with_free_func (piece_free);
  return self;
}

OsrHttpPieces *
osr_http_pieces_ref (OsrHttpPieces *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_http_pieces_unref (OsrHttpPieces *self)
{
  g_atomic_rc_box_release_full (self, pieces_clear);
}

static void
add (OsrHttpPieces *self, GBytes *bytes, OsrHttpFile *file)
{
  Piece *piece = g_new0 (Piece, 1);

  piece->bytes = bytes;
  piece->file = file;
  piece->length = file != NULL ? file->size : (goffset) g_bytes_get_size (bytes);
  self->length += piece->length;
  g_ptr_array_add (self->pieces, piece);
}

void
osr_http_pieces_add_text (OsrHttpPieces *self, const char *text)
{
  add (self, g_bytes_new (text, strlen (text)), NULL);
}

void
osr_http_pieces_add_file (OsrHttpPieces *self, OsrHttpFile *file)
{
  add (self, NULL, osr_http_file_ref (file));
}

goffset
osr_http_pieces_get_length (OsrHttpPieces *self)
{
  return self->length;
}

/* -- The stream -- */

#define OSR_TYPE_PIECES_STREAM (osr_pieces_stream_get_type ())
G_DECLARE_FINAL_TYPE (OsrPiecesStream, osr_pieces_stream, OSR, PIECES_STREAM, GInputStream)

struct _OsrPiecesStream {
  GInputStream parent_instance;

  OsrHttpPieces *pieces;
  guint at;
  goffset offset; /* within the piece */
};

G_DEFINE_FINAL_TYPE (OsrPiecesStream, osr_pieces_stream, G_TYPE_INPUT_STREAM)

static gssize
read_piece (const Piece *piece, goffset offset, void *buffer, gsize count, GError **error)
{
  gssize n = (gssize) count;

  if (piece->file != NULL)
    n = osr_http_file_read (piece->file, offset, buffer, count, error);
  else
    memcpy (buffer, (const char *) g_bytes_get_data (piece->bytes, NULL) + offset, count);
  if (n != 0)
    return n;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                       "The file has become shorter while it was sent");
  return -1;
}

static gssize
osr_pieces_stream_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable,
                        GError **error)
{
  OsrPiecesStream *self = OSR_PIECES_STREAM (stream);
  GPtrArray *pieces = self->pieces->pieces;
  const Piece *piece;
  gssize n;

  while (self->at < pieces->len &&
         self->offset >= ((const Piece *) pieces->pdata[self->at])->length) {
    self->at++;
    self->offset = 0;
  }
  if (self->at >= pieces->len || count == 0)
    return 0;
  piece = pieces->pdata[self->at];
  n = read_piece (piece, self->offset, buffer, MIN (count, (gsize) (piece->length - self->offset)),
                  error);
  if (n > 0)
    self->offset += n;
  return n;
}

static void
osr_pieces_stream_finalize (GObject *object)
{
  osr_http_pieces_unref (OSR_PIECES_STREAM (object)->pieces);
  G_OBJECT_CLASS (osr_pieces_stream_parent_class)->finalize (object);
}

static void
osr_pieces_stream_class_init (OsrPiecesStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_pieces_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = osr_pieces_stream_read;
}

static void
osr_pieces_stream_init (OsrPiecesStream *self)
{
}

GInputStream *
osr_http_pieces_open (OsrHttpPieces *self)
{
  OsrPiecesStream *stream = g_object_new (OSR_TYPE_PIECES_STREAM, NULL);

  stream->pieces = osr_http_pieces_ref (self);
  return G_INPUT_STREAM (stream);
}
