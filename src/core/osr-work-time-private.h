/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of OsrWorkTime share: arithmetic (osr-work-time.c) and spans for people
 * (osr-work-spans.c). */
#pragma once

#include "core/osr-work-time.h"

typedef struct {
  OsrInstant start;
  OsrInstant end;
  gint64 before; /* working µs before `start`, from the beginning of the covered years */
} OsrWorkInterval;

struct _OsrWorkTime {
  gatomicrefcount refs;
  OsrZone *zone;
  OsrProductionCalendar *calendar;
  GArray *intervals; /* OsrWorkInterval */
  OsrInstant covered_from;
  OsrInstant covered_to;
};

/* Index of the first interval that ends after @instant; the length of the array when none does. */
guint osr_work_time_find (OsrWorkTime *self, OsrInstant instant);
