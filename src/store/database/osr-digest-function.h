/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osr_digest (…) in SQL: one digest of several values, for rows that carry their own. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * osr_digest_function_register:
 * @handle: an open connection
 *
 * Makes osr_digest() known to the connection: the SHA-256, in hex, of any number of values, each with its
 * length before it, so that no two lists of values are the same bytes. Every connection of
 * osr-database.h has it.
 *
 * Returns: an SQLite status
 */
int osr_digest_function_register (sqlite3 *handle);

G_END_DECLS
