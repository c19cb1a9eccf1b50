/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One body in the table of a rating: words for its cells, and the cases that each is made of. Works
 * without a display. */
#pragma once

#include <gio/gio.h>

#include "core/rating/osr-summary.h"

G_BEGIN_DECLS

/* The columns that show a figure. */
typedef enum {
  OSR_RATING_TOTAL,
  OSR_RATING_TIMELINESS,
  OSR_RATING_QUALITY,
  OSR_RATING_ACTIVITY,
  OSR_RATING_MEAN_TIME,
  OSR_RATING_CASES,
  OSR_RATING_LEFT_OUT
} OsrRatingColumn;
#define OSR_N_RATING_COLUMNS 7

#define OSR_TYPE_RATING_ITEM (osr_rating_item_get_type ())
G_DECLARE_FINAL_TYPE (OsrRatingItem, osr_rating_item, OSR, RATING_ITEM, GObject)

OsrRatingItem *osr_rating_item_new (const OsrSummary *summary, const OsrRatingRow *row);

const char *osr_rating_item_get_name (OsrRatingItem *self);
const char *osr_rating_item_get_text (OsrRatingItem *self, OsrRatingColumn column);

/* What the figure is made of and how it changed, for a tooltip and to be read aloud; never %NULL. */
const char *osr_rating_item_get_about (OsrRatingItem *self, OsrRatingColumn column);

/* (element-type utf8) (transfer none): what the figure is made of */
GPtrArray *osr_rating_item_get_cases (OsrRatingItem *self, OsrRatingColumn column);

/* Head of a column. */
const char *osr_rating_column_get_title (OsrRatingColumn column);

/* Puts an item for each body of the rating into @store, and nothing else. */
void osr_rating_item_fill (GListStore *store, const OsrSummary *summary);

G_END_DECLS
