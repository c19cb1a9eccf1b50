/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin`: the directory of an office. Each change is one event of the office stream; passwords are
 * none and are kept apart. */
#include <string.h>

#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-office.h"
#include "osr-config.h"
#include "store/osr-log-accounts.h"

static JsonObject *
read_document (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return osr_json_read_object (text, (gssize) length, 0, path, error);
}

/* (transfer full) (nullable): a made-up password, shown once, or one that is typed in */
static char *
get_password (const char *login, gboolean generate, GError **error)
{
  g_autofree char *prompt = g_strdup_printf ("Password of %s", login);
  char *password = NULL;

  if (!generate)
    return osr_ctl_read_secret (prompt, error);
  password = osr_credential_generate ();
  g_print ("%s: %s\n", prompt, password);
  return password;
}

int
osr_ctl_admin_init (int argc, char **argv)
{
  g_autofree char *office = NULL, *regulation = NULL, *from = NULL, *admin = NULL, *clock = NULL;
  g_autofree char *password = NULL;
  g_autoptr (JsonObject) document = NULL;
  g_autoptr (GError) error = NULL;
  gboolean generate = FALSE;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, "The folder to be", "DIR" },
    { "regulation", 'r', 0, G_OPTION_ARG_STRING, &regulation, "Profile of the regulation", "ID" },
    { "from", 'f', 0, G_OPTION_ARG_FILENAME, &from,
      "Topics, bodies, persons and accounts to begin with", "FILE" },
    { "admin", 'a', 0, G_OPTION_ARG_STRING, &admin,
      "An administrator to begin with; the password is read from standard input", "LOGIN" },
    { "generate", 'g', 0, G_OPTION_ARG_NONE, &generate, "Make the password up and show it", NULL },
#ifdef OSR_DEMO
    { "demo-clock", 0, 0, G_OPTION_ARG_FILENAME, &clock, "The clock of a demonstration", "FILE" },
#endif
    { NULL },
  };
  OsrFounding founding = { 0 };

  if (!osr_ctl_parse ("admin init", "Founds an office in a folder of its own.", entries,
                      (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (office == NULL || regulation == NULL) {
    g_printerr ("open-sources-ctl: admin init needs --office and --regulation\n");
    return OSR_CTL_USAGE;
  }
  if (from != NULL && (document = read_document (from, &error)) == NULL)
    return osr_ctl_fail (error);
  if (admin != NULL && (password = get_password (admin, generate, &error)) == NULL)
    return osr_ctl_fail (error);
  founding = (OsrFounding){ office, regulation, document, admin, password, clock };
  if (!osr_ctl_found (&founding, &error))
    return osr_ctl_fail (error);
  g_print ("The office is founded in %s.\n", office);
  return OSR_CTL_OK;
}

static OsrLog *
open_for (char *office, int *status)
{
  g_autoptr (GError) error = NULL;
  OsrLog *log = osr_ctl_open_office (office, NULL, &error);

  if (log == NULL)
    *status = osr_ctl_fail (error);
  return log;
}

static int
append_and_report (OsrLog *log, const char *type, JsonObject *members)
{
  g_autoptr (GError) error = NULL;

  return osr_ctl_append (log, type, members, &error) ? OSR_CTL_OK : osr_ctl_fail (error);
}

static int
person_add (int argc, char **argv)
{
  g_autofree char *office = NULL, *name = NULL, *post = NULL, *id = NULL, *mail = NULL;
  g_autoptr (OsrLog) log = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, "The office's folder", "DIR" },
    { "name", 'n', 0, G_OPTION_ARG_STRING, &name, "Surname, name and patronymic", "NAME" },
    { "post", 'p', 0, G_OPTION_ARG_STRING, &post, "Position", "POST" },
    { "id", 'i', 0, G_OPTION_ARG_STRING, &id, "Id in the log; the login by default", "ID" },
    { "mail", 'm', 0, G_OPTION_ARG_STRING, &mail, "Where notices by e-mail go", "ADDRESS" },
    { NULL },
  };
  JsonObject *members = NULL;
  int status = OSR_CTL_OK;

  if (!osr_ctl_parse ("admin person add LOGIN --name NAME",
                      "Adds a person to the directory, or changes one. Set a password and grant a "
                      "role afterwards.",
                      entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (name == NULL) {
    g_printerr ("open-sources-ctl: a person needs --name\n");
    return OSR_CTL_USAGE;
  }
  if (!osr_ctl_check_address (mail))
    return OSR_CTL_USAGE;
  log = open_for (office, &status);
  if (log == NULL)
    return status;
  members = json_object_new ();
  json_object_set_string_member (members, "person", id != NULL ? id : argv[1]);
  json_object_set_string_member (members, "login", argv[1]);
  json_object_set_string_member (members, "name", name);
  if (post != NULL)
    json_object_set_string_member (members, "post", post);
  if (mail != NULL)
    json_object_set_string_member (members, "mail", mail);
  return append_and_report (log, "person-set", members);
}

static int
admin_person (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "add", N_ ("add a person, or change one"), person_add },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin person", commands, argc, argv);
}

static int
admin_password (int argc, char **argv)
{
  g_autofree char *office = NULL, *password = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  gboolean generate = FALSE;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, "The office's folder", "DIR" },
    { "generate", 'g', 0, G_OPTION_ARG_NONE, &generate, "Make one up and show it", NULL },
    { NULL },
  };
  const OsrPerson *person;
  int status = OSR_CTL_OK;

  if (!osr_ctl_parse ("admin password LOGIN",
                      "Sets a password, read from standard input. All sessions of the person end.",
                      entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = open_for (office, &status);
  if (log == NULL)
    return status;
  person = osr_registry_find_login (osr_log_get_registry (log), argv[1]);
  if (person == NULL) {
    g_printerr ("open-sources-ctl: there is nobody with the login \"%s\"\n", argv[1]);
    return OSR_CTL_FAILED;
  }
  password = get_password (argv[1], generate, &error);
  if (password == NULL || !osr_log_set_password (log, person->id, password, &error))
    return osr_ctl_fail (error);
  return OSR_CTL_OK;
}

/* The roles that the office's regulation knows, for whoever mistypes one. */
static char *
list_roles (OsrRegulation *regulation)
{
  GPtrArray *roles = osr_regulation_get_roles (regulation);
  g_autoptr (GString) text = g_string_new (OSR_ROLE_ADMIN);

  for (guint i = 0; i < roles->len; i++)
    g_string_append_printf (text, ", %s", ((OsrRole *) roles->pdata[i])->id);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
check_role (OsrRegistry *registry, const char *id, const char *body)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  const OsrRole *role = regulation != NULL ? osr_regulation_find_role (regulation, id) : NULL;
  gboolean of_body = role != NULL && role->reach == OSR_REACH_BODY;

  if (role == NULL && !g_str_equal (id, OSR_ROLE_ADMIN)) {
    g_autofree char *roles = regulation != NULL ? list_roles (regulation) : g_strdup ("admin");

    g_printerr ("open-sources-ctl: the office's roles are %s\n", roles);
    return FALSE;
  }
  if (of_body != (body != NULL)) {
    g_printerr ("open-sources-ctl: \"%s\" %s\n", id,
                of_body ? "is of a body: name it" : "is of no body");
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_grant (OsrRegistry *registry, const char *person, const char *role, const char *body)
{
  if (osr_registry_find_person (registry, person) == NULL)
    g_printerr ("open-sources-ctl: there is no person \"%s\"\n", person);
  else if (body != NULL && osr_registry_find_body (registry, body) == NULL)
    g_printerr ("open-sources-ctl: there is no body \"%s\"\n", body);
  else
    return check_role (registry, role, body);
  return FALSE;
}

static int
change_role (const char *type, const char *usage, int argc, char **argv)
{
  g_autofree char *office = NULL;
  g_autoptr (OsrLog) log = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, "The office's folder", "DIR" },
    { NULL },
  };
  JsonObject *members = NULL;
  int status = OSR_CTL_OK;

  if (!osr_ctl_parse (usage,
                      "Roles: admin, and those of the regulation; with the id of a body where a "
                      "role is of one.",
                      entries, (int[]){ 2, 3 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = open_for (office, &status);
  if (log == NULL)
    return status;
  if (!check_grant (osr_log_get_registry (log), argv[1], argv[2], argc > 3 ? argv[3] : NULL))
    return OSR_CTL_FAILED;
  members = json_object_new ();
  json_object_set_string_member (members, "person", argv[1]);
  json_object_set_string_member (members, "role", argv[2]);
  if (argc > 3)
    json_object_set_string_member (members, "body", argv[3]);
  return append_and_report (log, type, members);
}

static int
admin_grant (int argc, char **argv)
{
  return change_role ("role-granted", "admin grant PERSON ROLE [BODY]", argc, argv);
}

static int
admin_revoke (int argc, char **argv)
{
  return change_role ("role-revoked", "admin revoke PERSON ROLE [BODY]", argc, argv);
}

static int
admin_body (int argc, char **argv)
{
  g_autofree char *office = NULL, *name = NULL, *short_name = NULL, *topics = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_auto (GStrv) ids = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, "The office's folder", "DIR" },
    { "name", 'n', 0, G_OPTION_ARG_STRING, &name, "Full name", "NAME" },
    { "short-name", 's', 0, G_OPTION_ARG_STRING, &short_name, "Name for lists", "NAME" },
    { "topics", 't', 0, G_OPTION_ARG_STRING, &topics, "Topics of its field", "ID,ID…" },
    { NULL },
  };
  JsonObject *members = NULL;
  JsonArray *array = NULL;
  int status = OSR_CTL_OK;

  if (!osr_ctl_parse ("admin body ID --name NAME", "Adds a body to the directory, or changes one.",
                      entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = open_for (office, &status);
  if (log == NULL)
    return status;
  array = json_array_new ();
  ids = g_strsplit (topics != NULL ? topics : "", ",", -1);
  for (guint i = 0; ids[i] != NULL; i++) {
    if (*ids[i] != '\0')
      json_array_add_string_element (array, ids[i]);
  }
  members = json_object_new ();
  json_object_set_string_member (members, "body", argv[1]);
  json_object_set_string_member (members, "name", name != NULL ? name : argv[1]);
  json_object_set_string_member (members, "short_name", short_name != NULL ? short_name : argv[1]);
  json_object_set_array_member (members, "topics", array);
  return append_and_report (log, "body-set", members);
}

int
osr_ctl_admin (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "init", N_ ("found an office"), osr_ctl_admin_init },
    { "person", N_ ("persons of the directory"), admin_person },
    { "password", N_ ("set a password"), admin_password },
    { "grant", N_ ("give a person a role"), admin_grant },
    { "revoke", N_ ("take a role away"), admin_revoke },
    { "body", N_ ("add a body to the directory"), admin_body },
    { "account", N_ ("accounts on networks"), osr_ctl_admin_account },
    { "mail", N_ ("notices by e-mail"), osr_ctl_admin_mail },
    { "regulation", N_ ("adopt a regulation or a reading"), osr_ctl_admin_regulation },
    { "calendar", N_ ("adopt a production calendar"), osr_ctl_admin_calendar },
    { "schedule", N_ ("weekly hours of the office and of bodies"), osr_ctl_admin_schedule },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin", commands, argc, argv);
}
