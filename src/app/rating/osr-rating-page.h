/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of supervisors and curators: the rating of a period and its summary, with the period chosen
 * above both. */
#pragma once

#include <adwaita.h>

#include "app/rating/osr-rating-model.h"
#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_RATING_PAGE (osr_rating_page_get_type ())
G_DECLARE_FINAL_TYPE (OsrRatingPage, osr_rating_page, OSR, RATING_PAGE, AdwBin)

/* Actions: "rating.show-cases" (sas): a title and case ids;
 *   "rating.save" ('csv', 'pdf'): asks for a file. */

void osr_rating_page_set_workplace (OsrRatingPage *self, OsrWorkplace *workplace);

/* Whether the person who is signed in has these pages at all. */
gboolean osr_rating_page_is_open (OsrRatingPage *self);

/* @section: "rating" or "reports" */
void osr_rating_page_set_section (OsrRatingPage *self, const char *section);

OsrRatingModel *osr_rating_page_get_model (OsrRatingPage *self);

G_END_DECLS
