/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the limits of a case over its axis of working time. Geometry comes from osr-time-axis.h,
 * words from osr-time-mark.h; here are colours, text and the accessible description only. */
#include "app/detail/osr-time-bar.h"

#include <glib/gi18n.h>

#include "app/detail/osr-time-axis.h"
#include "app/detail/osr-time-mark.h"
#include "app/shared/osr-time-text.h"

#define LABEL_SIZE   12
#define AXIS_SIZE    10
#define ROW_HEIGHT   18
#define PIN_HEIGHT   16
#define TRACK_HEIGHT 18
#define HOURS_HEIGHT 15
#define FOOT_HEIGHT  17
#define MIN_HOUR     19
#define MIN_WIDTH    280
#define MAX_ROWS     3

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

/* What one drawing needs. */
typedef struct {
  OsrTimeBar *bar;
  GtkSnapshot *snapshot;
  GtkStyleContext *style;
  GdkRGBA fg;
  GdkRGBA dim;
  double top; /* of the track */
} Canvas;

G_DEFINE_TYPE (OsrTimeBar, osr_time_bar, GTK_TYPE_WIDGET)

static PangoLayout *
make_layout (OsrTimeBar *self, const char *text, int size, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (size * PANGO_SCALE));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

static gboolean
mark_is_bold (const OsrTimeMark *mark)
{
  return mark->kind == OSR_MARK_PRESSING || mark->kind == OSR_MARK_OVERDUE;
}

/* "now 10:12" and where it stands. */
static PangoLayout *
lay_out_now (OsrTimeBar *self, double *left, double *right)
{
  g_autofree char *clock = osr_time_text_clock (self->now, self->zone);
  g_autofree char *text = g_strdup_printf (_ ("now %s"), clock);
  PangoLayout *layout = make_layout (self, text, LABEL_SIZE, TRUE);
  double x = osr_time_axis_position (self->axis, self->now);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  *left = CLAMP (x - width / 2.0, 0, MAX (self->axis->width - width, 0));
  *right = *left + width;
  return layout;
}

/* The name of the day whose worked hours begin at segment @index, below them; moves @index past
 * them. %NULL for a gap. */
static PangoLayout *
lay_out_day (OsrTimeBar *self, guint *index, double *left, double *right)
{
  GArray *segments = self->axis->segments;
  const OsrTimeSegment *first = &g_array_index (segments, OsrTimeSegment, *index);
  const OsrTimeSegment *last = first;
  g_autofree char *day = NULL;
  PangoLayout *layout;
  double middle;
  int width;

  (*index)++;
  if (first->folded)
    return NULL;
  for (guint i = *index; i < segments->len; i++) {
    const OsrTimeSegment *next = &g_array_index (segments, OsrTimeSegment, i);

    if (next->folded)
      continue;
    if (next->day != first->day)
      break;
    last = next;
    *index = i + 1;
  }
  day = osr_time_text_day (first->day);
  layout = make_layout (self, day, AXIS_SIZE, FALSE);
  pango_layout_get_pixel_size (layout, &width, NULL);
  middle = (first->x + last->x + last->width) / 2;
  *left = CLAMP (middle - width / 2.0, 0, MAX (self->axis->width - width, 0));
  *right = *left + width;
  return layout;
}

/* Whether the names of the days leave room for now in their line. */
static gboolean
foot_fits (OsrTimeBar *self)
{
  g_autoptr (PangoLayout) now = NULL;
  double left, right, day_left, day_right;
  gboolean fits = TRUE;

  if (self->over)
    return TRUE;
  now = lay_out_now (self, &left, &right);
  for (guint i = 0; i < self->axis->segments->len;) {
    g_autoptr (PangoLayout) day = lay_out_day (self, &i, &day_left, &day_right);

    if (day != NULL && left < day_right + 8 && day_left < right + 8)
      fits = FALSE;
  }
  return fits;
}

/* Makes the labels of the marks but the first @silent that were kept; returns the rows they take. */
static int
place_labels (OsrTimeBar *self, int silent)
{
  g_array_set_size (self->labels, 0);
  g_ptr_array_set_size (self->labelled, 0);
  for (guint i = 0; i < self->marks->len; i++) {
    OsrTimeMark *mark = self->marks->pdata[i];
    g_autoptr (PangoLayout) layout = NULL;
    OsrTimeLabel label = { osr_time_axis_position (self->axis, mark->at) };
    int text_width;

    if (mark->kind == OSR_MARK_MET && silent-- > 0)
      continue;
    layout = make_layout (self, mark->text, LABEL_SIZE, mark_is_bold (mark));
    pango_layout_get_pixel_size (layout, &text_width, NULL);
    label.width = text_width;
    g_array_append_val (self->labels, label);
    g_ptr_array_add (self->labelled, mark);
  }
  return osr_time_labels_place (self->labels, self->axis->width);
}

/* Lays everything out for @width; returns the height it takes. Where labels would pile up, the
 * oldest of those that were kept go first: their pins stay, their words are in the list. */
static int
lay_out (OsrTimeBar *self, int width)
{
  int silent = 0;
  int rows;

  if (self->axis == NULL)
    return 0;
  osr_time_axis_lay_out (self->axis, width);
  rows = place_labels (self, silent);
  while (rows > MAX_ROWS && silent < (int) self->marks->len)
    rows = place_labels (self, ++silent);
  self->one_foot = foot_fits (self);
  return rows * ROW_HEIGHT + PIN_HEIGHT + TRACK_HEIGHT + HOURS_HEIGHT +
         (self->one_foot ? 1 : 2) * FOOT_HEIGHT;
}

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

/* Small text centred at @x, kept inside the axis. */
static void
draw_centred (Canvas *canvas, const char *text, double x, double y, const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = make_layout (canvas->bar, text, AXIS_SIZE, FALSE);
  int width, height;

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, &width, &height);
  x = CLAMP (x - width / 2.0, 0, MAX (canvas->bar->axis->width - width, 0));
  draw_layout (canvas, layout, x, y, colour);
}

static void
draw_gap (Canvas *canvas, const OsrTimeSegment *segment)
{
  g_autoptr (PangoLayout) layout = make_layout (canvas->bar, segment->name, AXIS_SIZE, FALSE);
  int width, height;

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > segment->width)
    return;
  draw_layout (canvas, layout, segment->x + (segment->width - width) / 2,
               canvas->top + (TRACK_HEIGHT - height) / 2.0, &canvas->dim);
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
      draw_centred (canvas, text, x, canvas->top + TRACK_HEIGHT + 2, &canvas->dim);
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
    draw_rect (canvas, segment->x, canvas->top, segment->width, TRACK_HEIGHT, &track);
    draw_rect (canvas, from, canvas->top, to - from, TRACK_HEIGHT, &done);
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

  draw_rect (canvas, x - 0.75, y + 4, 1.5, canvas->top + TRACK_HEIGHT - y - 4, &colour);
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
    g_autoptr (PangoLayout) layout =
        make_layout (self, mark->text, LABEL_SIZE, mark_is_bold (mark));
    GdkRGBA colour = mark_colour (canvas, mark->kind);
    GdkRGBA faint = colour;
    double bottom = canvas->top - PIN_HEIGHT - label->row * ROW_HEIGHT;

    faint.alpha *= 0.35;
    if (label->row > 0 && !is_covered (self, i))
      draw_rect (canvas, label->x - 0.5, bottom, 1, canvas->top - 13 - bottom, &faint);
    draw_layout (canvas, layout, label->left, bottom - ROW_HEIGHT + 1, &colour);
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
  layout = lay_out_now (self, &left, &right);
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
    g_autoptr (PangoLayout) layout = lay_out_day (self, &i, &left, &right);

    if (layout == NULL || left < free_from)
      continue;
    draw_layout (canvas, layout, left, y, &canvas->dim);
    free_from = right + 8;
  }
}

static void
osr_time_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OsrTimeBar *self = OSR_TIME_BAR (widget);
  Canvas canvas = { self, snapshot, gtk_widget_get_style_context (widget) };
  double foot;
  int height;

  if (self->axis == NULL)
    return;
  height = lay_out (self, gtk_widget_get_width (widget));
  gtk_style_context_get_color (canvas.style, &canvas.fg);
  canvas.dim = canvas.fg;
  canvas.dim.alpha *= 0.6;
  foot = height - (self->one_foot ? 1 : 2) * FOOT_HEIGHT;
  canvas.top = foot - HOURS_HEIGHT - TRACK_HEIGHT;
  draw_track (&canvas);
  draw_marks (&canvas);
  draw_now (&canvas, foot);
  draw_days (&canvas, height - FOOT_HEIGHT + 2);
}

static void
osr_time_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  OsrTimeBar *self = OSR_TIME_BAR (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MIN_WIDTH;
    *natural = 520;
  } else
    *minimum = *natural = lay_out (self, for_size > 0 ? for_size : MIN_WIDTH);
}

static GtkSizeRequestMode
osr_time_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
osr_time_bar_finalize (GObject *object)
{
  OsrTimeBar *self = OSR_TIME_BAR (object);

  g_clear_pointer (&self->axis, osr_time_axis_free);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_array_unref);
  g_clear_pointer (&self->labelled, g_ptr_array_unref);
  g_clear_pointer (&self->zone, osr_zone_unref);
  G_OBJECT_CLASS (osr_time_bar_parent_class)->finalize (object);
}

static void
osr_time_bar_class_init (OsrTimeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_time_bar_finalize;
  widget_class->measure = osr_time_bar_measure;
  widget_class->snapshot = osr_time_bar_snapshot;
  widget_class->get_request_mode = osr_time_bar_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "timebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
osr_time_bar_init (OsrTimeBar *self)
{
  self->labels = g_array_new (FALSE, TRUE, sizeof (OsrTimeLabel));
  self->labelled = g_ptr_array_new ();
  self->marks = g_ptr_array_new ();
}

GtkWidget *
osr_time_bar_new (void)
{
  return g_object_new (OSR_TYPE_TIME_BAR, NULL);
}

/* Says in words what the bar shows. */
static void
describe (OsrTimeBar *self)
{
  g_autoptr (GString) words = g_string_new (_ ("Limits of this message"));

  for (guint i = 0; i < self->marks->len; i++)
    g_string_append_printf (words, "%s%s", i == 0 ? ": " : ", ",
                            ((OsrTimeMark *) self->marks->pdata[i])->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str,
                                  -1);
}

/* Moments that must stand on the axis: starts, marks, and now while anything runs. */
static GArray *
collect_moments (OsrTimeBar *self, GPtrArray *deadlines)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (OsrInstant));

  self->over = TRUE;
  self->start = OSR_INSTANT_UNKNOWN;
  self->end = OSR_INSTANT_UNKNOWN;
  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];

    if (deadline->state == OSR_DEADLINE_REMOVED || deadline->due == OSR_INSTANT_UNKNOWN)
      continue;
    if (self->start == OSR_INSTANT_UNKNOWN || deadline->start < self->start)
      self->start = deadline->start;
    self->over = self->over && deadline->state == OSR_DEADLINE_MET;
    if (deadline->state == OSR_DEADLINE_MET)
      self->end = MAX (self->end, deadline->met_at);
  }
  for (guint i = 0; i < self->marks->len; i++)
    g_array_append_val (moments, ((OsrTimeMark *) self->marks->pdata[i])->at);
  g_array_append_val (moments, self->start);
  if (!self->over) {
    g_array_append_val (moments, self->now);
    self->end = self->now;
  }
  return moments;
}

void
osr_time_bar_set_limits (OsrTimeBar *self, GPtrArray *deadlines, const OsrDeadline *pressing,
                         OsrRegistry *registry, OsrInstant now)
{
  OsrWorkTime *work_time = NULL;

  g_return_if_fail (OSR_IS_TIME_BAR (self));

  g_clear_pointer (&self->axis, osr_time_axis_free);
  g_clear_pointer (&self->zone, osr_zone_unref);
  self->now = now;
  if (registry != NULL)
    work_time = osr_registry_get_work_time (
        registry,
        pressing != NULL && pressing->spec->office == OSR_OFFICE_BODY ? pressing->body : NULL);
  if (work_time != NULL && deadlines != NULL && now != OSR_INSTANT_UNKNOWN) {
    g_autoptr (GArray) moments = NULL;

    self->zone = osr_zone_ref (osr_work_time_get_zone (work_time));
    g_clear_pointer (&self->marks, g_ptr_array_unref);
    self->marks = osr_time_marks_new (deadlines, pressing, now, self->zone);
    moments = collect_moments (self, deadlines);
    if (self->marks->len > 0)
      self->axis = osr_time_axis_new (work_time, moments);
    describe (self);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), self->axis != NULL);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
