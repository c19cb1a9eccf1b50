/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin body`: the bodies that cases are routed to, as a tree with validity; and the public link of
 * an account and who may use it. */
#include <glib/gi18n.h>

#include "core/office/osr-office-day.h"
#include "ctl/directory/osr-ctl-directory.h"

typedef struct {
  char *office, *name, *short_name, *topics, *parent, *from, *to;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->office);
  g_free (self->name);
  g_free (self->short_name);
  g_free (self->topics);
  g_free (self->parent);
  g_free (self->from);
  g_free (self->to);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
set_edge (JsonObject *members, OsrRegistry *registry, const char *name, const char *text,
          OsrDayEdge edge)
{
  OsrInstant moment;

  if (text == NULL)
    return TRUE;
  if (*text == '\0') {
    json_object_remove_member (members, name);
    return TRUE;
  }
  moment = osr_office_parse_moment (registry, text, edge);
  if (moment == OSR_INSTANT_UNKNOWN) {
    g_printerr ("open-sources-ctl: \"%s\" is no day (2026-04-01)\n", text);
    return FALSE;
  }
  json_object_set_int_member (members, name, moment);
  return TRUE;
}

static gboolean
parse_body (Options *self, const char *usage, const char *summary, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &self->office, N_ ("The office's folder"),
      N_ ("DIR") },
    { "name", 'n', 0, G_OPTION_ARG_STRING, &self->name, N_ ("Full name"), N_ ("NAME") },
    { "short-name", 's', 0, G_OPTION_ARG_STRING, &self->short_name, N_ ("Name for lists"),
      N_ ("NAME") },
    { "topics", 't', 0, G_OPTION_ARG_STRING, &self->topics, N_ ("Topics of its field"), "ID,ID…" },
    { "parent", 'p', 0, G_OPTION_ARG_STRING, &self->parent, N_ ("The body it belongs to"),
      N_ ("ID") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &self->from, N_ ("First day"), N_ ("DAY") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &self->to, N_ ("Last day"), N_ ("DAY") },
    { NULL },
  };

  return osr_ctl_parse (usage, summary, entries, (int[]){ 1, 1 }, argc, argv);
}

/* @must_be: whether the body is there already; what is not said stays as it is then. */
static int
set_body (gboolean must_be, const char *usage, const char *summary, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (JsonObject) members = NULL;
  OsrRegistry *registry;
  const OsrBody *known;

  if (!parse_body (&options, usage, summary, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (options.office);
  if (log == NULL)
    return OSR_CTL_FAILED;
  registry = osr_log_get_registry (log);
  known = osr_registry_find_body (registry, argv[1]);
  if (must_be != (known != NULL)) {
    g_printerr (must_be ? "open-sources-ctl: there is no body \"%s\"\n"
                        : "open-sources-ctl: there is a body \"%s\" already\n",
                argv[1]);
    return OSR_CTL_FAILED;
  }
  members = known != NULL ? osr_ctl_body_members (known) : json_object_new ();
  osr_ctl_set_member (members, "body", argv[1]);
  osr_ctl_set_member (members, "name",
                      options.name != NULL || known != NULL ? options.name : argv[1]);
  osr_ctl_set_member (members, "short_name", options.short_name);
  osr_ctl_set_member (members, "parent", options.parent);
  osr_ctl_set_list (members, "topics", options.topics);
  if (!set_edge (members, registry, "valid_from", options.from, OSR_DAY_BEGINS) ||
      !set_edge (members, registry, "valid_to", options.to, OSR_DAY_ENDS))
    return OSR_CTL_USAGE;
  return osr_ctl_change (g_steal_pointer (&log), "body-set", g_steal_pointer (&members));
}

static int
body_add (int argc, char **argv)
{
  return set_body (FALSE, "admin body add ID --name NAME", _ ("Adds a body to the directory."),
                   argc, argv);
}

static int
body_set (int argc, char **argv)
{
  return set_body (TRUE, "admin body set ID",
                   _ ("Changes a body. What is not named stays; an empty text clears."), argc,
                   argv);
}

static int
body_end (int argc, char **argv)
{
  g_autofree char *office = NULL, *successor = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { "successor", 's', 0, G_OPTION_ARG_STRING, &successor, N_ ("The body that does its work then"),
      N_ ("ID") },
    { NULL },
  };
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (JsonObject) members = NULL;
  const OsrBody *body;

  if (!osr_ctl_parse ("admin body end ID [LAST-DAY]",
                      _ ("Ends a body, now or with that day. It must have no open cases by then."),
                      entries, (int[]){ 1, 2 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (office);
  body = log != NULL ? osr_registry_find_body (osr_log_get_registry (log), argv[1]) : NULL;
  if (body == NULL) {
    if (log != NULL)
      g_printerr ("open-sources-ctl: there is no body \"%s\"\n", argv[1]);
    return OSR_CTL_FAILED;
  }
  members = osr_ctl_body_members (body);
  osr_ctl_set_member (members, "successor", successor);
  json_object_set_int_member (members, "valid_to", osr_clock_now (osr_log_get_clock (log)));
  if (!set_edge (members, osr_log_get_registry (log), "valid_to", argc > 2 ? argv[2] : NULL,
                 OSR_DAY_ENDS))
    return OSR_CTL_USAGE;
  return osr_ctl_change (g_steal_pointer (&log), "body-set", g_steal_pointer (&members));
}

static void
print_body (OsrRegistry *registry, const OsrBodyPlace *place)
{
  const OsrBody *body = place->body;
  g_autofree char *from = osr_office_format_moment (registry, body->valid_from, OSR_DAY_BEGINS);
  g_autofree char *to = osr_office_format_moment (registry, body->valid_to, OSR_DAY_ENDS);

  g_print ("%*s%s\t%s\t%s\t%s\n", (int) place->depth * 2, "", body->id, body->name, from, to);
}

static int
body_list (int argc, char **argv)
{
  g_autofree char *office = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { NULL },
  };
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GArray) tree = NULL;

  if (!osr_ctl_parse ("admin body list", _ ("Columns: id, name, first day, last day."), entries,
                      (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (office);
  if (log == NULL)
    return OSR_CTL_FAILED;
  tree = osr_registry_list_tree (osr_log_get_registry (log));
  for (guint i = 0; i < tree->len; i++)
    print_body (osr_log_get_registry (log), &g_array_index (tree, OsrBodyPlace, i));
  return OSR_CTL_OK;
}

int
osr_ctl_admin_body (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "list", N_ ("the bodies, each under the one it belongs to"), body_list },
    { "add", N_ ("add a body"), body_add },
    { "set", N_ ("change a body"), body_set },
    { "end", N_ ("end a body"), body_end },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin body", commands, argc, argv);
}

int
osr_ctl_account_link (int argc, char **argv)
{
  g_autofree char *office = NULL, *users = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { "users", 'u', 0, G_OPTION_ARG_STRING, &users,
      N_ ("Who may use it; empty: whoever publishes for its body"), "PERSON,PERSON…" },
    { NULL },
  };
  g_autoptr (OsrLog) log = NULL;
  const OsrAccount *account;
  JsonObject *members;

  if (!osr_ctl_parse (
          "admin account link ACCOUNT [URL]",
          _ ("Says where the account is named on the official site, and who may use it."), entries,
          (int[]){ 1, 2 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (office);
  account = log != NULL ? osr_registry_find_account (osr_log_get_registry (log), argv[1]) : NULL;
  if (account == NULL) {
    if (log != NULL)
      g_printerr ("open-sources-ctl: there is no account \"%s\"\n", argv[1]);
    return OSR_CTL_FAILED;
  }
  members = osr_ctl_account_members (account);
  osr_ctl_set_member (members, "public_link", argc > 2 ? argv[2] : NULL);
  osr_ctl_set_list (members, "users", users);
  return osr_ctl_change (g_steal_pointer (&log), "account-set", members);
}
