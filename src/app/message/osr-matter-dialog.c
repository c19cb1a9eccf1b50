/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Every step is the post's own command, so that one that is refused leaves the others. */
#include "app/message/osr-matter-dialog.h"

#include <glib/gi18n.h>

#include "app/message/osr-matter-row.h"
#include "app/shared/osr-sentence.h"
#include "core/osr-rules.h"
#include "sync/osr-replica-register.h"

struct _OsrMatterDialog {
  AdwWindow parent_instance;

  /* template widgets */
  AdwToastOverlay *toasts;
  GtkButton *approve;
  GtkLabel *core;
  GtkWidget *core_of;
  AdwPreferencesGroup *posts;
  GtkWidget *join_group;
  GtkEditable *number;

  /* owned */
  OsrWorkplace *workplace;
  GSignalGroup *replica_signals;
  OsrMatter *matter;
  GPtrArray *rows;
  char *case_id; /* whose matter it is */
};

G_DEFINE_FINAL_TYPE (OsrMatterDialog, osr_matter_dialog, ADW_TYPE_WINDOW)

static OsrReplica *
get_replica (OsrMatterDialog *self)
{
  return osr_workplace_get_replica (self->workplace);
}

static void
tell (OsrMatterDialog *self, const char *sentence)
{
  AdwToast *toast = adw_toast_new (sentence);
  GtkWidget *label = gtk_label_new (sentence);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  adw_toast_set_custom_title (toast, label);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_core (OsrMatterDialog *self)
{
  const OsrMatterPost *core = self->matter->core;
  g_autofree char *number = core != NULL ? osr_matter_row_dup_number (core->the_case) : NULL;
  g_autofree char *of = NULL;

  gtk_label_set_text (
      self->core, core != NULL
                      ? core->draft->text
                      : _ ("No text is approved yet. Once one is, the other posts can use it."));
  gtk_widget_set_visible (self->core_of, core != NULL);
  if (core == NULL)
    return;
  of = g_strdup_printf (_ ("Approved for case No. %s"), number);
  gtk_label_set_text (GTK_LABEL (self->core_of), of);
}

static guint
count_waiting (OsrMatterDialog *self)
{
  guint n = 0;

  for (guint i = 0; i < self->matter->posts->len; i++)
    n += osr_matter_row_may_approve (self->matter->posts->pdata[i], get_replica (self)) ? 1 : 0;
  return n;
}

static void
show_approve (OsrMatterDialog *self)
{
  guint n = count_waiting (self);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->approve), n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "matter.approve", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "matter.approve-now", n > 0);
  if (n == 0)
    return;
  label = g_strdup_printf (ngettext ("_Approve %u draft", "_Approve %u drafts", n), n);
  gtk_button_set_label (self->approve, label);
}

static gboolean
may_join (OsrMatterDialog *self)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (get_replica (self), self->case_id);
  const char *person = osr_replica_get_roles_of (get_replica (self));

  return c != NULL && person != NULL &&
         osr_rules_may (c, osr_replica_get_registry (get_replica (self)), person, "joined");
}

static void
fill (OsrMatterDialog *self)
{
  OsrReplica *replica = get_replica (self);
  gboolean joins;

  if (replica == NULL || self->case_id == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->posts, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->matter, osr_matter_free);
  self->matter = osr_replica_load_matter (replica, self->case_id);
  for (guint i = 0; i < self->matter->posts->len; i++) {
    GtkWidget *row = osr_matter_row_new (self->matter, self->matter->posts->pdata[i], replica,
                                         osr_workplace_now (self->workplace));

    adw_preferences_group_add (self->posts, row);
    g_ptr_array_add (self->rows, row);
  }
  show_core (self);
  show_approve (self);
  joins = may_join (self);
  gtk_widget_set_visible (self->join_group, joins);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "matter.join", joins);
}

static const OsrMatterPost *
find_post (OsrMatterDialog *self, const char *id)
{
  for (guint i = 0; self->matter != NULL && i < self->matter->posts->len; i++) {
    const OsrMatterPost *post = self->matter->posts->pdata[i];

    if (g_str_equal (post->the_case->id, id))
      return post;
  }
  return NULL;
}

static void
open_case (OsrMatterDialog *self, const char *id)
{
  g_autofree char *kept = g_strdup (id);

  /* Opened anew even when it is open: the text being written is another one now. */
  osr_workplace_open_case (self->workplace, NULL);
  osr_workplace_open_case (self->workplace, kept);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_case (OSR_MATTER_DIALOG (widget), g_variant_get_string (parameter, NULL));
}

/* What somebody is writing for the post is not overwritten. */
static void
use_text (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrMatterDialog *self = OSR_MATTER_DIALOG (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  const OsrMatterPost *post = find_post (self, id);
  OsrReplica *replica = get_replica (self);
  OsrWriting *writing = osr_replica_get_writing (replica, id);
  g_autofree char *text = NULL;

  if (writing != NULL) {
    osr_writing_free (writing);
    tell (self, _ ("A text is being written for this post already. Finish or clear it first."));
    return;
  }
  if (post == NULL || !osr_matter_row_may_use (self->matter, post, replica))
    return;
  text = osr_matter_dup_variant (self->matter, post->the_case, osr_replica_get_registry (replica),
                                 NULL);
  osr_replica_write (replica, id, self->matter->core->draft->kind, text);
  open_case (self, id);
}

/* Whether @id was joined to @matter in the outbox. */
static gboolean
join (OsrMatterDialog *self, const char *id, const char *matter)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = NULL;
  g_autofree char *sentence = NULL;

  json_object_set_string_member (members, "matter", matter);
  uuid = osr_replica_act (get_replica (self), id, "joined", members, NULL, &error);
  if (uuid != NULL)
    return TRUE;
  sentence = osr_sentence_for_refusal ("joined", error);
  tell (self, sentence);
  return FALSE;
}

static void
leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);

  join (OSR_MATTER_DIALOG (widget), id, id);
}

/* (nullable): the case of a number, as a person writes it: "2026-000007" or "7". */
static char *
find_numbered (OsrReplica *replica, const char *number)
{
  g_autoptr (GPtrArray) ids = osr_replica_list (replica, OSR_QUEUE_ALL, number);
  g_autofree char *tail =
      g_strdup_printf ("-%06" G_GUINT64_FORMAT, g_ascii_strtoull (number, NULL, 10));

  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (OsrCase) c = osr_replica_get_case (replica, ids->pdata[i]);

    if (c != NULL && c->number != NULL &&
        (g_str_equal (c->number, number) || g_str_has_suffix (c->number, tail)))
      return g_strdup (c->id);
  }
  return NULL;
}

static void
join_number (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrMatterDialog *self = OSR_MATTER_DIALOG (widget);
  g_autofree char *number = g_strstrip (g_strdup (gtk_editable_get_text (self->number)));
  g_autofree char *id = NULL;

  if (*number == '\0' || self->matter == NULL)
    return;
  id = find_numbered (get_replica (self), number);
  if (id == NULL)
    tell (self, _ ("You see no case with this number. Look it up in the queue."));
  else if (find_post (self, id) != NULL)
    tell (self, _ ("This case is among the posts already."));
  else if (join (self, id, self->matter->id))
    gtk_editable_set_text (self->number, "");
}

static gboolean
approve_post (OsrMatterDialog *self, const OsrMatterPost *post)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = NULL;
  g_autofree char *sentence = NULL;

  json_object_set_int_member (members, "draft", post->draft->version);
  json_object_set_string_member (members, "digest", post->draft->digest);
  uuid =
      osr_replica_act (get_replica (self), post->the_case->id, "approved", members, NULL, &error);
  if (uuid != NULL)
    return TRUE;
  sentence = osr_sentence_for_refusal ("approved", error);
  tell (self, sentence);
  return FALSE;
}

/* The matter as it was shown: what changes meanwhile is refused by its digest. */
static void
approve_now (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrMatterDialog *self = OSR_MATTER_DIALOG (widget);
  g_autoptr (OsrMatter) matter = g_steal_pointer (&self->matter);

  for (guint i = 0; matter != NULL && i < matter->posts->len; i++) {
    if (osr_matter_row_may_approve (matter->posts->pdata[i], get_replica (self)))
      approve_post (self, matter->posts->pdata[i]);
  }
  fill (self);
}

static void
on_approve_answer (OsrMatterDialog *self, const char *response)
{
  if (g_str_equal (response, "approve"))
    gtk_widget_activate_action (GTK_WIDGET (self), "matter.approve-now", NULL);
}

static void
approve (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrMatterDialog *self = OSR_MATTER_DIALOG (widget);
  guint n = count_waiting (self);
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Approve the draft of %u post?", "Approve the drafts of %u posts?", n), n);
  GtkWidget *question = adw_message_dialog_new (
      GTK_WINDOW (self), heading,
      _ ("Each is approved for its own post, with the text that stands there now."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _ ("_Cancel"),
                                    "approve", _ ("_Approve"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "approve",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "approve");
  g_signal_connect_object (question, "response", G_CALLBACK (on_approve_answer), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question));
}

static void
osr_matter_dialog_dispose (GObject *object)
{
  OsrMatterDialog *self = OSR_MATTER_DIALOG (object);

  if (self->replica_signals != NULL)
    g_signal_group_set_target (self->replica_signals, NULL);
  g_clear_object (&self->replica_signals);
  g_clear_object (&self->workplace);
  g_clear_pointer (&self->matter, osr_matter_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->case_id, g_free);
  G_OBJECT_CLASS (osr_matter_dialog_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "matter.open", "s", on_open);
  gtk_widget_class_install_action (widget_class, "matter.use", "s", use_text);
  gtk_widget_class_install_action (widget_class, "matter.leave", "s", leave);
  gtk_widget_class_install_action (widget_class, "matter.join", NULL, join_number);
  gtk_widget_class_install_action (widget_class, "matter.approve", NULL, approve);
  gtk_widget_class_install_action (widget_class, "matter.approve-now", NULL, approve_now);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "matter.approve", NULL);
}

static void
osr_matter_dialog_class_init (OsrMatterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_matter_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/message/osr-matter-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrMatterDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, OsrMatterDialog, approve);
  gtk_widget_class_bind_template_child (widget_class, OsrMatterDialog, core);
  gtk_widget_class_bind_template_child (widget_class, OsrMatterDialog, core_of);
  gtk_widget_class_bind_template_child (widget_class, OsrMatterDialog, posts);
  gtk_widget_class_bind_template_child (widget_class, OsrMatterDialog, join_group);
  gtk_widget_class_bind_template_child (widget_class, OsrMatterDialog, number);
  install_actions (widget_class);
}

static void
osr_matter_dialog_init (OsrMatterDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->replica_signals, "queue-changed", G_CALLBACK (fill), self);
}

GtkWidget *
osr_matter_dialog_new (GtkWindow *parent, OsrWorkplace *workplace)
{
  OsrMatterDialog *self =
      g_object_new (OSR_TYPE_MATTER_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->workplace = g_object_ref (workplace);
  self->case_id = g_strdup (osr_workplace_get_case_id (workplace));
  g_signal_group_set_target (self->replica_signals, osr_workplace_get_replica (workplace));
  fill (self);
  return GTK_WIDGET (self);
}
