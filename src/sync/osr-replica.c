/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The replica as an object: its files, its properties, its signals. The work is in the parts, see
 * osr-replica-private.h. */
#include "sync/audit/osr-replica-audit.h"
#include "sync/centre/osr-replica-centre.h"
#include "sync/osr-replica-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "net/osr-backoff.h"

static const OsrReplicaTimes default_times = {
  .save = 1500,
  .rest = 5000,
  .retry_most = 60 * 1000,
  .due_most = 30 * 1000,
  .poll_seconds = OSR_PROTOCOL_MAX_WAIT_SECONDS,
};

typedef enum {
  PROP_CONNECTION = 1,
  PROP_SYNCED_AT,
  PROP_WAITING,
  PROP_ATTENTION,
  PROP_FIRST_SYNC,
  PROP_LOCKED,
  PROP_STORAGE,
  PROP_RESCUE,
  PROP_CONTRADICTED,
  N_PROPS
} Prop;

enum {
  REGISTRY_CHANGED,
  CASE_CHANGED,
  CASE_REMOVED,
  BESIDE_CHANGED,
  QUEUE_CHANGED,
  COMMAND_SETTLED,
  DRAFT_SAVED,
  DRAFT_ARRIVED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OsrReplica, osr_replica, G_TYPE_OBJECT)

guint
osr_replica_pause (OsrReplica *self, guint attempts)
{
  return MIN (osr_backoff_delay (MAX (attempts, 1), self->seed++), self->times.retry_most);
}

void
osr_replica_set_times (OsrReplica *self, const OsrReplicaTimes *times)
{
  self->times = *times;
}

gboolean
osr_replica_is_open (OsrReplica *self)
{
  return self->stop != NULL && osr_protocol_get_token (self->protocol) != NULL;
}

gboolean
osr_replica_is_late (GAsyncResult *result)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));
}

void
osr_replica_set_connection (OsrReplica *self, OsrConnection connection)
{
  if (self->connection == connection)
    return;
  self->connection = connection;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONNECTION]);
}

void
osr_replica_notify_counts (OsrReplica *self)
{
  guint waiting = osr_outbox_count (self->outbox, OSR_OUTBOX_UNSENT);
  guint attention = osr_outbox_count (self->outbox, OSR_OUTBOX_REFUSED);

  if (self->waiting != waiting) {
    self->waiting = waiting;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WAITING]);
  }
  if (self->attention != attention) {
    self->attention = attention;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ATTENTION]);
  }
}

void
osr_replica_emit_first_sync (OsrReplica *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FIRST_SYNC]);
}

void
osr_replica_emit_locked (OsrReplica *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOCKED]);
}

void
osr_replica_emit_draft_arrived (OsrReplica *self, const char *case_id)
{
  g_signal_emit (self, signals[DRAFT_ARRIVED], 0, case_id);
}

void
osr_replica_emit_case_changed (OsrReplica *self, const char *id)
{
  gboolean held = osr_replica_holds (self, id) || osr_replica_is_visited (self, id);

  g_signal_emit (self, signals[held ? CASE_CHANGED : CASE_REMOVED], 0, id);
}

void
osr_replica_emit_queue_changed (OsrReplica *self)
{
  g_signal_emit (self, signals[QUEUE_CHANGED], 0);
}

void
osr_replica_emit_beside_changed (OsrReplica *self)
{
  g_signal_emit (self, signals[BESIDE_CHANGED], 0);
}

void
osr_replica_emit_registry_changed (OsrReplica *self)
{
  g_signal_emit (self, signals[REGISTRY_CHANGED], 0);
}

void
osr_replica_emit_settled (OsrReplica *self, const char *uuid, const char *case_id,
                          const GError *error)
{
  g_signal_emit (self, signals[COMMAND_SETTLED], 0, uuid, case_id, error);
}

void
osr_replica_emit_draft_saved (OsrReplica *self, const char *case_id, OsrInstant saved_at)
{
  g_signal_emit (self, signals[DRAFT_SAVED], 0, case_id, saved_at);
}

void
osr_replica_emit_synced (OsrReplica *self, OsrInstant synced_at)
{
  if (self->synced_at == synced_at)
    return;
  self->synced_at = synced_at;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SYNCED_AT]);
}

static void
osr_replica_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OsrReplica *self = OSR_REPLICA (object);

  switch ((Prop) id) {
  case PROP_CONNECTION:
    g_value_set_int (value, (int) self->connection);
    break;
  case PROP_SYNCED_AT:
    g_value_set_int64 (value, self->synced_at);
    break;
  case PROP_WAITING:
    g_value_set_uint (value, self->waiting);
    break;
  case PROP_ATTENTION:
    g_value_set_uint (value, self->attention);
    break;
  case PROP_LOCKED:
    g_value_set_boolean (value, self->locked);
    break;
  case PROP_FIRST_SYNC:
    g_value_set_boolean (value, self->first != NULL);
    break;
  case PROP_STORAGE:
    g_value_set_int (value, (int) self->storage);
    break;
  case PROP_RESCUE:
    g_value_set_string (value, self->rescue);
    break;
  case PROP_CONTRADICTED:
    g_value_set_boolean (value, self->contradicted);
    break;
  case N_PROPS:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
osr_replica_dispose (GObject *object)
{
  OsrReplica *self = OSR_REPLICA (object);

  if (self->outbox != NULL && self->cache != NULL)
    osr_replica_close (self);
  G_OBJECT_CLASS (osr_replica_parent_class)->dispose (object);
}

static void
osr_replica_finalize (GObject *object)
{
  OsrReplica *self = OSR_REPLICA (object);

  osr_replica_storage_stop (self);
  osr_replica_writing_stop (self);
  g_clear_object (&self->protocol);
  g_clear_pointer (&self->cache, osr_cache_free);
  osr_replica_leave_closed (self);
  g_clear_pointer (&self->outbox, osr_outbox_free);
  g_clear_pointer (&self->registry, osr_registry_unref);
  g_clear_pointer (&self->clock, osr_clock_unref);
  g_clear_pointer (&self->folds, g_hash_table_unref);
  g_clear_pointer (&self->visited, g_hash_table_unref);
  g_clear_pointer (&self->awaited, g_ptr_array_unref);
  g_clear_pointer (&self->held, g_hash_table_unref);
  g_clear_pointer (&self->unsaved, g_hash_table_unref);
  g_clear_pointer (&self->resting, g_hash_table_unref);
  osr_replica_forget_password (self);
  osr_replica_token_free (self);
  g_free (self->folder);
  g_free (self->server);
  g_free (self->login);
  g_free (self->device);
  g_free (self->person);
  g_free (self->acting_for);
  g_free (self->rescue);
  G_OBJECT_CLASS (osr_replica_parent_class)->finalize (object);
}

static void
install_signals (GType type)
{
  signals[REGISTRY_CHANGED] = g_signal_new ("registry-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 0);
  signals[CASE_CHANGED] = g_signal_new ("case-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CASE_REMOVED] = g_signal_new ("case-removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[BESIDE_CHANGED] =
      g_signal_new ("beside-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[QUEUE_CHANGED] =
      g_signal_new ("queue-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMMAND_SETTLED] =
      g_signal_new ("command-settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                    G_TYPE_STRING, G_TYPE_STRING, G_TYPE_ERROR);
  signals[DRAFT_SAVED] = g_signal_new ("draft-saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[DRAFT_ARRIVED] = g_signal_new ("draft-arrived", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
osr_replica_class_init (OsrReplicaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = osr_replica_get_property;
  object_class->dispose = osr_replica_dispose;
  object_class->finalize = osr_replica_finalize;
  props[PROP_CONNECTION] =
      g_param_spec_int ("connection", NULL, NULL, OSR_CONNECTION_SIGNED_OUT, OSR_CONNECTION_OFFLINE,
                        OSR_CONNECTION_SIGNED_OUT, flags);
  props[PROP_SYNCED_AT] = g_param_spec_int64 ("synced-at", NULL, NULL, G_MININT64, G_MAXINT64,
                                              OSR_INSTANT_UNKNOWN, flags);
  props[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_ATTENTION] = g_param_spec_uint ("attention", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, flags);
  props[PROP_FIRST_SYNC] = g_param_spec_boolean ("first-sync", NULL, NULL, FALSE, flags);
  props[PROP_STORAGE] = g_param_spec_int ("storage", NULL, NULL, OSR_STORAGE_GOOD,
                                          OSR_STORAGE_FAILING, OSR_STORAGE_GOOD, flags);
  props[PROP_RESCUE] = g_param_spec_string ("rescue", NULL, NULL, NULL, flags);
  props[PROP_CONTRADICTED] = g_param_spec_boolean ("contradicted", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  install_signals (G_TYPE_FROM_CLASS (klass));
}

static void
osr_replica_init (OsrReplica *self)
{
  self->times = default_times;
  self->seed = g_random_int ();
  self->synced_at = OSR_INSTANT_UNKNOWN;
  self->left_at = OSR_INSTANT_UNKNOWN;
  self->contact_at = OSR_INSTANT_UNKNOWN;
  self->old_looked_at = OSR_INSTANT_UNKNOWN;
  self->due_at = OSR_INSTANT_UNKNOWN;
  self->standing_at = OSR_INSTANT_UNKNOWN;
  self->registry = osr_registry_new ();
  self->awaited = g_ptr_array_new ();
  self->folds =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) osr_case_unref);
}

static gboolean
open_files (OsrReplica *self, const char *folder, GError **error)
{
  g_autofree char *outbox = g_build_filename (folder, "outbox.db", NULL);
  g_autofree char *cache = g_build_filename (folder, "cache.db", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    int code = errno;

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 "The folder “%s” cannot be made: %s", folder, g_strerror (code));
    return FALSE;
  }
  self->outbox = osr_outbox_open_or_rescue (outbox, &self->rescue, error);
  if (self->outbox == NULL)
    return FALSE;
  osr_replica_leave_open (self);
  self->cache = osr_cache_open (cache, error);
  return self->cache != NULL;
}

static void
read_settings (OsrReplica *self)
{
  g_autofree char *left = osr_outbox_get (self->outbox, OSR_REPLICA_KEY_LEFT);

  if (left != NULL)
    self->left_at = g_ascii_strtoll (left, NULL, 10);
  self->person = osr_outbox_get (self->outbox, OSR_REPLICA_KEY_PERSON);
  self->device = osr_outbox_get (self->outbox, OSR_REPLICA_KEY_DEVICE);
  if (self->device == NULL) {
    self->device = g_uuid_string_random ();
    osr_replica_keep_setting (self, OSR_REPLICA_KEY_DEVICE, self->device);
  }
  osr_replica_token_open (self);
  osr_replica_files_open (self);
}

OsrReplica *
osr_replica_open (const char *folder, const char *server, const char *login, OsrClock *clock,
                  GError **error)
{
  g_autoptr (OsrReplica) self = NULL;

  g_return_val_if_fail (folder != NULL && server != NULL && login != NULL, NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (OSR_TYPE_REPLICA, NULL);
  self->folder = g_strdup (folder);
  self->server = g_strdup (server);
  self->login = g_strdup (login);
  self->clock = osr_clock_ref (clock);
  self->protocol = osr_protocol_new (server, clock);
  if (!open_files (self, folder, error))
    return NULL;
  read_settings (self);
  osr_replica_prune_acknowledged (self);
  osr_replica_lock_open (self);
  osr_replica_audit_open (self);
  osr_replica_queue_open (self);
  /* the program may have ended before it let go what its own events had confirmed */
  osr_replica_push_prune (self);
  osr_replica_notify_counts (self);
  return g_steal_pointer (&self);
}

OsrConnection
osr_replica_get_connection (OsrReplica *self)
{
  return self->connection;
}

OsrInstant
osr_replica_get_synced_at (OsrReplica *self)
{
  return self->synced_at;
}

OsrInstant
osr_replica_get_left_at (OsrReplica *self)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), OSR_INSTANT_UNKNOWN);
  return self->left_at;
}

const char *
osr_replica_get_person (OsrReplica *self)
{
  return self->person;
}

OsrRegistry *
osr_replica_get_registry (OsrReplica *self)
{
  return self->registry;
}

OsrClock *
osr_replica_get_clock (OsrReplica *self)
{
  return self->clock;
}

OsrProtocol *
osr_replica_get_protocol (OsrReplica *self)
{
  return self->protocol;
}
