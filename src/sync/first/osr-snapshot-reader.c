/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thread, a short queue of pieces, each of which belongs to one side only. Storing is for whoever
 * takes them. */
#include "sync/first/osr-snapshot-reader.h"

#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "net/osr-net-error.h"
#include "net/osr-protocol-records.h"
#include "store/audit/osr-cache-erase.h"
#include "sync/osr-replica-private.h"

#define PIECE_CASES 16
#define MOST_PIECES 8

struct _OsrSnapshotReader {
  GThread *thread;
  OsrSnapshotLines *lines; /* of the thread */
  char *epoch;
  GMutex lock;
  GCond room;
  GQueue spent; /* nobody needs them; these and the following under the lock */
  GQueue pieces;
  gboolean stopped;
  gboolean asked;   /* in vain */
  GSource *telling; /* nullable */
  GSourceFunc ready;
  gpointer user_data;
};

static void
fold_free (gpointer fold)
{
  if (fold != NULL)
    osr_case_unref (fold);
}

static void
read_free (gpointer read)
{
  if (read != NULL)
    osr_read_text_unref (read);
}

static OsrSnapshotPiece *
piece_new (const char *epoch)
{
  OsrSnapshotPiece *self = g_new0 (OsrSnapshotPiece, 1);

  self->page = osr_page_new (epoch, 0);
  self->folds = g_ptr_array_new_with_free_func (fold_free);
  self->reads = g_ptr_array_new_with_free_func (read_free);
  return self;
}

void
osr_snapshot_piece_free (OsrSnapshotPiece *self)
{
  if (self == NULL)
    return;
  osr_page_free (self->page);
  g_ptr_array_unref (self->folds);
  g_ptr_array_unref (self->reads);
  g_clear_error (&self->error);
  g_free (self);
}

/* --- the thread --- */

/* Words that an event of the same case erases are still in the records: then the cache says what is
 * left. */
static gboolean
has_erasure (GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++) {
    g_autoptr (GArray) versions = osr_record_get_erased (g_ptr_array_index (records, i), NULL);

    if (versions != NULL)
      return TRUE;
  }
  return FALSE;
}

static OsrCase *
fold (const OsrEntry *entry)
{
  g_autoptr (GPtrArray) events = NULL;

  if (entry->kind != OSR_ENTRY_CASE || entry->records->len == 0 ||
      osr_stream_get_kind (entry->stream) != OSR_STREAM_OF_CASE ||
      ((OsrRecord *) entry->records->pdata[0])->version != 1 || has_erasure (entry->records))
    return NULL;
  events = osr_records_to_events (entry->records, NULL);
  return events != NULL ? osr_case_new_from_events (entry->stream, events) : NULL;
}

/* Adds the next line to @piece. */
static gboolean
read_line (OsrSnapshotReader *self, OsrSnapshotPiece *piece)
{
  g_autoptr (JsonObject) line = osr_snapshot_lines_next (self->lines, &piece->error);
  g_autoptr (OsrWireEntry) wire = NULL;
  OsrEntry *entry;
  OsrCase *c;

  if (line == NULL) {
    if (piece->error == NULL)
      g_set_error_literal (&piece->error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                           "The snapshot ends before its last line");
    return FALSE;
  }
  piece->ended = osr_json_get_boolean (line, "end", FALSE);
  if (piece->ended)
    return FALSE;
  wire = osr_wire_entry_read (line, &piece->error);
  entry = wire != NULL ? osr_replica_entry_from_wire (wire, &piece->error) : NULL;
  if (entry == NULL)
    return FALSE;
  g_ptr_array_add (piece->page->entries, entry);
  c = fold (entry);
  g_ptr_array_add (piece->folds, c);
  g_ptr_array_add (piece->reads, c != NULL ? osr_read_text_new (c->text) : NULL);
  return TRUE;
}

static gboolean
on_telling (gpointer data)
{
  OsrSnapshotReader *self = data;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->telling, g_source_unref);
  g_mutex_unlock (&self->lock);
  self->ready (self->user_data);
  return G_SOURCE_REMOVE;
}

/* Returns: whether more is wanted */
static gboolean
hand_over (OsrSnapshotReader *self, OsrSnapshotPiece *piece)
{
  GQueue spent;
  gboolean wanted;

  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->pieces, piece);
  if (self->asked) {
    self->asked = FALSE;
    self->telling = g_idle_source_new ();
    g_source_set_callback (self->telling, on_telling, self, NULL);
    g_source_attach (self->telling, NULL);
  }
  while (self->pieces.length >= MOST_PIECES && !self->stopped)
    g_cond_wait (&self->room, &self->lock);
  wanted = !self->stopped;
  spent = self->spent;
  g_queue_init (&self->spent);
  g_mutex_unlock (&self->lock);
  g_queue_clear_full (&spent, (GDestroyNotify) osr_snapshot_piece_free);
  return wanted;
}

static gpointer
run (gpointer data)
{
  OsrSnapshotReader *self = data;
  gboolean more = TRUE;

  while (more) {
    OsrSnapshotPiece *piece = piece_new (self->epoch);
    gboolean last = FALSE;

    while (piece->page->entries->len < PIECE_CASES && !last)
      last = !read_line (self, piece);
    more = hand_over (self, piece) && !last;
  }
  return NULL;
}

/* --- who takes them --- */

OsrSnapshotReader *
osr_snapshot_reader_new (OsrSnapshotLines *lines, const char *epoch, GSourceFunc ready,
                         gpointer user_data)
{
  OsrSnapshotReader *self = g_new0 (OsrSnapshotReader, 1);

  self->lines = lines;
  self->epoch = g_strdup (epoch);
  self->ready = ready;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->room);
  g_queue_init (&self->pieces);
  g_queue_init (&self->spent);
  self->thread = g_thread_new ("snapshot", run, self);
  return self;
}

void
osr_snapshot_reader_free (OsrSnapshotReader *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  g_cond_signal (&self->room);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  if (self->telling != NULL) {
    g_source_destroy (self->telling);
    g_source_unref (self->telling);
  }
  g_queue_clear_full (&self->pieces, (GDestroyNotify) osr_snapshot_piece_free);
  g_queue_clear_full (&self->spent, (GDestroyNotify) osr_snapshot_piece_free);
  osr_snapshot_lines_free (self->lines);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->room);
  g_free (self->epoch);
  g_free (self);
}

OsrSnapshotPiece *
osr_snapshot_reader_take (OsrSnapshotReader *self)
{
  OsrSnapshotPiece *piece;

  g_mutex_lock (&self->lock);
  piece = g_queue_pop_head (&self->pieces);
  self->asked = piece == NULL;
  g_cond_signal (&self->room);
  g_mutex_unlock (&self->lock);
  return piece;
}

void
osr_snapshot_reader_give_back (OsrSnapshotReader *self, OsrSnapshotPiece *piece)
{
  if (piece == NULL)
    return;
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->spent, piece);
  g_mutex_unlock (&self->lock);
}
