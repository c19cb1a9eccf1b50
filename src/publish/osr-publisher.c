/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes publications that are due, a few at a time so that one slow network does not hold up the
 * others, and comes back when the next is due. */
#include "publish/osr-publisher.h"

#include "publish/osr-log-desk.h"
#include "publish/osr-publisher-job.h"

#define MAX_JOBS       4
#define SHORTEST_SLEEP 100  /* ms */
#define LONGEST_SLEEP  1000 /* ms: the log's clock need not run like ours */

struct _OsrPublisher {
  GObject parent_instance;

  OsrLog *log; /* borrowed */
  OsrPublishingOffice office;
  GHashTable *memory; /* "case/intent" → OsrPublishingMemory */
  GCancellable *cancellable;
  guint jobs;
  guint timer;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (OsrPublisher, osr_publisher, G_TYPE_OBJECT)

enum { SIGNAL_APPENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* One job on its way, for its callback. */
typedef struct {
  OsrPublisher *publisher;
  char *key;
} Ticket;

static void take_due (OsrPublisher *self);

static gboolean
on_timer (gpointer data)
{
  OsrPublisher *self = data;

  self->timer = 0;
  take_due (self);
  return G_SOURCE_REMOVE;
}

static void
sleep_until_next (OsrPublisher *self)
{
  OsrInstant next = osr_log_next_publication (self->log);
  gint64 wait;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (!self->running || next == OSR_INSTANT_UNKNOWN)
    return;
  wait = (next - osr_clock_now (osr_log_get_clock (self->log))) / 1000;
  self->timer = g_timeout_add ((guint) CLAMP (wait, SHORTEST_SLEEP, LONGEST_SLEEP), on_timer, self);
}

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Ticket *ticket = data;
  g_autoptr (OsrPublisher) self = ticket->publisher;
  g_autofree char *key = ticket->key;
  g_autoptr (GError) error = NULL;
  OsrPublishingMemory memory = { 0 };
  gboolean appended = FALSE;

  g_free (ticket);
  self->jobs--;
  if (!osr_publisher_job_run_finish (result, &memory, &appended, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("A publication could not be taken further: %s", error->message);
  g_hash_table_replace (self->memory, g_steal_pointer (&key), g_memdup2 (&memory, sizeof memory));
  if (appended && error == NULL)
    g_signal_emit (self, signals[SIGNAL_APPENDED], 0);
  if (error == NULL)
    take_due (self);
  else
    sleep_until_next (self);
}

static void
run_job (OsrPublisher *self, OsrPublication *publication)
{
  Ticket *ticket = g_new0 (Ticket, 1);

  ticket->publisher = g_object_ref (self);
  ticket->key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, publication->case_id, publication->intent);
  self->jobs++;
  osr_publisher_job_run_async (&self->office, publication,
                               g_hash_table_lookup (self->memory, ticket->key), self->cancellable,
                               on_job_done, ticket);
}

/* It was lent to a workstation that did not come back in time. */
static void
let_go (OsrPublisher *self, OsrPublication *publication)
{
  g_autoptr (GError) error = NULL;
  gboolean appended = FALSE;

  if (!osr_publisher_job_let_go (&self->office, publication, &appended, &error))
    g_warning ("A publication that did not come back is still out: %s", error->message);
  if (appended)
    g_signal_emit (self, signals[SIGNAL_APPENDED], 0);
}

static void
take_due (OsrPublisher *self)
{
  while (self->running && self->jobs < MAX_JOBS) {
    g_autoptr (GError) error = NULL;
    OsrPublication *publication =
        osr_log_take_publication (self->log, self->office.settings.lease, &error);

    if (error != NULL)
      g_warning ("The publications cannot be read: %s", error->message);
    if (publication == NULL)
      break;
    if (publication->held)
      let_go (self, publication);
    else
      run_job (self, publication);
  }
  sleep_until_next (self);
}

static void
osr_publisher_finalize (GObject *object)
{
  OsrPublisher *self = OSR_PUBLISHER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->memory, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->office.desk);
  G_OBJECT_CLASS (osr_publisher_parent_class)->finalize (object);
}

static void
osr_publisher_class_init (OsrPublisherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_publisher_finalize;
  signals[SIGNAL_APPENDED] = g_signal_new ("appended", OSR_TYPE_PUBLISHER, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_publisher_init (OsrPublisher *self)
{
  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cancellable = g_cancellable_new ();
}

OsrPublisher *
osr_publisher_new (OsrLog *log, OsrAccountBook *book, const OsrPublishingSettings *settings)
{
  OsrPublisher *self = g_object_new (OSR_TYPE_PUBLISHER, NULL);

  self->log = log;
  self->office.desk = osr_log_desk_new (log);
  self->office.book = book;
  self->office.settings = *settings;
  return self;
}

void
osr_publisher_start (OsrPublisher *self)
{
  g_autoptr (GError) error = NULL;

  if (!osr_log_break_leases (self->log, &error))
    g_warning ("Old leases stay until they run out: %s", error->message);
  self->running = TRUE;
  take_due (self);
}

void
osr_publisher_kick (OsrPublisher *self)
{
  if (self->running)
    take_due (self);
}

void
osr_publisher_stop (OsrPublisher *self)
{
  self->running = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

guint
osr_publisher_get_busy (OsrPublisher *self)
{
  return self->jobs;
}
