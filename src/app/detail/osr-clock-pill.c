/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same words and colours as in the queue; which limit it is stands in the tooltip. Where there is
 * room and where not is for the pane around it to know. */
#include "app/detail/osr-clock-pill.h"

#include "report/osr-time-text.h"

struct _OsrClockPill {
  OsrPane parent_instance;

  /* template */
  GtkWidget *box;
  GtkWidget *late;
  GtkWidget *time;

  gboolean wanted;
  const char *style; /* class of the pill now; static */
};

G_DEFINE_FINAL_TYPE (OsrClockPill, osr_clock_pill, OSR_TYPE_PANE)

static void
set_style (OsrClockPill *self, const char *style)
{
  if (self->style != NULL)
    gtk_widget_remove_css_class (self->box, self->style);
  self->style = style;
  if (style != NULL)
    gtk_widget_add_css_class (self->box, style);
}

static void
show_limit (OsrClockPill *self, const OsrDeadline *deadline)
{
  OsrPane *pane = OSR_PANE (self);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  const OsrInstant now = osr_workplace_now (workplace);
  const gboolean mine = osr_workplace_get_step (workplace) != NULL;
  const char *until = osr_time_text_timer_long (deadline->spec);
  g_autofree char *pill = osr_time_text_pill (deadline, registry, now);
  g_autofree char *spoken = g_strdup_printf ("%s %s", pill, until);

  set_style (self, osr_time_text_class (deadline, registry, now, mine));
  gtk_widget_set_visible (self->late, osr_deadline_is_late (deadline, now));
  gtk_label_set_text (GTK_LABEL (self->time), pill);
  gtk_widget_set_tooltip_text (self->box, until);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->time), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
osr_clock_pill_tick (OsrPane *pane)
{
  OsrClockPill *self = OSR_CLOCK_PILL (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  const OsrDeadline *deadline =
      osr_pane_get_case (pane) != NULL && osr_pane_get_registry (pane) != NULL
          ? osr_workplace_get_pressing (workplace)
          : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), self->wanted && deadline != NULL);
  if (self->wanted && deadline != NULL)
    show_limit (self, deadline);
}

void
osr_clock_pill_set_wanted (OsrClockPill *self, gboolean wanted)
{
  g_return_if_fail (OSR_IS_CLOCK_PILL (self));

  if (self->wanted == wanted)
    return;
  self->wanted = wanted;
  osr_clock_pill_tick (OSR_PANE (self));
}

static void
osr_clock_pill_class_init (OsrClockPillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_clock_pill_tick;
  OSR_PANE_CLASS (klass)->tick = osr_clock_pill_tick;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/detail/osr-clock-pill.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrClockPill, box);
  gtk_widget_class_bind_template_child (widget_class, OsrClockPill, late);
  gtk_widget_class_bind_template_child (widget_class, OsrClockPill, time);
}

static void
osr_clock_pill_init (OsrClockPill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
