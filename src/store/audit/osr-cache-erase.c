/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An erasure may come long after the words, or before them in a case that comes whole: then they are
 * not in it any more. The row of the queue is made anew by the replica, and the files are cut by
 * osr_cache_purge_step(). */
#include "store/audit/osr-cache-erase.h"

#include <string.h>

#include "core/audit/osr-merkle.h"
#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "store/audit/osr-log-audit-private.h"
#include "store/osr-cache-private.h"
#include "store/osr-record-private.h"

#define TYPE_ERASED "payload-erased"

/* Most events are another: those are not parsed. */
static gboolean
may_erase (OsrRecord *record)
{
  gsize length;
  const char *meta = g_bytes_get_data (record->meta, &length);

  return meta != NULL && memmem (meta, length, TYPE_ERASED, strlen (TYPE_ERASED)) != NULL;
}

GArray *
osr_record_get_erased (OsrRecord *record, gboolean *whole)
{
  g_autoptr (GArray) versions = NULL;
  g_autoptr (OsrEvent) event = NULL;
  JsonArray *array;

  if (!may_erase (record))
    return NULL;
  event = osr_record_to_event (record, NULL);
  if (event == NULL || !osr_event_is (event, TYPE_ERASED))
    return NULL;
  if (whole != NULL)
    *whole = osr_json_get_boolean (event->members, "whole", FALSE);
  versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  array = osr_json_get_array (event->members, "versions");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    gint64 version = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;

    g_array_append_val (versions, version);
  }
  return g_steal_pointer (&versions);
}

static gboolean
erase_one (OsrCache *self, const char *stream, gint64 version, GError **error)
{
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database,
      "UPDATE event SET payload = NULL, salt = NULL WHERE stream = :stream AND version = :version",
      error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_text (update, ":stream", stream);
  osr_statement_bind_int (update, ":version", version);
  return osr_statement_run (update, error);
}

gboolean
osr_cache_note_record (OsrCache *self, OsrRecord *record, GError **error)
{
  g_autoptr (GArray) versions = osr_record_get_erased (record, NULL);

  if (versions == NULL)
    return TRUE;
  for (guint i = 0; i < versions->len; i++) {
    if (!erase_one (self, record->stream, g_array_index (versions, gint64, i), error))
      return FALSE;
  }
  return osr_cache_note_erased (self, error);
}

GPtrArray *
osr_cache_load_checkpoints (OsrCache *self, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_checkpoint_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT seq, stream, version, meta, payload, salt, digest, hash FROM event"
      " WHERE stream = '" OSR_STREAM_CHECKPOINT "' ORDER BY version",
      error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    g_autoptr (OsrRecord) record = osr_record_new_from_row (select);
    g_autoptr (OsrEvent) event = osr_record_to_event (record, error);
    OsrCheckpoint *one =
        event != NULL ? osr_checkpoint_new_from_event (event, record->hash, error) : NULL;

    if (one == NULL)
      return NULL;
    g_ptr_array_add (list, one);
  }
  return step == OSR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

/* @whole: (out): whether all its events are held */
static gboolean
check_root (OsrCache *self, const OsrCheckpoint *checkpoint, gboolean *whole, GError **error)
{
  g_autoptr (GPtrArray) hashes =
      osr_database_load_hashes (self->database, checkpoint->from_seq, checkpoint->to_seq, error);
  g_autofree char *root = NULL;

  if (hashes == NULL)
    return FALSE;
  *whole = hashes->len == checkpoint->to_seq - checkpoint->from_seq + 1;
  if (!*whole)
    return TRUE;
  root = osr_merkle_root (hashes);
  if (g_strcmp0 (root, checkpoint->root) == 0)
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
               "checkpoint %" G_GINT64_FORMAT " stands for other events than those that are held",
               checkpoint->version);
  return FALSE;
}

gboolean
osr_cache_verify_checkpoints (OsrCache *self, gint64 after, guint *n_whole, GError **error)
{
  g_autoptr (GPtrArray) list = osr_cache_load_checkpoints (self, error);
  g_autoptr (GError) fault = NULL;
  guint n = 0;

  for (guint i = 0; list != NULL && i < list->len; i++) {
    const OsrCheckpoint *one = list->pdata[i];
    gboolean whole = FALSE;

    if (!osr_checkpoint_follows (one, i > 0 ? list->pdata[i - 1] : NULL, &fault)) {
      g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT, fault->message);
      return FALSE;
    }
    if (one->version > after && !check_root (self, one, &whole, error))
      return FALSE;
    n += whole ? 1 : 0;
  }
  if (n_whole != NULL)
    *n_whole = n;
  return list != NULL;
}
