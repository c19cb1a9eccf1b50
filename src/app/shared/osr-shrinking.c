/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures what is scrolled at the width there is; the scrolling is the scrolled window's. */
#include "app/shared/osr-shrinking.h"

/* One line of text in pixels: less says nothing. */
#define LEAST_HEIGHT 22

struct _OsrShrinking {
  AdwBin parent_instance;

  int most;
};

G_DEFINE_FINAL_TYPE (OsrShrinking, osr_shrinking, ADW_TYPE_BIN)

enum { PROP_MOST = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static GtkWidget *
get_content (OsrShrinking *self)
{
  GtkWidget *scroller = adw_bin_get_child (ADW_BIN (self));
  GtkWidget *child = GTK_IS_SCROLLED_WINDOW (scroller)
                         ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller))
                         : scroller;

  return GTK_IS_VIEWPORT (child) ? gtk_viewport_get_child (GTK_VIEWPORT (child)) : child;
}

static GtkSizeRequestMode
osr_shrinking_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
osr_shrinking_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  OsrShrinking *self = OSR_SHRINKING (widget);
  GtkWidget *content = get_content (self);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (content == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    /* The height that was offered may be less than the content's own: it is no reason to ask for
     * more width. */
    gtk_widget_measure (content, orientation, -1, minimum, natural, NULL, NULL);
    return;
  }
  gtk_widget_measure (content, orientation, for_size, minimum, natural, NULL, NULL);
  if (self->most > 0)
    *natural = MIN (*natural, self->most);
  /* The same at every width: one line is a pixel higher or lower as its fonts fall out. */
  *minimum = *natural > 0 ? LEAST_HEIGHT : 0;
  *natural = MAX (*natural, *minimum);
}

static void
osr_shrinking_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int least;

  if (child == NULL)
    return;
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  gtk_widget_allocate (child, width, MAX (height, least), -1, NULL);
}

static void
osr_shrinking_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_MOST)
    g_value_set_int (value, OSR_SHRINKING (object)->most);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
osr_shrinking_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id != PROP_MOST) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  OSR_SHRINKING (object)->most = g_value_get_int (value);
  gtk_widget_queue_resize (GTK_WIDGET (object));
}

static void
osr_shrinking_class_init (OsrShrinkingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = osr_shrinking_get_property;
  object_class->set_property = osr_shrinking_set_property;
  widget_class->get_request_mode = osr_shrinking_get_request_mode;
  widget_class->measure = osr_shrinking_measure;
  widget_class->size_allocate = osr_shrinking_size_allocate;
  properties[PROP_MOST] = g_param_spec_int ("most", NULL, NULL, 0, G_MAXINT, 0,
                                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
osr_shrinking_init (OsrShrinking *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "shrinks");
}
