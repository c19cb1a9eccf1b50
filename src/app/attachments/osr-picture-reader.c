/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decoder is named by what the core found, so that no other one of this machine guesses at the bytes;
 * and it is asked for its own figures before it takes memory: a header may say less than the rest. */
#include "app/attachments/osr-picture-reader.h"

#include "core/media/osr-media-gif.h"

#define CHUNK 65536

typedef struct {
  char *path;
  int width;
  int height;
  gboolean cover;
} Reading;

/* What the decoder is told when it knows how large the picture is. */
typedef struct {
  const Reading *reading;
  gboolean lying; /* on its side */
} Fit;

static GMutex one_at_a_time;

void
osr_picture_free (OsrPicture *self)
{
  g_clear_object (&self->pixbuf);
  g_free (self);
}

static void
reading_free (Reading *reading)
{
  g_free (reading->path);
  g_free (reading);
}

/* Zero is how a decoder is told to stop. */
static void
fit (GdkPixbufLoader *loader, int width, int height, const Fit *self)
{
  double wide = self->lying ? self->reading->height : self->reading->width;
  double high = self->lying ? self->reading->width : self->reading->height;
  double scale;

  if (width < 1 || height < 1 || (gint64) width * height > OSR_PICTURE_MAX_PIXELS) {
    gdk_pixbuf_loader_set_size (loader, 0, 0);
    return;
  }
  scale =
      self->reading->cover ? MAX (wide / width, high / height) : MIN (wide / width, high / height);
  scale = MIN (scale, (double) OSR_PICTURE_MAX_SIDE / MAX (width, height));
  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale + 0.5)),
                                MAX (1, (int) (height * scale + 0.5)));
}

static const char *
decoder_of (OsrMediaKind kind)
{
  return kind == OSR_MEDIA_JPEG   ? "jpeg"
         : kind == OSR_MEDIA_PNG  ? "png"
         : kind == OSR_MEDIA_WEBP ? "webp"
                                  : NULL;
}

/* The header comes first, and with it the end of what is too large. */
static gboolean
feed (GdkPixbufLoader *loader, GBytes *bytes, GCancellable *cancellable)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  gboolean good = TRUE;

  for (gsize at = 0; good && at < length; at += CHUNK)
    good = !g_cancellable_is_cancelled (cancellable) &&
           gdk_pixbuf_loader_write (loader, data + at, MIN (CHUNK, length - at), NULL);
  return gdk_pixbuf_loader_close (loader, NULL) && good;
}

static GdkPixbuf *
turn (GdkPixbuf *stored, guint orientation)
{
  g_autofree char *way = g_strdup_printf ("%u", orientation);

  gdk_pixbuf_set_option (stored, "orientation", way);
  return gdk_pixbuf_apply_embedded_orientation (stored);
}

static GdkPixbuf *
decode (const Reading *reading, GBytes *bytes, const OsrMediaLook *look, const char *decoder,
        GCancellable *cancellable)
{
  Fit how = { reading, look->orientation >= 5 };
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GMutexLocker) lock = NULL;

  if (decoder == NULL || (gint64) look->width * look->height > OSR_PICTURE_MAX_PIXELS)
    return NULL;
  lock = g_mutex_locker_new (&one_at_a_time);
  loader = gdk_pixbuf_loader_new_with_type (decoder, NULL);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (fit), &how);
  if (!feed (loader, bytes, cancellable) || gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    return NULL;
  return turn (gdk_pixbuf_loader_get_pixbuf (loader), look->orientation);
}

/* Of a film of pictures only the first is fed: it never plays, and what follows fills no memory. */
static GdkPixbuf *
decode_first (const Reading *reading, GBytes *bytes, GCancellable *cancellable)
{
  OsrMediaLook look = { OSR_MEDIA_UNKNOWN, 0, 0, 1 };
  g_autoptr (GBytes) first = osr_media_gif_first (bytes, &look.width, &look.height);

  return first != NULL ? decode (reading, first, &look, "gif", cancellable) : NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Reading *reading = data;
  GError *error = NULL;
  g_autoptr (GMappedFile) map = g_mapped_file_new (reading->path, FALSE, &error);
  g_autoptr (GBytes) bytes = map != NULL ? g_mapped_file_get_bytes (map) : NULL;
  OsrMediaLook look = { OSR_MEDIA_UNKNOWN, 0, 0, 1 };
  OsrPicture *picture;

  if (bytes == NULL) {
    g_task_return_error (task, error);
    return;
  }
  picture = g_new0 (OsrPicture, 1);
  picture->size = g_bytes_get_size (bytes);
  if (osr_media_look (bytes, &look, NULL)) {
    picture->kind = look.kind;
    picture->pixbuf = decode (reading, bytes, &look, decoder_of (look.kind), cancellable);
  } else {
    picture->pixbuf = decode_first (reading, bytes, cancellable);
  }
  g_task_return_pointer (task, picture, (GDestroyNotify) osr_picture_free);
}

void
osr_picture_read_async (const char *path, int width, int height, gboolean cover,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  g_return_if_fail (path != NULL);
  g_return_if_fail (width > 0 && height > 0);

  task = g_task_new (NULL, cancellable, callback, user_data);
  reading = g_new0 (Reading, 1);
  reading->path = g_strdup (path);
  reading->width = width;
  reading->height = height;
  reading->cover = cover;
  g_task_set_source_tag (task, osr_picture_read_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  g_task_run_in_thread (task, read_in_thread);
}

OsrPicture *
osr_picture_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
