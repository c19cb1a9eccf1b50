/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connector a network, since the connector keeps the pace of requests; accounts are looked up
 * anew each time, since an administrator may change a token at any moment. */
#include "publish/osr-account-book.h"

struct _OsrAccountBook {
  OsrLog *log;                 /* nullable: of a workstation */
  OsrCredentials *credentials; /* nullable likewise */
  OsrAccountSource source;
  OsrHttpSession *session;
  GHashTable *networks; /* name → OsrNetwork */
};

static OsrRegistry *
get_office_registry (gpointer data)
{
  OsrAccountBook *self = data;

  return osr_log_get_registry (self->log);
}

static OsrTokens *
load_office_tokens (gpointer data, const char *account, GError **error)
{
  OsrAccountBook *self = data;

  return osr_credentials_load (self->credentials, account, error);
}

OsrAccountBook *
osr_account_book_new_for (const OsrAccountSource *source, OsrHttpSession *session)
{
  OsrAccountBook *self = g_new0 (OsrAccountBook, 1);

  self->source = *source;
  self->session = g_object_ref (session);
  self->networks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return self;
}

OsrAccountBook *
osr_account_book_new (OsrLog *log, OsrCredentials *credentials, OsrHttpSession *session)
{
  const OsrAccountSource office = { get_office_registry, load_office_tokens, NULL };
  OsrAccountBook *self = osr_account_book_new_for (&office, session);

  self->log = log;
  self->credentials = credentials;
  self->source.data = self;
  return self;
}

static OsrRegistry *
get_registry (OsrAccountBook *self)
{
  return self->source.get_registry (self->source.data);
}

void
osr_account_book_free (OsrAccountBook *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->networks);
  g_object_unref (self->session);
  g_free (self);
}

static OsrNetwork *
find_network (OsrAccountBook *self, const char *name)
{
  OsrNetwork *network = g_hash_table_lookup (self->networks, name);

  if (network != NULL)
    return network;
  network = osr_network_new (name, self->session);
  if (network != NULL)
    g_hash_table_insert (self->networks, g_strdup (name), network);
  return network;
}

void
osr_account_book_set_network (OsrAccountBook *self, const char *name, OsrNetwork *network)
{
  g_hash_table_insert (self->networks, g_strdup (name), g_object_ref (network));
}

static OsrNetworkAccount *
refuse (GError **error, const char *id, const char *why)
{
  g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED, "The account \"%s\" %s", id, why);
  return NULL;
}

/* A file that is refused here is told of as a token that is refused there: a person has to act. */
static OsrTokens *
load_tokens (OsrAccountBook *self, const char *id, GError **error)
{
  g_autoptr (GError) fault = NULL;
  OsrTokens *tokens = self->source.load_tokens (self->source.data, id, &fault);

  if (tokens == NULL)
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH, fault->message);
  return tokens;
}

OsrNetworkAccount *
osr_account_book_find (OsrAccountBook *self, const char *id, OsrNetwork **network, GError **error)
{
  const OsrAccount *account = osr_registry_find_account (get_registry (self), id);
  g_autoptr (OsrTokens) tokens = NULL;
  OsrNetworkAccount *found = NULL;

  if (account == NULL)
    return refuse (error, id, "is not in the office's directory.");
  *network = find_network (self, account->network);
  if (*network == NULL)
    return refuse (error, id, "is of a network that this program does not know.");
  tokens = load_tokens (self, id, error);
  if (tokens == NULL)
    return NULL;
  found = osr_network_account_new (account->network, account->id, account->owner);
  osr_network_account_set_hosts (found, account->api_base, account->link_base,
                                 account->api_version);
  osr_network_account_set_options (found, (const char *const *) account->options);
  osr_network_account_set_name (found, account->name);
  osr_network_account_set_tokens (found, tokens->of[OSR_ACCOUNT_READ],
                                  tokens->of[OSR_ACCOUNT_WRITE]);
  osr_network_account_set_edit_token (found, tokens->of[OSR_ACCOUNT_EDIT]);
  osr_network_account_set_secret_key (found, tokens->of[OSR_ACCOUNT_SECRET]);
  return found;
}

static char *
borrow_token (OsrAccountBook *self, OsrNetworkAccount *reader)
{
  GPtrArray *accounts = osr_registry_get_accounts (get_registry (self));

  for (guint i = 0; i < accounts->len; i++) {
    const OsrAccount *account = g_ptr_array_index (accounts, i);
    g_autoptr (OsrTokens) tokens = NULL;

    if (g_strcmp0 (account->network, reader->network) == 0 &&
        (account->api_base == NULL || g_strcmp0 (account->api_base, reader->api_base) == 0))
      tokens = self->source.load_tokens (self->source.data, account->id, NULL);
    if (tokens != NULL && tokens->of[OSR_ACCOUNT_READ] != NULL)
      return g_steal_pointer (&tokens->of[OSR_ACCOUNT_READ]);
  }
  return NULL;
}

OsrNetworkAccount *
osr_account_book_find_reader (OsrAccountBook *self, const char *id, OsrNetwork **network,
                              GError **error)
{
  OsrNetworkAccount *account = osr_account_book_find (self, id, network, error);
  g_autofree char *token = NULL;

  if (account == NULL || account->read_token != NULL)
    return account;
  token = borrow_token (self, account);
  osr_network_account_set_tokens (account, token, NULL);
  return account;
}
