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
  gboolean flushed;  /* all of the bulk so far */
  gboolean unfolded; /* a bulk was written, but to the write-ahead log alone */
  GHashTable *words; /* nullable: those of the bulk that are not in the index yet */
  GPtrArray *line;   /* nullable: the same while they are put there, the next one last; borrowed */
};

/* What memory holds of the file, in KiB, and of how many pages the write-ahead log is folded into it. */
#define OSR_CACHE_SIZE "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 1000"

/* Before anything is written that may not be lost or undone with a bulk: ends it. */
gboolean osr_cache_settle (OsrCache *self, GError **error);

/* Puts the words of a row into the full-text index; those of a bulk when it ends. */
gboolean osr_cache_put_words (OsrCache *self, const OsrCacheRow *row, gint64 key, GError **error);

/* The same now. */
gboolean osr_cache_write_words (OsrCache *self, const OsrCacheRow *row, gint64 key, GError **error);

/* Puts what waits into the index, @most rows of it: before the bulk ends, and before somebody
 * searches. */
gboolean osr_cache_flush_words (OsrCache *self, guint most, GError **error);

/* Lets what waits go. @id: (nullable): of this case only */
void osr_cache_drop_words (OsrCache *self, const char *id);

/* Reads epoch and cursor from the file again. */
gboolean osr_cache_load_place (OsrCache *self, GError **error);

/* Forgets a case: its events and its row. */
gboolean osr_cache_forget (OsrCache *self, const char *stream, GError **error);

/* An event came of a case that is not held from its beginning. */
void osr_cache_note_missing (OsrCache *self, const char *stream);

/* Runs @sql, whose one parameter is :id. */
gboolean osr_cache_run (OsrCache *self, const char *sql, const char *id, GError **error);

G_END_DECLS
