/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PNG: chunks with a length, a name and a sum. What is needed to show the picture stays; texts, times,
 * EXIF and whatever is not known go. */
#include <string.h>

#include "core/media/osr-media-private.h"

#define HEAD 8

static gboolean
stays (const guint8 *name)
{
  static const char *const needed[] = { "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA",
                                        "cHRM", "sRGB", "iCCP", "sBIT", "pHYs", "bKGD" };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++) {
    if (memcmp (name, needed[i], 4) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
read_header (OsrMediaSpan body, OsrMediaLook *look)
{
  if (body.size != 13)
    return FALSE;
  look->width = osr_media_be32 (body.data);
  look->height = osr_media_be32 (body.data + 4);
  return look->width > 0 && look->height > 0;
}

gboolean
osr_media_walk_png (OsrMediaSpan file, OsrMediaLook *look, GByteArray *kept)
{
  gsize at = HEAD;

  if (kept != NULL)
    g_byte_array_append (kept, file.data, HEAD);
  while (file.size - at >= 12) {
    const guint8 *chunk = file.data + at;
    gsize length = osr_media_be32 (chunk);

    if (length > file.size - at - 12)
      return FALSE;
    if (at == HEAD && (memcmp (chunk + 4, "IHDR", 4) != 0 ||
                       !read_header ((OsrMediaSpan){ chunk + 8, length }, look)))
      return FALSE;
    if (kept != NULL && stays (chunk + 4))
      g_byte_array_append (kept, chunk, (guint) length + 12);
    at += length + 12;
    if (memcmp (chunk + 4, "IEND", 4) == 0)
      return TRUE;
  }
  return FALSE;
}
