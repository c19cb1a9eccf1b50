/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One snapshot a person and scope, for an hour, as long as what the person may see has not changed and
 * nothing was erased; the oldest go when there are too many or they are too large together. */
#include "coordinator/files/osr-spool.h"

#include <glib/gstdio.h>

#include "coordinator/files/osr-file-answer.h"
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-server.h"
#include "store/snapshot/osr-log-snapshot.h"

#define KEPT_SECONDS 3600
#define MOST_FILES   64
#define MOST_BYTES   (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)
#define MOST_FIRST   50000
#define TYPE         "application/gzip"

struct _OsrSpool {
  char *folder;
  OsrLog *log;
  OsrIndex *index;
  GPtrArray *entries; /* Entry, oldest first */
  GCancellable *stop;
};

/* Who waits for a snapshot that is being written. */
typedef struct {
  SoupServerMessage *message;
  gulong finished;
  GPtrArray *list; /* that it stands in */
} Waiter;

typedef struct {
  gatomicrefcount refs;
  char *person;
  char *name;
  char *scope;
  char *path;
  char *etag;
  char *log_path;
  OsrInstant now;
  GPtrArray *first; /* nullable */
  GPtrArray *waiters;
  gboolean ready;
  gboolean stale; /* goes when it is written */
  gint64 seq;
  gint64 size;
  gint64 made_at; /* monotonic */
} Entry;

static void
waiter_free (gpointer data)
{
  Waiter *self = data;

  g_signal_handler_disconnect (self->message, self->finished);
  g_object_unref (self->message);
  g_free (self);
}

static void
entry_unref (Entry *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_unlink (self->path);
  g_free (self->person);
  g_free (self->name);
  g_free (self->scope);
  g_free (self->path);
  g_free (self->etag);
  g_free (self->log_path);
  g_clear_pointer (&self->first, g_ptr_array_unref);
  g_ptr_array_unref (self->waiters);
  g_free (self);
}

static Entry *
entry_ref (Entry *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
clear_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_str_has_suffix (name, ".snapshot"))
      g_unlink (path);
  }
}

OsrSpool *
osr_spool_new (const char *folder, OsrLog *log, OsrIndex *index)
{
  OsrSpool *self = g_new0 (OsrSpool, 1);

  self->folder = g_strdup (folder);
  self->log = log;
  self->index = index;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_unref);
  self->stop = g_cancellable_new ();
  clear_folder (folder);
  return self;
}

static void
answer_failure (SoupServerMessage *message, const GError *cause)
{
  g_autoptr (GError) error = g_error_new_literal (OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_BUSY,
                                                  cause != NULL ? cause->message : "stopping");

  osr_answer_error (message, error, NULL);
}

/* Everybody who waits for @entry gets it, or why there is none. */
static void
release (Entry *entry, const GError *error)
{
  while (entry->waiters->len > 0) {
    Waiter *waiter = g_ptr_array_index (entry->waiters, entry->waiters->len - 1);
    g_autoptr (SoupServerMessage) message = g_object_ref (waiter->message);

    g_ptr_array_remove_index_fast (entry->waiters, entry->waiters->len - 1);
    if (error == NULL)
      osr_answer_file (message, entry->path, entry->etag, TYPE);
    else
      answer_failure (message, error);
    soup_server_message_unpause (message);
  }
}

void
osr_spool_free (OsrSpool *self)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopping");

  if (self == NULL)
    return;
  g_cancellable_cancel (self->stop);
  for (guint i = 0; i < self->entries->len; i++)
    release (g_ptr_array_index (self->entries, i), error);
  g_ptr_array_unref (self->entries);
  g_object_unref (self->stop);
  g_free (self->folder);
  g_free (self);
}

static OsrInstant
read_fixed (gpointer now)
{
  return *(OsrInstant *) now;
}

static gboolean
write_entry (Entry *self, GCancellable *stop, GError **error)
{
  OsrSnapshotOrder order = { self->person, self->name, self->scope, self->first };
  g_autoptr (OsrClock) clock = osr_clock_new (read_fixed, &self->now, NULL);
  g_autoptr (OsrLog) log = osr_log_open_to_read (self->log_path, clock, error);
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GOutputStream) raw = NULL;
  g_autoptr (GOutputStream) out = NULL;

  if (log == NULL)
    return FALSE;
  raw = G_OUTPUT_STREAM (g_file_create (file, G_FILE_CREATE_PRIVATE, stop, error));
  if (raw == NULL)
    return FALSE;
  out = g_buffered_output_stream_new_sized (raw, 256 * 1024);
  return osr_log_write_snapshot (log, &order, out, &self->seq, error) &&
         g_output_stream_close (out, NULL, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Entry *self = data;
  GError *error = NULL;
  GStatBuf status;

  if (!write_entry (self, cancellable, &error)) {
    g_task_return_error (task, error);
    return;
  }
  self->size = g_stat (self->path, &status) == 0 ? status.st_size : 0;
  g_task_return_boolean (task, TRUE);
}

static void
keep_bounds (OsrSpool *self)
{
  gint64 total = 0;

  for (guint i = 0; i < self->entries->len; i++)
    total += ((Entry *) self->entries->pdata[i])->size;
  for (guint i = 0; i < self->entries->len;) {
    Entry *entry = g_ptr_array_index (self->entries, i);
    gint64 age = g_get_monotonic_time () - entry->made_at;

    if (entry->ready && (self->entries->len > MOST_FILES || total > MOST_BYTES ||
                         age > KEPT_SECONDS * (gint64) G_USEC_PER_SEC)) {
      total -= entry->size;
      g_ptr_array_remove_index (self->entries, i);
    } else {
      i++;
    }
  }
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  OsrSpool *self = data;
  Entry *entry = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return; /* the spool is gone, and everybody was answered */
  entry->ready = g_task_propagate_boolean (G_TASK (result), &error);
  entry->made_at = g_get_monotonic_time ();
  release (entry, error);
  if (!entry->ready || entry->stale)
    g_ptr_array_remove (self->entries, entry);
  keep_bounds (self);
}

void
osr_spool_clear (OsrSpool *self)
{
  for (guint i = self->entries->len; i > 0; i--) {
    Entry *entry = g_ptr_array_index (self->entries, i - 1);

    entry->stale = TRUE;
    if (entry->ready)
      g_ptr_array_remove_index (self->entries, i - 1);
  }
}

static Entry *
begin (OsrSpool *self, const char *person, const char *name, const char *scope)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *base = g_strconcat (id, ".snapshot", NULL);
  g_autoptr (GTask) task = g_task_new (NULL, self->stop, on_written, self);
  Entry *entry = g_new0 (Entry, 1);

  g_atomic_ref_count_init (&entry->refs);
  entry->person = g_strdup (person);
  entry->name = g_strdup (name);
  entry->scope = g_strdup (scope);
  entry->path = g_build_filename (self->folder, base, NULL);
  entry->etag = g_strdup_printf ("\"%s\"", id);
  entry->log_path = g_strdup (osr_log_get_path (self->log));
  entry->now = osr_clock_now (osr_log_get_clock (self->log));
  entry->first = osr_index_list_open (self->index, person, MOST_FIRST, NULL);
  entry->waiters = g_ptr_array_new_with_free_func (waiter_free);
  g_ptr_array_add (self->entries, entry);
  g_mkdir_with_parents (self->folder, 0700);
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, entry_ref (entry), (GDestroyNotify) entry_unref);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, write_in_thread);
  return entry;
}

/* (nullable): one that is there, or being written, and may still be handed out */
static Entry *
find (OsrSpool *self, const char *person, const char *name)
{
  keep_bounds (self);
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    if (!g_str_equal (entry->person, person) || !g_str_equal (entry->name, name))
      continue;
    if (!entry->ready || osr_log_snapshot_is_current (self->log, person, entry->seq))
      return entry;
    g_ptr_array_remove_index (self->entries, i);
    return NULL;
  }
  return NULL;
}

static void
on_finished (SoupServerMessage *message, Waiter *waiter)
{
  g_ptr_array_remove_fast (waiter->list, waiter);
}

static void
wait_for (Entry *entry, SoupServerMessage *message)
{
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->message = g_object_ref (message);
  waiter->list = entry->waiters;
  waiter->finished = g_signal_connect (message, "finished", G_CALLBACK (on_finished), waiter);
  g_ptr_array_add (entry->waiters, waiter);
  soup_server_message_pause (message);
}

void
osr_spool_ask (OsrSpool *self, SoupServerMessage *message, const char *person, const char *name)
{
  g_autofree char *scope = osr_log_snapshot_dup_scope (self->log, person, name);
  g_autoptr (GError) error = NULL;
  Entry *entry;

  if (scope == NULL) {
    g_set_error_literal (&error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_NOT_FOUND,
                         "There is no such snapshot for you.");
    osr_answer_error (message, error, NULL);
    return;
  }
  entry = find (self, person, name);
  if (entry == NULL && osr_answer_is_other (message, "")) {
    g_set_error_literal (&error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_OTHER_FILE,
                         "That snapshot is no longer kept; begin anew.");
    osr_answer_error (message, error, NULL);
    return;
  }
  if (entry == NULL)
    entry = begin (self, person, name, scope);
  if (entry->ready)
    osr_answer_file (message, entry->path, entry->etag, TYPE);
  else
    wait_for (entry, message);
}
