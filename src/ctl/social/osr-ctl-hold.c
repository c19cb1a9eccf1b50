/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `account publish`: this machine publishes from accounts that its person holds, as the window does, for
 * as long as the command runs. Tokens come from standard input and are nowhere else. */
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "ctl/message/osr-ctl-desk.h"
#include "ctl/osr-ctl-commands.h"
#include "publish/workstation/osr-held-accounts.h"

typedef struct {
  OsrCtlReader *reader;
  const OsrPerson *person;
} Holder;

static OsrRegistry *
get_registry (gpointer data)
{
  Holder *self = data;

  return osr_ctl_reader_get_registry (self->reader);
}

static const char *
get_person (gpointer data)
{
  Holder *self = data;

  return self->person->id;
}

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void
on_told (OsrHeldAccounts *held)
{
  g_print (_ ("The coordinator was told what came of a reply\n"));
}

/* An empty line is no token. */
static gboolean
read_token (OsrTokens *tokens, OsrAccountUse use, const char *prompt, GError **error)
{
  g_autofree char *line = osr_ctl_read_secret (prompt, error);

  if (line != NULL && *line != '\0')
    tokens->of[use] = g_steal_pointer (&line);
  return line != NULL || tokens->of[use] != NULL;
}

static gboolean
check_holder (OsrHeldAccounts *held, const char *id, GError **error)
{
  g_auto (GStrv) accounts = osr_held_accounts_list (held);

  if (g_strv_contains ((const char *const *) accounts, id))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("The directory does not give the account \"%s\" to this person"), id);
  return FALSE;
}

static gboolean
give_tokens (OsrHeldAccounts *held, const char *id, GError **error)
{
  g_autoptr (OsrTokens) tokens = g_new0 (OsrTokens, 1);

  if (!check_holder (held, id, error) ||
      !read_token (tokens, OSR_ACCOUNT_READ, _ ("Token for reading"), error) ||
      !read_token (tokens, OSR_ACCOUNT_WRITE, _ ("Token for publishing"), error))
    return FALSE;
  osr_held_accounts_set_tokens (held, id, g_steal_pointer (&tokens));
  return TRUE;
}

static void
run_until_signal (OsrHeldAccounts *held)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint sources[] = { g_unix_signal_add (SIGINT, on_signal, loop),
                      g_unix_signal_add (SIGTERM, on_signal, loop) };

  g_signal_connect (held, "told", G_CALLBACK (on_told), NULL);
  osr_held_accounts_start (held);
  g_main_loop_run (loop);
  osr_held_accounts_stop (held);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
}

static int
run (const OsrCtlDeskOptions *desk, const char *folder, char **accounts)
{
  Holder self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCtlReader) reader = osr_ctl_desk_open (desk, &error);
  g_autoptr (OsrHeldAccounts) held = NULL;
  OsrHeldOffice office = { .folder = folder, .get_registry = get_registry };

  if (reader == NULL)
    return osr_ctl_fail (error);
  self.reader = reader;
  self.person = osr_registry_find_login (osr_ctl_reader_get_registry (reader), desk->login);
  g_return_val_if_fail (self.person != NULL, OSR_CTL_FAILED);
  office.protocol = osr_ctl_reader_get_protocol (reader);
  office.get_person = get_person;
  office.data = &self;
  if (g_mkdir_with_parents (folder, 0700) == 0)
    held = osr_held_accounts_new (&office, &error);
  for (; held != NULL && error == NULL && *accounts != NULL; accounts++)
    give_tokens (held, *accounts, &error);
  if (held == NULL || error != NULL)
    return error != NULL ? osr_ctl_fail (error) : OSR_CTL_FAILED;
  run_until_signal (held);
  return OSR_CTL_OK;
}

int
osr_ctl_account (int argc, char **argv)
{
  OsrCtlDeskOptions desk = { 0 };
  g_autofree char *folder = NULL;
  const GOptionEntry entries[] = {
    OSR_CTL_DESK_ENTRIES (&desk),
    { "folder", 'f', 0, G_OPTION_ARG_FILENAME, &folder,
      N_ ("Where it is kept what is under way; the same one each time"), N_ ("DIR") },
    { NULL }
  };
  int status = OSR_CTL_USAGE;

  if (osr_ctl_parse (
          "account publish ACCOUNT… --folder DIR",
          _ ("Publishes from accounts that the directory gives to this person, until it is "
             "interrupted.\nAfter the password two lines an account are read: the token for "
             "reading and the one for\npublishing. They are kept nowhere."),
          entries, (int[]){ 2, 64 }, &argc, &argv)) {
    if (!g_str_equal (argv[1], "publish"))
      g_printerr (_ ("Unknown: %s\n"), argv[1]);
    else if (folder == NULL)
      g_printerr ("open-sources-ctl: %s\n", _ ("Name --folder DIR"));
    else
      status = run (&desk, folder, argv + 2);
  }
  osr_ctl_desk_options_clear (&desk);
  return status;
}
