/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view-model of ratings and reports: which period is looked at, and what the replica says of it.
 * Counted when it is asked for and no earlier, and again when something has changed. Works without a
 * display. */
#pragma once

#include "core/rating/osr-summary.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_RATING_MODEL (osr_rating_model_get_type ())
G_DECLARE_FINAL_TYPE (OsrRatingModel, osr_rating_model, OSR, RATING_MODEL, GObject)

/* Signal "changed" (): what was counted no longer holds, or another period is looked at. */

OsrRatingModel *osr_rating_model_new (void);

/* @replica may be %NULL: nobody is signed in. */
void osr_rating_model_set_replica (OsrRatingModel *self, OsrReplica *replica);

/* Whether one of the person's roles reads every case of the office, or makes its reports. */
gboolean osr_rating_model_is_open (OsrRatingModel *self);

/**
 * osr_rating_model_list_periods:
 * @now: the office's time
 *
 * Returns: (element-type OsrPeriod) (transfer full): what may be looked at, newest first: this quarter
 *   and those before it, then this month and those before it; empty without a calendar
 */
GArray *osr_rating_model_list_periods (OsrRatingModel *self, OsrInstant now);

/* The one that a text which rates is asked for first: the last that ended, of the length that the
 * regulation names; the running one while none has ended since the office began. */
int osr_rating_model_find_default (OsrRatingModel *self, GArray *periods, OsrInstant now);

void osr_rating_model_set_period (OsrRatingModel *self, const OsrPeriod *period);

/**
 * osr_rating_model_get_summary:
 * @now: the office's time
 *
 * Returns: (transfer none) (nullable): what the cases that the person sees say of the period; good
 *   until the next "changed"
 */
const OsrSummary *osr_rating_model_get_summary (OsrRatingModel *self, OsrInstant now);

G_END_DECLS
