/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question, its clauses, and every way to settle it. The change itself is made from the preview. */
#include "app/directory/osr-choice-form.h"

#include <glib/gi18n.h>

#include "app/directory/osr-office-choice.h"
#include "app/directory/osr-preview-dialog.h"
#include "app/shared/osr-sentence.h"

struct _OsrChoiceForm {
  AdwWindow parent_instance;

  /* template widgets */
  GtkLabel *question;
  GtkLabel *clauses;
  AdwPreferencesGroup *options;

  /* owned */
  OsrReplica *replica;
  GPtrArray *choices;
  GPtrArray *buttons;            /* borrowed GtkCheckButton, in the order of the options */
  const OsrOfficeChoice *choice; /* borrowed from choices */
  OsrInstant now;
};

G_DEFINE_FINAL_TYPE (OsrChoiceForm, osr_choice_form, ADW_TYPE_WINDOW)

static guint
chosen_option (OsrChoiceForm *self)
{
  for (guint i = 0; i < self->buttons->len; i++) {
    if (gtk_check_button_get_active (self->buttons->pdata[i]))
      return i;
  }
  return self->choice->chosen;
}

static void
preview (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrChoiceForm *self = OSR_CHOICE_FORM (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) members = NULL;
  const char *type = NULL;

  members = osr_office_choice_build (osr_replica_get_registry (self->replica), self->choice,
                                     chosen_option (self), &type, &error);
  if (members == NULL) {
    g_autofree char *sentence = osr_sentence_for_error (error);

    gtk_label_set_text (self->clauses, sentence);
    return;
  }
  gtk_window_present (GTK_WINDOW (
      osr_preview_dialog_new (GTK_WINDOW (self), self->replica, type, members, self->now)));
}

/* What is chosen already changes nothing. */
static void
on_toggled (OsrChoiceForm *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "choice.preview",
                                 chosen_option (self) != self->choice->chosen);
}

static void
add_option (OsrChoiceForm *self, const OsrOfficeOption *option)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();
  g_autofree char *title = g_markup_escape_text (option->text, -1);

  if (self->buttons->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->buttons->pdata[0]);
  g_ptr_array_add (self->buttons, button);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                               self->buttons->len - 1 == self->choice->chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  option->text, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_toggled), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (self->buttons->len - 1 == self->choice->chosen)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("so it is now"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->options, row);
}

static void
show_choice (OsrChoiceForm *self)
{
  const OsrOfficeChoice *choice = self->choice;
  g_autofree char *clauses = NULL;

  gtk_label_set_text (self->question, choice->question);
  if (choice->clauses != NULL)
    /* Translators: %s are numbers of clauses */
    clauses = g_strdup_printf (_ ("clause %s"), choice->clauses);
  gtk_label_set_text (self->clauses, clauses);
  gtk_widget_set_visible (GTK_WIDGET (self->clauses), clauses != NULL);
  for (guint i = 0; i < choice->options->len; i++)
    add_option (self, choice->options->pdata[i]);
  on_toggled (self);
}

static void
osr_choice_form_dispose (GObject *object)
{
  OsrChoiceForm *self = OSR_CHOICE_FORM (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  G_OBJECT_CLASS (osr_choice_form_parent_class)->dispose (object);
}

static void
osr_choice_form_class_init (OsrChoiceFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_choice_form_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/directory/osr-choice-form.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrChoiceForm, question);
  gtk_widget_class_bind_template_child (widget_class, OsrChoiceForm, clauses);
  gtk_widget_class_bind_template_child (widget_class, OsrChoiceForm, options);
  gtk_widget_class_install_action (widget_class, "choice.preview", NULL, preview);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_choice_form_init (OsrChoiceForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->buttons = g_ptr_array_new ();
}

GtkWidget *
osr_choice_form_new (GtkWindow *parent, OsrReplica *replica, const char *id, OsrInstant now)
{
  g_autoptr (GPtrArray) choices = osr_office_choices_new (osr_replica_get_registry (replica));
  const OsrOfficeChoice *choice = osr_office_choice_find (choices, id);
  OsrChoiceForm *self;

  if (choice == NULL)
    return NULL;
  self = g_object_new (OSR_TYPE_CHOICE_FORM, "transient-for", parent, "modal", TRUE, NULL);
  self->replica = g_object_ref (replica);
  self->choices = g_steal_pointer (&choices);
  self->choice = choice;
  self->now = now;
  show_choice (self);
  return GTK_WIDGET (self);
}
