/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working times by zone and regulation, laid out once and kept, for the subcommand `working-time` and
 * its batches. */
#pragma once

#include "core/time/osr-work-time.h"

G_BEGIN_DECLS

typedef struct _OsrCtlOffices OsrCtlOffices;

/**
 * osr_ctl_offices_new:
 * @schedule: (nullable): file with the hours; %NULL for the default ones
 * @calendars: (nullable) (array zero-terminated=1): files of production calendars; the first takes
 *   the place of the shipped one unless it is a single year, all others are put to it
 * @decrees: whether days off by decree count as off
 */
OsrCtlOffices *osr_ctl_offices_new (const char *schedule, const char *const *calendars,
                                    gboolean decrees, GError **error);
void osr_ctl_offices_free (OsrCtlOffices *offices);

/**
 * osr_ctl_offices_find:
 * @zone: (nullable): IANA name; %NULL for the zone of @regulation
 * @regulation: (nullable): id or file of a profile, for its regional days; %NULL for none
 * @error: which file or zone is missing or wrong
 *
 * Returns: (transfer none): its working time
 */
OsrWorkTime *osr_ctl_offices_find (OsrCtlOffices *offices, const char *zone, const char *regulation,
                                   GError **error);

/* Answers requests of standard input, one JSON object a line, with one JSON object a line each;
 * @zone and @regulation (nullable) hold for lines that name none. */
void osr_ctl_work_batch (OsrCtlOffices *offices, const char *zone, const char *regulation);

/* What is asked: exactly one of the amounts is set. */
typedef struct {
  const char *from;
  const char *add;      /* ISO 8601 duration */
  const char *add_days; /* a number of working days */
  const char *to;
} OsrCtlWorkQuestion;

typedef struct {
  gboolean measured; /* `amount` is the answer, else `due` */
  OsrInstant due;
  gint64 amount; /* working µs */
} OsrCtlWorkAnswer;

gboolean osr_ctl_work_answer (OsrWorkTime *work_time, const OsrCtlWorkQuestion *question,
                              OsrCtlWorkAnswer *answer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrCtlOffices, osr_ctl_offices_free)

G_END_DECLS
