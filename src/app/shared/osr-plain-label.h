/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of text in rows that are made in code. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @text is from anybody, shown as osr_shown_words() says: plain, never markup, wraps anywhere and begins at the left; @css_class: (nullable) */
GtkWidget *osr_plain_label_new (const char *text, const char *css_class);

/* The same of a label that there is: @words of a person in another office, or that they were erased. */
void osr_plain_label_show (GtkWidget *label, const char *words);

G_END_DECLS
