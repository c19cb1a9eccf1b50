/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form with a button over it. What is asked and what comes of it is the form's. */
#include "app/steps/osr-step-dialog.h"

#include <glib/gi18n.h>

#include "app/shared/osr-sentence.h"
#include "report/osr-shown-text.h"

#define WIDTH       480
#define MARGIN      18
#define AROUND      112 /* header, margins and the line below */
#define MOST_HEIGHT 640

struct _OsrStepDialog {
  AdwWindow parent_instance;

  /* template */
  AdwWindowTitle *heading;
  GtkButton *go_on;
  OsrStepForm *form;
  GtkLabel *refusal;
  GtkLabel *hint;

  /* owned */
  OsrWorkplace *workplace;
  char *case_id;

  const OsrStepKind *step;
};

G_DEFINE_FINAL_TYPE (OsrStepDialog, osr_step_dialog, ADW_TYPE_WINDOW)

static void
say (OsrStepDialog *self, const char *sentence)
{
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *sentence != '\0');
}

/* (nullable): why the step is no longer to be had; a sentence. */
static char *
find_refusal (OsrStepDialog *self)
{
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autoptr (GError) error = NULL;
  OsrStepDesk desk = { osr_workplace_get_case (self->workplace),
                       replica != NULL ? osr_replica_get_registry (replica) : NULL,
                       osr_workplace_get_person (self->workplace),
                       osr_workplace_now (self->workplace) };

  if (desk.c == NULL || desk.registry == NULL || desk.person == NULL)
    return NULL;
  return osr_step_explain (self->step, &desk, &error) ? NULL : osr_sentence_for_error (error);
}

static void
show_hint (OsrStepDialog *self, const char *fault)
{
  g_autofree char *goes_to = osr_step_form_dup_goes_to (self->form);
  g_autofree char *words = NULL;

  if (fault != NULL)
    words = g_strdup (fault);
  else if (goes_to != NULL)
    /* Translators: who has the case or the words then */
    words = g_strdup_printf (_ ("goes to: %s"), goes_to);
  gtk_label_set_label (self->hint, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), words != NULL);
}

static void
update (OsrStepDialog *self)
{
  g_autofree char *fault = NULL;
  g_autofree char *refusal = NULL;

  if (self->workplace == NULL) /* it is going */
    return;
  fault = osr_step_form_dup_fault (self->form);
  refusal = find_refusal (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "step.do", fault == NULL && refusal == NULL);
  if (refusal != NULL)
    say (self, refusal);
  show_hint (self, fault);
}

static void
on_case_changed (OsrStepDialog *self)
{
  if (g_strcmp0 (self->case_id, osr_workplace_get_case_id (self->workplace)) != 0) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  osr_step_form_show (self->form, self->workplace, self->step);
}

static void
on_failed (OsrStepDialog *self, const char *sentence)
{
  say (self, sentence);
}

static void
do_step (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrStepDialog *self = OSR_STEP_DIALOG (widget);
  gulong failed;
  gboolean done;

  say (self, "");
  g_signal_handlers_disconnect_by_func (self->workplace, on_case_changed, self);
  failed = g_signal_connect_swapped (self->workplace, "act-failed", G_CALLBACK (on_failed), self);
  done = osr_step_form_submit (self->form);
  g_signal_handler_disconnect (self->workplace, failed);
  g_signal_connect_object (self->workplace, "case-changed", G_CALLBACK (on_case_changed), self,
                           G_CONNECT_SWAPPED);
  if (done)
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_activated (OsrStepDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "step.do", NULL);
}

static void
osr_step_dialog_dispose (GObject *object)
{
  OsrStepDialog *self = OSR_STEP_DIALOG (object);

  g_clear_object (&self->workplace);
  g_clear_pointer (&self->case_id, g_free);
  G_OBJECT_CLASS (osr_step_dialog_parent_class)->dispose (object);
}

static void
osr_step_dialog_class_init (OsrStepDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_step_dialog_dispose;
  g_type_ensure (OSR_TYPE_STEP_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/steps/osr-step-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrStepDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, OsrStepDialog, go_on);
  gtk_widget_class_bind_template_child (widget_class, OsrStepDialog, form);
  gtk_widget_class_bind_template_child (widget_class, OsrStepDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, OsrStepDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_install_action (widget_class, "step.do", NULL, do_step);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "step.do",
                                       NULL);
}

static void
osr_step_dialog_init (OsrStepDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_subtitle (OsrCase *c)
{
  g_autofree char *author = osr_shown_author (c->author_name);

  /* Translators: the number of a case, and who wrote the message */
  return c->number != NULL ? g_strdup_printf (_ ("No. %1$s · %2$s"), c->number, author)
                           : g_steal_pointer (&author);
}

/* A window asks for the height of lines that do not wrap; these do. */
static void
fit_height (OsrStepDialog *self)
{
  int form, natural;

  gtk_widget_measure (GTK_WIDGET (self->form), GTK_ORIENTATION_VERTICAL, WIDTH - 2 * MARGIN, NULL,
                      &form, NULL, NULL);
  gtk_widget_measure (adw_window_get_content (ADW_WINDOW (self)), GTK_ORIENTATION_VERTICAL, WIDTH,
                      NULL, &natural, NULL, NULL);
  natural = MAX (natural, form + AROUND);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, MIN (natural, MOST_HEIGHT));
}

GtkWidget *
osr_step_dialog_new (GtkWidget *over, OsrWorkplace *workplace, const OsrStepKind *step)
{
  GtkRoot *root = gtk_widget_get_root (over);
  OsrStepDialog *self = g_object_new (OSR_TYPE_STEP_DIALOG, "transient-for",
                                      GTK_IS_WINDOW (root) ? root : NULL, NULL);
  g_autofree char *subtitle = dup_subtitle (osr_workplace_get_case (workplace));

  self->workplace = g_object_ref (workplace);
  self->case_id = g_strdup (osr_workplace_get_case_id (workplace));
  self->step = step;
  gtk_window_set_title (GTK_WINDOW (self), _ (step->title));
  adw_window_title_set_title (self->heading, _ (step->title));
  adw_window_title_set_subtitle (self->heading, subtitle);
  gtk_button_set_label (self->go_on, _ (step->go_on));
  g_signal_connect_object (workplace, "case-changed", G_CALLBACK (on_case_changed), self,
                           G_CONNECT_SWAPPED);
  osr_step_form_show (self->form, workplace, step);
  fit_height (self);
  gtk_widget_child_focus (GTK_WIDGET (self->form), GTK_DIR_TAB_FORWARD);
  return GTK_WIDGET (self);
}

OsrStepForm *
osr_step_dialog_get_form (OsrStepDialog *self)
{
  g_return_val_if_fail (OSR_IS_STEP_DIALOG (self), NULL);
  return self->form;
}
