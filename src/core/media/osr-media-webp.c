/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WebP: chunks in a RIFF file. The header of an extended one says which others there are, and is told
 * that EXIF and XMP are gone. */
#include <string.h>

#include "core/media/osr-media-private.h"

#define HEAD       12
#define HAS_XMP    0x04
#define HAS_EXIF   0x08
#define VP8L_MAGIC 0x2f

static gboolean
is (const guint8 *chunk, const char *name)
{
  return memcmp (chunk, name, 4) == 0;
}

static gboolean
stays (const guint8 *chunk)
{
  static const char *const needed[] = { "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP" };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++) {
    if (is (chunk, needed[i]))
      return TRUE;
  }
  return FALSE;
}

static guint
le24 (const guint8 *data)
{
  return (guint) data[0] | ((guint) data[1] << 8) | ((guint) data[2] << 16);
}

/* The first chunk says how large the picture is. */
static gboolean
read_size (const guint8 *chunk, gsize length, OsrMediaLook *look)
{
  const guint8 *body = chunk + 8;

  if (is (chunk, "VP8X") && length >= 10) {
    look->width = le24 (body + 4) + 1;
    look->height = le24 (body + 7) + 1;
    return TRUE;
  }
  if (is (chunk, "VP8L") && length >= 5 && body[0] == VP8L_MAGIC) {
    guint32 bits = osr_media_le32 (body + 1);

    look->width = (bits & 0x3fff) + 1;
    look->height = ((bits >> 14) & 0x3fff) + 1;
    return TRUE;
  }
  if (is (chunk, "VP8 ") && length >= 10) {
    look->width = osr_media_le32 (body + 6) & 0x3fff;
    look->height = (osr_media_le32 (body + 6) >> 16) & 0x3fff;
    return look->width > 0 && look->height > 0;
  }
  return FALSE;
}

static void
keep_chunk (GByteArray *kept, const guint8 *chunk, gsize padded)
{
  guint begin = kept->len;

  g_byte_array_append (kept, chunk, (guint) padded);
  if (is (chunk, "VP8X") && padded > 8)
    kept->data[begin + 8] &= (guint8) ~(HAS_XMP | HAS_EXIF);
}

static void
write_size (GByteArray *kept)
{
  guint32 size = kept->len - 8;

  for (guint i = 0; i < 4; i++)
    kept->data[4 + i] = (guint8) (size >> (8 * i));
}

gboolean
osr_media_walk_webp (OsrMediaSpan file, OsrMediaLook *look, GByteArray *kept)
{
  gsize end = (gsize) osr_media_le32 (file.data + 4) + 8, at = HEAD;
  gboolean picture = FALSE;

  if (end > file.size || end < HEAD)
    return FALSE;
  if (kept != NULL)
    g_byte_array_append (kept, file.data, HEAD);
  while (end - at >= 8) {
    const guint8 *chunk = file.data + at;
    gsize length = osr_media_le32 (chunk + 4);
    gsize padded = 8 + length + (length & 1);

    if (length > end - at - 8 || padded > end - at)
      return FALSE;
    if (at == HEAD && !read_size (chunk, length, look))
      return FALSE;
    picture = picture || is (chunk, "VP8 ") || is (chunk, "VP8L") || is (chunk, "ANMF");
    if (kept != NULL && stays (chunk))
      keep_chunk (kept, chunk, padded);
    at += padded;
  }
  if (kept != NULL)
    write_size (kept);
  return picture && at == end;
}
