/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of the owed step, its time and to whom it goes then, and the button that sends it. */
#include "app/steps/osr-step-pane.h"

#include <glib/gi18n.h>

#include "app/shared/osr-step-words.h"
#include "app/steps/osr-step-dialog.h"

struct _OsrStepPane {
  OsrPane parent_instance;

  /* template */
  GtkLabel *title;
  OsrStepForm *form;
  GtkWidget *go_on;
  GtkLabel *go_on_label;
  GtkLabel *hint;
  GtkButton *other;
};

G_DEFINE_FINAL_TYPE (OsrStepPane, osr_step_pane, OSR_TYPE_PANE)

/* (nullable): the step that is owed here. */
static const OsrStepKind *
find_step (OsrStepPane *self)
{
  OsrPane *pane = OSR_PANE (self);

  if (!osr_pane_is_side (pane, OSR_SIDE_STEP) || osr_pane_get_registry (pane) == NULL)
    return NULL;
  return osr_step_find_owed (osr_pane_get_case (pane),
                             osr_workplace_get_step (osr_pane_get_workplace (pane)));
}

/* (nullable): what may be done instead, when the rules let it. */
static const OsrStepKind *
find_other (OsrStepPane *self)
{
  const OsrStepKind *step = osr_step_form_get_step (self->form);
  const OsrStepKind *other = step != NULL ? osr_step_find (step->other) : NULL;
  OsrPane *pane = OSR_PANE (self);
  OsrStepDesk desk;

  if (other == NULL || osr_pane_get_case (pane) == NULL)
    return NULL;
  desk = (OsrStepDesk){ osr_pane_get_case (pane), osr_pane_get_registry (pane),
                        osr_workplace_get_person (osr_pane_get_workplace (pane)),
                        osr_workplace_now (osr_pane_get_workplace (pane)) };
  return osr_step_explain (other, &desk, NULL) ? other : NULL;
}

/* What must be filled in first, or to whom it goes then. */
static char *
dup_hint (OsrStepPane *self)
{
  char *fault = osr_step_form_dup_fault (self->form);
  g_autofree char *goes_to = fault == NULL ? osr_step_form_dup_goes_to (self->form) : NULL;

  if (fault != NULL || goes_to == NULL)
    return fault;
  return g_strdup_printf (_ ("goes to: %s"), goes_to);
}

static void
osr_step_pane_tick (OsrPane *pane)
{
  OsrStepPane *self = OSR_STEP_PANE (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  g_autofree char *left = NULL;
  g_autofree char *hint = NULL;
  g_autofree char *words = NULL;

  if (find_step (self) == NULL)
    return;
  left = osr_step_words_left (osr_workplace_get_pressing (workplace), osr_pane_get_registry (pane),
                              osr_workplace_now (workplace));
  hint = dup_hint (self);
  words = left != NULL && hint != NULL ? g_strdup_printf (_ ("%1$s · %2$s"), left, hint)
                                       : g_strdup (left != NULL ? left : hint);
  gtk_label_set_label (self->hint, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), words != NULL);
}

static void
update (OsrStepPane *self)
{
  const OsrStepKind *step = find_step (self);
  g_autofree char *fault = step != NULL ? osr_step_form_dup_fault (self->form) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "step.do", step != NULL && fault == NULL);
  osr_step_pane_tick (OSR_PANE (self));
}

static void
show_other (OsrStepPane *self)
{
  const OsrStepKind *other = find_other (self);
  g_autofree char *label = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "step.other", other != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->other), other != NULL);
  if (other == NULL)
    return;
  /* Translators: a button that opens a dialog; %s is what is done there */
  label = g_strdup_printf (_ ("%s…"), _ (other->title));
  gtk_button_set_label (self->other, label);
}

static void
osr_step_pane_refresh (OsrPane *pane)
{
  OsrStepPane *self = OSR_STEP_PANE (pane);
  const OsrStepKind *step = find_step (self);

  osr_step_form_show (self->form, osr_pane_get_workplace (pane), step);
  show_other (self);
  if (step == NULL) {
    update (self);
    return;
  }
  gtk_label_set_label (self->title, _ (step->title));
  gtk_label_set_label (self->go_on_label, _ (step->go_on));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->go_on), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (step->go_on), -1);
  update (self);
}

static void
do_step (GtkWidget *widget, const char *action, GVariant *parameter)
{
  osr_step_form_submit (OSR_STEP_PANE (widget)->form);
}

static void
do_other (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrStepPane *self = OSR_STEP_PANE (widget);
  const OsrStepKind *other = find_other (self);

  if (other != NULL)
    gtk_window_present (
        GTK_WINDOW (osr_step_dialog_new (widget, osr_pane_get_workplace (OSR_PANE (self)), other)));
}

static void
on_activated (OsrStepPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "step.do", NULL);
}

static void
osr_step_pane_class_init (OsrStepPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_step_pane_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_step_pane_tick;
  g_type_ensure (OSR_TYPE_STEP_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/region/OpenSources/ui/steps/osr-step-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrStepPane, title);
  gtk_widget_class_bind_template_child (widget_class, OsrStepPane, form);
  gtk_widget_class_bind_template_child (widget_class, OsrStepPane, go_on);
  gtk_widget_class_bind_template_child (widget_class, OsrStepPane, go_on_label);
  gtk_widget_class_bind_template_child (widget_class, OsrStepPane, hint);
  gtk_widget_class_bind_template_child (widget_class, OsrStepPane, other);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_install_action (widget_class, "step.do", NULL, do_step);
  gtk_widget_class_install_action (widget_class, "step.other", NULL, do_other);
}

static void
osr_step_pane_init (OsrStepPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "step.do", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "step.other", FALSE);
}

GtkWidget *
osr_step_pane_new (void)
{
  return g_object_new (OSR_TYPE_STEP_PANE, NULL);
}

OsrStepForm *
osr_step_pane_get_form (OsrStepPane *self)
{
  g_return_val_if_fail (OSR_IS_STEP_PANE (self), NULL);
  return self->form;
}
