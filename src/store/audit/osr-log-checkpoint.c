/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checkpoint names all events since the one before it, the event of that one included, in the order
 * of their numbers. A log that has grown long without any catches up with several. */
#include "store/audit/osr-log-checkpoint.h"

#include "core/audit/osr-merkle.h"
#include "core/record/osr-stream.h"
#include "store/audit/osr-log-audit-private.h"
#include "store/osr-log-private.h"

#define SQL_OPEN                                                                                   \
  "SELECT at FROM event WHERE seq > :seq AND stream <> '" OSR_STREAM_CHECKPOINT "'"                \
  " ORDER BY seq LIMIT 1"

static OsrCheckpoint *
read_record (OsrRecord *record, GError **error)
{
  g_autoptr (OsrEvent) event = osr_record_to_event (record, error);

  return event != NULL ? osr_checkpoint_new_from_event (event, record->hash, error) : NULL;
}

GPtrArray *
osr_log_load_checkpoints (OsrLog *self, GError **error)
{
  g_autoptr (GPtrArray) records = osr_log_load_records (self, OSR_STREAM_CHECKPOINT, 0, error);
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_checkpoint_free);

  for (guint i = 0; records != NULL && i < records->len; i++) {
    OsrCheckpoint *one = read_record (records->pdata[i], error);

    if (one == NULL)
      return NULL;
    g_ptr_array_add (list, one);
  }
  return records != NULL ? g_steal_pointer (&list) : NULL;
}

OsrCheckpoint *
osr_log_load_last_checkpoint (OsrLog *self, GError **error)
{
  gint64 version = osr_log_get_version (self, OSR_STREAM_CHECKPOINT);
  g_autoptr (GPtrArray) records = NULL;

  if (version == 0)
    return NULL;
  records = osr_log_load_records (self, OSR_STREAM_CHECKPOINT, version - 1, error);
  return records != NULL && records->len > 0 ? read_record (records->pdata[0], error) : NULL;
}

GPtrArray *
osr_database_load_hashes (OsrDatabase *database, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      database, "SELECT hash FROM event WHERE seq >= :from AND seq <= :to ORDER BY seq", error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_int (select, ":from", from);
  osr_statement_bind_int (select, ":to", to);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (hashes, osr_statement_dup_text (select, "hash"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&hashes) : NULL;
}

GPtrArray *
osr_log_load_hashes (OsrLog *self, gint64 from, gint64 to, GError **error)
{
  return osr_database_load_hashes (self->database, from, to, error);
}

/* (nullable): a day is one of the office. */
static OsrZone *
find_zone (OsrLog *self)
{
  OsrRegulation *regulation = osr_registry_get_regulation (self->registry);

  return regulation != NULL
             ? osr_registry_find_zone (self->registry, osr_regulation_get_zone (regulation))
             : NULL;
}

/* Whether events stand under no checkpoint for long enough; @last nullable. */
static gboolean
is_due (OsrLog *self, const OsrCheckpoint *last)
{
  gint64 sealed = last != NULL ? last->to_seq : 0;
  gint64 open = osr_log_get_head (self) - sealed - (last != NULL ? 1 : 0);
  g_autoptr (OsrStatement) select = NULL;

  if (open <= 0)
    return FALSE;
  select = osr_database_prepare (self->database, SQL_OPEN, NULL);
  if (select == NULL)
    return FALSE;
  osr_statement_bind_int (select, ":seq", sealed);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW &&
         osr_checkpoint_is_due (open, osr_statement_get_int (select, "at"),
                                osr_clock_now (self->clock), find_zone (self));
}

static gboolean
add_heads (OsrLog *self, JsonObject *members, gint64 to, GError **error)
{
  g_autoptr (OsrHeads) heads = osr_log_load_heads (self, to, error);
  g_autofree char *root = heads != NULL ? osr_merkle_root (heads->leaves) : NULL;

  if (root != NULL)
    osr_checkpoint_add_heads (members, root, heads->leaves->len);
  return root != NULL;
}

static gboolean
append (OsrLog *self, const OsrCheckpoint *last, GError **error)
{
  gint64 from = last != NULL ? last->to_seq + 1 : 1;
  gint64 to = MIN (osr_log_get_head (self), from + OSR_CHECKPOINT_EVENTS - 1);
  g_autoptr (GPtrArray) hashes = osr_log_load_hashes (self, from, to, error);
  g_autofree char *root = hashes != NULL ? osr_merkle_root (hashes) : NULL;
  g_autoptr (JsonObject) members = NULL;
  OsrLogRequest request = { OSR_STREAM_CHECKPOINT, "checkpoint" };

  if (hashes == NULL)
    return FALSE;
  if (root == NULL || hashes->len != to - from + 1) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
                 "the events %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " are not whole", from, to);
    return FALSE;
  }
  members = osr_checkpoint_build (from, to, root, last != NULL ? last->hash : NULL);
  if (!add_heads (self, members, to, error))
    return FALSE;
  request.members = members;
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = OSR_STREAM_OFFICE;
  return osr_log_append (self, &request, 1, NULL, error);
}

/* Looked at once more inside the transaction: another program may have been faster. */
static gboolean
append_one (OsrLog *self, gboolean *changed, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (self, error);
  g_autoptr (OsrCheckpoint) last = NULL;
  g_autoptr (GError) fault = NULL;

  *changed = FALSE;
  if (transaction == NULL)
    return FALSE;
  last = osr_log_load_last_checkpoint (self, &fault);
  if (fault != NULL) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return FALSE;
  }
  if (!is_due (self, last))
    return TRUE;
  *changed = append (self, last, error) && osr_log_commit (transaction, error);
  return *changed;
}

gboolean
osr_log_tend_checkpoints (OsrLog *self, gboolean *changed, GError **error)
{
  gboolean more = TRUE;

  if (changed != NULL)
    *changed = FALSE;
  while (more) {
    g_autoptr (GError) fault = NULL;
    g_autoptr (OsrCheckpoint) last = osr_log_load_last_checkpoint (self, &fault);

    if (fault != NULL) {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
    if (!is_due (self, last))
      return TRUE;
    if (!append_one (self, &more, error))
      return FALSE;
    if (changed != NULL)
      *changed = *changed || more;
  }
  return TRUE;
}
