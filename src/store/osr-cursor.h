/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader's place in a log as a word that only that log can read: the place, when it was given out,
 * and a seal over both with the log's own secret and its epoch. No I/O; what a place that is too old
 * means is the log's. */
#pragma once

#include "core/time/osr-instant.h"
#include "store/osr-store-error.h"

G_BEGIN_DECLS

/* Longest cursor in bytes, its end not counted. */
#define OSR_CURSOR_MAX_BYTES 128

typedef struct {
  gint64 position;  /* where the log is read on; 0 is its beginning */
  OsrInstant given; /* when, to the minute */
} OsrCursor;

/* (transfer full): @cursor as a printable word, of the log with this @key and @epoch. */
char *osr_cursor_write (const OsrCursor *cursor, GBytes *key, const char *epoch);

/**
 * osr_cursor_read:
 * @text: as a reader handed it back
 * @cursor: (out): untouched on failure
 * @error: EPOCH when it is no cursor, or not one of this log and epoch
 */
gboolean osr_cursor_read (const char *text, GBytes *key, const char *epoch, OsrCursor *cursor,
                          GError **error);

G_END_DECLS
