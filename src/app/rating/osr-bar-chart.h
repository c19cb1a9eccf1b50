/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars that begin at zero, one below the other, with what stood there in the period before as a stroke.
 * The numbers stand beside them; the same are in a table, since a picture is not read aloud. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OSR_TYPE_BAR_CHART (osr_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (OsrBarChart, osr_bar_chart, OSR, BAR_CHART, GtkWidget)

GtkWidget *osr_bar_chart_new (void);
void osr_bar_chart_clear (OsrBarChart *self);

/* What the whole width stands for; with @axis numbers stand under the bars. 0: the largest bar. */
void osr_bar_chart_set_scale (OsrBarChart *self, double most, gboolean axis);

/**
 * osr_bar_chart_add:
 * @value: 0 or more; negative: unknown, no bar
 * @before: of the period before; negative: no stroke
 * @number: what stands after the bar
 * @change: (nullable): small, after the number
 */
void osr_bar_chart_add (OsrBarChart *self, const char *name, double value, double before,
                        const char *number, const char *change);

G_END_DECLS
