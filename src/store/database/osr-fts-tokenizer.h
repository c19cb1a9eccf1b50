/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The core's tokenizer as one of FTS5, under the name "osr": full text tables made with
 * tokenize='osr' are found by the same words and stems that the rest of the program reads. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * osr_fts_tokenizer_register:
 * @handle: an open connection
 *
 * Makes the tokenizer known to the connection. Every connection of osr-database.h has it.
 *
 * Returns: an SQLite status
 */
int osr_fts_tokenizer_register (sqlite3 *handle);

G_END_DECLS
