/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a profile rates bodies: which metrics, how they weigh, what each is counted from, in words too.
 * A profile that asks for no rating still says what a reply in time is, so that the figures can be
 * shown side by side; then nothing has a weight and there is no total. */
#pragma once

#include "core/regulation/osr-regulation.h"

G_BEGIN_DECLS

typedef enum {
  OSR_METRIC_TIMELINESS,
  OSR_METRIC_QUALITY,
  OSR_METRIC_ACTIVITY,
  OSR_METRIC_MEAN_TIME
} OsrMetric;
#define OSR_N_METRICS 4

typedef struct {
  int weight;        /* per cent of the total; 0: not part of it */
  char *clause;      /* nullable without a weight */
  OsrText2 name;     /* of the profile; empty without a weight */
  OsrText2 text;     /* how it is counted, in words; may be empty */
  GPtrArray *timers; /* interned ids: limits that it is counted from */
  const char *duty;  /* interned, nullable: the duty that it is counted from instead */
} OsrMetricRule;

typedef struct {
  gboolean rated;   /* the text asks for a rating */
  char *clause;     /* nullable */
  gboolean month;   /* the period that the text names */
  gboolean quarter; /* neither: it names none */
  OsrText2 agreed_by;
  OsrText2 goes_to;
  OsrMetricRule metrics[OSR_N_METRICS];
  gboolean leaves_out_repeats;
  OsrRegulation *regulation;
} OsrRatingFormula;

/**
 * osr_rating_formula_new:
 * @error: %OSR_CORE_ERROR_INVALID: a metric or a timer that is unknown, or weights that do not make 100
 *
 * Returns: (transfer full): what @regulation says, with the chosen readings
 */
OsrRatingFormula *osr_rating_formula_new (OsrRegulation *regulation, GError **error);
void osr_rating_formula_free (OsrRatingFormula *formula);

/* Name of a metric in profiles and in JSON: "timeliness", "quality", "activity", "mean-time". */
const char *osr_metric_nick (OsrMetric metric);

/* Whether the metric can be counted at all under this profile. */
gboolean osr_rating_formula_counts (const OsrRatingFormula *formula, OsrMetric metric);

/* Whether the mean time is clock time, and not working time. */
gboolean osr_rating_formula_is_clock (const OsrRatingFormula *formula);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrRatingFormula, osr_rating_formula_free)

G_END_DECLS
