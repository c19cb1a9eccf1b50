/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a message as the indices of the cache take it: its words, and its sketch. Reading it needs no
 * database, so that a thread can have done it before the row is written. */
#pragma once

#include "core/text/osr-text-sketch.h"

G_BEGIN_DECLS

/* Never changes once it is made; shared by counting. */
typedef struct {
  char *text; /* valid, without the marks of what was found */
  gsize length;
  OsrTextTokens *tokens;
  gboolean sketched; /* there are words enough for one */
  gint64 bands[OSR_TEXT_SKETCH_BANDS];
} OsrReadText;

/* @text: (nullable): any bytes */
OsrReadText *osr_read_text_new (const char *text);
OsrReadText *osr_read_text_ref (OsrReadText *self);
void osr_read_text_unref (OsrReadText *self);

/* (transfer full): valid text for the index; the characters that mark what was found are not in it. */
char *osr_read_text_clean (const char *text);

/**
 * osr_read_text_ensure:
 * @self: (nullable): what may have been read of @text
 *
 * Returns: (transfer full): @self when it is of this very text, else another
 */
OsrReadText *osr_read_text_ensure (OsrReadText *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrReadText, osr_read_text_unref)

G_END_DECLS
