/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transaction that stays open between two turns of the main loop. Who writes something else asks
 * osr_cache_settle() first. */
#include "store/bulk/osr-cache-bulk.h"

#include "store/osr-cache-private.h"

#define STEP_ROWS 32

/* All pages that a bulk changes, or they go out and come back row by row; and its commit does not fold
 * them into the file in the same turn. */
#define BULK_SIZE "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 0"

static gboolean
begin (OsrCache *self, GError **error)
{
  if (!osr_database_exec (self->database, BULK_SIZE, error))
    return FALSE;
  self->bulk = osr_transaction_begin (self->database, error);
  if (self->bulk == NULL)
    osr_database_exec (self->database, OSR_CACHE_SIZE, NULL);
  return self->bulk != NULL;
}

gboolean
osr_cache_bulk_enter (OsrCache *self, GError **error)
{
  g_return_val_if_fail (!self->in_bulk, FALSE);
  self->in_bulk = self->bulk != NULL || begin (self, error);
  self->flushed = FALSE;
  return self->in_bulk;
}

void
osr_cache_bulk_leave (OsrCache *self)
{
  self->in_bulk = FALSE;
}

gboolean
osr_cache_bulk_is_open (OsrCache *self)
{
  return self->bulk != NULL;
}

static gboolean
commit (OsrCache *self, GError **error)
{
  OsrTransaction *bulk = g_steal_pointer (&self->bulk);
  gboolean ok =
      osr_cache_flush_words (self, G_MAXUINT, error) && osr_transaction_commit (bulk, error);

  self->in_bulk = FALSE;
  osr_transaction_free (bulk);
  osr_cache_drop_words (self, NULL);
  self->unfolded = TRUE;
  /* the place is what the file has */
  if (!ok)
    osr_cache_load_place (self, NULL);
  return ok;
}

/* @now: else the next write folds it */
static void
fold (OsrCache *self, gboolean now)
{
  if (!self->unfolded)
    return;
  self->unfolded = FALSE;
  osr_database_exec (self->database, OSR_CACHE_SIZE, NULL);
  /* the log has it, so that a full disk is no fault here */
  if (now)
    osr_database_exec (self->database, "PRAGMA wal_checkpoint (PASSIVE)", NULL);
}

gboolean
osr_cache_bulk_end (OsrCache *self, GError **error)
{
  gboolean ok = self->bulk == NULL || commit (self, error);

  fold (self, FALSE);
  return ok;
}

static gboolean
put_words (OsrCache *self, GError **error)
{
  gboolean ok = osr_cache_flush_words (self, STEP_ROWS, error);

  if (!ok)
    osr_cache_bulk_drop (self);
  return ok;
}

gboolean
osr_cache_bulk_step_words (OsrCache *self, gboolean *done, GError **error)
{
  gboolean ok = put_words (self, error);

  *done = self->words == NULL;
  return ok;
}

/* What is nearly all of the commit's work. */
static gboolean
flush (OsrCache *self, GError **error)
{
  self->flushed = osr_transaction_flush (self->bulk, error);
  if (!self->flushed)
    osr_cache_bulk_drop (self);
  return self->flushed;
}

gboolean
osr_cache_bulk_step (OsrCache *self, gboolean *done, GError **error)
{
  *done = FALSE;
  if (self->words != NULL)
    return put_words (self, error);
  if (self->bulk != NULL)
    return self->flushed ? commit (self, error) : flush (self, error);
  fold (self, TRUE);
  *done = TRUE;
  return TRUE;
}

void
osr_cache_bulk_drop (OsrCache *self)
{
  self->in_bulk = FALSE;
  if (self->bulk == NULL)
    return;
  osr_cache_drop_words (self, NULL);
  g_clear_pointer (&self->bulk, osr_transaction_free);
  osr_database_exec (self->database, OSR_CACHE_SIZE, NULL);
  osr_cache_load_place (self, NULL);
}

gboolean
osr_cache_settle (OsrCache *self, GError **error)
{
  return self->bulk == NULL || self->in_bulk || osr_cache_bulk_end (self, error);
}
