/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays children out like words: side by side, and on the next line when there is no more room. For
 * chips and toggles. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OSR_TYPE_WRAP_LAYOUT (osr_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (OsrWrapLayout, osr_wrap_layout, OSR, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *osr_wrap_layout_new (void);

G_END_DECLS
