/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a row of a publication is read. Only for src/store. */
#pragma once

#include "store/database/osr-database.h"
#include "store/osr-log-publications.h"

G_BEGIN_DECLS

#define OSR_PUBLICATION_COLUMNS                                                                    \
  "stream, intent, guid, account, draft, digest, state, attempt, first_sent_at, absent_reads,"     \
  " last_read_at, next_at, lease, lease_until, manner"

/* (transfer full): the row that @row stands at, of OSR_PUBLICATION_COLUMNS */
OsrPublication *osr_publication_from_row (OsrStatement *row);

/* (transfer full): the ids of the accounts that workstations hold, as a JSON array */
char *osr_log_dup_held_accounts (OsrLog *self);

G_END_DECLS
