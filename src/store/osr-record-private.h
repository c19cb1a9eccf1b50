/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as rows of a table: for the log and the cache. */
#pragma once

#include "store/database/osr-database.h"
#include "store/osr-record.h"

G_BEGIN_DECLS

/* (transfer full): the current row, with the columns seq, stream, version, meta, payload, salt,
 * digest and hash. Trusted: it was checked when it was written. */
OsrRecord *osr_record_new_from_row (OsrStatement *row);

G_END_DECLS
