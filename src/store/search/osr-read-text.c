/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a text once for both indices. Where the words and the sketch go, the rows of the cache say. */
#include "store/search/osr-read-text.h"

#include <string.h>

#include "store/search/osr-search-query.h"

OsrReadText *
osr_read_text_new (const char *text)
{
  OsrReadText *self = g_atomic_rc_box_new0 (OsrReadText);

  self->text = osr_read_text_clean (text);
  self->length = strlen (self->text);
  self->tokens = osr_text_tokens_new (self->text, (gssize) self->length);
  self->sketched = osr_text_sketch (self->tokens, self->bands);
  return self;
}

OsrReadText *
osr_read_text_ref (OsrReadText *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  OsrReadText *self = data;

  g_free (self->text);
  osr_text_tokens_free (self->tokens);
}

void
osr_read_text_unref (OsrReadText *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

char *
osr_read_text_clean (const char *text)
{
  char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  return g_strdelimit (valid, OSR_SEARCH_MARK_BEGIN OSR_SEARCH_MARK_END, ' ');
}

/* One that had to be cleaned differs, and is read again. */
OsrReadText *
osr_read_text_ensure (OsrReadText *self, const char *text)
{
  return self != NULL && g_strcmp0 (self->text, text) == 0 ? osr_read_text_ref (self)
                                                           : osr_read_text_new (text);
}
