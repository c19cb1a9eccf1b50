/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filled when it is opened: asking the rules about every step costs nothing until then. Steps of other
 * roles are left out like those that the profile has not: nobody waits for what is never theirs. */
#include "app/steps/osr-step-menu.h"

#include <glib/gi18n.h>

#include "app/shared/osr-sentence.h"
#include "app/steps/osr-step-dialog.h"
#include "core/osr-error.h"

struct _OsrStepMenu {
  OsrPane parent_instance;

  /* template */
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkBox *steps;
};

G_DEFINE_FINAL_TYPE (OsrStepMenu, osr_step_menu, OSR_TYPE_PANE)

static gboolean
fill_desk (OsrStepMenu *self, OsrStepDesk *desk)
{
  OsrPane *pane = OSR_PANE (self);

  if (osr_pane_get_case (pane) == NULL || osr_pane_get_registry (pane) == NULL ||
      osr_workplace_get_person (osr_pane_get_workplace (pane)) == NULL)
    return FALSE;
  desk->c = osr_pane_get_case (pane);
  desk->registry = osr_pane_get_registry (pane);
  desk->person = osr_workplace_get_person (osr_pane_get_workplace (pane));
  desk->now = osr_workplace_now (osr_pane_get_workplace (pane));
  return TRUE;
}

static void
take (OsrStepMenu *self, const char *name)
{
  const OsrStepKind *step = osr_step_find (name);
  OsrStepDesk desk;

  gtk_menu_button_popdown (self->button);
  if (step == NULL || !fill_desk (self, &desk) || !osr_step_explain (step, &desk, NULL))
    return;
  gtk_window_present (GTK_WINDOW (
      osr_step_dialog_new (GTK_WIDGET (self), osr_pane_get_workplace (OSR_PANE (self)), step)));
}

static void
take_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  take (OSR_STEP_MENU (widget), g_variant_get_string (parameter, NULL));
}

static void
menu_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (OSR_STEP_MENU (widget)->button);
}

static void
on_clicked (OsrStepMenu *self, GtkWidget *button)
{
  take (self, g_object_get_data (G_OBJECT (button), "osr-step"));
}

static void
add_step (OsrStepMenu *self, const OsrStepKind *step, const char *reason)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (_ (step->title));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "step-row");
  gtk_widget_set_sensitive (button, reason == NULL);
  gtk_widget_set_tooltip_text (button, reason != NULL ? reason : _ (step->says));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (step->title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  reason != NULL ? reason : _ (step->says), -1);
  g_object_set_data (G_OBJECT (button), "osr-step", (gpointer) step->name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->steps, button);
}

/* Whether the person works for a body: whoever works for the office alone never has a case. */
static gboolean
has_body (const OsrStepDesk *desk)
{
  GPtrArray *grants = osr_registry_get_grants (desk->registry);

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];

    if (grant->body != NULL && g_strcmp0 (grant->person, desk->person) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Whether the step is for this person at another time. */
static gboolean
is_for_later (const OsrStepKind *step, const GError *error, const OsrStepDesk *desk)
{
  if (!has_body (desk) && (g_str_equal (step->name, "returned") ||
                           g_error_matches (error, OSR_CORE_ERROR, OSR_CORE_ERROR_OTHER_BODY)))
    return FALSE;
  return !g_error_matches (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_FORESEEN) &&
         !g_error_matches (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED) &&
         !g_error_matches (error, OSR_CORE_ERROR, OSR_CORE_ERROR_UNSUPPORTED);
}

static void
add_later (OsrStepMenu *self, const OsrStepDesk *desk)
{
  g_autoptr (GPtrArray) later = osr_step_menu_list (self, FALSE);

  for (guint i = 0; i < later->len; i++) {
    const OsrStepKind *step = later->pdata[i];
    g_autoptr (GError) error = NULL;
    g_autofree char *reason = NULL;

    osr_step_explain (step, desk, &error);
    reason = osr_sentence_for_error (error);
    add_step (self, step, reason);
  }
}

static void
fill (OsrStepMenu *self)
{
  g_autoptr (GPtrArray) possible = osr_step_menu_list (self, TRUE);
  GtkWidget *child;
  OsrStepDesk desk;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    gtk_box_remove (self->steps, child);
  for (guint i = 0; i < possible->len; i++)
    add_step (self, possible->pdata[i], NULL);
  if (possible->len > 0)
    gtk_box_append (self->steps, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  if (fill_desk (self, &desk))
    add_later (self, &desk);
}

static void
osr_step_menu_refresh (OsrPane *pane)
{
  OsrStepMenu *self = OSR_STEP_MENU (pane);
  g_autoptr (GPtrArray) possible = osr_step_menu_list (self, TRUE);

  gtk_widget_set_visible (GTK_WIDGET (self->button), possible->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "steps.menu", possible->len > 0);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    fill (self);
}

static void
osr_step_menu_class_init (OsrStepMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_step_menu_refresh;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/region/OpenSources/ui/steps/osr-step-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrStepMenu, button);
  gtk_widget_class_bind_template_child (widget_class, OsrStepMenu, popover);
  gtk_widget_class_bind_template_child (widget_class, OsrStepMenu, steps);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_install_action (widget_class, "steps.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "steps.take", "s", take_action);
}

static void
osr_step_menu_init (OsrStepMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "steps.menu", FALSE);
}

GtkWidget *
osr_step_menu_new (void)
{
  return g_object_new (OSR_TYPE_STEP_MENU, NULL);
}

GPtrArray *
osr_step_menu_list (OsrStepMenu *self, gboolean possible)
{
  GPtrArray *steps = g_ptr_array_new ();
  OsrStepDesk desk;

  g_return_val_if_fail (OSR_IS_STEP_MENU (self), steps);
  if (!fill_desk (self, &desk))
    return steps;
  for (guint i = 0; i < osr_step_count (); i++) {
    const OsrStepKind *step = osr_step_get (i);
    g_autoptr (GError) error = NULL;
    gboolean now = osr_step_explain (step, &desk, &error);

    if (possible ? now : !now && is_for_later (step, error, &desk))
      g_ptr_array_add (steps, (gpointer) step);
  }
  return steps;
}
