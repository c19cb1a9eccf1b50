/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first picture of a film of pictures. How many follow it, and what they would fill, nobody needs to
 * know to show that one. Nothing is decoded here. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_media_gif_first:
 * @bytes: a whole file, from anybody
 * @width: (out): pixels of its screen
 * @height: (out)
 *
 * Returns: (transfer full) (nullable): a GIF of that picture alone; %NULL for another kind of file, one that
 *   ends before it does, and one whose first picture does not lie on its screen
 */
GBytes *osr_media_gif_first (GBytes *bytes, guint *width, guint *height);

G_END_DECLS
