/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos and videos as they travel with a reply: what a file is, told by its bytes and never by its
 * name, and the same file without what it tells about its maker. Nothing is decoded here. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most pixels of a photo: what is larger was made to fill a memory. */
#define OSR_MEDIA_MAX_PIXELS (120 * 1000 * 1000)
#define OSR_MEDIA_MAX_SIDE   30000

typedef enum {
  OSR_MEDIA_UNKNOWN,
  OSR_MEDIA_JPEG,
  OSR_MEDIA_PNG,
  OSR_MEDIA_WEBP,
  OSR_MEDIA_VIDEO /* MP4 or MOV */
} OsrMediaKind;

/**
 * OsrMediaLook:
 * @kind: what it is
 * @width: of a photo, in pixels as stored; 0 for a video
 * @height: of a photo
 * @orientation: 1–8 as of EXIF: how it is to be turned before it is shown; 1 for upright
 */
typedef struct {
  OsrMediaKind kind;
  guint width;
  guint height;
  guint orientation;
} OsrMediaLook;

/**
 * osr_media_look:
 * @bytes: a whole file
 * @look: (out): what it is
 * @error: %OSR_CORE_ERROR_INVALID: no photo or video that is known here, one that is damaged, or one
 *   with more pixels than %OSR_MEDIA_MAX_PIXELS
 */
gboolean osr_media_look (GBytes *bytes, OsrMediaLook *look, GError **error);

/**
 * osr_media_clean:
 * @bytes: a whole file
 * @error: %OSR_CORE_ERROR_INVALID, like osr_media_look()
 *
 * Takes out EXIF with its place and camera, XMP, IPTC, comments, texts and whatever stands behind the
 * picture; the picture itself stays as it is, to the bit. A photo that is not upright must be turned
 * before: how it lies is forgotten, too. In a video they become empty space of the same length.
 *
 * Returns: (transfer full) (nullable): the same file without them; @bytes itself when nothing is in it
 */
GBytes *osr_media_clean (GBytes *bytes, GError **error);

/* Whether osr_media_clean() would leave @bytes as they are. */
gboolean osr_media_is_clean (GBytes *bytes);

/* "image/jpeg"; "application/octet-stream" for what is not known */
const char *osr_media_get_type (OsrMediaKind kind);

/* "jpg", without a dot */
const char *osr_media_get_suffix (OsrMediaKind kind);

G_END_DECLS
