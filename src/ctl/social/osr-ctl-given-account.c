/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens do not stay in memory beyond the account. */
#include "ctl/social/osr-ctl-given-account.h"

#include <string.h>

#include "ctl/osr-ctl.h"

void
osr_ctl_given_account_clear (OsrCtlGivenAccount *self)
{
  g_free (self->network);
  g_free (self->owner);
  g_free (self->api_base);
  g_free (self->link_base);
  g_free (self->api_version);
  g_strfreev (self->options);
}

static void
forget (char **token)
{
  if (*token != NULL)
    explicit_bzero (*token, strlen (*token));
  g_clear_pointer (token, g_free);
}

static gboolean
read_tokens (const OsrCtlGivenAccount *self, OsrNetworkAccount *account, GError **error)
{
  const char *const prompts[] = { "Token for reading", "Token for publishing",
                                  self->edits ? "Token for editing" : NULL,
                                  self->signs ? "Secret key" : NULL };
  char *tokens[G_N_ELEMENTS (prompts)] = { NULL };
  gboolean done = TRUE;

  for (guint i = 0; done && i < G_N_ELEMENTS (prompts); i++) {
    if (prompts[i] != NULL) {
      tokens[i] = osr_ctl_read_secret (prompts[i], error);
      done = tokens[i] != NULL;
    }
  }
  if (done) {
    osr_network_account_set_tokens (account, tokens[0], tokens[1]);
    osr_network_account_set_edit_token (account, tokens[2]);
    osr_network_account_set_secret_key (account, tokens[3]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    forget (&tokens[i]);
  return done;
}

OsrNetworkAccount *
osr_ctl_given_account_read (const OsrCtlGivenAccount *self, const char *id, GError **error)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new (self->network, id, self->owner);

  osr_network_account_set_hosts (account, self->api_base, self->link_base, self->api_version);
  osr_network_account_set_options (account, (const char *const *) self->options);
  return read_tokens (self, account, error) ? g_steal_pointer (&account) : NULL;
}
