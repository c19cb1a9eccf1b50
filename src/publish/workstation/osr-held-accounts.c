/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only what the directory gives to this person counts: a token of an account that went to somebody else
 * lies idle. */
#include "publish/workstation/osr-held-accounts.h"

#include <errno.h>
#include <sys/resource.h>

#include "core/office/osr-substitution.h"
#include "core/osr-json.h"
#include "net/osr-http-session.h"
#include "publish/workstation/osr-workstation-publisher.h"

struct _OsrHeldAccounts {
  GObject parent_instance;

  OsrHeldOffice office; /* its protocol and folder are not kept */
  OsrClock *clock;      /* the coordinator's time */
  OsrHttpSession *session;
  OsrAccountBook *book;
  OsrWorkstationPublisher *publisher;
  GHashTable *tokens; /* account → OsrTokens */
};

G_DEFINE_FINAL_TYPE (OsrHeldAccounts, osr_held_accounts, G_TYPE_OBJECT)

enum { SIGNAL_TOLD, N_SIGNALS };

static guint signals[N_SIGNALS];

static OsrTokens *
copy_tokens (const OsrTokens *tokens)
{
  OsrTokens *copy = g_new0 (OsrTokens, 1);

  for (guint use = 0; tokens != NULL && use < OSR_ACCOUNT_N_USES; use++)
    copy->of[use] = g_strdup (tokens->of[use]);
  return copy;
}

static OsrRegistry *
get_registry (gpointer data)
{
  OsrHeldAccounts *self = data;

  return self->office.get_registry (self->office.data);
}

static OsrTokens *
load_tokens (gpointer data, const char *account, GError **error)
{
  OsrHeldAccounts *self = data;

  return copy_tokens (g_hash_table_lookup (self->tokens, account));
}

/* @at_hand: only those whose token is here */
static GStrv
list (OsrHeldAccounts *self, gboolean at_hand)
{
  const char *person = self->office.get_person (self->office.data);
  GPtrArray *accounts = osr_registry_get_accounts (get_registry (self));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  OsrInstant now = osr_clock_now (self->clock);

  for (guint i = 0; person != NULL && i < accounts->len; i++) {
    const OsrAccount *account = accounts->pdata[i];

    if (osr_registry_may_hold (get_registry (self), account, person, now) &&
        (!at_hand || osr_held_accounts_has (self, account->id)))
      g_strv_builder_add (builder, account->id);
  }
  return g_strv_builder_end (builder);
}

static GStrv
list_ready (gpointer data)
{
  return list (data, TRUE);
}

static void
on_told (OsrHeldAccounts *self)
{
  g_signal_emit (self, signals[SIGNAL_TOLD], 0);
}

static void
osr_held_accounts_finalize (GObject *object)
{
  OsrHeldAccounts *self = OSR_HELD_ACCOUNTS (object);

  g_clear_object (&self->publisher);
  g_clear_pointer (&self->book, osr_account_book_free);
  g_clear_object (&self->session);
  g_clear_pointer (&self->tokens, g_hash_table_unref);
  g_clear_pointer (&self->clock, osr_clock_unref);
  G_OBJECT_CLASS (osr_held_accounts_parent_class)->finalize (object);
}

static void
osr_held_accounts_class_init (OsrHeldAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_held_accounts_finalize;
  signals[SIGNAL_TOLD] = g_signal_new ("told", OSR_TYPE_HELD_ACCOUNTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_held_accounts_init (OsrHeldAccounts *self)
{
  const OsrAccountSource source = { get_registry, load_tokens, self };

  self->tokens =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) osr_tokens_free);
  self->session = osr_http_session_new ();
  self->book = osr_account_book_new_for (&source, self->session);
}

OsrHeldAccounts *
osr_held_accounts_new (const OsrHeldOffice *office, GError **error)
{
  g_autoptr (OsrHeldAccounts) self = g_object_new (OSR_TYPE_HELD_ACCOUNTS, NULL);
  const OsrWorkstation workstation = { office->protocol, office->folder, self->book, list_ready,
                                       self };

  self->office = *office;
  self->clock = osr_clock_ref (osr_protocol_get_clock (office->protocol));
  self->office.protocol = NULL;
  self->office.folder = NULL;
  self->publisher = osr_workstation_publisher_new (&workstation, error);
  if (self->publisher == NULL)
    return NULL;
  g_signal_connect_object (self->publisher, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

void
osr_held_accounts_start (OsrHeldAccounts *self)
{
  osr_workstation_publisher_start (self->publisher);
}

void
osr_held_accounts_stop (OsrHeldAccounts *self)
{
  osr_workstation_publisher_stop (self->publisher);
}

void
osr_held_accounts_kick (OsrHeldAccounts *self)
{
  osr_workstation_publisher_kick (self->publisher);
}

/* From now on a crash of the program leaves no picture of its memory. The whole guard of programs without
 * a window would hide this one from the desktop's own services as well. */
static void
leave_no_core (void)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_warning ("A crash of this program may leave a token in a file: %s", g_strerror (errno));
}

void
osr_held_accounts_set_tokens (OsrHeldAccounts *self, const char *account, OsrTokens *tokens)
{
  if (tokens == NULL) {
    g_hash_table_remove (self->tokens, account);
    return;
  }
  leave_no_core ();
  g_hash_table_replace (self->tokens, g_strdup (account), tokens);
  osr_workstation_publisher_kick (self->publisher);
}

gboolean
osr_held_accounts_has (OsrHeldAccounts *self, const char *account)
{
  const OsrTokens *tokens = g_hash_table_lookup (self->tokens, account);

  return tokens != NULL && tokens->of[OSR_ACCOUNT_WRITE] != NULL;
}

GStrv
osr_held_accounts_list (OsrHeldAccounts *self)
{
  return list (self, FALSE);
}

char *
osr_held_accounts_write_tokens (const OsrTokens *tokens)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint use = 0; use < OSR_ACCOUNT_N_USES; use++)
    osr_json_set_text (object, osr_account_use_nick (use), tokens->of[use]);
  return osr_json_write_object (object);
}

OsrTokens *
osr_held_accounts_read_tokens (const char *line)
{
  g_autoptr (JsonObject) object =
      line != NULL ? osr_json_read_object (line, -1, 0, "tokens", NULL) : NULL;
  g_autoptr (OsrTokens) tokens = g_new0 (OsrTokens, 1);

  for (guint use = 0; object != NULL && use < OSR_ACCOUNT_N_USES; use++) {
    const char *token = osr_json_get_string (object, osr_account_use_nick (use));

    tokens->of[use] = token != NULL && *token != '\0' ? g_strdup (token) : NULL;
  }
  return tokens->of[OSR_ACCOUNT_WRITE] != NULL ? g_steal_pointer (&tokens) : NULL;
}
