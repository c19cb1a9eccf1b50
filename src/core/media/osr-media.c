/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the formats apart and hands a file to the one that it is of. */
#include "core/media/osr-media.h"

#include <string.h>

#include "core/media/osr-media-private.h"
#include "core/osr-error.h"

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, sentence);
  return FALSE;
}

static OsrMediaSpan
span_of (GBytes *bytes)
{
  OsrMediaSpan span;

  span.data = g_bytes_get_data (bytes, &span.size);
  return span;
}

/* A film of QuickTime's may begin with its own boxes instead of a type. */
static gboolean
is_video (const guint8 *data)
{
  static const char *const names[] = { "ftyp", "moov", "wide", "mdat", "free", "skip" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (memcmp (data + 4, names[i], 4) == 0)
      return TRUE;
  }
  return FALSE;
}

/* A photo in a film's clothes: no network of ours takes it. */
static gboolean
is_still (const guint8 *data)
{
  static const char *const brands[] = { "heic", "heix", "hevc", "mif1", "msf1", "avif", "avis" };

  for (guint i = 0; i < G_N_ELEMENTS (brands); i++) {
    if (memcmp (data + 4, "ftyp", 4) == 0 && memcmp (data + 8, brands[i], 4) == 0)
      return TRUE;
  }
  return FALSE;
}

static OsrMediaKind
kind_of (OsrMediaSpan file)
{
  if (file.size < 16)
    return OSR_MEDIA_UNKNOWN;
  if (memcmp (file.data, "\xff\xd8\xff", 3) == 0)
    return OSR_MEDIA_JPEG;
  if (memcmp (file.data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return OSR_MEDIA_PNG;
  if (memcmp (file.data, "RIFF", 4) == 0 && memcmp (file.data + 8, "WEBP", 4) == 0)
    return OSR_MEDIA_WEBP;
  return is_video (file.data) && !is_still (file.data) ? OSR_MEDIA_VIDEO : OSR_MEDIA_UNKNOWN;
}

static gboolean
walk (OsrMediaSpan file, OsrMediaLook *look, GByteArray *kept, const char **why)
{
  gboolean dirty;

  switch (look->kind) {
  case OSR_MEDIA_JPEG:
    return osr_media_walk_jpeg (file, look, kept);
  case OSR_MEDIA_PNG:
    return osr_media_walk_png (file, look, kept);
  case OSR_MEDIA_WEBP:
    return osr_media_walk_webp (file, look, kept);
  case OSR_MEDIA_VIDEO:
    if (kept != NULL)
      g_byte_array_append (kept, file.data, (guint) file.size);
    return osr_media_walk_video (file, kept != NULL ? kept->data : NULL, &dirty, why);
  case OSR_MEDIA_UNKNOWN:
  default:
    return FALSE;
  }
}

static gboolean
is_bomb (const OsrMediaLook *look)
{
  return look->width > OSR_MEDIA_MAX_SIDE || look->height > OSR_MEDIA_MAX_SIDE ||
         (guint64) look->width * look->height > OSR_MEDIA_MAX_PIXELS;
}

/* @kept: (nullable) */
static gboolean
examine (GBytes *bytes, OsrMediaLook *look, GByteArray *kept, GError **error)
{
  OsrMediaSpan file = span_of (bytes);
  const char *why = "The file is damaged";

  *look = (OsrMediaLook){ kind_of (file), 0, 0, 1 };
  if (look->kind == OSR_MEDIA_UNKNOWN || file.size > G_MAXINT32)
    return refuse (error, "The file is no photo (JPEG, PNG, WebP) and no video (MP4, MOV)");
  if (!walk (file, look, kept, &why))
    return refuse (error, why);
  return !is_bomb (look) || refuse (error, "The photo has more pixels than can be shown");
}

gboolean
osr_media_look (GBytes *bytes, OsrMediaLook *look, GError **error)
{
  g_return_val_if_fail (bytes != NULL && look != NULL, FALSE);

  return examine (bytes, look, NULL, error);
}

GBytes *
osr_media_clean (GBytes *bytes, GError **error)
{
  g_autoptr (GByteArray) kept = g_byte_array_new ();
  g_autoptr (GBytes) clean = NULL;
  OsrMediaLook look;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (!examine (bytes, &look, kept, error))
    return NULL;
  clean = g_byte_array_free_to_bytes (g_steal_pointer (&kept));
  return g_bytes_ref (g_bytes_equal (clean, bytes) ? bytes : clean);
}

gboolean
osr_media_is_clean (GBytes *bytes)
{
  g_autoptr (GBytes) clean = NULL;
  OsrMediaLook look;
  gboolean dirty = TRUE;
  const char *why;

  g_return_val_if_fail (bytes != NULL, FALSE);

  /* a video is not copied for the question */
  if (kind_of (span_of (bytes)) == OSR_MEDIA_VIDEO)
    return osr_media_walk_video (span_of (bytes), NULL, &dirty, &why) && !dirty;
  if (!examine (bytes, &look, NULL, NULL))
    return FALSE;
  clean = osr_media_clean (bytes, NULL);
  return clean == bytes;
}

const char *
osr_media_get_type (OsrMediaKind kind)
{
  static const char *const types[] = { "application/octet-stream", "image/jpeg", "image/png",
                                       "image/webp", "video/mp4" };

  return (guint) kind < G_N_ELEMENTS (types) ? types[kind] : types[0];
}

const char *
osr_media_get_suffix (OsrMediaKind kind)
{
  static const char *const suffixes[] = { "bin", "jpg", "png", "webp", "mp4" };

  return (guint) kind < G_N_ELEMENTS (suffixes) ? suffixes[kind] : suffixes[0];
}
