/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing at a time, in this order: tell what is not told, go on with what is lent, ask for more. What
 * was under way when an earlier program ended is thereby known to the coordinator before anything new
 * begins. */
#include "publish/workstation/osr-workstation-publisher.h"

#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "net/osr-backoff.h"
#include "net/osr-protocol-cases.h"
#include "net/osr-protocol-files.h"
#include "net/osr-protocol-publications.h"
#include "publish/osr-publisher-job.h"
#include "publish/workstation/osr-lent-desk.h"
#include "publish/workstation/osr-lent-wire.h"

#define SHORTEST_SLEEP 200   /* ms */
#define SESSION_SLEEP  1000  /* ms: while nobody is signed in */
#define LONGEST_SLEEP  60000 /* ms */

struct _OsrWorkstationPublisher {
  GObject parent_instance;

  OsrProtocol *protocol;
  OsrLentDesk *desk;
  OsrPublishingOffice office; /* its book is borrowed */
  GStrv (*list_accounts) (gpointer data);
  gpointer data;

  char *key; /* nullable: "case/intent" that @memory is of */
  OsrPublishingMemory memory;
  GCancellable *cancellable;
  char *report;    /* nullable: the one being told */
  gint64 asked_at; /* CLOCK_BOOTTIME */
  guint attempts;  /* in vain, in a row */
  guint timer;
  gboolean running;
  gboolean busy;
  gboolean kicked;        /* while busy */
  gboolean without_files; /* one of what is lent is not to be had: it will be refused */
};

G_DEFINE_FINAL_TYPE (OsrWorkstationPublisher, osr_workstation_publisher, G_TYPE_OBJECT)

enum { SIGNAL_TOLD, N_SIGNALS };

static guint signals[N_SIGNALS];

static void go_on (OsrWorkstationPublisher *self);

static gboolean
on_timer (gpointer data)
{
  OsrWorkstationPublisher *self = data;

  self->timer = 0;
  go_on (self);
  return G_SOURCE_REMOVE;
}

static void
sleep_for (OsrWorkstationPublisher *self, gint64 milliseconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->running)
    self->timer =
        g_timeout_add ((guint) CLAMP (milliseconds, SHORTEST_SLEEP, LONGEST_SLEEP), on_timer, self);
}

/* A step is over. @wait: ms until the next, 0 for at once */
static void
rest (OsrWorkstationPublisher *self, gint64 wait)
{
  gboolean again = wait == 0 || self->kicked;

  self->busy = FALSE;
  self->kicked = FALSE;
  if (again)
    go_on (self);
  else
    sleep_for (self, wait);
}

static void
rest_after_trouble (OsrWorkstationPublisher *self, const char *what, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    self->busy = FALSE;
    return;
  }
  self->attempts++;
  if (!g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE))
    g_message ("%s: %s", what, error->message);
  self->kicked = FALSE;
  rest (self, osr_backoff_delay (self->attempts, self->office.settings.seed));
}

/* The coordinator has answered, and will say the same again. */
static gboolean
is_final (const GError *error)
{
  return error->domain == OSR_CORE_ERROR ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
}

static void
on_told (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrWorkstationPublisher) self = data;
  g_autofree char *id = g_steal_pointer (&self->report);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) fault = NULL;
  gboolean taken = osr_protocol_put_outcome_finish (OSR_PROTOCOL (source), result, &error);

  if (!taken && !is_final (error)) {
    rest_after_trouble (self, "An outcome could not be told", error);
    return;
  }
  if (!taken)
    g_message ("The coordinator counts an outcome no more: %s", error->message);
  if (!osr_lent_desk_told (self->desk, id, taken, &fault)) {
    rest_after_trouble (self, "What was told could not be written down", fault);
    return;
  }
  self->attempts = 0;
  if (taken)
    g_signal_emit (self, signals[SIGNAL_TOLD], 0);
  rest (self, 0);
}

/* Returns: whether there is something to tell */
static gboolean
tell (OsrWorkstationPublisher *self)
{
  g_autofree char *id = NULL;
  g_autoptr (GBytes) body = osr_lent_desk_dup_report (self->desk, &id);

  if (body == NULL)
    return FALSE;
  self->report = g_steal_pointer (&id);
  osr_protocol_put_outcome_async (self->protocol, self->report, body, self->cancellable, on_told,
                                  g_object_ref (self));
  return TRUE;
}

static void
on_step (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrWorkstationPublisher) self = data;
  g_autoptr (GError) error = NULL;
  gboolean appended = FALSE;

  if (osr_publisher_job_run_finish (result, &self->memory, &appended, &error))
    rest (self, 0);
  else
    rest_after_trouble (self, "A publication could not be taken further", error);
}

static void
run_step (OsrWorkstationPublisher *self, OsrPublication *row)
{
  g_autofree char *key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, row->case_id, row->intent);
  gboolean known = g_strcmp0 (key, self->key) == 0;

  g_free (self->key);
  self->key = g_steal_pointer (&key);
  self->office.settings.lease = row->lease_until - osr_publication_boot_time ();
  self->office.settings.read_back = osr_lent_desk_get_read_back (self->desk);
  osr_publisher_job_run_async (&self->office, row, known ? &self->memory : NULL, self->cancellable,
                               on_step, g_object_ref (self));
}

/* (transfer full) (nullable): the files of the draft that goes out; none is an empty list */
static GStrv
list_files (OsrCase *the_case, const OsrPublication *row)
{
  const OsrCaseDraft *draft = osr_case_find_draft (the_case, row->draft);

  return g_strsplit (draft != NULL && draft->files != NULL ? draft->files : "", ",", -1);
}

static void
on_file (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrWorkstationPublisher) self = data;
  g_autoptr (GError) error = NULL;

  if (!osr_protocol_get_attachment_finish (OSR_PROTOCOL (source), result, &error)) {
    self->without_files = is_final (error);
    rest_after_trouble (self, "A file of a reply could not be fetched", error);
  } else {
    rest (self, 0);
  }
}

/* Returns: whether a file is on its way */
static gboolean
fetch_file (OsrWorkstationPublisher *self, const char *digest)
{
  g_autofree char *path =
      osr_publishing_desk_dup_file_path (OSR_PUBLISHING_DESK (self->desk), digest);
  g_autofree char *folder = g_path_get_dirname (path);
  OsrProtocolDownload download = { digest, path };

  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_mkdir_with_parents (folder, 0700) != 0)
    return FALSE;
  osr_protocol_get_attachment_async (self->protocol, &download, self->cancellable, on_file,
                                     g_object_ref (self));
  return TRUE;
}

/* @row: (transfer full) */
static void
go_on_with_files (OsrWorkstationPublisher *self, OsrPublication *row)
{
  g_autoptr (OsrCase) the_case =
      osr_publishing_desk_load_case (OSR_PUBLISHING_DESK (self->desk), row->case_id, NULL);
  g_auto (GStrv) files = list_files (the_case, row);

  for (guint i = 0; files[i] != NULL; i++) {
    if (!self->without_files && osr_is_digest (files[i]) && fetch_file (self, files[i])) {
      osr_publication_free (row);
      return;
    }
  }
  run_step (self, row);
}

/* (transfer full) (nullable) */
static OsrCase *
case_from_wire (const OsrWireEntry *entry, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);

  for (guint i = 0; i < entry->events->len; i++) {
    const OsrWireEvent *wire = entry->events->pdata[i];
    g_autoptr (OsrRecord) record =
        osr_record_new (wire->meta, wire->payload, wire->salt, wire->hash, error);
    OsrEvent *event = record != NULL ? osr_record_to_event (record, error) : NULL;

    if (event == NULL)
      return NULL;
    g_ptr_array_add (events, event);
  }
  return osr_case_new_from_events (entry->case_id, events);
}

static void
on_case (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrWorkstationPublisher) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWireEntry) entry =
      osr_protocol_get_case_finish (OSR_PROTOCOL (source), result, &error);
  g_autoptr (OsrCase) the_case = entry != NULL ? case_from_wire (entry, &error) : NULL;

  if (the_case == NULL) {
    rest_after_trouble (self, "The case of a reply could not be read", error);
    return;
  }
  osr_lent_desk_set_case (self->desk, the_case);
  rest (self, 0);
}

/* Returns: whether something is lent */
static gboolean
work (OsrWorkstationPublisher *self)
{
  OsrPublication *row = osr_lent_desk_dup_row (self->desk);

  if (row == NULL)
    return FALSE;
  if (osr_lent_desk_has_case (self->desk, row->case_id)) {
    go_on_with_files (self, row);
    return TRUE;
  }
  osr_protocol_get_case_async (self->protocol, row->case_id, self->cancellable, on_case,
                               g_object_ref (self));
  osr_publication_free (row);
  return TRUE;
}

static gboolean
take (OsrWorkstationPublisher *self, JsonObject *answer, GError **error)
{
  OsrInstant now = osr_publishing_desk_get_now (self->office.desk);
  JsonObject *lent = osr_json_get_object (answer, "publication");
  g_autoptr (OsrPublication) row = lent != NULL ? osr_lent_read_row (lent, now, error) : NULL;
  g_autoptr (OsrNeighbours) neighbours =
      osr_neighbours_read (osr_json_get_object (answer, "neighbours"));
  const OsrLentTerms terms = { self->asked_at, osr_json_get_int (answer, "span", 0),
                               osr_json_get_int (answer, "read_back", OSR_MINUTE), neighbours };

  return lent == NULL || (row != NULL && osr_lent_desk_take (self->desk, row, &terms, error));
}

static void
on_lent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrWorkstationPublisher) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = osr_protocol_lease_finish (OSR_PROTOCOL (source), result, &error);
  gint64 wait;

  if (answer == NULL || !take (self, answer, &error)) {
    rest_after_trouble (self, "No publication could be taken", error);
    return;
  }
  self->attempts = 0;
  self->without_files = FALSE;
  wait = MAX (osr_json_get_int (answer, "wait", 0) / 1000, SHORTEST_SLEEP);
  rest (self, osr_json_get_object (answer, "publication") != NULL ? 0 : wait);
}

static void
ask (OsrWorkstationPublisher *self, GStrv accounts)
{
  g_autoptr (GError) error = NULL;
  const char *taking = NULL;

  if (osr_lent_desk_drop (self->desk, &error))
    taking = osr_lent_desk_ask (self->desk, &error);
  if (taking == NULL) {
    rest_after_trouble (self, "Nothing can be written down here, and nothing is sent", error);
    return;
  }
  self->asked_at = osr_publication_boot_time ();
  osr_protocol_lease_async (self->protocol, taking, (const char *const *) accounts,
                            self->cancellable, on_lent, g_object_ref (self));
}

static void
go_on (OsrWorkstationPublisher *self)
{
  g_auto (GStrv) accounts = NULL;

  if (!self->running || self->busy)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (osr_protocol_get_token (self->protocol) == NULL) {
    sleep_for (self, SESSION_SLEEP);
    return;
  }
  self->busy = TRUE;
  if (tell (self) || work (self))
    return;
  accounts = self->list_accounts (self->data);
  if (accounts != NULL && accounts[0] != NULL)
    ask (self, accounts);
  else
    rest (self, LONGEST_SLEEP);
}

static void
osr_workstation_publisher_finalize (GObject *object)
{
  OsrWorkstationPublisher *self = OSR_WORKSTATION_PUBLISHER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->protocol);
  g_clear_object (&self->desk);
  g_free (self->key);
  g_free (self->report);
  G_OBJECT_CLASS (osr_workstation_publisher_parent_class)->finalize (object);
}

static void
osr_workstation_publisher_class_init (OsrWorkstationPublisherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_workstation_publisher_finalize;
  signals[SIGNAL_TOLD] = g_signal_new ("told", OSR_TYPE_WORKSTATION_PUBLISHER, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_workstation_publisher_init (OsrWorkstationPublisher *self)
{
  self->cancellable = g_cancellable_new ();
}

OsrWorkstationPublisher *
osr_workstation_publisher_new (const OsrWorkstation *workstation, GError **error)
{
  OsrClock *clock = osr_protocol_get_clock (workstation->protocol);
  g_autoptr (OsrLentDesk) desk = osr_lent_desk_open (workstation->folder, clock, error);
  OsrWorkstationPublisher *self;

  if (desk == NULL)
    return NULL;
  self = g_object_new (OSR_TYPE_WORKSTATION_PUBLISHER, NULL);
  self->protocol = g_object_ref (workstation->protocol);
  self->desk = g_steal_pointer (&desk);
  self->office.desk = OSR_PUBLISHING_DESK (self->desk);
  self->office.book = workstation->book;
  self->office.settings.seed = g_random_int ();
  self->list_accounts = workstation->list_accounts;
  self->data = workstation->data;
  return self;
}

void
osr_workstation_publisher_start (OsrWorkstationPublisher *self)
{
  self->running = TRUE;
  go_on (self);
}

void
osr_workstation_publisher_kick (OsrWorkstationPublisher *self)
{
  self->kicked = self->busy;
  go_on (self);
}

void
osr_workstation_publisher_stop (OsrWorkstationPublisher *self)
{
  self->running = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  osr_lent_desk_close (self->desk);
}
