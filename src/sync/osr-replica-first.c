/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first sync, and that after a restored backup: a snapshot of all that the person sees instead of
 * the whole log. It begins with the office, so that the window can open; their own open cases come
 * before the others. A snapshot is a file: its download goes on where it stopped, taking it in passes
 * over what is held already, so nothing of both is lost with the program. Last the cursor is set, and
 * changes go on from there. */
#include <glib/gstdio.h>

#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "net/osr-protocol-files.h"
#include "store/bulk/osr-cache-bulk.h"
#include "sync/osr-replica-private.h"
#include "sync/osr-snapshot-lines.h"

/* All that the person sees. */
#define SCOPE "office"

/* A part of the file is taken in between two frames of the window. */
#define STEP_US (12 * 1000)

/* So many pages are read before the clock is asked; so many cases are one write of the file, which is
 * what a sudden end of the program costs. */
#define PAGE_CASES 16
#define BULK_CASES 1000

/* The queue is drawn anew and the amount told so often. */
#define TELL_US (400 * 1000)

/* Files that cannot be read, after which the log is read event by event. */
#define MOST_BAD_FILES 3

struct _OsrReplicaFirst {
  char *path; /* of the file */
  OsrSnapshotLines *lines;
  char *epoch;
  char *next; /* cursor: what is newer comes again, and is passed over */
  guint source;
  gboolean open; /* the office is there, and with it the window */
  gboolean downloading;
  gint64 done;
  gint64 written; /* of @done: what the file has */
  gint64 total;
  gint64 begun_at; /* monotonic µs, when @begun_with was done */
  gint64 begun_with;
  gint64 told_at;
};

static void
first_free (OsrReplicaFirst *first)
{
  g_clear_handle_id (&first->source, g_source_remove);
  g_clear_pointer (&first->lines, osr_snapshot_lines_free);
  g_free (first->path);
  g_free (first->epoch);
  g_free (first->next);
  g_free (first);
}

static void
begin_part (OsrReplicaFirst *first, gboolean downloading, gint64 total)
{
  first->downloading = downloading;
  first->done = 0;
  first->total = total;
  first->begun_at = 0;
  first->told_at = 0;
}

static void
tell (OsrReplica *self, gboolean rows)
{
  gint64 now = g_get_monotonic_time ();

  if (self->first->begun_at == 0) {
    self->first->begun_at = now;
    self->first->begun_with = self->first->done;
  }
  if (now - self->first->told_at < TELL_US)
    return;
  self->first->told_at = now;
  osr_replica_emit_first_sync (self);
  if (rows)
    osr_replica_emit_queue_changed (self);
}

static char *
dup_path (OsrReplica *self)
{
  return g_build_filename (self->folder, OSR_REPLICA_SNAPSHOT_PREFIX SCOPE, NULL);
}

void
osr_replica_first_discard (OsrReplica *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    if (g_str_has_prefix (name, OSR_REPLICA_SNAPSHOT_PREFIX))
      g_unlink (path);
  }
}

/* --- taking in --- */

/* The cursor only now: had it been there earlier, a program that ended would have gone on behind
 * cases that it does not hold. */
static void
finish (OsrReplica *self)
{
  g_autoptr (OsrPage) page = osr_page_new (self->first->epoch, 0);
  g_autoptr (GError) error = NULL;

  page->next = g_strdup (self->first->next);
  if (!osr_cache_apply_page (self->cache, page, NULL, &error)) {
    osr_replica_pull_ended (self, g_steal_pointer (&error));
    return;
  }
  osr_replica_first_stop (self);
  osr_replica_first_discard (self);
  osr_replica_push_prune (self);
  osr_replica_queue_mark (self);
  osr_replica_queue_arm (self);
  osr_replica_emit_queue_changed (self);
  osr_replica_pull_ended (self, NULL);
}

/* A file of an earlier run says nothing of whether the coordinator is there. */
static void
tell_reached (OsrReplica *self)
{
  OsrInstant answered_at = osr_protocol_get_answered_at (self->protocol);

  if (answered_at != OSR_INSTANT_UNKNOWN)
    osr_replica_pulled (self, answered_at);
}

/* A file that is not whole or not one: fetched anew, and after some attempts done without. */
static void
give_up_file (OsrReplica *self, GError *error)
{
  g_info ("A snapshot could not be taken in: %s", error->message);
  if (self->first->path != NULL)
    g_unlink (self->first->path);
  if (++self->bad_snapshots >= MOST_BAD_FILES)
    self->without_snapshots = TRUE;
  osr_replica_first_stop (self);
  osr_replica_pull_ended (self, error);
}

/* Moves what is no case from @ids to the array that is returned. */
static GPtrArray *
steal_common (GPtrArray *ids)
{
  GPtrArray *common = g_ptr_array_new_with_free_func (g_free);

  for (guint i = ids->len; i > 0; i--) {
    if (osr_stream_get_kind (g_ptr_array_index (ids, i - 1)) != OSR_STREAM_OF_CASE)
      g_ptr_array_add (common, g_ptr_array_steal_index (ids, i - 1));
  }
  return common;
}

static guint
count_cases (OsrPage *page)
{
  guint n = 0;

  for (guint i = 0; i < page->entries->len; i++) {
    const OsrEntry *entry = g_ptr_array_index (page->entries, i);

    n += osr_stream_get_kind (entry->stream) == OSR_STREAM_OF_CASE;
  }
  return n;
}

/* The page and, when the office is known, the rows of its cases; those that are left stay in @changed. */
static gboolean
write_page (OsrReplica *self, OsrPage *page, GPtrArray *changed, GError **error)
{
  if (!osr_cache_apply_page (self->cache, page, changed, error))
    return FALSE;
  if (self->first->open) {
    osr_replica_queue_update (self, changed);
    g_ptr_array_set_size (changed, 0);
  }
  return TRUE;
}

static gboolean
store_page (OsrReplica *self, OsrPage *page, GPtrArray *changed, GError **error)
{
  OsrReplicaFirst *first = self->first;

  if (!osr_cache_bulk_enter (self->cache, error))
    return FALSE;
  if (!write_page (self, page, changed, error)) {
    osr_cache_bulk_drop (self->cache);
    return FALSE;
  }
  osr_cache_bulk_leave (self->cache);
  first->done += count_cases (page);
  if (first->open && first->done - first->written < BULK_CASES)
    return TRUE;
  first->written = first->done;
  return osr_cache_bulk_end (self->cache, error);
}

static gboolean
take_page (OsrReplica *self, OsrPage *page, GError **error)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) common = NULL;

  if (page->entries->len == 0)
    return TRUE;
  osr_replica_note_erasures (self, page);
  if (!store_page (self, page, changed, error))
    return FALSE;
  common = steal_common (changed);
  if (common->len > 0)
    osr_replica_cases_changed (self, common);
  if (self->first != NULL && changed->len > 0) /* signals may have closed the replica */
    osr_replica_queue_update (self, changed);
  if (self->first != NULL && !self->first->open) {
    self->first->open = TRUE;
    tell_reached (self);
  }
  if (self->first != NULL)
    tell (self, TRUE);
  return TRUE;
}

/* Adds the next line to @page; @ended at the last. */
static gboolean
read_entry (OsrReplica *self, OsrPage *page, gboolean *ended, GError **error)
{
  g_autoptr (JsonObject) line = osr_snapshot_lines_next (self->first->lines, error);
  g_autoptr (OsrWireEntry) wire = NULL;
  OsrEntry *entry;

  if (line == NULL) {
    if (*error == NULL)
      g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                           "The snapshot ends before its last line");
    return FALSE;
  }
  *ended = osr_json_get_boolean (line, "end", FALSE);
  if (*ended)
    return TRUE;
  wire = osr_wire_entry_read (line, error);
  entry = wire != NULL ? osr_replica_entry_from_wire (wire, error) : NULL;
  if (entry != NULL)
    g_ptr_array_add (page->entries, entry);
  return entry != NULL;
}

/* Reads and stores one page; @ended with the last line. */
static gboolean
take_some (OsrReplica *self, gboolean *ended, GError **error)
{
  g_autoptr (OsrPage) page = osr_page_new (self->first->epoch, 0);

  while (!*ended && page->entries->len < PAGE_CASES) {
    if (!read_entry (self, page, ended, error))
      return FALSE;
  }
  return take_page (self, page, error);
}

static gboolean
on_step (gpointer user_data)
{
  g_autoptr (OsrReplica) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;
  const OsrReplicaFirst *first = self->first;
  gint64 until = g_get_monotonic_time () + STEP_US;
  gboolean ended = FALSE, ok = TRUE;

  while (ok && self->first == first && !ended && g_get_monotonic_time () < until)
    ok = take_some (self, &ended, &error);
  if (self->first != first) /* signals may have closed the replica */
    return G_SOURCE_REMOVE;
  if (ok && !ended)
    return G_SOURCE_CONTINUE;
  self->first->source = 0;
  if (ok)
    finish (self);
  else
    give_up_file (self, g_steal_pointer (&error));
  return G_SOURCE_REMOVE;
}

static gboolean
open_lines (OsrReplica *self, GError **error)
{
  OsrReplicaFirst *first = self->first;
  g_autoptr (JsonObject) header = NULL;
  const char *epoch, *next;

  first->lines = osr_snapshot_lines_open (first->path, error);
  header = first->lines != NULL ? osr_snapshot_lines_next (first->lines, error) : NULL;
  if (header == NULL)
    return FALSE;
  epoch = osr_json_get_string (header, "epoch");
  next = osr_json_get_string (header, "next");
  if (epoch == NULL || next == NULL) {
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                         "The snapshot does not say what it is of");
    return FALSE;
  }
  first->epoch = g_strdup (epoch);
  first->next = g_strdup (next);
  begin_part (first, FALSE, osr_json_get_int (header, "cases", 0));
  return TRUE;
}

static void
take_in (OsrReplica *self)
{
  g_autoptr (GError) error = NULL;

  if (!open_lines (self, &error)) {
    if (error == NULL)
      g_set_error_literal (&error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "The snapshot is empty");
    give_up_file (self, g_steal_pointer (&error));
    return;
  }
  self->first->source = g_idle_add (on_step, self);
}

/* --- fetching --- */

static void
on_downloading (gint64 done, gint64 total, gpointer user_data)
{
  OsrReplica *self = user_data;

  if (self->first == NULL || !self->first->downloading)
    return;
  self->first->done = done;
  self->first->total = total;
  tell (self, FALSE);
}

/* A coordinator that makes none. */
static void
not_to_be_had (OsrReplica *self)
{
  self->without_snapshots = TRUE;
  osr_replica_first_stop (self);
  osr_replica_pull_ended (self, NULL);
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OsrReplica) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean there = osr_protocol_snapshot_finish (OSR_PROTOCOL (source), result, &error);

  if (osr_replica_is_late (result) || self->first == NULL)
    return;
  if (there) {
    take_in (self);
  } else if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED) ||
             g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL)) {
    g_info ("There is no snapshot: %s", error->message);
    not_to_be_had (self);
  } else {
    osr_replica_first_stop (self);
    osr_replica_pull_ended (self, g_steal_pointer (&error));
  }
}

static void
fetch (OsrReplica *self)
{
  OsrProtocolDownload download = {
    .name = SCOPE, .path = self->first->path, .progress = on_downloading, .progress_data = self
  };

  begin_part (self->first, TRUE, 0);
  osr_protocol_snapshot_async (self->protocol, &download, self->stop, on_downloaded,
                               g_object_ref (self));
}

gboolean
osr_replica_first_begin (OsrReplica *self)
{
  if (osr_cache_get_cursor (self->cache) != NULL || self->without_snapshots)
    return FALSE;
  osr_replica_first_stop (self);
  self->first = g_new0 (OsrReplicaFirst, 1);
  self->first->path = dup_path (self);
  if (g_file_test (self->first->path, G_FILE_TEST_EXISTS))
    take_in (self);
  else
    fetch (self);
  return TRUE;
}

void
osr_replica_first_stop (OsrReplica *self)
{
  g_autoptr (GError) error = NULL;

  if (self->first == NULL)
    return;
  if (!osr_cache_bulk_end (self->cache, &error))
    osr_replica_store_failed (self, "What had come of the first sync could not be kept", error);
  g_clear_pointer (&self->first, first_free);
  osr_replica_emit_first_sync (self);
}

gboolean
osr_replica_get_first_sync (OsrReplica *self, OsrFirstSync *sync)
{
  const OsrReplicaFirst *first;
  gint64 passed, moved;

  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);
  first = self->first;
  *sync = (OsrFirstSync){ .seconds_left = -1 };
  if (first == NULL || first->begun_at == 0)
    return FALSE;
  sync->downloading = first->downloading;
  sync->done = MIN (first->done, first->total);
  sync->total = first->total;
  passed = g_get_monotonic_time () - first->begun_at;
  moved = first->done - first->begun_with;
  if (moved > 0 && passed > G_USEC_PER_SEC)
    sync->seconds_left = (int) (passed / 1000 * (first->total - sync->done) / moved / 1000);
  return TRUE;
}
