/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every call is a task that has failed before it began; only the test of an account succeeds, since a
 * refusal is a finding. */
#include "social/osr-network-refusal.h"

static const char *
reason_of (OsrNetwork *self, OsrNetworkAccount *account)
{
  OsrNetworkAbilities abilities;

  osr_network_get_abilities (self, account, &abilities);
  return abilities.reason != NULL ? abilities.reason : "The network is not written to";
}

void
osr_network_refuse (OsrNetwork *self, OsrNetworkAccount *account, GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_task_report_new_error (self, callback, user_data, osr_network_refuse, OSR_NET_ERROR,
                           OSR_NET_ERROR_REJECTED, "%s", reason_of (self, account));
}

static void
refuse_sending (OsrNetwork *self, OsrNetworkSending *sending, GCancellable *cancellable,
                GAsyncReadyCallback callback, gpointer user_data)
{
  osr_network_refuse (self, sending->account, callback, user_data);
}

static OsrNetworkReply *
sending_finish (OsrNetwork *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
looking_finish (OsrNetwork *self, GAsyncResult *result, OsrNetworkReply **reply, GError **error)
{
  *reply = g_task_propagate_pointer (G_TASK (result), error);
  return FALSE;
}

void
osr_network_refuse_publishing (OsrNetworkInterface *iface)
{
  iface->publish_async = refuse_sending;
  iface->publish_finish = sending_finish;
  iface->find_reply_async = refuse_sending;
  iface->find_reply_finish = looking_finish;
}

static void
refuse_round (OsrNetwork *self, OsrNetworkRound *round, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  osr_network_refuse (self, round->account, callback, user_data);
}

static OsrNetworkReading *
reading_finish (OsrNetwork *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
tell_reason (OsrNetwork *self, OsrNetworkAccount *account, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  OsrNetworkCheck *check = osr_network_check_new ();

  g_task_set_source_tag (task, tell_reason);
  check->read_fault = g_strdup (reason_of (self, account));
  check->publish_fault = g_strdup (check->read_fault);
  g_task_return_pointer (task, check, (GDestroyNotify) osr_network_check_unref);
}

static OsrNetworkCheck *
check_finish (OsrNetwork *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
osr_network_refuse_reading (OsrNetworkInterface *iface)
{
  iface->read_async = refuse_round;
  iface->read_finish = reading_finish;
  iface->check_async = tell_reason;
  iface->check_finish = check_finish;
}
