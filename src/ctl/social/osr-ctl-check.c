/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `social check-account`, and the asking that `admin account test` shares with it. Nothing is written
 * at the network, and no token is ever printed. */
#include "ctl/social/osr-ctl-check.h"

#include <string.h>

#include <glib/gi18n.h>

typedef struct {
  char *network, *owner, *api_base, *link_base, *api_version;
  char **options;
  gboolean edits;
  gboolean signs;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->network);
  g_free (self->owner);
  g_free (self->api_base);
  g_free (self->link_base);
  g_free (self->api_version);
  g_strfreev (self->options);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_sentences (const char *title, GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    g_print ("%s %s\n", title, _ ((const char *) sentences->pdata[i]));
}

static int
report (OsrNetworkCheck *check)
{
  g_autofree char *text = osr_network_check_describe (check);

  g_print ("%s", text);
  print_sentences (_ ("Missing:"), check->missing);
  print_sentences (_ ("Not needed:"), check->spared);
  return osr_network_check_is_good (check) ? OSR_CTL_OK : OSR_CTL_FAILED;
}

int
osr_ctl_check_account (OsrNetwork *network, OsrNetworkAccount *account)
{
  OsrCtlAwait await = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrNetworkCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  osr_network_check_async (network, account, NULL, osr_ctl_await_done, &await);
  result = osr_ctl_await (&await);
  check = osr_network_check_finish (network, result, &error);
  return check != NULL ? report (check) : osr_ctl_fail (error);
}

static gboolean
read_token (char **token, const char *prompt, GError **error)
{
  *token = osr_ctl_read_secret (prompt, error);
  return *token != NULL;
}

static void
forget (char *token)
{
  if (token != NULL)
    explicit_bzero (token, strlen (token));
  g_free (token);
}

static gboolean
read_tokens (const Options *options, OsrNetworkAccount *account, GError **error)
{
  char *read = NULL, *write = NULL, *edit = NULL, *secret = NULL;
  gboolean done = read_token (&read, "Token for reading", error) &&
                  read_token (&write, "Token for publishing", error) &&
                  (!options->edits || read_token (&edit, "Token for editing", error)) &&
                  (!options->signs || read_token (&secret, "Secret key", error));

  if (done) {
    osr_network_account_set_tokens (account, read, write);
    osr_network_account_set_edit_token (account, edit);
    osr_network_account_set_secret_key (account, secret);
  }
  forget (read);
  forget (write);
  forget (edit);
  forget (secret);
  return done;
}

static OsrNetworkAccount *
make_account (const Options *options, GError **error)
{
  g_autoptr (OsrNetworkAccount) account =
      osr_network_account_new (options->network, "check", options->owner);

  osr_network_account_set_hosts (account, options->api_base, options->link_base,
                                 options->api_version);
  for (guint i = 0; options->options != NULL && options->options[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (options->options[i], "=", 2);

    if (parts[0] != NULL && parts[1] != NULL)
      osr_network_account_set_option (account, parts[0], parts[1]);
  }
  return read_tokens (options, account, error) ? g_steal_pointer (&account) : NULL;
}

static int
run_check (const Options *options)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  g_autoptr (OsrNetwork) network = NULL;
  g_autoptr (OsrNetworkAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  if (options->network == NULL || options->owner == NULL) {
    g_printerr ("open-sources-ctl: social check-account needs --network and --owner\n");
    return OSR_CTL_USAGE;
  }
  network = osr_network_new (options->network, session);
  if (network == NULL) {
    g_printerr ("open-sources-ctl: no account of \"%s\" can be checked\n", options->network);
    return OSR_CTL_USAGE;
  }
  account = make_account (options, &error);
  return account != NULL ? osr_ctl_check_account (network, account) : osr_ctl_fail (error);
}

int
osr_ctl_social_check_account (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "network", 'n', 0, G_OPTION_ARG_STRING, &options.network, N_ ("vk"), N_ ("NETWORK") },
    { "owner", 'w', 0, G_OPTION_ARG_STRING, &options.owner, N_ ("The account's id there"),
      N_ ("ID") },
    { "api-base", 0, 0, G_OPTION_ARG_STRING, &options.api_base, N_ ("Default: the network's own"),
      N_ ("URL") },
    { "link-base", 0, 0, G_OPTION_ARG_STRING, &options.link_base, N_ ("Default: the network's own"),
      N_ ("URL") },
    { "api-version", 0, 0, G_OPTION_ARG_STRING, &options.api_version,
      N_ ("Default: the one this program was made for"), N_ ("VERSION") },
    { "option", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.options,
      N_ ("A setting that only this network has; may be given again"), "NAME=VALUE" },
    { "edits", 0, 0, G_OPTION_ARG_NONE, &options.edits,
      N_ ("One line more is read: the token for editing (VK: a user's)"), NULL },
    { "signs", 0, 0, G_OPTION_ARG_NONE, &options.signs,
      N_ ("One line more is read: the secret that signs requests (Odnoklassniki)"), NULL },
    { NULL },
  };

  if (!osr_ctl_parse (
          "social check-account --network NETWORK --owner ID",
          _ ("Asks a network what tokens can do, writes nothing there, and says what is missing. "
             "The token\nfor reading and the one for publishing are two lines of standard input; "
             "an empty line is none.\nThe exit status is 1 when something that is needed is "
             "missing."),
          entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  return run_check (&options);
}
