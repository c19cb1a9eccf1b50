/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question to the coordinator, passed on as it is answered. */
#include "sync/centre/osr-replica-accounts.h"

#include "sync/osr-replica-private.h"

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *accounts = osr_protocol_accounts_finish (OSR_PROTOCOL (source), result, &error);

  if (accounts != NULL)
    g_task_return_pointer (task, accounts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
osr_replica_ask_accounts_async (OsrReplica *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (OSR_IS_REPLICA (self));

  g_task_set_source_tag (task, osr_replica_ask_accounts_async);
  if (self->locked || !osr_replica_is_open (self) || self->connection != OSR_CONNECTION_ONLINE)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE,
                             "The coordinator is not reached");
  else
    osr_protocol_accounts_async (self->protocol, cancellable, on_answer, g_steal_pointer (&task));
}

GPtrArray *
osr_replica_ask_accounts_finish (OsrReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
