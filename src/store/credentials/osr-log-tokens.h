/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the tokens of accounts out of a log that an earlier program wrote. */
#pragma once

#include "store/credentials/osr-credentials.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

/**
 * osr_log_move_tokens:
 * @credentials: where they go; a token that is there already is the newer one and stays
 *
 * Moves the tokens that an earlier program kept in the log's file to @credentials and leaves no trace
 * of them in the file, nor in the copies that were made of it before it was migrated. What was once
 * copied elsewhere keeps them. Costs nothing when there are none.
 */
gboolean osr_log_move_tokens (OsrLog *self, OsrCredentials *credentials, GError **error);

G_END_DECLS
