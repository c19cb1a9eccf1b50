/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A limit as it stands on the time bar and in the list of limits: its moment, how it stands, and
 * the words for it. Pure. */
#pragma once

#include "core/osr-deadline.h"

G_BEGIN_DECLS

typedef enum {
  OSR_MARK_AHEAD,    /* running */
  OSR_MARK_PRESSING, /* running, and the one that presses this person */
  OSR_MARK_OVERDUE,  /* running past its moment */
  OSR_MARK_MET,
  OSR_MARK_MET_LATE
} OsrMarkKind;

typedef struct {
  OsrMarkKind kind;
  OsrInstant at; /* due, or when it was met */
  char *text;    /* "draft by 14:24", "✓ routing 9:45" */
} OsrTimeMark;

/**
 * osr_time_marks_new:
 * @pressing: (nullable): one of @deadlines
 * @zone: for the moments in words
 *
 * Returns: (element-type OsrTimeMark) (transfer full): in the order of time; removed limits and
 *   those without a moment are left out
 */
GPtrArray *osr_time_marks_new (GPtrArray *deadlines, const OsrDeadline *pressing, OsrInstant now,
                               OsrZone *zone);

/* How @deadline stands at @now. */
OsrMarkKind osr_time_mark_kind (const OsrDeadline *deadline, const OsrDeadline *pressing,
                                OsrInstant now);

G_END_DECLS
