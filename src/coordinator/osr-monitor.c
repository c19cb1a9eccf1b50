/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account at a time: the networks count requests, and a reading that is late is no harm. An
 * account that cannot be read is tried again later and later, up to a few minutes. */
#include "coordinator/osr-monitor.h"

#include "coordinator/osr-monitor-reading.h"
#include "net/osr-backoff.h"

struct _OsrMonitor {
  GObject parent_instance;

  OsrLog *log;          /* borrowed */
  OsrAccountBook *book; /* borrowed */
  OsrMonitorSettings settings;
  OsrMonitorMemory *memory;
  GHashTable *accounts; /* id → Turn */
  GCancellable *cancellable;
  guint timer;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (OsrMonitor, osr_monitor, G_TYPE_OBJECT)

enum { SIGNAL_APPENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

typedef struct {
  OsrMonitorStatus status;
  gint64 due; /* monotonic */
} Turn;

/* One reading under way. */
typedef struct {
  OsrMonitor *monitor;
  char *account;
} Reading;

static void arm (OsrMonitor *self);

static void
turn_free (Turn *turn)
{
  g_free (turn->status.fault);
  g_free (turn);
}

static Turn *
find_turn (OsrMonitor *self, const char *account)
{
  Turn *turn = g_hash_table_lookup (self->accounts, account);

  if (turn == NULL) {
    turn = g_new0 (Turn, 1);
    g_hash_table_insert (self->accounts, g_strdup (account), turn);
  }
  return turn;
}

static void
turn_succeeded (OsrMonitor *self, const char *account)
{
  Turn *turn = find_turn (self, account);

  if (turn->status.failures > 0)
    g_message ("The account \"%s\" can be read again.", account);
  turn->status.failures = 0;
  turn->status.read_at = g_get_monotonic_time ();
  turn->due = turn->status.read_at + self->settings.interval_seconds * (gint64) G_USEC_PER_SEC;
  g_clear_pointer (&turn->status.fault, g_free);
}

static void
turn_failed (OsrMonitor *self, const char *account, const char *fault)
{
  Turn *turn = find_turn (self, account);
  gint64 wait;

  if (g_strcmp0 (turn->status.fault, fault) != 0)
    g_warning ("The account \"%s\" cannot be read: %s", account, fault);
  g_free (turn->status.fault);
  turn->status.fault = g_strdup (fault);
  turn->status.failures++;
  wait = osr_backoff_delay (turn->status.failures, g_str_hash (account)) * (gint64) 1000;
  wait = MAX (wait, self->settings.interval_seconds * (gint64) G_USEC_PER_SEC);
  turn->due = g_get_monotonic_time () + wait;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  g_autoptr (OsrMonitor) self = reading->monitor;
  g_autofree char *account = reading->account;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReading) found = NULL;
  guint appended = 0;

  g_free (reading);
  self->busy = FALSE;
  found = osr_network_read_finish (OSR_NETWORK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found != NULL &&
      osr_monitor_take_in (self->log, self->memory, account, found, &appended, &error))
    turn_succeeded (self, account);
  else
    turn_failed (self, account, error->message);
  if (appended > 0)
    g_signal_emit (self, signals[SIGNAL_APPENDED], 0);
  arm (self);
}

static void
read_account (OsrMonitor *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAccount) account = NULL;
  g_autoptr (OsrNetworkRound) round = NULL;
  OsrNetwork *network = NULL;
  Reading *reading;

  account = osr_account_book_find_reader (self->book, id, &network, &error);
  if (account == NULL) {
    turn_failed (self, id, error->message);
    return;
  }
  reading = g_new0 (Reading, 1);
  reading->monitor = g_object_ref (self);
  reading->account = g_strdup (id);
  self->busy = TRUE;
  round = osr_network_round_new (account, self->settings.posts, NULL, NULL);
  osr_network_read_async (network, round, self->cancellable, on_read, reading);
}

/* The watched account that has been due for longest; @due: its moment. */
static const char *
find_next (OsrMonitor *self, gint64 *due)
{
  GPtrArray *accounts = osr_registry_get_accounts (osr_log_get_registry (self->log));
  const char *next = NULL;

  *due = G_MAXINT64;
  for (guint i = 0; i < accounts->len; i++) {
    const OsrAccount *account = g_ptr_array_index (accounts, i);

    if (account->watched && find_turn (self, account->id)->due < *due) {
      *due = find_turn (self, account->id)->due;
      next = account->id;
    }
  }
  return next;
}

static gboolean
on_timer (gpointer data)
{
  OsrMonitor *self = data;
  gint64 due;
  const char *next = find_next (self, &due);

  self->timer = 0;
  if (next != NULL && due <= g_get_monotonic_time ()) {
    g_autofree char *id = g_strdup (next);

    read_account (self, id);
  }
  arm (self);
  return G_SOURCE_REMOVE;
}

/* At least once an interval the directory is looked at anew: an account may have been added. */
static void
arm (OsrMonitor *self)
{
  gint64 due, wait;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->busy || g_cancellable_is_cancelled (self->cancellable))
    return;
  find_next (self, &due);
  wait = MAX (due - g_get_monotonic_time (), 0) / 1000;
  wait = MIN (wait, self->settings.interval_seconds * (gint64) 1000);
  self->timer = g_timeout_add ((guint) wait, on_timer, self);
}

static void
osr_monitor_finalize (GObject *object)
{
  OsrMonitor *self = OSR_MONITOR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_clear_pointer (&self->memory, osr_monitor_memory_free);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (osr_monitor_parent_class)->finalize (object);
}

static void
osr_monitor_class_init (OsrMonitorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_monitor_finalize;
  signals[SIGNAL_APPENDED] = g_signal_new ("appended", OSR_TYPE_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_monitor_init (OsrMonitor *self)
{
  self->memory = osr_monitor_memory_new ();
  self->accounts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) turn_free);
  self->cancellable = g_cancellable_new ();
}

OsrMonitor *
osr_monitor_new (OsrLog *log, OsrAccountBook *book, const OsrMonitorSettings *settings)
{
  OsrMonitor *self = g_object_new (OSR_TYPE_MONITOR, NULL);

  self->log = log;
  self->book = book;
  self->settings = *settings;
  return self;
}

void
osr_monitor_start (OsrMonitor *self)
{
  arm (self);
}

void
osr_monitor_stop (OsrMonitor *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

const OsrMonitorStatus *
osr_monitor_get_status (OsrMonitor *self, const char *account)
{
  Turn *turn = g_hash_table_lookup (self->accounts, account);

  return turn != NULL ? &turn->status : NULL;
}
