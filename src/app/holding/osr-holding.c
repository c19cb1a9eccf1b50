/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account is asked for at a time; who answers "later" is asked again when a reply waits for it, at
 * the next start, or when they say so themselves: by the action "give-key" of the window, which is
 * enabled while a token is missing. */
#include "app/holding/osr-holding.h"

#include "app/holding/osr-account-key-dialog.h"

#define KEY_HOLDING "osr-holding"

struct _OsrHolding {
  GObject parent_instance;

  GtkWindow *window; /* borrowed: it owns this object */
  OsrSession *session;
  OsrAccountKeys *keys; /* nullable while no session is open */
  GHashTable *asked;    /* accounts that the person was asked for in this session */
  GSimpleAction *give;  /* nullable: the window takes no actions */
  gboolean asking;
};

G_DEFINE_FINAL_TYPE (OsrHolding, osr_holding, G_TYPE_OBJECT)

static void ask_next (OsrHolding *self);

static void
update_action (OsrHolding *self)
{
  g_auto (GStrv) missing = self->keys != NULL ? osr_account_keys_list_missing (self->keys) : NULL;

  if (self->give != NULL)
    g_simple_action_set_enabled (self->give, missing != NULL && missing[0] != NULL);
}

static void
on_answered (OsrHolding *self)
{
  self->asking = FALSE;
  update_action (self);
  ask_next (self);
}

static void
on_missing (OsrHolding *self)
{
  update_action (self);
  ask_next (self);
}

static void
on_needed (OsrHolding *self, const char *account)
{
  g_hash_table_remove (self->asked, account);
  on_missing (self);
}

static void
on_give (OsrHolding *self)
{
  g_hash_table_remove_all (self->asked);
  on_missing (self);
}

static void
ask_next (OsrHolding *self)
{
  g_auto (GStrv) missing = self->keys != NULL ? osr_account_keys_list_missing (self->keys) : NULL;

  for (guint i = 0; !self->asking && missing != NULL && missing[i] != NULL; i++) {
    GtkWidget *dialog;

    if (!g_hash_table_add (self->asked, g_strdup (missing[i])))
      continue;
    self->asking = TRUE;
    dialog = osr_account_key_dialog_new (self->window, self->keys, missing[i]);
    g_signal_connect_object (dialog, "response", G_CALLBACK (on_answered), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    gtk_window_present (GTK_WINDOW (dialog));
  }
}

static void
drop_keys (OsrHolding *self)
{
  if (self->keys == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->keys, self);
  osr_account_keys_stop (self->keys);
  g_clear_object (&self->keys);
  g_hash_table_remove_all (self->asked);
  self->asking = FALSE;
  update_action (self);
}

static void
make_keys (OsrHolding *self, OsrReplica *replica)
{
  g_autofree char *folder = osr_session_dup_place (self->session);
  const OsrAccountKeysPlace place = { replica, osr_session_get_keeper (self->session), folder,
                                      osr_session_get_server (self->session),
                                      osr_session_get_login (self->session) };
  g_autoptr (GError) error = NULL;

  self->keys = osr_account_keys_new (&place, &error);
  if (self->keys == NULL) {
    g_warning ("Nothing is published from this workstation: %s", error->message);
    return;
  }
  g_signal_connect_swapped (self->keys, "missing", G_CALLBACK (on_missing), self);
  g_signal_connect_swapped (self->keys, "needed", G_CALLBACK (on_needed), self);
  osr_account_keys_start (self->keys);
}

static void
on_session (OsrHolding *self)
{
  OsrReplica *replica = osr_session_get_replica (self->session);

  if (self->keys != NULL && osr_account_keys_get_replica (self->keys) != replica)
    drop_keys (self);
  if (self->keys == NULL && replica != NULL)
    make_keys (self, replica);
}

static void
osr_holding_finalize (GObject *object)
{
  OsrHolding *self = OSR_HOLDING (object);

  /* the window is going: nobody is to be told that the action is off */
  g_clear_object (&self->give);
  drop_keys (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  G_OBJECT_CLASS (osr_holding_parent_class)->finalize (object);
}

static void
osr_holding_class_init (OsrHoldingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_holding_finalize;
}

static void
osr_holding_init (OsrHolding *self)
{
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
add_action (OsrHolding *self)
{
  if (!G_IS_ACTION_MAP (self->window))
    return;
  self->give = g_simple_action_new (OSR_HOLDING_GIVE, NULL);
  g_simple_action_set_enabled (self->give, FALSE);
  g_signal_connect_object (self->give, "activate", G_CALLBACK (on_give), self, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (self->window), G_ACTION (self->give));
}

void
osr_holding_attach (GtkWindow *window, OsrSession *session)
{
  OsrHolding *self = g_object_new (OSR_TYPE_HOLDING, NULL);

  self->window = window;
  self->session = g_object_ref (session);
  add_action (self);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_session), self,
                           G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (window), KEY_HOLDING, self, g_object_unref);
  on_session (self);
}
