/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours and strokes of the time bar. What is drawn where was decided in osr-time-bar-layout.c. */
#include "app/detail/osr-time-bar-private.h"

/* The least between two numbers of hours. */
#define MIN_HOUR 20

/* What one drawing needs. */
typedef struct {
  OsrTimeBar *bar;
  GtkSnapshot *snapshot;
  GtkStyleContext *style;
  GdkRGBA fg;
  GdkRGBA dim;
  double top; /* of the track */
} Canvas;

static GdkRGBA
named_colour (Canvas *canvas, const char *name)
{
  GdkRGBA colour = canvas->fg;

  gtk_style_context_lookup_color (canvas->style, name, &colour);
  return colour;
}

static GdkRGBA
mark_colour (Canvas *canvas, OsrMarkKind kind)
{
  switch (kind) {
  case OSR_MARK_MET:
    return named_colour (canvas, "success_color");
  case OSR_MARK_PRESSING:
    return named_colour (canvas, "warning_color");
  case OSR_MARK_OVERDUE:
  case OSR_MARK_MET_LATE:
    return named_colour (canvas, "error_color");
  case OSR_MARK_AHEAD:
  default:
    return canvas->fg;
  }
}

static void
draw_rect (Canvas *canvas, double x, double y, double width, double height, const GdkRGBA *colour)
{
  gtk_snapshot_append_color (canvas->snapshot, colour,
                             &GRAPHENE_RECT_INIT (x, y, MAX (width, 0), height));
}

static void
draw_layout (Canvas *canvas, PangoLayout *layout, double x, double y, const GdkRGBA *colour)
{
  gtk_snapshot_save (canvas->snapshot);
  gtk_snapshot_translate (canvas->snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (canvas->snapshot, layout, colour);
  gtk_snapshot_restore (canvas->snapshot);
}

/* Whether now is drawn across what would stand between @left and @right. */
static gboolean
is_crossed (OsrTimeBar *self, double left, double right)
{
  const double x = osr_time_axis_position (self->axis, self->now);

  return !self->over && x > left - 3 && x < right + 3;
}

/* A number of the axis centred at @x, kept inside it; none where the line of now is. */
static void
draw_hour (Canvas *canvas, const char *text, double x, double y, const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout =
      osr_time_bar_make_text (canvas->bar, text, OSR_TIME_BAR_AXIS_SIZE, FALSE);
  int width, height;

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, &width, &height);
  x = CLAMP (x - width / 2.0, 0, MAX (canvas->bar->axis->width - width, 0));
  if (!is_crossed (canvas->bar, x, x + width))
    draw_layout (canvas, layout, x, y, colour);
}

static void
draw_gap (Canvas *canvas, const OsrTimeSegment *segment)
{
  g_autoptr (PangoLayout) layout =
      osr_time_bar_make_text (canvas->bar, segment->name, OSR_TIME_BAR_AXIS_SIZE, FALSE);
  int width, height;

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > segment->width)
    return;
  draw_layout (canvas, layout, segment->x + (segment->width - width) / 2,
               canvas->top + (OSR_TIME_BAR_TRACK_HEIGHT - height) / 2.0, &canvas->dim);
}

/* The hours at both ends, and those between that stand clear of them. */
static void
draw_hours (Canvas *canvas, const OsrTimeSegment *segment)
{
  OsrTimeBar *self = canvas->bar;
  double right = segment->x + segment->width;
  int step = self->axis->hour >= MIN_HOUR ? 1 : self->axis->hour >= MIN_HOUR / 2.0 ? 2 : 4;
  gint32 seconds;
  OsrDay day = osr_zone_day_at (self->zone, segment->from, &seconds);

  for (int hour = (seconds + 3599) / 3600; hour <= 24; hour++) {
    OsrInstant at = osr_zone_instant_at (self->zone, day, hour * 3600);
    double x = osr_time_axis_position (self->axis, at);
    gboolean clear = x - segment->x >= MIN_HOUR - 2 && right - x >= MIN_HOUR - 2;
    g_autofree char *text = g_strdup_printf ("%d", hour);

    if (at > segment->to)
      break;
    if (at == segment->from || (at == segment->to && segment->width >= MIN_HOUR - 2) ||
        (clear && hour % step == 0))
      draw_hour (canvas, text, x, canvas->top + OSR_TIME_BAR_TRACK_HEIGHT + 2, &canvas->dim);
  }
}

static void
draw_track (Canvas *canvas)
{
  OsrTimeBar *self = canvas->bar;
  GdkRGBA track = canvas->fg;
  GdkRGBA done = named_colour (canvas, "accent_bg_color");

  track.alpha *= 0.09;
  for (guint i = 0; i < self->axis->segments->len; i++) {
    const OsrTimeSegment *segment = &g_array_index (self->axis->segments, OsrTimeSegment, i);
    double from = MAX (osr_time_axis_position (self->axis, self->start), segment->x);
    double to = MIN (osr_time_axis_position (self->axis, self->end), segment->x + segment->width);

    if (segment->folded) {
      draw_gap (canvas, segment);
      continue;
    }
    draw_rect (canvas, segment->x, canvas->top, segment->width, OSR_TIME_BAR_TRACK_HEIGHT, &track);
    draw_rect (canvas, from, canvas->top, to - from, OSR_TIME_BAR_TRACK_HEIGHT, &done);
    draw_hours (canvas, segment);
  }
}

/* A pin: a line with a head, hollow while the limit runs, full when it was met. */
static void
draw_pin (Canvas *canvas, double x, OsrMarkKind kind)
{
  GdkRGBA colour = mark_colour (canvas, kind);
  gboolean full = kind == OSR_MARK_MET || kind == OSR_MARK_MET_LATE;
  double y = canvas->top - 8;
  GskRoundedRect head;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - 4.5, y - 4.5, 9, 9);

  draw_rect (canvas, x - 0.75, y + 4, 1.5, canvas->top + OSR_TIME_BAR_TRACK_HEIGHT - y - 4,
             &colour);
  gsk_rounded_rect_init_from_rect (&head, &bounds, 4.5);
  if (full) {
    gtk_snapshot_push_rounded_clip (canvas->snapshot, &head);
    gtk_snapshot_append_color (canvas->snapshot, &colour, &bounds);
    gtk_snapshot_pop (canvas->snapshot);
    return;
  }
  gtk_snapshot_append_border (canvas->snapshot, &head, (float[4]){ 1.8, 1.8, 1.8, 1.8 },
                              (GdkRGBA[4]){ colour, colour, colour, colour });
}

/* Whether a label nearer to the axis stands in the way of the line of label @index. */
static gboolean
is_covered (OsrTimeBar *self, guint index)
{
  const OsrTimeLabel *label = &g_array_index (self->labels, OsrTimeLabel, index);

  for (guint i = 0; i < self->labels->len; i++) {
    const OsrTimeLabel *other = &g_array_index (self->labels, OsrTimeLabel, i);

    if (other->row < label->row && label->x >= other->left &&
        label->x <= other->left + other->width)
      return TRUE;
  }
  return FALSE;
}

static void
draw_marks (Canvas *canvas)
{
  OsrTimeBar *self = canvas->bar;

  for (guint i = 0; i < self->labels->len; i++) {
    const OsrTimeLabel *label = &g_array_index (self->labels, OsrTimeLabel, i);
    const OsrTimeMark *mark = self->labelled->pdata[i];
    g_autoptr (PangoLayout) layout = osr_time_bar_make_label (self, mark);
    GdkRGBA colour = mark_colour (canvas, mark->kind);
    GdkRGBA faint = colour;
    double bottom = canvas->top - OSR_TIME_BAR_PIN_HEIGHT - label->row * OSR_TIME_BAR_ROW_HEIGHT;

    faint.alpha *= 0.35;
    if (label->row > 0 && !is_covered (self, i))
      draw_rect (canvas, label->x - 0.5, bottom, 1, canvas->top - 13 - bottom, &faint);
    draw_layout (canvas, layout, label->left, bottom - OSR_TIME_BAR_ROW_HEIGHT + 1, &colour);
  }
  for (guint i = 0; i < self->marks->len; i++) {
    const OsrTimeMark *mark = self->marks->pdata[i];

    draw_pin (canvas, osr_time_axis_position (self->axis, mark->at), mark->kind);
  }
}

static void
draw_now (Canvas *canvas, double foot)
{
  OsrTimeBar *self = canvas->bar;
  GdkRGBA accent = named_colour (canvas, "accent_color");
  double x = osr_time_axis_position (self->axis, self->now);
  g_autoptr (PangoLayout) layout = NULL;
  double left, right;

  if (self->over)
    return;
  layout = osr_time_bar_make_now (self, &left, &right);
  draw_rect (canvas, x - 1, canvas->top - 4, 2, foot - canvas->top + 4, &accent);
  draw_layout (canvas, layout, left, foot, &accent);
}

/* A day without room for its name beside the one before stays unnamed. */
static void
draw_days (Canvas *canvas, double y)
{
  OsrTimeBar *self = canvas->bar;
  double left, right;
  double free_from = 0;

  for (guint i = 0; i < self->axis->segments->len;) {
    g_autoptr (PangoLayout) layout = osr_time_bar_make_day (self, &i, &left, &right);

    if (layout == NULL || left < free_from)
      continue;
    draw_layout (canvas, layout, left, y, &canvas->dim);
    free_from = right + 8;
  }
}

void
osr_time_bar_draw (OsrTimeBar *self, GtkSnapshot *snapshot, int height)
{
  Canvas canvas = { self, snapshot, gtk_widget_get_style_context (GTK_WIDGET (self)) };
  double foot;

  gtk_style_context_get_color (canvas.style, &canvas.fg);
  canvas.dim = canvas.fg;
  canvas.dim.alpha *= 0.65;
  foot = height - (self->one_foot ? 1 : 2) * OSR_TIME_BAR_FOOT_HEIGHT;
  canvas.top = foot - OSR_TIME_BAR_HOURS_HEIGHT - OSR_TIME_BAR_TRACK_HEIGHT;
  draw_track (&canvas);
  draw_marks (&canvas);
  draw_now (&canvas, foot);
  draw_days (&canvas, height - OSR_TIME_BAR_FOOT_HEIGHT + 2);
}
