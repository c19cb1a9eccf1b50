/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring is asked once for each account and start: one that is locked asks the person itself. Where
 * there is none nothing is kept, in no file either. */
#include "app/holding/osr-account-keys.h"

#include <string.h>

#include "app/holding/osr-key-wait.h"
#include "publish/workstation/osr-held-accounts.h"

struct _OsrAccountKeys {
  GObject parent_instance;

  OsrReplica *replica;
  OsrSecretKeeper *keeper; /* nullable */
  OsrHeldAccounts *held;
  char *server;
  char *login;
  GHashTable *asked;  /* accounts that the keyring was asked for */
  GHashTable *waited; /* replies, "case/intent", whose token was said to be needed */
  GCancellable *cancellable;
  gboolean keeps; /* the keyring answers */
};

G_DEFINE_FINAL_TYPE (OsrAccountKeys, osr_account_keys, G_TYPE_OBJECT)

enum { SIGNAL_MISSING, SIGNAL_NEEDED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* One look-up, for its callback. */
typedef struct {
  OsrAccountKeys *self;
  char *account;
} Question;

/* (transfer full): an account's own place in the keyring, beside that of the session */
static char *
place_of (OsrAccountKeys *self, const char *account)
{
  return g_strdup_printf ("%s#%s", self->login, account);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (OsrAccountKeys) self = question->self;
  g_autofree char *account = question->account;
  g_autoptr (GError) error = NULL;
  g_autofree char *line =
      osr_secret_keeper_look_up_finish (OSR_SECRET_KEEPER (source), result, &error);
  OsrTokens *tokens = osr_held_accounts_read_tokens (line);

  g_free (question);
  if (line != NULL)
    explicit_bzero (line, strlen (line));
  self->keeps = error == NULL;
  if (g_cancellable_is_cancelled (self->cancellable))
    g_clear_pointer (&tokens, osr_tokens_free);
  else if (tokens != NULL)
    osr_held_accounts_set_tokens (self->held, account, tokens);
  else
    g_signal_emit (self, signals[SIGNAL_MISSING], 0);
}

static void
look_up (OsrAccountKeys *self, const char *account)
{
  g_autofree char *place = place_of (self, account);
  Question *question;

  g_hash_table_add (self->asked, g_strdup (account));
  if (self->keeper == NULL) {
    g_signal_emit (self, signals[SIGNAL_MISSING], 0);
    return;
  }
  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->account = g_strdup (account);
  osr_secret_keeper_look_up_async (self->keeper, self->server, place, self->cancellable,
                                   on_looked_up, question);
}

/* The directory may have given an account to this person, or a reply may wait. */
static void
on_changed (OsrAccountKeys *self)
{
  g_auto (GStrv) held = osr_held_accounts_list (self->held);

  for (guint i = 0; held[i] != NULL; i++) {
    if (!g_hash_table_contains (self->asked, held[i]))
      look_up (self, held[i]);
  }
}

/* A person who put it off once is told again when a reply waits for it. */
static void
tell_needed (OsrAccountKeys *self, OsrCase *the_case)
{
  const OsrAccount *account =
      osr_key_wait_find (the_case, osr_replica_get_registry (self->replica),
                         osr_replica_get_person (self->replica),
                         osr_clock_now (osr_replica_get_clock (self->replica)));
  g_autofree char *reply = NULL;

  if (account == NULL || osr_held_accounts_has (self->held, account->id))
    return;
  reply = g_strdup_printf ("%s/%" G_GINT64_FORMAT, the_case->id, the_case->intent_version);
  if (g_hash_table_add (self->waited, g_steal_pointer (&reply)))
    g_signal_emit (self, signals[SIGNAL_NEEDED], 0, account->id);
}

/* Only what may have become due is worth a question to the coordinator. */
static void
on_case_changed (OsrAccountKeys *self, const char *id)
{
  g_auto (GStrv) held = osr_held_accounts_list (self->held);
  g_autoptr (OsrCase) the_case = held[0] != NULL ? osr_replica_get_case (self->replica, id) : NULL;

  if (the_case == NULL || the_case->intent_version == 0 ||
      osr_replica_is_pending (self->replica, id))
    return;
  osr_held_accounts_kick (self->held);
  tell_needed (self, the_case);
}

static OsrRegistry *
get_registry (gpointer data)
{
  OsrAccountKeys *self = data;

  return osr_replica_get_registry (self->replica);
}

static const char *
get_person (gpointer data)
{
  OsrAccountKeys *self = data;

  return osr_replica_get_person (self->replica);
}

static void
osr_account_keys_finalize (GObject *object)
{
  OsrAccountKeys *self = OSR_ACCOUNT_KEYS (object);

  osr_account_keys_stop (self);
  g_clear_object (&self->held);
  g_clear_object (&self->keeper);
  g_clear_object (&self->replica);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->waited, g_hash_table_unref);
  g_free (self->server);
  g_free (self->login);
  G_OBJECT_CLASS (osr_account_keys_parent_class)->finalize (object);
}

static void
osr_account_keys_class_init (OsrAccountKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_account_keys_finalize;
  signals[SIGNAL_MISSING] = g_signal_new ("missing", OSR_TYPE_ACCOUNT_KEYS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NEEDED] = g_signal_new ("needed", OSR_TYPE_ACCOUNT_KEYS, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
osr_account_keys_init (OsrAccountKeys *self)
{
  self->cancellable = g_cancellable_new ();
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->waited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

OsrAccountKeys *
osr_account_keys_new (const OsrAccountKeysPlace *place, GError **error)
{
  g_autoptr (OsrAccountKeys) self = g_object_new (OSR_TYPE_ACCOUNT_KEYS, NULL);
  const OsrHeldOffice office = { osr_replica_get_protocol (place->replica), place->folder,
                                 get_registry, get_person, self };

  self->replica = g_object_ref (place->replica);
  g_set_object (&self->keeper, place->keeper);
  self->server = g_strdup (place->server);
  self->login = g_strdup (place->login);
  self->held = osr_held_accounts_new (&office, error);
  return self->held != NULL ? g_steal_pointer (&self) : NULL;
}

void
osr_account_keys_start (OsrAccountKeys *self)
{
  g_signal_connect_object (self->replica, "registry-changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->replica, "notify::connection", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->replica, "case-changed", G_CALLBACK (on_case_changed), self,
                           G_CONNECT_SWAPPED);
  osr_held_accounts_start (self->held);
  on_changed (self);
}

void
osr_account_keys_stop (OsrAccountKeys *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->held != NULL)
    osr_held_accounts_stop (self->held);
}

GStrv
osr_account_keys_list_missing (OsrAccountKeys *self)
{
  g_auto (GStrv) held = osr_held_accounts_list (self->held);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; held[i] != NULL; i++) {
    if (!osr_held_accounts_has (self->held, held[i]))
      g_strv_builder_add (builder, held[i]);
  }
  return g_strv_builder_end (builder);
}

gboolean
osr_account_keys_can_keep (OsrAccountKeys *self)
{
  return self->keeper != NULL && self->keeps;
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAccountKeys) self = data;
  g_autoptr (GError) error = NULL;

  /* costs the token at the next start, no more */
  self->keeps = osr_secret_keeper_keep_finish (OSR_SECRET_KEEPER (source), result, &error);
}

void
osr_account_keys_give (OsrAccountKeys *self, const char *account, OsrTokens *tokens)
{
  g_autofree char *line = osr_held_accounts_write_tokens (tokens);
  g_autofree char *place = place_of (self, account);

  g_hash_table_add (self->asked, g_strdup (account));
  if (self->keeper != NULL)
    osr_secret_keeper_keep_async (self->keeper, self->server, place, line, on_kept,
                                  g_object_ref (self));
  explicit_bzero (line, strlen (line));
  osr_held_accounts_set_tokens (self->held, account, tokens);
}

OsrReplica *
osr_account_keys_get_replica (OsrAccountKeys *self)
{
  return self->replica;
}
