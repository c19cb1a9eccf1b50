/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratings and summaries as JSON for other programs. Members and their order stay; shares, points and
 * totals are whole numbers of thousandths, times whole seconds. */
#pragma once

#include "core/rating/osr-summary.h"

G_BEGIN_DECLS

/* (transfer full): the rating of the period, with the period before beside each figure */
JsonObject *osr_rating_to_json (const OsrSummary *summary);

/* (transfer full): the counts of messages, what is late now, and the rating */
JsonObject *osr_summary_to_json (const OsrSummary *summary);

G_END_DECLS
