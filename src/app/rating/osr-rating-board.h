/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rating of a period as a page: figures of the office, bars and table of the bodies, lines over the
 * weeks, topics, and what needs attention. */
#pragma once

#include <adwaita.h>

#include "core/rating/osr-summary.h"

G_BEGIN_DECLS

#define OSR_TYPE_RATING_BOARD (osr_rating_board_get_type ())
G_DECLARE_FINAL_TYPE (OsrRatingBoard, osr_rating_board, OSR, RATING_BOARD, AdwBin)

/* @summary: (nullable): copied from */
void osr_rating_board_set_summary (OsrRatingBoard *self, const OsrSummary *summary);

G_END_DECLS
