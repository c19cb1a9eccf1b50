/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One replica at a time. Signing in again under another name closes the first replica whole, so that
 * nothing of one person is ever shown to another. */
#include "app/frame/osr-session.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "app/shared/osr-sentence.h"
#include "net/osr-net-error.h"

struct _OsrSession {
  GObject parent_instance;

  /* owned */
  char *folder;
  OsrClock *clock;
  OsrSecretKeeper *keeper; /* nullable */
  OsrReplica *replica;
  GCancellable *cancellable;
  char *server;
  char *login;
  char *problem;

  OsrSessionState state;
  gboolean with_password; /* of the sign-in under way */
  gboolean found;         /* its session was kept */
  gboolean without_keyring;
};

G_DEFINE_FINAL_TYPE (OsrSession, osr_session, G_TYPE_OBJECT)

enum {
  PROP_STATE = 1,
  PROP_REPLICA,
  PROP_PROBLEM,
  PROP_SERVER,
  PROP_LOGIN,
  PROP_WITHOUT_KEYRING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_problem (OsrSession *self, const char *problem)
{
  if (g_strcmp0 (problem, self->problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
set_state (OsrSession *self, OsrSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPLICA]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
drop_replica (OsrSession *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->replica == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->replica, self);
  osr_replica_close (self->replica);
  g_clear_object (&self->replica);
}

static void
fail (OsrSession *self, const char *problem)
{
  set_state (self, OSR_SESSION_CLOSED);
  drop_replica (self);
  set_problem (self, problem);
}

/* Whether the replica has something to show before the coordinator answers, to somebody whose
 * session is kept. */
static gboolean
is_readable (OsrReplica *replica)
{
  return osr_replica_get_connection (replica) != OSR_CONNECTION_SIGNED_OUT &&
         !osr_replica_is_locked (replica) && osr_replica_get_person (replica) != NULL &&
         osr_registry_get_regulation (osr_replica_get_registry (replica)) != NULL;
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrSession) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (osr_replica_sign_in_finish (OSR_REPLICA (source), result, &error)) {
    if (self->replica == OSR_REPLICA (source))
      set_state (self, OSR_SESSION_OPEN);
    return;
  }
  if (self->replica != OSR_REPLICA (source) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->state == OSR_SESSION_OPEN &&
      !g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH))
    return; /* works on what is here; the connection is shown in the header */

  /* the page asks for the password anyway; nothing has ended */
  if (!self->with_password && !self->found && self->keeper != NULL) {
    fail (self, NULL);
    return;
  }
  if (!self->with_password && g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH))
    sentence = g_strdup (_ ("The session has ended. Enter your password to go on."));
  else
    sentence = osr_sentence_for_sign_in (error, self->server);
  fail (self, sentence);
}

/* The keyring had the session, or the coordinator ended it while it was in use: password changed,
 * session too old. */
static void
on_connection (OsrSession *self)
{
  self->found |= osr_replica_get_connection (self->replica) != OSR_CONNECTION_SIGNED_OUT;
  if (self->state == OSR_SESSION_OPENING && !self->with_password && is_readable (self->replica))
    set_state (self, OSR_SESSION_OPEN);
  if (self->state == OSR_SESSION_OPEN &&
      osr_replica_get_connection (self->replica) == OSR_CONNECTION_SIGNED_OUT)
    fail (self, _ ("The session has ended. Enter your password to go on; nothing you wrote is "
                   "lost."));
}

/* Nobody was there for a week: what is held may not be this person's to read any more. */
static void
fail_locked (OsrSession *self)
{
  fail (self, _ ("This machine has not seen the coordinator for seven days, so the cases on it are "
                 "locked. Enter your password; nothing you wrote is lost."));
}

static void
on_locked (OsrSession *self)
{
  if (self->state != OSR_SESSION_CLOSED && osr_replica_is_locked (self->replica))
    fail_locked (self);
}

static void
on_registry_changed (OsrSession *self)
{
  if (self->state == OSR_SESSION_OPENING && is_readable (self->replica))
    set_state (self, OSR_SESSION_OPEN);
}

static void
take_strings (OsrSession *self, const char *server, const char *login)
{
  g_autofree char *old_server = g_steal_pointer (&self->server);
  g_autofree char *old_login = g_steal_pointer (&self->login);

  self->server = g_strdup (server);
  self->login = g_strdup (login);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVER]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOGIN]);
}

/* --- GObject --- */

static void
osr_session_dispose (GObject *object)
{
  drop_replica (OSR_SESSION (object));
  G_OBJECT_CLASS (osr_session_parent_class)->dispose (object);
}

static void
osr_session_finalize (GObject *object)
{
  OsrSession *self = OSR_SESSION (object);

  g_clear_pointer (&self->clock, osr_clock_unref);
  g_clear_object (&self->keeper);
  g_free (self->folder);
  g_free (self->server);
  g_free (self->login);
  g_free (self->problem);

  G_OBJECT_CLASS (osr_session_parent_class)->finalize (object);
}

static void
osr_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OsrSession *self = OSR_SESSION (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_int (value, self->state);
    break;
  case PROP_REPLICA:
    g_value_set_object (value, osr_session_get_replica (self));
    break;
  case PROP_PROBLEM:
    g_value_set_string (value, self->problem);
    break;
  case PROP_SERVER:
    g_value_set_string (value, self->server);
    break;
  case PROP_LOGIN:
    g_value_set_string (value, self->login);
    break;
  case PROP_WITHOUT_KEYRING:
    g_value_set_boolean (value, self->without_keyring);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
osr_session_class_init (OsrSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = osr_session_dispose;
  object_class->finalize = osr_session_finalize;
  object_class->get_property = osr_session_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, OSR_SESSION_CLOSED,
                                             OSR_SESSION_OPEN, OSR_SESSION_CLOSED, flags);
  properties[PROP_REPLICA] = g_param_spec_object ("replica", NULL, NULL, OSR_TYPE_REPLICA, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_LOGIN] = g_param_spec_string ("login", NULL, NULL, NULL, flags);
  properties[PROP_WITHOUT_KEYRING] =
      g_param_spec_boolean ("without-keyring", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
osr_session_init (OsrSession *self)
{
}

/* --- public --- */

OsrSession *
osr_session_new (const char *folder, OsrClock *clock)
{
  OsrSession *self = g_object_new (OSR_TYPE_SESSION, NULL);

  osr_session_set_place (self, folder, clock);
  return self;
}

void
osr_session_set_place (OsrSession *self, const char *folder, OsrClock *clock)
{
  g_return_if_fail (OSR_IS_SESSION (self));
  g_return_if_fail (self->replica == NULL);

  osr_clock_ref (clock);
  g_clear_pointer (&self->clock, osr_clock_unref);
  self->clock = clock;
  g_free (self->folder);
  self->folder = g_strdup (folder);
}

static void
on_probed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrSession) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *nothing =
      osr_secret_keeper_look_up_finish (OSR_SECRET_KEEPER (source), result, &error);

  if (error == NULL || self->keeper != OSR_SECRET_KEEPER (source))
    return;
  self->without_keyring = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WITHOUT_KEYRING]);
}

void
osr_session_set_keeper (OsrSession *self, OsrSecretKeeper *keeper)
{
  g_return_if_fail (OSR_IS_SESSION (self));
  g_return_if_fail (OSR_IS_SECRET_KEEPER (keeper));

  g_set_object (&self->keeper, keeper);
  /* nobody's: whether anything answers is known before somebody signs in for the first time */
  osr_secret_keeper_look_up_async (keeper, "", "", NULL, on_probed, g_object_ref (self));
}

void
osr_session_open (OsrSession *self, const char *server, const char *login, const char *password)
{
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (OSR_IS_SESSION (self));
  g_return_if_fail (server != NULL && login != NULL);

  set_state (self, OSR_SESSION_CLOSED);
  drop_replica (self);
  set_problem (self, NULL);
  take_strings (self, server, login);

  folder = osr_session_dup_folder (self->folder, server, login);
  self->replica = osr_replica_open (folder, server, login, self->clock, &error);
  if (self->replica == NULL) {
    g_autofree char *sentence = osr_sentence_for_error (error);

    fail (self, sentence);
    return;
  }
  if (password == NULL && osr_replica_is_locked (self->replica)) {
    fail_locked (self);
    return;
  }
  g_signal_connect_object (self->replica, "notify::locked", G_CALLBACK (on_locked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->replica, "notify::connection", G_CALLBACK (on_connection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->replica, "registry-changed", G_CALLBACK (on_registry_changed),
                           self, G_CONNECT_SWAPPED);
  self->with_password = password != NULL;
  self->found = FALSE;
  if (self->keeper != NULL)
    osr_replica_set_keeper (self->replica, self->keeper);
  self->cancellable = g_cancellable_new ();
  osr_replica_sign_in_async (self->replica, password, self->cancellable, on_signed_in,
                             g_object_ref (self));
  /* A password is checked before what is kept here is shown. */
  set_state (self, password == NULL && is_readable (self->replica) ? OSR_SESSION_OPEN
                                                                   : OSR_SESSION_OPENING);
}

void
osr_session_close (OsrSession *self)
{
  g_return_if_fail (OSR_IS_SESSION (self));

  set_state (self, OSR_SESSION_CLOSED);
  drop_replica (self);
  set_problem (self, NULL);
}

void
osr_session_sign_out (OsrSession *self)
{
  g_autoptr (OsrReplica) replica = NULL;

  g_return_if_fail (OSR_IS_SESSION (self));

  set_state (self, OSR_SESSION_CLOSED); /* whoever shows the replica lets it go */
  if (self->replica != NULL)
    replica = g_object_ref (self->replica);
  if (replica != NULL)
    osr_replica_sign_out (replica);
  osr_session_close (self);
}

OsrSessionState
osr_session_get_state (OsrSession *self)
{
  g_return_val_if_fail (OSR_IS_SESSION (self), OSR_SESSION_CLOSED);
  return self->state;
}

OsrReplica *
osr_session_get_replica (OsrSession *self)
{
  g_return_val_if_fail (OSR_IS_SESSION (self), NULL);
  return self->state == OSR_SESSION_OPEN ? self->replica : NULL;
}

const char *
osr_session_get_problem (OsrSession *self)
{
  g_return_val_if_fail (OSR_IS_SESSION (self), NULL);
  return self->problem;
}

gboolean
osr_session_is_without_keyring (OsrSession *self)
{
  g_return_val_if_fail (OSR_IS_SESSION (self), FALSE);
  return self->without_keyring;
}

OsrSecretKeeper *
osr_session_get_keeper (OsrSession *self)
{
  g_return_val_if_fail (OSR_IS_SESSION (self), NULL);
  return self->keeper;
}

char *
osr_session_dup_place (OsrSession *self)
{
  g_return_val_if_fail (OSR_IS_SESSION (self), NULL);
  return osr_session_dup_folder (self->folder, self->server, self->login);
}

const char *
osr_session_get_server (OsrSession *self)
{
  g_return_val_if_fail (OSR_IS_SESSION (self), NULL);
  return self->server;
}

const char *
osr_session_get_login (OsrSession *self)
{
  g_return_val_if_fail (OSR_IS_SESSION (self), NULL);
  return self->login;
}

char *
osr_session_dup_folder (const char *folder, const char *server, const char *login)
{
  g_autofree char *place = g_uri_escape_string (server, NULL, TRUE);
  g_autofree char *person = g_uri_escape_string (login, NULL, TRUE);
  g_autofree char *dotless = g_strdup_printf ("%s", person);

  /* "." and ".." survive the escaping; no login is a path */
  if (*dotless == '.')
    *dotless = '_';
  return g_build_filename (folder, place, dotless, NULL);
}

static gboolean
is_this_machine (const char *host)
{
  return g_str_equal (host, "localhost") || g_str_has_prefix (host, "127.") ||
         g_str_equal (host, "::1");
}

char *
osr_session_dup_server (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *full = NULL;
  g_autoptr (GUri) uri = NULL;
  gboolean bare;
  gsize length;

  if (*text == '\0' || strpbrk (text, " \t\r\n") != NULL)
    return NULL;
  bare = strstr (text, "://") == NULL;
  full = bare ? g_strconcat ("https://", text, NULL) : g_strdup (text);
  uri = g_uri_parse (full, G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (!g_str_equal (g_uri_get_scheme (uri), "https") &&
       !g_str_equal (g_uri_get_scheme (uri), "http")))
    return NULL;
  if (bare && is_this_machine (g_uri_get_host (uri))) {
    g_free (full);
    full = g_strconcat ("http://", text, NULL);
  }
  length = strlen (full);
  while (length > 0 && full[length - 1] == '/')
    full[--length] = '\0';
  return g_steal_pointer (&full);
}
