/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question with a field for words. What the words are for is left to who asks. */
#include "app/shared/osr-reason-dialog.h"

#include <glib/gi18n.h>

struct _OsrReasonDialog {
  AdwMessageDialog parent_instance;

  GtkWidget *words; /* template */

  gboolean needed;
};

enum { GIVEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (OsrReasonDialog, osr_reason_dialog, ADW_TYPE_MESSAGE_DIALOG)

static char *
dup_words (OsrReasonDialog *self)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->words)), "text", &text, NULL);
  return g_strdup (g_strstrip (text));
}

static void
words_changed (OsrReasonDialog *self)
{
  g_autofree char *words = dup_words (self);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "go-on",
                                           !self->needed || *words != '\0');
}

static void
osr_reason_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  OsrReasonDialog *self = OSR_REASON_DIALOG (dialog);
  g_autofree char *words = dup_words (self);

  if (g_strcmp0 (response, "go-on") == 0)
    g_signal_emit (self, signals[GIVEN], 0, words);
}

static void
osr_reason_dialog_class_init (OsrReasonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ADW_MESSAGE_DIALOG_CLASS (klass)->response = osr_reason_dialog_response;
  signals[GIVEN] = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/shared/osr-reason-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrReasonDialog, words);
  gtk_widget_class_bind_template_callback (widget_class, words_changed);
}

static void
osr_reason_dialog_init (OsrReasonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OsrReasonDialog *
osr_reason_dialog_new (GtkWidget *over, const char *heading, const char *body, const char *go_on,
                       gboolean needed)
{
  GtkRoot *root = gtk_widget_get_root (over);
  OsrReasonDialog *self =
      g_object_new (OSR_TYPE_REASON_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL,
                    "heading", heading, "body", body, NULL);

  self->needed = needed;
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self), "cancel", _ ("_Cancel"), "go-on",
                                    go_on, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self), "go-on",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self), "cancel");
  words_changed (self);
  gtk_widget_grab_focus (self->words);
  return self;
}
