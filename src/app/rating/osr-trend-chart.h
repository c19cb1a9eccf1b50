/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two lines over the weeks of a period, from 0 to 100: each is named at its end, and one is dashed, so
 * that nothing is told by colour alone. */
#pragma once

#include <gtk/gtk.h>

#include "core/rating/osr-rating.h"

G_BEGIN_DECLS

#define OSR_TYPE_TREND_CHART (osr_trend_chart_get_type ())
G_DECLARE_FINAL_TYPE (OsrTrendChart, osr_trend_chart, OSR, TREND_CHART, GtkWidget)

GtkWidget *osr_trend_chart_new (void);

/* @rating: (nullable): copied from */
void osr_trend_chart_set_rating (OsrTrendChart *self, const OsrRating *rating);

G_END_DECLS
