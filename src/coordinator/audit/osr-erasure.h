/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether somebody may have words destroyed: an administrator, in their own name, under an act. What is
 * destroyed is the store's. */
#pragma once

#include "coordinator/osr-command.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

/* Whether @command asks for it. */
gboolean osr_erasure_is_asked (const OsrParsedCommand *command);

/**
 * osr_erasure_check:
 * @person: who asks
 * @command: its members are completed: `versions` when it names none, `whole`
 * @error: FORBIDDEN, NOT_FOUND, or what of the act is missing
 *
 * Within the transaction that appends.
 */
gboolean osr_erasure_check (OsrLog *log, const char *person, const OsrParsedCommand *command,
                            GError **error);

G_END_DECLS
