/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds text that is shown whole while there is room and scrolls where there is none. A scrolled
 * window alone does not ask for the height that its text has at its width. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OSR_TYPE_SHRINKING (osr_shrinking_get_type ())
G_DECLARE_FINAL_TYPE (OsrShrinking, osr_shrinking, OSR, SHRINKING, AdwBin)

/* Property "most" (int): pixels of height that are asked for at most; 0 for no such end. Its child is
 * a GtkScrolledWindow with what wraps inside. */

G_END_DECLS
