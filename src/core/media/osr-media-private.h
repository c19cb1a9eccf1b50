/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the formats share: bounded reading, and the two questions that each of them answers. */
#pragma once

#include "core/media/osr-media.h"

G_BEGIN_DECLS

/* A place in the bytes of a file; nothing is read beyond its end. */
typedef struct {
  const guint8 *data;
  gsize size;
} OsrMediaSpan;

static inline guint
osr_media_be16 (const guint8 *data)
{
  return ((guint) data[0] << 8) | data[1];
}

static inline guint32
osr_media_be32 (const guint8 *data)
{
  return ((guint32) osr_media_be16 (data) << 16) | osr_media_be16 (data + 2);
}

static inline guint32
osr_media_le32 (const guint8 *data)
{
  return (guint32) data[0] | ((guint32) data[1] << 8) | ((guint32) data[2] << 16) |
         ((guint32) data[3] << 24);
}

/* Each walks through a whole file. @look is filled in, and what is to stay is appended to @kept
 * (nullable). FALSE for a file that is damaged. */
gboolean osr_media_walk_jpeg (OsrMediaSpan file, OsrMediaLook *look, GByteArray *kept);
gboolean osr_media_walk_png (OsrMediaSpan file, OsrMediaLook *look, GByteArray *kept);
gboolean osr_media_walk_webp (OsrMediaSpan file, OsrMediaLook *look, GByteArray *kept);

/* The same for a video, whose file keeps its length: @copy (nullable) is a copy of it, in which what
 * tells about its maker is emptied. @dirty: whether there was any. @why: set to a sentence when a film
 * that is not damaged cannot be taken. */
gboolean osr_media_walk_video (OsrMediaSpan file, guint8 *copy, gboolean *dirty, const char **why);

G_END_DECLS
