/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the rating: each figure is a button that opens its cases. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asked for by figures and sentences: a title and case ids, "(sas)". */
#define OSR_RATING_SHOW_CASES "rating.show-cases"

/* Gives @view its columns over @items (element-type OsrRatingItem). */
void osr_rating_table_set_up (GtkColumnView *view, GListModel *items);

/* Asks for the cases @ids (element-type utf8) from @widget; nothing to show is not asked for. */
void osr_rating_show_cases (GtkWidget *widget, const char *title, GPtrArray *ids);

G_END_DECLS
