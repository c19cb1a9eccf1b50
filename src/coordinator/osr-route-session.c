/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in and out. The password is checked in a thread, since that takes a tenth of a second on
 * purpose; failures are counted per login and per address. */
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-routes.h"
#include "coordinator/osr-server.h"
#include "core/osr-json.h"
#include "store/osr-log-accounts.h"

#define MAX_LOGIN_BYTES  128
#define MAX_DEVICE_BYTES 128

typedef struct {
  OsrCoordinator *coordinator;
  SoupServerMessage *message;
  char *login_key;
  char *client_key;
  char *device;
  char *person; /* nullable: no such login */
  char *credential;
  char *password;
} SignIn;

static void
sign_in_free (SignIn *self)
{
  g_clear_object (&self->coordinator);
  g_clear_object (&self->message);
  g_free (self->login_key);
  g_free (self->client_key);
  g_free (self->device);
  g_free (self->person);
  g_free (self->credential);
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignIn, sign_in_free)

/* Counts the attempt, or answers that it comes too early. */
static gboolean
must_wait (SignIn *self)
{
  OsrAttempts *attempts = osr_coordinator_get_attempts (self->coordinator);
  gint64 now = g_get_monotonic_time ();
  gint64 wait =
      MAX (osr_attempts_get_wait (attempts, self->login_key, OSR_ATTEMPTS_FREE_LOGIN, now),
           osr_attempts_get_wait (attempts, self->client_key, OSR_ATTEMPTS_FREE_CLIENT, now));
  g_autofree char *seconds = NULL;
  g_autoptr (GError) error = NULL;

  if (wait == 0) {
    osr_attempts_began (attempts, self->login_key, now);
    osr_attempts_began (attempts, self->client_key, now);
    return FALSE;
  }
  seconds = g_strdup_printf ("%" G_GINT64_FORMAT, wait / G_USEC_PER_SEC + 1);
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message),
                                "Retry-After", seconds);
  g_set_error (&error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_RATE_LIMITED,
               "Too many attempts to sign in. Try again in %s seconds.", seconds);
  osr_answer_error (self->message, error, NULL);
  return TRUE;
}

static void
answer_signed_in (SignIn *self)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = osr_log_open_session (log, self->person, self->device, &error);
  JsonObject *answer = NULL;

  if (token == NULL) {
    osr_answer_error (self->message, error, NULL);
    return;
  }
  answer = json_object_new ();
  json_object_set_string_member (answer, "token", token);
  json_object_set_string_member (answer, "person", self->person);
  json_object_set_string_member (answer, "epoch", osr_log_get_epoch (log));
  json_object_set_int_member (answer, "now",
                              osr_clock_now (osr_coordinator_get_clock (self->coordinator)));
  osr_answer_object (self->message, SOUP_STATUS_OK, answer);
}

static void
answer_refused (SignIn *self)
{
  g_autoptr (GError) error = g_error_new_literal (OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_AUTH,
                                                  "The login or the password is wrong.");

  osr_answer_error (self->message, error, NULL);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SignIn *self = data;

  g_task_return_boolean (task, osr_credential_check (self->credential, self->password));
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  SignIn *self = g_task_get_task_data (G_TASK (result));
  gboolean right = g_task_propagate_boolean (G_TASK (result), NULL);

  if (right && self->person != NULL) {
    osr_attempts_forget (osr_coordinator_get_attempts (self->coordinator), self->login_key);
    osr_attempts_take_back (osr_coordinator_get_attempts (self->coordinator), self->client_key);
    answer_signed_in (self);
  } else {
    answer_refused (self);
  }
  soup_server_message_unpause (self->message);
  /* the thread may let go of the task later; these belong to this one */
  g_clear_object (&self->message);
  g_clear_object (&self->coordinator);
}

static SignIn *
sign_in_new (OsrExchange *exchange, JsonObject *body)
{
  const char *login = osr_json_get_string (body, "login");
  const char *password = osr_json_get_string (body, "password");
  const char *device = osr_json_get_string (body, "device");
  g_autofree char *client = NULL;
  SignIn *self;

  if (login == NULL || password == NULL || device == NULL || strlen (login) > MAX_LOGIN_BYTES ||
      strlen (password) > OSR_LOG_PASSWORD_MAX || strlen (device) > MAX_DEVICE_BYTES) {
    osr_exchange_refuse (exchange, OSR_COORDINATOR_ERROR_MALFORMED,
                         "\"login\", \"password\" or \"device\" is missing or too long.");
    return NULL;
  }
  client = osr_server_dup_client (exchange->message);
  self = g_new0 (SignIn, 1);
  self->coordinator = g_object_ref (exchange->coordinator);
  self->message = g_object_ref (exchange->message);
  self->login_key = g_strconcat ("login:", login, NULL);
  self->client_key = g_strconcat ("client:", client, NULL);
  self->device = g_strdup (device);
  self->password = g_strdup (password);
  self->credential = osr_log_dup_credential (osr_coordinator_get_log (exchange->coordinator), login,
                                             &self->person);
  return self;
}

void
osr_route_sign_in (OsrExchange *exchange)
{
  g_autoptr (JsonObject) body = osr_exchange_read (exchange);
  g_autoptr (SignIn) self = NULL;
  g_autoptr (GTask) task = NULL;

  if (body == NULL)
    return;
  self = sign_in_new (exchange, body);
  if (self == NULL || must_wait (self))
    return;
  soup_server_message_pause (self->message);
  task = g_task_new (NULL, NULL, on_checked, NULL);
  g_task_set_source_tag (task, osr_route_sign_in);
  g_task_set_task_data (task, g_steal_pointer (&self), (GDestroyNotify) sign_in_free);
  g_task_run_in_thread (task, check_in_thread);
}

void
osr_route_sign_out (OsrExchange *self)
{
  g_autoptr (GError) error = NULL;

  if (osr_log_close_session (osr_coordinator_get_log (self->coordinator), self->token, &error))
    osr_answer_object (self->message, SOUP_STATUS_OK, json_object_new ());
  else
    osr_answer_error (self->message, error, NULL);
}
