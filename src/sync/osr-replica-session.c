/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session with the coordinator: signing in with a password or with the token kept from last time
 * (see secret/), losing the session, closing. What happens within it is pull, push and drafts. */
#include <string.h>

#include "core/osr-error.h"
#include "sync/osr-replica-private.h"

static void sign_in_again (OsrReplica *self);

/* A setting that cannot be kept costs a sign-in the next time, no more. */
void
osr_replica_keep_setting (OsrReplica *self, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  if (!osr_outbox_set (self->outbox, key, value, &error))
    osr_replica_store_failed (self, "A setting of the outbox could not be kept", error);
}

void
osr_replica_forget_password (OsrReplica *self)
{
  if (self->password != NULL)
    memset (self->password, 0, strlen (self->password));
  g_clear_pointer (&self->password, g_free);
}

void
osr_replica_end_sign_in (OsrReplica *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->sign_in);
  g_autoptr (GError) owned = error;

  if (task == NULL)
    return;
  if (owned != NULL)
    g_task_return_error (task, g_steal_pointer (&owned));
  else
    g_task_return_boolean (task, TRUE);
}

static void
stop_session (OsrReplica *self)
{
  osr_replica_pull_stop (self);
  osr_replica_push_stop (self);
  osr_replica_drafts_stop (self);
  if (self->stop != NULL)
    g_cancellable_cancel (self->stop);
  g_clear_object (&self->stop);
}

void
osr_replica_lose_session (OsrReplica *self, const GError *reason)
{
  osr_protocol_set_token (self->protocol, NULL);
  osr_replica_keep_token (self, NULL);
  stop_session (self);
  osr_replica_set_connection (self, OSR_CONNECTION_SIGNED_OUT);
  osr_replica_end_sign_in (self, g_error_copy (reason));
}

static gboolean
take_session (OsrReplica *self, const OsrWireSession *session, GError **error)
{
  if (self->person != NULL && !g_str_equal (self->person, session->person)) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED,
                 "What is kept here belongs to another person; use a folder of its own");
    return FALSE;
  }
  g_free (self->person);
  g_clear_pointer (&self->acting_for, g_free);
  self->person = g_strdup (session->person);
  osr_replica_keep_setting (self, OSR_REPLICA_KEY_PERSON, session->person);
  osr_replica_keep_token (self, session->token);
  return TRUE;
}

static gboolean
on_sign_in_due (gpointer user_data)
{
  OsrReplica *self = user_data;

  self->pull_source = 0;
  sign_in_again (self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_trouble_on_the_way (const GError *error)
{
  return error->domain == OSR_NET_ERROR && error->code != OSR_NET_ERROR_AUTH &&
         error->code != OSR_NET_ERROR_REJECTED;
}

static void
sign_in_failed (OsrReplica *self, GError *error)
{
  if (!is_trouble_on_the_way (error)) {
    osr_replica_forget_password (self);
    osr_replica_lose_session (self, error);
  } else {
    osr_replica_set_connection (self, OSR_CONNECTION_OFFLINE);
    self->pull_source =
        g_timeout_add (osr_replica_pause (self, ++self->pull_attempts), on_sign_in_due, self);
  }
  osr_replica_end_sign_in (self, error);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OsrReplica) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWireSession) session =
      osr_protocol_sign_in_finish (OSR_PROTOCOL (source), result, &error);

  if (osr_replica_is_late (result))
    return;
  if (session == NULL || !take_session (self, session, &error)) {
    sign_in_failed (self, g_steal_pointer (&error));
    return;
  }
  osr_replica_forget_password (self);
  self->pull_attempts = 0;
  osr_replica_pull_start (self);
}

static void
sign_in_again (OsrReplica *self)
{
  osr_protocol_sign_in_async (self->protocol, self->login, self->password, self->device, self->stop,
                              on_signed_in, g_object_ref (self));
}

static GError *
need_password (OsrReplica *self)
{
  osr_replica_set_connection (self, OSR_CONNECTION_SIGNED_OUT);
  return g_error_new_literal (OSR_NET_ERROR, OSR_NET_ERROR_AUTH, "A password is needed");
}

static void
begin (OsrReplica *self, const char *password)
{
  osr_replica_set_connection (self, OSR_CONNECTION_CONNECTING);
  osr_replica_queue_open (self);
  if (password == NULL) {
    osr_replica_pull_start (self);
    return;
  }
  self->password = g_strdup (password);
  sign_in_again (self);
}

void
osr_replica_token_found (OsrReplica *self, const char *token)
{
  if (token == NULL) {
    g_clear_object (&self->stop);
    osr_replica_end_sign_in (self, need_password (self));
    return;
  }
  osr_protocol_set_token (self->protocol, token);
  begin (self, NULL);
}

/* What is locked opens with the password alone. */
static gboolean
may_look_up (OsrReplica *self)
{
  return self->keeper != NULL && !self->locked && !self->token_changed && !self->token_busy;
}

void
osr_replica_sign_in_async (OsrReplica *self, const char *password, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  gboolean looking;

  g_return_if_fail (OSR_IS_REPLICA (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, osr_replica_sign_in_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  looking = password == NULL && osr_protocol_get_token (self->protocol) == NULL;
  if (looking && !may_look_up (self)) {
    g_task_return_error (task, need_password (self));
    return;
  }
  osr_replica_close (self);
  osr_replica_files_open (self);
  self->stop = g_cancellable_new ();
  self->sign_in = g_steal_pointer (&task);
  self->caught_up = FALSE;
  if (!looking) {
    begin (self, password);
    return;
  }
  osr_replica_set_connection (self, OSR_CONNECTION_SIGNED_OUT);
  osr_replica_token_find (self);
}

gboolean
osr_replica_sign_in_finish (OsrReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Only whoever was in step with the log has seen what happened until now. */
static void
keep_leaving (OsrReplica *self)
{
  g_autofree char *now = NULL;

  if (self->synced_at == OSR_INSTANT_UNKNOWN)
    return;
  now = g_strdup_printf ("%" G_GINT64_FORMAT, self->synced_at);
  osr_replica_keep_setting (self, OSR_REPLICA_KEY_LEFT, now);
}

void
osr_replica_close (OsrReplica *self)
{
  g_return_if_fail (OSR_IS_REPLICA (self));

  if (self->stop != NULL)
    keep_leaving (self);
  osr_replica_writing_save (self);
  stop_session (self);
  osr_replica_queue_close (self);
  osr_replica_forget_visited (self);
  osr_replica_files_stop (self);
  osr_replica_forget_password (self);
  osr_replica_end_sign_in (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed"));
  if (self->connection != OSR_CONNECTION_SIGNED_OUT)
    osr_replica_set_connection (self, OSR_CONNECTION_OFFLINE);
}

void
osr_replica_sign_out (OsrReplica *self)
{
  g_return_if_fail (OSR_IS_REPLICA (self));

  if (self->connection == OSR_CONNECTION_ONLINE)
    osr_protocol_sign_out_async (self->protocol, NULL, NULL, NULL);
  osr_replica_keep_token (self, NULL);
  osr_replica_leave_mark (self);
  osr_replica_close (self);
  osr_replica_set_connection (self, OSR_CONNECTION_SIGNED_OUT);
}
