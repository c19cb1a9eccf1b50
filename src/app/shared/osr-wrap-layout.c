/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaks children into lines at their natural width. Follows the direction of the text. */
#include "app/shared/osr-wrap-layout.h"

#define SPACING 6

struct _OsrWrapLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_TYPE (OsrWrapLayout, osr_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
child_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, width));
}

static int
child_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static void
allocate_child (GtkWidget *widget, GtkWidget *child, GtkAllocation place)
{
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    place.x = gtk_widget_get_width (widget) - place.x - place.width;
  gtk_widget_size_allocate (child, &place, -1);
}

/* Goes through the lines, placing the children when @place; returns the height. */
static int
walk (GtkWidget *widget, int width, gboolean place)
{
  int x = 0;
  int y = 0;
  int line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int w, h;

    if (!gtk_widget_should_layout (child))
      continue;
    w = child_width (child, width);
    h = child_height (child, w);
    if (x > 0 && x + w > width) {
      x = 0;
      y += line + SPACING;
      line = 0;
    }
    if (place)
      allocate_child (widget, child, (GtkAllocation){ x, y, w, h });
    x += w + SPACING;
    line = MAX (line, h);
  }
  return y + line;
}

static void
osr_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation,
                         int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  int widest = 0;
  int all = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL) {
    *minimum = *natural = walk (widget, for_size < 0 ? G_MAXINT / 4 : for_size, FALSE);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int child_minimum, child_natural;

    if (!gtk_widget_should_layout (child))
      continue;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL,
                        NULL);
    widest = MAX (widest, child_minimum);
    all += child_natural + (all > 0 ? SPACING : 0);
  }
  *minimum = widest;
  *natural = MAX (widest, all);
}

static void
osr_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height,
                          int baseline)
{
  walk (widget, width, TRUE);
}

static GtkSizeRequestMode
osr_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
osr_wrap_layout_class_init (OsrWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = osr_wrap_layout_measure;
  layout_class->allocate = osr_wrap_layout_allocate;
  layout_class->get_request_mode = osr_wrap_layout_get_request_mode;
}

static void
osr_wrap_layout_init (OsrWrapLayout *self)
{
}

GtkLayoutManager *
osr_wrap_layout_new (void)
{
  return g_object_new (OSR_TYPE_WRAP_LAYOUT, NULL);
}
