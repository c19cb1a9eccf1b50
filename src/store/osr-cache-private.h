/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the cache share. */
#pragma once

#include "store/osr-cache.h"

G_BEGIN_DECLS

struct _OsrCache {
  OsrDatabase *database;
  char *epoch;  /* nullable */
  char *cursor; /* nullable */
  gboolean is_new;
  GPtrArray *missing;   /* nullable: see osr_cache_steal_missing() */
  OsrTransaction *bulk; /* nullable: see osr_cache_bulk_enter() */
  gboolean in_bulk;
};

/* Before anything is written that may not be lost or undone with a bulk: ends it. */
gboolean osr_cache_settle (OsrCache *self, GError **error);

/* Reads epoch and cursor from the file again. */
gboolean osr_cache_load_place (OsrCache *self, GError **error);

/* Forgets a case: its events and its row. */
gboolean osr_cache_forget (OsrCache *self, const char *stream, GError **error);

/* An event came of a case that is not held from its beginning. */
void osr_cache_note_missing (OsrCache *self, const char *stream);

/* Runs @sql, whose one parameter is :id. */
gboolean osr_cache_run (OsrCache *self, const char *sql, const char *id, GError **error);

G_END_DECLS
