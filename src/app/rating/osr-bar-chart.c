/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws with GtkSnapshot. The names take what they need, up to a third of the width; numbers are never
 * cut. */
#include "app/rating/osr-bar-chart.h"

#define ROW_HEIGHT  28
#define BAR_HEIGHT  16
#define GAP         8
#define AXIS_HEIGHT 18
#define STEPS       4
#define NARROWEST   300

typedef struct {
  char *name;
  char *number;
  char *change; /* nullable */
  double value;
  double before;
} Bar;

struct _OsrBarChart {
  GtkWidget parent_instance;

  GPtrArray *bars; /* owned: Bar */
  double most;
  gboolean axis;
};

G_DEFINE_FINAL_TYPE (OsrBarChart, osr_bar_chart, GTK_TYPE_WIDGET)

/* What one drawing needs. */
typedef struct {
  OsrBarChart *chart;
  GtkSnapshot *snapshot;
  GdkRGBA fg;
  GdkRGBA dim;
  GdkRGBA faint;
  GdkRGBA fill;
  double left;  /* of the bars */
  double width; /* of the longest */
  double most;
} Canvas;

static void
bar_free (gpointer data)
{
  Bar *bar = data;

  g_free (bar->name);
  g_free (bar->number);
  g_free (bar->change);
  g_free (bar);
}

/* @scale: of the widget's own font */
static PangoLayout *
make_text (OsrBarChart *self, const char *text, double scale, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

static int
text_width (OsrBarChart *self, const char *text, double scale, gboolean bold)
{
  g_autoptr (PangoLayout) layout = make_text (self, text, scale, bold);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static void
draw_layout (Canvas *canvas, PangoLayout *layout, double x, double y, const GdkRGBA *colour)
{
  gtk_snapshot_save (canvas->snapshot);
  gtk_snapshot_translate (canvas->snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (canvas->snapshot, layout, colour);
  gtk_snapshot_restore (canvas->snapshot);
}

static void
draw_rect (Canvas *canvas, double x, double y, double width, double height, const GdkRGBA *colour)
{
  gtk_snapshot_append_color (canvas->snapshot, colour,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width,
                                                  (float) height));
}

/* Draws @text with its middle at @y; returns its width. */
static int
draw_text (Canvas *canvas, PangoLayout *layout, double x, double y, const GdkRGBA *colour)
{
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  draw_layout (canvas, layout, x, y - height / 2.0, colour);
  return width;
}

static void
draw_bar (Canvas *canvas, const Bar *bar, double y)
{
  double length = bar->value > 0 ? canvas->width * MIN (bar->value / canvas->most, 1) : 0;
  double middle = y + ROW_HEIGHT / 2.0;
  double end = canvas->left + length;
  g_autoptr (PangoLayout) name = make_text (canvas->chart, bar->name, 0.95, FALSE);
  g_autoptr (PangoLayout) number = make_text (canvas->chart, bar->number, 0.95, TRUE);
  int width;

  pango_layout_set_width (name, (int) (canvas->left - GAP) * PANGO_SCALE);
  pango_layout_set_ellipsize (name, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (name, PANGO_ALIGN_RIGHT);
  draw_text (canvas, name, 0, middle, &canvas->fg);
  draw_rect (canvas, canvas->left, middle - BAR_HEIGHT / 2.0, length, BAR_HEIGHT, &canvas->fill);
  if (bar->before >= 0) {
    double x = canvas->left + canvas->width * MIN (bar->before / canvas->most, 1);

    draw_rect (canvas, x - 1, middle - BAR_HEIGHT / 2.0 - 3, 2, BAR_HEIGHT + 6, &canvas->fg);
    end = MAX (end, x);
  }
  width = draw_text (canvas, number, end + GAP, middle, &canvas->fg);
  if (bar->change != NULL) {
    g_autoptr (PangoLayout) change = make_text (canvas->chart, bar->change, 0.85, FALSE);

    draw_text (canvas, change, end + GAP + width + GAP, middle, &canvas->dim);
  }
}

static void
draw_axis (Canvas *canvas, double height)
{
  for (int i = 0; i <= STEPS; i++) {
    double x = canvas->left + canvas->width * i / STEPS;
    g_autofree char *text = g_strdup_printf ("%d", (int) (canvas->most * i / STEPS));
    g_autoptr (PangoLayout) layout = make_text (canvas->chart, text, 0.8, FALSE);
    int width;

    pango_layout_get_pixel_size (layout, &width, NULL);
    draw_rect (canvas, x, 0, 1, height - AXIS_HEIGHT, &canvas->faint);
    draw_layout (canvas, layout, x - width / 2.0, height - AXIS_HEIGHT, &canvas->dim);
  }
}

static double
longest (OsrBarChart *self)
{
  double most = self->most;

  for (guint i = 0; i < self->bars->len && self->most <= 0; i++) {
    const Bar *bar = self->bars->pdata[i];

    most = MAX (most, MAX (bar->value, bar->before));
  }
  return most > 0 ? most : 1;
}

static void
measure_columns (Canvas *canvas)
{
  OsrBarChart *self = canvas->chart;
  int names = 0, numbers = 0;
  double width = gtk_widget_get_width (GTK_WIDGET (self));

  for (guint i = 0; i < self->bars->len; i++) {
    const Bar *bar = self->bars->pdata[i];
    int change = bar->change != NULL ? text_width (self, bar->change, 0.85, FALSE) + GAP : 0;

    names = MAX (names, text_width (self, bar->name, 0.95, FALSE));
    numbers = MAX (numbers, text_width (self, bar->number, 0.95, TRUE) + change);
  }
  canvas->left = MIN (names, width / 3) + GAP;
  canvas->width = MAX (width - canvas->left - numbers - 2 * GAP, 20);
  canvas->most = longest (self);
}

static void
osr_bar_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OsrBarChart *self = OSR_BAR_CHART (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  Canvas canvas = { .chart = self, .snapshot = snapshot };

  gtk_style_context_get_color (style, &canvas.fg);
  canvas.dim = canvas.faint = canvas.fg;
  canvas.dim.alpha *= 0.7f;
  canvas.faint.alpha *= 0.15f;
  canvas.fill = canvas.fg;
  gtk_style_context_lookup_color (style, "accent_bg_color", &canvas.fill);
  measure_columns (&canvas);
  if (self->axis)
    draw_axis (&canvas, gtk_widget_get_height (widget));
  for (guint i = 0; i < self->bars->len; i++)
    draw_bar (&canvas, self->bars->pdata[i], i * ROW_HEIGHT);
}

static void
osr_bar_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  OsrBarChart *self = OSR_BAR_CHART (widget);
  int height = (int) self->bars->len * ROW_HEIGHT + (self->axis ? AXIS_HEIGHT : 0);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NARROWEST : height;
}

static void
osr_bar_chart_finalize (GObject *object)
{
  g_ptr_array_unref (OSR_BAR_CHART (object)->bars);
  G_OBJECT_CLASS (osr_bar_chart_parent_class)->finalize (object);
}

static void
osr_bar_chart_class_init (OsrBarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_bar_chart_finalize;
  widget_class->snapshot = osr_bar_chart_snapshot;
  widget_class->measure = osr_bar_chart_measure;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
osr_bar_chart_init (OsrBarChart *self)
{
  self->bars = g_ptr_array_new_with_free_func (bar_free);
}

GtkWidget *
osr_bar_chart_new (void)
{
  return g_object_new (OSR_TYPE_BAR_CHART, NULL);
}

void
osr_bar_chart_clear (OsrBarChart *self)
{
  g_return_if_fail (OSR_IS_BAR_CHART (self));
  g_ptr_array_set_size (self->bars, 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
osr_bar_chart_set_scale (OsrBarChart *self, double most, gboolean axis)
{
  g_return_if_fail (OSR_IS_BAR_CHART (self));
  self->most = most;
  self->axis = axis;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
osr_bar_chart_add (OsrBarChart *self, const char *name, double value, double before,
                   const char *number, const char *change)
{
  Bar *bar;

  g_return_if_fail (OSR_IS_BAR_CHART (self));
  bar = g_new0 (Bar, 1);
  bar->name = g_strdup (name);
  bar->value = value;
  bar->before = before;
  bar->number = g_strdup (number);
  bar->change = g_strdup (change);
  g_ptr_array_add (self->bars, bar);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
