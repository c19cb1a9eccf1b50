/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of the token is said before it is typed: the keyring keeps it, or nothing does. */
#include "app/holding/osr-account-key-dialog.h"

#include <glib/gi18n.h>

#include "report/osr-network-name.h"

struct _OsrAccountKeyDialog {
  AdwMessageDialog parent_instance;

  /* template */
  GtkEditable *publishing;
  GtkEditable *reading;

  /* owned */
  OsrAccountKeys *keys;
  char *account;
};

G_DEFINE_FINAL_TYPE (OsrAccountKeyDialog, osr_account_key_dialog, ADW_TYPE_MESSAGE_DIALOG)

/* (transfer full) (nullable): %NULL for an empty field */
static char *
dup_field (GtkEditable *field)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (field)));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static void
fields_changed (OsrAccountKeyDialog *self)
{
  g_autofree char *token = dup_field (self->publishing);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "use", token != NULL);
}

static void
osr_account_key_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  OsrAccountKeyDialog *self = OSR_ACCOUNT_KEY_DIALOG (dialog);
  OsrTokens *tokens;

  if (!g_str_equal (response, "use"))
    return;
  tokens = g_new0 (OsrTokens, 1);
  tokens->of[OSR_ACCOUNT_WRITE] = dup_field (self->publishing);
  tokens->of[OSR_ACCOUNT_READ] = dup_field (self->reading);
  osr_account_keys_give (self->keys, self->account, tokens);
}

static void
osr_account_key_dialog_finalize (GObject *object)
{
  OsrAccountKeyDialog *self = OSR_ACCOUNT_KEY_DIALOG (object);

  g_clear_object (&self->keys);
  g_free (self->account);
  G_OBJECT_CLASS (osr_account_key_dialog_parent_class)->finalize (object);
}

static void
osr_account_key_dialog_class_init (OsrAccountKeyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_account_key_dialog_finalize;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = osr_account_key_dialog_response;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/holding/osr-account-key-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrAccountKeyDialog, publishing);
  gtk_widget_class_bind_template_child (widget_class, OsrAccountKeyDialog, reading);
  gtk_widget_class_bind_template_callback (widget_class, fields_changed);
}

static void
osr_account_key_dialog_init (OsrAccountKeyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* (transfer full) */
static char *
make_heading (const OsrAccount *account, const char *id)
{
  /* Translators: first the name of an account, then of its network */
  return account != NULL ? g_strdup_printf (_ ("%1$s, %2$s: published from here"), account->name,
                                            osr_network_name (account->network))
                         : g_strdup (id);
}

GtkWidget *
osr_account_key_dialog_new (GtkWindow *parent, OsrAccountKeys *keys, const char *account)
{
  OsrAccountKeyDialog *self =
      g_object_new (OSR_TYPE_ACCOUNT_KEY_DIALOG, "transient-for", parent, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  OsrRegistry *registry = osr_replica_get_registry (osr_account_keys_get_replica (keys));
  g_autofree char *heading = make_heading (osr_registry_find_account (registry, account), account);

  self->keys = g_object_ref (keys);
  self->account = g_strdup (account);
  adw_message_dialog_set_heading (dialog, heading);
  adw_message_dialog_set_body (
      dialog, osr_account_keys_can_keep (keys)
                  ? _ ("Replies from this account go out from this workstation, while the window "
                       "is open. Your keyring keeps the token; it goes nowhere else.")
                  : _ ("Replies from this account go out from this workstation, while the window "
                       "is open. There is no keyring here: the token is kept nowhere and asked "
                       "for at each start."));
  adw_message_dialog_add_response (dialog, "later", _ ("_Later"));
  adw_message_dialog_add_response (dialog, "use", _ ("_Use"));
  adw_message_dialog_set_response_appearance (dialog, "use", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "use", FALSE);
  adw_message_dialog_set_default_response (dialog, "use");
  adw_message_dialog_set_close_response (dialog, "later");
  return GTK_WIDGET (self);
}
