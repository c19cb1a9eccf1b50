/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays children out in columns of equal width: as many as have room, the rest below. For cards. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OSR_TYPE_COLUMNS_LAYOUT (osr_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (OsrColumnsLayout, osr_columns_layout, OSR, COLUMNS_LAYOUT, GtkLayoutManager)

/* @width: pixels that a column should have at least, where the window is as wide as that */
GtkLayoutManager *osr_columns_layout_new (int width);

G_END_DECLS
