/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transaction that stays open between two turns of the main loop. Who writes something else asks
 * osr_cache_settle() first. */
#include "store/bulk/osr-cache-bulk.h"

#include "store/osr-cache-private.h"

#define STEP_ROWS 32

gboolean
osr_cache_bulk_enter (OsrCache *self, GError **error)
{
  g_return_val_if_fail (!self->in_bulk, FALSE);
  if (self->bulk == NULL)
    self->bulk = osr_transaction_begin (self->database, error);
  self->in_bulk = self->bulk != NULL;
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

gboolean
osr_cache_bulk_end (OsrCache *self, GError **error)
{
  OsrTransaction *bulk = g_steal_pointer (&self->bulk);
  gboolean ok = bulk == NULL || (osr_cache_flush_words (self, G_MAXUINT, error) &&
                                 osr_transaction_commit (bulk, error));

  self->in_bulk = FALSE;
  osr_transaction_free (bulk);
  osr_cache_drop_words (self, NULL);
  /* the place is what the file has */
  if (!ok)
    osr_cache_load_place (self, NULL);
  return ok;
}

gboolean
osr_cache_bulk_step (OsrCache *self, gboolean *done, GError **error)
{
  *done = self->bulk == NULL;
  if (*done)
    return TRUE;
  if (!osr_cache_flush_words (self, STEP_ROWS, error)) {
    osr_cache_bulk_drop (self);
    return FALSE;
  }
  if (self->words != NULL)
    return TRUE;
  *done = TRUE;
  return osr_cache_bulk_end (self, error);
}

void
osr_cache_bulk_drop (OsrCache *self)
{
  self->in_bulk = FALSE;
  if (self->bulk == NULL)
    return;
  osr_cache_drop_words (self, NULL);
  g_clear_pointer (&self->bulk, osr_transaction_free);
  osr_cache_load_place (self, NULL);
}

gboolean
osr_cache_settle (OsrCache *self, GError **error)
{
  return self->bulk == NULL || self->in_bulk || osr_cache_bulk_end (self, error);
}
