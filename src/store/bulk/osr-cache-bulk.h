/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many pages of the first sync as one write, over several turns of the main loop. A page alone writes
 * almost every leaf of every index anew; a thousand together write each of them once. */
#pragma once

#include "store/osr-cache.h"

G_BEGIN_DECLS

/**
 * osr_cache_bulk_enter:
 *
 * What is written until osr_cache_bulk_leave() belongs to the bulk. Readers of this cache see it at
 * once, the file has it when the bulk ends. Whatever else is written through this cache meanwhile
 * ends the bulk first, so nothing but pages is ever lost with it.
 */
gboolean osr_cache_bulk_enter (OsrCache *self, GError **error);
void osr_cache_bulk_leave (OsrCache *self);

/* Whether anything is in it that the file does not have. */
gboolean osr_cache_bulk_is_open (OsrCache *self);

/* Writes the bulk. When that fails, it is dropped. */
gboolean osr_cache_bulk_end (OsrCache *self, GError **error);

/**
 * osr_cache_bulk_step:
 * @done: (out): whether the file has it now; else this is to be called again
 *
 * The same in steps of some milliseconds, but for three: the changed pages go into the write-ahead log,
 * what is left of the commit follows them, and the log is folded into the file.
 */
gboolean osr_cache_bulk_step (OsrCache *self, gboolean *done, GError **error);

/**
 * osr_cache_bulk_step_words:
 * @done: (out): whether none are left; else this is to be called again
 *
 * Puts the words that came with the bulk into the index, so that a search in a long bulk does not find
 * too many of them waiting.
 */
gboolean osr_cache_bulk_step_words (OsrCache *self, gboolean *done, GError **error);

/* Undoes the bulk. */
void osr_cache_bulk_drop (OsrCache *self);

G_END_DECLS
