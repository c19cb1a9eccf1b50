/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A derivation as steps, for whoever shows it: what was counted, what was skipped and why, and all
 * of it as JSON. Words are left to report. Pure. */
#pragma once

#include "core/osr-deadline.h"

G_BEGIN_DECLS

/* Why an interval was counted or skipped. */
typedef enum {
  OSR_REASON_WORKING_TIME,
  OSR_REASON_CLOCK_TIME,
  OSR_REASON_WORKING_DAY,   /* of a limit in days */
  OSR_REASON_BREAK,         /* lunch */
  OSR_REASON_OUTSIDE_HOURS, /* before and after the hours of a working day */
  OSR_REASON_DAY_OFF,       /* by the week */
  OSR_REASON_HOLIDAY,       /* by the production calendar */
  OSR_REASON_OFFICE_OFF,    /* by the office's own schedule */
  OSR_REASON_NOT_COVERED,   /* the production calendar does not know the days */
  OSR_REASON_START_DAY      /* day 0 of a limit in days */
} OsrIntervalReason;

typedef struct {
  OsrInstant from;
  OsrInstant to;
  OsrIntervalReason reason;
  gboolean counted;
  gint64 seconds; /* of the limit; 0 when skipped, or when the limit is in days. Rounded so that all
                       of them together are the limit to the second */
  int day;        /* which working day of the limit it is, from 1; 0 for none */
  OsrDay first_day; /* of the zone */
  OsrDay last_day;
  const char *name; /* nullable, borrowed from the calendar: of the holiday */
} OsrInterval;

/**
 * osr_derivation_dup_intervals:
 *
 * Returns: (element-type OsrInterval) (transfer full): without gaps, from the start to the due moment
 *   (counted back: from the due moment to the one it is counted back from). For a limit in days one
 *   interval is one working day, or days off in a row
 */
GArray *osr_derivation_dup_intervals (const OsrDerivation *derivation);

/* "working-time", "outside-hours", …: the reason in JSON. */
const char *osr_interval_reason_nick (OsrIntervalReason reason);

/**
 * osr_derivation_to_json:
 * @deadline: one of @deadlines; without a due moment the result says why
 * @deadlines: of the case
 * @events: (element-type OsrEvent): of the case
 *
 * The steps are objects with a member `kind`: `clause`, `reading`, `start`, `counted-back`, `counted`
 * and `skipped` (with `from`, `to`, `reason` and `counted_seconds` or `counted_days`), `sum`,
 * `result`. Moments are RFC 3339 in the zone of the office that owes the step.
 *
 * Returns: (transfer full): the steps in the order in which a person would count
 */
JsonArray *osr_derivation_to_json (const OsrDeadline *deadline, GPtrArray *deadlines,
                                   GPtrArray *events, OsrRegistry *registry);

G_END_DECLS
