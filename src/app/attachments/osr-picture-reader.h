/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes something to look at of a file that anybody may have made: only kinds that the core knows, only so
 * many pixels, one file at a time, never larger than it is shown, and away from the thread of the window. */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "core/media/osr-media.h"

G_BEGIN_DECLS

/* The most pixels of a file that are decoded: some decoders hold all of them, whatever is shown. */
#define OSR_PICTURE_MAX_PIXELS (40 * 1000 * 1000)

/* The longest side that is shown. */
#define OSR_PICTURE_MAX_SIDE 4096

/**
 * OsrPicture:
 * @kind: what the file is
 * @size: its bytes
 * @pixbuf: (nullable): upright, at most of the size asked for; %NULL for a video, and for what cannot be
 *   shown: damaged, too large, or of a kind that this machine does not draw
 */
typedef struct {
  OsrMediaKind kind;
  gsize size;
  GdkPixbuf *pixbuf;
} OsrPicture;

void osr_picture_free (OsrPicture *self);

/**
 * osr_picture_read_async:
 * @path: of a file
 * @width: in pixels that the picture is shown on
 * @height: the same
 * @cover: whether all of that is to be covered; else the whole picture is seen inside
 */
void osr_picture_read_async (const char *path, int width, int height, gboolean cover,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);

/* (transfer full) (nullable): %NULL when the file cannot be read; what it is may be unknown */
OsrPicture *osr_picture_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrPicture, osr_picture_free)

G_END_DECLS
