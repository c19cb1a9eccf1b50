/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `social check-account`, and the asking that `admin account test` shares with it. Nothing is written
 * at the network, and no token is ever printed. */
#include "ctl/social/osr-ctl-check.h"

#include <glib/gi18n.h>

#include "ctl/social/osr-ctl-given-account.h"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrCtlGivenAccount, osr_ctl_given_account_clear)

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

static int
run_check (const OsrCtlGivenAccount *options)
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
    osr_ctl_given_account_no_network (options->network);
    return OSR_CTL_FAILED;
  }
  account = osr_ctl_given_account_read (options, "check", &error);
  return account != NULL ? osr_ctl_check_account (network, account) : osr_ctl_fail (error);
}

int
osr_ctl_social_check_account (int argc, char **argv)
{
  g_auto (OsrCtlGivenAccount) options = { 0 };
  g_autofree char *settings = osr_ctl_given_account_describe_options ();
  g_autofree char *summary = g_strdup_printf (
      "%s\n\n%s",
      _ ("Asks a network what tokens can do, writes nothing there, and says what is missing. "
         "The token\nfor reading and the one for publishing are two lines of standard input; "
         "an empty line is none.\nThe exit status is 1 when something that is needed is "
         "missing."),
      settings);
  const GOptionEntry entries[] = {
    { "network", 'n', 0, G_OPTION_ARG_STRING, &options.network,
      N_ ("vk, telegram, max, ok, youtube, feed"), N_ ("NETWORK") },
    { "owner", 'w', 0, G_OPTION_ARG_STRING, &options.owner, N_ ("The account's id there"),
      N_ ("ID") },
    { "api-base", 0, 0, G_OPTION_ARG_STRING, &options.api_base, N_ ("Default: the network's own"),
      N_ ("URL") },
    { "link-base", 0, 0, G_OPTION_ARG_STRING, &options.link_base, N_ ("Default: the network's own"),
      N_ ("URL") },
    { "api-version", 0, 0, G_OPTION_ARG_STRING, &options.api_version,
      N_ ("Default: the one this program was made for"), N_ ("VERSION") },
    { "option", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.options,
      N_ ("A setting that only this network has, see above; may be given again"), "NAME=VALUE" },
    { "edits", 0, 0, G_OPTION_ARG_NONE, &options.edits,
      N_ ("One line more is read: the token for editing (VK: a user's)"), NULL },
    { "signs", 0, 0, G_OPTION_ARG_NONE, &options.signs,
      N_ ("One line more is read: the secret that signs requests (Odnoklassniki)"), NULL },
    { NULL },
  };

  if (!osr_ctl_parse ("social check-account --network NETWORK --owner ID", summary, entries,
                      (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  return run_check (&options);
}
