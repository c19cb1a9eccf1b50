/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The core's tokenizer as one of FTS5, under the name "osr": full text tables made with
 * tokenize='osr' are found by the same words and stems that the rest of the program reads. */
#pragma once

#include <sqlite3.h>

#include "core/text/osr-text-tokens.h"

G_BEGIN_DECLS

/* A text that its writer has read already: put into an index, it is not read once more. */
typedef struct {
  const char *text; /* nullable: there is none */
  gsize length;     /* in bytes */
  OsrTextTokens *tokens;
} OsrFtsRead;

/**
 * osr_fts_tokenizer_register:
 * @handle: an open connection
 * @read: looked at whenever a text is put into an index; it outlives the connection
 *
 * Makes the tokenizer known to the connection. Every connection of osr-database.h has it.
 *
 * Returns: an SQLite status
 */
int osr_fts_tokenizer_register (sqlite3 *handle, const OsrFtsRead *read);

G_END_DECLS
