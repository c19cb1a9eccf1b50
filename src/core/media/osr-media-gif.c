/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GIF89a, sections 17 to 27: a header, a screen with its colours, then blocks. What stands before the first
 * picture is left as it is, but for comments and extensions of programs; what follows it is not read. */
#include "core/media/osr-media-gif.h"

#include <string.h>

#include "core/media/osr-media-private.h"

#define HEADER      6
#define SCREEN      7 /* bytes of the descriptor */
#define PICTURE     10
#define EXTENSION   0x21
#define CONTROL     0xF9 /* the extension that says which colour is seen through */
#define SEPARATOR   0x2C
#define TRAILER     0x3B
#define HAS_COLOURS 0x80

static guint
le16 (const guint8 *data)
{
  return data[0] | ((guint) data[1] << 8);
}

static gsize
colours_of (guint8 packed)
{
  return (packed & HAS_COLOURS) != 0 ? 3u << ((packed & 7) + 1) : 0;
}

/* Behind the sub-blocks that begin at @at; 0 when the file ends before they do. */
static gsize
skip_blocks (OsrMediaSpan file, gsize at)
{
  while (at < file.size && file.data[at] != 0)
    at += 1u + file.data[at];
  return at < file.size ? at + 1 : 0;
}

static gboolean
lies_on_screen (const guint8 *picture, guint width, guint height)
{
  guint wide = le16 (picture + 5), high = le16 (picture + 7);

  return wide > 0 && high > 0 && le16 (picture + 1) + wide <= width &&
         le16 (picture + 3) + high <= height;
}

/* Behind the picture that begins at @at; 0 when it is damaged. */
static gsize
skip_picture (OsrMediaSpan file, gsize at, guint width, guint height)
{
  if (file.size - at < PICTURE || !lies_on_screen (file.data + at, width, height))
    return 0;
  at += PICTURE + colours_of (file.data[at + PICTURE - 1]);
  return at < file.size ? skip_blocks (file, at + 1) : 0; /* after the size of a code */
}

/* The blocks up to the first picture, and it; FALSE when there is none. */
static gboolean
take_first (OsrMediaSpan file, gsize at, guint width, guint height, GByteArray *kept)
{
  while (at != 0 && at + 2 < file.size) {
    gsize begin = at;
    gboolean picture = file.data[at] == SEPARATOR;

    if (!picture && file.data[at] != EXTENSION)
      return FALSE;
    at = picture ? skip_picture (file, at, width, height) : skip_blocks (file, at + 2);
    if (at != 0 && (picture || file.data[begin + 1] == CONTROL))
      g_byte_array_append (kept, file.data + begin, (guint) (at - begin));
    if (picture)
      return at != 0;
  }
  return FALSE;
}

GBytes *
osr_media_gif_first (GBytes *bytes, guint *width, guint *height)
{
  static const guint8 end = TRAILER;
  OsrMediaSpan file;
  g_autoptr (GByteArray) kept = g_byte_array_new ();
  gsize begin;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (width != NULL && height != NULL, NULL);

  file.data = g_bytes_get_data (bytes, &file.size);
  if (file.size < HEADER + SCREEN ||
      (memcmp (file.data, "GIF87a", HEADER) != 0 && memcmp (file.data, "GIF89a", HEADER) != 0))
    return NULL;
  *width = le16 (file.data + HEADER);
  *height = le16 (file.data + HEADER + 2);
  begin = HEADER + SCREEN + colours_of (file.data[HEADER + 4]);
  if (begin >= file.size)
    return NULL;
  g_byte_array_append (kept, file.data, (guint) begin);
  if (!take_first (file, begin, *width, *height, kept))
    return NULL;
  g_byte_array_append (kept, &end, 1);
  return g_byte_array_free_to_bytes (g_steal_pointer (&kept));
}
