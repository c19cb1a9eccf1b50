/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A week in which nothing was decided has no point; the line goes on to the next one that has. */
#include "app/rating/osr-trend-chart.h"

#include <glib/gi18n.h>

#include "report/osr-time-text.h"

#define HEIGHT    170
#define NARROWEST 260
#define LEFT      34
#define BOTTOM    20
#define TOP       10
#define LABELS    120
#define FULL      1000.0

struct _OsrTrendChart {
  GtkWidget parent_instance;

  GArray *weeks; /* owned: OsrRatingWeek */
};

G_DEFINE_FINAL_TYPE (OsrTrendChart, osr_trend_chart, GTK_TYPE_WIDGET)

typedef struct {
  OsrTrendChart *chart;
  GtkSnapshot *snapshot;
  cairo_t *cr;
  GdkRGBA fg;
  double width; /* of the lines */
  double height;
} Canvas;

/* Thousandths; negative without anything. */
typedef double (*ValueOf) (const OsrRatingWeek *week);

static double
in_time_of (const OsrRatingWeek *week)
{
  return week->decided > 0 ? FULL * (double) week->in_time / (double) week->decided : -1;
}

static double
quality_of (const OsrRatingWeek *week)
{
  return week->marks > 0 ? FULL * (double) week->marks_sum / (5.0 * (double) week->marks) : -1;
}

static double
x_of (const Canvas *canvas, guint i)
{
  guint n = MAX (canvas->chart->weeks->len, 2);

  return LEFT + canvas->width * i / (n - 1);
}

static double
y_of (const Canvas *canvas, double value)
{
  return TOP + canvas->height * (1 - value / FULL);
}

static void
draw_text (Canvas *canvas, const char *text, double x, double y, const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (canvas->chart), text);
  PangoAttrList *attributes = pango_attr_list_new ();
  int height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (canvas->snapshot);
  gtk_snapshot_translate (canvas->snapshot,
                          &GRAPHENE_POINT_INIT ((float) x, (float) (y - height / 2.0)));
  gtk_snapshot_append_layout (canvas->snapshot, layout, colour);
  gtk_snapshot_restore (canvas->snapshot);
}

static void
draw_grid (Canvas *canvas)
{
  GdkRGBA faint = canvas->fg, dim = canvas->fg;

  faint.alpha *= 0.15f;
  dim.alpha *= 0.7f;
  for (int value = 0; value <= 1000; value += 250) {
    g_autofree char *text = g_strdup_printf ("%d", value / 10);
    double y = y_of (canvas, value);

    gtk_snapshot_append_color (canvas->snapshot, &faint,
                               &GRAPHENE_RECT_INIT (LEFT, (float) y, (float) canvas->width, 1));
    draw_text (canvas, text, 0, y, &dim);
  }
}

static void
draw_first_and_last_day (Canvas *canvas)
{
  GArray *weeks = canvas->chart->weeks;
  GdkRGBA dim = canvas->fg;
  g_autofree char *first = osr_time_text_date (g_array_index (weeks, OsrRatingWeek, 0).monday);
  double y = TOP + canvas->height + BOTTOM / 2.0 + 2;

  dim.alpha *= 0.7f;
  draw_text (canvas, first, LEFT, y, &dim);
}

/* Returns where the last point is; FALSE without any. */
static gboolean
draw_line (Canvas *canvas, ValueOf value_of, const GdkRGBA *colour, gboolean dashed, double *end)
{
  GArray *weeks = canvas->chart->weeks;
  static const double dashes[] = { 5, 4 };
  gboolean any = FALSE;
  double x = 0;

  gdk_cairo_set_source_rgba (canvas->cr, colour);
  cairo_set_line_width (canvas->cr, 2);
  cairo_set_dash (canvas->cr, dashes, dashed ? 2 : 0, 0);
  for (guint i = 0; i < weeks->len; i++) {
    double value = value_of (&g_array_index (weeks, OsrRatingWeek, i));

    if (value < 0)
      continue;
    x = x_of (canvas, i);
    *end = value;
    if (any)
      cairo_line_to (canvas->cr, x, y_of (canvas, value));
    else
      cairo_move_to (canvas->cr, x, y_of (canvas, value));
    any = TRUE;
  }
  cairo_stroke (canvas->cr);
  if (any) {
    cairo_arc (canvas->cr, x, y_of (canvas, *end), 3.5, 0, 2 * G_PI);
    cairo_fill (canvas->cr);
  }
  return any;
}

static void
draw_lines (Canvas *canvas, const GdkRGBA *first, const GdkRGBA *second)
{
  double in_time = -1, quality = -1, x = LEFT + canvas->width + 10;
  gboolean has_first = draw_line (canvas, in_time_of, first, FALSE, &in_time);
  gboolean has_second = draw_line (canvas, quality_of, second, TRUE, &quality);
  double y = y_of (canvas, in_time), other = y_of (canvas, quality);

  if (has_first && has_second && ABS (y - other) < 16) {
    double middle = (y + other) / 2;
    gboolean above = y <= other;

    y = middle + (above ? -8 : 8);
    other = middle + (above ? 8 : -8);
  }
  if (has_first) {
    /* Translators: at the end of a line of a chart: the share of replies in time */
    g_autofree char *text = g_strdup_printf (_ ("in time %d %%"), (int) (in_time / 10 + 0.5));

    draw_text (canvas, text, x, y, first);
  }
  if (has_second) {
    /* Translators: at the end of a line of a chart: points of quality out of 100 */
    g_autofree char *text = g_strdup_printf (_ ("quality %d"), (int) (quality / 10 + 0.5));

    draw_text (canvas, text, x, other, second);
  }
}

static void
osr_trend_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OsrTrendChart *self = OSR_TREND_CHART (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  Canvas canvas = { .chart = self, .snapshot = snapshot };
  GdkRGBA first, second;
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  gtk_style_context_get_color (style, &canvas.fg);
  first = second = canvas.fg;
  gtk_style_context_lookup_color (style, "accent_color", &first);
  gtk_style_context_lookup_color (style, "success_color", &second);
  canvas.width = MAX (width - LEFT - LABELS, 40);
  canvas.height = MAX (height - TOP - BOTTOM, 20);
  draw_grid (&canvas);
  if (self->weeks->len == 0)
    return;
  draw_first_and_last_day (&canvas);
  canvas.cr = gtk_snapshot_append_cairo (snapshot,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw_lines (&canvas, &first, &second);
  cairo_destroy (canvas.cr);
}

static void
osr_trend_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NARROWEST : HEIGHT;
}

static void
osr_trend_chart_finalize (GObject *object)
{
  g_array_unref (OSR_TREND_CHART (object)->weeks);
  G_OBJECT_CLASS (osr_trend_chart_parent_class)->finalize (object);
}

static void
osr_trend_chart_class_init (OsrTrendChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_trend_chart_finalize;
  widget_class->snapshot = osr_trend_chart_snapshot;
  widget_class->measure = osr_trend_chart_measure;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
osr_trend_chart_init (OsrTrendChart *self)
{
  self->weeks = g_array_new (FALSE, FALSE, sizeof (OsrRatingWeek));
}

GtkWidget *
osr_trend_chart_new (void)
{
  return g_object_new (OSR_TYPE_TREND_CHART, NULL);
}

void
osr_trend_chart_set_rating (OsrTrendChart *self, const OsrRating *rating)
{
  g_return_if_fail (OSR_IS_TREND_CHART (self));
  g_array_set_size (self->weeks, 0);
  if (rating != NULL && rating->weeks->len > 0)
    g_array_append_vals (self->weeks, rating->weeks->data, rating->weeks->len);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
