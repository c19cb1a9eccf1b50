/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the coordinator by a timer while somebody looks. What it could not say this time stays as it was
 * said last: the words name their own moment. */
#include "app/directory/osr-account-watch.h"

#include "app/directory/osr-office-list.h"
#include "report/osr-account-health-text.h"
#include "sync/centre/osr-replica-accounts.h"

struct _OsrAccountWatch {
  GObject parent_instance;

  /* owned */
  OsrReplica *replica;
  GCancellable *cancellable;
  GPtrArray *accounts; /* nullable: OsrWireAccount */
  guint timer;
  gboolean asking;
};

G_DEFINE_FINAL_TYPE (OsrAccountWatch, osr_account_watch, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAccountWatch) self = data;
  g_autoptr (GPtrArray) accounts =
      osr_replica_ask_accounts_finish (OSR_REPLICA (source), result, NULL);

  self->asking = FALSE;
  if (accounts == NULL)
    return;
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_steal_pointer (&accounts);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
osr_account_watch_is_of (OsrAccountWatch *self, OsrReplica *replica)
{
  g_return_val_if_fail (OSR_IS_ACCOUNT_WATCH (self), FALSE);

  return self->replica == replica;
}

void
osr_account_watch_ask (OsrAccountWatch *self)
{
  g_return_if_fail (OSR_IS_ACCOUNT_WATCH (self));

  if (self->asking)
    return;
  self->asking = TRUE;
  osr_replica_ask_accounts_async (self->replica, self->cancellable, on_answer, g_object_ref (self));
}

static gboolean
on_timer (gpointer data)
{
  osr_account_watch_ask (data);
  return G_SOURCE_CONTINUE;
}

void
osr_account_watch_follow (OsrAccountWatch *self, guint seconds)
{
  g_return_if_fail (OSR_IS_ACCOUNT_WATCH (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  if (seconds == 0)
    return;
  self->timer = g_timeout_add_seconds (seconds, on_timer, self);
  osr_account_watch_ask (self);
}

static const OsrWireAccount *
find (OsrAccountWatch *self, const char *account)
{
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++) {
    const OsrWireAccount *one = self->accounts->pdata[i];

    if (g_strcmp0 (one->id, account) == 0)
      return one;
  }
  return NULL;
}

char *
osr_account_watch_dup_text (OsrAccountWatch *self, const char *account, OsrInstant now,
                            gboolean *ill)
{
  OsrRegistry *registry = osr_replica_get_registry (self->replica);
  const OsrAccount *known = osr_registry_find_account (registry, account);
  const OsrWireAccount *said = find (self, account);
  OsrAccountHealth health = { 0 };

  *ill = FALSE;
  if (known == NULL || said == NULL || osr_network_closed_reason (known->network) != NULL)
    return g_strdup ("");
  health.watched = known->watched;
  health.read_at = said->read_at;
  health.failures = said->failures;
  health.fault_code = said->fault_code;
  health.fault = said->fault;
  health.calls_left = said->calls_left;
  *ill = osr_account_health_is_ill (&health);
  return osr_account_health_text (
      &health, now, osr_work_time_get_zone (osr_registry_get_work_time (registry, known->body)));
}

guint
osr_account_watch_count_silent (OsrAccountWatch *self, OsrInstant now, gint64 most)
{
  guint n = 0;

  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++) {
    const OsrWireAccount *one = self->accounts->pdata[i];

    if (one->watched && one->failures > 0 &&
        (one->read_at == OSR_INSTANT_UNKNOWN || now - one->read_at > most))
      n++;
  }
  return n;
}

JsonObject *
osr_account_watch_build (OsrRegistry *registry, const char *account, gboolean watched)
{
  const OsrAccount *known = osr_registry_find_account (registry, account);
  JsonObject *members;

  if (known == NULL || osr_network_closed_reason (known->network) != NULL)
    return NULL;
  members = osr_office_dup_members (registry, OSR_OFFICE_ACCOUNTS, account);
  if (members == NULL)
    return NULL;
  if (watched)
    json_object_set_boolean_member (members, "watched", TRUE);
  else
    json_object_remove_member (members, "watched");
  return members;
}

static void
osr_account_watch_dispose (GObject *object)
{
  OsrAccountWatch *self = OSR_ACCOUNT_WATCH (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (osr_account_watch_parent_class)->dispose (object);
}

static void
osr_account_watch_class_init (OsrAccountWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = osr_account_watch_dispose;
  signals[CHANGED] = g_signal_new ("changed", OSR_TYPE_ACCOUNT_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_account_watch_init (OsrAccountWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

OsrAccountWatch *
osr_account_watch_new (OsrReplica *replica)
{
  OsrAccountWatch *self = g_object_new (OSR_TYPE_ACCOUNT_WATCH, NULL);

  self->replica = g_object_ref (replica);
  return self;
}
