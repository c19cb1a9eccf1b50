/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recomputes the chains and the checkpoints: that no stored event was altered, left out or put in since
 * it was written. The one change that is lawful, destroying words, leaves their digest and an event
 * that says so; words that are gone without one, or there again after it, are a fault. */
#include "core/audit/osr-merkle.h"
#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "store/audit/osr-log-checkpoint.h"
#include "store/osr-log-private.h"
#include "store/osr-record-private.h"

/* How far each stream has been followed. */
typedef struct {
  gint64 version;
  char *hash;
} Link;

static void
link_free (gpointer data)
{
  Link *end = data;

  g_free (end->hash);
  g_free (end);
}

typedef struct {
  GHashTable *ends;    /* stream → Link */
  GHashTable *missing; /* "stream version": events whose words are gone, not yet explained */
  GHashTable *present; /* the same of those whose words are there */
  gboolean all;        /* the whole log in its own order, checkpoints too */
  gint64 n_events;
  GPtrArray *open;     /* hashes of the events under no checkpoint so far */
  OsrCheckpoint *last; /* nullable */
} Walk;

static void
walk_clear (Walk *self)
{
  g_clear_pointer (&self->ends, g_hash_table_unref);
  g_clear_pointer (&self->missing, g_hash_table_unref);
  g_clear_pointer (&self->present, g_hash_table_unref);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->last, osr_checkpoint_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static gboolean
broken (OsrRecord *record, const char *what, GError **error)
{
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
               "%s, version %" G_GINT64_FORMAT " (number %" G_GINT64_FORMAT "): %s", record->stream,
               record->version, record->seq, what);
  return FALSE;
}

static gboolean
check_payload (OsrRecord *record, GError **error)
{
  g_autofree char *digest = NULL;

  if (record->payload == NULL)
    return TRUE;
  if (record->salt == NULL || record->digest == NULL)
    return broken (record, "a payload that the event does not know", error);
  digest = osr_chain_payload_digest (record->salt, record->payload);
  if (!g_str_equal (digest, record->digest))
    return broken (record, "the payload was altered", error);
  return TRUE;
}

/* The columns serve queries; the stored bytes are what counts. */
static gboolean
check_columns (OsrRecord *record, OsrStatement *row, GError **error)
{
  g_autoptr (OsrEvent) event = osr_event_new_from_json (record->meta, NULL, NULL);

  if (event == NULL)
    return broken (record, "the stored bytes cannot be read", error);
  if (event->seq != record->seq || event->version != record->version ||
      g_strcmp0 (event->stream, record->stream) != 0 ||
      g_strcmp0 (event->type, osr_statement_get_text (row, "type")) != 0 ||
      g_strcmp0 (event->by, osr_statement_get_text (row, "by")) != 0 ||
      event->at != osr_statement_get_int (row, "at"))
    return broken (record, "the columns differ from the stored bytes", error);
  return TRUE;
}

static gboolean
check_link (GHashTable *ends, OsrRecord *record, GError **error)
{
  Link *end = g_hash_table_lookup (ends, record->stream);

  if (end == NULL) {
    end = g_new0 (Link, 1);
    g_hash_table_insert (ends, g_strdup (record->stream), end);
  }
  if (record->version != end->version + 1)
    return broken (record, "an event before it is missing", error);
  if (!osr_record_follows (record, end->hash))
    return broken (record, "the chain does not fit", error);
  end->version = record->version;
  g_free (end->hash);
  end->hash = g_strdup (record->hash);
  return TRUE;
}

static char *
place_of (const char *stream, gint64 version)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, stream, version);
}

/* Every digest has its words, or an event after it that says they were destroyed. */
static gboolean
check_erasure (Walk *self, OsrRecord *record, OsrEvent *event, GError **error)
{
  JsonArray *versions = osr_json_get_array (event->members, "versions");

  if (record->digest != NULL)
    g_hash_table_add (record->payload != NULL ? self->present : self->missing,
                      place_of (record->stream, record->version));
  if (!osr_event_is (event, "payload-erased") || versions == NULL)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (versions); i++) {
    g_autofree char *place =
        place_of (record->stream, json_node_get_int (json_array_get_element (versions, i)));

    g_hash_table_remove (self->missing, place);
    if (g_hash_table_contains (self->present, place))
      return broken (record, "words that it erased are there again", error);
  }
  return TRUE;
}

/* Takes the events under @checkpoint off the open ones. */
static gboolean
check_root (Walk *self, OsrRecord *record, const OsrCheckpoint *checkpoint, GError **error)
{
  guint n = (guint) (checkpoint->to_seq - checkpoint->from_seq + 1);
  g_autofree char *root = NULL;
  g_autoptr (GPtrArray) under = g_ptr_array_new ();

  if (n > self->open->len)
    return broken (record, "the checkpoint names events that are not there", error);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (under, self->open->pdata[i]);
  root = osr_merkle_root (under);
  if (g_strcmp0 (root, checkpoint->root) != 0)
    return broken (record, "the checkpoint stands for other events than these", error);
  g_ptr_array_remove_range (self->open, 0, n);
  return TRUE;
}

static gboolean
check_checkpoint (Walk *self, OsrRecord *record, OsrEvent *event, GError **error)
{
  g_autoptr (OsrCheckpoint) checkpoint = NULL;
  g_autoptr (GError) fault = NULL;

  if (!self->all || osr_stream_get_kind (record->stream) != OSR_STREAM_OF_CHECKPOINTS)
    return TRUE;
  checkpoint = osr_checkpoint_new_from_event (event, record->hash, &fault);
  if (checkpoint == NULL || !osr_checkpoint_follows (checkpoint, self->last, &fault))
    return broken (record, fault->message, error);
  if (!check_root (self, record, checkpoint, error))
    return FALSE;
  osr_checkpoint_free (self->last);
  self->last = g_steal_pointer (&checkpoint);
  return TRUE;
}

static gboolean
check_record (Walk *self, OsrRecord *record, OsrStatement *row, GError **error)
{
  g_autoptr (OsrEvent) event = NULL;

  if (!check_columns (record, row, error) || !check_payload (record, error) ||
      !check_link (self->ends, record, error))
    return FALSE;
  event = osr_event_new_from_json (record->meta, NULL, error);
  if (event == NULL || !check_erasure (self, record, event, error) ||
      !check_checkpoint (self, record, event, error))
    return FALSE;
  if (self->all)
    g_ptr_array_add (self->open, g_strdup (record->hash));
  return TRUE;
}

static gboolean
check_missing (Walk *self, GError **error)
{
  GHashTableIter iter;
  const char *place;

  g_hash_table_iter_init (&iter, self->missing);
  if (!g_hash_table_iter_next (&iter, (gpointer *) &place, NULL))
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
               "%s: its payload is gone, and no act says so", place);
  return FALSE;
}

static gboolean
verify_rows (Walk *self, OsrStatement *select, GError **error)
{
  OsrStep step;

  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    g_autoptr (OsrRecord) record = osr_record_new_from_row (select);

    self->n_events++;
    if (self->all && record->seq != self->n_events)
      return broken (record, "the numbers before it have a hole", error);
    if (!check_record (self, record, select, error))
      return FALSE;
  }
  return step == OSR_STEP_DONE && check_missing (self, error);
}

gboolean
osr_log_verify (OsrLog *self, const char *stream, gint64 *n_events, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database,
                            stream != NULL ? OSR_LOG_SQL_RECORDS
                                " WHERE e.stream = :stream ORDER BY e.version"
                                           : OSR_LOG_SQL_RECORDS " ORDER BY e.seq",
                            error);
  g_auto (Walk) walk = { 0 };

  if (select == NULL)
    return FALSE;
  walk.ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, link_free);
  walk.missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  walk.present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  walk.open = g_ptr_array_new_with_free_func (g_free);
  walk.all = stream == NULL;
  if (stream != NULL)
    osr_statement_bind_text (select, ":stream", stream);
  if (!verify_rows (&walk, select, error))
    return FALSE;
  if (walk.all && walk.n_events != osr_log_get_head (self)) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
                 "the log counts %" G_GINT64_FORMAT " events and holds %" G_GINT64_FORMAT,
                 osr_log_get_head (self), walk.n_events);
    return FALSE;
  }
  if (n_events != NULL)
    *n_events = walk.n_events;
  /* The heads of older checkpoints are under the chain of the newest, which says where all ended. */
  return walk.last == NULL || osr_log_verify_heads (self, walk.last, error);
}
