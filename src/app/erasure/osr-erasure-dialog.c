/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number and date of the act and the reason are what the event keeps; the button waits for all three.
 * Whether it may be done is the coordinator's to say. */
#include "app/erasure/osr-erasure-dialog.h"

#include <glib/gi18n.h>

#include "core/office/osr-substitution.h"

struct _OsrErasureDialog {
  AdwMessageDialog parent_instance;

  /* template */
  GtkEditable *act;
  GtkEditable *date;
  GtkEditable *reason;

  /* owned */
  OsrReplica *replica;
  char *id;
};

G_DEFINE_TYPE (OsrErasureDialog, osr_erasure_dialog, ADW_TYPE_MESSAGE_DIALOG)

static gboolean
is_filled (GtkEditable *field)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (field)));

  return *text != '\0';
}

static void
fields_changed (OsrErasureDialog *self)
{
  OsrDay day;
  const gboolean dated = osr_day_parse (gtk_editable_get_text (self->date), &day);

  if (dated || !is_filled (self->date))
    gtk_widget_remove_css_class (GTK_WIDGET (self->date), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->date), "error");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "destroy",
                                           dated && is_filled (self->act) &&
                                               is_filled (self->reason));
}

static void
say_failure (GtkWindow *parent, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Not destroyed"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
osr_erasure_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  OsrErasureDialog *self = OSR_ERASURE_DIALOG (dialog);
  g_autofree char *uuid = NULL;
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (response, "destroy") != 0)
    return;
  uuid = osr_replica_erase (self->replica, self->id, gtk_editable_get_text (self->act),
                            gtk_editable_get_text (self->date),
                            gtk_editable_get_text (self->reason), &error);
  if (uuid == NULL)
    say_failure (gtk_window_get_transient_for (GTK_WINDOW (self)), error);
}

static void
osr_erasure_dialog_finalize (GObject *object)
{
  OsrErasureDialog *self = OSR_ERASURE_DIALOG (object);

  g_clear_object (&self->replica);
  g_free (self->id);
  G_OBJECT_CLASS (osr_erasure_dialog_parent_class)->finalize (object);
}

static void
osr_erasure_dialog_class_init (OsrErasureDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_erasure_dialog_finalize;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = osr_erasure_dialog_response;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/erasure/osr-erasure-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrErasureDialog, act);
  gtk_widget_class_bind_template_child (widget_class, OsrErasureDialog, date);
  gtk_widget_class_bind_template_child (widget_class, OsrErasureDialog, reason);
  gtk_widget_class_bind_template_callback (widget_class, fields_changed);
}

static void
osr_erasure_dialog_init (OsrErasureDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
osr_erasure_dialog_is_for (OsrWorkplace *workplace)
{
  OsrReplica *replica = osr_workplace_get_replica (workplace);
  const char *person = replica != NULL ? osr_replica_get_person (replica) : NULL;

  return person != NULL && osr_workplace_get_case (workplace) != NULL &&
         osr_registry_has_role (osr_replica_get_registry (replica), person, OSR_ROLE_ADMIN, NULL);
}

GtkWidget *
osr_erasure_dialog_new (GtkWindow *parent, OsrWorkplace *workplace)
{
  OsrCase *c = osr_workplace_get_case (workplace);
  g_autofree char *heading =
      c->number != NULL
          /* Translators: number of a case */
          ? g_strdup_printf (_ ("Destroy the words in case No. %s?"), c->number)
          : g_strdup (_ ("Destroy the words in this case?"));
  OsrErasureDialog *self =
      g_object_new (OSR_TYPE_ERASURE_DIALOG, "transient-for", parent, "heading", heading, NULL);

  self->replica = g_object_ref (osr_workplace_get_replica (workplace));
  self->id = g_strdup (c->id);
  adw_message_dialog_set_body (
      ADW_MESSAGE_DIALOG (self),
      _ ("Words and names go from the office and from every workstation, for good. What happened "
         "and when stays. Have the case taken out with its proofs first, while it has its words."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self), "cancel", _ ("_Cancel"), "destroy",
                                    _ ("_Destroy"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self), "destroy",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self), "cancel");
  fields_changed (self);
  return GTK_WIDGET (self);
}
