/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before a message is left without a reply. The nick of the reason goes into the log,
 * the clerk's words beside it as erasable data. */
#include "app/triage/osr-dismissal.h"

#include <glib/gi18n.h>

#include "app/shared/osr-reason-dialog.h"
#include "report/osr-language.h"

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
outside_given (OsrPane *pane, const char *words)
{
  dismiss (pane, "out-of-scope", words);
}

/* (nullable): the rule on what the regulation of the pane's case is about */
static JsonObject *
find_scope (OsrPane *pane)
{
  OsrCase *c = osr_pane_get_case (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  OsrRegulation *regulation =
      c != NULL && registry != NULL ? osr_registry_get_regulation_for (registry, c) : NULL;

  return regulation != NULL ? osr_regulation_get_rule (regulation, "scope") : NULL;
}

static void
present (OsrPane *pane, OsrReasonDialog *dialog, GCallback given)
{
  g_signal_connect_object (dialog, "given", given, pane, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask_outside (OsrPane *pane)
{
  JsonObject *rule = find_scope (pane);
  OsrText2 of = { 0 };
  g_autofree char *says = NULL;

  if (rule == NULL || !osr_text2_read (rule, "of", &of))
    return;
  /* Translators: which messages a regulation is about */
  says =
      g_strdup_printf (_ ("The regulation is about: %s. All clocks of the message stop; it can be "
                          "opened again."),
                       osr_language_text (&of));
  present (pane,
           osr_reason_dialog_new (GTK_WIDGET (pane), _ ("Outside the regulation?"), says,
                                  _ ("_Leave it"), TRUE),
           G_CALLBACK (outside_given));
  osr_text2_clear (&of);
}

static void
ask (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrPane *pane = OSR_PANE (widget);
  const char *reason = g_variant_get_string (parameter, NULL);

  if (g_str_equal (reason, "out-of-scope"))
    ask_outside (pane);
  else if (g_str_equal (reason, "no-reply"))
    present (pane,
             osr_reason_dialog_new (
                 widget, _ ("Leave without a reply?"),
                 _ ("The message asks for nothing that an office must answer. All its clocks stop; "
                    "it can be opened again."),
                 _ ("_Leave without a reply"), TRUE),
             G_CALLBACK (no_reply_given));
  else
    present (
        pane,
        osr_reason_dialog_new (
            widget, _ ("Not to be processed?"),
            _ ("For messages with an intent to harm others, with obscene or insulting words, or "
               "with threats to an official or their family. Say which it is."),
            _ ("_Do not process"), TRUE),
        G_CALLBACK (not_processed_given));
}

void
osr_dismissal_show_scope (OsrPane *pane, GtkWidget *button)
{
  gtk_widget_set_visible (button, find_scope (pane) != NULL);
}

void
osr_dismissal_install_action (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "triage.dismiss", "s", ask);
}
