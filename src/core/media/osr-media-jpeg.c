/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JPEG: segments with a marker and a length, and scans that end at the next marker. What stands behind
 * the end of the picture (a second one, a film) goes away with the rest. */
#include <string.h>

#include "core/media/osr-media-private.h"

#define SOI  0xd8
#define EOI  0xd9
#define SOS  0xda
#define DHT  0xc4
#define JPG  0xc8
#define DAC  0xcc
#define APP0 0xe0
#define COM  0xfe

typedef struct {
  OsrMediaSpan file;
  gsize at;
  OsrMediaLook *look;
  GByteArray *kept; /* nullable */
  gboolean scanned;
} Walk;

static void
keep (Walk *walk, gsize from, gsize to)
{
  if (walk->kept != NULL)
    g_byte_array_append (walk->kept, walk->file.data + from, (guint) (to - from));
}

static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
}

/* What decides how the colours look stays: the profile of colours, and Adobe's mark of how they are
 * coded. */
static gboolean
stays (guint8 marker, OsrMediaSpan body)
{
  static const char profile[] = "ICC_PROFILE";

  if (marker == APP0)
    return body.size >= 5 && memcmp (body.data, "JFIF", 5) == 0 && body.size == 14;
  if (marker == APP0 + 2)
    return body.size >= sizeof profile && memcmp (body.data, profile, sizeof profile) == 0;
  if (marker == APP0 + 14)
    return body.size >= 5 && memcmp (body.data, "Adobe", 5) == 0 && body.size == 12;
  return (marker < APP0 || marker > 0xef) && marker != COM;
}

static guint
read16 (const guint8 *data, gboolean big)
{
  return big ? osr_media_be16 (data) : (guint) data[0] | ((guint) data[1] << 8);
}

/* The first directory of EXIF names how the picture lies. */
static guint
read_orientation (OsrMediaSpan body)
{
  const guint8 *tiff = body.data + 6;
  gsize size = body.size - 6;
  gboolean big;
  guint32 at;
  guint count;

  if (body.size < 6 + 8 || memcmp (body.data, "Exif\0\0", 6) != 0)
    return 0;
  big = tiff[0] == 'M';
  at = big ? osr_media_be32 (tiff + 4) : osr_media_le32 (tiff + 4);
  if (at > size - 2)
    return 0;
  count = read16 (tiff + at, big);
  for (guint i = 0; i < count; i++) {
    gsize entry = (gsize) at + 2 + 12 * (gsize) i;
    guint value;

    if (entry + 12 > size)
      return 0;
    if (read16 (tiff + entry, big) != 0x0112)
      continue;
    value = read16 (tiff + entry + 8, big);
    return value >= 1 && value <= 8 ? value : 0;
  }
  return 0;
}

static void
note (Walk *walk, guint8 marker, OsrMediaSpan body)
{
  guint orientation;

  if (is_frame (marker) && body.size >= 6 && walk->look->width == 0) {
    walk->look->height = osr_media_be16 (body.data + 1);
    walk->look->width = osr_media_be16 (body.data + 3);
  }
  if (marker != APP0 + 1)
    return;
  orientation = read_orientation (body);
  if (orientation != 0)
    walk->look->orientation = orientation;
}

/* The data of a scan: up to a marker that is neither a stuffed byte nor a restart. */
static void
pass_scan (Walk *walk)
{
  const guint8 *data = walk->file.data;

  walk->scanned = TRUE;
  while (walk->at + 1 < walk->file.size) {
    const guint8 *next = memchr (data + walk->at, 0xff, walk->file.size - 1 - walk->at);

    if (next == NULL)
      break;
    walk->at = (gsize) (next - data);
    if (next[1] == 0xff)
      walk->at += 1;
    else if (next[1] == 0x00 || (next[1] >= 0xd0 && next[1] <= 0xd7))
      walk->at += 2;
    else
      return;
  }
  walk->at = walk->file.size;
}

/* Returns: whether it goes on; @whole says that the end was reached as it should. */
static gboolean
pass_segment (Walk *walk, gboolean *whole)
{
  const guint8 *data = walk->file.data;
  gsize begin = walk->at, length, from;
  guint8 marker;

  if (walk->file.size - begin < 2 || data[begin] != 0xff)
    return FALSE;
  marker = data[begin + 1];
  if (marker == 0xff) { /* fill */
    walk->at += 1;
    return TRUE;
  }
  if (marker == EOI) {
    *whole = walk->scanned;
    keep (walk, begin, begin + 2);
    return FALSE;
  }
  if (walk->file.size - begin < 4 || marker < 0xc0 || (marker >= 0xd0 && marker <= SOI))
    return FALSE;
  length = osr_media_be16 (data + begin + 2);
  if (length < 2 || length > walk->file.size - begin - 2)
    return FALSE;
  from = begin;
  walk->at = begin + 2 + length;
  note (walk, marker, (OsrMediaSpan){ data + begin + 4, length - 2 });
  if (marker == SOS)
    pass_scan (walk);
  if (stays (marker, (OsrMediaSpan){ data + begin + 4, length - 2 }))
    keep (walk, from, walk->at);
  return TRUE;
}

gboolean
osr_media_walk_jpeg (OsrMediaSpan file, OsrMediaLook *look, GByteArray *kept)
{
  Walk walk = { file, 2, look, kept };
  gboolean whole = FALSE;

  keep (&walk, 0, 2);
  while (pass_segment (&walk, &whole))
    ;
  return whole && look->width > 0 && look->height > 0;
}
