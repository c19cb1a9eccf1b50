/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of starting a demonstration office, one after the other: when it begins, the clock, the
 * network, the founding, the coordinator. Which office it is, is data. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "demo/osr-demo-office-private.h"
#include "demo/osr-demo-programs.h"

/* Short spans: what takes a minute in earnest must be seen in a demonstration. */
static const char office_conf[] = "[monitor]\n"
                                  "interval_seconds=2\n"
                                  "posts=20\n"
                                  "[publisher]\n"
                                  "read_back_seconds=3\n"
                                  "lease_seconds=60\n";

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static OsrDemoOffice *
office_of (GTask *task)
{
  return g_task_get_task_data (task);
}

static void
demo_role_free (gpointer data)
{
  OsrDemoRole *role = data;

  g_free (role->role);
  g_free (role->body);
  g_free (role);
}

static void
add_person (OsrDemoOffice *self, JsonObject *object)
{
  JsonArray *roles = osr_json_get_array (object, "roles");
  OsrDemoPerson *person = g_new0 (OsrDemoPerson, 1);

  person->person = g_strdup (osr_json_get_string (object, "person"));
  person->login = g_strdup (osr_json_get_string (object, "login"));
  person->password = g_strdup (osr_json_get_string (object, "password"));
  person->name = g_strdup (osr_json_get_string (object, "name"));
  person->post = g_strdup (osr_json_get_string (object, "post"));
  person->roles = g_ptr_array_new_with_free_func (demo_role_free);
  for (guint i = 0; roles != NULL && i < json_array_get_length (roles); i++) {
    JsonObject *held = osr_json_array_get_object (roles, i);
    OsrDemoRole *role = g_new0 (OsrDemoRole, 1);

    role->role = g_strdup (osr_json_get_string (held, "role"));
    role->body = g_strdup (osr_json_get_string (held, "body"));
    g_ptr_array_add (person->roles, role);
  }
  g_ptr_array_add (self->persons, person);
}

static gboolean
prepare (OsrDemoOffice *self, GError **error)
{
  self->session = osr_http_session_new ();
  if (self->profile == NULL)
    self->profile = osr_demo_documents_dup_default (error);
  if (self->profile == NULL)
    return FALSE;
  self->folder = g_dir_make_tmp ("open-sources-demo-XXXXXX", error);
  return self->folder != NULL;
}

static void
on_coordinator (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  OsrDemoOffice *self = office_of (task);
  GError *error = NULL;

  self->server = osr_demo_office_await_finish (result, &error);
  if (self->server == NULL) {
    g_task_return_error (task, error);
    return;
  }
  osr_demo_office_watch (self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
start_coordinator (GTask *task)
{
  OsrDemoOffice *self = office_of (task);
  g_autofree char *settings = osr_demo_office_dup_path (self, "office/office.conf");
  g_autofree char *port_file = osr_demo_office_dup_path (self, "coordinator.port");
  GError *error = NULL;

  if (!g_file_set_contents (settings, office_conf, -1, &error) ||
      !osr_demo_office_spawn_coordinator (self, &error)) {
    fail (task, error);
    return;
  }
  osr_demo_office_await_async (self, port_file, "/v1/status", g_task_get_cancellable (task),
                               on_coordinator, task);
}

static void
on_founded (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  OsrDemoOffice *self = office_of (task);
  g_autofree char *document = osr_demo_office_dup_path (self, "office.json");
  GError *error = NULL;

  g_unlink (document);
  if (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error))
    start_coordinator (task);
  else
    fail (task, error);
}

/* Where the sandbox speaks the language of a network, below its own address. */
static const char *
path_of (const char *network)
{
  static const char *const paths[][2] = {
    { "max", "/max" },
    { "ok", "/ok" },
    { "youtube", "/youtube/v3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    if (g_strcmp0 (paths[i][0], network) == 0)
      return paths[i][1];
  return "";
}

/* The accounts of the document are on the sandbox's network here. */
static void
point_to_wall (OsrDemoOffice *self)
{
  JsonArray *accounts = osr_json_get_array (self->document, "accounts");

  for (guint i = 0; accounts != NULL && i < json_array_get_length (accounts); i++) {
    JsonObject *account = osr_json_array_get_object (accounts, i);
    g_autofree char *base =
        g_strconcat (self->wall, path_of (osr_json_get_string (account, "network")), NULL);

    json_object_set_string_member (account, "api_base", base);
    json_object_set_string_member (account, "link_base", self->wall);
  }
}

static void
found_office (GTask *task)
{
  OsrDemoOffice *self = office_of (task);
  g_autofree char *office = osr_demo_office_dup_path (self, "office");
  g_autofree char *clock = osr_demo_office_dup_path (self, "clock");
  g_autofree char *log = osr_demo_office_dup_path (self, "founding.log");
  g_autofree char *document = osr_demo_office_dup_path (self, "office.json");
  g_autofree char *text = NULL;
  g_autoptr (GSubprocess) child = NULL;
  const char *argv[] = { "open-sources-ctl", "admin",  "init",
                         "--office",         office,   "--regulation",
                         self->profile,      "--from", document,
                         "--demo-clock",     clock,    NULL };
  GError *error = NULL;

  point_to_wall (self);
  text = osr_json_write_object (self->document);
  if (g_file_set_contents_full (document, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error))
    child = osr_demo_program_spawn (argv, log, FALSE, &error);
  if (child == NULL)
    fail (task, error);
  else
    g_subprocess_wait_check_async (child, g_task_get_cancellable (task), on_founded, task);
}

static void
on_wall (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  OsrDemoOffice *self = office_of (task);
  GError *error = NULL;

  self->wall = osr_demo_office_await_finish (result, &error);
  if (self->wall != NULL)
    found_office (task);
  else
    fail (task, error);
}

static char *
write_wall (OsrDemoOffice *self, GError **error)
{
  g_autofree char *path = osr_demo_office_dup_path (self, "wall-office.json");
  g_autofree char *text = osr_json_write_object (self->wall_document);

  return g_file_set_contents (path, text, -1, error) ? g_steal_pointer (&path) : NULL;
}

static void
start_wall (GTask *task)
{
  OsrDemoOffice *self = office_of (task);
  GError *error = NULL;
  g_autofree char *office = write_wall (self, &error);
  g_autofree char *clock = osr_demo_office_dup_path (self, "clock");
  g_autofree char *state = osr_demo_office_dup_path (self, "wall.json");
  g_autofree char *port_file = osr_demo_office_dup_path (self, "wall.port");
  g_autofree char *log = osr_demo_office_dup_path (self, "wall.log");
  const char *argv[] = { "open-sources-sandbox",
                         "--office",
                         office,
                         "--port-file",
                         port_file,
                         "--state",
                         state,
                         "--clock",
                         clock,
                         "--with-parent",
                         self->options.silent ? "--silent" : NULL,
                         NULL };

  if (office != NULL)
    self->sandbox = osr_demo_program_spawn (argv, log, FALSE, &error);
  if (self->sandbox == NULL)
    fail (task, error);
  else
    osr_demo_office_await_async (self, port_file, "/", g_task_get_cancellable (task), on_wall,
                                 task);
}

static OsrInstant
read_shown (gpointer clock)
{
  return osr_demo_clock_now (clock);
}

static void
start_clock (GTask *task, OsrInstant start)
{
  OsrDemoOffice *self = office_of (task);
  g_autofree char *path = osr_demo_office_dup_path (self, "clock");
  OsrDemoClock *own = NULL;
  GError *error = NULL;

  self->shown = osr_demo_clock_create (path, start, self->options.speed, &error);
  /* a handle of its own: a clock may outlive the office */
  if (self->shown != NULL)
    own = osr_demo_clock_open (path, &error);
  if (own == NULL) {
    fail (task, error);
    return;
  }
  self->clock = osr_clock_new (read_shown, own, (GDestroyNotify) osr_demo_clock_free);
  start_wall (task);
}

/* What the tool had to say: the last line of its messages. */
static void
fail_as_told (OsrDemoOffice *self, GError **error)
{
  g_autofree char *log = osr_demo_office_dup_path (self, "opening.log");
  g_autofree char *text = NULL;
  const char *line = NULL;

  if (g_file_get_contents (log, &text, NULL, NULL)) {
    g_strchomp (text);
    line = strrchr (text, '\n');
    line = line != NULL ? line + 1 : text;
  }
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                       line != NULL && *line != '\0' ? line : "The regulation could not be read.");
}

static gboolean
take_profile (OsrDemoOffice *self, const char *text, OsrInstant *opening, GError **error)
{
  g_autoptr (JsonObject) answer = osr_json_read_object (text, -1, 0, self->profile, error);
  JsonObject *document = osr_json_get_object (answer, "regulation");
  JsonArray *persons = NULL;

  if (document == NULL) {
    if (answer != NULL)
      fail_as_told (self, error);
    return FALSE;
  }
  *opening = osr_json_get_int (answer, "opening", OSR_INSTANT_UNKNOWN);
  self->regulation = osr_regulation_new_from_json (document, self->profile, error);
  if (self->regulation == NULL || !osr_demo_documents_load (self, error))
    return FALSE;
  persons = osr_json_get_array (self->document, "persons");
  for (guint i = 0; persons != NULL && i < json_array_get_length (persons); i++)
    add_person (self, osr_json_array_get_object (persons, i));
  return TRUE;
}

static void
on_opening (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  OsrDemoOffice *self = office_of (task);
  GSubprocess *child = G_SUBPROCESS (source);
  g_autofree char *text = NULL;
  OsrInstant opening = OSR_INSTANT_UNKNOWN;
  GError *error = NULL;

  if (g_subprocess_communicate_utf8_finish (child, result, &text, NULL, &error) &&
      !g_subprocess_get_successful (child))
    fail_as_told (self, &error);
  if (error == NULL && !take_profile (self, text != NULL ? text : "", &opening, &error) &&
      error == NULL)
    fail_as_told (self, &error);
  if (error != NULL)
    fail (task, error);
  else
    start_clock (task, self->options.at != OSR_INSTANT_UNKNOWN ? self->options.at : opening);
}

/* What the profile says and when the office works is told by the tool, which knows regulations and
 * calendars. */
static void
find_opening (GTask *task)
{
  OsrDemoOffice *self = office_of (task);
  g_autofree char *log = osr_demo_office_dup_path (self, "opening.log");
  g_autoptr (GSubprocess) child = NULL;
  const char *argv[] = { "open-sources-ctl", "opening",     "--with-profile",
                         "--regulation",     self->profile, NULL };
  GError *error = NULL;

  child = osr_demo_program_spawn (argv, log, TRUE, &error);
  if (child == NULL)
    fail (task, error);
  else
    g_subprocess_communicate_utf8_async (child, NULL, g_task_get_cancellable (task), on_opening,
                                         task);
}

void
osr_demo_office_start_async (const OsrDemoOptions *options, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  OsrDemoOffice *self = g_object_new (OSR_TYPE_DEMO_OFFICE, NULL);
  GError *error = NULL;

  g_task_set_source_tag (task, osr_demo_office_start_async);
  g_task_set_task_data (task, self, g_object_unref);
  self->options = *options;
  self->options.regulation = NULL; /* the caller's */
  self->profile = g_strdup (options->regulation);
  if (!prepare (self, &error))
    fail (task, error);
  else
    find_opening (task);
}

OsrDemoOffice *
osr_demo_office_start_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
