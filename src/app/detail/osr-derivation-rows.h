/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The derivation of a due moment in words, interval by interval: what was counted and what was
 * skipped and why. The amounts of the counted rows add up to the limit to the second. Pure. */
#pragma once

#include "core/osr-deadline.h"

G_BEGIN_DECLS

typedef struct {
  char *when;   /* "Fri 6 March, 9:58–13:00" */
  char *what;   /* "working time", "lunch", "public holiday: …" */
  char *amount; /* nullable: "3 h 2 min", of a counted row */
  gboolean counted;
} OsrDerivationRow;

/**
 * osr_derivation_rows_new:
 * @work_time: of the office that owes the step
 *
 * Returns: (element-type OsrDerivationRow) (transfer full): in the order of time
 */
GPtrArray *osr_derivation_rows_new (const OsrDerivation *derivation, OsrWorkTime *work_time);

/* "3 h 2 min 15 s": nothing is rounded, parts that are zero are left out. (transfer full) */
char *osr_derivation_amount (gint64 microseconds);

/* "9:58:12", seconds only when there are some. (transfer full) */
char *osr_derivation_clock (OsrInstant instant, OsrZone *zone);

/* "Fri 6 March 9:58:12", seconds only when there are some. (transfer full) */
char *osr_derivation_moment (OsrInstant instant, OsrZone *zone);

/* "= 4 h, the whole limit" or "= 7 working days". (transfer full) */
char *osr_derivation_sum (const OsrDerivation *derivation);

G_END_DECLS
