/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month or a quarter of an office, as its zone begins and ends it. No figure is shown without one. */
#pragma once

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

typedef struct {
  char id[12];      /* "2026-03" or "2026-Q3" */
  gboolean quarter; /* else a month */
  int year;
  int number;       /* 1–12, or 1–4 */
  OsrDay first;     /* its days, in the zone */
  OsrDay next;      /* the day after the last */
  OsrInstant start; /* midnight with which it begins */
  OsrInstant end;   /* the first moment after it */
} OsrPeriod;

/**
 * osr_period_parse:
 * @text: (nullable): "2026-03" or "2026-Q1"
 * @zone: the office's
 * @period: (out):
 * @error: %OSR_CORE_ERROR_INVALID
 */
gboolean osr_period_parse (const char *text, OsrZone *zone, OsrPeriod *period, GError **error);

/* The month or quarter of @zone that @instant is in. */
OsrPeriod osr_period_at (OsrInstant instant, gboolean quarter, OsrZone *zone);

/* The period of the same length just before @period, or just after it. */
OsrPeriod osr_period_before (const OsrPeriod *period, OsrZone *zone);
OsrPeriod osr_period_after (const OsrPeriod *period, OsrZone *zone);

G_END_DECLS
