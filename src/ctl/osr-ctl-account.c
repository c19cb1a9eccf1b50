/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin account`: the office's accounts on networks. Tokens come from standard input and go to the
 * office's credentials; the directory tells everybody only that the account exists. */
#include <glib/gi18n.h>

#include "ctl/directory/osr-ctl-directory.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/social/osr-ctl-check.h"
#include "net/osr-http-session.h"
#include "publish/osr-account-book.h"
#include "report/osr-account-links.h"
#include "store/credentials/osr-credentials.h"

typedef struct {
  char *office, *network, *owner, *name, *body, *api_base, *link_base;
  char *track, *api_version, *holder;
  char **options;
  gboolean watched;
  gboolean edits; /* a token for editing is given, too */
  gboolean signs; /* and a secret that signs requests */
} AccountOptions;

static void
account_options_clear (AccountOptions *self)
{
  g_free (self->office);
  g_free (self->network);
  g_free (self->owner);
  g_free (self->name);
  g_free (self->body);
  g_free (self->track);
  g_free (self->holder);
  g_free (self->api_version);
  g_strfreev (self->options);
  g_free (self->api_base);
  g_free (self->link_base);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AccountOptions, account_options_clear)

static gboolean
parse_add (AccountOptions *self, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &self->office, N_ ("The office's folder"),
      N_ ("DIR") },
    { "network", 'n', 0, G_OPTION_ARG_STRING, &self->network,
      N_ ("vk, telegram, max, ok, youtube, feed"), N_ ("NETWORK") },
    { "owner", 'w', 0, G_OPTION_ARG_STRING, &self->owner,
      N_ ("Its id there: VK: the community's number without a sign; a feed: its address"),
      N_ ("ID") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &self->name, N_ ("Name for people"), N_ ("NAME") },
    { "body", 'b', 0, G_OPTION_ARG_STRING, &self->body,
      N_ ("Whose replies go out from it; the office's own without"), N_ ("ID") },
    { "api-base", 0, 0, G_OPTION_ARG_STRING, &self->api_base, N_ ("Default: the network's own"),
      N_ ("URL") },
    { "link-base", 0, 0, G_OPTION_ARG_STRING, &self->link_base, N_ ("Default: the network's own"),
      N_ ("URL") },
    { "track", 't', 0, G_OPTION_ARG_STRING, &self->track,
      N_ ("Its own way of work in the regulation: own-account"), N_ ("TRACK") },
    { "api-version", 0, 0, G_OPTION_ARG_STRING, &self->api_version,
      N_ ("Default: the one this program was made for"), N_ ("VERSION") },
    { "holder", 0, 0, G_OPTION_ARG_STRING, &self->holder,
      N_ ("Whose workstation publishes from it and alone has its token; empty: the coordinator"),
      N_ ("PERSON") },
    { "option", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->options,
      N_ ("A setting that only this network has; may be given again"), "NAME=VALUE" },
    { "watched", 0, 0, G_OPTION_ARG_NONE, &self->watched, N_ ("Its comments are read"), NULL },
    { "edits", 0, 0, G_OPTION_ARG_NONE, &self->edits,
      N_ ("One line more is read: the token for editing (VK: a user's)"), NULL },
    { "signs", 0, 0, G_OPTION_ARG_NONE, &self->signs,
      N_ ("One line more is read: the secret that signs requests (Odnoklassniki)"), NULL },
    { NULL },
  };

  return osr_ctl_parse (
      "admin account add ACCOUNT [--network vk --owner ID]",
      _ ("Adds an account, or changes one: what is not given again stays as it is. Two lines"
         " are read\nfrom standard input: the token for reading (VK: service token of an"
         " application) and the one\nfor publishing (VK: community token). An empty line leaves a"
         " token as it is. With --holder\nonly the first one is read: the other is never here."),
      entries, (int[]){ 1, 1 }, argc, argv);
}

/* What is not given again of an account that is there stays as it is. */
static void
keep_known (AccountOptions *self, const OsrAccount *known)
{
  gboolean moves = self->network != NULL && g_strcmp0 (self->network, known->network) != 0;
  char **const given[] = { &self->network, &self->owner, &self->name, &self->api_base,
                           &self->link_base };
  const char *const there[] = { known->network, known->owner, known->name, known->api_base,
                                known->link_base };

  for (guint i = 0; i < G_N_ELEMENTS (given); i++) {
    if (*given[i] == NULL && !moves)
      *given[i] = g_strdup (there[i]);
  }
  if (self->holder == NULL)
    self->holder = g_strdup (known->holder);
  self->watched |= known->watched;
}

static gboolean
is_held (const AccountOptions *self)
{
  return self->holder != NULL && *self->holder != '\0';
}

static JsonObject *
account_members (const AccountOptions *self, const char *id, OsrRegistry *registry)
{
  const OsrAccount *known = osr_registry_find_account (registry, id);
  JsonObject *members = known != NULL ? osr_ctl_account_members (known) : json_object_new ();
  g_autoptr (OsrNetworkAccount) usual = osr_network_account_new (self->network, id, self->owner);

  json_object_set_string_member (members, "account", id);
  json_object_set_string_member (members, "network", self->network);
  json_object_set_string_member (members, "owner", self->owner);
  json_object_set_string_member (members, "name", self->name != NULL ? self->name : id);
  if (self->body != NULL)
    json_object_set_string_member (members, "body", self->body);
  osr_ctl_set_member (members, "api_base",
                      self->api_base != NULL ? self->api_base : usual->api_base);
  osr_ctl_set_member (members, "link_base",
                      self->link_base != NULL ? self->link_base : usual->link_base);
  if (self->api_version != NULL)
    osr_ctl_set_member (members, "api_version", self->api_version);
  if (self->options != NULL)
    osr_ctl_set_strings (members, "options", (const char *const *) self->options);
  if (is_held (self))
    json_object_set_string_member (members, "holder", self->holder);
  else if (json_object_has_member (members, "holder"))
    json_object_remove_member (members, "holder");
  if (self->track != NULL)
    json_object_set_string_member (members, "track", self->track);
  json_object_set_boolean_member (members, "watched", self->watched);
  return members;
}

static gboolean
read_token (char **token, const char *prompt, GError **error)
{
  *token = osr_ctl_read_secret (prompt, error);
  return *token != NULL;
}

static gboolean
read_tokens (const AccountOptions *self, OsrTokens *tokens, GError **error)
{
  return read_token (&tokens->of[OSR_ACCOUNT_READ], "Token for reading", error) &&
         (is_held (self) ||
          read_token (&tokens->of[OSR_ACCOUNT_WRITE], "Token for publishing", error)) &&
         (!self->edits || is_held (self) ||
          read_token (&tokens->of[OSR_ACCOUNT_EDIT], "Token for editing", error)) &&
         (!self->signs || read_token (&tokens->of[OSR_ACCOUNT_SECRET], "Secret key", error));
}

/* What a workstation holds is not here. */
static gboolean
forget_writing (OsrCredentials *credentials, const char *id, GError **error)
{
  return osr_credentials_set (credentials, id, OSR_ACCOUNT_WRITE, NULL, error) &&
         osr_credentials_set (credentials, id, OSR_ACCOUNT_EDIT, NULL, error);
}

/* An empty line leaves a token as it is. */
static gboolean
keep_tokens (const AccountOptions *self, const char *id, const OsrTokens *tokens, GError **error)
{
  g_autoptr (OsrCredentials) credentials = osr_ctl_open_credentials (self->office, error);

  if (credentials == NULL)
    return FALSE;
  for (guint use = 0; use < OSR_ACCOUNT_N_USES; use++) {
    const char *token = tokens->of[use];

    if (token != NULL && *token != '\0' &&
        !osr_credentials_set (credentials, id, use, token, error))
      return FALSE;
  }
  return !is_held (self) || forget_writing (credentials, id, error);
}

static gboolean
check_add (const AccountOptions *self, OsrRegistry *registry)
{
  if (self->network == NULL || self->owner == NULL)
    g_printerr ("open-sources-ctl: an account needs --network and --owner\n");
  else if (g_str_equal (self->network, "vk") &&
           !g_ascii_string_to_unsigned (self->owner, 10, 1, G_MAXINT64, NULL, NULL))
    g_printerr ("open-sources-ctl: --owner is the community's number, without a sign\n");
  else if (self->body != NULL && osr_registry_find_body (registry, self->body) == NULL)
    g_printerr ("open-sources-ctl: there is no body \"%s\"\n", self->body);
  else
    return TRUE;
  return FALSE;
}

static int
account_add (int argc, char **argv)
{
  g_auto (AccountOptions) options = { 0 };
  g_autoptr (OsrTokens) tokens = g_new0 (OsrTokens, 1);
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  const OsrAccount *known;
  JsonObject *members;
  int status;

  if (!parse_add (&options, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_office (options.office, NULL, &error);
  if (log == NULL)
    return osr_ctl_fail (error);
  known = osr_registry_find_account (osr_log_get_registry (log), argv[1]);
  if (known != NULL)
    keep_known (&options, known);
  if (!check_add (&options, osr_log_get_registry (log)))
    return OSR_CTL_USAGE;
  if (!read_tokens (&options, tokens, &error))
    return osr_ctl_fail (error);
  members = account_members (&options, argv[1], osr_log_get_registry (log));
  status = osr_ctl_change (g_steal_pointer (&log), "account-set", members);
  /* an account that was refused gets no tokens */
  if (status == OSR_CTL_OK && !keep_tokens (&options, argv[1], tokens, &error))
    return osr_ctl_fail (error);
  return status;
}

static int
test_account (OsrLog *log, OsrCredentials *credentials, const char *id)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  g_autoptr (OsrAccountBook) book = osr_account_book_new (log, credentials, session);
  g_autoptr (OsrNetworkAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  OsrNetwork *network = NULL;

  account = osr_account_book_find_reader (book, id, &network, &error);
  return account != NULL ? osr_ctl_check_account (network, account) : osr_ctl_fail (error);
}

static int
account_test (int argc, char **argv)
{
  g_autofree char *office = NULL;
  g_autoptr (OsrCredentials) credentials = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { NULL },
  };

  if (!osr_ctl_parse (
          "admin account test ACCOUNT",
          _ ("Asks the network what the account's tokens can do, writes nothing there, and says "
             "what is "
             "missing.\nThe exit status is 1 when something that is needed is missing."),
          entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_office (office, NULL, &error);
  credentials = log != NULL ? osr_ctl_open_credentials (office, &error) : NULL;
  return credentials != NULL ? test_account (log, credentials, argv[1]) : osr_ctl_fail (error);
}

static gboolean
print_tokens (OsrCredentials *credentials, const char *id, GError **error)
{
  g_autoptr (OsrTokens) tokens = osr_credentials_load (credentials, id, error);
  g_autoptr (GString) uses = g_string_new (NULL);

  for (guint use = 0; tokens != NULL && use < OSR_ACCOUNT_N_USES; use++) {
    if (tokens->of[use] != NULL)
      g_string_append_printf (uses, "%s%s", uses->len > 0 ? " " : "", osr_account_use_nick (use));
  }
  if (tokens != NULL)
    g_print ("\t%s\n", uses->len > 0 ? uses->str : "-");
  return tokens != NULL;
}

/* Those whose account is not in the directory, too: somebody may want to remove such a file. */
static gboolean
list_accounts (OsrLog *log, OsrCredentials *credentials, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (log);
  GPtrArray *accounts = osr_registry_get_accounts (registry);
  g_autoptr (GPtrArray) files = osr_credentials_list (credentials, error);

  for (guint i = 0; files != NULL && i < accounts->len; i++) {
    const OsrAccount *account = g_ptr_array_index (accounts, i);

    g_print ("%s\t%s\t%s", account->id, account->network, account->owner);
    if (!print_tokens (credentials, account->id, error))
      return FALSE;
  }
  for (guint i = 0; files != NULL && i < files->len; i++) {
    if (osr_registry_find_account (registry, files->pdata[i]) != NULL)
      continue;
    g_print ("%s\t-\t-", (const char *) files->pdata[i]);
    if (!print_tokens (credentials, files->pdata[i], error))
      return FALSE;
  }
  return files != NULL;
}

static int
account_list (int argc, char **argv)
{
  g_autofree char *office = NULL;
  g_autoptr (OsrCredentials) credentials = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { NULL },
  };

  if (!osr_ctl_parse (
          "admin account list",
          _ ("Lists the accounts: id, network, id there, and for which uses there is a token: read,"
             "\nwrite, edit, secret. The tokens themselves are never shown; they are key files "
             "in the\nfolder credentials of the office, or where its office.conf says."),
          entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_office (office, NULL, &error);
  credentials = log != NULL ? osr_ctl_open_credentials (office, &error) : NULL;
  if (credentials == NULL || !list_accounts (log, credentials, &error))
    return osr_ctl_fail (error);
  return OSR_CTL_OK;
}

static int
account_links (int argc, char **argv)
{
  g_autofree char *office = NULL, *nick = NULL, *text = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  OsrAccountLinksFormat format = OSR_ACCOUNT_LINKS_TEXT;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &nick, N_ ("text by default"), "text|html|csv" },
    { NULL },
  };

  if (!osr_ctl_parse ("admin account links",
                      _ ("Writes the links of the accounts that have a public one, for the official"
                         " sites to show."),
                      entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (nick != NULL && !osr_account_links_format_from_nick (nick, &format)) {
    g_printerr ("open-sources-ctl: --format is text, html or csv\n");
    return OSR_CTL_USAGE;
  }
  log = osr_ctl_open_office (office, NULL, &error);
  if (log == NULL)
    return osr_ctl_fail (error);
  text = osr_account_links_write (osr_log_get_registry (log), format);
  g_print ("%s", text);
  return OSR_CTL_OK;
}

int
osr_ctl_admin_account (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "add", N_ ("add an account, or change one"), account_add },
    { "list", N_ ("list them, and which tokens are there"), account_list },
    { "link", N_ ("its public link, and who may use it"), osr_ctl_account_link },
    { "links", N_ ("write the public links for the official sites"), account_links },
    { "health", N_ ("when each was read last, and what is wrong"), osr_ctl_account_health },
    { "pause", N_ ("read it no more for now"), osr_ctl_account_pause },
    { "resume", N_ ("read it again"), osr_ctl_account_resume },
    { "test", N_ ("ask the network what its tokens can do"), account_test },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin account", commands, argc, argv);
}
