/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the demonstration's own clock and offers its people. What the buttons do is the desk's
 * (osr-demo-desk.c). */
#include "app/demo/osr-demo-strip.h"

#include <glib/gi18n.h>

#include "report/osr-time-text.h"

struct _OsrDemoStrip {
  OsrPane parent_instance;

  /* template widgets */
  GtkLabel *clock;
  GtkMenuButton *person;
  GtkLabel *who;

  /* owned */
  GMenu *people;
};

G_DEFINE_FINAL_TYPE (OsrDemoStrip, osr_demo_strip, OSR_TYPE_PANE)

static void
show_clock (OsrPane *pane)
{
  OsrDemoStrip *self = OSR_DEMO_STRIP (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  OsrWorkTime *work_time = registry != NULL ? osr_registry_get_work_time (registry, NULL) : NULL;
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;

  if (work_time == NULL) {
    gtk_label_set_text (self->clock, _ ("Demonstration office"));
    return;
  }
  moment = osr_time_text_full (osr_workplace_now (osr_pane_get_workplace (pane)),
                               osr_work_time_get_zone (work_time));
  /* Translators: the date and time of the demonstration's own clock follow */
  text = g_strdup_printf (_ ("Demonstration office · %s"), moment);
  gtk_label_set_text (self->clock, text);
}

static void
osr_demo_strip_dispose (GObject *object)
{
  g_clear_object (&OSR_DEMO_STRIP (object)->people);
  G_OBJECT_CLASS (osr_demo_strip_parent_class)->dispose (object);
}

static void
osr_demo_strip_class_init (OsrDemoStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_demo_strip_dispose;
  OSR_PANE_CLASS (klass)->refresh = show_clock;
  OSR_PANE_CLASS (klass)->tick = show_clock;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/region/OpenSources/ui/demo/osr-demo-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrDemoStrip, clock);
  gtk_widget_class_bind_template_child (widget_class, OsrDemoStrip, person);
  gtk_widget_class_bind_template_child (widget_class, OsrDemoStrip, who);
}

static void
osr_demo_strip_init (OsrDemoStrip *self)
{
  self->people = g_menu_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->person, G_MENU_MODEL (self->people));
}

GtkWidget *
osr_demo_strip_new (OsrWorkplace *workplace)
{
  return g_object_new (OSR_TYPE_DEMO_STRIP, "workplace", workplace, NULL);
}

void
osr_demo_strip_add_person (OsrDemoStrip *self, const char *login, const char *name,
                           const char *office)
{
  g_autofree char *label = NULL;
  g_autoptr (GMenuItem) item = NULL;

  g_return_if_fail (OSR_IS_DEMO_STRIP (self));
  label = *office != '\0' ? g_strdup_printf ("%s · %s", name, office) : g_strdup (name);
  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "win.demo-person", "s", login);
  g_menu_append_item (self->people, item);
}

void
osr_demo_strip_set_person (OsrDemoStrip *self, const char *name, const char *role)
{
  g_autofree char *label = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (OSR_IS_DEMO_STRIP (self));
  label = g_strdup_printf ("%s · %s", name, role);
  gtk_label_set_text (self->who, label);
  /* Translators: for a screen reader: the person switcher of the demonstration */
  spoken = g_strdup_printf (_ ("Be somebody else, now %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->person), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}
