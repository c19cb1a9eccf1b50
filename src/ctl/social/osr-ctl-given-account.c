/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens do not stay in memory beyond the account. */
#include "ctl/social/osr-ctl-given-account.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ctl/osr-ctl.h"
#include "social/osr-network-dialect.h"

#define INDENT 26

/* What an account can be set to besides hosts and tokens. */
static const struct {
  const char *network, *option, *meaning;
} options[] = {
  { "vk", "words=A;B", N_ ("what is searched for besides the own posts") },
  { "vk", "walls=-1,-2", N_ ("whose walls are searched for these words, too") },
  { "vk", "walls-minutes=15", N_ ("no wall more often than that") },
  { "ok", "application-key=KEY", N_ ("the application's public key; needed") },
  { "ok", "publishes=1", N_ ("the network granted comments by program") },
  { "ok", "session-secret=1", N_ ("the secret is a session's, not the application's") },
  { "telegram", "group=-100…", N_ ("the discussion group, where the channel names none") },
  { "max", "ca-file=PATH", N_ ("a certificate authority that the machine does not know") },
  { "youtube", "quota=UNITS", N_ ("units a day; 10000 without") },
  { "youtube", "key-in-address=1", N_ ("the host takes the API key in no header") },
  { "feed", "hosts=A,B", N_ ("hosts that the feed may be moved to") },
  { N_ ("any"), "publishes=0", N_ ("replies are placed by hand") },
  { N_ ("any"), "read-back=SECONDS",
    N_ ("between two looks for a reply; an effect that shows later counts as absent") },
  { N_ ("any"), "pace=200", N_ ("waits twice as long between calls; below 100 on 127.0.0.1 only") },
};

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

char *
osr_ctl_given_account_describe_options (void)
{
  GString *text = g_string_new (_ ("Settings that only some networks have (--option NAME=VALUE):"));

  for (guint i = 0; i < G_N_ELEMENTS (options); i++) {
    gboolean begins = i == 0 || !g_str_equal (options[i].network, options[i - 1].network);
    const char *network = _ (options[i].network);

    g_string_append_printf (text, "\n  %s", begins ? network : "");
    for (glong n = begins ? g_utf8_strlen (network, -1) : 0; n < 10; n++)
      g_string_append_c (text, ' ');
    g_string_append (text, options[i].option);
    for (glong n = g_utf8_strlen (options[i].option, -1); n < INDENT; n++)
      g_string_append_c (text, ' ');
    g_string_append (text, _ (options[i].meaning));
  }
  return g_string_free (text, FALSE);
}

void
osr_ctl_given_account_no_network (const char *network)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; osr_network_dialect_nth (i) != NULL; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", osr_network_dialect_nth (i)->network);
  g_printerr (_ ("open-sources-ctl: there is no network \"%s\", only %s\n"), network, known->str);
}
