/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before a message is left without a reply. The nick of the reason goes into the log,
 * the clerk's words beside it as erasable data. */
#include "app/triage/osr-dismissal.h"

#include <glib/gi18n.h>

#include "app/shared/osr-reason-dialog.h"

static void
dismiss (OsrPane *pane, const char *reason, const char *words)
{
  JsonObject *members = json_object_new ();
  JsonObject *payload = json_object_new ();

  json_object_set_string_member (members, "reason", reason);
  if (*words != '\0')
    json_object_set_string_member (payload, "words", words);
  if (osr_pane_get_workplace (pane) != NULL)
    osr_workplace_act (osr_pane_get_workplace (pane), "dismissed", members, payload);
  else {
    json_object_unref (members);
    json_object_unref (payload);
  }
}

static void
no_reply_given (OsrPane *pane, const char *words)
{
  dismiss (pane, "no-reply", words);
}

static void
not_processed_given (OsrPane *pane, const char *words)
{
  dismiss (pane, "not-processed", words);
}

static void
ask (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gboolean processed = g_strcmp0 (g_variant_get_string (parameter, NULL), "no-reply") == 0;
  OsrReasonDialog *dialog;

  if (processed)
    dialog = osr_reason_dialog_new (
        widget, _ ("Leave without a reply?"),
        _ ("The message asks for nothing that an office must answer. All its clocks stop; it can "
           "be opened again."),
        _ ("_Leave without a reply"), TRUE);
  else
    dialog = osr_reason_dialog_new (
        widget, _ ("Not to be processed?"),
        _ ("For messages with an intent to harm others, with obscene or insulting words, or with "
           "threats to an official or their family. Say which it is."),
        _ ("_Do not process"), TRUE);
  g_signal_connect_object (
      dialog, "given", processed ? G_CALLBACK (no_reply_given) : G_CALLBACK (not_processed_given),
      widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
osr_dismissal_install_action (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "triage.dismiss", "s", ask);
}
