/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. While the coordinator is there its answer is waited for: it may know the message. When
 * it is away the case stands in the queue and goes out later. What is filled in is kept until then. */
#include "app/message/osr-register-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/message/osr-message-import.h"
#include "app/message/osr-message-words.h"
#include "app/shared/osr-sentence.h"
#include "core/osr-error.h"
#include "sync/osr-replica-register.h"

#define KEEP_MS        400
#define LINES_A_TURN   8
#define MOST_FILE_SIZE (64 * 1024 * 1024)

struct _OsrRegisterDialog {
  AdwWindow parent_instance;

  /* template widgets */
  OsrRegisterForm *form;
  GtkWidget *notice;
  GtkLabel *said;
  GtkWidget *open;

  /* owned */
  OsrWorkplace *workplace;
  GSignalGroup *replica_signals;
  GtkFileChooserNative *chooser;
  OsrMessageImport *import;
  GCancellable *cancellable;
  char *case_id; /* nullable: the case to open: known, or just registered */
  char *waiting; /* nullable: the command whose answer is awaited */
  guint keep_source;
  guint import_source;
};

G_DEFINE_FINAL_TYPE (OsrRegisterDialog, osr_register_dialog, ADW_TYPE_WINDOW)

static OsrReplica *
get_replica (OsrRegisterDialog *self)
{
  return osr_workplace_get_replica (self->workplace);
}

/* @case_id: (nullable): what the button beside it opens */
static void
say (OsrRegisterDialog *self, const char *sentence, const char *case_id)
{
  char *id = g_strdup (case_id);

  g_free (self->case_id);
  self->case_id = id;
  gtk_label_set_text (self->said, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->notice, sentence != NULL);
  gtk_widget_set_visible (self->open, id != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "register.open", id != NULL);
}

static void
say_known (OsrRegisterDialog *self, const char *case_id)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (get_replica (self), case_id);
  g_autofree char *sentence = NULL;

  if (c != NULL && c->number != NULL)
    sentence = g_strdup_printf (_ ("Registered already: case No. %s."), c->number);
  else
    sentence = g_strdup (_ ("Registered already: nobody has taken it up yet."));
  say (self, sentence, case_id);
}

static void
say_error (OsrRegisterDialog *self, const GError *error)
{
  g_autofree char *sentence = osr_message_words_fault (error);

  if (g_error_matches (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_FORESEEN))
    say (self, _ ("The regulation of this office does not work with this network."), NULL);
  else
    say (self, sentence, NULL);
}

static void
set_waiting (OsrRegisterDialog *self, const char *uuid)
{
  g_free (self->waiting);
  self->waiting = g_strdup (uuid);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "register.save", uuid == NULL);
}

static void
keep_now (OsrRegisterDialog *self)
{
  g_clear_handle_id (&self->keep_source, g_source_remove);
  osr_register_form_keep (self->form);
}

static gboolean
on_keep_due (gpointer data)
{
  OsrRegisterDialog *self = data;

  self->keep_source = 0;
  osr_register_form_keep (self->form);
  return G_SOURCE_REMOVE;
}

/* At once: whether this workstation holds the message. The rest the coordinator knows. */
static void
on_changed (OsrRegisterDialog *self)
{
  g_autoptr (OsrMessageEntry) entry = NULL;
  g_autofree char *known = NULL;

  if (get_replica (self) == NULL)
    return;
  entry = osr_register_form_dup_entry (self->form, osr_workplace_now (self->workplace), NULL);
  known = osr_replica_find_message (get_replica (self), entry);
  if (known != NULL)
    say_known (self, known);
  else
    say (self, NULL, NULL);
  if (self->keep_source == 0)
    self->keep_source = g_timeout_add (KEEP_MS, on_keep_due, self);
}

static void
show_case (OsrRegisterDialog *self, const char *case_id)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *id = g_strdup (case_id);

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.section", "s", "today");
  osr_workplace_open_case (self->workplace, id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
finish (OsrRegisterDialog *self, const char *case_id)
{
  osr_register_form_forget (self->form);
  g_clear_handle_id (&self->keep_source, g_source_remove);
  show_case (self, case_id);
}

/* (nullable): the case of the number in the coordinator's sentence, when it is held here. */
static char *
find_numbered (OsrReplica *replica, const char *sentence)
{
  const char *at = strstr (sentence, "No. ");
  gsize length = at != NULL ? strspn (at + 4, "0123456789-") : 0;
  g_autofree char *number = length > 0 ? g_strndup (at + 4, length) : NULL;
  g_autoptr (GPtrArray) ids =
      number != NULL ? osr_replica_list (replica, OSR_QUEUE_ALL, number) : NULL;

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (OsrCase) c = osr_replica_get_case (replica, ids->pdata[i]);

    if (c != NULL && g_strcmp0 (c->number, number) == 0)
      return g_strdup (c->id);
  }
  return NULL;
}

/* The form still has every word, so that nothing waits for attention. */
static void
on_settled (OsrRegisterDialog *self, const char *uuid, const char *case_id, GError *error)
{
  g_autofree char *known = NULL;
  g_autofree char *id = g_strdup (case_id);

  if (g_strcmp0 (uuid, self->waiting) != 0)
    return;
  set_waiting (self, NULL);
  if (error == NULL) {
    finish (self, id);
    return;
  }
  osr_replica_dismiss_attention (get_replica (self), uuid);
  if (!g_error_matches (error, OSR_CORE_ERROR, OSR_CORE_ERROR_KNOWN)) {
    say_error (self, error);
    return;
  }
  known = find_numbered (get_replica (self), error->message);
  if (known != NULL)
    say_known (self, known);
  else
    say (self, _ ("The office knows this message already. Its case is not among those you see."),
         NULL);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrRegisterDialog *self = OSR_REGISTER_DIALOG (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrMessageEntry) entry = NULL;
  g_autofree char *uuid = NULL;
  g_autofree char *id = NULL;

  if (get_replica (self) == NULL || self->waiting != NULL)
    return;
  keep_now (self);
  entry = osr_register_form_dup_entry (self->form, osr_workplace_now (self->workplace), &error);
  if (entry != NULL)
    uuid = osr_replica_register (get_replica (self), entry, &id, &error);
  if (uuid == NULL && id != NULL)
    say_known (self, id);
  else if (uuid == NULL)
    say_error (self, error);
  else if (osr_replica_get_connection (get_replica (self)) == OSR_CONNECTION_ONLINE)
    set_waiting (self, uuid);
  else
    finish (self, id);
}

static void
open_known (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrRegisterDialog *self = OSR_REGISTER_DIALOG (widget);

  if (self->case_id != NULL)
    show_case (self, self->case_id);
}

static void
say_imported (OsrRegisterDialog *self)
{
  g_autofree char *summary = osr_message_import_dup_summary (self->import);
  g_autofree char *refused = osr_message_import_dup_refused (self->import);
  g_autofree char *sentence =
      refused != NULL ? g_strconcat (summary, "\n", refused, NULL) : g_strdup (summary);

  say (self, sentence, NULL);
}

static gboolean
on_import_turn (gpointer data)
{
  OsrRegisterDialog *self = data;
  gboolean more = osr_message_import_step (self->import, LINES_A_TURN);

  say_imported (self);
  if (more)
    return G_SOURCE_CONTINUE;
  self->import_source = 0;
  g_clear_pointer (&self->import, osr_message_import_free);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "register.import", TRUE);
  return G_SOURCE_REMOVE;
}

void
osr_register_dialog_import (OsrRegisterDialog *self, GBytes *bytes)
{
  if (self->import != NULL || get_replica (self) == NULL)
    return;
  self->import = osr_message_import_new (get_replica (self), bytes);
  self->import_source = g_idle_add (on_import_turn, self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "register.import", FALSE);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrRegisterDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL)
    say (self, error->message, NULL);
  else
    osr_register_dialog_import (self, bytes);
}

/* The whole file is read at once, so it must not be any file. */
static void
on_measured (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrRegisterDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (info == NULL)
    say (self, error->message, NULL);
  else if (g_file_info_get_size (info) > MOST_FILE_SIZE)
    say (self, _ ("The file is larger than 64 MiB. Divide it into several."), NULL);
  else
    g_file_load_bytes_async (G_FILE (source), self->cancellable, on_loaded, g_object_ref (self));
}

static void
on_chosen (OsrRegisterDialog *self, int response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file != NULL)
    g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                             G_PRIORITY_DEFAULT, self->cancellable, on_measured,
                             g_object_ref (self));
}

static void
choose_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrRegisterDialog *self = OSR_REGISTER_DIALOG (widget);

  if (self->chooser != NULL)
    return;
  self->chooser =
      gtk_file_chooser_native_new (_ ("Import messages"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
osr_register_dialog_close_request (GtkWindow *window)
{
  keep_now (OSR_REGISTER_DIALOG (window));
  return GTK_WINDOW_CLASS (osr_register_dialog_parent_class)->close_request (window);
}

static void
osr_register_dialog_dispose (GObject *object)
{
  OsrRegisterDialog *self = OSR_REGISTER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->keep_source, g_source_remove);
  g_clear_handle_id (&self->import_source, g_source_remove);
  if (self->replica_signals != NULL)
    g_signal_group_set_target (self->replica_signals, NULL);
  g_clear_object (&self->replica_signals);
  g_clear_object (&self->chooser);
  g_clear_object (&self->workplace);
  g_clear_pointer (&self->import, osr_message_import_free);
  g_clear_pointer (&self->case_id, g_free);
  g_clear_pointer (&self->waiting, g_free);
  G_OBJECT_CLASS (osr_register_dialog_parent_class)->dispose (object);
}

static void
osr_register_dialog_finalize (GObject *object)
{
  g_clear_object (&OSR_REGISTER_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (osr_register_dialog_parent_class)->finalize (object);
}

static void
osr_register_dialog_class_init (OsrRegisterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_register_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_register_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = osr_register_dialog_close_request;
  g_type_ensure (OSR_TYPE_REGISTER_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/message/osr-register-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterDialog, form);
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterDialog, notice);
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterDialog, said);
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterDialog, open);
  gtk_widget_class_install_action (widget_class, "register.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "register.open", NULL, open_known);
  gtk_widget_class_install_action (widget_class, "register.import", NULL, choose_file);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "register.import",
                                       NULL);
}

static void
osr_register_dialog_init (OsrRegisterDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->replica_signals, "command-settled", G_CALLBACK (on_settled),
                                  self);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "register.open", FALSE);
}

GtkWidget *
osr_register_dialog_new (GtkWindow *parent, OsrWorkplace *workplace)
{
  OsrRegisterDialog *self =
      g_object_new (OSR_TYPE_REGISTER_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->workplace = g_object_ref (workplace);
  g_signal_group_set_target (self->replica_signals, get_replica (self));
  osr_register_form_set_replica (self->form, get_replica (self));
  osr_register_form_focus (self->form);
  return GTK_WIDGET (self);
}

char *
osr_register_dialog_dup_reason (OsrReplica *replica)
{
  g_autoptr (GError) error = NULL;

  if (replica == NULL)
    return g_strdup (_ ("Nobody is signed in."));
  if (osr_replica_may_register (replica, &error))
    return NULL;
  return osr_sentence_for_error (error);
}

OsrRegisterForm *
osr_register_dialog_get_form (OsrRegisterDialog *self)
{
  return self->form;
}

const char *
osr_register_dialog_get_said (OsrRegisterDialog *self)
{
  return gtk_widget_get_visible (self->notice) ? gtk_label_get_text (self->said) : NULL;
}
