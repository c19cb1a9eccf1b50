/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of children, each row as high as its highest child; what is over goes to the first row in which a
 * child expands. */
#include "app/shared/osr-columns-layout.h"

#define SPACING 12

struct _OsrColumnsLayout {
  GtkLayoutManager parent_instance;

  int width; /* of a column, at least */
};

G_DEFINE_FINAL_TYPE (OsrColumnsLayout, osr_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
count_children (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child) ? 1 : 0;
  return n;
}

static int
columns_for (OsrColumnsLayout *self, GtkWidget *widget, int width)
{
  int most = MAX (count_children (widget), 1);

  return CLAMP ((width + SPACING) / (self->width + SPACING), 1, most);
}

static int
column_width (int width, int columns)
{
  return MAX ((width - SPACING * (columns - 1)) / columns, 1);
}

/* The next child that is laid out, @child itself included; nullable. */
static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Height of the row that begins with @child, natural or at least; @child moves to the next row. */
static int
measure_row (GtkWidget **child, int columns, int width, gboolean natural)
{
  int height = 0;

  for (int i = 0; i < columns && *child != NULL; i++) {
    int least, liked;

    gtk_widget_measure (*child, GTK_ORIENTATION_VERTICAL, width, &least, &liked, NULL, NULL);
    height = MAX (height, natural ? liked : least);
    *child = next_shown (gtk_widget_get_next_sibling (*child));
  }
  return height;
}

/* Whether a child of the row from @child up to @end wants all the height there is. */
static gboolean
row_expands (GtkWidget *child, GtkWidget *end)
{
  for (; child != end; child = next_shown (gtk_widget_get_next_sibling (child))) {
    if (gtk_widget_compute_expand (child, GTK_ORIENTATION_VERTICAL))
      return TRUE;
  }
  return FALSE;
}

static int
measure_rows (OsrColumnsLayout *self, GtkWidget *widget, int width, gboolean natural)
{
  int columns = columns_for (self, widget, width);
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  int height = 0;

  while (child != NULL)
    height += (height > 0 ? SPACING : 0) +
              measure_row (&child, columns, column_width (width, columns), natural);
  return height;
}

static GtkSizeRequestMode
osr_columns_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (OsrColumnsLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  int n = count_children (widget);

  *minimum = 0;
  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child))) {
    int least;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    *minimum = MAX (*minimum, least);
  }
  *natural = MAX (*minimum, n * self->width + SPACING * MAX (n - 1, 0));
}

static void
osr_columns_layout_measure (GtkLayoutManager *manager, GtkWidget *widget,
                            GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  OsrColumnsLayout *self = OSR_COLUMNS_LAYOUT (manager);
  int least, liked;

  measure_width (self, widget, &least, &liked);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = least;
    *natural = liked;
    return;
  }
  for_size = for_size < 0 ? liked : MAX (for_size, least);
  *minimum = measure_rows (self, widget, for_size, FALSE);
  *natural = measure_rows (self, widget, for_size, TRUE);
}

static void
osr_columns_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height,
                             int baseline)
{
  OsrColumnsLayout *self = OSR_COLUMNS_LAYOUT (manager);
  int columns = columns_for (self, widget, width);
  int one = column_width (width, columns);
  gboolean natural = measure_rows (self, widget, width, TRUE) <= height;
  int over = height - measure_rows (self, widget, width, natural);
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL) {
    GtkWidget *end = child;
    int row = measure_row (&end, columns, one, natural);

    if (over > 0 && row_expands (child, end)) {
      row += over;
      over = 0;
    }
    for (int i = 0; child != end; i++) {
      gtk_widget_size_allocate (child, &(GtkAllocation){ i * (one + SPACING), y, one, row }, -1);
      child = next_shown (gtk_widget_get_next_sibling (child));
    }
    y += row + SPACING;
  }
}

static void
osr_columns_layout_class_init (OsrColumnsLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = osr_columns_layout_get_request_mode;
  layout_class->measure = osr_columns_layout_measure;
  layout_class->allocate = osr_columns_layout_allocate;
}

static void
osr_columns_layout_init (OsrColumnsLayout *self)
{
}

GtkLayoutManager *
osr_columns_layout_new (int width)
{
  OsrColumnsLayout *self = g_object_new (OSR_TYPE_COLUMNS_LAYOUT, NULL);

  self->width = width;
  return GTK_LAYOUT_MANAGER (self);
}
