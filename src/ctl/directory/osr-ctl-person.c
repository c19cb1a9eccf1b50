/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin person` and `admin role`: who works here, and as what. Passwords are osr-ctl-admin.c's. */
#include <glib/gi18n.h>

#include "ctl/directory/osr-ctl-directory.h"

typedef struct {
  char *office, *name, *post, *mail, *id, *receiver;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->office);
  g_free (self->name);
  g_free (self->post);
  g_free (self->mail);
  g_free (self->id);
  g_free (self->receiver);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const OsrPerson *
find (OsrLog *log, const char *login)
{
  const OsrPerson *person =
      log != NULL ? osr_registry_find_login (osr_log_get_registry (log), login) : NULL;

  if (log != NULL && person == NULL)
    g_printerr ("open-sources-ctl: there is nobody with the login \"%s\"\n", login);
  return person;
}

static int
person_add (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &options.office, N_ ("The office's folder"),
      N_ ("DIR") },
    { "name", 'n', 0, G_OPTION_ARG_STRING, &options.name, N_ ("Surname, name and patronymic"),
      N_ ("NAME") },
    { "post", 'p', 0, G_OPTION_ARG_STRING, &options.post, N_ ("Position"), N_ ("POST") },
    { "mail", 'm', 0, G_OPTION_ARG_STRING, &options.mail, N_ ("Address for notices"),
      N_ ("ADDRESS") },
    { "id", 'i', 0, G_OPTION_ARG_STRING, &options.id, N_ ("Id in the log; the login by default"),
      N_ ("ID") },
    { NULL },
  };
  const OsrPerson *known;
  OsrLog *log;
  JsonObject *members;

  if (!osr_ctl_parse (
          "admin person add LOGIN --name NAME",
          _ ("Adds a person to the directory, or changes one. Set a password and grant a "
             "role afterwards."),
          entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (options.name == NULL) {
    g_printerr ("open-sources-ctl: a person needs --name\n");
    return OSR_CTL_USAGE;
  }
  log = osr_ctl_open_directory (options.office);
  if (log == NULL)
    return OSR_CTL_FAILED;
  known = osr_registry_find_login (osr_log_get_registry (log), argv[1]);
  members = known != NULL ? osr_ctl_person_members (known) : json_object_new ();
  if (known == NULL)
    osr_ctl_set_member (members, "person", options.id != NULL ? options.id : argv[1]);
  osr_ctl_set_member (members, "login", argv[1]);
  osr_ctl_set_member (members, "name", options.name);
  osr_ctl_set_member (members, "post", options.post);
  osr_ctl_set_member (members, "mail", options.mail);
  return osr_ctl_change (log, "person-set", members);
}

/* post and mail: one member, changed alone. */
static int
change_member (const char *member, const char *usage, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &options.office, N_ ("The office's folder"),
      N_ ("DIR") },
    { NULL },
  };
  g_autoptr (OsrLog) log = NULL;
  const OsrPerson *person;
  JsonObject *members;

  if (!osr_ctl_parse (usage, _ ("Changes it; an empty text clears it."), entries, (int[]){ 2, 2 },
                      &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (options.office);
  person = find (log, argv[1]);
  if (person == NULL)
    return OSR_CTL_FAILED;
  members = osr_ctl_person_members (person);
  osr_ctl_set_member (members, member, argv[2]);
  return osr_ctl_change (g_steal_pointer (&log), "person-set", members);
}

static int
person_post (int argc, char **argv)
{
  return change_member ("post", "admin person post LOGIN POST", argc, argv);
}

static int
person_mail (int argc, char **argv)
{
  return change_member ("mail", "admin person mail LOGIN ADDRESS", argc, argv);
}

static int
switch_person (gboolean disabled, const char *usage, const char *summary, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &options.office, N_ ("The office's folder"),
      N_ ("DIR") },
    { "hand-over-to", 't', 0, G_OPTION_ARG_STRING, &options.receiver,
      N_ ("Who takes over the open cases (disable)"), N_ ("LOGIN") },
    { NULL },
  };
  g_autoptr (OsrLog) log = NULL;
  const OsrPerson *person, *receiver = NULL;
  JsonObject *members;

  if (!osr_ctl_parse (usage, summary, entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (options.office);
  person = find (log, argv[1]);
  if (person == NULL ||
      (options.receiver != NULL && (receiver = find (log, options.receiver)) == NULL))
    return OSR_CTL_FAILED;
  members = osr_ctl_person_members (person);
  json_object_set_boolean_member (members, "disabled", disabled);
  if (receiver != NULL)
    osr_ctl_set_member (members, "hand_over_to", receiver->id);
  return osr_ctl_change (g_steal_pointer (&log), "person-set", members);
}

static int
person_disable (int argc, char **argv)
{
  return switch_person (
      TRUE, "admin person disable LOGIN [--hand-over-to LOGIN]",
      _ ("Ends all sessions; no sign-in any more. Open cases must be handed over."), argc, argv);
}

static int
person_enable (int argc, char **argv)
{
  return switch_person (FALSE, "admin person enable LOGIN",
                        "Lets somebody sign in again, with the roles they had.", argc, argv);
}

static void
print_person (OsrRegistry *registry, const OsrPerson *person)
{
  GPtrArray *grants = osr_registry_get_grants (registry);

  g_print ("%s\t%s\t%s\t%s\t", person->login, person->disabled ? "disabled" : "active",
           person->name, person->post != NULL ? person->post : "");
  for (guint i = 0, n = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];

    if (g_str_equal (grant->person, person->id))
      g_print ("%s%s%s%s", n++ > 0 ? " " : "", grant->role, grant->body != NULL ? "@" : "",
               grant->body != NULL ? grant->body : "");
  }
  g_print ("\t%s\n", person->mail != NULL ? person->mail : "");
}

static int
person_list (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &options.office, N_ ("The office's folder"),
      N_ ("DIR") },
    { NULL },
  };
  g_autoptr (OsrLog) log = NULL;
  GPtrArray *persons;

  if (!osr_ctl_parse ("admin person list",
                      _ ("Columns: login, active or disabled, name, post, roles, address."),
                      entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (options.office);
  if (log == NULL)
    return OSR_CTL_FAILED;
  persons = osr_registry_get_persons (osr_log_get_registry (log));
  for (guint i = 0; i < persons->len; i++)
    print_person (osr_log_get_registry (log), persons->pdata[i]);
  return OSR_CTL_OK;
}

int
osr_ctl_admin_person (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "list", N_ ("who there is"), person_list },
    { "add", N_ ("add a person, or change one"), person_add },
    { "disable", N_ ("somebody has left"), person_disable },
    { "enable", N_ ("somebody is back"), person_enable },
    { "post", N_ ("change a position"), person_post },
    { "mail", N_ ("change an address"), person_mail },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin person", commands, argc, argv);
}

static int
change_role (const char *type, const char *usage, int argc, char **argv)
{
  g_autofree char *office = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, N_ ("The office's folder"), N_ ("DIR") },
    { NULL },
  };
  JsonObject *members;
  OsrLog *log;

  if (!osr_ctl_parse (usage,
                      _ ("Roles: admin, and those of the regulation; with the id of a body where a "
                         "role is of one."),
                      entries, (int[]){ 2, 3 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (office);
  if (log == NULL)
    return OSR_CTL_FAILED;
  members = json_object_new ();
  osr_ctl_set_member (members, "person", argv[1]);
  osr_ctl_set_member (members, "role", argv[2]);
  osr_ctl_set_member (members, "body", argc > 3 ? argv[3] : NULL);
  return osr_ctl_change (log, type, members);
}

int
osr_ctl_admin_grant (int argc, char **argv)
{
  return change_role ("role-granted", "admin role grant PERSON ROLE [BODY]", argc, argv);
}

int
osr_ctl_admin_revoke (int argc, char **argv)
{
  return change_role ("role-revoked", "admin role revoke PERSON ROLE [BODY]", argc, argv);
}

int
osr_ctl_admin_role (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "grant", N_ ("give a person a role"), osr_ctl_admin_grant },
    { "revoke", N_ ("take a role away"), osr_ctl_admin_revoke },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin role", commands, argc, argv);
}
