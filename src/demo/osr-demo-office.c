/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office while it is there: its addresses, its people, its clock; and the coordinator, which is
 * started again when it dies, as a service manager would. */
#include "demo/osr-demo-office.h"

#include <signal.h>
#include <string.h>

#include "core/osr-json.h"
#include "demo/osr-demo-office-private.h"
#include "demo/osr-demo-programs.h"

#define RESTART_MS 100
#define MAX_DEATHS 20
#define END_MS     2000

G_DEFINE_FINAL_TYPE (OsrDemoOffice, osr_demo_office, G_TYPE_OBJECT)

enum { SIGNAL_RESTARTED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
demo_person_free (OsrDemoPerson *person)
{
  g_free (person->person);
  g_free (person->login);
  g_free (person->password);
  g_free (person->name);
  g_free (person->post);
  g_ptr_array_unref (person->roles);
  g_free (person);
}

static void
osr_demo_office_finalize (GObject *object)
{
  OsrDemoOffice *self = OSR_DEMO_OFFICE (object);

  osr_demo_office_stop (self);
  g_clear_pointer (&self->clock, osr_clock_unref);
  g_clear_pointer (&self->shown, osr_demo_clock_free);
  g_clear_pointer (&self->document, json_object_unref);
  g_clear_pointer (&self->wall_document, json_object_unref);
  g_clear_pointer (&self->regulation, osr_regulation_unref);
  g_clear_pointer (&self->persons, g_ptr_array_unref);
  g_clear_object (&self->session);
  g_free (self->profile);
  g_free (self->wall);
  g_free (self->server);
  G_OBJECT_CLASS (osr_demo_office_parent_class)->finalize (object);
}

static void
osr_demo_office_class_init (OsrDemoOfficeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_demo_office_finalize;
  signals[SIGNAL_RESTARTED] = g_signal_new ("restarted", OSR_TYPE_DEMO_OFFICE, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_demo_office_init (OsrDemoOffice *self)
{
  self->persons = g_ptr_array_new_with_free_func ((GDestroyNotify) demo_person_free);
}

char *
osr_demo_office_dup_path (OsrDemoOffice *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

gboolean
osr_demo_office_spawn_coordinator (OsrDemoOffice *self, GError **error)
{
  g_autofree char *office = osr_demo_office_dup_path (self, "office");
  g_autofree char *clock = osr_demo_office_dup_path (self, "clock");
  g_autofree char *port_file = osr_demo_office_dup_path (self, "coordinator.port");
  g_autofree char *log = osr_demo_office_dup_path (self, "coordinator.log");
  g_autofree char *listen = NULL;
  const char *argv[] = { "open-sources-coordinator",
                         "--office",
                         office,
                         "--listen",
                         NULL,
                         "--port-file",
                         port_file,
                         "--demo-clock",
                         clock,
                         "--with-parent",
                         NULL };

  if (self->server != NULL)
    listen = g_strdup (self->server + strlen ("http://"));
  else
    listen = g_strdup ("127.0.0.1:0");
  argv[4] = listen;
  g_clear_object (&self->coordinator);
  self->coordinator = osr_demo_program_spawn (argv, log, FALSE, error);
  return self->coordinator != NULL;
}

static void
on_answers_again (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrDemoOffice) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *server = osr_demo_office_await_finish (result, &error);

  if (self->stopping)
    return;
  if (server == NULL) {
    g_warning ("The coordinator was started again: %s", error->message);
    return;
  }
  self->deaths = 0;
  g_signal_emit (self, signals[SIGNAL_RESTARTED], 0);
}

static gboolean
restart (gpointer data)
{
  OsrDemoOffice *self = data;
  g_autofree char *port_file = osr_demo_office_dup_path (self, "coordinator.port");
  g_autoptr (GError) error = NULL;

  self->restart_timer = 0;
  if (!osr_demo_office_spawn_coordinator (self, &error)) {
    g_warning ("The coordinator cannot be started again: %s", error->message);
    return G_SOURCE_REMOVE;
  }
  osr_demo_office_watch (self);
  osr_demo_office_await_async (self, port_file, "/v1/status", NULL, on_answers_again,
                               g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_died (GObject *source, GAsyncResult *result, gpointer data)
{
  GWeakRef *weak = data;
  g_autoptr (OsrDemoOffice) self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  if (self == NULL || self->stopping || G_SUBPROCESS (source) != self->coordinator)
    return;
  if (++self->deaths > MAX_DEATHS) {
    g_warning ("The coordinator dies again and again; it is left alone now.");
    return;
  }
  self->restart_timer = g_timeout_add (RESTART_MS, restart, self);
}

void
osr_demo_office_watch (OsrDemoOffice *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  g_subprocess_wait_async (self->coordinator, NULL, on_died, weak);
}

/* A child that does not end when asked is killed; only children of ours, by their handle. */
static void
end_child (GSubprocess **place)
{
  g_autoptr (GSubprocess) child = g_steal_pointer (place);

  if (child == NULL || g_subprocess_get_identifier (child) == NULL)
    return;
  g_subprocess_send_signal (child, SIGTERM);
  for (int waited = 0; waited < END_MS && g_subprocess_get_identifier (child) != NULL; waited += 10)
    g_usleep (10 * 1000);
  if (g_subprocess_get_identifier (child) != NULL)
    g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
}

void
osr_demo_office_stop (OsrDemoOffice *self)
{
  self->stopping = TRUE;
  g_clear_handle_id (&self->restart_timer, g_source_remove);
  end_child (&self->coordinator);
  end_child (&self->sandbox);
  if (self->folder != NULL)
    osr_demo_folder_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

const char *
osr_demo_office_get_folder (OsrDemoOffice *self)
{
  return self->folder;
}

const char *
osr_demo_office_get_server (OsrDemoOffice *self)
{
  return self->server;
}

const char *
osr_demo_office_get_wall (OsrDemoOffice *self)
{
  return self->wall;
}

OsrClock *
osr_demo_office_get_clock (OsrDemoOffice *self)
{
  return self->clock;
}

GPtrArray *
osr_demo_office_get_persons (OsrDemoOffice *self)
{
  return self->persons;
}

static gboolean
is_for (const OsrDemoRole *role, const char *body)
{
  return body == NULL || g_strcmp0 (role->body, body) == 0;
}

const OsrDemoPerson *
osr_demo_office_find_person (OsrDemoOffice *self, const char *role, const char *body)
{
  for (guint i = 0; i < self->persons->len; i++) {
    const OsrDemoPerson *person = g_ptr_array_index (self->persons, i);

    for (guint j = 0; j < person->roles->len; j++) {
      const OsrDemoRole *held = g_ptr_array_index (person->roles, j);

      if (g_strcmp0 (held->role, role) == 0 && is_for (held, body))
        return person;
    }
  }
  return NULL;
}

gboolean
osr_demo_office_may_take (OsrDemoOffice *self, const OsrDemoPerson *person, const char *step,
                          const char *body)
{
  for (guint i = 0; i < person->roles->len; i++) {
    const OsrDemoRole *held = g_ptr_array_index (person->roles, i);

    if (is_for (held, body) && osr_regulation_permits (self->regulation, held->role, step, NULL))
      return TRUE;
  }
  return FALSE;
}

const OsrDemoPerson *
osr_demo_office_find_taker (OsrDemoOffice *self, const char *step, const char *body)
{
  for (guint i = 0; i < self->persons->len; i++) {
    const OsrDemoPerson *person = g_ptr_array_index (self->persons, i);

    if (osr_demo_office_may_take (self, person, step, body))
      return person;
  }
  return NULL;
}

OsrRegulation *
osr_demo_office_get_regulation (OsrDemoOffice *self)
{
  return self->regulation;
}

const char *
osr_demo_office_get_locality (OsrDemoOffice *self)
{
  const char *locality = osr_json_get_string (self->document, "locality");

  return locality != NULL ? locality : "—";
}

void
osr_demo_office_advance_to (OsrDemoOffice *self, OsrInstant instant)
{
  osr_demo_clock_advance_to (self->shown, instant);
}

double
osr_demo_office_get_speed (OsrDemoOffice *self)
{
  return osr_demo_clock_get_speed (self->shown);
}

void
osr_demo_office_kill_coordinator (OsrDemoOffice *self)
{
  if (self->coordinator != NULL)
    g_subprocess_force_exit (self->coordinator);
}
