/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts being written, from the keyboard to the disk: by one timer soon after the first unsaved key,
 * by another to the coordinator once the clerk rests. The way there is in osr-replica-drafts.c. */
#include "sync/osr-replica-private.h"

typedef struct {
  char *kind;
  char *text;
} Unsaved;

static gboolean on_save_due (gpointer user_data);

static void
unsaved_free (Unsaved *unsaved)
{
  g_free (unsaved->kind);
  g_free (unsaved->text);
  g_free (unsaved);
}

void
osr_writing_free (OsrWriting *writing)
{
  if (writing == NULL)
    return;
  g_free (writing->kind);
  g_free (writing->text);
  g_free (writing->other);
  g_free (writing);
}

static gboolean
save_one (OsrReplica *self, const char *case_id, const Unsaved *unsaved, GError **error)
{
  g_autoptr (OsrOutboxWriting) before = osr_outbox_get_writing (self->outbox, case_id, NULL);
  OsrInstant now = osr_clock_now (self->clock);

  if (*unsaved->text == '\0') {
    if (before != NULL && !osr_replica_drafts_drop (self, before, error))
      return FALSE;
    if (before != NULL)
      osr_replica_words_let_go (self, case_id);
  } else if (before == NULL || g_strcmp0 (before->text, unsaved->text) != 0 ||
             g_strcmp0 (before->kind, unsaved->kind) != 0) {
    if (!osr_outbox_save_writing (self->outbox, case_id, unsaved->kind, unsaved->text, now, error))
      return FALSE;
  }
  osr_replica_emit_draft_saved (self, case_id, now);
  return TRUE;
}

/* A newer text may have been typed while saving was announced. */
static void
keep_unsaved (OsrReplica *self, GHashTable *unsaved)
{
  GHashTableIter iter;
  gpointer case_id, value;

  if (self->unsaved == NULL)
    self->unsaved =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) unsaved_free);
  g_hash_table_iter_init (&iter, unsaved);
  while (g_hash_table_iter_next (&iter, &case_id, &value)) {
    g_hash_table_iter_steal (&iter);
    if (g_hash_table_contains (self->unsaved, case_id)) {
      g_free (case_id);
      unsaved_free (value);
    } else {
      g_hash_table_insert (self->unsaved, case_id, value);
    }
  }
  if (self->save_source == 0)
    self->save_source = g_timeout_add (self->times.save, on_save_due, self);
}

/* What could not be saved stays in memory and is tried again: there may be room on the disk then. */
void
osr_replica_writing_save (OsrReplica *self)
{
  g_autoptr (GHashTable) unsaved = g_steal_pointer (&self->unsaved);
  GHashTableIter iter;
  gpointer case_id, value;

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (unsaved == NULL)
    return;
  g_hash_table_iter_init (&iter, unsaved);
  while (g_hash_table_iter_next (&iter, &case_id, &value)) {
    g_autoptr (GError) error = NULL;

    if (save_one (self, case_id, value, &error))
      g_hash_table_iter_remove (&iter);
    else
      osr_replica_store_failed (self, "A draft could not be saved", error);
  }
  if (g_hash_table_size (unsaved) > 0)
    keep_unsaved (self, unsaved);
  /* The clerk may have come to rest while there was no room. */
  osr_replica_drafts_kick (self);
}

static gboolean
on_save_due (gpointer user_data)
{
  OsrReplica *self = user_data;

  self->save_source = 0;
  osr_replica_writing_save (self);
  return G_SOURCE_REMOVE;
}

/* While it is closed and there, it still tries: the words are in memory only. */
void
osr_replica_writing_stop (OsrReplica *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_handle_id (&self->rest_source, g_source_remove);
}

static gboolean
on_rested (gpointer user_data)
{
  OsrReplica *self = user_data;

  self->rest_source = 0;
  osr_replica_flush (self);
  return G_SOURCE_REMOVE;
}

void
osr_replica_write (OsrReplica *self, const char *case_id, const char *kind, const char *text)
{
  Unsaved *unsaved;

  g_return_if_fail (OSR_IS_REPLICA (self));
  g_return_if_fail (case_id != NULL && kind != NULL && text != NULL);

  if (self->unsaved == NULL)
    self->unsaved =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) unsaved_free);
  if (self->resting == NULL)
    self->resting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  unsaved = g_new0 (Unsaved, 1);
  unsaved->kind = g_strdup (kind);
  unsaved->text = g_strdup (text);
  g_hash_table_replace (self->unsaved, g_strdup (case_id), unsaved);
  g_hash_table_add (self->resting, g_strdup (case_id));
  if (self->save_source == 0)
    self->save_source = g_timeout_add (self->times.save, on_save_due, self);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (self->times.rest, on_rested, self);
}

void
osr_replica_flush (OsrReplica *self)
{
  g_return_if_fail (OSR_IS_REPLICA (self));

  osr_replica_writing_save (self);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_pointer (&self->resting, g_hash_table_unref);
  osr_replica_drafts_kick (self);
}

static OsrWriting *
writing_new (const char *kind, const char *text, OsrInstant saved_at, const char *other)
{
  OsrWriting *writing = g_new0 (OsrWriting, 1);

  writing->kind = g_strdup (kind);
  writing->text = g_strdup (text);
  writing->saved_at = saved_at;
  writing->other = g_strdup (other);
  return writing;
}

OsrWriting *
osr_replica_get_writing (OsrReplica *self, const char *case_id)
{
  g_autoptr (OsrOutboxWriting) saved = NULL;
  const Unsaved *unsaved;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (case_id != NULL, NULL);

  saved = osr_outbox_get_writing (self->outbox, case_id, NULL);
  unsaved = self->unsaved != NULL ? g_hash_table_lookup (self->unsaved, case_id) : NULL;
  if (unsaved != NULL && *unsaved->text == '\0')
    return NULL;
  if (unsaved != NULL)
    return writing_new (unsaved->kind, unsaved->text,
                        saved != NULL ? saved->saved_at : OSR_INSTANT_UNKNOWN,
                        saved != NULL ? saved->other : NULL);
  if (saved == NULL)
    return NULL;
  return writing_new (saved->kind, saved->text, saved->saved_at, saved->other);
}
