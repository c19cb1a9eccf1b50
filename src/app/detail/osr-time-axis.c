/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometry of the time bar: which stretches of time take room, which are folded, and where labels
 * stand. Knows no widget and no colour. */
#include "app/detail/osr-time-axis.h"

#include <glib/gi18n.h>
#include <math.h>

#define GAP_WIDTH   46.0
#define DAYS_WIDTH  62.0 /* of working days folded away: their name is longer */
#define LABEL_SPACE 10.0
#define LINE_SPACE  3.0

/* Above this much worked time days in which nothing stands are folded away. */
#define FOLD_ABOVE (17 * OSR_HOUR)

static void
segment_clear (gpointer data)
{
  g_free (((OsrTimeSegment *) data)->name);
}

static char *
name_of_gap (gboolean lunch, int days_off, int working_days)
{
  if (working_days > 0)
    return g_strdup_printf (ngettext ("%d working\nday", "%d working\ndays", working_days),
                            working_days);
  if (days_off > 0)
    return g_strdup_printf (ngettext ("%d day\noff", "%d days\noff", days_off), days_off);
  return g_strdup (lunch ? _ ("lunch") : _ ("night"));
}

static gboolean
day_is_needed (OsrZone *zone, GArray *moments, OsrDay day)
{
  for (guint i = 0; i < moments->len; i++) {
    OsrInstant moment = g_array_index (moments, OsrInstant, i);

    if (moment != OSR_INSTANT_UNKNOWN && osr_zone_day_at (zone, moment, NULL) == day)
      return TRUE;
  }
  return FALSE;
}

/* What has been gathered for the gap that is being built. */
typedef struct {
  OsrInstant from;
  OsrInstant to;
  gboolean open;
  gboolean lunch;
  int days_off;
  int working_days;
  OsrDay last_working;
} Gap;

static void
gap_flush (Gap *gap, GArray *segments)
{
  OsrTimeSegment segment = { gap->from, gap->to, TRUE };

  if (!gap->open)
    return;
  segment.name = name_of_gap (gap->lunch, gap->days_off, gap->working_days);
  segment.gap = gap->working_days > 0 ? DAYS_WIDTH : GAP_WIDTH;
  g_array_append_val (segments, segment);
  *gap = (Gap){ 0 };
}

static void
gap_add (Gap *gap, const OsrSpan *span)
{
  if (!gap->open) {
    gap->open = TRUE;
    gap->from = span->start;
    gap->lunch = span->kind == OSR_SPAN_BREAK;
    gap->last_working = G_MININT32;
  }
  gap->to = span->end;
  if (span->kind == OSR_SPAN_WEEKEND || span->kind == OSR_SPAN_HOLIDAY ||
      span->kind == OSR_SPAN_OFFICE_OFF)
    gap->days_off += span->last_day - span->first_day + 1;
  if (span->kind == OSR_SPAN_WORKING && gap->last_working != span->first_day) {
    gap->working_days++;
    gap->last_working = span->first_day;
  }
}

static GArray *
segments_from_spans (GArray *spans, OsrZone *zone, GArray *moments, gboolean fold)
{
  GArray *segments = g_array_new (FALSE, TRUE, sizeof (OsrTimeSegment));
  Gap gap = { 0 };

  g_array_set_clear_func (segments, segment_clear);
  for (guint i = 0; i < spans->len; i++) {
    const OsrSpan *span = &g_array_index (spans, OsrSpan, i);
    OsrTimeSegment segment = { span->start, span->end, FALSE, NULL, span->first_day };
    gboolean worked = span->kind == OSR_SPAN_WORKING || span->kind == OSR_SPAN_CLOCK;

    if (!worked || (fold && !day_is_needed (zone, moments, span->first_day))) {
      gap_add (&gap, span);
      continue;
    }
    gap_flush (&gap, segments);
    g_array_append_val (segments, segment);
  }
  gap_flush (&gap, segments);
  return segments;
}

/* Moves @instant to the full hour before or after it, but not out of working time. */
static OsrInstant
round_to_hour (OsrWorkTime *work_time, OsrInstant instant, gboolean up)
{
  OsrZone *zone = osr_work_time_get_zone (work_time);
  gint32 seconds;
  OsrDay day = osr_zone_day_at (zone, instant, &seconds);
  OsrInstant rounded =
      osr_zone_instant_at (zone, day, up ? (seconds + 5399) / 3600 * 3600 : seconds / 3600 * 3600);
  OsrInstant near = up ? rounded - OSR_SECOND : rounded;

  return osr_work_time_is_working (work_time, near) ? rounded : instant;
}

OsrTimeAxis *
osr_time_axis_new (OsrWorkTime *work_time, GArray *moments)
{
  OsrInstant from = OSR_INSTANT_UNKNOWN;
  OsrInstant to = OSR_INSTANT_UNKNOWN;
  g_autoptr (GArray) spans = NULL;
  OsrTimeAxis *axis;

  for (guint i = 0; i < moments->len; i++) {
    OsrInstant moment = g_array_index (moments, OsrInstant, i);

    if (moment == OSR_INSTANT_UNKNOWN)
      continue;
    from = from == OSR_INSTANT_UNKNOWN ? moment : MIN (from, moment);
    to = to == OSR_INSTANT_UNKNOWN ? moment : MAX (to, moment);
  }
  if (from == OSR_INSTANT_UNKNOWN)
    return NULL;
  from = round_to_hour (work_time, from, FALSE);
  to = round_to_hour (work_time, MAX (to, from + OSR_HOUR), TRUE);
  spans = osr_work_time_spans (work_time, from, to);
  if (spans == NULL || spans->len == 0)
    return NULL;

  axis = g_new0 (OsrTimeAxis, 1);
  axis->segments = segments_from_spans (spans, osr_work_time_get_zone (work_time), moments,
                                        osr_work_time_between (work_time, from, to) > FOLD_ABOVE);
  return axis;
}

void
osr_time_axis_free (OsrTimeAxis *axis)
{
  if (axis == NULL)
    return;
  g_array_unref (axis->segments);
  g_free (axis);
}

void
osr_time_axis_lay_out (OsrTimeAxis *axis, double width)
{
  double worked = 0;
  double gaps = 0;
  double shrink = 1;
  double x = 0;

  for (guint i = 0; i < axis->segments->len; i++) {
    const OsrTimeSegment *segment = &g_array_index (axis->segments, OsrTimeSegment, i);

    if (segment->folded)
      gaps += segment->gap;
    else
      worked += (double) (segment->to - segment->from) / OSR_HOUR;
  }
  if (gaps > 0)
    shrink = MIN (1, (worked > 0 ? 0.5 : 1.0) * width / gaps);
  axis->width = width;
  axis->hour = worked > 0 ? (width - gaps * shrink) / worked : 0;
  for (guint i = 0; i < axis->segments->len; i++) {
    OsrTimeSegment *segment = &g_array_index (axis->segments, OsrTimeSegment, i);

    segment->x = x;
    segment->width = segment->folded ? segment->gap * shrink
                                     : axis->hour * (segment->to - segment->from) / OSR_HOUR;
    x += segment->width;
  }
}

double
osr_time_axis_position (OsrTimeAxis *axis, OsrInstant instant)
{
  for (guint i = 0; i < axis->segments->len; i++) {
    const OsrTimeSegment *segment = &g_array_index (axis->segments, OsrTimeSegment, i);
    double share;

    if (instant > segment->to)
      continue;
    share = (double) (instant - segment->from) / (double) MAX (segment->to - segment->from, 1);
    return segment->x + CLAMP (share, 0.0, 1.0) * segment->width;
  }
  return axis->width;
}

/* Whether a label at @left in @row stands clear of the first @n labels. */
static gboolean
label_fits (GArray *labels, guint n, double left, int row)
{
  const OsrTimeLabel *label = &g_array_index (labels, OsrTimeLabel, n);
  double right = left + label->width;

  for (guint i = 0; i < n; i++) {
    const OsrTimeLabel *other = &g_array_index (labels, OsrTimeLabel, i);
    gboolean same_place = fabs (other->x - label->x) < LINE_SPACE;

    if (other->row == row && left < other->left + other->width + LABEL_SPACE &&
        other->left < right + LABEL_SPACE)
      return FALSE;
    if (other->row < row && !same_place && label->x > other->left - LINE_SPACE &&
        label->x < other->left + other->width + LINE_SPACE)
      return FALSE;
    if (other->row > row && !same_place && other->x > left - LINE_SPACE &&
        other->x < right + LINE_SPACE)
      return FALSE;
  }
  return TRUE;
}

static gboolean
place_in_row (GArray *labels, guint n, int row, double width)
{
  OsrTimeLabel *label = &g_array_index (labels, OsrTimeLabel, n);
  const double shifts[] = { 0.5, 0.04, 0.96 };

  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++) {
    double left = CLAMP (label->x - shifts[i] * label->width, 0, MAX (width - label->width, 0));

    if (label_fits (labels, n, left, row)) {
      label->left = left;
      label->row = row;
      return TRUE;
    }
  }
  return FALSE;
}

int
osr_time_labels_place (GArray *labels, double width)
{
  int rows = 0;

  for (guint i = 0; i < labels->len; i++) {
    OsrTimeLabel *label = &g_array_index (labels, OsrTimeLabel, i);
    int row = 0;

    while (row <= (int) i && !place_in_row (labels, i, row, width))
      row++;
    if (row > (int) i) {
      /* No free line to it from anywhere: it stands above all others. */
      label->row = rows;
      label->left = CLAMP (label->x - label->width / 2, 0, MAX (width - label->width, 0));
    }
    rows = MAX (rows, label->row + 1);
  }
  return rows;
}
