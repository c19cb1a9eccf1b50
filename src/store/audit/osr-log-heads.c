/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heads of all streams: out of the index of streams and versions alone, and one look at each
 * stream's last event. */
#include "core/audit/osr-heads.h"
#include "core/audit/osr-merkle.h"
#include "store/audit/osr-log-checkpoint.h"
#include "store/osr-log-private.h"

/* The names in the order of their bytes, which is that of SQLite. */
#define SQL_HEADS                                                                                  \
  "SELECT e.stream AS stream, e.version AS version, e.hash AS hash FROM"                           \
  " (SELECT stream AS s, max (version) AS v FROM event WHERE seq <= :to GROUP BY stream) h"        \
  " JOIN event e ON e.stream = h.s AND e.version = h.v ORDER BY e.stream"

void
osr_heads_free (OsrHeads *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->streams);
  g_array_unref (self->versions);
  g_ptr_array_unref (self->leaves);
  g_free (self);
}

static void
add_row (OsrHeads *self, OsrStatement *row)
{
  const char *stream = osr_statement_get_text (row, "stream");
  gint64 version = osr_statement_get_int (row, "version");

  g_ptr_array_add (self->streams, g_strdup (stream));
  g_array_append_val (self->versions, version);
  g_ptr_array_add (self->leaves,
                   osr_heads_leaf (stream, version, osr_statement_get_text (row, "hash")));
}

OsrHeads *
osr_log_load_heads (OsrLog *self, gint64 to_seq, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, SQL_HEADS, error);
  g_autoptr (OsrHeads) heads = g_new0 (OsrHeads, 1);
  OsrStep step;

  heads->streams = g_ptr_array_new_with_free_func (g_free);
  heads->versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  heads->leaves = g_ptr_array_new_with_free_func (g_free);
  if (select == NULL)
    return NULL;
  osr_statement_bind_int (select, ":to", to_seq);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    add_row (heads, select);
  return step == OSR_STEP_DONE ? g_steal_pointer (&heads) : NULL;
}

static gboolean
check_root (OsrLog *self, const OsrCheckpoint *checkpoint, GError **error)
{
  g_autoptr (GPtrArray) hashes =
      osr_log_load_hashes (self, checkpoint->from_seq, checkpoint->to_seq, error);
  g_autofree char *root = hashes != NULL ? osr_merkle_root (hashes) : NULL;

  if (hashes == NULL || g_strcmp0 (root, checkpoint->root) == 0)
    return hashes != NULL;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
               "checkpoint %" G_GINT64_FORMAT " stands for other events than these",
               checkpoint->version);
  return FALSE;
}

gboolean
osr_log_verify_checkpoints (OsrLog *self, GError **error)
{
  g_autoptr (GPtrArray) list = osr_log_load_checkpoints (self, error);
  const OsrCheckpoint *last = NULL;

  for (guint i = 0; list != NULL && i < list->len; i++) {
    const OsrCheckpoint *one = list->pdata[i];
    g_autoptr (GError) fault = NULL;

    if (!osr_checkpoint_follows (one, last, &fault)) {
      g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT, fault->message);
      return FALSE;
    }
    if (!check_root (self, one, error))
      return FALSE;
    last = one;
  }
  return list != NULL && (last == NULL || osr_log_verify_heads (self, last, error));
}

gboolean
osr_log_verify_heads (OsrLog *self, const OsrCheckpoint *checkpoint, GError **error)
{
  g_autoptr (OsrHeads) heads = NULL;
  g_autofree char *root = NULL;

  if (checkpoint->heads == NULL)
    return TRUE;
  heads = osr_log_load_heads (self, checkpoint->to_seq, error);
  if (heads == NULL)
    return FALSE;
  root = osr_merkle_root (heads->leaves);
  if (heads->leaves->len == checkpoint->n_streams && g_strcmp0 (root, checkpoint->heads) == 0)
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
               "checkpoint %" G_GINT64_FORMAT " says of other cases where they ended",
               checkpoint->version);
  return FALSE;
}
