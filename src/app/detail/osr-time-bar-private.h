/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the three files of the time bar share; for them alone. */
#pragma once

#include "app/detail/osr-time-axis.h"
#include "app/detail/osr-time-bar.h"
#include "app/detail/osr-time-mark.h"

G_BEGIN_DECLS

#define OSR_TIME_BAR_LABEL_SIZE   12
#define OSR_TIME_BAR_AXIS_SIZE    11
#define OSR_TIME_BAR_ROW_HEIGHT   18
#define OSR_TIME_BAR_PIN_HEIGHT   16
#define OSR_TIME_BAR_TRACK_HEIGHT 18
#define OSR_TIME_BAR_HOURS_HEIGHT 17
#define OSR_TIME_BAR_FOOT_HEIGHT  18

struct _OsrTimeBar {
  GtkWidget parent_instance;

  OsrTimeAxis *axis;   /* nullable */
  GPtrArray *marks;    /* OsrTimeMark */
  GArray *labels;      /* OsrTimeLabel */
  GPtrArray *labelled; /* borrowed OsrTimeMark, one a label */
  gboolean one_foot;   /* now and the days stand in one line */
  OsrZone *zone;
  OsrInstant start;
  OsrInstant now;
  OsrInstant end; /* of the elapsed part: now, or when the last limit was met */
  gboolean over;  /* nothing runs any more: now is not drawn */
};

/* Text of the bar in pixels, with tabular figures. (transfer full) */
PangoLayout *osr_time_bar_make_text (OsrTimeBar *self, const char *text, int size, gboolean bold);

/* A mark's words. (transfer full) */
PangoLayout *osr_time_bar_make_label (OsrTimeBar *self, const OsrTimeMark *mark);

/* "now 10:12" and between which places it stands. (transfer full) */
PangoLayout *osr_time_bar_make_now (OsrTimeBar *self, double *left, double *right);

/* The name of the day whose worked hours begin at segment @index, below them; moves @index past
 * them. %NULL for a gap. (transfer full) */
PangoLayout *osr_time_bar_make_day (OsrTimeBar *self, guint *index, double *left, double *right);

/* Lays everything out for @width; returns the height it takes. */
int osr_time_bar_lay_out (OsrTimeBar *self, int width);

/* Draws what was laid out in @height. */
void osr_time_bar_draw (OsrTimeBar *self, GtkSnapshot *snapshot, int height);

G_END_DECLS
