/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos and a video put together by hand, each with what phones write into them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands in every file of these and must not go out: a place, a camera, a name. */
#define OSR_MEDIA_SECRET "59.9386N 30.3141E Pixel-7 Ivan"

/* (transfer full): a JPEG of @side × @side pixels that is to be turned by @orientation (1–8), with EXIF,
 * XMP, IPTC, a comment, and something behind its end */
GBytes *osr_media_fixture_jpeg (guint side, guint orientation);

/* (transfer full): a PNG with texts and a time */
GBytes *osr_media_fixture_png (guint side);

/* (transfer full): a WebP with EXIF and XMP */
GBytes *osr_media_fixture_webp (guint side);

/* (transfer full): an MP4 with a place in it; with @data also a track that is neither picture nor sound */
GBytes *osr_media_fixture_video (gboolean data);

/* Whether OSR_MEDIA_SECRET stands in @bytes. */
gboolean osr_media_fixture_tells (GBytes *bytes);

G_END_DECLS
