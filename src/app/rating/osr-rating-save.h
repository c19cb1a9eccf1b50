/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves a rating or a summary where the person says. */
#pragma once

#include <gtk/gtk.h>

#include "core/rating/osr-summary.h"

G_BEGIN_DECLS

/**
 * osr_rating_save:
 * @parent: over which window the question stands
 * @reports: the summary and not the rating
 * @pdf: a report for paper and not a table
 *
 * What is saved is what is shown now, however long the question stands.
 */
void osr_rating_save (GtkWindow *parent, const OsrSummary *summary, gboolean reports, gboolean pdf);

G_END_DECLS
