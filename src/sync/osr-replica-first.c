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
#include "sync/first/osr-snapshot-reader.h"
#include "sync/osr-replica-private.h"

/* All that the person sees. */
#define SCOPE "office"

/* A part of the file is taken in between two frames of the window. */
#define STEP_US (12 * 1000)

/* So many cases are one write of the file, which is what a sudden end of the program costs. Their keys lie
 * anywhere, so that each write is of most pages there are. */
#define BULK_CASES 4000

/* The words of so many wait to be put into the index in the order of their keys. */
#define WORDS_CASES 1000

/* The queue is drawn anew and the amount told so often. */
#define TELL_US (400 * 1000)

/* Files that cannot be read, after which the log is read event by event. */
#define MOST_BAD_FILES 3

struct _OsrReplicaFirst {
  char *path; /* of the file */
  OsrSnapshotReader *reader;
  char *epoch;
  char *next; /* cursor: what is newer comes again, and is passed over */
  guint source;
  gboolean writing; /* a bulk is full, and not yet in the file */
  gboolean wording; /* words enough of it wait */
  gboolean ended;   /* with the last line */
  gboolean open;    /* the office is there, and with it the window */
  gboolean downloading;
  gint64 done;
  gint64 written; /* of @done: what the file has */
  gint64 worded;  /* of @done: whose words are in the index */
  gint64 total;
  gint64 begun_at; /* monotonic µs, when @begun_with was done */
  gint64 begun_with;
  gint64 told_at;
};

static void
first_free (OsrReplicaFirst *first)
{
  g_clear_handle_id (&first->source, g_source_remove);
  g_clear_pointer (&first->reader, osr_snapshot_reader_free);
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

/* The page and, when the office is known, the rows of its cases; whose rows are left to write stays in
 * @changed. */
static gboolean
write_page (OsrReplica *self, const OsrSnapshotPiece *piece, GPtrArray *changed, GError **error)
{
  if (!osr_cache_apply_page (self->cache, piece->page, changed, error))
    return FALSE;
  if (self->first->open)
    osr_replica_queue_take (self, piece, changed);
  return TRUE;
}

static gboolean
store_page (OsrReplica *self, const OsrSnapshotPiece *piece, GPtrArray *changed, GError **error)
{
  OsrReplicaFirst *first = self->first;

  if (!osr_cache_bulk_enter (self->cache, error))
    return FALSE;
  if (!write_page (self, piece, changed, error)) {
    osr_cache_bulk_drop (self->cache);
    return FALSE;
  }
  osr_cache_bulk_leave (self->cache);
  first->done += count_cases (piece->page);
  if (!first->open)
    return osr_cache_bulk_end (self->cache, error);
  first->writing = first->done - first->written >= BULK_CASES;
  first->wording = first->done - first->worded >= WORDS_CASES;
  return TRUE;
}

static gboolean
take_piece (OsrReplica *self, const OsrSnapshotPiece *piece, GError **error)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) common = NULL;

  if (piece->page->entries->len == 0)
    return TRUE;
  if (!osr_replica_note_erasures (self, piece->page, error) ||
      !store_page (self, piece, changed, error))
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

/* Returns: whether to go on; else @ended, or @error */
static gboolean
write_some (OsrReplica *self, gboolean *ended, GError **error)
{
  OsrReplicaFirst *first = self->first;
  gboolean done = FALSE;

  if (!osr_cache_bulk_step (self->cache, &done, error))
    return FALSE;
  if (done) {
    first->writing = first->wording = FALSE;
    first->written = first->worded = first->done;
  }
  *ended = done && first->ended;
  return !*ended;
}

static gboolean
put_some_words (OsrReplica *self, GError **error)
{
  OsrReplicaFirst *first = self->first;
  gboolean done = FALSE;

  if (!osr_cache_bulk_step_words (self->cache, &done, error))
    return FALSE;
  if (done) {
    first->wording = FALSE;
    first->worded = first->done;
  }
  return TRUE;
}

/* Stores the next piece. Returns: whether to go on; else @error, or nothing is there yet */
static gboolean
take_next (OsrReplica *self, GError **error)
{
  OsrReplicaFirst *first = self->first;
  g_autoptr (OsrSnapshotPiece) piece = osr_snapshot_reader_take (first->reader);

  if (piece == NULL || !take_piece (self, piece, error))
    return FALSE;
  if (piece->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&piece->error));
    return FALSE;
  }
  if (self->first != first) /* signals may have closed the replica */
    return FALSE;
  first->ended = piece->ended;
  first->writing = first->writing || first->ended;
  osr_snapshot_reader_give_back (first->reader, g_steal_pointer (&piece));
  return TRUE;
}

/* Returns: whether to go on; else @ended, or @error, or nothing is there yet */
static gboolean
go_on (OsrReplica *self, gboolean *ended, GError **error)
{
  if (self->first->writing)
    return write_some (self, ended, error);
  if (self->first->wording)
    return put_some_words (self, error);
  return take_next (self, error);
}

static gboolean
on_step (gpointer user_data)
{
  g_autoptr (OsrReplica) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;
  const OsrReplicaFirst *first = self->first;
  gint64 until = g_get_monotonic_time () + STEP_US;
  gboolean ended = FALSE, more = TRUE;

  while (more && self->first == first && g_get_monotonic_time () < until)
    more = go_on (self, &ended, &error);
  if (self->first != first) /* signals may have closed the replica */
    return G_SOURCE_REMOVE;
  if (more)
    return G_SOURCE_CONTINUE;
  self->first->source = 0;
  if (ended)
    finish (self);
  else if (error != NULL)
    give_up_file (self, g_steal_pointer (&error));
  return G_SOURCE_REMOVE;
}

/* The reader has a piece again. */
static gboolean
on_ready (gpointer user_data)
{
  OsrReplica *self = user_data;

  if (self->first->source == 0)
    self->first->source = g_idle_add (on_step, self);
  return G_SOURCE_REMOVE;
}

static gboolean
open_lines (OsrReplica *self, GError **error)
{
  OsrReplicaFirst *first = self->first;
  g_autoptr (OsrSnapshotLines) lines = NULL;
  g_autoptr (JsonObject) header = NULL;
  const char *epoch, *next;

  lines = osr_snapshot_lines_open (first->path, error);
  header = lines != NULL ? osr_snapshot_lines_next (lines, error) : NULL;
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
  first->reader = osr_snapshot_reader_new (g_steal_pointer (&lines), epoch, on_ready, self);
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
  osr_replica_files_heed (self);
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
