/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regulation, calendar and schedules as they were in force from one number of the log on. Private to
 * the registry, which keeps one era for each adoption, so that a case is counted for ever by what
 * held when it was judged. */
#pragma once

#include "core/regulation/osr-regulation.h"
#include "core/time/osr-work-time.h"

G_BEGIN_DECLS

/* Immutable once the registry holds it, but for what is laid out when first asked for. */
typedef struct {
  grefcount refs;
  gint64 seq; /* in force from here on */
  OsrRegulation *regulation;
  JsonObject *calendar; /* document */
  gboolean decrees;
  JsonObject *schedule;   /* of the curator's office and by default */
  GHashTable *zones;      /* id → OsrZone */
  GHashTable *schedules;  /* body → JsonObject, `schedule-set` members */
  GHashTable *work_times; /* body or "" → OsrWorkTime */
} OsrEra;

/* An era before every adoption: only the default hours are known. */
OsrEra *osr_era_new (void);

/* (transfer full): what @era says, from @seq on; to be changed by the functions below. */
OsrEra *osr_era_copy (OsrEra *era, gint64 seq);
OsrEra *osr_era_ref (OsrEra *era);
void osr_era_unref (OsrEra *era);

void osr_era_set_regulation (OsrEra *era, OsrRegulation *regulation);
void osr_era_set_calendar (OsrEra *era, JsonObject *document, gboolean decrees);

/* @zones: (element-type OsrZone): added to those known; one that says the same stays the same. */
void osr_era_put_zones (OsrEra *era, GPtrArray *zones);

/* @body: (nullable): %NULL for the curator's office; then @members is the schedule itself */
void osr_era_put_schedule (OsrEra *era, const char *body, JsonObject *members);

/**
 * osr_era_get_work_time:
 * @body: (nullable): whose hours; the curator's office for %NULL and for one without its own
 * @laid_out: what was laid out before, by what it was laid out from: see osr_era_laid_out_new()
 *
 * Returns: (nullable) (transfer none): %NULL while something is missing for it
 */
OsrWorkTime *osr_era_get_work_time (OsrEra *era, const char *body, GHashTable *laid_out);

/* (transfer full): a table in which eras of the same inputs find the same working time. */
GHashTable *osr_era_laid_out_new (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrEra, osr_era_unref)

G_END_DECLS
