/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person switcher signs in with the demonstration's passwords like anybody else; every person has
 * a replica of their own in the office's folder, which goes with the office. */
#include "app/demo/osr-demo-desk.h"

#include <glib/gi18n.h>

#include "app/demo/osr-demo-jump.h"
#include "app/demo/osr-demo-strip.h"
#include "report/osr-language.h"

/* What the person before has still to send is waited for, so long. */
#define LOOK_MS   50
#define MOST_LOOK 60

struct _OsrDemoDesk {
  GObject parent_instance;

  OsrWindow *window; /* weak */

  /* owned */
  OsrSession *session;
  OsrWorkplace *workplace;
  OsrDemoOffice *office;
  OsrDemoStrip *strip;
  GCancellable *cancellable;
  char *login;

  const OsrDemoPerson *next; /* borrowed from office, nullable: comes to the desk */
  guint looks;
  guint look_source;
};

G_DEFINE_FINAL_TYPE (OsrDemoDesk, osr_demo_desk, G_TYPE_OBJECT)

/* What the regulation calls the first role that somebody holds. */
static const char *
role_words (OsrDemoDesk *self, const OsrDemoPerson *person)
{
  const OsrDemoRole *held = g_ptr_array_index (person->roles, 0);
  const OsrRole *role =
      osr_regulation_find_role (osr_demo_office_get_regulation (self->office), held->role);

  if (g_strcmp0 (held->role, OSR_ROLE_ADMIN) == 0)
    return _ ("Administrator");
  return role != NULL ? osr_language_text (&role->name) : held->role;
}

/* Who works for one body is told apart by the post. */
static gboolean
works_for_body (const OsrDemoPerson *person)
{
  const OsrDemoRole *held = g_ptr_array_index (person->roles, 0);

  return held->body != NULL && person->post != NULL;
}

static const OsrDemoPerson *
find_login (OsrDemoDesk *self, const char *login)
{
  GPtrArray *persons = osr_demo_office_get_persons (self->office);

  for (guint i = 0; i < persons->len; i++) {
    const OsrDemoPerson *person = g_ptr_array_index (persons, i);

    if (g_strcmp0 (person->login, login) == 0)
      return person;
  }
  return NULL;
}

static void
sign_in (OsrDemoDesk *self, const OsrDemoPerson *person)
{
  osr_demo_strip_set_person (self->strip, person->name, role_words (self, person));
  osr_session_open (self->session, osr_demo_office_get_server (self->office), person->login,
                    person->password);
}

/* Whoever leaves has the time to hand over what was just done: whom it is for may be the next. */
static gboolean
has_handed_over (OsrDemoDesk *self)
{
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  guint waiting = 0;

  if (replica != NULL && osr_replica_get_connection (replica) == OSR_CONNECTION_ONLINE)
    g_object_get (replica, "waiting", &waiting, NULL);
  return waiting == 0;
}

static gboolean
look_again (gpointer data)
{
  OsrDemoDesk *self = data;

  if (!has_handed_over (self) && ++self->looks < MOST_LOOK)
    return G_SOURCE_CONTINUE;
  self->look_source = 0;
  sign_in (self, self->next);
  return G_SOURCE_REMOVE;
}

/* --- actions --- */

static void
change_person (GSimpleAction *action, GVariant *value, gpointer data)
{
  OsrDemoDesk *self = data;
  const OsrDemoPerson *person = find_login (self, g_variant_get_string (value, NULL));

  if (person == NULL)
    return;
  g_simple_action_set_state (action, value);
  self->next = person;
  self->looks = 0;
  if (self->look_source == 0 && has_handed_over (self))
    sign_in (self, person);
  else if (self->look_source == 0)
    self->look_source = g_timeout_add (LOOK_MS, look_again, self);
}

static void
jump (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrDemoDesk *self = data;
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  OsrWorkTime *work_time =
      replica != NULL ? osr_registry_get_work_time (osr_replica_get_registry (replica), NULL)
                      : NULL;
  OsrInstant target;

  if (work_time == NULL)
    return;
  target = osr_demo_jump_target (work_time, osr_workplace_now (self->workplace),
                                 g_variant_get_string (parameter, NULL));
  if (target == OSR_INSTANT_UNKNOWN)
    return;
  osr_demo_office_advance_to (self->office, target);
  osr_workplace_refresh (self->workplace);
}

static void
show_wall (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrDemoDesk *self = data;

  gtk_show_uri (GTK_WINDOW (self->window), osr_demo_office_get_wall (self->office),
                GDK_CURRENT_TIME);
}

static void
install_actions (OsrDemoDesk *self, const char *login)
{
  static const GActionEntry entries[] = {
    { .name = "demo-person", .parameter_type = "s", .state = "''", .change_state = change_person },
    { .name = "demo-jump", .activate = jump, .parameter_type = "s" },
    { .name = "demo-wall", .activate = show_wall },
  };
  GAction *person;

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries),
                                   self);
  person = g_action_map_lookup_action (G_ACTION_MAP (self->window), "demo-person");
  g_simple_action_set_state (G_SIMPLE_ACTION (person), g_variant_new_string (login));
}

/* --- the office is there --- */

static void
fill_strip (OsrDemoDesk *self)
{
  GPtrArray *persons = osr_demo_office_get_persons (self->office);

  self->strip = OSR_DEMO_STRIP (g_object_ref_sink (osr_demo_strip_new (self->workplace)));
  for (guint i = 0; i < persons->len; i++) {
    const OsrDemoPerson *person = g_ptr_array_index (persons, i);

    osr_demo_strip_add_person (self->strip, person->login, person->name,
                               works_for_body (person) ? person->post : role_words (self, person));
  }
  osr_window_set_strip (self->window, GTK_WIDGET (self->strip));
}

static void
open_desk (OsrDemoDesk *self)
{
  g_autofree char *folder =
      g_build_filename (osr_demo_office_get_folder (self->office), "workstations", NULL);
  const OsrDemoPerson *person = self->login != NULL ? find_login (self, self->login) : NULL;

  if (person == NULL)
    person = osr_demo_office_find_taker (self->office, "routed", NULL);
  osr_session_set_place (self->session, folder, osr_demo_office_get_clock (self->office));
  osr_workplace_set_clock_speed (self->workplace, osr_demo_office_get_speed (self->office));
  fill_strip (self);
  osr_window_set_preparing (self->window, NULL);
  if (person == NULL)
    return;
  install_actions (self, person->login);
  osr_window_prefill (self->window, osr_demo_office_get_server (self->office), person->login);
  sign_in (self, person);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrDemoDesk) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrDemoOffice) office = osr_demo_office_start_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->window == NULL)
    return;
  if (office == NULL) {
    g_autofree char *sentence =
        /* Translators: what the system said, in English, follows */
        g_strdup_printf (_ ("The demonstration office could not be opened: %s"), error->message);

    g_printerr ("%s\n", sentence);
    osr_window_show_failure (self->window, sentence);
    return;
  }
  self->office = g_steal_pointer (&office);
  open_desk (self);
}

/* --- GObject --- */

static void
osr_demo_desk_dispose (GObject *object)
{
  OsrDemoDesk *self = OSR_DEMO_DESK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_source, g_source_remove);
  if (self->office != NULL)
    osr_demo_office_stop (self->office);
  g_clear_object (&self->office);
  g_clear_object (&self->strip);
  g_clear_object (&self->session);
  g_clear_object (&self->workplace);
  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (osr_demo_desk_parent_class)->dispose (object);
}

static void
osr_demo_desk_finalize (GObject *object)
{
  OsrDemoDesk *self = OSR_DEMO_DESK (object);

  g_clear_object (&self->cancellable);
  g_free (self->login);

  G_OBJECT_CLASS (osr_demo_desk_parent_class)->finalize (object);
}

static void
osr_demo_desk_class_init (OsrDemoDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = osr_demo_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_demo_desk_finalize;
}

static void
osr_demo_desk_init (OsrDemoDesk *self)
{
  self->cancellable = g_cancellable_new ();
}

OsrDemoDesk *
osr_demo_desk_new (OsrWindow *window, const OsrDemoOptions *options, const char *login)
{
  OsrDemoDesk *self = g_object_new (OSR_TYPE_DEMO_DESK, NULL);

  g_set_weak_pointer (&self->window, window);
  self->session = g_object_ref (osr_window_get_session (window));
  self->workplace = g_object_ref (osr_window_get_workplace (window));
  self->login = g_strdup (login);
  osr_window_set_preparing (window, _ ("Opening the demonstration office…"));
  osr_demo_office_start_async (options, self->cancellable, on_started, g_object_ref (self));
  return self;
}
