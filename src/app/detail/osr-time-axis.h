/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axis of the time bar as plain geometry: worked hours take room in proportion, what is not
 * worked is folded to a narrow named gap, and so are whole working days in which nothing stands.
 * Pure; what is drawn on the axis is in osr-time-bar.h. */
#pragma once

#include "core/time/osr-work-time.h"

G_BEGIN_DECLS

typedef struct {
  OsrInstant from;
  OsrInstant to;
  gboolean folded; /* a gap: not worked, or working days in which nothing stands */
  char *name;      /* nullable: what the gap is, translated */
  OsrDay day;      /* of a worked segment, in the zone */
  double gap;      /* width of a gap while there is room for it */
  double x;
  double width;
} OsrTimeSegment;

typedef struct {
  GArray *segments; /* OsrTimeSegment, without gaps between them */
  double width;
  double hour; /* width of one worked hour */
} OsrTimeAxis;

/**
 * osr_time_axis_new:
 * @work_time: whose hours are worked
 * @moments: (element-type OsrInstant): what must be visible; %OSR_INSTANT_UNKNOWN is passed over
 *
 * Returns: (transfer full) (nullable): %NULL when there is nothing to show
 */
OsrTimeAxis *osr_time_axis_new (OsrWorkTime *work_time, GArray *moments);
void osr_time_axis_free (OsrTimeAxis *axis);

/* Gives every segment its place in @width pixels. */
void osr_time_axis_lay_out (OsrTimeAxis *axis, double width);

/* Place of @instant after osr_time_axis_lay_out(); clamped to the axis. */
double osr_time_axis_position (OsrTimeAxis *axis, OsrInstant instant);

/* A label over the axis. */
typedef struct {
  double x;     /* what it points at */
  double width; /* of its text */
  double left;  /* out */
  int row;      /* out: 0 stands nearest to the axis */
} OsrTimeLabel;

/**
 * osr_time_labels_place:
 * @labels: (element-type OsrTimeLabel): the most important first
 * @width: of the axis
 *
 * Places the labels so that none covers another, the first nearest to the axis, nor the line of one that stands higher.
 *
 * Returns: how many rows they take
 */
int osr_time_labels_place (GArray *labels, double width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrTimeAxis, osr_time_axis_free)

G_END_DECLS
