/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limits of a case over its axis of working time. Geometry comes from osr-time-axis.h, words from
 * osr-time-mark.h, their places from osr-time-bar-layout.c; here is the widget and what it says to
 * those who cannot see it. */
#include <glib/gi18n.h>

#include "app/detail/osr-time-bar-private.h"
#include "report/osr-time-text.h"

#define MIN_WIDTH 280

G_DEFINE_TYPE (OsrTimeBar, osr_time_bar, GTK_TYPE_WIDGET)

static void
osr_time_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OsrTimeBar *self = OSR_TIME_BAR (widget);

  if (self->axis != NULL)
    osr_time_bar_draw (self, snapshot, osr_time_bar_lay_out (self, gtk_widget_get_width (widget)));
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
    *minimum = *natural = osr_time_bar_lay_out (self, for_size > 0 ? for_size : MIN_WIDTH);
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
    work_time = pressing != NULL ? osr_deadline_get_work_time (pressing, registry)
                                 : osr_registry_get_work_time (registry, NULL);
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
