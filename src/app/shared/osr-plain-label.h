/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of text in rows that are made in code. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @text is plain, never markup, wraps anywhere and begins at the left; @css_class: (nullable) */
GtkWidget *osr_plain_label_new (const char *text, const char *css_class);

G_END_DECLS
