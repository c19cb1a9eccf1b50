/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each account has turns of its own, so that a slow network holds up no other; its connector keeps
 * the pace of its requests. An account that cannot be read is tried again later and later, up to a few
 * minutes. */
#include "coordinator/monitor/osr-monitor.h"

#include "coordinator/monitor/osr-monitor-reading.h"
#include "net/osr-backoff.h"
#include "net/osr-net-error.h"
#include "store/reading/osr-log-reading.h"

#define MAX_READINGS    8 /* at the same time */
#define OPTION_WORDS    "words"
#define OPTION_INTERVAL "interval"

struct _OsrMonitor {
  GObject parent_instance;

  OsrLog *log;          /* borrowed */
  OsrAccountBook *book; /* borrowed */
  OsrMonitorSettings settings;
  OsrMonitorMemory *memory;
  GHashTable *accounts; /* id → Turn */
  GCancellable *cancellable;
  guint timer;
  guint busy; /* readings under way */
};

G_DEFINE_FINAL_TYPE (OsrMonitor, osr_monitor, G_TYPE_OBJECT)

enum { SIGNAL_APPENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

typedef struct {
  gint64 due; /* monotonic */
  guint failures;
  guint pace;  /* percent of the usual waiting; 0 before the first reading */
  char *fault; /* as last told */
  gboolean busy;
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
  g_free (turn->fault);
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

/* Between two readings, in µs: the account's own span is no shorter than the office's. */
static gint64
get_interval (OsrMonitor *self, const char *account)
{
  const OsrAccount *known = osr_registry_find_account (osr_log_get_registry (self->log), account);
  g_autofree char *text = known != NULL ? osr_account_dup_option (known, OPTION_INTERVAL) : NULL;
  gint64 own = 0;

  if (text != NULL)
    g_ascii_string_to_signed (text, 10, 1, 24 * 60 * 60, &own, NULL);
  return MAX (own, self->settings.interval_seconds) * G_USEC_PER_SEC;
}

/* Until the next reading, at least @wait, in µs, at the account's pace. */
static void
turn_wait (OsrMonitor *self, Turn *turn, const char *account, gint64 wait)
{
  gint64 whole = MAX (wait, get_interval (self, account));

  turn->due = g_get_monotonic_time () + (turn->pace > 0 ? whole * turn->pace / 100 : whole);
}

static void
turn_succeeded (OsrMonitor *self, const char *account)
{
  Turn *turn = find_turn (self, account);

  if (turn->failures > 0)
    g_message ("The account \"%s\" can be read again.", account);
  turn->failures = 0;
  turn_wait (self, turn, account, 0);
  g_clear_pointer (&turn->fault, g_free);
}

static void
turn_failed (OsrMonitor *self, const char *account, const GError *fault)
{
  Turn *turn = find_turn (self, account);
  const char *code = fault->domain == OSR_NET_ERROR ? osr_net_error_nick (fault->code) : "failed";
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (turn->fault, fault->message) != 0)
    g_warning ("The account \"%s\" cannot be read: %s", account, fault->message);
  g_free (turn->fault);
  turn->fault = g_strdup (fault->message);
  turn->failures++;
  turn_wait (self, turn, account,
             osr_backoff_delay (turn->failures, g_str_hash (account)) * (gint64) 1000);
  if (!osr_log_note_unread (self->log, account, code, fault->message, &error))
    g_warning ("How \"%s\" was read cannot be kept: %s", account, error->message);
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
  self->busy--;
  find_turn (self, account)->busy = FALSE;
  found = osr_network_read_finish (OSR_NETWORK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found != NULL &&
      osr_monitor_take_in (self->log, self->memory, account, found, &appended, &error))
    turn_succeeded (self, account);
  else
    turn_failed (self, account, error);
  if (appended > 0)
    g_signal_emit (self, signals[SIGNAL_APPENDED], 0);
  arm (self);
}

/* (transfer full) (nullable): what is searched for on the network, too */
static GStrv
dup_words (OsrMonitor *self, const char *id)
{
  const OsrAccount *account = osr_registry_find_account (osr_log_get_registry (self->log), id);
  g_autofree char *text = account != NULL ? osr_account_dup_option (account, OPTION_WORDS) : NULL;
  g_auto (GStrv) words = text != NULL ? g_strsplit (text, ";", -1) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; words != NULL && words[i] != NULL; i++) {
    if (*g_strstrip (words[i]) != '\0')
      g_strv_builder_add (builder, words[i]);
  }
  return words != NULL ? g_strv_builder_end (builder) : NULL;
}

static void
read_account (OsrMonitor *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAccount) account = NULL;
  g_autoptr (OsrAccountReading) last = osr_log_load_reading (self->log, id, &error);
  g_autoptr (OsrNetworkRound) round = NULL;
  g_auto (GStrv) words = dup_words (self, id);
  OsrNetwork *network = NULL;
  Reading *reading;

  if (last != NULL)
    account = osr_account_book_find_reader (self->book, id, &network, &error);
  if (account == NULL) {
    turn_failed (self, id, error);
    return;
  }
  reading = g_new0 (Reading, 1);
  reading->monitor = g_object_ref (self);
  reading->account = g_strdup (id);
  self->busy++;
  find_turn (self, id)->busy = TRUE;
  find_turn (self, id)->pace = osr_network_account_get_pace (account);
  round = osr_network_round_new (account, self->settings.posts, last->place,
                                 (const char *const *) words);
  osr_network_read_async (network, round, self->cancellable, on_read, reading);
}

/* The watched account that has been due for longest and is not being read; @due: its moment. */
static const char *
find_next (OsrMonitor *self, gint64 *due)
{
  GPtrArray *accounts = osr_registry_get_accounts (osr_log_get_registry (self->log));
  const char *next = NULL;

  *due = G_MAXINT64;
  for (guint i = 0; i < accounts->len; i++) {
    const OsrAccount *account = g_ptr_array_index (accounts, i);
    const Turn *turn = account->watched ? find_turn (self, account->id) : NULL;

    if (turn != NULL && !turn->busy && turn->due < *due) {
      *due = turn->due;
      next = account->id;
    }
  }
  return next;
}

static gboolean
on_timer (gpointer data)
{
  OsrMonitor *self = data;
  gint64 now = g_get_monotonic_time ();

  self->timer = 0;
  while (self->busy < MAX_READINGS) {
    gint64 due;
    const char *next = find_next (self, &due);
    g_autofree char *id = g_strdup (next);

    if (id == NULL || due > now)
      break;
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
  if (self->busy >= MAX_READINGS || g_cancellable_is_cancelled (self->cancellable))
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
