/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One propagation, in the types of the interface. */
#include "social/call/osr-network-task.h"

static gpointer
finish (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, network), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

OsrNetworkReading *
osr_network_task_finish_reading (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return finish (network, result, error);
}

OsrNetworkReply *
osr_network_task_finish_reply (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return finish (network, result, error);
}

OsrNetworkCheck *
osr_network_task_finish_check (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return finish (network, result, error);
}

GBytes *
osr_network_task_finish_fetch (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return finish (network, result, error);
}

gboolean
osr_network_task_finish_look (OsrNetwork *network, GAsyncResult *result, OsrNetworkReply **reply,
                              GError **error)
{
  g_autoptr (GError) failure = NULL;

  *reply = finish (network, result, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
